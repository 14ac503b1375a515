//! The decision on a recovery of lost officers.

use super::{Desk, reason, steps};
use crate::cabinet::LedgerNature;
use crate::change::Step;
use crate::event::Event;
use crate::ids::PasskeyId;
use crate::officers::{Officers, PROPOSING};
use crate::people::{Actor, Person};
use crate::recovery::{OFFICERS_RECOVERED, OfficerToRecover, RecoveredOfficer, SILENT_DAYS};
use crate::refusal::Refusal;
use crate::text::TextRef;
use std::collections::BTreeSet;

impl Desk<'_> {
    /// Codes for two under posts of the cabinet section. Whatever opened a door for them before opens nothing from this
    /// moment on: nobody knows who has it.
    pub(super) fn recover_officers(
        &self,
        why: TextRef,
        officers: &[OfficerToRecover],
        silent: Vec<PasskeyId>,
    ) -> Result<Vec<Event>, Refusal> {
        let real = self.cabinet.nature() == Some(LedgerNature::Real);
        let lost = |id: &PasskeyId| {
            let living = self.cabinet.passkey(*id).filter(|record| record.revoked.is_none());
            living.is_some_and(|record| record.enrolled.plus_days(SILENT_DAYS) <= self.now)
        };
        if *self.actor != Actor::System || !real || !silent.iter().all(lost) {
            return Err(Refusal::Unknown);
        }
        if self.cabinet.officers_without(&silent, self.now) >= Officers::Able {
            return Err(Refusal::OfficersAble);
        }
        let persons: BTreeSet<_> = officers.iter().map(|one| one.person).collect();
        let posts: BTreeSet<_> = officers.iter().map(|one| one.post).collect();
        let two = [officers.len(), persons.len(), posts.len()] == [OFFICERS_RECOVERED; 3];
        if !two || !officers.iter().all(|one| self.may_be_recovered(one)) {
            return Err(Refusal::PostsUnfit);
        }
        let steps: Vec<Step> = officers.iter().flat_map(steps_of).collect();
        let done = steps::effects(self.cabinet, &steps, self.now).map_err(Refusal::StepsUnfit)?;
        let number = u32::try_from(self.cabinet.recoveries.len()).unwrap_or(u32::MAX).saturating_add(1);
        let recovered = officers.iter().map(|one| RecoveredOfficer {
            post: one.post,
            person: one.person,
            enrolment: one.enrolment,
            code: one.code,
        });
        let mut events =
            vec![Event::OfficersRecovered { number, reason: reason(why)?, officers: recovered.collect(), silent }];
        for person in officers.iter().map(|one| one.person) {
            let own = self.cabinet.passkeys_of(person);
            events.extend(own.map(|record| Event::PasskeyRevoked { passkey: record.passkey.id, reason: None }));
            let own = self.cabinet.password_of(person);
            events.extend(own.map(|record| Event::PasswordRevoked { password: record.password.id, reason: None }));
            let own = self.cabinet.identity_of(person);
            events.extend(own.map(|record| Event::IdentityRevoked { identity: record.identity.id, reason: None }));
        }
        events.extend(done);
        Ok(events)
    }

    /// A post of the section that the person holds, or that nobody holds and the person takes: a recovery takes no post
    /// away.
    fn may_be_recovered(&self, one: &OfficerToRecover) -> bool {
        let section = self.cabinet.post(one.post).is_some_and(|post| PROPOSING.contains(&post.kind));
        let holder = self.cabinet.charge_of_post(one.post).map(|charge| charge.person);
        section && holder.is_none_or(|holder| holder == one.person) && holder.is_none() == one.charge.is_some()
    }
}

fn steps_of(one: &OfficerToRecover) -> Vec<Step> {
    let enters = one.name.clone().map(|name| Step::EnterPerson { person: Person { id: one.person, name } });
    let takes = one.charge.map(|charge| Step::TakeCharge { charge, person: one.person, post: one.post });
    let enrols = Step::Enrol { enrolment: one.enrolment, person: one.person };
    enters.into_iter().chain(takes).chain([enrols]).collect()
}
