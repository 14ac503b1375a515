//! One's own living sessions: seen, and ended from another one.

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};
use office::SessionId;

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
    draw(&SessionsPage { lines, charges, page })
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
