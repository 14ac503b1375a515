//! A store that speaks S3: `moto`, which keeps everything in memory.

use crate::false_store::access_file;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A store with two empty buckets, [`Moto::PAPERS`] and [`Moto::BACKUPS`]; it ends with this value, and with the process.
#[derive(Debug)]
pub struct Moto {
    process: Child,
    port: u16,
}

impl Moto {
    /// A bucket.
    pub const PAPERS: &str = "papers";
    /// Another.
    pub const BACKUPS: &str = "backups";

    /// Starts one.
    ///
    /// # Panics
    /// When it does not start: `scripts/install-needs test` installs it.
    #[must_use]
    pub fn start() -> Moto {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut command = Command::new(root.join(".venv/bin/python"));
        command.arg(root.join("tests/store/serve.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("moto is not installed: scripts/install-needs test");
        let mut port = String::new();
        let output = process.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut port).expect("moto says its port");
        let port = port.trim().parse().expect("moto starts; else: scripts/install-needs test");
        Moto { process, port }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The file by which it is reached, in this folder.
    #[must_use]
    pub fn access_file(&self, folder: &Path) -> PathBuf {
        access_file(&self.address(), folder)
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
