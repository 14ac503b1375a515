//! Decisions: state machine D. One decision for each numbered point, never one for a whole note.

use crate::ids::{BodyId, ChargeId};
use crate::moment::Moment;
use crate::proposal::Approval;
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// What the council did with one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// अनुमोदित
    Approved,
    /// संशोधन सहित अनुमोदित; the text says how
    ApprovedWithModification,
    /// सैद्धांतिक सहमति
    ApprovedInPrinciple,
    /// सशर्त अनुमोदन; the text names the conditions
    ApprovedWithConditions,
    /// समिति को निर्दिष्ट: to a body of the state or, where none is named, to whom the text says
    Referred,
    /// आस्थगित: to a day or, where none is named, sine die
    Deferred,
    /// पुनः परीक्षण हेतु वापस; the text says why
    ReturnedForReexamination,
    /// वापस लिया गया
    Withdrawn,
    /// अमान्य
    Rejected,
    /// संज्ञान लिया
    Noted,
}

impl Outcome {
    /// Every outcome, in the order in which a form offers them.
    pub const ALL: [Self; 10] = [
        Self::Approved,
        Self::ApprovedWithModification,
        Self::ApprovedInPrinciple,
        Self::ApprovedWithConditions,
        Self::Referred,
        Self::Deferred,
        Self::ReturnedForReexamination,
        Self::Withdrawn,
        Self::Rejected,
        Self::Noted,
    ];

    /// The word used in forms and the ledger.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::ApprovedWithModification => "approved_with_modification",
            Self::ApprovedInPrinciple => "approved_in_principle",
            Self::ApprovedWithConditions => "approved_with_conditions",
            Self::Referred => "referred",
            Self::Deferred => "deferred",
            Self::ReturnedForReexamination => "returned_for_reexamination",
            Self::Withdrawn => "withdrawn",
            Self::Rejected => "rejected",
            Self::Noted => "noted",
        }
    }
}

impl Outcome {
    /// Whether it holds for an item as a whole or not at all: nothing of it goes to a department.
    #[must_use]
    pub const fn is_of_whole_item(self) -> bool {
        matches!(self, Self::Deferred | Self::ReturnedForReexamination | Self::Withdrawn)
    }
}

/// The decision on one numbered point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The point's number, from 1.
    pub point: u32,
    /// What was decided.
    pub outcome: Outcome,
    /// The decision in words.
    pub text: TextRef,
    /// To which day it is deferred, or by when the body reports, as `2026-11-08`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The body to which it is referred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyId>,
    /// Under whose charge it was recorded.
    pub by: Option<ChargeId>,
    /// When it was recorded.
    pub at: Moment,
}

/// How far the decisions on one item have come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Recorded in the sitting.
    Drafted,
    /// Seen by the chief secretary with the minutes.
    Reviewed(Approval),
    /// Approved by the Chief Minister: from here on immutable.
    Approved {
        /// The chief secretary's review.
        review: Approval,
        /// The Chief Minister's approval.
        approval: Approval,
    },
    /// The extract went to the department.
    Issued {
        /// The chief secretary's review.
        review: Approval,
        /// The Chief Minister's approval.
        approval: Approval,
        /// The extract.
        extract: Extract,
    },
    /// The department has acknowledged the extract.
    Acknowledged {
        /// The chief secretary's review.
        review: Approval,
        /// The Chief Minister's approval.
        approval: Approval,
        /// The extract.
        extract: Extract,
        /// The department's acknowledgement.
        acknowledgement: Approval,
    },
}

impl Progress {
    /// The extract, once issued.
    #[must_use]
    pub const fn extract(&self) -> Option<&Extract> {
        match self {
            Self::Issued { extract, .. } | Self::Acknowledged { extract, .. } => Some(extract),
            Self::Drafted | Self::Reviewed(_) | Self::Approved { .. } => None,
        }
    }
}

/// An extract (निर्णय का उद्धरण): decision text only, never the note's background or reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// Under whose charge it was issued.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// Its words, provable alone.
    pub text: TextRef,
}
