//! A person's own ways in, without which nobody comes back by himself: passkeys, and the password where a post takes one. An
//! identity is none of them: a provider that is down would lock its person out.

use crate::cabinet::Cabinet;
use crate::ids::{PasskeyId, PasswordId, PersonId};

/// A way in of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// A passkey.
    Passkey(PasskeyId),
    /// A password with its one-time code.
    Password(PasswordId),
}

impl Cabinet {
    /// The ways by which a person can come in now.
    pub fn ways_in_of(&self, person: PersonId) -> impl Iterator<Item = WayIn> {
        let opens = self.charges_without_passkey(person).next().is_some();
        let password = self.password_of(person).filter(|_| opens).map(|one| WayIn::Password(one.password.id));
        self.passkeys_of(person).map(|one| WayIn::Passkey(one.passkey.id)).chain(password)
    }

    /// Whether this is the one way by which a person can come in: its owner does not take it away.
    #[must_use]
    pub fn is_last_way_in(&self, person: PersonId, way: WayIn) -> bool {
        self.ways_in_of(person).eq([way])
    }
}
