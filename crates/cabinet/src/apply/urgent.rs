//! How events of an urgent approval change proposals.

use super::{approval, given_reason};
use crate::cabinet::Cabinet;
use crate::event::{Event, Recorded};
use crate::ids::ProposalId;
use crate::proposal::{ApprovedNote, Stage};
use crate::urgent::{Given, UrgentApproval, UrgentOrder, UrgentStage};
use std::sync::Arc;

impl Cabinet {
    pub(super) fn approve_in_anticipation(&mut self, recorded: &Recorded, event: &Event) {
        let agreed = approval(recorded);
        match event {
            Event::UrgencyRequested { proposal, revision, urgency, delay } => {
                let (revision, urgency, delay) = (*revision, urgency.clone(), delay.clone());
                let asked =
                    UrgentApproval { revision, requested: agreed, urgency, delay, stage: UrgentStage::Requested };
                self.change_proposal(*proposal, |record| record.urgent = Some(Arc::new(asked)));
                self.step(*proposal, recorded, "urgency_requested", None, |stage| match stage {
                    Stage::MinisterApproved(note) => Stage::UrgentlyRequested(note),
                    // The Chief Minister holds the department: his approval will be the minister's too.
                    Stage::SecretaryApproved { revision, consultation, secretary } => {
                        Stage::UrgentlyRequested(ApprovedNote { revision, consultation, secretary, minister: None })
                    }
                    other => other,
                });
            }
            Event::UrgencyForwarded { proposal, remark } => {
                self.change_urgent(*proposal, UrgentStage::Forwarded(agreed));
                self.step(*proposal, recorded, "urgency_forwarded", remark.as_ref(), |stage| match stage {
                    Stage::UrgentlyRequested(note) => Stage::UrgentlyForwarded(note),
                    other => other,
                });
            }
            Event::UrgencyRefused { proposal, reason } => {
                self.change_urgent(*proposal, UrgentStage::Refused(given_reason(recorded, reason)));
                self.step(*proposal, recorded, "urgency_refused", Some(reason), |stage| match stage {
                    Stage::UrgentlyRequested(note) | Stage::UrgentlyForwarded(note) => note.without_urgency(),
                    other => other,
                });
            }
            Event::UrgentlyApproved { proposal, rule, due, remark, .. } => {
                let given = Given { approval: agreed, rule: rule.clone(), due: *due, order: None };
                self.change_urgent(*proposal, UrgentStage::Given(given));
                self.urgent.push_back(*proposal);
                self.step(*proposal, recorded, "urgently_approved", remark.as_ref(), |stage| match stage {
                    Stage::UrgentlyForwarded(mut note) => {
                        note.minister.get_or_insert(agreed);
                        Stage::MinisterApproved(note)
                    }
                    other => other,
                });
            }
            Event::UrgentOrderRecorded { proposal, number, date } => {
                let (by, at) = (recorded.by.charge(), recorded.at);
                let issued = UrgentOrder { number: number.clone(), date: date.clone(), by, at };
                self.change_proposal(*proposal, |record| {
                    if let Some(UrgentStage::Given(given)) =
                        record.urgent.as_mut().map(|asked| &mut Arc::make_mut(asked).stage)
                    {
                        given.order = Some(issued);
                    }
                });
                self.step(*proposal, recorded, "urgent_order_recorded", None, |stage| stage);
            }
            event => self.move_file(recorded, event),
        }
    }

    fn change_urgent(&mut self, id: ProposalId, stage: UrgentStage) {
        self.change_proposal(id, |record| {
            if let Some(asked) = record.urgent.as_mut() {
                Arc::make_mut(asked).stage = stage;
            }
        });
    }
}

impl ApprovedNote {
    /// Where the note lay before urgent approval was asked for.
    fn without_urgency(self) -> Stage {
        match self.minister {
            Some(_) => Stage::MinisterApproved(self),
            None => {
                let Self { revision, consultation, secretary, .. } = self;
                Stage::SecretaryApproved { revision, consultation, secretary }
            }
        }
    }
}
