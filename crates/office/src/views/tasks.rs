//! A task upon a decision (पालन) as one person may see it.

use super::DecisionView;
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::Cabinet;
use cabinet::decision::Decision;
use cabinet::ids::TaskId;
use cabinet::permission::{Action, Subject, permitted};
use cabinet::task::{ExtensionAnswer, Task};
use cabinet::text::TextRef;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// A task as one person may see it.
#[derive(Clone, Debug)]
pub struct TaskView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// Its record.
    pub task: Arc<Task>,
    /// What the person may do with it now.
    pub actions: Vec<Action>,
    /// The decided point from which it follows.
    pub decision: DecisionView,
    /// What was written upon it, by the ids of the texts.
    words: BTreeMap<Uuid, String>,
    /// Every text that went to the person: the decision's, and those of the task.
    pub released: Vec<Uuid>,
}

impl TaskView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }

    /// The words of a text of this task; none of another one.
    #[must_use]
    pub fn words(&self, text: &TextRef) -> &str {
        self.words.get(&text.id.0).map_or("", String::as_str)
    }
}

impl Office {
    /// A task as the session's person may see it; the release of its texts, and of the decided point's, is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn task_view(&self, session: &Session, id: TaskId) -> Result<TaskView, ReadError> {
        let state = self.state();
        let actions = permitted(&state, &session.actor, Subject::Task(id));
        if !actions.contains(&Action::ReadTask) {
            return Err(ReadError::Unknown);
        }
        let task = state.task(id).ok_or(ReadError::Unknown)?.clone();
        let decided = decided(&state, &task).ok_or(ReadError::Unknown)?;
        let texts: Vec<&TextRef> = std::iter::once(&decided.text).chain(texts(&task)).collect();
        let released: Vec<Uuid> = texts.iter().filter(|text| !text.is_empty()).map(|text| text.id.0).collect();
        self.custody.release(session, released.iter().copied()).await?;
        let words = self.words_of(texts).await?;
        let said = words.get(&decided.text.id.0).cloned().unwrap_or_default();
        let decision = DecisionView::of(&decided, said);
        Ok(TaskView { state, task, actions, decision, words, released })
    }
}

/// The decision on the point from which a task follows.
fn decided(state: &Cabinet, task: &Task) -> Option<Decision> {
    let (_, _, item) = state.item(task.meeting, task.item)?;
    item.state.decisions().iter().find(|decision| decision.point == task.point).cloned()
}

/// Everything that was written upon a task.
fn texts(task: &Task) -> impl Iterator<Item = &TextRef> {
    let orders = task.orders.iter().filter_map(|order| order.text.as_ref());
    let extensions = task.extensions.iter().flat_map(|one| {
        let refused = match &one.answer {
            Some(ExtensionAnswer::Refused(refused)) => Some(&refused.text),
            Some(ExtensionAnswer::Granted(_)) | None => None,
        };
        std::iter::once(&one.asked.text).chain(refused)
    });
    orders.chain(task.said.iter().map(|said| &said.statement.text)).chain(extensions)
}
