//! An extract goes out with tasks; a department says that its own is done, the cabinet section does not find it so, and closes
//! it when it is.

use super::task_page;
use crate::page::offered;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::task::TaskStageName;

#[test]
fn extract_claimed_and_refused() {
    let mut walk = Walk::begun();
    let (meeting, item) = walk.decided("energy", "approved");
    // The form holds what the note's own schedule says.
    let form = walk.site.form("chief_secretary", &format!("/meetings/{meeting}/items/{item}"), "issue_extract");
    let milestone = walk.site.state().item(meeting, item).map(|(_, _, item)| item.proposal).unwrap();
    let milestone = walk.site.state().proposal(milestone).unwrap().revision().unwrap().facts.milestones[0].what.clone();
    assert_eq!(form.value("what.1"), Some(&*milestone));
    // A row whose day is none comes back with everything that was typed.
    let refused = walk.site.post("chief_secretary", &form.clone().set("day.1", "31").set("month.1", "2"));
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("कार्रवाई 1: समय-सीमा का दिनांक") && refused.text().contains(&milestone));
    walk.issue(meeting, item);
    let tasks = walk.tasks_upon(item);
    let (task, finance) = (tasks[0], *tasks.last().unwrap());

    // The department that must act reads the extract of another one's note; a third one knows of neither.
    let extract = format!("/meetings/{meeting}/items/{item}/extract");
    assert!(task_page(&walk, "finance_secretary", finance).contains(&extract));
    assert!(walk.site.page("finance_secretary", &extract).contains("Release the money"));
    for path in [&extract, &format!("/tasks/{task}"), &format!("/tasks/{finance}")] {
        walk.site.get("health_secretary", path).must(StatusCode::NOT_FOUND);
    }
    assert!(
        !walk.site.page("finance_secretary", "/compliance").contains(&format!("/tasks/{task}")),
        "nor of another task"
    );
    assert!(
        walk.site.page("energy_secretary", "/compliance").contains(&format!("/tasks/{finance}")),
        "it follows from his note"
    );

    walk.acknowledge(meeting, item);
    assert_eq!(walk.task_stage(task), TaskStageName::Open);
    assert_eq!(walk.task_stage(finance), TaskStageName::Set, "control: another department's waits for its own word");
    walk.department_does(task, "record_task_order");
    walk.department_does(task, "claim_task");
    let section = task_page(&walk, "cabinet_section", task);
    assert!(offered(&section).contains("verify_task") && section.contains("The department has acted."));
    assert!(!offered(&task_page(&walk, "energy_secretary", task)).contains("verify_task"));
    walk.of_section(task, "refuse_claim");
    let told = task_page(&walk, "energy_secretary", task);
    assert!(told.contains("The order does not say so.") && offered(&told).contains("claim_task"));
    walk.department_does(task, "claim_task");
    walk.of_section(task, "verify_task");
    let closed = task_page(&walk, "energy_secretary", task);
    assert!(closed.contains("पूर्ण, सत्यापित") && offered(&closed).is_empty());
    assert!(closed.contains("The order does not say so."), "what was said before stays");
    let listed = |state: &str| {
        let register = walk.site.page("cabinet_section", &format!("/compliance?state={state}"));
        register.contains(&format!("/tasks/{task}"))
    };
    assert!(!listed("open") && listed("closed") && listed("all"));
}
