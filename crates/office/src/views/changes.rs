//! A change among departments, posts and people as one person may see it, and the codes that it ordered.

use crate::codes::Half;
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::change::{Change, CodeHalf};
use cabinet::ids::{ChangeId, ChargeId, EnrolmentId, PersonId};
use cabinet::permission::{Action, Subject, permitted};
use cabinet::{Act, Cabinet};
use std::sync::Arc;

/// A change as one person may see it.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// Its record.
    pub change: Arc<Change>,
    /// What the person may do with it now.
    pub actions: Vec<Action>,
    /// Why it was proposed.
    pub reason: String,
}

impl ChangeView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

/// One half of a code.
#[derive(Clone, Debug)]
pub struct CodeLine {
    /// Of which enrolment.
    pub enrolment: EnrolmentId,
    /// For whom.
    pub person: PersonId,
    /// The half; none when the code opens nothing any more.
    pub half: Option<String>,
}

impl Office {
    /// A change as the session's person may see it; the release of its reason is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn change_view(&self, session: &Session, id: ChangeId) -> Result<ChangeView, ReadError> {
        let state = self.state();
        let mut actions = permitted(&state, &session.actor, Subject::Change(id));
        if !actions.contains(&Action::ReadChange) {
            return Err(ReadError::Unknown);
        }
        let change = state.change(id).ok_or(ReadError::Unknown)?.clone();
        let now = self.now();
        actions.retain(|action| match action {
            Action::AgreeChange | Action::RefuseChange => now < change.ends,
            _ => true,
        });
        self.custody.release(session, [change.reason.id.0]).await?;
        let reason = self.words(&change.reason).await?;
        Ok(ChangeView { state, change, actions, reason })
    }

    /// The session's person's own halves of the codes that a change ordered. That they were shown is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for who neither proposed the change nor agreed to it, and for a person who has not proved
    /// lately who it is.
    pub async fn change_codes(
        &self,
        session: &Session,
        id: ChangeId,
    ) -> Result<(ChangeView, Half, Vec<CodeLine>), ReadError> {
        let view = self.change_view(session, id).await?;
        if !view.may(Action::ReadCodes) || !self.proof_is_fresh(session) {
            return Err(ReadError::Unknown);
        }
        let half = match view.state.code_half(&session.actor, &view.change).ok_or(ReadError::Unknown)? {
            CodeHalf::First => Half::First,
            CodeHalf::Second => Half::Second,
        };
        let now = self.now();
        let opens = |id| view.state.enrolment(id).is_some_and(|record| record.is_open(now));
        let ordered: Vec<_> = view.change.enrolments().collect();
        self.custody.release(session, ordered.iter().map(|(id, _)| *id).filter(|id| opens(*id)).map(|id| id.0)).await?;
        let lines = ordered.iter().map(|(enrolment, person)| CodeLine {
            enrolment: *enrolment,
            person: *person,
            half: opens(*enrolment).then(|| self.half_of(*enrolment, half)),
        });
        let lines = lines.collect();
        Ok((view, half, lines))
    }

    /// Hands posts back whose holders' leave is over.
    pub(crate) async fn end_leaves(&self) {
        for leave in cabinet::work::leaves_over(&self.state(), self.now()) {
            let Ok(charge) = self.new_id().map(ChargeId) else { continue };
            if let Err(error) = self.act_as_office(Act::EndLeave { leave, charge }).await {
                tracing::warn!(%error, "a post could not be handed back after a leave");
            }
        }
    }

    /// Puts in force what was agreed to and whose moment has come, and ends what nobody agreed to.
    pub(crate) async fn do_changes(&self) {
        for (change, agreed) in cabinet::work::changes_due(&self.state(), self.now()) {
            let act = if agreed { Act::EnactChange { change } } else { Act::EndChange { change, seen: 0 } };
            if let Err(error) = self.act_as_office(act).await {
                tracing::warn!(%error, "a change could not be put in force or ended");
            }
        }
    }
}
