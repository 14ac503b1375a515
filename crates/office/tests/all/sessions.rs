//! Sessions end, and custody says why.

use crate::Place;
use crate::custody::custody;
use crate::story::{AGREED, Story};
use cabinet::{LedgerNature, Moment};
use office::{
    Clock, Hand, Office, SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS, STREAMS_OF_A_SESSION_MAX, Session, Told,
};
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
        for entry in custody(&self.place).await.iter().filter(|entry| entry["kind"] == "session_ended/4") {
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
    assert!(!entries.iter().any(|entry| entry["kind"] == "session_ended/4"), "it may yet be heard of");
    let office = open().await.unwrap();
    let counter = Counter { place: Place::new(), office, hand: hand.clone() };
    counter.forward(SESSION_IDLE_SECONDS + 61);
    counter.office.close().await;
    drop(counter);
    let entries = custody(&place).await;
    let ended: Vec<_> = entries.iter().filter(|entry| entry["kind"] == "session_ended/4").collect();
    assert_eq!((ended.len(), &ended[0]["why"]), (1, &"idle".into()));
    assert_eq!(ended[0]["session"], name(&session));
}

/// While the council sits, whoever has part in it is not signed out for listening; afterwards rest counts again.
#[tokio::test]
async fn a_sitting_keeps_the_sessions_of_those_who_have_part_in_it() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    story.ordered(AGREED).await;
    story.released().await;
    let (office, hand) = (story.office.clone(), story.hand.clone());
    let forward = |seconds: i64| hand.forward_seconds(u32::try_from(seconds).unwrap());
    let begin = async |post| office.begin_training_session(rehearsal::charge(post)).await.unwrap();
    let (_, too_early) = begin("law_minister").await;
    forward(SESSION_IDLE_SECONDS + 1);
    let mut inside = Vec::new();
    for post in ["chief_minister", "health_minister", "home_secretary", "chief_secretary", "cabinet_section"] {
        inside.push((post, begin(post).await));
    }
    let (_, outside) = begin("finance_minister").await;
    story.opened().await;
    let meeting = office.state().meeting(story.meeting).unwrap().number;
    forward(2 * 60 * 60);
    assert!(office.resume_session(&outside).is_none(), "control: whoever has no part rests");
    assert!(office.resume_session(&too_early).is_none(), "the sitting wakes nobody");
    for (post, (session, cookie)) in &inside {
        let resumed = office.resume_session(cookie).unwrap_or_else(|| panic!("{post} was signed out"));
        assert_eq!(resumed.id, session.id);
        let own = office.own_sessions(session).await.unwrap();
        let own = own.iter().find(|one| one.id == session.id).unwrap();
        assert_eq!(own.meeting, Some(meeting), "{post}");
    }
    story.concluded(AGREED).await;
    let cookies: Vec<&String> = inside.iter().map(|(_, (_, cookie))| cookie).collect();
    forward(SESSION_IDLE_SECONDS - 10);
    assert!(cookies.iter().all(|cookie| office.resume_session(cookie).is_some()), "rest counts from the end");
    let own = office.own_sessions(&inside[0].1.0).await.unwrap();
    assert!(own.iter().all(|one| one.meeting.is_none()));
    forward(20);
    assert!(cookies.iter().all(|cookie| office.resume_session(cookie).is_none()));
    story.office.close().await;
}

#[tokio::test]
async fn no_sitting_outlasts_a_session_s_time() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    story.ordered(AGREED).await;
    story.released().await;
    story.opened().await;
    let (session, cookie) = story.office.begin_training_session(rehearsal::charge("chief_minister")).await.unwrap();
    story.hand.forward_seconds(u32::try_from(SESSION_ABSOLUTE_SECONDS).unwrap());
    assert!(story.office.resume_session(&cookie).is_some(), "control");
    story.hand.forward_seconds(1);
    assert!(story.office.resume_session(&cookie).is_none());
    story.office.close().await;
    drop(story);
    let ended = custody(&place)
        .await
        .into_iter()
        .find(|entry| entry["kind"] == "session_ended/4" && entry["session"] == name(&session));
    assert_eq!(ended.unwrap()["why"], "time");
}

#[tokio::test]
async fn an_open_page_is_told_when_its_session_ends_and_watching_is_not_using() {
    let counter = Counter::open().await;
    let (here, cookie) = counter.session("energy_section").await;
    let (there, other) = counter.session("energy_section").await;
    let watch = |cookie: &str, session: &Session| counter.office.watch_session(Some(cookie), session.id);
    let mut watched = watch(&other, &there);
    assert_eq!(watched.next().await, Some(Told::Lasts));
    let told = tokio::spawn(async move { (watched.next().await, watched.next().await) });
    counter.office.end_own_session(&here, there.id).await.unwrap();
    assert_eq!(told.await.unwrap(), (Some(Told::Ended), None));
    assert_eq!(watch(&other, &there).next().await, Some(Told::Ended), "also a page that asks afterwards");
    assert_eq!(watch(&cookie, &there).next().await, Some(Told::Ended), "a page of another session of this browser");
    assert_eq!(counter.office.watch_session(None, here.id).next().await, Some(Told::Ended));
    for _ in 0..3 {
        counter.forward(SESSION_IDLE_SECONDS / 3);
        assert_eq!(watch(&cookie, &here).next().await, Some(Told::Lasts));
    }
    counter.forward(1);
    assert_eq!(watch(&cookie, &here).next().await, Some(Told::Rested));
    assert_eq!(counter.closed().await, ends([(&there, "elsewhere")]));
}

#[tokio::test]
async fn a_session_has_so_many_streams_and_a_page_that_went_leaves_its_own() {
    let counter = Counter::open().await;
    let (session, cookie) = counter.session("auditor").await;
    let watch = || counter.office.watch_session(Some(&cookie), session.id);
    let mut all: Vec<_> = (0..STREAMS_OF_A_SESSION_MAX).map(|_| watch()).collect();
    assert!(all.iter().all(|one| !one.is_one_too_many()));
    let mut more = watch();
    assert!(more.is_one_too_many());
    assert_eq!((more.next().await, more.next().await), (Some(Told::Lasts), None), "it is answered, and asks again");
    all.pop();
    assert!(!watch().is_one_too_many(), "control");
    let mut last = all.pop().unwrap();
    assert_eq!(last.next().await, Some(Told::Lasts));
    counter.office.end_streams();
    assert_eq!(last.next().await, None, "the process ends: nothing was taken away, it asks again");
}
