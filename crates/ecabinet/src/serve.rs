//! Serving until a signal; acts under way are finished first.

use anyhow::{Context, Result, bail};
use office::{Halt, Office};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::{App, Locales, Origin};

/// Serves the office on a listener until SIGTERM or SIGINT.
pub(crate) async fn serve(listener: TcpListener, office: Office, origin: String) -> Result<()> {
    let locales = Locales::read().context("the words of the pages")?;
    let router = web::router(App::new(office.clone(), locales, Origin(origin)));
    let served = axum::serve(listener, router).with_graceful_shutdown(stopped());
    tokio::select! {
        served = async { served.await } => served.context("serving")?,
        halt = ended(&office) => bail!(halt),
    }
    office.close().await;
    Ok(())
}

/// Returns when the ledger is not the one any more that this process has answered for, or its keys are not. A node that is
/// only too old goes on to say so on every page.
async fn ended(office: &Office) -> Halt {
    match office.until_halted().await {
        halt @ (Halt::Forked(_) | Halt::Rotated(_)) => halt,
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
