//! The business done through the pages: each step finds its form where its post finds it, fills it and sends it.

use crate::page::{Form, forms};
use crate::site::Site;
use cabinet::ids::{ChangeId, EmergencyAccessId, InquiryId, ItemId, MeetingId, ProposalId};
use cabinet::proposal::StageName;
use cabinet::rules::Before;
use std::collections::BTreeSet;

/// Departments with a minister, with the Chief Minister himself and with a minister of state.
pub const SPONSORS: [&str; 3] = ["energy", "aviation", "agriculture"];
/// What every draft's sections say.
pub const SECTION_WORDS: &str = "Five words stand here now.";

/// Looks at a government after a step: its pages, its proposals, its meetings.
type Look = Box<dyn FnMut(&Site, &[ProposalId], &[MeetingId]) + Send + Sync>;

/// A government on its way through the pages.
pub struct Walk {
    pub site: Site,
    pub proposals: Vec<ProposalId>,
    pub meetings: Vec<MeetingId>,
    /// Keys of the actions that were done.
    pub done: BTreeSet<String>,
    /// Called after every step.
    pub after: Option<Look>,
}

/// A word that stands in the title of one proposal and nowhere else.
pub fn planted(number: usize) -> String {
    format!("qzx{number:02}plant")
}

/// A word that stands in the place of one meeting and nowhere else.
pub fn planted_place(number: usize) -> String {
    format!("qzx{number:02}place")
}

pub fn minister(department: &str) -> String {
    if department == "aviation" { "chief_minister".to_owned() } else { format!("{department}_minister") }
}

/// The way of a circulation.
const CIRCULATED: [StageName; 4] = [
    StageName::CirculationOrdered,
    StageName::Circulating,
    StageName::CirculationClosed,
    StageName::CirculationApproved,
];

/// A draft's form, filled so that nothing is wrong with it.
pub fn complete(form: Form, subject: &str) -> Form {
    let form = form.set("subject", subject).set("subject_en", format!("{subject} in English"));
    let form = form.set("schedule", "financial").set("classification", "confidential").without("concern");
    let form = form.add("concern", "money").add("concern", "law").set("crore", "12.5").set("head", "2801");
    let form = form.set("amount_kind", "one_time");
    let form = form.set("varies", "no");
    let form = form.without("year_label").without("year_crore").without("milestone_what").without("milestone_days");
    let form = form.add("milestone_what", "Issue the order").add("milestone_days", "30");
    let mut form = form.without("point").add("point", "First point.").add("point", "Second point.");
    for section in ["gist", "background", "proposal", "justification"] {
        form = form.set(&format!("section.{section}"), SECTION_WORDS);
    }
    form
}

impl Walk {
    /// Registers a device for whoever holds a post.
    pub fn register_device(&self, post: &str) -> uuid::Uuid {
        let (site, device) = (&self.site, self.site.new_id());
        let form = site.own_form("cabinet_section", "/people/devices/new").add("device", device.to_string());
        let form = form.add("person", rehearsal::person(post).to_string()).add("label", "टैबलेट 14");
        site.done("cabinet_section", &form);
        device
    }

    pub fn begun() -> Self {
        let site = Site::begun();
        Self { site, proposals: Vec::new(), meetings: Vec::new(), done: BTreeSet::new(), after: None }
    }

    pub fn looked(&mut self) {
        self.site.measured();
        if let Some(after) = &mut self.after {
            after(&self.site, &self.proposals, &self.meetings);
        }
    }

    #[track_caller]
    pub fn act(&mut self, post: &str, path: &str, action: &str, fill: impl FnOnce(Form) -> Form) -> String {
        let next = self.site.act(post, path, action, fill).next().to_owned();
        self.done.insert(action.to_owned());
        self.looked();
        next
    }

    #[track_caller]
    fn send(&mut self, post: &str, action: &str, form: &Form) {
        self.site.done(post, form);
        self.done.insert(action.to_owned());
        self.looked();
    }

    pub fn department(&self, id: ProposalId) -> String {
        let state = self.site.state();
        state.department(state.proposal(id).unwrap().department).unwrap().key.clone()
    }

    pub fn section(&self, id: ProposalId) -> String {
        format!("{}_section", self.department(id))
    }

    pub fn secretary(&self, id: ProposalId) -> String {
        format!("{}_secretary", self.department(id))
    }

