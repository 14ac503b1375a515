//! Pseudonyms: the same for the same person, charge or session, telling nothing without their key.

use crate::sessions::Factor;
use cabinet::Actor;
use cabinet::ids::{ChargeId, DeviceId, IdentityId, PasskeyId, PasswordId, PersonId};
use cabinet::text::Digest;
use uuid::Uuid;
use vault::Key;

/// Makes pseudonyms under a random key of their own, which is wrapped by the root key and not
/// derived from it: a new root key changes none of them.
pub(crate) struct Pseudonyms(Key);

impl Pseudonyms {
    pub(crate) const fn new(key: Key) -> Self {
        Self(key)
    }

    /// HMAC-SHA-256 over a word that says what stands behind, and ids of 16 bytes each.
    fn digest(&self, what: &str, ids: &[Uuid]) -> Digest {
        let mut bytes = what.as_bytes().to_vec();
        bytes.push(0);
        ids.iter().for_each(|id| bytes.extend_from_slice(id.as_bytes()));
        Digest(vault::hmac_sha256(self.0.bytes(), &bytes))
    }

    /// The same as an id of version 8, for a leaf.
    fn id(&self, what: &str, ids: &[Uuid]) -> Uuid {
        crate::ids::of_digest(self.digest(what, ids).0)
    }

    /// A person, in the sealed side of an entry.
    pub(crate) fn person(&self, id: PersonId) -> Digest {
        self.digest("person", &[id.0])
    }

    /// A charge, in the sealed side of an entry.
    pub(crate) fn charge(&self, id: ChargeId) -> Digest {
        self.digest("charge", &[id.0])
    }

    /// A passkey, in the sealed side of the beginning of a session.
    pub(crate) fn passkey(&self, id: PasskeyId) -> Digest {
        self.digest("passkey", &[id.0])
    }

    /// A password, in the sealed side of the beginning of a session.
    pub(crate) fn password(&self, id: PasswordId) -> Digest {
        self.digest("password", &[id.0])
    }

    /// An identity, in the sealed side of the beginning of a session.
    pub(crate) fn identity(&self, id: IdentityId) -> Digest {
        self.digest("identity", &[id.0])
    }

    /// A device, in the sealed side of the beginning of a session.
    pub(crate) fn device(&self, id: DeviceId) -> Digest {
        self.digest("device", &[id.0])
    }

    /// What a session began with, if it began with a thing that can be taken away.
    pub(crate) fn credential(&self, factor: Factor) -> Option<Digest> {
        match factor {
            Factor::Training => None,
            Factor::Passkey(id) => Some(self.passkey(id)),
            Factor::Password(id) => Some(self.password(id)),
            Factor::Identity(id) => Some(self.identity(id)),
        }
    }

    /// Person and charge of an actor; the office itself reads nothing and has no pseudonym.
    pub(crate) fn reader(&self, actor: &Actor) -> Reader {
        let person = actor.person().map(|person| self.person(person)).unwrap_or_default();
        Reader { person, charge: actor.charge().map(|charge| self.charge(charge)) }
    }

    /// A session in the public leaves of its beginning and its end.
    pub(crate) fn session(&self, session: Uuid) -> Uuid {
        self.id("session", &[session])
    }

    /// One session with one object in public leaves: who has the leaves alone sees that an opening
    /// followed its release, and not what else that session read.
    pub(crate) fn reading(&self, session: Uuid, object: Uuid) -> Uuid {
        self.id("reading", &[session, object])
    }
}

/// Who reads, by pseudonyms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reader {
    /// The person.
    pub person: Digest,
    /// The charge under which the person reads; none in the oldest entries.
    pub charge: Option<Digest>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_has_different_pseudonyms_for_different_ends() {
        let pseudonyms = Pseudonyms::new(Key::from_bytes([7; 32]));
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(pseudonyms.person(PersonId(one)), pseudonyms.person(PersonId(one)));
        assert_ne!(pseudonyms.person(PersonId(one)), pseudonyms.charge(ChargeId(one)));
        assert_ne!(pseudonyms.session(one), pseudonyms.session(other));
        assert_ne!(pseudonyms.reading(one, other), pseudonyms.reading(other, one));
        let foreign = Pseudonyms::new(Key::from_bytes([8; 32]));
        assert_ne!(pseudonyms.session(one), foreign.session(one), "another key, another pseudonym");
    }
}
