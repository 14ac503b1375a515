//! The proposals a person may read.

use crate::app::App;
use crate::failure::Failure;
use crate::form::InAddress;
use crate::frame::Frame;
use crate::pager::Pager;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::permission::{Action, Subject};

struct Row {
    link: String,
    subject: String,
    details: String,
    stage: String,
    tone: &'static str,
    since: String,
}

#[derive(Template)]
#[template(path = "proposals/list.html")]
struct ListPage {
    page: Frame,
    rows: Vec<Row>,
    pager: Pager,
    may_start: bool,
    may_register: bool,
}

/// The proposals that the person may read, newest first.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut which): InAddress,
) -> Result<Html<String>, Failure> {
    let mut page = who.frame(&app);
    let actor = &who.session.actor;
    let number = Pager::asked(&mut which)?;
    let (proposals, pager) = Pager::of("/proposals", number, page.state.readable_proposals(actor))?;
    let matters = proposals.iter().map(|proposal| proposal.id).collect();
    page.first_subjects = app.office.first_subjects(actor, matters).await?;
    let rows = proposals
        .iter()
        .map(|proposal| Row {
            link: format!("/proposals/{}", proposal.id),
            subject: super::subject(&page, proposal),
            details: format!("{} · {}", proposal.number, page.department_today(&proposal.department)),
            stage: page.word("stage", proposal.stage.name().key()),
            tone: super::one::tone(proposal.stage.name()),
            since: page.date(&proposal.since),
        })
        .collect();
    let may_start = page.state.may(actor, Subject::Government, Action::StartProposal);
    let may_register = page.state.may(actor, Subject::Government, Action::RegisterFromPaper);
    draw(&ListPage { rows, pager, may_start, may_register, page })
}
