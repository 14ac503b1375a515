//! What a post or a person can reach today, for the auditor: counts and short numbers, as a page to print and as a file.
//! No title of a matter stands here, and what is permitted is told by the rules alone.

use super::people::note_on;
use super::people::recoveries::{self, Told};
use super::readings::{short, short_of};
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName};
use axum::response::Html;
use cabinet::Action;
use cabinet::Subject;
use cabinet::ids::{PersonId, PostId};
use cabinet::people::{Post, PostKind};
use cabinet::reach::Reach;
use fluent_bundle::FluentValue;
use office::{AccessReview, ChargeAccess, ReviewLine, WaysIn, Whom};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use uuid::Uuid;

/// Short numbers in one cell of the page; the file has all.
const NUMBERS_MAX: usize = 12;
/// What an address that sends a file says of it.
type File = ([(HeaderName, &'static str); 2], String);

/// One post that can be reviewed.
struct PostLine {
    link: String,
    post: String,
    key: String,
    person: String,
    person_link: String,
}

/// One review that was.
struct PastLine {
    at: String,
    reader: String,
    whom: String,
    exported: bool,
}

#[derive(Template)]
#[template(path = "access/list.html")]
struct ListPage {
    page: Frame,
    posts: Vec<PostLine>,
    alone: String,
    clashing: Vec<(String, String)>,
    past: Vec<PastLine>,
    recoveries: Vec<Told>,
}

/// Who can be reviewed.
pub(crate) async fn list(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let found = app.office.access_overview(&who.session).await?;
    let page = who.frame(&app);
    let mut posts: Vec<&Arc<Post>> = found.state.open_posts().collect();
    posts.sort_by_key(|post| found.state.precedence(post));
    let posts = posts.into_iter().map(|post| post_line(&page, post)).collect();
    let clashing = found.clashing.iter().map(|person| (person_link(*person), page.person(*person))).collect();
    let past = found.reviews.iter().map(|review| past_line(&page, review)).collect();
    let recoveries = recoveries::all(&app, &who, &page).await?;
    draw(&ListPage { posts, alone: alone(&page), clashing, past, recoveries, page })
}

fn person_link(person: PersonId) -> String {
    format!("/access-review/persons/{person}")
}

fn post_line(page: &Frame, post: &Post) -> PostLine {
    let person = page.state.charge_of_post(post.id).map(|charge| charge.person);
    PostLine {
        link: format!("/access-review/posts/{}", post.id),
        post: page.words(&post.title).to_owned(),
        key: post.key.clone(),
        person: person.map(|person| page.person(person)).unwrap_or_default(),
        person_link: person.map(person_link).unwrap_or_default(),
    }
}

fn past_line(page: &Frame, review: &ReviewLine) -> PastLine {
    let post = review.of_post.and_then(|post| page.state.post(PostId(post)));
    let person = || review.of_person.map(|person| page.ts("access-of-person", "sign", &short(&person.to_string())));
    PastLine {
        at: page.date_time(&review.at),
        reader: short(&review.reader.person.to_string()),
        whom: post.map(|post| page.words(&post.title).to_owned()).or_else(person).unwrap_or_default(),
        exported: review.exported,
    }
}

/// Kinds of posts beside which nobody holds another one.
fn alone(page: &Frame) -> String {
    let kinds = PostKind::ALL.into_iter().filter(|kind| kind.stands_alone());
    kinds.map(|kind| page.word("kind", kind.key())).collect::<Vec<_>>().join(", ")
}

/// One line of what is permitted.
struct PermittedLine {
    class: String,
    what: String,
    /// On how many of how many; of the government, that it is permitted.
    on: String,
}

/// One line of what can be reached, by its classification.
struct ReachLine {
    what: String,
    classification: String,
    count: usize,
    numbers: String,
    more: usize,
}

/// Under one charge.
struct ChargeSection {
    post: String,
    kind: String,
    since: String,
    note: String,
    facts: Vec<(String, String)>,
    permitted: Vec<PermittedLine>,
    reach: Vec<ReachLine>,
}

#[derive(Template)]
#[template(path = "access/one.html")]
struct ReviewPage {
    page: Frame,
    title: String,
    as_of: String,
    file: String,
    person: Option<(String, String)>,
    ways_in: Option<WaysIn>,
    charges: Vec<ChargeSection>,
    alone: String,
    clashes: Vec<(String, String)>,
}

/// What a post can reach under its holder.
pub(crate) async fn post(State(app): State<App>, Ids(id): Ids<PostId>, who: SignedIn) -> Result<Html<String>, Failure> {
    let review = app.office.review_access(&who.session, Whom::Post(id), false).await?;
    let page = who.frame(&app);
    let title = review.state.post(id).map(|post| page.words(&post.title).to_owned()).unwrap_or_default();
    reviewed(page, title, format!("/access-review/posts/{id}/file"), &review)
}

/// What a person can reach under all charges.
pub(crate) async fn person(
    State(app): State<App>,
    Ids(id): Ids<PersonId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let review = app.office.review_access(&who.session, Whom::Person(id), false).await?;
    let page = who.frame(&app);
    let title = page.person(id);
    reviewed(page, title, format!("{}/file", person_link(id)), &review)
}

/// The same of a post, as a file.
pub(crate) async fn post_file(State(app): State<App>, Ids(id): Ids<PostId>, who: SignedIn) -> Result<File, Failure> {
    Ok(file(&app.office.review_access(&who.session, Whom::Post(id), true).await?))
}

/// The same of a person, as a file.
pub(crate) async fn person_file(
    State(app): State<App>,
    Ids(id): Ids<PersonId>,
    who: SignedIn,
) -> Result<File, Failure> {
    Ok(file(&app.office.review_access(&who.session, Whom::Person(id), true).await?))
}

fn reviewed(page: Frame, title: String, file: String, review: &AccessReview) -> Result<Html<String>, Failure> {
    let as_of = [("when", page.date_time(&review.at)), ("count", hindi::group(review.state.entries()))];
    let as_of = page.with("access-as-of", &as_of.map(|(name, words)| (name, FluentValue::from(words))));
    let titles = |post: &PostId| review.state.post(*post).map(|post| page.words(&post.title).to_owned());
    let clash = |(one, other): &(PostId, PostId)| Some((titles(one)?, titles(other)?));
    draw(&ReviewPage {
        title,
        as_of,
        file,
        person: review.person.map(|person| (person_link(person), page.person(person))),
        ways_in: review.ways_in,
        charges: review.charges.iter().map(|one| section(&page, review, one)).collect(),
        alone: alone(&page),
        clashes: review.clashes.iter().filter_map(clash).collect(),
        page,
    })
}

fn section(page: &Frame, review: &AccessReview, one: &ChargeAccess) -> ChargeSection {
    let things = classes(review);
    let lines = one.reach.permitted.iter().map(|(action, subjects)| {
        let class = subjects.first().map_or("government", |subject| subject.key());
        PermittedLine {
            class: page.word("class", class),
            what: page.word("may", action.key()),
            on: match things.get(class) {
                Some(all) if class != "government" => format!("{} / {all}", subjects.len()),
                _ => page.t("access-allowed"),
            },
        }
    });
    ChargeSection {
        post: page.words(&one.post.title).to_owned(),
        kind: page.word("kind", one.post.kind.key()),
        since: page.date_time(&one.charge.from),
        note: note_on(page, &one.charge),
        facts: facts(page, &one.post),
        permitted: lines.collect(),
        reach: reach_lines(page, review, &one.reach),
    }
}

/// What else the post is: in bodies, to departments, to the post that it serves.
fn facts(page: &Frame, post: &Post) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some(department) = post.department {
        facts.push((page.t("access-department"), page.department_today(&department)));
    }
    if let Some(served) = post.serves.and_then(|served| page.state.post(served)) {
        facts.push((page.t("access-serves"), page.words(&served.title).to_owned()));
    }
    let bodies = page.state.bodies().filter(|record| record.body.posts().any(|sits| sits == post.id));
    for record in bodies {
        let chair = record.body.chair == post.id;
        let what = page.t(if chair { "access-chairs" } else { "access-sits" });
        facts.push((what, page.words(&record.body.name).to_owned()));
    }
    let own = page.state.departments().filter(|department| department.minister == Some(post.id));
    facts.extend(own.map(|own| (page.t("access-in-charge"), page.words(&own.name).to_owned())));
    facts
}

/// How many things there are of each class.
fn classes(review: &AccessReview) -> BTreeMap<&'static str, usize> {
    let mut classes = BTreeMap::new();
    review.state.subjects().for_each(|subject| *classes.entry(subject.key()).or_default() += 1);
    classes
}

/// What of a reach is shown by classification: by which action, and of what.
const SHOWN: [(Action, &str); 5] = [
    (Action::ReadProposal, "access-notes"),
    (Action::EditDraft, "access-drafts"),
    (Action::ReadNotice, "access-notices"),
    (Action::ReadAgenda, "access-agendas"),
    (Action::ReadMinutes, "access-minutes"),
];

/// Short numbers of what can be reached, by classification.
fn by_classification(
    review: &AccessReview,
    things: impl Iterator<Item = (Subject, Uuid)>,
) -> BTreeMap<Option<&str>, Vec<String>> {
    let mut found: BTreeMap<Option<&str>, Vec<String>> = BTreeMap::new();
    for (subject, id) in things {
        found.entry(review.state.classification_of(subject)).or_default().push(short_of(id));
    }
    found
}

/// Papers with the proposal to which each belongs.
fn papers<'a>(review: &'a AccessReview, reach: &'a Reach) -> impl Iterator<Item = (Subject, Uuid)> + 'a {
    let of = |id: &cabinet::ids::PaperId| Some((Subject::Proposal(review.state.paper(*id)?.1.id), id.0));
    reach.papers.iter().filter_map(of)
}

fn of_action(reach: &Reach, action: Action) -> impl Iterator<Item = (Subject, Uuid)> {
    let subjects = reach.permitted.get(&action).into_iter().flatten();
    subjects.filter_map(|subject| Some((*subject, subject.id()?)))
}

fn reach_lines(page: &Frame, review: &AccessReview, reach: &Reach) -> Vec<ReachLine> {
    let mut lines = Vec::new();
    let mut add = |what: &str, found: BTreeMap<Option<&str>, Vec<String>>| {
        for (classification, numbers) in found {
            let label = classification.and_then(|key| page.state.rules()?.classification(key));
            lines.push(ReachLine {
                what: page.t(what),
                classification: label
                    .map_or_else(|| page.t("access-unclassified"), |label| page.words(label).to_owned()),
                count: numbers.len(),
                more: numbers.len().saturating_sub(NUMBERS_MAX),
                numbers: numbers.iter().take(NUMBERS_MAX).cloned().collect::<Vec<_>>().join(", "),
            });
        }
    };
    for (action, what) in SHOWN {
        add(what, by_classification(review, of_action(reach, action)));
    }
    add("access-papers", by_classification(review, papers(review, reach)));
    lines
}

/// A cell of the file: quoted, and never a formula to a spreadsheet.
fn cell(words: &str) -> String {
    let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, words.replace('"', "\"\""))
}

