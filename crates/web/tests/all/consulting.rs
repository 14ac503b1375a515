//! Steps through the pages that came with consultation, scrutiny and circulation.

use crate::page::Form;
use crate::walk::Walk;
use cabinet::ids::ProposalId;
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
fn in_parts(form: Form, date: &str) -> Form {
    let parts: Vec<&str> = date.split('-').collect();
    form.set("year", parts[0]).set("month", parts[1]).set("day", parts[2])
}

/// The form of the scrutiny with everything ticked.
pub fn ticked(form: Form) -> Form {
    let rules = crate::governments::rules();
    rules.checklist.iter().fold(form.without("checked"), |form, item| form.add("checked", &*item.key))
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
