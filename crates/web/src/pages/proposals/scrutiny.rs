//! What the rules want on record and the checklist, as a proposal's page shows them.

use crate::choice::Choice;
use crate::frame::Frame;
use crate::refusals::{checklist_label, precondition_label};
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::rules::Before;
use office::views::ProposalView;

/// Something that may be recorded now.
pub(super) struct Wanted {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) recorded: bool,
}

/// Everything that the rules want on record, and what is recorded of it.
pub(super) fn recorded(page: &Frame, view: &ProposalView) -> Vec<(String, String)> {
    let line = |(number, date, words): &(String, String, String)| {
        let line = page.number_and_date(number, date);
        if words.is_empty() { line } else { format!("{line} · {words}") }
    };
    let one = |one: &office::views::PreconditionView| {
        (precondition_label(page, &one.key), one.record.as_ref().map_or_else(String::new, line))
    };
    view.preconditions.iter().map(one).collect()
}

/// What may be recorded now.
pub(super) fn wanted(page: &Frame, view: &ProposalView) -> Vec<Wanted> {
    if !view.may(Action::RecordPrecondition) {
        return Vec::new();
    }
    let stage = view.proposal.stage.name();
    let now = Before::ALL.into_iter().filter(|before| before.records_in(stage));
    now.flat_map(|before| view.state.preconditions(&view.proposal, before))
        .map(|rule| Wanted {
            key: rule.key.clone(),
            label: page.words(&rule.label).to_owned(),
            recorded: view.proposal.precondition(&rule.key).is_some(),
        })
        .collect()
}

/// Items of the checklist, for whom they are.
pub(super) fn checklist(page: &Frame, view: &ProposalView) -> Vec<Choice> {
    if view.proposal.stage.name() != StageName::Submitted {
        return Vec::new();
    }
    let rules = view.state.rules();
    let items = rules.iter().flat_map(|rules| &rules.checklist);
    items.map(|item| Choice::open(&item.key, page.words(&item.label))).collect()
}

/// What was wanting when the note came back.
pub(super) fn wanting(page: &Frame, view: &ProposalView) -> Vec<String> {
    let returned = view.proposal.stage.returned().into_iter().flat_map(|returned| &returned.deficiencies);
    returned.map(|key| checklist_label(page, key)).collect()
}
