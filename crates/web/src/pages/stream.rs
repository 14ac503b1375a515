//! One stream for each open page: it says when the page's session is over, so that nothing stays on a screen that was taken
//! away.

use crate::app::App;
use crate::failure::Failure;
use crate::form::InAddress;
use crate::visit::{SESSION_COOKIE, cookie};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use office::{SessionId, Told};
use std::convert::Infallible;
use std::time::Duration;

/// Seconds after which a page asks again whose stream broke off.
const AGAIN_SECONDS: u64 = 3;
/// The same for a page for which its session has no stream left.
const AGAIN_CROWDED_SECONDS: u64 = 15;
/// A proxy hands every line on when it comes.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

/// Watches over a page of the session that the address names, for a browser with the cookie that came.
pub(crate) async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    InAddress(mut named): InAddress,
) -> Result<Response, Failure> {
    // A page that names no session has none that could last.
    let shown = SessionId(named.parse("session").unwrap_or_default());
    named.finish().map_err(|_| Failure::Unknown)?;
    let watch = app.office.watch_session(cookie(&headers, SESSION_COOKIE).as_deref(), shown);
    let again = if watch.is_one_too_many() { AGAIN_CROWDED_SECONDS } else { AGAIN_SECONDS };
    // Pages whose streams broke off together do not all come back at once.
    let spread = u64::from(shown.0.as_bytes().last().copied().unwrap_or_default()) * 8;
    let again = Duration::from_secs(again) + Duration::from_millis(spread);
    let lines = stream::unfold((watch, Some(again)), |(mut watch, again)| async move {
        let line = match watch.next().await? {
            Told::Lasts => Event::default().comment("lasts"),
            Told::Rested => Event::default().event("rested").data("over"),
            Told::Ended => Event::default().event("ended").data("over"),
        };
        let line = again.map_or_else(|| line.clone(), |again| line.clone().retry(again));
        Some((Ok::<_, Infallible>(line), (watch, None)))
    });
    let mut response = Sse::new(lines).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(UNBUFFERED.0, UNBUFFERED.1);
    Ok(response)
}
