//! Whether acts can be taken now, and what is missing where they cannot. A word each, which tells nothing of a matter.

use crate::error::OpenError;
use crate::health::DiskRoom;
use crate::open::{Office, stands_under};
use crate::writer::Job;
use rustix::fs::{Access, Mode, OFlags, access, open};
use rustix::io::Errno;
use std::path::Path;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long the writer may be at work before it counts as silent.
const WRITER_PATIENCE: Duration = Duration::from_secs(2);
/// Bytes that must be free where the record and the papers lie: a paper is 64 MiB at most, an act some kilobytes.
const ROOM_BYTES_MIN: u64 = 16 * 1024 * 1024;

/// What is missing before acts can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The process is about to end.
    Stopping,
    /// The ledger is not the one any more that this process has answered for.
    Ledger,
    /// No government has begun.
    State,
    /// The folder does not stand under the key that this process holds.
    Key,
    /// The writer does not answer, or cannot read the ledger.
    Writer,
    /// The folder of papers cannot be written to.
    Papers,
    /// A disk is full.
    Room,
}

impl Missing {
    /// Its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Stopping => "stopping",
            Self::Ledger => "ledger",
            Self::State => "state",
            Self::Key => "key",
            Self::Writer => "writer",
            Self::Papers => "papers",
            Self::Room => "room",
        }
    }
}

impl Office {
    /// What is missing before acts can be taken; nothing where they can.
    pub async fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        let mut say = |what: Missing, absent: bool| {
            if absent {
                missing.push(what);
            }
        };
        say(Missing::Stopping, self.is_ending());
        say(Missing::Ledger, self.halted().is_some());
        say(Missing::State, self.state().nature().is_none());
        say(Missing::Key, !self.stands_under_its_key().await);
        say(Missing::Writer, !self.writer_answers().await);
        // A store on another machine may be away: acts are taken, and `ecabinet_heed` tells of it.
        let vault = self.notes.vault.as_deref();
        say(Missing::Papers, vault.is_some_and(|vault| !is_writable(vault)));
        let full = |folder: &Path| DiskRoom::of(folder).is_some_and(|room| room.free < ROOM_BYTES_MIN);
        say(Missing::Room, full(&self.notes.folder) || vault.is_some_and(full));
        missing
    }

    /// The key file itself may be taken away while the server runs: what counts is what the process holds.
    async fn stands_under_its_key(&self) -> bool {
        let stands = stands_under(&self.database, self.snapshots.keys()).await;
        // That the ledger cannot be read is the writer's to tell.
        stands.unwrap_or_else(|error| matches!(error, OpenError::Ledger(_)))
    }

    async fn writer_answers(&self) -> bool {
        let asked = async {
            let (asker, told) = oneshot::channel();
            self.jobs.send(Job::TakeIn(Some(asker))).await.ok()?;
            told.await.ok()
        };
        matches!(tokio::time::timeout(WRITER_PATIENCE, asked).await, Ok(Some(true)))
    }
}

/// Whether a file could be made in a folder. Where the file system can, one is made that has no name and so leaves nothing.
#[must_use]
pub fn is_writable(folder: &Path) -> bool {
    match open(folder, OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC, Mode::RUSR | Mode::WUSR) {
        Ok(_) => true,
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL | Errno::NOSYS) => {
            folder.is_dir() && access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_writable_or_not_and_nothing_is_left_in_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(is_writable(folder.path()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(!is_writable(&folder.path().join("missing")));
        assert!(!is_writable(Path::new("/proc/self")), "a file system that takes no files");
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(!is_writable(&file));
    }
}
