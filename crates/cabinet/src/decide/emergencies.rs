//! Decisions on emergency accesses.

use super::{Desk, reason};
use crate::act::Act;
use crate::emergency::{EMERGENCY_HOURS_MAX, EMERGENCY_WAITS_HOURS, EmergencyAccess, EmergencyScope};
use crate::event::Event;
use crate::ids::EmergencyAccessId;
use crate::note::LINE_CHARACTERS_MAX;
use crate::people::Actor;
use crate::permission::{Action, Subject};
use crate::refusal::Refusal;
use crate::text::TextRef;
use std::sync::Arc;

/// For what somebody asks.
struct Asked {
    access: EmergencyAccessId,
    scope: EmergencyScope,
    hours: u8,
    reason: TextRef,
    order: TextRef,
}

impl Desk<'_> {
    pub(super) fn emergency_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::AskEmergencyAccess { access, scope, hours, reason, order } => {
                self.ask_emergency(Asked { access, scope, hours, reason, order })
            }
            Act::AgreeEmergencyAccess { access, seen } => {
                let record = self.emergency_in_time(access, Action::AgreeEmergencyAccess, seen)?;
                Ok(vec![Event::EmergencyAccessAgreed { access, ends: self.now.plus_hours(record.hours) }])
            }
            Act::RefuseEmergencyAccess { access, seen } => {
                self.emergency_in_time(access, Action::RefuseEmergencyAccess, seen)?;
                Ok(vec![Event::EmergencyAccessRefused { access }])
            }
            Act::EndEmergencyAccess { access, seen } => {
                if *self.actor == Actor::System {
                    self.emergency_over(access)?;
                } else {
                    self.emergency(access, Action::EndEmergencyAccess, seen)?;
                }
                Ok(vec![Event::EmergencyAccessEnded { access }])
            }
            _ => Err(Refusal::Unknown),
        }
    }

    fn emergency(&self, id: EmergencyAccessId, action: Action, seen: u32) -> Result<&Arc<EmergencyAccess>, Refusal> {
        let record = self.cabinet.emergency_access(id).ok_or(Refusal::Unknown)?;
        self.demand(Subject::EmergencyAccess(id), action, seen, (record.version, record.since))?;
        Ok(record)
    }

    /// The second person's word, while the request's time has not passed.
    fn emergency_in_time(
        &self,
        id: EmergencyAccessId,
        action: Action,
        seen: u32,
    ) -> Result<&Arc<EmergencyAccess>, Refusal> {
        let record = self.emergency(id, action, seen)?;
        if self.now >= record.waits_until { Err(Refusal::EmergencyAccessOver) } else { Ok(record) }
    }

    /// The office itself ends what is over, once.
    fn emergency_over(&self, id: EmergencyAccessId) -> Result<(), Refusal> {
        let record = self.cabinet.emergency_access(id).ok_or(Refusal::Unknown)?;
        if record.over_at().is_some_and(|over| self.now >= over) { Ok(()) } else { Err(Refusal::IdTaken) }
    }

    /// A reason, a written order, few hours, and a note that was put up or a meeting.
    ///
    /// A draft is answered as what does not exist.
    fn ask_emergency(&self, asked: Asked) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::AskEmergencyAccess, 0, (0, self.now))?;
        let Asked { access, scope, hours, reason: text, order } = asked;
        if self.cabinet.emergencies.contains_key(&access) {
            return Err(Refusal::IdTaken);
        }
        let there = match scope {
            EmergencyScope::Proposal { proposal } => {
                self.cabinet.proposal(proposal).is_some_and(|proposal| proposal.revision().is_some())
            }
            EmergencyScope::Meeting { meeting } => self.cabinet.meeting(meeting).is_some(),
        };
        if !there {
            return Err(Refusal::NothingToRead);
        }
        if !(1..=EMERGENCY_HOURS_MAX).contains(&hours) {
            return Err(Refusal::HoursUnfit { hours_max: EMERGENCY_HOURS_MAX });
        }
        if order.is_empty() {
            return Err(Refusal::FieldMissing { field: "order" });
        }
        if usize::try_from(order.characters).unwrap_or(usize::MAX) > LINE_CHARACTERS_MAX {
            return Err(Refusal::TooLong { field: "order", characters_max: LINE_CHARACTERS_MAX });
        }
        let waits_until = self.now.plus_hours(EMERGENCY_WAITS_HOURS);
        let number = u32::try_from(self.cabinet.emergencies.len()).unwrap_or(u32::MAX).saturating_add(1);
        let reason = reason(text)?;
        Ok(vec![Event::EmergencyAccessAsked { access, number, reason, order, scope, hours, waits_until }])
    }
}
