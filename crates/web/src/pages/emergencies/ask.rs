//! Asking for an emergency access.

use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::frame::Frame;
use crate::pages::meetings::refused;
use crate::pages::{demand, draw, perform, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use cabinet::emergency::{EMERGENCY_HOURS_MAX, EmergencyScope};
use cabinet::ids::{DepartmentId, EmergencyAccessId, ProposalId};
use cabinet::permission::Action;
use cabinet::{Act, Cabinet};
use office::TextsOf;
use uuid::Uuid;

/// What was chosen and typed.
#[derive(Clone, Default)]
struct Typed {
    access: String,
    /// A meeting; empty for a note, which department and number then name.
    meeting: String,
    department: String,
    number: String,
    hours: u8,
    order: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "emergencies/ask.html")]
struct AskPage {
    page: Frame,
    typed: Typed,
    meetings: Vec<Choice>,
    departments: Vec<Choice>,
    hours: Vec<Choice>,
    errors: Vec<String>,
}

impl Typed {
    fn take(fields: &mut Fields) -> Result<Self, BadForm> {
        Ok(Self {
            access: fields.one("access")?,
            meeting: fields.optional("meeting")?.unwrap_or_default(),
            department: fields.optional("department")?.unwrap_or_default(),
            number: fields.one("number")?.trim().to_owned(),
            hours: fields.parse("hours")?,
            order: fields.one("order")?.trim().to_owned(),
            reason: fields.one("reason")?.trim().to_owned(),
        })
    }

    /// In what it shall let read; none where neither or both were chosen. A note is named as the written order names it:
    /// who asks need not be able to find it here. One that is not there is decided as such, and custody keeps that
    /// somebody asked.
    fn scope(&self, state: &Cabinet) -> Result<Option<EmergencyScope>, BadForm> {
        let note = !self.department.is_empty() || !self.number.is_empty();
        if self.meeting.is_empty() != note {
            return Ok(None);
        }
        if !note {
            let meeting = self.meeting.parse().map_err(|_| BadForm::BadChoice("meeting"))?;
            return Ok(Some(EmergencyScope::Meeting { meeting }));
        }
        if self.department.is_empty() || self.number.is_empty() {
            return Ok(None);
        }
        let department: DepartmentId = self.department.parse().map_err(|_| BadForm::BadChoice("department"))?;
        let named = state.proposal_under(department, &self.number);
        let proposal = named.map_or(ProposalId(Uuid::nil()), |named| named.id);
        Ok(Some(EmergencyScope::Proposal { proposal }))
    }
}

/// The form, empty.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = offered(&app, &who).await?;
    let typed = Typed { access: page.act_id(), hours: 4, ..Typed::default() };
    draw(&drawn(page, &who, typed, Vec::new()))
}

/// Who may not ask knows of no such page.
async fn offered(app: &App, who: &SignedIn) -> Result<Frame, Failure> {
    demand(app, who, Action::AskEmergencyAccess)?.administering().await
}

fn drawn(mut page: Frame, who: &SignedIn, typed: Typed, errors: Vec<String>) -> AskPage {
    page.path = "/emergency-access/new".to_owned();
    page.keeps_words = !(typed.reason.is_empty() && typed.order.is_empty() && typed.number.is_empty());
    let meetings = page.state.readable_meetings(&who.session.actor).map(|meeting| {
        let words = format!("{} · {}", page.tn("meeting-number", meeting.number), page.date(&meeting.begins));
        Choice::among(&typed.meeting, meeting.id, words)
    });
    let departments = page.state.departments();
    let departments = departments.map(|one| Choice::among(&typed.department, one.id, page.words(&one.name)));
    let mut departments: Vec<Choice> = departments.collect();
    departments.sort_by(|one, other| one.words.cmp(&other.words));
    let hours = (1..=EMERGENCY_HOURS_MAX).map(|hours| Choice {
        key: hours.to_string(),
        words: page.tn("emergency-hours-count", u32::from(hours)),
        chosen: hours == typed.hours,
    });
    let (meetings, hours) = (meetings.collect(), hours.collect());
    AskPage { meetings, departments, hours, errors, typed, page }
}

/// Asks; what is missing, or a refusal, draws the form again as typed.
pub(crate) async fn ask(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let who = posted.who.clone();
    let typed = Typed::take(&mut posted.fields)?;
    let access: EmergencyAccessId = typed.access.parse().map_err(|_| BadForm::BadChoice("access"))?;
    if !(1..=EMERGENCY_HOURS_MAX).contains(&typed.hours) {
        return Err(BadForm::BadChoice("hours").into());
    }
    let Some(scope) = typed.scope(&app.office.state())? else {
        let page = offered(&app, &who).await?;
        posted.fields.finish()?;
        let errors = vec![page.t("emergency-scope-missing")];
        return again(page, &who, typed, errors, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, typed.reason.clone())?;
    let order = prose(&mut texts, typed.order.clone())?;
    let act = Act::AskEmergencyAccess { access, scope, hours: typed.hours, reason, order };
    match perform(&app, posted, act, texts, &format!("/emergency-access/{access}")).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => {
            let (status, errors) = refused(&failure)?;
            again(offered(&app, &who).await?, &who, typed, errors, status)
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
