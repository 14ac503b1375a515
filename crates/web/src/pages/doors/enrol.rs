//! Enrolling a passkey with the enrolment code that was handed over in person.

use super::{NOT_LET_IN, label, not_let_in};
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::Open;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::{Visit, let_in};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use office::{Enrolled, SignInError};

#[derive(Template)]
#[template(path = "doors/code.html")]
struct CodePage {
    page: Frame,
    refused: bool,
}

#[derive(Template)]
#[template(path = "doors/enrol.html")]
struct EnrolPage {
    page: Frame,
    name: String,
    posts: Vec<String>,
    options: String,
    ceremony: String,
    /// With what a password is set, where the person may have one.
    password: Option<String>,
}

/// Where the code is typed.
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Html<String>, Failure> {
    let page = Frame::new(&app, &visit);
    if page.training() {
        return Err(Failure::Unknown);
    }
    draw(&CodePage { page, refused: false })
}

/// Who is invited by the code, and the button with which the passkey is made.
pub(crate) async fn invite(
    State(app): State<App>,
    visit: Visit,
    From(address): From,
    form: Open,
) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let code = fields.one("code")?;
    fields.finish()?;
    let mut page = Frame::new(&app, &visit);
    page.path = "/enrol".to_owned();
    if page.training() {
        return Err(Failure::Unknown);
    }
    let invited = match app.office.invited_by(&code, visit.caller(address)).await {
        Err(SignInError::Refused) => {
            return Ok((NOT_LET_IN, draw(&CodePage { page, refused: true })?).into_response());
        }
        invited => invited.map_err(not_let_in)?,
    };
    let ceremony = app.office.begin_enrolment(invited).map_err(not_let_in)?;
    let password = match app.office.begin_password(invited) {
        Err(SignInError::PasskeyNeeded) => None,
        begun => Some(begun.map_err(not_let_in)?.sealed),
    };
    let name = page.person(invited.person);
    let posts = page.posts_of(invited.person);
    let html = draw(&EnrolPage { name, posts, options: ceremony.options, ceremony: ceremony.sealed, password, page })?;
    Ok((StatusCode::OK, html).into_response())
}

/// Takes the passkey in and lets its person in.
pub(crate) async fn finish(
    State(app): State<App>,
    visit: Visit,
    From(address): From,
    form: Open,
) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let (ceremony, answer, typed) = (fields.one("ceremony")?, fields.one("answer")?, fields.one("label")?);
    fields.finish()?;
    let label = label(&typed, Frame::new(&app, &visit).t("passkey-label-plain"))?;
    match app.office.finish_enrolment(&ceremony, &answer, label, visit.caller(address)).await.map_err(not_let_in)? {
        Enrolled::SignedIn(_, cookie) => let_in(&app, &visit, &cookie).await,
        Enrolled::Recorded => Ok(Redirect::to("/sign-in").into_response()),
    }
}
