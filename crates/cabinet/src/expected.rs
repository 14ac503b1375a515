//! What waits for somebody at all, by its stage: a desk is asked of these alone, so that a long past costs no page anything.

use crate::cabinet::Cabinet;
use crate::desk::{item_awaits, meeting_awaits, proposal_awaits};
use crate::ids::{ItemId, MeetingId, ProposalId, TaskId};
use crate::meeting::Meeting;
use crate::permission::ItemStageName;
use imbl::OrdSet;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Proposals, meetings and items in a stage in which something is expected of somebody, and tasks that are not closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) proposals: OrdSet<ProposalId>,
    pub(crate) meetings: OrdSet<MeetingId>,
    pub(crate) items: OrdSet<(MeetingId, ItemId)>,
    pub(crate) tasks: OrdSet<TaskId>,
}

/// Puts in or takes out.
fn keep<T: Ord + Clone>(set: &mut OrdSet<T>, one: T, stays: bool) {
    if stays {
        set.insert(one);
    } else {
        set.remove(&one);
    }
}

impl Cabinet {
    /// Looks at a proposal again that has changed.
    pub(crate) fn proposal_changed(&mut self, id: ProposalId) {
        if let Some(record) = self.proposals.get(&id) {
            keep(&mut self.expected.proposals, id, proposal_awaits(record.stage.name()));
        }
    }

    /// Looks at a task again that has changed.
    pub(crate) fn task_changed(&mut self, id: TaskId) {
        if let Some(task) = self.tasks.get(&id) {
            keep(&mut self.expected.tasks, id, !task.stage.name().is_closed());
        }
    }

    /// Looks at a meeting and its items again that have changed.
    pub(crate) fn meeting_changed(&mut self, id: MeetingId) {
        if let Some(meeting) = self.meetings.get(&id) {
            let Meeting { stage, items, .. } = meeting.as_ref();
            keep(&mut self.expected.meetings, id, meeting_awaits(stage.name()));
            for item in items {
                let stays = item_awaits(stage.name(), ItemStageName::of(&item.state));
                keep(&mut self.expected.items, (id, item.id), stays);
            }
        }
    }
}

// What waits follows from the rest: it is made anew where a state is read, and stands in no file.
impl<'de> Deserialize<'de> for Cabinet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut cabinet = Self::deserialize(deserializer)?;
        let (proposals, meetings, tasks) = (cabinet.proposals.clone(), cabinet.meetings.clone(), cabinet.tasks.clone());
        proposals.keys().for_each(|id| cabinet.proposal_changed(*id));
        meetings.keys().for_each(|id| cabinet.meeting_changed(*id));
        tasks.keys().for_each(|id| cabinet.task_changed(*id));
        Ok(cabinet)
    }
}

impl Serialize for Cabinet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
