//! An emergency access, and the notice of it to everybody concerned.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::Cabinet;
use cabinet::emergency::EmergencyAccess;
use cabinet::ids::EmergencyAccessId;
use cabinet::permission::{Action, Subject, permitted};
use std::sync::Arc;

/// An emergency access as one person may see it.
#[derive(Clone, Debug)]
pub struct EmergencyView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// Its record.
    pub access: Arc<EmergencyAccess>,
    /// What the person may do with it now.
    pub actions: Vec<Action>,
    /// Why it was asked for.
    pub reason: String,
    /// Number and date of the written order.
    pub order: String,
}

impl EmergencyView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

/// An emergency access with the reason, for everybody who is told of it.
#[derive(Clone, Debug)]
pub struct EmergencyNotice {
    /// Its record.
    pub access: Arc<EmergencyAccess>,
    /// Why it was given.
    pub reason: String,
}

impl Office {
    /// An emergency access as the session's person may see it; the release of its reason is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn emergency_view(&self, session: &Session, id: EmergencyAccessId) -> Result<EmergencyView, ReadError> {
        let state = self.state();
        let mut actions = permitted(&state, &session.actor, Subject::EmergencyAccess(id));
        if !actions.contains(&Action::ReadEmergencyAccess) {
            return Err(ReadError::Unknown);
        }
        let access = state.emergency_access(id).ok_or(ReadError::Unknown)?.clone();
        let over = access.over_at().is_some_and(|over| self.now() >= over);
        actions.retain(|action| !over || *action == Action::ReadEmergencyAccess);
        self.custody.release(session, [access.reason.id.0, access.order.id.0]).await?;
        let (reason, order) = (self.words(&access.reason).await?, self.words(&access.order).await?);
        Ok(EmergencyView { state, access, actions, reason, order })
    }

    /// Emergency accesses in force of which the session's person is told and that concern `what`, with their reasons;
    /// that these went to the person is recorded first.
    ///
    /// # Errors
    /// [`ReadError`] when a reason cannot be read, or its release not be recorded.
    pub async fn emergency_notices(
        &self,
        session: &Session,
        what: impl Fn(&Cabinet, &EmergencyAccess) -> bool,
    ) -> Result<Vec<EmergencyNotice>, ReadError> {
        let (state, now) = (self.state(), self.now());
        let told = state.readable_emergencies(&session.actor).filter(|one| one.in_force(now) && what(&state, one));
        let told: Vec<Arc<EmergencyAccess>> = told.cloned().collect();
        self.custody.release(session, told.iter().map(|access| access.reason.id.0)).await?;
        let mut notices = Vec::with_capacity(told.len());
        for access in told {
            let reason = self.words(&access.reason).await?;
            notices.push(EmergencyNotice { access, reason });
        }
        Ok(notices)
    }

    /// Ends emergency accesses whose time has passed.
    pub(crate) async fn end_emergencies(&self) {
        for access in cabinet::work::emergencies_over(&self.state(), self.now()) {
            let ended = self.act_as_office(cabinet::Act::EndEmergencyAccess { access, seen: 0 }).await;
            if let Err(error) = ended {
                tracing::warn!(%error, "an emergency access could not be ended");
            }
        }
    }
}
