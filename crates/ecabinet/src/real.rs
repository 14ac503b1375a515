//! `serve`: the real government that `init` made.

use crate::configuration::{Place, Reach, real_key};
use crate::opening::{self, Government};
use anyhow::{Context, Result, bail};
use cabinet::LedgerNature;
use office::{Clock, Office};
use std::net::SocketAddr;
use std::sync::Arc;

/// Serves it under its origin, to which the passkeys of its people are bound.
pub(crate) async fn run(place: Place, name: String) -> Result<()> {
    let (doors, reach) = opening::reached(&place)?;
    let keys = Arc::new(real_key(place.key.as_deref(), &place.data)?);
    if place.node.is_of_a_file() && !place.data.join("ledger.sqlite").exists() {
        bail!("there is no government in {}: make it with `ecabinet init`", place.data.display());
    }
    let government = Government { nature: LedgerNature::Real, name, clock: Clock::default(), keys };
    let office = opening::open(&place, government).await?;
    if office.state().nature().is_none() {
        bail!("there is no government in {}: make it with `ecabinet init`", place.data.display());
    }
    let office = office.reached_at(&reach.origin.0).context("ECABINET_ORIGIN")?;
    opening::serve(doors, office, reach, announce).await
}

fn announce(office: &Office, reach: &Reach, addresses: &[SocketAddr]) {
    println!("ई-कैबिनेट · e-Cabinet: {}", reach.origin.0);
    let addresses: Vec<String> = addresses.iter().map(SocketAddr::to_string).collect();
    println!("यहाँ सुनता है · listening: {}", addresses.join(", "));
    opening::tell_standby(office);
    println!("Stop with Ctrl-C.");
}
