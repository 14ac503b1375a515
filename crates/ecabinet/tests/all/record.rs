//! What a data folder holds, and whether it is what was answered.

use crate::cycle::{Progress, Step};
use crate::server::Home;
use cabinet::leaf::all_texts;
use cabinet::rules::Rules;
use cabinet::{Actor, Event, Recorded};
use sqlx::Row;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::Path;
use uuid::Uuid;
use vault::KeyFile;

/// One entry of the ledger of acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub act: Uuid,
    pub by_office: bool,
    pub kind: String,
    pub leaf_hash: [u8; 32],
}

/// The record of a stopped folder, and what lies beside it.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub entries: Vec<Entry>,
    /// Texts and papers that the entries name.
    pub named: BTreeSet<(&'static str, Uuid)>,
    /// Of those, what was erased with its draft: its key is gone.
    pub erased: BTreeSet<(&'static str, Uuid)>,
    /// Files that the entries name and that were not erased.
    pub files_named: BTreeSet<String>,
    /// Texts that lie beside the entries.
    pub texts: BTreeSet<Uuid>,
    /// Keys of texts and papers that lie in drawers.
    pub keys: BTreeSet<(String, String)>,
    /// Files that lie in the folder of papers.
    pub files: BTreeSet<String>,
}

/// What is not as it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An answered act is not in the record.
    Missing(&'static str),
    /// An act is in the record more than once.
    Doubled(&'static str),
    /// Of an act only some events are in the record.
    Half(&'static str),
    /// Acts stand in another order than they were answered in.
    Disordered(&'static str),
    /// An act that nobody sent.
    Unsent(Uuid),
    /// Something named lies nowhere, or something sealed belongs to no entry.
    Astray(String),
}

/// Runs a future to its end.
pub fn wait_for<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn government() -> String {
    Rules::parse(rehearsal::RULES).unwrap().government
}

/// What `ecabinet verify` says of a stopped folder.
pub fn verify(home: &Home) -> Result<office::verify::Report, office::verify::Broken> {
    let keys = KeyFile::open(&home.key(), &home.data(), false).unwrap();
    wait_for(office::verify::verify(&home.data(), &keys, &government()))
}

/// Opens the database beside the ledger's own code.
pub async fn database(home: &Home, writing: bool) -> SqlitePool {
    let options = SqliteConnectOptions::new().filename(home.data().join("ledger.sqlite")).read_only(!writing);
    SqlitePool::connect_with(options).await.unwrap()
}

/// Leaf hashes of the acts in a folder whose server runs.
pub fn leaves(home: &Home) -> Vec<[u8; 32]> {
    wait_for(async {
        let database = database(home, false).await;
        let rows = sqlx::query_scalar("SELECT leaf_hash FROM entry WHERE log = 'acts' ORDER BY seq");
        let rows: Vec<Vec<u8>> = rows.fetch_all(&database).await.unwrap();
        database.close().await;
        rows.into_iter().map(|hash| hash.try_into().unwrap()).collect()
    })
}

/// Reads a stopped folder.
pub fn read(home: &Home) -> Record {
    wait_for(async {
        let mut record = Record::default();
        let keys = KeyFile::open(&home.key(), &home.data(), false).unwrap();
        entries(ledger::Database::open_for_reading(&home.data()).await.unwrap(), &keys, &mut record).await;
        let database = database(home, false).await;
        for row in sqlx::query("SELECT id FROM text").fetch_all(&database).await.unwrap() {
            record.texts.insert(Uuid::from_slice(row.get(0)).unwrap());
        }
        let drawers = sqlx::query("SELECT kind, owner FROM drawer WHERE kind IN ('text', 'paper')");
        for row in drawers.fetch_all(&database).await.unwrap() {
            record.keys.insert((row.get(0), row.get(1)));
        }
        database.close().await;
        record.files = files(&home.data().join("papers")).await;
        record
    })
}

/// Reads what several nodes have written into one database and one folder of papers.
pub fn read_shared(database: &str, keys: &KeyFile, papers: &Path) -> Record {
    wait_for(async {
        let mut record = Record::default();
        // As one more node: the others go on.
        let beside = tempfile::tempdir().unwrap();
        entries(ledger::Database::connect(database, beside.path()).await.unwrap(), keys, &mut record).await;
        let pool = PgPool::connect(database).await.unwrap();
        let texts: Vec<Vec<u8>> = sqlx::query_scalar("SELECT id FROM ecabinet.text").fetch_all(&pool).await.unwrap();
        record.texts = texts.iter().map(|id| Uuid::from_slice(id).unwrap()).collect();
        let keys = sqlx::query_as("SELECT kind, owner FROM ecabinet.drawer WHERE kind IN ('text', 'paper')");
        record.keys = keys.fetch_all(&pool).await.unwrap().into_iter().collect();
        pool.close().await;
        record.files = files(papers).await;
        record
    })
}

/// How many acts' entries stand in a database.
pub fn entries_shared(database: &str) -> usize {
    counted(database, "SELECT count(*) FROM ecabinet.entry WHERE log = 'acts'")
}

/// How many turns are taken or waited for in a database.
pub fn turns_shared(database: &str) -> usize {
    const TURNS: &str =
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND mode = 'ExclusiveLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    counted(database, TURNS)
}

fn counted(database: &str, question: &'static str) -> usize {
    wait_for(async {
        let pool = PgPool::connect(database).await.unwrap();
        let count: i64 = sqlx::query_scalar(question).fetch_one(&pool).await.unwrap();
        pool.close().await;
        usize::try_from(count).unwrap()
    })
}

async fn files(folder: &Path) -> BTreeSet<String> {
    let files = vault::Files::open(folder).unwrap();
    files.names().await.unwrap().into_iter().map(|(name, _)| name).collect()
}

async fn entries(ledger: ledger::Database, keys: &KeyFile, record: &mut Record) {
    let log = ledger.log(keys, "acts", &ledger::origin_of(&government(), "acts")).await.unwrap();
    let (mut subjects, mut files) = (BTreeMap::new(), BTreeMap::new());
    for entry in log.read(0, 1_000_000).await.unwrap() {
        let recorded: Recorded = serde_json::from_slice(&entry.payload).unwrap();
        let texts = all_texts(&recorded.event).into_iter().filter(|text| !text.is_empty());
        record.named.extend(texts.map(|text| ("text", text.id.0)));
        if let Event::DraftErased { proposal, papers } = &recorded.event {
            record.erased.extend(subjects.get(proposal).map(|subject| ("text", *subject)));
            for paper in papers {
                record.erased.insert(("paper", paper.0));
                files.remove(&paper.0);
            }
        }
        if let Event::ProposalStarted { proposal, .. } = &recorded.event
            && let [subject] = all_texts(&recorded.event).as_slice()
        {
            subjects.insert(*proposal, subject.id.0);
        }
        if let Event::PaperAttached { paper, .. } = &recorded.event {
            record.named.insert(("paper", paper.id.0));
            files.insert(paper.id.0, paper.file.to_string());
        }
        let value: serde_json::Value = serde_json::from_slice(&entry.payload).unwrap();
        let kind = value["event"]["kind"].as_str().unwrap().to_owned();
        let by_office = recorded.by == Actor::System;
        record.entries.push(Entry { act: recorded.act.0, by_office, kind, leaf_hash: entry.leaf_hash });
    }
    record.files_named.extend(files.into_values());
    ledger.close().await;
}

/// Judges entries against what several persons were answered: each list of steps with how far it came. What was under
/// way may be there whole or not at all.
pub fn judge(entries: &[Entry], sent: &[(&[Step], usize, bool)]) -> Vec<Fault> {
    let mut found: BTreeMap<Uuid, Vec<(usize, &str)>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        found.entry(entry.act).or_default().push((place, &entry.kind));
    }
    let mut faults = Vec::new();
    for (steps, answered, under_way) in sent {
        let mut last = 0;
        for (number, step) in steps.iter().enumerate().take(answered + usize::from(*under_way)) {
            let here = found.remove(&step.act).unwrap_or_default();
            let kinds: Vec<&str> = here.iter().map(|(_, kind)| *kind).collect();
            if kinds != step.events {
                match kinds.len() {
                    0 if number < *answered => faults.push(Fault::Missing(step.name)),
                    0 => {}
                    more if more > step.events.len() => faults.push(Fault::Doubled(step.name)),
                    _ => faults.push(Fault::Half(step.name)),
                }
            } else if let (Some((first, _)), Some((end, _))) = (here.first(), here.last()) {
                if *first < last || end - first + 1 != here.len() {
                    faults.push(Fault::Disordered(step.name));
                }
                last = *end;
            }
        }
    }
    let by_office = |act: &Uuid| entries.iter().any(|entry| entry.act == *act && entry.by_office);
    faults.extend(found.into_keys().filter(|act| !by_office(act)).map(Fault::Unsent));
    faults
}

/// Judges what the office itself did: one first act that is whole, and each frozen note measured once.
pub fn judge_office(entries: &[Entry], begun: usize) -> Vec<Fault> {
    let count = |kind: &str| entries.iter().filter(|entry| entry.kind == kind).count();
    let first = entries.first().map(|entry| entry.act);
    let beginning = entries.iter().filter(|entry| Some(entry.act) == first).count();
    let mut faults = Vec::new();
    if beginning != begun || count("ledger_begun/1") != 1 {
        faults.push(Fault::Half("begin"));
    }
    match (count("revision_measured/1"), count("note_revised/2")) {
        (measured, revised) if measured > revised => faults.push(Fault::Doubled("measure")),
        (measured, revised) if measured < revised => faults.push(Fault::Missing("measure")),
        _ => {}
    }
    let office_acts = entries.iter().filter(|entry| entry.by_office).count();
    if office_acts != beginning + count("revision_measured/1") {
        faults.push(Fault::Astray("acts of the office".to_owned()));
    }
    faults
}

/// Judges what lies beside the entries: every text, key and file that is named lies there, and no text or key lies there
/// unnamed. A file may: it is sealed before its act, and nobody names it.
pub fn judge_beside(record: &Record) -> Vec<Fault> {
    let mut faults = Vec::new();
    let texts: BTreeSet<_> = record.texts.iter().map(|id| ("text", *id)).collect();
    let papers = record.named.iter().filter(|(kind, _)| *kind == "paper").copied();
    let expected: BTreeSet<_> = texts.into_iter().chain(papers).collect();
    faults.extend(expected.symmetric_difference(&record.named).map(|(kind, id)| Fault::Astray(format!("{kind} {id}"))));
    let keys: BTreeSet<_> =
        record.named.difference(&record.erased).map(|(kind, id)| ((*kind).to_owned(), id.to_string())).collect();
    let astray = keys.symmetric_difference(&record.keys);
    faults.extend(astray.map(|(kind, id)| Fault::Astray(format!("key of {kind} {id}"))));
    faults.extend(record.files_named.difference(&record.files).map(|file| Fault::Astray(format!("file {file}"))));
    faults
}

/// How many of the acts that were under way are in these entries.
pub fn under_way_there(entries: &[Entry], sent: &[(&[Step], usize, bool)]) -> usize {
    let there = |act: Uuid| entries.iter().any(|entry| entry.act == act);
    let under_way = sent.iter().filter(|(_, _, under_way)| *under_way);
    under_way.filter(|(steps, answered, _)| there(steps[*answered].act)).count()
}

/// A list of steps and how far it came, as [`judge`] wants it.
pub fn sent<'a>(steps: &'a [Step], progress: &Progress) -> (&'a [Step], usize, bool) {
    (steps, progress.answered, progress.under_way.is_some())
}