    pub fn minister(&self, id: ProposalId) -> String {
        minister(&self.department(id))
    }

    pub fn stage(&self, id: ProposalId) -> StageName {
        self.site.state().proposal(id).unwrap().stage.name()
    }

    /// Opens a matter; its title holds its planted word.
    #[track_caller]
    pub fn start(&mut self, department: &str) -> ProposalId {
        let number = self.proposals.len();
        let (post, subject) = (format!("{department}_section"), planted(number));
        let fill =
            |form: Form| form.set("number", format!("F {number}/2026")).set("subject", format!("{subject} first"));
        let answer = self.site.act(&post, "/proposals/new", "start_proposal", fill);
        self.done.insert("start_proposal".to_owned());
        let id: ProposalId = answer.next().split('/').nth(2).unwrap().parse().unwrap();
        self.proposals.push(id);
        self.looked();
        let draft = format!("/proposals/{id}/draft");
        let form = complete(self.site.form(&post, &draft, "edit_draft"), &subject);
        self.site.post(&post, &form).must(axum::http::StatusCode::SEE_OTHER);
        self.done.insert("edit_draft".to_owned());
        id
    }

    /// Lays a sample paper with the draft.
    #[track_caller]
    pub fn attach(&mut self, id: ProposalId) {
        let post = self.section(id);
        let html = self.site.page(&post, &format!("/proposals/{id}/draft"));
        let form = crate::page::form_to(&html, "/papers").unwrap().set("title", "Annexure 1");
        let name = "samples/papers/swasthya-senior-resident.text.pdf";
        let bytes = std::fs::read(crate::site::repository(name)).unwrap();
        let head = self.site.head();
        self.site.upload(&post, &form, &bytes, "annexure.pdf").must(axum::http::StatusCode::SEE_OTHER);
        assert!(self.site.head() > head, "the paper is recorded");
        self.looked();
    }

    /// Takes the first paper out of the draft.
    #[track_caller]
    pub fn detach(&mut self, id: ProposalId) {
        let post = self.section(id);
        let html = self.site.page(&post, &format!("/proposals/{id}/draft"));
        let form = crate::page::form_to(&html, "/papers/remove").unwrap();
        self.send(&post, "edit_draft", &form);
    }

    /// Erases the draft, after the question.
    #[track_caller]
    pub fn erase(&mut self, id: ProposalId) {
        let (post, path) = (self.section(id), format!("/proposals/{id}/erase-draft"));
        self.act(&post, &path, "erase_draft", |form| form);
    }

    #[track_caller]
    pub fn put_up(&mut self, id: ProposalId) {
        let (post, path) = (self.section(id), format!("/proposals/{id}/draft"));
        self.act(&post, &path, "put_up", |form| form.set("remark", "Put up."));
    }

    #[track_caller]
    pub fn step(&mut self, post: &str, id: ProposalId, action: &str, field: &str) {
        let words = format!("Words of {post}.");
        self.act(post, &format!("/proposals/{id}"), action, |form| form.set(field, words));
    }

    #[track_caller]
    pub fn ask(&mut self, id: ProposalId, departments: &[&str]) {
        let post = self.secretary(id);
        self.act(&post, &format!("/proposals/{id}"), "send_for_views", |form| {
            let none = form.without("department");
            departments.iter().fold(none, |form, key| form.add("department", rehearsal::department(key).to_string()))
        });
    }

    #[track_caller]
    pub fn view(&mut self, id: ProposalId, department: &str, answer: &str) {
        let post = format!("{department}_secretary");
        let condition = if answer == "concurs_with_conditions" { "A condition." } else { "" };
        let fill = |form: Form| {
            let words = format!("The view of {department}.");
            form.set("answer", answer).set("text", words).set("condition", condition)
        };
        self.act(&post, &format!("/proposals/{id}"), "give_view", fill);
    }

    #[track_caller]
    pub fn close(&mut self, id: ProposalId) {
        let post = self.secretary(id);
        self.act(&post, &format!("/proposals/{id}"), "close_consultation", |form| form);
    }

    #[track_caller]
    pub fn send_back(&mut self, post: &str, id: ProposalId) {
        self.step(post, id, "return_proposal", "reason");
    }

