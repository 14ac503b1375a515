//! The meeting and its items: state machines B and C.

use crate::decision::{Decision, Progress};
use crate::ids::{ItemId, MeetingId, PostId, ProposalId, RevisionId};
use crate::moment::Moment;
use crate::proposal::{Approval, Return};
use crate::recusal::Recusal;
use crate::text::TextRef;
use imbl::Vector;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where an agenda item stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// On the agenda.
    Listed,
    /// Before the council now.
    Called {
        /// Since when.
        at: Moment,
    },
    /// Decided point by point.
    Decided {
        /// One for each point, in the points' order.
        decisions: Vec<Decision>,
        /// How far they have come.
        progress: Progress,
    },
    /// Put off as a whole.
    Deferred {
        /// One for each point, in the points' order.
        decisions: Vec<Decision>,
        /// How far they have come; never to an extract.
        progress: Progress,
    },
    /// Sent back to its department as a whole.
    Returned {
        /// One for each point, in the points' order.
        decisions: Vec<Decision>,
        /// How far they have come; never to an extract.
        progress: Progress,
    },
    /// Withdrawn before the council, as a whole.
    Withdrawn {
        /// One for each point, in the points' order.
        decisions: Vec<Decision>,
        /// How far they have come; never to an extract.
        progress: Progress,
    },
}

impl ItemState {
    /// Its name for the grid and the pages.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Called { .. } => "called",
            Self::Decided { .. } => "decided",
            Self::Deferred { .. } => "deferred",
            Self::Returned { .. } => "returned",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The decisions recorded so far.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        match self {
            Self::Listed | Self::Called { .. } => &[],
            Self::Decided { decisions, .. }
            | Self::Deferred { decisions, .. }
            | Self::Returned { decisions, .. }
            | Self::Withdrawn { decisions, .. } => decisions,
        }
    }

    /// How far the decisions have come.
    #[must_use]
    pub const fn progress(&self) -> Option<&Progress> {
        match self {
            Self::Listed | Self::Called { .. } => None,
            Self::Decided { progress, .. }
            | Self::Deferred { progress, .. }
            | Self::Returned { progress, .. }
            | Self::Withdrawn { progress, .. } => Some(progress),
        }
    }
}

/// A proposal's place on the agenda (विषय).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Which proposal.
    pub proposal: ProposalId,
    /// The revision that lies before the council.
    pub revision: RevisionId,
    /// Grows with every act on the item.
    pub version: u32,
    /// Where it stands.
    pub state: ItemState,
    /// Members who take no part in it, also where that was lifted, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recusals: Vec<Recusal>,
}

/// Where a meeting stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingStage {
    /// Proposed by the cabinet section.
    Proposed,
    /// Called by the Chief Minister's order.
    Called {
        /// The order.
        order: Approval,
    },
    /// The agenda is being made.
    AgendaDraft {
        /// The order.
        order: Approval,
    },
    /// The Chief Minister approved the agenda; its numbers stand.
    AgendaApproved {
        /// The approval.
        agenda: Approval,
    },
    /// The folder is out.
    Released {
        /// The release.
        release: Release,
    },
    /// The council sits.
    InSession {
        /// The release.
        release: Release,
        /// Who sits.
        sitting: Sitting,
    },
    /// The sitting is over.
    Concluded {
        /// The release.
        release: Release,
        /// Who sat.
        sitting: Sitting,
        /// When it ended.
        ended: Moment,
    },
    /// The minutes are being written.
    MinutesDraft {
        /// What the sitting was.
        record: SittingRecord,
        /// Why the Chief Minister sent them back, if he did.
        returned: Option<Return>,
    },
    /// The minutes lie with the Chief Minister.
    MinutesSubmitted {
        /// What the sitting was.
        record: SittingRecord,
        /// The chief secretary's review.
        review: Approval,
    },
    /// The Chief Minister approved the minutes.
    MinutesApproved {
        /// What the sitting was.
        record: SittingRecord,
        /// The approval.
        approval: Approval,
    },
    /// The members have the minutes.
    Circulated {
        /// What the sitting was.
        record: SittingRecord,
        /// The approval.
        approval: Approval,
        /// When they went out.
        at: Moment,
    },
}

/// A folder that is out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Who released it, when.
    pub by: Approval,
    /// Posts that may read it.
    pub recipients: Vec<PostId>,
}

/// Who sits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// Who presides.
    pub chair: PostId,
    /// Who is present.
    pub present: Vec<PostId>,
    /// Since when.
    pub began: Moment,
    /// The item before the council.
    pub current: Option<ItemId>,
}

/// A sitting that is over, with its minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SittingRecord {
    /// The release.
    pub release: Release,
    /// Who sat.
    pub sitting: Sitting,
    /// When it ended.
    pub ended: Moment,
    /// The minutes (कार्यवाही विवरण).
    pub minutes: TextRef,
    /// When they were last written.
    pub written: Moment,
}

