//! A change among departments, posts and people (परिवर्तन): proposed by one person of the cabinet section, put in
//! force by a second person. Whoever may give rights alone could give them to himself.

use crate::body::Body;
use crate::cabinet::Cabinet;
use crate::ids::{BodyId, ChangeId, ChargeId, DepartmentId, EnrolmentId, LeaveId, PersonId, PostId, RankId};
use crate::inquiry::Signed;
use crate::ministry::Ministry;
use crate::moment::Moment;
use crate::people::{Actor, Charge, Department, Person, Post, Rank, Words};
use crate::text::TextRef;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Days that a proposed change waits for its second person.
pub const CHANGE_DAYS: u32 = 7;
/// Steps of one change at most: a whole government comes in one list.
pub const STEPS_MAX: usize = 10_000;

/// One thing that a change does. Ids of what is new come with it, so that later steps can name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// A department begins.
    EnterDepartment {
        /// Its record.
        department: Department,
    },
    /// A department is called otherwise from now on.
    RenameDepartment {
        /// Which.
        department: DepartmentId,
        /// Its new name.
        name: Words,
    },
    /// A department has another minister-in-charge (भारसाधक मंत्री), or none for a while.
    SetMinister {
        /// Which department.
        department: DepartmentId,
        /// The post of the minister.
        minister: Option<PostId>,
    },
    /// A post begins.
    EnterPost {
        /// Its record.
        post: Post,
    },
    /// A post is called otherwise from now on.
    RetitlePost {
        /// Which.
        post: PostId,
        /// Its new title.
        title: Words,
    },
    /// A person becomes known.
    EnterPerson {
        /// Its record.
        person: Person,
    },
    /// A person is called otherwise from now on; it stays the same person.
    RenamePerson {
        /// Who.
        person: PersonId,
        /// Its new name.
        name: Words,
    },
    /// A person takes charge of a post that nobody holds; also an additional charge.
    TakeCharge {
        /// The charge's id.
        charge: ChargeId,
        /// Who.
        person: PersonId,
        /// Of what.
        post: PostId,
    },
    /// A charge ends, and the post is vacant.
    EndCharge {
        /// Which.
        charge: ChargeId,
    },
    /// A charge ends and another person takes the post in the same moment: the desk moves, its files stay on it.
    HandOver {
        /// The charge that ends.
        charge: ChargeId,
        /// The id of the charge that begins.
        next: ChargeId,
        /// Who takes it.
        person: PersonId,
    },
    /// A person is handed an enrolment code, with which a passkey is enrolled.
    Enrol {
        /// The enrolment's id.
        enrolment: EnrolmentId,
        /// Who.
        person: PersonId,
    },
    /// A post is abolished: nobody holds it, and nobody ever holds it again.
    ClosePost {
        /// Which.
        post: PostId,
    },
    /// A body begins (निकाय).
    EnterBody {
        /// Its record.
        body: Body,
    },
    /// A body is called and composed otherwise from now on.
    ChangeBody {
        /// Which.
        body: BodyId,
        /// Its name.
        name: Words,
        /// Who presides.
        chair: PostId,
        /// Who sits in it besides.
        members: Vec<PostId>,
    },
    /// A body is dissolved; it stays in the record.
    DissolveBody {
        /// Which.
        body: BodyId,
    },
    /// A rank begins (पदश्रेणी).
    EnterRank {
        /// Its record.
        rank: Rank,
    },
    /// A rank has another name or place from now on.
    ChangeRank {
        /// As it is from now on.
        rank: Rank,
    },
    /// A post has another rank from now on, or none.
    SetRank {
        /// Which post.
        post: PostId,
        /// Its rank.
        rank: Option<RankId>,
    },
    /// While its holder is on leave a charge is another person's, until a moment at which the office hands it back
    /// (अवकाश व्यवस्था).
    ArrangeLeave {
        /// The arrangement's id.
        leave: LeaveId,
        /// The charge of who goes on leave; it ends.
        charge: ChargeId,
        /// The id of the stand-in's charge.
        stand_in: ChargeId,
        /// Who stands in.
        person: PersonId,
        /// When the post goes back.
        until: Moment,
    },
    /// Who is on leave comes back before the moment.
    ReturnFromLeave {
        /// From which arrangement.
        leave: LeaveId,
        /// The id of the charge that begins.
        charge: ChargeId,
    },
    /// A department goes into another one: its posts and its matters are the other one's from now on (विलय).
    MergeDepartment {
        /// Which.
        department: DepartmentId,
        /// Into which.
        into: DepartmentId,
    },
    /// A new ministry begins (नई सरकार का गठन): charges of the council and of its private staff end, committees of the
    /// council and groups of ministers are dissolved.
    BeginMinistry {
        /// What begins.
        ministry: Ministry,
    },
}

