//! Acts on a proposal. A refused act comes back on the proposal's page, its words in its form.

use super::one::{Refused, proposal_page};
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::pages::doors::approve::Answered;
use crate::pages::{Ids, prose};
use crate::visit::SignedIn;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::ids::{ActId, DepartmentId, ProposalId};
use cabinet::permission::Action;
use cabinet::proposal::Answer;
use cabinet::text::Digest;
use cabinet::{Act, Refusal};
use office::{Accepted, ActError, Approval, DraftError, PutUpForm, ReadError, Submission, TextsOf};

/// An act on its way, and what its form shows again if it is refused.
struct Attempt {
    who: SignedIn,
    id: ActId,
    body: Digest,
    proposal: ProposalId,
    action: Action,
    refused: Refused,
}

impl Attempt {
    async fn perform(self, app: &App, act: Act, texts: TextsOf) -> Result<Response, Failure> {
        let session = &self.who.session;
        let submission =
            Submission::new(self.id, session.actor, self.body, act, texts).from_session(&app.office, session);
        let outcome = app.office.act(submission).await;
        self.answer(app, outcome).await
    }

    /// Back to the proposal, or to the desk where the person may no longer read it.
    async fn answer(self, app: &App, outcome: Result<Accepted, ActError>) -> Result<Response, Failure> {
        match outcome {
            Ok(_) => {
                let state = app.office.state();
                let subject = cabinet::Subject::Proposal(self.proposal);
                let reads = state.may(&self.who.session.actor, subject, Action::ReadProposal);
                let next = if reads { format!("/proposals/{}", self.proposal) } else { "/desk".to_owned() };
                Ok(Redirect::to(&next).into_response())
            }
            Err(ActError::Refused(refusal)) if refusal != Refusal::Unknown => {
                let page = self.who.frame(app);
                let errors = crate::refusals::sentences(&page, &refusal);
                let kept = self.refused.words.clone();
                let refused = Refused { action: self.action.key().to_owned(), errors, ..self.refused };
                let status = crate::refusals::status(&refusal);
                // Somebody who may no longer read the proposal still gets the words back.
                let failure = Failure::Refused(status, refused.errors.clone());
                match proposal_page(app, &self.who, self.proposal, status, refused).await {
                    Err(Failure::Unknown) => Err(failure.keeping_words(kept)),
                    page => page,
                }
            }
            Err(error) => Err(Failure::of_act(app, &self.who, self.id, error).await.keeping_words(self.refused.words)),
        }
    }
}

/// Takes `seen` and one text out of a form; what else it holds is refused.
fn attempt(
    posted: Posted,
    proposal: ProposalId,
    action: Action,
    text_field: &'static str,
    answer: String,
) -> Result<(Attempt, u32, String), Failure> {
    let Posted { who, act: id, body, mut fields } = posted;
    let seen = fields.parse("seen")?;
    let words = fields.one(text_field)?.trim().to_owned();
    fields.finish()?;
    let refused = Refused { words: words.clone(), answer, ..Refused::default() };
    Ok((Attempt { who, id, body, proposal, action, refused }, seen, words))
}

