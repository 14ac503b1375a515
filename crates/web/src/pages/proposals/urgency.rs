//! Approval in anticipation of the council's, as a proposal's page shows it.

use crate::frame::Frame;
use cabinet::proposal::Proposal;
use cabinet::urgent::{Given, Ratification, UrgentStage};
use fluent_bundle::FluentValue;
use office::views::ProposalView;

/// A request for urgent approval, and what became of it.
pub(crate) struct Urgency {
    /// How far it has come.
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
    /// Why it is urgent, and why it could not come in time.
    pub(crate) reasons: [String; 2],
    /// Under which rule it was given, with which order, until when it is due: names and what they say.
    pub(crate) facts: Vec<(String, String)>,
}

/// What a page shows of it; nothing where its reasons are not for the reader.
pub(super) fn urgency(page: &Frame, view: &ProposalView) -> Option<Urgency> {
    let (asked, reasons) = (view.proposal.urgent_approval()?, view.urgency.as_ref()?);
    let (stage, tone, facts) = match &asked.stage {
        UrgentStage::Requested | UrgentStage::Forwarded(_) => (page.t("urgency-asked"), "order", Vec::new()),
        UrgentStage::Refused(_) => (page.t("urgency-refused"), "stop", Vec::new()),
        UrgentStage::Given(given) => {
            let (stage, tone) = ratification(page, &view.proposal, given);
            (stage, tone, facts(page, &view.proposal, given))
        }
    };
    Some(Urgency { stage, tone, reasons: [reasons.urgency.clone(), reasons.delay.clone()], facts })
}

/// What the council has made of an urgent approval, in words, with its colour.
pub(crate) fn ratification(page: &Frame, proposal: &Proposal, given: &Given) -> (String, &'static str) {
    match page.state.ratification(proposal) {
        Some(one @ Ratification::Ratified(_)) => (page.word("ratification", one.key()), "done"),
        Some(one @ Ratification::NotRatified(_)) => (page.word("ratification", one.key()), "stop"),
        Some(Ratification::Owed) | None if given.due <= page.now => (page.t("ratification-overdue"), "stop"),
        Some(one) => (page.word("ratification", one.key()), "order"),
        None => (String::new(), ""),
    }
}

fn facts(page: &Frame, proposal: &Proposal, given: &Given) -> Vec<(String, String)> {
    vec![
        (page.t("urgency-given"), page.date_time(&given.approval.at)),
        (page.t("urgency-version"), version(page, proposal)),
        (page.t("urgency-rule"), page.words(&given.rule).to_owned()),
        (page.t("urgency-order"), order_line(page, given)),
        (page.t("urgency-due"), page.date(&given.due)),
    ]
}

/// Upon which version it was given, and that there is a later one where there is.
fn version(page: &Frame, proposal: &Proposal) -> String {
    let given = versions(proposal).map(|(given, _)| page.tn("version", given));
    later_version(page, proposal).or(given).unwrap_or_default()
}

/// «संस्करण 1 पर अनुमोदित; अब संस्करण 2 है», where the note was put up again since.
pub(crate) fn later_version(page: &Frame, proposal: &Proposal) -> Option<String> {
    let (given, now) = versions(proposal).filter(|(given, now)| given != now)?;
    let number = |number: u32| FluentValue::from(i64::from(number));
    Some(page.with("urgency-version-changed", &[("seen", number(given)), ("number", number(now))]))
}

/// The versions upon which it was given, and of today.
fn versions(proposal: &Proposal) -> Option<(u32, u32)> {
    let approved = proposal.urgent_approval()?.revision;
    let given = proposal.revision_with(approved)?.number;
    Some((given, proposal.revision()?.number))
}

/// Number and day of the order that was issued, or that there is none.
pub(crate) fn order_line(page: &Frame, given: &Given) -> String {
    let order = given.order.as_ref();
    order.map_or_else(|| page.t("urgent-order-missing"), |order| page.number_and_date(&order.number, &order.date))
}
