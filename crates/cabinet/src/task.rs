//! Tasks (पालन): what a department must do upon a decision, until when, and what became of it. State machine H of the
//! rules of business.
//!
//! The chief secretary sets them with the extract. A department orders, reports and claims; the cabinet section alone
//! closes. What departs from the decision goes back to the council.

use crate::cabinet::Cabinet;
use crate::decision::{Outcome, Progress};
use crate::ids::{ChargeId, DepartmentId, ItemId, MeetingId, ProposalId, TaskId};
use crate::meeting::Item;
use crate::moment::Moment;
use crate::note::LINE_CHARACTERS_MAX;
use crate::people::{Actor, PostKind};
use crate::permission::{Action, Subject};
use crate::proposal::{Approval, Proposal, Stage};
use crate::text::TextRef;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Tasks at most that are set with one extract.
pub const TASKS_MAX: usize = 60;
/// Days ahead at most within which a task is due: ten years, as a milestone of a note.
pub const TASK_DAYS_MAX: u32 = crate::note::MILESTONE_DAYS_MAX;

/// A task as it is set with an extract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// Its id.
    pub task: TaskId,
    /// Number of the decided point, from 1.
    pub point: u32,
    /// What is to be done, on one line.
    pub what: String,
    /// Which department must do it.
    pub department: DepartmentId,
    /// Until when.
    pub due: Moment,
}

/// A task that the note's own implementation schedule, or the rules, would set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedTask {
    /// Number of the decided point, from 1.
    pub point: u32,
    /// What is to be done, on one line.
    pub what: String,
    /// Which department must do it.
    pub department: DepartmentId,
    /// Until when.
    pub due: Moment,
}

/// What somebody wrote upon a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// In words.
    pub text: TextRef,
}

/// What sort of statement somebody wrote upon a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidKind {
    /// How far it is.
    Report,
    /// That it is done.
    Claim,
    /// Why it is not done.
    ClaimRefused,
    /// How to depart from the decision.
    Deviation,
    /// Why nothing departs from it, or must not.
    DeviationDismissed,
}

impl SaidKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Report, Self::Claim, Self::ClaimRefused, Self::Deviation, Self::DeviationDismissed];

    /// Its word on pages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Claim => "claim",
            Self::ClaimRefused => "claim_refused",
            Self::Deviation => "deviation",
            Self::DeviationDismissed => "deviation_dismissed",
        }
    }
}

/// A statement in the course of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What sort.
    pub kind: SaidKind,
    /// Who, when, what.
    pub statement: Statement,
}

/// An order that the department issued upon the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedOrder {
    /// Its number.
    pub number: String,
    /// Its day, as `2026-11-08`.
    pub date: String,
    /// Its words, where they were laid beside the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextRef>,
    /// Under whose charge it was recorded.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
}

/// What became of a request for more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionAnswer {
    /// The day was put off.
    Granted(Approval),
    /// It was not.
    Refused(Statement),
}

/// A request for more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Until when.
    pub until: Moment,
    /// Who asked, when and why.
    pub asked: Statement,
    /// The answer; none while it waits, and for ever where the task was closed before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ExtensionAnswer>,
}

/// Where a task stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStage {
    /// Set with the extract; the department has not acknowledged it.
    Set,
    /// To be done.
    Open,
    /// The department says that it is done.
    Claimed {
        /// What it says.
        claim: Statement,
    },
    /// The department proposes to depart from the decision: the task stands still.
    Deviating {
        /// How.
        deviation: Statement,
    },
    /// The cabinet section found it done.
    Verified {
        /// What the department had said.
        claim: Statement,
        /// Who found it done.
        verified: Approval,
    },
    /// The council decided anew.
    Replaced {
        /// How the department proposed to depart from the decision.
        deviation: Statement,
        /// The proposal that brought it back.
        proposal: ProposalId,
        /// Who named it.
        named: Approval,
    },
}

