//! «दूरभाष पर प्राप्त आदेश»: what the Chief Minister's office heard, and when.

use super::{begin, circulation};
use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::{Ids, prose, typed_moment};
use axum::extract::State;
use axum::response::Response;
use cabinet::chief_ministers_office::{HEARD_DAYS_MAX, HeardOrder};
use cabinet::circulation::CIRCULATION_DAYS_MAX;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::{Act, Refusal};
use office::{ActError, TextsOf};

/// What may be heard, as the form names it.
pub(crate) const ORDERS: [&str; 4] = ["meeting", "circulation", "return", "decline"];

/// The order in its words, with day and time; of a circulation with its last day and what silence means.
pub(crate) async fn record_telephone_order(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::RecordTelephoneOrder)?;
    let (day, month, year) = (fields.one("day")?, fields.one("month")?, fields.one("year")?);
    let (hour, minute) = (fields.one("hour")?, fields.one("minute")?);
    let chosen = fields.optional("heard_order")?.unwrap_or_default();
    let (until, silence_agrees) = circulation::order_of(&mut fields, ["until_day", "until_month", "until_year"])?;
    let words = attempt.words(&mut fields, "text")?;
    fields.finish()?;
    let order = match (chosen.as_str(), until) {
        ("meeting", _) => HeardOrder::Meeting,
        ("circulation", Some(until)) => HeardOrder::Circulation { until, silence_agrees },
        ("circulation", None) => {
            let refusal = Refusal::LastDayUnfit { days_max: CIRCULATION_DAYS_MAX };
            return attempt.answer(&app, Err(ActError::Refused(refusal))).await;
        }
        ("return", _) => HeardOrder::Return,
        ("decline", _) => HeardOrder::Decline,
        _ => return attempt.not_chosen(&app, "heard_order").await,
    };
    let Some(heard) = typed_moment([&day, &month, &year, &hour, &minute]) else {
        let refusal = Refusal::HeardUnfit { days_max: HEARD_DAYS_MAX };
        return attempt.answer(&app, Err(ActError::Refused(refusal))).await;
    };
    let mut texts = TextsOf::default();
    let text = prose(&mut texts, words)?;
    attempt.perform(&app, Act::RecordTelephoneOrder { proposal, seen, heard, order, text }, texts).await
}
