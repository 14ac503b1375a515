//! Bodies with chair and members, and the ministries that followed one another.

use super::deed;
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::body::{BodyKind, BodyRecord};
use cabinet::people::Post;
use cabinet::permission::{Action, Subject};

/// A post that presides or sits.
struct Seat {
    post: String,
    /// Whether nobody holds it, so that nobody sits.
    vacant: bool,
}

struct Line {
    name: String,
    kind: String,
    key: String,
    chair: Seat,
    members: Vec<Seat>,
    since: String,
    dissolved: String,
    links: Vec<(String, String)>,
}

struct MinistryLine {
    name: String,
    number: u32,
    since: String,
}

#[derive(Template)]
#[template(path = "people/bodies.html")]
struct BodiesPage {
    page: Frame,
    bodies: Vec<Line>,
    past: Vec<Line>,
    ministries: Vec<MinistryLine>,
    /// One for each kind of body that may be formed now.
    forms: Vec<(String, String)>,
    begin: Option<(String, String)>,
}

/// Every body: those that sit, and those that were dissolved.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = super::read(&app, &who)?;
    let may = page.state.may(&who.session.actor, Subject::Government, Action::ProposeChange);
    let mut records: Vec<_> = page.state.all_bodies().cloned().collect();
    records.sort_by_key(|record| (record.body.kind, record.since, record.body.id));
    let (sits, past): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| record.dissolved.is_none());
    let council = sits.iter().any(|record| record.body.kind == BodyKind::Council);
    let kinds = BodyKind::ALL.into_iter().filter(|kind| may && !(council && *kind == BodyKind::Council));
    let forms = kinds.map(|kind| {
        let (address, _) = deed(&page, "enter_body", &[("kind", kind.key().to_owned())]);
        (address, page.ts("body-new", "name", &page.word("body", kind.key())))
    });
    let ministries = page.state.ministries().rev().map(|record| MinistryLine {
        name: page.words(&record.ministry.name).to_owned(),
        number: record.ministry.number,
        since: page.date_time(&record.since),
    });
    draw(&BodiesPage {
        forms: forms.collect(),
        bodies: sits.iter().map(|record| line(&page, record, may)).collect(),
        past: past.iter().map(|record| line(&page, record, false)).collect(),
        ministries: ministries.collect(),
        begin: may.then(|| deed(&page, "begin_ministry", &[])),
        page,
    })
}

fn line(page: &Frame, record: &BodyRecord, may: bool) -> Line {
    let body = &record.body;
    let seat = |post: &Post| Seat {
        post: page.words(&post.title).to_owned(),
        // What was dissolved says how it was composed, not who holds its posts today.
        vacant: record.dissolved.is_none() && page.state.charge_of_post(post.id).is_none(),
    };
    let nobody = || Seat { post: String::new(), vacant: false };
    let mut members: Vec<_> = body.members.iter().filter_map(|id| page.state.post(*id)).collect();
    members.sort_by_key(|post| page.state.precedence(post));
    let links = ["change_body", "dissolve_body"].map(|what| deed(page, what, &[("body", body.id.to_string())]));
    Line {
        name: page.words(&body.name).to_owned(),
        kind: page.word("body", body.kind.key()),
        key: body.key.clone(),
        chair: page.state.post(body.chair).map_or_else(nobody, |post| seat(post)),
        members: members.into_iter().map(|post| seat(post)).collect(),
        since: page.date(&record.since),
        dissolved: record.dissolved.map(|at| page.date(&at)).unwrap_or_default(),
        links: if may { links.into() } else { Vec::new() },
    }
}
