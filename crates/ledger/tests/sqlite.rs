//! What only a folder with SQLite in it must do: open once, keep everything, forget what was deleted.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use common::{Room, append, place, write};
use ledger::{Batch, Database, DrawerWrite, LedgerError, origin_of, verify};
use uuid::Uuid;

/// Whether any file of the folder holds these bytes.
fn lies_in(folder: &Path, word: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|file| {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        bytes.windows(word.len()).any(|window| window == word)
    })
}

#[tokio::test]
async fn opening_again_finds_everything() {
    let room = Room::new();
    let database = room.open().await;
    let mut log = room.acts(&database).await;
    append(&database, &mut log, 20).await;
    let key = database.epoch_key(&room.provider, "section", 1).await.unwrap();
    let texts = vec![(Uuid::from_u128(5), b"sealed".to_vec())];
    database.commit(Batch { texts, ..Batch::default() }).await.unwrap();
    let version = database.put_drawer(write("a", b"value", None)).await.unwrap();
    database.close().await;

    let again = room.open().await;
    assert_eq!(room.acts(&again).await.head(), log.head());
    assert_eq!(again.epoch_key(&room.provider, "section", 1).await.unwrap().bytes(), key.bytes());
    assert_eq!(again.text(Uuid::from_u128(5)).await.unwrap().unwrap(), b"sealed");
    let drawer = again.drawer(&place("a")).await.unwrap().unwrap();
    assert_eq!((drawer.value.as_slice(), drawer.version), (b"value".as_slice(), version));
    assert!(again.put_drawer(write("a", b"new", None)).await.unwrap() > version);
}

#[tokio::test]
async fn a_folder_opens_once() {
    let room = Room::new();
    let database = room.open().await;
    let second = Database::open(&room.data()).await;
    assert!(matches!(second, Err(LedgerError::AlreadyOpen(_))));
    let reading = Database::open_for_reading(&room.data()).await;
    assert!(matches!(reading, Err(LedgerError::AlreadyOpen(_))));
    let clone = database.clone();
    database.close().await;
    assert!(clone.drawer(&place("a")).await.is_err());
    Database::open(&room.data()).await.unwrap().close().await;
}

