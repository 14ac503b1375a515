//! Decisions on recusals from an item of an agenda.

use super::{Desk, reason, remark};
use crate::act::Act;
use crate::event::Event;
use crate::ids::{ItemId, MeetingId, PostId};
use crate::meeting::Item;
use crate::permission::{Action, Subject};
use crate::recusal::RecusalWord;
use crate::refusal::Refusal;
use crate::text::TextRef;
use std::sync::Arc;

impl Desk<'_> {
    pub(super) fn recusal_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::RecuseSelf { meeting, item, seen, reason } => {
                self.item_of((meeting, item), Action::RecuseSelf, seen)?;
                let member = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?.id;
                let (word, reason) = (RecusalWord::Himself, remark(reason));
                Ok(vec![Event::MemberRecused { meeting, item, member, word, reason }])
            }
            Act::RecuseMember { meeting, item, seen, member, by_chief_minister, reason } => {
                let word = if by_chief_minister { RecusalWord::ChiefMinister } else { RecusalWord::Told };
                self.recuse_member((meeting, item), seen, (member, word), reason)
            }
            Act::LiftRecusal { meeting, item, seen, member, reason: text } => {
                let listed = self.item_of((meeting, item), Action::LiftRecusal, seen)?;
                let reason = reason(text)?;
                let stands = listed.recusals.iter().any(|recusal| recusal.member == member && recusal.stands());
                if stands { Ok(vec![Event::RecusalLifted { meeting, item, member, reason }]) } else { unfit() }
            }
            _ => Err(Refusal::Unknown),
        }
    }

    /// The item, if `action` is offered on it and the author saw its present version.
    fn item_of(&self, (meeting, id): (MeetingId, ItemId), action: Action, seen: u32) -> Result<&Arc<Item>, Refusal> {
        let (record, _, item) = self.cabinet.item(meeting, id).ok_or(Refusal::Unknown)?;
        self.demand(Subject::Item(meeting, id), action, seen, (item.version, record.since))?;
        Ok(item)
    }

    /// A member whose post is held, and who is not recused from the matter yet.
    fn recuse_member(
        &self,
        (meeting, item): (MeetingId, ItemId),
        seen: u32,
        (member, word): (PostId, RecusalWord),
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        let listed = self.item_of((meeting, item), Action::RecuseMember, seen)?;
        let reason = Some(reason(text)?);
        let cabinet = self.cabinet;
        let fits = cabinet.post(member).is_some_and(|post| {
            let held = cabinet.charge_of_post(member).is_some();
            held && post.kind.may_be_recused() && !cabinet.is_recused(post, listed.proposal)
        });
        if fits { Ok(vec![Event::MemberRecused { meeting, item, member, word, reason }]) } else { unfit() }
    }
}

fn unfit() -> Result<Vec<Event>, Refusal> {
    Err(Refusal::MemberUnfit)
}
