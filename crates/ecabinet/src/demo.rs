//! `demo`: a sample government for training.

use crate::configuration::{Place, Reach};
use crate::log::Log;
use crate::opening::{self, Government};
use crate::sample;
use anyhow::{Context, Result, anyhow};
use cabinet::LedgerNature;
use cabinet::rules::Rules;
use office::{Clock, Office};
use std::net::SocketAddr;
use std::sync::Arc;

/// The rules of the sample government.
pub(crate) fn rules() -> Result<Rules> {
    Rules::parse(rehearsal::RULES).map_err(|error| anyhow!("rules/madhya-pradesh.toml, {error}"))
}

/// Fills the folder if it is empty, serves, and says how to sign in.
pub(crate) async fn run(place: Place, log: Log, people_only: bool, training_days_ahead: u32) -> Result<()> {
    let (doors, reach) = opening::reached(&place).await?;
    let government = Government {
        nature: LedgerNature::Training,
        name: rules()?.government,
        clock: Clock::ahead(training_days_ahead),
        keys: Arc::new(place.training_key()?),
    };
    let office = opening::open(&place, government).await?;
    if office.state().nature().is_none() {
        fill(&office, people_only).await?;
    }
    opening::serve(doors, office, (reach, log), announce).await
}

/// Enters the sample government. Of several nodes that start at once on an empty database one does.
async fn fill(office: &Office, people_only: bool) -> Result<()> {
    let begun = office.begin(LedgerNature::Training, rehearsal::RULES.to_owned(), rehearsal::government()).await;
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