    #[track_caller]
    pub fn withdraw(&mut self, id: ProposalId) {
        let post = self.minister(id);
        self.step(&post, id, "withdraw", "reason");
    }

    /// A new proposal on the straight way to a stage.
    #[track_caller]
    pub fn drive(&mut self, department: &str, until: StageName) -> ProposalId {
        let id = self.start(department);
        self.carry_on(id, until);
        id
    }

    /// From wherever the file lies on the straight way to a stage.
    #[track_caller]
    pub fn carry_on(&mut self, id: ProposalId, until: StageName) {
        while self.stage(id) != until {
            let asked = self.site.state().proposal(id).unwrap().stage.consultation().is_some();
            match self.stage(id) {
                StageName::Draft | StageName::SentBack | StageName::Returned => self.put_up(id),
                StageName::InDepartment if !asked => self.ask(id, &["finance", "law"]),
                StageName::Consulting => {
                    self.view(id, "finance", "concurs");
                    self.view(id, "law", "no_view_needed");
                    self.close(id);
                }
                StageName::InDepartment | StageName::ConsultationClosed => {
                    let post = self.secretary(id);
                    self.reply(&post, id, false);
                    self.step(&post, id, "approve_as_secretary", "remark");
                }
                // A case is not put to the Chief Minister twice.
                StageName::SecretaryApproved if self.minister(id) == "chief_minister" => {
                    let post = self.secretary(id);
                    self.step(&post, id, "submit", "remark");
                }
                StageName::SecretaryApproved => {
                    let post = self.minister(id);
                    self.step(&post, id, "approve_as_minister", "remark");
                }
                StageName::MinisterApproved => {
                    let post = self.secretary(id);
                    self.put_on_record(&post, id, Before::Submission);
                    self.step(&post, id, "submit", "remark");
                }
                StageName::Submitted if until == StageName::Returned => self.send_back("cabinet_section", id),
                StageName::Submitted => self.scrutinise(id),
                StageName::Scrutinised => {
                    self.put_on_record("cabinet_section", id, Before::Clearance);
                    self.step("chief_secretary", id, "clear", "remark");
                }
                StageName::Cleared if until == StageName::Declined => {
                    self.step("chief_minister", id, "decline", "reason");
                }
                StageName::Cleared if CIRCULATED.contains(&until) => self.order_circulation(id, true),
                StageName::CirculationOrdered => self.step("cabinet_section", id, "send_circulation", "remark"),
                StageName::Circulating => {
                    self.all_agree(id);
                    self.close_circulation(id);
                }
                StageName::CirculationClosed => {
                    self.step("chief_minister", id, "approve_by_circulation", "remark");
                }
                StageName::Cleared => self.step("chief_minister", id, "order_for_meeting", "remark"),
                stage => panic!("no straight way from {stage:?} to {until:?}"),
            }
        }
    }

    #[track_caller]
    pub fn propose_meeting(&mut self) -> MeetingId {
        let place = planted_place(self.meetings.len());
        let date = hindi::ist_date(self.site.office().now().plus_days(7).0);
        let parts: Vec<String> = date.split('-').map(str::to_owned).collect();
        let answer = self.site.act("cabinet_section", "/meetings/new", "propose_meeting", |form| {
            let form = form.set("year", &*parts[0]).set("month", &*parts[1]).set("day", &*parts[2]);
            form.set("hour", "11").set("minute", "30").set("place", place)
        });
        self.done.insert("propose_meeting".to_owned());
        let id: MeetingId = answer.next().split('/').nth(2).unwrap().parse().unwrap();
        self.meetings.push(id);
        self.looked();
        id
    }

    #[track_caller]
    pub fn meeting_step(&mut self, post: &str, id: MeetingId, action: &str) {
        let on_minutes = action.ends_with("_minutes");
        let path = if on_minutes { format!("/meetings/{id}/minutes") } else { format!("/meetings/{id}") };
        self.act(post, &path, action, |form| match action {
            "return_minutes" => form.set("reason", "To be made clearer."),
            "draft_minutes" => form.set("minutes", "Minutes as they were written."),
            _ => form,
        });
    }

    fn arranging(&self, meeting: MeetingId, ending: &str, field: &str, value: &str) -> Form {
        let html = self.site.page("cabinet_section", &format!("/meetings/{meeting}"));
        let fit = |form: &Form| form.address.ends_with(ending) && form.value(field) == Some(value);
        forms(&html).into_iter().find(fit).unwrap_or_else(|| panic!("{ending} is not offered for {value}"))
    }

