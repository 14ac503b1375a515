//! At what acts aim.

use cabinet::act::Act;
use cabinet::{Action, Actor, Cabinet, Subject};

/// At what an act aims, and which version its author saw; none for acts of the office itself.
pub fn aim(state: &Cabinet, who: &Actor, act: &Act) -> Option<(Subject, Action, u32)> {
    if *who == Actor::System {
        return None;
    }
    Some(match act {
        Act::Signed { act, .. } => return aim(state, who, act),
        Act::Begin { .. }
        | Act::MeasureRevision { .. }
        | Act::RotateRootKey { .. }
        | Act::RotateEpochKey { .. }
        | Act::RecoverOfficers { .. } => return None,
        Act::StartProposal { .. } => (Subject::Government, Action::StartProposal, 0),
        Act::RegisterFromPaper { .. } => (Subject::Government, Action::RegisterFromPaper, 0),
        Act::SetPaperRoute { .. } => (Subject::Government, Action::SetPaperRoute, 0),
        Act::AllowCopies { .. } | Act::GiveCopy { .. } | Act::RefuseCopy { .. } | Act::TakeCopyBack { .. } => {
            (Subject::Government, Action::GiveCopies, 0)
        }
        Act::AskCopy { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::AskCopy, *seen),
        Act::ReceiveFromPaper { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::ReceiveFromPaper, *seen),
        Act::ProposeMeeting { .. } => (Subject::Government, Action::ProposeMeeting, 0),
        Act::AttachPaper { proposal, seen, .. } | Act::RemovePaper { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::EditDraft, *seen)
        }
        Act::EraseDraft { proposal, seen } => (Subject::Proposal(*proposal), Action::EraseDraft, *seen),
        Act::PutUp { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::PutUp, *seen),
        Act::SendForViews { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::SendForViews, *seen),
        Act::MarkForView { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::MarkForView, *seen),
        Act::GiveView { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::GiveView, *seen),
        Act::AnswerQuery { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::AnswerQuery, *seen),
        Act::Remind { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::Remind, *seen),
        Act::ReplyToViews { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::ReplyToViews, *seen),
        Act::RecordPrecondition { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::RecordPrecondition, *seen)
        }
        Act::Decline { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::Decline, *seen),
        Act::OrderForCirculation { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::OrderForCirculation, *seen)
        }
        Act::SendCirculation { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::SendCirculation, *seen),
        Act::AnswerCirculation { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::AnswerCirculation, *seen)
        }
        Act::CloseCirculation { proposal, seen } => (Subject::Proposal(*proposal), Action::CloseCirculation, *seen),
        Act::ApproveByCirculation { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::ApproveByCirculation, *seen)
        }
        Act::MoveFile { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::MoveFile, *seen),
        Act::SendCopies { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::SendCopies, *seen),
        Act::PullBackFile { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::PullBackFile, *seen),
        Act::ReceiveFile { proposal, seen } => (Subject::Proposal(*proposal), Action::ReceiveFile, *seen),
        Act::WriteBrief { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::WriteBrief, *seen),
        Act::RecordTelephoneOrder { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::RecordTelephoneOrder, *seen)
        }
        Act::ConfirmTelephoneOrder { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::ConfirmTelephoneOrder, *seen)
        }
        Act::DisownTelephoneOrder { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::DisownTelephoneOrder, *seen)
        }
        Act::RequestUrgentApproval { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::RequestUrgentApproval, *seen)
        }
        Act::ForwardUrgentRequest { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::ForwardUrgentRequest, *seen)
        }
        Act::RefuseUrgentApproval { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::RefuseUrgentApproval, *seen)
        }
        Act::ApproveUrgently { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::ApproveUrgently, *seen),
        Act::RecordUrgentOrder { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::RecordUrgentOrder, *seen)
        }
        Act::CloseConsultation { proposal, seen } => (Subject::Proposal(*proposal), Action::CloseConsultation, *seen),
        Act::ApproveAsSecretary { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::ApproveAsSecretary, *seen)
        }
        Act::ApproveAsMinister { proposal, seen, .. } => {
            (Subject::Proposal(*proposal), Action::ApproveAsMinister, *seen)
        }
        Act::Submit { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::Submit, *seen),
        Act::ReturnProposal { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::ReturnProposal, *seen),
        Act::Withdraw { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::Withdraw, *seen),
        Act::Scrutinise { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::Scrutinise, *seen),
        Act::Clear { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::Clear, *seen),
        Act::OrderForMeeting { proposal, seen, .. } => (Subject::Proposal(*proposal), Action::OrderForMeeting, *seen),
        Act::AddPasskey { .. } => (Subject::Government, Action::KeepPasskeys, 0),
        Act::RevokePasskey { passkey, .. } => {
            let owner = state.passkey(*passkey)?.passkey.person;
            let own = who.person() == Some(owner);
            (Subject::Government, if own { Action::KeepPasskeys } else { Action::RevokePasskeys }, 0)
        }
        Act::ChangePassword { .. } | Act::BindIdentity { .. } => (Subject::Government, Action::KeepPasskeys, 0),
        Act::RevokeIdentity { identity, .. } => {
            let own = who.person() == Some(state.identity(*identity)?.identity.person);
            (Subject::Government, if own { Action::KeepPasskeys } else { Action::RevokePasskeys }, 0)
        }
        Act::RevokePassword { password, .. } => {
            let own = who.person() == Some(state.password(*password)?.password.person);
            (Subject::Government, if own { Action::KeepPasskeys } else { Action::RevokePasskeys }, 0)
        }
        Act::RegisterDevice { .. } => (Subject::Government, Action::RegisterDevices, 0),
        Act::ReportDeviceLost { device } => {
            let own = who.person() == Some(state.device(*device)?.device.person);
            (Subject::Government, if own { Action::KeepPasskeys } else { Action::ReportDevices }, 0)
        }
        meeting => return aim_at_meeting(meeting),
    })
}

