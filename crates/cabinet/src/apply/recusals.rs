//! How events change recusals.

use crate::cabinet::Cabinet;
use crate::event::{Event, Recorded};
use crate::inquiry::Signed;
use crate::recusal::{Lifting, Recusal};

impl Cabinet {
    pub(super) fn apply_to_recusals(&mut self, recorded: &Recorded, event: &Event) {
        let signed = Signed { by: recorded.by, at: recorded.at };
        match event {
            Event::MemberRecused { meeting, item, member, word, reason } => {
                let person = self.charge_of_post(*member).map(|charge| charge.person);
                let (member, word, reason) = (*member, *word, reason.clone());
                let recusal = Recusal { member, person, word, recused: signed, reason, lifted: None };
                self.change_item(*meeting, *item, |item| item.recusals.push(recusal));
            }
            Event::RecusalLifted { meeting, item, member, reason } => {
                let lifting = Lifting { lifted: signed, reason: reason.clone() };
                self.change_item(*meeting, *item, |item| {
                    let mut standing =
                        item.recusals.iter_mut().rev().filter(|one| one.member == *member && one.stands());
                    if let Some(recusal) = standing.next() {
                        recusal.lifted = Some(lifting);
                    }
                });
            }
            _ => {}
        }
    }
}
