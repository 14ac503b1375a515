//! What the Chief Minister's office (मुख्यमंत्री कार्यालय) prepares: a brief that only the Chief Minister reads, and orders
//! of his that were heard by telephone.

use crate::ids::{ChargeId, RevisionId};
use crate::moment::Moment;
use crate::proposal::Approval;
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// Days after which what was heard by telephone is not recorded any more.
pub const HEARD_DAYS_MAX: u32 = 7;

/// A brief upon a note. The last one stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The note upon which it was written.
    pub revision: RevisionId,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// Its words.
    pub text: TextRef,
}

/// What the Chief Minister ordered by telephone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "snake_case")]
pub enum HeardOrder {
    /// The note is placed before a meeting.
    #[default]
    Meeting,
    /// The note is decided by circulation.
    Circulation {
        /// Until when members answer.
        until: Moment,
        /// Whether the silence of a member is read as no objection.
        silence_agrees: bool,
    },
    /// The note goes back to its section.
    Return,
    /// The note is not placed before the council.
    Decline,
}

impl HeardOrder {
    /// The word used in forms and in what is signed.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Circulation { .. } => "circulation",
            Self::Return => "return",
            Self::Decline => "decline",
        }
    }

    /// Whether it is the order of a meeting.
    #[must_use]
    pub const fn is_meeting(&self) -> bool {
        matches!(self, Self::Meeting)
    }
}

/// «दूरभाष पर प्राप्त आदेश»: provisional until the Chief Minister confirms it with his own hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelephoneOrder {
    /// Who recorded it, and when.
    pub recorded: Approval,
    /// When it was heard.
    pub heard: Moment,
    /// What was ordered.
    #[serde(default, skip_serializing_if = "HeardOrder::is_meeting")]
    pub order: HeardOrder,
    /// The order as it was heard.
    pub text: TextRef,
    /// The Chief Minister's confirmation; none while it is provisional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Approval>,
}
