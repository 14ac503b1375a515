//! The way on paper (कागज का मार्ग): notes that came with their original file, the approvals that stand on it, and until when a
//! department's notes come so.

use crate::cabinet::Cabinet;
use crate::consultation::Answer;
use crate::ids::{ChargeId, DepartmentId, PaperId, PostId};
use crate::inquiry::Signed;
use crate::moment::Moment;
use crate::note::{Defect, NoteFacts};
use crate::people::{Actor, PostKind};
use crate::permission::{Action, Subject};
use crate::proposal::Proposal;
use crate::rules::{Before, Precondition, Rules};
use crate::text::TextRef;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Approvals registered with one note at most.
pub const PAPER_APPROVALS_MAX: usize = 20;

/// As what somebody approved on the original file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovedAs {
    /// भारसाधक सचिव
    Secretary,
    /// भारसाधक मंत्री
    Minister,
    /// अभिमत: the secretary of a department that was asked.
    View {
        /// How it answered; a query is no view.
        answer: Answer,
    },
}

/// One approval on the original file (मूल नस्ती), as the cabinet section registered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperApproval {
    /// As what.
    pub given: ApprovedAs,
    /// Whose post.
    pub post: PostId,
    /// Its day, as `2026-11-08`.
    pub date: String,
    /// The scan of the page on which it stands; a view whose words were taken down may be without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<PaperId>,
}

/// What a view on the original file says, as the cabinet section took it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperView {
    /// Whose approval among those that are registered with it.
    pub post: PostId,
    /// Its words, verbatim; empty where its conditions say all.
    pub text: TextRef,
    /// Its conditions in their order.
    pub conditions: Vec<TextRef>,
}

/// Something that the rules want on record before submission, as the original file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperPrecondition {
    /// Key of the rule.
    pub precondition: String,
    /// Number of the order or of the minutes.
    pub number: String,
    /// Its day, as `2026-11-08`.
    pub date: String,
    /// What it says; may be empty.
    pub text: TextRef,
}

/// An approval that must stand on the original file and is not registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingApproval {
    /// The secretary's.
    Secretary,
    /// The minister-in-charge's.
    Minister,
    /// A department's view.
    View(DepartmentId),
}

/// How a note came on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperOrigin {
    /// Number of the revision that came so.
    pub revision: u32,
    /// The PDF of the note.
    pub note: PaperId,
    /// The approvals on the original file, in the order of their registration.
    pub approvals: Vec<PaperApproval>,
    /// Under whose charge it was received.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
}

impl PaperOrigin {
    /// Whether a department's view stands on the original file: its own, or of one that went into it.
    #[must_use]
    pub fn has_view_of(&self, cabinet: &Cabinet, department: DepartmentId) -> bool {
        self.approvals.iter().any(|approval| approval.is_view_of(cabinet, department))
    }
}

impl PaperApproval {
    /// How a department answered, where it is a view.
    #[must_use]
    pub const fn view(&self) -> Option<Answer> {
        match self.given {
            ApprovedAs::View { answer } => Some(answer),
            ApprovedAs::Secretary | ApprovedAs::Minister => None,
        }
    }

    /// Whether it is the view of a department of today.
    pub(crate) fn is_view_of(&self, cabinet: &Cabinet, department: DepartmentId) -> bool {
        let own = cabinet.post(self.post).and_then(|post| post.department);
        self.view().is_some() && own.is_some_and(|own| cabinet.department_today(own) == department)
    }
}

/// A day up to which something still goes on paper, as it was set once: the notes of a department, the copies of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperTerm {
    /// The last day, as `2027-03-31`.
    pub until: String,
    /// By whose order: its post, number and day.
    pub order: TextRef,
    /// Why, where it was put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TextRef>,
    /// Who set it, and when.
    pub set: Signed,
}

impl NoteFacts {
    /// What is wrong with a note that came on paper: all that is wrong with any other, but that its sections stand in its PDF.
    #[must_use]
    pub fn defects_on_paper(&self, rules: &Rules) -> Vec<Defect> {
        without_sections(self.defects(rules))
    }
}

impl PaperTerm {
    /// Whether the day has not passed at this moment, in India.
    #[must_use]
    pub fn lasts(&self, now: Moment) -> bool {
        has_not_passed(&self.until, now)
    }

    /// When its last day is over, in India; none where it stands in no calendar.
    #[must_use]
    pub fn ends(&self) -> Option<Moment> {
        hindi::parse_ist(&self.until, "00:00").ok().map(|began| Moment(began).plus_days(1))
    }

