//! Notices: what the person is told, newest first; how the person is reached outside; and the meeting as an entry of a
//! calendar. What leaves the house is made here too, so that it has its words where the pages have them: of kinds, moments
//! and addresses of our own, and of nothing that anybody wrote.

use crate::app::{App, Origin};
use crate::failure::Failure;
use crate::form::{InAddress, Posted};
use crate::frame::Frame;
use crate::locale::{Locale, Locales};
use crate::pager::Pager;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName};
use axum::response::{Html, Redirect};
use cabinet::ids::MeetingId;
use cabinet::meeting::{Meeting, MeetingStage};
use cabinet::notice::Notice;
use cabinet::permission::{Action, Subject};
use cabinet::{Cabinet, Moment};
use fluent_bundle::FluentValue;
use hindi::Language;
use office::{Channel, Contact, ContactError, Event, EventStatus, Letter, Letters, Undelivered};
use std::fmt::Write;
use std::sync::Arc;

const PAGE: &str = "/notices";

/// One notice.
struct Row {
    link: String,
    what: String,
    details: String,
    at: String,
    is_new: bool,
}

/// One notice that did not reach its person outside.
struct LeftRow {
    post: String,
    what: String,
    way: String,
    at: String,
    why: String,
}

#[derive(Template)]
#[template(path = "told.html")]
struct ToldPage {
    page: Frame,
    rows: Vec<Row>,
    new: usize,
    pager: Pager,
    contact: Contact,
    mail: bool,
    sms: bool,
    left: Vec<LeftRow>,
}

/// What the person is told. Whoever has seen it is not told again that it is new.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut which): InAddress,
) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    let number = Pager::asked(&mut which)?;
    let own = app.office.notices_of(&who.session).await?;
    let new = own.iter().filter(|one| one.is_new).count();
    let (shown, pager) = Pager::of(PAGE, number, own.into_iter())?;
    let rows = shown.iter().map(|one| row(&page, &one.notice, one.is_new)).collect();
    let contact = app.office.contact(&who.session).await?;
    let ways = app.office.ways_out();
    let left = app.office.undelivered(&who.session.actor).await?;
    let left = left.iter().map(|one| left_row(&page, one)).collect();
    let has = |way| ways.contains(&way);
    let (mail, sms) =
        (has(Channel::Mail) || !contact.mail.is_empty(), has(Channel::Sms) || !contact.telephone.is_empty());
    let drawn = draw(&ToldPage { rows, new, pager, contact, mail, sms, left, page })?;
    let shown: Vec<Notice> = shown.into_iter().map(|one| one.notice).collect();
    if let Err(error) = app.office.saw_notices(&who.session, &shown).await {
        tracing::warn!(%error, "that notices were seen could not be kept");
    }
    Ok(drawn)
}

fn row(page: &Frame, notice: &Notice, is_new: bool) -> Row {
    let place = match notice.subject {
        Subject::Meeting(id) => page.state.meeting(id).map(|meeting| meeting.place.clone()),
        _ => None,
    };
    let begins = notice.begins.map(|begins| page.weekday_time(&begins));
    let due = notice.due.map(|due| page.ts("told-until", "date", &page.date(&due)));
    let details: Vec<String> = begins.into_iter().chain(place.filter(|_| notice.begins.is_some())).chain(due).collect();
    Row {
        link: notice.path(),
        what: page.word("told", notice.kind.key()),
        details: details.join(" · "),
        at: page.date_time(&notice.at),
        is_new,
    }
}

fn left_row(page: &Frame, left: &Undelivered) -> LeftRow {
    LeftRow {
        post: page.post_of_charge(&Some(left.charge)),
        what: page.word("told", &left.kind),
        way: page.word("told-way", left.channel.key()),
        at: page.date_time(&left.at),
        why: match left.status {
            Some(status) => page.ts("told-refused", "status", &status.to_string()),
            None => page.t("told-not-reached"),
        },
    }
}

/// Keeps how the person is reached, or forgets it.
pub(crate) async fn keep_contact(State(app): State<App>, mut posted: Posted) -> Result<Redirect, Failure> {
    let typed = posted.fields.clone();
    let (mail, telephone) = (posted.fields.optional("mail")?, posted.fields.optional("telephone")?);
    let Posted { who, fields, .. } = posted;
    fields.finish()?;
    // What the form does not show stays as it is.
    let before = app.office.contact(&who.session).await?;
    let typed_now = Contact { mail: mail.unwrap_or(before.mail), telephone: telephone.unwrap_or(before.telephone) };
    match app.office.keep_contact(&who.session, &typed_now).await {
        Ok(()) => Ok(Redirect::to(PAGE)),
        Err(ContactError::Read(error)) => Err(Failure::from(error).keeping(&typed)),
        Err(error) => {
            let key = match error {
                ContactError::Domain => "contact-domain-wrong",
                ContactError::Telephone => "contact-telephone-wrong",
                _ => "contact-mail-wrong",
            };
            let sentence = who.frame(&app).t(key);
            Err(Failure::Refused(StatusCode::UNPROCESSABLE_ENTITY, vec![sentence]).keeping(&typed))
        }
    }
}

