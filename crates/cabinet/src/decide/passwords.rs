//! Decisions on passwords. Whether one is right is judged by the office, which sees it; here is whose it may be.

use super::Desk;
use crate::event::Event;
use crate::ids::{EnrolmentId, PasswordId, PersonId};
use crate::password::{Password, sign_in_name};
use crate::people::Actor;
use crate::permission::{Action, Subject};
use crate::refusal::Refusal;
use crate::text::TextRef;
use crate::ways::WayIn;

impl Desk<'_> {
    pub(super) fn set_password(&self, enrolment: EnrolmentId, password: Password) -> Result<Vec<Event>, Refusal> {
        if *self.actor != Actor::System {
            return Err(Refusal::Unknown);
        }
        let ordered = self.cabinet.enrolment(enrolment).ok_or(Refusal::Unknown)?;
        if !ordered.is_open(self.now) || ordered.enrolment.person != password.person {
            return Err(Refusal::Unknown);
        }
        let password = self.new_password(password)?;
        Ok(vec![Event::PasswordSet { password, enrolment: Some(enrolment) }])
    }

    pub(super) fn change_password(&self, password: Password) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::KeepPasskeys, 0, (0, self.now))?;
        let own = self.actor.person() == Some(password.person);
        if !own || self.cabinet.password_of(password.person).is_none() {
            return Err(Refusal::Unknown);
        }
        Ok(vec![Event::PasswordSet { password: self.new_password(password)?, enrolment: None }])
    }

    /// A person with no post that signs in so has none: a password opens nothing for a minister.
    pub(super) fn has_post_without_passkey(&self, person: PersonId) -> Result<(), Refusal> {
        let any = self.cabinet.charges_without_passkey(person).next().is_some();
        if any { Ok(()) } else { Err(Refusal::PasskeyNeeded) }
    }

    fn new_password(&self, password: Password) -> Result<Password, Refusal> {
        self.has_post_without_passkey(password.person)?;
        if self.cabinet.password(password.id).is_some() {
            return Err(Refusal::IdTaken);
        }
        let name = sign_in_name(&password.name).ok_or(Refusal::SignInNameUnfit)?;
        let taken = self.cabinet.password_named(&name);
        if taken.is_some_and(|other| other.password.person != password.person) {
            return Err(Refusal::SignInNameTaken);
        }
        Ok(Password { name, ..password })
    }

    /// To stop takes one. The office itself does it when somebody knows a password and guesses at its codes.
    pub(super) fn revoke_password(&self, id: PasswordId, why: Option<TextRef>) -> Result<Vec<Event>, Refusal> {
        let record = self.cabinet.password(id).ok_or(Refusal::Unknown)?;
        let reason = match *self.actor {
            Actor::System => None,
            Actor::Holder { .. } => self.keeps_or_revokes(record.password.person, why)?,
        };
        if record.revoked.is_some() {
            return Err(Refusal::IdTaken);
        }
        self.keeps_a_way_in(record.password.person, WayIn::Password(id))?;
        Ok(vec![Event::PasswordRevoked { password: id, reason }])
    }
}
