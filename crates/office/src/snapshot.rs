//! A snapshot: the state as it was at some entry, so that a start need not replay everything before it.
//!
//! **It is never a source of truth.** It names the log, the number of entries, their Merkle root, and
//! of which sources and libraries the build was that made the state. A start uses it only if all of
//! that agrees with the ledger and with itself; otherwise it says why in its log and replays.
//!
//! A start from a snapshot reads the leaf hashes of older entries, not their payloads: an old payload
//! that was changed is found by `verify` and by every replay, not by this start.

use cabinet::{Cabinet, Moment};
use ledger::{Database, Log, Merkle};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::UNIX_EPOCH;
use tokio::sync::Mutex;
use vault::KeyProvider;

/// Entries after which a running office writes a snapshot, at least.
const SNAPSHOT_ENTRIES_MIN: u64 = 10_000;
/// A snapshot holds the whole state, so it is written when a long record has grown by this part of itself: at a fixed
/// distance the snapshots of a long record would cost more than its acts.
const SNAPSHOT_PART: u64 = 10;
/// Entries since the last one that are worth a snapshot when the office closes.
pub(crate) const SNAPSHOT_ENTRIES_AT_CLOSE: u64 = 1_000;
/// Leaf hashes read at once.
const HASHES: u32 = 65_536;

const FILE: &str = "snapshot";
const UNFINISHED: &str = "snapshot.unfinished";
const COMPARTMENT: &str = "snapshots";
const EPOCH: u32 = 1;
/// Its format.
pub(crate) const FORMAT: &str = "ecabinet-snapshot/1";
const LABEL: &[u8] = FORMAT.as_bytes();
/// Hash of the sources that say what a state is and what an entry does to it.
pub(crate) const SHAPE: &str = env!("ECABINET_STATE_SHAPE");

/// Entries since the last snapshot at which a running office writes the next, in a record of so many.
pub(crate) fn entries_due(entries: u64) -> u64 {
    (entries / SNAPSHOT_PART).max(SNAPSHOT_ENTRIES_MIN)
}

/// Of what a snapshot is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    /// Origin of the log of acts.
    origin: String,
    /// Entries that made the state.
    size: u64,
    /// Their Merkle root in hexadecimal digits.
    root: String,
    /// Hash of the sources that say what a state is and what an entry does to it.
    shape: String,
    /// Hash of the libraries with which they were built, and the target.
    build: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Snapshot {
    names: Names,
    state: Cabinet,
}

#[derive(Serialize)]
struct SnapshotOf<'a> {
    names: &'a Names,
    state: &'a Cabinet,
}

