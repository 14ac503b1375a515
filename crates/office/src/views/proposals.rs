//! A proposal as one person may see it.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::ids::{ChargeId, DepartmentId, MeetingId, PaperId, ProposalId};
use cabinet::meeting::Item;
use cabinet::note::{Paper, Revision};
use cabinet::permission::{Action, Subject, permitted};
use cabinet::proposal::{Answer, Consultee, Movement, Proposal, Step};
use cabinet::prose::Prose;
use cabinet::text::TextRef;
use cabinet::{Cabinet, Moment};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// One paragraph of the note-sheet with its words.
#[derive(Clone, Debug)]
pub struct RemarkView {
    /// Its number.
    pub number: u32,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// The step it accompanied.
    pub step: Step,
    /// Its words.
    pub words: String,
}

/// One department's view with its words.
#[derive(Clone, Debug)]
pub struct ViewView {
    /// Which department.
    pub department: DepartmentId,
    /// Number of the revision that was sent to it.
    pub revision: u32,
    /// When it was sent.
    pub sent: Moment,
    /// When its time is over.
    pub due: Moment,
    /// What it answered, oldest first: kind, time, charge, words. Empty while nothing was received.
    pub given: Vec<(Answer, Moment, Option<ChargeId>, String)>,
}

/// A paper a person may open.
#[derive(Clone, Debug)]
pub struct PaperView {
    /// Its id.
    pub id: PaperId,
    /// Its record.
    pub paper: Arc<Paper>,
}

/// A proposal as one person may see it.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// The record. Pages show of it only what the other fields hold, its number, department, stage
    /// and dates.
    pub proposal: Arc<Proposal>,
    /// What the person may do now.
    pub actions: Vec<Action>,
    /// The version to be printed into forms.
    pub version: u32,
    /// The subject under which the matter was opened, while nothing was put up; none once it is erased.
    pub first_subject: Option<String>,
    /// The frozen note that the person may read.
    pub revision: Option<Arc<Revision>>,
    /// What its sections say.
    pub sections: BTreeMap<String, Prose>,
    /// Papers with that note; for who drafts, those with the draft.
    pub papers: Vec<PaperView>,
    /// The note-sheet, for whom it is.
    pub note_sheet: Vec<RemarkView>,
    /// The register of movements, for whom it is.
    pub movements: Vec<Arc<Movement>>,
    /// Views: all of them, or for a consulted department its own.
    pub views: Vec<ViewView>,
    /// Agendas on which it stands, for whom the items are.
    pub listings: Vec<(MeetingId, u32, Arc<Item>)>,
}

impl ProposalView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

impl Office {
    /// What a frozen note's sections say. Who asks has been asked of the rules before.
    pub(crate) async fn sections(&self, revision: &Revision) -> Result<BTreeMap<String, Prose>, ReadError> {
        let words = self.words(&revision.body).await?;
        serde_json::from_str(&words).map_err(|_| ReadError::Damaged("a note"))
    }

    /// A proposal as the session's person may see it. The note's release is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn proposal_view(&self, session: &Session, id: ProposalId) -> Result<ProposalView, ReadError> {
        let state = self.state();
        let actor = &session.actor;
        let actions = permitted(&state, actor, Subject::Proposal(id));
        if !actions.contains(&Action::ReadProposal) {
            return Err(ReadError::Unknown);
        }
        let proposal = state.proposal(id).ok_or(ReadError::Unknown)?.clone();
        let revision = state.readable_revision(actor, id).cloned();
        let first_subject = match proposal.revision() {
            Some(_) => None,
            None => self.first_subject(&proposal).await?,
        };
        let sections = match &revision {
            Some(revision) => self.sections(revision).await?,
            None => BTreeMap::new(),
        };
        let whole = actions.contains(&Action::ReadNoteSheet);
        let consultees = visible_consultees(&state, session, &proposal, whole);
        let texts = texts_of(&proposal, &consultees, whole);
        let released = revision.iter().map(|revision| revision.id.0).chain(texts.iter().map(|text| text.id.0));
        self.custody.release(session, released).await?;
        let words = self.words_of(texts).await?;
        let papers = papers(&proposal, revision.as_deref(), actions.contains(&Action::EditDraft));
        let listings = state
            .listings(id)
            .filter(|(meeting, _, _)| whole || state.may(actor, Subject::Meeting(meeting.id), Action::ReadAgenda))
            .map(|(meeting, number, item)| (meeting.id, number, item.clone()))
            .collect();
        Ok(ProposalView {
            version: state.version_seen_by(actor, &proposal),
            note_sheet: if whole { remarks(&proposal, &words) } else { Vec::new() },
            movements: if whole { proposal.movements.iter().cloned().collect() } else { Vec::new() },
            views: consultees.iter().map(|asked| view(asked, &words)).collect(),
            proposal,
            actions,
            first_subject,
            revision,
            sections,
            papers,
            listings,
            state,
        })
    }
}

/// All departments that were asked, or only the reader's own. Readers of a folder see all views:
/// they stand in the note.
fn visible_consultees(state: &Cabinet, session: &Session, proposal: &Proposal, whole: bool) -> Vec<Consultee> {
    let Some(consultation) = proposal.stage.consultation() else { return Vec::new() };
    let own = state.post_of(&session.actor).and_then(|post| post.department);
    let in_folder = state
        .listings(proposal.id)
        .any(|(meeting, _, _)| state.may(&session.actor, Subject::Meeting(meeting.id), Action::ReadAgenda));
    let asked = consultation.standing();
    let of_own = |asked: &Consultee| Some(state.department_today(asked.department)) == own;
    asked.filter(|asked| whole || in_folder || of_own(asked)).cloned().collect()
}

fn texts_of<'a>(proposal: &'a Proposal, consultees: &'a [Consultee], whole: bool) -> Vec<&'a TextRef> {
    let views = consultees.iter().flat_map(|asked| asked.views.iter().map(|view| &view.text));
    let remarks = proposal.note_sheet.iter().filter(|_| whole).map(|remark| &remark.text);
    views.chain(remarks).collect()
}

fn remarks(proposal: &Proposal, words: &BTreeMap<Uuid, String>) -> Vec<RemarkView> {
    let sheet = proposal.note_sheet.iter();
    sheet
        .map(|remark| RemarkView {
            number: remark.number,
            by: remark.by,
            at: remark.at,
            step: remark.step,
            words: words.get(&remark.text.id.0).cloned().unwrap_or_default(),
        })
        .collect()
}

fn view(asked: &Consultee, words: &BTreeMap<Uuid, String>) -> ViewView {
    let given = asked
        .views
        .iter()
        .map(|view| (view.answer, view.at, view.by, words.get(&view.text.id.0).cloned().unwrap_or_default()))
        .collect();
    ViewView { department: asked.department, revision: asked.revision, sent: asked.sent, due: asked.due, given }
}

fn papers(proposal: &Proposal, revision: Option<&Revision>, drafting: bool) -> Vec<PaperView> {
    let ids: Vec<PaperId> = if drafting {
        proposal.papers.iter().copied().collect()
    } else {
        revision.map(|revision| revision.papers.clone()).unwrap_or_default()
    };
    let records = &proposal.paper_records;
    ids.into_iter().filter_map(|id| records.get(&id).map(|paper| PaperView { id, paper: paper.clone() })).collect()
}
