//! The proof of one entry of a stopped ledger, under the checkpoint that is published.

use std::path::Path;

use thiserror::Error;

use crate::database::Database;
use crate::merkle::{leaf_hash, merkle_root};
use crate::proof::{EntryProof, inclusion_proof};
use crate::published::{CHECKPOINT, CheckpointFault, read_checkpoint};
use crate::verify::read;
use crate::{Store, VerifyError};

/// Why an entry cannot be proved.
#[derive(Debug, Error)]
pub enum ProveError {
    /// Nothing is published of this log.
    #[error("no checkpoint of this log is published; start the server once")]
    NoCheckpoint,
    /// The checkpoint is not the log's.
    #[error("the checkpoint {0}")]
    Checkpoint(CheckpointFault),
    /// The checkpoint does not count this entry.
    #[error("the checkpoint counts {size} entries, numbered from 0; entry {index} is not among them")]
    NotYet {
        /// The entry's number.
        index: u64,
        /// Entries that the checkpoint counts.
        size: u64,
    },
    /// The rows cannot be read.
    #[error(transparent)]
    Rows(#[from] VerifyError),
}

/// Proves the entry `index` of a log whose files lie in `folder`. The checkpoint's signature is not judged here.
///
/// # Errors
/// [`ProveError`].
pub async fn prove<S: Store>(
    database: &Database<S>,
    log_name: &str,
    origin: &str,
    folder: &Path,
    index: u64,
) -> Result<EntryProof, ProveError> {
    let path = folder.join(CHECKPOINT);
    let signed = read_checkpoint(&path, origin, None).map_err(ProveError::Checkpoint)?;
    let claimed = signed.ok_or(ProveError::NoCheckpoint)?.checkpoint;
    let unreadable = |error: std::io::Error| ProveError::Checkpoint(CheckpointFault::Unreadable(error.to_string()));
    let checkpoint = std::fs::read_to_string(&path).map_err(unreadable)?;
    let (size, root) = (claimed.size, claimed.root);
    if index >= size {
        return Err(ProveError::NotYet { index, size });
    }
    let mut hashes: Vec<[u8; 32]> = Vec::new();
    loop {
        let entries = read(database, log_name, hashes.len() as u64).await?;
        if entries.is_empty() || hashes.len() as u64 >= size {
            break;
        }
        hashes.extend(entries.iter().map(|entry| leaf_hash(&entry.leaf)));
    }
    let entries = hashes.len() as u64;
    if entries < size {
        return Err(ProveError::Checkpoint(CheckpointFault::Larger { size, entries }));
    }
    hashes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let place = usize::try_from(index).unwrap_or(usize::MAX);
    match inclusion_proof(&hashes, place).filter(|_| merkle_root(hashes.iter().copied()) == root) {
        Some(path) => Ok(EntryProof { index, path, checkpoint }),
        None => Err(ProveError::Checkpoint(CheckpointFault::Root { size })),
    }
}
