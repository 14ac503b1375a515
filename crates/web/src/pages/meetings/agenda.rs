//! Acts on the agenda: putting items on it, moving them, taking them off.

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::{Ids, perform};
use axum::extract::State;
use axum::response::Redirect;
use cabinet::Act;
use cabinet::ids::MeetingId;
use office::TextsOf;

/// Puts a proposal on the agenda. The item's id stands in the form, so that a repetition names the same.
pub(crate) async fn list_item(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let fields = &mut posted.fields;
    let (seen, item, proposal) = (fields.parse("seen")?, fields.parse("item")?, fields.parse("proposal")?);
    arrange(&app, meeting, posted, Act::ListItem { meeting, seen, item, proposal }).await
}

/// Moves an item to another place.
pub(crate) async fn move_item(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let fields = &mut posted.fields;
    let (seen, item, number) = (fields.parse("seen")?, fields.parse("item")?, fields.parse("number")?);
    arrange(&app, meeting, posted, Act::MoveItem { meeting, seen, item, number }).await
}

/// Takes an item off the agenda.
pub(crate) async fn remove_item(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let (seen, item) = (posted.fields.parse("seen")?, posted.fields.parse("item")?);
    arrange(&app, meeting, posted, Act::RemoveItem { meeting, seen, item }).await
}

async fn arrange(app: &App, meeting: MeetingId, posted: Posted, act: Act) -> Result<Redirect, Failure> {
    perform(app, posted, act, TextsOf::default(), &format!("/meetings/{meeting}#agenda")).await
}
