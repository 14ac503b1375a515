use std::io;
use std::path::PathBuf;

use ledger::{LayError, LedgerError};
use thiserror::Error;
use vault::FileError;

/// Why a backup was not made, or not restored.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The place of backups does not answer, or refuses.
    #[error("the place of backups: {0}")]
    Shelf(#[source] objects::Fault),
    /// The store of backups on another machine cannot be asked at all.
    #[error("the place of backups: {0}")]
    Access(#[from] objects::AccessFault),
    /// The place of backups cannot be named so.
    #[error("{0} is no place for a backup: name a file in a folder")]
    Place(String),
    /// A backup of this name stands there, and none is ever written over.
    #[error("there is a backup {0} already; give another name")]
    NameTaken(String),
    /// There is no manifest of this name.
    #[error("there is no backup {0}")]
    NoBackup(String),
    /// The manifest is not as it was written.
    #[error("the backup's manifest is not as it was written: {0}")]
    Manifest(&'static str),
    /// The manifest was written by a later version.
    #[error(
        "the backup has the format {0}, which this version does not know; take the version that made it or a later one"
    )]
    Format(String),
    /// A part that the manifest names is not there.
    #[error("part {0} of the backup is missing")]
    PartMissing(String),
    /// A part is not as it was written.
    #[error("part {0} of the backup is not as it was written")]
    PartChanged(String),
    /// The rows of a log do not make the tree that was taken.
    #[error("the log {log} has another root after {size} entries than when it was taken")]
    Root {
        /// The log.
        log: String,
        /// Entries.
        size: u64,
    },
    /// What is to be restored into is not empty.
    #[error("{0} is not empty; a backup is restored into an empty folder or bucket")]
    NotBlank(String),
    /// The database into which is to be restored holds a ledger.
    #[error("there is a ledger in the database already; a backup is restored into an empty one")]
    DatabaseNotBlank,
    /// The files of a published log cannot be laid down.
    #[error(transparent)]
    Published(#[from] LayError),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The store of sealed files failed.
    #[error(transparent)]
    File(#[from] FileError),
    /// The system refused work on the folder.
    #[error("{path}: {source}")]
    Folder {
        /// What was worked on.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
