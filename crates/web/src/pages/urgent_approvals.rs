//! The register of approvals in anticipation of the council's (प्रत्याशा में अनुमोदन): what is owed to the council, first.

use crate::app::App;
use crate::failure::Failure;
use crate::form::InAddress;
use crate::frame::Frame;
use crate::pager::Pager;
use crate::pages::draw;
use crate::pages::proposals::urgency::{later_version, order_line, ratification};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::proposal::Proposal;
use cabinet::urgent::Given;

/// One urgent approval.
pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) subject: String,
    pub(crate) details: String,
    pub(crate) given: String,
    pub(crate) order: String,
    pub(crate) due: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
}

#[derive(Template)]
#[template(path = "urgent_approvals.html")]
struct RegisterPage {
    page: Frame,
    open: Vec<Row>,
    settled: Vec<Row>,
    pager: Pager,
}

/// The register: what the council has not ratified first, by its day; then what it has, the latest first.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut which): InAddress,
) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    if !page.reads_urgent_approvals() {
        return Err(Failure::Unknown);
    }
    let settled = page.state.urgent_approvals().filter(|(proposal, _)| is_ratified(&page, proposal));
    let all: Vec<_> = owed(&page).into_iter().map(|one| (one, false)).chain(settled.map(|one| (one, true))).collect();
    let (shown, pager) = Pager::among("/urgent-approvals", Pager::asked(&mut which)?, &all)?;
    let rows = |settled: bool| {
        let of = shown.iter().filter(move |(_, is_settled)| *is_settled == settled);
        of.map(|((proposal, given), _)| row(&page, proposal, given)).collect()
    };
    draw(&RegisterPage { open: rows(false), settled: rows(true), pager, page })
}

/// So many of what the council has not ratified, what was due first before the rest; and how many more there are.
pub(crate) fn open(page: &Frame, rows_max: usize) -> (Vec<Row>, usize) {
    let owed = owed(page);
    let rows = owed.iter().take(rows_max).map(|(proposal, given)| row(page, proposal, given)).collect();
    (rows, owed.len().saturating_sub(rows_max))
}

/// What the council has not ratified, by its day.
fn owed(page: &Frame) -> Vec<(&Proposal, &Given)> {
    let mut open: Vec<_> = page.state.urgent_approvals().filter(|(proposal, _)| !is_ratified(page, proposal)).collect();
    open.sort_by_key(|(proposal, given)| (given.due, proposal.id));
    open
}

fn is_ratified(page: &Frame, proposal: &Proposal) -> bool {
    page.state.ratification(proposal).is_some_and(|one| one.is_ratified())
}

fn row(page: &Frame, proposal: &Proposal, given: &Given) -> Row {
    let (stage, tone) = ratification(page, proposal, given);
    Row {
        link: format!("/proposals/{}", proposal.id),
        subject: crate::pages::proposals::subject(page, proposal),
        details: details(page, proposal),
        given: page.date(&given.approval.at),
        order: order_line(page, given),
        due: page.date(&given.due),
        stage,
        tone,
    }
}

/// Number and department, and that the note changed since it was approved where it did.
fn details(page: &Frame, proposal: &Proposal) -> String {
    let line = format!("{} · {}", proposal.number, page.department_today(&proposal.department));
    later_version(page, proposal).map_or(line.clone(), |changed| format!("{line} · {changed}"))
}
