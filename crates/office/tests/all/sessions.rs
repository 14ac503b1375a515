//! Sessions end, and custody says why.

use crate::Place;
use crate::custody::custody;
use cabinet::{LedgerNature, Moment};
use office::{Clock, Hand, Office, SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS, Session};
use std::collections::BTreeMap;

const BEGINS: Moment = Moment(1_767_243_600_000);

struct Counter {
    place: Place,
    office: Office,
    hand: Hand,
}

impl Counter {
    async fn open() -> Self {
        let (place, hand) = (Place::new(), Hand::at(BEGINS));
        let office = place.begun_by(Clock::by_hand(&hand)).await;
        Self { place, office, hand }
    }

    async fn session(&self, post: &str) -> (Session, String) {
        self.office.begin_training_session(rehearsal::charge(post)).await.unwrap()
    }

    fn forward(&self, seconds: i64) {
        self.hand.forward_seconds(u32::try_from(seconds).unwrap());
    }

    /// Closes the office; why each session ended, as custody has it.
    async fn closed(self) -> BTreeMap<String, Vec<String>> {
        self.office.close().await;
        drop(self.office);
        let mut ends: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in custody(&self.place).await.iter().filter(|entry| entry["kind"] == "session_ended/2") {
            let (session, why) = (entry["session"].as_str().unwrap(), entry["why"].as_str().unwrap());
            ends.entry(session.to_owned()).or_default().push(why.to_owned());
        }
        ends
    }
}

fn name(session: &Session) -> String {
    session.id.0.to_string()
}

fn ends<const N: usize>(expected: [(&Session, &str); N]) -> BTreeMap<String, Vec<String>> {
    expected.into_iter().map(|(session, why)| (name(session), vec![why.to_owned()])).collect()
}

#[tokio::test]
pub(crate) async fn a_session_that_rests_is_over_and_one_that_is_used_is_not() {
    let counter = Counter::open().await;
    let (resting, cookie) = counter.session("auditor").await;
    let (used, mut renewed) = counter.session("auditor").await;
    for _ in 0..4 {
        counter.forward(SESSION_IDLE_SECONDS / 3);
        let resumed = counter.office.resume_session(&renewed).expect("it is used");
        renewed = resumed.renewed.unwrap_or(renewed);
    }
    assert!(counter.office.resume_session(&cookie).is_none());
    let living = counter.office.own_sessions(&used).await.unwrap();
    assert_eq!(living.iter().map(|one| (one.id, one.present)).collect::<Vec<_>>(), [(used.id, true)]);
    assert_eq!(living[0].seen, Some(Moment(BEGINS.0 + 4 * SESSION_IDLE_SECONDS / 3 * 1000)));
    assert_eq!(counter.closed().await, ends([(&resting, "idle")]));
}

#[tokio::test]
pub(crate) async fn no_session_outlasts_its_time() {
    let counter = Counter::open().await;
    let (session, mut cookie) = counter.session("auditor").await;
    for _ in 0..SESSION_ABSOLUTE_SECONDS / 600 {
        counter.forward(600);
        let resumed = counter.office.resume_session(&cookie).expect("it is used");
        cookie = resumed.renewed.unwrap_or(cookie);
    }
    counter.forward(1);
    assert!(counter.office.resume_session(&cookie).is_none());
    assert_eq!(counter.closed().await, ends([(&session, "time")]));
}

#[tokio::test]
async fn each_end_is_recorded_once_with_its_reason() {
    let counter = Counter::open().await;
    let (out, _) = counter.session("auditor").await;
    let (here, _) = counter.session("energy_section").await;
    let (there, cookie) = counter.session("energy_section").await;
    counter.office.end_session(&out).await.unwrap();
    counter.office.end_session(&out).await.unwrap();
    for _ in 0..2 {
        counter.office.end_own_session(&here, there.id).await.unwrap();
    }
    assert!(counter.office.resume_session(&cookie).is_none());
    assert!(counter.office.end_own_session(&here, out.id).await.is_err(), "somebody else's");
    counter.forward(SESSION_ABSOLUTE_SECONDS + 1);
    let expected = ends([(&out, "signed_out"), (&there, "elsewhere"), (&here, "time")]);
    assert_eq!(counter.closed().await, expected);
}

/// What rested while nobody listened is over a quarter of an hour after somebody does.
#[tokio::test]
async fn a_session_from_before_a_restart_is_ended_after_it() {
    let Counter { place, office, hand } = Counter::open().await;
    let (session, _) = office.begin_training_session(rehearsal::charge("auditor")).await.unwrap();
    office.close().await;
    drop(office);
    let open = || place.open_by("key", LedgerNature::Training, Clock::by_hand(&hand));
    hand.forward_seconds(3600);
    open().await.unwrap().close().await;
    let entries = custody(&place).await;
    assert!(!entries.iter().any(|entry| entry["kind"] == "session_ended/2"), "it may yet be heard of");
    let office = open().await.unwrap();
    let counter = Counter { place: Place::new(), office, hand: hand.clone() };
    counter.forward(SESSION_IDLE_SECONDS + 61);
    counter.office.close().await;
    drop(counter);
    let entries = custody(&place).await;
    let ended: Vec<_> = entries.iter().filter(|entry| entry["kind"] == "session_ended/2").collect();
    assert_eq!((ended.len(), &ended[0]["why"]), (1, &"idle".into()));
    assert_eq!(ended[0]["session"], name(&session));
}
