//! What the steps of a change do, and why one of them cannot be done.

mod bodies;
mod following;
mod leaves;
mod ministry;
mod officers;

use crate::cabinet::Cabinet;
use crate::change::{Step, StepFault, Unfit};
use crate::event::Event;
use crate::ids::{BodyId, ChargeId, DepartmentId, EnrolmentId, LeaveId, MinistryId, PersonId, PostId, RankId};
use crate::leave::Leave;
use crate::moment::Moment;
use crate::passkey::{ENROLMENT_DAYS, Enrolment};
use crate::people::{Charge, Department, Person, Post, PostKind};
use std::sync::Arc;
use uuid::Uuid;

/// Signs of a short name at most.
const KEY_SIGNS_MAX: usize = 60;

/// What steps do, one after another, on a state; or everything for which they cannot be done.
pub(super) fn effects(cabinet: &Cabinet, steps: &[Step], now: Moment) -> Result<Vec<Event>, Vec<StepFault>> {
    let mut planned = Planned { cabinet: cabinet.clone(), now };
    let (mut events, mut faults) = (Vec::new(), Vec::new());
    for (place, step) in steps.iter().enumerate() {
        match planned.effects(step) {
            Ok(done) => {
                done.iter().for_each(|event| planned.cabinet.apply_to_people(now, event));
                events.extend(done);
            }
            Err(unfit) => faults.push(StepFault { step: place + 1, unfit }),
        }
    }
    if let Some(step) = officers::lost(cabinet, &planned, steps, &faults) {
        faults.push(StepFault { step, unfit: Unfit::LastOfficer });
        faults.sort_unstable_by_key(|fault| fault.step);
    }
    if faults.is_empty() { Ok(events) } else { Err(following::without_followers(&planned, steps, faults)) }
}

/// A post comes back to who was on leave: the events, or why he cannot take it. Judged when it is to happen.
pub(super) fn coming_back(
    cabinet: &Cabinet,
    leave: LeaveId,
    charge: ChargeId,
    now: Moment,
) -> Result<Vec<Event>, Unfit> {
    Planned { cabinet: cabinet.clone(), now }.come_back(leave, charge)
}

/// Everything for which steps could not be done now; nothing where they could.
#[must_use]
pub fn change_faults(cabinet: &Cabinet, steps: &[Step], now: Moment) -> Vec<StepFault> {
    effects(cabinet, steps, now).err().unwrap_or_default()
}

/// The state as it would be after the steps that were looked at.
struct Planned {
    cabinet: Cabinet,
    now: Moment,
}

