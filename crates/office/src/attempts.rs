//! Attempts to sign in that failed, for the person at whom they aimed: kept sealed until that person comes in, and shown then.
//! Of an attempt that aimed at nobody the same is written, so that no time tells who has an account.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::Moment;
use cabinet::ids::PersonId;
use ledger::{DrawerWrite, LedgerError, Place};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use uuid::Uuid;

/// Attempts that are told one by one, the last ones; those before them are counted.
pub const ATTEMPTS_TOLD_MAX: usize = 5;
/// Of attempts at once from everywhere some are not counted.
const TRIES: usize = 4;
const NOBODY: PersonId = PersonId(Uuid::nil());

/// When and from which address somebody tried to come in, or came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// When.
    pub at: Moment,
    /// From where.
    pub from: IpAddr,
}

/// What a person is told in a session of the time before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noticed {
    /// When the person came in last before; none the first time.
    pub before: Option<Attempt>,
    /// How many attempts failed since.
    pub failures: u32,
    /// The last of them, the latest first; at most [`ATTEMPTS_TOLD_MAX`].
    pub failed: Vec<Attempt>,
}

/// What lies sealed for a person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// When the person came in last.
    came: Option<Attempt>,
    /// Since then.
    failures: u32,
    failed: Vec<Attempt>,
    /// What the session that began then is told.
    session: Option<Uuid>,
    told: Noticed,
}

fn place(person: PersonId) -> Place {
    Place { owner: "attempts".to_owned(), kind: "failed".to_owned(), key: person.to_string() }
}

impl Office {
    /// What lies for a person, and the version of the drawer. What was sealed under a root key of before is forgotten.
    async fn attempts(&self, person: PersonId) -> Result<(Kept, u64), ReadError> {
        let Some(drawer) = self.database.drawer(&place(person)).await? else { return Ok((Kept::default(), 0)) };
        let opened = vault::open(self.sessions.cookie_key(), person.0.as_bytes(), &drawer.value).ok();
        let kept = opened.and_then(|plain| serde_json::from_slice(&plain).ok());
        Ok((kept.unwrap_or_default(), drawer.version))
    }

    async fn keep_attempts(&self, person: PersonId, change: impl Fn(&mut Kept)) -> Result<(), ReadError> {
        for _ in 0..TRIES {
            let (mut kept, version) = self.attempts(person).await?;
            change(&mut kept);
            let plain = serde_json::to_vec(&kept).map_err(|_| ReadError::Damaged("attempts to sign in"))?;
            let sealed = vault::seal(self.sessions.cookie_key(), person.0.as_bytes(), &plain)?;
            let write = DrawerWrite { place: place(person), value: Some(sealed), expected: Some(version) };
            match self.database.put_drawer(write).await {
                Err(LedgerError::DrawerConflict { .. }) => {}
                written => return written.map(drop).map_err(ReadError::from),
            }
        }
        Ok(())
    }

    /// Keeps that somebody tried to come in as this person, or as nobody whom we know.
    pub(crate) async fn attempt_failed(&self, person: Option<PersonId>, from: IpAddr) {
        let attempt = Attempt { at: self.now(), from };
        let kept = self.keep_attempts(person.unwrap_or(NOBODY), |kept| {
            kept.failures = kept.failures.saturating_add(1);
            kept.failed.insert(0, attempt);
            kept.failed.truncate(ATTEMPTS_TOLD_MAX);
        });
        if let Err(error) = kept.await {
            tracing::error!(%error, "an attempt to sign in could not be kept for whom it aimed at");
        }
    }

    /// What has failed until now is what the session that has just begun is told.
    pub(crate) async fn came_in(&self, session: &Session, from: IpAddr) {
        let Some(person) = session.actor.person() else { return };
        let came = Attempt { at: session.began, from };
        let kept = self.keep_attempts(person, |kept| {
            let (failures, failed) = (std::mem::take(&mut kept.failures), std::mem::take(&mut kept.failed));
            kept.told = Noticed { before: kept.came, failures, failed };
            (kept.came, kept.session) = (Some(came), Some(session.id.0));
        });
        if let Err(error) = kept.await {
            tracing::error!(%error, "who came in could not be told of attempts before");
        }
    }

    /// What a session's person is told of the time before it; nothing in a session that began in another way than by coming
    /// in, and in one after which the person came in once more.
    ///
    /// # Errors
    /// [`ReadError`].
    pub async fn noticed(&self, session: &Session) -> Result<Noticed, ReadError> {
        let Some(person) = session.actor.person() else { return Ok(Noticed::default()) };
        let (kept, _) = self.attempts(person).await?;
        Ok(if kept.session == Some(session.id.0) { kept.told } else { Noticed::default() })
    }
}
