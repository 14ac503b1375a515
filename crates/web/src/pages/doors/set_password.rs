//! Setting a password with an enrolment code: the name, the password twice, and a first code of the telephone to which the
//! secret went.

use super::not_let_in;
use super::password::{misfit_sentences, secret};
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::Open;
use crate::frame::Frame;
use crate::pages::draw;
use crate::qr::{Qr, qr};
use crate::visit::{Visit, let_in};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use office::{Enrolled, NewPassword, PasswordBegun, PasswordError};

#[derive(Template)]
#[template(path = "doors/set_password.html")]
struct SetPage {
    page: Frame,
    person: String,
    ceremony: String,
    groups: Vec<String>,
    code: Option<Qr>,
    name: String,
    faults: Vec<String>,
}

fn drawn(mut page: Frame, begun: PasswordBegun, name: String, faults: Vec<String>) -> Result<Html<String>, Failure> {
    page.path = "/enrol".to_owned();
    let person = page.person(begun.person);
    let code = qr(&begun.uri);
    draw(&SetPage { person, ceremony: begun.sealed, groups: begun.groups, code, name, faults, page })
}

/// The form, and the secret for the telephone.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    From(address): From,
    form: Open,
) -> Result<Html<String>, Failure> {
    let mut fields = form.fields;
    let ceremony = fields.one("ceremony")?;
    fields.finish()?;
    let begun = app.office.begin_password_again(&ceremony, address).await.map_err(not_let_in)?;
    drawn(Frame::new(&app, &visit), begun, String::new(), Vec::new())
}

/// Sets the password and lets its person in; what is wrong is told all at once, and the telephone keeps its secret.
pub(crate) async fn finish(
    State(app): State<App>,
    visit: Visit,
    From(address): From,
    form: Open,
) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let (ceremony, name) = (fields.one("ceremony")?, fields.one("sign_in_name")?);
    let (password, again) = (secret(&mut fields, "password")?, secret(&mut fields, "password_again")?);
    let code = fields.one("moment_code")?;
    fields.finish()?;
    let typed = NewPassword { name: name.clone(), password, again, code };
    match app.office.finish_password(&ceremony, typed, visit.caller(address)).await {
        Ok(Enrolled::SignedIn(_, cookie)) => let_in(&app, &visit, &cookie).await,
        Ok(Enrolled::Recorded) => Ok(Redirect::to("/sign-in/password").into_response()),
        Err(PasswordError::Misfits(misfits)) => {
            let page = Frame::new(&app, &visit);
            let begun = app.office.begin_password_again(&ceremony, address).await.map_err(not_let_in)?;
            let faults = misfit_sentences(&page, &misfits, "password-code-wrong");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, drawn(page, begun, name, faults)?).into_response())
        }
        Err(PasswordError::SignIn(error)) => Err(not_let_in(error)),
    }
}