impl Planned {
    fn effects(&self, step: &Step) -> Result<Vec<Event>, Unfit> {
        Ok(match step {
            Step::EnterDepartment { department } => vec![self.enter_department(department)?],
            Step::RenameDepartment { department, name } => {
                let mut changed = self.department(*department)?;
                changed.name = name.judged()?;
                self.named_alone(&changed)?;
                vec![Event::DepartmentChanged { department: changed }]
            }
            Step::SetMinister { department, minister } => {
                let mut changed = self.department(*department)?;
                changed.minister = self.minister(*minister)?;
                vec![Event::DepartmentChanged { department: changed }]
            }
            Step::EnterPost { post } => vec![self.enter_post(post)?],
            Step::RetitlePost { post, title } => {
                let mut changed = Post::clone(self.open_post(*post)?);
                changed.title = title.judged()?;
                vec![Event::PostChanged { post: changed }]
            }
            Step::EnterPerson { person } => {
                self.fresh(person.id.0)?;
                vec![Event::PersonEntered { person: Person { id: person.id, name: person.name.judged()? } }]
            }
            Step::RenamePerson { person, name } => {
                let person = Person { id: self.person(*person)?.id, name: name.judged()? };
                vec![Event::PersonChanged { person }]
            }
            Step::TakeCharge { charge, person, post } => vec![self.take_charge(*charge, *person, *post, None)?],
            Step::EndCharge { charge } => {
                self.lasting(*charge)?;
                vec![Event::ChargeEnded { charge: *charge }]
            }
            Step::HandOver { charge, next, person } => {
                let held = self.lasting(*charge)?;
                if held.person == *person {
                    return Err(Unfit::OwnHolder);
                }
                let post = held.post;
                let taken = self.take_charge(*next, *person, post, Some(*charge))?;
                vec![Event::ChargeEnded { charge: *charge }, taken]
            }
            Step::ClosePost { post } => vec![self.close_post(*post)?],
            Step::EnterBody { .. } | Step::ChangeBody { .. } | Step::DissolveBody { .. } => vec![self.body(step)?],
            Step::EnterRank { .. } | Step::ChangeRank { .. } | Step::SetRank { .. } => vec![self.ranked(step)?],
            Step::ArrangeLeave { leave, charge, stand_in, person, until } => {
                let leave = Leave { id: *leave, charge: *charge, stand_in: *stand_in, until: *until };
                self.arrange_leave(leave, *person)?
            }
            Step::ReturnFromLeave { leave, charge } => self.come_back(*leave, *charge)?,
            Step::MergeDepartment { department, into } => self.merge(*department, *into)?,
            Step::BeginMinistry { ministry } => self.begin_ministry(ministry)?,
            Step::Enrol { enrolment, person } => {
                self.person(*person)?;
                self.fresh(enrolment.0)?;
                let ends = self.now.plus_days(ENROLMENT_DAYS);
                vec![Event::EnrolmentOrdered { enrolment: Enrolment { id: *enrolment, person: *person, ends } }]
            }
        })
    }

    fn enter_department(&self, department: &Department) -> Result<Event, Unfit> {
        self.fresh(department.id.0)?;
        let key = key(&department.key)?;
        if self.cabinet.department_named(&key).is_some() {
            return Err(Unfit::KeyTaken);
        }
        let minister = self.minister(department.minister)?;
        let entered = Department { id: department.id, key, name: department.name.judged()?, minister };
        self.named_alone(&entered)?;
        Ok(Event::DepartmentEntered { department: entered })
    }

    /// Whether no other department of today is called so, however it is spelt: a note would go to one of two, and nobody
    /// could tell to which. A merged one is none of today.
    fn named_alone(&self, department: &Department) -> Result<(), Unfit> {
        let mut others = self.cabinet.departments_today().filter(|other| other.id != department.id);
        if others.any(|other| other.name.is_namesake(&department.name)) { Err(Unfit::NameTaken) } else { Ok(()) }
    }

    fn enter_post(&self, post: &Post) -> Result<Event, Unfit> {
        self.fresh(post.id.0)?;
        let key = key(&post.key)?;
        if self.cabinet.posts().any(|known| known.key == key) {
            return Err(Unfit::KeyTaken);
        }
        if let Some(department) = post.department {
            self.department(department)?;
        } else if post.kind.is_of_department() {
            return Err(Unfit::NoDepartment);
        }
        match (post.kind, post.serves) {
            (PostKind::PrivateStaff, Some(served)) => {
                self.open_post(served)?;
            }
            (PostKind::PrivateStaff, None) | (_, Some(_)) => return Err(Unfit::Serves),
            _ => {}
        }
        let only = matches!(post.kind, PostKind::ChiefMinister | PostKind::ChiefSecretary);
        if only && self.cabinet.open_posts().any(|known| known.kind == post.kind) {
            return Err(Unfit::Second);
        }
        Ok(Event::PostEntered { post: Post { key, title: post.title.judged()?, ..post.clone() } })
    }

