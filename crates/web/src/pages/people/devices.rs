//! Devices that the cabinet section hands to persons: registered for somebody, reported lost.

use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{InAddress, Posted};
use crate::frame::Frame;
use crate::pages::doors::passkeys::after_lost;
use crate::pages::people::passkeys;
use crate::pages::{Ids, draw, perform};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};
use cabinet::Act;
use cabinet::device::DeviceRecord;
use cabinet::ids::{DeviceId, PersonId};
use cabinet::permission::{Action, Subject};
use office::TextsOf;

const PAGE: &str = "/people/devices";

/// One device in a list.
pub(crate) struct Line {
    pub(crate) id: String,
    person: String,
    posts: String,
    pub(crate) label: String,
    pub(crate) registered: String,
    /// Key of what it is now.
    pub(crate) state: &'static str,
    pub(crate) tone: &'static str,
    /// When it was reported lost.
    pub(crate) lost: Option<String>,
    /// Whether there is something that could be lost.
    pub(crate) lasts: bool,
    /// Whether it waits for its code.
    waits: bool,
}

impl Line {
    pub(crate) fn of(page: &Frame, record: &DeviceRecord) -> Self {
        let (state, tone) = match (record.lost, record.enrolled) {
            (Some(_), _) => ("lost", "stop"),
            (None, Some(_)) => ("known", "done"),
            (None, None) if page.state.device_code_opens(record, page.now) => ("waiting", "order"),
            (None, None) => ("closed", ""),
        };
        Self {
            id: record.device.id.to_string(),
            person: page.person(record.device.person),
            posts: page.posts_of(record.device.person).join(", "),
            label: record.device.label.clone(),
            registered: page.date_time(&record.registered),
            state,
            tone,
            lost: record.lost.map(|at| page.date_time(&at)),
            lasts: matches!(state, "known" | "waiting"),
            waits: state == "waiting",
        }
    }
}

#[derive(Template)]
#[template(path = "people/devices.html")]
struct DevicesPage {
    page: Frame,
    lines: Vec<Line>,
    may_register: bool,
}

#[derive(Template)]
#[template(path = "people/new_device.html")]
struct NewPage {
    page: Frame,
    device: String,
    persons: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "people/device.html")]
struct DevicePage {
    page: Frame,
    line: Line,
    code: Option<String>,
    ends: String,
    address: String,
}

#[derive(Template)]
#[template(path = "people/report_device.html")]
struct ReportPage {
    page: Frame,
    line: Line,
}

/// The list, holder by holder.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = crate::pages::demand(&app, &who, Action::ReportDevices)?;
    let may_register = page.state.may(&who.session.actor, Subject::Government, Action::RegisterDevices);
    let mut lines: Vec<Line> = page.state.devices().map(|record| Line::of(&page, record)).collect();
    lines.sort_by(|one, other| (&one.person, &one.label).cmp(&(&other.person, &other.label)));
    draw(&DevicesPage { lines, may_register, page })
}

/// Where a device is registered, for whoever was chosen on the page before.
pub(crate) async fn show_new(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut named): InAddress,
) -> Result<Html<String>, Failure> {
    let page = crate::pages::demand(&app, &who, Action::RegisterDevices)?.administering().await?;
    let asked = named.optional("person")?.unwrap_or_default();
    named.finish().map_err(|_| Failure::Unknown)?;
    let persons = page.state.persons().map(|person| {
        let (held, name) = (page.posts_of(person.id).join(", "), page.words(&person.name));
        let words = if held.is_empty() || held == name { name.to_owned() } else { format!("{name} · {held}") };
        Choice::among(&asked, person.id, words)
    });
    let mut persons: Vec<Choice> = persons.collect();
    persons.sort_by(|one, other| one.words.cmp(&other.words));
    draw(&NewPage { device: page.act_id(), persons, page })
}

/// Registers a device, and leads to its code.
pub(crate) async fn register(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let (device, label): (DeviceId, String) = (posted.fields.parse("device")?, posted.fields.one("label")?);
    let person: PersonId = posted.fields.parse("person")?;
    let act = Act::RegisterDevice { device, person, label: label.clone() };
    let next = format!("{PAGE}/{device}");
    perform(&app, posted, act, TextsOf::default(), &next).await.map_err(|failure| failure.keeping_words(label))
}

/// One device with its code, as long as it waits for that.
pub(crate) async fn code(
    State(app): State<App>,
    Ids(id): Ids<DeviceId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let found = app.office.registered_device(&who.session, id)?;
    let page = who.frame(&app);
    let (line, ends) = (Line::of(&page, &found.record), page.date_time(&found.record.device.ends));
    draw(&DevicePage { line, ends, code: found.code, address: format!("{}/device", app.origin.0), page })
}

/// What will happen to a device that is reported lost, before anything does.
pub(crate) async fn show_report(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut named): InAddress,
) -> Result<Html<String>, Failure> {
    let page = crate::pages::demand(&app, &who, Action::ReportDevices)?;
    let device: DeviceId = named.parse("device").map_err(|_| Failure::Unknown)?;
    named.finish().map_err(|_| Failure::Unknown)?;
    let record = page.state.device(device).filter(|record| record.lost.is_none()).ok_or(Failure::Unknown)?;
    draw(&ReportPage { line: Line::of(&page, record), page })
}

/// Reports somebody's device lost, and goes on to the passkeys of its holder, of which one may lie in it.
pub(crate) async fn report(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let device: DeviceId = posted.fields.parse("device")?;
    let state = app.office.state();
    let revokes = state.may(&posted.who.session.actor, Subject::Government, Action::RevokePasskeys);
    let next = if revokes { after_lost(&state, device, passkeys::PAGE, PAGE) } else { PAGE.to_owned() };
    perform(&app, posted, Act::ReportDeviceLost { device }, TextsOf::default(), &next).await
}
