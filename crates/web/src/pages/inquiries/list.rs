//! The inquiries of which a person may know.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::inquiry::Inquiry;
use cabinet::permission::{Action, Subject};

pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) number: u32,
    pub(crate) scope: String,
    pub(crate) asked: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
    pub(crate) ends: String,
}

#[derive(Template)]
#[template(path = "inquiries/list.html")]
struct ListPage {
    page: Frame,
    rows: Vec<Row>,
    may_ask: bool,
}

/// The list, newest first. Who neither may ask nor knows of one has no such page.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    if !page.knows_inquiries() {
        return Err(Failure::Unknown);
    }
    let actor = &who.session.actor;
    let may_ask = page.state.may(actor, Subject::Government, Action::AskInquiry);
    let rows = page.state.readable_inquiries(actor).map(|inquiry| row(&page, inquiry)).collect();
    draw(&ListPage { rows, may_ask, page })
}

/// One inquiry in a list.
pub(crate) fn row(page: &Frame, inquiry: &Inquiry) -> Row {
    let (stage, tone) = super::stage(page, inquiry);
    Row {
        link: format!("/inquiries/{}", inquiry.id),
        number: inquiry.number,
        scope: super::scope(page, &inquiry.scope),
        asked: page.signed(&inquiry.asked),
        stage,
        tone,
        ends: page.date_time(&inquiry.ends),
    }
}
