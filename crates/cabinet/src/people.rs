//! Departments, posts, persons and charges: who acts, and as what.

use crate::cabinet::Cabinet;
use crate::change::Unfit;
use crate::draft::one_line;
use crate::ids::{ChargeId, DepartmentId, PersonId, PostId, RankId};
use crate::moment::Moment;
use crate::note::LINE_CHARACTERS_MAX;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One label in both languages, Hindi first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// हिन्दी
    pub hi: String,
    /// English; empty where there is none.
    #[serde(default)]
    pub en: String,
}

/// What a post is in the business of the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// मुख्यमंत्री
    ChiefMinister,
    /// मंत्री
    Minister,
    /// राज्य मंत्री
    MinisterOfState,
    /// मुख्य सचिव
    ChiefSecretary,
    /// मंत्रि-परिषद शाखा
    CabinetSection,
    /// भारसाधक सचिव (additional chief secretary, principal secretary, secretary)
    Secretary,
    /// अनुभाग अधिकारी
    SectionOfficer,
    /// स्थायी आमंत्रित
    PermanentInvitee,
    /// निज सचिव, निज सहायक
    PrivateStaff,
    /// राज्यपाल के सचिव
    GovernorSecretary,
    /// लेखापरीक्षक
    Auditor,
    /// प्रणाली प्रशासक
    SystemAdministrator,
    /// विभागीय अधिकारी (additional, deputy, under secretary)
    DepartmentOfficer,
    /// मुख्यमंत्री कार्यालय
    ChiefMinistersOffice,
}

impl PostKind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 14] = [
        Self::ChiefMinister,
        Self::Minister,
        Self::MinisterOfState,
        Self::ChiefSecretary,
        Self::CabinetSection,
        Self::Secretary,
        Self::SectionOfficer,
        Self::PermanentInvitee,
        Self::PrivateStaff,
        Self::GovernorSecretary,
        Self::Auditor,
        Self::SystemAdministrator,
        Self::DepartmentOfficer,
        Self::ChiefMinistersOffice,
    ];

    /// The word of the grid, the same as in the ledger.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::ChiefMinister => "chief_minister",
            Self::Minister => "minister",
            Self::MinisterOfState => "minister_of_state",
            Self::ChiefSecretary => "chief_secretary",
            Self::CabinetSection => "cabinet_section",
            Self::Secretary => "secretary",
            Self::SectionOfficer => "section_officer",
            Self::PermanentInvitee => "permanent_invitee",
            Self::PrivateStaff => "private_staff",
            Self::GovernorSecretary => "governor_secretary",
            Self::Auditor => "auditor",
            Self::SystemAdministrator => "system_administrator",
            Self::DepartmentOfficer => "department_officer",
            Self::ChiefMinistersOffice => "chief_ministers_office",
        }
    }

    /// Whether a session under such a post may begin without a passkey: with a password and a one-time code, or at
    /// the government's own provider. These posts write drafts, run the machine or read what was read when; none of them
    /// approves, releases, gives rights or reads a folder, so nothing that binds anybody hangs on a password. What they
    /// may do beyond that asks for a fresh proof, and that is a passkey for everybody. The Governor's secretary reads
    /// minutes and a permanent invitee folders: they have a passkey.
    #[must_use]
    pub const fn signs_in_without_passkey(self) -> bool {
        matches!(self, Self::SectionOfficer | Self::PrivateStaff | Self::Auditor | Self::SystemAdministrator)
    }

    /// Whether whoever holds it holds no post of another kind. Who runs the machine and who audits it do nothing else (no
    /// account holds both system and audit administration); private staff help one post and hold none that decides.
    #[must_use]
    pub const fn stands_alone(self) -> bool {
        matches!(self, Self::SystemAdministrator | Self::Auditor | Self::PrivateStaff)
    }

    /// Whether posts of these two kinds may never meet in one person.
    #[must_use]
    pub fn never_meets(self, other: Self) -> bool {
        self != other && (self.stands_alone() || other.stands_alone())
    }

    /// Whether such a post belongs to a department, and is none without one.
    #[must_use]
    pub const fn is_of_department(self) -> bool {
        matches!(self, Self::Secretary | Self::SectionOfficer | Self::DepartmentOfficer)
    }

    /// A member of the council of ministers.
    #[must_use]
    pub const fn is_member(self) -> bool {
        matches!(self, Self::ChiefMinister | Self::Minister | Self::MinisterOfState)
    }
}

/// A department (विभाग).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Short stable name by which rules refer to it, such as `finance`.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// The post of its minister-in-charge (भारसाधक मंत्री).
    pub minister: Option<PostId>,
}

/// A post (पद).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Short stable name, unique in the government.
    pub key: String,
    /// What it is.
    pub kind: PostKind,
    /// Its title.
    pub title: Words,
    /// The department it belongs to.
    pub department: Option<DepartmentId>,
    /// For private staff: the post they serve.
    pub serves: Option<PostId>,
}

/// A rank (पदश्रेणी): posts of a smaller place go before those of a greater one, and two ranks of one place are equals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    /// Its id.
    pub id: RankId,
    /// Its name.
    pub name: Words,
    /// Its place in the order of protocol, from 1 to [`PLACE_MAX`].
    pub place: u32,
}

/// The last place of a rank.
pub const PLACE_MAX: u32 = 999;

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// The name by which colleagues know the person; in a sample government the post's title.
    pub name: Words,
}

/// A name that a person bore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: Words,
    /// Until when.
    pub until: Moment,
}

