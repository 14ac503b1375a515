//! The pages: one file per action or page.

pub(crate) mod access;
pub(crate) mod compliance;
pub(crate) mod desk;
pub(crate) mod doors;
pub(crate) mod emergencies;
pub(crate) mod health;
pub(crate) mod inquiries;
pub(crate) mod language;
pub(crate) mod meetings;
pub(crate) mod notices;
pub(crate) mod paper;
pub(crate) mod people;
pub(crate) mod policy_reports;
pub(crate) mod proposals;
pub(crate) mod readings;
pub(crate) mod record;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod stream;
pub(crate) mod told;
pub(crate) mod typing;
pub(crate) mod urgent_approvals;

pub use doors::identity::IDENTITY_ANSWER;
pub use told::letters;

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{Html, Redirect};
use cabinet::permission::{Action, Subject};
use cabinet::text::TextRef;
use cabinet::{Act, Moment};
use office::{Submission, TextsOf};
use serde::de::DeserializeOwned;

/// Ids of an address; one that cannot be read is unknown.
pub(crate) struct Ids<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Ids<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, app).await;
        path.map(|axum::extract::Path(ids)| Self(ids)).map_err(|_| Failure::Unknown)
    }
}

/// The frame of a page on which something is done in the government as a whole. Who may not knows of no such page.
pub(crate) fn demand(app: &App, who: &SignedIn, action: Action) -> Result<Frame, Failure> {
    let page = who.frame(app);
    let may = page.state.may(&who.session.actor, Subject::Government, action);
    if may { Ok(page) } else { Err(Failure::Unknown) }
}

/// A page drawn.
pub(crate) fn draw(template: &impl Template) -> Result<Html<String>, Failure> {
    Ok(Html(template.render()?))
}

/// The moment that somebody typed as day, month, year, hour and minute; none where no calendar or clock has it.
pub(crate) fn typed_moment([day, month, year, hour, minute]: [&str; 5]) -> Option<Moment> {
    let two = |part: &str| format!("{:0>2}", part.trim());
    let date = format!("{}-{}-{}", year.trim(), two(month), two(day));
    hindi::parse_ist(&date, &format!("{}:{}", two(hour), two(minute))).ok().map(Moment)
}

/// A day on which something is due ends with the offices' day.
const OFFICES_CLOSE: (&str, &str) = ("18", "00");

/// The end of a typed day for what is due on it; none where no calendar has it.
pub(crate) fn end_of_day([day, month, year]: [&str; 3]) -> Option<Moment> {
    let (hour, minute) = OFFICES_CLOSE;
    typed_moment([day, month, year, hour, minute])
}

/// A day of the record as a form asks for it: day, month, year; all empty for none.
pub(crate) fn day_parts(date: &str) -> [String; 3] {
    let mut parts = date.split('-').map(str::to_owned);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    [day, month, year].map(Option::unwrap_or_default)
}

/// A typed day as the record writes it, `2026-11-08`; empty where no calendar has it, which the rules refuse.
pub(crate) fn written_day(day: &str, month: &str, year: &str) -> String {
    typed_moment([day, month, year, "0", "0"]).map_or_else(String::new, |at| hindi::ist_date(at.0))
}

/// Acts on one thing that say nothing but which version of it was seen: each its own address, all leading back to it.
macro_rules! acts_on {
    ($thing:ident: $id:ty, $page:literal; $($(#[$meta:meta])* $name:ident: $act:ident),* $(,)?) => {$(
        $(#[$meta])*
        pub(crate) async fn $name(
            axum::extract::State(app): axum::extract::State<$crate::app::App>,
            $crate::pages::Ids($thing): $crate::pages::Ids<$id>,
            mut posted: $crate::form::Posted,
        ) -> Result<axum::response::Redirect, $crate::failure::Failure> {
            let seen = posted.fields.parse("seen")?;
            let act = cabinet::Act::$act { $thing, seen };
            let next = format!("{}/{}", $page, $thing);
            $crate::pages::perform(&app, posted, act, office::TextsOf::default(), &next).await
        }
    )*};
}
pub(crate) use acts_on;

/// Takes prose into an act.
pub(crate) fn prose(texts: &mut TextsOf, words: String) -> Result<TextRef, Failure> {
    texts.take(words).map_err(|_| Failure::Internal)
}

/// Has a posted act decided; then the reader is led to `next`. A repeated act leads there too.
pub(crate) async fn perform(
    app: &App,
    posted: Posted,
    act: Act,
    texts: TextsOf,
    next: &str,
) -> Result<Redirect, Failure> {
    let Posted { who, act: id, body, fields } = posted;
    fields.finish()?;
    let submission = Submission::new(id, who.session.actor, body, act, texts).from_session(&app.office, &who.session);
    let kept: Vec<String> = submission.kept_words();
    match app.office.act(submission).await {
        Ok(_) => Ok(Redirect::to(next)),
        Err(error) => {
            let failure = Failure::of_act(app, &who, id, error).await;
            Err(if kept.is_empty() { failure } else { Failure::Keeping(Box::new(failure), kept) })
        }
    }
}
