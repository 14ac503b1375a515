//! Who may do what with a proposal, in which stage: the table of state machines A, E and F.

use super::Action;
use super::Standing::{self, *};
use crate::proposal::StageName;

pub(super) type ProposalRule = (Action, &'static [Standing], &'static [StageName]);

/// Stages in which the section writes.
const DRAFTING: &[StageName] = &[StageName::Draft, StageName::SentBack, StageName::Returned];
/// Stages in which the file lies with the department, after a first revision.
const PUT_UP: &[StageName] = &[
    StageName::InDepartment,
    StageName::Consulting,
    StageName::ConsultationClosed,
    StageName::SecretaryApproved,
    StageName::MinisterApproved,
];
/// Stages in which the file lies at a desk of its department, and goes from one to another.
const AT_DESKS: &[StageName] = &[StageName::InDepartment, StageName::ConsultationClosed];
/// Stages in which the Chief Minister's office has the note before it.
const WITH_OFFICE: &[StageName] = &[
    StageName::UrgentlyForwarded,
    StageName::Cleared,
    StageName::CirculationOrdered,
    StageName::CirculationClosed,
    StageName::Ordered,
];
/// Stages in which a brief is of use: the Chief Minister decides.
const BRIEFING: &[StageName] = &[StageName::UrgentlyForwarded, StageName::Cleared, StageName::CirculationClosed];
/// Stages in which urgent approval is asked for.
const URGENT: &[StageName] = &[StageName::UrgentlyRequested, StageName::UrgentlyForwarded];
/// Stages from the receipt by the cabinet section to the Chief Minister's order.
const RECEIVED: &[StageName] =
    &[StageName::Submitted, StageName::Returned, StageName::Scrutinised, StageName::WithdrawnAfterReceipt];
/// Stages in which the Chief Minister has the note.
const BEFORE_CHIEF_MINISTER: &[StageName] = &[
    StageName::Cleared,
    StageName::Declined,
    StageName::CirculationOrdered,
    StageName::Circulating,
    StageName::CirculationClosed,
    StageName::CirculationApproved,
    StageName::Ordered,
    StageName::Listed,
    StageName::Decided,
];
/// Stages in which a circulated note lies with the members.
const CIRCULATED: &[StageName] =
    &[StageName::Circulating, StageName::CirculationClosed, StageName::CirculationApproved];

/// Stages in which there is a frozen note: neither the first draft nor what was erased.
const FROZEN: &[StageName] = &[
    StageName::SentBack,
    StageName::InDepartment,
    StageName::Consulting,
    StageName::ConsultationClosed,
    StageName::SecretaryApproved,
    StageName::MinisterApproved,
    StageName::UrgentlyRequested,
    StageName::UrgentlyForwarded,
    StageName::Submitted,
    StageName::Returned,
    StageName::Scrutinised,
    StageName::Cleared,
    StageName::Declined,
    StageName::CirculationOrdered,
    StageName::Circulating,
    StageName::CirculationClosed,
    StageName::CirculationApproved,
    StageName::Ordered,
    StageName::Listed,
    StageName::Decided,
    StageName::WithdrawnBeforeReceipt,
    StageName::WithdrawnAfterReceipt,
];

