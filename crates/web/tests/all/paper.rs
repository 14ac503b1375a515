//! Steps through the pages on which a note that came on paper is registered, and the last day of that route is set.

use crate::page::Form;
use crate::walk::{Walk, complete, planted};
use axum::http::StatusCode;
use cabinet::ids::{PaperId, ProposalId};

const SECTION: &str = "cabinet_section";

/// Every row of the receipt's form filled: the first paper is the note, the last one the scan of its note-sheet.
pub fn filled(form: Form, papers: &[PaperId]) -> Form {
    let (note, scan) = (papers.first().unwrap().to_string(), papers.last().unwrap().to_string());
    let rows: Vec<String> =
        form.fields.iter().filter(|(name, _)| name == "approval").map(|(_, given)| given.clone()).collect();
    let cleared =
        ["approval_answer", "approval_day", "approval_month", "approval_year", "approval_scan", "approval_text"];
    let form = cleared.iter().fold(form.set("note", note), |form, name| form.without(name));
    rows.iter().fold(form.set("remark", "From the original file."), |form, given| {
        let (answer, words) =
            if given.starts_with("view:") { ("concurs", "A view on the original file.") } else { ("", "") };
        let form = form.add("approval_answer", answer).add("approval_text", words).add("approval_scan", &*scan);
        form.add("approval_day", "5").add("approval_month", "1").add("approval_year", "2025")
    })
}

/// The form with another kind for the view of Finance, its words and its conditions.
pub fn viewed(mut form: Form, answer: &str, words: &str, conditions: &[&str]) -> Form {
    let finance = rehearsal::department("finance");
    let given = form.fields.iter().filter(|(name, _)| name == "approval").map(|(_, given)| given.clone());
    let place = given.into_iter().position(|given| given == format!("view:{finance}")).unwrap();
    for (name, value) in [("approval_answer", answer), ("approval_text", words)] {
        form.fields.iter_mut().filter(|(found, _)| found == name).nth(place).unwrap().1 = value.to_owned();
    }
    let condition = format!("approval_condition.{finance}");
    conditions.iter().fold(form.without(&condition), |form, one| form.add(&condition, *one))
}

/// A last day in the form that sets it.
pub fn routed(form: Form, department: &str, date: &str, reason: &str) -> Form {
    let parts: Vec<&str> = date.split('-').collect();
    let form = form.set("department", rehearsal::department(department).to_string());
    let form = form.set("year", parts[0]).set("month", parts[1]).set("day", parts[2]);
    form.set("order", "The chief secretary's order F 1-2 of 2026").set("reason", reason)
}

impl Walk {
    /// Registers a note from paper; its title holds its planted word.
    #[track_caller]
    pub fn register(&mut self, department: &str) -> ProposalId {
        let number = self.proposals.len();
        let subject = planted(number);
        let fill = |form: Form| {
            let form = form.set("department", rehearsal::department(department).to_string());
            form.set("number", format!("F {number}/2026")).set("subject", format!("{subject} first"))
        };
        let answer = self.site.act(SECTION, "/paper/register-from-paper", "register_from_paper", fill);
        self.done.insert("register_from_paper".to_owned());
        let id: ProposalId = answer.next().split('/').nth(2).unwrap().parse().unwrap();
        self.proposals.push(id);
        self.looked();
        let draft = format!("/proposals/{id}/draft");
        let form = self.site.form(SECTION, &draft, "edit_draft");
        let form = without_sections(complete(form, &subject));
        self.site.post(SECTION, &form).must(StatusCode::SEE_OTHER);
        self.looked();
        id
    }

    /// Lays a file with the registration.
    #[track_caller]
    pub fn lay(&mut self, id: ProposalId, title: &str) -> PaperId {
        let html = self.site.page(SECTION, &format!("/proposals/{id}/draft"));
        let form = crate::page::form_to(&html, "/papers").unwrap().set("title", title);
        let name = "samples/papers/swasthya-senior-resident.text.pdf";
        let bytes = std::fs::read(crate::site::repository(name)).unwrap();
        self.site.upload(SECTION, &form, &bytes, "note.pdf").must(StatusCode::SEE_OTHER);
        self.looked();
        *self.site.state().proposal(id).unwrap().papers.last().unwrap()
    }

    /// Attaches the note and the scan of its note-sheet, and records its receipt.
    #[track_caller]
    pub fn receive(&mut self, id: ProposalId) {
        let papers = [self.lay(id, "The note"), self.lay(id, "Its note-sheet")];
        self.act(SECTION, &format!("/proposals/{id}/draft"), "receive_from_paper", |form| filled(form, &papers));
    }

    /// The sponsoring secretary takes a first condition on the original file in, and the others not.
    #[track_caller]
    pub fn reply_on_receipt(&mut self, id: ProposalId, reason: &str) {
        self.act("energy_secretary", &format!("/proposals/{id}"), "reply_to_views", |mut form| {
            let count = form.fields.iter().filter(|(name, _)| name == "reply").count();
            form.fields.retain(|(name, _)| !["taken_in", "reason"].contains(&name.as_str()));
            let form = form.add("taken_in", "yes").add("reason", "");
            (1..count).fold(form, |form, _| form.add("taken_in", "no").add("reason", reason))
        });
    }

    #[track_caller]
    pub fn set_route(&mut self, post: &str, department: &str, date: &str, reason: &str) {
        self.act(post, "/paper", "set_paper_route", |form| routed(form, department, date, reason));
    }

    /// Notes of every kind of minister-in-charge come on paper; one was registered by mistake.
    pub fn notes_from_paper(&mut self) {
        for department in crate::walk::SPONSORS {
            self.set_route("chief_secretary", department, "2099-03-31", "The files are still on paper.");
            let id = self.register(department);
            if department == "energy" {
                self.receive(id);
                let conditional = self.register(department);
                let papers = [self.lay(conditional, "The note"), self.lay(conditional, "Its note-sheet")];
                self.act(SECTION, &format!("/proposals/{conditional}/draft"), "receive_from_paper", |form| {
                    viewed(filled(form, &papers), "concurs_with_conditions", "", &["A condition."])
                });
                self.reply_on_receipt(conditional, "");
            } else {
                self.act(SECTION, &format!("/proposals/{id}/erase-draft"), "erase_draft", |form| form);
            }
        }
    }
}

/// What stands in the PDF is typed nowhere.
pub fn without_sections(mut form: Form) -> Form {
    form.fields.retain(|(name, _)| !name.starts_with("section."));
    form
}
