//! Proposing a meeting.

use super::refused;
use crate::app::App;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::frame::Frame;
use crate::pages::{demand, draw, perform, typed_moment};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use cabinet::ids::MeetingId;
use cabinet::permission::Action;
use cabinet::{Act, Moment};
use office::TextsOf;

/// What was typed.
#[derive(Clone, Default)]
struct Typed {
    meeting: String,
    day: String,
    month: String,
    year: String,
    hour: String,
    minute: String,
    place: String,
}

/// What is wrong with it.
#[derive(Default)]
struct Wrong {
    when: String,
    place: String,
    other: Vec<String>,
}

impl Wrong {
    fn is_something(&self) -> bool {
        !self.when.is_empty() || !self.place.is_empty() || !self.other.is_empty()
    }
}

#[derive(Template)]
#[template(path = "meetings/propose.html")]
struct ProposePage {
    page: Frame,
    typed: Typed,
    wrong: Wrong,
}

impl Typed {
    fn take(fields: &mut Fields) -> Result<Self, BadForm> {
        Ok(Self {
            meeting: fields.one("meeting")?,
            day: fields.one("day")?,
            month: fields.one("month")?,
            year: fields.one("year")?,
            hour: fields.one("hour")?,
            minute: fields.one("minute")?,
            place: fields.one("place")?,
        })
    }

    /// The moment that is meant; none where no calendar or clock has it.
    fn begins(&self) -> Option<Moment> {
        typed_moment([&self.day, &self.month, &self.year, &self.hour, &self.minute])
    }
}

/// The form, empty.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = offered(&app, &who)?;
    let typed = Typed { meeting: page.act_id(), ..Typed::default() };
    draw(&ProposePage { page, typed, wrong: Wrong::default() })
}

/// Who may not propose meetings knows of no such page.
fn offered(app: &App, who: &SignedIn) -> Result<Frame, Failure> {
    demand(app, who, Action::ProposeMeeting)
}

/// Proposes the meeting; a date that cannot be read, or a refusal, draws the form again as typed.
pub(crate) async fn propose(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let who = posted.who.clone();
    let page = offered(&app, &who)?;
    let typed = Typed::take(&mut posted.fields)?;
    let meeting: MeetingId = typed.meeting.parse().map_err(|_| BadForm::BadChoice("meeting"))?;
    let mut wrong = Wrong::default();
    if typed.place.trim().is_empty() {
        wrong.place = page.t("meeting-place-missing");
    }
    let Some(begins) = typed.begins().filter(|_| wrong.place.is_empty()) else {
        if typed.begins().is_none() {
            wrong.when = page.t("meeting-when-unreadable");
        }
        return again(page, typed, wrong, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let act = Act::ProposeMeeting { meeting, begins, place: typed.place.trim().to_owned() };
    match perform(&app, posted, act, TextsOf::default(), &format!("/meetings/{meeting}")).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => {
            let (status, other) = refused(&failure)?;
            again(page, typed, Wrong { other, ..Wrong::default() }, status)
        }
    }
}

fn again(page: Frame, typed: Typed, wrong: Wrong, status: StatusCode) -> Result<Response, Failure> {
    Ok((status, draw(&ProposePage { page, typed, wrong })?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hindi::parse_ist;

    fn typed(date: [&str; 3], time: [&str; 2]) -> Typed {
        let [day, month, year] = date.map(str::to_owned);
        let [hour, minute] = time.map(str::to_owned);
        Typed { day, month, year, hour, minute, ..Typed::default() }
    }

    #[test]
    fn dates_are_read_as_officials_write_them() {
        let expected = parse_ist("2026-01-05", "11:00").ok().map(Moment);
        assert!(expected.is_some());
        assert_eq!(typed(["5", "1", "2026"], ["11", "0"]).begins(), expected);
        assert_eq!(typed(["०५", " 1 ", "२०२६"], ["११", "00"]).begins(), expected);
        for (date, time) in [
            (["31", "2", "2026"], ["11", "00"]),
            (["5", "1", "26"], ["11", "00"]),
            (["5", "1", "2026"], ["25", "00"]),
            (["", "1", "2026"], ["11", "00"]),
        ] {
            assert_eq!(typed(date, time).begins(), None, "{date:?} {time:?}");
        }
    }
}
