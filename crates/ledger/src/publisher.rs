//! Publishing a log: its rows as tiles, entry bundles and signed checkpoints in files that anybody may check.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use vault::Key;

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::database::Database;
use crate::durable::Writing;
use crate::log::in_background;
use crate::note::{Signer, VerifierKey};
use crate::published::{
    CHECKPOINT, Checked, CheckpointFault, Found, Needed, TileFault, judge, read_checkpoint, tiles_folder, witness_file,
};
use crate::tiles::{TILE_WIDTH, Tile, TileName};
use crate::verify::Walk;
use crate::{AnyStore, Publication, PublicationVerified, PublishError, Store, VerifyError, verify_published};

/// The folder outside the data folder that keeps the last checkpoint of each log.
#[derive(Debug, Clone)]
pub struct Witness {
    folder: PathBuf,
}

impl Witness {
    /// The witness in `folder`, which must be there and lie outside of `data`; symbolic links are resolved.
    ///
    /// # Errors
    /// [`PublishError::WitnessMissing`], [`PublishError::WitnessInside`], [`PublishError::File`].
    pub fn open(folder: &Path, data: &Path) -> Result<Witness, PublishError> {
        if !folder.is_dir() {
            return Err(PublishError::WitnessMissing(folder.to_path_buf()));
        }
        let real = |path: &Path| fs::canonicalize(path).map_err(|source| file_error(path, source));
        if real(folder)?.starts_with(real(data)?) {
            return Err(PublishError::WitnessInside(folder.to_path_buf()));
        }
        Ok(Witness { folder: folder.to_path_buf() })
    }
}

/// What opening a log for publication mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mended {
    /// Files that were wrong and were written anew from the rows.
    pub wrong: Vec<String>,
    /// Files that were missing.
    pub missing: u64,
}

/// Publishes one log. It is the only one that writes into the log's folder.
#[derive(Debug)]
pub struct Publisher<S: Store = AnyStore> {
    database: Database<S>,
    log: String,
    signer: Signer,
    folder: PathBuf,
    witness: Option<PathBuf>,
    /// The rows as far as they were read, each checked.
    walk: Walk,
    /// Full tiles that are not written yet.
    full: Vec<Tile>,
    /// The partial tiles that were written last.
    partial: BTreeSet<TileName>,
    /// The checkpoint in the folder; empty where there is none.
    written: String,
    /// Whether the witness has it too.
    witnessed: bool,
    /// Whether files are at fault that could not be mended at the start, because the disk was full.
    unmended: bool,
}

impl<S: Store> Publisher<S> {
    /// Opens the log for publication into `data`, the data folder. Every row is read and checked; files that are wrong or
    /// missing are written anew. `seed` is that of the key which signs, `origin` the log's.
    ///
    /// # Errors
    /// [`PublishError::NotIntact`] when a row is not as it was written, or when a checkpoint that the log signed, here or
    /// at the witness, or a tile counts more entries than there are rows, or has another root: then nothing was written.
    /// [`PublishError::File`], [`PublishError::Signer`].
    pub async fn open(
        database: Database<S>,
        log: &str,
        origin: &str,
        seed: &Key,
        data: &Path,
        witness: Option<&Witness>,
    ) -> Result<(Publisher<S>, Mended), PublishError> {
        let mut publisher = Publisher {
            database,
            log: log.to_owned(),
            signer: Signer::new(origin, seed)?,
            folder: tiles_folder(data, log),
            witness: witness.map(|witness| witness_file(&witness.folder, log)),
            walk: Walk::new(origin, None, []).without_texts(),
            full: Vec::new(),
            partial: BTreeSet::new(),
            written: String::new(),
            witnessed: false,
            unmended: false,
        };
        let mended = publisher.begin(origin).await?;
        Ok((publisher, mended))
    }

    /// What judges the log's checkpoints.
    pub fn verifier(&self) -> &VerifierKey {
        self.signer.verifier()
    }

    /// The log's name.
    pub fn log(&self) -> &str {
        &self.log
    }

    /// Entries read and checked so far.
    pub fn size(&self) -> u64 {
        self.walk.tiles.size()
    }

    /// Whether the witness has the checkpoint that lies in the folder; none where there is no witness.
    pub fn is_witnessed(&self) -> Option<bool> {
        self.witness.as_ref().map(|_| self.witnessed)
    }

    /// The checkpoint as it lies in the folder; empty while there is no entry.
    pub fn checkpoint(&self) -> &str {
        &self.written
    }

