//! A small file system in memory that remembers what was synced. For tests alone.
//!
//! Every file has a *live* content, which is what programs read, and a *durable* one, which is what a power cut leaves.
//! Nothing becomes durable but by a sync of the file, for its content, or of its folder, for its names. A disk can be
//! cut at a chosen operation; it can lie about its syncs, fail one, or be full.
//!
//! ```text
//! let mount = Mount::new()?;
//! let disk = mount.disk();
//! disk.cut_at(Moment::Operations(17), Kept::Synced);
//! … work in disk.path() until it fails …
//! let after = disk.after_the_cut();
//! ```

mod chance;
mod disk;
mod file;
mod orders;
mod serve;

pub use chance::Chance;
pub use disk::{Kept, Moment};
pub use serve::serve;

use orders::{line, written};
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

/// The program that serves, beside the current one or one folder above it.
const SERVER: &str = "powercut";

/// A mounted file system that holds any number of disks, each a folder at its top.
///
/// A process of its own serves it: who waits for a file system in the kernel, with a part of a file mapped into memory,
/// must not be the one who serves it.
#[derive(Debug)]
pub struct Mount {
    master: Arc<Master>,
}

#[derive(Debug)]
struct Master {
    // Ended before the folder is removed.
    server: Mutex<Server>,
    folder: TempDir,
}

#[derive(Debug)]
struct Server {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Mount {
    /// Mounts in a temporary folder. Root mounts by itself; others need `fusermount3`.
    ///
    /// # Errors
    /// What the system says: no server beside this program, no `/dev/fuse`, no permission.
    pub fn new() -> io::Result<Self> {
        let folder = TempDir::new()?;
        let mut child =
            Command::new(server()?).arg(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut server = Server { child, answers: BufReader::new(output) };
        // The first line tells that it is mounted.
        server.answer()?;
        Ok(Self { master: Arc::new(Master { server: Mutex::new(server), folder }) })
    }

    /// A new empty disk.
    #[must_use]
    pub fn disk(&self) -> Disk {
        let number = self.master.order("disk", &[]);
        Disk { master: self.master.clone(), number }
    }
}

fn server() -> io::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folders = program.ancestors().skip(1).take(2);
    let mut servers = folders.map(|folder| folder.join(SERVER));
    servers.find(|server| server.is_file()).ok_or_else(|| {
        io::Error::new(io::ErrorKind::NotFound, format!("the program {SERVER} is not built: cargo build -p powercut"))
    })
}

impl Server {
    fn answer(&mut self) -> io::Result<u64> {
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        answer.trim().parse().map_err(|_| io::Error::other(format!("the server of the disks answers {answer:?}")))
    }

    fn order(&mut self, line: &str) -> io::Result<u64> {
        let orders = self.child.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        orders.write_all(line.as_bytes())?;
        self.answer()
    }
}

impl Master {
    /// # Panics
    /// When the server is gone: no test goes on without its disks.
    #[expect(clippy::panic, reason = "for tests alone")]
    fn order(&self, word: &str, numbers: &[u64]) -> u64 {
        let mut server = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        server.order(&line(word, numbers)).unwrap_or_else(|error| panic!("{word} {numbers:?}: {error}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The end of its orders ends it.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// One disk. When it is dropped, so is what lies on it.
#[derive(Debug)]
pub struct Disk {
    master: Arc<Master>,
    number: u64,
}

impl Disk {
    fn order(&self, word: &str, numbers: &[u64]) -> u64 {
        self.master.order(word, &[&[self.number], numbers].concat())
    }

    fn other(&self, number: u64) -> Self {
        Self { master: self.master.clone(), number }
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.master.folder.path().join(self.number.to_string())
    }

    /// Another disk with the same live content, all of it durable.
    #[must_use]
    pub fn copy(&self) -> Self {
        self.other(self.order("copy", &[]))
    }

    /// Changes and syncs since the disk was made: writes, sizes, names, syncs of files and folders.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.order("operations", &[])
    }

    /// Syncs of files and folders since the disk was made.
    #[must_use]
    pub fn syncs(&self) -> u64 {
        self.order("syncs", &[])
    }

    /// Cuts the power at a moment counted from now. From then on every change and sync gives EIO, and reading gives what
    /// was live.
    pub fn cut_at(&self, moment: Moment, kept: Kept) {
        let [kind, seed] = written(kept);
        match moment {
            Moment::Operations(after) => self.order("cut_at_operation", &[after, kind, seed]),
            Moment::Syncs(after) => self.order("cut_at_sync", &[after, kind, seed]),
        };
    }

    /// Cuts the power now.
    pub fn cut(&self, kept: Kept) {
        self.order("cut", &written(kept));
    }

    /// Whether the power was cut.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.order("is_cut", &[]) != 0
    }

    /// What the cut left, as a new disk; none while there was no cut.
    #[must_use]
    pub fn after_the_cut(&self) -> Option<Self> {
        match self.order("after_the_cut", &[]) {
            0 => None,
            number => Some(self.other(number)),
        }
    }

    /// From now on a sync is answered well and makes nothing durable; or no longer so.
    pub fn lie(&self, lying: bool) {
        self.order("lie", &[u64::from(lying)]);
    }

    /// After the next `syncs` so many syncs give EIO. As with a page cache after a failed sync, what was waiting stays
    /// readable, and a later sync succeeds without making it durable. Of it became durable what `kept` says. Names
    /// wait on.
    pub fn fail_after(&self, syncs: u64, count: u64, kept: Kept) {
        let [kind, seed] = written(kept);
        self.order("fail", &[syncs, count, kind, seed]);
    }

    /// Syncs that failed.
    #[must_use]
    pub fn syncs_failed(&self) -> u64 {
        self.order("syncs_failed", &[])
    }

    /// How many bytes may be added from now on, beside those that are freed; `None`: as many as there are.
    pub fn leave_room(&self, bytes: Option<u64>) {
        self.order("room", bytes.as_slice());
    }

    /// Changes that were refused because the disk was full.
    #[must_use]
    pub fn refused_full(&self) -> u64 {
        self.order("refused_full", &[])
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A server that is gone has no disks.
        let mut server = self.master.server.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = server.order(&line("remove", &[self.number]));
    }
}
