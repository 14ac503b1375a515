//! `serve`: the real government that `init` made.

use crate::configuration::{GovernmentName, Place, Reach, real_key};
use crate::identity_provider::IdentityProviderArguments;
use crate::log::Log;
use crate::opening::{self, Government};
use crate::ways_out::WaysOutArguments;
use anyhow::{Context, Result, bail};
use cabinet::LedgerNature;
use clap::Args;
use office::{Clock, Leaked, Office};
use std::io::{IsTerminal, stdout};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

const COMPARED: &str = "New passwords are compared with the file of leaked ones.";
/// The lists that the program carries are short beside those that guessers have.
const NOT_COMPARED: &str = "New passwords are compared with the lists that the program carries alone: ECABINET_LEAKED_PASSWORDS \
                            names no file of leaked ones.";

/// What is served, where, and who beside it is asked and told.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    government: GovernmentName,
    #[command(flatten)]
    identity_provider: IdentityProviderArguments,
    #[command(flatten)]
    ways_out: WaysOutArguments,
}

/// Serves it under its origin, to which the passkeys of its people are bound.
pub(crate) async fn run(serve: Serve, log: Log) -> Result<()> {
    let Serve { place, government: GovernmentName { name }, identity_provider, ways_out } = serve;
    let (doors, reach) = opening::reached(&place).await?;
    let identity_provider = identity_provider.read(&reach.origin)?;
    let ways_out = ways_out.read()?;
    let leaked = place.leaked_passwords.as_deref().map(leaked_passwords).transpose()?;
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
    let office = match identity_provider {
        Some(provider) => provider.before(office)?,
        None => office,
    };
    let compared = leaked.is_some();
    let office = match leaked {
        Some(leaked) => office.knowing_leaked(leaked),
        None => office,
    };
    let office = ways_out.before(office, &reach.origin)?;
    opening::serve(doors, office, (reach, log), move |office, reach, addresses| {
        announce(office, reach, addresses, compared)
    })
    .await
}

fn leaked_passwords(path: &Path) -> Result<Leaked> {
    Leaked::open(path).with_context(|| format!("ECABINET_LEAKED_PASSWORDS: {}", path.display()))
}

fn announce(office: &Office, reach: &Reach, addresses: &[SocketAddr], leaked: bool) {
    opening::tell_addresses(reach, addresses);
    opening::tell_standby(office);
    println!("{}", if leaked { COMPARED } else { NOT_COMPARED });
    if stdout().is_terminal() {
        println!("Stop with Ctrl-C.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_holds_no_hashes_is_refused_by_its_setting() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "password\nqwerty\n").unwrap();
        let told = format!("{:#}", leaked_passwords(file.path()).unwrap_err());
        assert!(told.starts_with("ECABINET_LEAKED_PASSWORDS: ") && told.contains("at byte 0"), "{told}");
        std::fs::write(file.path(), "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:10434004\r\n").unwrap();
        assert!(leaked_passwords(file.path()).unwrap().has("password").unwrap(), "control");
    }
}
