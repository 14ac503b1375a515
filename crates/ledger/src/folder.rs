//! The data folder itself: made, synced, locked.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};

use crate::LedgerError;

const LOCK: &str = "ledger.lock";

pub(crate) fn folder_error(path: &Path, source: io::Error) -> LedgerError {
    LedgerError::Folder { path: path.to_path_buf(), source }
}

pub(crate) fn make_folder(folder: &Path) -> Result<(), LedgerError> {
    let failed = |source| folder_error(folder, source);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    let folder = fs::canonicalize(folder).map_err(failed)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

pub(crate) fn sync_folder(folder: &Path) -> Result<(), LedgerError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| folder_error(folder, source))
}

pub(crate) fn open_file(path: &Path) -> Result<File, LedgerError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|source| folder_error(path, source))
}

/// Locks the folder for this process alone, until the file is dropped.
pub(crate) fn lock_alone(folder: &Path) -> Result<File, LedgerError> {
    let file = open_file(&folder.join(LOCK))?;
    lock(folder, file, FlockOperation::NonBlockingLockExclusive)
}

/// Locks the folder together with other readers; none, where no lock file lies that somebody could hold.
pub(crate) fn lock_shared(folder: &Path) -> Result<Option<File>, LedgerError> {
    let path = folder.join(LOCK);
    match File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(folder_error(&path, error)),
        Ok(file) => lock(folder, file, FlockOperation::NonBlockingLockShared).map(Some),
    }
}

fn lock(folder: &Path, file: File, operation: FlockOperation) -> Result<File, LedgerError> {
    match flock(&file, operation) {
        Ok(()) => Ok(file),
        Err(rustix::io::Errno::WOULDBLOCK) => Err(LedgerError::AlreadyOpen(folder.to_path_buf())),
        Err(error) => Err(folder_error(&folder.join(LOCK), error.into())),
    }
}

/// Unlocks by word, not by closing alone: a child process that is just being started holds the file too.
pub(crate) fn unlock(file: &File) {
    let _ = flock(file, FlockOperation::Unlock);
}
