//! How events of a circulation change proposals.

use super::approval;
use crate::cabinet::Cabinet;
use crate::circulation::{CirculatedNote, Circulation, CirculationOrder, MemberAnswer};
use crate::event::{Event, Recorded};
use crate::proposal::Stage;

impl Cabinet {
    pub(super) fn circulate_proposal(&mut self, recorded: &Recorded, event: &Event) {
        match event {
            Event::CirculationOrdered { proposal, until, silence_agrees, remark } => {
                let order = approval(recorded);
                let given = CirculationOrder { order, until: *until, silence_agrees: *silence_agrees };
                self.step(*proposal, recorded, "circulation_ordered", remark.as_ref(), |stage| match stage {
                    Stage::Cleared { receipt, scrutiny, clearance, .. } => {
                        let receipt = receipt.ordered(order);
                        let (order, telephone) = (given, None);
                        Stage::CirculationOrdered(CirculatedNote { receipt, scrutiny, clearance, order, telephone })
                    }
                    // Ordered anew before it was sent: the order of now is the one in force, and the Chief Minister's own.
                    Stage::CirculationOrdered(note) => {
                        let receipt = note.receipt.ordered(order);
                        Stage::CirculationOrdered(CirculatedNote { receipt, order: given, telephone: None, ..note })
                    }
                    other => other,
                });
            }
            Event::CirculationSent { proposal, members, remark, .. } => {
                let circulation =
                    Circulation { sent: approval(recorded), members: members.clone(), answers: Vec::new() };
                self.step(*proposal, recorded, "circulation_sent", remark.as_ref(), |stage| match stage {
                    Stage::CirculationOrdered(note) => Stage::Circulating { note, circulation },
                    other => other,
                });
            }
            Event::CirculationAnswered { proposal, member, answer, text } => {
                let (by, at, text) = (recorded.by.charge(), recorded.at, text.clone());
                let answer = MemberAnswer { member: *member, by, at, answer: *answer, text };
                self.change_proposal(*proposal, |record| {
                    if let Stage::Circulating { circulation, .. } = &mut record.stage {
                        circulation.take(answer);
                    }
                });
                self.note_movement(*proposal, recorded, "circulation_answered");
            }
            Event::CirculationClosed { proposal, .. } => {
                self.step(*proposal, recorded, "circulation_closed", None, |stage| match stage {
                    Stage::Circulating { note, circulation } => Stage::CirculationClosed { note, circulation },
                    other => other,
                });
            }
            Event::CirculationApproved { proposal, remark, .. } => {
                let approval = approval(recorded);
                self.step(*proposal, recorded, "circulation_approved", remark.as_ref(), |stage| match stage {
                    Stage::CirculationClosed { note, circulation } => {
                        Stage::CirculationApproved { note, circulation, approval }
                    }
                    other => other,
                });
            }
            event => self.approve_in_anticipation(recorded, event),
        }
    }
}
