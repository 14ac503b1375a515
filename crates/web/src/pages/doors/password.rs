//! Signing in with a password and a one-time code; changing one's own password; taking it away.

use super::{NOT_LET_IN, end_own, not_let_in};
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Open, Posted};
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::{SignedIn, Visit, let_in, set_session_cookie};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::Act;
use cabinet::ids::PasswordId;
use cabinet::ways::WayIn;
use office::{
    NewPassword, PasswordError, PasswordFault, PasswordMisfit, PasswordTyped, SESSION_ABSOLUTE_SECONDS, SignInError,
    Zeroizing,
};

#[derive(Template)]
#[template(path = "doors/sign_in_password.html")]
struct SignInPage {
    page: Frame,
    name: String,
    refused: bool,
}

#[derive(Template)]
#[template(path = "doors/password.html")]
struct PasswordPage {
    page: Frame,
    id: String,
    name: String,
    set: String,
    /// Without it its person comes in no more.
    only: bool,
    faults: Vec<String>,
}

/// A field that nobody may see again.
pub(super) fn secret(fields: &mut Fields, name: &'static str) -> Result<Zeroizing<String>, BadForm> {
    fields.one(name).map(Zeroizing::new)
}

/// What is wrong with a password; `proof` is the sentence for a code that was not right.
pub(super) fn misfit_sentences(page: &Frame, misfits: &[PasswordMisfit], proof: &str) -> Vec<String> {
    let sentence = |misfit: &PasswordMisfit| match misfit {
        PasswordMisfit::Name => page.t("refusal-sign-in-name-unfit"),
        PasswordMisfit::NameTaken => page.t("refusal-sign-in-name-taken"),
        PasswordMisfit::Password(PasswordFault::Short { characters_min }) => page.tn("password-short", *characters_min),
        PasswordMisfit::Password(PasswordFault::Long { characters_max }) => page.tn("password-long", *characters_max),
        PasswordMisfit::Password(PasswordFault::Known) => page.t("password-known"),
        PasswordMisfit::Password(PasswordFault::OfTheHouse { characters_min }) => {
            page.tn("password-of-the-house", *characters_min)
        }
        PasswordMisfit::Password(PasswordFault::Listed) => page.t("password-listed"),
        PasswordMisfit::Differs => page.t("password-differs"),
        PasswordMisfit::Proof => page.t(proof),
    };
    misfits.iter().map(sentence).collect()
}

/// Name, password, code.
pub(crate) async fn show_sign_in(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    let page = Frame::new(&app, &visit);
    if page.training() {
        return Err(Failure::Unknown);
    }
    if visit.session.is_some() {
        return Ok(Redirect::to("/desk").into_response());
    }
    Ok(draw(&SignInPage { page, name: String::new(), refused: false })?.into_response())
}

/// Lets in who typed all three; whatever is wrong is told alike.
pub(crate) async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    From(address): From,
    form: Open,
) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let (name, password) = (fields.one("sign_in_name")?, secret(&mut fields, "password")?);
    let code = fields.one("moment_code")?;
    fields.finish()?;
    let mut page = Frame::new(&app, &visit);
    page.path = "/sign-in/password".to_owned();
    if page.training() {
        return Err(Failure::Unknown);
    }
    let typed = PasswordTyped { name: name.clone(), password, code };
    match app.office.sign_in_with_password(typed, visit.caller(address)).await {
        Ok((_, cookie)) => let_in(&app, &visit, &cookie).await,
        Err(SignInError::Refused) => Ok((NOT_LET_IN, draw(&SignInPage { page, name, refused: true })?).into_response()),
        Err(error) => Err(not_let_in(error)),
    }
}

fn own_page(page: Frame, who: &SignedIn, faults: Vec<String>) -> Result<Html<String>, Failure> {
    let own = who.session.actor.person().and_then(|person| page.state.password_of(person)).cloned();
    let own = own.ok_or(Failure::Unknown)?;
    let (id, name) = (own.password.id.to_string(), own.password.name.clone());
    let only = page.state.is_last_way_in(own.password.person, WayIn::Password(own.password.id));
    draw(&PasswordPage { id, name, set: page.date_time(&own.set), only, faults, page })
}

/// One's own password: changing it, taking it away. Who has none finds nothing here.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    own_page(who.frame(&app), &who, Vec::new())
}

/// Sets another password in the place of one's own.
pub(crate) async fn change(
    State(app): State<App>,
    From(address): From,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let fields = &mut posted.fields;
    let old = secret(fields, "old_password")?;
    let (password, again) = (secret(fields, "password")?, secret(fields, "password_again")?);
    let code = fields.one("moment_code")?;
    posted.fields.finish()?;
    let who = &posted.who;
    let typed = NewPassword { name: String::new(), password, again, code };
    match app.office.change_password(&who.session, (posted.act, posted.body), (old, typed), address).await {
        Ok(cookie) => {
            let mut response = Redirect::to("/passkeys").into_response();
            set_session_cookie(&mut response, &cookie, SESSION_ABSOLUTE_SECONDS);
            Ok(response)
        }
        Err(PasswordError::Misfits(misfits)) => {
            let page = who.frame(&app);
            let faults = misfit_sentences(&page, &misfits, "password-proof-wrong");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, own_page(page, who, faults)?).into_response())
        }
        Err(PasswordError::SignIn(SignInError::Read(office::ReadError::Unknown))) => Err(Failure::Unknown),
        Err(PasswordError::SignIn(SignInError::Act(error))) => Err(Failure::of_act(&app, who, posted.act, error).await),
        Err(PasswordError::SignIn(error)) => Err(not_let_in(error)),
    }
}

/// Takes one's own password away; anybody else's is unknown here.
pub(crate) async fn revoke(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let password: PasswordId = posted.fields.parse("password_id")?;
    let owner = app.office.state().password(password).map(|record| record.password.person);
    end_own(&app, posted, owner, Act::RevokePassword { password, reason: None }, "/sessions").await
}
