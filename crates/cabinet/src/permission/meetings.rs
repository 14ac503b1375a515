//! Who may do what with a meeting and with an item of its agenda, in which stage: the tables of state machines B and D.

use super::Action;
use super::Standing::{self, *};
use crate::decision::Progress;
use crate::meeting::{ItemState, MeetingStageName as At};

pub(super) type MeetingRule = (Action, &'static [Standing], &'static [At]);

const FROM_CALLED: &[At] = &[
    At::Called,
    At::AgendaDraft,
    At::AgendaApproved,
    At::Released,
    At::InSession,
    At::Concluded,
    At::MinutesDraft,
    At::MinutesSubmitted,
    At::MinutesApproved,
    At::Circulated,
];
const FROM_RELEASED: &[At] = &[
    At::Released,
    At::InSession,
    At::Concluded,
    At::MinutesDraft,
    At::MinutesSubmitted,
    At::MinutesApproved,
    At::Circulated,
];
const FROM_MINUTES: &[At] = &[At::MinutesDraft, At::MinutesSubmitted, At::MinutesApproved, At::Circulated];
const APPROVED: &[At] = &[At::MinutesApproved, At::Circulated];

pub(super) const MEETING_RULES: &[MeetingRule] = &[
    (Action::ReadNotice, &[CabinetSection, ChiefSecretary, ChiefMinister], &At::ALL),
    (Action::ReadNotice, &[Member, Invitee, MembersStaff, Recipient, OwnSecretary, GovernorSecretary], FROM_CALLED),
    (Action::ReadAgenda, &[CabinetSection, ChiefSecretary, ChiefMinister], FROM_CALLED),
    (Action::ReadAgenda, &[Recipient], FROM_RELEASED),
    (Action::ReadGlance, &[CabinetSection, ChiefSecretary, ChiefMinister], FROM_CALLED),
    (Action::CallMeeting, &[ChiefMinister], &[At::Proposed]),
    (Action::ArrangeAgenda, &[CabinetSection], &[At::Called, At::AgendaDraft]),
    (Action::ApproveAgenda, &[ChiefMinister], &[At::AgendaDraft]),
    (Action::ReleaseFolder, &[CabinetSection], &[At::AgendaApproved]),
    (Action::ReleaseFolder, &[SectionAnew], &[At::Released]),
    (Action::OpenSitting, &[CabinetSection], &[At::Released]),
    (Action::ConcludeSitting, &[CabinetSection], &[At::InSession]),
    (Action::DraftMinutes, &[CabinetSection], &[At::Concluded, At::MinutesDraft]),
    (Action::SubmitMinutes, &[ChiefSecretary], &[At::MinutesDraft]),
    (Action::ReturnMinutes, &[ChiefMinister], &[At::MinutesSubmitted]),
    (Action::ApproveMinutes, &[ChiefMinister], &[At::MinutesSubmitted]),
    (Action::CirculateMinutes, &[CabinetSection], &[At::MinutesApproved]),
    (Action::ReadMinutes, &[CabinetSection, ChiefSecretary, ChiefMinister], FROM_MINUTES),
    (Action::ReadMinutes, &[Recipient, GovernorSecretary], &[At::Circulated]),
    (Action::ReadAgenda, &[EmergencyReader], FROM_RELEASED),
    (Action::ReadMinutes, &[EmergencyReader], APPROVED),
    (Action::ReadFolderReach, &[CabinetSection, ChiefSecretary], FROM_RELEASED),
];

/// How far an item has come, as the rules tell items apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemStageName {
    /// On the agenda, without decisions.
    Listed,
    /// Before the council.
    Called,
    /// Decisions are recorded, not yet approved.
    Recorded,
    /// The Chief Minister approved the decisions.
    Approved,
    /// The extract is out.
    Issued,
    /// The extract is acknowledged.
    Acknowledged,
    /// Put off by the council.
    Deferred,
    /// Sent back by the council.
    Returned,
    /// Withdrawn before the council.
    Withdrawn,
}

