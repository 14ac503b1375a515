//! Proving again within a session who one is, before something that gives rights, approves or releases.

use super::not_let_in;
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{InAddress, Posted, Unsent};
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
    draw(&ConfirmPage { back: own_path(&back).to_owned(), without, able: page.has_passkey(), page })
}

/// A form that was not taken before the proof, and the button that sends it again.
#[derive(Template)]
#[template(path = "doors/send_again.html")]
struct SendAgainPage {
    page: Frame,
    to: String,
    kept: Vec<String>,
    unsent: Unsent,
}

/// Writes into the session's cookie that its person has proved again who it is. Whoever was on the way with a form sends it
/// again from here: only the browser has it, so this answer is the page itself.
pub(crate) async fn finish(
    State(app): State<App>,
    From(address): From,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let (ceremony, answer) = (posted.fields.one("ceremony")?, posted.fields.one("answer")?);
    let back = own_path(&posted.fields.one("back")?).to_owned();
    let unsent = Unsent::take(&mut posted.fields, &back)?;
    posted.fields.finish()?;
    let session = &posted.who.session;
    let proved = app.office.finish_proof(session, &ceremony, &answer, address).await.map_err(not_let_in);
    let (cookie, mut response) = match (proved, unsent) {
        (Ok(cookie), None) => (cookie, Redirect::to(&back).into_response()),
        (Ok(cookie), Some(unsent)) => (cookie, send_again(posted.who.frame(&app), unsent)?.into_response()),
        (Err(failure), None) => return Err(failure),
        (Err(failure), Some(unsent)) => return Err(failure.keeping_all(unsent.kept()).carrying(unsent)),
    };
    set_session_cookie(&mut response, &cookie, SESSION_ABSOLUTE_SECONDS);
    Ok(response)
}

fn send_again(mut page: Frame, unsent: Unsent) -> Result<Html<String>, Failure> {
    page.keeps_words = true;
    page.path = unsent.back.clone();
    draw(&SendAgainPage { to: own_path(&unsent.to).to_owned(), kept: unsent.kept(), unsent, page })
}
