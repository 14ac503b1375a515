//! Two versions of a note, for whom both are.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use crate::views::proposals::visible_consultees;
use cabinet::comparison::{NoteComparison, NoteVersion};
use cabinet::ids::{DepartmentId, ProposalId};
use cabinet::note::Revision;
use cabinet::permission::{Action, Subject, permitted};
use cabinet::proposal::Proposal;
use cabinet::{Cabinet, Moment};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One version of a note, opened.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// Its record.
    pub revision: Arc<Revision>,
    /// The words of its sections in lines, as [`cabinet::prose::Prose::plain`] gives them.
    pub sections: BTreeMap<String, String>,
}

impl VersionView {
    fn version(&self) -> NoteVersion<'_> {
        NoteVersion { facts: &self.revision.facts, sections: &self.sections, papers: &self.revision.papers }
    }
}

/// A department that gave its view, and on which version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewedVersion {
    /// Which department.
    pub department: DepartmentId,
    /// Number of the version.
    pub revision: u32,
    /// When it gave its view.
    pub at: Moment,
}

/// Which versions somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The last two that he may read.
    Latest,
    /// Two by their numbers, in either order.
    These(u32, u32),
    /// None yet: he is to choose.
    NotChosen,
}

/// Two versions of a note, and everything that a page needs to offer others.
#[derive(Clone, Debug)]
pub struct ComparisonView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// The record. Pages show of it only its number and department, and titles of papers that are compared.
    pub proposal: Arc<Proposal>,
    /// Versions that the person may read, oldest first.
    pub readable: Vec<Arc<Revision>>,
    /// Number of the version that the person reads on the page of the matter.
    pub reads: Option<u32>,
    /// The two, the earlier one first; none where none were asked for, or there are not two.
    pub chosen: Option<(VersionView, VersionView)>,
    /// Departments whose view the person may read, and on which version they gave it.
    pub views: Vec<ViewedVersion>,
}

impl ComparisonView {
    /// What changed between the two.
    #[must_use]
    pub fn comparison(&self) -> Option<NoteComparison<'_>> {
        let (earlier, later) = self.chosen.as_ref()?;
        Some(NoteComparison::of(earlier.version(), later.version()))
    }
}

impl Office {
    /// Two versions of a note. Their release is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom the matter does not exist, and for a version that he may not read as for one that is
    /// not there.
    pub async fn comparison_view(
        &self,
        session: &Session,
        id: ProposalId,
        which: Which,
    ) -> Result<ComparisonView, ReadError> {
        let (state, actor) = (self.state(), &session.actor);
        let actions = permitted(&state, actor, Subject::Proposal(id));
        if !actions.contains(&Action::ReadProposal) {
            return Err(ReadError::Unknown);
        }
        let proposal = state.proposal(id).ok_or(ReadError::Unknown)?.clone();
        let readable: Vec<Arc<Revision>> = state.readable_revisions(actor, id).into_iter().cloned().collect();
        let numbered = |number: u32| readable.iter().find(|one| one.number == number).ok_or(ReadError::Unknown);
        let pair = match (which, readable.as_slice()) {
            (Which::These(one, other), _) => Some((numbered(one.min(other))?, numbered(one.max(other))?)),
            (Which::Latest, [.., earlier, later]) => Some((earlier, later)),
            _ => None,
        };
        let chosen = match pair {
            Some((earlier, later)) => Some((self.version_view(earlier).await?, self.version_view(later).await?)),
            None => None,
        };
        let released = pair.into_iter().flat_map(|(earlier, later)| [earlier.id.0, later.id.0]);
        self.custody.release(session, released).await?;
        let whole = actions.contains(&Action::ReadNoteSheet);
        let consultees = visible_consultees(&state, actor, &proposal, whole);
        let views = consultees.iter().filter_map(|asked| {
            let at = asked.standing()?.at;
            Some(ViewedVersion { department: asked.department, revision: asked.revision, at })
        });
        let views = views.collect();
        let reads = state.readable_revision(actor, id).map(|revision| revision.number);
        Ok(ComparisonView { proposal, reads, chosen, views, readable, state })
    }

    /// A version, opened. Who asks has been asked of the rules before.
    async fn version_view(&self, revision: &Arc<Revision>) -> Result<VersionView, ReadError> {
        // Lists and tables are compared as lines: what changed is told by word.
        let sections = self.sections(revision).await?.into_iter().map(|(key, prose)| (key, prose.plain())).collect();
        Ok(VersionView { sections, revision: revision.clone() })
    }
}