macro_rules! acts_with_text {
    ($($(#[$meta:meta])* $name:ident($field:literal => $text:ident): $action:ident, $act:ident),* $(,)?) => {$(
        $(#[$meta])*
        pub(crate) async fn $name(
            State(app): State<App>,
            Ids(proposal): Ids<ProposalId>,
            posted: Posted,
        ) -> Result<Response, Failure> {
            let (attempt, seen, words) = attempt(posted, proposal, Action::$action, $field, String::new())?;
            let mut texts = TextsOf::default();
            let $text = prose(&mut texts, words)?;
            attempt.perform(&app, Act::$act { proposal, seen, $text }, texts).await
        }
    )*};
}

macro_rules! approvals {
    ($($(#[$meta:meta])* $name:ident: $act:ident),* $(,)?) => {$(
        $(#[$meta])*
        pub(crate) async fn $name(
            State(app): State<App>,
            Ids(proposal): Ids<ProposalId>,
            from: From,
            mut posted: Posted,
        ) -> Result<Response, Failure> {
            let answered = Answered::take(&mut posted.fields, from)?;
            let (attempt, seen, words) = attempt(posted, proposal, Action::$act, "remark", String::new())?;
            let mut texts = TextsOf::default();
            let remark = prose(&mut texts, words.clone())?;
            let approval = Approval::of_proposal(Action::$act, proposal, seen, words);
            let act = Act::$act { proposal, seen, remark };
            let signed = answered.sign(&app, &attempt.who, attempt.id, approval, act).await;
            let act = signed.map_err(|failure| failure.keeping_words(attempt.refused.words.clone()))?;
            attempt.perform(&app, act, texts).await
        }
    )*};
}

approvals! {
    /// The secretary approves.
    approve_as_secretary: ApproveAsSecretary,
    /// The minister-in-charge approves.
    approve_as_minister: ApproveAsMinister,
    /// The chief secretary forwards to the Chief Minister.
    clear: Clear,
    /// The Chief Minister orders.
    order_for_meeting: OrderForMeeting,
}

acts_with_text! {
    /// The secretary submits to the cabinet section.
    submit("remark" => remark): Submit, Submit,
    /// Whoever has the file sends it back.
    return_proposal("reason" => reason): ReturnProposal, ReturnProposal,
    /// The minister-in-charge withdraws.
    withdraw("reason" => reason): Withdraw, Withdraw,
    /// The cabinet section finds the note in order.
    scrutinise("remark" => remark): Scrutinise, Scrutinise,
}

/// The secretary asks other departments.
pub(crate) async fn send_for_views(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let departments = departments(&mut posted.fields)?;
    let (attempt, seen, words) = attempt(posted, proposal, Action::SendForViews, "remark", String::new())?;
    let mut texts = TextsOf::default();
    let remark = prose(&mut texts, words)?;
    attempt.perform(&app, Act::SendForViews { proposal, seen, departments, remark }, texts).await
}

fn departments(fields: &mut Fields) -> Result<Vec<DepartmentId>, BadForm> {
    let chosen = fields.all("department");
    chosen.iter().map(|id| id.parse().map_err(|_| BadForm::BadChoice("department"))).collect()
}

/// A consulted department answers.
pub(crate) async fn give_view(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let key = posted.fields.optional("answer")?.unwrap_or_default();
    let chosen = Answer::ALL.into_iter().find(|answer| answer.key() == key);
    let (attempt, seen, words) = attempt(posted, proposal, Action::GiveView, "text", key)?;
    let Some(answer) = chosen else {
        let page = attempt.who.frame(&app);
        let errors = vec![crate::failure::bad_form(&page, &BadForm::BadChoice("answer"))];
        let refused = Refused { action: Action::GiveView.key().to_owned(), errors, words, ..Refused::default() };
        return proposal_page(&app, &attempt.who, proposal, StatusCode::UNPROCESSABLE_ENTITY, refused).await;
    };
    let mut texts = TextsOf::default();
    let text = prose(&mut texts, words)?;
    attempt.perform(&app, Act::GiveView { proposal, seen, answer, text }, texts).await
}

/// The secretary ends the consultation.
pub(crate) async fn close_consultation(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let Posted { who, act: id, body, mut fields } = posted;
    let seen = fields.parse("seen")?;
    fields.finish()?;
    let action = Action::CloseConsultation;
    let attempt = Attempt { who, id, body, proposal, action, refused: Refused::default() };
    attempt.perform(&app, Act::CloseConsultation { proposal, seen }, TextsOf::default()).await
}

/// The section officer puts the draft up as it stands on the page: it is saved over the version that
/// its author saw, and frozen.
pub(crate) async fn put_up(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let Posted { who, act: id, body, mut fields } = posted;
    let kept = fields.clone();
    let (seen, version): (u32, u64) = (fields.parse("seen")?, fields.parse("version")?);
    let remark = fields.one("remark")?.trim().to_owned();
    let state = app.office.state();
    let rules = state.rules().ok_or(Failure::Internal)?;
    let mine = super::draft::note(rules, &mut fields).map_err(|failure| failure.keeping(&kept))?;
    fields.finish()?;
    // An act that was sent before gets its first answer; it saves nothing again.
    let known = state.accepted(id).is_some();
    let saved = if known { Ok(version) } else { app.office.save_draft(&who.session, proposal, &mine, version).await };
    let draft = match saved {
        Ok(version) => version,
        // Not open for drafting: the act itself tells a repetition from a page that is outdated.
        Err(DraftError::Read(ReadError::Unknown)) => version,
        Err(error) => return super::draft::not_saved(&app, &who, proposal, &mine, &kept, error).await,
    };
    let form = PutUpForm { proposal, seen, draft, remark: remark.clone() };
    match app.office.put_up(id, &who.session, body, form).await {
        Ok(_) => Ok(Redirect::to(&format!("/proposals/{proposal}")).into_response()),
        Err(ActError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let status = crate::refusals::status(&refusal);
            let errors = crate::refusals::sentences(&who.frame(&app), &refusal);
            let failure = Failure::Refused(status, errors.clone());
            match super::draft::draft_page(&app, &who, proposal, status, errors, &remark).await {
                Err(Failure::Unknown) => Err(failure.keeping(&kept)),
                page => page,
            }
        }
        Err(error) => Err(Failure::of_act(&app, &who, id, error).await.keeping(&kept)),
    }
}
