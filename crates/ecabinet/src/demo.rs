//! `demo`: a sample government for training.

use crate::configuration::{Place, Reach};
use crate::doors::ClosedDoors;
use crate::{sample, serve};
use anyhow::{Context, Result, anyhow};
use cabinet::LedgerNature;
use cabinet::rules::Rules;
use office::Standby;
use office::{Clock, Config, Office};
use papers::{Limits, Workshop};
use std::net::SocketAddr;
use std::sync::Arc;

/// The rules of the sample government.
pub(crate) fn rules() -> Result<Rules> {
    Rules::parse(rehearsal::RULES).map_err(|error| anyhow!("rules/madhya-pradesh.toml, {error}"))
}

/// Fills the folder if it is empty, serves, and says how to sign in.
pub(crate) async fn run(place: Place, people_only: bool) -> Result<()> {
    let (doors, reach) = reached(&place)?;
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
    if office.state().nature().is_none() {
        fill(&office, people_only).await?;
    }
    let addresses = doors.addresses();
    let mut doors = doors.open(reach.certificates.clone())?;
    if let Some(certificates) = &reach.certificates {
        doors.beside(certificates.clone().watch().context("SIGHUP")?);
    }
    // Before anybody is told that it runs, and may stop it.
    let stopped = serve::stopped().context("SIGTERM")?;
    announce(&office, &reach, &addresses);
    serve::serve(doors, office, reach, stopped).await
}

/// Takes the addresses, and refuses settings that do not go together before anything is made or opened.
fn reached(place: &Place) -> Result<(ClosedDoors, Reach)> {
    place.reach.judge()?;
    let doors = ClosedDoors::bind(&place.reach.listen)?;
    let port = doors.addresses().first().map_or(0, SocketAddr::port);
    Ok((doors, place.reach.read(port)?))
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
    println!("ई-कैबिनेट · e-Cabinet: {}", reach.origin.0);
    let addresses: Vec<String> = addresses.iter().map(SocketAddr::to_string).collect();
    println!("यहाँ सुनता है · listening: {}", addresses.join(", "));
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
