//! Serving until a signal; acts under way are finished first.

use anyhow::{Context, Result};
use office::Office;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::{App, Locales, Origin};

/// Serves the office on a listener until SIGTERM or SIGINT.
pub(crate) async fn serve(listener: TcpListener, office: Office, origin: String) -> Result<()> {
    let locales = Locales::read().context("the words of the pages")?;
    let router = web::router(App::new(office.clone(), locales, Origin(origin)));
    axum::serve(listener, router).with_graceful_shutdown(stopped()).await.context("serving")?;
    office.close().await;
    Ok(())
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
