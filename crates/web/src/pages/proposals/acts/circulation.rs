//! Acts of a circulation that choose something: the order with its last day, and a member's answer.

use super::begin;
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::pages::doors::approve::Answered;
use crate::pages::{Ids, end_of_day, prose};
use axum::extract::State;
use axum::response::Response;
use cabinet::circulation::{CIRCULATION_DAYS_MAX, CirculationAnswer};
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::{Act, Moment, Refusal};
use office::{ActError, Approval, TextsOf, answer_terms, circulation_terms};

/// The last day that a form names, and whether silence is read as no objection; no day where it names none.
pub(crate) fn order(fields: &mut Fields) -> Result<(Option<Moment>, bool), BadForm> {
    order_of(fields, ["day", "month", "year"])
}

/// The same, where the form names its last day in these fields.
pub(super) fn order_of(fields: &mut Fields, names: [&'static str; 3]) -> Result<(Option<Moment>, bool), BadForm> {
    let mut part = |name| fields.optional(name).map(Option::unwrap_or_default);
    let [day, month, year] = names;
    let (day, month, year) = (part(day)?, part(month)?, part(year)?);
    let silence_agrees = part("silence")? == "agrees";
    Ok((end_of_day([&day, &month, &year]), silence_agrees))
}

/// What a member chose; none where nothing was chosen.
pub(crate) fn position(fields: &mut Fields) -> Result<Option<CirculationAnswer>, BadForm> {
    let key = fields.optional("position")?.unwrap_or_default();
    Ok(CirculationAnswer::ALL.into_iter().find(|answer| answer.key() == key))
}

/// The Chief Minister orders that the note be decided by circulation.
pub(crate) async fn order_for_circulation(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    from: From,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::OrderForCirculation)?;
    let answered = Answered::take(&mut fields, from)?;
    let (until, silence_agrees) = order(&mut fields)?;
    let words = attempt.words(&mut fields, "remark")?;
    fields.finish()?;
    let Some(until) = until else {
        let refusal = Refusal::LastDayUnfit { days_max: CIRCULATION_DAYS_MAX };
        return attempt.answer(&app, Err(ActError::Refused(refusal))).await;
    };
    let mut texts = TextsOf::default();
    let remark = prose(&mut texts, words.clone())?;
    let approval = Approval::of_proposal(Action::OrderForCirculation, proposal, seen, words);
    let approval = approval.with(circulation_terms(until, silence_agrees));
    let act = Act::OrderForCirculation { proposal, seen, until, silence_agrees, remark };
    attempt.approve(&app, (answered, approval), act, texts).await
}

/// A member of the council answers in person.
pub(crate) async fn answer_circulation(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    from: From,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::AnswerCirculation)?;
    let answered = Answered::take(&mut fields, from)?;
    let chosen = position(&mut fields)?;
    let words = attempt.words(&mut fields, "remark")?;
    fields.finish()?;
    let Some(answer) = chosen else { return attempt.not_chosen(&app, "position").await };
    let mut texts = TextsOf::default();
    let remark = prose(&mut texts, words.clone())?;
    let approval = Approval::of_proposal(Action::AnswerCirculation, proposal, seen, words);
    let approval = approval.with(answer_terms(answer));
    let act = Act::AnswerCirculation { proposal, seen, answer, remark };
    attempt.approve(&app, (answered, approval), act, texts).await
}

/// The cabinet section ends the circulation.
pub(crate) async fn close_circulation(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (attempt, seen, fields) = begin(posted, proposal, Action::CloseCirculation)?;
    fields.finish()?;
    attempt.perform(&app, Act::CloseCirculation { proposal, seen }, TextsOf::default()).await
}
