//! `demo`: a sample government for training.

use crate::configuration::Place;
use crate::{sample, serve};
use anyhow::{Context, Result, anyhow};
use cabinet::LedgerNature;
use cabinet::rules::Rules;
use office::Standby;
use office::{Clock, Config, Office};
use papers::{Limits, Workshop};
use std::sync::Arc;
use tokio::net::TcpListener;

/// The rules of the sample government.
pub(crate) fn rules() -> Result<Rules> {
    Rules::parse(rehearsal::RULES).map_err(|error| anyhow!("rules/madhya-pradesh.toml, {error}"))
}

/// Fills the folder if it is empty, serves, and says how to sign in.
pub(crate) async fn run(place: Place, people_only: bool) -> Result<()> {
    let keys = place.training_key()?;
    let workshop = Workshop::beside_current_program(Limits::default()).context("the workshop")?;
    let config = Config {
        folder: place.data.clone(),
        keys: Arc::new(keys),
        nature: LedgerNature::Training,
        government: rules()?.government,
        clock: Clock::ahead(place.training_days_ahead),
        workshop,
        node: place.node.node(),
        witness: place.witness.clone(),
    };
    let office = Office::open(config).await.with_context(|| format!("opening {}", place.data.display()))?;
    let listener = TcpListener::bind(place.listen).await.with_context(|| format!("listening on {}", place.listen))?;
    let origin = place.origin(listener.local_addr().context("the address")?.port())?;
    if office.state().nature().is_none() {
        fill(&office, people_only).await?;
    }
    announce(&office, &origin);
    serve::serve(listener, office, origin).await
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

fn announce(office: &Office, origin: &str) {
    let state = office.state();
    println!("ई-कैबिनेट · e-Cabinet: {origin}");
    println!();
    println!("अभ्यास · training. Open the address, pick a post and you are signed in as it:");
    for post in state.posts() {
        println!("  {:<24} {}  ({})", post.key, post.title.hi, post.title.en);
    }
    println!();
    match office.standby() {
        None => {}
        Some(Standby::Alone) => println!("PostgreSQL, alone: what is committed is as safe as that server's disk."),
        Some(Standby::Synchronous) => println!("PostgreSQL with a synchronous standby: every act is on both disks."),
    }
    println!("Stop with Ctrl-C.");
}
