//! `demo`: a sample government for training.

use crate::configuration::{Place, Reach};
use crate::log::Log;
use crate::opening::{self, Government};
use crate::sample;
use anyhow::{Context, Result, anyhow};
use cabinet::LedgerNature;
use cabinet::rules::Rules;
use clap::Args;
use office::{Clock, Office};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// What the sample government is told.
#[derive(Args)]
pub(crate) struct Sample {
    /// Fill in departments, posts and people only, no papers.
    #[arg(long)]
    people_only: bool,
    /// Days by which the training ledger runs ahead of the calendar.
    #[arg(long, env = "ECABINET_TRAINING_DAYS_AHEAD", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=36_500))]
    training_days_ahead: u32,
    /// The rules of business under which the sample government works, such as `rules/jharkhand.toml`; Madhya Pradesh's if none
    /// are named. A folder stays with the government for which it was filled.
    #[arg(long)]
    rules: Option<PathBuf>,
}

impl Sample {
    /// The text of the rules, and the rules.
    fn rules(&self) -> Result<(String, Rules)> {
        let (named, text) = match &self.rules {
            Some(path) => {
                let named = path.display().to_string();
                let text = std::fs::read_to_string(path).with_context(|| named.clone())?;
                (named, text)
            }
            None => ("rules/madhya-pradesh.toml".to_owned(), rehearsal::RULES.to_owned()),
        };
        let mistake = |error| anyhow!("{named}, {error}");
        let rules = Rules::parse(&text).map_err(mistake)?;
        let departments = rehearsal::government_under(&rules).departments;
        let keys: Vec<&str> = departments.iter().map(|department| department.key.as_str()).collect();
        Rules::check_departments(&text, &keys).map_err(mistake)?;
        Ok((text, rules))
    }
}

/// Fills the folder if it is empty, serves, and says how to sign in.
pub(crate) async fn run(place: Place, log: Log, sample: Sample) -> Result<()> {
    let (text, rules) = sample.rules()?;
    let (doors, reach) = opening::reached(&place).await?;
    let government = Government {
        nature: LedgerNature::Training,
        name: rules.government.clone(),
        clock: Clock::ahead(sample.training_days_ahead),
        keys: Arc::new(place.training_key()?),
    };
    let office = opening::open(&place, government).await?;
    if office.state().nature().is_none() {
        fill(&office, (text, &rules), sample.people_only).await?;
    }
    opening::serve(doors, office, (reach, log), announce).await
}

/// Enters the sample government. Of several nodes that start at once on an empty database one does.
async fn fill(office: &Office, (text, rules): (String, &Rules), people_only: bool) -> Result<()> {
    let begun = office.begin(LedgerNature::Training, text, rehearsal::government_under(rules)).await;
    if begun.is_err() && office.state().nature() == Some(LedgerNature::Training) {
        return Ok(());
    }
    begun.context("entering the sample government")?;
    if !people_only {
        sample::fill(office).await.context("laying the sample papers")?;
    }
    Ok(())
}

fn announce(office: &Office, reach: &Reach, addresses: &[SocketAddr]) {
    let state = office.state();
    opening::tell_addresses(reach, addresses);
    println!();
    println!("अभ्यास · training. Open the address, pick a post and you are signed in as it:");
    for post in state.posts() {
        println!("  {:<24} {}  ({})", post.key, post.title.hi, post.title.en);
    }
    opening::tell_standby(office);
    println!("Stop with Ctrl-C.");
}