    #[track_caller]
    pub fn list(&mut self, meeting: MeetingId, proposal: ProposalId) -> ItemId {
        let form = self.arranging(meeting, "/list-item", "proposal", &proposal.to_string());
        self.send("cabinet_section", "arrange_agenda", &form);
        form.value("item").unwrap().parse().unwrap()
    }

    #[track_caller]
    pub fn rearrange(&mut self, meeting: MeetingId, item: ItemId, ending: &str) {
        let form = self.arranging(meeting, ending, "item", &item.to_string());
        self.send("cabinet_section", "arrange_agenda", &form);
    }

    #[track_caller]
    pub fn release(&mut self, meeting: MeetingId, recipients: &[&str]) {
        self.act("cabinet_section", &format!("/meetings/{meeting}"), "release_folder", |form| {
            let none = form.without("recipient");
            recipients.iter().fold(none, |form, key| form.add("recipient", rehearsal::post(key).to_string()))
        });
    }

    #[track_caller]
    pub fn open(&mut self, meeting: MeetingId, chair: &str, present: &[&str]) {
        self.act("cabinet_section", &format!("/meetings/{meeting}"), "open_sitting", |form| {
            let none = form.set("chair", rehearsal::post(chair).to_string()).without("present");
            present.iter().fold(none, |form, key| form.add("present", rehearsal::post(key).to_string()))
        });
    }

    #[track_caller]
    pub fn call_item(&mut self, meeting: MeetingId, item: ItemId) {
        self.act("cabinet_section", &format!("/meetings/{meeting}/items/{item}"), "call_item", |form| form);
    }

    #[track_caller]
    pub fn record(&mut self, meeting: MeetingId, item: ItemId, outcome: &str) {
        let path = format!("/meetings/{meeting}/items/{item}");
        self.act("cabinet_section", &path, "record_decisions", |form| decided(form, outcome));
    }

    #[track_caller]
    pub fn issue(&mut self, meeting: MeetingId, item: ItemId) {
        let path = format!("/meetings/{meeting}/items/{item}");
        self.act("chief_secretary", &path, "issue_extract", crate::complying::with_one_of_finance);
    }

    #[track_caller]
    pub fn acknowledge(&mut self, meeting: MeetingId, item: ItemId) {
        let proposal = self.site.state().item(meeting, item).unwrap().2.proposal;
        let (post, path) = (self.secretary(proposal), format!("/meetings/{meeting}/items/{item}/extract"));
        self.act(&post, &path, "acknowledge_extract", |form| form);
    }
}

/// The same outcome for both points.
pub fn decided(mut form: Form, outcome: &str) -> Form {
    for point in 1..=2 {
        form = form.set(&format!("outcome.{point}"), outcome).set(&format!("text.{point}"), "The council decided so.");
    }
    form
}

/// Who receives a folder, and what is answered and decided, in one story.
pub struct Course {
    pub recipients: &'static [&'static str],
    pub answer: &'static str,
    pub outcome: &'static str,
}

impl Walk {
    /// Everybody who may return a note does so once; others are asked and stay silent.
    fn asked_and_answered(&mut self, department: &str, course: &Course) -> ProposalId {
        let id = self.start(department);
        if department == "energy" {
            self.attach(id);
            self.attach(id);
            self.detach(id);
        }
        self.put_up(id);
        let secretary = self.secretary(id);
        self.send_back(&secretary, id);
        self.put_up(id);
        let others = SPONSORS.into_iter().filter(|other| *other != department);
        let asked: Vec<&str> = ["finance", "law"].into_iter().chain(others).collect();
        self.ask(id, &asked);
        self.view(id, "finance", "query");
        self.answer_query(id, "finance");
        self.view(id, "finance", "concurs_with_conditions");
        self.remind(&secretary, id, asked[2], "telephone");
        self.view(id, "law", course.answer);
        id
    }

