//! Which preconditions of the rules a proposal has.

use crate::cabinet::Cabinet;
use crate::note::NoteFacts;
use crate::proposal::{Proposal, StageName};
use crate::rules::{Before, Precondition};

/// Rupees in a crore.
const CRORE: u64 = 10_000_000;

impl Precondition {
    /// Whether everything but a missing view holds that it names of a note's facts.
    pub(crate) fn is_of(&self, facts: &NoteFacts) -> bool {
        self.concern.is_none_or(|concern| facts.concerns.contains(&concern))
            && (self.schedule.is_empty() || self.schedule.contains(&facts.schedule))
            && self.crore_min.is_none_or(|crore| facts.rupees >= crore.saturating_mul(CRORE))
    }
}

impl Cabinet {
    /// What must be on record of a proposal before it takes a step, in the order of the rules.
    pub fn preconditions<'a>(
        &'a self,
        proposal: &'a Proposal,
        before: Before,
    ) -> impl Iterator<Item = &'a Precondition> {
        let rules = self.rules.iter().flat_map(|rules| &rules.preconditions);
        rules.filter(move |rule| rule.before == before && self.is_wanted(proposal, rule))
    }

    /// Everything that a precondition names holds of the latest revision.
    fn is_wanted(&self, proposal: &Proposal, rule: &Precondition) -> bool {
        let Some(revision) = proposal.revision() else { return false };
        rule.is_of(&revision.facts)
            && rule.without_view_of.as_ref().is_none_or(|key| self.has_no_view_of(proposal, key))
    }

    /// Whether a department was asked and gave no view. While the consultation runs it has not failed to; of a department that
    /// is not asked, because it is the sponsoring one, none is wanted.
    fn has_no_view_of(&self, proposal: &Proposal, key: &str) -> bool {
        if proposal.stage.name() == StageName::Consulting {
            return false;
        }
        let Some(named) = self.department_named(key) else { return false };
        let today = self.department_today(named.id);
        if let Some(origin) = &proposal.on_paper
            && proposal.stage.consultation().is_none_or(|all| all.asked.iter().all(|round| round.was_on_paper()))
        {
            return self.department_today(proposal.department) != today && !origin.has_view_of(self, today);
        }
        let mut rounds = self.rounds_of(proposal, today).peekable();
        rounds.peek().is_some() && rounds.all(|round| round.standing().is_none())
    }
}
