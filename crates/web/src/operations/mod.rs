//! What the machine's own operations ask, at a door of their own: whether the process lives, whether it takes acts, and its
//! figures. Nobody signs in here, so nothing is told that anybody wrote: counts, sizes, times, and words of this program.
//!
//! The public door answers these addresses as it answers any that it does not know.

mod exposition;
mod figures;
pub(crate) mod requests;

use crate::app::App;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use exposition::CONTENT;

const PLAIN: &str = "text/plain; charset=utf-8";

/// The door of the machine's operations, before the same office. It must be reached by nobody else: whoever serves it sees
/// to that.
pub fn operations_router(app: App) -> Router {
    Router::new()
        .route("/healthz", get(lives))
        .route("/readyz", get(takes_acts))
        .route("/metrics", get(metrics))
        .with_state(app)
}

fn told(status: StatusCode, content: &'static str, body: String) -> Response {
    const AS_IT_IS: (HeaderName, &str) = (HeaderName::from_static("x-content-type-options"), "nosniff");
    (status, [(CONTENT_TYPE, content), (CACHE_CONTROL, "no-store"), AS_IT_IS], body).into_response()
}

async fn lives() -> Response {
    told(StatusCode::OK, PLAIN, "ok\n".to_owned())
}

async fn takes_acts(State(app): State<App>) -> Response {
    let missing = app.office.missing().await;
    if missing.is_empty() {
        return told(StatusCode::OK, PLAIN, "ok\n".to_owned());
    }
    let words: String = missing.iter().map(|what| format!("{}\n", what.key())).collect();
    told(StatusCode::SERVICE_UNAVAILABLE, PLAIN, words)
}

async fn metrics(State(app): State<App>) -> Response {
    told(StatusCode::OK, CONTENT, figures::told(&app).await)
}
