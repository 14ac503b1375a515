//! Opening a matter.

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::pages::{draw, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::Act;
use cabinet::ids::ProposalId;
use cabinet::permission::{Action, Subject};
use office::{ActError, Submission, TextsOf};

#[derive(Template)]
#[template(path = "proposals/start.html")]
struct StartPage {
    page: Frame,
    errors: Vec<String>,
    number: String,
    subject: String,
}

/// The form.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, Failure> {
    let page = who.frame(&app);
    if !page.state.may(&who.session.actor, Subject::Government, Action::StartProposal) {
        return Err(Failure::Unknown);
    }
    let blank = StartPage { page, errors: Vec::new(), number: String::new(), subject: String::new() };
    Ok(draw(&blank)?.into_response())
}

/// Opens the matter and leads to its draft.
pub(crate) async fn start(State(app): State<App>, posted: Posted) -> Result<Response, Failure> {
    let Posted { who, act: id, body, mut fields } = posted;
    let (number, subject) = (fields.one("number")?, fields.one("subject")?);
    fields.finish()?;
    // The matter bears the id of the act that opened it, so that a repeated form opens it once.
    let proposal = ProposalId(id.0);
    let mut texts = TextsOf::default();
    let words = prose(&mut texts, cabinet::draft::one_line(&subject))?;
    let act = Act::StartProposal { proposal, number: number.trim().to_owned(), subject: words };
    let submission = Submission::new(id, who.session.actor, body, act, texts).from_session(&app.office, &who.session);
    let page = who.frame(&app);
    match app.office.act(submission).await {
        Ok(_) => Ok(Redirect::to(&format!("/proposals/{proposal}/draft")).into_response()),
        Err(ActError::Refused(refusal)) if refusal != cabinet::Refusal::Unknown => {
            let (status, errors): (StatusCode, Vec<String>) =
                (crate::refusals::status(&refusal), crate::refusals::sentences(&page, &refusal));
            Ok((status, draw(&StartPage { page, errors, number, subject })?).into_response())
        }
        Err(error) => Err(Failure::of_act(&app, &who, id, error).await.keeping_words(format!("{number} · {subject}"))),
    }
}