/// Why a step of a change cannot be done. The words stand in `change_impossible/2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfit {
    /// The short name is empty or has other signs than small Latin letters, digits and low lines.
    Key,
    /// The short name belongs to another one.
    KeyTaken,
    /// The name in Hindi is empty or longer than a line.
    Name,
    /// There is no such department.
    Department,
    /// There is no such post.
    Post,
    /// There is no such person.
    Person,
    /// There is no such charge, or it has ended.
    Charge,
    /// An id was used before.
    Id,
    /// A secretary and a section officer belong to a department.
    NoDepartment,
    /// Private staff serve a post, and nobody else does.
    Serves,
    /// Only a member of the council is a minister-in-charge.
    Minister,
    /// There is one Chief Minister and one chief secretary.
    Second,
    /// The post is held by somebody.
    Held,
    /// The person holds a post that may never meet this one in one person.
    Clash,
    /// There would not be two persons with passkeys under different posts, one to propose another change and one to agree.
    LastOfficer,
    /// The post is closed.
    Closed,
    /// Something that there is still needs the post: a department, a body, or private staff.
    Needed,
    /// There is no such body, or it was dissolved.
    Body,
    /// This post does not preside over such a body.
    Chair,
    /// A body has members besides its chair, each once, and such as fit it.
    Members,
    /// There is one council.
    Council,
    /// There is no such rank.
    Rank,
    /// The place of a rank, or the number of a ministry, does not follow.
    Number,
    /// There is no such leave arrangement, or it is over.
    Leave,
    /// Nobody stands in for himself, nor for a stand-in.
    StandIn,
    /// The leave would end before it begins, or lies too far ahead.
    Until,
    /// The department went into another one, or would go into itself.
    Merged,
    /// The name holds a character that nobody sees, so that it could look like another one's.
    Invisible,
    /// Another department of today is called so.
    NameTaken,
    /// The person holds this charge already.
    OwnHolder,
}

impl Unfit {
    /// Every reason, in order.
    pub const ALL: [Self; 30] = [
        Self::Key,
        Self::KeyTaken,
        Self::Name,
        Self::Department,
        Self::Post,
        Self::Person,
        Self::Charge,
        Self::Id,
        Self::NoDepartment,
        Self::Serves,
        Self::Minister,
        Self::Second,
        Self::Held,
        Self::Clash,
        Self::LastOfficer,
        Self::Closed,
        Self::Needed,
        Self::Body,
        Self::Chair,
        Self::Members,
        Self::Council,
        Self::Rank,
        Self::Number,
        Self::Leave,
        Self::StandIn,
        Self::Until,
        Self::Merged,
        Self::Invisible,
        Self::NameTaken,
        Self::OwnHolder,
    ];

    /// Its word on pages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::KeyTaken => "key_taken",
            Self::Name => "name",
            Self::Department => "department",
            Self::Post => "post",
            Self::Person => "person",
            Self::Charge => "charge",
            Self::Id => "id",
            Self::NoDepartment => "no_department",
            Self::Serves => "serves",
            Self::Minister => "minister",
            Self::Second => "second",
            Self::Held => "held",
            Self::Clash => "clash",
            Self::LastOfficer => "last_officer",
            Self::Closed => "closed",
            Self::Needed => "needed",
            Self::Body => "body",
            Self::Chair => "chair",
            Self::Members => "members",
            Self::Council => "council",
            Self::Rank => "rank",
            Self::Number => "number",
            Self::Leave => "leave",
            Self::StandIn => "stand_in",
            Self::Until => "until",
            Self::Merged => "merged",
            Self::Invisible => "invisible",
            Self::NameTaken => "name_taken",
            Self::OwnHolder => "own_holder",
        }
    }
}