/// The name of a meeting's stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingStageName {
    /// प्रस्तावित
    Proposed,
    /// आहूत
    Called,
    /// कार्यसूची प्रारूप
    AgendaDraft,
    /// कार्यसूची अनुमोदित
    AgendaApproved,
    /// फोल्डर जारी
    Released,
    /// बैठक जारी
    InSession,
    /// बैठक समाप्त
    Concluded,
    /// कार्यवाही विवरण प्रारूप
    MinutesDraft,
    /// कार्यवाही विवरण अनुमोदन हेतु
    MinutesSubmitted,
    /// कार्यवाही विवरण अनुमोदित
    MinutesApproved,
    /// कार्यवाही विवरण प्रसारित
    Circulated,
}

impl MeetingStageName {
    /// Every stage, in order.
    pub const ALL: [Self; 11] = [
        Self::Proposed,
        Self::Called,
        Self::AgendaDraft,
        Self::AgendaApproved,
        Self::Released,
        Self::InSession,
        Self::Concluded,
        Self::MinutesDraft,
        Self::MinutesSubmitted,
        Self::MinutesApproved,
        Self::Circulated,
    ];

    /// The word of the grid.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Called => "called",
            Self::AgendaDraft => "agenda_draft",
            Self::AgendaApproved => "agenda_approved",
            Self::Released => "released",
            Self::InSession => "in_session",
            Self::Concluded => "concluded",
            Self::MinutesDraft => "minutes_draft",
            Self::MinutesSubmitted => "minutes_submitted",
            Self::MinutesApproved => "minutes_approved",
            Self::Circulated => "circulated",
        }
    }
}

impl MeetingStage {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> MeetingStageName {
        match self {
            Self::Proposed => MeetingStageName::Proposed,
            Self::Called { .. } => MeetingStageName::Called,
            Self::AgendaDraft { .. } => MeetingStageName::AgendaDraft,
            Self::AgendaApproved { .. } => MeetingStageName::AgendaApproved,
            Self::Released { .. } => MeetingStageName::Released,
            Self::InSession { .. } => MeetingStageName::InSession,
            Self::Concluded { .. } => MeetingStageName::Concluded,
            Self::MinutesDraft { .. } => MeetingStageName::MinutesDraft,
            Self::MinutesSubmitted { .. } => MeetingStageName::MinutesSubmitted,
            Self::MinutesApproved { .. } => MeetingStageName::MinutesApproved,
            Self::Circulated { .. } => MeetingStageName::Circulated,
        }
    }

    /// The release, once the folder is out.
    #[must_use]
    pub const fn release(&self) -> Option<&Release> {
        match self {
            Self::Released { release } | Self::InSession { release, .. } | Self::Concluded { release, .. } => {
                Some(release)
            }
            Self::MinutesDraft { record, .. }
            | Self::MinutesSubmitted { record, .. }
            | Self::MinutesApproved { record, .. }
            | Self::Circulated { record, .. } => Some(&record.release),
            _ => None,
        }
    }

    /// Who sits or sat.
    #[must_use]
    pub const fn sitting(&self) -> Option<&Sitting> {
        match self {
            Self::InSession { sitting, .. } | Self::Concluded { sitting, .. } => Some(sitting),
            _ => match self.record() {
                Some(record) => Some(&record.sitting),
                None => None,
            },
        }
    }

    /// From when to when the council sat; no end while it sits.
    #[must_use]
    pub fn sat(&self) -> Option<(Moment, Option<Moment>)> {
        let ended = match self {
            Self::InSession { .. } => None,
            Self::Concluded { ended, .. } => Some(*ended),
            _ => Some(self.record()?.ended),
        };
        Some((self.sitting()?.began, ended))
    }

    /// Whether a post has part in the sitting: it presides, is present, or has the folder before it.
    #[must_use]
    pub fn has_part(&self, post: PostId) -> bool {
        let sits = self.sitting().is_some_and(|sitting| sitting.chair == post || sitting.present.contains(&post));
        sits || self.release().is_some_and(|release| release.recipients.contains(&post))
    }

    /// The record of the sitting, once there are minutes.
    #[must_use]
    pub const fn record(&self) -> Option<&SittingRecord> {
        match self {
            Self::MinutesDraft { record, .. }
            | Self::MinutesSubmitted { record, .. }
            | Self::MinutesApproved { record, .. }
            | Self::Circulated { record, .. } => Some(record),
            _ => None,
        }
    }
}

/// A sitting of the council, from its proposal to its minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// 1, 2, 3 … without a gap.
    pub number: u32,
    /// Grows with every act on it.
    pub version: u32,
    /// When it shall begin.
    pub begins: Moment,
    /// Where.
    pub place: String,
    /// Where it stands.
    pub stage: MeetingStage,
    /// Since when.
    pub since: Moment,
    /// The agenda in its order: an item's number is its place, from 1.
    pub items: Vector<Arc<Item>>,
}

impl Meeting {
    /// An item and its number.
    #[must_use]
    pub fn item(&self, id: ItemId) -> Option<(u32, &Arc<Item>)> {
        (1..).zip(self.items.iter()).find(|(_, item)| item.id == id)
    }
}
