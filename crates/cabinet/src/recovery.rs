//! Recovery of a government whose officers are lost: where no two can change people any more, the office itself orders
//! enrolment codes for two of the cabinet section, for whoever brings the root key joined from its shares.

use crate::act::Act;
use crate::cabinet::Cabinet;
use crate::decide::decide;
use crate::event::Event;
use crate::ids::{ChargeId, EnrolmentId, PasskeyId, PersonId, PostId};
use crate::moment::Moment;
use crate::people::{Actor, Words};
use crate::text::{Digest, TextRef};
use serde::{Deserialize, Serialize};

/// Officers for whom a recovery orders codes: as many as can order any other.
pub const OFFICERS_RECOVERED: usize = 2;
/// Days for which a passkey must have opened nothing before a recovery takes it for lost; from its enrolment on. As long as
/// an enrolment code lasts: somebody who is there has signed in meanwhile.
pub const SILENT_DAYS: u32 = 7;

/// For whom a code is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerToRecover {
    /// Under which post of the cabinet section.
    pub post: PostId,
    /// Who.
    pub person: PersonId,
    /// The name under which the person enters the record; none for who is in it.
    pub name: Option<Words>,
    /// The charge that begins where nobody holds the post; none for who holds it.
    pub charge: Option<ChargeId>,
    /// The enrolment's id.
    pub enrolment: EnrolmentId,
    /// SHA-256 of the code as it is printed.
    pub code: Digest,
}

/// For whom a code was ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveredOfficer {
    /// Under which post.
    pub post: PostId,
    /// Who.
    pub person: PersonId,
    /// By which enrolment.
    pub enrolment: EnrolmentId,
    /// SHA-256 of the code as it is printed: a sheet can be held against it.
    pub code: Digest,
}

/// A recovery in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Its number, from 1.
    pub number: u32,
    /// When.
    pub at: Moment,
    /// Why, as the keepers of the shares wrote it.
    pub reason: TextRef,
    /// For whom.
    pub officers: Vec<RecoveredOfficer>,
    /// Passkeys that had opened nothing for [`SILENT_DAYS`] and were taken for lost.
    pub silent: Vec<PasskeyId>,
}

impl Cabinet {
    /// Whether the events of one act are what the rules give for a recovery in this state. For whoever verifies the record.
    #[must_use]
    pub fn gives_recovery(&self, events: &[Event], at: Moment) -> bool {
        let Some(Event::OfficersRecovered { reason, officers, silent, .. }) = events.first() else { return false };
        let name = |person: PersonId| {
            events.iter().find_map(|event| match event {
                Event::PersonEntered { person: entered } if entered.id == person => Some(entered.name.clone()),
                _ => None,
            })
        };
        let charge = |post: PostId| {
            events.iter().find_map(|event| match event {
                Event::ChargeTaken { charge } if charge.post == post => Some(charge.id),
                _ => None,
            })
        };
        let asked = officers.iter().map(|one| OfficerToRecover {
            post: one.post,
            person: one.person,
            name: name(one.person),
            charge: charge(one.post),
            enrolment: one.enrolment,
            code: one.code,
        });
        let act = Act::RecoverOfficers { reason: reason.clone(), officers: asked.collect(), silent: silent.clone() };
        decide(self, &Actor::System, act, at).is_ok_and(|given| given == events)
    }
}
