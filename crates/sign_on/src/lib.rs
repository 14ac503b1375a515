//! Asking a government's own identity provider who somebody is: OpenID Connect, authorization code with PKCE.
//!
//! [`Provider::begin`] gives the address to which a browser is sent, [`Provider::finish`] exchanges what the browser brings
//! back for a subject. Nothing is stored here, no clock is read and nobody is known: what lies between the two halves goes
//! out as [`Pending`] and comes in again. Nothing is believed but what a key of the provider signed for us, in this
//! ceremony, about somebody who proved there just now who it is.

mod client;
mod fault;
mod keys;
mod metadata;
mod provider;
mod settings;
mod token;

pub use fault::{Fault, TokenFault};
pub use provider::{Answer, Begun, Pending, Provider};
pub use settings::{ANSWER_TIME, Settings, SettingsFault};
pub use zeroize::Zeroizing;
