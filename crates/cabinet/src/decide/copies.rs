//! Decisions on printed copies.

use super::paper_route::last_day;
use super::{Desk, reason};
use crate::act::Act;
use crate::copies::{CopyOf, CopyStage};
use crate::event::Event;
use crate::ids::{CopyId, PostId, ProposalId};
use crate::people::PostKind;
use crate::permission::{Action, Subject};
use crate::refusal::Refusal;
use crate::text::TextRef;

impl Desk<'_> {
    pub(super) fn copy_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::AllowCopies { post, until, order, reason } => self.allow_copies(post, &until, order, reason),
            Act::AskCopy { copy, proposal, seen, of } => self.ask_copy(copy, proposal, seen, of),
            Act::GiveCopy { copy } => self.give_copy(copy),
            Act::RefuseCopy { copy, reason: text } => {
                self.demand(Subject::Government, Action::GiveCopies, 0, (0, self.now))?;
                let asked = self.cabinet.printed_copy(copy).is_some_and(|record| record.stage == CopyStage::Asked);
                let reason = reason(text)?;
                if asked { Ok(vec![Event::CopyRefused { copy, reason }]) } else { Err(Refusal::CopyUnfit) }
            }
            Act::TakeCopyBack { copy } => {
                self.demand(Subject::Government, Action::GiveCopies, 0, (0, self.now))?;
                let record = self.cabinet.printed_copy(copy).ok_or(Refusal::CopyUnfit)?;
                let given = matches!(record.stage, CopyStage::Given { .. });
                if given { Ok(vec![Event::CopyReturned { copy }]) } else { Err(Refusal::CopyUnfit) }
            }
            _ => Err(Refusal::Unknown),
        }
    }

    /// A post that receives folders gets copies until a day.
    fn allow_copies(&self, post: PostId, until: &str, order: TextRef, text: TextRef) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::GiveCopies, 0, (0, self.now))?;
        let receives = |kind: PostKind| kind.is_member() || kind == PostKind::PermanentInvitee;
        if !self.cabinet.post(post).is_some_and(|post| receives(post.kind)) {
            return Err(Refusal::PostsUnfit);
        }
        let before = self.cabinet.copy_term(post).map(|term| term.until.as_str());
        let (until, reason) = last_day(before, until, &order, text)?;
        Ok(vec![Event::CopiesAllowed { post, until, order, reason }])
    }

    /// Of what lies in one's folder, while one's term lasts. Whose term is over is told so.
    fn ask_copy(&self, copy: CopyId, id: ProposalId, seen: u32, of: CopyOf) -> Result<Vec<Event>, Refusal> {
        let post = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?;
        let known = self.cabinet.proposal(id).filter(|proposal| self.cabinet.has_in_folder(post, proposal));
        if let (Some(_), Some(term)) = (known, self.cabinet.copy_term(post.id))
            && !term.lasts(self.now)
        {
            return Err(Refusal::CopiesEnded { until: term.until.clone() });
        }
        let proposal = self.proposal(id, Action::AskCopy, seen)?;
        if self.cabinet.copies.contains_key(&copy) {
            return Err(Refusal::IdTaken);
        }
        let out = |one: &crate::copies::PrintedCopy| one.is_out() && one.post == post.id && one.of == of;
        let again = self.cabinet.printed_copies().any(|one| out(one));
        if !self.cabinet.copyable(self.actor, proposal).contains(&of) || again {
            return Err(Refusal::CopyUnfit);
        }
        Ok(vec![Event::CopyAsked { copy, proposal: id, of, post: post.id }])
    }

    /// The number runs among the copies of one note or paper, whoever got them.
    fn give_copy(&self, copy: CopyId) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::GiveCopies, 0, (0, self.now))?;
        let record = self.cabinet.printed_copy(copy).ok_or(Refusal::CopyUnfit)?;
        if record.stage != CopyStage::Asked || self.cabinet.copy_recalled(record).is_some() {
            return Err(Refusal::CopyUnfit);
        }
        if let Some(term) = self.cabinet.copy_term(record.post).filter(|term| !term.lasts(self.now)) {
            return Err(Refusal::CopiesEnded { until: term.until.clone() });
        }
        let before = self.cabinet.printed_copies().filter(|one| one.of == record.of);
        let number = before.filter_map(|one| one.number()).max().unwrap_or(0).saturating_add(1);
        Ok(vec![Event::CopyGiven { copy, number }])
    }
}
