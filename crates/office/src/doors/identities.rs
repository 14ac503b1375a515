//! Signing in by a government's own identity provider, and binding what it calls a person to that person.
//!
//! The provider makes nobody known here. A person who came in by a way of ours binds his own identity, after a fresh proof
//! of ours, and comes in by it as by a password: no approval and no folder hangs on its word. What lies between the two
//! halves is sealed into a cookie and taken once. Whoever is unknown here is told what anybody is told who is not let in.

use super::{Begun, Caller, Purpose, SignInError};
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::{Factor, Session};
use crate::submission::{Submission, TextsOf};
use cabinet::Act;
use cabinet::identity::Identity;
use cabinet::ids::{ActId, IdentityId};
use cabinet::people::Words;
use cabinet::text::Digest;
use credentials::Zeroizing;
use sign_on::{Answer, Fault, Pending, Provider, Settings, SettingsFault};
use std::net::IpAddr;
use std::sync::Arc;

/// A provider that is asked, and what people call it.
pub(crate) struct IdentityProvider {
    provider: Provider,
    name: Words,
}

/// The first half of a ceremony at the provider.
#[derive(Clone, Debug)]
pub struct IdentityBegun {
    /// Where the browser goes.
    pub address: String,
    /// What the browser keeps meanwhile; sealed.
    pub sealed: String,
}

/// Why a ceremony at the provider came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The provider is down, or takes too long.
    #[error("the identity provider does not answer")]
    Silent,
    /// The provider answers, and is not to be believed.
    #[error("the identity provider's answer is not to be believed")]
    Unbelievable,
    /// The person was not let in there, or turned back.
    #[error("the person was not let in at the identity provider")]
    Denied,
    /// Nobody is let in here, or the act was not applied.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

impl From<ReadError> for IdentityError {
    fn from(error: ReadError) -> Self {
        Self::SignIn(error.into())
    }
}

impl Office {
    /// The same office, which also believes an identity provider. It is not asked yet.
    ///
    /// # Errors
    /// [`SettingsFault`].
    pub fn with_identity_provider(self, settings: Settings, name: Words) -> Result<Self, SettingsFault> {
        let provider = Provider::new(settings)?;
        Ok(Self { identity_provider: Some(Arc::new(IdentityProvider { provider, name })), ..self })
    }

    /// What people call the identity provider; none where there is none, and in training.
    #[must_use]
    pub fn identity_provider_name(&self) -> Option<&Words> {
        self.identity_provider().ok().map(|asked| &asked.name)
    }

    fn identity_provider(&self) -> Result<&IdentityProvider, SignInError> {
        self.relying_party()?;
        self.identity_provider.as_deref().ok_or(SignInError::Refused)
    }

    /// The first half of signing in by the provider.
    ///
    /// # Errors
    /// [`IdentityError`]; then the browser goes nowhere.
    pub async fn begin_identity_sign_in(&self) -> Result<IdentityBegun, IdentityError> {
        self.identity_begun("in", Purpose::Identity).await
    }

    /// The first half of binding one's identity: after a fresh proof with a passkey, or with one's password and a code.
    ///
    /// # Errors
    /// [`IdentityError`]; [`SignInError::PasskeyNeeded`] for who has no post that signs in so.
    pub async fn begin_binding(
        &self,
        session: &Session,
        typed: Option<(Zeroizing<String>, String)>,
        from: IpAddr,
    ) -> Result<IdentityBegun, IdentityError> {
        let state = self.state();
        let person = session.actor.person().ok_or(SignInError::Refused)?;
        if !self.may_have_password(person) {
            return Err(SignInError::PasskeyNeeded.into());
        }
        if !self.proof_is_fresh(session) {
            let own = state.password_of(person).map(|record| record.password.name.clone());
            let (Some(own), Some((password, code))) = (own, typed) else { return Err(SignInError::Refused.into()) };
            let from = Caller { address: from, device: session.device };
            self.prove_password(Some(&own), password, &code, from).await?;
        }
        self.identity_begun("bind", Purpose::BindIdentity(session.id.0)).await
    }

