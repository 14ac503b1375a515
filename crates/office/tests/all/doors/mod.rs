//! The doors of a real government: its two officers of the cabinet section with codes on paper, as `init` makes them, and
//! a few more persons.

pub(crate) mod ceremonies;
mod devices;
pub(crate) mod entering;
pub(crate) mod identities;
mod passwords;
pub(crate) mod proofs;
mod queues;

use crate::Place;
use crate::custody::custody;
use cabinet::act::Government;
use cabinet::change::Step;
use cabinet::ids::{ActId, ChangeId, ChargeId, EnrolmentId, PersonId, PostId};
use cabinet::passkey::{ENROLMENT_DAYS, Enrolment};
use cabinet::people::{Charge, Person, Post, PostKind, Words};
use cabinet::text::TextRef;
use cabinet::{Act, LedgerNature, Moment};
use office::{Accepted, ActError, Clock, Enrolled, Hand, Office, Session, SignInError, Submission, TextsOf};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicU32, Ordering};
use testbed::SoftAuthenticator;

pub(crate) const ORIGIN: &str = "http://localhost:8080";
/// Persons and their posts. The guest holds none, and the code of the late one is over.
const PERSONS: [(&str, Option<PostKind>); 8] = [
    ("first", Some(PostKind::CabinetSection)),
    ("second", Some(PostKind::CabinetSection)),
    ("chief_secretary", Some(PostKind::ChiefSecretary)),
    ("auditor", Some(PostKind::Auditor)),
    ("administrator", Some(PostKind::SystemAdministrator)),
    ("late_section", Some(PostKind::SectionOfficer)),
    ("guest", None),
    ("late", Some(PostKind::CabinetSection)),
];

pub(crate) struct Real {
    place: Place,
    pub(crate) office: Office,
    persons: BTreeMap<&'static str, PersonId>,
    /// By how much the machine's clock was moved.
    pub(crate) hand: Hand,
    /// Every attempt comes from an address of its own: none waits for another's failure.
    addresses: AtomicU32,
}

pub(crate) fn device() -> SoftAuthenticator {
    SoftAuthenticator::new(ORIGIN)
}

pub(crate) fn words(hi: &str) -> Words {
    Words { hi: hi.to_owned(), en: String::new() }
}

fn government(office: &Office) -> (Government, BTreeMap<&'static str, PersonId>) {
    let (now, mut government, mut persons) = (office.now(), Government::default(), BTreeMap::new());
    let new_id = || office.new_id().unwrap();
    for (key, kind) in PERSONS {
        let (person, post) = (PersonId(new_id()), PostId(new_id()));
        persons.insert(key, person);
        government.persons.push(Person { id: person, name: words(key) });
        if let Some(kind) = kind {
            let (key, title) = (key.to_owned(), words(key));
            government.posts.push(Post { id: post, key, kind, title, department: None, serves: None });
            government.charges.push(Charge { id: ChargeId(new_id()), person, post, from: now, until: None });
        }
        let ends = if key == "late" { now } else { now.plus_days(ENROLMENT_DAYS) };
        government.enrolments.push(Enrolment { id: EnrolmentId(new_id()), person, ends });
    }
    (government, persons)
}

impl Real {
    pub(crate) async fn begun() -> Self {
        let (place, hand) = (Place::new(), Hand::at(Moment(0)));
        let office = place.open_by("key", LedgerNature::Real, Clock::moved_by(&hand)).await.unwrap();
        let (government, persons) = government(&office);
        office.begin(LedgerNature::Real, rehearsal::RULES.to_owned(), government).await.unwrap();
        let office = office.reached_at(ORIGIN).unwrap();
        Self { place, office, persons, hand, addresses: AtomicU32::new(0) }
    }

    pub(crate) fn data(&self) -> &std::path::Path {
        self.place.data()
    }

    pub(crate) fn key(&self) -> std::sync::Arc<vault::KeyFile> {
        self.place.key("key")
    }

    /// Closes the office and opens it again on the same folder.
    pub(crate) async fn opened_again(self) -> Self {
        self.closed_for_now().await.opened().await
    }

    /// Closes the office.
    pub(crate) async fn closed_for_now(self) -> Closed {
        let Self { place, office, persons, hand, addresses } = self;
        office.close().await;
        drop(office);
        Closed { place, persons, hand, addresses }
    }

    pub(crate) fn person(&self, name: &str) -> PersonId {
        self.persons[name]
    }

    pub(crate) fn charge(&self, name: &str) -> ChargeId {
        let state = self.office.state();
        state.charges().find(|charge| charge.person == self.person(name)).unwrap().id
    }

    /// The last code of a person, as it is printed.
    pub(crate) fn code(&self, name: &str) -> String {
        let state = self.office.state();
        let own = state.enrolments().filter(|record| record.enrolment.person == self.person(name));
        self.office.printed_code(own.map(|record| record.enrolment.id).max().unwrap())
    }

    pub(crate) fn address(&self) -> IpAddr {
        Ipv4Addr::from_bits(0x0a00_0000 + self.addresses.fetch_add(1, Ordering::Relaxed)).into()
    }

    pub(crate) async fn enrol(&self, code: &str, device: &mut SoftAuthenticator) -> Result<Enrolled, SignInError> {
        let invited = self.office.invited_by(code, self.address()).await?;
        let begun = self.office.begin_enrolment(invited)?;
        let answer = device.create(&begun.options);
        self.office.finish_enrolment(&begun.sealed, &answer, "फ़ोन".to_owned(), self.address()).await
    }