/// The meeting as an entry of a calendar, for whoever may know of it.
pub(crate) async fn calendar(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    who: SignedIn,
) -> Result<([(HeaderName, String); 2], String), Failure> {
    let page = who.frame(&app);
    if !page.state.may(&who.session.actor, Subject::Meeting(meeting), Action::ReadNotice) {
        return Err(Failure::Unknown);
    }
    let record = page.state.meeting(meeting).ok_or(Failure::Unknown)?;
    let summary = page.t("calendar-summary");
    let event = Event { place: Some(record.place.clone()), ..event(record, summary, &app.origin, page.now) };
    let name = format!("attachment; filename=\"meeting-{}.ics\"", record.number);
    let headers = [(CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, event.calendar()))
}

/// A meeting as an entry of a calendar, without its place: that is typed, and what is typed does not leave the house.
///
/// The sequence grows when what the entry says changes, not with the meeting's version: that would tell whoever may know
/// of the meeting alone how often its agenda was rearranged.
fn event(meeting: &Meeting, summary: String, origin: &Origin, now: Moment) -> Event {
    let proposed = matches!(meeting.stage, MeetingStage::Proposed);
    let host = origin.0.split("://").nth(1).unwrap_or_default().split(':').next().unwrap_or_default();
    Event {
        uid: format!("{}@{host}", meeting.id),
        sequence: u32::from(!proposed),
        written_ms: now.0,
        begins_ms: meeting.begins.0,
        status: if proposed { EventStatus::Tentative } else { EventStatus::Confirmed },
        summary,
        place: None,
        link: format!("{}/meetings/{}", origin.0, meeting.id),
    }
}

/// Makes the letters of notices, in both languages, for an office that is reached at this origin.
#[must_use]
pub fn letters(locales: Locales, origin: Origin) -> Letters {
    Arc::new(move |state, notice| letter(&locales, &origin, state, notice))
}

fn letter(locales: &Locales, origin: &Origin, state: &Cabinet, notice: &Notice) -> Option<Letter> {
    let both = [Language::Hindi, Language::English].map(|language| locales.of(language, state.rules()));
    let link = format!("{}{}", origin.0, notice.path());
    let mut text = String::new();
    for (place, locale) in both.iter().enumerate() {
        if place > 0 {
            text.push_str("\n——\n\n");
        }
        // Writing into a string does not fail.
        let _ = write!(text, "{}", said(locale, notice, &link));
    }
    let [hindi, english] = &both;
    let subject = format!("{} · {}", hindi.words("product", &[]), what(hindi, notice));
    let event = match notice.subject {
        Subject::Meeting(id) if notice.kind == cabinet::notice::NoticeKind::MeetingCalled => {
            let summary = format!("{} · {}", calendar_summary(hindi), calendar_summary(english));
            let meeting = state.meeting(id)?;
            // Written when it was called: a second letter says the same as the first.
            Some(event(meeting, summary, origin, notice.at))
        }
        _ => None,
    };
    Some(Letter { subject, text, event })
}

fn calendar_summary(locale: &Locale) -> String {
    locale.words("calendar-summary", &[])
}

fn what(locale: &Locale, notice: &Notice) -> String {
    locale.words(&format!("told-{}", notice.kind.key().replace('_', "-")), &[])
}

/// What a letter says in one language.
fn said(locale: &Locale, notice: &Notice, link: &str) -> String {
    let date = |moment: Moment| FluentValue::from(hindi::date(moment.0, locale.language));
    let mut said = format!("{}\n", what(locale, notice));
    if let Some(begins) = notice.begins {
        let day = hindi::date_with_weekday(begins.0, locale.language);
        let arguments = [("date", FluentValue::from(day)), ("time", FluentValue::from(hindi::ist_time(begins.0)))];
        let _ = writeln!(said, "{}", locale.words("mail-begins", &arguments));
    }
    if let Some(due) = notice.due {
        let _ = writeln!(said, "{}", locale.words("told-until", &[("date", date(due))]));
    }
    let _ = writeln!(said, "\n{}\n{link}\n", locale.words("mail-read", &[]));
    let _ = writeln!(said, "{}", locale.words("mail-foot", &[]));
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use cabinet::notice::NoticeKind;

    /// Every kind has words of its own in both languages, and a sentence that says nothing of a matter.
    #[test]
    fn every_kind_has_its_sentence() {
        let locales = Locales::read().unwrap();
        for language in [Language::Hindi, Language::English] {
            let locale = locales.of(language, None);
            let said: std::collections::BTreeSet<String> = NoticeKind::ALL
                .iter()
                .map(|kind| locale.words(&format!("told-{}", kind.key().replace('_', "-")), &[]))
                .collect();
            assert_eq!(said.len(), NoticeKind::ALL.len());
            assert!(said.iter().all(|words| !words.starts_with("told-") && !words.contains('{')), "{said:?}");
        }
    }
}
