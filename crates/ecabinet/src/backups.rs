//! `backup`, `restore` and `drill`: a government on another disk, back from it, and the proof that it would come back.

use crate::configuration::{GovernmentName, SharedArguments};
use crate::stores::{ShelfArguments, StoreArgument};
use anyhow::{Context, Error, Result, bail};
use backup::{Blank, Manifest, Shelf, Source};
use cabinet::Moment;
use clap::Args;
use office::verify::{Broken, Judging, Report, verify_by};
use office::{LastBackup, Premises};
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};
use vault::{Address, Files, KeyFile, KeyProvider, Site};

/// `backup`.
#[derive(Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    government: GovernmentName,
    /// The data folder, served or not.
    folder: PathBuf,
    /// The backup to be made, which is not there yet: a file, or `s3://BUCKET/NAME`. Its parts lie in `parts` beside it, shared
    /// with every other backup there, so that a later one carries only what is new.
    file: Address,
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    shelf: ShelfArguments,
}

/// `restore`.
#[derive(Args)]
pub(crate) struct Restore {
    /// The backup: a file, or `s3://BUCKET/NAME`.
    file: Address,
    /// The data folder: not there, or empty, as are the database and the folder or bucket of sealed files, if others are named.
    folder: PathBuf,
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    shelf: ShelfArguments,
    /// The key file, by which everything sealed is opened and compared; without it only what anybody can judge.
    #[arg(long, env = "ECABINET_KEY")]
    key: Option<PathBuf>,
}

/// `drill`.
#[derive(Args)]
pub(crate) struct Drill {
    /// The backup: a file, or `s3://BUCKET/NAME`.
    file: Address,
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    shelf: ShelfArguments,
    /// The folder in which it is restored for the time of the drill; by default the system's for temporary files.
    #[arg(long)]
    within: Option<PathBuf>,
    /// The key file, by which everything sealed is opened and compared; without it only what anybody can judge.
    #[arg(long, env = "ECABINET_KEY")]
    key: Option<PathBuf>,
}

/// The place of a backup that is there.
fn standing(file: &Address, (site, name): (Site, String)) -> Result<(Shelf, String)> {
    // To open a folder would make it; a bucket is asked.
    if let Address::Folder(file) = file
        && !file.is_file()
    {
        bail!("there is no backup {}", file.display());
    }
    Ok((Shelf::standing(&site)?, name))
}

fn seconds(since: Instant) -> String {
    format!("{:.1} s", since.elapsed().as_secs_f64())
}

impl Backup {
    /// Takes a backup and says what was taken.
    pub(crate) async fn run(self) -> Result<()> {
        let began = Instant::now();
        let (place, name) = self.shelf.split(&self.file, &self.shared.papers.store)?;
        if !self.folder.is_dir() {
            bail!("there is no data folder {}", self.folder.display());
        }
        must_lie_apart(&place, &self.folder)?;
        let papers = self.shared.premises(&self.folder)?.papers();
        must_lie_in_other_buckets(&place, &papers)?;
        let papers = Files::at_for_reading(&papers)?;
        let source = Source {
            government: &self.government.name,
            folder: &self.folder,
            database: self.shared.database.as_deref(),
            papers: &papers,
        };
        let made_ms = i64::try_from(SystemTime::UNIX_EPOCH.elapsed().context("the clock")?.as_millis())?;
        let taken = backup::take(source, &Shelf::at(&place)?, &name, made_ms).await.context("no backup was made")?;
        self.leave_mark(made_ms, taken.bytes_new);
        println!("बैकअप तैयार है · the backup is made: {}", self.file);
        for log in &taken.logs {
            println!("{:<12} {:>9} entries, root {}", log.log, log.size, log.root);
        }
        let (new, megabytes) = (taken.parts_new, taken.bytes_new.div_ceil(1024 * 1024));
        println!("papers       {:>9}", taken.files);
        println!("parts        {new:>9} new ({megabytes} MB), {} lay there already", taken.parts_standing);
        println!("time         {:>9}", seconds(began));
        Ok(())
    }
}

impl Backup {
    /// By this the server knows that backups are taken. The backup is made, whether the mark can be left or not.
    fn leave_mark(&self, made_ms: i64, bytes: u64) {
        let place = match &self.file {
            Address::Folder(file) => std::path::absolute(file).unwrap_or_else(|_| file.clone()).display().to_string(),
            Address::Bucket(path) => path.to_string(),
        };
        let mark = LastBackup { at: Moment(made_ms), bytes, place };
        if let Err(error) = mark.leave(&self.folder) {
            eprintln!(
                "the server is not told of this backup: nothing can be written in {}: {error}",
                self.folder.display()
            );
        }
    }
}

