//! Which preconditions of the rules a proposal has.

use crate::cabinet::Cabinet;
use crate::proposal::{Proposal, StageName};
use crate::rules::{Before, Precondition};

/// Rupees in a crore.
const CRORE: u64 = 10_000_000;

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
        let facts = &revision.facts;
        rule.concern.is_none_or(|concern| facts.concerns.contains(&concern))
            && (rule.schedule.is_empty() || rule.schedule.contains(&facts.schedule))
            && rule.crore_min.is_none_or(|crore| facts.rupees >= crore.saturating_mul(CRORE))
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
        let mut rounds = self.rounds_of(proposal, today).peekable();
        rounds.peek().is_some() && rounds.all(|round| round.standing().is_none())
    }
}
