//! Emergency access by the office's clock: whoever reads by it, who is told, and that it is over by itself.

use crate::Place;
use crate::custody::custody;
use crate::story::Story;
use cabinet::emergency::{EmergencyAccess, EmergencyScope, EmergencyStage, EmergencyStageName};
use cabinet::ids::{EmergencyAccessId, ProposalId};
use cabinet::permission::{Action, Subject};
use cabinet::{Act, Actor, LedgerNature};
use office::{Clock, Office, ReadError, TextsOf};
use std::sync::Arc;
use uuid::Uuid;

const SECTION: &str = "cabinet_section";
const SECOND: &str = "chief_secretary";
const HOUR_SECONDS: u32 = 60 * 60;

async fn asked(story: &mut Story, hours: u8) -> EmergencyAccessId {
    let access = EmergencyAccessId(story.office.new_id().unwrap());
    let scope = EmergencyScope::Proposal { proposal: story.proposal };
    let mut texts = TextsOf::default();
    let reason = texts.take("बाढ़".to_owned()).unwrap();
    let order = texts.take("एफ 9".to_owned()).unwrap();
    let ask = Act::AskEmergencyAccess { access, scope, hours, reason, order };
    story.try_act(SECTION, ask, texts).await.unwrap();
    access
}

async fn given(story: &mut Story, hours: u8) -> EmergencyAccessId {
    let access = asked(story, hours).await;
    let agree = Act::AgreeEmergencyAccess { access, seen: record(&story.office, access).version };
    story.try_act(SECOND, agree, TextsOf::default()).await.unwrap();
    access
}

fn record(office: &Office, access: EmergencyAccessId) -> Arc<EmergencyAccess> {
    office.state().emergency_access(access).unwrap().clone()
}

/// Whether the cabinet section reads the note; else it is unknown to it, as one that is not there.
async fn reads(story: &mut Story, proposal: ProposalId) -> bool {
    let session = story.session(SECTION).await;
    match story.office.proposal_view(&session, proposal).await {
        Ok(view) => {
            assert!(view.revision.is_some());
            true
        }
        Err(ReadError::Unknown) => {
            assert!(!story.office.state().may(&session.actor, Subject::Proposal(proposal), Action::ReadProposal));
            false
        }
        Err(error) => panic!("{error}"),
    }
}

/// Waits until the office itself has recorded the end; an act of anybody brings it by.
async fn ended_by_the_office(office: &Office, access: EmergencyAccessId) -> EmergencyStage {
    crate::start_proposal(office, "एफ 99").await;
    while record(office, access).over_at().is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    record(office, access).stage
}

#[tokio::test]
async fn it_is_over_by_itself_and_what_was_read_under_it_stands_in_custody_and_in_the_register() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    let proposal = story.proposal;
    assert!(!reads(&mut story, proposal).await, "before it was asked for");
    let access = asked(&mut story, 2).await;
    assert!(!reads(&mut story, proposal).await, "nor by asking");
    let agree = Act::AgreeEmergencyAccess { access, seen: record(&story.office, access).version };
    story.try_act(SECOND, agree, TextsOf::default()).await.unwrap();
    let began = story.office.now();
    let note = story.read_note(SECTION).await;
    story.hand.forward_seconds(2 * HOUR_SECONDS - 2);
    assert!(reads(&mut story, proposal).await, "control: to its last second");
    assert_eq!(record(&story.office, access).stage.name(), EmergencyStageName::Agreed);
    story.hand.forward_seconds(1);
    assert_eq!(story.office.now(), began.plus_hours(2));
    assert!(!reads(&mut story, proposal).await, "over, though nobody has recorded it");
    assert!(!reads(&mut story, ProposalId(Uuid::from_u128(9))).await, "control: as what is not there");
    let EmergencyStage::Ended { ended, ends, .. } = ended_by_the_office(&story.office, access).await else {
        panic!("it was given, and is over");
    };
    assert_eq!((ended.by, ends), (Actor::System, began.plus_hours(2)));
    assert!(!reads(&mut story, proposal).await);

    let auditor = story.session("auditor").await;
    let register = story.office.register(&auditor, 0, 100).await.unwrap();
    let line = register.lines.iter().find(|line| line.id == note).unwrap();
    assert_eq!(line.readers.len(), 1, "nobody else has read this note");
    let (_, reading) = line.readers[0];
    assert_eq!((reading.releases, reading.openings), (1, 1));
    assert!(began <= reading.first && reading.last < ends, "within its hours: {reading:?}");
    let session = story.session(SECTION).await;
    let own = story.office.own_readings(&session).await.unwrap();
    assert!(own.readings.iter().any(|one| one.object == story.office.state().object(note)));
    let session = session.id.0.to_string();
    story.close().await;
    let entries = custody(&place).await;
    let of_note = entries.iter().filter(|entry| entry["object"] == note.to_string());
    let kinds: Vec<_> = of_note.map(|entry| (&entry["kind"], &entry["session"])).collect();
    let (released, opened, session) = ("released/2".into(), "opened/1".into(), session.into());
    assert_eq!(kinds, [(&released, &session), (&opened, &session)]);
}

