//! A task is not done by its day: those above are told, one after another; and more time is given by whose it is.

use super::task_page;
use crate::page::offered;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::permission::Action;

const OVERDUE: &str = "समय-सीमा से बाहर: 1";

#[test]
fn deadline_put_off() {
    let mut walk = Walk::begun();
    let (meeting, item) = walk.decided("energy", "approved");
    walk.issue(meeting, item);
    walk.acknowledge(meeting, item);
    let finance = *walk.tasks_upon(item).last().unwrap();
    walk.department_does(finance, "acknowledge_task");
    walk.department_does(finance, "claim_task");
    let task = walk.tasks_upon(item)[0];
    let first = walk.site.state().task(task).unwrap().due;
    assert!(
        walk.site.page("energy_secretary", "/desk").contains(&format!("/tasks/{task}")),
        "it waits from the first day"
    );

    // A day that is none, or not after the one of before, is refused with a sentence, and what was typed stays.
    let path = format!("/tasks/{task}");
    let form = walk.site.form("energy_secretary", &path, "ask_extension").set("reason", "The tender was cancelled.");
    for year in ["2020", "9999"] {
        let refused =
            walk.site.post("energy_secretary", &form.clone().set("day", "1").set("month", "1").set("year", year));
        refused.must(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text().contains("पहले निर्धारित दिनांक के बाद") && refused.text().contains("The tender was cancelled.")
        );
    }
    walk.ask_extension(task, 10);
    assert!(offered(&task_page(&walk, "chief_secretary", task)).contains("grant_extension"));
    assert!(!offered(&task_page(&walk, "chief_minister", task)).contains("grant_extension"));
    walk.answer_extension(task, Action::GrantExtension);
    // More than a month beyond the first day is the Chief Minister's.
    walk.ask_extension(task, 40);
    assert!(!offered(&task_page(&walk, "chief_secretary", task)).contains("grant_extension"));
    walk.answer_extension(task, Action::RefuseExtension);
    let told = task_page(&walk, "energy_secretary", task);
    assert!(told.contains("There was time enough.") && told.contains("प्रारंभिक समय-सीमा"));
    assert_eq!(walk.site.state().task(task).unwrap().due, first.plus_days(10));

    let days = first.plus_days(10).days_since(walk.site.office().now()) + 1;
    let late = |walk: &Walk, post: &str| walk.site.page(post, "/desk").contains(OVERDUE);
    let after = walk.site.state().rules().unwrap().compliance.clone().unwrap();
    walk.site.days_ahead(days + after.minister_after_days);
    assert!(late(&walk, "energy_minister") && !late(&walk, "chief_secretary"));
    walk.site.days_ahead(days + after.chief_secretary_after_days);
    assert!(late(&walk, "chief_secretary") && !late(&walk, "chief_minister"));
    walk.site.days_ahead(days + after.chief_minister_after_days);
    assert!(late(&walk, "chief_minister") && !late(&walk, "finance_minister"));
    let register = walk.site.page("chief_minister", "/compliance?state=overdue");
    assert!(
        register.contains(&path) && !register.contains(&format!("/tasks/{finance}")),
        "control: what is claimed is not late"
    );
}
