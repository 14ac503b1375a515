//! Taking a backup, of a government that is served or of one that is stopped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use bytes::Bytes;
use ledger::{Merkle, Still, TextsAfter, published_checkpoint};
use vault::{FileError, Files, hex, sha256};

use crate::manifest::{FORMAT, LogTaken, Manifest, Part};
use crate::rows::AsBytes;
use crate::{BackupError, Shelf};

/// Rows of one part. A part that is full never changes, because entries and texts are only added.
const ROWS: u32 = 1024;

/// Where a government lies.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its stable name.
    pub government: &'a str,
    /// The data folder.
    pub folder: &'a Path,
    /// Address of the PostgreSQL database, if the ledger lies in one.
    pub database: Option<&'a str>,
    /// The sealed files.
    pub papers: &'a Files,
}

/// What was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Logs with their entries and roots.
    pub logs: Vec<LogTaken>,
    /// Sealed files.
    pub files: u64,
    /// Parts that lay there already.
    pub parts_standing: u64,
    /// Parts that were laid down now, and their bytes.
    pub parts_new: u64,
    /// Their bytes.
    pub bytes_new: u64,
}

struct Taking<'a> {
    shelf: &'a Shelf,
    standing: BTreeMap<String, u64>,
    taken: Taken,
}

/// Takes a backup and lays it down under `name`. Until the manifest is there, which comes last, there is no backup.
///
/// Files are taken before the rows that may name them are read, and once more after: a file is whole on the disk before
/// any row names it.
///
/// # Errors
/// [`BackupError`]; what was laid down until then is taken for standing next time.
pub async fn take(source: Source<'_>, shelf: &Shelf, name: &str, made_ms: i64) -> Result<Taken, BackupError> {
    if shelf.has(name).await? {
        return Err(BackupError::NameTaken(name.to_owned()));
    }
    let mut taking = Taking { shelf, standing: shelf.parts().await?, taken: Taken::default() };
    let mut names = BTreeMap::new();
    taking.files(source.papers, &mut names).await?;
    // Before the rows, so that none is longer than its log.
    let mut checkpoints = checkpoints(source.folder)?;
    let mut still = match source.database {
        Some(address) => Still::of_database(address).await?,
        None => Still::of_folder(source.folder).await?,
    };
    let mut logs = Vec::new();
    for (log, size) in still.logs().await? {
        let checkpoint = checkpoints.remove(&log);
        logs.push(LogTaken { checkpoint, ..taking.log(&mut still, log, size).await? });
    }
    let texts = taking.texts(&mut still).await?;
    let drawers = taking.drawers(&mut still).await?;
    let last_version = still.last_version().await?;
    still.close().await?;
    taking.files(source.papers, &mut names).await?;
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        government: source.government.to_owned(),
        made_ms,
        logs: logs.clone(),
        texts,
        drawers,
        last_version,
        files: names.into_iter().map(|(name, bytes)| Part { name, bytes }).collect(),
    };
    shelf.put_manifest(name, &manifest).await?;
    Ok(Taken { logs, files: manifest.files.len() as u64, ..taking.taken })
}

/// The checkpoint of every log that this folder publishes.
fn checkpoints(data: &Path) -> Result<BTreeMap<String, String>, BackupError> {
    let folder = data.join("tiles");
    let failed = |source| BackupError::Folder { path: folder.clone(), source };
    let mut found = BTreeMap::new();
    let listed = match fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        listed => listed.map_err(failed)?,
    };
    for log in listed {
        let log = log.map_err(failed)?.file_name().to_string_lossy().into_owned();
        if let Some(checkpoint) = published_checkpoint(data, &log).map_err(failed)? {
            found.insert(log, checkpoint);
        }
    }
    Ok(found)
}

impl Taking<'_> {
    /// Lays a part down if it does not lie there in its full length.
    async fn part(&mut self, bytes: Vec<u8>) -> Result<Part, BackupError> {
        let part = Part { name: hex(&sha256(&bytes)), bytes: bytes.len() as u64 };
        if self.stands(&part) {
            return Ok(part);
        }
        self.lay(&part, bytes.into()).await?;
        Ok(part)
    }

    /// Lays rows down as one part.
    async fn rows<R: AsBytes>(&mut self, rows: &[R]) -> Result<Part, BackupError> {
        let mut bytes = Vec::new();
        rows.iter().for_each(|row| row.write(&mut bytes));
        self.part(bytes).await
    }

    fn stands(&mut self, part: &Part) -> bool {
        let stands = self.standing.get(&part.name) == Some(&part.bytes);
        self.taken.parts_standing += u64::from(stands);
        stands
    }

    async fn lay(&mut self, part: &Part, bytes: Bytes) -> Result<(), BackupError> {
        self.shelf.put(part, bytes).await?;
        self.standing.insert(part.name.clone(), part.bytes);
        self.taken.parts_new += 1;
        self.taken.bytes_new += part.bytes;
        Ok(())
    }

    async fn log(&mut self, still: &mut Still, log: String, size: u64) -> Result<LogTaken, BackupError> {
        let (mut tree, mut entries, mut from) = (Merkle::default(), Vec::new(), 0);
        while from < size {
            let rows = still.entries(&log, from, ROWS).await?;
            rows.iter().for_each(|row| tree.push(row.leaf_hash));
            from += rows.len() as u64;
            entries.push(self.rows(&rows).await?);
            if rows.is_empty() {
                break;
            }
        }
        Ok(LogTaken { log, size, root: hex(&tree.root()), checkpoint: None, entries })
    }

    async fn texts(&mut self, still: &mut Still) -> Result<Vec<Part>, BackupError> {
        let (mut parts, mut after) = (Vec::new(), TextsAfter::default());
        loop {
            let (rows, next) = still.texts(after, ROWS).await?;
            if rows.is_empty() {
                return Ok(parts);
            }
            parts.push(self.rows(&rows).await?);
            after = next;
        }
    }

    async fn drawers(&mut self, still: &mut Still) -> Result<Vec<Part>, BackupError> {
        let (mut parts, mut after) = (Vec::new(), None);
        loop {
            let rows = still.drawers(after.as_ref(), ROWS).await?;
            let Some((last, _)) = rows.last() else { return Ok(parts) };
            after = Some(last.clone());
            parts.push(self.rows(&rows).await?);
        }
    }

    /// Takes the files that were not taken yet. One that is deleted meanwhile was erased, or is named by nobody.
    async fn files(&mut self, files: &Files, names: &mut BTreeMap<String, u64>) -> Result<(), BackupError> {
        let found: BTreeSet<String> = files.names().await?.into_iter().map(|(name, _)| name).collect();
        for name in found {
            if names.contains_key(&name) {
                continue;
            }
            let Some(bytes) = files.stored(&name).await? else { continue };
            let part = Part { name, bytes };
            if !self.stands(&part) {
                match files.sealed(&part.name).await {
                    Err(FileError::Missing(_)) => continue,
                    sealed => self.whole(&part, sealed?).await?,
                }
            }
            names.insert(part.name, part.bytes);
        }
        Ok(())
    }

    async fn whole(&mut self, part: &Part, sealed: Bytes) -> Result<(), BackupError> {
        // A file that was changed where it lies is told now, and not on the day of its restoration.
        if hex(&sha256(&sealed)) != part.name {
            return Err(FileError::Hash(part.name.clone()).into());
        }
        self.lay(part, sealed).await
    }
}
