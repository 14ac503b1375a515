//! Acts of a consultation: the note goes to other departments, they answer, and their answers are answered.

use super::{attempt, begin, department, to_desk};
use crate::app::App;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::pages::{Ids, prose};
use axum::extract::State;
use axum::response::Response;
use cabinet::Act;
use cabinet::consultation::ReminderWay;
use cabinet::event::ViewReply;
use cabinet::ids::{DepartmentId, ProposalId};
use cabinet::permission::Action;
use cabinet::proposal::Answer;
use office::TextsOf;

/// The secretary asks other departments.
pub(crate) async fn send_for_views(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let departments = departments(&mut posted.fields)?;
    let (attempt, seen, words) = attempt(posted, proposal, Action::SendForViews, "remark")?;
    let mut texts = TextsOf::default();
    let remark = prose(&mut texts, words)?;
    attempt.perform(&app, Act::SendForViews { proposal, seen, departments, remark }, texts).await
}

fn departments(fields: &mut Fields) -> Result<Vec<DepartmentId>, BadForm> {
    let chosen = fields.all("department");
    chosen.iter().map(|id| id.parse().map_err(|_| BadForm::BadChoice("department"))).collect()
}

/// Whoever has the note before him for his department's view marks it to another desk of that department; the secretary
/// calls it back to his own.
pub(crate) async fn mark_for_view(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let act = |seen, to, remark| Act::MarkForView { proposal, seen, to, remark };
    to_desk(&app, posted, (proposal, Action::MarkForView), act).await
}

/// A consulted department answers; empty rows of conditions are none.
pub(crate) async fn give_view(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::GiveView)?;
    let key = fields.optional("answer")?.unwrap_or_default();
    let rows = fields.all("condition").into_iter().map(|row| row.trim().to_owned()).filter(|row| !row.is_empty());
    let rows: Vec<String> = rows.collect();
    let words = attempt.words(&mut fields, "text")?;
    fields.finish()?;
    let Some(answer) = Answer::ALL.into_iter().find(|answer| answer.key() == key) else {
        return attempt.not_chosen(&app, "answer").await;
    };
    let mut texts = TextsOf::default();
    let text = prose(&mut texts, words)?;
    let conditions = rows.into_iter().map(|row| prose(&mut texts, row)).collect::<Result<_, _>>()?;
    attempt.perform(&app, Act::GiveView { proposal, seen, answer, text, conditions }, texts).await
}

/// The sponsoring department answers a query.
pub(crate) async fn answer_query(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::AnswerQuery)?;
    let chosen = department(&mut fields)?;
    let words = attempt.words(&mut fields, "text")?;
    fields.finish()?;
    let Some(department) = chosen else { return attempt.not_chosen(&app, "department").await };
    let mut texts = TextsOf::default();
    let text = prose(&mut texts, words)?;
    attempt.perform(&app, Act::AnswerQuery { proposal, seen, department, text }, texts).await
}

/// The sponsoring department reminds one that owes its view.
pub(crate) async fn remind(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::Remind)?;
    let (chosen, way) = (department(&mut fields)?, fields.optional("way")?.unwrap_or_default());
    let whom = fields.one("whom")?.trim().to_owned();
    let words = attempt.words(&mut fields, "text")?;
    fields.finish()?;
    let Some(department) = chosen else { return attempt.not_chosen(&app, "department").await };
    let Some(way) = ReminderWay::ALL.into_iter().find(|one| one.key() == way) else {
        return attempt.not_chosen(&app, "way").await;
    };
    let mut texts = TextsOf::default();
    // A letter has no ear: what was typed there is not kept.
    let whom = if way == ReminderWay::Telephone { whom } else { String::new() };
    let (whom, text) = (prose(&mut texts, whom)?, prose(&mut texts, words)?);
    attempt.perform(&app, Act::Remind { proposal, seen, department, way, whom, text }, texts).await
}

/// The sponsoring department says what it made of conditions, and of views that do not concur: one row each, `reply`
/// naming at what it aims. A row in which nothing is chosen is left for later.
pub(crate) async fn reply_to_views(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::ReplyToViews)?;
    let (aims, chosen, reasons) = (fields.all("reply"), fields.all("taken_in"), fields.all("reason"));
    fields.finish()?;
    attempt.refused.words = reasons.join("\n").trim().to_owned();
    if aims.len() != chosen.len() || aims.len() != reasons.len() {
        return attempt.not_chosen(&app, "taken_in").await;
    }
    let (mut texts, mut replies) = (TextsOf::default(), Vec::new());
    for ((aim, chosen), reason) in aims.iter().zip(&chosen).zip(reasons) {
        let taken_in = match chosen.as_str() {
            "" => continue,
            "yes" => true,
            "no" => false,
            _ => return attempt.not_chosen(&app, "taken_in").await,
        };
        let Some((department, condition)) = read_aim(aim) else {
            return attempt.not_chosen(&app, "taken_in").await;
        };
        let reason = reason.trim().to_owned();
        let reason = if reason.is_empty() { None } else { Some(prose(&mut texts, reason)?) };
        replies.push(ViewReply { department, condition, taken_in, reason });
    }
    attempt.perform(&app, Act::ReplyToViews { proposal, seen, replies }, texts).await
}

/// At what a row aims: the department, and the number of its condition or 0 for the view as a whole.
pub(crate) fn aim(department: DepartmentId, condition: Option<u32>) -> String {
    format!("{department}:{}", condition.unwrap_or_default())
}

fn read_aim(aim: &str) -> Option<(DepartmentId, Option<u32>)> {
    let (department, number) = aim.split_once(':')?;
    let number: u32 = number.parse().ok()?;
    Some((department.parse().ok()?, (number > 0).then_some(number)))
}

/// The secretary ends the consultation.
pub(crate) async fn close_consultation(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (attempt, seen, fields) = begin(posted, proposal, Action::CloseConsultation)?;
    fields.finish()?;
    attempt.perform(&app, Act::CloseConsultation { proposal, seen }, TextsOf::default()).await
}
