//! A department must do otherwise than was decided: its task stands still until the council has decided anew.

use super::task_page;
use crate::page::offered;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::task::TaskStageName;

#[test]
fn task_departs_from_the_decision() {
    let mut walk = Walk::begun();
    let (meeting, item) = walk.decided("energy", "approved");
    walk.issue(meeting, item);
    walk.acknowledge(meeting, item);
    let task = walk.tasks_upon(item)[0];
    // Its order is laid beside the decision, and the page shows word by word where it differs.
    walk.department_does(task, "record_task_order");
    let shown = task_page(&walk, "energy_secretary", task);
    assert!(shown.contains("<del>") && shown.contains("<ins>"), "the order says other words than the decision");

    walk.department_does(task, "propose_deviation");
    let still = task_page(&walk, "energy_secretary", task);
    assert!(offered(&still).is_empty() && still.contains("कार्रवाई रुकी"));
    walk.site.days_ahead(200);
    let late = |walk: &Walk| walk.site.page("energy_minister", "/desk").contains("समय-सीमा से बाहर");
    assert!(!late(&walk), "what stands still is not late");
    // A matter that varies nothing ends nothing, and is not offered.
    let form = walk.site.form("cabinet_section", &format!("/tasks/{task}"), "replace_task");
    let plain = walk.site.state().item(meeting, item).unwrap().2.proposal.to_string();
    let refused = walk.site.post("cabinet_section", &form.set("proposal", plain));
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("किसी पूर्व निर्णय को बदलता हो"));
    walk.of_section(task, "dismiss_deviation");
    assert!(late(&walk), "control: it goes on, and is late");

    walk.department_does(task, "propose_deviation");
    let varying = walk.varying();
    let offers = task_page(&walk, "cabinet_section", task);
    assert!(offers.contains(&format!("<option value=\"{varying}\">")));
    walk.on_task("cabinet_section", task, "replace_task", |form| form.set("proposal", varying.to_string()));
    assert_eq!(walk.task_stage(task), TaskStageName::Replaced);
    let ended = task_page(&walk, "energy_secretary", task);
    assert!(ended.contains("नए निर्णय से समाप्त"));
    let number = walk.site.state().proposal(varying).unwrap().number.clone();
    assert!(!ended.contains(&number), "of another department's matter nothing is told");
    assert!(task_page(&walk, "cabinet_section", task).contains(&number), "control");
}
