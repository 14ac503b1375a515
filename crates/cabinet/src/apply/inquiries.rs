//! How events change inquiries.

use crate::cabinet::Cabinet;
use crate::event::{Event, Recorded};
use crate::ids::InquiryId;
use crate::inquiry::{Inquiry, InquiryStage, Signed};
use std::sync::Arc;

impl Cabinet {
    pub(super) fn apply_to_inquiries(&mut self, recorded: &Recorded, event: &Event) {
        let signed = Signed { by: recorded.by, at: recorded.at };
        match event {
            Event::InquiryAsked { inquiry, number, reason, scope, from, until, ends } => {
                let asked = Inquiry {
                    id: *inquiry,
                    number: *number,
                    version: 1,
                    asked: signed,
                    reason: reason.clone(),
                    scope: *scope,
                    from: *from,
                    until: *until,
                    ends: *ends,
                    stage: InquiryStage::Asked,
                    since: recorded.at,
                };
                self.inquiries.insert(*inquiry, Arc::new(asked));
            }
            Event::InquiryAgreed { inquiry } => {
                self.move_inquiry(*inquiry, signed, |_| InquiryStage::Agreed { second: signed });
            }
            Event::InquiryRefused { inquiry } => {
                self.move_inquiry(*inquiry, signed, |_| InquiryStage::Refused { second: signed });
            }
            Event::InquiryEnded { inquiry } => {
                self.move_inquiry(*inquiry, signed, |stage| InquiryStage::Ended {
                    second: stage.agreed(),
                    ended: signed,
                });
            }
            _ => {}
        }
    }

    fn move_inquiry(&mut self, id: InquiryId, signed: Signed, next: impl FnOnce(InquiryStage) -> InquiryStage) {
        if let Some(record) = self.inquiries.get_mut(&id) {
            let record = Arc::make_mut(record);
            record.stage = next(record.stage);
            record.since = signed.at;
            record.version += 1;
        }
    }
}
