//! The register of tasks: who must do what by when. What is late stands first.

use super::{Row, row};
use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::InAddress;
use crate::frame::Frame;
use crate::pager::Pager;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::ids::DepartmentId;
use cabinet::task::{Task, TaskStageName};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Which tasks are shown: those that are not closed, where nothing is chosen.
const STATES: [&str; 6] = ["open", "overdue", "claimed", "deviating", "closed", "all"];

#[derive(Template)]
#[template(path = "compliance/list.html")]
struct ListPage {
    page: Frame,
    rows: Vec<Row>,
    pager: Pager,
    states: Vec<Choice>,
    departments: Vec<Choice>,
    /// How many of the person's tasks are late, whatever is chosen.
    overdue: usize,
}

/// The register as far as it is the person's.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut which): InAddress,
) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    if !page.reads_compliance() {
        return Err(Failure::Unknown);
    }
    let number = Pager::asked(&mut which)?;
    let chosen = |asked: Option<String>| asked.filter(|key| !key.is_empty());
    let state = chosen(which.optional("state").ok().flatten()).unwrap_or_else(|| "open".to_owned());
    let state = STATES.into_iter().find(|key| *key == state).ok_or(Failure::Unknown)?;
    let department = chosen(which.optional("department").ok().flatten());
    let department: Option<DepartmentId> =
        department.map(|key| key.parse()).transpose().map_err(|_| Failure::Unknown)?;

    let mut tasks: Vec<&Arc<Task>> = page.state.readable_tasks(&who.session.actor).collect();
    let acting: BTreeSet<DepartmentId> =
        tasks.iter().map(|task| page.state.department_today(task.department)).collect();
    let overdue = tasks.iter().filter(|task| task.is_overdue(page.now)).count();
    tasks.retain(|task| {
        is_shown(task, state, &page) && department.is_none_or(|one| page.state.department_today(task.department) == one)
    });
    // What is late stands first, then by day; what is closed last.
    tasks.sort_by_key(|task| (task.stage.name().is_closed(), !task.is_overdue(page.now), task.due, task.id));
    let (tasks, mut pager) = Pager::of("/compliance", number, tasks.into_iter())?;
    let of = department.map(|id| format!("department={id}&")).unwrap_or_default();
    pager.query = format!("state={state}&{of}");
    let rows = tasks.into_iter().map(|task| row(&page, task)).collect();
    let chosen = department.map(|id| id.to_string()).unwrap_or_default();
    let mut departments: Vec<Choice> =
        acting.into_iter().map(|id| Choice::among(&chosen, id, page.department(&id))).collect();
    departments.sort_by(|one, other| one.words.cmp(&other.words));
    let states = STATES.map(|key| Choice::among(state, key, page.word("compliance-state", key)));
    draw(&ListPage { rows, pager, states: states.into(), departments, overdue, page })
}

fn is_shown(task: &Task, state: &str, page: &Frame) -> bool {
    let stage = task.stage.name();
    match state {
        "overdue" => task.is_overdue(page.now),
        "claimed" => stage == TaskStageName::Claimed,
        "deviating" => stage == TaskStageName::Deviating,
        "closed" => stage.is_closed(),
        "all" => true,
        _ => !stage.is_closed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locales;
    use cabinet::task::SaidKind;
    use hindi::Language;

    /// Keys that code puts together: `every_key_that_is_asked_for_exists` cannot find them.
    #[test]
    fn every_stage_state_and_statement_has_words() {
        let locales = Locales::read().unwrap();
        let mut keys = vec!["task-stage-none".to_owned()];
        keys.extend(TaskStageName::ALL.map(|stage| format!("task-stage-{}", stage.key())));
        keys.extend(STATES.map(|state| format!("compliance-state-{state}")));
        keys.extend(SaidKind::ALL.map(|kind| format!("said-{}", kind.key())));
        for language in [Language::Hindi, Language::English] {
            let locale = locales.of(language, None);
            let wordless = |key: &&String| {
                let key = key.replace('_', "-");
                locale.words(&key, &[]) == key
            };
            assert_eq!(keys.iter().filter(wordless).collect::<Vec<_>>(), ["task-stage-none"]);
        }
        assert_eq!(keys.len(), 1 + 6 + 6 + 5);
    }
}
