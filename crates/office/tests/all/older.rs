//! Ledgers of earlier and later builds in a real folder.

use crate::Place;
use cabinet::{LedgerNature, UnreadableEntry};
use ledger::{Batch, Database, NewEntry};
use office::OpenError;
use office::verify::{Broken, verify};
use serde_json::Value;

const GOVERNMENT: &str = "madhya-pradesh";
const FIRST: &str = include_str!("../../../cabinet/tests/golden/ledgers/1/ledger.jsonl");
const FIRST_STATE: &str = include_str!("../../../cabinet/tests/golden/ledgers/1/state.json");

/// Seals payloads as entries of the ledger of acts.
async fn sealed(place: &Place, payloads: impl IntoIterator<Item = (i64, Vec<u8>)>) {
    let database = Database::open(place.data()).await.unwrap();
    let keys = place.key("key");
    let mut log = database.log(&*keys, "acts", &ledger::origin_of(GOVERNMENT, "acts")).await.unwrap();
    let mut batch = Batch::default();
    for (time_ms, payload) in payloads {
        let kind = "other".to_owned();
        batch.entries.push(log.seal(NewEntry { time_ms, kind, ids: Vec::new(), texts: Vec::new(), payload }).unwrap());
    }
    database.commit(batch).await.unwrap();
    log.committed();
    database.close().await;
}

#[tokio::test]
async fn a_ledger_of_the_first_version_opens_with_its_state() {
    let place = Place::new();
    assert!(FIRST.contains("proposal_started/1") && !FIRST.contains("proposal_started/2"), "control");
    let entry = |line: &str| serde_json::from_str::<Value>(line).unwrap()["at"].as_i64().unwrap();
    // The keys of the compartments are there before the first entry.
    place.open("key", LedgerNature::Training, 0).await.unwrap().close().await;
    sealed(&place, FIRST.lines().map(|line| (entry(line), line.as_bytes().to_vec()))).await;
    let office = place.open("key", LedgerNature::Training, 0).await.unwrap();
    let state = serde_json::to_string_pretty(&*office.state()).unwrap() + "\n";
    assert!(state == FIRST_STATE);
    office.close().await;
}

#[tokio::test]
async fn an_entry_of_a_later_build_asks_for_an_upgrade_and_a_damaged_one_does_not() {
    let line = FIRST.lines().last().unwrap();
    let kind = serde_json::from_str::<Value>(line).unwrap()["event"]["kind"].as_str().unwrap().to_owned();
    let later = line.replace(&kind, "budget_laid/1");
    let damaged = line.replace("\"act\"", "\"axt\"");
    assert!(later != line && damaged != line);
    for (payload, upgrade) in [(later, true), (damaged, false)] {
        let place = Place::new();
        place.begun().await.close().await;
        let entries = place.open("key", LedgerNature::Training, 0).await.unwrap();
        let number = entries.state().entries();
        entries.close().await;
        drop(entries);
        sealed(&place, [(0, payload.into_bytes())]).await;
        let opened = place.open("key", LedgerNature::Training, 0).await.err().unwrap();
        assert_eq!(opened.to_string().contains("upgrade"), upgrade, "{opened}");
        match opened {
            OpenError::UnknownEntry(entry) => assert!(upgrade && entry == number),
            OpenError::UnreadableEntry { entry, .. } => assert!(!upgrade && entry == number),
            other => panic!("{other}"),
        }
        let broken = verify(place.data(), &*place.key("key"), GOVERNMENT).await.err().unwrap();
        let Broken::Unreadable(entry, error) = broken else { panic!("{broken}") };
        assert_eq!((entry, matches!(error, UnreadableEntry::UnknownKind(_))), (number, upgrade));
    }
}
