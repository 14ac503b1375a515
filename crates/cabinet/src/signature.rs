//! The signature of an approval: the approver's passkey over what was shown.

use crate::act::Act;
use crate::ids::PasskeyId;
use crate::text::Digest;
use serde::{Deserialize, Serialize};

/// What a passkey signed and how, enough to be judged again decades later with the key in the record.
///
/// The challenge is SHA-256 of the nonce and the bytes of `shown`; the signature is over the authenticator's data and
/// SHA-256 of the client's data (Web Authentication Level 3, section 7.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// What was approved, as JSON: act, subject, version, person, charge, and the proofs of every text and file.
    pub shown: String,
    /// Made by the server for this one approval.
    pub nonce: Digest,
    /// Whose key judges it.
    pub passkey: PasskeyId,
    /// What the authenticator said of itself: base64url.
    pub authenticator_data: String,
    /// What the browser said of the page: base64url.
    pub client_data: String,
    /// The signature: base64url.
    pub signature: String,
}

impl Act {
    /// Whether it is an approval, which in a real government carries the signature of its person.
    #[must_use]
    pub const fn is_approval(&self) -> bool {
        matches!(
            self,
            Self::ApproveAsSecretary { .. }
                | Self::ApproveAsMinister { .. }
                | Self::Clear { .. }
                | Self::OrderForMeeting { .. }
                | Self::Decline { .. }
                | Self::OrderForCirculation { .. }
                | Self::AnswerCirculation { .. }
                | Self::ApproveByCirculation { .. }
                | Self::ForwardUrgentRequest { .. }
                | Self::ApproveUrgently { .. }
                | Self::ConfirmTelephoneOrder { .. }
                | Self::ApproveAgenda { .. }
                | Self::ApproveMinutes { .. }
        )
    }
}