impl Words {
    /// The names as they are recorded: each in one line, Hindi at least, and everything in them is seen.
    ///
    /// # Errors
    /// [`Unfit::Name`], [`Unfit::Invisible`].
    pub fn judged(&self) -> Result<Self, Unfit> {
        let name = Self { hi: one_line(&self.hi), en: one_line(&self.en) };
        let long = |line: &str| line.chars().count() > LINE_CHARACTERS_MAX;
        if name.hi.is_empty() || long(&name.hi) || long(&name.en) {
            Err(Unfit::Name)
        } else if hindi::has_invisible(&name.hi) || hindi::has_invisible(&name.en) {
            Err(Unfit::Invisible)
        } else {
            Ok(name)
        }
    }

    /// The names as they are compared: however they are spelt, whatever honours stand before them.
    fn compared(&self) -> impl Iterator<Item = String> {
        [&self.hi, &self.en].map(|name| hindi::name_compared(name)).into_iter().filter(|name| !name.is_empty())
    }

    /// Whether somebody so named may be the same as somebody otherwise named: one of the names is alike.
    #[must_use]
    pub fn is_namesake(&self, other: &Self) -> bool {
        let others: Vec<String> = other.compared().collect();
        self.compared().any(|name| others.contains(&name))
    }
}

/// Persons by their names. Whoever enters one more of a name says that it is another person, and the second person is told:
/// of one human two persons would be two who agree with each other.
#[derive(Clone, Debug, Default)]
pub struct Namesakes {
    named: BTreeMap<String, BTreeSet<PersonId>>,
}

impl Namesakes {
    /// Everybody of the record, also by former names: who was renamed is not entered a second time under the old one.
    #[must_use]
    pub fn of(cabinet: &Cabinet) -> Self {
        let mut all = Self::default();
        for person in cabinet.persons() {
            all.add(person.id, &person.name);
            cabinet.former_names(person.id).for_each(|former| all.add(person.id, &former.name));
        }
        all
    }

    /// One more person.
    pub fn add(&mut self, person: PersonId, name: &Words) {
        for name in name.compared() {
            self.named.entry(name).or_default().insert(person);
        }
    }

    /// Who is called alike.
    #[must_use]
    pub fn find(&self, name: &Words) -> BTreeSet<PersonId> {
        name.compared().filter_map(|name| self.named.get(&name)).flatten().copied().collect()
    }
}

/// A person's charge of a post (प्रभार). Acts carry both the person and the charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// Its id.
    pub id: ChargeId,
    /// Who holds.
    pub person: PersonId,
    /// What is held.
    pub post: PostId,
    /// Since when.
    pub from: Moment,
    /// Until when; none while it lasts.
    pub until: Option<Moment>,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "actor", rename_all = "snake_case")]
pub enum Actor {
    /// A person under a charge.
    Holder {
        /// The person.
        person: PersonId,
        /// The charge under which the person acts.
        charge: ChargeId,
    },
    /// The office itself: its workers and the first filling of a data folder.
    System,
}

impl Actor {
    /// The charge, none for the office itself.
    #[must_use]
    pub const fn charge(&self) -> Option<ChargeId> {
        match self {
            Self::Holder { charge, .. } => Some(*charge),
            Self::System => None,
        }
    }

    /// The person, none for the office itself.
    #[must_use]
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Holder { person, .. } => Some(*person),
            Self::System => None,
        }
    }
}

impl Cabinet {
    /// Names that a person bore before, oldest first.
    pub fn former_names(&self, person: PersonId) -> impl DoubleEndedIterator<Item = &FormerName> {
        self.former_names.get(&person).into_iter().flatten()
    }

    /// A rank.
    #[must_use]
    pub fn rank(&self, id: RankId) -> Option<&Arc<Rank>> {
        self.ranks.get(&id)
    }

    /// Every rank, in the order of protocol.
    #[must_use]
    pub fn ranks(&self) -> Vec<&Arc<Rank>> {
        let mut ranks: Vec<_> = self.ranks.values().collect();
        ranks.sort_by_key(|rank| (rank.place, rank.id));
        ranks
    }

    /// The rank of a post.
    #[must_use]
    pub fn rank_of(&self, post: PostId) -> Option<&Arc<Rank>> {
        self.rank(*self.post_ranks.get(&post)?)
    }

    /// By what lists of posts are put in order: posts of a rank before those without one, then kind and short name.
    #[must_use]
    pub fn precedence<'a>(&self, post: &'a Post) -> (u32, PostKind, &'a str) {
        (self.rank_of(post.id).map_or(u32::MAX, |rank| rank.place), post.kind, post.key.as_str())
    }

    /// Posts in the order of precedence.
    #[must_use]
    pub fn in_precedence(&self, posts: impl IntoIterator<Item = PostId>) -> Vec<PostId> {
        let mut known: Vec<&Arc<Post>> = posts.into_iter().filter_map(|id| self.post(id)).collect();
        known.sort_by_key(|post| self.precedence(post));
        known.into_iter().map(|post| post.id).collect()
    }

    /// When a post was closed; none while it may be held.
    #[must_use]
    pub fn closed(&self, post: PostId) -> Option<Moment> {
        self.closed_posts.get(&post).copied()
    }

    /// Posts that may be held.
    pub fn open_posts(&self) -> impl Iterator<Item = &Arc<Post>> {
        self.posts().filter(|post| !self.closed_posts.contains_key(&post.id))
    }
}
