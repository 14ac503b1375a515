//! Who holds which post, department by department, and the changes.

use super::recoveries::{self, Told};
use super::{Row, deed, note_on, row};
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::ids::PersonId;
use cabinet::people::{Charge, Department, Post, PostKind};
use cabinet::permission::{Action, Subject};
use fluent_bundle::FluentValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Changes that the page shows; the rest stand in the list of changes.
const CHANGES_SHOWN: usize = 5;

struct Line {
    post: String,
    /// Its kind, whom it serves, its rank.
    about: String,
    key: String,
    person: String,
    person_link: String,
    /// An additional charge, or one on behalf of who is on leave.
    note: String,
    since: String,
    /// Whether the person has a passkey.
    known_at_the_door: bool,
    closed: bool,
    links: Vec<(String, String)>,
}

struct Group {
    heading: String,
    minister: String,
    /// Into which department it went, and when.
    merged: String,
    links: Vec<(String, String)>,
    lines: Vec<Line>,
}

impl Group {
    const fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.minister.is_empty() && self.merged.is_empty() && self.links.is_empty()
    }
}

/// Somebody who is known and holds no post now.
struct PersonLine {
    name: String,
    link: String,
    /// The last charge, and until when; empty for who never held one.
    last: String,
    until: String,
    known_at_the_door: bool,
    links: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct PeoplePage {
    page: Frame,
    groups: Vec<Group>,
    without_charge: Vec<PersonLine>,
    changes: Vec<Row>,
    /// Recoveries of lost officers, for ever.
    recoveries: Vec<Told>,
    may_propose: bool,
    may_revoke: bool,
    may_report: bool,
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
    let may_report = may(Action::ReportDevices);
    let mut groups: Vec<Group> =
        Circle::ALL.into_iter().map(|circle| circle_group(&page, circle, may_propose)).collect();
    let mut departments: Vec<Arc<Department>> = page.state.departments().cloned().collect();
    departments.sort_by_key(|department| page.words(&department.name).to_owned());
    groups.extend(departments.iter().map(|department| department_group(&page, department, may_propose)));
    groups.push(closed_group(&page));
    groups.retain(|group| !group.is_empty());
    let changes = page.state.readable_changes(&who.session.actor).take(CHANGES_SHOWN);
    let changes = changes.map(|change| row(&page, change)).collect();
    let without_charge = persons_without_charge(&page, may_propose);
    let recoveries = recoveries::all(&app, &who, &page).await?;
    draw(&PeoplePage { groups, without_charge, changes, recoveries, may_propose, may_revoke, may_report, page })
}

/// Every change of which the person may know.
pub(crate) async fn changes(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = super::read(&app, &who)?;
    let changes = page.state.readable_changes(&who.session.actor).map(|change| row(&page, change)).collect();
    draw(&ChangesPage { changes, page })
}

/// Posts that belong to no department, by what they are to the council.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Circle {
    Council,
    ChiefMinistersOffice,
    MembersStaff,
    Section,
    Invitees,
    Governor,
    Audit,
    Machine,
    Others,
}

impl Circle {
    const ALL: [Self; 9] = [
        Self::Council,
        Self::ChiefMinistersOffice,
        Self::MembersStaff,
        Self::Section,
        Self::Invitees,
        Self::Governor,
        Self::Audit,
        Self::Machine,
        Self::Others,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::ChiefMinistersOffice => "chief-ministers-office",
            Self::MembersStaff => "members-staff",
            Self::Section => "section",
            Self::Invitees => "invitees",
            Self::Governor => "governor",
            Self::Audit => "audit",
            Self::Machine => "machine",
            Self::Others => "others",
        }
    }

    /// Every post has one circle, or a department where it has one and is no post of the council.
    fn of(page: &Frame, post: &Post) -> Option<Self> {
        Some(match post.kind {
            kind if kind.is_member() => Self::Council,
            PostKind::PrivateStaff => {
                let served = post.serves.and_then(|served| page.state.post(served));
                let chief = served.is_some_and(|served| served.kind == PostKind::ChiefMinister);
                if chief { Self::ChiefMinistersOffice } else { Self::MembersStaff }
            }
            PostKind::ChiefMinistersOffice => Self::ChiefMinistersOffice,
            PostKind::ChiefSecretary | PostKind::CabinetSection => Self::Section,
            PostKind::PermanentInvitee => Self::Invitees,
            PostKind::GovernorSecretary => Self::Governor,
            PostKind::Auditor => Self::Audit,
            PostKind::SystemAdministrator => Self::Machine,
            _ if post.department.is_some() => return None,
            _ => Self::Others,
        })
    }
}

fn lines(page: &Frame, may_propose: bool, belongs: impl Fn(&Post) -> bool) -> Vec<Line> {
    let mut posts: Vec<&Arc<Post>> = page.state.open_posts().filter(|post| belongs(post)).collect();
    posts.sort_by_key(|post| page.state.precedence(post));
    posts.into_iter().map(|post| line(page, post, may_propose)).collect()
}

fn circle_group(page: &Frame, circle: Circle, may_propose: bool) -> Group {
    Group {
        heading: page.word("circle", circle.key()),
        minister: String::new(),
        merged: String::new(),
        links: Vec::new(),
        lines: lines(page, may_propose, |post| Circle::of(page, post) == Some(circle)),
    }
}

