use uuid::Uuid;
use vault::Key;

use crate::database::Database;
use crate::log::{Expected, check, in_background};
use crate::{Fault, LedgerError, Merkle, SealedEntry, Store, VerifyError};

/// Entries read at once.
const STEP: u32 = 1000;

/// An intact log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Number of entries.
    pub size: u64,
    /// Root of the Merkle tree over their leaves.
    pub root: [u8; 32],
    /// Every text that a leaf names, with its HMAC-SHA-256, in the order of the entries.
    pub texts: Vec<(Uuid, [u8; 32])>,
}

/// Checks every entry of a log: numbers without gaps, times that never go back, each leaf well-formed, of this origin,
/// with the row's time and the stored hash, each sealed payload with the hash that its leaf names and, with `key`, one
/// that opens.
///
/// A log that was cut short at its end is intact in itself: compare size and root with a checkpoint kept elsewhere.
///
/// # Errors
/// [`VerifyError`]: the first entry that is not intact and what is wrong with it.
pub async fn verify<S: Store>(
    database: &Database<S>,
    log_name: &str,
    origin: &str,
    key: Option<&Key>,
) -> Result<Verified, VerifyError> {
    let mut progress = Progress {
        origin: origin.to_owned(),
        key: key.cloned(),
        previous_ms: 0,
        tree: Merkle::default(),
        texts: Vec::new(),
    };
    loop {
        let next = progress.tree.size();
        let entries = read(database, log_name, next).await?;
        if entries.is_empty() {
            return Ok(Verified { size: next, root: progress.tree.root(), texts: progress.texts });
        }
        progress = in_background(move || progress.take(&entries))
            .await
            .map_err(|source| VerifyError::Unreadable { seq: next, source })??;
    }
}

struct Progress {
    origin: String,
    key: Option<Key>,
    previous_ms: i64,
    tree: Merkle,
    texts: Vec<(Uuid, [u8; 32])>,
}

impl Progress {
    fn take(mut self, entries: &[SealedEntry]) -> Result<Progress, VerifyError> {
        for entry in entries {
            let seq = self.tree.size();
            let expected = Expected { origin: &self.origin, seq, previous_ms: self.previous_ms };
            let (leaf, _) =
                check(entry, &expected, self.key.as_ref()).map_err(|fault| VerifyError::Entry { seq, fault })?;
            self.previous_ms = entry.time_ms;
            self.tree.push(entry.leaf_hash);
            self.texts.extend(leaf.texts);
        }
        Ok(self)
    }
}

/// The entries from `from` on. Where the database cannot give many at once it is asked for one, so that the entry at
/// fault has a name.
async fn read<S: Store>(database: &Database<S>, log_name: &str, from: u64) -> Result<Vec<SealedEntry>, VerifyError> {
    let store = database.store();
    if let Ok(entries) = store.entries(log_name, from, STEP).await {
        return Ok(entries);
    }
    match store.entries(log_name, from, 1).await {
        Ok(entries) => Ok(entries),
        Err(LedgerError::Damaged { seq, fault, .. }) => Err(VerifyError::Entry {
            seq: from,
            fault: if seq == from { fault } else { Fault::Missing { found: seq } },
        }),
        Err(source) => Err(VerifyError::Unreadable { seq: from, source }),
    }
}
