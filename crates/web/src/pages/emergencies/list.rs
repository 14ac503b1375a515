//! The register of emergency accesses of which a person is told.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::emergency::EmergencyAccess;
use cabinet::permission::{Action, Subject};

pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) number: u32,
    pub(crate) scope: String,
    pub(crate) asked: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
    pub(crate) over: String,
}

#[derive(Template)]
#[template(path = "emergencies/list.html")]
struct ListPage {
    page: Frame,
    rows: Vec<Row>,
    may_ask: bool,
}

/// The register, newest first. Who neither may ask nor knows of one has no such page.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    if !page.knows_emergencies() {
        return Err(Failure::Unknown);
    }
    let actor = &who.session.actor;
    let may_ask = page.state.may(actor, Subject::Government, Action::AskEmergencyAccess);
    let rows = page.state.readable_emergencies(actor).map(|access| row(&page, access)).collect();
    draw(&ListPage { rows, may_ask, page })
}

/// One emergency access in a list.
pub(crate) fn row(page: &Frame, access: &EmergencyAccess) -> Row {
    let (stage, tone) = super::stage(page, access);
    let over = access.over_at().unwrap_or(access.since);
    Row {
        link: format!("/emergency-access/{}", access.id),
        number: access.number,
        scope: super::scope(page, &access.scope),
        asked: page.signed(&access.asked),
        stage,
        tone,
        over: page.date_time(&over),
    }
}
