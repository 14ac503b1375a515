//! The meetings of which a person may know.

use super::{Tag, stage_tag};
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
use cabinet::Actor;
use cabinet::meeting::{Meeting, MeetingStage};
use cabinet::permission::{Action, Subject};

struct Row {
    link: String,
    number: u32,
    when: String,
    place: String,
    tag: Option<Tag>,
}

#[derive(Template)]
#[template(path = "meetings/list.html")]
struct ListPage {
    page: Frame,
    rows: Vec<Row>,
    pager: Pager,
    may_propose: bool,
}

/// The list, newest first.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut which): InAddress,
) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    let actor = &who.session.actor;
    let number = Pager::asked(&mut which)?;
    let (meetings, pager) = Pager::of("/meetings", number, page.state.readable_meetings(actor))?;
    let rows = meetings.into_iter().map(|meeting| row(&page, actor, meeting)).collect();
    let may_propose = page.state.may(actor, Subject::Government, Action::ProposeMeeting);
    draw(&ListPage { rows, pager, may_propose, page })
}

/// The stage is for who may read the agenda; before a meeting is called only those who call it know of it.
fn row(page: &Frame, actor: &Actor, meeting: &Meeting) -> Row {
    let known = matches!(meeting.stage, MeetingStage::Proposed)
        || page.state.may(actor, Subject::Meeting(meeting.id), Action::ReadAgenda);
    Row {
        link: format!("/meetings/{}", meeting.id),
        number: meeting.number,
        when: page.weekday_time(&meeting.begins),
        place: meeting.place.clone(),
        tag: known.then(|| stage_tag(page, meeting.stage.name())),
    }
}
