//! The notice of a recovery of lost officers, to everybody who may read of people.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::Moment;
use cabinet::recovery::Recovery;
use std::sync::Arc;

/// A recovery with its reason.
#[derive(Clone, Debug)]
pub struct RecoveryNotice {
    /// Its record.
    pub recovery: Arc<Recovery>,
    /// Why codes were ordered.
    pub reason: String,
}

impl Office {
    /// Recoveries since a moment of which the session's person is told, the last first; that their reasons went to the
    /// person is recorded first.
    ///
    /// # Errors
    /// [`ReadError`] when a reason cannot be read, or its release not be recorded.
    pub async fn recovery_notices(&self, session: &Session, since: Moment) -> Result<Vec<RecoveryNotice>, ReadError> {
        let state = self.state();
        let told = state.readable_recoveries(&session.actor).filter(|one| one.at >= since);
        let told: Vec<Arc<Recovery>> = told.cloned().collect();
        // Nearly always there are none.
        if told.is_empty() {
            return Ok(Vec::new());
        }
        self.custody.release(session, told.iter().map(|recovery| recovery.reason.id.0)).await?;
        let mut words = self.words_of(told.iter().map(|recovery| &recovery.reason)).await?;
        let notice = |recovery: Arc<Recovery>| RecoveryNotice {
            reason: words.remove(&recovery.reason.id.0).unwrap_or_default(),
            recovery,
        };
        Ok(told.into_iter().map(notice).collect())
    }
}
