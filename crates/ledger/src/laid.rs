//! The files of a published log laid down again out of its leaves, with the checkpoint that was signed of it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::checkpoint::SignedCheckpoint;
use crate::durable::Writing;
use crate::published::{CHECKPOINT, CheckpointFault, judge, tiles_folder};
use crate::tiles::{Tile, Tiles};

/// Why a log's files were not laid down.
#[derive(Debug, Error)]
pub enum LayError {
    /// The checkpoint says something else than the leaves, or is none of this log.
    #[error("the checkpoint: {0}")]
    Checkpoint(#[from] CheckpointFault),
    /// The system refused work on a file.
    #[error(transparent)]
    File(#[from] io::Error),
}

/// A log's files, as far as its leaves have come. What a checkpoint needs to be judged is there; the rest is written when
/// the log is published again.
#[derive(Debug)]
pub struct LaidTiles {
    folder: PathBuf,
    tiles: Tiles,
    checkpoint: Option<(String, SignedCheckpoint)>,
    roots: BTreeMap<u64, [u8; 32]>,
    writing: Writing,
}

/// The checkpoint of a log as it lies in the data folder; none where nothing is published.
///
/// # Errors
/// Whatever the system says.
pub fn published_checkpoint(data: &Path, log: &str) -> io::Result<Option<String>> {
    match fs::read_to_string(tiles_folder(data, log).join(CHECKPOINT)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        text => text.map(Some),
    }
}

impl LaidTiles {
    /// Begins the files of the log `origin` in the data folder, for this checkpoint. Whether its signature is true is
    /// judged later, by whoever has the key.
    ///
    /// # Errors
    /// [`LayError::Checkpoint`] when it is of another log, or none at all.
    pub fn begin(data: &Path, log: &str, origin: &str, checkpoint: Option<&str>) -> Result<LaidTiles, LayError> {
        let read = |text: &str| -> Result<_, CheckpointFault> {
            Ok((text.to_owned(), SignedCheckpoint::parse(text.as_bytes(), origin)?))
        };
        let checkpoint = checkpoint.map(read).transpose()?;
        let (tiles, roots, writing) = (Tiles::default(), BTreeMap::new(), Writing::default());
        Ok(LaidTiles { folder: tiles_folder(data, log), tiles, checkpoint, roots, writing })
    }

    /// The next leaf.
    ///
    /// # Errors
    /// [`LayError::File`].
    pub fn push(&mut self, leaf: &[u8]) -> Result<(), LayError> {
        let full = self.tiles.push(leaf);
        if self.checkpoint.is_none() {
            return Ok(());
        }
        full.iter().try_for_each(|tile| self.put(tile))?;
        let due = self.checkpoint.as_ref().map(|(_, signed)| signed.checkpoint.size);
        if due == Some(self.tiles.size()) {
            self.roots.insert(self.tiles.size(), self.tiles.root());
            let partial: Vec<Tile> = self.tiles.partial().cloned().collect();
            partial.iter().try_for_each(|tile| self.put(tile))?;
        }
        Ok(())
    }

    fn put(&mut self, tile: &Tile) -> Result<(), LayError> {
        let bytes = tile.bytes_at(tile.width()).unwrap_or_default();
        Ok(self.writing.put(&self.folder.join(tile.name().path()), bytes)?)
    }

    /// Lays the checkpoint down, when all leaves have come; gives their number and the root of the tree.
    ///
    /// # Errors
    /// [`LayError::Checkpoint`] when it counts more entries than there are, or has another root.
    pub fn finish(mut self) -> Result<(u64, [u8; 32]), LayError> {
        if let Some((text, signed)) = &self.checkpoint {
            judge(signed, self.tiles.size(), &self.roots)?;
            self.writing.put(&self.folder.join(CHECKPOINT), text.as_bytes())?;
        }
        self.writing.finish()?;
        Ok((self.tiles.size(), self.tiles.root()))
    }
}
