//! Decisions on devices. A device alone opens nothing, so one officer registers it; to stop takes one in any case.

use super::{Desk, line};
use crate::device::{DEVICE_CODE_DAYS, Device};
use crate::event::Event;
use crate::ids::{DeviceId, PersonId};
use crate::people::Actor;
use crate::permission::{Action, Subject};
use crate::refusal::Refusal;
use crate::text::Digest;

impl Desk<'_> {
    pub(super) fn register_device(&self, id: DeviceId, person: PersonId, label: &str) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::RegisterDevices, 0, (0, self.now))?;
        if self.cabinet.person(person).is_none() {
            return Err(Refusal::Unknown);
        }
        if self.cabinet.device(id).is_some() {
            return Err(Refusal::IdTaken);
        }
        let (label, ends) = (line("label", label)?, self.now.plus_days(DEVICE_CODE_DAYS));
        Ok(vec![Event::DeviceRegistered { device: Device { id, person, label, ends } }])
    }

    pub(super) fn enrol_device(&self, id: DeviceId, secret: Digest) -> Result<Vec<Event>, Refusal> {
        let open = self.cabinet.device(id).is_some_and(|record| self.cabinet.device_code_opens(record, self.now));
        if *self.actor != Actor::System || !open {
            return Err(Refusal::Unknown);
        }
        Ok(vec![Event::DeviceEnrolled { device: id, secret }])
    }

    /// Its holder says that it is lost, or who may say so for somebody else. One whose code was not used yet is none any more.
    pub(super) fn report_device_lost(&self, id: DeviceId) -> Result<Vec<Event>, Refusal> {
        let record = self.cabinet.device(id).ok_or(Refusal::Unknown)?;
        let own = self.actor.person() == Some(record.device.person);
        let action = if own { Action::KeepPasskeys } else { Action::ReportDevices };
        self.demand(Subject::Government, action, 0, (0, self.now))?;
        if record.lost.is_some() { Err(Refusal::IdTaken) } else { Ok(vec![Event::DeviceLost { device: id }]) }
    }
}
