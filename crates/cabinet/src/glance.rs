//! The meeting at a glance (बैठक एक नज़र में): what its agenda costs, who objects, which earlier decisions it varies, and
//! what is missing, item by item.

use crate::cabinet::Cabinet;
use crate::consultation::{Answer, Consultee};
use crate::ids::DepartmentId;
use crate::meeting::{Item, Meeting};
use crate::note::{AmountKind, Revision};
use crate::proposal::Proposal;
use crate::rules::Before;
use std::sync::Arc;

/// What a whole agenda means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance<'a> {
    /// The sum of what is asked for, by the kind of the amount, in whole rupees; kinds of which nothing is asked are not
    /// there.
    pub amounts: Vec<(AmountKind, u64)>,
    /// The sum of every cost table, by year as the notes name it, in the order of these names.
    pub years: Vec<(&'a str, u64)>,
    /// Every item, in the agenda's order.
    pub items: Vec<ItemGlance<'a>>,
}

/// What one item means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemGlance<'a> {
    /// Its number.
    pub number: u32,
    /// The item.
    pub item: &'a Arc<Item>,
    /// Its matter.
    pub proposal: &'a Arc<Proposal>,
    /// The note that lies before the council.
    pub revision: &'a Arc<Revision>,
    /// Views that do not concur, or concur with conditions, in the order of asking.
    pub objections: Vec<Objection>,
    /// What is missing, in the order of [`Wanting`].
    pub wanting: Vec<Wanting<'a>>,
}

/// A view that does not simply concur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Whose.
    pub department: DepartmentId,
    /// Its kind.
    pub answer: Answer,
}

/// One thing that is missing of an item, or should be known before the folder goes out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanting<'a> {
    /// The Chief Minister has not confirmed the order that was heard by telephone.
    OrderUnconfirmed,
    /// A department that the rules name, or that was asked, gave no view.
    View(DepartmentId),
    /// A department saw another version than the one that lies before the council.
    OlderVersion {
        /// Which department.
        department: DepartmentId,
        /// Number of the version that it saw.
        seen: u32,
    },
    /// A view does not concur, and the note does not follow it.
    Difference(DepartmentId),
    /// What the rules want on record is not there: its key.
    Record(&'a str),
    /// There is no subject in English.
    English,
    /// There is no implementation schedule.
    Milestones,
}

impl Cabinet {
    /// The meeting at a glance.
    #[must_use]
    pub fn glance<'a>(&'a self, meeting: &'a Meeting) -> Glance<'a> {
        let numbered = (1..).zip(&meeting.items);
        let items: Vec<ItemGlance<'a>> = numbered.filter_map(|(number, item)| self.item_glance(number, item)).collect();
        let facts = || items.iter().map(|item| &item.revision.facts);
        let of_kind = |kind| {
            let asked = facts().filter(|facts| facts.amount_kind == kind);
            asked.fold(0_u64, |sum, facts| sum.saturating_add(facts.rupees))
        };
        let amounts = AmountKind::ALL.into_iter().map(|kind| (kind, of_kind(kind))).filter(|(_, sum)| *sum > 0);
        let mut years: Vec<(&str, u64)> = Vec::new();
        for year in facts().flat_map(|facts| &facts.years) {
            match years.iter_mut().find(|(label, _)| *label == year.label) {
                Some((_, sum)) => *sum = sum.saturating_add(year.rupees),
                None => years.push((&year.label, year.rupees)),
            }
        }
        years.sort_unstable();
        Glance { amounts: amounts.collect(), years, items }
    }

    fn item_glance<'a>(&'a self, number: u32, item: &'a Arc<Item>) -> Option<ItemGlance<'a>> {
        let proposal = self.proposal(item.proposal)?;
        let revision = proposal.revision_with(item.revision)?;
        let viewed = proposal.stage.consultation().into_iter().flat_map(|all| all.viewed());
        let objections = self.of_others(proposal, viewed).filter_map(|round| {
            let view = round.standing()?;
            let objects = view.differs() || view.answer == Answer::ConcursWithConditions;
            objects.then(|| Objection { department: self.department_today(round.department), answer: view.answer })
        });
        let wanting = self.wanting(proposal, revision);
        Some(ItemGlance { number, item, proposal, revision, objections: objections.collect(), wanting })
    }

    /// What stands of a consultation.
    fn asked<'a>(&'a self, proposal: &'a Proposal) -> impl Iterator<Item = &'a Consultee> {
        self.of_others(proposal, proposal.stage.consultation().into_iter().flat_map(|all| all.standing()))
    }

    /// Everything that is missing of a matter that lies, or is to lie, before the council.
    #[must_use]
    pub fn wanting<'a>(&'a self, proposal: &'a Proposal, revision: &'a Revision) -> Vec<Wanting<'a>> {
        let mut found = Vec::new();
        if proposal.stage.is_provisional() {
            found.push(Wanting::OrderUnconfirmed);
        }
        let given = |department| {
            let rounds = self.asked(proposal).filter(|round| self.department_today(round.department) == department);
            rounds.filter_map(Consultee::standing).next().is_some()
                || proposal.on_paper.as_ref().is_some_and(|origin| origin.has_view_of(self, department))
        };
        let demanded = self.views_demanded(proposal.department, &revision.facts).into_iter();
        let departments = demanded.chain(self.asked(proposal).map(|round| self.department_today(round.department)));
        found.extend(departments.filter(|department| !given(*department)).map(Wanting::View));
        for round in self.asked(proposal).filter(|round| round.standing().is_some()) {
            let department = self.department_today(round.department);
            if round.revision != revision.number {
                found.push(Wanting::OlderVersion { department, seen: round.revision });
            }
        }
        let differences = proposal.stage.consultation().into_iter().flat_map(|all| all.differences());
        found.extend(differences.map(|round| Wanting::Difference(self.department_today(round.department))));
        let records = [Before::Submission, Before::Clearance].into_iter();
        let records = records.flat_map(|before| self.preconditions(proposal, before));
        let missing = records.filter(|rule| proposal.precondition(&rule.key).is_none());
        found.extend(missing.map(|rule| Wanting::Record(&rule.key)));
        if revision.facts.subject_en.is_empty() {
            found.push(Wanting::English);
        }
        if revision.facts.milestones.is_empty() {
            found.push(Wanting::Milestones);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
