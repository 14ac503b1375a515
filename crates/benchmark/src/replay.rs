//! Replay of a record into the state, and the start from a snapshot; each in a process of its own.

use crate::USUAL;
use crate::acts::in_a_process;
use crate::business::{self, Amount};
use crate::place::{self, Home};
use crate::process;
use crate::table::Figure;
use anyhow::Result;
use cabinet::Cabinet;
use cabinet::event::Recorded;
use ledger::{Database, Head};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::Instant;
use vault::KeyFile;

/// Proposals and meetings whose record is replayed.
const RECORD: Amount = USUAL.times(6);
/// Entries read at once, as the office reads them.
const STEP_ENTRIES: u32 = 4096;
/// Of so many events the memory is told.
const EVENTS: f64 = 2_000_000.0;

/// What a process measured of its own start.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Start {
    events: u64,
    taken_s: f64,
    cpu_s: f64,
    /// Megabytes at most.
    memory_mb: f64,
    /// Megabytes before anything was read.
    before_mb: f64,
}

/// Opens a data folder and says what it cost.
pub(crate) async fn start(folder: &Path) -> Result<Start> {
    let (home, own) = (Home(folder.to_path_buf()), std::process::id());
    let before_mb = process::memory_mb(own, "VmHWM")?;
    let (began, cpu_before) = (Instant::now(), process::cpu_s(own)?);
    let office = home.open().await?;
    let (taken_s, cpu_s) = (began.elapsed().as_secs_f64(), process::cpu_s(own)? - cpu_before);
    let memory_mb = process::memory_mb(own, "VmHWM")?;
    let events = office.state().entries();
    office.close().await;
    Ok(Start { events, taken_s, cpu_s, memory_mb, before_mb })
}

/// Reads a record into the state, as a start without a snapshot does, each leaf checked against its hash.
pub(crate) async fn replay(folder: &Path) -> Result<Start> {
    let (home, own) = (Home(folder.to_path_buf()), std::process::id());
    let before_mb = process::memory_mb(own, "VmHWM")?;
    let (began, cpu_before) = (Instant::now(), process::cpu_s(own)?);
    let database = Database::open_for_reading(&home.data()).await?;
    let keys = KeyFile::open(&home.key(), &home.data(), false)?;
    let mut log = database.log(&keys, "acts", &ledger::origin_of(place::GOVERNMENT, "acts")).await?;
    log.stand_at(Head::default());
    let mut state = Cabinet::default();
    loop {
        let entries = log.newer(STEP_ENTRIES).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            state.apply(&Recorded::read(&entry.payload)?);
        }
    }
    let (taken_s, cpu_s) = (began.elapsed().as_secs_f64(), process::cpu_s(own)? - cpu_before);
    let memory_mb = process::memory_mb(own, "VmHWM")?;
    Ok(Start { events: state.entries(), taken_s, cpu_s, memory_mb, before_mb })
}

pub(crate) async fn measured(folder: &Path, paper: &[u8]) -> Result<Vec<Figure>> {
    let home = Home(folder.join("usual"));
    business::make(&home, USUAL, paper).await?;
    let usual: Start = in_a_process(&["start"], &home.0, false).await?;
    let home = Home(folder.join("record"));
    business::make(&home, RECORD, paper).await?;
    let again: Start = in_a_process(&["start"], &home.0, false).await?;
    let replayed: Start = in_a_process(&["replay"], &home.0, false).await?;
    std::fs::remove_file(home.data().join("snapshot"))?;
    let whole: Start = in_a_process(&["start"], &home.0, false).await?;
    #[expect(clippy::cast_precision_loss, reason = "a count of events")]
    let events = replayed.events as f64;
    let memory = whole.before_mb + (whole.memory_mb - whole.before_mb) * EVENTS / events;
    Ok(vec![
        Figure::new("ledger.replay", events / replayed.cpu_s, replayed.events).of_server(replayed.cpu_s),
        Figure::new("ledger.replay_memory", memory, whole.events).of_server(whole.cpu_s),
        Figure::new("ledger.whole_start", whole.taken_s, whole.events).of_server(whole.cpu_s),
        Figure::new("ledger.snapshot_start", usual.taken_s, usual.events).of_server(usual.cpu_s),
        Figure::new("ledger.snapshot_start_sixfold", again.taken_s, again.events).of_server(again.cpu_s),
    ])
}
