//! Headers of every answer.

use crate::app::Origin;
use crate::assets::{PROSE_SCRIPT_HASH, SCRIPT_HASH};
use crate::visit::POLICY_REPORTS;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY};
use axum::response::Response;

const FIXED: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), display-capture=(), usb=()"),
];

/// A year, and every name beneath ours: a page of such a name could write cookies that come to us.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Where browsers report breaches of the policy, by the name that the policy says.
const REPORTED_TO: &str = "policy";

/// Sets the headers of every answer; content is never kept by a browser unless the answer says so.
pub(crate) fn set(response: &mut Response, origin: &Origin) {
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if origin.is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let policy = format!(
        "default-src 'none'; script-src '{SCRIPT_HASH}' '{PROSE_SCRIPT_HASH}'; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'; \
         report-uri {POLICY_REPORTS}; report-to {REPORTED_TO}"
    );
    let endpoints = format!("{REPORTED_TO}=\"{POLICY_REPORTS}\"");
    if let Ok(endpoints) = HeaderValue::from_str(&endpoints) {
        headers.insert(HeaderName::from_static("reporting-endpoints"), endpoints);
    }
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
}
