//! What a person proves on signing in: a passkey, a password, a one-time code.
//!
//! Nothing is stored here, no clock is read and nobody is known: states, secrets and moments come in as arguments and go
//! out as values. [`RelyingParty`] holds the ceremonies of passkeys, [`Assertion`] judges a passkey's signature over
//! bytes that were shown, [`password`] and [`totp`] are the second way in. [`house`] and [`known`] are words and passwords that
//! nobody may take.

mod assertion;
mod cbor;
pub mod house;
mod key;
pub mod known;
mod passkey;
pub mod password;
mod relying_party;
pub mod totp;

pub use assertion::{Assertion, AssertionFault, Expected, Verified, base64url, challenge, from_base64url};
pub use passkey::{Ceremony, CredentialError, Passkey, Proved, counter_fits};
pub use relying_party::RelyingParty;
pub use webauthn_rs_core::error::WebauthnError;
pub use zeroize::Zeroizing;
