//! How events change emergency accesses.

use crate::cabinet::Cabinet;
use crate::emergency::{EmergencyAccess, EmergencyStage};
use crate::event::{Event, Recorded};
use crate::ids::EmergencyAccessId;
use crate::inquiry::Signed;
use std::sync::Arc;

impl Cabinet {
    pub(super) fn apply_to_emergencies(&mut self, recorded: &Recorded, event: &Event) {
        let signed = Signed { by: recorded.by, at: recorded.at };
        match event {
            Event::EmergencyAccessAsked { access, number, reason, order, scope, hours, waits_until } => {
                let asked = EmergencyAccess {
                    id: *access,
                    number: *number,
                    version: 1,
                    asked: signed,
                    reason: reason.clone(),
                    order: order.clone(),
                    scope: *scope,
                    hours: *hours,
                    waits_until: *waits_until,
                    stage: EmergencyStage::Asked,
                    since: recorded.at,
                };
                self.emergencies.insert(*access, Arc::new(asked));
            }
            Event::EmergencyAccessAgreed { access, ends } => {
                self.move_emergency(*access, signed, |_| EmergencyStage::Agreed { second: signed, ends: *ends });
            }
            Event::EmergencyAccessRefused { access } => {
                self.move_emergency(*access, signed, |_| EmergencyStage::Refused { second: signed });
            }
            Event::EmergencyAccessEnded { access } => {
                self.move_emergency(*access, signed, |stage| match stage {
                    EmergencyStage::Agreed { second, ends } => EmergencyStage::Ended { second, ends, ended: signed },
                    _ => EmergencyStage::Lapsed { ended: signed },
                });
            }
            _ => {}
        }
    }

    fn move_emergency(
        &mut self,
        id: EmergencyAccessId,
        signed: Signed,
        next: impl FnOnce(EmergencyStage) -> EmergencyStage,
    ) {
        if let Some(record) = self.emergencies.get_mut(&id) {
            let record = Arc::make_mut(record);
            record.stage = next(record.stage);
            record.since = signed.at;
            record.version += 1;
        }
    }
}
