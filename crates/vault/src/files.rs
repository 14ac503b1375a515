use std::fs::{self, DirBuilder, File};
use std::io;
use std::ops::Range;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use objects::{AccessFault, Fault, Listed, Place, Site, Store};
use thiserror::Error;
use uuid::Uuid;

use crate::format::{Damage, HEADER_BYTES, Header, Label, lay_out, open_chunks, open_file, seal_chunks, span};
use crate::plain::Plain;
use crate::{CipherError, Key, Sha256, hex, sha256, unhex};

/// What a store is tried with.
const TRIAL_OBJECT: [u8; 16] = *b"ecabinet trial/1";
/// Bytes read at once when a whole file is hashed.
const HASH_STEP_BYTES: u64 = 4 * 1024 * 1024;

/// Why a sealed file could not be written or read.
#[derive(Debug, Error)]
pub enum FileError {
    /// The text is no name of a file here: 64 lower-case hexadecimal digits.
    #[error("{0:?} is not the name of a sealed file")]
    Name(String),
    /// There is no such file.
    #[error("sealed file {0} is missing")]
    Missing(String),
    /// The file does not open.
    #[error("sealed file {name}: {damage}")]
    Damaged {
        /// The file.
        name: String,
        /// Where and how.
        damage: Damage,
    },
    /// The file's ciphertext does not have the hash that is its name.
    #[error("sealed file {0} was changed: its hash is not its name")]
    Hash(String),
    /// The asked range ends after the plaintext, or before its own start.
    #[error("sealed file {name} has {plain_bytes} bytes, asked were {start} to {end}")]
    Range {
        /// The file.
        name: String,
        /// First byte asked for.
        start: u64,
        /// The byte after the last one asked for.
        end: u64,
        /// Length of the plaintext.
        plain_bytes: u64,
    },
    /// A cipher failed.
    #[error(transparent)]
    Cipher(#[from] CipherError),
    /// The store failed; a file being written is not to be named by anyone.
    #[error("the store of sealed files: {0}")]
    Store(#[source] Fault),
    /// The store lies on another machine, and did not do what was asked; a file being written is not to be named by anyone.
    #[error("the store of sealed files on another machine: {0}")]
    Elsewhere(#[source] Fault),
    /// The store on another machine cannot be asked at all.
    #[error("the store of sealed files on another machine: {0}")]
    Access(#[from] AccessFault),
    /// The system refused work on the folder.
    #[error("folder of sealed files {path}: {source}")]
    Folder {
        /// What was worked on.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The background work ended without a result.
    #[error("background work ended without a result")]
    Interrupted,
}

/// What a store does not do.
#[derive(Debug, Error)]
pub enum TrialFault {
    /// A file cannot be laid down.
    #[error("writing: {0}")]
    Write(#[source] FileError),
    /// It does not come back as it was.
    #[error("reading: {0}")]
    Read(#[source] FileError),
    /// It is not listed.
    #[error("listing: {0}")]
    List(#[source] FileError),
    /// It cannot be deleted.
    #[error("deleting: {0}")]
    Remove(#[source] FileError),
}

impl FileError {
    /// Whether a store on another machine is at fault, and not the file: later it may be had.
    #[must_use]
    pub const fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Elsewhere(_))
    }

    /// Whether it failed because the disk is full: what was being written is named by nobody.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let first: &(dyn std::error::Error + 'static) = self;
        let mut causes = std::iter::successors(Some(first), |error| error.source());
        causes.any(|error| {
            error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::StorageFull)
        })
    }
}

/// What [`Files::put`] wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// SHA-256 of the ciphertext in hexadecimal digits.
    pub name: String,
    /// Length of what was sealed.
    pub plain_bytes: u64,
    /// Length of what lies there.
    pub sealed_bytes: u64,
}

/// How much the store holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Sealed files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// The store of sealed files, a folder or a bucket: `ab/ab…`, each named by the SHA-256 of its own ciphertext.
#[derive(Debug, Clone)]
pub struct Files {
    /// The folder, for what a folder alone needs; none for a bucket.
    folder: Option<Arc<Path>>,
    store: Store,
}

impl Files {
    /// Opens the store: a folder as [`Files::open`]; a bucket is not asked yet.
    ///
    /// # Errors
    /// [`FileError::Folder`], [`FileError::Store`] or [`FileError::Access`].
    pub fn at(site: &Site) -> Result<Files, FileError> {
        match site {
            Site::Folder(folder) => Files::open(folder),
            Site::Bucket(path, access) => Ok(Files { folder: None, store: Store::bucket(path, access)? }),
        }
    }

    /// The store as it lies: nothing is made in it. For whoever judges one.
    ///
    /// # Errors
    /// As [`Files::at`], and when there is no such folder.
    pub fn at_for_reading(site: &Site) -> Result<Files, FileError> {
        match site {
            Site::Folder(folder) => Files::open_for_reading(folder),
            Site::Bucket(..) => Files::at(site),
        }
    }

    /// Whether the files lie on another machine, which may be away.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        self.store.is_elsewhere()
    }

    /// Asks the store one question, to see whether it answers.
    ///
    /// # Errors
    /// [`FileError::Store`] or [`FileError::Elsewhere`].
    pub async fn answers(&self) -> Result<(), FileError> {
        self.store.size(&Place::from("answers")).await.map(|_| ()).map_err(|fault| self.failed(fault))
    }

    /// Tries all that is asked of a store, with a file that nobody names and that is gone again at the end.
    ///
    /// # Errors
    /// [`TrialFault`] says what it does not do.
    pub async fn trial(&self) -> Result<(), TrialFault> {
        let key = Key::random().map_err(|error| TrialFault::Write(error.into()))?;
        let label = Label { object: Uuid::from_bytes(TRIAL_OBJECT), revision: 0 };
        let name = self.put(&key, label, &TRIAL_OBJECT).await.map_err(TrialFault::Write)?.name;
        let read = self.read(&key, label, &name).await.map_err(TrialFault::Read);
        let beneath = name.get(..2).map(Place::from);
        let listed = self.store.list(beneath.as_ref()).await.map_err(|fault| TrialFault::List(self.failed(fault)));
        self.remove(&name).await.map_err(TrialFault::Remove)?;
        read?;
        if listed?.iter().any(|file| file.place.filename() == Some(name.as_str())) {
            Ok(())
        } else {
            Err(TrialFault::List(FileError::Missing(name)))
        }
    }

    fn failed(&self, fault: Fault) -> FileError {
        if self.is_elsewhere() { FileError::Elsewhere(fault) } else { FileError::Store(fault) }
    }

    fn failed_of(&self, name: &str, fault: Fault) -> FileError {
        match fault {
            Fault::Missing(_) => FileError::Missing(name.to_owned()),
            fault => self.failed(fault),
        }
    }

    /// Opens `folder`, making it (mode 0700) and its 256 shards where they are missing.
    ///
    /// Every directory is made and synced here and never while files are written: the store syncs only directories that
    /// it made itself, so of two first files in a new shard one could be reported durable in a directory that is not.
    ///
    /// # Errors
    /// [`FileError::Folder`] or [`FileError::Store`].
    pub fn open(folder: &Path) -> Result<Files, FileError> {
        let failed = |path: &Path, source| folder_error(path, source);
        let folder = std::path::absolute(folder).map_err(|source| failed(folder, source))?;
        make_folder(&folder)?;
        for shard in 0..=u8::MAX {
            make_folder(&folder.join(hex(&[shard])))?;
        }
        sync_folder(&folder)?;
        if let Some(parent) = folder.parent() {
            sync_folder(parent)?;
        }
        Files::over(&folder)
    }

    /// The folder as it lies: nothing is made in it. For whoever judges a folder.
    ///
    /// # Errors
    /// [`FileError::Folder`] or [`FileError::Store`] when there is no such folder.
    pub fn open_for_reading(folder: &Path) -> Result<Files, FileError> {
        let absolute = std::path::absolute(folder).map_err(|source| folder_error(folder, source))?;
        Files::over(&absolute)
    }

    fn over(folder: &Path) -> Result<Files, FileError> {
        let store = Store::folder(folder).map_err(FileError::Store)?;
        Ok(Files { folder: Some(folder.into()), store })
    }

    /// Seals `plain` under `key` for `label` and stores it; durable when this returns, and read back from a store on another
    /// machine. Plaintext never leaves this process.
    ///
    /// # Errors
    /// [`FileError::Cipher`], [`FileError::Store`] or [`FileError::Elsewhere`]; after any the file counts as not written,
    /// though a file that nobody names may lie there.
    pub async fn put(&self, key: &Key, label: Label, plain: &[u8]) -> Result<StoredFile, FileError> {
        let (header, staged) = lay_out(plain)?;
        let key = key.clone();
        let (name, sealed) = in_background(move || {
            let sealed = seal_chunks(header, &key, label, staged)?;
            Ok((hex(&sha256(&sealed)), Bytes::from(sealed)))
        })
        .await?;
        let sealed_bytes = sealed.len() as u64;
        self.store.put(&place(&name)?, sealed).await.map_err(|fault| self.failed(fault))?;
        Ok(StoredFile { name, plain_bytes: header.plain_bytes, sealed_bytes })
    }

    /// The whole plaintext of the file `name`.
    ///
    /// # Errors
    /// [`FileError::Missing`]; [`FileError::Damaged`] for any changed byte, another key or another label.
    pub async fn read(&self, key: &Key, label: Label, name: &str) -> Result<Plain, FileError> {
        let sealed = self.get(name).await?;
        let (key, owned) = (key.clone(), name.to_owned());
        in_background(move || {
            let opened = open_file(&key, label, Vec::from(sealed));
            opened.map_err(|damage| FileError::Damaged { name: owned, damage })
        })
        .await
    }

    /// The plaintext bytes `range` of the file `name`; reads and opens only the chunks that hold them, so a change in any
    /// other chunk is for [`Files::read`] or [`Files::verify`] to find.
    ///
    /// # Errors
    /// As [`Files::read`], and [`FileError::Range`] when `range` does not lie within the plaintext.
    pub async fn read_range(&self, key: &Key, label: Label, name: &str, range: Range<u64>) -> Result<Plain, FileError> {
        let damaged = |damage| FileError::Damaged { name: name.to_owned(), damage };
        let sealed_bytes = self.sealed_bytes(name).await?;
        if sealed_bytes < HEADER_BYTES as u64 {
            return Err(damaged(Damage::Header));
        }
        let start = self.get_span(name, 0..HEADER_BYTES as u64).await?;
        let header = Header::parse(&start, sealed_bytes).map_err(damaged)?;
        let outside = || FileError::Range {
            name: name.to_owned(),
            start: range.start,
            end: range.end,
            plain_bytes: header.plain_bytes,
        };
        if range.start > range.end || range.end > header.plain_bytes {
            return Err(outside());
        }
        if range.is_empty() {
            return Ok(Plain::default());
        }
        let (first, sealed_span, skip) = span(range.start, range.end).ok_or_else(outside)?;
        let length = usize::try_from(range.end - range.start).map_err(|_| outside())?;
        let sealed = self.get_span(name, sealed_span.start..sealed_span.end.min(sealed_bytes)).await?;
        let (key, name) = (key.clone(), name.to_owned());
        in_background(move || {
            let opened = open_chunks(header, &key, label, first, Plain::of(Vec::from(sealed)), 0);
            let damaged = |damage| FileError::Damaged { name, damage };
            match opened.map(|plain| {
                let asked = plain.get(skip..skip + length);
                asked.map(|asked| Plain::of(asked.to_vec()))
            }) {
                Ok(Some(asked)) => Ok(asked),
                Ok(None) => Err(damaged(Damage::Length)),
                Err(damage) => Err(damaged(damage)),
            }
        })
        .await
    }

    /// The sealed bytes of the file `name` as they lie, for one who holds the key elsewhere.
    ///
    /// # Errors
    /// [`FileError::Missing`] or [`FileError::Store`].
    pub async fn sealed(&self, name: &str) -> Result<Bytes, FileError> {
        self.get(name).await
    }

    /// Lays sealed bytes down again that were taken from here, or from another folder; durable when this returns.
    ///
    /// # Errors
    /// [`FileError::Hash`] when they are not the file `name`; [`FileError::Name`] or [`FileError::Store`].
    pub async fn lay(&self, name: &str, sealed: Bytes) -> Result<(), FileError> {
        let place = place(name)?;
        if hex(&sha256(&sealed)) != name {
            return Err(FileError::Hash(name.to_owned()));
        }
        self.store.put(&place, sealed).await.map_err(|fault| self.failed(fault))
    }

    /// Length of the sealed file `name`, or `None` when there is none.
    ///
    /// # Errors
    /// [`FileError::Name`] or [`FileError::Store`].
    pub async fn stored(&self, name: &str) -> Result<Option<u64>, FileError> {
        match self.sealed_bytes(name).await {
            Ok(sealed_bytes) => Ok(Some(sealed_bytes)),
            Err(FileError::Missing(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Checks, without a key, that the ciphertext of the file `name` has the hash that is its name.
    ///
    /// # Errors
    /// [`FileError::Hash`] when it has not; [`FileError::Missing`] or [`FileError::Store`].
    pub async fn verify(&self, name: &str) -> Result<(), FileError> {
        let sealed_bytes = self.sealed_bytes(name).await?;
        let mut hash = Sha256::default();
        let mut start = 0;
        while start < sealed_bytes {
            let end = (start + HASH_STEP_BYTES).min(sealed_bytes);
            let step = self.get_span(name, start..end).await?;
            hash = in_background(move || {
                hash.update(&step);
                Ok(hash)
            })
            .await?;
            start = end;
        }
        if hex(&hash.finish()) == name { Ok(()) } else { Err(FileError::Hash(name.to_owned())) }
    }

    /// The name of every stored file with the time of its last change in Unix milliseconds, in no order.
    ///
    /// # Errors
    /// [`FileError::Store`].
    pub async fn names(&self) -> Result<Vec<(String, i64)>, FileError> {
        let found = self.listed().await?.into_iter();
        Ok(found.filter_map(|file| Some((file.place.filename()?.to_owned(), file.changed_ms))).collect())
    }

    /// How many sealed files there are, and their bytes.
    ///
    /// # Errors
    /// [`FileError::Store`].
    pub async fn held(&self) -> Result<Held, FileError> {
        let found = self.listed().await?;
        Ok(found
            .iter()
            .fold(Held::default(), |held, file| Held { files: held.files + 1, bytes: held.bytes + file.bytes }))
    }

    /// Whatever lies here under the name of a sealed file.
    async fn listed(&self) -> Result<Vec<Listed>, FileError> {
        let mut found = self.store.list(None).await.map_err(|fault| self.failed(fault))?;
        found.retain(|file| {
            let name = file.place.filename().and_then(|name| place(name).ok());
            name.is_some_and(|place| place == file.place)
        });
        Ok(found)
    }

    /// Deletes the file `name`, durably; false when there was none.
    ///
    /// # Errors
    /// [`FileError::Name`], [`FileError::Store`] or [`FileError::Folder`].
    pub async fn remove(&self, name: &str) -> Result<bool, FileError> {
        if !self.store.delete(&place(name)?).await.map_err(|fault| self.failed(fault))? {
            return Ok(false);
        }
        let Some(folder) = &self.folder else { return Ok(true) };
        // The store does not sync a delete, and what was erased must not come back with a power cut.
        let shard = folder.join(name.get(..2).unwrap_or_default());
        in_background(move || sync_folder(&shard)).await?;
        Ok(true)
    }

    /// Deletes temporary files of writes that a crash cut off, if last changed before `before_ms` (Unix milliseconds);
    /// gives their number. A bucket has none.
    ///
    /// # Errors
    /// [`FileError::Folder`].
    pub async fn sweep_unfinished(&self, before_ms: i64) -> Result<u64, FileError> {
        let Some(folder) = self.folder.clone() else { return Ok(0) };
        let before = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(before_ms).unwrap_or_default());
        in_background(move || {
            let mut swept = 0;
            for shard in 0..=u8::MAX {
                let shard = folder.join(hex(&[shard]));
                swept += sweep_shard(&shard, before).map_err(|source| folder_error(&shard, source))?;
            }
            Ok(swept)
        })
        .await
    }

    async fn sealed_bytes(&self, name: &str) -> Result<u64, FileError> {
        let found = self.store.size(&place(name)?).await.map_err(|fault| self.failed_of(name, fault))?;
        found.ok_or_else(|| FileError::Missing(name.to_owned()))
    }

    async fn get_span(&self, name: &str, span: Range<u64>) -> Result<Bytes, FileError> {
        let found = self.store.span(&place(name)?, span).await;
        Ok(found.map_err(|fault| self.failed_of(name, fault))?.1)
    }

    async fn get(&self, name: &str) -> Result<Bytes, FileError> {
        self.store.get(&place(name)?).await.map_err(|fault| self.failed_of(name, fault))
    }
}

/// Where the file `name` lies. Only a well-formed name gives a place, so no text from outside becomes a path.
fn place(name: &str) -> Result<Place, FileError> {
    let shard = name.get(..2);
    match (unhex(name), shard) {
        (Some(hash), Some(shard)) if hash.len() == 32 => Ok(Place::from_iter([shard, name])),
        _ => Err(FileError::Name(name.to_owned())),
    }
}

fn folder_error(path: &Path, source: io::Error) -> FileError {
    FileError::Folder { path: path.to_path_buf(), source }
}

fn make_folder(path: &Path) -> Result<(), FileError> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(folder_error(path, error)),
        _ => Ok(()),
    }
}

fn sync_folder(path: &Path) -> Result<(), FileError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|source| folder_error(path, source))
}

fn sweep_shard(shard: &Path, before: SystemTime) -> io::Result<u64> {
    let mut swept = 0;
    for entry in fs::read_dir(shard)? {
        let entry = entry?;
        // The store writes to `<name>#<number>` until the file is whole.
        let unfinished = entry.file_name().to_string_lossy().contains('#');
        if unfinished && entry.metadata()?.modified()? < before {
            fs::remove_file(entry.path())?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// Runs work on many bytes where it holds up no other task.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(FileError::Interrupted))
}
