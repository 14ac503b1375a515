//! One's own living sessions: seen, and ended from another one.

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::pages::doors::{end_own, passkeys};
use crate::pages::people::devices::Line as DeviceLine;
use crate::pages::{draw, notices};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};
use cabinet::Act;
use cabinet::ids::DeviceId;
use office::{Factor, SessionId};

const PAGE: &str = "/sessions";

/// One of the person's own charges.
struct ChargeLine {
    id: String,
    post: String,
    present: bool,
}

struct Line {
    id: String,
    post: String,
    /// What stands on the device of the government on which it began.
    device: Option<String>,
    /// With what it began; empty in training, where a post is picked.
    way: String,
    began: String,
    seen: Option<String>,
    /// Which meeting keeps it, while it sits.
    meeting: Option<u32>,
    present: bool,
}

#[derive(Template)]
#[template(path = "sessions.html")]
struct SessionsPage {
    page: Frame,
    lines: Vec<Line>,
    /// Those of the government that the person holds.
    devices: Vec<DeviceLine>,
    /// The person can prove again who it is, which is asked for before a session is ended.
    may_prove: bool,
    /// When the person came in before, and from where.
    before: Option<String>,
    /// All of them, where there is more than one.
    charges: Vec<ChargeLine>,
}

/// The living sessions of the person.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    let own = app.office.own_sessions(&who.session).await?;
    let lines = own.iter().map(|one| Line {
        id: one.id.0.to_string(),
        post: page.post_of_charge(&one.charge),
        device: one.device.and_then(|id| page.state.device(id)).map(|record| record.device.label.clone()),
        way: one.factor.map(|factor| way(&page, factor)).unwrap_or_default(),
        began: page.date_time(&one.began),
        seen: one.seen.map(|seen| page.date_time(&seen)),
        meeting: one.meeting,
        present: one.present,
    });
    let lines = lines.collect();
    let present = who.session.actor.charge();
    let own = page.state.charges().filter(|charge| Some(charge.person) == who.session.actor.person());
    let charges: Vec<ChargeLine> = own
        .map(|charge| ChargeLine {
            id: charge.id.to_string(),
            post: page.post_of_charge(&Some(charge.id)),
            present: Some(charge.id) == present,
        })
        .collect();
    let charges = if charges.len() > 1 { charges } else { Vec::new() };
    let person = who.session.actor.person();
    let devices = person.into_iter().flat_map(|person| page.state.devices_of(person));
    let devices = devices.map(|record| DeviceLine::of(&page, record)).collect();
    let may_prove = page.training() || person.is_some_and(|person| page.state.passkeys_of(person).next().is_some());
    let before = notices::of(&app, &page, &who).await?.before;
    draw(&SessionsPage { lines, devices, may_prove, before, charges, page })
}

/// With what a session began, as its owner calls it.
fn way(page: &Frame, factor: Factor) -> String {
    match factor {
        Factor::Training => String::new(),
        Factor::Passkey(id) => {
            let label = page.state.passkey(id).map(|record| record.passkey.label.clone()).unwrap_or_default();
            page.ts("session-by-passkey", "label", &label)
        }
        Factor::Password(_) => page.t("session-by-password"),
        Factor::Identity(_) => page.ts("session-by-identity", "name", &page.identity_provider().unwrap_or_default()),
    }
}

/// Reports one of the person's own devices lost, and goes on to the passkey that may lie in it. Anybody else's is as one that
/// is not there: that is reported on another page, after a proof.
pub(crate) async fn report_device(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let device: DeviceId = posted.fields.parse("device")?;
    let state = app.office.state();
    let next = passkeys::after_lost(&state, device, passkeys::PAGE, PAGE);
    let holder = state.device(device).map(|record| record.device.person);
    end_own(&app, posted, holder, Act::ReportDeviceLost { device }, &next).await
}

/// Ends another session of the person's own; anybody else's is unknown.
pub(crate) async fn end_session(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let session = SessionId(posted.fields.parse("session")?);
    posted.fields.finish()?;
    app.office.end_own_session(&posted.who.session, session).await.map_err(Failure::before_the_act)?;
    Ok(Redirect::to(PAGE))
}

/// Ends every other session of the person's own.
pub(crate) async fn end_other_sessions(State(app): State<App>, posted: Posted) -> Result<Redirect, Failure> {
    posted.fields.finish()?;
    app.office.end_other_sessions(&posted.who.session).await.map_err(Failure::before_the_act)?;
    Ok(Redirect::to(PAGE))
}
