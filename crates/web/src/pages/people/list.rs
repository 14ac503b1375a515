//! Who holds which post, department by department, and the changes.

use super::{Row, row};
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::ids::DepartmentId;
use cabinet::people::{Department, Post};
use cabinet::permission::{Action, Subject};
use std::sync::Arc;

/// Changes that the page shows; the rest stand in the list of changes.
const CHANGES_SHOWN: usize = 5;

struct Line {
    post: String,
    kind: String,
    key: String,
    person: String,
    since: String,
    /// Whether the person has a passkey.
    known_at_the_door: bool,
    links: Vec<(String, String)>,
}

struct Group {
    heading: String,
    minister: String,
    links: Vec<(String, String)>,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct PeoplePage {
    page: Frame,
    groups: Vec<Group>,
    changes: Vec<Row>,
    may_propose: bool,
    may_revoke: bool,
}

#[derive(Template)]
#[template(path = "people/changes.html")]
struct ChangesPage {
    page: Frame,
    changes: Vec<Row>,
}

/// The people of the government.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = super::read(&app, &who)?;
    let may = |action| page.state.may(&who.session.actor, Subject::Government, action);
    let (may_propose, may_revoke) = (may(Action::ProposeChange), may(Action::RevokePasskeys));
    let mut groups = vec![group(&page, None, may_propose)];
    let mut departments: Vec<Arc<Department>> = page.state.departments().cloned().collect();
    departments.sort_by_key(|department| page.words(&department.name).to_owned());
    groups.extend(departments.iter().map(|department| group(&page, Some(department), may_propose)));
    groups.retain(|group| !group.lines.is_empty() || !group.minister.is_empty() || !group.links.is_empty());
    let changes = page.state.readable_changes(&who.session.actor).take(CHANGES_SHOWN);
    let changes = changes.map(|change| row(&page, change)).collect();
    draw(&PeoplePage { groups, changes, may_propose, may_revoke, page })
}

/// Every change of which the person may know.
pub(crate) async fn changes(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = super::read(&app, &who)?;
    let changes = page.state.readable_changes(&who.session.actor).map(|change| row(&page, change)).collect();
    draw(&ChangesPage { changes, page })
}

fn group(page: &Frame, department: Option<&Arc<Department>>, may_propose: bool) -> Group {
    let id = department.map(|department| department.id);
    let link = |what: &str, of: DepartmentId| {
        (format!("/people/changes/new?do={what}&department={of}"), page.word("do", what))
    };
    let links = id
        .filter(|_| may_propose)
        .map_or_else(Vec::new, |id| vec![link("set_minister", id), link("rename_department", id)]);
    let minister = department.and_then(|department| department.minister).and_then(|post| page.state.post(post));
    let mut posts: Vec<Arc<Post>> = page.state.posts().filter(|post| post.department == id).cloned().collect();
    posts.sort_by_key(|post| (post.kind, post.key.clone()));
    Group {
        heading: department.map_or_else(|| page.t("sign-in-council"), |one| page.words(&one.name).to_owned()),
        minister: minister.map_or_else(String::new, |post| page.words(&post.title).to_owned()),
        links,
        lines: posts.iter().map(|post| line(page, post, may_propose)).collect(),
    }
}

fn line(page: &Frame, post: &Post, may_propose: bool) -> Line {
    let charge = page.state.charge_of_post(post.id);
    let person = charge.and_then(|charge| page.state.person(charge.person));
    let mut links = Vec::new();
    let mut link = |what: &str, name: &str, of: String| {
        links.push((format!("/people/changes/new?do={what}&{name}={of}"), page.word("do", what)));
    };
    if may_propose {
        match charge {
            Some(charge) => {
                link("hand_over", "charge", charge.id.to_string());
                link("end_charge", "charge", charge.id.to_string());
                link("enrol", "person", charge.person.to_string());
            }
            None => link("take_charge", "post", post.id.to_string()),
        }
        link("retitle_post", "post", post.id.to_string());
    }
    Line {
        post: page.words(&post.title).to_owned(),
        kind: page.word("kind", post.kind.key()),
        key: post.key.clone(),
        known_at_the_door: person.is_some_and(|person| page.state.passkeys_of(person.id).next().is_some()),
        person: person.map_or_else(String::new, |person| page.words(&person.name).to_owned()),
        since: charge.map_or_else(String::new, |charge| page.date(&charge.from)),
        links,
    }
}
