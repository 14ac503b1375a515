//! Where backups lie: a folder, or whatever else stores objects.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use vault::{hex, sha256};

use crate::BackupError;
use crate::manifest::{Manifest, Part};

/// Below it lie the parts, in 256 folders.
const PARTS: &str = "parts";

/// A place with manifests and the parts that they share.
#[derive(Clone, Debug)]
pub struct Shelf(Arc<dyn ObjectStore>);

impl Shelf {
    /// The folder, which is made if it is not there.
    ///
    /// # Errors
    /// [`BackupError::Folder`] or [`BackupError::Shelf`].
    pub fn folder(path: &Path) -> Result<Self, BackupError> {
        std::fs::create_dir_all(path).map_err(|source| BackupError::Folder { path: path.to_path_buf(), source })?;
        let store = LocalFileSystem::new_with_prefix(path).map_err(BackupError::Shelf)?.with_fsync(true);
        Ok(Self(Arc::new(store)))
    }

    /// Any other store of objects, such as one that speaks S3.
    #[must_use]
    pub fn over(store: Arc<dyn ObjectStore>) -> Self {
        Self(store)
    }

    /// The parts that lie there, with their lengths.
    pub(crate) async fn parts(&self) -> Result<BTreeMap<String, u64>, BackupError> {
        let found: Vec<_> = self.0.list(Some(&Place::from(PARTS))).try_collect().await.map_err(BackupError::Shelf)?;
        let named = found.into_iter().filter_map(|object| Some((object.location.filename()?.to_owned(), object.size)));
        Ok(named.collect())
    }

    /// Lays a part down, durably.
    pub(crate) async fn put(&self, part: &Part, bytes: Bytes) -> Result<(), BackupError> {
        self.0.put(&place(&part.name), bytes.into()).await.map_err(BackupError::Shelf)?;
        Ok(())
    }

    /// A part, which must be as it was written.
    pub(crate) async fn get(&self, part: &Part) -> Result<Bytes, BackupError> {
        let found = match self.0.get(&place(&part.name)).await {
            Err(Error::NotFound { .. }) => return Err(BackupError::PartMissing(part.name.clone())),
            found => found.map_err(BackupError::Shelf)?,
        };
        let bytes = found.bytes().await.map_err(BackupError::Shelf)?;
        if bytes.len() as u64 == part.bytes && hex(&sha256(&bytes)) == part.name {
            Ok(bytes)
        } else {
            Err(BackupError::PartChanged(part.name.clone()))
        }
    }

    /// Lays a manifest down where none lies: from now on there is this backup.
    pub(crate) async fn put_manifest(&self, name: &str, manifest: &Manifest) -> Result<(), BackupError> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.0.put_opts(&Place::from(name), manifest.written()?.into(), options).await {
            Err(Error::AlreadyExists { .. }) => Err(BackupError::NameTaken(name.to_owned())),
            written => written.map(|_| ()).map_err(BackupError::Shelf),
        }
    }

    /// Whether there is a manifest of this name.
    pub(crate) async fn has(&self, name: &str) -> Result<bool, BackupError> {
        match self.0.head(&Place::from(name)).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(BackupError::Shelf(error)),
        }
    }

    /// The manifest of this name.
    ///
    /// # Errors
    /// [`BackupError::NoBackup`], [`BackupError::Manifest`], [`BackupError::Format`] or [`BackupError::Shelf`].
    pub async fn manifest(&self, name: &str) -> Result<Manifest, BackupError> {
        let found = match self.0.get(&Place::from(name)).await {
            Err(Error::NotFound { .. }) => return Err(BackupError::NoBackup(name.to_owned())),
            found => found.map_err(BackupError::Shelf)?,
        };
        Manifest::read(&found.bytes().await.map_err(BackupError::Shelf)?)
    }
}

fn place(name: &str) -> Place {
    Place::from_iter([PARTS, name.get(..2).unwrap_or_default(), name])
}
