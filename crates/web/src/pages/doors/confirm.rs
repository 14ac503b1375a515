//! Proving again within a session who one is, before something that gives rights, approves or releases.

use super::not_let_in;
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{InAddress, Posted};
use crate::frame::Frame;
use crate::pages::draw;
use crate::pages::language::own_path;
use crate::visit::{SignedIn, set_session_cookie};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use office::{Factor, SESSION_ABSOLUTE_SECONDS};

#[derive(Template)]
#[template(path = "doors/confirm.html")]
struct ConfirmPage {
    page: Frame,
    back: String,
    /// The session began with something else than a passkey.
    without: bool,
    /// The person has a passkey with which it can be confirmed.
    able: bool,
}

/// One button, and the way back.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut about): InAddress,
) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    if page.training() {
        return Err(Failure::Unknown);
    }
    let back = about.optional("back").ok().flatten().unwrap_or_default();
    let without = !matches!(who.session.factor, Factor::Passkey(_));
    let person = who.session.actor.person();
    let able = person.is_some_and(|person| page.state.passkeys_of(person).next().is_some());
    draw(&ConfirmPage { back: own_path(&back).to_owned(), without, able, page })
}

/// Writes into the session's cookie that its person has proved again who it is.
pub(crate) async fn finish(
    State(app): State<App>,
    From(address): From,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let (ceremony, answer) = (posted.fields.one("ceremony")?, posted.fields.one("answer")?);
    let back = posted.fields.one("back")?;
    posted.fields.finish()?;
    let session = &posted.who.session;
    let cookie = app.office.finish_proof(session, &ceremony, &answer, address).await.map_err(not_let_in)?;
    let mut response = Redirect::to(own_path(&back)).into_response();
    set_session_cookie(&mut response, &cookie, SESSION_ABSOLUTE_SECONDS);
    Ok(response)
}