/// The name of a task's stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskStageName {
    /// पावती शेष
    Set,
    /// पालन शेष
    Open,
    /// पूर्ण बताया गया
    Claimed,
    /// विचलन प्रस्तावित
    Deviating,
    /// पूर्ण, सत्यापित
    Verified,
    /// नए निर्णय से प्रतिस्थापित
    Replaced,
}

impl TaskStageName {
    /// Every stage, in order.
    pub const ALL: [Self; 6] = [Self::Set, Self::Open, Self::Claimed, Self::Deviating, Self::Verified, Self::Replaced];

    /// The word of the grid.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Open => "open",
            Self::Claimed => "claimed",
            Self::Deviating => "deviating",
            Self::Verified => "verified",
            Self::Replaced => "replaced",
        }
    }

    /// Whether nothing is expected of anybody any more.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Verified | Self::Replaced)
    }
}

impl TaskStage {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> TaskStageName {
        match self {
            Self::Set => TaskStageName::Set,
            Self::Open => TaskStageName::Open,
            Self::Claimed { .. } => TaskStageName::Claimed,
            Self::Deviating { .. } => TaskStageName::Deviating,
            Self::Verified { .. } => TaskStageName::Verified,
            Self::Replaced { .. } => TaskStageName::Replaced,
        }
    }
}

/// What a department must do upon a decided point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The meeting that decided.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemId,
    /// The matter.
    pub proposal: ProposalId,
    /// Number of the decided point, from 1.
    pub point: u32,
    /// What is to be done, on one line.
    pub what: String,
    /// Which department must do it.
    pub department: DepartmentId,
    /// Grows with every act on it.
    pub version: u32,
    /// Who set it, when.
    pub set: Approval,
    /// Until when it was to be done at first.
    pub first_due: Moment,
    /// Until when it is to be done.
    pub due: Moment,
    /// Who acknowledged it, when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Approval>,
    /// Orders that the department issued, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<IssuedOrder>,
    /// What the department and the cabinet section wrote upon it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// Requests for more time, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// Where it stands.
    pub stage: TaskStage,
    /// Since when.
    pub since: Moment,
}

impl Task {
    /// The request for more time that waits for an answer.
    #[must_use]
    pub fn extension_asked(&self) -> Option<&Extension> {
        self.extensions.last().filter(|last| last.answer.is_none() && !self.stage.name().is_closed())
    }

    /// Whether its day has passed and the department has yet to do it: what waits for the cabinet section is not late.
    #[must_use]
    pub fn is_overdue(&self, now: Moment) -> bool {
        matches!(self.stage, TaskStage::Set | TaskStage::Open) && self.due < now
    }
}

/// Whether a decision leaves something to be done.
#[must_use]
pub const fn is_carried_out(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Approved
            | Outcome::ApprovedWithModification
            | Outcome::ApprovedInPrinciple
            | Outcome::ApprovedWithConditions
    )
}

