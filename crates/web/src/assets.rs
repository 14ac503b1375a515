//! Style sheet, script and fonts, built into the binary.

use crate::app::App;
use crate::failure::Failure;
use crate::pages::Ids;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

type Asset = (&'static str, &'static str, &'static [u8]);

const ASSETS: &[Asset] = &[
    ("app.css", "text/css; charset=utf-8", include_bytes!("../assets/app.css")),
    ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
    ("app.js", "text/javascript; charset=utf-8", include_bytes!("../assets/app.js")),
    ("prose.js", "text/javascript; charset=utf-8", include_bytes!("../assets/prose.js")),
    ("fonts/noto-sans-devanagari.woff2", "font/woff2", include_bytes!("../assets/fonts/noto-sans-devanagari.woff2")),
    ("fonts/noto-sans-latin.woff2", "font/woff2", include_bytes!("../assets/fonts/noto-sans-latin.woff2")),
    ("fonts/noto-sans-latin-ext.woff2", "font/woff2", include_bytes!("../assets/fonts/noto-sans-latin-ext.woff2")),
];

/// Hash of the script, by which the content security policy and the page name it.
pub(crate) const SCRIPT_HASH: &str = include_str!("../assets/app.js.sha256");

/// Hash of the script that writes lists and tables, which a draft's page alone names.
pub(crate) const PROSE_SCRIPT_HASH: &str = include_str!("../assets/prose.js.sha256");

/// An asset; one that the browser has already is not sent again.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(name): Ids<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (_, kind, bytes) = ASSETS.iter().find(|(known, _, _)| *known == name).ok_or(Failure::Unknown)?;
    let tag = format!("\"{}\"", app.office.digest(bytes));
    let known = headers.get(IF_NONE_MATCH).is_some_and(|has| has.as_bytes() == tag.as_bytes());
    let cache = [(CACHE_CONTROL, "no-cache".to_owned()), (ETAG, tag)];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, cache).into_response());
    }
    Ok(([(CONTENT_TYPE, *kind)], cache, *bytes).into_response())
}
