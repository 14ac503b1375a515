//! Everybody's passkeys, for those who may take a lost one away.

use crate::app::App;
use crate::failure::Failure;
use crate::form::{InAddress, Posted};
use crate::frame::Frame;
use crate::pages::doors::passkeys::lost_device;
use crate::pages::{draw, perform};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};
use cabinet::ids::{IdentityId, PasskeyId, PasswordId, PersonId};
use cabinet::permission::Action;
use cabinet::{Act, Moment};
use office::TextsOf;

pub(crate) const PAGE: &str = "/people/passkeys";

struct Line {
    id: String,
    person: String,
    posts: String,
    label: String,
    enrolled: String,
    revoked: Option<String>,
    /// A password, whose name stands in `label`.
    is_password: bool,
    /// An identity, whose provider stands in `label`.
    is_identity: bool,
}

#[derive(Template)]
#[template(path = "people/passkeys.html")]
struct PasskeysPage {
    page: Frame,
    lines: Vec<Line>,
    /// What stands on the device that was reported lost a moment ago, and whose it was; then the lines are that person's.
    lost: Option<(String, String)>,
}

/// The list, person by person; after the report of a lost device, its holder's alone.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut about): InAddress,
) -> Result<Html<String>, Failure> {
    let page = crate::pages::demand(&app, &who, Action::RevokePasskeys)?;
    let lost = lost_device(&page, &mut about)?;
    let holder = lost.as_ref().map(|record| record.device.person);
    let asked = |person: PersonId| holder.is_none_or(|holder| holder == person);
    let line = |person, enrolled, revoked: Option<Moment>| Line {
        id: String::new(),
        person: page.person(person),
        posts: page.posts_of(person).join(", "),
        label: String::new(),
        enrolled: page.date_time(enrolled),
        revoked: revoked.map(|at| page.date_time(&at)),
        is_password: false,
        is_identity: false,
    };
    let passkeys = page.state.passkeys().filter(|record| asked(record.passkey.person)).map(|record| Line {
        id: record.passkey.id.to_string(),
        label: record.passkey.label.clone(),
        ..line(record.passkey.person, &record.enrolled, record.revoked)
    });
    let passwords = page.state.passwords().filter(|record| asked(record.password.person)).map(|record| Line {
        id: record.password.id.to_string(),
        label: page.ts("password-under", "name", &record.password.name),
        is_password: true,
        ..line(record.password.person, &record.set, record.revoked)
    });
    let identities = page.state.identities().filter(|record| asked(record.identity.person)).map(|record| Line {
        id: record.identity.id.to_string(),
        label: page.ts("identity-of", "issuer", &record.identity.issuer),
        is_identity: true,
        ..line(record.identity.person, &record.bound, record.revoked)
    });
    let mut lines: Vec<Line> = passkeys.chain(passwords).chain(identities).collect();
    lines.sort_by(|one, other| (&one.person, &one.enrolled).cmp(&(&other.person, &other.enrolled)));
    let lost = lost.map(|record| (record.device.label.clone(), page.person(record.device.person)));
    draw(&PasskeysPage { lines, lost, page })
}

/// Takes a passkey away.
pub(crate) async fn revoke(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let passkey: PasskeyId = posted.fields.parse("passkey")?;
    perform(&app, posted, Act::RevokePasskey { passkey }, TextsOf::default(), PAGE).await
}

/// Takes a password away.
pub(crate) async fn revoke_password(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let password: PasswordId = posted.fields.parse("password_id")?;
    perform(&app, posted, Act::RevokePassword { password }, TextsOf::default(), PAGE).await
}

/// Takes an identity away.
pub(crate) async fn revoke_identity(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let identity: IdentityId = posted.fields.parse("identity")?;
    perform(&app, posted, Act::RevokeIdentity { identity }, TextsOf::default(), PAGE).await
}