fn aim_at_meeting(act: &Act) -> Option<(Subject, Action, u32)> {
    Some(match act {
        Act::CallMeeting { meeting, seen } => (Subject::Meeting(*meeting), Action::CallMeeting, *seen),
        Act::ListItem { meeting, seen, .. }
        | Act::MoveItem { meeting, seen, .. }
        | Act::RemoveItem { meeting, seen, .. } => (Subject::Meeting(*meeting), Action::ArrangeAgenda, *seen),
        Act::ApproveAgenda { meeting, seen } => (Subject::Meeting(*meeting), Action::ApproveAgenda, *seen),
        Act::ReleaseFolder { meeting, seen, .. } => (Subject::Meeting(*meeting), Action::ReleaseFolder, *seen),
        Act::OpenSitting { meeting, seen, .. } => (Subject::Meeting(*meeting), Action::OpenSitting, *seen),
        Act::ConcludeSitting { meeting, seen } => (Subject::Meeting(*meeting), Action::ConcludeSitting, *seen),
        Act::DraftMinutes { meeting, seen, .. } => (Subject::Meeting(*meeting), Action::DraftMinutes, *seen),
        Act::SubmitMinutes { meeting, seen } => (Subject::Meeting(*meeting), Action::SubmitMinutes, *seen),
        Act::ReturnMinutes { meeting, seen, .. } => (Subject::Meeting(*meeting), Action::ReturnMinutes, *seen),
        Act::ApproveMinutes { meeting, seen } => (Subject::Meeting(*meeting), Action::ApproveMinutes, *seen),
        Act::CirculateMinutes { meeting, seen } => (Subject::Meeting(*meeting), Action::CirculateMinutes, *seen),
        Act::CallItem { meeting, item, seen } => (Subject::Item(*meeting, *item), Action::CallItem, *seen),
        Act::RecordDecisions { meeting, item, seen, .. } => {
            (Subject::Item(*meeting, *item), Action::RecordDecisions, *seen)
        }
        Act::IssueExtract { meeting, item, seen, .. } => (Subject::Item(*meeting, *item), Action::IssueExtract, *seen),
        Act::AcknowledgeExtract { meeting, item, seen } => {
            (Subject::Item(*meeting, *item), Action::AcknowledgeExtract, *seen)
        }
        Act::AcknowledgeTask { task, seen } => (Subject::Task(*task), Action::AcknowledgeTask, *seen),
        Act::RecordTaskOrder { task, seen, .. } => (Subject::Task(*task), Action::RecordTaskOrder, *seen),
        Act::ReportTask { task, seen, .. } => (Subject::Task(*task), Action::ReportTask, *seen),
        Act::ClaimTask { task, seen, .. } => (Subject::Task(*task), Action::ClaimTask, *seen),
        Act::VerifyTask { task, seen } => (Subject::Task(*task), Action::VerifyTask, *seen),
        Act::RecuseSelf { meeting, item, seen, .. } => (Subject::Item(*meeting, *item), Action::RecuseSelf, *seen),
        Act::RecuseMember { meeting, item, seen, .. } => (Subject::Item(*meeting, *item), Action::RecuseMember, *seen),
        Act::LiftRecusal { meeting, item, seen, .. } => (Subject::Item(*meeting, *item), Action::LiftRecusal, *seen),
        Act::RefuseClaim { task, seen, .. } => (Subject::Task(*task), Action::RefuseClaim, *seen),
        Act::AskExtension { task, seen, .. } => (Subject::Task(*task), Action::AskExtension, *seen),
        Act::GrantExtension { task, seen } => (Subject::Task(*task), Action::GrantExtension, *seen),
        Act::RefuseExtension { task, seen, .. } => (Subject::Task(*task), Action::RefuseExtension, *seen),
        Act::ProposeDeviation { task, seen, .. } => (Subject::Task(*task), Action::ProposeDeviation, *seen),
        Act::DismissDeviation { task, seen, .. } => (Subject::Task(*task), Action::DismissDeviation, *seen),
        Act::ReplaceTask { task, seen, .. } => (Subject::Task(*task), Action::ReplaceTask, *seen),
        Act::AskInquiry { .. } => (Subject::Government, Action::AskInquiry, 0),
        Act::AgreeInquiry { inquiry, seen } => (Subject::Inquiry(*inquiry), Action::AgreeInquiry, *seen),
        Act::RefuseInquiry { inquiry, seen } => (Subject::Inquiry(*inquiry), Action::RefuseInquiry, *seen),
        Act::EndInquiry { inquiry, seen } => (Subject::Inquiry(*inquiry), Action::EndInquiry, *seen),
        Act::AskEmergencyAccess { .. } => (Subject::Government, Action::AskEmergencyAccess, 0),
        Act::AgreeEmergencyAccess { access, seen } => {
            (Subject::EmergencyAccess(*access), Action::AgreeEmergencyAccess, *seen)
        }
        Act::RefuseEmergencyAccess { access, seen } => {
            (Subject::EmergencyAccess(*access), Action::RefuseEmergencyAccess, *seen)
        }
        Act::EndEmergencyAccess { access, seen } => {
            (Subject::EmergencyAccess(*access), Action::EndEmergencyAccess, *seen)
        }
        Act::ProposeChange { .. } => (Subject::Government, Action::ProposeChange, 0),
        Act::AgreeChange { change, seen } => (Subject::Change(*change), Action::AgreeChange, *seen),
        Act::RefuseChange { change, seen } => (Subject::Change(*change), Action::RefuseChange, *seen),
        Act::EndChange { change, seen } => (Subject::Change(*change), Action::EndChange, *seen),
        Act::AcknowledgeChange { change, seen } => (Subject::Change(*change), Action::AcknowledgeChange, *seen),
        _ => return None,
    })
}
