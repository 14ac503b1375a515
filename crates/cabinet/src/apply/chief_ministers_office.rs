//! How briefs, and orders that were heard by telephone, change proposals.

use super::proposals::write_on_note_sheet;
use super::{approval, given_reason};
use crate::cabinet::Cabinet;
use crate::chief_ministers_office::{Brief, HeardOrder, TelephoneOrder};
use crate::circulation::{CirculatedNote, CirculationOrder};
use crate::event::{Event, Recorded};
use crate::ids::ProposalId;
use crate::moment::Moment;
use crate::proposal::{Approval, OrderedNote, Stage};
use crate::text::TextRef;
use std::sync::Arc;

impl Cabinet {
    pub(super) fn prepare_orders(&mut self, recorded: &Recorded, event: &Event) {
        let agreed = approval(recorded);
        match event {
            // It changes nothing that anybody else sees: no page of the note is outdated by it.
            Event::BriefWritten { proposal, revision, text } => {
                let brief = Brief { revision: *revision, by: agreed.by, at: agreed.at, text: text.clone() };
                self.change_proposal(*proposal, |record| record.brief = Some(Arc::new(brief)));
            }
            Event::MeetingOrderedByTelephone { proposal, heard, text } => {
                self.hear(*proposal, (recorded, "meeting_ordered_by_telephone"), (*heard, HeardOrder::Meeting), text);
            }
            Event::CirculationOrderedByTelephone { proposal, heard, until, silence_agrees, text } => {
                let order = HeardOrder::Circulation { until: *until, silence_agrees: *silence_agrees };
                self.hear(*proposal, (recorded, "circulation_ordered_by_telephone"), (*heard, order), text);
            }
            Event::ReturnOrderedByTelephone { proposal, heard, text } => {
                self.hear(*proposal, (recorded, "return_ordered_by_telephone"), (*heard, HeardOrder::Return), text);
            }
            Event::DeclineOrderedByTelephone { proposal, heard, text } => {
                self.hear(*proposal, (recorded, "decline_ordered_by_telephone"), (*heard, HeardOrder::Decline), text);
            }
            Event::TelephoneOrderConfirmed { proposal, remark } => {
                self.confirm_telephone_order(*proposal, recorded, remark.as_ref());
            }
            Event::TelephoneOrderDisowned { proposal, reason } => {
                self.step(*proposal, recorded, "telephone_order_disowned", Some(reason), |stage| match stage {
                    Stage::Ordered(OrderedNote { receipt, scrutiny, clearance, .. })
                    | Stage::CirculationOrdered(CirculatedNote { receipt, scrutiny, clearance, .. })
                    | Stage::Cleared { receipt, scrutiny, clearance, .. } => {
                        Stage::Cleared { receipt, scrutiny, clearance, heard: None }
                    }
                    other => other,
                });
            }
            _ => {}
        }
    }

    /// What lets the section prepare moves the note on, provisionally; what would send it away leaves it where it lies.
    fn hear(
        &mut self,
        id: ProposalId,
        (recorded, step): (&Recorded, &'static str),
        (heard, order): (Moment, HeardOrder),
        text: &TextRef,
    ) {
        let agreed = approval(recorded);
        let telephone =
            Some(Box::new(TelephoneOrder { recorded: agreed, heard, order, text: text.clone(), confirmed: None }));
        self.step(id, recorded, step, None, |stage| match (stage, order) {
            (Stage::Cleared { receipt, scrutiny, clearance, .. }, HeardOrder::Meeting) => {
                let ordered = OrderedNote::new(receipt, scrutiny, clearance, agreed);
                Stage::Ordered(OrderedNote { telephone, ..ordered })
            }
            (
                Stage::Cleared { receipt, scrutiny, clearance, .. },
                HeardOrder::Circulation { until, silence_agrees },
            ) => {
                let order = CirculationOrder { order: agreed, until, silence_agrees };
                Stage::CirculationOrdered(CirculatedNote { receipt, scrutiny, clearance, order, telephone })
            }
            (Stage::Cleared { receipt, scrutiny, clearance, .. }, HeardOrder::Return | HeardOrder::Decline) => {
                Stage::Cleared { receipt, scrutiny, clearance, heard: telephone }
            }
            (other, _) => other,
        });
    }

    /// From the Chief Minister's own hand on the order is his, and a return or a refusal takes effect; the words that were
    /// heard are then its reason, and stand on the note-sheet.
    fn confirm_telephone_order(&mut self, id: ProposalId, recorded: &Recorded, remark: Option<&TextRef>) {
        let step = "telephone_order_confirmed";
        let agreed = approval(recorded);
        let heard = self.proposals.get(&id).and_then(|record| record.stage.telephone_order()).cloned();
        self.step(id, recorded, step, remark, |stage| match stage {
            Stage::Ordered(ordered) => Stage::Ordered(confirmed(ordered, agreed)),
            Stage::Listed { ordered, meeting, item } => {
                Stage::Listed { ordered: confirmed(ordered, agreed), meeting, item }
            }
            Stage::CirculationOrdered(note) => Stage::CirculationOrdered(CirculatedNote {
                receipt: note.receipt.ordered(agreed),
                order: CirculationOrder { order: agreed, ..note.order },
                telephone: note.telephone.map(|order| with_hand(order, agreed)),
                ..note
            }),
            Stage::Cleared { receipt, scrutiny, clearance, heard: Some(order) } => match order.order {
                HeardOrder::Return => {
                    let returned = given_reason(recorded, &order.text);
                    Stage::Cleared { receipt, scrutiny, clearance, heard: None }.send_back(returned)
                }
                HeardOrder::Decline => {
                    let declined = given_reason(recorded, &order.text);
                    Stage::Declined { receipt, scrutiny, clearance, declined }
                }
                HeardOrder::Meeting | HeardOrder::Circulation { .. } => {
                    Stage::Cleared { receipt, scrutiny, clearance, heard: Some(order) }
                }
            },
            other => other,
        });
        let sent_away = |order: &TelephoneOrder| matches!(order.order, HeardOrder::Return | HeardOrder::Decline);
        if let Some(order) = heard.filter(sent_away) {
            self.change_proposal(id, |record| {
                write_on_note_sheet(record, recorded, step, &order.text);
                record.returns += u32::from(matches!(record.stage, Stage::Returned { .. }));
            });
        }
    }
}

/// An order of a meeting from the Chief Minister's own hand on.
fn confirmed(ordered: OrderedNote, agreed: Approval) -> OrderedNote {
    OrderedNote {
        receipt: ordered.receipt.ordered(agreed),
        order: agreed,
        telephone: ordered.telephone.map(|order| with_hand(order, agreed)),
        ..ordered
    }
}

fn with_hand(mut order: Box<TelephoneOrder>, agreed: Approval) -> Box<TelephoneOrder> {
    order.confirmed = Some(agreed);
    order
}