/// Nobody agreed within a day: nothing was ever given, and the office says so.
#[tokio::test]
async fn a_request_lapses_by_itself() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    let access = asked(&mut story, 6).await;
    let waits_until = record(&story.office, access).waits_until;
    assert_eq!(waits_until, story.office.now().plus_days(1));
    let (second, offered) = (story.session(SECOND).await, Action::AgreeEmergencyAccess);
    story.hand.forward_seconds(24 * HOUR_SECONDS - 1);
    assert!(story.office.emergency_view(&second, access).await.unwrap().may(offered), "control");
    story.hand.forward_seconds(1);
    assert!(!story.office.emergency_view(&second, access).await.unwrap().may(offered));
    let stage = ended_by_the_office(&story.office, access).await;
    assert!(matches!(stage, EmergencyStage::Lapsed { ended } if ended.by == Actor::System), "{stage:?}");
    let proposal = story.proposal;
    assert!(!reads(&mut story, proposal).await);
}

/// The hours pass while nobody serves: it is over before anybody is answered.
#[tokio::test]
async fn it_is_over_also_when_the_office_stood_still() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    let (proposal, access) = (story.proposal, given(&mut story, 1).await);
    let section = rehearsal::actor(SECTION);
    let (hand, open) = (story.hand.clone(), |hand| place.open_by("key", LedgerNature::Training, Clock::by_hand(hand)));
    story.close().await;
    let again = open(&hand).await.unwrap();
    let may = |office: &Office| office.state().may(&section, Subject::Proposal(proposal), Action::ReadProposal);
    assert!(may(&again), "control: it outlives a restart");
    again.close().await;
    drop(again);
    hand.forward_seconds(HOUR_SECONDS);
    let later = open(&hand).await.unwrap();
    assert!(!may(&later));
    let stage = ended_by_the_office(&later, access).await;
    assert!(matches!(stage, EmergencyStage::Ended { ended, .. } if ended.by == Actor::System), "{stage:?}");
    later.close().await;
}

/// Who is told while it lasts, with the reason; it is recorded that the reason went to them. To others it does not exist.
#[tokio::test]
async fn everybody_concerned_is_told_and_nobody_else() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    let (proposal, access) = (story.proposal, given(&mut story, 1).await);
    let told = ["auditor", SECTION, "chief_minister", SECOND, "energy_minister", "energy_secretary"];
    let others =
        ["health_minister", "law_secretary", "energy_section", "energy_minister_staff", "system_administrator"];
    for (post, knows) in told.into_iter().map(|post| (post, true)).chain(others.into_iter().map(|post| (post, false))) {
        let session = story.session(post).await;
        let of_matter = |state: &cabinet::Cabinet, one: &EmergencyAccess| one.covers_proposal(state, proposal);
        let notices = story.office.emergency_notices(&session, of_matter).await.unwrap();
        let reasons: Vec<&str> = notices.iter().map(|notice| &*notice.reason).collect();
        assert_eq!(reasons, if knows { vec!["बाढ़"] } else { Vec::new() }, "{post}");
        let of_nothing = story.office.emergency_notices(&session, |_, _| false).await.unwrap();
        assert!(of_nothing.is_empty());
        match story.office.emergency_view(&session, access).await {
            Ok(view) => assert!(knows && view.reason == "बाढ़" && view.order == "एफ 9", "{post}"),
            Err(ReadError::Unknown) => assert!(!knows, "{post}"),
            Err(error) => panic!("{post}: {error}"),
        }
    }
    let (reason, record) = (record(&story.office, access).reason.id.0, record(&story.office, access));
    story.hand.forward_seconds(HOUR_SECONDS);
    let session = story.session("energy_minister").await;
    let notices = story.office.emergency_notices(&session, |_, _| true).await.unwrap();
    assert!(notices.is_empty(), "the notice ends with it");
    assert!(story.office.emergency_view(&session, record.id).await.is_ok(), "the register tells of it ever after");
    story.close().await;
    let entries = custody(&place).await;
    let released = entries.iter().filter(|one| one["kind"] == "released/2" && one["object"] == reason.to_string());
    assert_eq!(released.count(), told.len());
}
