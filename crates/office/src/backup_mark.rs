//! What a backup leaves in the data folder: when it was made, how much it carried and where to. By this the server knows
//! that backups are taken; the backup itself lies elsewhere.

use cabinet::Moment;
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// The file in the data folder.
const FILE: &str = "backup.last";
const UNFINISHED: &str = "backup.last.unfinished";
/// Readable by whom the data folder lets in: whoever takes backups may be another account than the server's.
const MODE: u32 = 0o644;
/// Bytes of such a file at most.
const BYTES_MAX: u64 = 16 * 1024;
const FORMAT: &str = "ecabinet-backup-mark/1";
/// Seconds since the last backup: a night's, and two hours for one that takes long.
const BACKUP_SECONDS_MAX: i64 = 26 * 60 * 60;

/// The last backup of a data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBackup {
    /// When it was made.
    pub at: Moment,
    /// Bytes that it carried and that no earlier one had.
    pub bytes: u64,
    /// Where it was laid down.
    pub place: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    format: String,
    at_ms: i64,
    bytes: u64,
    place: String,
}

impl LastBackup {
    /// The mark in a data folder; none where there is none, or none that can be read.
    #[must_use]
    pub fn of(folder: &Path) -> Option<Self> {
        let path = folder.join(FILE);
        let found = fs::symlink_metadata(&path).ok()?;
        if !found.is_file() || found.len() > BYTES_MAX {
            return None;
        }
        let Mark { format, at_ms, bytes, place } = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        (format == FORMAT).then_some(Self { at: Moment(at_ms), bytes, place })
    }

    /// Whether another one is overdue.
    #[must_use]
    pub const fn is_old(&self, now: Moment) -> bool {
        now.0.saturating_sub(self.at.0) / 1000 > BACKUP_SECONDS_MAX
    }

    /// Leaves the mark in a data folder, whole or not at all.
    ///
    /// # Errors
    /// The system refuses.
    pub fn leave(&self, folder: &Path) -> io::Result<()> {
        let Self { at, bytes, place } = self.clone();
        let mark = Mark { format: FORMAT.to_owned(), at_ms: at.0, bytes, place };
        let unfinished = folder.join(UNFINISHED);
        // What a crash left there, or somebody put there.
        if let Err(error) = fs::remove_file(&unfinished)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(MODE).open(&unfinished)?;
        file.write_all(&serde_json::to_vec(&mark)?)?;
        file.sync_all()?;
        fs::rename(&unfinished, folder.join(FILE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_left_and_anything_else_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert_eq!(LastBackup::of(folder), None);
        let mark = |at| LastBackup { at: Moment(at), bytes: 7, place: "/mnt/बैकअप/2026-11-27".to_owned() };
        mark(1).leave(folder).unwrap();
        fs::write(folder.join(UNFINISHED), "{").unwrap();
        mark(2).leave(folder).unwrap();
        assert_eq!(LastBackup::of(folder), Some(mark(2)));
        for odd in ["", "{}", r#"{"format":"ecabinet-backup-mark/2","at_ms":1,"bytes":1,"place":""}"#] {
            fs::write(folder.join(FILE), odd).unwrap();
            assert_eq!(LastBackup::of(folder), None, "{odd}");
        }
        fs::remove_file(folder.join(FILE)).unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.join(FILE)).unwrap();
        assert_eq!(LastBackup::of(folder), None, "a link is no mark");
    }
}
