//! Faults that only follow from another one: who enters a post with a bad short name has made one mistake, though nobody
//! can take charge of that post either.

use super::Planned;
use crate::change::{Step, StepFault, Unfit};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The faults without those of steps that need what a faulty step before them should have brought and nothing else has.
/// In order of steps.
pub(super) fn without_followers(planned: &Planned, steps: &[Step], mut faults: Vec<StepFault>) -> Vec<StepFault> {
    let mut missing = BTreeSet::new();
    faults.retain(|fault| {
        let Some(step) = fault.step.checked_sub(1).and_then(|place| steps.get(place)) else { return true };
        let follows = is_of_what_is_missing(fault.unfit) && step.named().iter().any(|id| missing.contains(id));
        missing.extend(brought(step).into_iter().filter(|id| planned.fresh(*id).is_ok()));
        !follows
    });
    faults
}

const fn is_of_what_is_missing(unfit: Unfit) -> bool {
    matches!(
        unfit,
        Unfit::Department | Unfit::Post | Unfit::Person | Unfit::Charge | Unfit::Body | Unfit::Rank | Unfit::Leave
    )
}

/// Ids that a step brings, so that later ones can name them.
fn brought(step: &Step) -> Vec<Uuid> {
    match step {
        Step::EnterDepartment { department } => vec![department.id.0],
        Step::EnterPost { post } => vec![post.id.0],
        Step::EnterPerson { person } => vec![person.id.0],
        Step::EnterBody { body } => vec![body.id.0],
        Step::EnterRank { rank } => vec![rank.id.0],
        Step::TakeCharge { charge, .. } | Step::ReturnFromLeave { charge, .. } => vec![charge.0],
        Step::HandOver { next, .. } => vec![next.0],
        Step::ArrangeLeave { leave, stand_in, .. } => vec![leave.0, stand_in.0],
        _ => Vec::new(),
    }
}

impl Step {
    /// Ids that it names and does not bring.
    #[must_use]
    pub(crate) fn named(&self) -> Vec<Uuid> {
        match self {
            Self::EnterDepartment { department } => department.minister.iter().map(|post| post.0).collect(),
            Self::SetMinister { department, minister } => {
                minister.iter().map(|post| post.0).chain([department.0]).collect()
            }
            Self::RenameDepartment { department, .. } => vec![department.0],
            Self::MergeDepartment { department, into } => vec![department.0, into.0],
            Self::EnterPost { post } => post
                .department
                .iter()
                .map(|department| department.0)
                .chain(post.serves.map(|served| served.0))
                .collect(),
            Self::RetitlePost { post, .. } | Self::ClosePost { post } => vec![post.0],
            Self::SetRank { post, rank } => rank.iter().map(|rank| rank.0).chain([post.0]).collect(),
            Self::TakeCharge { person, post, .. } => vec![person.0, post.0],
            Self::HandOver { charge, person, .. } | Self::ArrangeLeave { charge, person, .. } => {
                vec![charge.0, person.0]
            }
            Self::EndCharge { charge } => vec![charge.0],
            Self::Enrol { person, .. } | Self::RenamePerson { person, .. } => vec![person.0],
            Self::EnterBody { body } => body.members.iter().chain([&body.chair]).map(|post| post.0).collect(),
            Self::ChangeBody { body, chair, members, .. } => {
                members.iter().chain([chair]).map(|post| post.0).chain([body.0]).collect()
            }
            Self::DissolveBody { body } => vec![body.0],
            Self::ChangeRank { rank } => vec![rank.id.0],
            Self::ReturnFromLeave { leave, .. } => vec![leave.0],
            Self::EnterPerson { .. } | Self::EnterRank { .. } | Self::BeginMinistry { .. } => Vec::new(),
        }
    }
}
