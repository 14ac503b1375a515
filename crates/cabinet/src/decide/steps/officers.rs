//! The one thing that no change may do: leave fewer than two who could make another one.

use super::Planned;
use crate::cabinet::Cabinet;
use crate::change::{Step, StepFault};
use crate::ids::ChargeId;
use crate::officers::AGREEING;

/// The step after which fewer than two persons could change people, or worse than before, if these steps do that. Steps
/// that are not done for another reason lose nobody.
pub(super) fn lost(before: &Cabinet, planned: &Planned, steps: &[Step], faults: &[StepFault]) -> Option<usize> {
    let (after, now) = (&planned.cabinet, planned.now);
    if after.officers(now) >= before.officers(now) {
        return None;
    }
    let of_officer = |charge: ChargeId| after.post_of_charge(charge).is_some_and(|post| AGREEING.contains(&post.kind));
    let ends = |step: &Step| match step {
        Step::EndCharge { charge }
        | Step::HandOver { charge, .. }
        | Step::ArrangeLeave { charge, .. }
        | Step::ReturnFromLeave { charge, .. } => of_officer(*charge),
        _ => false,
    };
    let done = |number: usize| faults.iter().all(|fault| fault.step != number);
    (1..).zip(steps).filter(|(number, step)| ends(step) && done(*number)).map(|(number, _)| number).last()
}
