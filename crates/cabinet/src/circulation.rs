//! Deciding by circulation (परिचालन): state machine E of the rules of business.

use crate::chief_ministers_office::TelephoneOrder;
use crate::ids::{ChargeId, PostId};
use crate::moment::Moment;
use crate::proposal::{Approval, ReceivedNote};
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// Days that an order may leave the members at most.
pub const CIRCULATION_DAYS_MAX: u32 = 60;

/// How a member answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CirculationAnswer {
    /// सहमत
    Agrees,
    /// असहमत
    Disagrees,
    /// बैठक में चर्चा चाहते हैं
    WantsDiscussion,
}

impl CirculationAnswer {
    /// Every answer, in the order in which a form offers them.
    pub const ALL: [Self; 3] = [Self::Agrees, Self::Disagrees, Self::WantsDiscussion];

    /// The word used in forms and the ledger.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Disagrees => "disagrees",
            Self::WantsDiscussion => "wants_discussion",
        }
    }
}

/// The Chief Minister's order that a note be decided by circulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirculationOrder {
    /// The order.
    pub order: Approval,
    /// Until when members answer.
    pub until: Moment,
    /// Whether the silence of a member is read as no objection: only where the order says so.
    pub silence_agrees: bool,
}

/// A note that was ordered to be decided by circulation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirculatedNote {
    /// What was received, and when.
    pub receipt: ReceivedNote,
    /// The cabinet section's scrutiny.
    pub scrutiny: Approval,
    /// The chief secretary's clearance.
    pub clearance: Approval,
    /// The Chief Minister's order.
    pub order: CirculationOrder,
    /// The order as it was heard by telephone, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<Box<TelephoneOrder>>,
}

/// What one member answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberAnswer {
    /// Whose post.
    pub member: PostId,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// How.
    pub answer: CirculationAnswer,
    /// What the member wrote beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextRef>,
}

/// A circulation among the members of the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circulation {
    /// When the cabinet section sent it out.
    pub sent: Approval,
    /// To which members.
    pub members: Vec<PostId>,
    /// What stands for each who answered; an answer may be changed until the circulation is closed.
    pub answers: Vec<MemberAnswer>,
}

impl Circulation {
    /// What stands for a member.
    #[must_use]
    pub fn answer_of(&self, member: PostId) -> Option<&MemberAnswer> {
        self.answers.iter().find(|answer| answer.member == member)
    }

    /// Members who have not answered.
    pub fn silent(&self) -> impl Iterator<Item = PostId> {
        self.members.iter().copied().filter(|member| self.answer_of(*member).is_none())
    }

    /// Members who disagree or want a discussion.
    pub fn objections(&self) -> impl Iterator<Item = &MemberAnswer> {
        self.answers.iter().filter(|answer| answer.answer != CirculationAnswer::Agrees)
    }

    /// Takes an answer in the place of an earlier one of the same member.
    pub(crate) fn take(&mut self, answer: MemberAnswer) {
        self.answers.retain(|other| other.member != answer.member);
        self.answers.push(answer);
    }
}
