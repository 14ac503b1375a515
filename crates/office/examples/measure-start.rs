//! Measures how long a start takes with and without a snapshot:
//! `cargo run --release -p office --example measure-start -- 150`, the number of stories in the ledger.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement, run by hand")]

use cabinet::leaf::leaf_facts;
use cabinet::{LedgerNature, Recorded};
use ledger::{Batch, Database, NewEntry};
use office::{Clock, Config, Office};
use papers::{Limits, Workshop};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use vault::KeyFile;

const STORY: &str = include_str!("../../cabinet/tests/golden/ledgers/2/ledger.jsonl");
const GOVERNMENT: &str = "madhya-pradesh";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The golden story again and again, each time with ids of its own and some weeks later.
fn entries(stories: u32) -> impl Iterator<Item = Recorded> {
    (0..stories).flat_map(|story| {
        let own = STORY.replace("01900000-0000-7000-8000-", &format!("01900000-{story:04x}-7000-8000-"));
        let all: Vec<Recorded> = own.lines().map(|line| Recorded::read(line.as_bytes()).unwrap()).collect();
        let people = all.iter().filter(|one| one.act == all[0].act).count();
        all.into_iter().skip(if story == 0 { 0 } else { people }).map(move |mut one| {
            one.at.0 += i64::from(story) * 50 * DAY_MS;
            one
        })
    })
}

async fn fill(folder: &Path, keys: &KeyFile, stories: u32) -> u64 {
    let database = Database::open(folder).await.unwrap();
    let mut log = database.log(keys, "acts", &ledger::origin_of(GOVERNMENT, "acts")).await.unwrap();
    let all: Vec<Recorded> = entries(stories).collect();
    for some in all.chunks(1000) {
        let mut batch = Batch::default();
        for recorded in some {
            let facts = leaf_facts(&recorded.event);
            let entry = NewEntry {
                time_ms: recorded.at.0,
                kind: facts.kind.to_owned(),
                ids: facts.ids.into_iter().map(|(name, id)| (name.to_owned(), id)).collect(),
                texts: facts.texts.into_iter().map(|(id, proof)| (id, proof.0)).collect(),
                payload: serde_json::to_vec(recorded).unwrap(),
            };
            batch.entries.push(log.seal(entry).unwrap());
        }
        database.commit(batch).await.unwrap();
        log.committed();
    }
    database.close().await;
    log.head().size
}

async fn start(folder: &Path, keys: &Arc<KeyFile>) -> (Office, f64) {
    let config = Config {
        folder: folder.to_path_buf(),
        keys: keys.clone(),
        nature: LedgerNature::Training,
        government: GOVERNMENT.to_owned(),
        clock: Clock::default(),
        workshop: Workshop::new(PathBuf::from("none"), Limits::default()),
        node: office::Node::default(),
        witness: None,
    };
    let before = Instant::now();
    let office = Office::open(config).await.unwrap();
    (office, before.elapsed().as_secs_f64())
}

#[tokio::main]
async fn main() {
    let stories = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(150);
    let (data, beside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let key = beside.path().join("key");
    KeyFile::create(&key).unwrap();
    let keys = Arc::new(KeyFile::open(&key, data.path(), false).unwrap());
    let size = fill(data.path(), &keys, stories).await;
    println!("{size} entries");
    for round in 1..=3 {
        let (office, seconds) = start(data.path(), &keys).await;
        let replayed = office.state();
        println!("round {round}: replay of everything {seconds:.2} s");
        let before = Instant::now();
        office.write_snapshot().await.unwrap();
        let bytes = std::fs::metadata(data.path().join("snapshot")).unwrap().len();
        println!("round {round}: snapshot of {bytes} bytes written in {:.2} s", before.elapsed().as_secs_f64());
        office.close().await;
        drop(office);
        let (office, seconds) = start(data.path(), &keys).await;
        println!("round {round}: start from the snapshot {seconds:.2} s");
        assert!(*office.state() == *replayed);
        office.close().await;
        drop(office);
        std::fs::remove_file(data.path().join("snapshot")).unwrap();
    }
}
