//! Recusal (विचार-विमर्श से पृथक रहना): a member who takes no part in a matter reads nothing of it.
//!
//! It is recorded upon an item, and holds for the matter: a note that is deferred and comes before another sitting comes
//! without him too, and an older folder in which it lay is closed to him as well. Only the Chief Minister lifts it.

use crate::cabinet::Cabinet;
use crate::ids::{PersonId, PostId, ProposalId};
use crate::inquiry::Signed;
use crate::meeting::{Item, Meeting};
use crate::people::{Post, PostKind};
use crate::text::TextRef;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Upon whose word a member is recused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecusalWord {
    /// By his own hand.
    Himself,
    /// His own word, which the cabinet section recorded.
    Told,
    /// The Chief Minister's order, which the cabinet section recorded.
    ChiefMinister,
}

impl RecusalWord {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Himself, Self::Told, Self::ChiefMinister];

    /// The word of forms and pages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Himself => "himself",
            Self::Told => "told",
            Self::ChiefMinister => "chief_minister",
        }
    }
}

/// The Chief Minister's order that a recusal holds no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifting {
    /// Who, when.
    pub lifted: Signed,
    /// Why.
    pub reason: TextRef,
}

/// A member's recusal from a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    /// Whose post.
    pub member: PostId,
    /// Who held the post then: what binds him binds him under his other posts too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Upon whose word.
    pub word: RecusalWord,
    /// Who recorded it, when.
    pub recused: Signed,
    /// Why; a member need not say it of himself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TextRef>,
    /// That it was lifted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted: Option<Lifting>,
}

impl Recusal {
    /// Whether it holds.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.lifted.is_none()
    }
}

/// A recusal with the agenda upon which it was recorded.
#[derive(Clone, Copy, Debug)]
pub struct RecusalAt<'a> {
    /// The meeting.
    pub meeting: &'a Arc<Meeting>,
    /// The item.
    pub item: &'a Arc<Item>,
    /// The recusal.
    pub recusal: &'a Recusal,
}

impl PostKind {
    /// Whether its holder may be recused: a member of the council but the Chief Minister, without whose order nothing
    /// comes before it and no minutes are approved.
    #[must_use]
    pub const fn may_be_recused(self) -> bool {
        matches!(self, Self::Minister | Self::MinisterOfState)
    }
}

impl Cabinet {
    /// Every recusal from a matter, also those that were lifted, agenda by agenda and oldest first.
    pub fn recusals_from(&self, proposal: ProposalId) -> impl Iterator<Item = RecusalAt<'_>> {
        self.listings(proposal).flat_map(|(meeting, _, item)| {
            item.recusals.iter().map(move |recusal| RecusalAt { meeting, item, recusal })
        })
    }

    /// The recusal that keeps the holder of a post from a matter: of his post, or of himself under another one.
    #[must_use]
    pub fn recusal_of(&self, post: &Post, proposal: ProposalId) -> Option<&Recusal> {
        let mut standing = self.recusals_from(proposal).map(|at| at.recusal).filter(|recusal| recusal.stands());
        standing.find(|recusal| {
            // Who holds a post in a later ministry is another member.
            let of_post = recusal.member == post.id && self.is_of_this_ministry(recusal.recused.at);
            let holder = || self.charge_of_post(post.id).map(|charge| charge.person);
            of_post || recusal.person.is_some() && recusal.person == holder()
        })
    }

    /// Whether the holder of a post reads nothing of a matter because of a recusal.
    #[must_use]
    pub fn is_recused(&self, post: &Post, proposal: ProposalId) -> bool {
        self.recusal_of(post, proposal).is_some()
    }

    /// Posts that stand recused at an item, as its minutes name them: by its agenda or by an earlier one, in the order of
    /// precedence.
    #[must_use]
    pub fn recused_at(&self, meeting: &Meeting, item: &Item) -> Vec<PostId> {
        let until_then = self.recusals_from(item.proposal).filter(|at| at.meeting.number <= meeting.number);
        let standing = until_then.map(|at| at.recusal).filter(|recusal| recusal.stands());
        let mut posts: Vec<PostId> = standing.map(|recusal| recusal.member).collect();
        posts.sort_unstable();
        posts.dedup();
        self.in_precedence(posts)
    }
}
