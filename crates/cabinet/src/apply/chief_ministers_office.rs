//! How briefs, and orders that were heard by telephone, change proposals.

use super::approval;
use crate::cabinet::Cabinet;
use crate::chief_ministers_office::{Brief, TelephoneOrder};
use crate::event::{Event, Recorded};
use crate::proposal::{OrderedNote, Stage};
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
                let order = TelephoneOrder { recorded: agreed, heard: *heard, text: text.clone(), confirmed: None };
                self.step(*proposal, recorded, "meeting_ordered_by_telephone", None, |stage| match stage {
                    Stage::Cleared { receipt, scrutiny, clearance } => Stage::Ordered(OrderedNote {
                        telephone: Some(Box::new(order)),
                        ..OrderedNote::new(receipt, scrutiny, clearance, agreed)
                    }),
                    other => other,
                });
            }
            Event::TelephoneOrderConfirmed { proposal, remark } => {
                let confirm = |ordered: OrderedNote| OrderedNote {
                    receipt: ordered.receipt.ordered(agreed),
                    order: agreed,
                    telephone: ordered.telephone.map(|mut order| {
                        order.confirmed = Some(agreed);
                        order
                    }),
                    ..ordered
                };
                self.step(*proposal, recorded, "telephone_order_confirmed", remark.as_ref(), |stage| match stage {
                    Stage::Ordered(ordered) => Stage::Ordered(confirm(ordered)),
                    Stage::Listed { ordered, meeting, item } => {
                        Stage::Listed { ordered: confirm(ordered), meeting, item }
                    }
                    other => other,
                });
            }
            Event::TelephoneOrderDisowned { proposal, reason } => {
                self.step(*proposal, recorded, "telephone_order_disowned", Some(reason), |stage| match stage {
                    Stage::Ordered(OrderedNote { receipt, scrutiny, clearance, .. }) => {
                        Stage::Cleared { receipt, scrutiny, clearance }
                    }
                    other => other,
                });
            }
            _ => {}
        }
    }
}