    async fn begin(&mut self, origin: &str) -> Result<Mended, PublishError> {
        let own = |path: &Path| self.own_checkpoint(path, origin);
        let file = self.folder.join(CHECKPOINT);
        let (published, unsigned) = match own(&file) {
            Ok(published) => (published, false),
            // What we did not sign claims nothing.
            Err(_) => (None, true),
        };
        let witnessed = match &self.witness {
            // Whatever the witness holds was written by us, or it is no witness.
            Some(file) => own(file).map_err(|fault| self.not_intact(VerifyError::Witness(fault)))?,
            None => None,
        };
        let claims = [&witnessed, &published].into_iter().flatten().map(|signed| signed.checkpoint.size);
        self.walk = Walk::new(origin, None, claims.collect::<Vec<_>>()).without_texts();
        let faults = self.compare_all().await?;
        let (entries, roots) = (self.size(), &self.walk.roots);
        for (signed, told) in
            [(&witnessed, VerifyError::Witness as fn(_) -> _), (&published, VerifyError::Checkpoint as fn(_) -> _)]
        {
            if let Some(signed) = signed {
                judge(signed, entries, roots).map_err(|fault| self.not_intact(told(fault)))?;
            }
        }
        let mut mended = match self.mend(origin, faults).await {
            // Reading goes on without room, and so does a start: what is published waits.
            Err(error) if error.is_full() => {
                self.unmended = true;
                Mended::default()
            }
            mended => mended?,
        };
        if unsigned {
            mended.wrong.push(CHECKPOINT.to_owned());
        } else {
            self.written = fs::read_to_string(&file).unwrap_or_default();
        }
        match self.publish().await {
            Err(error) if error.is_full() => Ok(mended),
            published => published.map(|_| mended),
        }
    }

    /// Mends what could not be mended at the start.
    async fn mend_late(&mut self) -> Result<(), PublishError> {
        if self.unmended {
            let origin = self.signer.verifier().name().to_owned();
            self.walk = Walk::new(&origin, None, []).without_texts();
            let faults = self.compare_all().await?;
            self.mend(&origin, faults).await?;
            self.unmended = false;
        }
        Ok(())
    }

    fn own_checkpoint(
        &self,
        path: &Path,
        origin: &str,
    ) -> Result<Option<SignedCheckpoint>, crate::published::CheckpointFault> {
        read_checkpoint(path, origin, Some(self.signer.verifier()))
    }

    fn not_intact(&self, source: VerifyError) -> PublishError {
        PublishError::found(&self.log, source)
    }

    /// Reads every row and compares the files with them.
    async fn compare_all(&mut self) -> Result<Vec<(TileName, TileFault)>, PublishError> {
        let folder = self.folder.clone();
        let mut found = Found::read(&folder).map_err(|source| file_error(&folder, source))?;
        for unfinished in &found.unfinished {
            fs::remove_file(unfinished).map_err(|source| file_error(unfinished, source))?;
        }
        let mut faults = Vec::new();
        loop {
            let full = self.step().await?;
            let last = full.is_none();
            let tiles = full.unwrap_or_else(|| self.walk.tiles.partial().cloned().collect());
            let work = move || {
                let mut checked = Checked::default();
                let wrong = tiles.iter().flat_map(|tile| found.compare(tile, Needed::All, &mut checked));
                let wrong: Vec<_> = wrong.collect();
                (found, wrong)
            };
            let (back, wrong) = in_background(work).await.map_err(|_| PublishError::Interrupted)?;
            found = back;
            faults.extend(wrong);
            if last {
                break;
            }
        }
        let entries = self.size();
        let beyond = faults.iter().find(|(_, fault)| matches!(fault, TileFault::Beyond { .. })).map(|(name, _)| *name);
        match beyond.or_else(|| found.left()) {
            Some(name) => {
                let fault = TileFault::Beyond { needed: name.size_min(), entries };
                Err(self.not_intact(VerifyError::Tile { path: name.path(), fault }))
            }
            None => Ok(faults),
        }
    }

    async fn step(&mut self) -> Result<Option<Vec<Tile>>, PublishError> {
        let stepped = self.walk.step(&self.database, &self.log).await;
        stepped.map_err(|source| self.not_intact(source))
    }

    /// Writes the full tiles and the older partial ones that are at fault; `publish` writes what is partial now.
    async fn mend(&mut self, origin: &str, faults: Vec<(TileName, TileFault)>) -> Result<Mended, PublishError> {
        let mut mended = Mended::default();
        for (name, fault) in &faults {
            match fault {
                TileFault::Missing => mended.missing += 1,
                _ => mended.wrong.push(name.path()),
            }
        }
        let at_fault: BTreeSet<TileName> = faults.into_iter().map(|(name, _)| name).collect();
        if at_fault.is_empty() {
            self.partial = self.walk.tiles.partial().map(Tile::name).collect();
            return Ok(mended);
        }
        self.walk = Walk::new(origin, None, []).without_texts();
        loop {
            let full = self.step().await?;
            let last = full.is_none();
            let tiles = full.unwrap_or_else(|| self.walk.tiles.partial().cloned().collect());
            self.write(tiles, Some(&at_fault)).await?;
            if last {
                self.partial = self.walk.tiles.partial().map(Tile::name).collect();
                return Ok(mended);
            }
        }
    }

