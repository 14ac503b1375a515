//! A text that was typed in Kruti Dev, in Unicode: what a page asks about a paste. Nothing of it is kept or logged.

use crate::failure::Failure;
use crate::form::Posted;
use axum::Json;
use serde_json::{Value, json};

/// Answers whether a text looks like Kruti Dev, and how it reads then: `sure_percent` of its words are understood whole, and
/// `unknown` characters stand as they were typed. A text that does not look so is answered without one.
pub(crate) async fn convert(posted: Posted) -> Result<Json<Value>, Failure> {
    let Posted { mut fields, .. } = posted;
    let kept = fields.clone();
    let text = fields.one("text").map_err(|bad| Failure::from(bad).keeping(&kept))?;
    fields.finish()?;
    let Some(converted) = hindi::kruti_dev_passages(&text) else {
        return Ok(Json(json!({ "recognised": false })));
    };
    let recognised: Vec<&str> = text.lines().filter(|line| hindi::looks_like_kruti_dev(line)).collect();
    let whole = hindi::kruti_dev_sureness_percent(&text);
    let sure_percent = if whole > 0 { whole } else { hindi::kruti_dev_sureness_percent(&recognised.join("\n")) };
    Ok(Json(json!({
        "recognised": true,
        "sure_percent": sure_percent,
        "unknown": converted.unknown,
        "text": converted.text,
    })))
}
