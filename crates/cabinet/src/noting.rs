//! The note-sheet for a view (अभिमत की नोटशीट): how a consulted department comes to its view, from desk to desk. It is that
//! department's own. Nobody outside it reads it or learns that there is one.

use crate::cabinet::Cabinet;
use crate::consultation::Consultee;
use crate::ids::{ChargeId, DepartmentId, PostId};
use crate::moment::Moment;
use crate::people::{Actor, Post, PostKind};
use crate::permission::{Action, Subject};
use crate::proposal::Proposal;
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// One paragraph of a note-sheet for a view: what was noted (टीप), and to whom the note was marked (अंकित) with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noting {
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// At whose desk it lay.
    pub from: PostId,
    /// To whose desk it went; the author's own where the secretary called it back.
    pub to: PostId,
    /// Its words, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextRef>,
}

/// A department's note-sheet upon one note. Its paragraphs are numbered from 1 through all its rounds, without a gap.
#[derive(Clone, Debug)]
pub struct ViewSheet<'a> {
    /// The department that was asked; another one may answer for it since.
    pub department: DepartmentId,
    /// Its paragraphs, oldest first.
    pub notings: Vec<&'a Noting>,
}

impl Cabinet {
    /// The note-sheets of a department of today: its own, and those of departments that went into it, in the order of
    /// asking. One in which nothing was noted is left out.
    fn view_sheets<'a>(&'a self, proposal: &'a Proposal, own: DepartmentId) -> Vec<ViewSheet<'a>> {
        let mut sheets: Vec<ViewSheet<'a>> = Vec::new();
        for round in self.every_round_of(proposal, own).filter(|round| !round.notings.is_empty()) {
            match sheets.iter_mut().find(|sheet| sheet.department == round.department) {
                Some(sheet) => sheet.notings.extend(&round.notings),
                None => {
                    sheets.push(ViewSheet { department: round.department, notings: round.notings.iter().collect() })
                }
            }
        }
        sheets
    }

    /// The note-sheets for a view that `actor` may read: those of his own department; none for anybody else.
    #[must_use]
    pub fn readable_view_sheets<'a>(&'a self, actor: &Actor, proposal: &'a Proposal) -> Vec<ViewSheet<'a>> {
        let reads = self.may(actor, Subject::Proposal(proposal.id), Action::ReadViewSheet);
        let own = self.post_of(actor).and_then(|post| post.department).filter(|_| reads);
        own.map_or_else(Vec::new, |own| self.view_sheets(proposal, own))
    }

    /// Whether a note came to an officer's desk for his department's view, in whichever round.
    pub(crate) fn came_for_view(&self, proposal: &Proposal, post: &Post) -> bool {
        let own = post.department.filter(|_| post.kind == PostKind::DepartmentOfficer);
        own.is_some_and(|own| {
            self.every_round_of(proposal, own).flat_map(|round| &round.notings).any(|noting| noting.to == post.id)
        })
    }

    /// The noting that laid a note on the desk at which it lies for a view, if the post still is one of that department;
    /// else it lies with the secretary.
    #[must_use]
    pub fn view_desk<'a>(&self, round: &'a Consultee) -> Option<&'a Noting> {
        let last = round.notings.last()?;
        let post = self.post(last.to).filter(|post| self.closed(post.id).is_none())?;
        (post.department == Some(self.department_today(round.department))).then_some(last)
    }

    /// The round in which a view is owed and which a post has before it: a secretary the one that waits longest, an officer
    /// the one that lies at his desk.
    #[must_use]
    pub fn round_before<'a>(&'a self, proposal: &'a Proposal, post: &Post) -> Option<&'a Consultee> {
        let own = post.department?;
        match post.kind {
            PostKind::Secretary => self.round_owed(proposal, own),
            PostKind::DepartmentOfficer => {
                let mut owed = self.rounds_of(proposal, own).filter(|round| round.standing().is_none());
                owed.find(|round| self.view_desk(round).is_some_and(|noting| noting.to == post.id))
            }
            _ => None,
        }
    }
}
