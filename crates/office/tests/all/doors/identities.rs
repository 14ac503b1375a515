//! Signing in by an identity provider, and binding what it calls a person.

use super::passwords::PASSWORD;
use super::{Real, counted, refused, words};
use cabinet::Refusal;
use cabinet::ids::{ActId, IdentityId};
use cabinet::people::Words;
use cabinet::{Act, Actor};
use office::{
    ANSWER_TIME, ActError, Factor, IdentityAnswer, IdentityBegun, IdentityError, IdentityProviderSettings, Office,
    Session, SignInError, TextsOf, Zeroizing,
};
use testbed::{IdentityProvider, Lies, Trouble, brought_back};

const SECRET: &str = "the client's secret";

/// The same office, which believes this provider.
fn believing(real: &Real, provider: &IdentityProvider) -> Office {
    let settings = IdentityProviderSettings {
        issuer: provider.issuer().to_owned(),
        client_id: "ecabinet".to_owned(),
        client_secret: Zeroizing::new(SECRET.to_owned()),
        redirect_uri: "http://localhost:8080/sign-in/identity/answer".to_owned(),
        authorities: None,
        strength: None,
        answer_time: ANSWER_TIME,
    };
    let name = Words { en: "Parichay".to_owned(), ..words("परिचय") };
    real.office.clone().with_identity_provider(settings, name).unwrap()
}

/// A government that believes a provider.
struct Believing {
    real: Real,
    provider: IdentityProvider,
}

impl Believing {
    async fn begun() -> Self {
        let mut real = Real::begun().await;
        let provider = IdentityProvider::start("ecabinet", SECRET);
        real.office = believing(&real, &provider);
        Self { real, provider }
    }

    /// Somebody is let in there, and comes back.
    fn answered(&self, begun: &IdentityBegun, subject: &str) -> IdentityAnswer {
        let query = self.provider.let_in(&begun.address, subject, self.real.office.now().0 / 1000);
        let mut brought = brought_back(&query);
        let mut taken = |name| brought.remove(name).unwrap_or_default();
        IdentityAnswer { state: taken("state"), code: taken("code"), issuer: taken("iss"), error: String::new() }
    }

    async fn comes(&self, subject: &str) -> Result<(Session, String), IdentityError> {
        let begun = self.real.office.begin_identity_sign_in().await?;
        let answer = self.answered(&begun, subject);
        self.real.office.finish_identity_sign_in(&begun.sealed, &answer, self.real.address()).await
    }

    async fn bind(&self, session: &Session, begun: &IdentityBegun, subject: &str) -> Result<(), IdentityError> {
        let id = self.real.office.new_id().unwrap();
        let act = (ActId(id), self.real.office.digest(id.as_bytes()));
        let answer = self.answered(begun, subject);
        self.real.office.finish_binding(session, act, (&begun.sealed, &answer), self.real.address()).await
    }

    /// The auditor, who has a password, bound to this subject.
    async fn bound(&self, subject: &str) -> (Session, super::passwords::Telephone) {
        let (session, _, telephone) = self.real.with_password("auditor", "auditor").await;
        let typed = Some((Zeroizing::new(PASSWORD.to_owned()), telephone.next(&self.real)));
        let begun = self.real.office.begin_binding(&session, typed, self.real.address()).await.unwrap();
        self.bind(&session, &begun, subject).await.unwrap();
        (session, telephone)
    }
}

/// The outcome of what nobody is told more about.
#[track_caller]
fn not_let_in<T>(told: Result<T, IdentityError>, what: &str) {
    match told {
        Err(IdentityError::SignIn(error)) => refused(Err::<T, _>(error), what),
        Err(error) => panic!("{what}: {error:?}"),
        Ok(_) => panic!("{what} was taken"),
    }
}

fn identity_of(session: &Session) -> IdentityId {
    let Factor::Identity(id) = session.factor else { panic!("{session:?}") };
    id
}