    fn take_charge(
        &self,
        charge: ChargeId,
        person: PersonId,
        post: PostId,
        instead: Option<ChargeId>,
    ) -> Result<Event, Unfit> {
        self.fresh(charge.0)?;
        self.person(person)?;
        let taken = self.open_post(post)?;
        let holds = |held: &&Arc<Charge>| Some(held.id) != instead;
        if self.cabinet.charges().filter(holds).any(|held| held.post == post) {
            return Err(Unfit::Held);
        }
        let others = self.cabinet.charges().filter(holds).filter(|held| held.person == person);
        let kinds = others.filter_map(|held| self.cabinet.post(held.post)).map(|other| other.kind);
        if kinds.into_iter().any(|kind| kind.never_meets(taken.kind)) {
            return Err(Unfit::Clash);
        }
        Ok(Event::ChargeTaken { charge: Charge { id: charge, person, post, from: self.now, until: None } })
    }

    fn minister(&self, minister: Option<PostId>) -> Result<Option<PostId>, Unfit> {
        match minister {
            Some(post) if !self.open_post(post)?.kind.is_member() => Err(Unfit::Minister),
            fit => Ok(fit),
        }
    }

    /// Nobody holds it, and nothing that there is leans on it: it can go for good.
    fn close_post(&self, id: PostId) -> Result<Event, Unfit> {
        let post = self.open_post(id)?;
        let cabinet = &self.cabinet;
        if cabinet.charge_of_post(post.id).is_some() {
            return Err(Unfit::Held);
        }
        let leads = cabinet.departments().any(|department| department.minister == Some(id));
        let sits = cabinet.bodies().any(|record| record.body.posts().any(|one| one == id));
        let served = cabinet.open_posts().any(|staff| staff.serves == Some(id));
        if leads || sits || served { Err(Unfit::Needed) } else { Ok(Event::PostClosed { post: id }) }
    }

    /// A department that stands by itself.
    fn department(&self, id: DepartmentId) -> Result<Department, Unfit> {
        let department = self.cabinet.department(id).ok_or(Unfit::Department)?;
        if self.cabinet.merger(id).is_some() { Err(Unfit::Merged) } else { Ok(Department::clone(department)) }
    }

    /// A post that may be held.
    fn open_post(&self, id: PostId) -> Result<&Arc<Post>, Unfit> {
        let post = self.post(id)?;
        if self.cabinet.closed(id).is_some() { Err(Unfit::Closed) } else { Ok(post) }
    }

    fn post(&self, id: PostId) -> Result<&Arc<Post>, Unfit> {
        self.cabinet.post(id).ok_or(Unfit::Post)
    }

    fn person(&self, id: PersonId) -> Result<&Arc<Person>, Unfit> {
        self.cabinet.person(id).ok_or(Unfit::Person)
    }

    fn lasting(&self, id: ChargeId) -> Result<&Arc<Charge>, Unfit> {
        self.cabinet.charge(id).filter(|charge| charge.until.is_none()).ok_or(Unfit::Charge)
    }

    /// An id that nothing among people bears.
    fn fresh(&self, id: Uuid) -> Result<(), Unfit> {
        let cabinet = &self.cabinet;
        let borne = cabinet.department(DepartmentId(id)).is_some()
            || cabinet.post(PostId(id)).is_some()
            || cabinet.person(PersonId(id)).is_some()
            || cabinet.charge(ChargeId(id)).is_some()
            || cabinet.enrolment(EnrolmentId(id)).is_some()
            || cabinet.body(BodyId(id)).is_some()
            || cabinet.rank(RankId(id)).is_some()
            || cabinet.leave(LeaveId(id)).is_some()
            || cabinet.ministries().any(|record| record.ministry.id == MinistryId(id));
        if borne { Err(Unfit::Id) } else { Ok(()) }
    }
}

/// Small Latin letters, digits and low lines: rules, addresses and lists name things by it.
fn key(written: &str) -> Result<String, Unfit> {
    let fits = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
    let long = written.is_empty() || written.len() > KEY_SIGNS_MAX;
    if long || !written.chars().all(fits) { Err(Unfit::Key) } else { Ok(written.to_owned()) }
}
