//! One item of a meeting: calling it, and recording its decisions point by point.

use super::extract::composed;
use super::{DecisionRow, Tag, decision_rows, item_tag, outcome_label, proposal_page, refused};
use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::frame::Frame;
use crate::pages::compliance::{self, rows};
use crate::pages::{Ids, day_parts, draw, perform, proposals, prose, written_day};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::Act;
use cabinet::decision::Outcome;
use cabinet::event::PointOutcome;
use cabinet::ids::{ItemId, MeetingId};
use cabinet::meeting::MeetingStage;
use cabinet::permission::Action;
use office::TextsOf;
use office::views::{DecisionView, ItemView, MeetingView};
use std::collections::BTreeMap;

/// One outcome offered for a point.
struct OutcomeChoice {
    key: &'static str,
    label: String,
    checked: bool,
}

impl PointForm {
    /// Whether a day or a body is there.
    fn has_more(&self) -> bool {
        [&self.day, &self.month, &self.year].iter().any(|part| !part.is_empty())
            || self.bodies.iter().any(|body| body.chosen)
    }
}

/// One point of the form.
struct PointForm {
    number: u32,
    words: String,
    outcomes: Vec<OutcomeChoice>,
    text: String,
    /// To which day it is deferred, or by when the body reports.
    day: String,
    month: String,
    year: String,
    bodies: Vec<Choice>,
    outcome_wrong: bool,
    text_wrong: bool,
}

#[derive(Template)]
#[template(path = "meetings/item.html")]
struct ItemPage {
    page: Frame,
    meeting: String,
    meeting_number: u32,
    id: String,
    version: u32,
    number: u32,
    subject: String,
    department: String,
    file: String,
    proposal: Option<String>,
    tag: Option<Tag>,
    points: Vec<String>,
    decisions: Vec<DecisionRow>,
    call: bool,
    record: bool,
    again: bool,
    form: Vec<PointForm>,
    refusals: Vec<String>,
    incomplete: bool,
    issue: Option<Issue>,
    /// Who must do what by when upon it, as far as it is for the person.
    tasks: Vec<compliance::Row>,
    read_extract: bool,
    /// Where a member takes no part, or where stands who does not.
    recusal: Option<(String, String)>,
    openings: Vec<uuid::Uuid>,
}

/// The form with which the extract is issued.
struct Issue {
    words: String,
    rows: Vec<rows::FormRow>,
    wrong: Vec<rows::Wrong>,
    refusals: Vec<String>,
}

/// What was typed for each point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Typed(BTreeMap<u32, Point>);

/// What was typed for one point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Point {
    outcome: Option<Outcome>,
    text: String,
    /// Day, month and year; empty where none was written.
    day: String,
    month: String,
    year: String,
    body: String,
}

/// A field of a point.
type Part = fn(&mut Point) -> &mut String;

impl Point {
    /// The day as the record writes it; none where nothing was written, and for an outcome that has none.
    fn written_day(&self) -> Option<String> {
        let has_day = matches!(self.outcome, Some(Outcome::Deferred | Outcome::Referred));
        let written = [&self.day, &self.month, &self.year].iter().any(|part| !part.trim().is_empty());
        (has_day && written).then(|| written_day(&self.day, &self.month, &self.year))
    }
}

