//! The files of a published log, as they lie in its folder, against what the rows give.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::durable::UNFINISHED;
use crate::note::VerifierKey;
use crate::tiles::{TILE_WIDTH, Tile, TileKind, TileName};

/// The checkpoint's file in the folder of a log.
pub(crate) const CHECKPOINT: &str = "checkpoint";

/// The format of what is published: that of C2SP.
pub const CHECKPOINT_FORMAT: &str = "C2SP tlog-tiles";

/// The folder of a log's files in a data folder: `tiles/<log>`.
#[must_use]
pub fn tiles_folder(data: &Path, log: &str) -> PathBuf {
    data.join("tiles").join(log)
}

/// The file of a log's last checkpoint in the witness folder.
#[must_use]
pub fn witness_file(witness: &Path, log: &str) -> PathBuf {
    witness.join(format!("{log}.checkpoint"))
}

/// What is wrong with a tile or an entry bundle.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TileFault {
    /// The checkpoint needs it.
    #[error("is missing")]
    Missing,
    /// The system gives no bytes of it.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Its bytes are not those of the ledger.
    #[error("is not what the ledger holds, first at {what} {number}")]
    Differs {
        /// `entry`, or `hash` of its level.
        what: &'static str,
        /// Number in the log, or of the hash on its level, from 0.
        number: u64,
    },
    /// It holds what the ledger does not.
    #[error(
        "reaches to entry {needed} and the ledger holds {entries}: the ledger was shortened or replaced by an older copy"
    )]
    Beyond {
        /// Entries that the log had when this file was written, at least.
        needed: u64,
        /// Entries in the ledger.
        entries: u64,
    },
}

impl TileFault {
    /// The same, told with the entries that the log has.
    pub(crate) fn with(self, entries: u64) -> TileFault {
        match self {
            TileFault::Beyond { needed, .. } => TileFault::Beyond { needed, entries },
            other => other,
        }
    }
}

/// What is wrong with a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckpointFault {
    /// The system gives no bytes of it.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It was published and is gone.
    #[error("is missing")]
    Missing,
    /// It is none of this log, or is not signed by it.
    #[error("{0}")]
    Checkpoint(#[from] CheckpointError),
    /// The ledger is shorter.
    #[error(
        "counts {size} entries and the ledger holds {entries}: the ledger was shortened or replaced by an older copy"
    )]
    Larger {
        /// Entries that the checkpoint counts.
        size: u64,
        /// Entries in the ledger.
        entries: u64,
    },
    /// The ledger is another one.
    #[error("does not have the root of the ledger's first {size} entries: the ledger was replaced")]
    Root {
        /// Entries that the checkpoint counts.
        size: u64,
    },
}

/// Which tiles must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needed {
    /// Those of a log of so many entries.
    For(u64),
    /// Every tile, as wide as it is.
    All,
}

impl Needed {
    fn width(self, tile: &Tile) -> u16 {
        let level = match tile.kind {
            TileKind::Entries => 0,
            TileKind::Hashes(level) => u32::from(level),
        };
        let Needed::For(size) = self else { return tile.width() };
        let hashes = u64::from(TILE_WIDTH).checked_pow(level).map_or(0, |leaves| size / leaves);
        let before = tile.number.saturating_mul(TILE_WIDTH.into());
        let width = hashes.saturating_sub(before).min(tile.width().into());
        u16::try_from(width).unwrap_or(TILE_WIDTH)
    }
}

/// What lies in the folder of a log.
#[derive(Debug, Default)]
pub(crate) struct Found {
    folder: PathBuf,
    tiles: BTreeMap<(TileKind, u64), BTreeSet<u16>>,
    /// The files that are none of a log's.
    pub strange: Vec<String>,
    /// What is left of writings that were cut off.
    pub unfinished: Vec<PathBuf>,
}

impl Found {
    /// Lists the folder; one that is not there is empty.
    pub fn read(folder: &Path) -> io::Result<Found> {
        let mut found = Found { folder: folder.to_path_buf(), ..Found::default() };
        found.list(folder, "")?;
        Ok(found)
    }

