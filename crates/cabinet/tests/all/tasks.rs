//! Tasks upon a decision: state machine H, from the extract on.

use crate::governments::{RULES, rules};
use crate::player::{Player, actor};
use crate::story::told;
use cabinet::act::Act;
use cabinet::decision::Outcome;
use cabinet::desk::desk;
use cabinet::ids::{DepartmentId, ItemId, MeetingId, ProposalId, TaskId};
use cabinet::note::LINE_CHARACTERS_MAX;
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::rules::Rules;
use cabinet::task::{ExtensionAnswer, NewTask, SaidKind, TASKS_MAX, TaskStageName};
use cabinet::text::TextRef;
use cabinet::{Moment, Refusal, Subject, permitted};
use uuid::Uuid;

impl Player {
    fn task_version(&self, id: TaskId) -> u32 {
        self.cabinet.task(id).unwrap().version
    }

    fn task_stage(&self, id: TaskId) -> TaskStageName {
        self.cabinet.task(id).unwrap().stage.name()
    }

    /// Key of the secretary of the department that must act.
    fn acts_upon(&self, id: TaskId) -> String {
        let department = self.cabinet.task(id).unwrap().department;
        format!("{}_secretary", self.cabinet.department(department).unwrap().key)
    }

    /// An act of the department upon a task, with words.
    fn department_does(&mut self, task: TaskId, act: impl FnOnce(u32, TextRef) -> Act) {
        let (who, seen, text) = (self.acts_upon(task), self.task_version(task), self.text("कार्रवाई की गई"));
        self.must(&who, act(seen, text));
    }

    pub fn acknowledge_task(&mut self, task: TaskId) {
        self.department_does(task, |seen, _| Act::AcknowledgeTask { task, seen });
    }

    pub fn order_upon(&mut self, task: TaskId) {
        let (number, date) = ("एफ 2-1/2026".to_owned(), "2025-10-30".to_owned());
        self.department_does(task, |seen, text| Act::RecordTaskOrder { task, seen, number, date, text });
    }

    pub fn report_task(&mut self, task: TaskId) {
        self.department_does(task, |seen, text| Act::ReportTask { task, seen, text });
    }

    pub fn claim_task(&mut self, task: TaskId) {
        self.department_does(task, |seen, text| Act::ClaimTask { task, seen, text });
    }

    pub fn ask_extension(&mut self, task: TaskId, days: u32) {
        let until = self.cabinet.task(task).unwrap().due.plus_days(days);
        self.department_does(task, |seen, reason| Act::AskExtension { task, seen, until, reason });
    }

    pub fn propose_deviation(&mut self, task: TaskId) {
        self.department_does(task, |seen, text| Act::ProposeDeviation { task, seen, text });
    }

    pub fn verify_task(&mut self, task: TaskId) {
        let seen = self.task_version(task);
        self.must("cabinet_section", Act::VerifyTask { task, seen });
    }

    pub fn refuse_claim(&mut self, task: TaskId) {
        let (seen, reason) = (self.task_version(task), self.text("आदेश की प्रति संलग्न नहीं"));
        self.must("cabinet_section", Act::RefuseClaim { task, seen, reason });
    }

    pub fn grant_extension(&mut self, who: &str, task: TaskId) {
        let seen = self.task_version(task);
        self.must(who, Act::GrantExtension { task, seen });
    }

    pub fn refuse_extension(&mut self, who: &str, task: TaskId) {
        let (seen, reason) = (self.task_version(task), self.text("विलंब का कारण पर्याप्त नहीं"));
        self.must(who, Act::RefuseExtension { task, seen, reason });
    }

    pub fn dismiss_deviation(&mut self, task: TaskId) {
        let (seen, reason) = (self.task_version(task), self.text("निर्णय के अनुरूप ही है"));
        self.must("cabinet_section", Act::DismissDeviation { task, seen, reason });
    }

    pub fn replace_task(&mut self, task: TaskId, proposal: ProposalId) {
        let seen = self.task_version(task);
        self.must("cabinet_section", Act::ReplaceTask { task, seen, proposal });
    }

    fn tasks_upon(&self, item: ItemId) -> Vec<TaskId> {
        self.cabinet.tasks_of(item).map(|task| task.id).collect()
    }
}