/// A step that cannot be done, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFault {
    /// Its number, from 1.
    pub step: usize,
    /// Why.
    pub unfit: Unfit,
}

/// Why a change that was agreed to could not be done at its moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum Impossible {
    /// Steps did not fit any more.
    Steps {
        /// Which, and why.
        faults: Vec<StepFault>,
    },
    /// A department that the rules name was not there.
    DepartmentMissing {
        /// Its short name.
        key: String,
    },
}

/// Where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeStage {
    /// Waits for the second person.
    Proposed,
    /// The second person agreed; it waits for its moment.
    Agreed {
        /// The second person.
        second: Signed,
    },
    /// It was done.
    InForce {
        /// The second person.
        second: Signed,
        /// Since when.
        at: Moment,
    },
    /// The second person refused.
    Refused {
        /// The second person.
        second: Signed,
    },
    /// It was agreed to, and was not possible any more at its moment.
    Impossible {
        /// The second person.
        second: Signed,
        /// When.
        at: Moment,
    },
    /// Taken back, or over by time. In older records also what was not possible any more at its moment.
    Ended {
        /// The second person, if anybody had agreed.
        second: Option<Signed>,
        /// Who ended it; the office itself when its time had passed.
        ended: Signed,
    },
}

/// The name of a change's stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeStageName {
    /// प्रस्तावित
    Proposed,
    /// सहमति प्राप्त
    Agreed,
    /// लागू
    InForce,
    /// अस्वीकृत
    Refused,
    /// समाप्त
    Ended,
    /// नियत समय पर संभव नहीं रहा
    Impossible,
}

impl ChangeStageName {
    /// Every stage, in order.
    pub const ALL: [Self; 6] =
        [Self::Proposed, Self::Agreed, Self::InForce, Self::Refused, Self::Ended, Self::Impossible];

    /// The word of the grid.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Proposed => "change_proposed",
            Self::Agreed => "change_agreed",
            Self::InForce => "change_in_force",
            Self::Refused => "change_refused",
            Self::Ended => "change_ended",
            Self::Impossible => "change_impossible",
        }
    }
}

impl ChangeStage {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> ChangeStageName {
        match self {
            Self::Proposed => ChangeStageName::Proposed,
            Self::Agreed { .. } => ChangeStageName::Agreed,
            Self::InForce { .. } => ChangeStageName::InForce,
            Self::Refused { .. } => ChangeStageName::Refused,
            Self::Ended { .. } => ChangeStageName::Ended,
            Self::Impossible { .. } => ChangeStageName::Impossible,
        }
    }

    /// The second person who agreed, also to a change that has ended.
    #[must_use]
    pub const fn agreed(&self) -> Option<Signed> {
        match self {
            Self::Agreed { second } | Self::InForce { second, .. } | Self::Impossible { second, .. } => Some(*second),
            Self::Ended { second, .. } => *second,
            Self::Proposed | Self::Refused { .. } => None,
        }
    }
}

/// A change, from its proposal to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its id.
    pub id: ChangeId,
    /// 1, 2, 3 … without a gap.
    pub number: u32,
    /// Grows with every act on it.
    pub version: u32,
    /// Who proposed it, and when.
    pub proposed: Signed,
    /// Why.
    pub reason: TextRef,
    /// What it does, in order.
    pub steps: Vec<Step>,
    /// The moment at which it is done; none: as soon as it is agreed to.
    pub at: Option<Moment>,
    /// When it is over if nobody has agreed.
    pub ends: Moment,
    /// Where it stands.
    pub stage: ChangeStage,
    /// Since when.
    pub since: Moment,
    /// Why it was not possible any more at its moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impossible: Option<Impossible>,
    /// Who took note of that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<Signed>,
}

