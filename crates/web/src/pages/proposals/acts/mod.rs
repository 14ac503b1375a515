//! Acts on a proposal. A refused act comes back on the proposal's page, its words in its form.

pub(crate) mod circulation;
pub(crate) mod consultation;
pub(crate) mod file;
pub(crate) mod scrutiny;
pub(crate) mod telephone;
pub(crate) mod urgent;

use super::draft::Shown;
use super::one::{Refused, proposal_page};
use crate::app::App;
use crate::arrival::From;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::pages::doors::approve::Answered;
use crate::pages::{Ids, prose, written_day};
use crate::visit::SignedIn;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::ids::{ActId, DepartmentId, PostId, ProposalId};
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::text::{Digest, TextRef};
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
    /// Takes one text out of a form; it is what is shown again to somebody who may no longer read the proposal.
    fn words(&mut self, fields: &mut Fields, name: &'static str) -> Result<String, Failure> {
        let words = fields.one(name)?.trim().to_owned();
        self.refused.words.clone_from(&words);
        Ok(words)
    }

    /// The page again, with a sentence about a choice that was not made.
    async fn not_chosen(mut self, app: &App, field: &'static str) -> Result<Response, Failure> {
        let page = self.who.frame(app);
        self.refused.action = self.action.key().to_owned();
        self.refused.errors = vec![crate::failure::bad_form(&page, &BadForm::BadChoice(field))];
        proposal_page(app, &self.who, self.proposal, StatusCode::UNPROCESSABLE_ENTITY, self.refused).await
    }

    /// Signs an approval, if the device answered, and performs it.
    async fn approve(
        self,
        app: &App,
        (answered, approval): (Answered, Approval),
        act: Act,
        texts: TextsOf,
    ) -> Result<Response, Failure> {
        let signed = answered.sign(app, &self.who, self.id, approval, act).await;
        let act = signed.map_err(|failure| failure.keeping_words(self.refused.words.clone()))?;
        self.perform(app, act, texts).await
    }

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

/// Takes `seen` out of a form, and keeps the form to show it again if the act is refused.
fn begin(posted: Posted, proposal: ProposalId, action: Action) -> Result<(Attempt, u32, Fields), Failure> {
    let Posted { who, act: id, body, mut fields } = posted;
    let typed = fields.clone();
    let seen = fields.parse("seen")?;
    let refused = Refused { typed, ..Refused::default() };
    Ok((Attempt { who, id, body, proposal, action, refused }, seen, fields))
}

/// Takes `seen` and one text out of a form; what else it holds is refused.
fn attempt(
    posted: Posted,
    proposal: ProposalId,
    action: Action,
    text_field: &'static str,
) -> Result<(Attempt, u32, String), Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, action)?;
    let words = attempt.words(&mut fields, text_field)?;
    fields.finish()?;
    Ok((attempt, seen, words))
}

/// A day in its three fields, as `2026-11-08`; empty for one that is in no calendar, which the rules refuse.
fn typed_date(fields: &mut Fields) -> Result<String, Failure> {
    let (day, month, year) = (fields.one("day")?, fields.one("month")?, fields.one("year")?);
    Ok(written_day(&day, &month, &year))
}

