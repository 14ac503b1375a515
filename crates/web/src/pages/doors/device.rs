//! A device of the government makes itself known: its device code is typed into it once, and it keeps a secret of its own.

use super::{NOT_LET_IN, not_let_in};
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::Open;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::{Visit, end_before, set_device_cookie, set_session_cookie};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use office::SignInError;

const PAGE: &str = "/device";

#[derive(Template)]
#[template(path = "doors/device.html")]
struct DevicePage {
    page: Frame,
    /// What stands on it, once it is known.
    label: Option<String>,
    ceremony: String,
    refused: bool,
}

fn drawn(app: &App, visit: &Visit, refused: bool) -> Result<Html<String>, Failure> {
    let mut page = Frame::new(app, visit);
    page.path = PAGE.to_owned();
    if page.training() {
        return Err(Failure::Unknown);
    }
    let known = visit.device.known().and_then(|id| page.state.device(id));
    let label = known.map(|record| record.device.label.clone());
    let ceremony = match &label {
        Some(_) => String::new(),
        None => app.office.begin_device().map_err(not_let_in)?,
    };
    draw(&DevicePage { label, ceremony, refused, page })
}

/// Where the code is typed; of a device that is known, which one it is.
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Html<String>, Failure> {
    drawn(&app, &visit, false)
}

/// Takes the code. Whoever was signed in here signs in anew: on the device from now on.
pub(crate) async fn enrol(
    State(app): State<App>,
    visit: Visit,
    From(address): From,
    form: Open,
) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let (ceremony, code) = (fields.one("ceremony")?, fields.one("code")?);
    fields.finish()?;
    if Frame::new(&app, &visit).training() {
        return Err(Failure::Unknown);
    }
    if visit.device.known().is_some() {
        return Ok(Redirect::to(PAGE).into_response());
    }
    let cookie = match app.office.enrol_device(&ceremony, &code, address).await {
        Err(SignInError::Refused) => return Ok((NOT_LET_IN, drawn(&app, &visit, true)?).into_response()),
        enrolled => enrolled.map_err(not_let_in)?,
    };
    end_before(&app, &visit).await?;
    let mut response = Redirect::to(PAGE).into_response();
    set_device_cookie(&mut response, &cookie);
    set_session_cookie(&mut response, "", 0);
    Ok(response)
}
