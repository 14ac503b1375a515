//! Signing in with a passkey: no name is typed, the authenticator knows its person.

use super::not_let_in;
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::Open;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::{Visit, let_in};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};

#[derive(Template)]
#[template(path = "doors/sign_in.html")]
struct SignInPage {
    page: Frame,
}

/// One button.
pub(crate) fn show(app: &App, visit: &Visit) -> Result<Html<String>, Failure> {
    draw(&SignInPage { page: Frame::new(app, visit) })
}

/// Lets in whose passkey answered.
pub(crate) async fn finish(
    State(app): State<App>,
    visit: Visit,
    From(address): From,
    form: Open,
) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let (ceremony, answer) = (fields.one("ceremony")?, fields.one("answer")?);
    fields.finish()?;
    let (_, cookie) = app.office.finish_sign_in(&ceremony, &answer, visit.caller(address)).await.map_err(not_let_in)?;
    let_in(&app, &visit, &cookie).await
}
