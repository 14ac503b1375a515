//! Approval in anticipation of the council's: the department's request, and the order that it issues.

use super::{begin, typed_date};
use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::{Ids, prose};
use axum::extract::State;
use axum::response::Response;
use cabinet::Act;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use office::TextsOf;

/// The secretary asks, with both reasons.
pub(crate) async fn request_urgent_approval(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::RequestUrgentApproval)?;
    let (urgency, delay) = (fields.one("urgency")?.trim().to_owned(), fields.one("delay")?.trim().to_owned());
    fields.finish()?;
    attempt.refused.words = format!("{urgency}\n\n{delay}").trim().to_owned();
    let mut texts = TextsOf::default();
    let (urgency, delay) = (prose(&mut texts, urgency)?, prose(&mut texts, delay)?);
    attempt.perform(&app, Act::RequestUrgentApproval { proposal, seen, urgency, delay }, texts).await
}

/// The secretary records the order that was issued.
pub(crate) async fn record_urgent_order(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (attempt, seen, mut fields) = begin(posted, proposal, Action::RecordUrgentOrder)?;
    let number = fields.one("number")?;
    let date = typed_date(&mut fields)?;
    fields.finish()?;
    attempt.perform(&app, Act::RecordUrgentOrder { proposal, seen, number, date }, TextsOf::default()).await
}
