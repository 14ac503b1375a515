//! How events change departments, posts, people, charges and passkeys.

use crate::body::BodyRecord;
use crate::cabinet::Cabinet;
use crate::change::{Change, ChangeStage};
use crate::device::{DeviceRecord, EnrolledDevice};
use crate::event::{Event, Recorded};
use crate::identity::IdentityRecord;
use crate::ids::{ChangeId, EnrolmentId, LeaveId};
use crate::inquiry::Signed;
use crate::leave::LeaveRecord;
use crate::merger::Merger;
use crate::ministry::MinistryRecord;
use crate::moment::Moment;
use crate::passkey::{EnrolmentRecord, PasskeyRecord, TakenAway};
use crate::password::PasswordRecord;
use crate::people::{FormerName, Person};
use crate::recovery::Recovery;
use std::sync::Arc;

impl Cabinet {
    /// Everything among people that does not depend on who acted: also asked of a change that is only looked at.
    pub(crate) fn apply_to_people(&mut self, at: Moment, event: &Event) {
        match event {
            Event::DepartmentEntered { department } | Event::DepartmentChanged { department } => {
                self.departments.insert(department.id, Arc::new(department.clone()));
            }
            Event::PostEntered { post } | Event::PostChanged { post } => {
                self.posts.insert(post.id, Arc::new(post.clone()));
            }
            Event::PersonEntered { person } => {
                self.persons.insert(person.id, Arc::new(person.clone()));
            }
            Event::PersonChanged { person } => self.rename_person(person, at),
            Event::ChargeTaken { charge } => {
                self.charges.insert(charge.id, Arc::new(charge.clone()));
            }
            Event::ChargeEnded { charge } => {
                if let Some(charge) = self.charges.get_mut(charge) {
                    Arc::make_mut(charge).until = Some(at);
                }
                // Whoever was to have the post back has it no more when it went another way.
                if let Some(leave) = self.leave_with_stand_in(*charge).map(|record| record.leave.id) {
                    self.end_leave(leave, at);
                }
            }
            Event::EnrolmentOrdered { enrolment } => {
                let same = |other: &&Arc<EnrolmentRecord>| other.enrolment.person == enrolment.person;
                let unused = self.enrolments.values().filter(same).filter(|other| !other.is_used() && !other.replaced);
                let earlier: Vec<EnrolmentId> = unused.map(|other| other.enrolment.id).collect();
                for id in earlier {
                    if let Some(other) = self.enrolments.get_mut(&id) {
                        Arc::make_mut(other).replaced = true;
                    }
                }
                let record =
                    EnrolmentRecord { enrolment: enrolment.clone(), used: None, password: None, replaced: false };
                self.enrolments.insert(enrolment.id, Arc::new(record));
            }
            Event::PasskeyEnrolled { passkey, enrolment } => {
                if let Some(ordered) = enrolment.and_then(|id| self.enrolments.get_mut(&id)) {
                    Arc::make_mut(ordered).used = Some(passkey.id);
                }
                let record = PasskeyRecord { passkey: passkey.clone(), enrolled: at, revoked: None, taken: None };
                self.passkeys.insert(passkey.id, Arc::new(record));
            }
            Event::PasskeyRevoked { passkey, .. } => {
                if let Some(record) = self.passkeys.get_mut(passkey) {
                    Arc::make_mut(record).revoked = Some(at);
                }
            }
            event => self.apply_to_bodies(at, event),
        }
    }

    /// Bodies, ranks, leaves, mergers and ministries.
    fn apply_to_bodies(&mut self, at: Moment, event: &Event) {
        match event {
            Event::PostClosed { post } => {
                self.closed_posts.insert(*post, at);
            }
            Event::PostRanked { post, rank: Some(rank) } => {
                self.post_ranks.insert(*post, *rank);
            }
            Event::PostRanked { post, rank: None } => {
                self.post_ranks.remove(post);
            }
            Event::RankSet { rank } => {
                self.ranks.insert(rank.id, Arc::new(rank.clone()));
            }
            Event::BodyEntered { body } => {
                let record = BodyRecord { body: body.clone(), since: at, dissolved: None };
                self.bodies.insert(body.id, Arc::new(record));
            }
            Event::BodyChanged { body } => {
                if let Some(record) = self.bodies.get_mut(&body.id) {
                    Arc::make_mut(record).body = body.clone();
                }
            }
            Event::BodyDissolved { body } => {
                if let Some(record) = self.bodies.get_mut(body) {
                    Arc::make_mut(record).dissolved = Some(at);
                }
            }
            Event::LeaveArranged { leave } => {
                let record = LeaveRecord { leave: leave.clone(), from: at, ended: None };
                self.leaves.insert(leave.id, Arc::new(record));
            }
            Event::LeaveEnded { leave } => self.end_leave(*leave, at),
            Event::DepartmentMerged { department, into } => {
                self.mergers.insert(*department, Merger { into: *into, at });
                if let Some(department) = self.departments.get_mut(department) {
                    Arc::make_mut(department).minister = None;
                }
            }
            Event::MinistryBegun { ministry } => {
                self.ministries.push_back(MinistryRecord { ministry: ministry.clone(), since: at });
            }
            event => self.apply_to_passwords(at, event),
        }
    }

    fn apply_to_passwords(&mut self, at: Moment, event: &Event) {
        match event {
            Event::PasswordSet { password, enrolment } => {
                if let Some(ordered) = enrolment.and_then(|id| self.enrolments.get_mut(&id)) {
                    Arc::make_mut(ordered).password = Some(password.id);
                }
                let before = self.password_of(password.person).map(|record| record.password.id);
                if let Some(record) = before.and_then(|id| self.passwords.get_mut(&id)) {
                    Arc::make_mut(record).revoked = Some(at);
                }
                let record = PasswordRecord { password: password.clone(), set: at, revoked: None, taken: None };
                self.passwords.insert(password.id, Arc::new(record));
            }
            Event::PasswordRevoked { password, .. } => {
                if let Some(record) = self.passwords.get_mut(password) {
                    Arc::make_mut(record).revoked = Some(at);
                }
            }
            event => self.apply_to_identities(at, event),
        }
    }