#[tokio::test]
async fn who_bound_an_identity_comes_in_by_it_as_by_a_password() {
    let here = Believing::begun().await;
    let (first, _) = here.bound("officer-7").await;
    let (session, cookie) = here.comes("officer-7").await.unwrap();
    assert_eq!((session.actor, session.proved), (first.actor, None));
    assert!(!here.real.office.proof_is_fresh(&session), "the provider's word is no proof of ours");
    assert!(here.real.office.resume_session(&cookie).is_some());
    let identity = identity_of(&session);
    here.real.act(&session, Act::RevokeIdentity { identity, reason: None }, TextsOf::default()).await.unwrap();
    assert!(here.real.office.resume_session(&cookie).is_none(), "it ends with that by which it began");
    let begun = here.real.closed("session_begun/3").await;
    let factors: Vec<&str> = begun.iter().map(|entry| entry["factor"].as_str().unwrap()).collect();
    assert_eq!(factors, ["password", "identity"]);
}

#[tokio::test]
async fn whoever_is_unknown_here_is_told_what_anybody_is_told() {
    let here = Believing::begun().await;
    not_let_in(here.comes("officer-7").await, "nobody's subject");
    let (session, _) = here.bound("officer-7").await;
    here.comes("officer-7").await.expect("control");
    not_let_in(here.comes("officer-8").await, "another subject");
    let identity = here.real.office.state().identity_of(session.actor.person().unwrap()).unwrap().identity.id;
    here.real.act(&session, Act::RevokeIdentity { identity, reason: None }, TextsOf::default()).await.unwrap();
    not_let_in(here.comes("officer-7").await, "one that was taken away");
    assert_eq!(here.real.refusals().await, counted([("identity", 3)]));
}

#[tokio::test]
async fn nothing_is_bound_without_a_proof_of_ours() {
    let here = Believing::begun().await;
    let (session, _, telephone) = here.real.with_password("auditor", "auditor").await;
    let typed = |password: &str, code: String| Some((Zeroizing::new(password.to_owned()), code));
    let begin = |session: Session, typed| {
        let (office, from) = (here.real.office.clone(), here.real.address());
        async move { office.begin_binding(&session, typed, from).await }
    };
    not_let_in(begin(session.clone(), None).await, "no proof");
    not_let_in(begin(session.clone(), typed("another", telephone.next(&here.real))).await, "a wrong password");
    not_let_in(begin(session.clone(), typed(PASSWORD, "12".to_owned())).await, "no code");
    let good = typed(PASSWORD, telephone.next(&here.real));
    let begun = begin(session.clone(), good.clone()).await.expect("control");
    not_let_in(begin(session.clone(), good).await, "the same code again");
    here.bind(&session, &begun, "officer-7").await.unwrap();
    let (by_identity, _) = here.comes("officer-7").await.unwrap();
    not_let_in(begin(by_identity, None).await, "the provider's word");
    let (secretary, ..) = here.real.enrolled("chief_secretary").await;
    let told = begin(secretary, None).await;
    assert!(matches!(told, Err(IdentityError::SignIn(SignInError::PasskeyNeeded))), "{told:?}");
    let (administrator, ..) = here.real.enrolled("administrator").await;
    begin(administrator.clone(), None).await.expect("control: a fresh passkey");
    not_let_in(begin(super::minutes_ago(&administrator, 6), None).await, "an old proof, and no password");
}

#[tokio::test]
async fn another_person_is_never_bound_to_the_same_subject() {
    let here = Believing::begun().await;
    here.bound("officer-7").await;
    let (other, ..) = here.real.enrolled("administrator").await;
    let begun = here.real.office.begin_binding(&other, None, here.real.address()).await.unwrap();
    let told = here.bind(&other, &begun, "officer-7").await;
    let taken = |told: &Result<(), IdentityError>| {
        let act = |error: &SignInError| matches!(error, SignInError::Act(ActError::Refused(Refusal::IdentityTaken)));
        matches!(told, Err(IdentityError::SignIn(error)) if act(error))
    };
    assert!(taken(&told), "{told:?}");
    let begun = here.real.office.begin_binding(&other, None, here.real.address()).await.unwrap();
    here.bind(&other, &begun, "officer-8").await.expect("control");
    assert_eq!(here.comes("officer-8").await.unwrap().0.actor, other.actor);
}

