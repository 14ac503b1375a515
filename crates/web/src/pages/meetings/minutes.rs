//! The minutes (कार्यवाही विवरण): composed from attendance and decisions, written, reviewed, approved, circulated.

use super::{Decided, Official, compose_decisions, refused};
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::locale::Locale;
use crate::pages::doors::approve::Answered;
use crate::pages::{Ids, draw, perform, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::ids::{MeetingId, PostId};
use cabinet::meeting::{MeetingStage, Sitting};
use cabinet::permission::Action;
use cabinet::{Act, Cabinet};
use fluent_bundle::FluentValue;
use hindi::Language;
use office::views::{DecisionView, MeetingView, MinutesView};
use office::{Approval, TextsOf};

#[derive(Template)]
#[template(path = "meetings/minutes.html")]
struct MinutesPage {
    page: Frame,
    id: String,
    version: u32,
    number: u32,
    dated: String,
    standing: String,
    words: Option<String>,
    /// The words are a part that was made for who is recused from an item.
    is_part: bool,
    returned: String,
    approval: String,
    draft: bool,
    text: String,
    refusals: Vec<String>,
    /// What becomes binding with the approval, before whoever gives it.
    decided: Vec<DecidedItem>,
    /// Whether anything stands beside the sheet.
    acting: bool,
    submit: bool,
    send_back: bool,
    approve: bool,
    circulate: bool,
    openings: Vec<uuid::Uuid>,
}

/// The decisions of one item, as they were recorded.
struct DecidedItem {
    heading: String,
    decisions: Vec<Decided>,
}

fn decided(official: &Official, view: &MeetingView) -> Vec<DecidedItem> {
    let items = view.items.iter().filter(|item| !item.decisions.is_empty());
    let decided = items.map(|item| {
        let subject = item.proposal.subject().unwrap_or_default();
        let heading = [("number", FluentValue::from(item.number)), ("subject", FluentValue::from(subject))];
        let heading = official.locale().words("official-item", &heading);
        DecidedItem { heading, decisions: official.decided(&item.decisions) }
    });
    decided.collect()
}

/// The minutes as the person may see them.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.meeting_view(&who.session, meeting).await?;
    let fresh = who.visit.path.ends_with("?fresh=1");
    let minutes = app.office.minutes_view(&who.session, &view).await?;
    let text = match &minutes.words {
        Some(written) if !fresh => written.clone(),
        _ => composed(&app, &view, &recorded(&view)),
    };
    let minutes = match &minutes.part {
        Some(part) => MinutesView { words: Some(composed(&app, &view, part)), ..minutes },
        None => minutes,
    };
    let official = Official::new(&app, &view.state);
    draw(&drawn(who.frame(&app), &official, &view, minutes, (text, Vec::new()))?)
}

fn drawn(
    page: Frame,
    official: &Official,
    view: &MeetingView,
    minutes: MinutesView,
    (text, refusals): (String, Vec<String>),
) -> Result<MinutesPage, Failure> {
    let draft = view.may(Action::DraftMinutes);
    if !draft && !view.may(Action::ReadMinutes) {
        return Err(Failure::Unknown);
    }
    let stage = &view.meeting.stage;
    let approval = match stage {
        MeetingStage::MinutesApproved { approval, .. } | MeetingStage::Circulated { approval, .. } => Some(approval),
        _ => None,
    };
    let dated = approval.map(|approval| approval.at).or_else(|| stage.record().map(|record| record.written));
    let beside = [Action::SubmitMinutes, Action::ApproveMinutes, Action::ReturnMinutes, Action::CirculateMinutes];
    let binding = view.may(Action::SubmitMinutes) || view.may(Action::ApproveMinutes);
    let shown = stage.record().filter(|_| minutes.words.is_some() && minutes.part.is_none());
    let of_part = view.items.iter().filter(|_| minutes.part.is_some()).flat_map(|item| item.item.state.decisions());
    let of_part = of_part.map(|decision| decision.text.id.0);
    Ok(MinutesPage {
        openings: shown.iter().map(|record| record.minutes.id.0).chain(of_part).collect(),
        is_part: minutes.part.is_some(),
        id: view.meeting.id.to_string(),
        version: view.meeting.version,
        number: view.meeting.number,
        dated: page.date(&dated.unwrap_or(page.now)),
        standing: page.word("meeting-stage", stage.name().key()),
        words: minutes.words,
        returned: minutes.returned.unwrap_or_default(),
        approval: approval.map(|one| approved(&page, one)).unwrap_or_default(),
        draft,
        text: if draft { text } else { String::new() },
        refusals,
        decided: if binding { decided(official, view) } else { Vec::new() },
        acting: beside.into_iter().any(|action| view.may(action)),
        submit: view.may(Action::SubmitMinutes),
        send_back: view.may(Action::ReturnMinutes),
        approve: view.may(Action::ApproveMinutes),
        circulate: view.may(Action::CirculateMinutes),
        page,
    })
}