    fn answered_and_ordered(&mut self, id: ProposalId, course: &Course) {
        let (secretary, minister) = (self.secretary(id), self.minister(id));
        self.close(id);
        self.send_back(&secretary, id);
        let section = self.section(id);
        self.reply(&section, id, true);
        self.carry_on(id, StageName::SecretaryApproved);
        if minister != "chief_minister" {
            self.send_back(&minister, id);
            self.put_up(id);
            self.ask(id, &["finance"]);
            self.view(id, "finance", course.answer);
            self.close(id);
        }
        self.carry_on(id, StageName::Returned);
        self.carry_on(id, StageName::Scrutinised);
        self.send_back("chief_secretary", id);
        self.carry_on(id, StageName::Cleared);
        self.send_back("chief_minister", id);
        self.carry_on(id, StageName::Ordered);
    }

    /// A government's business from the first draft to the last extract.
    pub fn tell(&mut self, course: &Course) {
        self.looked();
        for department in SPONSORS {
            for stage in [StageName::InDepartment, StageName::Submitted] {
                let id = self.drive(department, stage);
                let read = if department == "energy" { self.read_in_emergency(id).into() } else { Vec::new() };
                self.withdraw(id);
                read.into_iter().for_each(|(post, access)| self.emergency_step(post, access, "end_emergency_access"));
            }
            let id = self.start(department);
            self.erase(id);
        }
        self.notes_from_paper();
        let mut proposals: Vec<ProposalId> =
            SPONSORS.iter().map(|department| self.asked_and_answered(department, course)).collect();
        let unanswered = ["concurs", "concurs_with_conditions"].map(|answer| {
            let id = self.start("energy");
            self.put_up(id);
            self.ask(id, &["finance", "law"]);
            self.view(id, "law", answer);
            id
        });
        // A fortnight passes; who has not answered need not be waited for.
        self.site.days_ahead(15);
        // Money goes on without the view of finance by the Chief Minister's waiver alone.
        for (place, id) in unanswered.into_iter().enumerate() {
            self.close(id);
            self.send_back("energy_secretary", id);
            self.put_up(id);
            if place == 0 {
                self.receive_file("energy_secretary", id);
                self.carry_on(id, StageName::MinisterApproved);
                self.urgently(id);
            }
            self.carry_on(id, StageName::Submitted);
        }
        for id in &proposals {
            self.answered_and_ordered(*id, course);
        }
        proposals.push(self.drive("health", StageName::Ordered));
        for department in SPONSORS {
            for until in [StageName::Declined, StageName::CirculationApproved] {
                self.drive(department, until);
            }
        }
        let discussed = self.drive("energy", StageName::CirculationClosed);
        self.step("chief_minister", discussed, "order_for_meeting", "remark");
        self.urgent_approvals();
        self.files();
        self.view_sheets();
        self.first_meeting(&proposals, course);
        self.second_meeting(proposals[3], course);
        self.carried_out();
        if course.outcome == "approved" {
            self.recusals(course.recipients);
        }
        self.sent_back_and_withdrawn();
        self.telephone_orders();
        self.inquiries(proposals[0]);
        self.changes();
        self.emergencies(proposals[0], self.meetings[0]);
        self.printed(proposals[1]);
    }

    /// Proposes a change; `do` and what it is about stand in the address.
    #[track_caller]
    pub fn propose_change(&mut self, deed: &str, fill: impl FnOnce(Form) -> Form) -> ChangeId {
        let path = format!("/people/changes/new?do={deed}");
        let next = self.act("cabinet_section", &path, "propose_change", |form| fill(form).set("reason", "Order 7."));
        next.split('/').nth(3).unwrap().parse().unwrap()
    }

    /// A change that names a new person and orders a code.
    #[track_caller]
    pub fn propose_person(&mut self, name: &str) -> ChangeId {
        self.propose_change("enter_person", |form| {
            form.set("name_hi", name).set("name_en", name).set("enrols", "yes").set("namesake", "yes")
        })
    }

    #[track_caller]
    pub fn change_step(&mut self, post: &str, id: ChangeId, action: &str) {
        self.act(post, &format!("/people/changes/{id}"), action, |form| form);
    }

