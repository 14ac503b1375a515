//! How events change tasks.

use super::approval;
use crate::cabinet::Cabinet;
use crate::event::{Event, Recorded};
use crate::ids::{ItemId, TaskId};
use crate::task::{Extension, ExtensionAnswer, IssuedOrder, NewTask, Said, SaidKind, Statement, Task, TaskStage};
use crate::text::TextRef;
use std::sync::Arc;

impl Cabinet {
    pub(super) fn apply_to_tasks(&mut self, recorded: &Recorded, event: &Event) {
        let by = approval(recorded);
        match event {
            Event::TasksSet { tasks, .. } => tasks.iter().for_each(|task| self.set_task(recorded, event, task)),
            Event::ExtractAcknowledged { item, .. } => self.acknowledge_own_tasks(recorded, *item),
            Event::TaskAcknowledged { task } => self.acknowledge_task(recorded, *task),
            Event::TaskOrderRecorded { task, number, date, text } => {
                let (number, date, text) = (number.clone(), date.clone(), text.clone());
                let issued = IssuedOrder { number, date, text, by: by.by, at: by.at };
                self.change_task(recorded, *task, |record| record.orders.push(issued));
            }
            Event::TaskReported { task, text } => {
                self.say(recorded, *task, (SaidKind::Report, text), |stage, _| stage);
            }
            Event::TaskClaimed { task, text } => {
                self.say(recorded, *task, (SaidKind::Claim, text), |stage, claim| match stage {
                    TaskStage::Open => TaskStage::Claimed { claim },
                    other => other,
                });
            }
            Event::TaskVerified { task } => self.move_task(recorded, *task, |stage| match stage {
                TaskStage::Claimed { claim } => TaskStage::Verified { claim, verified: by },
                other => other,
            }),
            Event::TaskClaimRefused { task, reason } => {
                self.say(recorded, *task, (SaidKind::ClaimRefused, reason), |stage, _| match stage {
                    TaskStage::Claimed { .. } => TaskStage::Open,
                    other => other,
                });
            }
            Event::DeviationDismissed { task, reason } => {
                self.say(recorded, *task, (SaidKind::DeviationDismissed, reason), |stage, _| match stage {
                    TaskStage::Deviating { .. } => TaskStage::Open,
                    other => other,
                });
            }
            Event::TaskExtensionAsked { task, until, reason } => {
                let asked = Extension { until: *until, asked: statement(recorded, reason), answer: None };
                self.change_task(recorded, *task, |record| record.extensions.push(asked));
            }
            Event::TaskExtensionGranted { task, due } => self.change_task(recorded, *task, |record| {
                record.due = *due;
                record.answer_extension(ExtensionAnswer::Granted(by));
            }),
            Event::TaskExtensionRefused { task, reason } => {
                let answer = ExtensionAnswer::Refused(statement(recorded, reason));
                self.change_task(recorded, *task, |record| record.answer_extension(answer));
            }
            Event::DeviationProposed { task, text } => {
                self.say(recorded, *task, (SaidKind::Deviation, text), |stage, deviation| match stage {
                    TaskStage::Open => TaskStage::Deviating { deviation },
                    other => other,
                });
            }
            Event::TaskReplaced { task, proposal } => self.move_task(recorded, *task, |stage| match stage {
                TaskStage::Deviating { deviation } => TaskStage::Replaced { deviation, proposal: *proposal, named: by },
                other => other,
            }),
            _ => {}
        }
    }

    fn set_task(&mut self, recorded: &Recorded, event: &Event, new: &NewTask) {
        let Event::TasksSet { meeting, item, proposal, .. } = event else { return };
        let task = Task {
            id: new.task,
            meeting: *meeting,
            item: *item,
            proposal: *proposal,
            point: new.point,
            what: new.what.clone(),
            department: new.department,
            version: 1,
            set: approval(recorded),
            first_due: new.due,
            due: new.due,
            acknowledged: None,
            orders: Vec::new(),
            said: Vec::new(),
            extensions: Vec::new(),
            stage: TaskStage::Set,
            since: recorded.at,
        };
        self.tasks.insert(new.task, Arc::new(task));
        let mut of_item = self.item_tasks.get(item).cloned().unwrap_or_default();
        of_item.push_back(new.task);
        self.item_tasks.insert(*item, of_item);
        self.task_changed(new.task);
    }

    /// Who acknowledges the extract of his own note acknowledges what his department must do upon it.
    fn acknowledge_own_tasks(&mut self, recorded: &Recorded, item: ItemId) {
        let own = |task: &&Arc<Task>| {
            let sponsor = self.proposal(task.proposal).map(|proposal| self.department_today(proposal.department));
            sponsor == Some(self.department_today(task.department)) && matches!(task.stage, TaskStage::Set)
        };
        let tasks: Vec<TaskId> = self.tasks_of(item).filter(own).map(|task| task.id).collect();
        tasks.into_iter().for_each(|task| self.acknowledge_task(recorded, task));
    }

    fn acknowledge_task(&mut self, recorded: &Recorded, id: TaskId) {
        let by = approval(recorded);
        self.change_task(recorded, id, |record| {
            record.acknowledged = Some(by);
            record.stage = TaskStage::Open;
        });
    }

    /// Changes a task; every such step makes older pages outdated.
    fn change_task(&mut self, recorded: &Recorded, id: TaskId, change: impl FnOnce(&mut Task)) {
        if let Some(record) = self.tasks.get_mut(&id) {
            let task = Arc::make_mut(record);
            change(task);
            task.version += 1;
            task.since = recorded.at;
        }
        self.task_changed(id);
    }

    /// Keeps what somebody wrote upon a task, and moves it to its next stage.
    fn say(
        &mut self,
        recorded: &Recorded,
        id: TaskId,
        (kind, text): (SaidKind, &TextRef),
        next: impl FnOnce(TaskStage, Statement) -> TaskStage,
    ) {
        let statement = statement(recorded, text);
        self.change_task(recorded, id, |task| {
            let stage = std::mem::replace(&mut task.stage, TaskStage::Set);
            task.stage = next(stage, statement.clone());
            task.said.push(Said { kind, statement });
        });
    }

    /// Moves a task to its next stage.
    fn move_task(&mut self, recorded: &Recorded, id: TaskId, next: impl FnOnce(TaskStage) -> TaskStage) {
        self.change_task(recorded, id, |task| {
            let stage = std::mem::replace(&mut task.stage, TaskStage::Set);
            task.stage = next(stage);
        });
    }
}

impl Task {
    fn answer_extension(&mut self, answer: ExtensionAnswer) {
        if let Some(asked) = self.extensions.last_mut() {
            asked.answer = Some(answer);
        }
    }
}

fn statement(recorded: &Recorded, text: &TextRef) -> Statement {
    Statement { by: recorded.by.charge(), at: recorded.at, text: text.clone() }
}