fn department_group(page: &Frame, department: &Department, may_propose: bool) -> Group {
    let id = department.id;
    let merger = page.state.merger(id);
    let links = if may_propose && merger.is_none() {
        let about = [("department", id.to_string())];
        ["set_minister", "rename_department", "merge_department"].map(|what| deed(page, what, &about)).into()
    } else {
        Vec::new()
    };
    let minister = department.minister.and_then(|post| page.state.post(post));
    let merged = merger.map(|merger| {
        let into = page.department(&page.state.department_today(merger.into)).to_owned();
        page.with(
            "people-merged",
            &[("into", FluentValue::from(into)), ("date", FluentValue::from(page.date(&merger.at)))],
        )
    });
    Group {
        heading: page.words(&department.name).to_owned(),
        minister: minister.map_or_else(String::new, |post| page.words(&post.title).to_owned()),
        merged: merged.unwrap_or_default(),
        links,
        lines: lines(page, may_propose, |post| post.department == Some(id) && Circle::of(page, post).is_none()),
    }
}

/// Posts that were abolished, for who looks for one.
fn closed_group(page: &Frame) -> Group {
    let closed = page.state.posts().filter_map(|post| Some((post, page.state.closed(post.id)?)));
    let lines = closed.map(|(post, at)| Line { since: page.date(&at), closed: true, ..line(page, post, false) });
    Group {
        heading: page.t("circle-closed"),
        minister: String::new(),
        merged: String::new(),
        links: Vec::new(),
        lines: lines.collect(),
    }
}

/// Whether somebody can sign in: by a passkey, or by a password.
fn is_known_at_the_door(page: &Frame, person: PersonId) -> bool {
    page.state.passkeys_of(person).next().is_some() || page.state.password_of(person).is_some()
}

/// Persons of whom no post tells, by name: who waits for a charge, and who has held one.
fn persons_without_charge(page: &Frame, may_propose: bool) -> Vec<PersonLine> {
    let mut last: BTreeMap<PersonId, &Arc<Charge>> = BTreeMap::new();
    for charge in page.state.all_charges() {
        // A charge that lasts is later than every one that has ended.
        let ends = |charge: &Charge| (charge.until.is_none(), charge.until);
        let known = last.entry(charge.person).or_insert(charge);
        if ends(charge) > ends(known) {
            *known = charge;
        }
    }
    let without = page.state.persons().filter(|person| last.get(&person.id).is_none_or(|last| last.until.is_some()));
    let mut lines: Vec<PersonLine> = without
        .map(|person| {
            let last = last.get(&person.id);
            let enrol = || deed(page, "enrol", &[("person", person.id.to_string())]);
            PersonLine {
                name: page.words(&person.name).to_owned(),
                link: format!("/people/persons/{}", person.id),
                last: last.map(|charge| page.post_of_charge(&Some(charge.id))).unwrap_or_default(),
                until: last.and_then(|charge| charge.until).map(|until| page.date(&until)).unwrap_or_default(),
                known_at_the_door: is_known_at_the_door(page, person.id),
                links: may_propose.then(enrol).into_iter().collect(),
            }
        })
        .collect();
    lines.sort_by(|one, other| (&one.name, &one.link).cmp(&(&other.name, &other.link)));
    lines
}

fn line(page: &Frame, post: &Post, may_propose: bool) -> Line {
    let charge = page.state.charge_of_post(post.id);
    let person = charge.and_then(|charge| page.state.person(charge.person));
    let mut links = Vec::new();
    if may_propose {
        let of_post = [("post", post.id.to_string())];
        match charge {
            Some(charge) => {
                let of_charge = [("charge", charge.id.to_string())];
                links.push(deed(page, "hand_over", &of_charge));
                match page.state.leave_with_stand_in(charge.id) {
                    Some(record) => {
                        links.push(deed(page, "return_from_leave", &[("leave", record.leave.id.to_string())]));
                    }
                    None => links.push(deed(page, "arrange_leave", &of_charge)),
                }
                links.push(deed(page, "end_charge", &of_charge));
                links.push(deed(page, "enrol", &[("person", charge.person.to_string())]));
            }
            None => links.extend(["take_charge", "close_post"].map(|what| deed(page, what, &of_post))),
        }
        links.extend(["retitle_post", "set_rank"].map(|what| deed(page, what, &of_post)));
    }
    let kind = page.word("kind", post.kind.key());
    let served = post.serves.and_then(|served| page.state.post(served));
    let rank = page.state.rank_of(post.id).map(|rank| page.words(&rank.name).to_owned());
    let about = [Some(kind), served.map(|served| page.ts("people-serves", "post", page.words(&served.title))), rank];
    Line {
        post: page.words(&post.title).to_owned(),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        key: post.key.clone(),
        known_at_the_door: person.is_some_and(|person| is_known_at_the_door(page, person.id)),
        person: person.map_or_else(String::new, |person| page.words(&person.name).to_owned()),
        person_link: person.map_or_else(String::new, |person| format!("/people/persons/{}", person.id)),
        note: charge.map_or_else(String::new, |charge| note_on(page, charge)),
        since: charge.map_or_else(String::new, |charge| page.date(&charge.from)),
        closed: false,
        links,
    }
}
