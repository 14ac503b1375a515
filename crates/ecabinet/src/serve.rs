//! Serving until a signal; acts under way are finished first.

use crate::configuration::Reach;
use crate::doors::{Caller, Doors};
use crate::log::Log;
use anyhow::{Context, Result, bail};
use axum::extract::{ConnectInfo, Request};
use axum::middleware::map_request;
use office::{Halt, Office};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use web::{App, Locales, Peer};

/// After the order to stop, requests under way are finished for so long; who has not sent the rest by then, or does not take
/// his answer, is cut off. What was not answered can be sent again under its id.
const STOPPED_WITHIN: Duration = Duration::from_secs(10);
/// How long the office may take to leave its folder in order: a database may have gone away.
const CLOSED_WITHIN: Duration = Duration::from_secs(20);
/// How long a node whose ledger was replaced still answers, with nothing but the alarm.
const ALARM_SHOWN: Duration = Duration::from_secs(5);

/// Serves the office until it is stopped.
pub(crate) async fn serve(
    doors: Doors,
    office: Office,
    (reach, log): (Reach, Log),
    stopped: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let locales = Locales::read().context("the words of the pages")?;
    let app = App::new(office.clone(), locales, reach.origin)
        .behind(reach.proxies)
        .counting_lines(Arc::new(move || log.figures()));
    let operations = reach.operations.map(|door| door.open(app.clone()));
    let service = web::router(app).layer(map_request(with_peer)).into_make_service_with_connect_info::<Caller>();
    // Streams would hold the end up for as long as their pages are open.
    let streams = office.clone();
    let (tell, told) = oneshot::channel();
    let stopped = async move {
        stopped.await;
        streams.end_streams();
        // Whoever served until now listens.
        let _ = tell.send(());
    };
    let served = axum::serve(doors, service).with_graceful_shutdown(stopped);
    tokio::select! {
        served = async { served.await } => served.context("serving")?,
        () = ended(&office) => {}
        () = patience(told) => tracing::warn!("clients that hold their connections open are cut off"),
    }
    if let Some(halt @ (Halt::Forked(_) | Halt::Rotated(_))) = office.halted() {
        bail!(halt);
    }
    if tokio::time::timeout(CLOSED_WITHIN, office.close()).await.is_err() {
        tracing::warn!("the folder could not be left in order in time; the next start sees to it");
    }
    if let Some(operations) = operations {
        operations.abort();
        // Ended, it has taken its socket away.
        let _ = operations.await;
    }
    Ok(())
}

/// Tells the pages who is at the other end.
async fn with_peer(ConnectInfo(caller): ConnectInfo<Caller>, mut request: Request) -> Request {
    request.extensions_mut().insert(Peer { address: caller.address.ip(), encrypted: caller.encrypted });
    request
}

/// Returns when those who were under way at the order to stop have had their time.
async fn patience(told: oneshot::Receiver<()>) {
    match told.await {
        Ok(()) => tokio::time::sleep(STOPPED_WITHIN).await,
        Err(_) => std::future::pending().await,
    }
}

/// Returns when the ledger is not the one any more that this process has answered for, or its keys are not, and those who
/// sit before its pages have had time to read so. A node that is only too old goes on to say so on every page.
async fn ended(office: &Office) {
    match office.until_halted().await {
        Halt::Forked(_) | Halt::Rotated(_) => tokio::time::sleep(ALARM_SHOWN).await,
        Halt::UnknownEntry(_) => std::future::pending().await,
    }
}

/// Hears SIGTERM and SIGINT from now on; what is given back ends with the first of them.
///
/// # Errors
/// The signals cannot be heard.
pub(crate) fn stopped() -> io::Result<impl Future<Output = ()> + Send> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
