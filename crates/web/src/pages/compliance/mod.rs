//! Tasks upon decisions (पालन प्रतिवेदन): the register, one task with its forms, and the rows of the form that sets them.

pub(crate) mod acts;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod rows;

use crate::frame::Frame;
use cabinet::ids::ItemId;
use cabinet::task::{Task, TaskStageName};

/// A task in a list.
pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) what: String,
    /// Of which matter; empty where another department's is not told.
    pub(crate) details: String,
    pub(crate) department: String,
    pub(crate) due: String,
    pub(crate) left: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
}

/// A task in a list.
pub(crate) fn row(page: &Frame, task: &Task) -> Row {
    let (stage, tone) = stage(page, task);
    Row {
        link: format!("/tasks/{}", task.id),
        what: task.what.clone(),
        details: format!("{} · {}", origin(page, task), page.tn("decision-point", task.point)),
        department: page.department_today(&task.department),
        due: page.date(&task.due),
        left: if task.stage.name().is_closed() { String::new() } else { page.days_left(&task.due) },
        stage,
        tone,
    }
}

/// Tasks upon an item that the person may read, in the order in which they were set.
pub(crate) fn rows_of(page: &Frame, item: ItemId) -> Vec<Row> {
    let Some(actor) = page.session.as_ref().map(|session| session.actor) else { return Vec::new() };
    let may =
        |task: &Task| page.state.may(&actor, cabinet::Subject::Task(task.id), cabinet::permission::Action::ReadTask);
    page.state.tasks_of(item).filter(|task| may(task)).map(|task| row(page, task)).collect()
}

/// Where a task stands, with its colour; one whose day has passed says so first of all.
pub(crate) fn stage(page: &Frame, task: &Task) -> (String, &'static str) {
    if task.is_overdue(page.now) {
        return (page.t("task-overdue"), "stop");
    }
    let name = task.stage.name();
    let tone = match name {
        TaskStageName::Set | TaskStageName::Open => "",
        TaskStageName::Claimed | TaskStageName::Deviating => "order",
        TaskStageName::Verified | TaskStageName::Replaced => "done",
    };
    (page.word("task-stage", name.key()), tone)
}

/// The meeting and item of which a task comes.
pub(crate) fn origin(page: &Frame, task: &Task) -> String {
    let Some((meeting, number, _)) = page.state.item(task.meeting, task.item) else { return String::new() };
    format!("{} · {}", page.tn("meeting-number", meeting.number), page.tn("item-number", number))
}