    /// A second person of the cabinet section, and a second post there of the first one.
    fn second_officer(&mut self) {
        for key in ["cabinet_section_second", "cabinet_section_third"] {
            let post = self.propose_change("enter_post", |form| {
                form.set("key", key).set("name_hi", key).set("name_en", key).set("kind", "cabinet_section")
            });
            self.change_step("chief_secretary", post, "agree_change");
        }
        let post = |walk: &Self, key: &str| {
            let state = walk.site.state();
            state.posts().find(|post| post.key == key).unwrap().id.to_string()
        };
        let second = post(self, "cabinet_section_second");
        let person = self.propose_change("enter_person", |form| {
            form.set("name_hi", "Officer").set("name_en", "Officer").set("post", second)
        });
        self.change_step("chief_secretary", person, "agree_change");
        let third = post(self, "cabinet_section_third");
        let charge = self.propose_change(&format!("take_charge&post={third}"), |form| {
            form.set("person", rehearsal::person("cabinet_section").to_string())
        });
        self.change_step("chief_secretary", charge, "agree_change");
    }

    /// Put in force, refused, taken back, and taken back when it waited for its moment.
    fn changes(&mut self) {
        self.second_officer();
        for by in ["chief_secretary", "cabinet_section_second"] {
            let person = self.propose_person("Officer");
            self.change_step(by, person, "agree_change");
        }
        let energy = rehearsal::department("energy");
        let refused = self.propose_change(&format!("rename_department&department={energy}"), |form| {
            form.set("name_hi", "Another").set("name_en", "Another")
        });
        self.change_step("chief_secretary", refused, "refuse_change");
        let post = rehearsal::post("law_section");
        let taken_back =
            self.propose_change(&format!("retitle_post&post={post}"), |form| form.set("name_hi", "Another"));
        self.change_step("cabinet_section", taken_back, "end_change");
        let signed = [
            ("chief_secretary", "chief_minister"),
            ("chief_secretary", "chief_secretary"),
            ("cabinet_section_second", "cabinet_section"),
        ];
        for (second, by) in signed {
            let year = hindi::ist_date(self.site.office().now().plus_days(30).0);
            let mut parts = year.split('-').map(str::to_owned);
            let [year, month, day] = std::array::from_fn(|_| parts.next().unwrap());
            let waiting = self.propose_change(&format!("set_minister&department={energy}"), |form| {
                let form = form.set("day", day).set("month", month).set("year", year);
                form.set("hour", "12").set("minute", "0").set("minister", "")
            });
            self.change_step(second, waiting, "agree_change");
            self.change_step(by, waiting, "end_change");
        }
        self.impossible_change();
        self.next_second_officer();
    }