macro_rules! acts_with_text {
    ($($(#[$meta:meta])* $name:ident($field:literal => $text:ident): $act:ident),* $(,)?) => {$(
        $(#[$meta])*
        pub(crate) async fn $name(
            State(app): State<App>,
            Ids(proposal): Ids<ProposalId>,
            posted: Posted,
        ) -> Result<Response, Failure> {
            let (attempt, seen, words) = attempt(posted, proposal, Action::$act, $field)?;
            let mut texts = TextsOf::default();
            let $text = prose(&mut texts, words)?;
            attempt.perform(&app, Act::$act { proposal, seen, $text }, texts).await
        }
    )*};
}

macro_rules! approvals {
    ($($(#[$meta:meta])* $name:ident($field:literal => $text:ident): $act:ident),* $(,)?) => {$(
        $(#[$meta])*
        pub(crate) async fn $name(
            State(app): State<App>,
            Ids(proposal): Ids<ProposalId>,
            from: From,
            mut posted: Posted,
        ) -> Result<Response, Failure> {
            let answered = Answered::take(&mut posted.fields, from)?;
            let (attempt, seen, words) = attempt(posted, proposal, Action::$act, $field)?;
            let mut texts = TextsOf::default();
            let $text = prose(&mut texts, words.clone())?;
            let approval = Approval::of_proposal(Action::$act, proposal, seen, words);
            attempt.approve(&app, (answered, approval), Act::$act { proposal, seen, $text }, texts).await
        }
    )*};
}

approvals! {
    /// The secretary approves.
    approve_as_secretary("remark" => remark): ApproveAsSecretary,
    /// The minister-in-charge approves.
    approve_as_minister("remark" => remark): ApproveAsMinister,
    /// The chief secretary forwards to the Chief Minister.
    clear("remark" => remark): Clear,
    /// The Chief Minister orders.
    order_for_meeting("remark" => remark): OrderForMeeting,
    /// The Chief Minister declines.
    decline("reason" => reason): Decline,
    /// The Chief Minister approves upon a circulation.
    approve_by_circulation("remark" => remark): ApproveByCirculation,
    /// The chief secretary sends a request for urgent approval to the Chief Minister.
    forward_urgent_request("remark" => remark): ForwardUrgentRequest,
    /// The Chief Minister approves in anticipation of the council's approval.
    approve_urgently("remark" => remark): ApproveUrgently,
    /// The Chief Minister confirms an order that he gave by telephone.
    confirm_telephone_order("remark" => remark): ConfirmTelephoneOrder,
}

acts_with_text! {
    /// The secretary submits to the cabinet section.
    submit("remark" => remark): Submit,
    /// The minister-in-charge withdraws.
    withdraw("reason" => reason): Withdraw,
    /// The cabinet section sends the note to the members.
    send_circulation("remark" => remark): SendCirculation,
    /// The chief secretary or the Chief Minister gives no urgent approval.
    refuse_urgent_approval("reason" => reason): RefuseUrgentApproval,
    /// Whoever sent the file takes it back before it is opened.
    pull_back_file("reason" => reason): PullBackFile,
    /// The Chief Minister's office lays a brief before the Chief Minister.
    write_brief("text" => text): WriteBrief,
    /// The Chief Minister gave no such order by telephone.
    disown_telephone_order("reason" => reason): DisownTelephoneOrder,
}

/// A department, as a form names it; none where none was chosen.
fn department(fields: &mut Fields) -> Result<Option<DepartmentId>, BadForm> {
    let chosen = fields.optional("department")?;
    chosen.map(|id| id.parse().map_err(|_| BadForm::BadChoice("department"))).transpose()
}

/// An act by which something goes to another desk, with what is written upon it.
async fn to_desk(
    app: &App,
    posted: Posted,
    (proposal, action): (ProposalId, Action),
    act: impl FnOnce(u32, PostId, TextRef) -> Act,
) -> Result<Response, Failure> {
    let (mut attempt, seen, mut fields) = begin(posted, proposal, action)?;
    let to = desk(&mut fields)?;
    let words = attempt.words(&mut fields, "remark")?;
    fields.finish()?;
    let Some(to) = to else { return attempt.not_chosen(app, "desk").await };
    let mut texts = TextsOf::default();
    let remark = prose(&mut texts, words)?;
    attempt.perform(app, act(seen, to, remark), texts).await
}

/// A desk, as a form names it; none where none was chosen.
fn desk(fields: &mut Fields) -> Result<Option<PostId>, BadForm> {
    let chosen = fields.optional("desk")?.filter(|chosen| !chosen.is_empty());
    chosen.map(|id| id.parse().map_err(|_| BadForm::BadChoice("desk"))).transpose()
}

/// A recipient of a folder asks for a printed copy of the note or of one of its papers.
pub(crate) async fn ask_copy(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    // The copy bears the id of the act that asked for it, so that a repeated form asks once.
    let copy = cabinet::ids::CopyId(posted.act.0);
    let (attempt, seen, mut fields) = begin(posted, proposal, Action::AskCopy)?;
    let chosen = fields.optional("copy_of")?.unwrap_or_default();
    fields.finish()?;
    let Some(of) = crate::pages::paper::copies::chosen(&app, &attempt.who, proposal, &chosen) else {
        return attempt.not_chosen(&app, "copy_of").await;
    };
    attempt.perform(&app, Act::AskCopy { copy, proposal, seen, of }, TextsOf::default()).await
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
    let to = desk(&mut fields)?;
    let state = app.office.state();
    let rules = state.rules().ok_or(Failure::Internal)?;
    let mine = super::draft::note(rules, &mut fields).map_err(|failure| failure.keeping(&kept))?;
    fields.finish()?;
    // An act that was sent before gets its first answer; it saves nothing again.
    // Nor does one that aims at what the cabinet section registers from paper: it is put up by nobody.
    let registered = state.proposal(proposal).is_some_and(|record| record.stage.name() == StageName::OnPaper);
    let known = state.accepted(id).is_some() || registered;
    let saved = if known { Ok(version) } else { app.office.save_draft(&who.session, proposal, &mine, version).await };
    let draft = match saved {
        Ok(version) => version,
        // Not open for drafting: the act itself tells a repetition from a page that is outdated.
        Err(DraftError::Read(ReadError::Unknown)) => version,
        Err(error) => return super::draft::not_saved(&app, &who, proposal, &mine, &kept, error).await,
    };
    let form = PutUpForm { proposal, seen, draft, to, remark: remark.clone() };
    match app.office.put_up(id, &who.session, body, form).await {
        Ok(_) => Ok(Redirect::to(&format!("/proposals/{proposal}")).into_response()),
        Err(ActError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let desk = to.map(|desk| desk.to_string()).unwrap_or_default();
            let shown = Shown { remark, desk, ..Shown::default() };
            super::draft::refused(&app, &who, proposal, &refusal, &kept, shown).await
        }
        Err(error) => Err(Failure::of_act(&app, &who, id, error).await.keeping(&kept)),
    }
}
