//! `make bench`: measures what was promised, each figure beside its goal.
//!
//! Data are made by acts through the real office. The server runs in a process of its own and is asked over real sockets;
//! *a core* means requests through seconds of its processor time. Nothing here asserts: the table says what is met.

mod acts;
mod business;
mod client;
mod desk;
mod files;
mod pages;
mod place;
mod process;
mod replay;
mod server;
mod table;
mod years;

use anyhow::{Context, Result, bail};
use business::Amount;
use clap::{Parser, Subcommand};
use place::Home;
use std::path::{Path, PathBuf};
use table::{Figure, Goals};

/// What is there when pages are measured.
pub(crate) const USUAL: Amount = Amount { meetings: 500, proposals: 5000, users: 500 };
const AREAS: [&str; 5] = ["papers", "office", "ledger", "page", "desk"];

/// Measures e-Cabinet and prints each figure beside its goal.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures everything, or one area.
    Run {
        /// `papers`, `office`, `ledger`, `page` or `desk`.
        #[arg(long)]
        area: Option<String>,
        /// The goals.
        #[arg(long, default_value = "benches/goals.toml")]
        goals: PathBuf,
        /// A PDF that is laid with notes.
        #[arg(long, default_value = "samples/papers/swasthya-senior-resident.text.pdf")]
        paper: PathBuf,
        /// Where the figures are written.
        #[arg(long, default_value = "target/bench.json")]
        json: PathBuf,
    },
    /// Acts of 64 clients in an empty folder; for `run`.
    Acts { folder: PathBuf },
    /// Single inserts in an empty folder; for `run`.
    Bare { folder: PathBuf },
    /// One start over a folder; for `run`.
    Start { folder: PathBuf },
    /// One replay of the record in a folder; for `run`.
    Replay { folder: PathBuf },
    /// Measures the three pages over data that were made, whose large meeting this is. To look at.
    Pages { folder: PathBuf, meeting: String },
    /// Makes the data over which pages are measured, so many times as much; gives the id of the large meeting. To look at.
    Make {
        folder: PathBuf,
        #[arg(long, default_value_t = 1)]
        times: usize,
        /// A PDF that is laid with notes.
        #[arg(long, default_value = "samples/papers/swasthya-senior-resident.text.pdf")]
        paper: PathBuf,
    },
    /// Makes the files over which desks and registers are measured, with so many years of past ones. To look at.
    MakeFiles {
        folder: PathBuf,
        #[arg(long, default_value_t = 25)]
        years: usize,
        /// A PDF that is laid with notes.
        #[arg(long, default_value = "samples/papers/swasthya-senior-resident.text.pdf")]
        paper: PathBuf,
    },
    /// Measures desks, registers and movement over files that were made. To look at.
    Desks { folder: PathBuf },
}

#[tokio::main]
async fn main() -> Result<()> {
    let own = match Arguments::parse().command {
        Command::Run { area, goals, paper, json } => return run(area.as_deref(), &goals, &paper, &json).await,
        Command::Acts { folder } => serde_json::to_string(&acts::through_office(&folder).await?)?,
        Command::Bare { folder } => serde_json::to_string(&acts::bare(&folder).await?)?,
        Command::Make { folder, times, paper } => {
            let paper = std::fs::read(&paper).with_context(|| paper.display().to_string())?;
            business::make(&Home(folder), USUAL.times(times), &paper).await?.to_string()
        }
        Command::MakeFiles { folder, years, paper } => {
            let paper = std::fs::read(&paper).with_context(|| paper.display().to_string())?;
            desk::made(&Home(folder), years, &paper).await?
        }
        Command::Desks { folder } => desk::told(&Home(folder)).await?,
        Command::Pages { folder, meeting } => pages::over(&Home(folder), meeting.parse()?).await?,
        Command::Replay { folder } => serde_json::to_string(&replay::replay(&folder).await?)?,
        Command::Start { folder } => serde_json::to_string(&replay::start(&folder).await?)?,
    };
    println!("{own}");
    Ok(())
}

async fn run(area: Option<&str>, goals: &Path, paper: &Path, json: &Path) -> Result<()> {
    let goals = Goals::read(goals)?;
    let paper = std::fs::read(paper).with_context(|| paper.display().to_string())?;
    let areas: Vec<&str> = AREAS.into_iter().filter(|one| area.is_none_or(|area| area == *one)).collect();
    if areas.is_empty() {
        bail!("no such area; there are {}", AREAS.join(", "));
    }
    let mut figures = Vec::new();
    for area in areas {
        let folder = tempfile::tempdir()?;
        let began = std::time::Instant::now();
        let found = of_area(area, folder.path(), &paper).await.with_context(|| area.to_owned())?;
        let missing = goals.missing(area, &found);
        if !missing.is_empty() {
            bail!("not measured: {}", missing.join(", "));
        }
        eprintln!("{area}: {} s", began.elapsed().as_secs());
        figures.extend(found);
    }
    goals.tell(&figures, json)
}

async fn of_area(area: &str, folder: &Path, paper: &[u8]) -> Result<Vec<Figure>> {
    match area {
        "papers" => files::measured(folder).await,
        "office" => acts::measured(folder).await,
        "ledger" => replay::measured(folder, paper).await,
        "desk" => desk::measured(folder, paper).await,
        _ => pages::measured(&Home(folder.to_path_buf()), USUAL, paper).await,
    }
}
