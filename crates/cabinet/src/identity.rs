//! Identities: what a government's own identity provider calls a person. A third way in, for the posts that may also come by
//! a password; whoever has it has a local way too.

use crate::ids::{IdentityId, PersonId};
use crate::moment::Moment;
use crate::passkey::TakenAway;
use crate::text::Digest;
use serde::{Deserialize, Serialize};

/// An identity as it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Its id.
    pub id: IdentityId,
    /// Whose it is.
    pub person: PersonId,
    /// The provider, as it names itself.
    pub issuer: String,
    /// SHA-256 of what the provider calls the person. That itself may be a name or a number of an officer, and is not needed.
    pub subject: Digest,
}

/// An identity in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRecord {
    /// What was bound.
    pub identity: Identity,
    /// When.
    pub bound: Moment,
    /// When it was taken away, or another one took its place.
    pub revoked: Option<Moment>,
    /// Who took it away and why, if somebody else than its owner did and gave a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<TakenAway>,
}
