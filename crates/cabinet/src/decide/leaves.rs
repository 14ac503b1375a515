//! A leave is over: the office itself hands the post back.

use super::{Desk, steps};
use crate::event::Event;
use crate::ids::{ChargeId, LeaveId};
use crate::people::Actor;
use crate::refusal::Refusal;

impl Desk<'_> {
    /// Judged at its moment. If who was on leave cannot take the post any more, the stand-in's charge ends all the same,
    /// because two persons agreed to it for that long and no longer; the post is vacant, and its files stay. One of the
    /// last two who can change people alone stays, so that somebody can propose what is to become of the post.
    pub(super) fn end_leave(&self, id: LeaveId, charge: ChargeId) -> Result<Vec<Event>, Refusal> {
        if *self.actor != Actor::System {
            return Err(Refusal::Unknown);
        }
        let record = self.cabinet.leave(id).ok_or(Refusal::Unknown)?;
        if !record.due(self.now) {
            return Err(Refusal::IdTaken);
        }
        let back = steps::coming_back(self.cabinet, id, charge, self.now).ok();
        let vacant = vec![Event::LeaveEnded { leave: id }, Event::ChargeEnded { charge: record.leave.stand_in }];
        let mut ways = back.into_iter().chain([vacant]);
        Ok(ways.find(|events| !self.loses_officers(events)).unwrap_or_else(|| vec![Event::LeaveEnded { leave: id }]))
    }

    /// Whether people could be changed less well after these events.
    pub(super) fn loses_officers(&self, events: &[Event]) -> bool {
        let mut after = self.cabinet.clone();
        events.iter().for_each(|event| after.apply_to_people(self.now, event));
        after.officers(self.now) < self.cabinet.officers(self.now)
    }
}
