//! Decisions on changes among departments, posts and people, and on passkeys.

use super::{Desk, line, reason, steps};
use crate::act::Act;
use crate::change::{CHANGE_DAYS, Change, Impossible, STEPS_MAX, Step};
use crate::event::Event;
use crate::ids::{ChangeId, EnrolmentId, PasskeyId, PersonId};
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::people::Actor;
use crate::permission::{Action, Subject};
use crate::refusal::Refusal;
use crate::text::TextRef;
use crate::ways::WayIn;
use std::sync::Arc;

/// Days ahead for which a change may be set.
const AHEAD_DAYS_MAX: u32 = 366;

impl Desk<'_> {
    pub(super) fn change_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::ProposeChange { change, reason, steps, at } => self.propose_change(change, reason, steps, at),
            Act::AgreeChange { change, seen } => self.agree_change(change, seen),
            Act::RefuseChange { change, seen } => {
                self.in_good_time(change, Action::RefuseChange, seen)?;
                Ok(vec![Event::ChangeRefused { change }])
            }
            Act::EndChange { change, seen } => {
                if *self.actor == Actor::System {
                    self.due(change)?;
                } else {
                    self.change(change, Action::EndChange, seen)?;
                }
                Ok(vec![Event::ChangeEnded { change }])
            }
            Act::AcknowledgeChange { change, seen } => self.acknowledge_change(change, seen),
            Act::EnactChange { change } => self.enact_change(change),
            Act::EnrolPasskey { enrolment, passkey } => self.enrol_passkey(enrolment, passkey),
            Act::AddPasskey { passkey } => self.add_passkey(passkey),
            Act::RevokePasskey { passkey, reason } => self.revoke_passkey(passkey, reason),
            _ => Err(Refusal::Unknown),
        }
    }

    fn change(&self, id: ChangeId, action: Action, seen: u32) -> Result<&Arc<Change>, Refusal> {
        let change = self.cabinet.change(id).ok_or(Refusal::Unknown)?;
        self.demand(Subject::Change(id), action, seen, (change.version, change.since))?;
        Ok(change)
    }

    /// The second person's word, while the change waits for it.
    fn in_good_time(&self, id: ChangeId, action: Action, seen: u32) -> Result<&Arc<Change>, Refusal> {
        let change = self.change(id, action, seen)?;
        if self.now >= change.ends { Err(Refusal::ChangeOver) } else { Ok(change) }
    }

    fn propose_change(
        &self,
        change: ChangeId,
        why: TextRef,
        steps: Vec<Step>,
        at: Option<Moment>,
    ) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::ProposeChange, 0, (0, self.now))?;
        if self.cabinet.changes.contains_key(&change) {
            return Err(Refusal::IdTaken);
        }
        if steps.is_empty() || steps.len() > STEPS_MAX {
            return Err(Refusal::StepsUncounted { steps_max: STEPS_MAX });
        }
        if at.is_some_and(|at| at <= self.now || at > self.now.plus_days(AHEAD_DAYS_MAX)) {
            return Err(Refusal::MomentUnfit);
        }
        self.effects(&steps, at.unwrap_or(self.now))?;
        let number = u32::try_from(self.cabinet.changes.len()).unwrap_or(u32::MAX).saturating_add(1);
        let ends = self.now.plus_days(CHANGE_DAYS);
        Ok(vec![Event::ChangeProposed { change, number, reason: reason(why)?, steps, at, ends }])
    }

    /// A change whose moment has passed while it waited is done at once: who agrees sees both.
    fn agree_change(&self, id: ChangeId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let change = self.in_good_time(id, Action::AgreeChange, seen)?;
        let effects = self.effects(&change.steps, change.at.unwrap_or(self.now).max(self.now))?;
        let mut events = vec![Event::ChangeAgreed { change: id }];
        if change.at.is_none_or(|at| at <= self.now) {
            events.push(Event::ChangeEnacted { change: id });
            events.extend(effects);
        }
        Ok(events)
    }

    /// What has become impossible until its moment is not done; the record says why, and so do page and desk.
    fn enact_change(&self, id: ChangeId) -> Result<Vec<Event>, Refusal> {
        if *self.actor != Actor::System {
            return Err(Refusal::Unknown);
        }
        let change = self.cabinet.change(id).ok_or(Refusal::Unknown)?;
        if change.stage.agreed().is_none() || !change.due(self.now) {
            return Err(Refusal::IdTaken);
        }
        Ok(match self.effects(&change.steps, self.now) {
            Ok(effects) => std::iter::once(Event::ChangeEnacted { change: id }).chain(effects).collect(),
            Err(refusal) => vec![Event::ChangeImpossible { change: id, why: impossible(refusal)? }],
        })
    }

    /// Once for each post that had a hand in it.
    fn acknowledge_change(&self, id: ChangeId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let change = self.change(id, Action::AcknowledgeChange, seen)?;
        let own = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?;
        if self.cabinet.has_acknowledged(own.id, change) {
            return Err(Refusal::IdTaken);
        }
        Ok(vec![Event::ChangeAcknowledged { change: id }])
    }

    /// The office itself ends what waited in vain, once.
    fn due(&self, id: ChangeId) -> Result<(), Refusal> {
        let change = self.cabinet.change(id).ok_or(Refusal::Unknown)?;
        let waits = change.stage == crate::change::ChangeStage::Proposed;
        if waits && change.due(self.now) { Ok(()) } else { Err(Refusal::IdTaken) }
    }

    /// What steps do at a moment. Departments that must be asked must be among those that there are, as soon as there are any: one
    /// that is not there would never be asked, without anybody noticing.
    fn effects(&self, steps: &[Step], at: Moment) -> Result<Vec<Event>, Refusal> {
        let effects = steps::effects(self.cabinet, steps, at).map_err(Refusal::StepsUnfit)?;
        let entered = |key: &str| {
            effects
                .iter()
                .any(|event| matches!(event, Event::DepartmentEntered { department } if department.key == key))
        };
        let enters = effects.iter().any(|event| matches!(event, Event::DepartmentEntered { .. }));
        let needed = self.cabinet.rules().into_iter().flat_map(|rules| &rules.compulsory_views);
        let there = |key: &str| self.cabinet.department_named(key).is_some() || entered(key);
        match needed.map(|view| &view.department).find(|key| enters && !there(key)) {
            Some(key) => Err(Refusal::RulesDepartmentMissing { key: key.clone() }),
            None => Ok(effects),
        }
    }

    fn enrol_passkey(&self, enrolment: EnrolmentId, passkey: Passkey) -> Result<Vec<Event>, Refusal> {
        if *self.actor != Actor::System {
            return Err(Refusal::Unknown);
        }
        let ordered = self.cabinet.enrolment(enrolment).ok_or(Refusal::Unknown)?;
        if !ordered.is_open(self.now) || ordered.enrolment.person != passkey.person {
            return Err(Refusal::Unknown);
        }
        let passkey = self.new_passkey(passkey)?;
        Ok(vec![Event::PasskeyEnrolled { passkey, enrolment: Some(enrolment) }])
    }

    fn add_passkey(&self, passkey: Passkey) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::KeepPasskeys, 0, (0, self.now))?;
        if self.actor.person() != Some(passkey.person) {
            return Err(Refusal::Unknown);
        }
        let passkey = self.new_passkey(passkey)?;
        Ok(vec![Event::PasskeyEnrolled { passkey, enrolment: None }])
    }

    fn new_passkey(&self, passkey: Passkey) -> Result<Passkey, Refusal> {
        let mut known = self.cabinet.passkeys();
        if known.any(|one| one.passkey.handle == passkey.handle || one.passkey.id == passkey.id) {
            return Err(Refusal::IdTaken);
        }
        Ok(Passkey { label: line("label", &passkey.label)?, ..passkey })
    }

    /// What opens a door is taken away by its owner, or by who may do so for somebody else, and says why.
    pub(super) fn keeps_or_revokes(&self, owner: PersonId, why: Option<TextRef>) -> Result<Option<TextRef>, Refusal> {
        let own = self.actor.person() == Some(owner);
        let action = if own { Action::KeepPasskeys } else { Action::RevokePasskeys };
        self.demand(Subject::Government, action, 0, (0, self.now))?;
        match why {
            Some(why) => reason(why).map(Some),
            None if own => Ok(None),
            None => Err(Refusal::ReasonMissing),
        }
    }

    /// Whoever takes the own last way in away comes back by no other: it takes a new code, and that two persons. What is lost
    /// is taken away by another one, who tells them.
    pub(super) fn keeps_a_way_in(&self, owner: PersonId, lost: WayIn) -> Result<(), Refusal> {
        let own = self.actor.person() == Some(owner);
        if own && self.cabinet.is_last_way_in(owner, lost) { Err(Refusal::LastWayIn) } else { Ok(()) }
    }

    /// To give takes two persons; to stop takes one: a passkey that is lost must not wait for anybody.
    /// The last passkey of one of the last two who can change people waits for another one: afterwards nobody could ever
    /// enrol anybody. So does one's own last way in.
    fn revoke_passkey(&self, id: PasskeyId, why: Option<TextRef>) -> Result<Vec<Event>, Refusal> {
        let record = self.cabinet.passkey(id).ok_or(Refusal::Unknown)?;
        let reason = self.keeps_or_revokes(record.passkey.person, why)?;
        if record.revoked.is_some() {
            return Err(Refusal::IdTaken);
        }
        let events = vec![Event::PasskeyRevoked { passkey: id, reason }];
        if self.loses_officers(&events) {
            return Err(Refusal::LastOfficers);
        }
        self.keeps_a_way_in(record.passkey.person, WayIn::Passkey(id))?;
        Ok(events)
    }
}

/// What is recorded of a change that cannot be done at its moment; any other refusal is none of the change's own.
fn impossible(refusal: Refusal) -> Result<Impossible, Refusal> {
    match refusal {
        Refusal::StepsUnfit(faults) => Ok(Impossible::Steps { faults }),
        Refusal::RulesDepartmentMissing { key } => Ok(Impossible::DepartmentMissing { key }),
        other => Err(other),
    }
}