/// What the departments make of their tasks: one of energy is closed after a refusal, one of aviation replaced after a
/// dismissal, and one of agriculture gets time from the chief secretary and is refused it by the Chief Minister. `varying`
/// is a decided proposal that varies an earlier decision.
pub fn carried_out(player: &mut Player, items: &[ItemId], varying: ProposalId) {
    let of_finance = *player.tasks_upon(items[0]).last().unwrap();
    player.acknowledge_task(of_finance);
    for item in items {
        let task = player.tasks_upon(*item)[0];
        player.order_upon(task);
        player.report_task(task);
        for days in [10, 40] {
            let who = if days > 30 { "chief_minister" } else { "chief_secretary" };
            player.ask_extension(task, days);
            player.refuse_extension(who, task);
            player.ask_extension(task, days);
            player.propose_deviation(task);
            player.dismiss_deviation(task);
            player.claim_task(task);
            player.refuse_claim(task);
            player.grant_extension(who, task);
        }
        player.ask_extension(task, 5);
    }
    let [energy, aviation, agriculture] = [0, 1, 2].map(|place| player.tasks_upon(items[place])[0]);
    player.claim_task(energy);
    player.verify_task(energy);
    player.propose_deviation(aviation);
    player.replace_task(aviation, varying);
    player.claim_task(agriculture);
}

/// A meeting of which the minutes are approved, with one matter of energy.
fn decided(player: &mut Player, outcome: Outcome) -> (MeetingId, ItemId) {
    let meeting = player.ready("energy");
    let item = player.cabinet.meeting(meeting).unwrap().items[0].id;
    player.open(meeting, "chief_minister", &["chief_minister"]);
    player.record_decisions(meeting, item, outcome);
    player.conclude(meeting);
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    player.approve_minutes(meeting);
    (meeting, item)
}

/// A task of energy that its secretary has acknowledged.
fn open_task(player: &mut Player) -> TaskId {
    let (meeting, item) = decided(player, Outcome::Approved);
    player.issue_extract(meeting, item);
    player.acknowledge(meeting, item);
    player.tasks_upon(item)[0]
}

fn offered(player: &Player, who: &str, task: TaskId) -> Vec<Action> {
    permitted(&player.cabinet, &actor(who), Subject::Task(task))
}

/// Refusals of tasks as they are set, and of what becomes of them.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let (meeting, item) = decided(&mut player, Outcome::Approved);
    let (seen, text, chief) = (player.item_version(meeting, item), player.text("उद्धरण"), "chief_secretary");
    let good = player.new_tasks(meeting, item);
    let first = good[0].clone();
    let issue = |tasks| Act::IssueExtract { meeting, item, seen, text: text.clone(), tasks };
    let one = |spoil: &dyn Fn(&mut NewTask)| {
        let mut task = first.clone();
        spoil(&mut task);
        issue(vec![task])
    };
    let (past, far) = (player.now(), player.now().plus_days(4_000));
    let many = vec![first.clone(); TASKS_MAX + 1];
    let mut found = vec![
        player.refused(chief, one(&|task| task.point = 99)),
        player.refused(chief, issue(many)),
        player.refused(chief, one(&|task| task.what = " ".to_owned())),
        player.refused(chief, one(&|task| task.what = "क".repeat(LINE_CHARACTERS_MAX + 1))),
        player.refused(chief, one(&|task| task.department = DepartmentId(Uuid::from_u128(1)))),
        player.refused(chief, one(&|task| task.due = past)),
        player.refused(chief, one(&|task| task.due = far)),
        player.refused(chief, issue(vec![first.clone(), first.clone()])),
    ];
    let expected = ["tasks_unfit", "tasks_unfit", "field_missing", "too_long", "department_unfit"];
    let days = ["due_day_unfit", "due_day_unfit", "id_taken"];
    assert_eq!(found.iter().map(Refusal::key).collect::<Vec<_>>(), [&expected[..], &days[..]].concat());
    player.must(chief, issue(good));
    player.acknowledge(meeting, item);

    let (task, who) = (player.tasks_upon(item)[0], "energy_secretary");
    let (seen, due, nothing) = (player.task_version(task), player.cabinet.task(task).unwrap().due, player.text(""));
    let reason = player.text("कारण");
    let order = |number: &str, date: &str| {
        let (number, date, text) = (number.to_owned(), date.to_owned(), nothing.clone());
        Act::RecordTaskOrder { task, seen, number, date, text }
    };
    let ask = |until, reason: &TextRef| Act::AskExtension { task, seen, until, reason: reason.clone() };
    let of_department = [
        (order(" ", "2025-10-30"), "field_missing"),
        (order("1", "2999-01-01"), "date_unfit"),
        (Act::ReportTask { task, seen, text: nothing.clone() }, "text_missing"),
        (Act::ClaimTask { task, seen, text: nothing.clone() }, "text_missing"),
        (Act::ProposeDeviation { task, seen, text: nothing.clone() }, "text_missing"),
        (ask(due, &reason), "due_day_unfit"),
        (ask(due.plus_days(1), &nothing), "reason_missing"),
        (Act::VerifyTask { task, seen }, "unknown"),
    ];
    for (act, key) in of_department {
        let refusal = player.refused(who, act);
        assert_eq!(refusal.key(), key);
        found.push(refusal);
    }
    player.propose_deviation(task);
    let seen = player.task_version(task);
    let own = player.cabinet.task(task).unwrap().proposal;
    let undecided = player.drive("health", StageName::Ordered);
    for proposal in [own, undecided, ProposalId(Uuid::from_u128(1))] {
        let refusal = player.refused("cabinet_section", Act::ReplaceTask { task, seen, proposal });
        assert_eq!(refusal, Refusal::ReplacementUnfit);
        found.push(refusal);
    }
    found.push(player.refused("cabinet_section", Act::DismissDeviation { task, seen, reason: nothing }));
    found.push(player.refused(who, Act::ReportTask { task, seen: seen - 1, text: reason }));
    found
}

