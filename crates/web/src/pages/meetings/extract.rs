//! The extract of a decision (निर्णय का उद्धरण): composed from the decisions, issued, read, acknowledged.

use super::item::{issue_again, known};
use super::{Decided, Official, compose_decisions};
use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::locale::Locale;
use crate::pages::compliance::{self, rows};
use crate::pages::{Ids, draw, perform, proposals, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::Act;
use cabinet::decision::Progress;
use cabinet::ids::{ItemId, MeetingId};
use cabinet::permission::{Action, Subject};
use fluent_bundle::FluentValue;
use hindi::Language;
use office::TextsOf;
use office::views::{ItemView, MeetingView};

#[derive(Template)]
#[template(path = "meetings/extract.html")]
struct ExtractPage {
    page: Frame,
    meeting: String,
    /// Whether the meeting itself is for the person.
    knows_meeting: bool,
    meeting_number: u32,
    id: String,
    version: u32,
    number: u32,
    file: String,
    department: String,
    subject: String,
    issued: String,
    words: String,
    signed: String,
    acknowledgement: String,
    acknowledge: bool,
    /// Who must do what by when upon it, as far as it is for the person.
    rows: Vec<compliance::Row>,
    openings: Vec<uuid::Uuid>,
}

/// The extract's words. They come from the recorded decisions alone, both when they are shown before
/// issuing and when the extract is issued: nobody can alter them between.
pub(super) fn composed(app: &App, view: &MeetingView, item: &ItemView) -> String {
    let official = Official::new(app, &view.state);
    let sat = view.meeting.stage.sitting().map_or(view.meeting.begins, |sitting| sitting.began);
    let sitting = Sat { number: view.meeting.number, date: hindi::date(sat.0, Language::Hindi), item: item.number };
    compose_extract(official.locale(), &sitting, &official.decided(&item.decisions))
}

/// Which item of which sitting an extract is of.
struct Sat {
    number: u32,
    date: String,
    item: u32,
}

/// One opening sentence, then outcome and words point by point: no background, no reasons.
fn compose_extract(locale: &Locale, sat: &Sat, decided: &[Decided]) -> String {
    let arguments = [
        ("number", FluentValue::from(sat.number)),
        ("date", FluentValue::from(sat.date.as_str())),
        ("item", FluentValue::from(sat.item)),
    ];
    format!("{}\n\n{}", locale.words("official-extract-opening", &arguments), compose_decisions(locale, decided))
}

/// Issues the extract to its department, and says who must do what by when. What was typed comes back whatever happens.
pub(crate) async fn issue_extract(
    State(app): State<App>,
    Ids(ids): Ids<(MeetingId, ItemId)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let sent = posted.fields.clone();
    issue(&app, ids, posted).await.map_err(|failure| match failure {
        // The extract is composed here: it is nobody's typed words, and perhaps not for this person.
        Failure::Keeping(inner, _) => inner.keeping(&sent),
        other => other.keeping(&sent),
    })
}

async fn issue(app: &App, ids: (MeetingId, ItemId), mut posted: Posted) -> Result<Response, Failure> {
    let (meeting, item) = ids;
    let who = posted.who.clone();
    let seen = posted.fields.parse("seen")?;
    let typed = rows::take(&mut posted.fields)?;
    let view = app.office.meeting_view(&who.session, meeting).await.map_err(Failure::before_the_act)?;
    rows::unused_are_whole(&view.state, &typed)?;
    let mut texts = TextsOf::default();
    let text = prose(&mut texts, composed(app, &view, known(&view, item)?))?;
    let tasks = match rows::tasks(&typed)? {
        Ok(tasks) => tasks,
        Err(wrong) => return issue_again(app, &who, ids, (&typed, wrong), None).await,
    };
    let next = format!("/meetings/{meeting}/items/{item}/extract");
    match perform(app, posted, Act::IssueExtract { meeting, item, seen, text, tasks }, texts, &next).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => issue_again(app, &who, ids, (&typed, Vec::new()), Some(failure)).await,
    }
}

/// An extract; that it was opened is recorded.
pub(crate) async fn show(
    State(app): State<App>,
    Ids((meeting, item)): Ids<(MeetingId, ItemId)>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.extract_view(&who.session, meeting, item).await?;
    let page = who.frame(&app);
    let progress = view.item.state.progress();
    let signed = progress.and_then(Progress::extract).map(|extract| page.post_of_charge(&extract.by));
    draw(&ExtractPage {
        meeting: meeting.to_string(),
        meeting_number: view.meeting.number,
        id: item.to_string(),
        version: view.item.version,
        number: view.number,
        file: view.proposal.number.clone(),
        department: page.department(&view.proposal.department).to_owned(),
        subject: proposals::subject_of_item(&page, &view.proposal, &view.item),
        issued: page.date(&view.issued),
        words: view.words,
        signed: signed.unwrap_or_default(),
        acknowledgement: acknowledgement(&page, progress),
        acknowledge: view.actions.contains(&Action::AcknowledgeExtract),
        rows: compliance::rows_of(&page, item),
        knows_meeting: view.state.may(&who.session.actor, Subject::Meeting(meeting), Action::ReadNotice),
        openings: progress.and_then(Progress::extract).map(|extract| extract.text.id.0).into_iter().collect(),
        page,
    })
}

/// Who acknowledged and when; empty before.
fn acknowledgement(page: &Frame, progress: Option<&Progress>) -> String {
    match progress {
        Some(Progress::Acknowledged { acknowledgement, .. }) => {
            let (post, at) = (page.post_of_charge(&acknowledgement.by), page.date_time(&acknowledgement.at));
            page.with("extract-acknowledged", &[("post", FluentValue::from(post)), ("at", FluentValue::from(at))])
        }
        _ => String::new(),
    }
}

/// The department acknowledges its extract.
pub(crate) async fn acknowledge_extract(
    State(app): State<App>,
    Ids((meeting, item)): Ids<(MeetingId, ItemId)>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    let next = format!("/meetings/{meeting}/items/{item}/extract");
    perform(&app, posted, Act::AcknowledgeExtract { meeting, item, seen }, TextsOf::default(), &next).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locales;

    #[test]
    fn an_extract_is_the_decision_and_nothing_else() {
        let locale = Locales::read().unwrap().of(Language::Hindi, None);
        let decided = [
            Decided {
                point: 1, outcome: "अनुमोदित".to_owned(), words: "पुनरीक्षित लागत का अनुमोदन।".to_owned()
            },
            Decided {
                point: 2, outcome: "अमान्य".to_owned(), words: "अंशपूँजी की स्वीकृति नहीं।".to_owned()
            },
        ];
        let sat = Sat { number: 7, date: "13 जनवरी 2026".to_owned(), item: 4 };
        let text = compose_extract(&locale, &sat, &decided);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(["7", "13 जनवरी 2026", "4"].iter().all(|part| lines[0].contains(part)), "{text}");
        assert_eq!(lines[2], "बिन्दु 1 (अनुमोदित): पुनरीक्षित लागत का अनुमोदन।");
        assert_eq!(lines[3], "बिन्दु 2 (अमान्य): अंशपूँजी की स्वीकृति नहीं।");
        assert_eq!(text, compose_extract(&locale, &sat, &decided));
        assert_eq!(hindi::clean_text(&text).unwrap(), text);
    }
}
