//! Everybody's passkeys, passwords and identities, for those who may take a lost one away; and the page that says what that does.

use crate::app::App;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, InAddress, Posted};
use crate::frame::Frame;
use crate::pages::doors::passkeys::lost_device;
use crate::pages::meetings::refused;
use crate::pages::{draw, perform, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use cabinet::ids::{IdentityId, PasskeyId, PasswordId, PersonId};
use cabinet::passkey::TakenAway;
use cabinet::permission::Action;
use cabinet::{Act, Moment};
use office::TextsOf;
use office::views::TakenReasons;
use uuid::Uuid;

pub(crate) const PAGE: &str = "/people/passkeys";

/// That another hand than its owner's took something away.
pub(crate) struct Taken {
    /// Post and moment.
    pub(crate) by: String,
    pub(crate) reason: String,
}

impl Taken {
    pub(crate) fn of(page: &Frame, taken: Option<&TakenAway>, reasons: &TakenReasons) -> Option<Self> {
        let taken = taken?;
        let reason = reasons.get(&taken.reason.id)?.clone();
        Some(Self { by: page.signed(&taken.signed), reason })
    }
}

/// The texts of reasons, as a page reports that it has shown them.
pub(crate) fn shown(reasons: &TakenReasons) -> Vec<Uuid> {
    reasons.keys().map(|id| id.0).collect()
}

struct Line {
    /// Where it is taken away.
    link: String,
    person: String,
    posts: String,
    label: String,
    enrolled: String,
    revoked: Option<String>,
    taken: Option<Taken>,
    /// Key of what its button says.
    revokes: &'static str,
}

#[derive(Template)]
#[template(path = "people/passkeys.html")]
struct PasskeysPage {
    page: Frame,
    openings: Vec<Uuid>,
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
    crate::pages::demand(&app, &who, Action::RevokePasskeys)?;
    let reasons = app.office.taken_reasons(&who.session, None).await?;
    let page = who.frame(&app);
    let lost = lost_device(&page, &mut about)?;
    let holder = lost.as_ref().map(|record| record.device.person);
    let asked = |person: PersonId| holder.is_none_or(|holder| holder == person);
    let line = |person, enrolled, revoked: Option<Moment>, taken: Option<&TakenAway>| Line {
        link: String::new(),
        person: page.person(person),
        posts: page.posts_of(person).join(", "),
        label: String::new(),
        enrolled: page.date_time(enrolled),
        revoked: revoked.map(|at| page.date_time(&at)),
        taken: Taken::of(&page, taken, &reasons),
        revokes: "passkey-revoke",
    };
    let passkeys = page.state.passkeys().filter(|record| asked(record.passkey.person)).map(|record| Line {
        link: Way::Passkey(record.passkey.id).link(),
        label: record.passkey.label.clone(),
        ..line(record.passkey.person, &record.enrolled, record.revoked, record.taken.as_ref())
    });
    let passwords = page.state.passwords().filter(|record| asked(record.password.person)).map(|record| Line {
        link: Way::Password(record.password.id).link(),
        label: page.ts("password-under", "name", &record.password.name),
        revokes: "password-revoke",
        ..line(record.password.person, &record.set, record.revoked, record.taken.as_ref())
    });
    let identities = page.state.identities().filter(|record| asked(record.identity.person)).map(|record| Line {
        link: Way::Identity(record.identity.id).link(),
        label: page.ts("identity-of", "issuer", &record.identity.issuer),
        revokes: "identity-revoke-of",
        ..line(record.identity.person, &record.bound, record.revoked, record.taken.as_ref())
    });
    let mut lines: Vec<Line> = passkeys.chain(passwords).chain(identities).collect();
    lines.sort_by(|one, other| (&one.person, &one.enrolled).cmp(&(&other.person, &other.enrolled)));
    let lost = lost.map(|record| (record.device.label.clone(), page.person(record.device.person)));
    draw(&PasskeysPage { lines, openings: shown(&reasons), lost, page })
}

/// A way in that somebody has.
#[derive(Clone, Copy)]
enum Way {
    Passkey(PasskeyId),
    Password(PasswordId),
    Identity(IdentityId),
}

impl Way {
    /// Keys of the title, of what it is, of its button, and its action.
    const fn words(self) -> [&'static str; 4] {
        match self {
            Self::Passkey(_) => ["revoke-passkey-title", "passkey-device", "passkey-revoke", "revoke_passkeys"],
            Self::Password(_) => ["revoke-password-title", "field-password", "password-revoke", "revoke_password"],
            Self::Identity(_) => ["revoke-identity-title", "revoke-way", "identity-revoke-of", "revoke_identity"],
        }
    }

    /// Where it is taken away.
    const fn address(self) -> &'static str {
        match self {
            Self::Passkey(_) => "/people/passkeys/revoke",
            Self::Password(_) => "/people/passwords/revoke",
            Self::Identity(_) => "/people/identities/revoke",
        }
    }

    /// Under which name forms and addresses hold its id.
    const fn field(self) -> &'static str {
        match self {
            Self::Passkey(_) => "passkey",
            Self::Password(_) => "password_id",
            Self::Identity(_) => "identity",
        }
    }

    fn id(self) -> Uuid {
        match self {
            Self::Passkey(id) => id.0,
            Self::Password(id) => id.0,
            Self::Identity(id) => id.0,
        }
    }

    fn link(self) -> String {
        format!("{}?{}={}", self.address(), self.field(), self.id())
    }

    /// Whose it is, what it is called and since when it is there, as long as it opens a door.
    fn living(self, page: &Frame) -> Option<(PersonId, String, Moment)> {
        match self {
            Self::Passkey(id) => {
                let record = page.state.passkey(id).filter(|one| one.revoked.is_none())?;
                Some((record.passkey.person, record.passkey.label.clone(), record.enrolled))
            }
            Self::Password(id) => {
                let record = page.state.password(id).filter(|one| one.revoked.is_none())?;
                Some((record.password.person, page.ts("password-under", "name", &record.password.name), record.set))
            }
            Self::Identity(id) => {
                let record = page.state.identity(id).filter(|one| one.revoked.is_none())?;
                let label = page.ts("identity-of", "issuer", &record.identity.issuer);
                Some((record.identity.person, label, record.bound))
            }
        }
    }
}

