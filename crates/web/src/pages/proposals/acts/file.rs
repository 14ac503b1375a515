//! The way of a file from desk to desk within its department.

use super::{begin, to_desk};
use crate::app::App;
use crate::failure::Failure;
use crate::form::{BadForm, Posted};
use crate::pages::{Ids, prose};
use axum::extract::State;
use axum::response::Response;
use cabinet::Act;
use cabinet::ids::{PostId, ProposalId};
use cabinet::permission::Action;
use office::TextsOf;

/// The file is opened at the desk where it lies. Where scripts run, the page's own report of its opening does it.
pub(crate) async fn receive_file(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (attempt, seen, fields) = begin(posted, proposal, Action::ReceiveFile)?;
    fields.finish()?;
    attempt.perform(&app, Act::ReceiveFile { proposal, seen }, TextsOf::default()).await
}

/// Whoever has the file sends it to another desk; a secretary calls it to his own.
pub(crate) async fn move_file(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let act = |seen, to, remark| Act::MoveFile { proposal, seen, to, remark };
    to_desk(&app, posted, (proposal, Action::MoveFile), act).await
}

/// Whoever has the file sends copies to officers of the department for information.
pub(crate) async fn send_copies(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, Action::SendCopies)?;
    let chosen = fields.all("desk").into_iter();
    let posts = chosen.map(|id| id.parse::<PostId>().map_err(|_| BadForm::BadChoice("desk")));
    let posts = posts.collect::<Result<Vec<_>, _>>()?;
    let words = attempt.words(&mut fields, "remark")?;
    fields.finish()?;
    if posts.is_empty() {
        return attempt.not_chosen(&app, "desk").await;
    }
    let mut texts = TextsOf::default();
    let remark = prose(&mut texts, words)?;
    attempt.perform(&app, Act::SendCopies { proposal, seen, posts, remark }, texts).await
}
