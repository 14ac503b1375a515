//! What browsers report of the policy of our pages ([`crate::headers`]). A report comes by itself and without a session, and
//! names the address that was open: it is counted by its directive, and nothing else of it is looked at, logged or kept.

use crate::app::App;
use crate::failure::Failure;
use crate::form::BadForm;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use office::PolicyDirective;
use serde::Deserialize;

/// Bytes of a body at most; a report has about one thousand.
const BODY_BYTES_MAX: usize = 16 * 1024;
/// Reports of one body that are counted at most.
const REPORTS_OF_A_BODY_MAX: usize = 20;

/// One report as the Reporting API sends it, several in a list.
#[derive(Deserialize)]
struct Report {
    #[serde(rename = "type")]
    kind: String,
    body: Option<Breach>,
}

#[derive(Deserialize)]
struct Breach {
    #[serde(rename = "effectiveDirective")]
    directive: Option<String>,
}

/// One report as `report-uri` sends it.
#[derive(Deserialize)]
struct OldReport {
    #[serde(rename = "csp-report")]
    breach: OldBreach,
}

#[derive(Deserialize)]
struct OldBreach {
    #[serde(rename = "effective-directive")]
    effective: Option<String>,
    /// With its sources behind it.
    #[serde(rename = "violated-directive")]
    violated: Option<String>,
}

/// The directives that a body tells of; none where it is no report.
fn directives(headers: &HeaderMap, bytes: &[u8]) -> Option<Vec<PolicyDirective>> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?.split(';').next()?.trim();
    if kind == "application/csp-report" {
        let OldBreach { effective, violated } = serde_json::from_slice::<OldReport>(bytes).ok()?.breach;
        let name = effective.or(violated)?;
        return Some(vec![PolicyDirective::named(name.split(' ').next().unwrap_or_default())]);
    }
    if kind != "application/reports+json" {
        return None;
    }
    let reports: Vec<Report> = serde_json::from_slice(bytes).ok()?;
    let breaches = reports.into_iter().filter(|report| report.kind == "csp-violation");
    let named = breaches.filter_map(|report| report.body?.directive).take(REPORTS_OF_A_BODY_MAX);
    Some(named.map(|name| PolicyDirective::named(&name)).collect())
}

/// Counts what a browser reports.
pub(crate) async fn take(State(app): State<App>, request: Request) -> Result<StatusCode, Failure> {
    // Nobody learns when enough came: the answer is the same.
    if !app.office.reads_policy_report() {
        return Ok(StatusCode::NO_CONTENT);
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| Failure::TooLarge)?;
    let directives = directives(&parts.headers, &bytes).ok_or(Failure::Form(BadForm::Malformed))?;
    app.office.policy_breached(directives);
    Ok(StatusCode::NO_CONTENT)
}
