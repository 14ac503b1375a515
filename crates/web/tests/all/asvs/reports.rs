//! Chapter 3: where browsers report breaches of the policy, and what becomes of what they send.

use crate::doors::Doors;
use crate::health::{main_of, row};
use crate::site::{Answer, Site};
use crate::words::hindi;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use std::path::Path;

const NEW: &str = "application/reports+json";
const OLD: &str = "application/csp-report";
/// What every report says of the page that was open, and what may stand nowhere afterwards.
const PLANTED: &str = "qzxproposal";

fn breach(directive: impl Into<Value>) -> Value {
    let address = format!("https://ecabinet.example.in/proposals/{PLANTED}");
    let body = json!({ "effectiveDirective": directive.into(), "documentURL": address, "blockedURL": address,
        "referrer": address, "sample": PLANTED, "originalPolicy": PLANTED });
    json!({ "type": "csp-violation", "age": 1, "url": address, "user_agent": PLANTED, "body": body })
}

/// As a browser sends it that says so little of itself as Chromium's reports do.
fn sent(site: &Site, kind: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let request = Request::post("/policy-reports").header(CONTENT_TYPE, kind);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    site.send(request.body(body.into()).unwrap())
}

/// What the system administrator is told of it.
fn told(site: &Site) -> String {
    row(&main_of(&site.get("system_administrator", "/health")), &hindi("health-breaches"))
}

/// Files below a folder in which a word stands.
fn files_with(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, word));
        } else if std::fs::read(&path).unwrap().windows(word.len()).any(|bytes| bytes == word.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Every answer names the place; what comes there is counted by directive for the system administrator, and leaves nothing
/// else behind.
#[test]
fn asvs_3_4_7() {
    let site = Site::begun();
    for path in ["/sign-in", "/desk", "/assets/app.css", "/nowhere"] {
        let answer = site.get("auditor", path);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("; report-uri /policy-reports; report-to policy"), "{path}: {policy}");
        assert_eq!(answer.header("reporting-endpoints"), "policy=\"/policy-reports\"", "{path}");
    }
    let head = site.head();
    assert!(told(&site).contains(&hindi("health-breaches-none")), "control: {}", told(&site));
    let several = json!([breach("script-src-elem"), breach("img-src"), breach("img-src")]).to_string();
    let old = json!({ "csp-report": { "document-uri": PLANTED, "violated-directive": "font-src 'self'" } }).to_string();
    let newer = json!({ "csp-report": { "blocked-uri": PLANTED, "effective-directive": "form-action" } }).to_string();
    let other = json!([{ "type": "deprecation", "body": { "id": PLANTED } }, breach(PLANTED)]).to_string();
    for (kind, body) in [(NEW, several), (OLD, old), (OLD, newer), (NEW, other)] {
        let answer = sent(&site, kind, &[], body);
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0), "{kind}");
        assert_eq!(answer.header(SET_COOKIE.as_str()), "");
    }
    let is = told(&site);
    assert!(is.contains("font-src 1 · form-action 1 · img-src 2 · other 1 · script-src-elem 1"), "{is}");
    let administrator = site.holder("system_administrator");
    for page in [is, site.get_as(&administrator.in_english(), "/health").text()] {
        assert!(!page.contains(PLANTED));
    }
    assert_eq!(crate::log::lines_with(PLANTED), Vec::<String>::new());
    assert_eq!(files_with(&site.data(), PLANTED), Vec::<String>::new());
    assert!(!files_with(&site.data(), "madhya-pradesh").is_empty(), "control: what stands there is found");
    assert_eq!(site.head(), head, "nothing is recorded");
    site.verified();
}

