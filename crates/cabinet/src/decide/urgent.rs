//! Decisions on approval in anticipation of the council's: state machine F.

use super::{Desk, line, reason, remark};
use crate::act::Act;
use crate::event::Event;
use crate::ids::ProposalId;
use crate::permission::Action;
use crate::refusal::Refusal;
use crate::text::TextRef;
use crate::urgent::UrgentApproval;

impl Desk<'_> {
    /// Acts of an urgent approval.
    pub(super) fn urgent_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::RequestUrgentApproval { proposal, seen, urgency, delay } => {
                self.request_urgent_approval(proposal, seen, urgency, delay)
            }
            Act::ForwardUrgentRequest { proposal, seen, remark: text } => {
                self.proposal(proposal, Action::ForwardUrgentRequest, seen)?;
                Ok(vec![Event::UrgencyForwarded { proposal, remark: remark(text) }])
            }
            Act::RefuseUrgentApproval { proposal, seen, reason: text } => {
                self.proposal(proposal, Action::RefuseUrgentApproval, seen)?;
                Ok(vec![Event::UrgencyRefused { proposal, reason: reason(text)? }])
            }
            Act::ApproveUrgently { proposal, seen, remark } => self.approve_urgently(proposal, seen, remark),
            Act::RecordUrgentOrder { proposal, seen, number, date } => {
                self.record_urgent_order(proposal, seen, &number, &date)
            }
            _ => Err(Refusal::Unknown),
        }
    }

    /// Both reasons are needed: the Chief Minister approves upon them, and the council ratifies upon them.
    fn request_urgent_approval(
        &self,
        id: ProposalId,
        seen: u32,
        urgency: TextRef,
        delay: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::RequestUrgentApproval, seen)?;
        let revision = proposal.revision().ok_or(Refusal::Unknown)?.id;
        let (urgency, delay) = (reason(urgency)?, reason(delay)?);
        Ok(vec![Event::UrgencyRequested { proposal: id, revision, urgency, delay }])
    }

    fn approve_urgently(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::ApproveUrgently, seen)?;
        let revision = proposal.revision().ok_or(Refusal::Unknown)?.id;
        let rules = self.cabinet.rules.as_ref().and_then(|rules| rules.urgent_approval.as_ref());
        let rules = rules.ok_or(Refusal::Unknown)?;
        let (rule, due) = (rules.rule.clone(), self.now.plus_days(rules.ratification_days));
        Ok(vec![Event::UrgentlyApproved { proposal: id, revision, rule, due, remark: remark(text) }])
    }

    /// The order is issued upon the approval: not before its day.
    fn record_urgent_order(&self, id: ProposalId, seen: u32, number: &str, date: &str) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::RecordUrgentOrder, seen)?;
        let (number, date) = (line("number", number)?, self.day_of_the_past(date)?);
        let given = proposal.urgent_approval().and_then(UrgentApproval::given).ok_or(Refusal::Unknown)?;
        let approved = hindi::ist_date(given.approval.at.0);
        if date < approved {
            return Err(Refusal::OrderBeforeApproval { approved });
        }
        Ok(vec![Event::UrgentOrderRecorded { proposal: id, number, date }])
    }
}
