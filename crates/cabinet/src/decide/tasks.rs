//! Decisions on tasks: state machine H, from the extract on.

use super::{Desk, line, reason, remark, written};
use crate::act::Act;
use crate::event::Event;
use crate::ids::{ItemId, MeetingId, ProposalId, TaskId};
use crate::moment::Moment;
use crate::permission::{Action, Subject};
use crate::refusal::Refusal;
use crate::task::{NewTask, TASK_DAYS_MAX, TASKS_MAX, Task};
use std::sync::Arc;

impl Desk<'_> {
    /// Acts on a task.
    pub(super) fn task_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        Ok(vec![match act {
            Act::AcknowledgeTask { task, seen } => {
                self.task(task, Action::AcknowledgeTask, seen)?;
                Event::TaskAcknowledged { task }
            }
            Act::RecordTaskOrder { task, seen, number, date, text } => {
                self.task(task, Action::RecordTaskOrder, seen)?;
                let (number, date) = (line("number", &number)?, self.day_of_the_past(&date)?);
                Event::TaskOrderRecorded { task, number, date, text: remark(text) }
            }
            Act::ReportTask { task, seen, text } => {
                self.task(task, Action::ReportTask, seen)?;
                Event::TaskReported { task, text: written(text)? }
            }
            Act::ClaimTask { task, seen, text } => {
                self.task(task, Action::ClaimTask, seen)?;
                Event::TaskClaimed { task, text: written(text)? }
            }
            Act::VerifyTask { task, seen } => {
                self.task(task, Action::VerifyTask, seen)?;
                Event::TaskVerified { task }
            }
            Act::RefuseClaim { task, seen, reason: text } => {
                self.task(task, Action::RefuseClaim, seen)?;
                Event::TaskClaimRefused { task, reason: reason(text)? }
            }
            Act::AskExtension { task, seen, until, reason: text } => {
                let record = self.task(task, Action::AskExtension, seen)?;
                self.check_due(until, record.due)?;
                Event::TaskExtensionAsked { task, until, reason: reason(text)? }
            }
            Act::GrantExtension { task, seen } => {
                let record = self.task(task, Action::GrantExtension, seen)?;
                let due = record.extension_asked().ok_or(Refusal::Unknown)?.until;
                Event::TaskExtensionGranted { task, due }
            }
            Act::RefuseExtension { task, seen, reason: text } => {
                self.task(task, Action::RefuseExtension, seen)?;
                Event::TaskExtensionRefused { task, reason: reason(text)? }
            }
            Act::ProposeDeviation { task, seen, text } => {
                self.task(task, Action::ProposeDeviation, seen)?;
                Event::DeviationProposed { task, text: written(text)? }
            }
            Act::DismissDeviation { task, seen, reason: text } => {
                self.task(task, Action::DismissDeviation, seen)?;
                Event::DeviationDismissed { task, reason: reason(text)? }
            }
            Act::ReplaceTask { task, seen, proposal } => self.replace_task(task, seen, proposal)?,
            _ => return Err(Refusal::Unknown),
        }])
    }

    /// The task, if `action` is offered on it and the author saw its present version.
    fn task(&self, id: TaskId, action: Action, seen: u32) -> Result<&Arc<Task>, Refusal> {
        let task = self.cabinet.task(id).ok_or(Refusal::Unknown)?;
        self.demand(Subject::Task(id), action, seen, (task.version, task.since))?;
        Ok(task)
    }

    /// What departs from a decision ends with another decision of the council, whose note says that it varies one.
    fn replace_task(&self, task: TaskId, seen: u32, proposal: ProposalId) -> Result<Event, Refusal> {
        let record = self.task(task, Action::ReplaceTask, seen)?;
        let named = self.cabinet.proposal(proposal).filter(|named| named.id != record.proposal);
        match named {
            Some(named) if self.cabinet.varies_and_is_decided(named) => Ok(Event::TaskReplaced { task, proposal }),
            _ => Err(Refusal::ReplacementUnfit),
        }
    }

    /// A day on which a task is due: it is to come, after that of before, and not too far ahead.
    fn check_due(&self, due: Moment, before: Moment) -> Result<(), Refusal> {
        let days_max = TASK_DAYS_MAX;
        let fits = self.now < due && before < due && due <= self.now.plus_days(days_max);
        if fits { Ok(()) } else { Err(Refusal::DueDayUnfit { days_max }) }
    }

    /// Tasks that are set with the extract of an item: each of a decided point, and of a department that stands by itself.
    /// That there are none is recorded too.
    pub(super) fn set_tasks(
        &self,
        (meeting, item): (MeetingId, ItemId),
        proposal: ProposalId,
        tasks: Vec<NewTask>,
    ) -> Result<Event, Refusal> {
        let Some((_, _, listed)) = self.cabinet.item(meeting, item) else { return Err(Refusal::Unknown) };
        let decided = |point| listed.state.decisions().iter().any(|decision| decision.point == point);
        if tasks.len() > TASKS_MAX || !tasks.iter().all(|task| decided(task.point)) {
            return Err(Refusal::TasksUnfit { tasks_max: TASKS_MAX });
        }
        let mut set = Vec::new();
        for task in tasks {
            let what = line("what", &task.what)?;
            let stands = self.cabinet.departments_today().any(|department| department.id == task.department);
            if !stands {
                return Err(Refusal::DepartmentUnfit);
            }
            self.check_due(task.due, self.now)?;
            let again = set.iter().any(|other: &NewTask| other.task == task.task);
            if again || self.cabinet.task(task.task).is_some() {
                return Err(Refusal::IdTaken);
            }
            set.push(NewTask { what, ..task });
        }
        Ok(Event::TasksSet { meeting, item, proposal, tasks: set })
    }
}
