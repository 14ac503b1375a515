//! One person: charges of today and of the past, codes, passkeys, passwords and devices.

use super::devices::Line as DeviceLine;
use super::passkeys::{Taken, shown};
use super::{deed, note_on};
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::ids::PersonId;
use cabinet::permission::{Action, Subject};
use uuid::Uuid;

struct ChargeLine {
    post: String,
    note: String,
    from: String,
    until: String,
}

struct EnrolmentLine {
    ends: String,
    state: &'static str,
}

struct PasswordLine {
    name: String,
    set: String,
    ended: String,
    taken: Option<Taken>,
}

struct PasskeyLine {
    label: String,
    enrolled: String,
    revoked: String,
    taken: Option<Taken>,
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    page: Frame,
    openings: Vec<Uuid>,
    name: String,
    /// What it was called before, and until when.
    former: Vec<(String, String)>,
    charges: Vec<ChargeLine>,
    enrolments: Vec<EnrolmentLine>,
    passkeys: Vec<PasskeyLine>,
    devices: Vec<DeviceLine>,
    passwords: Vec<PasswordLine>,
    links: Vec<(String, String)>,
    may_revoke: bool,
    /// Where a device is registered for the person, for whoever may.
    register: Option<String>,
}

/// A person, to whom it is permitted to read of people.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(id): Ids<PersonId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let known = super::read(&app, &who)?.state.person(id).is_some();
    if !known {
        return Err(Failure::Unknown);
    }
    let reasons = app.office.taken_reasons(&who.session, Some(id)).await?;
    let page = who.frame(&app);
    let person = page.state.person(id).ok_or(Failure::Unknown)?.clone();
    let may = |action| page.state.may(&who.session.actor, Subject::Government, action);
    let (may_propose, may_revoke) = (may(Action::ProposeChange), may(Action::RevokePasskeys));
    let mut held: Vec<_> = page.state.all_charges().filter(|charge| charge.person == id).collect();
    held.sort_by_key(|charge| (charge.until.is_some(), std::cmp::Reverse(charge.from)));
    let charges = held.iter().map(|charge| ChargeLine {
        post: page.post_of_charge(&Some(charge.id)),
        note: if charge.until.is_none() { note_on(&page, charge) } else { String::new() },
        from: page.date_time(&charge.from),
        until: charge.until.map(|until| page.date_time(&until)).unwrap_or_default(),
    });
    let ordered = page.state.enrolments().filter(|record| record.enrolment.person == id);
    let enrolments = ordered.map(|record| EnrolmentLine {
        ends: page.date_time(&record.enrolment.ends),
        state: match (record.is_used(), record.is_open(page.now)) {
            (true, _) => "used",
            (false, true) => "open",
            (false, false) => "closed",
        },
    });
    let own = page.state.passkeys().filter(|record| record.passkey.person == id);
    let passkeys = own.map(|record| PasskeyLine {
        label: record.passkey.label.clone(),
        enrolled: page.date_time(&record.enrolled),
        revoked: record.revoked.map(|at| page.date_time(&at)).unwrap_or_default(),
        taken: Taken::of(&page, record.taken.as_ref(), &reasons),
    });
    let devices = page.state.devices_of(id).map(|record| DeviceLine::of(&page, record)).collect();
    let register = may(Action::RegisterDevices).then(|| format!("/people/devices/new?person={id}"));
    let set = page.state.passwords().filter(|record| record.password.person == id);
    let passwords = set.map(|record| PasswordLine {
        name: record.password.name.clone(),
        set: page.date_time(&record.set),
        ended: record.revoked.map(|at| page.date_time(&at)).unwrap_or_default(),
        taken: Taken::of(&page, record.taken.as_ref(), &reasons),
    });
    let of_person = [("person", id.to_string())];
    let deeds: &[&str] = if may_propose { &["enrol", "rename_person"] } else { &[] };
    let links = deeds.iter().map(|what| deed(&page, what, &of_person)).collect();
    let former = page.state.former_names(id).rev();
    let former = former.map(|former| (page.words(&former.name).to_owned(), page.date_time(&former.until))).collect();
    draw(&PersonPage {
        name: page.words(&person.name).to_owned(),
        former,
        charges: charges.collect(),
        enrolments: enrolments.collect(),
        passkeys: passkeys.collect(),
        openings: shown(&reasons),
        passwords: passwords.collect(),
        links,
        may_revoke,
        register,
        devices,
        page,
    })
}
