//! A leave is over: the office itself hands the post back.

use super::{Desk, steps};
use crate::event::Event;
use crate::ids::{ChargeId, LeaveId};
use crate::people::{Actor, PostKind};
use crate::refusal::Refusal;

impl Desk<'_> {
    /// Judged at its moment. If who was on leave cannot take the post any more, the stand-in's charge ends all the same,
    /// because two persons agreed to it for that long and no longer; the post is vacant, and its files stay. The last
    /// officer of the cabinet section alone stays, so that somebody can propose what is to become of it.
    pub(super) fn end_leave(&self, id: LeaveId, charge: ChargeId) -> Result<Vec<Event>, Refusal> {
        if *self.actor != Actor::System {
            return Err(Refusal::Unknown);
        }
        let record = self.cabinet.leave(id).ok_or(Refusal::Unknown)?;
        if !record.due(self.now) {
            return Err(Refusal::IdTaken);
        }
        if let Ok(events) = steps::coming_back(self.cabinet, id, charge, self.now) {
            return Ok(events);
        }
        let stand_in = record.leave.stand_in;
        let officers = self.cabinet.charges().filter(|held| held.id != stand_in);
        let mut officers = officers.filter_map(|held| self.cabinet.post(held.post));
        let ended = Event::LeaveEnded { leave: id };
        if officers.any(|post| post.kind == PostKind::CabinetSection) {
            Ok(vec![ended, Event::ChargeEnded { charge: stand_in }])
        } else {
            Ok(vec![ended])
        }
    }
}
