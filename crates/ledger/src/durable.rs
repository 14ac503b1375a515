//! Files that are whole or not there: written beside their place, synced, renamed, their folder synced.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// Ends the name of a file that is being written; a crash may leave one, and nobody reads it.
pub(crate) const UNFINISHED: &str = ".unfinished";

/// Writes files and remembers their folders, to sync each once.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    folders: BTreeSet<PathBuf>,
}

impl Writing {
    /// Puts `bytes` at `path`; durable after [`Writing::finish`].
    pub fn put(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        self.make(folder)?;
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(UNFINISHED);
        let unfinished = PathBuf::from(unfinished);
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        self.folders.insert(folder.to_path_buf());
        Ok(())
    }

    fn make(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        let above = folder.parent().unwrap_or(Path::new("."));
        self.make(above)?;
        match DirBuilder::new().mode(0o700).create(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => {
                self.folders.insert(above.to_path_buf());
                Ok(())
            }
        }
    }

    /// Makes durable what was put.
    pub fn finish(&mut self) -> io::Result<()> {
        while let Some(folder) = self.folders.first() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            File::open(folder)?.sync_all()?;
            self.folders.pop_first();
        }
        Ok(())
    }
}
