//! A passkey as the record keeps it, and what ceremonies give.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use webauthn_rs::prelude::{
    AttestationFormat, AttestationMetadata, Credential, ParsedAttestation, ParsedAttestationData,
};
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{RegisteredExtensions, UserVerificationPolicy};

use crate::AssertionFault;
use crate::key::PublicKey;

/// The public half of a passkey. Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passkey {
    /// Its id at the authenticator, in base64url without padding.
    pub handle: String,
    /// Its key, in base64: the DER of a SubjectPublicKeyInfo, which an auditor can read with common tools.
    pub public_key: String,
    /// How often it had signed, or 0 if it does not count.
    pub counter: u32,
    /// Whether it may come to lie on more than one device. This never changes.
    pub backup_eligible: bool,
    /// Whether it lies on more than one.
    pub backed_up: bool,
}

/// The beginning of a ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceremony {
    /// For the browser: JSON for `PublicKeyCredential.parseCreationOptionsFromJSON` or `…RequestOptionsFromJSON`.
    pub options: String,
    /// For the end of the ceremony: JSON. The caller must keep it, or seal it before it leaves, and take it once and
    /// not for long.
    pub state: String,
}

/// What a sign-in proved, beside who it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proved {
    /// How often the passkey signed, or 0 if it does not count.
    pub counter: u32,
    /// Whether it lies on more than one device.
    pub backed_up: bool,
}

/// Why a ceremony gave nothing.
#[derive(Debug, Error)]
pub enum CredentialError {
    /// Passkeys are bound to a name; an address is none.
    #[error("passkeys need a domain or localhost, and {0} is an address")]
    Address(String),
    /// The text is no origin as browsers write one.
    #[error("{0} is not an origin as browsers write it")]
    Origin(String),
    /// Browsers give passkeys to `https` and to `localhost` alone.
    #[error("passkeys need https, or localhost: {0}")]
    Insecure(String),
    /// The state is none of this ceremony.
    #[error("this is no state of this ceremony")]
    State,
    /// The answer is not of the form that browsers give.
    #[error("the answer is not of the form that browsers give")]
    Answer,
    /// The answer names another person or another passkey than the one it is judged against.
    #[error("the answer is of another person or another passkey")]
    Other,
    /// The authenticator made a key that cannot be found without a name.
    #[error("the passkey is not discoverable")]
    Undiscoverable,
    /// The key is of an algorithm that is not taken, or malformed.
    #[error("the key is of no known algorithm")]
    Key,
    /// The counter went back or stood still: there may be a copy of the passkey.
    #[error("the counter of the passkey did not go on")]
    Counter,
    /// The signature does not hold.
    #[error(transparent)]
    Assertion(#[from] AssertionFault),
    /// The library refused.
    #[error(transparent)]
    Refused(WebauthnError),
}

impl From<WebauthnError> for CredentialError {
    fn from(error: WebauthnError) -> CredentialError {
        match error {
            WebauthnError::CredentialPossibleCompromise => CredentialError::Counter,
            error => CredentialError::Refused(error),
        }
    }
}

/// Whether a passkey that last said `last` may now say `now`: one that counts must go on.
#[must_use]
pub fn counter_fits(last: u32, now: u32) -> bool {
    (last, now) == (0, 0) || now > last
}

impl Passkey {
    /// The passkey that a registration gave.
    pub(crate) fn of(credential: &Credential) -> Result<Passkey, CredentialError> {
        let key = PublicKey::from_cose(&credential.cred).ok_or(CredentialError::Key)?;
        Ok(Passkey {
            handle: URL_SAFE_NO_PAD.encode(&credential.cred_id),
            public_key: STANDARD.encode(key.to_spki()),
            counter: credential.counter,
            backup_eligible: credential.backup_eligible,
            backed_up: credential.backup_state,
        })
    }

    /// The key: the DER of its SubjectPublicKeyInfo, as [`Expected::public_key_spki`](crate::Expected) takes it.
    ///
    /// # Errors
    /// [`CredentialError::Key`].
    pub fn spki(&self) -> Result<Vec<u8>, CredentialError> {
        STANDARD.decode(&self.public_key).map_err(|_| CredentialError::Key)
    }

    /// The id at the authenticator.
    pub(crate) fn id(&self) -> Result<Vec<u8>, CredentialError> {
        URL_SAFE_NO_PAD.decode(&self.handle).map_err(|_| CredentialError::Answer)
    }

    /// The passkey as the library takes it. What it was registered with beside the key plays no part any more, except
    /// that its holder must always be verified.
    pub(crate) fn credential(&self) -> Result<Credential, CredentialError> {
        let key = PublicKey::from_spki(&self.spki()?).and_then(|key| key.to_cose()).ok_or(CredentialError::Key)?;
        Ok(Credential {
            cred_id: self.id()?,
            cred: key,
            counter: self.counter,
            transports: None,
            user_verified: true,
            backup_eligible: self.backup_eligible,
            backup_state: self.backed_up,
            registration_policy: UserVerificationPolicy::Required,
            extensions: RegisteredExtensions::none(),
            attestation: ParsedAttestation { data: ParsedAttestationData::None, metadata: AttestationMetadata::None },
            attestation_format: AttestationFormat::None,
        })
    }
}