impl Change {
    /// What the office itself has to do with it at this moment: end it, or put it in force.
    #[must_use]
    pub fn due(&self, now: Moment) -> bool {
        match self.stage {
            ChangeStage::Proposed => now >= self.ends,
            ChangeStage::Agreed { .. } => self.at.is_none_or(|at| now >= at),
            _ => false,
        }
    }

    /// The steps for which it was not possible any more at its moment.
    pub fn impossible_steps(&self) -> impl Iterator<Item = &Step> {
        let faulty = |number: usize, step: &Step| match &self.impossible {
            Some(Impossible::Steps { faults }) => faults.iter().any(|fault| fault.step == number),
            Some(Impossible::DepartmentMissing { .. }) => matches!(step, Step::EnterDepartment { .. }),
            None => false,
        };
        (1..).zip(&self.steps).filter(move |(number, step)| faulty(*number, step)).map(|(_, step)| step)
    }

    /// Enrolments that it orders, with their persons.
    pub fn enrolments(&self) -> impl Iterator<Item = (EnrolmentId, PersonId)> {
        enrolments(&self.steps)
    }
}

/// Which half of the codes that a change ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeHalf {
    /// Of the post under which it was proposed.
    First,
    /// Of the post under which it was agreed to.
    Second,
}

impl Cabinet {
    /// Whether somebody has taken note under this post that a change was not possible.
    #[must_use]
    pub fn has_acknowledged(&self, post: PostId, change: &Change) -> bool {
        let posts = change.acknowledged.iter().filter_map(|signed| self.post_of_charge(signed.by.charge()?));
        posts.into_iter().any(|other| other.id == post)
    }

    /// Whether what was not possible any more was proposed anew: a later change that was neither refused nor ended does
    /// each of its faulty steps again, to the same things.
    #[must_use]
    pub fn is_proposed_anew(&self, change: &Change) -> bool {
        let later = self.changes().filter(|other| other.number > change.number && other.proposed.at >= change.since);
        let mut living =
            later.filter(|other| !matches!(other.stage, ChangeStage::Refused { .. } | ChangeStage::Ended { .. }));
        let again = |other: &Change, step: &Step| other.steps.iter().any(|one| does_the_same(one, step));
        living.any(|other| change.impossible_steps().all(|step| again(other, step)))
    }

    /// The half of a change's codes that belongs to an actor: to whoever holds the post under which somebody signed,
    /// so that a code is not lost with a transfer. Whoever has held both posts since then reads neither: no person ever
    /// reads both halves. None of a change to which nobody agreed.
    #[must_use]
    pub fn code_half(&self, actor: &Actor, change: &Change) -> Option<CodeHalf> {
        let (person, own) = (actor.person()?, self.post_of(actor)?.id);
        let agreed = change.stage.agreed()?;
        let post =
            |signed: Signed| signed.by.charge().and_then(|charge| self.post_of_charge(charge)).map(|post| post.id);
        let (first, second) = (post(change.proposed)?, post(agreed)?);
        let (half, other) = match own {
            own if own == first => (CodeHalf::First, second),
            own if own == second => (CodeHalf::Second, first),
            _ => return None,
        };
        let held = |charge: &Arc<Charge>| {
            charge.person == person && charge.post == other && charge.until.is_none_or(|until| until > agreed.at)
        };
        if self.all_charges().any(held) { None } else { Some(half) }
    }
}

/// Whether two steps do the same sort of thing to the same things.
fn does_the_same(one: &Step, other: &Step) -> bool {
    let (named, others) = (one.named(), other.named());
    let same = others.is_empty() || named.iter().any(|id| others.contains(id));
    std::mem::discriminant(one) == std::mem::discriminant(other) && same
}

/// Enrolments that steps order, with their persons.
pub(crate) fn enrolments(steps: &[Step]) -> impl Iterator<Item = (EnrolmentId, PersonId)> {
    steps.iter().filter_map(|step| match step {
        Step::Enrol { enrolment, person } => Some((*enrolment, *person)),
        _ => None,
    })
}