#[tokio::test]
async fn a_ceremony_counts_once_and_for_what_it_was_begun() {
    let here = Believing::begun().await;
    let (session, _) = here.bound("officer-7").await;
    let office = &here.real.office;
    let finish = |sealed: String, answer: IdentityAnswer| {
        let from = here.real.address();
        async move { office.finish_identity_sign_in(&sealed, &answer, from).await }
    };
    let begun = office.begin_identity_sign_in().await.unwrap();
    let other = office.begin_identity_sign_in().await.unwrap();
    let answer = here.answered(&begun, "officer-7");
    not_let_in(finish(String::new(), answer.clone()).await, "without what the browser kept");
    not_let_in(finish(other.sealed, answer.clone()).await, "in another browser");
    finish(begun.sealed.clone(), answer.clone()).await.expect("control");
    not_let_in(finish(begun.sealed, answer).await, "a second time");

    let (administrator, ..) = here.real.enrolled("administrator").await;
    let binding = office.begin_binding(&administrator, None, here.real.address()).await.unwrap();
    let answer = here.answered(&binding, "officer-7");
    not_let_in(finish(binding.sealed, answer).await, "a ceremony of binding");
    let begun = office.begin_identity_sign_in().await.unwrap();
    not_let_in(here.bind(&administrator, &begun, "officer-9").await, "a ceremony of signing in");
    let binding = office.begin_binding(&administrator, None, here.real.address()).await.unwrap();
    not_let_in(here.bind(&session, &binding, "officer-9").await, "in the session of another");
}

#[tokio::test]
async fn a_binding_that_is_sent_again_has_its_first_answer() {
    let here = Believing::begun().await;
    let (session, ..) = here.real.enrolled("administrator").await;
    let office = &here.real.office;
    let begun = office.begin_binding(&session, None, here.real.address()).await.unwrap();
    let (answer, id) = (here.answered(&begun, "officer-7"), ActId(office.new_id().unwrap()));
    let body = office.digest(b"a form");
    for _ in 0..2 {
        let sent = office.finish_binding(&session, (id, body), (&begun.sealed, &answer), here.real.address());
        sent.await.unwrap();
    }
    assert_eq!(office.state().identities().count(), 1);
    let other =
        office.finish_binding(&session, (id, office.digest(b"x")), (&begun.sealed, &answer), here.real.address());
    not_let_in(other.await, "another form under its id");
}

#[tokio::test]
async fn while_the_provider_is_down_or_lies_our_own_ways_are_open() {
    let here = Believing::begun().await;
    let (session, telephone) = here.bound("officer-7").await;
    here.comes("officer-7").await.expect("control");
    let claims = serde_json::json!({ "aud": "another" }).as_object().unwrap().clone();
    here.provider.lie(Lies { claims, ..Lies::default() });
    assert!(matches!(here.comes("officer-7").await, Err(IdentityError::Unbelievable)));
    here.provider.lie(Lies { trouble: Some(("/token", Trouble::Failing)), ..Lies::default() });
    assert!(matches!(here.comes("officer-7").await, Err(IdentityError::Silent)));
    here.provider.stop();
    assert!(matches!(here.comes("officer-7").await, Err(IdentityError::Silent)));
    let (again, _) =
        here.real.by_password("auditor", PASSWORD, telephone.next(&here.real), here.real.address()).await.unwrap();
    assert_eq!(again.actor, session.actor);
}

#[tokio::test]
async fn without_a_provider_nobody_comes_so() {
    let real = Real::begun().await;
    assert!(real.office.identity_provider_name().is_none());
    not_let_in(real.office.begin_identity_sign_in().await, "a ceremony");
    let here = Believing::begun().await;
    assert_eq!(here.real.office.identity_provider_name().unwrap().en, "Parichay", "control");
    assert!(matches!(here.real.with_password("auditor", "auditor").await.0.actor, Actor::Holder { .. }));
}

/// What another provider calls its own people opens nothing here, though it be the same.
#[tokio::test]
pub(crate) async fn another_provider_brings_nobody_under_the_same_subject() {
    let mut here = Believing::begun().await;
    here.bound("officer-7").await;
    let first = std::mem::replace(&mut here.provider, IdentityProvider::start("ecabinet", SECRET));
    let both = [first.issuer(), here.provider.issuer()].map(str::to_owned);
    assert_ne!(both[0], both[1]);
    let believing_first = here.real.office.clone();
    here.real.office = believing(&here.real, &here.provider);
    not_let_in(here.comes("officer-7").await, "the other provider's officer 7");
    (here.real.office, here.provider) = (believing_first, first);
    here.comes("officer-7").await.expect("control");
}
