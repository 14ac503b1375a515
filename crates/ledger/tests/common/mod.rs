//! A folder with a key and a ledger, made for one test.
#![allow(dead_code, clippy::unwrap_used, reason = "tests; each file uses a part")]

use std::path::PathBuf;

use ledger::{Batch, Database, DrawerWrite, Log, NewEntry, Place, SealedEntry, Store, origin_of};
use tempfile::TempDir;
use uuid::Uuid;
use vault::KeyFile;

pub struct Room {
    pub folder: TempDir,
    pub provider: KeyFile,
}

impl Room {
    pub fn new() -> Room {
        let folder = tempfile::tempdir().unwrap();
        let provider = KeyFile::create(&folder.path().join("root.key")).unwrap();
        Room { folder, provider }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub async fn open(&self) -> Database {
        Database::open(&self.data()).await.unwrap()
    }

    pub async fn acts<S: Store>(&self, database: &Database<S>) -> Log<S> {
        let origin = origin_of("test", "acts");
        database.log(&self.provider, "acts", &origin).await.unwrap()
    }
}

pub fn entry(number: u128) -> NewEntry {
    NewEntry {
        time_ms: 1_000 + number as i64,
        kind: "note_saved".to_owned(),
        ids: vec![("proposal".to_owned(), Uuid::from_u128(number))],
        texts: vec![(Uuid::from_u128(number), vault::sha256(&number.to_be_bytes()))],
        payload: format!("payload {number}").into_bytes(),
    }
}

/// Appends entries in one batch and gives them as they lie.
pub async fn append<S: Store>(database: &Database<S>, log: &mut Log<S>, count: u128) -> Vec<SealedEntry> {
    let first = u128::from(log.head().size);
    let entries: Vec<_> = (first..first + count).map(|number| log.seal(entry(number)).unwrap()).collect();
    database.commit(Batch { entries: entries.clone(), ..Batch::default() }).await.unwrap();
    log.committed();
    entries
}

pub fn place(key: &str) -> Place {
    Place { owner: "post/1".to_owned(), kind: "draft".to_owned(), key: key.to_owned() }
}

pub fn write(key: &str, value: &[u8], expected: Option<u64>) -> DrawerWrite {
    DrawerWrite { place: place(key), value: Some(value.to_vec()), expected }
}
