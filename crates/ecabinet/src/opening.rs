//! What training and a real government have in common: taking the addresses, opening the office, serving it.

use crate::clock_source::ClockSource;
use crate::configuration::{Place, Reach};
use crate::doors::ClosedDoors;
use crate::log::Log;
use crate::operations::OperationsDoor;
use crate::serve;
use anyhow::{Context, Error, Result};
use cabinet::LedgerNature;
use ledger::{Fault, LedgerError};
use office::{Clock, Config, Node, Office, OpenError, Standby};
use papers::{Limits, Workshop};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use vault::KeyProvider;

/// Open files and sockets of a server at most.
const OPEN_FILES: u64 = 65_536;

/// Which government is opened.
pub(crate) struct Government {
    pub(crate) nature: LedgerNature,
    /// Its stable name.
    pub(crate) name: String,
    pub(crate) clock: Clock,
    pub(crate) keys: Arc<dyn KeyProvider>,
}

/// Takes the addresses, and refuses settings that do not go together before anything is made or opened.
pub(crate) async fn reached(place: &Place) -> Result<(ClosedDoors, Reach)> {
    place.reach.judge()?;
    let doors = ClosedDoors::bind(&place.reach.listen)?;
    let port = doors.addresses().first().map_or(0, SocketAddr::port);
    let mut reach = place.reach.read(port)?;
    if let Some(listen) = &place.operations_listen {
        reach.operations = Some(OperationsDoor::bind(listen).await?);
    }
    Ok((doors, reach))
}

/// Where a government lies.
pub(crate) struct Where<'a> {
    pub(crate) data: &'a Path,
    pub(crate) node: Node,
    pub(crate) witness: Option<PathBuf>,
}

/// Opens the office of a government that is to be served.
pub(crate) async fn open(place: &Place, government: Government) -> Result<Office> {
    let at = Where { data: &place.data, node: place.node.node()?, witness: place.witness.clone() };
    open_at(at, government).await
}

/// Opens the office of a government.
pub(crate) async fn open_at(at: Where<'_>, government: Government) -> Result<Office> {
    let config = Config {
        folder: at.data.to_path_buf(),
        keys: government.keys,
        nature: government.nature,
        government: government.name,
        clock: government.clock,
        workshop: Workshop::beside_current_program(Limits::default()).context("the workshop")?,
        node: at.node,
        witness: at.witness,
    };
    let named = config.government.clone();
    Office::open(config)
        .await
        .map_err(|error| of_opening(error, &named))
        .with_context(|| format!("opening {}", at.data.display()))
}

/// The error, and what to set where the ledger is of another government than the one that was named.
fn of_opening(error: OpenError, named: &str) -> Error {
    let found = match &error {
        OpenError::Ledger(LedgerError::Damaged { fault: Fault::Origin(origin), .. }) => {
            origin.strip_prefix("ecabinet/").and_then(|rest| rest.split('/').next()).map(str::to_owned)
        }
        _ => None,
    };
    match found.filter(|found| found != named) {
        Some(found) => Error::from(error).context(format!(
            "यह अभिलेख शासन {found} का है, {named} का नहीं: ECABINET_GOVERNMENT={found} दें · the record is of the government {found}, not of \
             {named}: set ECABINET_GOVERNMENT={found}"
        )),
        None => error.into(),
    }
}

/// Serves an office until it is stopped; `announce` says where it is reached and how one signs in.
pub(crate) async fn serve(
    doors: ClosedDoors,
    office: Office,
    (reach, log): (Reach, Log),
    announce: impl FnOnce(&Office, &Reach, &[SocketAddr]),
) -> Result<()> {
    let addresses = doors.addresses();
    let mut doors = doors.open(reach.certificates.clone())?;
    if let Some(certificates) = &reach.certificates {
        office.shows_certificate(certificates.ends());
        doors.beside(certificates.clone().watch().context("SIGHUP")?);
    } else {
        // Who asks for the certificate to be read again does not mean to stop a server that shows none.
        let mut hangup = signal(SignalKind::hangup()).context("SIGHUP")?;
        doors.beside(async move {
            while hangup.recv().await.is_some() {
                tracing::info!("there is no certificate to be read again");
            }
        });
    }
    // Before anybody is told that it runs, and may stop it.
    let stopped = serve::stopped().context("SIGTERM")?;
    announce(&office, &reach, &addresses);
    raise_open_files();
    log.keep();
    if office.state().nature() == Some(LedgerNature::Real) {
        ClockSource::watch(&office);
    }
    serve::serve(doors, office, (reach, log), stopped).await
}

/// Every open page holds a socket: as many as the machine allows this account, instead of as few as a shell begins with.
fn raise_open_files() {
    let found = getrlimit(Resource::Nofile);
    let wanted = found.maximum.map_or(OPEN_FILES, |most| most.min(OPEN_FILES));
    if found.current.is_some_and(|now| now < wanted) {
        let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), ..found });
        if let Err(error) = raised {
            tracing::warn!(%error, "the limit of open files stays as it is");
        }
    }
}

/// Says where the server is reached.
pub(crate) fn tell_addresses(reach: &Reach, addresses: &[SocketAddr]) {
    println!("ई-कैबिनेट · e-Cabinet: {}", reach.origin.0);
    if let Some(Ok(place)) = reach.operations.as_ref().map(OperationsDoor::place) {
        println!("संचालन · operations: {place}");
    }
    let addresses: Vec<String> = addresses.iter().map(SocketAddr::to_string).collect();
    println!("यहाँ सुनता है · listening: {}", addresses.join(", "));
}

/// Says how safe what is committed is, where that depends on another server.
pub(crate) fn tell_standby(office: &Office) {
    println!();
    match office.standby() {
        None => {}
        Some(Standby::Alone) => println!("PostgreSQL, alone: what is committed is as safe as that server's disk."),
        Some(Standby::Synchronous) => println!("PostgreSQL with a synchronous standby: every act is on both disks."),
    }
}
