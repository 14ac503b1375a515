//! e-Cabinet: the binary. Reads the configuration and wires the rest together.

mod auditing;
mod backups;
mod certificates;
mod clock_source;
mod configuration;
mod daily_log;
mod demo;
mod doctor;
mod doors;
mod identity_provider;
mod init;
mod log;
mod log_export;
mod opening;
mod operations;
mod reached;
mod real;
mod recover;
mod rotate;
mod sample;
mod serve;
mod shares;
mod sheets;
mod stores;
mod ways_out;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use configuration::{Place, Stopped};
use log::{Log, LogArguments, LogFormat};
use std::path::PathBuf;

/// e-Cabinet (ई-कैबिनेट): a state's cabinet without paper.
#[derive(Parser)]
#[command(name = "ecabinet", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves a sample government for training; fills the data folder if it is empty.
    Demo {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        sample: demo::Sample,
    },
    /// Makes a real government: adopts its rules, makes its root key, and prints five shares of the key and the codes of
    /// two officers of the cabinet section. Everything else they enter themselves.
    Init(init::Init),
    /// Serves the real government that `init` made.
    Serve(Box<real::Serve>),
    /// Orders enrolment codes for two officers of the cabinet section of a stopped government in which nobody can order one
    /// any more, with three shares of the root key, and prints their sheets.
    Recover(recover::Recover),
    /// Verifies the record of a stopped data folder. Without the root key: rows, tree, tiles, checkpoints, names of
    /// files. With it also payloads, replay, texts and files.
    Verify(auditing::Verify),
    /// Takes a backup of a data folder, while it is served or not: everything but the root key.
    Backup(backups::Backup),
    /// Restores a backup into an empty folder and verifies it.
    Restore(backups::Restore),
    /// Restores a backup for a moment, verifies it, says how long it took, and takes it away again.
    Drill(backups::Drill),
    /// Looks at this machine and says what is missing before a real government is served from it, and what to do. Changes
    /// nothing; may run beside a server or where nothing lies yet.
    Doctor(doctor::Doctor),
    /// Copies days of the kept log into one file, with its hash beside it.
    Logs(log_export::Logs),
    /// Writes the proof that an entry stands in a ledger of a stopped data folder (a `.tlog-proof`).
    Proof(auditing::Proof),
    /// Tells the keys that judge the checkpoints of a stopped data folder, one a line.
    VerifierKey(auditing::VerifierKeys),
    /// Rotates the root key of a stopped data folder: all keys in it are wrapped under a new one.
    RotateKey {
        #[command(flatten)]
        stopped: Stopped,
        /// The key file until now; by default the one that `demo` keeps in the folder.
        #[arg(long, env = "ECABINET_KEY")]
        key: Option<PathBuf>,
        /// The new key file, outside the data folder; made if it is not there.
        #[arg(long)]
        new_key: PathBuf,
    },
    /// Prints the root key as five shares for five sheets of paper; any three make it again.
    SplitKey {
        /// The key file.
        #[arg(long, env = "ECABINET_KEY")]
        key: PathBuf,
    },
    /// Makes a key file again from three shares, which are typed or come on standard input.
    JoinKey {
        /// The key file to be made.
        new_key: PathBuf,
    },
    /// Rotates the epoch key of a compartment of a stopped data folder.
    RotateEpoch {
        #[command(flatten)]
        stopped: Stopped,
        /// `papers` (texts and papers) or `drafts`.
        compartment: String,
        /// The key file; by default the one that `demo` keeps in the folder.
        #[arg(long, env = "ECABINET_KEY")]
        key: Option<PathBuf>,
    },
}

/// How long work on other threads may take once all is done.
const ENDED_WITHIN: std::time::Duration = std::time::Duration::from_secs(5);

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let log = match &arguments.command {
        Command::Demo { place, .. } => Log::begin(&place.log, LogFormat::Plain)?,
        Command::Serve(serve) => Log::begin(&serve.place.log, LogFormat::Json)?,
        _ => Log::begin(&LogArguments::default(), LogFormat::Plain)?,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting")?;
    let done = runtime.block_on(async {
        match arguments.command {
            Command::Demo { place, sample } => demo::run(place, log, sample).await,
            Command::Init(init) => init.run().await,
            Command::Serve(serve) => real::run(*serve, log).await,
            Command::Recover(recover) => recover.run().await,
            Command::Verify(verify) => verify.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Restore(restore) => restore.run().await,
            Command::Drill(drill) => drill.run().await,
            Command::Doctor(doctor) => doctor.run().await,
            Command::Logs(logs) => logs.run(),
            Command::Proof(proof) => proof.run().await,
            Command::VerifierKey(keys) => keys.run().await,
            Command::RotateKey { stopped, key, new_key } => rotate::root_key(stopped, key, new_key).await,
            Command::SplitKey { key } => shares::split(&key, &mut std::io::stdout().lock()),
            Command::JoinKey { new_key } => shares::join(&new_key, &mut std::io::stdin().lock()),
            Command::RotateEpoch { stopped, compartment, key } => rotate::epoch_key(stopped, compartment, key).await,
        }
    });
    // Work on other threads that hangs, as on a disk that is gone, holds nothing up.
    runtime.shutdown_timeout(ENDED_WITHIN);
    done
}
