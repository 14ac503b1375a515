//! Decisions on what the Chief Minister's office prepares, and on orders that were heard by telephone.

use super::{Desk, reason, remark};
use crate::act::Act;
use crate::chief_ministers_office::{HEARD_DAYS_MAX, HeardOrder};
use crate::event::Event;
use crate::ids::ProposalId;
use crate::moment::Moment;
use crate::permission::Action;
use crate::proposal::Stage;
use crate::refusal::Refusal;
use crate::text::TextRef;

impl Desk<'_> {
    /// Acts of the Chief Minister's office, and the Chief Minister's upon them.
    pub(super) fn chief_ministers_office_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::WriteBrief { proposal, seen, text } => self.write_brief(proposal, seen, text),
            Act::RecordTelephoneOrder { proposal, seen, heard, order, text } => {
                self.record_telephone_order(proposal, seen, (heard, order), text)
            }
            Act::ConfirmTelephoneOrder { proposal, seen, remark: text } => {
                self.confirm_telephone_order(proposal, seen, text)
            }
            Act::DisownTelephoneOrder { proposal, seen, reason: text } => {
                self.disown_telephone_order(proposal, seen, text)
            }
            _ => Err(Refusal::Unknown),
        }
    }

    fn write_brief(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::WriteBrief, seen)?;
        let revision = proposal.revision().ok_or(Refusal::Unknown)?.id;
        if text.is_empty() {
            return Err(Refusal::TextMissing);
        }
        Ok(vec![Event::BriefWritten { proposal: id, revision, text }])
    }

    /// The order in its words, and when it was heard: not before the day on which the note came to the Chief Minister,
    /// not in the future, and not long ago. A circulation has its last day
    /// like one that the Chief Minister orders himself.
    fn record_telephone_order(
        &self,
        id: ProposalId,
        seen: u32,
        (heard, order): (Moment, HeardOrder),
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::RecordTelephoneOrder, seen)?;
        // Of the day the hour is not asked: what is agreed in the morning is cleared before the evening.
        let before_it_came =
            proposal.stage.cleared().is_some_and(|at| hindi::ist_date(heard.0) < hindi::ist_date(at.0));
        if before_it_came || heard > self.now || heard.plus_days(HEARD_DAYS_MAX) < self.now {
            return Err(Refusal::HeardUnfit { days_max: HEARD_DAYS_MAX });
        }
        if text.is_empty() {
            return Err(Refusal::TextMissing);
        }
        let proposal = id;
        Ok(vec![match order {
            HeardOrder::Meeting => Event::MeetingOrderedByTelephone { proposal, heard, text },
            HeardOrder::Circulation { until, silence_agrees } => {
                self.check_last_day(until)?;
                Event::CirculationOrderedByTelephone { proposal, heard, until, silence_agrees, text }
            }
            HeardOrder::Return => Event::ReturnOrderedByTelephone { proposal, heard, text },
            HeardOrder::Decline => Event::DeclineOrderedByTelephone { proposal, heard, text },
        }])
    }

    /// What was listed upon it leaves the agenda: it has no order any more.
    fn disown_telephone_order(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::DisownTelephoneOrder, seen)?;
        let disowned = Event::TelephoneOrderDisowned { proposal: id, reason: reason(text)? };
        Ok(match proposal.stage {
            Stage::Listed { meeting, item, .. } => vec![Event::ItemRemoved { meeting, item, proposal: id }, disowned],
            _ => vec![disowned],
        })
    }

    /// A circulation whose last day has passed meanwhile is ordered anew, not confirmed.
    fn confirm_telephone_order(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::ConfirmTelephoneOrder, seen)?;
        if let Some(order) = proposal.stage.circulation_order() {
            self.check_last_day(order.until)?;
        }
        Ok(vec![Event::TelephoneOrderConfirmed { proposal: id, remark: remark(text) }])
    }
}