/// A backup in the data folder would be lost with it.
fn must_lie_apart(place: &Site, folder: &Path) -> Result<()> {
    let Some(place) = place.folder() else { return Ok(()) };
    let (absolute, folder) = (std::path::absolute(place)?, std::fs::canonicalize(folder)?);
    let near = absolute.ancestors().find(|one| one.exists()).unwrap_or(&absolute);
    if std::fs::canonicalize(near)?.starts_with(&folder) {
        bail!("a backup in the data folder would be lost with it; name a file on another disk");
    }
    Ok(())
}

/// And one in the bucket of the sealed files would be lost with that.
fn must_lie_in_other_buckets(place: &Site, papers: &Site) -> Result<()> {
    if let (Site::Bucket(place, by), Site::Bucket(papers, papers_by)) = (place, papers)
        && (&place.bucket, &by.endpoint) == (&papers.bucket, &papers_by.endpoint)
    {
        bail!("a backup in the bucket of the sealed files would be lost with it; name another bucket");
    }
    Ok(())
}

fn key(named: Option<&Path>, folder: &Path) -> Result<Option<KeyFile>> {
    named.map(|path| KeyFile::open(path, folder, false).context("the key file")).transpose()
}

/// Judges what was restored.
async fn judged(premises: &Premises, manifest: &Manifest, keys: Option<&KeyFile>) -> Result<Report> {
    let keys = keys.map(|keys| keys as &dyn KeyProvider);
    let judging = Judging { keys, ..Judging::default() };
    let report = verify_by(premises, &manifest.government, &judging).await;
    report.map_err(|broken| match broken {
        Broken::Key(_) | Broken::Compartment { .. } => Error::from(broken).context("the key does not open this backup"),
        broken => Error::from(broken).context("what was restored is NOT intact"),
    })
}

fn tell(manifest: &Manifest, report: &Report) {
    for log in &manifest.logs {
        println!("{:<12} {:>9} entries, root {}", log.log, log.size, log.root);
    }
    println!("texts        {:>9}", report.texts);
    println!("papers       {:>9}", report.files);
    if report.opened {
        println!("all of it was opened with the key and agrees with its proofs");
    } else {
        println!("without the key NOT checked: what payloads, texts, papers and drawers say, and the replay");
    }
}

impl Restore {
    /// Restores and judges; what is not intact is taken away again.
    pub(crate) async fn run(self) -> Result<()> {
        let began = Instant::now();
        let keys = key(self.key.as_deref(), &self.folder)?;
        let (shelf, name) = standing(&self.file, self.shelf.split(&self.file, &self.shared.papers.store)?)?;
        let premises = self.shared.premises(&self.folder)?;
        let Premises { database, papers, .. } = &premises;
        let blank = Blank { folder: &self.folder, database: database.as_deref(), papers: papers.as_ref() };
        let manifest = backup::restore(&shelf, &name, blank).await.context("nothing was restored")?;
        println!("restored     {:>9}", seconds(began));
        let verifying = Instant::now();
        let report = match judged(&premises, &manifest, keys.as_ref()).await {
            Ok(report) => report,
            Err(broken) => {
                std::fs::remove_dir_all(&self.folder).with_context(|| self.folder.display().to_string())?;
                if let Some(papers) = papers {
                    // What is wrong with the backup is told, whatever else is.
                    if let Err(error) = backup::take_away(papers).await {
                        eprintln!("what was restored into {papers} could not be taken away: {error}");
                    }
                }
                return Err(broken.context("nothing was restored"));
            }
        };
        println!("verified     {:>9}", seconds(verifying));
        println!("बैकअप से अभिलेख पुनः स्थापित हुआ · the record is restored: {}", self.folder.display());
        tell(&manifest, &report);
        Ok(())
    }
}

impl Drill {
    /// Restores into a folder that is taken away again, and says how long it took and whether all is well.
    pub(crate) async fn run(self) -> Result<()> {
        let (shelf, name) = standing(&self.file, self.shelf.split(&self.file, &self.store)?)?;
        let within = self.within.unwrap_or_else(std::env::temp_dir);
        let room = tempfile::Builder::new().prefix("ecabinet-drill-").tempdir_in(&within);
        let room = room.with_context(|| within.display().to_string())?;
        let folder = room.path().join("data");
        let keys = key(self.key.as_deref(), &folder)?;
        let began = Instant::now();
        let blank = Blank { folder: &folder, database: None, papers: None };
        let manifest = backup::restore(&shelf, &name, blank).await.context("the drill failed")?;
        println!("restored     {:>9}", seconds(began));
        let verifying = Instant::now();
        let premises = Premises::in_folder(&folder);
        let report = judged(&premises, &manifest, keys.as_ref()).await.context("the drill failed")?;
        println!("verified     {:>9}", seconds(verifying));
        println!("together     {:>9}", seconds(began));
        println!("अभ्यास सफल: बैकअप अखंड है · the drill succeeded: the backup is intact");
        tell(&manifest, &report);
        room.close().context("taking the restored folder away")
    }
}
