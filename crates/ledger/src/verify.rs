use std::collections::BTreeMap;
use std::path::Path;

use uuid::Uuid;
use vault::Key;

use crate::checkpoint::SignedCheckpoint;
use crate::database::Database;
use crate::log::{Expected, check, in_background};
use crate::note::VerifierKey;
use crate::published::{CHECKPOINT, Checked, Found, Needed, TileFault, judge, read_checkpoint};
use crate::tiles::{Tile, TileName, Tiles};
use crate::{Fault, LedgerError, SealedEntry, Store, VerifyError};

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

/// Where the files of a log lie, and by what they are judged.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'a> {
    /// The folder with `checkpoint` and `tile/`.
    pub folder: &'a Path,
    /// Judges the signatures; without it they stay unjudged.
    pub verifier: Option<&'a VerifierKey>,
    /// The file of the last checkpoint outside the data folder ([`crate::witness_file`]).
    pub witness: Option<&'a Path>,
}

/// The files of a log that were found to be what the rows give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicationVerified {
    /// Entries that the checkpoint counts; none when there is no checkpoint.
    pub checkpoint: Option<u64>,
    /// Tiles of hashes, partial ones too.
    pub tiles: u64,
    /// Entry bundles, partial ones too.
    pub bundles: u64,
    /// Entries that the witnessed checkpoint counts; none when there is none.
    pub witness: Option<u64>,
    /// Files in the folder that are none of a log's; nothing was asked of them.
    pub strange: Vec<String>,
}

/// Checks every entry of a log: numbers without gaps, times that never go back, each leaf well-formed, of this origin,
/// with the row's time and the stored hash, each sealed payload with the hash that its leaf names and, with `key`, one
/// that opens.
///
/// A log that was cut short at its end is intact in itself: compare size and root with a checkpoint kept elsewhere, as
/// [`verify_published`] does.
///
/// # Errors
/// [`VerifyError`]: the first entry that is not intact and what is wrong with it.
pub async fn verify<S: Store>(
    database: &Database<S>,
    log_name: &str,
    origin: &str,
    key: Option<&Key>,
) -> Result<Verified, VerifyError> {
    let mut walk = Walk::new(origin, key, []);
    while walk.step(database, log_name).await?.is_some() {}
    Ok(walk.verified())
}

/// Checks as [`verify`] does and also, byte for byte, that the log's tiles and entry bundles are what the rows give, and
/// that its checkpoint, here and at the witness, has the root of the rows and the log's signature. The rows may have gone
/// on since the checkpoint.
///
/// # Errors
/// [`VerifyError`] names the first entry, tile, bundle or checkpoint at fault.
pub async fn verify_published<S: Store>(
    database: &Database<S>,
    log_name: &str,
    origin: &str,
    key: Option<&Key>,
    publication: Publication<'_>,
) -> Result<(Verified, PublicationVerified), VerifyError> {
    let read = Claims::read(&publication, origin)?;
    let found = Found::read(publication.folder).map_err(|error| VerifyError::Tile {
        path: publication.folder.display().to_string(),
        fault: TileFault::Unreadable(error.to_string()),
    })?;
    let needed = Needed::For(read.published.as_ref().map_or(0, |signed| signed.checkpoint.size));
    let mut comparison = Comparison { found, needed, checked: Checked::default(), fault: None };
    let mut walk = Walk::new(origin, key, read.sizes());
    while let Some(full) = walk.step(database, log_name).await? {
        comparison = comparison.with(full).await?;
    }
    let entries = walk.tiles.size();
    let partial = walk.tiles.partial().cloned().collect();
    let Comparison { found, checked, fault, .. } = comparison.with(partial).await?;
    // That the ledger was shortened explains more than a tile that does not fit.
    read.judge(entries, &walk.roots)?;
    let left = found.left().map(|name| (name, TileFault::Beyond { needed: name.size_min(), entries }));
    if let Some((name, fault)) = fault.or(left) {
        return Err(VerifyError::Tile { path: name.path(), fault: fault.with(entries) });
    }
    let verified = PublicationVerified {
        checkpoint: read.published.map(|signed| signed.checkpoint.size),
        tiles: checked.tiles,
        bundles: checked.bundles,
        witness: read.witnessed.map(|signed| signed.checkpoint.size),
        strange: found.strange,
    };
    Ok((walk.verified(), verified))
}

/// The checkpoints of a log, read and signed but not yet judged by the rows.
pub(crate) struct Claims {
    pub published: Option<SignedCheckpoint>,
    pub witnessed: Option<SignedCheckpoint>,
}

impl Claims {
    fn read(publication: &Publication<'_>, origin: &str) -> Result<Claims, VerifyError> {
        let published = read_checkpoint(&publication.folder.join(CHECKPOINT), origin, publication.verifier);
        let witnessed = publication.witness.map(|file| read_checkpoint(file, origin, publication.verifier));
        Ok(Claims {
            published: published.map_err(VerifyError::Checkpoint)?,
            witnessed: witnessed.transpose().map_err(VerifyError::Witness)?.flatten(),
        })
    }

