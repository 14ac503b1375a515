//! The record itself: whether it is intact, how long it is, and the checkpoints that an auditor copies. Numbers and hashes
//! only; the entries' public sides tell what kind of thing happened when, so they are not handed out here.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::response::Html;
use office::{Condition, LogRecord};

/// One log.
struct Row {
    log: String,
    name: &'static str,
    tone: &'static str,
    condition: &'static str,
    entries: u64,
    checked: String,
    checkpoint: String,
    verifier_key: String,
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    page: Frame,
    title: &'static str,
    text: &'static str,
    /// When the log was checked whose last check is the oldest.
    checked: String,
    /// What is at fault, as verification says it.
    faults: Vec<String>,
    rows: Vec<Row>,
}

/// Whether the record is intact.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    let logs = app.office.record(&who.session.actor)?;
    let oldest = logs.iter().map(|log| log.checked).min().unwrap_or_default();
    let faults: Vec<String> = logs.iter().filter_map(fault).collect();
    let under_way = logs.iter().any(|log| log.condition == Condition::BeingChecked);
    let (title, text) = match (faults.is_empty(), under_way) {
        (false, _) => ("record-not-intact", "record-not-intact-text"),
        (true, true) => ("record-being-checked", "record-being-checked-text"),
        (true, false) => ("record-intact", "record-intact-text"),
    };
    let rows = logs.into_iter().map(|log| row(&page, log)).collect();
    draw(&RecordPage { title, text, checked: page.date_time(&oldest), faults, rows, page })
}

/// The last checkpoint of a log, as it is signed.
pub(crate) async fn checkpoint(
    State(app): State<App>,
    Ids(log): Ids<String>,
    who: SignedIn,
) -> Result<([(HeaderName, &'static str); 1], String), Failure> {
    let logs = app.office.record(&who.session.actor)?;
    let found = logs.into_iter().find(|one| one.log == log && !one.checkpoint.is_empty());
    let checkpoint = found.ok_or(Failure::Unknown)?.checkpoint;
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], checkpoint))
}

fn fault(log: &LogRecord) -> Option<String> {
    match &log.condition {
        Condition::NotIntact(what) => Some(format!("{}: {what}", log.log)),
        _ => None,
    }
}

fn row(page: &Frame, log: LogRecord) -> Row {
    let (tone, condition) = match log.condition {
        Condition::Intact => ("done", "record-condition-intact"),
        Condition::BeingChecked => ("info", "record-condition-being-checked"),
        Condition::NotIntact(_) => ("stop", "record-condition-not-intact"),
    };
    let name = if log.log == "acts" { "record-log-acts" } else { "record-log-custody" };
    let (checked, entries) = (page.date_time(&log.checked), log.entries);
    let LogRecord { log, checkpoint, verifier_key, .. } = log;
    Row { log, name, tone, condition, entries, checked, checkpoint, verifier_key }
}
