//! Serving until a signal; acts under way are finished first.

use anyhow::{Context, Result, bail};
use office::{Halt, Office};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::{App, Locales, Origin};

/// How long a node whose ledger was replaced still answers, with nothing but the alarm.
const ALARM_SHOWN: Duration = Duration::from_secs(5);

/// Serves the office on a listener until SIGTERM or SIGINT.
pub(crate) async fn serve(listener: TcpListener, office: Office, origin: String) -> Result<()> {
    let locales = Locales::read().context("the words of the pages")?;
    let router = web::router(App::new(office.clone(), locales, Origin(origin)));
    let served = axum::serve(listener, router).with_graceful_shutdown(stopped());
    tokio::select! {
        served = async { served.await } => served.context("serving")?,
        () = ended(&office) => {}
    }
    if let Some(halt @ (Halt::Forked(_) | Halt::Rotated(_))) = office.halted() {
        bail!(halt);
    }
    office.close().await;
    Ok(())
}

/// Returns when the ledger is not the one any more that this process has answered for, or its keys are not, and those who
/// sit before its pages have had time to read so. A node that is only too old goes on to say so on every page.
async fn ended(office: &Office) {
    match office.until_halted().await {
        Halt::Forked(_) | Halt::Rotated(_) => tokio::time::sleep(ALARM_SHOWN).await,
        Halt::UnknownEntry(_) => std::future::pending().await,
    }
}

async fn stopped() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