fn approved(page: &Frame, approval: &cabinet::proposal::Approval) -> String {
    let (post, at) = (page.post_of_charge(&approval.by), page.date_time(&approval.at));
    page.with("minutes-approved-by", &[("post", FluentValue::from(post)), ("at", FluentValue::from(at))])
}

/// What the minutes say of the sitting itself.
struct Opening {
    number: u32,
    date: String,
    time: String,
    place: String,
    chair: String,
    present: Vec<String>,
}

/// What the minutes say of one item.
struct Minuted {
    number: u32,
    subject: String,
    department: String,
    file: String,
    /// Titles of those who took no part.
    recused: Vec<String>,
    decided: Vec<Decided>,
}

/// Titles of those who sat, in the order of precedence.
fn present(state: &Cabinet, sitting: &Sitting) -> Vec<String> {
    let mut posts: Vec<_> = sitting.present.iter().filter_map(|post| state.post(*post)).collect();
    posts.sort_by_key(|post| state.precedence(post));
    posts.into_iter().map(|post| post.title.hi.clone()).collect()
}

/// The decisions that a view holds, item by item.
fn recorded(view: &MeetingView) -> Vec<Vec<DecisionView>> {
    view.items.iter().map(|item| item.decisions.clone()).collect()
}

/// The text that the minutes begin with, before anyone writes in it; and what is read of them by who is recused from an item.
fn composed(app: &App, view: &MeetingView, decisions: &[Vec<DecisionView>]) -> String {
    let official = Official::new(app, &view.state);
    let title = |post: &PostId| view.state.post(*post).map_or_else(String::new, |post| post.title.hi.clone());
    let record = &view.meeting;
    let sitting = record.stage.sitting();
    let began = sitting.map_or(record.begins, |sitting| sitting.began);
    let opening = Opening {
        number: record.number,
        date: hindi::date_with_weekday(began.0, Language::Hindi),
        time: hindi::ist_time(began.0),
        place: record.place.clone(),
        chair: sitting.map(|sitting| title(&sitting.chair)).unwrap_or_default(),
        present: sitting.map(|sitting| present(&view.state, sitting)).unwrap_or_default(),
    };
    let items = view.items.iter().zip(decisions).map(|(item, decisions)| {
        let department = view.state.department(item.proposal.department);
        Minuted {
            number: item.number,
            subject: item.proposal.subject().unwrap_or_default().to_owned(),
            department: department.map(|department| department.name.hi.clone()).unwrap_or_default(),
            file: item.proposal.number.clone(),
            recused: view.state.recused_at(record, &item.item).iter().map(title).collect(),
            decided: official.decided(decisions),
        }
    });
    let withdrawn: Vec<u32> = view.withdrawn.iter().map(|(number, _)| *number).collect();
    compose_minutes(official.locale(), &opening, &items.collect::<Vec<_>>(), &withdrawn)
}

fn compose_minutes(locale: &Locale, opening: &Opening, items: &[Minuted], withdrawn: &[u32]) -> String {
    let arguments = [
        ("number", FluentValue::from(opening.number)),
        ("date", FluentValue::from(opening.date.as_str())),
        ("time", FluentValue::from(opening.time.as_str())),
        ("place", FluentValue::from(opening.place.as_str())),
        ("chair", FluentValue::from(opening.chair.as_str())),
    ];
    let present = (1..).zip(&opening.present).map(|(place, title): (u32, _)| format!("{place}. {title}"));
    let present = std::iter::once(locale.words("official-present", &[])).chain(present);
    let mut parts = vec![locale.words("official-minutes-opening", &arguments), present.collect::<Vec<_>>().join("\n")];
    let kept_from = |number: &u32| {
        let words = locale.words("official-withdrawn", &[("number", FluentValue::from(*number))]);
        (*number, words)
    };
    let items = items.iter().map(|item| (item.number, compose_item(locale, item)));
    let mut numbered: Vec<(u32, String)> = items.chain(withdrawn.iter().map(kept_from)).collect();
    numbered.sort_by_key(|(number, _)| *number);
    parts.extend(numbered.into_iter().map(|(_, words)| words));
    parts.join("\n\n")
}