/// From the extract to the end: orders and reports stay, a refused claim opens the task again with its reason.
#[test]
fn a_task_is_claimed_refused_and_closed() {
    let mut player = Player::begun();
    let (meeting, item) = decided(&mut player, Outcome::Approved);
    player.issue_extract(meeting, item);
    let tasks = player.tasks_upon(item);
    let (own, finance) = (tasks[0], *tasks.last().unwrap());
    assert_eq!(player.task_stage(own), TaskStageName::Set);
    player.acknowledge(meeting, item);
    assert_eq!(player.task_stage(own), TaskStageName::Open, "who acknowledges the extract has his tasks");
    assert_eq!(player.task_stage(finance), TaskStageName::Set, "control: another department's are its own");
    player.order_upon(own);
    player.report_task(own);
    player.report_task(own);
    player.claim_task(own);
    assert_eq!(player.task_stage(own), TaskStageName::Claimed);
    player.refuse_claim(own);
    player.claim_task(own);
    player.verify_task(own);
    let record = player.cabinet.task(own).unwrap();
    let said: Vec<SaidKind> = record.said.iter().map(|one| one.kind).collect();
    let (report, claim) = (SaidKind::Report, SaidKind::Claim);
    assert_eq!(said, [report, report, claim, SaidKind::ClaimRefused, claim]);
    assert_eq!((record.orders.len(), record.stage.name()), (1, TaskStageName::Verified));
    for who in ["energy_secretary", "cabinet_section", "chief_secretary", "chief_minister"] {
        assert_eq!(offered(&player, who, own), [Action::ReadTask], "{who}: a closed task is read");
    }
}

