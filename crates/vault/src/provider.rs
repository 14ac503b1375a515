use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, OFlags, RenameFlags, renameat_with};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{CipherError, Key, hex, open, random, seal, unhex};

/// First line of a key file; the second is the key in hexadecimal digits.
const HEADING: &str = "ecabinet-key/1\n";
/// The only permissions a key file may have.
const MODE: u32 = 0o600;
/// Leading bytes of the derived check value that are shown.
const CHECK_VALUE_BYTES: usize = 16;

/// Why a key could not be had.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The system refused to read or write the key file.
    #[error("key file {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A new key would overwrite what stands at this path.
    #[error("{0} exists already; a key file is never overwritten")]
    Exists(PathBuf),
    /// The key file can be read by others, or is no plain file.
    #[error("key file {path} must be a plain file of mode 0600, is {mode:04o}")]
    Mode {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The key would be copied with the data that it protects.
    #[error("key file {0} lies inside the data folder; keep it elsewhere")]
    InsideData(PathBuf),
    /// The file holds something other than one key.
    #[error("{0} is not a key file")]
    Malformed(PathBuf),
    /// A wrapped key does not open: it was changed, or this is not the root key that wrapped it.
    #[error("the wrapped key does not open under this root key")]
    Unwrap,
    /// A cipher failed.
    #[error(transparent)]
    Cipher(#[from] CipherError),
}

/// Where the root key lies. The root key itself never leaves its provider.
pub trait KeyProvider: Send + Sync {
    /// Seals `key` under the root key for the place that `aad` names.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    fn wrap(&self, aad: &[u8], key: &Key) -> Result<Vec<u8>, KeyError>;

    /// Opens what [`KeyProvider::wrap`] made for the same place.
    ///
    /// # Errors
    /// [`KeyError::Unwrap`] under another root key or place, or after any change.
    fn unwrap(&self, aad: &[u8], wrapped: &[u8]) -> Result<Key, KeyError>;

    /// 32 hexadecimal digits that tell one root key from another and nothing else of it; kept with the data so that a
    /// start with the wrong key is refused.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    fn check_value(&self) -> Result<String, KeyError>;

    /// A key for one `purpose`, never one that wraps.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    fn derive(&self, purpose: &str) -> Result<Key, KeyError>;
}

/// The provider `file`: a root key in a file of mode 0600 outside the data folder.
#[derive(Debug)]
pub struct KeyFile {
    root: Key,
}

impl KeyFile {
    /// Makes a new random root key in a new file at `path`, durable when this returns.
    ///
    /// It is written beside `path` and gets its name only when it is whole: a half-written key file would stand in the way
    /// of every later start. What a crash leaves there is a key that nothing was ever sealed with.
    ///
    /// # Errors
    /// [`KeyError::Exists`] when anything stands at `path`; [`KeyError::File`] when the system refuses, and then no
    /// half-written file stays.
    pub fn create(path: &Path) -> Result<KeyFile, KeyError> {
        KeyFile::create_of(path, Key::random()?)
    }

    pub(crate) fn of(root: Key) -> KeyFile {
        KeyFile { root }
    }

    pub(crate) fn root(&self) -> &Key {
        &self.root
    }

    /// As [`KeyFile::create`], of a root key that is there already.
    pub(crate) fn create_of(path: &Path, root: Key) -> Result<KeyFile, KeyError> {
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(format!(".unfinished-{}", hex(&random::<8>()?)));
        let unfinished = PathBuf::from(unfinished);
        let created = write_durably(&unfinished, &root).and_then(|()| name_durably(&unfinished, path));
        if let Err(source) = created {
            // The failure itself is what is told.
            let _ = fs::remove_file(&unfinished);
            return Err(match source.kind() {
                io::ErrorKind::AlreadyExists => KeyError::Exists(path.to_path_buf()),
                _ => file_error(path, source),
            });
        }
        Ok(KeyFile { root })
    }

    /// Reads the root key at `path`.
    ///
    /// `data` is the data folder, which need not exist yet; both paths are compared after symbolic links are resolved.
    /// `allow_inside_data` is for `demo` alone.
    ///
    /// # Errors
    /// [`KeyError::InsideData`], [`KeyError::Mode`], [`KeyError::Malformed`] or [`KeyError::File`].
    pub fn open(path: &Path, data: &Path, allow_inside_data: bool) -> Result<KeyFile, KeyError> {
        let real = fs::canonicalize(path).map_err(|source| file_error(path, source))?;
        let data = resolve(data).map_err(|source| file_error(data, source))?;
        if !allow_inside_data && real.starts_with(&data) {
            return Err(KeyError::InsideData(path.to_path_buf()));
        }
        // Checks and reading use one open file, so nobody can change it for another in between. NONBLOCK: opening a
        // pipe that lies there must not hang the start.
        let file = OpenOptions::new()
            .read(true)
            .custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed())
            .open(&real)
            .map_err(|source| file_error(path, source))?;
        let found = file.metadata().map_err(|source| file_error(path, source))?;
        let mode = found.permissions().mode() & 0o7777;
        if !found.is_file() || mode != MODE {
            return Err(KeyError::Mode { path: path.to_path_buf(), mode });
        }
        let mut text = Zeroizing::new(String::with_capacity(256));
        file.take(256).read_to_string(&mut text).map_err(|source| file_error(path, source))?;
        let root = parse(&text).ok_or_else(|| KeyError::Malformed(path.to_path_buf()))?;
        Ok(KeyFile { root })
    }

    fn wrapping_key(&self) -> Result<Key, KeyError> {
        Ok(self.root.derive("wrap")?)
    }
}

