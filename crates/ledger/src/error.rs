use std::io;
use std::path::PathBuf;

use thiserror::Error;
use uuid::Uuid;
use vault::{CipherError, KeyError};

use crate::published::{CheckpointFault, TileFault};
use crate::{LeafError, SignerError};

/// Why the ledger did not do what was asked.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// Another process, or another handle of this one, has this folder open.
    #[error("{0} is open already; one process a folder")]
    AlreadyOpen(PathBuf),
    /// Another process has the database: nodes run, or it is being verified or rotated.
    #[error("the database is in use: stop every node first, and let a verification or rotation end")]
    InUse,
    /// Another node has this name.
    #[error("a node that writes the log {0} runs already: give each node a name of its own")]
    NameTaken(String),
    /// There is no ledger in this folder.
    #[error("there is no ledger in {0}")]
    NoLedger(PathBuf),
    /// The database was written by another program or a newer version of this one.
    #[error("the database is of another program or version (schema {0})")]
    Schema(i64),
    /// The database's address cannot be read.
    #[error("the database's address is not of the form postgres://user@host/database")]
    Address,
    /// The server is set to lose what it has committed when the power fails.
    #[error("PostgreSQL runs with {0}=off and would lose what was committed; set it to on")]
    Unsafe(&'static str),
    /// There are no tables of ours in the database.
    #[error("there is no ledger in this database")]
    NoTables,
    /// A turn was given to another store than the one it came from.
    #[error("the turn is of another store")]
    ForeignTurn,
    /// What this process has read and acknowledged is not in the log any more: another, older or shorter, log stands
    /// there.
    #[error("ALARM: entry {seq} of log {log} is not the one that stood there; the ledger was replaced or cut")]
    Forked {
        /// The log.
        log: String,
        /// The number of the last entry that this process knows.
        seq: u64,
    },
    /// The database was opened for reading.
    #[error("the ledger is open for reading only")]
    ReadingOnly,
    /// The system refused work on the folder.
    #[error("data folder {path}: {source}")]
    Folder {
        /// What was worked on.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An entry with this number stands already; nothing of the batch was written.
    #[error("entry {seq} of log {log} stands already")]
    EntryConflict {
        /// The log.
        log: String,
        /// The entry's number.
        seq: u64,
    },
    /// The entry does not follow the last one; nothing of the batch was written.
    #[error("entry {seq} of log {log} would leave a gap after {size} entries")]
    EntryGap {
        /// The log.
        log: String,
        /// The entry's number.
        seq: u64,
        /// Entries that stand in the log.
        size: u64,
    },
    /// A text with this id stands already; nothing of the batch was written.
    #[error("text {0} stands already")]
    TextConflict(Uuid),
    /// A drawer does not stand at the expected version; nothing of the batch was written.
    #[error("the drawer stands at version {version}, not the expected one")]
    DrawerConflict {
        /// The version that stands; 0: none.
        version: u64,
    },
    /// The log has entries but the drawer with its key is gone: its payloads cannot be opened any more.
    #[error("epoch key {epoch} of compartment {compartment} is missing")]
    EpochKeyMissing {
        /// The compartment.
        compartment: String,
        /// The epoch.
        epoch: u32,
    },
    /// An entry is not as it was written.
    #[error("entry {seq} of log {log}: {fault}")]
    Damaged {
        /// The log.
        log: String,
        /// The entry's number.
        seq: u64,
        /// What is wrong.
        fault: Fault,
    },
    /// The new entry has no leaf.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// The root key's provider refused.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A cipher failed.
    #[error(transparent)]
    Cipher(#[from] CipherError),
    /// The commit was sent and no answer came that tells whether it holds: rebuild from the ledger before the next act.
    #[error("it is not known whether the commit holds: {0}")]
    OutcomeUnknown(#[source] sqlx::Error),
    /// The database failed before a commit; nothing was written.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A reader kept what was deleted from being overwritten; try again.
    #[error("the database is being read; what was deleted is not overwritten yet")]
    StillRead,
    /// Background work ended without a result.
    #[error("background work ended without a result")]
    Interrupted,
}

impl LedgerError {
    /// Whether it failed because the disk is full: nothing was written, and there is nothing to repair.
    #[must_use]
    pub fn is_full(&self) -> bool {
        match self {
            Self::Database(error) | Self::OutcomeUnknown(error) => crate::sqlite::is_full(error),
            Self::Folder { source, .. } => source.kind() == io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// Another number stands where this entry should be.
    #[error("missing; entry {found} stands in its place")]
    Missing {
        /// The number found.
        found: u64,
    },
    /// The row cannot be of any entry.
    #[error("the row's columns do not hold an entry")]
    Row,
    /// The leaf's hash is not the stored one.
    #[error("the leaf does not have the stored hash")]
    LeafHash,
    /// The leaf is none.
    #[error("{0}")]
    Leaf(#[from] LeafError),
    /// The leaf is of another log.
    #[error("the leaf is of the log {0:?}")]
    Origin(String),
    /// The leaf's time is not the row's.
    #[error("the leaf's time {leaf_ms} is not the row's {row_ms}")]
    Time {
        /// Time in the leaf, Unix milliseconds.
        leaf_ms: i64,
        /// Time in the row, Unix milliseconds.
        row_ms: i64,
    },
    /// The entry is older than the one before it.
    #[error("its time {time_ms} is before its predecessor's {previous_ms}")]
    TimeBefore {
        /// Time of the entry, Unix milliseconds.
        time_ms: i64,
        /// Time of the entry before it, Unix milliseconds.
        previous_ms: i64,
    },
    /// The sealed payload does not have the hash that the leaf names.
    #[error("the sealed payload does not have the hash that stands in the leaf")]
    PayloadHash,
    /// The payload does not open under the ledger's key at this number.
    #[error("the payload does not open under the ledger's key")]
    Payload,
}

impl PublishError {
    /// What verifying a log found. A check that was broken off, as when the process ends, found nothing.
    pub(crate) fn found(log: &str, source: VerifyError) -> Self {
        match source {
            VerifyError::Unreadable { source: LedgerError::Interrupted, .. } => Self::Interrupted,
            source => Self::NotIntact { log: log.to_owned(), source },
        }
    }

    /// Whether the disk is full: what is published follows when there is room.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self, Self::File { source, .. } if source.kind() == io::ErrorKind::StorageFull)
    }
}

/// Why a log is not intact.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// This entry is not as it was written.
    #[error("entry {seq}: {fault}")]
    Entry {
        /// The entry's number.
        seq: u64,
        /// What is wrong.
        fault: Fault,
    },
    /// The database fails where this entry should lie.
    #[error("entry {seq} cannot be read: {source}")]
    Unreadable {
        /// The entry's number.
        seq: u64,
        /// What the database said.
        source: LedgerError,
    },
    /// This tile or entry bundle is not what the rows give.
    #[error("{path} {fault}")]
    Tile {
        /// Its file, under the folder of its log.
        path: String,
        /// What is wrong.
        fault: TileFault,
    },
    /// The checkpoint in the log's folder is not the log's.
    #[error("the checkpoint {0}")]
    Checkpoint(CheckpointFault),
    /// The checkpoint kept outside the data folder is not the log's.
    #[error("the witnessed checkpoint {0}")]
    Witness(CheckpointFault),
}

/// Why a log is not published.
#[derive(Debug, Error)]
pub enum PublishError {
    /// The log or one of its checkpoints is not intact: nothing is written any more.
    #[error("log {log}: {source}")]
    NotIntact {
        /// The log.
        log: String,
        /// What is wrong.
        source: VerifyError,
    },
    /// The checkpoints cannot be signed.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// The system refused work on a file; it will be tried again.
    #[error("{path}: {source}")]
    File {
        /// What was worked on.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The witness folder is not there.
    #[error("the witness folder {0} is not there: make it, or mount what it stands for")]
    WitnessMissing(PathBuf),
    /// The witness would be lost or replaced with the data that it witnesses.
    #[error("the witness folder {0} lies inside the data folder; keep it elsewhere")]
    WitnessInside(PathBuf),
    /// Background work ended without a result.
    #[error("background work ended without a result")]
    Interrupted,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_was_broken_off_finds_nothing() {
        let unreadable = |source| PublishError::found("acts", VerifyError::Unreadable { seq: 3, source });
        assert!(matches!(unreadable(LedgerError::Interrupted), PublishError::Interrupted));
        let failing = unreadable(LedgerError::Database(sqlx::Error::RowNotFound));
        assert!(matches!(failing, PublishError::NotIntact { .. }), "control: a database that fails is told");
    }
}
