//! Scrutiny: the checklist of the cabinet section, the way back, and what the rules want on record.

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

/// The cabinet section finds the note in order.
pub(crate) async fn scrutinise(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::Scrutinise)?;
    let checked = fields.all("checked");
    let words = attempt.words(&mut fields, "remark")?;
    fields.finish()?;
    let mut texts = TextsOf::default();
    let remark = prose(&mut texts, words)?;
    attempt.perform(&app, Act::Scrutinise { proposal, seen, checked, remark }, texts).await
}

/// Whoever has the file sends it back; the cabinet section ticks what is wanting.
pub(crate) async fn return_proposal(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::ReturnProposal)?;
    let deficiencies = fields.all("deficiency");
    let words = attempt.words(&mut fields, "reason")?;
    fields.finish()?;
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, words)?;
    attempt.perform(&app, Act::ReturnProposal { proposal, seen, reason, deficiencies }, texts).await
}

/// What the rules want on record: number and day of the order or the minutes.
pub(crate) async fn record_precondition(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::RecordPrecondition)?;
    let precondition = fields.optional("precondition")?.unwrap_or_default();
    let number = fields.one("number")?;
    let date = typed_date(&mut fields)?;
    let words = attempt.words(&mut fields, "text")?;
    fields.finish()?;
    if precondition.is_empty() {
        return attempt.not_chosen(&app, "precondition").await;
    }
    let mut texts = TextsOf::default();
    let text = prose(&mut texts, words)?;
    attempt.perform(&app, Act::RecordPrecondition { proposal, seen, precondition, number, date, text }, texts).await
}