impl KeyProvider for KeyFile {
    fn wrap(&self, aad: &[u8], key: &Key) -> Result<Vec<u8>, KeyError> {
        Ok(seal(&self.wrapping_key()?, aad, key.bytes())?)
    }

    fn unwrap(&self, aad: &[u8], wrapped: &[u8]) -> Result<Key, KeyError> {
        let plain = open(&self.wrapping_key()?, aad, wrapped).map_err(|_| KeyError::Unwrap)?;
        plain
            .first_chunk::<32>()
            .filter(|_| plain.len() == 32)
            .map(|bytes| Key::from_bytes(*bytes))
            .ok_or(KeyError::Unwrap)
    }

    fn check_value(&self) -> Result<String, KeyError> {
        let check = self.root.derive("check value")?;
        let shown = check.bytes().first_chunk::<CHECK_VALUE_BYTES>();
        Ok(hex(shown.map_or(&[], |bytes| bytes.as_slice())))
    }

    fn derive(&self, purpose: &str) -> Result<Key, KeyError> {
        // The prefix keeps a caller's purpose from ever being the one that wraps.
        Ok(self.root.derive(&format!("purpose/{purpose}"))?)
    }
}

fn file_error(path: &Path, source: io::Error) -> KeyError {
    KeyError::File { path: path.to_path_buf(), source }
}

fn write_durably(path: &Path, root: &Key) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(MODE).open(path)?;
    // A strict umask may have taken bits away that `open` will ask for.
    file.set_permissions(Permissions::from_mode(MODE))?;
    let digits = Zeroizing::new(hex(root.bytes()));
    file.write_all(HEADING.as_bytes())?;
    file.write_all(digits.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

/// Gives a finished file its name, unless something stands there.
fn name_durably(unfinished: &Path, path: &Path) -> io::Result<()> {
    renameat_with(CWD, unfinished, CWD, path, RenameFlags::NOREPLACE)?;
    let folder = path.parent().filter(|folder| *folder != OsStr::new(""));
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn parse(text: &str) -> Option<Key> {
    let digits = text.strip_prefix(HEADING)?.strip_suffix('\n')?;
    let bytes = Zeroizing::new(unhex(digits)?);
    <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Key::from_bytes)
}

/// `path` without symbolic links, also where its last parts do not exist yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    match fs::canonicalize(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match path.parent() {
            Some(parent) => Ok(resolve(parent)?.join(path.file_name().unwrap_or_default())),
            None => Err(error),
        },
        resolved => resolved,
    }
}
