//! Erasing a draft: what cannot be undone is asked on a page of its own.

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::Refusal;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use office::ActError;

#[derive(Template)]
#[template(path = "proposals/erase.html")]
struct ErasePage {
    page: Frame,
    errors: Vec<String>,
    id: ProposalId,
    seen: u32,
    number: String,
    subject: String,
    papers: Vec<String>,
}

/// The question.
pub(crate) async fn show(State(app): State<App>, who: SignedIn, Ids(id): Ids<ProposalId>) -> Result<Response, Failure> {
    ask(&app, &who, id, StatusCode::OK, Vec::new()).await
}

async fn ask(
    app: &App,
    who: &SignedIn,
    id: ProposalId,
    status: StatusCode,
    errors: Vec<String>,
) -> Result<Response, Failure> {
    let view = app.office.proposal_view(&who.session, id).await?;
    if !view.may(Action::EraseDraft) {
        return Err(Failure::Unknown);
    }
    let mut page = who.frame(app);
    page.path = format!("/proposals/{id}/erase-draft");
    let subject = view.first_subject.clone().unwrap_or_default();
    let papers = view.papers.iter().map(|paper| paper.paper.title.clone()).collect();
    let number = view.proposal.number.clone();
    let template = ErasePage { page, errors, id, seen: view.version, number, subject, papers };
    Ok((status, draw(&template)?).into_response())
}

/// Erases the draft and leads to what is left of the matter.
pub(crate) async fn erase_draft(
    State(app): State<App>,
    Ids(id): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let Posted { who, act, body, mut fields } = posted;
    let seen = fields.parse("seen")?;
    fields.finish()?;
    match app.office.erase_draft(act, who.session.actor, body, id, seen).await {
        Ok(_) => Ok(Redirect::to(&format!("/proposals/{id}")).into_response()),
        Err(ActError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let status = crate::refusals::status(&refusal);
            let errors = crate::refusals::sentences(&who.frame(&app), &refusal);
            let failure = Failure::Refused(status, errors.clone());
            match ask(&app, &who, id, status, errors).await {
                Err(Failure::Unknown) => Err(failure),
                page => page,
            }
        }
        Err(error) => Err(Failure::of_act(&app, &who, act, error).await),
    }
}
