//! Notices of the state on their way to persons: on their own page, by mail, by SMS.
//!
//! What there is to tell follows from the state ([`cabinet::notice`]). Here lies only what the state does not know: what a
//! person has seen (`notice_seen`), how a person is reached (`contact`) and what was delivered (`notice`), each sealed in a
//! drawer of its person, so that it can be forgotten.

mod contacts;
mod delivery;

pub use contacts::{Contact, ContactError};
pub use delivery::{Channel, Channels, DeliveryHealth, Letters, Pace, Undelivered};

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::ids::PersonId;
use cabinet::notice::{Notice, notices};
use ledger::{Drawer, DrawerWrite, LedgerError, Place};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

/// Bytes of the hash of a notice's id that make its number.
const NUMBER_BYTES: usize = 16;
/// Characters of that number by which it is known to have been seen.
const SEEN_CHARACTERS: usize = 16;

/// What [`Office::notices_of`] gives: a notice, and whether its person has not seen it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnNotice {
    /// The notice.
    pub notice: Notice,
    /// Whether it is new to its person.
    pub is_new: bool,
}

/// The number of a notice outside: a hash of its id, which tells nobody what it is about.
#[must_use]
pub fn notice_number(notice: &Notice) -> String {
    let hash = vault::sha256(notice.id().as_bytes());
    vault::hex(hash.get(..NUMBER_BYTES).unwrap_or_default())
}

fn seen_number(notice: &Notice) -> String {
    notice_number(notice).chars().take(SEEN_CHARACTERS).collect()
}

impl Office {
    /// What the person of a session is told under its charge, newest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub async fn notices_of(&self, session: &Session) -> Result<Vec<OwnNotice>, ReadError> {
        let found = notices(&self.state(), &session.actor, self.now());
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let (seen, _) = self.notices_seen(session).await?;
        let own = found.into_iter().map(|notice| OwnNotice { notice, is_new: !seen.contains(&seen_number(&notice)) });
        Ok(own.collect())
    }

    /// The person of a session has seen these. What stands no more is forgotten.
    ///
    /// # Errors
    /// [`ReadError`]; then they are new the next time too.
    pub async fn saw_notices(&self, session: &Session, shown: &[Notice]) -> Result<(), ReadError> {
        let Some(person) = session.actor.person() else { return Ok(()) };
        let (mut seen, version) = self.notices_seen(session).await?;
        let standing: BTreeSet<String> =
            notices(&self.state(), &session.actor, self.now()).iter().map(seen_number).collect();
        let before = seen.clone();
        seen.extend(shown.iter().map(seen_number));
        seen.retain(|one| standing.contains(one));
        if seen == before {
            return Ok(());
        }
        let write = self.kept_for(person, seen_place(person, session), &seen, Some(version))?;
        match self.database.put_drawer(write).await {
            // Another page of the same person saw them at the same time.
            Ok(_) | Err(LedgerError::DrawerConflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn notices_seen(&self, session: &Session) -> Result<(BTreeSet<String>, u64), ReadError> {
        let Some(person) = session.actor.person() else { return Ok((BTreeSet::new(), 0)) };
        let found = self.database.drawer(&seen_place(person, session)).await?;
        let version = found.as_ref().map_or(0, |drawer| drawer.version);
        let seen = found.and_then(|drawer| self.opened_for(person, &drawer));
        Ok((seen.unwrap_or_default(), version))
    }

    /// A value for a drawer of this person, sealed.
    fn kept_for<T: Serialize>(
        &self,
        person: PersonId,
        place: Place,
        value: &T,
        expected: Option<u64>,
    ) -> Result<DrawerWrite, ReadError> {
        let plain = serde_json::to_vec(value).map_err(|_| ReadError::Damaged("a notice"))?;
        let value = vault::seal(&self.drafts_key, person.0.as_bytes(), &plain)?;
        Ok(DrawerWrite { place, value: Some(value), expected })
    }

    /// What lies in a drawer of this person; none where it does not open: then it is as if nothing lay there.
    fn opened_for<T: DeserializeOwned>(&self, person: PersonId, drawer: &Drawer) -> Option<T> {
        let plain = vault::open(&self.drafts_key, person.0.as_bytes(), &drawer.value).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

fn seen_place(person: PersonId, session: &Session) -> Place {
    let charge = session.actor.charge().map(|charge| charge.to_string()).unwrap_or_default();
    Place { owner: person.to_string(), kind: "notice_seen".to_owned(), key: charge }
}
