//! Steps through the pages on which printed copies are asked for and given.

use crate::page::{Form, form, form_to, forms};
use crate::walk::Walk;
use cabinet::ids::ProposalId;

const SECTION: &str = "cabinet_section";
/// The member who reads on paper.
const READER: &str = "finance_minister";

/// The form that enters a post in the register, filled.
pub fn allowed(form: Form, post: &str, date: &str) -> Form {
    let parts: Vec<&str> = date.split('-').collect();
    let form = form.set("post", rehearsal::post(post).to_string());
    let form = form.set("year", parts[0]).set("month", parts[1]).set("day", parts[2]);
    form.set("order", "The chief secretary's order F 2-1 of 2026").set("reason", "Weak eyes.")
}

impl Walk {
    /// Enters a post in the register, or sets another day for it.
    #[track_caller]
    pub fn allow_copies(&mut self, post: &str, date: &str) {
        let html = self.site.page(SECTION, "/paper");
        let form = allowed(form_to(&html, "/allow-copies").unwrap(), post, date);
        self.site.done(SECTION, &form);
        self.done.insert("give_copies".to_owned());
        self.looked();
    }

    /// Asks for a printed copy of the note.
    #[track_caller]
    pub fn ask_copy(&mut self, post: &str, id: ProposalId) {
        let fill = |form: Form| form.without("copy_of").add("copy_of", "note");
        self.act(post, &format!("/proposals/{id}"), "ask_copy", fill);
    }

    /// Does what the register offers for the copy that was asked for last.
    #[track_caller]
    pub fn copy_step(&mut self, ending: &str) -> String {
        let html = self.site.page(SECTION, "/paper");
        let form = forms(&html).into_iter().find(|form| form.address.ends_with(ending)).unwrap();
        let next = self.site.done(SECTION, &form).next().to_owned();
        self.looked();
        next
    }

    /// Gives no copy of what was asked for last.
    #[track_caller]
    pub fn refuse_copy(&mut self, reason: &str) {
        let html = self.site.page(SECTION, "/paper");
        let form = form_to(&html, "/refuse-copy").unwrap().set("reason", reason);
        self.site.done(SECTION, &form);
        self.looked();
    }

    /// A copy that was asked for, given and came back; its id.
    #[track_caller]
    pub fn a_copy(&mut self, post: &str, id: ProposalId) -> String {
        self.allow_copies(post, "2099-03-31");
        self.ask_copy(post, id);
        let next = self.copy_step("/give-copy");
        self.copy_step("/take-copy-back");
        next.split('/').nth(3).unwrap().to_owned()
    }

    /// A reader's post stands in the register for a while, and a copy of a note goes there and back.
    pub fn printed(&mut self, id: ProposalId) {
        self.a_copy(READER, id);
        self.end_copies();
    }

    /// The register lets the reader get nothing from now on.
    pub fn end_copies(&mut self) {
        self.allow_copies(READER, "2020-01-01");
    }

    /// The reader's post stands in the register for a moment.
    pub fn allowed_for_a_while(&mut self) {
        self.allow_copies(READER, "2099-03-31");
        self.end_copies();
    }

    /// Whether a post finds a form of an action on a page.
    pub fn finds(&self, post: &str, path: &str, action: &str) -> bool {
        form(&self.site.page(post, path), action).is_some()
    }
}
