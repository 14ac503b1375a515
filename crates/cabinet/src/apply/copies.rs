//! How events change printed copies.

use crate::cabinet::Cabinet;
use crate::copies::{CopyStage, PrintedCopy};
use crate::event::{Event, Recorded};
use crate::ids::CopyId;
use crate::inquiry::Signed;
use crate::paper_route::PaperTerm;
use std::sync::Arc;

impl Cabinet {
    pub(super) fn apply_to_copies(&mut self, recorded: &Recorded, event: &Event) {
        let signed = Signed { by: recorded.by, at: recorded.at };
        match event {
            Event::CopiesAllowed { post, until, order, reason } => {
                let (until, order, reason) = (until.clone(), order.clone(), reason.clone());
                let term = Arc::new(PaperTerm { until, order, reason, set: signed });
                self.copy_terms.entry(*post).or_default().push_back(term);
            }
            Event::CopyAsked { copy, proposal, of, post } => {
                let (id, stage) = (*copy, CopyStage::Asked);
                let asked =
                    PrintedCopy { id, proposal: *proposal, of: *of, post: *post, asked: signed, stage, reason: None };
                self.copies.insert(*copy, Arc::new(asked));
            }
            Event::CopyGiven { copy, number } => {
                self.move_copy(*copy, |_| CopyStage::Given { number: *number, given: signed });
            }
            Event::CopyRefused { copy, reason } => {
                self.move_copy(*copy, |_| CopyStage::Refused { refused: signed });
                if let Some(record) = self.copies.get_mut(copy) {
                    Arc::make_mut(record).reason = Some(reason.clone());
                }
            }
            Event::CopyReturned { copy } => self.move_copy(*copy, |stage| match stage {
                CopyStage::Given { number, given } => CopyStage::Returned { number, given, returned: signed },
                other => other,
            }),
            _ => {}
        }
    }

    fn move_copy(&mut self, id: CopyId, next: impl FnOnce(CopyStage) -> CopyStage) {
        if let Some(record) = self.copies.get_mut(&id) {
            let record = Arc::make_mut(record);
            record.stage = next(record.stage);
        }
    }
}
