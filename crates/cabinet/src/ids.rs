//! Typed ids, so that a meeting's id can never stand where a proposal's belongs.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(written: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(written).map(Self)
            }
        }
    )*};
}

typed_ids! {
    /// One act, made before it is sent (UUIDv7).
    ActId,
    /// A department of the government.
    DepartmentId,
    /// A post that persons hold one after another.
    PostId,
    /// A living person.
    PersonId,
    /// One person's holding of one post from a moment on.
    ChargeId,
    /// A matter on its way to the council.
    ProposalId,
    /// One frozen state of a note's text.
    RevisionId,
    /// A file that lies with a proposal.
    PaperId,
    /// A sitting of the council.
    MeetingId,
    /// A proposal's place on one meeting's agenda.
    ItemId,
    /// A sealed text beside the ledger.
    TextId,
    /// An inquiry into who read what.
    InquiryId,
    /// An emergency access.
    EmergencyAccessId,
    /// A change among departments, posts and people.
    ChangeId,
    /// The right to enrol one passkey, or to set a password.
    EnrolmentId,
    /// A passkey.
    PasskeyId,
    /// The council, a committee, a group.
    BodyId,
    /// A rank of posts in the order of protocol.
    RankId,
    /// A charge that goes to a stand-in for a while.
    LeaveId,
    /// The council under one Chief Minister.
    MinistryId,
    /// A password with one-time codes.
    PasswordId,
    /// What an identity provider calls a person.
    IdentityId,
    /// A device that the cabinet section handed to a person.
    DeviceId,
    /// A printed copy.
    CopyId,
    /// What a department must do upon a decided point.
    TaskId,
}
