//! Where backups lie: a folder or a bucket.

use std::collections::BTreeMap;

use bytes::Bytes;
use objects::{Fault, Place, Site, Store};
use vault::{hex, sha256};

use crate::BackupError;
use crate::manifest::{Manifest, Part};

/// Below it lie the parts, in 256 folders.
const PARTS: &str = "parts";

/// A place with manifests and the parts that they share.
#[derive(Clone, Debug)]
pub struct Shelf(Store);

impl Shelf {
    /// A folder, which is made if it is not there, or a bucket, which is not asked yet.
    ///
    /// # Errors
    /// [`BackupError::Folder`], [`BackupError::Shelf`] or [`BackupError::Access`].
    pub fn at(site: &Site) -> Result<Self, BackupError> {
        if let Site::Folder(path) = site {
            std::fs::create_dir_all(path).map_err(|source| BackupError::Folder { path: path.clone(), source })?;
        }
        Self::standing(site)
    }

    /// The same, where nothing is made.
    ///
    /// # Errors
    /// [`BackupError::Shelf`] or [`BackupError::Access`].
    pub fn standing(site: &Site) -> Result<Self, BackupError> {
        Ok(Self(match site {
            Site::Folder(path) => Store::folder(path).map_err(BackupError::Shelf)?,
            Site::Bucket(path, access) => Store::bucket(path, access)?,
        }))
    }

    /// The parts that lie there, with their lengths.
    pub(crate) async fn parts(&self) -> Result<BTreeMap<String, u64>, BackupError> {
        let found = self.0.list(Some(&Place::from(PARTS))).await.map_err(BackupError::Shelf)?;
        let named = found.into_iter().filter_map(|part| Some((part.place.filename()?.to_owned(), part.bytes)));
        Ok(named.collect())
    }

    /// Lays a part down, durably; on another machine it is read back.
    pub(crate) async fn put(&self, part: &Part, bytes: Bytes) -> Result<(), BackupError> {
        self.0.put(&place(&part.name), bytes).await.map_err(BackupError::Shelf)
    }

    /// A part, which must be as it was written.
    pub(crate) async fn get(&self, part: &Part) -> Result<Bytes, BackupError> {
        let bytes = match self.0.get(&place(&part.name)).await {
            Err(Fault::Missing(_)) => return Err(BackupError::PartMissing(part.name.clone())),
            found => found.map_err(BackupError::Shelf)?,
        };
        if bytes.len() as u64 == part.bytes && hex(&sha256(&bytes)) == part.name {
            Ok(bytes)
        } else {
            Err(BackupError::PartChanged(part.name.clone()))
        }
    }

    /// Lays a manifest down where none lies: from now on there is this backup.
    pub(crate) async fn put_manifest(&self, name: &str, manifest: &Manifest) -> Result<(), BackupError> {
        match self.0.create(&Place::from(name), manifest.written()?.into()).await {
            Err(Fault::Taken(_)) => Err(BackupError::NameTaken(name.to_owned())),
            written => written.map_err(BackupError::Shelf),
        }
    }

    /// Whether there is a manifest of this name.
    pub(crate) async fn has(&self, name: &str) -> Result<bool, BackupError> {
        Ok(self.0.size(&Place::from(name)).await.map_err(BackupError::Shelf)?.is_some())
    }

    /// The manifest of this name.
    ///
    /// # Errors
    /// [`BackupError::NoBackup`], [`BackupError::Manifest`], [`BackupError::Format`] or [`BackupError::Shelf`].
    pub async fn manifest(&self, name: &str) -> Result<Manifest, BackupError> {
        let found = match self.0.get(&Place::from(name)).await {
            Err(Fault::Missing(_)) => return Err(BackupError::NoBackup(name.to_owned())),
            found => found.map_err(BackupError::Shelf)?,
        };
        Manifest::read(&found)
    }
}

fn place(name: &str) -> Place {
    Place::from_iter([PARTS, name.get(..2).unwrap_or_default(), name])
}
