//! The meeting at a glance: what its agenda costs, who objects, which earlier decisions it varies, what is missing.

use super::proposal_page;
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::proposals::note_text::YearBar;
use crate::pages::proposals::title;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::consultation::Answer;
use cabinet::glance::{Glance, ItemGlance, Wanting};
use cabinet::ids::MeetingId;
use cabinet::permission::Action;
use fluent_bundle::FluentValue;
use office::views::MeetingView;

/// The sum of one kind of amount.
struct Amount {
    kind: String,
    sum: String,
    words: String,
}

/// Something to be known of one item.
struct Told {
    number: u32,
    subject: String,
    link: Option<String>,
    words: String,
    tag: String,
    tone: &'static str,
}

/// One item of the grid.
struct Row {
    number: u32,
    subject: String,
    link: Option<String>,
    details: String,
    amount: String,
    wanting: Vec<String>,
}

#[derive(Template)]
#[template(path = "meetings/glance.html")]
struct GlancePage {
    page: Frame,
    id: MeetingId,
    number: u32,
    when: String,
    place: String,
    amounts: Vec<Amount>,
    years: Vec<YearBar>,
    objections: Vec<Told>,
    varied: Vec<Told>,
    rows: Vec<Row>,
    /// Of how many items nothing is missing.
    ready: String,
}

/// The meeting at a glance, for those who answer for it.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.meeting_view(&who.session, meeting).await?;
    if !view.may(Action::ReadGlance) {
        return Err(Failure::Unknown);
    }
    let page = who.frame(&app);
    let glance = view.state.glance(&view.meeting);
    let rows: Vec<Row> = glance.items.iter().map(|item| row(&page, &view, item)).collect();
    draw(&GlancePage {
        id: meeting,
        number: view.meeting.number,
        when: page.weekday_time(&view.meeting.begins),
        place: view.meeting.place.clone(),
        amounts: amounts(&page, &glance),
        years: YearBar::all(&page, &glance.years),
        objections: objections(&page, &view, &glance),
        varied: varied(&page, &view, &glance),
        ready: ready(&page, &rows),
        rows,
        page,
    })
}

fn ready(page: &Frame, rows: &[Row]) -> String {
    let count = |rows: usize| FluentValue::from(i64::try_from(rows).unwrap_or(i64::MAX));
    let ready = rows.iter().filter(|row| row.wanting.is_empty()).count();
    page.with("glance-ready", &[("count", count(ready)), ("all", count(rows.len()))])
}

fn amounts(page: &Frame, glance: &Glance<'_>) -> Vec<Amount> {
    let amounts = glance.amounts.iter().map(|(kind, sum)| Amount {
        kind: page.word("amount-kind", kind.key()),
        sum: page.rupees(sum),
        words: page.rupees_in_words(sum),
    });
    amounts.collect()
}

/// Finance first: whoever reads this asks for its view before all others.
fn objections(page: &Frame, view: &MeetingView, glance: &Glance<'_>) -> Vec<Told> {
    let finance = view.state.department_named("finance").map(|department| view.state.department_today(department.id));
    let all = glance.items.iter().flat_map(|item| item.objections.iter().map(move |one| (item, one)));
    let mut found: Vec<_> = all.collect();
    found.sort_by_key(|(item, one)| (Some(one.department) != finance, item.number));
    let told = found.into_iter().map(|(item, one)| Told {
        words: page.department(&one.department).to_owned(),
        tag: page.word("answer", one.answer.key()),
        tone: if one.answer == Answer::DoesNotConcur { "stop" } else { "order" },
        ..told(page, view, item)
    });
    told.collect()
}

fn varied(page: &Frame, view: &MeetingView, glance: &Glance<'_>) -> Vec<Told> {
    let varied = glance.items.iter().filter_map(|item| {
        let words = item.revision.facts.earlier_decision.varied()?.to_owned();
        Some(Told { words, ..told(page, view, item) })
    });
    varied.collect()
}

fn told(page: &Frame, view: &MeetingView, item: &ItemGlance<'_>) -> Told {
    Told {
        number: item.number,
        subject: title(page, &item.revision.facts).to_owned(),
        link: proposal_page(page, view, item.proposal),
        words: String::new(),
        tag: String::new(),
        tone: "",
    }
}

fn row(page: &Frame, view: &MeetingView, item: &ItemGlance<'_>) -> Row {
    Row {
        number: item.number,
        subject: title(page, &item.revision.facts).to_owned(),
        link: proposal_page(page, view, item.proposal),
        details: super::one::details(page, item.proposal),
        amount: page.rupees(&item.revision.facts.rupees),
        wanting: item.wanting.iter().map(|one| sentence(page, one, item.revision.number)).collect(),
    }
}

/// What is missing, as a short sentence.
fn sentence(page: &Frame, wanting: &Wanting<'_>, number: u32) -> String {
    let of = |key: &str, department| page.ts(key, "department", page.department(department));
    match wanting {
        Wanting::OrderUnconfirmed => page.t("glance-wants-order-unconfirmed"),
        Wanting::View(department) => of("glance-wants-view", department),
        Wanting::OlderVersion { department, seen } => page.with(
            "glance-wants-older-version",
            &[
                ("department", FluentValue::from(page.department(department).to_owned())),
                ("seen", FluentValue::from(i64::from(*seen))),
                ("number", FluentValue::from(i64::from(number))),
            ],
        ),
        Wanting::Difference(department) => of("glance-wants-difference", department),
        Wanting::Record(key) => {
            let rules = page.state.rules().into_iter().flat_map(|rules| &rules.preconditions);
            let label = rules.into_iter().find(|rule| rule.key == *key).map(|rule| page.words(&rule.label));
            page.ts("glance-wants-record", "record", label.unwrap_or(key))
        }
        Wanting::English => page.t("glance-wants-english"),
        Wanting::Milestones => page.t("glance-wants-milestones"),
    }
}
