//! Enrolments and passkeys: how a person comes to be known at the door.

use crate::ids::{EnrolmentId, PasskeyId, PasswordId, PersonId};
use crate::inquiry::Signed;
use crate::moment::Moment;
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// Days for which an enrolment code can be used.
pub const ENROLMENT_DAYS: u32 = 7;

/// The right to enrol one passkey, or to set a password, with a code that was handed over in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// Its id.
    pub id: EnrolmentId,
    /// Whose.
    pub person: PersonId,
    /// Until when.
    pub ends: Moment,
}

/// A passkey as it stands in the record, in forms that public tools read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passkey {
    /// Its id.
    pub id: PasskeyId,
    /// Whose it is.
    pub person: PersonId,
    /// What the person calls the device on which it lies.
    pub label: String,
    /// Its id in the authenticator: base64url.
    pub handle: String,
    /// Its public key: a `SubjectPublicKeyInfo` in base64.
    pub public_key: String,
    /// The authenticator's counter at its enrolment; 0 where it keeps none.
    pub counter: u32,
    /// Whether it may be copied to other devices of the person.
    pub backup_eligible: bool,
    /// Whether it was.
    pub backed_up: bool,
}

/// An enrolment in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRecord {
    /// What was ordered.
    pub enrolment: Enrolment,
    /// The passkey that came of it.
    pub used: Option<PasskeyId>,
    /// The password that came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PasswordId>,
    /// Whether a later enrolment of the same person took its place.
    pub replaced: bool,
}

impl EnrolmentRecord {
    /// Whether something came of it.
    #[must_use]
    pub const fn is_used(&self) -> bool {
        self.used.is_some() || self.password.is_some()
    }

    /// Whether its code opens at this moment.
    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        !self.is_used() && !self.replaced && now < self.enrolment.ends
    }
}

/// A passkey in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyRecord {
    /// What was enrolled.
    pub passkey: Passkey,
    /// When.
    pub enrolled: Moment,
    /// When it was taken away.
    pub revoked: Option<Moment>,
    /// Who took it away and why, if somebody else than its owner did and gave a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<TakenAway>,
}

/// That somebody else than its owner took away what opens a door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenAway {
    /// Who, and when.
    pub signed: Signed,
    /// Why.
    pub reason: TextRef,
}