    /// Sizes at which the root is needed to judge them.
    pub fn sizes(&self) -> impl Iterator<Item = u64> + use<> {
        let sizes = [&self.published, &self.witnessed].map(|one| one.as_ref().map(|signed| signed.checkpoint.size));
        sizes.into_iter().flatten()
    }

    /// Judges both by the rows.
    pub fn judge(&self, entries: u64, roots: &BTreeMap<u64, [u8; 32]>) -> Result<(), VerifyError> {
        let judged =
            |one: &Option<SignedCheckpoint>| one.as_ref().map_or(Ok(()), |signed| judge(signed, entries, roots));
        judged(&self.witnessed).map_err(VerifyError::Witness)?;
        judged(&self.published).map_err(VerifyError::Checkpoint)
    }
}

/// The files of a log, and what was found of them so far.
struct Comparison {
    found: Found,
    needed: Needed,
    checked: Checked,
    /// The first.
    fault: Option<(TileName, TileFault)>,
}

impl Comparison {
    /// Compares tiles where it holds up no other task.
    async fn with(mut self, tiles: Vec<Tile>) -> Result<Comparison, VerifyError> {
        let work = move || {
            for tile in tiles {
                let faults = self.found.compare(&tile, self.needed, &mut self.checked);
                self.fault = self.fault.take().or(faults.into_iter().next());
            }
            self
        };
        in_background(work).await.map_err(|source| VerifyError::Unreadable { seq: 0, source })
    }
}

/// A way through all rows of a log, each checked.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    origin: String,
    key: Option<Key>,
    previous_ms: i64,
    /// The log as far as it was walked.
    pub tiles: Tiles,
    texts: Option<Vec<(Uuid, [u8; 32])>>,
    /// The roots at the sizes that were asked for, once they were passed; at others zeros.
    pub roots: BTreeMap<u64, [u8; 32]>,
}

impl Walk {
    /// At the log's first entry; the root is noted at these sizes.
    pub fn new(origin: &str, key: Option<&Key>, sizes: impl IntoIterator<Item = u64>) -> Walk {
        let tiles = Tiles::default();
        let mut roots: BTreeMap<u64, [u8; 32]> = sizes.into_iter().map(|size| (size, [0; 32])).collect();
        if let Some(root) = roots.get_mut(&0) {
            *root = tiles.root();
        }
        let (origin, key) = (origin.to_owned(), key.cloned());
        Walk { origin, key, previous_ms: 0, tiles, texts: Some(Vec::new()), roots }
    }

    /// Takes in the next rows; gives the tiles that they made full, and none where there are no more rows. After an error
    /// it stands where it stood, but for the texts.
    pub async fn step<S: Store>(
        &mut self,
        database: &Database<S>,
        log_name: &str,
    ) -> Result<Option<Vec<Tile>>, VerifyError> {
        let next = self.tiles.size();
        let entries = read(database, log_name, next).await?;
        if entries.is_empty() {
            return Ok(None);
        }
        // The texts grow with the log and are moved; the rest is small.
        let texts = self.texts.take();
        let walk = Walk { texts, ..self.clone() };
        let taken = in_background(move || walk.take(&entries)).await;
        let (walk, full) = taken.map_err(|source| VerifyError::Unreadable { seq: next, source })??;
        *self = walk;
        Ok(Some(full))
    }

    fn take(mut self, entries: &[SealedEntry]) -> Result<(Walk, Vec<Tile>), VerifyError> {
        let mut full = Vec::new();
        for entry in entries {
            let seq = self.tiles.size();
            let expected = Expected { origin: &self.origin, seq, previous_ms: self.previous_ms };
            let (leaf, _) =
                check(entry, &expected, self.key.as_ref()).map_err(|fault| VerifyError::Entry { seq, fault })?;
            self.previous_ms = entry.time_ms;
            full.extend(self.tiles.push(&entry.leaf));
            if let Some(texts) = &mut self.texts {
                texts.extend(leaf.texts);
            }
            if let Some(root) = self.roots.get_mut(&(seq + 1)) {
                *root = self.tiles.root();
            }
        }
        Ok((self, full))
    }

    /// The same way, without remembering the texts that the leaves name.
    pub fn without_texts(self) -> Walk {
        Walk { texts: None, ..self }
    }

    fn verified(self) -> Verified {
        Verified { size: self.tiles.size(), root: self.tiles.root(), texts: self.texts.unwrap_or_default() }
    }
}

/// The entries from `from` on. Where the database cannot give many at once it is asked for one, so that the entry at
/// fault has a name.
pub(crate) async fn read<S: Store>(
    database: &Database<S>,
    log_name: &str,
    from: u64,
) -> Result<Vec<SealedEntry>, VerifyError> {
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