impl Cabinet {
    /// A task. Ask [`crate::permitted`] before showing it.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<&Arc<Task>> {
        self.tasks.get(&id)
    }

    /// Every task, readable or not.
    pub fn tasks(&self) -> impl DoubleEndedIterator<Item = &Arc<Task>> {
        self.tasks.values()
    }

    /// The tasks of an item, in the order in which they were set.
    pub fn tasks_of(&self, item: ItemId) -> impl Iterator<Item = &Arc<Task>> {
        self.item_tasks.get(&item).into_iter().flatten().filter_map(|id| self.tasks.get(id))
    }

    /// Tasks that `actor` may read.
    pub fn readable_tasks<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Arc<Task>> {
        self.tasks.values().filter(move |task| self.may(actor, Subject::Task(task.id), Action::ReadTask))
    }

    /// Overdue tasks of which `actor` is told: so many days after their day, as the rules say for ministers, the chief
    /// secretary and the Chief Minister. A secretary has them on his desk, and is told nothing more.
    #[must_use]
    pub fn overdue_tasks(&self, actor: &Actor, now: Moment) -> Vec<&Arc<Task>> {
        let rules = self.rules.as_ref().and_then(|rules| rules.compliance.as_ref());
        let Some((rules, post)) = rules.zip(self.post_of(actor)) else { return Vec::new() };
        let after = match post.kind {
            PostKind::ChiefMinister => rules.chief_minister_after_days,
            PostKind::ChiefSecretary => rules.chief_secretary_after_days,
            kind if kind.is_member() => rules.minister_after_days,
            _ => return Vec::new(),
        };
        let open = self.expected.tasks.iter().filter_map(|id| self.tasks.get(id));
        let late = open.filter(|task| task.is_overdue(now) && task.due.plus_days(after) <= now);
        late.filter(|task| self.may(actor, Subject::Task(task.id), Action::ReadTask)).collect()
    }

    /// Whether more time until this moment is the Chief Minister's to give.
    pub(crate) fn is_beyond_chief_secretary(&self, task: &Task, until: Moment) -> bool {
        let rules = self.rules.as_ref().and_then(|rules| rules.compliance.as_ref());
        rules.is_some_and(|rules| until > task.first_due.plus_days(rules.chief_minister_days))
    }

    /// Tasks that would be set upon an item, at this moment: one a row of the note's own implementation schedule, counted
    /// from the approval of the minutes, with the first point that is to be carried out; else one a point, with the days of
    /// the rules. None where the rules say nothing of compliance, and where nothing is to be carried out.
    #[must_use]
    pub fn proposed_tasks(&self, item: &Item, now: Moment) -> Vec<ProposedTask> {
        let rules = self.rules.as_ref().and_then(|rules| rules.compliance.as_ref());
        let Some((rules, proposal)) = rules.zip(self.proposal(item.proposal)) else { return Vec::new() };
        let Some(revision) = proposal.revision_with(item.revision) else { return Vec::new() };
        let decisions = item.state.decisions().iter();
        let points: Vec<u32> =
            decisions.filter(|decision| is_carried_out(decision.outcome)).map(|decision| decision.point).collect();
        let Some(first) = points.first().copied() else { return Vec::new() };
        let department = self.department_today(proposal.department);
        let decided = match item.state.progress() {
            Some(
                Progress::Approved { approval, .. }
                | Progress::Issued { approval, .. }
                | Progress::Acknowledged { approval, .. },
            ) => approval.at,
            _ => now,
        };
        // A day that has passed cannot be set.
        let due = |days: u32| decided.plus_days(days).max(now.plus_days(1));
        let facts = &revision.facts;
        if !facts.milestones.is_empty() {
            let rows = facts.milestones.iter();
            let task =
                |what: &str, days| ProposedTask { point: first, what: what.to_owned(), department, due: due(days) };
            return rows.map(|row| task(&row.what, row.days)).collect();
        }
        let words = (1..).zip(&facts.points).filter(|(number, _)| points.contains(number));
        words
            .map(|(point, words)| ProposedTask { point, what: one_short_line(words), department, due: due(rules.days) })
            .collect()
    }

    /// Whether a proposal was decided and its note says that it varies an earlier decision: only such a one brings back
    /// to the council what departs from a decision.
    pub(crate) fn varies_and_is_decided(&self, proposal: &Proposal) -> bool {
        let Stage::Decided { meeting, item, .. } = &proposal.stage else { return false };
        let Some((_, _, item)) = self.item(*meeting, *item) else { return false };
        proposal.revision_with(item.revision).is_some_and(|one| one.facts.earlier_decision.varied().is_some())
    }

    /// Proposals that could be named as bringing a matter back: decided, and varying an earlier decision; latest first.
    pub fn varying_decisions(&self) -> impl Iterator<Item = &Arc<Proposal>> {
        self.proposals.values().rev().filter(|proposal| self.varies_and_is_decided(proposal))
    }
}

/// A point on one line of a task, cut where it is longer than a line may be.
fn one_short_line(words: &str) -> String {
    let line = crate::draft::one_line(words);
    if line.chars().count() <= LINE_CHARACTERS_MAX {
        return line;
    }
    let cut: String = line.chars().take(LINE_CHARACTERS_MAX - 1).collect();
    format!("{}…", cut.trim_end())
}
