//! What the rules want on record before a note goes on: scrutiny of its costs, the clearance of a committee, a waiver.

use super::{Desk, line, remark};
use crate::event::Event;
use crate::ids::ProposalId;
use crate::permission::Action;
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::rules::Before;
use crate::text::TextRef;

/// A precondition as it is recorded.
pub(super) struct Record {
    pub(super) precondition: String,
    pub(super) number: String,
    pub(super) date: String,
    pub(super) text: TextRef,
}

impl Desk<'_> {
    pub(super) fn record_precondition(&self, id: ProposalId, seen: u32, given: Record) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::RecordPrecondition, seen)?;
        let Record { precondition, number, date, text } = given;
        let mut wanted = Before::ALL.into_iter().filter(|before| before.records_in(proposal.stage.name()));
        if !wanted.any(|before| self.cabinet.preconditions(proposal, before).any(|rule| rule.key == precondition)) {
            return Err(Refusal::PreconditionUnfit);
        }
        let (number, date) = (line("number", &number)?, self.day_of_the_past(&date)?);
        let revision = proposal.revision().ok_or(Refusal::Unknown)?.number;
        let text = remark(text);
        Ok(vec![Event::PreconditionRecorded { proposal: id, precondition, revision, number, date, text }])
    }

    /// Everything that the rules want on record is there.
    pub(super) fn all_on_record(&self, proposal: &Proposal, before: Before) -> Result<(), Refusal> {
        let wanted = self.cabinet.preconditions(proposal, before);
        let missing: Vec<String> =
            wanted.filter(|rule| proposal.precondition(&rule.key).is_none()).map(|rule| rule.key.clone()).collect();
        if missing.is_empty() { Ok(()) } else { Err(Refusal::PreconditionsMissing(missing)) }
    }
}
