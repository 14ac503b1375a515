//! Acts on a meeting as a whole, from its call to its end.

use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::pages::doors::approve::Answered;
use crate::pages::{Ids, perform};
use axum::extract::State;
use axum::response::Redirect;
use cabinet::Act;
use cabinet::ids::{MeetingId, PostId};
use cabinet::permission::Action;
use office::{Approval, TextsOf};

/// The Chief Minister calls the meeting.
pub(crate) async fn call_meeting(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    act(&app, meeting, posted, Act::CallMeeting { meeting, seen }).await
}

/// The Chief Minister approves the agenda.
pub(crate) async fn approve_agenda(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    from: From,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let answered = Answered::take(&mut posted.fields, from)?;
    let seen = posted.fields.parse("seen")?;
    let approval = Approval::of_meeting(Action::ApproveAgenda, meeting, seen);
    let approved = Act::ApproveAgenda { meeting, seen };
    let approved = answered.sign(&app, &posted.who, posted.act, approval, approved).await?;
    act(&app, meeting, posted, approved).await
}

/// Releases the folder to the posts that were ticked.
pub(crate) async fn release_folder(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    let recipients = posts(&mut posted.fields, "recipient")?;
    act(&app, meeting, posted, Act::ReleaseFolder { meeting, seen, recipients }).await
}

/// Opens the sitting with its chair and those who are present.
pub(crate) async fn open_sitting(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    let chair = posted.fields.parse("chair")?;
    let present = posts(&mut posted.fields, "present")?;
    act(&app, meeting, posted, Act::OpenSitting { meeting, seen, chair, present }).await
}

/// Ends the sitting.
pub(crate) async fn conclude_sitting(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    act(&app, meeting, posted, Act::ConcludeSitting { meeting, seen }).await
}

fn posts(fields: &mut Fields, name: &'static str) -> Result<Vec<PostId>, BadForm> {
    let ticked = fields.all(name);
    ticked.iter().map(|id| id.parse().map_err(|_| BadForm::BadChoice(name))).collect()
}

async fn act(app: &App, meeting: MeetingId, posted: Posted, act: Act) -> Result<Redirect, Failure> {
    perform(app, posted, act, TextsOf::default(), &format!("/meetings/{meeting}")).await
}