/// Tasks come from the note's own schedule; without one each approved point is one, with the days of the rules; what was
/// rejected leaves nothing to do.
#[test]
fn tasks_are_proposed_from_the_notes_own_schedule() {
    let mut player = Player::begun();
    let (meeting, item) = decided(&mut player, Outcome::Approved);
    let listed = player.cabinet.item(meeting, item).unwrap().2.clone();
    let facts = player.cabinet.proposal(listed.proposal).unwrap().revision().unwrap().facts.clone();
    let proposed = player.cabinet.proposed_tasks(&listed, player.now());
    let rows: Vec<_> = facts.milestones.iter().map(|row| row.what.clone()).collect();
    assert!(!rows.is_empty() && proposed.iter().map(|one| one.what.clone()).eq(rows));
    assert!(proposed.iter().all(|one| one.point == 1 && one.due > player.now()));
    let first = Moment(player.cabinet.last().0).plus_days(facts.milestones[0].days);
    assert_eq!(proposed[0].due, first, "so many days after the approval of the minutes");

    let mut player = Player::begun();
    let mut facts = crate::deeds::facts("energy");
    facts.milestones.clear();
    facts.points[0] = "क ".repeat(LINE_CHARACTERS_MAX);
    let id = player.start("energy");
    let act = player.put_up_act(id, facts.clone());
    player.must("energy_section", act);
    player.measure(id);
    player.carry_on(id, StageName::Ordered);
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    let item = player.list(meeting, id);
    player.approve_agenda(meeting);
    player.release(meeting, &["chief_minister"]);
    player.open(meeting, "chief_minister", &["chief_minister"]);
    for (outcome, expected) in [(Outcome::Rejected, 0), (Outcome::Approved, facts.points.len())] {
        player.record_decisions(meeting, item, outcome);
        let listed = player.cabinet.item(meeting, item).unwrap().2.clone();
        let proposed = player.cabinet.proposed_tasks(&listed, player.now());
        assert_eq!(proposed.len(), expected, "{outcome:?}");
        let days = rules().compliance.unwrap().days;
        assert!(proposed.iter().all(|one| one.due == player.now().plus_days(days)));
        assert!(proposed.iter().all(|one| one.what.chars().count() <= LINE_CHARACTERS_MAX));
    }
}

/// Up to a month more is the chief secretary's to give, what is later the Chief Minister's.
#[test]
fn more_than_a_month_is_the_chief_ministers() {
    let most = rules().compliance.unwrap().chief_minister_days;
    for (days, gives, not) in
        [(most, "chief_secretary", "chief_minister"), (most + 1, "chief_minister", "chief_secretary")]
    {
        let mut player = Player::begun();
        let task = open_task(&mut player);
        let first = player.cabinet.task(task).unwrap().due;
        player.ask_extension(task, days);
        assert!(!offered(&player, "energy_secretary", task).contains(&Action::AskExtension), "one waits");
        let seen = player.task_version(task);
        assert_eq!(player.refused(not, Act::GrantExtension { task, seen }), Refusal::Unknown);
        player.refuse_extension(gives, task);
        player.ask_extension(task, days);
        player.grant_extension(gives, task);
        let record = player.cabinet.task(task).unwrap();
        assert_eq!((record.first_due, record.due), (first, first.plus_days(days)));
        let answers: Vec<bool> =
            record.extensions.iter().map(|one| matches!(one.answer, Some(ExtensionAnswer::Granted(_)))).collect();
        assert_eq!(answers, [false, true]);
        // Counted from the first day: many small ones are no way around the Chief Minister.
        player.ask_extension(task, 1);
        assert!(offered(&player, "chief_minister", task).contains(&Action::GrantExtension));
    }
}

/// A deviation goes back to the council: it ends with a decision upon a note that varies one, or is dismissed.
#[test]
fn a_deviation_ends_with_a_decision_that_varies_one() {
    let mut player = told().player.clone();
    let varying = player.cabinet.varying_decisions().next().unwrap().id;
    let task = player.cabinet.tasks().find(|task| task.stage.name() == TaskStageName::Set && task.proposal != varying);
    let task = task.unwrap().id;
    player.acknowledge_task(task);
    player.propose_deviation(task);
    player.wait_days(400);
    assert!(!player.cabinet.task(task).unwrap().is_overdue(player.now()), "it stands still");
    player.dismiss_deviation(task);
    assert!(player.cabinet.task(task).unwrap().is_overdue(player.now()), "control: it goes on");
    player.propose_deviation(task);
    player.replace_task(task, varying);
    assert_eq!(player.task_stage(task), TaskStageName::Replaced);
    let plain = player.cabinet.proposals().find(|one| one.stage.name() == StageName::Decided && one.id != varying);
    let plain = plain.unwrap().id;
    assert!(player.cabinet.varying_decisions().all(|one| one.id != plain), "control: others vary nothing");
}

