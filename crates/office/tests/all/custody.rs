//! What the custody ledger records of a session, and what it does not.

use crate::Place;
use crate::story::{AGREED, Story};
use cabinet::act::Act;
use cabinet::ids::ProposalId;
use cabinet::{LedgerNature, Refusal};
use office::{ActError, Clock, ReadError, TextsOf};
use uuid::Uuid;

/// Payloads of the custody ledger of a closed folder.
pub(crate) async fn custody(place: &Place) -> Vec<serde_json::Value> {
    let database = ledger::Database::open_for_reading(place.data()).await.unwrap();
    let origin = ledger::origin_of("madhya-pradesh", "custody");
    let log = database.log(place.key("key").as_ref(), "custody", &origin).await.unwrap();
    let entries = log.read(0, 100_000).await.unwrap();
    database.close().await;
    entries.iter().map(|entry| serde_json::from_slice(&entry.payload).unwrap()).collect()
}

fn kinds<'a>(entries: &'a [serde_json::Value], kind: &str) -> Vec<&'a serde_json::Value> {
    entries.iter().filter(|entry| entry["kind"] == kind).collect()
}

#[tokio::test]
async fn an_opening_follows_its_release_and_is_recorded_once_in_half_an_hour() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    let (secretary, section) = (story.session("energy_secretary").await, story.session("energy_section").await);
    let note = story.read_note("energy_secretary").await;
    for _ in 0..3 {
        story.office.opened(&secretary, &[note, note]).await.unwrap();
    }
    let unreleased = story.office.opened(&section, &[note]).await;
    assert!(matches!(unreleased, Err(ReadError::Unknown)), "nobody sent it to this session");
    let nothing = story.office.opened(&secretary, &[note, Uuid::from_u128(7)]).await;
    assert!(matches!(nothing, Err(ReadError::Unknown)), "nor does it exist");
    assert!(matches!(story.office.opened(&secretary, &[]).await, Err(ReadError::Unknown)));
    let session = secretary.id.0.to_string();
    story.close().await;
    let entries = custody(&place).await;
    let opened = kinds(&entries, "opened/1");
    assert_eq!(opened.len(), 1);
    assert_eq!((&opened[0]["session"], &opened[0]["object"]), (&session.into(), &note.to_string().into()));
    let released =
        entries.iter().position(|entry| entry["kind"] == "released/2" && entry["object"] == note.to_string());
    let opened = entries.iter().position(|entry| entry["kind"] == "opened/1");
    assert!(released.unwrap() < opened.unwrap());
    let written = serde_json::to_string(&entries).unwrap();
    assert!(!written.contains(&Uuid::from_u128(7).to_string()), "the guess left nothing");
}

#[tokio::test]
async fn refused_acts_stand_in_custody_and_a_flood_is_counted() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    let unknown = ProposalId(Uuid::from_u128(9));
    let (seen, number) = (1, "एफ 1".to_owned());
    for _ in 0..40 {
        let close = Act::CloseConsultation { proposal: unknown, seen };
        let refused = story.try_act("law_secretary", close, TextsOf::default()).await;
        assert!(matches!(refused, Err(ActError::Refused(Refusal::Unknown))));
    }
    let mut texts = TextsOf::default();
    let subject = texts.take("विषय".to_owned()).unwrap();
    let taken = Act::StartProposal { proposal: unknown, number, subject };
    let refused = story.try_act("energy_section", taken, texts).await;
    assert!(matches!(refused, Err(ActError::Refused(Refusal::NumberTaken))));
    let law = story.session("law_secretary").await;
    let foreign = story.office.save_draft(&law, story.proposal, &cabinet::draft::NoteDraft::default(), 0).await;
    assert!(foreign.is_err());
    for post in ["no_such_post", "", "no_such_post"] {
        assert_eq!(story.office.charge_to_train(post).await.unwrap(), None);
    }
    story.close().await;
    let entries = custody(&place).await;
    let refused = kinds(&entries, "act_refused/1");
    let told: Vec<_> = refused.iter().map(|one| (&one["act"], &one["refusal"], &one["count"])).collect();
    let word = |word: &str| serde_json::Value::from(word);
    assert_eq!(
        told,
        [
            (&word("movement"), &word("unknown"), &1.into()),
            (&word("proposal"), &word("number_taken"), &1.into()),
            (&word("draft"), &word("unknown"), &1.into()),
            (&word("movement"), &word("unknown"), &39.into()),
        ],
        "forty of one sort within the minute are two entries, the second at the end"
    );
    assert_eq!(refused[0]["subject"], unknown.to_string());
    let counts: Vec<_> =
        kinds(&entries, "sign_in_refused/1").iter().map(|one| one["count"].as_u64().unwrap()).collect();
    assert_eq!(counts, [1, 2]);
    assert!(kinds(&entries, "released/2").is_empty(), "control: nothing was read");
}

/// The counts that were not yet written are written when their minute is over.
#[tokio::test]
async fn a_restart_reads_back_what_was_released() {
    let place = Place::new();
    let mut story = Story::begun(&place).await;
    story.drafted().await;
    story.ordered(AGREED).await;
    let note = story.read_note("chief_minister").await;
    let session = story.session("chief_minister").await;
    story.office.close().await;
    let clock = Clock::by_hand(&story.hand);
    drop(story);
    let again = place.open_by("key", LedgerNature::Training, clock).await.unwrap();
    again.opened(&session, &[note]).await.unwrap();
    again.close().await;
    drop(again);
    let entries = custody(&place).await;
    let by_him = |kind| kinds(&entries, kind).iter().filter(|one| one["session"] == session.id.0.to_string()).count();
    assert_eq!(by_him("opened/1"), 1, "the opening before the restart is remembered too");
    assert!(by_him("released/2") >= 1);
}
