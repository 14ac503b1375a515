//! Bodies of the government (निकाय): the council itself, its committees, groups of ministers, senior secretaries.

use crate::cabinet::Cabinet;
use crate::ids::{BodyId, PostId};
use crate::moment::Moment;
use crate::people::{PostKind, Words};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// मंत्रि-परिषद; there is one.
    Council,
    /// मंत्रि-परिषद समिति
    CabinetCommittee,
    /// मंत्री समूह
    GroupOfMinisters,
    /// वरिष्ठ सचिव समिति
    SeniorSecretaries,
}

impl BodyKind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 4] = [Self::Council, Self::CabinetCommittee, Self::GroupOfMinisters, Self::SeniorSecretaries];

    /// Its word, the same as in the ledger.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::CabinetCommittee => "cabinet_committee",
            Self::GroupOfMinisters => "group_of_ministers",
            Self::SeniorSecretaries => "senior_secretaries",
        }
    }

    /// Who may preside: over the council the Chief Minister, over its committees and groups he or a minister, over the
    /// senior secretaries the chief secretary.
    #[must_use]
    pub const fn may_chair(self, post: PostKind) -> bool {
        match self {
            Self::Council => matches!(post, PostKind::ChiefMinister),
            Self::CabinetCommittee | Self::GroupOfMinisters => {
                matches!(post, PostKind::ChiefMinister | PostKind::Minister)
            }
            Self::SeniorSecretaries => matches!(post, PostKind::ChiefSecretary),
        }
    }

    /// Who may sit in it.
    #[must_use]
    pub const fn may_sit(self, post: PostKind) -> bool {
        match self {
            Self::Council | Self::CabinetCommittee | Self::GroupOfMinisters => post.is_member(),
            Self::SeniorSecretaries => matches!(post, PostKind::ChiefSecretary | PostKind::Secretary),
        }
    }

    /// Whether it ends with the government that formed it.
    #[must_use]
    pub const fn ends_with_its_ministry(self) -> bool {
        matches!(self, Self::CabinetCommittee | Self::GroupOfMinisters)
    }
}

/// A body as it is composed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its id.
    pub id: BodyId,
    /// Short stable name, unique among bodies.
    pub key: String,
    /// What it is.
    pub kind: BodyKind,
    /// Its name.
    pub name: Words,
    /// The post that presides (अध्यक्ष).
    pub chair: PostId,
    /// The other posts that sit in it, each once, in the order of their entering.
    pub members: Vec<PostId>,
}

impl Body {
    /// Every post that sits in it, the chair first.
    pub fn posts(&self) -> impl Iterator<Item = PostId> {
        std::iter::once(self.chair).chain(self.members.iter().copied())
    }
}

/// A body in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyRecord {
    /// As it is composed; of one that was dissolved, as it was at its end.
    pub body: Body,
    /// Since when it has been.
    pub since: Moment,
    /// When it was dissolved; none while it sits.
    pub dissolved: Option<Moment>,
}

impl Cabinet {
    /// A body, also one that was dissolved.
    #[must_use]
    pub fn body(&self, id: BodyId) -> Option<&Arc<BodyRecord>> {
        self.bodies.get(&id)
    }

    /// Bodies that sit now.
    pub fn bodies(&self) -> impl Iterator<Item = &Arc<BodyRecord>> {
        self.bodies.values().filter(|record| record.dissolved.is_none())
    }

    /// Every body, also those that were dissolved.
    pub fn all_bodies(&self) -> impl Iterator<Item = &Arc<BodyRecord>> {
        self.bodies.values()
    }
}
