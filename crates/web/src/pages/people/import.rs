//! A list of posts and people out of a spreadsheet: looked at first, then proposed as one change, all or nothing.

use super::offered;
use super::steps::{Run, Words, runs};
use crate::app::App;
use crate::failure::Failure;
use crate::form::{Fields, Posted};
use crate::frame::Frame;
use crate::pages::meetings::refused;
use crate::pages::{draw, perform, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use cabinet::Act;
use cabinet::body::BodyKind;
use cabinet::ids::ChangeId;
use cabinet::people::PostKind;
use hindi::Language;
use office::{CellFault, Column, ListWords, Misfit, PeopleList, TextsOf, read_people_list};

/// Faults that are shown; more would be the same mistake again.
const FAULTS_SHOWN: usize = 200;

struct Fault {
    row: usize,
    column: String,
    why: String,
}

/// A column: its heading in the language of the page, its name in the pattern, and what stands in it.
struct ColumnLine {
    heading: String,
    key: &'static str,
    says: String,
}

#[derive(Template)]
#[template(path = "people/import.html")]
struct ImportPage {
    page: Frame,
    change: String,
    list: String,
    reason: String,
    columns: Vec<ColumnLine>,
    faults: Vec<Fault>,
    faults_counted: usize,
    errors: Vec<String>,
}

#[derive(Template)]
#[template(path = "people/preview.html")]
struct PreviewPage {
    page: Frame,
    change: String,
    list: String,
    reason: String,
    rows: usize,
    steps: Vec<Vec<Run>>,
}

/// Where the list is pasted.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = offered(&app, &who).await?;
    let change = page.act_id();
    draw(&empty(page, change, String::new(), String::new()))
}

fn empty(mut page: Frame, change: String, list: String, reason: String) -> ImportPage {
    page.keeps_words = !list.is_empty();
    let columns = Column::ALL.map(|column| {
        let key = column.key();
        ColumnLine { heading: page.word("heading", key), key, says: page.word("column", key) }
    });
    let (faults, errors) = (Vec::new(), Vec::new());
    ImportPage { change, list, reason, columns: columns.into(), faults, faults_counted: 0, errors, page }
}

/// Words for columns and kinds of posts, in both languages.
fn list_words(app: &App) -> ListWords {
    let mut words = ListWords::default();
    let state = app.office.state();
    for language in [Language::Hindi, Language::English] {
        let locale = app.locales.of(language, state.rules());
        let word = |what: &str, key: &str| locale.words(&format!("{what}-{}", key.replace('_', "-")), &[]);
        words.headings.extend(Column::ALL.map(|column| (word("heading", column.key()), column)));
        words.kinds.extend(PostKind::ALL.map(|kind| (word("kind", kind.key()), kind)));
        words.body_kinds.extend(BodyKind::ALL.map(|kind| (word("body", kind.key()), kind)));
    }
    words
}

fn read(app: &App, list: &str) -> Result<Result<PeopleList, Vec<CellFault>>, Failure> {
    let mut failed = false;
    let mut new_id = || {
        app.office.new_id().unwrap_or_else(|_| {
            failed = true;
            uuid::Uuid::nil()
        })
    };
    let found = read_people_list(list, &app.office.state(), &list_words(app), app.office.now(), &mut new_id);
    if failed { Err(Failure::Internal) } else { Ok(found) }
}

struct Typed {
    change: String,
    list: String,
    reason: String,
}

impl Typed {
    fn take(fields: &mut Fields) -> Result<Self, Failure> {
        Ok(Self { change: fields.one("change")?, list: fields.one("list")?, reason: fields.one("reason")? })
    }
}

/// Looks at the list and shows what it would do, or everything that is wrong with it. Nothing is recorded.
pub(crate) async fn preview(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let page = offered(&app, &posted.who).await?;
    let typed = Typed::take(&mut posted.fields)?;
    posted.fields.finish()?;
    let _: ChangeId = typed.change.parse().map_err(|_| crate::form::BadForm::BadChoice("change"))?;
    match read(&app, &typed.list)? {
        Ok(list) => {
            let words = Words::of(&page, &list.steps);
            let steps = list.steps.iter().map(|step| runs(&words.sentence(step))).collect();
            let Typed { change, list: text, reason } = typed;
            let mut page = page;
            page.keeps_words = true;
            Ok(draw(&PreviewPage { change, list: text, reason, rows: list.rows, steps, page })?.into_response())
        }
        Err(faults) => wrong(page, typed, &faults),
    }
}

fn wrong(page: Frame, typed: Typed, faults: &[CellFault]) -> Result<Response, Failure> {
    let shown = faults.iter().take(FAULTS_SHOWN).map(|fault| Fault {
        row: fault.row,
        column: fault.column.clone(),
        why: match fault.misfit {
            Misfit::Unfit(unfit) => page.word("unfit", unfit.key()),
            misfit => page.word("misfit", misfit.key()),
        },
    });
    let shown = shown.collect();
    let mut again = empty(page, typed.change, typed.list, typed.reason);
    again.faults = shown;
    again.faults_counted = faults.len();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&again)?).into_response())
}

/// Proposes what the list does, as one change.
pub(crate) async fn propose(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let (who, kept) = (posted.who.clone(), posted.fields.kept());
    let page = offered(&app, &who).await?;
    let typed = Typed::take(&mut posted.fields)?;
    let change: ChangeId = typed.change.parse().map_err(|_| crate::form::BadForm::BadChoice("change"))?;
    let list = match read(&app, &typed.list)? {
        Ok(list) => list,
        // Sent again, the list would find its own posts taken: the first answer is given by the record.
        Err(faults) if app.office.state().change(change).is_none() => {
            posted.fields.finish()?;
            return wrong(page, typed, &faults);
        }
        Err(_) => PeopleList { steps: Vec::new(), rows: 0 },
    };
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, typed.reason.trim().to_owned())?;
    let act = Act::ProposeChange { change, reason, steps: list.steps, at: None };
    match perform(&app, posted, act, texts, &format!("/people/changes/{change}")).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => {
            let (status, errors) = refused(&failure).map_err(|failure| failure.keeping_all(kept))?;
            let mut again = empty(offered(&app, &who).await?, typed.change, typed.list, typed.reason);
            again.errors = errors;
            Ok((status, draw(&again)?).into_response())
        }
    }
}