#[tokio::test]
async fn what_was_deleted_is_nowhere_on_the_disk() {
    let room = Room::new();
    let database = room.open().await;
    let (planted, replaced, kept) = (b"planted-word-7319", b"replaced-word-551", b"control-word-8202");
    database.put_drawer(write("gone", planted, None)).await.unwrap();
    database.put_drawer(write("changed", replaced, None)).await.unwrap();
    database.put_drawer(write("kept", kept, None)).await.unwrap();
    assert!(lies_in(&room.data(), planted), "control: it was there");
    database.delete_drawer(&place("gone")).await.unwrap();
    database.put_drawer(write("changed", b"new", None)).await.unwrap();
    database.scrub().await.unwrap();
    for closed in [false, true] {
        if closed {
            database.close().await;
        }
        assert!(!lies_in(&room.data(), planted));
        assert!(!lies_in(&room.data(), replaced));
        assert!(lies_in(&room.data(), kept), "control: it stands");
    }
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Makes, changes and deletes drawers in random order; gives the words that stand in the end.
async fn busy_months(database: &Database, words: u64) -> Vec<u64> {
    let mut numbers = Numbers(2);
    let mut standing: Vec<(String, u64)> = Vec::new();
    let mut drawers = Vec::new();
    let mut word = 0;
    while word < words {
        let way = numbers.below(100);
        let at = numbers.below(standing.len().max(1) as u64) as usize;
        if way < 25 && at < standing.len() {
            let (key, _) = standing.swap_remove(at);
            drawers.push(DrawerWrite { value: None, ..write(&key, b"", None) });
            continue;
        }
        let key = if way < 60 && at < standing.len() {
            standing.swap_remove(at).0
        } else {
            format!("{:08}-{word}", numbers.below(100_000_000))
        };
        // The word first, then filling, so that it lies in the row itself and not on an overflow page.
        let value = format!("word-{word:08}-drawn{}", ".".repeat(numbers.below(700) as usize));
        drawers.push(write(&key, value.as_bytes(), None));
        standing.push((key, word));
        word += 1;
        if drawers.len() >= 20 {
            let drawers = std::mem::take(&mut drawers);
            database.commit(Batch { drawers, ..Batch::default() }).await.unwrap();
        }
    }
    database.commit(Batch { drawers, ..Batch::default() }).await.unwrap();
    let mut standing: Vec<_> = standing.into_iter().map(|(_, word)| word).collect();
    standing.sort_unstable();
    standing
}

/// The words that lie in any file of the folder.
fn words_in(folder: &Path) -> Vec<u64> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for window in bytes.windows(19).filter(|window| window.starts_with(b"word-") && window.ends_with(b"-drawn")) {
            found.push(std::str::from_utf8(&window[5..13]).unwrap().parse().unwrap());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[tokio::test]
async fn rows_that_moved_between_pages_leave_no_copy_after_scrubbing() {
    let room = Room::new();
    let database = room.open().await;
    let standing = busy_months(&database, 4_000).await;
    let url = format!("sqlite://{}", room.data().join("ledger.sqlite").display());
    let beside = sqlx::SqlitePool::connect(&url).await.unwrap();
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&beside).await.unwrap();
    beside.close().await;
    let copies = words_in(&room.data()).len() - standing.len();
    assert!(copies > 0, "control: secure_delete alone leaves copies; if no more, seek another run of numbers");
    database.scrub().await.unwrap();
    assert_eq!(words_in(&room.data()), standing);
}

#[tokio::test]
async fn a_reader_at_work_puts_scrubbing_off_with_a_word() {
    let room = Room::new();
    let database = room.open().await;
    database.put_drawer(write("a", b"value", None)).await.unwrap();
    let url = format!("sqlite://{}", room.data().join("ledger.sqlite").display());
    let reader = sqlx::SqlitePool::connect(&url).await.unwrap();
    let mut reading = reader.begin().await.unwrap();
    let _: i64 = sqlx::query_scalar("SELECT count(*) FROM drawer").fetch_one(&mut *reading).await.unwrap();
    assert!(matches!(database.scrub().await, Err(LedgerError::StillRead)));
    reading.rollback().await.unwrap();
    database.scrub().await.unwrap();
}

#[tokio::test]
async fn reading_a_stopped_folder_writes_nothing_into_it() {
    let room = Room::new();
    let missing = Database::open_for_reading(&room.data()).await;
    assert!(matches!(missing, Err(LedgerError::NoLedger(_))));
    assert!(!room.data().exists());
    let database = room.open().await;
    let mut log = room.acts(&database).await;
    append(&database, &mut log, 5).await;
    database.close().await;

    let listing = || {
        let mut files: Vec<_> = fs::read_dir(room.data())
            .unwrap()
            .map(|file| file.unwrap())
            .map(|file| (file.file_name(), fs::read(file.path()).unwrap()))
            .collect();
        files.sort();
        files
    };
    let before = listing();
    let reading = Database::open_for_reading(&room.data()).await.unwrap();
    let beside = Database::open_for_reading(&room.data()).await.unwrap();
    let origin = origin_of("test", "acts");
    let verified = verify(&reading, "acts", &origin, None).await.unwrap();
    assert_eq!(verified.size, 5);
    assert_eq!(verify(&beside, "acts", &origin, None).await.unwrap(), verified);
    assert!(matches!(reading.put_drawer(write("a", b"x", None)).await, Err(LedgerError::ReadingOnly)));
    assert!(matches!(reading.scrub().await, Err(LedgerError::ReadingOnly)));
    assert!(matches!(Database::open(&room.data()).await, Err(LedgerError::AlreadyOpen(_))));
    reading.close().await;
    beside.close().await;
    assert_eq!(listing(), before);
}

#[tokio::test]
async fn a_folder_whose_system_was_killed_is_read_with_its_log() {
    let room = Room::new();
    let database = room.open().await;
    let mut log = room.acts(&database).await;
    append(&database, &mut log, 5).await;
    // The files as a killed process leaves them: the entries lie in the write-ahead log alone.
    let left = room.folder.path().join("left");
    fs::create_dir(&left).unwrap();
    for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
        fs::copy(room.data().join(name), left.join(name)).unwrap();
    }
    let reading = Database::open_for_reading(&left).await.unwrap();
    let verified = verify(&reading, "acts", &origin_of("test", "acts"), None).await.unwrap();
    assert_eq!(verified.size, 5);
    reading.close().await;
    let again = Database::open(&left).await.unwrap();
    assert_eq!(room.acts(&again).await.head(), log.head());
}

#[tokio::test]
async fn foreign_and_newer_databases_are_refused() {
    let room = Room::new();
    fs::create_dir(room.data()).unwrap();
    let url = format!("sqlite://{}?mode=rwc", room.data().join("ledger.sqlite").display());
    let foreign = sqlx::SqlitePool::connect(&url).await.unwrap();
    sqlx::query("PRAGMA user_version = 9").execute(&foreign).await.unwrap();
    foreign.close().await;
    let refused = Database::open(&room.data()).await;
    assert!(matches!(refused, Err(LedgerError::Schema(9))));
    assert!(Database::open_for_reading(&room.data()).await.is_err());
}

#[tokio::test]
async fn nobody_else_may_read_the_files() {
    let room = Room::new();
    let database = room.open().await;
    database.put_drawer(write("a", b"x", None)).await.unwrap();
    assert_eq!(fs::metadata(room.data()).unwrap().permissions().mode() & 0o777, 0o700);
    let mut seen = 0;
    for file in fs::read_dir(room.data()).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        seen += 1;
    }
    assert_eq!(seen, 4, "database, log, shared memory, lock");
}
