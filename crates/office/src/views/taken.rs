//! Why what opened a door was taken away by another hand than its owner's.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::ids::{PersonId, TextId};
use cabinet::passkey::TakenAway;
use cabinet::permission::{Action, Subject};
use std::collections::BTreeMap;

/// Reasons by their text.
pub type TakenReasons = BTreeMap<TextId, String>;

impl Office {
    /// The reasons for which passkeys, passwords and identities of one person, or of everybody, were taken away; their release is
    /// recorded first. The person himself reads his own; of others, who may read of people.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for who may not.
    pub async fn taken_reasons(&self, session: &Session, of: Option<PersonId>) -> Result<TakenReasons, ReadError> {
        let state = self.state();
        let own = of.is_some() && of == session.actor.person();
        let action = if own { Action::KeepPasskeys } else { Action::ReadPeople };
        if !state.may(&session.actor, Subject::Government, action) {
            return Err(ReadError::Unknown);
        }
        let meant = |person: PersonId| of.is_none_or(|of| of == person);
        let passkeys = state.passkeys().filter(|one| meant(one.passkey.person)).filter_map(|one| one.taken.as_ref());
        let passwords = state.passwords().filter(|one| meant(one.password.person)).filter_map(|one| one.taken.as_ref());
        let identities = state.identities().filter(|one| meant(one.identity.person));
        let identities = identities.filter_map(|one| one.taken.as_ref());
        let taken: Vec<&TakenAway> = passkeys.chain(passwords).chain(identities).collect();
        self.custody.release(session, taken.iter().map(|one| one.reason.id.0)).await?;
        let mut reasons = TakenReasons::new();
        for one in taken {
            reasons.insert(one.reason.id, self.words(&one.reason).await?);
        }
        Ok(reasons)
    }
}