    async fn identity_begun(&self, mark: &str, purpose: Purpose) -> Result<IdentityBegun, IdentityError> {
        let asked = self.identity_provider()?;
        let begun = asked.provider.begin(mark, self.now().0 / 1000).await;
        let begun = match begun {
            Ok(begun) => begun,
            Err(fault) => return Err(told(fault)),
        };
        let state = serde_json::to_string(&begun.pending).map_err(|_| SignInError::Refused)?;
        let kept = self.ceremony(credentials::Ceremony { options: String::new(), state }, purpose)?;
        Ok(IdentityBegun { address: begun.address, sealed: kept.sealed })
    }

    /// The identity that the provider vouches for, once: the same answer again opens nothing.
    async fn vouched(&self, begun: &Begun, answer: &Answer, from: IpAddr) -> Result<(String, Digest), IdentityError> {
        let asked = self.identity_provider()?;
        let pending: Pending = serde_json::from_str(&begun.state).map_err(|_| SignInError::Refused)?;
        match self.take_once(begun.id).await {
            Err(SignInError::Refused) => return Err(self.not_let_in(from, "ceremony").await.into()),
            taken => taken?,
        }
        match asked.provider.finish(&pending, answer, self.now().0 / 1000).await {
            Ok(subject) => Ok((asked.provider.issuer().to_owned(), self.digest(subject.as_bytes()))),
            Err(Fault::Ceremony) => Err(self.not_let_in(from, "ceremony").await.into()),
            Err(fault @ (Fault::Silent | Fault::Denied | Fault::NoRandom)) => Err(told(fault)),
            // Whoever sends made-up answers has us ask the provider: that waits like any other guessing.
            Err(fault) => {
                self.not_let_in(from, "identity_provider").await;
                Err(told(fault))
            }
        }
    }

    /// Signs in whom the provider vouches for, under the first charge of a post that signs in so.
    ///
    /// # Errors
    /// [`IdentityError`]; [`SignInError::Refused`] for whoever is unknown here, [`SignInError::PasskeyNeeded`] and
    /// [`SignInError::NoCharge`] for who is known and has no such charge.
    pub async fn finish_identity_sign_in(
        &self,
        sealed: &str,
        answer: &Answer,
        from: impl Into<Caller>,
    ) -> Result<(Session, String), IdentityError> {
        let Caller { address: from, device } = from.into();
        self.identity_provider()?;
        let begun = self.begun_for(Purpose::Identity, sealed, from).await?;
        let (issuer, subject) = self.vouched(&begun, answer, from).await?;
        let state = self.state();
        match state.identity_by(&issuer, subject).map(|record| record.identity.clone()) {
            Some(identity) => {
                let caller = Caller { address: from, device };
                Ok(self.sign_in(identity.person, Factor::Identity(identity.id), caller).await?)
            }
            None => {
                let mut known = state.identities().map(|record| &record.identity);
                let once = known.find(|one| one.issuer == issuer && one.subject == subject).map(|one| one.person);
                self.attempt_failed(once, from).await;
                Err(self.not_let_in(from, "identity").await.into())
            }
        }
    }

    /// Binds to the session's person what the provider vouches for.
    ///
    /// # Errors
    /// [`IdentityError`]; then nothing is bound.
    pub async fn finish_binding(
        &self,
        session: &Session,
        (id, body): (ActId, Digest),
        (sealed, answer): (&str, &Answer),
        from: IpAddr,
    ) -> Result<(), IdentityError> {
        let accepted = self.state().accepted(id).cloned();
        if accepted.is_some_and(|accepted| accepted.by == session.actor && accepted.body == body) {
            return Ok(());
        }
        let person = session.actor.person().ok_or(SignInError::Refused)?;
        let begun = self.begun_for(Purpose::BindIdentity(session.id.0), sealed, from).await?;
        let (issuer, subject) = self.vouched(&begun, answer, from).await?;
        let identity = Identity { id: IdentityId(begun.id), person, issuer, subject };
        let act = Act::BindIdentity { identity };
        let submission = Submission::new(id, session.actor, body, act, TextsOf::default());
        self.act(submission.from_session(self, session)).await.map_err(SignInError::from)?;
        Ok(())
    }
}

/// What a person is told of a fault; whoever runs the machine finds all of it in the log.
fn told(fault: Fault) -> IdentityError {
    tracing::warn!(%fault, "nobody could sign in by the identity provider");
    match fault {
        Fault::Silent | Fault::NoRandom => IdentityError::Silent,
        Fault::Denied => IdentityError::Denied,
        Fault::Answer | Fault::Metadata | Fault::Ceremony | Fault::Token(_) => IdentityError::Unbelievable,
    }
}