    /// Whether it lasted at a moment and is over at a later one.
    #[must_use]
    pub fn ends_between(&self, earlier: Moment, later: Moment) -> bool {
        self.lasts(earlier) && !self.lasts(later)
    }
}

/// Whether a day, as `2027-03-31`, has not passed at a moment, in India.
fn has_not_passed(day: &str, now: Moment) -> bool {
    hindi::ist_date(now.0).as_str() <= day
}

/// Defects without those of sections that are not typed.
#[must_use]
pub fn without_sections(mut defects: Vec<Defect>) -> Vec<Defect> {
    defects.retain(|defect| !matches!(defect, Defect::SectionMissing { .. }));
    defects
}

impl Cabinet {
    /// The last day on which a department's notes come on paper, as `2027-03-31`: what an act set last, or else the rules'. None
    /// where neither says it; then none comes so.
    #[must_use]
    pub fn paper_route_until(&self, department: DepartmentId) -> Option<&str> {
        let set = self.paper_routes.get(&department).and_then(|set| set.last()).map(|route| route.until.as_str());
        set.or_else(|| self.rules.as_ref().and_then(|rules| rules.paper_route_until.as_deref()))
    }

    /// Every last day that was set for a department, oldest first.
    pub fn paper_routes(&self, department: DepartmentId) -> impl DoubleEndedIterator<Item = &Arc<PaperTerm>> {
        self.paper_routes.get(&department).into_iter().flatten()
    }

    /// Whether a note of a department may come on paper at this moment.
    #[must_use]
    pub fn comes_on_paper(&self, department: DepartmentId, now: Moment) -> bool {
        self.paper_route_until(department).is_some_and(|until| has_not_passed(until, now))
    }

    /// Departments whose view the rules demand of a note of `sponsor` with these facts, each once, in the order of the rules. The
    /// sponsoring department needs no view of itself.
    #[must_use]
    pub fn views_demanded(&self, sponsor: DepartmentId, facts: &NoteFacts) -> Vec<DepartmentId> {
        let (sponsor, mut found) = (self.department_today(sponsor), Vec::new());
        let rules = self.rules.iter().flat_map(|rules| &rules.compulsory_views);
        for rule in rules.filter(|rule| facts.concerns.contains(&rule.concern)) {
            let Some(named) = self.department_named(&rule.department) else { continue };
            let department = self.department_today(named.id);
            if department != sponsor && !found.contains(&department) {
                found.push(department);
            }
        }
        found
    }

    /// What the rules want on record before the submission of such a note, where the views stand on its file that `has_view` names.
    pub fn preconditions_on_paper(
        &self,
        sponsor: DepartmentId,
        facts: &NoteFacts,
        has_view: impl Fn(DepartmentId) -> bool,
    ) -> Vec<&Precondition> {
        let rules = self.rules.iter().flat_map(|rules| &rules.preconditions);
        let without = |rule: &Precondition| {
            rule.without_view_of.as_ref().is_none_or(|key| {
                let named = self.department_named(key).map(|named| self.department_today(named.id));
                named.is_some_and(|named| named != self.department_today(sponsor) && !has_view(named))
            })
        };
        rules.filter(|rule| rule.before == Before::Submission && rule.is_of(facts) && without(rule)).collect()
    }

    /// Whether a department's minister-in-charge must have approved on the original file. Where the Chief Minister holds it, a case
    /// is not put to him twice.
    #[must_use]
    pub fn minister_approves_on_paper(&self, department: DepartmentId) -> Option<PostId> {
        let minister = self.department(self.department_today(department))?.minister?;
        let held_by_chief = self.post(minister).is_some_and(|post| post.kind == PostKind::ChiefMinister);
        (!held_by_chief).then_some(minister)
    }

    /// The scan of an approval on the original file is a page of the note-sheet: whoever reads that reads it, and nobody else.
    pub(crate) fn may_read_scan(&self, actor: &Actor, proposal: &Proposal, id: PaperId) -> bool {
        let is_scan = |origin: &Arc<PaperOrigin>| {
            origin.approvals.iter().any(|approval| approval.scan == Some(id) && origin.note != id)
        };
        proposal.on_paper.as_ref().is_some_and(is_scan)
            && self.may(actor, Subject::Proposal(proposal.id), Action::ReadNoteSheet)
    }
}
