//! Approvals are signed by the approver's device: what it is asked, and what it answered.

use super::{not_let_in, options};
use crate::app::App;
use crate::arrival::From;
use crate::door::Door;
use crate::failure::Failure;
use crate::form::{Fields, Posted};
use crate::pages::proposals::acts::circulation;
use crate::routes::ROUTES;
use crate::visit::SignedIn;
use axum::Json;
use axum::extract::State;
use cabinet::circulation::CirculationAnswer;
use cabinet::ids::ActId;
use cabinet::permission::Action;
use cabinet::{Act, Moment};
use office::{Approval, SignInError, answer_terms, circulation_terms};
use serde_json::Value;
use std::net::IpAddr;

/// What the device is asked before an approval's form is sent. `address` is where that form goes; its other fields come
/// along. Nothing is recorded of it.
pub(crate) async fn challenge(State(app): State<App>, mut posted: Posted) -> Result<Json<Value>, Failure> {
    let address = posted.fields.one("address")?;
    let seen = posted.fields.parse("seen")?;
    let _ = (posted.fields.optional("ceremony")?, posted.fields.optional("answer")?);
    // What declines gives a reason where the others have a remark.
    let (remark, reason) = (posted.fields.optional("remark")?, posted.fields.optional("reason")?);
    let (order, position) = (circulation::order(&mut posted.fields)?, circulation::position(&mut posted.fields)?);
    posted.fields.finish()?;
    let words = remark.or(reason).unwrap_or_default();
    let approval = approval(&address, seen, words.trim()).and_then(|approval| chosen(approval, order, position));
    let approval = approval.ok_or(Failure::Unknown)?;
    let ceremony = app.office.begin_approval(&posted.who.session, &approval).map_err(not_asked)?;
    options(&ceremony).map(Json)
}

/// What may not be approved is unknown, whether it is there or not.
fn not_asked(error: SignInError) -> Failure {
    match error {
        SignInError::Read(office::ReadError::Unknown) => Failure::Unknown,
        error => not_let_in(error),
    }
}

/// The approval with what is chosen beside it; none where the choice is missing.
fn chosen(
    approval: Approval,
    (until, silence_agrees): (Option<Moment>, bool),
    position: Option<CirculationAnswer>,
) -> Option<Approval> {
    Some(match approval.action {
        Action::OrderForCirculation => approval.with(circulation_terms(until?, silence_agrees)),
        Action::AnswerCirculation => approval.with(answer_terms(position?)),
        _ => approval,
    })
}

/// What a form of this address approves: its last part is the action's key.
fn approval(address: &str, seen: u32, remark: &str) -> Option<Approval> {
    let mut parts = address.strip_prefix('/')?.split('/');
    let (of, id, act) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let key = act.replace('-', "_");
    let action = Action::ALL.iter().copied().find(|action| action.key() == key)?;
    match of {
        "proposals" if asks_approval(&format!("/proposals/{{proposal}}/{act}")) => {
            Some(Approval::of_proposal(action, id.parse().ok()?, seen, remark.to_owned()))
        }
        "meetings" if asks_approval(&format!("/meetings/{{meeting}}/{act}")) => {
            Some(Approval::of_meeting(action, id.parse().ok()?, seen))
        }
        _ => None,
    }
}

/// Whether the table of addresses has an approval there.
fn asks_approval(path: &str) -> bool {
    ROUTES.iter().any(|route| route.path == path && matches!(route.door, Door::Approval(_)))
}

/// What a device answered, as an approval's form brings it; empty in training and without scripts.
pub(crate) struct Answered {
    ceremony: String,
    answer: String,
    from: IpAddr,
}

impl Answered {
    pub(crate) fn take(fields: &mut Fields, From(from): From) -> Result<Self, Failure> {
        let mut optional = |name| fields.optional(name).map(Option::unwrap_or_default);
        Ok(Self { ceremony: optional("ceremony")?, answer: optional("answer")?, from })
    }

    /// The approval with its signature. Without one, or over something that has moved on, it stays as it is: the rules
    /// tell what is missing.
    pub(crate) async fn sign(
        self,
        app: &App,
        who: &SignedIn,
        id: ActId,
        approval: Approval,
        act: Act,
    ) -> Result<Act, Failure> {
        // Sent again, it has its first answer.
        if self.answer.is_empty() || app.office.state().accepted(id).is_some() {
            return Ok(act);
        }
        let Self { ceremony, answer, from } = self;
        let signature = app.office.finish_approval(&who.session, &ceremony, &answer, &approval, from).await;
        Ok(match signature.map_err(not_let_in)? {
            Some(signature) => Act::Signed { act: Box::new(act), signature },
            None => act,
        })
    }
}
