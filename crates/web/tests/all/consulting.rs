//! Steps through the pages that came with consultation, scrutiny and circulation.

use crate::page::Form;
use crate::walk::Walk;
use cabinet::ids::ProposalId;
use cabinet::proposal::StageName;
use cabinet::rules::Before;

/// The form that replies to views, with every row answered alike.
fn replied(form: Form, chosen: &str) -> Form {
    let rows = form.fields.iter().filter(|(name, _)| name == "reply").count();
    let form = form.without("taken_in").without("reason");
    (0..rows).fold(form, |form, _| form.add("taken_in", chosen).add("reason", "What was made of it."))
}

/// The form that puts something on record, filled.
pub fn recorded(form: Form, key: &str) -> Form {
    let form = in_parts(form, "2025-01-05").without("precondition").add("precondition", key);
    form.set("number", "F 1").set("text", "It is recommended.")
}

/// A day in its three fields.
pub fn in_parts(form: Form, date: &str) -> Form {
    let parts: Vec<&str> = date.split('-').collect();
    form.set("year", parts[0]).set("month", parts[1]).set("day", parts[2])
}

/// The form of the scrutiny with everything ticked.
pub fn ticked(form: Form) -> Form {
    let rules = crate::governments::rules();
    rules.checklist.iter().fold(form.without("checked"), |form, item| form.add("checked", &*item.key))
}

/// When an order was heard by telephone, in its fields.
pub fn heard(form: Form, at: cabinet::Moment) -> Form {
    let form = in_parts(form, &hindi::ist_date(at.0));
    form.set("hour", "0").set("minute", "1").set("heard_order", "meeting")
}

impl Walk {
    #[track_caller]
    pub fn answer_query(&mut self, id: ProposalId, department: &str) {
        let (post, department) = (self.secretary(id), rehearsal::department(department).to_string());
        let fill = |form: Form| form.without("department").add("department", department).set("text", "The answer.");
        self.act(&post, &format!("/proposals/{id}"), "answer_query", fill);
    }

    #[track_caller]
    pub fn remind(&mut self, post: &str, id: ProposalId, department: &str, way: &str) {
        let department = rehearsal::department(department).to_string();
        let fill = |form: Form| {
            let form = form.without("department").add("department", department);
            form.without("way").add("way", way).set("whom", "Deputy secretary").set("text", "A reminder.")
        };
        self.act(post, &format!("/proposals/{id}"), "remind", fill);
    }

    /// Replies to every condition and every view that does not concur, where there are any.
    #[track_caller]
    pub fn reply(&mut self, post: &str, id: ProposalId, taken_in: bool) {
        let state = self.site.state();
        let consultation = state.proposal(id).unwrap().stage.consultation();
        if consultation.is_none_or(|all| all.unreplied().next().is_none()) {
            return;
        }
        let chosen = if taken_in { "yes" } else { "no" };
        self.act(post, &format!("/proposals/{id}"), "reply_to_views", |form| replied(form, chosen));
    }

    /// Puts on record what the rules want there before a step.
    #[track_caller]
    pub fn put_on_record(&mut self, post: &str, id: ProposalId, before: Before) {
        let state = self.site.state();
        let proposal = state.proposal(id).unwrap();
        let wanted = state.preconditions(proposal, before).filter(|rule| proposal.precondition(&rule.key).is_none());
        for key in wanted.map(|rule| rule.key.clone()).collect::<Vec<_>>() {
            self.act(post, &format!("/proposals/{id}"), "record_precondition", |form| recorded(form, &key));
        }
    }

    #[track_caller]
    pub fn scrutinise(&mut self, id: ProposalId) {
        self.act("cabinet_section", &format!("/proposals/{id}"), "scrutinise", |form| {
            ticked(form).set("remark", "In order.")
        });
    }

    /// From a note that its minister approved to the order upon an urgent approval.
    #[track_caller]
    pub fn urgently(&mut self, id: ProposalId) {
        self.request_urgent_approval(id);
        self.step("chief_secretary", id, "forward_urgent_request", "remark");
        self.step("chief_minister", id, "approve_urgently", "remark");
        self.record_urgent_order(id);
    }