    /// The first session of a person, its cookie, and the device that was enrolled.
    pub(crate) async fn enrolled(&self, name: &str) -> (Session, String, SoftAuthenticator) {
        let mut device = device();
        match self.enrol(&self.code(name), &mut device).await.unwrap() {
            Enrolled::SignedIn(session, cookie) => (session, cookie, device),
            Enrolled::Recorded => panic!("{name} is not signed in"),
        }
    }

    pub(crate) async fn sign_in(&self, device: &mut SoftAuthenticator) -> Result<(Session, String), SignInError> {
        let begun = self.office.begin_proof(None)?;
        let answer = device.get(&begun.options);
        self.office.finish_sign_in(&begun.sealed, &answer, self.address()).await
    }

    pub(crate) async fn prove(
        &self,
        session: &Session,
        device: &mut SoftAuthenticator,
    ) -> Result<Session, SignInError> {
        let begun = self.office.begin_proof(Some(session))?;
        let answer = device.get(&begun.options);
        let cookie = self.office.finish_proof(session, &begun.sealed, &answer, self.address()).await?;
        Ok(self.office.resume_session(&cookie).unwrap())
    }

    pub(crate) async fn act(&self, session: &Session, act: Act, texts: TextsOf) -> Result<Accepted, ActError> {
        let id = self.office.new_id().unwrap();
        let submission = Submission::new(ActId(id), session.actor, self.office.digest(id.as_bytes()), act, texts);
        self.office.act(submission.from_session(&self.office, session)).await
    }

    /// Takes somebody's passkey or password away, for a reason.
    pub(crate) async fn take_away(
        &self,
        session: &Session,
        act: impl FnOnce(Option<TextRef>) -> Act,
    ) -> Result<Accepted, ActError> {
        let mut texts = TextsOf::default();
        let reason = texts.take("उपकरण खो गया".to_owned()).unwrap();
        self.act(session, act(Some(reason)), texts).await
    }

    pub(crate) async fn try_propose(&self, session: &Session, steps: Vec<Step>) -> Result<ChangeId, ActError> {
        let (change, mut texts) = (ChangeId(self.office.new_id().unwrap()), TextsOf::default());
        let reason = texts.take("आदेश 7".to_owned()).unwrap();
        self.act(session, Act::ProposeChange { change, reason, steps, at: None }, texts).await.map(|_| change)
    }

    pub(crate) async fn agree(&self, session: &Session, change: ChangeId) -> Result<Accepted, ActError> {
        let seen = self.office.state().change(change).unwrap().version;
        self.act(session, Act::AgreeChange { change, seen }, TextsOf::default()).await
    }

    /// A change that one proposes and the other puts in force.
    pub(crate) async fn change(&self, one: &Session, other: &Session, steps: Vec<Step>) -> ChangeId {
        let change = self.try_propose(one, steps).await.unwrap();
        self.agree(other, change).await.unwrap();
        change
    }

    pub(crate) async fn enrolment_of(&self, person: PersonId) -> Step {
        Step::Enrol { enrolment: EnrolmentId(self.office.new_id().unwrap()), person }
    }

    /// Closes the office; what its custody holds of this kind.
    pub(crate) async fn closed(self, kind: &str) -> Vec<serde_json::Value> {
        self.office.close().await;
        drop(self.office);
        custody(&self.place).await.into_iter().filter(|entry| entry["kind"] == kind).collect()
    }

    /// Closes the office; how often custody counts refusals at the door, by reason.
    pub(crate) async fn refusals(self) -> BTreeMap<String, u64> {
        let mut counted = BTreeMap::new();
        for entry in self.closed("sign_in_refused/1").await {
            let reason = entry["reason"].as_str().unwrap().to_owned();
            *counted.entry(reason).or_default() += entry["count"].as_u64().unwrap();
        }
        counted
    }
}

/// The same government while nobody serves it.
pub(crate) struct Closed {
    place: Place,
    persons: BTreeMap<&'static str, PersonId>,
    hand: Hand,
    addresses: AtomicU32,
}

impl Closed {
    pub(crate) async fn opened(self) -> Real {
        let Self { place, persons, hand, addresses } = self;
        let office = place.open_by("key", LedgerNature::Real, Clock::moved_by(&hand)).await.unwrap();
        Real { place, office: office.reached_at(ORIGIN).unwrap(), persons, hand, addresses }
    }
}

/// The same session, whose proof is so many minutes older.
pub(crate) fn minutes_ago(session: &Session, minutes: i64) -> Session {
    let proved = session.proved.map(|at| Moment(at.0 - minutes * 60_000));
    Session { proved, ..session.clone() }
}

pub(crate) fn counted<const N: usize>(expected: [(&str, u64); N]) -> BTreeMap<String, u64> {
    expected.into_iter().map(|(reason, count)| (reason.to_owned(), count)).collect()
}

#[track_caller]
pub(crate) fn refused<T>(told: Result<T, SignInError>, what: &str) {
    match told {
        Err(SignInError::Refused) => {}
        Err(error) => panic!("{what}: {error:?}"),
        Ok(_) => panic!("{what} was taken"),
    }
}
