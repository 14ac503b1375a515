//! Emergency access (आपात अवलोकन): reading in one matter, for hours and upon a written order, by somebody who may not
//! read there otherwise. Two persons give it, it ends by itself, and everybody concerned is told.
//! Source: requirement ACC-13 of the design.

use crate::cabinet::Cabinet;
use crate::ids::{EmergencyAccessId, MeetingId, ProposalId};
use crate::inquiry::Signed;
use crate::moment::Moment;
use crate::people::Actor;
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// Hours for which an emergency access lasts at most (ACC-13: hours, four to six).
pub const EMERGENCY_HOURS_MAX: u8 = 6;
/// Hours for which a request waits for the second person; what can wait longer is no emergency.
pub const EMERGENCY_WAITS_HOURS: u8 = 24;

/// In what an emergency access lets its asker read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum EmergencyScope {
    /// The note, its papers, views and note-sheet of one proposal.
    Proposal {
        /// Which.
        proposal: ProposalId,
    },
    /// The agenda and the minutes of one meeting, and the notes of its items.
    Meeting {
        /// Which.
        meeting: MeetingId,
    },
}

/// Where an emergency access stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmergencyStage {
    /// Waits for the second person.
    Asked,
    /// The second person agreed: the asker may read until it is over.
    Agreed {
        /// The second person.
        second: Signed,
        /// When it is over, as the rules yielded it at the agreement.
        ends: Moment,
    },
    /// The second person refused.
    Refused {
        /// The second person.
        second: Signed,
    },
    /// Taken back, or nobody agreed in time.
    Lapsed {
        /// Who took it back; the office itself when its time had passed.
        ended: Signed,
    },
    /// It was given, and is over.
    Ended {
        /// The second person.
        second: Signed,
        /// When it would have been over.
        ends: Moment,
        /// Who ended it; the office itself when its time had passed.
        ended: Signed,
    },
}

/// The name of the stage of an emergency access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EmergencyStageName {
    /// माँगा गया
    Asked,
    /// सहमति प्राप्त
    Agreed,
    /// अस्वीकृत
    Refused,
    /// सहमति के बिना समाप्त
    Lapsed,
    /// समाप्त
    Ended,
}

impl EmergencyStageName {
    /// Every stage, in order.
    pub const ALL: [Self; 5] = [Self::Asked, Self::Agreed, Self::Refused, Self::Lapsed, Self::Ended];

    /// The word of the grid.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Asked => "emergency_asked",
            Self::Agreed => "emergency_agreed",
            Self::Refused => "emergency_refused",
            Self::Lapsed => "emergency_lapsed",
            Self::Ended => "emergency_ended",
        }
    }
}

impl EmergencyStage {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> EmergencyStageName {
        match self {
            Self::Asked => EmergencyStageName::Asked,
            Self::Agreed { .. } => EmergencyStageName::Agreed,
            Self::Refused { .. } => EmergencyStageName::Refused,
            Self::Lapsed { .. } => EmergencyStageName::Lapsed,
            Self::Ended { .. } => EmergencyStageName::Ended,
        }
    }

    /// The second person who agreed, also to what is over.
    #[must_use]
    pub const fn agreed(&self) -> Option<Signed> {
        match self {
            Self::Agreed { second, .. } | Self::Ended { second, .. } => Some(*second),
            Self::Asked | Self::Refused { .. } | Self::Lapsed { .. } => None,
        }
    }
}

/// An emergency access, from its asking to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyAccess {
    /// Its id.
    pub id: EmergencyAccessId,
    /// 1, 2, 3 … without a gap.
    pub number: u32,
    /// Grows with every act on it.
    pub version: u32,
    /// Who asked, and when. The reading is this person's under this charge, and nobody else's.
    pub asked: Signed,
    /// Why.
    pub reason: TextRef,
    /// Number and date of the written order on which it rests.
    pub order: TextRef,
    /// In what it lets read.
    pub scope: EmergencyScope,
    /// For how many hours from the agreement on.
    pub hours: u8,
    /// Until when it waits for the second person.
    pub waits_until: Moment,
    /// Where it stands.
    pub stage: EmergencyStage,
    /// Since when.
    pub since: Moment,
}

impl EmergencyAccess {
    /// When it is over by itself: the end of waiting, or of reading; none once it is over.
    #[must_use]
    pub const fn over_at(&self) -> Option<Moment> {
        match self.stage {
            EmergencyStage::Asked => Some(self.waits_until),
            EmergencyStage::Agreed { ends, .. } => Some(ends),
            EmergencyStage::Refused { .. } | EmergencyStage::Lapsed { .. } | EmergencyStage::Ended { .. } => None,
        }
    }

    /// Whether its asker may read at this moment, whatever the office has recorded since.
    #[must_use]
    pub fn in_force(&self, now: Moment) -> bool {
        matches!(self.stage, EmergencyStage::Agreed { ends, .. } if now < ends)
    }

    /// Its stage at this moment: one whose time has passed is over, also before the office has recorded it.
    #[must_use]
    pub fn stage_at(&self, now: Moment) -> EmergencyStageName {
        match (self.over_at(), self.stage.name()) {
            (Some(over), EmergencyStageName::Asked) if now >= over => EmergencyStageName::Lapsed,
            (Some(over), EmergencyStageName::Agreed) if now >= over => EmergencyStageName::Ended,
            (_, name) => name,
        }
    }

    /// Whether it gives its asker reading in a proposal: the one asked for, or an item of the meeting asked for.
    #[must_use]
    pub fn covers_proposal(&self, cabinet: &Cabinet, id: ProposalId) -> bool {
        match self.scope {
            EmergencyScope::Proposal { proposal } => proposal == id,
            EmergencyScope::Meeting { meeting } => cabinet.listings(id).any(|(listed, _, _)| listed.id == meeting),
        }
    }

    /// Whether it gives its asker reading in a meeting.
    #[must_use]
    pub fn covers_meeting(&self, id: MeetingId) -> bool {
        matches!(self.scope, EmergencyScope::Meeting { meeting } if meeting == id)
    }

    /// Proposals in which it gives reading.
    #[must_use]
    pub fn proposals(&self, cabinet: &Cabinet) -> Vec<ProposalId> {
        match self.scope {
            EmergencyScope::Proposal { proposal } => vec![proposal],
            EmergencyScope::Meeting { meeting } => {
                let items = cabinet.meeting(meeting).into_iter().flat_map(|meeting| &meeting.items);
                items.map(|item| item.proposal).collect()
            }
        }
    }
}

impl Cabinet {
    /// What `actor` may read by an emergency access now, newest first.
    pub fn emergencies_of<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a EmergencyAccess> {
        let now = self.moment();
        let own = self.emergencies.values().rev().filter(move |one| one.asked.by == *actor && one.in_force(now));
        own.map(AsRef::as_ref)
    }
}
