//! Tasks upon decisions, through the pages: set with the extract, carried out, looked at, put off, brought back.

use crate::page::Form;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::ids::{ItemId, MeetingId, ProposalId, TaskId};
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::task::TaskStageName;
use cabinet::{Actor, Moment, Subject};

/// The form with which an extract is issued, and one task more: of the finance department, due as the first one.
pub fn with_one_of_finance(form: Form) -> Form {
    let rows = (1..).take_while(|row| form.value(&format!("what.{row}")).is_some_and(|what| !what.is_empty())).count();
    if rows == 0 {
        return form;
    }
    let parts = ["point", "day", "month", "year"];
    let same = parts.map(|part| (part, form.value(&format!("{part}.1")).unwrap().to_owned()));
    let row = rows + 1;
    let form = same.into_iter().fold(form, |form, (part, value)| form.set(&format!("{part}.{row}"), value));
    let form = form.set(&format!("what.{row}"), "Release the money");
    form.set(&format!("department.{row}"), rehearsal::department("finance").to_string())
}

/// A day in the three fields of a form.
pub fn on_day(form: Form, at: Moment) -> Form {
    let date = hindi::ist_date(at.0);
    let parts: Vec<&str> = date.split('-').collect();
    form.set("day", parts[2]).set("month", parts[1]).set("year", parts[0])
}

impl Walk {
    pub fn task_stage(&self, id: TaskId) -> TaskStageName {
        self.site.state().task(id).unwrap().stage.name()
    }

    /// Key of the secretary of the department that must act.
    fn acts_upon(&self, id: TaskId) -> String {
        let state = self.site.state();
        let department = state.task(id).unwrap().department;
        state.department(department).map(|one| format!("{}_secretary", one.key)).unwrap()
    }

    /// An act upon a task, from its page.
    #[track_caller]
    pub fn on_task(&mut self, post: &str, id: TaskId, action: &str, fill: impl FnOnce(Form) -> Form) {
        self.act(post, &format!("/tasks/{id}"), action, fill);
    }

    /// An act of its department, with words where it takes some.
    #[track_caller]
    pub fn department_does(&mut self, id: TaskId, action: &str) {
        let post = self.acts_upon(id);
        let words = "The department has acted.";
        self.on_task(&post, id, action, |form| match action {
            "acknowledge_task" => form,
            "record_task_order" => {
                let form = form.set("number", "F 2-1").set("day", "30").set("month", "10").set("year", "2025");
                form.set("text", words)
            }
            _ => form.set("text", words),
        });
    }

    #[track_caller]
    pub fn ask_extension(&mut self, id: TaskId, days: u32) {
        let (post, due) = (self.acts_upon(id), self.site.state().task(id).unwrap().due);
        self.on_task(&post, id, "ask_extension", |form| {
            on_day(form, due.plus_days(days)).set("reason", "The tender was cancelled.")
        });
    }

    /// The chief secretary or the Chief Minister, whose it is, answers a request for more time.
    #[track_caller]
    pub fn answer_extension(&mut self, id: TaskId, action: Action) {
        let state = self.site.state();
        let gives = |post: &&&str| {
            let charge = state.charge_of_post(rehearsal::post(post)).unwrap();
            let actor = Actor::Holder { person: charge.person, charge: charge.id };
            state.may(&actor, Subject::Task(id), action)
        };
        let post = *["chief_secretary", "chief_minister"].iter().find(gives).unwrap();
        self.on_task(post, id, action.key(), |form| match action {
            Action::RefuseExtension => form.set("reason", "There was time enough."),
            _ => form,
        });
    }

    #[track_caller]
    pub fn of_section(&mut self, id: TaskId, action: &str) {
        self.on_task("cabinet_section", id, action, |form| match action {
            "verify_task" => form,
            _ => form.set("reason", "The order does not say so."),
        });
    }

    /// Tasks of an item, in the order in which they were set.
    pub fn tasks_upon(&self, item: ItemId) -> Vec<TaskId> {
        self.site.state().tasks_of(item).map(|task| task.id).collect()
    }

    /// A meeting of which the minutes are approved, with one matter of a department; nothing is issued yet.
    pub fn decided(&mut self, department: &str, outcome: &str) -> (MeetingId, ItemId) {
        let ordered = self.drive(department, StageName::Ordered);
        self.decided_upon(ordered, outcome)
    }

    /// The same of a proposal that is ordered.
    pub fn decided_upon(&mut self, ordered: ProposalId, outcome: &str) -> (MeetingId, ItemId) {
        let meeting = self.propose_meeting();
        self.meeting_step("chief_minister", meeting, "call_meeting");
        let item = self.list(meeting, ordered);
        self.meeting_step("chief_minister", meeting, "approve_agenda");
        self.release(meeting, &["chief_minister", "finance_minister"]);
        self.open(meeting, "chief_minister", &["chief_minister"]);
        self.record(meeting, item, outcome);
        self.meeting_step("cabinet_section", meeting, "conclude_sitting");
        self.meeting_step("cabinet_section", meeting, "draft_minutes");
        self.meeting_step("chief_secretary", meeting, "submit_minutes");
        self.meeting_step("chief_minister", meeting, "approve_minutes");
        (meeting, item)
    }

