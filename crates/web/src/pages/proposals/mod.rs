//! Proposals: list, start, one proposal with its acts, two versions compared, draft, papers.

pub(crate) mod acts;
mod circulation;
pub(crate) mod compare;
mod consultation;
pub(crate) mod copy;
pub(crate) mod draft;
pub(crate) mod erase;
mod files;
pub(crate) mod kruti_dev;
pub(crate) mod list;
pub(crate) mod note_text;
pub(crate) mod one;
pub(crate) mod papers;
mod scrutiny;
pub(crate) mod start;
pub(crate) mod urgency;
mod view_sheets;
mod whereabouts;

use crate::frame::Frame;
use cabinet::meeting::Item;
use cabinet::note::NoteFacts;
use cabinet::proposal::{Proposal, Stage};

/// The subject of a note in the page's language; Hindi where there is no English.
pub(crate) fn title<'a>(page: &Frame, facts: &'a NoteFacts) -> &'a str {
    if page.hindi() || facts.subject_en.is_empty() { &facts.subject } else { &facts.subject_en }
}

/// The subject of the note that an item lies with the council, for who reads what was decided upon it.
pub(crate) fn subject_of_item(page: &Frame, proposal: &Proposal, item: &Item) -> String {
    proposal.revision_with(item.revision).map_or_else(String::new, |revision| title(page, &revision.facts).to_owned())
}

/// The subject of the note that this person may read, in the page's language. Another department sees the note that was sent
/// to it, not what became of it since.
pub(crate) fn subject(page: &Frame, proposal: &Proposal) -> String {
    let actor = page.session.as_ref().map(|session| session.actor);
    let readable = actor.and_then(|actor| page.state.readable_revision(&actor, proposal.id));
    match readable.map(|revision| &revision.facts) {
        Some(facts) => title(page, facts).to_owned(),
        None => match page.first_subjects.get(&proposal.id) {
            Some(subject) => subject.clone(),
            None if matches!(proposal.stage, Stage::Erased { .. }) => page.t("subject-erased"),
            None => String::new(),
        },
    }
}
