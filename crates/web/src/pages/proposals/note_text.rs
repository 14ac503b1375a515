//! A frozen note as it is read: on its proposal's page, and printed.

use super::circulation::{self, MemberLine};
use super::consultation::{self, Asked};
use super::scrutiny;
use super::urgency::{Urgency, urgency};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::paper::origin::{Origin, origin};
use cabinet::Actor;
use cabinet::note::Revision;
use cabinet::prose::Prose;
use cabinet::rules::{Rules, Section};
use office::views::ProposalView;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A section of the note with what it says.
pub(crate) struct SectionText {
    pub(crate) label: String,
    pub(crate) prose: Prose,
}

impl SectionText {
    /// Those that say something, in the order of the rules.
    pub(crate) fn all(page: &Frame, rules: &Rules, said: &BTreeMap<String, Prose>) -> Vec<Self> {
        let text = |section: &Section| {
            let prose = said.get(&section.key)?.clone();
            Some(Self { label: page.words(&section.label).to_owned(), prose })
        };
        rules.sections.iter().filter_map(text).collect()
    }
}

/// One year's cost with the width of its bar, 0 to 100.
pub(crate) struct YearBar {
    pub(crate) label: String,
    pub(crate) width: u64,
    pub(crate) crore: String,
}

/// What a note says, and what stands in it of others.
pub(crate) struct NoteText {
    pub(crate) revision: Arc<Revision>,
    pub(crate) schedule: String,
    pub(crate) sections: Vec<SectionText>,
    pub(crate) years: Vec<YearBar>,
    pub(crate) amount_kind: String,
    pub(crate) views: Vec<Asked>,
    /// The approvals on the original file, of a note that came on paper.
    pub(crate) origin: Option<Origin>,
    /// What the rules want on record: its name, and what is recorded; empty while nothing is.
    pub(crate) preconditions: Vec<(String, String)>,
    /// A circulation: who answered how.
    pub(crate) members: Vec<MemberLine>,
    /// What the order to circulate says.
    pub(crate) circulation: String,
    /// How many members answered how.
    pub(crate) tally: String,
    /// A request for urgent approval, and what became of it.
    pub(crate) urgency: Option<Urgency>,
}

impl NoteText {
    /// The note that a reader reads; none where there is none for him.
    pub(crate) fn of(page: &Frame, view: &ProposalView, reader: &Actor) -> Result<Option<Self>, Failure> {
        let Some(revision) = view.revision.clone() else { return Ok(None) };
        let rules = view.state.rules().ok_or(Failure::Internal)?;
        let years: Vec<_> = revision.facts.years.iter().map(|year| (&*year.label, year.rupees)).collect();
        let schedule = rules.schedule_label(&revision.facts.schedule);
        Ok(Some(Self {
            schedule: schedule.map_or_else(String::new, |words| page.words(words).to_owned()),
            sections: SectionText::all(page, rules, &view.sections),
            years: YearBar::all(page, &years),
            amount_kind: page.word("amount-kind", revision.facts.amount_kind.key()),
            views: consultation::views(page, view, reader),
            origin: origin(page, view, reader),
            preconditions: scrutiny::recorded(page, view),
            members: circulation::members(page, view),
            circulation: circulation::order(page, view),
            tally: circulation::tally(page, view),
            urgency: urgency(page, view),
            revision,
        }))
    }

    /// The same as it stands on paper, where nothing opens.
    pub(crate) fn without_links(mut self) -> Self {
        for asked in &mut self.views {
            asked.given.iter_mut().for_each(|given| given.scan.clear());
            if let Some(other) = &mut asked.other {
                other.link.clear();
            }
        }
        if let Some(origin) = &mut self.origin {
            origin.lines.iter_mut().for_each(|line| line.scan.clear());
        }
        self
    }
}

impl YearBar {
    /// The bars of these sums, the largest of them whole.
    pub(crate) fn all(page: &Frame, years: &[(&str, u64)]) -> Vec<Self> {
        let most = years.iter().map(|(_, rupees)| *rupees).max().unwrap_or(0).max(1);
        let bar = |(label, rupees): &(&str, u64)| Self {
            label: (*label).to_owned(),
            width: u64::try_from(u128::from(*rupees) * 100 / u128::from(most)).unwrap_or(100),
            crore: page.rupees(rupees),
        };
        years.iter().map(bar).collect()
    }
}
