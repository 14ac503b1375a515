//! Printed copies (छपी प्रति): which posts still get them, until when and by whose order; who asked for one, and which numbered
//! copy went to whom.

use crate::cabinet::Cabinet;
use crate::ids::{CopyId, PaperId, PostId, ProposalId, RevisionId};
use crate::inquiry::Signed;
use crate::moment::Moment;
use crate::paper_route::PaperTerm;
use crate::people::{Actor, Post};
use crate::proposal::Proposal;
use crate::text::TextRef;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Of what a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum CopyOf {
    /// Of a frozen note.
    Note {
        /// Which.
        revision: RevisionId,
    },
    /// Of a file that lies with it.
    Paper {
        /// Which.
        paper: PaperId,
    },
}

/// Where a copy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyStage {
    /// Asked for.
    Asked,
    /// Printed and handed over.
    Given {
        /// 1, 2, 3 … among the copies of the same note or paper.
        number: u32,
        /// Who gave it, and when.
        given: Signed,
    },
    /// Not given.
    Refused {
        /// Who refused it, and when.
        refused: Signed,
    },
    /// Came back to the cabinet section.
    Returned {
        /// Its number.
        number: u32,
        /// Who gave it, and when.
        given: Signed,
        /// Who took it back, and when.
        returned: Signed,
    },
}

/// A printed copy, from its asking to its return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedCopy {
    /// Its id.
    pub id: CopyId,
    /// To which proposal it belongs.
    pub proposal: ProposalId,
    /// Of what it is.
    pub of: CopyOf,
    /// The post that asked for it and gets it.
    pub post: PostId,
    /// Who asked, and when.
    pub asked: Signed,
    /// Where it stands.
    pub stage: CopyStage,
    /// Why it was not given, where it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TextRef>,
}

impl PrintedCopy {
    /// Its number, once it was given.
    #[must_use]
    pub const fn number(&self) -> Option<u32> {
        match self.stage {
            CopyStage::Asked | CopyStage::Refused { .. } => None,
            CopyStage::Given { number, .. } | CopyStage::Returned { number, .. } => Some(number),
        }
    }

    /// Whether it is with its recipient or on its way there.
    #[must_use]
    pub const fn is_out(&self) -> bool {
        matches!(self.stage, CopyStage::Asked | CopyStage::Given { .. })
    }
}

impl Cabinet {
    /// The term on which a post gets printed copies, also one that is over; none where it never stood in the register.
    #[must_use]
    pub fn copy_term(&self, post: PostId) -> Option<&Arc<PaperTerm>> {
        self.copy_terms.get(&post).and_then(|terms| terms.last())
    }

    /// Posts that stand or stood in the register, with every term, oldest first.
    pub fn copy_terms(&self) -> impl Iterator<Item = (PostId, &imbl::Vector<Arc<PaperTerm>>)> {
        self.copy_terms.iter().map(|(post, terms)| (*post, terms))
    }

    /// Whether a post gets printed copies at this moment.
    #[must_use]
    pub fn gets_copies(&self, post: PostId, now: Moment) -> bool {
        self.copy_term(post).is_some_and(|term| term.lasts(now))
    }

    /// A printed copy. Ask [`crate::permitted`] before showing it.
    #[must_use]
    pub fn printed_copy(&self, id: CopyId) -> Option<&Arc<PrintedCopy>> {
        self.copies.get(&id)
    }

    /// Since when a printed copy that is out must come back or is not to be given, because its post is recused from the matter.
    #[must_use]
    pub fn copy_recalled(&self, copy: &PrintedCopy) -> Option<Moment> {
        let post = self.post(copy.post).filter(|_| copy.is_out())?;
        self.recusal_of(post, copy.proposal).map(|recusal| recusal.recused.at)
    }

    /// Every printed copy, oldest first.
    pub fn printed_copies(&self) -> impl DoubleEndedIterator<Item = &Arc<PrintedCopy>> {
        self.copies.values()
    }

    /// Of what in a proposal somebody may ask for a copy: the note that lies in his folder, and its papers.
    #[must_use]
    pub fn copyable(&self, actor: &Actor, proposal: &Proposal) -> Vec<CopyOf> {
        let Some(revision) = self.readable_revision(actor, proposal.id) else { return Vec::new() };
        let papers = revision.papers.iter().map(|paper| CopyOf::Paper { paper: *paper });
        std::iter::once(CopyOf::Note { revision: revision.id }).chain(papers).collect()
    }

    /// Whether a post received a folder in which a proposal lies, and is not recused from it.
    pub(crate) fn has_in_folder(&self, post: &Post, proposal: &Proposal) -> bool {
        self.folders_with(proposal.id).any(|release| self.receives(post, release))
            && !self.is_recused(post, proposal.id)
    }
}