/// Nothing that can be sent there does more than be refused or counted.
#[test]
fn a_report_that_is_none_is_refused_and_what_is_too_much_is_left() {
    let site = Site::begun();
    let deep = "[".repeat(8_000);
    let long = json!([breach("x".repeat(10_000))]).to_string();
    let bad: [(&str, Vec<u8>); 14] = [
        (NEW, Vec::new()),
        (NEW, b"null".to_vec()),
        (NEW, b"{}".to_vec()),
        (NEW, b"[1]".to_vec()),
        (NEW, deep.clone().into_bytes()),
        (NEW, format!("[{{\"type\":\"csp-violation\",\"body\":{deep}").into_bytes()),
        (NEW, json!([breach(7)]).to_string().into_bytes()),
        (NEW, b"[{\"type\":\"csp-violation\",\"type\":\"csp-violation\"}]".to_vec()),
        (NEW, b"[{\"type\":\"\xff\xfe\"}]".to_vec()),
        (OLD, b"{\"csp-report\":{}}".to_vec()),
        (OLD, b"{\"csp-report\":{\"effective-directive\":{}}}".to_vec()),
        ("application/json", json!([breach("img-src")]).to_string().into_bytes()),
        ("text/plain", json!([breach("img-src")]).to_string().into_bytes()),
        ("", json!([breach("img-src")]).to_string().into_bytes()),
    ];
    for (kind, body) in bad {
        let said = String::from_utf8_lossy(&body).chars().take(60).collect::<String>();
        assert_eq!(sent(&site, kind, &[], body).status, StatusCode::BAD_REQUEST, "{kind}: {said}");
    }
    assert_eq!(sent(&site, NEW, &[], vec![b' '; 16 * 1024 + 1]).status, StatusCode::PAYLOAD_TOO_LARGE);
    // A browser that says from where it sends is believed.
    let good = || json!([breach("img-src")]).to_string();
    for from in [
        &[("origin", "https://elsewhere.example")][..],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "null")],
        &[("origin", "null")],
    ] {
        assert_eq!(sent(&site, NEW, from, good()).status, StatusCode::FORBIDDEN, "{from:?}");
    }
    assert!(told(&site).contains(&hindi("health-breaches-none")), "none of these counts: {}", told(&site));
    for from in [&[("origin", crate::site::ORIGIN)][..], &[("sec-fetch-site", "same-origin"), ("origin", "null")], &[]]
    {
        assert_eq!(sent(&site, NEW, from, good()).status, StatusCode::NO_CONTENT, "control: {from:?}");
    }
    assert!(told(&site).contains("img-src 3"), "control: {}", told(&site));
    assert_eq!(sent(&site, NEW, &[], long).status, StatusCode::NO_CONTENT);
    let list: Vec<Value> = (0..1_000).map(|_| json!({ "type": "csp-violation", "body": {} })).collect();
    assert_eq!(sent(&site, NEW, &[], json!(list).to_string()).status, StatusCode::PAYLOAD_TOO_LARGE);
    let named = json!({ "type": "csp-violation", "body": { "effectiveDirective": "base-uri" } });
    let list = json!(vec![named; 200]).to_string();
    assert_eq!(sent(&site, NEW, &[], list).status, StatusCode::NO_CONTENT);
    assert!(told(&site).contains("base-uri 20 · img-src 3 · other 1"), "of one body twenty: {}", told(&site));
    // More than is read in two minutes, which this does not take.
    for _ in 0..140 {
        assert_eq!(sent(&site, NEW, &[], good()).status, StatusCode::NO_CONTENT, "nobody is told when enough came");
    }
    let unread = told(&site);
    assert!(unread.contains(&hindi("health-breaches-unread")), "{unread}");
    assert!(unread.contains(&hindi("heed-policy-breached")), "{unread}");
    assert_eq!(crate::log::lines_with("ERROR"), Vec::<String>::new());
}

/// A browser reports by itself: that is no use of a session, and lengthens none.
#[test]
fn a_report_lengthens_no_session() {
    let (doors, ..) = Doors::staffed();
    let holder = doors.site.holder("first");
    for _ in 0..10 {
        doors.site.next_half_minute();
    }
    let cookies = holder.cookies();
    let cookie = [(COOKIE.as_str(), cookies.as_str())];
    let answer = sent(&doors.site, NEW, &cookie, json!([breach("img-src")]).to_string());
    assert_eq!((answer.status, answer.header(SET_COOKIE.as_str())), (StatusCode::NO_CONTENT, ""));
    let used = doors.get(Some(&holder), "/desk");
    assert!(used.header(SET_COOKIE.as_str()).starts_with("__Host-session="), "control: a page does");
}