    fn apply_to_identities(&mut self, at: Moment, event: &Event) {
        match event {
            Event::IdentityBound { identity } => {
                let before = self.identity_of(identity.person).map(|record| record.identity.id);
                if let Some(record) = before.and_then(|id| self.identities.get_mut(&id)) {
                    Arc::make_mut(record).revoked = Some(at);
                }
                let record = IdentityRecord { identity: identity.clone(), bound: at, revoked: None, taken: None };
                self.identities.insert(identity.id, Arc::new(record));
            }
            Event::IdentityRevoked { identity, .. } => {
                if let Some(record) = self.identities.get_mut(identity) {
                    Arc::make_mut(record).revoked = Some(at);
                }
            }
            event => self.apply_to_devices(at, event),
        }
    }

    fn apply_to_devices(&mut self, at: Moment, event: &Event) {
        match event {
            Event::DeviceRegistered { device } => {
                let record = DeviceRecord { device: device.clone(), registered: at, enrolled: None, lost: None };
                self.devices.insert(device.id, Arc::new(record));
            }
            Event::DeviceEnrolled { device, secret } => {
                if let Some(record) = self.devices.get_mut(device) {
                    Arc::make_mut(record).enrolled = Some(EnrolledDevice { at, secret: *secret });
                }
            }
            Event::DeviceLost { device } => {
                if let Some(record) = self.devices.get_mut(device) {
                    Arc::make_mut(record).lost = Some(at);
                }
            }
            _ => {}
        }
    }

    fn rename_person(&mut self, person: &Person, at: Moment) {
        let before = self.persons.insert(person.id, Arc::new(person.clone()));
        if let Some(before) = before.filter(|before| before.name != person.name) {
            let former = FormerName { name: before.name.clone(), until: at };
            self.former_names.entry(person.id).or_default().push_back(former);
        }
    }

    fn end_leave(&mut self, leave: LeaveId, at: Moment) {
        if let Some(record) = self.leaves.get_mut(&leave) {
            Arc::make_mut(record).ended = Some(at);
        }
    }

    pub(super) fn apply_to_changes(&mut self, recorded: &Recorded, event: &Event) {
        let signed = Signed { by: recorded.by, at: recorded.at };
        match event {
            Event::ChangeProposed { change, number, reason, steps, at, ends } => {
                let proposed = Change {
                    id: *change,
                    number: *number,
                    version: 1,
                    proposed: signed,
                    reason: reason.clone(),
                    steps: steps.clone(),
                    at: *at,
                    ends: *ends,
                    stage: ChangeStage::Proposed,
                    since: recorded.at,
                    impossible: None,
                    acknowledged: Vec::new(),
                };
                self.changes.insert(*change, Arc::new(proposed));
            }
            Event::OfficersRecovered { number, reason, officers, silent } => {
                self.recoveries.push_back(Arc::new(Recovery {
                    number: *number,
                    at: recorded.at,
                    reason: reason.clone(),
                    officers: officers.clone(),
                    silent: silent.clone(),
                }));
            }
            Event::ChangeAgreed { change } => {
                self.move_change(*change, signed, |_| ChangeStage::Agreed { second: signed });
            }
            Event::ChangeRefused { change } => {
                self.move_change(*change, signed, |_| ChangeStage::Refused { second: signed });
            }
            Event::ChangeEnded { change } => {
                self.move_change(*change, signed, |stage| ChangeStage::Ended { second: stage.agreed(), ended: signed });
            }
            Event::ChangeImpossible { change, why } => {
                self.move_change(*change, signed, |stage| ChangeStage::Impossible {
                    second: stage.agreed().unwrap_or(signed),
                    at: signed.at,
                });
                if let Some(record) = self.changes.get_mut(change) {
                    Arc::make_mut(record).impossible = Some(why.clone());
                }
            }
            // The other one's page is not outdated by it.
            Event::ChangeAcknowledged { change } => {
                if let Some(record) = self.changes.get_mut(change) {
                    Arc::make_mut(record).acknowledged.push(signed);
                }
            }
            Event::PasskeyRevoked { passkey, reason: Some(reason) } => {
                if let Some(record) = self.passkeys.get_mut(passkey) {
                    Arc::make_mut(record).taken = Some(TakenAway { signed, reason: reason.clone() });
                }
            }
            Event::IdentityRevoked { identity, reason: Some(reason) } => {
                if let Some(record) = self.identities.get_mut(identity) {
                    Arc::make_mut(record).taken = Some(TakenAway { signed, reason: reason.clone() });
                }
            }
            Event::PasswordRevoked { password, reason: Some(reason) } => {
                if let Some(record) = self.passwords.get_mut(password) {
                    Arc::make_mut(record).taken = Some(TakenAway { signed, reason: reason.clone() });
                }
            }
            Event::ChangeEnacted { change } => {
                self.move_change(*change, signed, |stage| ChangeStage::InForce {
                    second: stage.agreed().unwrap_or(signed),
                    at: signed.at,
                });
            }
            _ => {}
        }
    }

    fn move_change(&mut self, id: ChangeId, signed: Signed, next: impl FnOnce(ChangeStage) -> ChangeStage) {
        if let Some(record) = self.changes.get_mut(&id) {
            let record = Arc::make_mut(record);
            record.stage = next(record.stage);
            record.since = signed.at;
            record.version += 1;
        }
    }
}
