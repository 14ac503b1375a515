//! Who may do what with a task, in which stage: state machine H.

use super::Action;
use super::Standing::{self, *};
use crate::cabinet::Cabinet;
use crate::people::{Post, PostKind};
use crate::task::{Task, TaskStageName as Being};

pub(super) type TaskRule = (Action, &'static [Standing], &'static [Being]);

/// Stages in which a request for more time waits.
const WAITING: &[Being] = &[Being::Open, Being::Claimed, Being::Deviating];

/// Whose it is, whose note it was, and who sees to it reads it in every stage. The department acts, the cabinet section
/// closes, and who granted the time puts it off.
pub(super) const TASK_RULES: &[TaskRule] = &[
    (
        Action::ReadTask,
        &[CabinetSection, ChiefSecretary, ChiefMinister, TaskSecretary, TaskSection, TaskMinister, OwnSecretary],
        &Being::ALL,
    ),
    (Action::AcknowledgeTask, &[TaskSecretary], &[Being::Set]),
    (Action::RecordTaskOrder, &[TaskSecretary], &[Being::Open]),
    (Action::ReportTask, &[TaskSecretary], &[Being::Open]),
    (Action::ClaimTask, &[TaskSecretary], &[Being::Open]),
    (Action::VerifyTask, &[CabinetSection], &[Being::Claimed]),
    (Action::RefuseClaim, &[CabinetSection], &[Being::Claimed]),
    (Action::AskExtension, &[MayAskExtension], &[Being::Open]),
    (Action::GrantExtension, &[GrantsExtension], WAITING),
    (Action::RefuseExtension, &[GrantsExtension], WAITING),
    (Action::ProposeDeviation, &[TaskSecretary], &[Being::Open]),
    (Action::DismissDeviation, &[CabinetSection], &[Being::Deviating]),
    (Action::ReplaceTask, &[CabinetSection], &[Being::Deviating]),
];

/// What a post is to a task: of the department that must act today, or of the one whose note was decided. Whichever
/// ministry decided, it binds the departments, and who is in charge of them today.
pub(super) fn task_standings(cabinet: &Cabinet, post: &Post, task: &Task) -> Vec<Standing> {
    let mut standings: Vec<Standing> = super::standings::own_standing(post).into_iter().collect();
    let acting = cabinet.department_today(task.department);
    let minister = cabinet.department(acting).and_then(|department| department.minister);
    if minister == Some(post.id) && post.kind.is_member() && !is_kept_from(cabinet, post, task) {
        standings.push(TaskMinister);
    }
    if post.department == Some(acting) {
        match post.kind {
            PostKind::Secretary => standings.push(TaskSecretary),
            PostKind::SectionOfficer => standings.push(TaskSection),
            _ => {}
        }
    }
    let sponsor = cabinet.proposal(task.proposal).map(|proposal| cabinet.department_today(proposal.department));
    if post.kind == PostKind::Secretary && post.department.is_some() && post.department == sponsor {
        standings.push(OwnSecretary);
    }
    match task.extension_asked() {
        None if standings.contains(&TaskSecretary) => standings.push(MayAskExtension),
        Some(asked) => {
            let grants =
                if cabinet.is_beyond_chief_secretary(task, asked.until) { ChiefMinister } else { ChiefSecretary };
            if standings.contains(&grants) {
                standings.push(GrantsExtension);
            }
        }
        None => {}
    }
    standings
}

/// Whether a minister is recused from the matter upon which a task was set. His own department's matter is his by that
/// office.
fn is_kept_from(cabinet: &Cabinet, post: &Post, task: &Task) -> bool {
    let proposal = cabinet.proposal(task.proposal);
    let own = proposal.and_then(|record| super::standings::department_standing(cabinet, post, record)).is_some();
    !own && cabinet.is_recused(post, task.proposal)
}

/// Whether a post is of a department that got a task upon an item: it reads the extract.
pub(super) fn is_tasked(cabinet: &Cabinet, post: &Post, item: crate::ids::ItemId) -> bool {
    let secretary = post.kind == PostKind::Secretary && post.department.is_some();
    secretary && cabinet.tasks_of(item).any(|task| post.department == Some(cabinet.department_today(task.department)))
}