fn compose_item(locale: &Locale, item: &Minuted) -> String {
    let heading = [("number", FluentValue::from(item.number)), ("subject", FluentValue::from(item.subject.as_str()))];
    let origin =
        [("department", FluentValue::from(item.department.as_str())), ("file", FluentValue::from(item.file.as_str()))];
    let heading = locale.words("official-item", &heading);
    let recused = [("posts", FluentValue::from(item.recused.join("; ")))];
    let recused = if item.recused.is_empty() { String::new() } else { locale.words("official-recused", &recused) };
    let lines = [heading, locale.words("official-origin", &origin), recused, compose_decisions(locale, &item.decided)];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Writes the minutes; a refusal draws the form again as written.
pub(crate) async fn draft_minutes(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let sent = posted.fields.clone();
    write(&app, meeting, posted).await.map_err(|failure| failure.keeping_at_least(&sent))
}

async fn write(app: &App, meeting: MeetingId, mut posted: Posted) -> Result<Response, Failure> {
    let who = posted.who.clone();
    let seen = posted.fields.parse("seen")?;
    let written = posted.fields.one("minutes")?;
    let mut texts = TextsOf::default();
    let minutes = prose(&mut texts, written.clone())?;
    let act = Act::DraftMinutes { meeting, seen, minutes };
    let failure = match perform(app, posted, act, texts, &format!("/meetings/{meeting}/minutes")).await {
        Ok(redirect) => return Ok(redirect.into_response()),
        Err(failure) => failure,
    };
    let (status, refusals) = refused(&failure)?;
    if status == StatusCode::CONFLICT {
        // Another text stands there now: it is not to be written over by a second press.
        return Err(failure);
    }
    let view = app.office.meeting_view(&who.session, meeting).await?;
    if !view.may(Action::DraftMinutes) {
        return Err(failure);
    }
    let minutes = app.office.minutes_view(&who.session, &view).await?;
    let official = Official::new(app, &view.state);
    let html = draw(&drawn(who.frame(app), &official, &view, minutes, (written, refusals))?)?;
    Ok((status, html).into_response())
}

/// The chief secretary sends the minutes to the Chief Minister.
pub(crate) async fn submit_minutes(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    act(&app, meeting, posted, Act::SubmitMinutes { meeting, seen }, TextsOf::default()).await
}

/// The Chief Minister sends the minutes back, with a reason.
pub(crate) async fn return_minutes(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, posted.fields.one("reason")?.trim().to_owned())?;
    act(&app, meeting, posted, Act::ReturnMinutes { meeting, seen, reason }, texts).await
}

/// The Chief Minister approves the minutes and with them the decisions.
pub(crate) async fn approve_minutes(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    from: From,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let answered = Answered::take(&mut posted.fields, from)?;
    let seen = posted.fields.parse("seen")?;
    let approval = Approval::of_meeting(Action::ApproveMinutes, meeting, seen);
    let approved = Act::ApproveMinutes { meeting, seen };
    let approved = answered.sign(&app, &posted.who, posted.act, approval, approved).await?;
    act(&app, meeting, posted, approved, TextsOf::default()).await
}

/// The cabinet section sends the approved minutes to the members.
pub(crate) async fn circulate_minutes(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    act(&app, meeting, posted, Act::CirculateMinutes { meeting, seen }, TextsOf::default()).await
}

async fn act(app: &App, meeting: MeetingId, posted: Posted, act: Act, texts: TextsOf) -> Result<Redirect, Failure> {
    perform(app, posted, act, texts, &format!("/meetings/{meeting}/minutes")).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locales;

    #[test]
    fn minutes_name_the_sitting_those_present_and_every_decision() {
        let locale = Locales::read().unwrap().of(Language::Hindi, None);
        let opening = Opening {
            number: 3,
            date: "मंगलवार, 13 जनवरी 2026".to_owned(),
            time: "11:05".to_owned(),
            place: "मंत्रालय, भोपाल".to_owned(),
            chair: "माननीय मुख्यमंत्री".to_owned(),
            present: vec!["माननीय मुख्यमंत्री".to_owned(), "माननीय मंत्री, ऊर्जा".to_owned()],
        };
        let item = |number, words: &str| Minuted {
            number,
            subject: format!("विषय का नाम {number}"),
            department: "ऊर्जा विभाग".to_owned(),
            file: "एफ 3-11/2025/तेरह".to_owned(),
            recused: vec![
                "माननीय मंत्री, वित्त".to_owned();
                usize::from(number == 1)
            ],
            decided: vec![Decided {
                point: 1, outcome: "अनुमोदित".to_owned(), words: words.to_owned()
            }],
        };
        let text = compose_minutes(&locale, &opening, &[item(1, "पहला निर्णय।"), item(2, "दूसरा निर्णय।")], &[]);
        let parts: Vec<&str> = text.split("\n\n").collect();
        assert_eq!(parts.len(), 4, "{text}");
        for said in ["3", "मंगलवार, 13 जनवरी 2026", "11:05", "मंत्रालय, भोपाल", "माननीय मुख्यमंत्री"]
        {
            assert!(parts[0].contains(said), "{said}: {text}");
        }
        assert!(parts[1].ends_with("1. माननीय मुख्यमंत्री\n2. माननीय मंत्री, ऊर्जा"));
        assert!(parts[2].contains("\nविचार-विमर्श से पृथक रहे: माननीय मंत्री, वित्त\n"), "{text}");
        assert_eq!(parts[3], "विषय 2: विषय का नाम 2\nऊर्जा विभाग · एफ 3-11/2025/तेरह\nबिन्दु 1 (अनुमोदित): दूसरा निर्णय।");
        assert_eq!(hindi::clean_text(&text).unwrap(), text);
        let part = compose_minutes(&locale, &opening, &[item(1, "पहला निर्णय।"), item(3, "तीसरा निर्णय।")], &[2]);
        let parts: Vec<&str> = part.split("\n\n").collect();
        assert_eq!((parts.len(), parts[3]), (5, "विषय 2: आप इस विषय के विचार-विमर्श से पृथक रहे।"), "{part}");
    }
}
