//! Decisions on identities. That somebody proved to be one, there and here, is judged by the office; here is whose it may be.

use super::Desk;
use crate::event::Event;
use crate::identity::Identity;
use crate::ids::IdentityId;
use crate::people::Actor;
use crate::permission::{Action, Subject};
use crate::refusal::Refusal;
use crate::text::TextRef;

impl Desk<'_> {
    /// Binds an identity to its own person. A provider gives a subject to one person for ever, and so do we.
    pub(super) fn bind_identity(&self, identity: Identity) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::KeepPasskeys, 0, (0, self.now))?;
        let person = identity.person;
        // Without a way in of our own, a provider that is down would lock its person out.
        let local = self.cabinet.passkeys_of(person).next().is_some() || self.cabinet.password_of(person).is_some();
        if self.actor.person() != Some(person) || !local {
            return Err(Refusal::Unknown);
        }
        self.has_post_without_passkey(person)?;
        if self.cabinet.identity(identity.id).is_some() {
            return Err(Refusal::IdTaken);
        }
        let mut same = self.cabinet.identities().map(|one| &one.identity);
        let anothers = same.any(|one| {
            one.person != person && (one.issuer.as_str(), one.subject) == (identity.issuer.as_str(), identity.subject)
        });
        if anothers { Err(Refusal::IdentityTaken) } else { Ok(vec![Event::IdentityBound { identity }]) }
    }

    /// To stop takes one.
    pub(super) fn revoke_identity(&self, id: IdentityId, why: Option<TextRef>) -> Result<Vec<Event>, Refusal> {
        let record = self.cabinet.identity(id).ok_or(Refusal::Unknown)?;
        if *self.actor == Actor::System {
            return Err(Refusal::Unknown);
        }
        let reason = self.keeps_or_revokes(record.identity.person, why)?;
        if record.revoked.is_some() {
            return Err(Refusal::IdTaken);
        }
        Ok(vec![Event::IdentityRevoked { identity: id, reason }])
    }
}
