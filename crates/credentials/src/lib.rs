//! What a person proves on signing in. It stores nothing and reads no clock.

mod passkey;

pub use passkey::{Ceremony, CredentialError, Passkey, Proved, RelyingParty, counter_fits};