    /// One urgent approval of each department: refused by each of the two, then given; one is owed for ever, one declined,
    /// one ratified or not in a meeting to come. And circulations that were ordered anew.
    pub fn urgent_approvals(&mut self) -> ProposalId {
        let ratified = crate::walk::SPONSORS.map(|department| {
            let chief = department == "aviation";
            let ready = if chief { StageName::SecretaryApproved } else { StageName::MinisterApproved };
            let id = self.drive(department, ready);
            self.request_urgent_approval(id);
            self.step("chief_secretary", id, "refuse_urgent_approval", "reason");
            self.request_urgent_approval(id);
            self.step("chief_secretary", id, "forward_urgent_request", "remark");
            self.step("chief_minister", id, "refuse_urgent_approval", "reason");
            self.urgently(id);
            if department != "agriculture" {
                self.carry_on(id, StageName::Returned);
                self.carry_on(id, if chief { StageName::Declined } else { StageName::Ordered });
            }
            id
        });
        for meeting in [false, true] {
            let id = self.drive("health", StageName::CirculationOrdered);
            if meeting {
                self.step("chief_minister", id, "order_for_meeting", "remark");
            } else {
                self.order_circulation(id, false);
            }
        }
        ratified[0]
    }

    /// Files of energy at the desks of its officer and its secretary.
    #[track_caller]
    pub fn files(&mut self) {
        let (officer, secretary) = ("energy_officer", "energy_secretary");
        let id = self.start("energy");
        self.put_up_to(id, officer);
        self.step("energy_section", id, "pull_back_file", "reason");
        self.put_up_to(id, officer);
        self.receive_file(officer, id);
        self.move_file(officer, id, secretary);
        self.step(officer, id, "pull_back_file", "reason");
        self.move_file(officer, id, secretary);
        self.receive_file(secretary, id);
        self.move_file(secretary, id, officer);
        self.move_file(secretary, id, secretary);
        self.ask(id, &["finance", "law"]);
        self.view(id, "finance", "concurs_with_conditions");
        self.view(id, "law", "concurs");
        self.close(id);
        self.move_file(secretary, id, officer);
        self.receive_file(officer, id);
        self.send_copies(officer, id);
        self.send_back(officer, id);
        self.put_up(id);
        self.send_copies(secretary, id);
        self.carry_on(id, StageName::Submitted);
        for department in ["aviation", "agriculture"] {
            let id = self.start(department);
            self.put_up(id);
            let (section, secretary) = (self.section(id), self.secretary(id));
            self.step(&section, id, "pull_back_file", "reason");
            self.put_up(id);
            self.receive_file(&secretary, id);
            self.send_back(&secretary, id);
        }
    }

    /// Briefs, and orders by telephone: disowned, confirmed, and one that is confirmed only on the agenda.
    #[track_caller]
    pub fn telephone_orders(&mut self) {
        for department in crate::walk::SPONSORS {
            let id = self.drive(department, StageName::Cleared);
            self.step("chief_ministers_office", id, "write_brief", "text");
            self.record_telephone_order(id);
            self.step("chief_minister", id, "disown_telephone_order", "reason");
            self.step("chief_ministers_office", id, "write_brief", "text");
            self.record_telephone_order(id);
            if department != "aviation" {
                self.step("chief_minister", id, "confirm_telephone_order", "remark");
                continue;
            }
            let meeting = self.propose_meeting();
            self.meeting_step("chief_minister", meeting, "call_meeting");
            let item = self.list(meeting, id);
            self.rearrange(meeting, item, "/remove-item");
            self.list(meeting, id);
            self.step("chief_minister", id, "confirm_telephone_order", "remark");
            self.meeting_step("chief_minister", meeting, "approve_agenda");
        }
        for department in ["agriculture", "aviation"] {
            for order in ["circulation", "return", "decline"] {
                let id = self.drive(department, StageName::Cleared);
                self.hear(id, order);
                self.step("chief_minister", id, "disown_telephone_order", "reason");
                self.step("chief_ministers_office", id, "write_brief", "text");
                self.hear(id, order);
                self.step("chief_minister", id, "confirm_telephone_order", "remark");
            }
        }
    }

    #[track_caller]
    pub fn record_telephone_order(&mut self, id: ProposalId) {
        self.hear(id, "meeting");
    }

    /// The Chief Minister's office records what it heard; a circulation has five days.
    #[track_caller]
    pub fn hear(&mut self, id: ProposalId, order: &str) {
        let (now, path) = (self.site.office().now(), format!("/proposals/{id}"));
        let last = hindi::ist_date(now.plus_days(5).0);
        let parts: Vec<&str> = last.split('-').collect();
        let fill = |form: Form| {
            let form = heard(form, now).set("heard_order", order).set("text", "Words that were heard.");
            let form = form.set("until_day", parts[2]).set("until_month", parts[1]).set("until_year", parts[0]);
            form.set("silence", "agrees")
        };
        self.act("chief_ministers_office", &path, "record_telephone_order", fill);
    }

    #[track_caller]
    pub fn put_up_to(&mut self, id: ProposalId, desk: &str) {
        let post = self.section(id);
        self.act(&post, &format!("/proposals/{id}/draft"), "put_up", |form| {
            form.set("desk", rehearsal::post(desk).to_string()).set("remark", "Put up.")
        });
        self.site.measured();
    }

