//! One's own passkeys: a second one for the day on which the first is lost, and the end of a lost one.

use super::{end_own, label, not_let_in};
use crate::app::App;
use crate::failure::Failure;
use crate::form::{Fields, InAddress, Posted};
use crate::frame::Frame;
use crate::pages::draw;
use crate::pages::people::passkeys::{Taken, shown};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::device::DeviceRecord;
use cabinet::ids::{DeviceId, PasskeyId, PersonId};
use cabinet::passkey::PasskeyRecord;
use cabinet::ways::WayIn;
use cabinet::{Act, Cabinet};
use office::SignInError;
use office::views::TakenReasons;
use std::sync::Arc;
use uuid::Uuid;

pub(crate) const PAGE: &str = "/passkeys";

struct Line {
    id: String,
    label: String,
    enrolled: String,
    copied: bool,
    /// Without it its person comes in no more.
    only: bool,
}

/// A passkey or a password that another hand took away.
struct TakenLine {
    label: String,
    taken: Taken,
}

#[derive(Template)]
#[template(path = "doors/passkeys.html")]
struct PasskeysPage {
    page: Frame,
    openings: Vec<Uuid>,
    /// What another hand took away.
    taken: Vec<TakenLine>,
    lines: Vec<Line>,
    /// What stands on the device that was reported lost a moment ago.
    lost: Option<String>,
    /// Whether the person has living sessions besides this one.
    others: bool,
    /// The name under which the person signs in with a password.
    password: Option<String>,
    /// What people call the identity provider, where the person may come in by it.
    provider: Option<String>,
}

#[derive(Template)]
#[template(path = "doors/add_passkey.html")]
struct AddPage {
    page: Frame,
    options: String,
    ceremony: String,
}

fn real(app: &App, who: &SignedIn) -> Result<Frame, Failure> {
    let page = who.frame(app);
    if page.training() { Err(Failure::Unknown) } else { Ok(page) }
}

/// The person's passkeys; after the report of a lost device, with the question which of them lay in it.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut about): InAddress,
) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    let lost = lost_device(&page, &mut about)?;
    if lost.as_ref().is_some_and(|record| Some(record.device.person) != who.session.actor.person()) {
        return Err(Failure::Unknown);
    }
    let lost = lost.map(|record| record.device.label.clone());
    let person = who.session.actor.person();
    let reasons = match person {
        Some(_) => app.office.taken_reasons(&who.session, person).await?,
        None => TakenReasons::new(),
    };
    let page = who.frame(&app);
    let own: Vec<_> = person.into_iter().flat_map(|person| page.state.passkeys_of(person)).cloned().collect();
    let password = person.and_then(|person| page.state.password_of(person)).map(|record| record.password.name.clone());
    let only = |one: &PasskeyRecord| page.state.is_last_way_in(one.passkey.person, WayIn::Passkey(one.passkey.id));
    let lines = own.iter().map(|record| Line {
        id: record.passkey.id.to_string(),
        label: record.passkey.label.clone(),
        enrolled: page.date_time(&record.enrolled),
        copied: record.passkey.backup_eligible,
        only: only(record),
    });
    let others = app.office.own_sessions(&who.session).await?.iter().any(|session| !session.present);
    let comes = person.is_some_and(|person| app.office.may_have_password(person));
    let provider = page.identity_provider().filter(|_| comes);
    let taken = person.map(|person| taken_lines(&page, person, &reasons)).unwrap_or_default();
    let openings = shown(&reasons);
    let lines = lines.collect();
    draw(&PasskeysPage { lines, lost, others, password, provider, taken, openings, page })
}

/// The lost device that an address names.
pub(crate) fn lost_device(page: &Frame, about: &mut Fields) -> Result<Option<Arc<DeviceRecord>>, Failure> {
    let Some(named) = about.optional("lost").map_err(|_| Failure::Unknown)? else { return Ok(None) };
    let named: DeviceId = named.parse().map_err(|_| Failure::Unknown)?;
    let record = page.state.device(named).filter(|record| record.lost.is_some());
    record.cloned().map(Some).ok_or(Failure::Unknown)
}

/// Where whoever reported a device lost goes on: to the passkeys of its holder, of which one may lie in it.
pub(crate) fn after_lost(state: &Cabinet, device: DeviceId, passkeys: &str, otherwise: &str) -> String {
    let holder = state.device(device).map(|record| record.device.person);
    let may_lie = holder.is_some_and(|person| state.passkeys_of(person).next().is_some());
    if may_lie { format!("{passkeys}?lost={device}") } else { otherwise.to_owned() }
}

/// What another hand took away from a person, the latest first.
fn taken_lines(page: &Frame, person: PersonId, reasons: &TakenReasons) -> Vec<TakenLine> {
    let passkeys = page.state.passkeys().filter(|one| one.passkey.person == person);
    let passkeys = passkeys.map(|one| (one.passkey.label.clone(), one.taken.as_ref()));
    let passwords = page.state.passwords().filter(|one| one.password.person == person);
    let passwords = passwords.map(|one| (page.ts("password-under", "name", &one.password.name), one.taken.as_ref()));
    let identities = page.state.identities().filter(|one| one.identity.person == person);
    let identities = identities.map(|one| (page.ts("identity-of", "issuer", &one.identity.issuer), one.taken.as_ref()));
    let ways = passkeys.chain(passwords).chain(identities);
    let mut taken: Vec<_> = ways.filter_map(|(label, taken)| Some((label, taken?))).collect();
    taken.sort_by_key(|(_, taken)| std::cmp::Reverse(taken.signed.at));
    let lines = taken
        .into_iter()
        .filter_map(|(label, one)| Some(TakenLine { label, taken: Taken::of(page, Some(one), reasons)? }));
    lines.collect()
}

/// The button with which a further one is made.
pub(crate) async fn show_add(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = real(&app, &who)?;
    let ceremony = app.office.begin_adding(&who.session).map_err(not_let_in)?;
    draw(&AddPage { options: ceremony.options, ceremony: ceremony.sealed, page })
}

/// Takes a further passkey in.
pub(crate) async fn add(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let (ceremony, answer) = (posted.fields.one("ceremony")?, posted.fields.one("answer")?);
    let typed = posted.fields.one("label")?;
    posted.fields.finish()?;
    let label = label(&typed, real(&app, &posted.who)?.t("passkey-label-plain"))?;
    let who = &posted.who;
    match app.office.finish_adding(&who.session, &ceremony, &answer, label, posted.body).await {
        Ok(()) => Ok(Redirect::to(PAGE).into_response()),
        Err(SignInError::Act(error)) => Err(Failure::of_act(&app, who, posted.act, error).await),
        Err(error) => Err(not_let_in(error)),
    }
}

/// Takes one of the person's passkeys away; anybody else's is unknown here.
pub(crate) async fn revoke(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let passkey: PasskeyId = posted.fields.parse("passkey")?;
    let owner = app.office.state().passkey(passkey).map(|record| record.passkey.person);
    end_own(&app, posted, owner, Act::RevokePasskey { passkey, reason: None }, PAGE).await
}
