//! Signing in by a government's own identity provider.
//!
//! A link of ours leads there, and what must be remembered meanwhile lies sealed in a cookie of ten minutes. Our cookies
//! are for our own pages alone, so the provider's page cannot bring them along: it leads to a page that knows nobody, and
//! the button on that page brings cookie and answer together. Without a provider all of it is unknown.

use super::not_let_in;
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, InAddress, Open};
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::{Visit, identity_cookie, let_in, set_identity_cookie};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use office::{IdentityAnswer, IdentityError};

/// Where the provider sends browsers back to.
pub const IDENTITY_ANSWER: &str = "/sign-in/identity/answer";
/// What a provider says when its person turned back, or may not come in.
const DENIALS: [&str; 2] = ["access_denied", "login_required"];

#[derive(Template)]
#[template(path = "doors/identity_back.html")]
struct BackPage {
    page: Frame,
    /// What people call the provider.
    provider: String,
    /// The ceremony is one of binding.
    binds: bool,
    answer: IdentityAnswer,
}

/// What people call the provider; where there is none, nothing is here.
pub(super) fn provider(page: &Frame) -> Result<String, Failure> {
    page.identity_provider().ok_or(Failure::Unknown)
}

/// Why the provider brought nobody in.
pub(super) fn not_vouched(error: IdentityError) -> Failure {
    match error {
        IdentityError::Silent => Failure::IdentitySilent,
        IdentityError::Unbelievable => Failure::IdentityUnbelievable,
        IdentityError::Denied => Failure::IdentityDenied,
        IdentityError::SignIn(error) => not_let_in(error),
    }
}

/// What a browser brought back from the provider, as our own forms carry it on.
pub(super) fn carried(fields: &mut Fields) -> Result<IdentityAnswer, BadForm> {
    let (state, code) = (fields.one("identity_state")?, fields.one("identity_code")?);
    Ok(IdentityAnswer { state, code, issuer: fields.one("identity_issuer")?, error: String::new() })
}

/// Leads to the provider, or says that it does not answer.
pub(crate) async fn start(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    provider(&Frame::new(&app, &visit))?;
    if visit.session.is_some() {
        return Ok(Redirect::to("/desk").into_response());
    }
    let begun = app.office.begin_identity_sign_in().await.map_err(not_vouched)?;
    let mut response = Redirect::to(&begun.address).into_response();
    set_identity_cookie(&mut response, &begun.sealed);
    Ok(response)
}

/// What comes back, and a button. What a provider adds to its answer beyond the protocol is not looked at.
pub(crate) async fn back(
    State(app): State<App>,
    visit: Visit,
    InAddress(mut about): InAddress,
) -> Result<Html<String>, Failure> {
    let page = Frame::new(&app, &visit);
    let provider = provider(&page)?;
    let mut taken = |name| about.optional(name).map(Option::unwrap_or_default);
    let answer =
        IdentityAnswer { state: taken("state")?, code: taken("code")?, issuer: taken("iss")?, error: taken("error")? };
    match answer.error.as_str() {
        "" if answer.code.is_empty() => Err(Failure::Unknown),
        "" => draw(&BackPage { provider, binds: answer.state.starts_with("bind."), answer, page }),
        denial if DENIALS.contains(&denial) => Err(Failure::IdentityDenied),
        _ => Err(Failure::IdentityUnbelievable),
    }
}

/// Lets in whom the provider vouches for. Whoever is unknown here is told what everybody is told.
pub(crate) async fn finish(
    State(app): State<App>,
    visit: Visit,
    From(address): From,
    headers: HeaderMap,
    form: Open,
) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let answer = carried(&mut fields)?;
    fields.finish()?;
    provider(&Frame::new(&app, &visit))?;
    let sealed = identity_cookie(&headers);
    let (_, cookie) =
        app.office.finish_identity_sign_in(&sealed, &answer, visit.caller(address)).await.map_err(not_vouched)?;
    let mut response = let_in(&app, &visit, &cookie).await?;
    set_identity_cookie(&mut response, "");
    Ok(response)
}
