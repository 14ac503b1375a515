//! Steps of leave arrangements.

use super::Planned;
use crate::change::Unfit;
use crate::event::Event;
use crate::ids::{ChargeId, LeaveId, PersonId};
use crate::leave::Leave;

/// Days for which a leave may be arranged.
const LEAVE_DAYS_MAX: u32 = 366;

impl Planned {
    /// The charge ends, so that who is on leave acts not, and the stand-in's begins in the same moment.
    pub(super) fn arrange_leave(&self, leave: Leave, person: PersonId) -> Result<Vec<Event>, Unfit> {
        self.fresh(leave.id.0)?;
        let away = self.lasting(leave.charge)?;
        if leave.until <= self.now || leave.until > self.now.plus_days(LEAVE_DAYS_MAX) {
            return Err(Unfit::Until);
        }
        if away.person == person
            || self.cabinet.leave_with_stand_in(away.id).is_some()
            || leave.id.0 == leave.stand_in.0
        {
            return Err(Unfit::StandIn);
        }
        let taken = self.take_charge(leave.stand_in, person, away.post, Some(away.id))?;
        Ok(vec![Event::ChargeEnded { charge: away.id }, taken, Event::LeaveArranged { leave }])
    }

    /// The stand-in's charge ends, and who was on leave has the post again, under a new charge.
    pub(super) fn come_back(&self, leave: LeaveId, charge: ChargeId) -> Result<Vec<Event>, Unfit> {
        let record = self.cabinet.leave(leave).filter(|record| record.ended.is_none()).ok_or(Unfit::Leave)?;
        let stand_in = record.leave.stand_in;
        let post = self.lasting(stand_in)?.post;
        let person = self.cabinet.charge(record.leave.charge).ok_or(Unfit::Charge)?.person;
        let taken = self.take_charge(charge, person, post, Some(stand_in))?;
        Ok(vec![Event::LeaveEnded { leave }, Event::ChargeEnded { charge: stand_in }, taken])
    }
}