    /// Writes tiles at their own width, or at those widths that `only` names.
    async fn write(&self, tiles: Vec<Tile>, only: Option<&BTreeSet<TileName>>) -> Result<(), PublishError> {
        let (folder, only) = (self.folder.clone(), only.cloned());
        let work = move || {
            let mut writing = Writing::default();
            for tile in &tiles {
                let names: Vec<TileName> = match &only {
                    None => vec![tile.name()],
                    Some(only) => {
                        (1..=TILE_WIDTH).map(|width| tile.name_at(width)).filter(|name| only.contains(name)).collect()
                    }
                };
                for name in names {
                    let path = folder.join(name.path());
                    let bytes = tile.bytes_at(name.width).unwrap_or_default();
                    writing.put(&path, bytes).map_err(|source| file_error(&path, source))?;
                }
            }
            writing.finish().map_err(|source| file_error(&folder, source))
        };
        in_background(work).await.map_err(|_| PublishError::Interrupted)?
    }

    /// Reads the rows that came since, checks them, and writes tiles, then the checkpoint, then the witness's copy. Gives
    /// whether anything was written. What fails is done by the next call.
    ///
    /// # Errors
    /// [`PublishError::NotIntact`] for a row that is not as it was written; [`PublishError::File`].
    pub async fn publish(&mut self) -> Result<bool, PublishError> {
        self.mend_late().await?;
        while let Some(full) = self.step().await? {
            self.full.extend(full);
        }
        let size = self.size();
        let origin = self.signer.verifier().name().to_owned();
        let checkpoint = Checkpoint { origin, size, root: self.walk.tiles.root() }.sign(&self.signer);
        let (grown, unwitnessed) = (size > 0 && checkpoint != self.written, self.witness.is_some() && !self.witnessed);
        if grown {
            self.publish_tiles().await?;
            self.put(self.folder.join(CHECKPOINT), checkpoint.clone()).await?;
            self.written = checkpoint;
            self.witnessed = false;
        }
        if size > 0 && (grown || unwitnessed) {
            self.tell_witness().await?;
        }
        Ok(grown)
    }

    async fn publish_tiles(&mut self) -> Result<(), PublishError> {
        let full: Vec<Tile> = self.full.clone();
        let names: Vec<TileName> = full.iter().map(Tile::name).collect();
        let partial: Vec<Tile> = self.walk.tiles.partial().cloned().collect();
        let now: BTreeSet<TileName> = partial.iter().map(Tile::name).collect();
        let fresh = partial.into_iter().filter(|tile| !self.partial.contains(&tile.name()));
        self.write(full.into_iter().chain(fresh).collect(), None).await?;
        self.full.clear();
        self.partial = now;
        let folder = self.folder.clone();
        // The full tile stands for its partial ones. One that stays does no harm.
        let work = move || names.iter().for_each(|name| drop(fs::remove_dir_all(folder.join(name.path() + ".p"))));
        in_background(work).await.map_err(|_| PublishError::Interrupted)
    }

    async fn put(&self, path: PathBuf, text: String) -> Result<(), PublishError> {
        let work = move || {
            let mut writing = Writing::default();
            let written = writing.put(&path, text.as_bytes()).and_then(|()| writing.finish());
            written.map_err(|source| file_error(&path, source))
        };
        in_background(work).await.map_err(|_| PublishError::Interrupted)?
    }

    /// The witness never moves back: another node of this ledger may be further.
    async fn tell_witness(&mut self) -> Result<(), PublishError> {
        if let Some(file) = self.witness.clone() {
            let origin = self.signer.verifier().name();
            // A folder that went away is not made anew: it stands for another place.
            let folder = file.parent().unwrap_or(&file);
            fs::metadata(folder).map_err(|source| file_error(folder, source))?;
            let told = self.own_checkpoint(&file, origin);
            let told = told.map_err(|fault| self.not_intact(VerifyError::Witness(fault)))?;
            if told.is_none_or(|told| told.checkpoint.size < self.size()) {
                self.put(file, self.written.clone()).await?;
            }
        }
        self.witnessed = true;
        Ok(())
    }

    /// Checks everything anew: all rows, all files, the checkpoint here and at the witness.
    ///
    /// # Errors
    /// [`PublishError::NotIntact`] names what is at fault.
    pub async fn check(&self) -> Result<PublicationVerified, PublishError> {
        let verifier = self.signer.verifier();
        let publication =
            Publication { folder: &self.folder, verifier: Some(verifier), witness: self.witness.as_deref() };
        let checked = verify_published(&self.database, &self.log, verifier.name(), None, publication).await;
        let (_, verified) = checked.map_err(|source| self.not_intact(source))?;
        if verified.checkpoint.is_none() && !self.written.is_empty() {
            return Err(self.not_intact(VerifyError::Checkpoint(CheckpointFault::Missing)));
        }
        if verified.witness.is_none() && self.witness.is_some() && self.witnessed {
            return Err(self.not_intact(VerifyError::Witness(CheckpointFault::Missing)));
        }
        Ok(verified)
    }
}

fn file_error(path: &Path, source: io::Error) -> PublishError {
    PublishError::File { path: path.to_path_buf(), source }
}
