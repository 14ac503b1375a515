//! Departments that went into another one (विलय). Their record stays; what was theirs is the other one's from then on.

use crate::cabinet::Cabinet;
use crate::ids::DepartmentId;
use crate::moment::Moment;
use crate::proposal::{Consultee, Proposal};
use serde::{Deserialize, Serialize};

/// Where a department went, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merger {
    /// The department into which it went.
    pub into: DepartmentId,
    /// When.
    pub at: Moment,
}

impl Cabinet {
    /// Where a department went; none while it stands by itself.
    #[must_use]
    pub fn merger(&self, id: DepartmentId) -> Option<&Merger> {
        self.mergers.get(&id)
    }

    /// The department that answers for one today: itself, or the one into which it went at last.
    #[must_use]
    pub fn department_today(&self, id: DepartmentId) -> DepartmentId {
        let mut today = id;
        // Nothing goes into a department that went into another one, so there is no circle; the count ends one all the same.
        for _ in 0..=self.mergers.len() {
            match self.mergers.get(&today) {
                Some(merger) => today = merger.into,
                None => break,
            }
        }
        today
    }

    /// Departments that stand by themselves today.
    pub fn departments_today(&self) -> impl Iterator<Item = &std::sync::Arc<crate::people::Department>> {
        self.departments().filter(|department| !self.mergers.contains_key(&department.id))
    }

    /// What stands of a consultation for a department of today: its own round, and those of departments that went into
    /// it, in the order of asking. The sponsoring department is not asked by itself, and a view on the original file opens
    /// nothing here.
    pub fn rounds_of<'a>(&'a self, proposal: &'a Proposal, own: DepartmentId) -> impl Iterator<Item = &'a Consultee> {
        let asks_itself = self.department_today(proposal.department) == own;
        let rounds = proposal.stage.consultation().into_iter().flat_map(|all| all.standing());
        rounds.filter(move |round| {
            !asks_itself && !round.was_on_paper() && self.department_today(round.department) == own
        })
    }

    /// The same with the rounds that later ones replaced.
    pub(crate) fn every_round_of<'a>(
        &'a self,
        proposal: &'a Proposal,
        own: DepartmentId,
    ) -> impl Iterator<Item = &'a Consultee> {
        let asks_itself = self.department_today(proposal.department) == own;
        let asked = proposal.stage.consultation().into_iter().flat_map(|all| &all.asked);
        let here = asked.filter(move |round| !asks_itself && !round.was_on_paper());
        here.filter(move |round| self.department_today(round.department) == own)
    }

    /// Numbers of the notes that were sent to a department of today or to one that went into it.
    pub(crate) fn revisions_sent_to(&self, proposal: &Proposal, own: DepartmentId) -> Vec<u32> {
        self.every_round_of(proposal, own).map(|round| round.revision).collect()
    }

    /// The round in which a department of today owes its view, the longest waiting first.
    #[must_use]
    pub fn round_owed<'a>(&'a self, proposal: &'a Proposal, own: DepartmentId) -> Option<&'a Consultee> {
        self.rounds_of(proposal, own).find(|round| round.standing().is_none())
    }

    /// Rounds but those of the sponsoring department, which is not asked by itself.
    pub(crate) fn of_others<'a>(
        &'a self,
        proposal: &Proposal,
        rounds: impl Iterator<Item = &'a Consultee>,
    ) -> impl Iterator<Item = &'a Consultee> {
        let own = self.department_today(proposal.department);
        rounds.filter(move |round| self.department_today(round.department) != own)
    }

    /// Views for which a consultation waits. A department that went into the sponsoring one is waited for no more.
    pub fn views_outstanding<'a>(&'a self, proposal: &'a Proposal) -> impl Iterator<Item = &'a Consultee> {
        self.of_others(proposal, proposal.stage.consultation().into_iter().flat_map(|all| all.outstanding()))
    }
}