    fn list(&mut self, folder: &Path, before: &str) -> io::Result<()> {
        let listed = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            listed => listed?,
        };
        for file in listed {
            let file = file?;
            let path = format!("{before}{}", file.file_name().to_string_lossy());
            if file.file_type()?.is_dir() {
                self.list(&file.path(), &format!("{path}/"))?;
            } else if path.ends_with(UNFINISHED) {
                self.unfinished.push(file.path());
            } else if let Some(name) = TileName::parse(&path) {
                self.tiles.entry((name.kind, name.number)).or_default().insert(name.width);
            } else if path != CHECKPOINT {
                self.strange.push(path);
            }
        }
        Ok(())
    }

    /// Compares every file of this tile, of whatever width, with the tile; gives the faults, and counts in `checked` the
    /// files that are as they should be. Each tile is compared once, the last ones as far as the log has come.
    pub fn compare(&mut self, tile: &Tile, needed: Needed, checked: &mut Checked) -> Vec<(TileName, TileFault)> {
        let widths = self.tiles.remove(&(tile.kind, tile.number)).unwrap_or_default();
        let mut faults = Vec::new();
        let wanted = needed.width(tile);
        // A full tile stands for every partial one of its number.
        if wanted > 0 && !widths.contains(&wanted) && !widths.contains(&TILE_WIDTH) {
            faults.push((tile.name_at(wanted), TileFault::Missing));
        }
        for width in widths {
            let name = tile.name_at(width);
            match self.file_fault(tile, name) {
                Some(fault) => faults.push((name, fault)),
                None if matches!(tile.kind, TileKind::Entries) => checked.bundles += 1,
                None => checked.tiles += 1,
            }
        }
        faults
    }

    fn file_fault(&self, tile: &Tile, name: TileName) -> Option<TileFault> {
        let Some(expected) = tile.bytes_at(name.width) else {
            // How far the log has come is not known here.
            return Some(TileFault::Beyond { needed: name.size_min(), entries: 0 });
        };
        match fs::read(self.folder.join(name.path())) {
            Err(error) => Some(TileFault::Unreadable(error.to_string())),
            Ok(bytes) if bytes == expected => None,
            Ok(bytes) => Some(difference(tile, name, &bytes)),
        }
    }

    /// A file that no tile of the log was compared with: it holds more than the log.
    pub fn left(&self) -> Option<TileName> {
        let (&(kind, number), widths) = self.tiles.first_key_value()?;
        widths.first().map(|width| TileName { kind, number, width: *width })
    }
}

/// Files found as they should be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Checked {
    pub tiles: u64,
    pub bundles: u64,
}

fn difference(tile: &Tile, name: TileName, bytes: &[u8]) -> TileFault {
    let mut rest = bytes;
    let mut place = 0;
    while let Some(part) = tile.part(place).filter(|_| place < name.width) {
        match rest.strip_prefix(part) {
            Some(after) => rest = after,
            None => break,
        }
        place += 1;
    }
    let what = if matches!(tile.kind, TileKind::Entries | TileKind::Hashes(0)) { "entry" } else { "hash" };
    TileFault::Differs { what, number: tile.number * u64::from(TILE_WIDTH) + u64::from(place) }
}

/// Reads the checkpoint at `path`; none when there is none. With `key` its signature is judged.
pub(crate) fn read_checkpoint(
    path: &Path,
    origin: &str,
    key: Option<&VerifierKey>,
) -> Result<Option<SignedCheckpoint>, CheckpointFault> {
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CheckpointFault::Unreadable(error.to_string())),
        Ok(bytes) => bytes,
    };
    let signed = SignedCheckpoint::parse(&bytes, origin)?;
    if let Some(key) = key {
        signed.verify(key)?;
    }
    Ok(Some(signed))
}

/// Judges what a checkpoint says by the roots that the rows gave at the sizes that were asked for.
pub(crate) fn judge(
    signed: &SignedCheckpoint,
    entries: u64,
    roots: &BTreeMap<u64, [u8; 32]>,
) -> Result<(), CheckpointFault> {
    let size = signed.checkpoint.size;
    if size > entries {
        return Err(CheckpointFault::Larger { size, entries });
    }
    if roots.get(&size) == Some(&signed.checkpoint.root) { Ok(()) } else { Err(CheckpointFault::Root { size }) }
}
