//! The halves of the codes that a change ordered, for the one of the two persons to whom they belong: to be printed, or
//! written down, and handed over in person.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::ids::ChangeId;
use office::Half;

struct Line {
    person: String,
    posts: String,
    half: Option<String>,
    ends: String,
}

#[derive(Template)]
#[template(path = "people/codes.html")]
struct CodesPage {
    page: Frame,
    id: ChangeId,
    number: u32,
    first: bool,
    address: String,
    lines: Vec<Line>,
}

/// The sheet of codes.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(id): Ids<ChangeId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let (view, half, codes) = app.office.change_codes(&who.session, id).await?;
    let page = who.frame(&app);
    let lines = codes.into_iter().map(|code| Line {
        person: page.person(code.person),
        posts: page.posts_of(code.person).join(", "),
        ends: page.state.enrolment(code.enrolment).map_or_else(String::new, |one| page.date_time(&one.enrolment.ends)),
        half: code.half,
    });
    let lines = lines.collect();
    let (number, first) = (view.change.number, half == Half::First);
    draw(&CodesPage { id, number, first, address: format!("{}/enrol", app.origin.0), lines, page })
}
