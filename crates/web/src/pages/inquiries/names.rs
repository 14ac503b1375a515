//! The names that an inquiry opens, while its time lasts, for the two who signed it.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::readings::{kind, matter, short_of};
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::ids::InquiryId;
use office::views::NameLine;

struct Row {
    person: String,
    post: String,
    kind: String,
    subject: String,
    first: String,
    last: String,
    openings: u32,
}

#[derive(Template)]
#[template(path = "inquiries/names.html")]
struct NamesPage {
    page: Frame,
    id: InquiryId,
    number: u32,
    scope: String,
    period: String,
    ends: String,
    rows: Vec<Row>,
}

/// The names. That they were shown is recorded before they leave.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(id): Ids<InquiryId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let (view, lines) = app.office.inquiry_names(&who.session, id).await?;
    let page = who.frame(&app);
    let inquiry = &view.inquiry;
    let rows = lines.iter().map(|line| row(&page, line)).collect();
    draw(&NamesPage {
        id,
        number: inquiry.number,
        scope: super::scope(&page, &inquiry.scope),
        period: format!("{} – {}", page.date_time(&inquiry.from), page.date_time(&inquiry.until)),
        ends: page.date_time(&inquiry.ends),
        rows,
        page,
    })
}

/// Somebody who may not read the matter learns its sort alone.
fn row(page: &Frame, line: &NameLine) -> Row {
    let person = line.person.and_then(|person| page.state.person(person));
    let post = line.charge.and_then(|charge| page.state.post_of_charge(charge));
    let (subject, link) = matter(page, line.object);
    Row {
        person: person.map_or_else(|| page.t("inquiry-nobody"), |person| page.words(&person.name).to_owned()),
        post: post.map_or_else(String::new, |post| page.words(&post.title).to_owned()),
        kind: kind(page, line.object),
        subject: if link.is_some() { subject } else { short_of(line.id) },
        first: page.date_time(&line.reading.first),
        last: page.date_time(&line.reading.last),
        openings: line.reading.openings,
    }
}
