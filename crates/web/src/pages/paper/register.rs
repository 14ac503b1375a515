//! Registering a note that came on paper: department, file number, subject. What belongs to it follows on its draft's page.

use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Posted};
use crate::frame::Frame;
use crate::pages::{demand, draw, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::Act;
use cabinet::ids::{DepartmentId, ProposalId};
use cabinet::permission::Action;
use office::{ActError, Submission, TextsOf};

/// Departments of today, by their names.
pub(crate) fn departments(page: &Frame, chosen: &str) -> Vec<Choice> {
    let today = page.state.departments_today();
    let mut found: Vec<_> = today.map(|one| Choice::among(chosen, one.id, page.words(&one.name))).collect();
    found.sort_by(|one, other| one.words.cmp(&other.words));
    found
}

#[derive(Template)]
#[template(path = "paper/register.html")]
struct RegisterPage {
    page: Frame,
    errors: Vec<String>,
    departments: Vec<Choice>,
    number: String,
    subject: String,
}

/// The form.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, Failure> {
    let page = demand(&app, &who, Action::RegisterFromPaper)?;
    let departments = departments(&page, "");
    let blank = RegisterPage { page, errors: Vec::new(), departments, number: String::new(), subject: String::new() };
    Ok(draw(&blank)?.into_response())
}

/// Registers the note and leads to where it is completed.
pub(crate) async fn register(State(app): State<App>, posted: Posted) -> Result<Response, Failure> {
    let Posted { who, act: id, body, mut fields } = posted;
    let (number, subject) = (fields.one("number")?, fields.one("subject")?);
    let chosen = fields.one("department")?;
    fields.finish()?;
    let page = who.frame(&app);
    let again = |page: Frame, status: StatusCode, errors: Vec<String>| {
        let departments = departments(&page, &chosen);
        let (number, subject) = (number.clone(), subject.clone());
        let mut page = page;
        page.keeps_words = true;
        page.path = "/paper/register-from-paper".to_owned();
        Ok((status, draw(&RegisterPage { page, errors, departments, number, subject })?).into_response())
    };
    if chosen.is_empty() {
        let page = demand(&app, &who, Action::RegisterFromPaper)?;
        let errors = vec![crate::failure::bad_form(&page, &BadForm::BadChoice("department"))];
        return again(page, StatusCode::UNPROCESSABLE_ENTITY, errors);
    }
    let department: DepartmentId = chosen.parse().map_err(|_| BadForm::BadChoice("department"))?;
    // The matter bears the id of the act that opened it, so that a repeated form opens it once.
    let proposal = ProposalId(id.0);
    let mut texts = TextsOf::default();
    let words = prose(&mut texts, cabinet::draft::one_line(&subject))?;
    let act = Act::RegisterFromPaper { proposal, department, number: number.trim().to_owned(), subject: words };
    let submission = Submission::new(id, who.session.actor, body, act, texts).from_session(&app.office, &who.session);
    match app.office.act(submission).await {
        Ok(_) => Ok(Redirect::to(&format!("/proposals/{proposal}/draft")).into_response()),
        Err(ActError::Refused(refusal)) if refusal != cabinet::Refusal::Unknown => {
            let errors = crate::refusals::sentences(&page, &refusal);
            again(page, crate::refusals::status(&refusal), errors)
        }
        Err(error) => Err(Failure::of_act(&app, &who, id, error).await.keeping_words(format!("{number} · {subject}"))),
    }
}