    /// A task of the health department that nobody has acknowledged.
    pub fn a_task(&mut self) -> TaskId {
        let (meeting, item) = self.decided("health", "approved");
        self.issue(meeting, item);
        self.tasks_upon(item)[0]
    }

    /// Tasks that were acknowledged, each with what waits for somebody: nothing yet, more time, a claim, a departure.
    pub fn tasks_for_everybody(&mut self) {
        for waits in [["", "ask_extension"], ["claim_task", "propose_deviation"]] {
            let first = self.a_task();
            let item = self.site.state().task(first).unwrap().item;
            let last = *self.tasks_upon(item).last().unwrap();
            assert_ne!(first, last, "one of finance too");
            for (task, action) in [first, last].into_iter().zip(waits) {
                self.department_does(task, "acknowledge_task");
                match action {
                    "" => {}
                    "ask_extension" => self.ask_extension(task, 10),
                    other => self.department_does(task, other),
                }
            }
        }
    }

    /// What the departments make of the tasks of the first meeting: one is closed after a refusal, one is proposed to be done
    /// otherwise and brought back, and one waits to be looked at; more time is given and refused by both who may.
    pub fn carried_out(&mut self) {
        let state = self.site.state();
        let mut items: Vec<ItemId> = Vec::new();
        for task in state.tasks().filter(|task| task.stage.name() == TaskStageName::Open) {
            if !items.contains(&task.item) {
                items.push(task.item);
            }
        }
        let finance = rehearsal::department("finance");
        let of_finance = state.tasks().find(|task| task.department == finance).map(|task| task.id);
        let Some(of_finance) = of_finance else { return };
        self.department_does(of_finance, "acknowledge_task");
        let varying = self.varying();
        for item in &items {
            let task = self.tasks_upon(*item)[0];
            self.department_does(task, "record_task_order");
            self.department_does(task, "report_task");
            for days in [10, 40] {
                self.ask_extension(task, days);
                self.answer_extension(task, Action::RefuseExtension);
                self.ask_extension(task, days);
                self.department_does(task, "propose_deviation");
                self.of_section(task, "dismiss_deviation");
                self.department_does(task, "claim_task");
                self.of_section(task, "refuse_claim");
                self.answer_extension(task, Action::GrantExtension);
            }
            self.ask_extension(task, 5);
        }
        let [verified, replaced, claimed] = [0, 1, 2].map(|place| self.tasks_upon(items[place])[0]);
        self.department_does(verified, "claim_task");
        self.of_section(verified, "verify_task");
        self.department_does(replaced, "propose_deviation");
        self.on_task("cabinet_section", replaced, "replace_task", |form| form.set("proposal", varying.to_string()));
        self.department_does(claimed, "claim_task");
    }

    /// A meeting in which one note is sent back to be examined again and another one withdrawn.
    pub fn sent_back_and_withdrawn(&mut self) {
        // One more goes while a department that was asked has answered and another has not.
        let asked = self.drive("energy", StageName::Consulting);
        self.view(asked, "finance", "concurs");
        self.withdraw(asked);
        let ordered = ["energy", "aviation"].map(|department| self.drive(department, StageName::Ordered));
        let meeting = self.propose_meeting();
        self.meeting_step("chief_minister", meeting, "call_meeting");
        let items = ordered.map(|proposal| self.list(meeting, proposal));
        self.meeting_step("chief_minister", meeting, "approve_agenda");
        self.release(meeting, crate::grid::MANY.recipients);
        self.open(meeting, "chief_minister", &["chief_minister"]);
        self.record(meeting, items[0], "returned_for_reexamination");
        self.record(meeting, items[1], "withdrawn");
        self.meeting_step("cabinet_section", meeting, "conclude_sitting");
        self.meeting_step("cabinet_section", meeting, "draft_minutes");
        self.meeting_step("chief_secretary", meeting, "submit_minutes");
        self.meeting_step("chief_minister", meeting, "approve_minutes");
        self.meeting_step("cabinet_section", meeting, "circulate_minutes");
    }

    /// A proposal that varies an earlier decision, and was decided.
    pub fn varying(&mut self) -> ProposalId {
        let id = self.start("health");
        let draft = format!("/proposals/{id}/draft");
        let form = self.site.form("health_section", &draft, "edit_draft").set("varies", "yes");
        let form = form.set("varied", "Meeting 1, item 1");
        self.site.post("health_section", &form).must(StatusCode::SEE_OTHER);
        self.carry_on(id, StageName::Ordered);
        self.decided_upon(id, "approved");
        id
    }
}