    #[track_caller]
    pub fn receive_file(&mut self, post: &str, id: ProposalId) {
        self.act(post, &format!("/proposals/{id}"), "receive_file", |form| form);
    }

    #[track_caller]
    pub fn move_file(&mut self, post: &str, id: ProposalId, desk: &str) {
        self.act(post, &format!("/proposals/{id}"), "move_file", |form| {
            form.set("desk", rehearsal::post(desk).to_string()).set("remark", "To be examined.")
        });
    }

    #[track_caller]
    pub fn mark_for_view(&mut self, post: &str, id: ProposalId, desk: &str, words: &str) {
        self.act(post, &format!("/proposals/{id}"), "mark_for_view", |form| {
            form.set("desk", rehearsal::post(desk).to_string()).set("remark", words)
        });
    }

    /// Notes from desk to desk in departments that were asked: sent down and up, called back, left with an officer while the
    /// secretary gave the view, asked about again; and one that was withdrawn meanwhile.
    #[track_caller]
    pub fn view_sheets(&mut self) {
        let (secretary, officer) = ("finance_secretary", "finance_officer");
        for department in ["aviation", "agriculture"] {
            let id = self.drive(department, StageName::InDepartment);
            self.ask(id, &["finance", "law", "energy", "health"]);
            self.mark_for_view(secretary, id, officer, "To be examined.");
            self.mark_for_view(officer, id, secretary, "Examined.");
            self.mark_for_view(secretary, id, officer, "");
            self.mark_for_view(secretary, id, secretary, "");
            self.mark_for_view("energy_secretary", id, "energy_officer", "To be examined.");
            self.view(id, "finance", "concurs_with_conditions");
            if department == "agriculture" {
                let minister = self.minister(id);
                self.step(&minister, id, "withdraw", "reason");
                continue;
            }
            for other in ["law", "energy", "health"] {
                self.view(id, other, "concurs");
            }
            self.close(id);
            let sponsor = self.secretary(id);
            self.send_back(&sponsor, id);
            self.put_up(id);
            self.ask(id, &["finance"]);
            self.mark_for_view(secretary, id, officer, "To be examined again.");
            self.mark_for_view(officer, id, secretary, "Examined again.");
            self.view(id, "finance", "concurs");
            self.close(id);
            self.carry_on(id, StageName::Returned);
            self.carry_on(id, StageName::Ordered);
        }
    }

    #[track_caller]
    pub fn send_copies(&mut self, post: &str, id: ProposalId) {
        self.act(post, &format!("/proposals/{id}"), "send_copies", |form| {
            form.without("desk")
                .add("desk", rehearsal::post("energy_officer").to_string())
                .set("remark", "For information.")
        });
    }

    #[track_caller]
    pub fn request_urgent_approval(&mut self, id: ProposalId) {
        let fill = |form: Form| form.set("urgency", "The rains come.").set("delay", "The dam broke yesterday.");
        let post = self.secretary(id);
        self.act(&post, &format!("/proposals/{id}"), "request_urgent_approval", fill);
    }

    #[track_caller]
    pub fn record_urgent_order(&mut self, id: ProposalId) {
        let today = hindi::ist_date(self.site.office().now().0);
        let fill = |form: Form| in_parts(form.set("number", "F 9"), &today);
        let post = self.secretary(id);
        self.act(&post, &format!("/proposals/{id}"), "record_urgent_order", fill);
    }

    #[track_caller]
    pub fn order_circulation(&mut self, id: ProposalId, silence_agrees: bool) {
        let date = hindi::ist_date(self.site.office().now().plus_days(5).0);
        let fill = |form: Form| {
            let form = in_parts(form, &date).without("silence").set("remark", "By circulation.");
            if silence_agrees { form.add("silence", "agrees") } else { form }
        };
        self.act("chief_minister", &format!("/proposals/{id}"), "order_for_circulation", fill);
    }

    #[track_caller]
    pub fn answer_circulation(&mut self, post: &str, id: ProposalId, position: &str) {
        let fill = |form: Form| form.without("position").add("position", position).set("remark", "A member's words.");
        self.act(post, &format!("/proposals/{id}"), "answer_circulation", fill);
    }

    /// Every member who has not answered agrees.
    #[track_caller]
    pub fn all_agree(&mut self, id: ProposalId) {
        let state = self.site.state();
        let silent = state.proposal(id).unwrap().stage.circulation().unwrap().silent();
        for member in silent.map(|member| state.post(member).unwrap().key.clone()).collect::<Vec<_>>() {
            self.answer_circulation(&member, id, "agrees");
        }
    }

    #[track_caller]
    pub fn close_circulation(&mut self, id: ProposalId) {
        self.act("cabinet_section", &format!("/proposals/{id}"), "close_circulation", |form| form);
    }
}
