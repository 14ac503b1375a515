//! Decisions on the way of a file from desk to desk within its department.

use super::{Desk, reason, remark};
use crate::act::Act;
use crate::event::Event;
use crate::ids::{PostId, ProposalId};
use crate::people::{Post, PostKind};
use crate::permission::Action;
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::text::TextRef;

impl Desk<'_> {
    /// Acts of a file's way.
    pub(super) fn file_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::MoveFile { proposal, seen, to, remark } => self.move_file(proposal, seen, to, remark),
            Act::PullBackFile { proposal, seen, reason } => self.pull_back_file(proposal, seen, reason),
            Act::ReceiveFile { proposal, seen } => self.receive_file(proposal, seen),
            Act::SendCopies { proposal, seen, posts, remark } => self.send_copies(proposal, seen, posts, remark),
            _ => Err(Refusal::Unknown),
        }
    }

    /// To whose desk a note that is put up goes: to the one that is named, or to the secretary's. Where a merger left two of
    /// them it goes to no desk, and either takes it up.
    pub(super) fn desk_above(&self, proposal: &Proposal, to: Option<PostId>) -> Result<Option<PostId>, Refusal> {
        let mut desks = self.cabinet.desks_for(proposal);
        match to {
            Some(to) if desks.any(|desk| desk.id == to) => Ok(Some(to)),
            Some(_) => Err(Refusal::DeskUnfit),
            None => {
                let mut secretaries = desks.filter(|desk| desk.kind == PostKind::Secretary);
                Ok(secretaries.next().filter(|_| secretaries.next().is_none()).map(|desk| desk.id))
            }
        }
    }

    fn move_file(&self, id: ProposalId, seen: u32, to: PostId, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::MoveFile, seen)?;
        let own = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?.id;
        let from = self.cabinet.desk_of(proposal).map_or(own, |desk| desk.at);
        if from == to || !self.cabinet.desks_for(proposal).any(|desk| desk.id == to) {
            return Err(Refusal::DeskUnfit);
        }
        // A secretary who has not got the file calls it to his own desk, and sends it nowhere else.
        if from != own && to != own {
            return Err(Refusal::DeskUnfit);
        }
        Ok(vec![Event::FileMoved { proposal: id, from, to, remark: remark(text) }])
    }

    fn pull_back_file(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::PullBackFile, seen)?;
        let desk = self.cabinet.desk_of(proposal).ok_or(Refusal::Unknown)?;
        Ok(vec![Event::FilePulledBack { proposal: id, from: desk.at, to: desk.from, reason: reason(text)? }])
    }

    fn receive_file(&self, id: ProposalId, seen: u32) -> Result<Vec<Event>, Refusal> {
        self.proposal(id, Action::ReceiveFile, seen)?;
        let post = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?.id;
        Ok(vec![Event::FileOpened { proposal: id, post }])
    }

    fn send_copies(&self, id: ProposalId, seen: u32, posts: Vec<PostId>, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::SendCopies, seen)?;
        let officer = |desk: &Post| desk.kind == PostKind::DepartmentOfficer;
        let fits = |id: &PostId| self.cabinet.desks_for(proposal).any(|desk| desk.id == *id && officer(desk));
        let once = |place: usize, post: &PostId| !posts.iter().take(place).any(|other| other == post);
        let fit = !posts.is_empty() && posts.iter().enumerate().all(|(place, post)| fits(post) && once(place, post));
        if !fit {
            return Err(Refusal::DeskUnfit);
        }
        Ok(vec![Event::CopiesSent { proposal: id, posts, remark: remark(text) }])
    }
}
