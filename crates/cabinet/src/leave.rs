//! Leave arrangements (अवकाश व्यवस्था): a charge goes to a stand-in until a stated moment, and then back.

use crate::cabinet::Cabinet;
use crate::ids::{ChargeId, LeaveId};
use crate::moment::Moment;
use crate::people::Charge;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A leave arrangement as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// Its id.
    pub id: LeaveId,
    /// The charge of who is on leave; it ended when the leave began, so that nobody acts under it.
    pub charge: ChargeId,
    /// The charge under which the post is held meanwhile.
    pub stand_in: ChargeId,
    /// When the post goes back.
    pub until: Moment,
}

/// A leave arrangement in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveRecord {
    /// What was arranged.
    pub leave: Leave,
    /// Since when.
    pub from: Moment,
    /// When it was over: at its moment, by an early return, or because the stand-in's charge ended otherwise.
    pub ended: Option<Moment>,
}

impl LeaveRecord {
    /// Whether the office has to hand the post back at this moment.
    #[must_use]
    pub fn due(&self, now: Moment) -> bool {
        self.ended.is_none() && self.leave.until <= now
    }
}

impl Cabinet {
    /// A leave arrangement, also one that is over.
    #[must_use]
    pub fn leave(&self, id: LeaveId) -> Option<&Arc<LeaveRecord>> {
        self.leaves.get(&id)
    }

    /// Every leave arrangement, also those that are over.
    pub fn leaves(&self) -> impl Iterator<Item = &Arc<LeaveRecord>> {
        self.leaves.values()
    }

    /// The arrangement that lasts and in which a charge is the stand-in's.
    #[must_use]
    pub fn leave_with_stand_in(&self, charge: ChargeId) -> Option<&Arc<LeaveRecord>> {
        self.leaves.values().find(|record| record.ended.is_none() && record.leave.stand_in == charge)
    }

    /// Whether a charge that lasts is an additional one (अतिरिक्त प्रभार): its holder had another one before.
    #[must_use]
    pub fn is_additional(&self, charge: &Charge) -> bool {
        let earlier = |other: &Arc<Charge>| (other.from, other.id) < (charge.from, charge.id);
        self.charges().any(|other| other.person == charge.person && earlier(other))
    }
}