impl ItemStageName {
    /// Every stage, in order.
    pub const ALL: [Self; 9] = [
        Self::Listed,
        Self::Called,
        Self::Recorded,
        Self::Approved,
        Self::Issued,
        Self::Acknowledged,
        Self::Deferred,
        Self::Returned,
        Self::Withdrawn,
    ];

    /// The word of the grid.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Called => "called",
            Self::Recorded => "recorded",
            Self::Approved => "approved",
            Self::Issued => "issued",
            Self::Acknowledged => "acknowledged",
            Self::Deferred => "deferred",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage of an item.
    #[must_use]
    pub const fn of(state: &ItemState) -> Self {
        match state {
            ItemState::Listed => Self::Listed,
            ItemState::Called { .. } => Self::Called,
            ItemState::Deferred { .. } => Self::Deferred,
            ItemState::Returned { .. } => Self::Returned,
            ItemState::Withdrawn { .. } => Self::Withdrawn,
            ItemState::Decided { progress, .. } => match progress {
                Progress::Drafted | Progress::Reviewed(_) => Self::Recorded,
                Progress::Approved { .. } => Self::Approved,
                Progress::Issued { .. } => Self::Issued,
                Progress::Acknowledged { .. } => Self::Acknowledged,
            },
        }
    }
}

use ItemStageName as Of;
pub(super) type ItemRule = (Action, &'static [Standing], &'static [At], &'static [Of]);

/// Stages in which a member has the item in his folder, and the council can still take it up.
const SITTING: &[At] = &[At::Released, At::InSession];
/// The same, and the time before the folder goes out: the agenda stands.
const BEFORE_DECISION: &[At] = &[At::AgendaApproved, At::Released, At::InSession];
const FROM_APPROVED: &[At] = &[
    At::AgendaApproved,
    At::Released,
    At::InSession,
    At::Concluded,
    At::MinutesDraft,
    At::MinutesSubmitted,
    At::MinutesApproved,
    At::Circulated,
];
/// Of items upon which nothing is decided.
const UNDECIDED: &[Of] = &[Of::Listed, Of::Called];
const OUT: &[Of] = &[Of::Issued, Of::Acknowledged];

pub(super) const ITEM_RULES: &[ItemRule] = &[
    (Action::CallItem, &[CabinetSection, ChiefSecretary], &[At::InSession], &[Of::Listed]),
    (
        Action::RecordDecisions,
        &[CabinetSection, ChiefSecretary],
        &[At::InSession, At::Concluded, At::MinutesDraft],
        &[Of::Listed, Of::Called, Of::Recorded, Of::Deferred, Of::Returned, Of::Withdrawn],
    ),
    (
        Action::ReadDecisions,
        &[CabinetSection, ChiefSecretary, ChiefMinister],
        FROM_RELEASED,
        &[Of::Recorded, Of::Approved, Of::Issued, Of::Acknowledged, Of::Deferred, Of::Returned, Of::Withdrawn],
    ),
    (Action::RecuseSelf, &[MayRecuse], SITTING, UNDECIDED),
    (Action::RecuseMember, &[CabinetSection], BEFORE_DECISION, UNDECIDED),
    (Action::LiftRecusal, &[MayLift], FROM_APPROVED, &Of::ALL),
    (Action::ReadRecusals, &[CabinetSection, ChiefSecretary, ChiefMinister], FROM_APPROVED, &Of::ALL),
    (Action::IssueExtract, &[ChiefSecretary], APPROVED, &[Of::Approved]),
    (
        Action::ReadExtract,
        &[CabinetSection, ChiefSecretary, ChiefMinister, OwnSecretary, OwnMinister, Tasked],
        APPROVED,
        OUT,
    ),
    (Action::AcknowledgeExtract, &[OwnSecretary], APPROVED, &[Of::Issued]),
];
