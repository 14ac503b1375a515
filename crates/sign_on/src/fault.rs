//! What goes wrong with a provider.

use thiserror::Error;

/// Why a provider did not tell who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is down, cannot be reached safely, or takes too long.
    #[error("the identity provider does not answer")]
    Silent,
    /// It answers something else than the protocol says, too much of it, or that it refuses us.
    #[error("the identity provider answers something else")]
    Answer,
    /// Its metadata is another provider's, names an address that is not safe, or does not offer what we need.
    #[error("the identity provider is not the one that was configured")]
    Metadata,
    /// What the browser brought back belongs to another ceremony or to another provider.
    #[error("the answer belongs to another ceremony")]
    Ceremony,
    /// The person was not let in there, or turned back.
    #[error("the person was not let in at the identity provider")]
    Denied,
    /// What it says of the person is not to be believed.
    #[error("the identity provider's token is not to be believed: {0}")]
    Token(#[from] TokenFault),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandom,
}

/// What is false in an ID token (OpenID Connect Core 1.0, 3.1.3.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenFault {
    /// It is no signed token of this form.
    #[error("its form")]
    Form,
    /// It is signed by no algorithm that is allowed here.
    #[error("its algorithm")]
    Algorithm,
    /// The provider publishes no key, or several, by which it could be signed.
    #[error("its key")]
    Key,
    /// The key did not sign it.
    #[error("its signature")]
    Signature,
    /// Another provider gave it.
    #[error("its issuer")]
    Issuer,
    /// It is for another program, or for others too.
    #[error("its audience")]
    Audience,
    /// It was given in another ceremony.
    #[error("its nonce")]
    Nonce,
    /// It is over, not yet valid, of tomorrow or of long ago.
    #[error("its times")]
    Times,
    /// The person proved too long ago there who it is, or it is not told when.
    #[error("the time of the person's own proof")]
    Proof,
    /// The person's proof was not as strong as it must be, or it is not told how strong.
    #[error("the strength of the person's own proof")]
    Strength,
    /// It names nobody.
    #[error("its subject")]
    Subject,
}