/// The secretary has it on his desk from the first day; those above are told of it late, one after another.
#[test]
fn what_is_late_climbs_to_the_chief_minister() {
    let mut player = Player::begun();
    let task = open_task(&mut player);
    let due = player.cabinet.task(task).unwrap().due;
    let waits = desk(&player.cabinet, &actor("energy_secretary"), player.now());
    let own = waits.iter().find(|one| one.subject == Subject::Task(task)).unwrap();
    assert_eq!((own.action, own.due), (Action::ClaimTask, Some(due)));
    let told = |player: &Player, who: &str, at: Moment| {
        player.cabinet.overdue_tasks(&actor(who), at).iter().any(|late| late.id == task)
    };
    let compliance = rules().compliance.unwrap();
    for (who, after) in [
        ("energy_minister", compliance.minister_after_days),
        ("chief_secretary", compliance.chief_secretary_after_days),
        ("chief_minister", compliance.chief_minister_after_days),
    ] {
        let at = due.plus_days(after);
        assert!(!told(&player, who, Moment(at.0 - 1)), "{who}");
        assert!(told(&player, who, at.plus_days(1)), "{who}");
    }
    let late = due.plus_days(900);
    for who in ["finance_minister", "energy_secretary", "cabinet_section", "auditor"] {
        assert!(!told(&player, who, late), "{who}");
    }
    player.claim_task(task);
    assert!(!told(&player, "chief_minister", late), "what waits for the section is not late");
    let waits = desk(&player.cabinet, &actor("cabinet_section"), player.now());
    assert!(waits.iter().any(|one| one.subject == Subject::Task(task) && one.action == Action::VerifyTask));
}

/// A department that must act reads the extract of another one's note, and acknowledges its own tasks alone.
#[test]
fn who_must_act_reads_the_extract() {
    let mut player = Player::begun();
    let (meeting, item) = decided(&mut player, Outcome::Approved);
    let may = |player: &Player, who: &str, action| {
        permitted(&player.cabinet, &actor(who), Subject::Item(meeting, item)).contains(&action)
    };
    assert!(!may(&player, "finance_secretary", Action::ReadExtract));
    player.issue_extract(meeting, item);
    assert!(may(&player, "finance_secretary", Action::ReadExtract));
    assert!(!may(&player, "finance_secretary", Action::AcknowledgeExtract));
    assert!(!may(&player, "health_secretary", Action::ReadExtract), "control");
    let tasks = player.tasks_upon(item);
    assert!(
        offered(&player, "energy_secretary", *tasks.last().unwrap()) == [Action::ReadTask],
        "it follows from his note"
    );
    assert_eq!(offered(&player, "health_secretary", tasks[0]), []);
}

/// Rules that say nothing of compliance propose no tasks, and tell nobody that something is late; the chief secretary may
/// set tasks all the same, and gives whatever time is asked for.
#[test]
fn rules_without_it_propose_no_tasks() {
    let begin = RULES.find("[compliance]").unwrap();
    let rules = RULES[..begin].to_owned();
    assert_eq!(Rules::parse(&rules).unwrap().compliance, None);
    let mut player = Player::begun_with(rules);
    let (meeting, item) = decided(&mut player, Outcome::Approved);
    assert_eq!(player.new_tasks(meeting, item), []);
    let (seen, text) = (player.item_version(meeting, item), player.text("उद्धरण"));
    let (task, due) = (TaskId(player.uuid()), player.now().plus_days(9));
    let (what, department) = ("आदेश जारी करना".to_owned(), rehearsal::department("energy"));
    let tasks = vec![NewTask { task, point: 1, what, department, due }];
    player.must("chief_secretary", Act::IssueExtract { meeting, item, seen, text, tasks });
    player.acknowledge(meeting, item);
    player.ask_extension(task, 900);
    player.grant_extension("chief_secretary", task);
    assert!(player.cabinet.overdue_tasks(&actor("chief_minister"), player.now().plus_days(2_000)).is_empty());
}

/// A section whose numbers contradict one another is refused with its line.
#[test]
fn numbers_of_compliance_are_checked() {
    let line = |text: &str, part: &str| text.lines().position(|line| line.starts_with(part)).unwrap() + 1;
    for (from, to, named) in [
        ("\ndays = ", "\ndays = 0 #", "days = "),
        ("\nminister_after_days = ", "\nminister_after_days = 900 #", "chief_secretary_after_days"),
        ("\nchief_minister_after_days = ", "\nchief_minister_after_days = 0 #", "chief_minister_after_days"),
    ] {
        let spoiled = RULES.replacen(from, to, 1);
        let error = Rules::parse(&spoiled).unwrap_err();
        assert_eq!(error.line, line(&spoiled, named), "{error}");
    }
    assert!(Rules::parse(&RULES).is_ok(), "control");
}