#[derive(Template)]
#[template(path = "people/revoke.html")]
struct RevokePage {
    page: Frame,
    way: Way,
    /// Keys of the title, of what it is and of the button; the action.
    title: &'static str,
    what: &'static str,
    button: &'static str,
    action: &'static str,
    person: String,
    posts: String,
    label: String,
    since: String,
    /// Other ways in that the person has.
    others: usize,
    reason: String,
    errors: Vec<String>,
}

/// What will happen, before anything does.
fn asked(app: &App, who: &SignedIn, way: Way) -> Result<RevokePage, Failure> {
    let page = crate::pages::demand(app, who, Action::RevokePasskeys)?;
    let (person, label, since) = way.living(&page).ok_or(Failure::Unknown)?;
    let local = page.state.passkeys_of(person).count() + usize::from(page.state.password_of(person).is_some());
    let ways = local + usize::from(page.state.identity_of(person).is_some());
    let [title, what, button, action] = way.words();
    Ok(RevokePage {
        way,
        title,
        what,
        button,
        action,
        person: page.person(person),
        posts: page.posts_of(person).join(", "),
        label,
        since: page.date_time(&since),
        others: ways.saturating_sub(1),
        reason: String::new(),
        errors: Vec::new(),
        page,
    })
}

/// What it does to take a way in away that an address names, and nothing beside it.
fn show_way(app: &App, who: &SignedIn, way: Result<Way, BadForm>, named: Fields) -> Result<Html<String>, Failure> {
    let way = way.map_err(|_| Failure::Unknown)?;
    named.finish().map_err(|_| Failure::Unknown)?;
    draw(&asked(app, who, way)?)
}

/// What it does to take a passkey away.
pub(crate) async fn show_revoke(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut named): InAddress,
) -> Result<Html<String>, Failure> {
    let way = named.parse("passkey").map(Way::Passkey);
    show_way(&app, &who, way, named)
}

/// What it does to take a password away.
pub(crate) async fn show_revoke_password(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut named): InAddress,
) -> Result<Html<String>, Failure> {
    let way = named.parse("password_id").map(Way::Password);
    show_way(&app, &who, way, named)
}

/// What it does to take an identity away.
pub(crate) async fn show_revoke_identity(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut named): InAddress,
) -> Result<Html<String>, Failure> {
    let way = named.parse("identity").map(Way::Identity);
    show_way(&app, &who, way, named)
}

/// Takes a passkey away.
pub(crate) async fn revoke(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let way = Way::Passkey(posted.fields.parse("passkey")?);
    take_away(&app, posted, way).await
}

/// Takes a password away.
pub(crate) async fn revoke_password(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let way = Way::Password(posted.fields.parse("password_id")?);
    take_away(&app, posted, way).await
}

/// Takes an identity away.
pub(crate) async fn revoke_identity(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let way = Way::Identity(posted.fields.parse("identity")?);
    take_away(&app, posted, way).await
}

async fn take_away(app: &App, mut posted: Posted, way: Way) -> Result<Response, Failure> {
    let (who, kept) = (posted.who.clone(), posted.fields.kept());
    let typed = posted.fields.one("reason")?.trim().to_owned();
    let mut texts = TextsOf::default();
    let reason = Some(prose(&mut texts, typed.clone())?);
    let act = match way {
        Way::Passkey(passkey) => Act::RevokePasskey { passkey, reason },
        Way::Password(password) => Act::RevokePassword { password, reason },
        Way::Identity(identity) => Act::RevokeIdentity { identity, reason },
    };
    match perform(app, posted, act, texts, PAGE).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => {
            let (status, errors) = refused(&failure).map_err(|failure| failure.keeping_all(kept.clone()))?;
            // What was taken away meanwhile has no such page.
            let Ok(mut again) = asked(app, &who, way) else { return Err(failure.keeping_all(kept)) };
            again.page.keeps_words = !typed.is_empty();
            (again.reason, again.errors) = (typed, errors);
            Ok((status, draw(&again)?).into_response())
        }
    }
}
