//! Asking for an inquiry.

use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, InAddress, Posted};
use crate::frame::Frame;
use crate::pages::meetings::refused;
use crate::pages::{demand, draw, perform, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use cabinet::Act;
use cabinet::ids::InquiryId;
use cabinet::inquiry::Scope;
use cabinet::permission::{Action, Subject};
use cabinet::text::Digest;
use office::TextsOf;

/// Days into which an inquiry may look back.
const DAYS: [u32; 4] = [7, 30, 90, 365];

/// One time into which it can look back.
struct Days {
    days: u32,
    words: String,
    checked: bool,
}

/// What was chosen and typed.
#[derive(Clone, Default)]
struct Typed {
    inquiry: String,
    scope: String,
    days: u32,
    reason: String,
}

#[derive(Template)]
#[template(path = "inquiries/ask.html")]
struct AskPage {
    page: Frame,
    typed: Typed,
    scopes: Vec<Choice>,
    /// What was chosen in the register.
    chosen: String,
    days: Vec<Days>,
    lasts_days: u32,
    errors: Vec<String>,
}

impl Typed {
    fn take(fields: &mut Fields) -> Result<Self, BadForm> {
        Ok(Self {
            inquiry: fields.one("inquiry")?,
            scope: fields.optional("scope")?.unwrap_or_default(),
            days: fields.parse("days")?,
            reason: fields.one("reason")?.trim().to_owned(),
        })
    }
}

/// Reads `proposal:<id>`, `meeting:<id>`, `object:<id>` or `person:<pseudonym>`.
fn read_scope(written: &str) -> Option<Scope> {
    let (of, what) = written.split_once(':')?;
    Some(match of {
        "proposal" => Scope::Proposal { proposal: what.parse().ok()? },
        "meeting" => Scope::Meeting { meeting: what.parse().ok()? },
        "object" => Scope::Object { object: what.parse().ok()? },
        "person" => {
            let person: Digest = serde_json::from_value(serde_json::Value::from(what)).ok()?;
            Scope::Person { person }
        }
        _ => return None,
    })
}

/// The form, empty.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut about): InAddress,
) -> Result<Html<String>, Failure> {
    let page = offered(&app, &who)?;
    // From a link of the register.
    let mut named = |name| about.optional(name).ok().flatten().map(|what| format!("{name}:{what}"));
    let scope = named("person").or_else(|| named("object")).unwrap_or_default();
    if !scope.is_empty() && read_scope(&scope).is_none() {
        return Err(Failure::Unknown);
    }
    let [_, month, ..] = DAYS;
    let typed = Typed { inquiry: page.act_id(), scope, days: month, reason: String::new() };
    draw(&drawn(page, &who, typed, Vec::new()))
}

/// Who may not ask knows of no such page.
fn offered(app: &App, who: &SignedIn) -> Result<Frame, Failure> {
    demand(app, who, Action::AskInquiry)
}

fn drawn(mut page: Frame, who: &SignedIn, typed: Typed, errors: Vec<String>) -> AskPage {
    // A change of language leads back to the same question.
    page.path = match typed.scope.split_once(':') {
        Some((of @ ("object" | "person"), what)) => format!("/inquiries/new?{of}={what}"),
        _ => "/inquiries/new".to_owned(),
    };
    page.keeps_words = !typed.reason.is_empty();
    let actor = &who.session.actor;
    let proposals = page.state.readable_proposals(actor).map(|proposal| {
        let words = format!("{} · {}", proposal.number, crate::pages::proposals::subject(&page, proposal));
        (format!("proposal:{}", proposal.id), words)
    });
    let reads = |meeting: &&std::sync::Arc<cabinet::meeting::Meeting>| {
        page.state.may(actor, Subject::Meeting(meeting.id), Action::ReadAgenda)
    };
    let meetings = page.state.readable_meetings(actor).filter(reads).map(|meeting| {
        let words = format!("{} · {}", page.tn("meeting-number", meeting.number), page.date(&meeting.begins));
        (format!("meeting:{}", meeting.id), words)
    });
    let scopes: Vec<Choice> =
        meetings.chain(proposals).map(|(key, words)| Choice::among(&typed.scope, key, words)).collect();
    let elsewhere = !scopes.iter().any(|choice| choice.chosen);
    let chosen = read_scope(&typed.scope).filter(|_| elsewhere).map(|scope| super::scope(&page, &scope));
    let days = DAYS.map(|days| Days { days, words: page.tn("inquiry-last-days", days), checked: days == typed.days });
    let lasts_days = page.state.rules().map_or(0, |rules| rules.inquiry_days);
    let chosen = chosen.unwrap_or_default();
    AskPage { scopes, chosen, days: days.into(), lasts_days, errors, typed, page }
}

/// Asks; what is missing, or a refusal, draws the form again as typed.
pub(crate) async fn ask(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let who = posted.who.clone();
    let typed = Typed::take(&mut posted.fields)?;
    let inquiry: InquiryId = typed.inquiry.parse().map_err(|_| BadForm::BadChoice("inquiry"))?;
    if !DAYS.contains(&typed.days) {
        return Err(BadForm::BadChoice("days").into());
    }
    let Some(scope) = read_scope(&typed.scope) else {
        let page = offered(&app, &who)?;
        posted.fields.finish()?;
        if !typed.scope.is_empty() {
            return Err(BadForm::BadChoice("scope").into());
        }
        let errors = vec![page.t("inquiry-scope-missing")];
        return again(page, &who, typed, errors, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let until = app.office.now();
    let from = until.minus_days(typed.days);
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, typed.reason.clone())?;
    let act = Act::AskInquiry { inquiry, scope, from, until, reason };
    match perform(&app, posted, act, texts, &format!("/inquiries/{inquiry}")).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => {
            let (status, errors) = refused(&failure)?;
            again(offered(&app, &who)?, &who, typed, errors, status)
        }
    }
}

fn again(
    page: Frame,
    who: &SignedIn,
    typed: Typed,
    errors: Vec<String>,
    status: StatusCode,
) -> Result<Response, Failure> {
    Ok((status, draw(&drawn(page, who, typed, errors))?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_read_strictly() {
        let id = "019a0000-0000-7000-8000-000000000001";
        for of in ["proposal", "meeting", "object"] {
            assert!(read_scope(&format!("{of}:{id}")).is_some(), "{of}");
            assert!(read_scope(&format!("{of}:no-id")).is_none());
        }
        assert!(read_scope(&format!("person:{}", "0a".repeat(32))).is_some());
        for wrong in ["", "person:", "person:0a", "post:1", id] {
            assert!(read_scope(wrong).is_none(), "{wrong}");
        }
    }
}
