//! What an auditor asks of a stopped data folder: is it whole, prove this entry, by which key.

use crate::configuration::{DEMO_KEY_FILE, Stopped};
use anyhow::{Context, Error, Result, bail};
use clap::Args;
use ledger::{VerifierKey, Witness};
use office::verify::{Judging, LogReport, Report, verifier_keys, verify_by};
use std::path::{Path, PathBuf};
use vault::{KeyFile, KeyProvider};

/// `verify`.
#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    stopped: Stopped,
    /// The key file; by default the one that `demo` keeps in the folder, if there is one.
    #[arg(long, env = "ECABINET_KEY")]
    key: Option<PathBuf>,
    /// What judges the signature of a log's checkpoints, as `verifier-key` tells it; once for each log.
    #[arg(long)]
    verifier_key: Vec<VerifierKey>,
    /// The folder in which a witness keeps the last checkpoint of each log.
    #[arg(long, env = "ECABINET_WITNESS")]
    witness: Option<PathBuf>,
}

/// `proof`.
#[derive(Args)]
pub(crate) struct Proof {
    #[command(flatten)]
    stopped: Stopped,
    /// The ledger: `acts` or `custody`.
    log: String,
    /// The entry's number, from 0.
    number: u64,
    /// The file to be written; without it the proof is printed.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// `verifier-key`.
#[derive(Args)]
pub(crate) struct VerifierKeys {
    #[command(flatten)]
    stopped: Stopped,
    /// The key file; by default the one that `demo` keeps in the folder.
    #[arg(long, env = "ECABINET_KEY")]
    key: Option<PathBuf>,
}

/// The key that was named, or the one in the folder; none where there is neither.
fn key(named: Option<&Path>, folder: &Path) -> Result<Option<KeyFile>> {
    let inside = folder.join(DEMO_KEY_FILE);
    let path = match named {
        Some(path) => path,
        None if inside.exists() => &inside,
        None => return Ok(None),
    };
    Ok(Some(KeyFile::open(path, folder, true).context("the key file")?))
}

impl Verify {
    /// Prints what was verified, and what was not; or the first thing that is not whole.
    pub(crate) async fn run(self) -> Result<()> {
        let keys = key(self.key.as_deref(), &self.stopped.folder)?;
        if let Some(witness) = &self.witness {
            Witness::open(witness, &self.stopped.folder).context("nothing was verified")?;
        }
        let judging = Judging {
            keys: keys.as_ref().map(|keys| keys as &dyn KeyProvider),
            verifiers: self.verifier_key,
            witness: self.witness,
        };
        let government = &self.stopped.government.name;
        let verified = verify_by(&self.stopped.premises()?, government, &judging).await;
        let report = verified.map_err(|broken| match broken.is_of_the_record() {
            true => Error::from(broken).context("the record is NOT intact"),
            false => Error::from(broken).context("nothing was verified"),
        })?;
        println!("अभिलेख अखंड है · the record is intact");
        let width = report.logs.iter().map(|log| log.log.len()).max().unwrap_or_default().max(8);
        for log in &report.logs {
            tell_log(log, width, judging.witness.is_some());
        }
        tell_sealed(&report);
        Ok(())
    }
}

fn tell_log(log: &LogReport, width: usize, witness: bool) {
    let LogReport { log: name, entries, root, published, signed } = log;
    let beneath = " ".repeat(width);
    println!("{name:<width$} {entries:>8} entries, root {root}");
    match published.checkpoint {
        Some(size) => {
            let signature = if *signed { "signed" } else { "signature NOT judged: give --verifier-key" };
            let (tiles, bundles) = (published.tiles, published.bundles);
            println!("{beneath} {size:>8} entries by the checkpoint, {signature}; {tiles} tiles, {bundles} bundles");
        }
        None => println!("{beneath} no checkpoint is published: tree NOT compared with one"),
    }
    match (published.witness, witness) {
        (Some(size), _) => println!("{beneath} {size:>8} entries by the witness"),
        (None, true) => println!("{beneath} the witness has no checkpoint of it: length NOT witnessed"),
        (None, false) => println!("{beneath} no --witness: length NOT witnessed"),
    }
    for file in &published.strange {
        println!("{beneath} NOT of the log, left aside: {file}");
    }
}

fn tell_sealed(report: &Report) {
    let Report { texts, texts_absent, files, signatures, recoveries, opened, .. } = report;
    if *opened {
        println!("texts    {texts:>8} agree with their proofs");
        println!("files    {files:>8} agree with their names and proofs");
        if *signatures > 0 {
            println!("approvals{signatures:>8} are signed by the passkeys of their persons");
        }
        if *recoveries > 0 {
            println!(
                "recovery {recoveries:>8} times codes were ordered for lost officers with shares of the root key, by the rules"
            );
        }
        return;
    }
    println!("texts    {texts:>8} are there, {texts_absent} are not: erased or lost, only the key tells");
    println!("files    {files:>8} agree with their names");
    println!("without the key NOT checked: what payloads, texts, files and drawers say, and the replay");
}

impl Proof {
    /// Writes or prints the proof.
    pub(crate) async fn run(self) -> Result<()> {
        let database = self.stopped.premises()?.open_for_reading().await.context("the ledger")?;
        let origin = ledger::origin_of(&self.stopped.government.name, &self.log);
        let folder = ledger::tiles_folder(&self.stopped.folder, &self.log);
        let proof = ledger::prove(&database, &self.log, &origin, &folder, self.number).await;
        database.close().await;
        let proof = proof.with_context(|| format!("entry {} of {}", self.number, self.log))?.write();
        match self.out {
            Some(path) => std::fs::write(&path, proof).with_context(|| format!("writing {}", path.display())),
            None => {
                print!("{proof}");
                Ok(())
            }
        }
    }
}

impl VerifierKeys {
    /// Prints the keys.
    pub(crate) async fn run(self) -> Result<()> {
        let keys = key(self.key.as_deref(), &self.stopped.folder)?.context("a key file is needed: give --key")?;
        let found = verifier_keys(&self.stopped.premises()?, &keys, &self.stopped.government.name).await?;
        if found.is_empty() {
            bail!("no checkpoint was ever signed here; start the server once");
        }
        found.iter().for_each(|key| println!("{key}"));
        Ok(())
    }
}
