//! Style sheet, script and fonts, built into the binary.

use crate::failure::Failure;
use crate::pages::Ids;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

type Asset = (&'static str, &'static str, &'static [u8]);

const ASSETS: &[Asset] = &[
    ("app.css", "text/css; charset=utf-8", include_bytes!("../assets/app.css")),
    ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
    ("app.js", "text/javascript; charset=utf-8", include_bytes!("../assets/app.js")),
    ("fonts/noto-sans-devanagari.woff2", "font/woff2", include_bytes!("../assets/fonts/noto-sans-devanagari.woff2")),
    ("fonts/noto-sans-latin.woff2", "font/woff2", include_bytes!("../assets/fonts/noto-sans-latin.woff2")),
    ("fonts/noto-sans-latin-ext.woff2", "font/woff2", include_bytes!("../assets/fonts/noto-sans-latin-ext.woff2")),
];

/// Hash of the script, by which the content security policy and the page name it.
pub(crate) const SCRIPT_HASH: &str = include_str!("../assets/app.js.sha256");

pub(crate) async fn show(Ids(name): Ids<String>) -> Result<Response, Failure> {
    let (_, kind, bytes) = ASSETS.iter().find(|(known, _, _)| *known == name).ok_or(Failure::Unknown)?;
    Ok(([(CONTENT_TYPE, *kind), (CACHE_CONTROL, "no-cache")], *bytes).into_response())
}
