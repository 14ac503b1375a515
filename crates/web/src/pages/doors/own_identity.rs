//! One's own identity at the government's provider: binding it after a fresh proof, taking it away.

use super::end_own;
use super::identity::{carried, not_vouched, provider};
use super::password::secret;
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{InAddress, Posted};
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::{SignedIn, identity_cookie, set_identity_cookie};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::Act;
use cabinet::ids::IdentityId;
use office::{IdentityAnswer, IdentityError, SignInError};

const PAGE: &str = "/identity";

/// How the person proves again who it is, before anything is bound.
enum Proof {
    /// It did so lately.
    Fresh,
    /// With a passkey.
    Passkey,
    /// With password and code.
    Password,
}

#[derive(Template)]
#[template(path = "doors/identity.html")]
struct IdentityPage {
    page: Frame,
    provider: String,
    /// Id of what is bound, and since when.
    bound: Option<(String, String)>,
    proof: Proof,
    refused: bool,
}

#[derive(Template)]
#[template(path = "doors/identity_go.html")]
struct GoPage {
    page: Frame,
    provider: String,
    address: String,
}

#[derive(Template)]
#[template(path = "doors/identity_join.html")]
struct JoinPage {
    page: Frame,
    provider: String,
    person: String,
    answer: IdentityAnswer,
}

fn own_page(app: &App, who: &SignedIn, refused: bool) -> Result<Html<String>, Failure> {
    let mut page = who.frame(app);
    PAGE.clone_into(&mut page.path);
    let provider = provider(&page)?;
    let person = who.session.actor.person().ok_or(Failure::Unknown)?;
    if !app.office.may_have_password(person) {
        return Err(Failure::Unknown);
    }
    let bound = page.state.identity_of(person).cloned();
    let proof = match page.state.password_of(person) {
        _ if app.office.proof_is_fresh(&who.session) => Proof::Fresh,
        Some(_) => Proof::Password,
        None => Proof::Passkey,
    };
    let bound = bound.map(|record| (record.identity.id.to_string(), page.date_time(&record.bound)));
    draw(&IdentityPage { provider, bound, proof, refused, page })
}

/// What is bound, and how something is. Who may not come in so finds nothing here.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    own_page(&app, &who, false)
}

/// Begins to bind: the answer is a page with a link, because a form of ours may lead to no other site.
pub(crate) async fn begin(
    State(app): State<App>,
    From(address): From,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let fields = &mut posted.fields;
    let code = fields.optional("moment_code")?;
    let password = if code.is_some() { Some(secret(fields, "old_password")?) } else { None };
    posted.fields.finish()?;
    let who = &posted.who;
    let page = who.frame(&app);
    let provider = provider(&page)?;
    let begun = app.office.begin_binding(&who.session, password.zip(code), address).await;
    let begun = match begun {
        Ok(begun) => begun,
        Err(IdentityError::SignIn(SignInError::Refused)) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, own_page(&app, who, true)?).into_response());
        }
        Err(error) => return Err(not_vouched(error)),
    };
    let mut response = draw(&GoPage { provider, address: begun.address, page })?.into_response();
    set_identity_cookie(&mut response, &begun.sealed);
    Ok(response)
}

/// What came back from the provider, once more before it is bound, to the person who is signed in.
pub(crate) async fn confirm(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut about): InAddress,
) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    let provider = provider(&page)?;
    let answer = carried(&mut about).map_err(|_| Failure::Unknown)?;
    let person = who.session.actor.person().map(|person| page.person(person)).unwrap_or_default();
    draw(&JoinPage { provider, person, answer, page })
}

/// Binds it.
pub(crate) async fn bind(
    State(app): State<App>,
    From(address): From,
    headers: HeaderMap,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let answer = carried(&mut posted.fields)?;
    posted.fields.finish()?;
    let who = &posted.who;
    provider(&who.frame(&app))?;
    let sealed = identity_cookie(&headers);
    let act = (posted.act, posted.body);
    match app.office.finish_binding(&who.session, act, (&sealed, &answer), address).await {
        Ok(()) => {
            let mut response = Redirect::to(PAGE).into_response();
            set_identity_cookie(&mut response, "");
            Ok(response)
        }
        Err(IdentityError::SignIn(SignInError::Act(error))) => Err(Failure::of_act(&app, who, posted.act, error).await),
        Err(error) => Err(not_vouched(error)),
    }
}

/// Takes one's own identity away; anybody else's is unknown here.
pub(crate) async fn revoke(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let identity: IdentityId = posted.fields.parse("identity")?;
    let owner = app.office.state().identity(identity).map(|record| record.identity.person);
    end_own(&app, posted, owner, Act::RevokeIdentity { identity, reason: None }, "/passkeys").await
}
