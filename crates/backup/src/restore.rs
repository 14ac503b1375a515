//! A backup laid down again where nothing lies.

use std::fs;
use std::path::{Path, PathBuf};

use ledger::{Batch, Database, Drawer, LaidTiles, Place, SealedEntry, origin_of};
use objects::Site;
use vault::{Files, hex};

use crate::manifest::{LogTaken, Manifest, Part};
use crate::rows::{AsBytes, rows};
use crate::{BackupError, Shelf};

/// Where a backup is restored to.
#[derive(Clone, Copy, Debug)]
pub struct Blank<'a> {
    /// The data folder, which is not there or empty.
    pub folder: &'a Path,
    /// Address of an empty PostgreSQL database, if the ledger shall lie in one.
    pub database: Option<&'a str>,
    /// Where the sealed files shall lie, if elsewhere than in the data folder: a folder that is not there or empty, or a
    /// bucket in which nothing lies beneath the name.
    pub papers: Option<&'a Site>,
}

/// Restores a backup, each part checked against its name and each log against its root. The data folder gets its name
/// when all of it is there; until then it ends in `.restoring`, and after a failure it is gone.
///
/// # Errors
/// [`BackupError`]; nothing is left of what was laid into folders. A PostgreSQL database is to be dropped then.
pub async fn restore(shelf: &Shelf, name: &str, blank: Blank<'_>) -> Result<Manifest, BackupError> {
    let manifest = shelf.manifest(name).await?;
    must_be_blank(blank.folder)?;
    match blank.papers {
        Some(Site::Folder(papers)) => must_be_blank(papers)?,
        Some(bucket) if !Files::at(bucket)?.names().await?.is_empty() => {
            return Err(BackupError::NotBlank(bucket.to_string()));
        }
        _ => {}
    }
    let building = building(blank.folder);
    if building.exists() {
        fs::remove_dir_all(&building).map_err(|source| folder_error(&building, source))?;
    }
    let laid = lay(shelf, &manifest, blank, &building).await;
    if let Err(error) = laid {
        // The failure to be told is the one that came before.
        let _ = fs::remove_dir_all(&building);
        if let Some(papers) = blank.papers {
            let _ = take_away(papers).await;
        }
        return Err(error);
    }
    // An empty folder gives way to the whole one.
    let renamed = fs::rename(&building, blank.folder).and_then(|()| {
        let parent = fs::canonicalize(blank.folder)?;
        parent.parent().map_or(Ok(()), |parent| fs::File::open(parent)?.sync_all())
    });
    renamed.map_err(|source| folder_error(blank.folder, source))?;
    Ok(manifest)
}

/// Takes sealed files away from where nothing lay before they were restored there.
///
/// # Errors
/// [`BackupError::Folder`] or [`BackupError::File`]; then some are left.
pub async fn take_away(papers: &Site) -> Result<(), BackupError> {
    if let Site::Folder(folder) = papers {
        return fs::remove_dir_all(folder).map_err(|source| folder_error(folder, source));
    }
    let files = Files::at(papers)?;
    for (name, _) in files.names().await? {
        files.remove(&name).await?;
    }
    Ok(())
}

fn folder_error(path: &Path, source: std::io::Error) -> BackupError {
    BackupError::Folder { path: path.to_path_buf(), source }
}

fn building(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".restoring");
    folder.with_file_name(name)
}

fn must_be_blank(folder: &Path) -> Result<(), BackupError> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(folder_error(folder, source)),
        Ok(mut found) => match found.next() {
            None => Ok(()),
            Some(_) => Err(BackupError::NotBlank(folder.display().to_string())),
        },
    }
}

async fn lay(shelf: &Shelf, manifest: &Manifest, blank: Blank<'_>, building: &Path) -> Result<(), BackupError> {
    let database = match blank.database {
        Some(address) => Database::connect_alone(address, building).await?,
        None => Database::open(building).await?,
    };
    let laid = lay_rows(shelf, manifest, &database, building).await;
    database.close().await;
    laid?;
    let inside = Site::Folder(building.join("papers"));
    let files = Files::at(blank.papers.unwrap_or(&inside))?;
    for part in &manifest.files {
        files.lay(&part.name, shelf.get(part).await?).await?;
    }
    Ok(())
}

async fn lay_rows(shelf: &Shelf, manifest: &Manifest, database: &Database, building: &Path) -> Result<(), BackupError> {
    if !database.logs().await?.is_empty() {
        return Err(BackupError::DatabaseNotBlank);
    }
    for log in &manifest.logs {
        let origin = origin_of(&manifest.government, &log.log);
        let tiles = LaidTiles::begin(building, &log.log, &origin, log.checkpoint.as_deref())?;
        lay_log(shelf, log, database, tiles).await?;
    }
    for part in &manifest.texts {
        let texts = of_part(shelf, part).await?;
        database.commit(Batch { texts, ..Batch::default() }).await?;
    }
    for part in &manifest.drawers {
        let drawers: Vec<(Place, Drawer)> = of_part(shelf, part).await?;
        database.lay_drawers(&drawers, manifest.last_version).await?;
    }
    Ok(())
}

async fn lay_log(shelf: &Shelf, log: &LogTaken, database: &Database, mut tiles: LaidTiles) -> Result<(), BackupError> {
    for part in &log.entries {
        let entries: Vec<SealedEntry> = of_part(shelf, part).await?;
        for entry in &entries {
            tiles.push(&entry.leaf)?;
        }
        database.commit(Batch { entries, ..Batch::default() }).await?;
    }
    let (size, root) = tiles.finish()?;
    if size == log.size && hex(&root) == log.root {
        return Ok(());
    }
    Err(BackupError::Root { log: log.log.clone(), size: log.size })
}

async fn of_part<R: AsBytes>(shelf: &Shelf, part: &Part) -> Result<Vec<R>, BackupError> {
    rows(&shelf.get(part).await?).ok_or_else(|| BackupError::PartChanged(part.name.clone()))
}
