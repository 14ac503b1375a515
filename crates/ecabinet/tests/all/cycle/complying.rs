//! Steps of tasks upon a decision: set with the extract, carried out, put off, brought back to the council.

use super::{Script, days_ahead, field};
use uuid::Uuid;

impl Script {
    /// The extract is issued with a task of the health department and one of finance; their ids.
    pub(super) fn setting_tasks(&mut self) -> [Uuid; 2] {
        let tasks = [super::new_id(), super::new_id()];
        let mut fields = Vec::new();
        for (row, (task, department)) in (1..).zip(tasks.iter().zip(["health", "finance"])) {
            let own = |name: &str, value: &str| field(&format!("{name}.{row}"), value);
            fields.extend([own("task", &task.to_string()), own("what", "आदेश जारी करना"), own("point", "1")]);
            fields.push(own("department", &rehearsal::department(department).to_string()));
            fields.extend(days_ahead(20).iter().map(|(name, value)| own(name, value)));
        }
        let issue = self.steps.iter_mut().find(|step| step.name == "issue-extract").unwrap();
        issue.fields = fields;
        tasks
    }

    fn on_task(
        &mut self,
        post: &'static str,
        task: Uuid,
        name: &'static str,
        fields: Vec<(String, String)>,
        events: &'static [&'static str],
    ) {
        let page = format!("/tasks/{task}");
        self.step(post, (&page, &format!("{page}/{name}")), name, fields, events);
    }

    /// One task is ordered, reported, put off and closed after a refusal; the other one is proposed to be done otherwise, and
    /// ends with the decision on `varying`, which varies an earlier one.
    pub(super) fn complying(&mut self, [own, finance]: [Uuid; 2], varying: Uuid) {
        let (secretary, section, above) = ("health_secretary", "cabinet_section", "chief_secretary");
        let text = || vec![field("text", "आदेश जारी किया गया")];
        let reason = || vec![field("reason", "निविदा पुनः आमंत्रित करनी होगी")];
        let mut order = vec![field("number", "एफ 9"), field("day", "5"), field("month", "1"), field("year", "2026")];
        order.extend(text());
        self.on_task(secretary, own, "record-task-order", order, &["task_order_recorded/1"]);
        self.on_task(secretary, own, "report-task", text(), &["task_reported/1"]);
        let ask = || days_ahead(30).into_iter().chain(reason()).collect();
        self.on_task(secretary, own, "ask-extension", ask(), &["task_extension_asked/1"]);
        self.on_task(above, own, "refuse-extension", reason(), &["task_extension_refused/1"]);
        self.on_task(secretary, own, "ask-extension", ask(), &["task_extension_asked/1"]);
        self.on_task(above, own, "grant-extension", Vec::new(), &["task_extension_granted/1"]);
        self.on_task(secretary, own, "claim-task", text(), &["task_claimed/1"]);
        self.on_task(section, own, "refuse-claim", reason(), &["task_claim_refused/1"]);
        self.on_task(secretary, own, "claim-task", text(), &["task_claimed/1"]);
        self.on_task(section, own, "verify-task", Vec::new(), &["task_verified/1"]);
        let finance_secretary = "finance_secretary";
        self.on_task(finance_secretary, finance, "acknowledge-task", Vec::new(), &["task_acknowledged/1"]);
        self.on_task(finance_secretary, finance, "propose-deviation", text(), &["deviation_proposed/1"]);
        self.on_task(section, finance, "dismiss-deviation", reason(), &["deviation_dismissed/1"]);
        self.on_task(finance_secretary, finance, "propose-deviation", text(), &["deviation_proposed/1"]);
        let named = vec![field("proposal", &varying.to_string())];
        self.on_task(section, finance, "replace-task", named, &["task_replaced/1"]);
    }
}