/// Why a snapshot was not used, or not written.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The file could not be read or written.
    #[error("the file: {0}")]
    File(#[from] io::Error),
    /// The ledger failed.
    #[error("the ledger: {0}")]
    Ledger(#[from] ledger::LedgerError),
    /// It does not open under this ledger's key.
    #[error("it does not open under this ledger's key")]
    Sealed(#[from] vault::CipherError),
    /// It opens but holds no state that this build reads.
    #[error("it holds no state that this version reads: {0}")]
    Form(#[from] serde_json::Error),
    /// It is of something else.
    #[error("it is of another {0}")]
    Other(&'static str),
    /// Background work ended without a result.
    #[error("background work ended without a result")]
    Interrupted,
}

/// Where snapshots of one ledger lie.
pub(crate) struct Snapshots {
    folder: PathBuf,
    database: Database,
    keys: Arc<dyn KeyProvider>,
    origin: String,
    log: String,
    /// Entries of the last one that was read or written.
    last: AtomicU64,
    /// One writes at a time.
    writing: Mutex<()>,
}

impl Snapshots {
    pub(crate) fn new(folder: &Path, database: Database, keys: Arc<dyn KeyProvider>, log: &Log) -> Self {
        Self {
            folder: folder.to_owned(),
            database,
            keys,
            origin: log.origin().to_owned(),
            log: log.name().to_owned(),
            last: AtomicU64::new(0),
            writing: Mutex::new(()),
        }
    }

    /// The state from which a replay may begin: of the snapshot if everything it names agrees with the
    /// ledger, else the state before the first entry.
    pub(crate) async fn begin(&self, log: &Log) -> Cabinet {
        match self.read(log.head().size).await {
            Ok(Some(state)) => {
                tracing::info!(entries = state.entries(), "the state begins from a snapshot");
                self.last.store(state.entries(), Ordering::Relaxed);
                state
            }
            Ok(None) => Cabinet::default(),
            Err(error) => {
                tracing::warn!(%error, "the snapshot is ignored; the whole ledger is replayed");
                Cabinet::default()
            }
        }
    }

    /// The root key under which this process writes.
    pub(crate) fn keys(&self) -> &dyn KeyProvider {
        self.keys.as_ref()
    }

    /// When the snapshot was written, and after how many entries; none and 0 while there is none.
    pub(crate) fn last(&self) -> (Option<Moment>, u64) {
        let written = std::fs::metadata(self.folder.join(FILE)).and_then(|found| found.modified()).ok();
        let since = written.and_then(|written| written.duration_since(UNIX_EPOCH).ok());
        let written = since.map(|since| Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)));
        (written, self.last.load(Ordering::Relaxed))
    }

    async fn read(&self, size: u64) -> Result<Option<Cabinet>, SnapshotError> {
        let path = self.folder.join(FILE);
        let sealed = match tokio::fs::read(&path).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        let key = self.database.load_epoch_key(self.keys.as_ref(), COMPARTMENT, EPOCH).await?;
        let key = key.ok_or(SnapshotError::Other("ledger"))?;
        let opened = tokio::task::spawn_blocking(move || {
            let plain = vault::open(&key, LABEL, &sealed)?;
            Ok::<_, SnapshotError>(serde_json::from_slice::<Snapshot>(&plain)?)
        });
        let Snapshot { names, state } = opened.await.map_err(|_| SnapshotError::Interrupted)??;
        check(&names, &state, &self.origin, size)?;
        if names.root != self.root(names.size).await? {
            return Err(SnapshotError::Other("record"));
        }
        Ok(Some(state))
    }

    /// Merkle root over the first `size` entries, from their stored leaf hashes.
    async fn root(&self, size: u64) -> Result<String, SnapshotError> {
        let mut tree = Merkle::default();
        while tree.size() < size {
            let limit = u32::try_from(size - tree.size()).unwrap_or(HASHES).min(HASHES);
            let hashes = self.database.leaf_hashes(&self.log, tree.size(), limit).await?;
            if hashes.is_empty() {
                return Err(SnapshotError::Other("record"));
            }
            hashes.into_iter().for_each(|hash| tree.push(hash));
        }
        Ok(vault::hex(&tree.root()))
    }

    /// Writes a snapshot of a published state, if so many entries came since the last one.
    pub(crate) async fn write_after(&self, state: Arc<Cabinet>, entries: u64) {
        if state.entries() < self.last.load(Ordering::Relaxed).saturating_add(entries) {
            return;
        }
        if let Err(error) = self.write(state).await {
            tracing::warn!(%error, "the snapshot could not be written; a start replays more");
        }
    }

    /// Writes a snapshot of a published state. It has its name when it is whole on the disk.
    pub(crate) async fn write(&self, state: Arc<Cabinet>) -> Result<(), SnapshotError> {
        let _one = self.writing.lock().await;
        let (size, root) = (state.entries(), self.root(state.entries()).await?);
        let names = Names { origin: self.origin.clone(), size, root, shape: shape(), build: build() };
        let key = self.database.epoch_key(self.keys.as_ref(), COMPARTMENT, EPOCH).await?;
        let folder = self.folder.clone();
        let written = tokio::task::spawn_blocking(move || {
            let plain = vault::Zeroizing::new(serde_json::to_vec(&SnapshotOf { names: &names, state: &state })?);
            let sealed = vault::seal(&key, LABEL, &plain)?;
            Ok::<_, SnapshotError>(write_durably(&folder, &sealed)?)
        });
        written.await.map_err(|_| SnapshotError::Interrupted)??;
        self.last.store(size, Ordering::Relaxed);
        Ok(())
    }
}

/// Everything a snapshot names but the root.
fn check(names: &Names, state: &Cabinet, origin: &str, size: u64) -> Result<(), SnapshotError> {
    let fits = [
        (names.origin == origin, "log"),
        (names.shape == shape(), "shape of the state"),
        (names.build == build(), "build"),
        (names.size == state.entries(), "number of entries than its state"),
        (names.size <= size, "record, longer than this one"),
    ];
    fits.iter().find(|(fits, _)| !fits).map_or(Ok(()), |(_, what)| Err(SnapshotError::Other(what)))
}

fn shape() -> String {
    SHAPE.to_owned()
}

fn build() -> String {
    env!("ECABINET_STATE_BUILD").to_owned()
}

fn write_durably(folder: &Path, sealed: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(UNFINISHED);
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(sealed)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&unfinished, folder.join(FILE))?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let (origin, root) = ("ecabinet/test/acts".to_owned(), String::new());
        Names { origin, size: 0, root, shape: shape(), build: build() }
    }

    #[test]
    fn a_snapshot_of_another_build_log_or_length_is_not_used() {
        let state = Cabinet::default();
        let other = || "other".to_owned();
        let changed = [
            (Names { origin: other(), ..names() }, "log"),
            (Names { shape: other(), ..names() }, "shape of the state"),
            (Names { build: other(), ..names() }, "build"),
            (Names { size: 1, ..names() }, "number of entries than its state"),
        ];
        for (names, expected) in changed {
            let refused = check(&names, &state, "ecabinet/test/acts", 5);
            assert!(matches!(refused, Err(SnapshotError::Other(what)) if what == expected), "{expected}");
        }
        assert!(check(&names(), &state, "ecabinet/test/acts", 0).is_ok(), "control");
        assert_eq!(shape().len(), 64);
        assert!(build().len() > 64);
    }

    #[test]
    fn snapshots_of_a_long_record_are_rarer() {
        assert_eq!((entries_due(0), entries_due(100_000), entries_due(2_000_000)), (10_000, 10_000, 200_000));
    }
}
