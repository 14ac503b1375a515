//! Going on under another of one's own charges.

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::visit::set_session_cookie;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::ids::ChargeId;

/// Ends the session and goes on in another under the charge that was chosen.
pub(crate) async fn change(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let charge: ChargeId = posted.fields.parse("charge")?;
    posted.fields.finish()?;
    let changed = app.office.change_charge(&posted.who.session, charge).await;
    let (cookie, seconds) = changed.map_err(super::not_let_in)?;
    let mut response = Redirect::to("/desk").into_response();
    set_session_cookie(&mut response, &cookie, seconds);
    Ok(response)
}
