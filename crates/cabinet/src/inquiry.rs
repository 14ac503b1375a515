//! The inquiry of two persons (गोपनीयता जाँच): it opens, for a reason and for a time, who stands
//! behind the pseudonyms of the custody ledger, in what concerns one matter or one person.

use crate::ids::{InquiryId, MeetingId, ProposalId};
use crate::moment::Moment;
use crate::people::Actor;
use crate::text::{Digest, TextRef};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// In what an inquiry looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scope {
    /// Readings of everything that belongs to a proposal.
    Proposal {
        /// Which.
        proposal: ProposalId,
    },
    /// Readings of everything that belongs to a meeting.
    Meeting {
        /// Which.
        meeting: MeetingId,
    },
    /// Readings of one revision, paper or text.
    Object {
        /// Which.
        object: Uuid,
    },
    /// Whatever one person read.
    Person {
        /// The pseudonym.
        person: Digest,
    },
}

/// Who agreed to something, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Moment,
}

/// Where an inquiry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InquiryStage {
    /// Waits for the second person.
    Asked,
    /// The second person agreed: names may be opened until it is over.
    Agreed {
        /// The second person.
        second: Signed,
    },
    /// The second person refused.
    Refused {
        /// The second person.
        second: Signed,
    },
    /// Over: its time has passed, or somebody ended it.
    Ended {
        /// The second person, if anybody had agreed.
        second: Option<Signed>,
        /// Who ended it; the office itself when its time had passed.
        ended: Signed,
    },
}

/// The name of an inquiry's stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InquiryStageName {
    /// माँगी गई
    Asked,
    /// सहमति प्राप्त
    Agreed,
    /// अस्वीकृत
    Refused,
    /// समाप्त
    Ended,
}

impl InquiryStageName {
    /// Every stage, in order.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Agreed, Self::Refused, Self::Ended];

    /// The word of the grid.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
            Self::Ended => "ended",
        }
    }
}

impl InquiryStage {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> InquiryStageName {
        match self {
            Self::Asked => InquiryStageName::Asked,
            Self::Agreed { .. } => InquiryStageName::Agreed,
            Self::Refused { .. } => InquiryStageName::Refused,
            Self::Ended { .. } => InquiryStageName::Ended,
        }
    }

    /// The second person who agreed, also to an inquiry that is over.
    #[must_use]
    pub const fn agreed(&self) -> Option<Signed> {
        match self {
            Self::Agreed { second } => Some(*second),
            Self::Ended { second, .. } => *second,
            Self::Asked | Self::Refused { .. } => None,
        }
    }
}

/// An inquiry, from its asking to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Its id.
    pub id: InquiryId,
    /// 1, 2, 3 … without a gap.
    pub number: u32,
    /// Grows with every act on it.
    pub version: u32,
    /// Who asked, and when.
    pub asked: Signed,
    /// Why.
    pub reason: TextRef,
    /// In what it looks.
    pub scope: Scope,
    /// Readings since then.
    pub from: Moment,
    /// Readings before then.
    pub until: Moment,
    /// When it is over, as the rules yielded it on the day of asking.
    pub ends: Moment,
    /// Where it stands.
    pub stage: InquiryStage,
    /// Since when.
    pub since: Moment,
}

impl Inquiry {
    /// Whether it waits or is in force, whatever the clock says.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.stage, InquiryStage::Asked | InquiryStage::Agreed { .. })
    }

    /// Whether names may be opened at this moment.
    #[must_use]
    pub fn opens_names(&self, now: Moment) -> bool {
        matches!(self.stage, InquiryStage::Agreed { .. }) && now < self.ends
    }
}
