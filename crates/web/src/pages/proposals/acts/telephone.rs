//! «दूरभाष पर प्राप्त आदेश»: what the Chief Minister's office heard, and when.

use super::begin;
use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::{Ids, prose, typed_moment};
use axum::extract::State;
use axum::response::Response;
use cabinet::chief_ministers_office::HEARD_DAYS_MAX;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::{Act, Refusal};
use office::{ActError, TextsOf};

/// The order in its words, with day and time.
pub(crate) async fn record_telephone_order(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::RecordTelephoneOrder)?;
    let (day, month, year) = (fields.one("day")?, fields.one("month")?, fields.one("year")?);
    let (hour, minute) = (fields.one("hour")?, fields.one("minute")?);
    let words = attempt.words(&mut fields, "text")?;
    fields.finish()?;
    let Some(heard) = typed_moment([&day, &month, &year, &hour, &minute]) else {
        let refusal = Refusal::HeardUnfit { days_max: HEARD_DAYS_MAX };
        return attempt.answer(&app, Err(ActError::Refused(refusal))).await;
    };
    let mut texts = TextsOf::default();
    let text = prose(&mut texts, words)?;
    attempt.perform(&app, Act::RecordTelephoneOrder { proposal, seen, heard, text }, texts).await
}
