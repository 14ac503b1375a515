//! Two nodes on one database: each writes its own log and reads both.

use super::*;
use crate::sessions::SessionId;
use cabinet::Actor;
use cabinet::ids::{ChargeId, PersonId};
use std::path::Path;
use vault::KeyFile;

fn session(number: u128) -> Session {
    let id = |kind: u128| Uuid::from_u128(kind << 64 | number);
    let actor = Actor::Holder { person: PersonId(id(1)), charge: ChargeId(id(2)) };
    let (began, proved, factor) = (Moment(0), None, crate::sessions::Factor::Training);
    let (form_token, device) = (String::new(), None);
    Session { id: SessionId(id(3)), actor, began, proved, proofs: 0, factor, device, form_token, renewed: None }
}

async fn node(database: &Database, keys: &KeyFile, own: &str) -> Custody {
    let mut logs = Vec::new();
    for name in ["custody", "custody-b", own] {
        logs.push(database.log(keys, name, &ledger::origin_of("test", name)).await.unwrap());
    }
    let log = logs.pop().unwrap();
    Custody::open(database.clone(), log, logs, keys, Clock::default()).await.unwrap()
}

fn keys(folder: &Path) -> KeyFile {
    KeyFile::create(&folder.join("root.key")).unwrap();
    KeyFile::open(&folder.join("root.key"), &folder.join("data"), false).unwrap()
}

#[tokio::test]
async fn what_one_node_sent_may_be_reported_to_the_other_and_is_told_by_both() {
    let folder = tempfile::tempdir().unwrap();
    let keys = keys(folder.path());
    let database = Database::open(&folder.path().join("data")).await.unwrap();
    let (one, other) = (node(&database, &keys, "custody").await, node(&database, &keys, "custody-b").await);
    let (object, reader) = (Uuid::from_u128(7), session(1));
    assert!(matches!(other.opened(&reader, &[object]).await, Err(ReadError::Unknown)), "control: nothing was sent");
    one.release(&reader, [object]).await.unwrap();
    other.opened(&reader, &[object]).await.unwrap();
    other.release(&session(2), [object]).await.unwrap();
    one.opened(&reader, &[object]).await.unwrap();
    for node in [&one, &other] {
        let readers = node.known().await.unwrap().memory.of_object(object);
        let counts: Vec<_> = readers.iter().map(|(_, reading)| (reading.releases, reading.openings)).collect();
        assert_eq!(counts, [(1, 1), (1, 0)], "the opening was recorded once on both");
        let now = Moment(Clock::default().now().0 + 1);
        let all = node.readings_between(Moment(0), now).await.unwrap();
        assert_eq!(all.len(), 2);
        let later = node.readings_between(now, now.plus_days(1)).await.unwrap();
        assert!(later.is_empty(), "a time with no reading");
    }
    let again = node(&database, &keys, "custody").await;
    assert_eq!(again.known().await.unwrap().memory.of_object(object).len(), 2, "read back at start");
    database.close().await;
}

#[tokio::test]
async fn the_first_entry_of_a_time_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let keys = keys(folder.path());
    let database = Database::open(&folder.path().join("data")).await.unwrap();
    let mut log = database.log(&keys, "custody", &ledger::origin_of("test", "custody")).await.unwrap();
    let mut batch = Batch::default();
    for time_ms in [10, 20, 20, 30] {
        let (kind, ids, texts) = ("session".to_owned(), Vec::new(), Vec::new());
        batch.entries.push(log.seal(NewEntry { time_ms, kind, ids, texts, payload: Vec::new() }).unwrap());
    }
    database.commit(batch).await.unwrap();
    for (from, expected) in [(0, 0), (10, 0), (11, 1), (20, 1), (21, 3), (30, 3), (31, 4)] {
        assert_eq!(first_at(&log, 4, Moment(from)).await.unwrap(), expected, "{from}");
    }
    database.close().await;
}