/// The whole review in the words of the grid, one line for each thing.
fn file(review: &AccessReview) -> File {
    let mut text = "post,class,what,classification,number\r\n".to_owned();
    let mut line = |cells: [&str; 5]| {
        let cells = cells.map(cell);
        // Writing into a text does not fail.
        let _ = write!(text, "{}\r\n", cells.join(","));
    };
    for one in &review.charges {
        let post = one.post.key.as_str();
        for (action, subjects) in &one.reach.permitted {
            for subject in subjects {
                let number = subject.id().map(short_of).unwrap_or_default();
                let classification = review.state.classification_of(*subject).unwrap_or_default();
                line([post, subject.key(), action.key(), classification, &number]);
            }
        }
        for (subject, paper) in papers(review, &one.reach) {
            let classification = review.state.classification_of(subject).unwrap_or_default();
            line([post, "paper", "read_paper", classification, &short_of(paper)]);
        }
    }
    if let Some(WaysIn { passkeys, password, codes, sessions }) = review.ways_in {
        let counts =
            [("passkeys", passkeys), ("passwords", usize::from(password)), ("codes", codes), ("sessions", sessions)];
        counts.iter().for_each(|(what, count)| line(["", "ways_in", what, "", &count.to_string()]));
    }
    let key = |post: &PostId| review.state.post(*post).map(|post| post.key.clone()).unwrap_or_default();
    for (one, other) in &review.clashes {
        line([&key(one), "clash", "never_meets", "", &key(other)]);
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"access-review.csv\""),
    ];
    (headers, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(cell("energy_section"), "\"energy_section\"", "control");
    }
}
