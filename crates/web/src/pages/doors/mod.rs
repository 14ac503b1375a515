//! The doors of a real government: passkeys, passwords, identities, codes, proofs, charges. In training none of them opens.

pub(crate) mod approve;
pub(crate) mod charge;
pub(crate) mod confirm;
pub(crate) mod device;
pub(crate) mod enrol;
pub(crate) mod identity;
pub(crate) mod own_identity;
pub(crate) mod passkeys;
pub(crate) mod password;
pub(crate) mod set_password;
pub(crate) mod sign_in;

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::perform;
use crate::visit::Visit;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use cabinet::Act;
use cabinet::ids::PersonId;
use office::{Ceremony, SignInError, TextsOf};
use serde_json::{Value, json};

/// Characters of a label at most.
const LABEL_CHARACTERS_MAX: usize = 60;

/// What the browser's authenticator is asked: to sign in, or within a session to prove again. Nothing is recorded of it.
pub(crate) async fn challenge(State(app): State<App>, visit: Visit) -> Result<Json<Value>, Failure> {
    if crate::frame::Frame::new(&app, &visit).training() {
        return Err(Failure::Unknown);
    }
    let ceremony = app.office.begin_proof(visit.session.as_ref()).map_err(not_let_in)?;
    options(&ceremony).map(Json)
}

/// Ends a way in or a device of one's own; anybody else's is unknown here.
pub(crate) async fn end_own(
    app: &App,
    posted: Posted,
    owner: Option<PersonId>,
    act: Act,
    next: &str,
) -> Result<Redirect, Failure> {
    if owner.is_none() || owner != posted.who.session.actor.person() {
        posted.fields.finish()?;
        let unknown = office::ActError::Refused(cabinet::Refusal::Unknown);
        return Err(Failure::of_act(app, &posted.who, posted.act, unknown).await);
    }
    perform(app, posted, act, TextsOf::default(), next).await
}

fn options(ceremony: &Ceremony) -> Result<Value, Failure> {
    let options: Value = serde_json::from_str(&ceremony.options).map_err(|_| Failure::Internal)?;
    Ok(json!({ "options": options, "ceremony": ceremony.sealed }))
}

/// Why nobody was let in, as a page; whatever was wrong is told alike.
pub(crate) fn not_let_in(error: SignInError) -> Failure {
    match error {
        SignInError::Refused | SignInError::Act(_) => Failure::NotLetIn,
        SignInError::Crowded => Failure::Crowded,
        SignInError::NoCharge => Failure::NoCharge,
        SignInError::PasskeyNeeded => Failure::PasskeyNeeded,
        SignInError::Known => Failure::PasskeyKnown,
        SignInError::Read(error) => Failure::before_the_act(error),
    }
}

/// A label in the person's own words; without one, a plain word.
pub(crate) fn label(typed: &str, otherwise: String) -> Result<String, Failure> {
    let typed = typed.trim();
    match typed.chars().nth(LABEL_CHARACTERS_MAX) {
        Some(_) => Err(crate::form::BadForm::TooLong("label".to_owned()).into()),
        None if typed.is_empty() => Ok(otherwise),
        None => Ok(typed.to_owned()),
    }
}

/// Status of the page after a code or a passkey that was not taken.
pub(crate) const NOT_LET_IN: StatusCode = StatusCode::FORBIDDEN;