impl Typed {
    fn take(fields: &mut Fields) -> Result<Self, BadForm> {
        let mut typed: BTreeMap<u32, Point> = BTreeMap::new();
        for (point, text) in fields.prefixed("text.") {
            let point = point.parse().map_err(|_| BadForm::BadChoice("text"))?;
            if typed.insert(point, Point { text, ..Point::default() }).is_some() {
                return Err(BadForm::RepeatedField("text"));
            }
        }
        for (point, key) in fields.prefixed("outcome.") {
            let place = point.parse().ok().and_then(|point: u32| typed.get_mut(&point));
            let place = place.ok_or(BadForm::BadChoice("outcome"))?;
            let found = Outcome::ALL.into_iter().find(|found| found.key() == key);
            if place.outcome.replace(found.ok_or(BadForm::BadChoice("outcome"))?).is_some() {
                return Err(BadForm::RepeatedField("outcome"));
            }
        }
        let parts: [(&'static str, Part); 4] = [
            ("day", |point| &mut point.day),
            ("month", |point| &mut point.month),
            ("year", |point| &mut point.year),
            ("body", |point| &mut point.body),
        ];
        for (name, part) in parts {
            for (point, value) in fields.prefixed(&format!("{name}.")) {
                let place = point.parse().ok().and_then(|point: u32| typed.get_mut(&point));
                let place = part(place.ok_or(BadForm::BadChoice(name))?);
                if !place.is_empty() {
                    return Err(BadForm::RepeatedField(name));
                }
                *place = value;
            }
        }
        Ok(Self(typed))
    }

    /// Every point with its outcome and words; none while one of them is missing.
    fn complete(&self) -> Option<Vec<(u32, Outcome, Point)>> {
        let points = self.0.iter().map(|(number, point)| {
            let written = !point.text.trim().is_empty();
            point.outcome.filter(|_| written).map(|outcome| (*number, outcome, point.clone()))
        });
        points.collect()
    }

    fn of(&self, point: u32) -> Point {
        self.0.get(&point).cloned().unwrap_or_default()
    }
}

/// An item as the person may see it.
pub(crate) async fn show(
    State(app): State<App>,
    Ids((meeting, item)): Ids<(MeetingId, ItemId)>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.meeting_view(&who.session, meeting).await?;
    let found = known(&view, item)?;
    draw(&drawn(&app, who.frame(&app), &view, found, Shown::default()))
}

/// What is shown again on the page: the decisions as typed with what the rules say of them, or the tasks.
#[derive(Default)]
struct Shown<'a> {
    decisions: Option<(&'a Typed, Vec<String>)>,
    tasks: Option<(&'a [rows::Typed], Vec<rows::Wrong>, Vec<String>)>,
}

/// The item, if the person has anything to do with it or to read of it.
pub(super) fn known(view: &MeetingView, item: ItemId) -> Result<&ItemView, Failure> {
    let found = view.items.iter().find(|found| found.item.id == item);
    found.filter(|found| !found.actions.is_empty()).ok_or(Failure::Unknown)
}

fn drawn(app: &App, page: Frame, view: &MeetingView, item: &ItemView, shown_again: Shown<'_>) -> ItemPage {
    let Shown { decisions: typed, tasks } = shown_again;
    let record = item.may(Action::RecordDecisions);
    let in_session = matches!(view.meeting.stage, MeetingStage::InSession { .. });
    let form = item_form(&page, item, typed.as_ref().map(|(typed, _)| *typed));
    let shown = item.item.state.decisions().iter().filter(|_| item.may(Action::ReadDecisions));
    ItemPage {
        meeting: view.meeting.id.to_string(),
        meeting_number: view.meeting.number,
        id: item.item.id.to_string(),
        version: item.item.version,
        number: item.number,
        subject: proposals::subject_of_item(&page, &item.proposal, &item.item),
        department: page.department(&item.proposal.department).to_owned(),
        file: item.proposal.number.clone(),
        proposal: proposal_page(&page, view, &item.proposal),
        tag: item_tag(&page, item, view.may(Action::ReadAgenda), in_session),
        points: item.points.clone(),
        decisions: decision_rows(&page, &item.decisions),
        call: item.may(Action::CallItem),
        record,
        again: !item.decisions.is_empty(),
        incomplete: form.iter().any(|point| point.outcome_wrong || point.text_wrong),
        form: if record { form } else { Vec::new() },
        refusals: typed.map(|(_, refusals)| refusals).unwrap_or_default(),
        issue: item.may(Action::IssueExtract).then(|| {
            let typed = tasks.as_ref().map(|(typed, ..)| *typed);
            let (words, rows) = (composed(app, view, item), rows::form(&page, view, item, typed));
            let (wrong, refusals) = tasks.map(|(_, wrong, refusals)| (wrong, refusals)).unwrap_or_default();
            Issue { words, rows, wrong, refusals }
        }),
        tasks: compliance::rows_of(&page, item.item.id),
        read_extract: item.may(Action::ReadExtract),
        recusal: super::one::recusal_link(&page, view, item),
        openings: shown.map(|decision| decision.text.id.0).collect(),
        page,
    }
}

/// The points with what was typed; else what is recorded; else the point's own words, unanswered.
fn item_form(page: &Frame, item: &ItemView, typed: Option<&Typed>) -> Vec<PointForm> {
    let points = (1..).zip(&item.points).map(|(number, words)| {
        let recorded = item.decisions.iter().find(|decision| decision.point == number);
        let shown = match (typed, recorded) {
            (Some(typed), _) => typed.of(number),
            (None, Some(recorded)) => of_recorded(recorded),
            (None, None) => Point { text: words.clone(), ..Point::default() },
        };
        let chosen = shown.outcome;
        let bodies = page.state.bodies();
        let bodies = bodies.map(|one| Choice::among(&shown.body, one.body.id, page.words(&one.body.name))).collect();
        let outcomes = Outcome::ALL.into_iter().map(|outcome| OutcomeChoice {
            key: outcome.key(),
            label: outcome_label(page, outcome),
            checked: chosen == Some(outcome),
        });
        PointForm {
            number,
            words: words.clone(),
            outcomes: outcomes.collect(),
            outcome_wrong: typed.is_some() && chosen.is_none(),
            text_wrong: typed.is_some() && shown.text.trim().is_empty(),
            bodies,
            text: shown.text,
            day: shown.day,
            month: shown.month,
            year: shown.year,
        }
    });
    points.collect()
}

/// A recorded decision, as the form shows it again.
fn of_recorded(recorded: &DecisionView) -> Point {
    let [day, month, year] = day_parts(recorded.day.as_deref().unwrap_or_default());
    Point {
        outcome: Some(recorded.outcome),
        text: recorded.words.clone(),
        day,
        month,
        year,
        body: recorded.body.map(|body| body.to_string()).unwrap_or_default(),
    }
}

/// Lays an item before the council.
pub(crate) async fn call_item(
    State(app): State<App>,
    Ids((meeting, item)): Ids<(MeetingId, ItemId)>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    let next = format!("/meetings/{meeting}/items/{item}");
    perform(&app, posted, Act::CallItem { meeting, item, seen }, TextsOf::default(), &next).await
}

/// Records the decisions. Words that were typed come back whatever happens.
pub(crate) async fn record_decisions(
    State(app): State<App>,
    Ids(ids): Ids<(MeetingId, ItemId)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let sent = posted.fields.clone();
    record(&app, ids, posted).await.map_err(|failure| failure.keeping_at_least(&sent))
}

async fn record(app: &App, ids: (MeetingId, ItemId), mut posted: Posted) -> Result<Response, Failure> {
    let (meeting, item) = ids;
    let who = posted.who.clone();
    let seen = posted.fields.parse("seen")?;
    let typed = Typed::take(&mut posted.fields)?;
    let Some(points) = typed.complete() else {
        let incomplete = Failure::Refused(StatusCode::UNPROCESSABLE_ENTITY, Vec::new());
        return again(app, &who, ids, &typed, incomplete).await;
    };
    let mut texts = TextsOf::default();
    let mut outcomes = Vec::new();
    for (point, outcome, typed) in points {
        let refers = outcome == Outcome::Referred && !typed.body.is_empty();
        let body = refers.then(|| typed.body.parse()).transpose().map_err(|_| BadForm::BadChoice("body"))?;
        let (day, text) = (typed.written_day(), prose(&mut texts, typed.text)?);
        outcomes.push(PointOutcome { point, outcome, text, day, body });
    }
    let act = Act::RecordDecisions { meeting, item, seen, outcomes };
    match perform(app, posted, act, texts, &format!("/meetings/{meeting}")).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => again(app, &who, ids, &typed, failure).await,
    }
}

/// The form as typed with what the rules say of it; the failure itself where the form is gone.
async fn again(
    app: &App,
    who: &SignedIn,
    ids: (MeetingId, ItemId),
    typed: &Typed,
    failure: Failure,
) -> Result<Response, Failure> {
    let (status, refusals) = refused(&failure)?;
    if status == StatusCode::CONFLICT {
        // Another text stands there now: it is not to be written over by a second press.
        return Err(failure);
    }
    let view = app.office.meeting_view(&who.session, ids.0).await?;
    let item = known(&view, ids.1)?;
    if !item.may(Action::RecordDecisions) {
        return Err(if refusals.is_empty() { Failure::Unknown } else { failure });
    }
    let shown = Shown { decisions: Some((typed, refusals)), tasks: None };
    let html = draw(&drawn(app, who.frame(app), &view, item, shown))?;
    Ok((status, html).into_response())
}

/// The page with the tasks as typed: with rows whose day is none, or with what the rules say of them; the failure itself
/// where the form is gone.
pub(super) async fn issue_again(
    app: &App,
    who: &SignedIn,
    ids: (MeetingId, ItemId),
    (typed, wrong): (&[rows::Typed], Vec<rows::Wrong>),
    failure: Option<Failure>,
) -> Result<Response, Failure> {
    let (status, refusals) = match &failure {
        Some(failure) => refused(failure)?,
        None => (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()),
    };
    let view = app.office.meeting_view(&who.session, ids.0).await?;
    let item = known(&view, ids.1)?;
    if !item.may(Action::IssueExtract) || status == StatusCode::CONFLICT {
        return Err(failure.unwrap_or(Failure::Unknown));
    }
    let mut page = who.frame(app);
    page.keeps_words = true;
    page.path = format!("/meetings/{}/items/{}", ids.0, ids.1);
    let shown = Shown { decisions: None, tasks: Some((typed, wrong, refusals)) };
    let html = draw(&drawn(app, page, &view, item, shown))?;
    Ok((status, html).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(pairs: &[(&str, &str)]) -> Result<Typed, BadForm> {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            fields.push((*name).to_owned(), (*value).to_owned());
        }
        let typed = Typed::take(&mut fields)?;
        fields.finish()?;
        Ok(typed)
    }

    #[test]
    fn every_point_is_read_and_an_unanswered_one_is_found() {
        let typed = taken(&[("outcome.1", "approved"), ("text.1", "क"), ("text.2", "ख")]).unwrap();
        let told = |point| (typed.of(point).outcome, typed.of(point).text);
        assert_eq!(told(1), (Some(Outcome::Approved), "क".to_owned()));
        assert_eq!(told(2), (None, "ख".to_owned()));
        assert_eq!(typed.complete(), None);
        let typed = taken(&[("text.10", "ग"), ("outcome.10", "noted"), ("text.9", "घ"), ("outcome.9", "rejected")]);
        let points = typed.unwrap().complete().unwrap();
        assert_eq!(points.iter().map(|(point, ..)| *point).collect::<Vec<_>>(), [9, 10]);
        assert_eq!(taken(&[("text.1", " \n"), ("outcome.1", "noted")]).unwrap().complete(), None);
    }

    #[test]
    fn a_day_goes_with_what_has_one() {
        let day = [("day.1", "5"), ("month.1", "1"), ("year.1", "2027")];
        for (outcome, expected) in [("deferred", Some("2027-01-05")), ("referred", Some("2027-01-05")), ("noted", None)]
        {
            let typed = taken(&[&[("text.1", "क"), ("outcome.1", outcome)], &day[..]].concat()).unwrap();
            assert_eq!(typed.of(1).written_day().as_deref(), expected, "{outcome}");
        }
        let none = taken(&[("text.1", "क"), ("outcome.1", "deferred"), ("day.1", ""), ("month.1", " ")]).unwrap();
        assert_eq!(none.of(1).written_day(), None);
        let strange = taken(&[("text.1", "क"), ("outcome.1", "deferred"), ("day.1", "31"), ("month.1", "2")]).unwrap();
        assert_eq!(strange.of(1).written_day().as_deref(), Some(""), "the rules refuse it");
    }

    #[test]
    fn strange_points_and_outcomes_are_refused() {
        for pairs in [
            [("text.1", "क"), ("outcome.1", "agreed")],
            [("text.1", "क"), ("outcome.2", "noted")],
            [("text.x", "क"), ("outcome.1", "noted")],
            [("text.1", "क"), ("text.1", "ख")],
            [("text.1", "क"), ("other", "ख")],
        ] {
            assert!(taken(&pairs).is_err(), "{pairs:?}");
        }
    }
}