    /// The second officer proposes for a day to come what is no more possible then: those who signed are told.
    fn impossible_change(&mut self) {
        let key = "invitee_for_a_day";
        let post = self.propose_change("enter_post", |form| {
            form.set("key", key).set("name_hi", key).set("name_en", key).set("kind", "permanent_invitee")
        });
        self.change_step("chief_secretary", post, "agree_change");
        let post = self.site.state().posts().find(|post| post.key == key).unwrap().id;
        let person = self.propose_change("enter_person", |form| {
            form.set("name_hi", "Guest").set("name_en", "Guest").set("post", post.to_string())
        });
        self.change_step("chief_secretary", person, "agree_change");
        let charge = self.site.state().charge_of_post(post).unwrap().id;
        let deed = format!("end_charge&charge={charge}");
        let date = hindi::ist_date(self.site.office().now().plus_days(1).0);
        let mut parts = date.split('-').map(str::to_owned);
        let [year, month, day] = std::array::from_fn(|_| parts.next().unwrap());
        let path = format!("/people/changes/new?do={deed}");
        let next = self.act("cabinet_section_second", &path, "propose_change", |form| {
            let form = form.set("day", day).set("month", month).set("year", year).set("hour", "12").set("minute", "0");
            form.set("reason", "Order 7.")
        });
        let waiting: ChangeId = next.split('/').nth(3).unwrap().parse().unwrap();
        self.change_step("chief_secretary", waiting, "agree_change");
        let now = self.propose_change(&deed, |form| form);
        self.change_step("chief_secretary", now, "agree_change");
        self.site.days_ahead(17);
        let is_over = |walk: &Self| walk.site.state().change(waiting).unwrap().impossible.is_some();
        for _ in 0..200 {
            if is_over(self) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert!(is_over(self), "the office found it impossible");
        self.looked();
        self.change_step("chief_secretary", waiting, "acknowledge_change");
    }

    /// A post goes to another person, who comes in.
    pub fn hand_over(&mut self, key: &str) {
        let state = self.site.state();
        let post = state.posts().find(|post| post.key == key).unwrap().id;
        let charge = state.charge_of_post(post).unwrap().id;
        let over = self.propose_change(&format!("hand_over&charge={charge}"), |form| {
            form.set("name_hi", "Heir").set("name_en", "Heir").without("enrols")
        });
        self.site.act("chief_secretary", &format!("/people/changes/{over}"), "agree_change", |form| form);
        self.site.hold(key, self.site.signed_in(key));
    }

    /// The second officer's post goes to another person, who reads the halves that belong to it.
    fn next_second_officer(&mut self) {
        // Nobody looks before the next one has come in: the session of the one before is over.
        self.hand_over("cabinet_section_second");
        let last = self.propose_person("Last");
        self.change_step("cabinet_section", last, "end_change");
    }

    /// Asks for six hours in a note, named as the written order names it, or in a meeting.
    #[track_caller]
    pub fn ask_emergency(&mut self, post: &str, of: Result<ProposalId, MeetingId>) -> EmergencyAccessId {
        let named = of.map(|id| {
            let proposal = self.site.state().proposal(id).unwrap().clone();
            (proposal.department.to_string(), proposal.number.clone())
        });
        let next = self.act(post, "/emergency-access/new", "ask_emergency_access", |form| {
            let form = form.set("hours", "6").set("order", "F 9-9/2026").set("reason", "A flood; nobody is there.");
            match named {
                Ok((department, number)) => form.set("department", department).set("number", number),
                Err(meeting) => form.set("meeting", meeting.to_string()),
            }
        });
        next.split('/').nth(2).unwrap().parse().unwrap()
    }

    #[track_caller]
    pub fn emergency_step(&mut self, post: &str, id: EmergencyAccessId, action: &str) {
        self.act(post, &format!("/emergency-access/{id}"), action, |form| form);
    }

    /// Both who may ask read a note from now on.
    #[track_caller]
    pub fn read_in_emergency(&mut self, id: ProposalId) -> [(&'static str, EmergencyAccessId); 2] {
        [("cabinet_section", "chief_secretary"), ("chief_secretary", "chief_minister")].map(|(asker, second)| {
            let access = self.ask_emergency(asker, Ok(id));
            self.emergency_step(second, access, "agree_emergency_access");
            (asker, access)
        })
    }

    /// Refused, taken back, ended by the asker and from above; one of a meeting.
    fn emergencies(&mut self, proposal: ProposalId, meeting: MeetingId) {
        let (section, above) = ("cabinet_section", "chief_secretary");
        let refused = self.ask_emergency(section, Ok(proposal));
        self.emergency_step(above, refused, "refuse_emergency_access");
        let taken_back = self.ask_emergency(above, Ok(proposal));
        self.emergency_step(above, taken_back, "end_emergency_access");
        let ended = self.ask_emergency(section, Ok(proposal));
        self.emergency_step("chief_minister", ended, "agree_emergency_access");
        self.emergency_step(section, ended, "end_emergency_access");
        let of_meeting = self.ask_emergency(section, Err(meeting));
        self.emergency_step(above, of_meeting, "agree_emergency_access");
        self.emergency_step("chief_minister", of_meeting, "end_emergency_access");
    }

    /// A note that is read by emergency accesses on its whole way, returned once within its department and once from
    /// without.
    fn emergency_way(&mut self) -> (ProposalId, [(&'static str, EmergencyAccessId); 2]) {
        let id = self.drive("health", StageName::InDepartment);
        let read = self.read_in_emergency(id);
        let secretary = self.secretary(id);
        self.send_back(&secretary, id);
        self.put_up(id);
        self.carry_on(id, StageName::Returned);
        self.carry_on(id, StageName::Ordered);
        (id, read)
    }

    /// Asks for an inquiry into a proposal, or, by the auditor, into what the register shows first.
    #[track_caller]
    pub fn ask_inquiry(&mut self, post: &str, proposal: Option<ProposalId>) -> InquiryId {
        let html = if proposal.is_some() { String::new() } else { self.site.page(post, "/custody") };
        let link = html.find("/inquiries/new?object=").map(|at| html[at..].split('"').next().unwrap());
        let next = self.act(post, link.unwrap_or("/inquiries/new"), "ask_inquiry", |form| {
            let form = match proposal {
                Some(id) => form.set("scope", format!("proposal:{id}")),
                None => form,
            };
            form.set("days", "30").set("reason", "It stood in a newspaper.")
        });
        next.split('/').nth(2).unwrap().parse().unwrap()
    }

    #[track_caller]
    pub fn inquiry_step(&mut self, post: &str, id: InquiryId, action: &str) {
        self.act(post, &format!("/inquiries/{id}"), action, |form| form);
    }

    /// Asked for by both who may: agreed to and ended, refused, taken back.
    fn inquiries(&mut self, proposal: ProposalId) {
        let by_auditor = self.ask_inquiry("auditor", None);
        self.inquiry_step("chief_secretary", by_auditor, "agree_inquiry");
        self.inquiry_step("chief_minister", by_auditor, "end_inquiry");
        let by_chief_secretary = self.ask_inquiry("chief_secretary", Some(proposal));
        self.inquiry_step("chief_minister", by_chief_secretary, "agree_inquiry");
        self.inquiry_step("chief_secretary", by_chief_secretary, "end_inquiry");
        let refused = self.ask_inquiry("auditor", None);
        self.inquiry_step("chief_minister", refused, "refuse_inquiry");
        let taken_back = self.ask_inquiry("auditor", None);
        self.inquiry_step("auditor", taken_back, "end_inquiry");
    }

    fn first_meeting(&mut self, proposals: &[ProposalId], course: &Course) {
        let meeting = self.propose_meeting();
        self.meeting_step("chief_minister", meeting, "call_meeting");
        let mut items: Vec<ItemId> = proposals.iter().map(|proposal| self.list(meeting, *proposal)).collect();
        self.rearrange(meeting, items[3], "/move-item");
        self.rearrange(meeting, items[0], "/remove-item");
        items[0] = self.list(meeting, proposals[0]);
        self.meeting_step("chief_minister", meeting, "approve_agenda");
        self.release(meeting, course.recipients);
        self.allowed_for_a_while();
        self.open(meeting, "chief_minister", &["chief_minister", "finance_minister", "chief_secretary"]);
        for item in &items[..3] {
            self.call_item(meeting, *item);
            self.record(meeting, *item, course.outcome);
        }
        self.call_item(meeting, items[3]);
        self.record(meeting, items[3], "deferred");
        self.meeting_step("cabinet_section", meeting, "conclude_sitting");
        self.record(meeting, items[0], course.outcome);
        self.meeting_step("cabinet_section", meeting, "draft_minutes");
        self.record(meeting, items[1], course.outcome);
        self.meeting_step("cabinet_section", meeting, "draft_minutes");
        self.meeting_step("chief_secretary", meeting, "submit_minutes");
        self.meeting_step("chief_minister", meeting, "return_minutes");
        self.meeting_step("cabinet_section", meeting, "draft_minutes");
        self.meeting_step("chief_secretary", meeting, "submit_minutes");
        self.meeting_step("chief_minister", meeting, "approve_minutes");
        for item in &items[..3] {
            self.issue(meeting, *item);
            self.acknowledge(meeting, *item);
            if *item == items[0] {
                self.meeting_step("cabinet_section", meeting, "circulate_minutes");
            }
        }
    }

    fn second_meeting(&mut self, deferred: ProposalId, course: &Course) {
        let meeting = self.propose_meeting();
        self.meeting_step("chief_minister", meeting, "call_meeting");
        let (read, accesses) = self.emergency_way();
        let read = self.list(meeting, read);
        let item = self.list(meeting, deferred);
        self.meeting_step("chief_minister", meeting, "approve_agenda");
        self.release(meeting, course.recipients);
        self.open(meeting, "finance_minister", &["finance_minister"]);
        self.record(meeting, item, course.outcome);
        self.record(meeting, read, course.outcome);
        self.meeting_step("cabinet_section", meeting, "conclude_sitting");
        self.meeting_step("cabinet_section", meeting, "draft_minutes");
        self.meeting_step("chief_secretary", meeting, "submit_minutes");
        self.meeting_step("chief_minister", meeting, "approve_minutes");
        accesses.into_iter().for_each(|(post, access)| self.emergency_step(post, access, "end_emergency_access"));
        self.issue(meeting, item);
    }
}
