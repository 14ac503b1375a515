//! `doctor`: what is missing on this machine before a real government is served from it, and what to do. It changes nothing,
//! and may run beside a server or on a machine on which nothing lies yet.

mod doors;
mod finding;
mod machine;
mod places;
mod record;
mod stores;
mod ways_out;

use crate::configuration::{GovernmentName, Place};
use crate::stores::ShelfArguments;
use crate::ways_out::WaysOutArguments;
use anyhow::{Context, Result, bail};
use clap::Args;
use finding::{Finding, State};
use record::Record;
use std::io::{Write, stdout};
use std::path::PathBuf;
use vault::Address;

/// `doctor`.
#[derive(Args)]
pub(crate) struct Doctor {
    /// The data folder; by default the one of `--data`.
    folder: Option<PathBuf>,
    #[command(flatten)]
    place: Box<Place>,
    #[command(flatten)]
    government: GovernmentName,
    /// Where backups lie: a folder, or `s3://BUCKET/NAME`, which is then tried.
    #[arg(long, env = "ECABINET_BACKUP")]
    backup: Option<Address>,
    #[command(flatten)]
    shelf: ShelfArguments,
    #[command(flatten)]
    ways_out: Box<WaysOutArguments>,
    /// An array of JSON instead of lines.
    #[arg(long)]
    json: bool,
}

impl Doctor {
    /// Looks at everything and says what it found.
    ///
    /// # Errors
    /// Something must be mended.
    pub(crate) async fn run(self) -> Result<()> {
        let mut place = *self.place;
        if let Some(folder) = self.folder {
            place.data = folder;
        }
        let mut found = Vec::new();
        let key = places::key(&place, &mut found);
        found.extend(places::folders(&place));
        found.extend(stores::look(&place, self.backup.as_ref(), &self.shelf).await);
        let record = Record::look(&place, key.as_ref()).await;
        let runs = record.runs;
        found.extend(record.found);
        found.extend(doors::look(&place, runs).await);
        found.extend(ways_out::look(&self.ways_out).await);
        found.extend(machine::look().await);
        found.extend(places::kept(&place));
        let told = if self.json { as_json(&found) } else { found.iter().map(Finding::line).collect() };
        stdout().lock().write_all(told.as_bytes()).context("writing")?;
        match found.iter().filter(|one| one.state == State::Wrong).count() {
            0 => Ok(()),
            wrong => bail!("{wrong} must be mended · {wrong} बिन्दु ठीक करने हैं"),
        }
    }
}

fn as_json(found: &[Finding]) -> String {
    let all: Vec<_> = found.iter().map(Finding::as_json).collect();
    format!("{:#}\n", serde_json::Value::from(all))
}