pub(super) const PROPOSAL_RULES: &[ProposalRule] = &[
    (Action::ReadProposal, &[OwnSection, OwnSecretary, OwnMinister, ChiefMinisterInCharge], &StageName::ALL),
    (Action::ReadProposal, &[Consulted, OfficerForView], &StageName::ALL),
    (Action::ReadViewSheet, &[Consulted, OfficerForView], &StageName::ALL),
    (Action::ReadProposal, &[CabinetSection], RECEIVED),
    (Action::ReadProposal, &[ChiefSecretary], PUT_UP),
    (Action::ReadProposal, &[ChiefSecretary], RECEIVED),
    (Action::ReadProposal, &[ChiefSecretary], URGENT),
    (Action::ReadNoteSheet, &[ChiefSecretary], URGENT),
    (Action::ReadProposal, &[ChiefMinister], &[StageName::UrgentlyForwarded]),
    (Action::ReadNoteSheet, &[ChiefMinister], &[StageName::UrgentlyForwarded]),
    (Action::ReadProposal, &[AboveUrgentApproval], FROZEN),
    (Action::ReadProposal, &[CabinetSection, ChiefSecretary, ChiefMinister], BEFORE_CHIEF_MINISTER),
    (Action::ReadProposal, &[Recipient], &[StageName::Ordered, StageName::Listed, StageName::Decided]),
    (Action::ReadProposal, &[Circulated], CIRCULATED),
    (Action::ReadNoteSheet, &[OwnSection, OwnSecretary, OwnMinister, ChiefMinisterInCharge], &StageName::ALL),
    (Action::ReadNoteSheet, &[CabinetSection, ChiefSecretary], RECEIVED),
    (Action::ReadNoteSheet, &[CabinetSection, ChiefSecretary, ChiefMinister], BEFORE_CHIEF_MINISTER),
    (Action::ReadProposal, &[EmergencyReader], FROZEN),
    (Action::ReadNoteSheet, &[EmergencyReader], FROZEN),
    (Action::ReadProposal, &[CabinetSection], &[StageName::OnPaper]),
    (Action::ReadNoteSheet, &[CabinetSection], &[StageName::OnPaper]),
    (Action::EditDraft, &[CabinetSection], &[StageName::OnPaper]),
    (Action::EraseDraft, &[CabinetSection], &[StageName::OnPaper]),
    (Action::ReceiveFromPaper, &[CabinetSection], &[StageName::OnPaper]),
    (Action::AskCopy, &[GetsCopies], &[StageName::Ordered, StageName::Listed, StageName::Decided]),
    (Action::EditDraft, &[OwnSection], DRAFTING),
    (Action::EraseDraft, &[OwnSection], &[StageName::Draft]),
    (Action::PutUp, &[OwnSection], DRAFTING),
    (Action::ReadProposal, &[OwnOfficer, OfficerAtDesk], FROZEN),
    (Action::ReadNoteSheet, &[OwnOfficer, OfficerAtDesk], FROZEN),
    (Action::ReceiveFile, &[FileUnopened], AT_DESKS),
    (Action::MoveFile, &[OwnSecretary, OfficerAtDesk], AT_DESKS),
    (Action::PullBackFile, &[SentFile], AT_DESKS),
    (Action::SendCopies, &[SecretaryAtDesk, OfficerAtDesk], AT_DESKS),
    (Action::SendForViews, &[SecretaryAtDesk], &[StageName::InDepartment]),
    (Action::MarkForView, &[ViewAtDesk], &[StageName::Consulting]),
    (Action::GiveView, &[ViewOwed], &[StageName::Consulting]),
    (Action::AnswerQuery, &[QueriedSecretary], &[StageName::Consulting]),
    (Action::Remind, &[OwnSecretary, OwnSection], &[StageName::Consulting]),
    (
        Action::ReplyToViews,
        &[Replies],
        &[StageName::SentBack, StageName::Returned, StageName::InDepartment, StageName::ConsultationClosed],
    ),
    (Action::ReplyToViews, &[RepliesOnReceipt], &[StageName::Submitted]),
    (
        Action::RecordPrecondition,
        &[Records],
        &[
            StageName::InDepartment,
            StageName::ConsultationClosed,
            StageName::SecretaryApproved,
            StageName::MinisterApproved,
        ],
    ),
    (Action::RecordPrecondition, &[Records], &[StageName::Submitted, StageName::Scrutinised]),
    (Action::CloseConsultation, &[OwnSecretary], &[StageName::Consulting]),
    (Action::ApproveAsSecretary, &[SecretaryAtDesk], AT_DESKS),
    (Action::ApproveAsMinister, &[OwnMinister], &[StageName::SecretaryApproved]),
    (Action::Submit, &[OwnSecretary], &[StageName::MinisterApproved]),
    (Action::Submit, &[SecretaryUnderChiefMinister], &[StageName::SecretaryApproved]),
    (Action::ReturnProposal, &[SecretaryAtDesk, OfficerAtDesk], AT_DESKS),
    (Action::ReturnProposal, &[OwnMinister, SecretaryUnderChiefMinister], &[StageName::SecretaryApproved]),
    (Action::ReturnProposal, &[CabinetSection], &[StageName::Submitted]),
    (Action::ReturnProposal, &[ChiefSecretary], &[StageName::Scrutinised]),
    (Action::ReturnProposal, &[ChiefMinister], &[StageName::Cleared]),
    (Action::Withdraw, &[MayWithdraw], PUT_UP),
    (
        Action::Withdraw,
        &[MayWithdraw],
        &[
            StageName::SentBack,
            StageName::Submitted,
            StageName::Returned,
            StageName::Scrutinised,
            StageName::Cleared,
            StageName::CirculationOrdered,
            StageName::CirculationClosed,
            StageName::Ordered,
        ],
    ),
    (Action::Scrutinise, &[CabinetSection], &[StageName::Submitted]),
    (Action::Clear, &[ChiefSecretary], &[StageName::Scrutinised]),
    (
        Action::OrderForMeeting,
        &[ChiefMinister],
        &[StageName::Cleared, StageName::CirculationOrdered, StageName::CirculationClosed],
    ),
    (Action::Decline, &[ChiefMinister], &[StageName::Cleared]),
    (Action::OrderForCirculation, &[ChiefMinister], &[StageName::Cleared, StageName::CirculationOrdered]),
    (Action::SendCirculation, &[SendsOut], &[StageName::CirculationOrdered]),
    (Action::AnswerCirculation, &[Circulated], &[StageName::Circulating]),
    (Action::CloseCirculation, &[CabinetSection], &[StageName::Circulating]),
    (Action::ApproveByCirculation, &[ChiefMinister], &[StageName::CirculationClosed]),
    (Action::RequestUrgentApproval, &[MayAskUrgently], &[StageName::SecretaryApproved, StageName::MinisterApproved]),
    (Action::ForwardUrgentRequest, &[ChiefSecretary], &[StageName::UrgentlyRequested]),
    (Action::RefuseUrgentApproval, &[ChiefSecretary], &[StageName::UrgentlyRequested]),
    (Action::RefuseUrgentApproval, &[ChiefMinister], &[StageName::UrgentlyForwarded]),
    (Action::ApproveUrgently, &[ChiefMinister], &[StageName::UrgentlyForwarded]),
    (Action::RecordUrgentOrder, &[OwesUrgentOrder], &[StageName::MinisterApproved]),
    (Action::ReadProposal, &[ChiefMinistersOffice], WITH_OFFICE),
    (Action::ReadNoteSheet, &[ChiefMinistersOffice], WITH_OFFICE),
    (Action::WriteBrief, &[ChiefMinistersOffice], BRIEFING),
    (Action::ReadBrief, &[Briefed, WroteBrief], WITH_OFFICE),
    (Action::ReadBrief, &[Briefed], &[StageName::Listed, StageName::Decided]),
    (Action::RecordTelephoneOrder, &[HearsOrders], &[StageName::Cleared]),
    (
        Action::ConfirmTelephoneOrder,
        &[MustConfirm],
        &[StageName::Cleared, StageName::CirculationOrdered, StageName::Ordered, StageName::Listed],
    ),
    (
        Action::DisownTelephoneOrder,
        &[MustConfirm],
        &[StageName::Cleared, StageName::CirculationOrdered, StageName::Ordered, StageName::Listed],
    ),
];
