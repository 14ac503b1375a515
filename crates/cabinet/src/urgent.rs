//! Approval in anticipation of the council's (प्रत्याशा में अनुमोदन): state machine F of the rules of business.
//!
//! It is asked for with reasons, after the consultations that the note needed all the same, and goes to the Chief Minister
//! through the chief secretary, never straight. The council ratifies it afterwards as an item of an agenda.

use crate::cabinet::Cabinet;
use crate::decision::{Outcome, Progress};
use crate::ids::{ChargeId, RevisionId};
use crate::meeting::ItemState;
use crate::moment::Moment;
use crate::people::Words;
use crate::proposal::{Approval, Proposal, Return, Stage};
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// The order that a department issued upon an urgent approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgentOrder {
    /// Its number.
    pub number: String,
    /// Its day, as `2026-11-08`.
    pub date: String,
    /// Under whose charge it was recorded.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
}

/// An urgent approval that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The Chief Minister's approval.
    pub approval: Approval,
    /// The rule under which it was given, as the order cites it.
    pub rule: Words,
    /// Until when the note must be before the council.
    pub due: Moment,
    /// The order that was issued upon it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<UrgentOrder>,
}

/// How far a request has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UrgentStage {
    /// With the chief secretary.
    Requested,
    /// With the Chief Minister, through the chief secretary.
    Forwarded(Approval),
    /// No urgent approval: the note goes its ordinary way.
    Refused(Return),
    /// Approved in anticipation of the council's approval.
    Given(Given),
}

/// A request for urgent approval and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgentApproval {
    /// The note that lay there.
    pub revision: RevisionId,
    /// Who asked, when.
    pub requested: Approval,
    /// Why it is urgent.
    pub urgency: TextRef,
    /// Why it could not come in time.
    pub delay: TextRef,
    /// How far it has come.
    pub stage: UrgentStage,
}

impl UrgentApproval {
    /// The approval, where it was given.
    #[must_use]
    pub const fn given(&self) -> Option<&Given> {
        match &self.stage {
            UrgentStage::Given(given) => Some(given),
            _ => None,
        }
    }
}

/// What the council made of an urgent approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ratification {
    /// Not before the council yet; the note is owed by its due day.
    Owed,
    /// On an agenda, or decided and not yet approved in the minutes.
    BeforeCouncil,
    /// The council ratified it.
    Ratified(Moment),
    /// The council did not, or the Chief Minister did not place it before the council: the consequences are to be decided.
    NotRatified(Moment),
}

impl Ratification {
    /// The word of the register.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::BeforeCouncil => "before_council",
            Self::Ratified(_) => "ratified",
            Self::NotRatified(_) => "not_ratified",
        }
    }

    /// Whether it is settled for good and sounds no alarm any more.
    #[must_use]
    pub const fn is_ratified(self) -> bool {
        matches!(self, Self::Ratified(_))
    }
}

impl Cabinet {
    /// Urgent approvals that were given, the latest first. Ask [`crate::Action::ReadUrgentApprovals`]
    /// before showing the register.
    pub fn urgent_approvals(&self) -> impl Iterator<Item = (&Proposal, &Given)> {
        let asked = self.urgent.iter().rev().filter_map(|id| self.proposals.get(id));
        asked.filter_map(|proposal| Some((proposal.as_ref(), proposal.urgent_approval()?.given()?)))
    }

    /// What the council has made of the urgent approval of a proposal; none where none was given.
    #[must_use]
    pub fn ratification(&self, proposal: &Proposal) -> Option<Ratification> {
        proposal.urgent_approval()?.given()?;
        Some(match &proposal.stage {
            Stage::Listed { .. } => Ratification::BeforeCouncil,
            Stage::Decided { meeting, item, .. } => {
                let decided = self.item(*meeting, *item).map(|(_, _, item)| &item.state);
                decided.map_or(Ratification::BeforeCouncil, of_item)
            }
            Stage::CirculationApproved { approval, .. } => Ratification::Ratified(approval.at),
            Stage::Declined { declined, .. } => Ratification::NotRatified(declined.at),
            // Withdrawn before the council: its department cannot withdraw what is owed.
            Stage::Withdrawn { withdrawal, .. } => Ratification::NotRatified(withdrawal.at),
            _ => Ratification::Owed,
        })
    }
}

/// Decisions bind once their minutes are approved: ratified where the council approved every point.
fn of_item(state: &ItemState) -> Ratification {
    let ItemState::Decided { decisions, progress, .. } = state else { return Ratification::BeforeCouncil };
    let approval = match progress {
        Progress::Drafted | Progress::Reviewed(_) => return Ratification::BeforeCouncil,
        Progress::Approved { approval, .. }
        | Progress::Issued { approval, .. }
        | Progress::Acknowledged { approval, .. } => approval,
    };
    // What the council only took note of it did not approve; what a body of it considers is not decided.
    let is = |outcome| decisions.iter().any(|decision| decision.outcome == outcome);
    if is(Outcome::Rejected) || is(Outcome::Noted) {
        Ratification::NotRatified(approval.at)
    } else if is(Outcome::Referred) {
        Ratification::BeforeCouncil
    } else if decisions.iter().all(|decision| crate::task::is_carried_out(decision.outcome)) {
        Ratification::Ratified(approval.at)
    } else {
        Ratification::NotRatified(approval.at)
    }
}
