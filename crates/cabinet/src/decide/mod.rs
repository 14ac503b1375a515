//! Rules decide: an act, the state and the moment give events or a refusal.

mod changes;
mod chief_ministers_office;
mod circulations;
mod consultations;
mod copies;
mod devices;
mod emergencies;
mod files;
mod government;
mod identities;
mod inquiries;
mod leaves;
mod meetings;
mod paper_route;
mod passwords;
mod preconditions;
mod proposals;
mod recovery;
mod recusals;
mod steps;
mod tasks;
mod urgent;

use crate::act::Act;
use crate::cabinet::{Cabinet, LedgerNature};
use crate::event::Event;
use crate::moment::Moment;
use crate::note::LINE_CHARACTERS_MAX;
use crate::people::Actor;
use crate::permission::{Action, Subject, permitted, permitted_in_some_stage};
use crate::refusal::Refusal;
use crate::text::TextRef;

pub use consultations::views_owed;
pub use steps::change_faults;

/// Decides an act.
///
/// # Errors
/// [`Refusal::Unknown`] where [`permitted`] does not name the act's action; every other refusal
/// says what is wrong with its content, or that the state has moved on.
pub fn decide(cabinet: &Cabinet, actor: &Actor, act: Act, now: Moment) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::Signed { act, signature } => {
            let mut keys = actor.person().into_iter().flat_map(|person| cabinet.passkeys_of(person));
            if !act.is_approval() || !keys.any(|one| one.passkey.id == signature.passkey) {
                return Err(Refusal::Unknown);
            }
            let mut events = plain(cabinet, actor, *act, now)?;
            events.push(Event::ApprovalSigned { signature });
            Ok(events)
        }
        act => {
            let unsigned = act.is_approval() && cabinet.nature() == Some(LedgerNature::Real);
            let events = plain(cabinet, actor, act, now)?;
            // Said last, so that what is not offered stays unknown.
            if unsigned { Err(Refusal::SignatureMissing) } else { Ok(events) }
        }
    }
}

/// Decides an act, whoever signed it.
fn plain(cabinet: &Cabinet, actor: &Actor, act: Act, now: Moment) -> Result<Vec<Event>, Refusal> {
    let desk = Desk { cabinet, actor, now };
    match act {
        Act::Begin { nature, rules, government } => desk.begin(nature, rules, government),
        Act::RotateRootKey { keys } => desk.by_the_office(Event::RootKeyRotated { keys }),
        Act::RotateEpochKey { compartment, epoch, keys } => {
            desk.by_the_office(Event::EpochKeyRotated { compartment, epoch, keys })
        }
        Act::StartProposal { proposal, number, subject } => desk.start_proposal(proposal, number, subject),
        Act::AttachPaper { proposal, seen, paper } => desk.attach_paper(proposal, seen, paper),
        Act::RemovePaper { proposal, seen, paper } => desk.remove_paper(proposal, seen, paper),
        Act::EraseDraft { proposal, seen } => desk.erase_draft(proposal, seen),
        Act::PutUp { proposal, seen, to, revision, facts, body, remark } => {
            desk.put_up(proposal, seen, proposals::Frozen { to, revision, facts, body }, remark)
        }
        act @ (Act::MoveFile { .. } | Act::PullBackFile { .. } | Act::ReceiveFile { .. } | Act::SendCopies { .. }) => {
            desk.file_act(act)
        }
        act @ (Act::WriteBrief { .. }
        | Act::RecordTelephoneOrder { .. }
        | Act::ConfirmTelephoneOrder { .. }
        | Act::DisownTelephoneOrder { .. }) => desk.chief_ministers_office_act(act),
        Act::MeasureRevision { proposal, revision, measured } => desk.measure(proposal, revision, measured),
        act @ (Act::SendForViews { .. }
        | Act::MarkForView { .. }
        | Act::GiveView { .. }
        | Act::AnswerQuery { .. }
        | Act::Remind { .. }
        | Act::ReplyToViews { .. }
        | Act::CloseConsultation { .. }) => desk.consultation_act(act),
        act @ (Act::OrderForCirculation { .. }
        | Act::SendCirculation { .. }
        | Act::AnswerCirculation { .. }
        | Act::CloseCirculation { .. }
        | Act::ApproveByCirculation { .. }) => desk.circulation_act(act),
        act @ (Act::RequestUrgentApproval { .. }
        | Act::ForwardUrgentRequest { .. }
        | Act::RefuseUrgentApproval { .. }
        | Act::ApproveUrgently { .. }
        | Act::RecordUrgentOrder { .. }) => desk.urgent_act(act),
        Act::RecordPrecondition { proposal, seen, precondition, number, date, text } => {
            desk.record_precondition(proposal, seen, preconditions::Record { precondition, number, date, text })
        }
        Act::ApproveAsSecretary { proposal, seen, remark } => desk.approve_as_secretary(proposal, seen, remark),
        Act::ApproveAsMinister { proposal, seen, remark } => desk.approve_as_minister(proposal, seen, remark),
        Act::Submit { proposal, seen, remark } => desk.submit(proposal, seen, remark),
        act @ (Act::RegisterFromPaper { .. } | Act::ReceiveFromPaper { .. } | Act::SetPaperRoute { .. }) => {
            desk.paper_route_act(act)
        }
        act @ (Act::AllowCopies { .. }
        | Act::AskCopy { .. }
        | Act::GiveCopy { .. }
        | Act::RefuseCopy { .. }
        | Act::TakeCopyBack { .. }) => desk.copy_act(act),
        Act::ReturnProposal { proposal, seen, reason, deficiencies } => {
            desk.return_proposal(proposal, seen, reason, deficiencies)
        }
        Act::Withdraw { proposal, seen, reason } => desk.withdraw(proposal, seen, reason),
        Act::Scrutinise { proposal, seen, checked, remark } => desk.scrutinise(proposal, seen, checked, remark),
        Act::Clear { proposal, seen, remark } => desk.clear(proposal, seen, remark),
        Act::OrderForMeeting { proposal, seen, remark } => desk.order_for_meeting(proposal, seen, remark),
        Act::Decline { proposal, seen, reason } => desk.decline(proposal, seen, reason),
        act @ (Act::AskInquiry { .. }
        | Act::AgreeInquiry { .. }
        | Act::RefuseInquiry { .. }
        | Act::EndInquiry { .. }) => desk.inquiry_act(act),
        act @ (Act::AskEmergencyAccess { .. }
        | Act::AgreeEmergencyAccess { .. }
        | Act::RefuseEmergencyAccess { .. }
        | Act::EndEmergencyAccess { .. }) => desk.emergency_act(act),
        act @ (Act::ProposeChange { .. }
        | Act::AgreeChange { .. }
        | Act::RefuseChange { .. }
        | Act::EndChange { .. }
        | Act::AcknowledgeChange { .. }
        | Act::EnactChange { .. }
        | Act::EnrolPasskey { .. }
        | Act::AddPasskey { .. }
        | Act::RevokePasskey { .. }) => desk.change_act(act),
        act @ (Act::AcknowledgeTask { .. }
        | Act::RecordTaskOrder { .. }
        | Act::ReportTask { .. }
        | Act::ClaimTask { .. }
        | Act::VerifyTask { .. }
        | Act::RefuseClaim { .. }
        | Act::AskExtension { .. }
        | Act::GrantExtension { .. }
        | Act::RefuseExtension { .. }
        | Act::ProposeDeviation { .. }
        | Act::DismissDeviation { .. }
        | Act::ReplaceTask { .. }) => desk.task_act(act),
        act @ (Act::RecuseSelf { .. } | Act::RecuseMember { .. } | Act::LiftRecusal { .. }) => desk.recusal_act(act),
        Act::RecoverOfficers { reason, officers, silent } => desk.recover_officers(reason, &officers, silent),
        Act::EndLeave { leave, charge } => desk.end_leave(leave, charge),
        Act::SetPassword { enrolment, password } => desk.set_password(enrolment, password),
        Act::ChangePassword { password } => desk.change_password(password),
        Act::RevokePassword { password, reason } => desk.revoke_password(password, reason),
        Act::BindIdentity { identity } => desk.bind_identity(identity),
        Act::RevokeIdentity { identity, reason } => desk.revoke_identity(identity, reason),
        Act::RegisterDevice { device, person, label } => desk.register_device(device, person, &label),
        Act::EnrolDevice { device, secret } => desk.enrol_device(device, secret),
        Act::ReportDeviceLost { device } => desk.report_device_lost(device),
        meeting => desk.meeting_act(meeting),
    }
}

/// What every decision has at hand.
pub(crate) struct Desk<'a> {
    pub(crate) cabinet: &'a Cabinet,
    pub(crate) actor: &'a Actor,
    pub(crate) now: Moment,
}

impl Desk<'_> {
    /// The first question of every decision. An act that is not offered is unknown, unless it comes
    /// from an outdated page of somebody to whom it was offered once.
    pub(crate) fn demand(
        &self,
        subject: Subject,
        action: Action,
        seen: u32,
        now: (u32, Moment),
    ) -> Result<(), Refusal> {
        let (version, since) = now;
        if seen != version && permitted_in_some_stage(self.cabinet, self.actor, subject, action) {
            return Err(Refusal::MovedOn { seen, now: version, since });
        }
        if permitted(self.cabinet, self.actor, subject).contains(&action) { Ok(()) } else { Err(Refusal::Unknown) }
    }

    /// A day of an order or of minutes, as `2026-11-08`; it has come.
    pub(crate) fn day_of_the_past(&self, date: &str) -> Result<String, Refusal> {
        let day = hindi::parse_ist(date, "00:00").map_err(|_| Refusal::DateUnfit)?;
        if day > self.now.0 { Err(Refusal::DateUnfit) } else { Ok(hindi::ist_date(day)) }
    }
}

/// What must have words.
pub(crate) fn written(text: TextRef) -> Result<TextRef, Refusal> {
    if text.is_empty() { Err(Refusal::TextMissing) } else { Ok(text) }
}

/// A sealed line: neither empty nor too long.
pub(crate) fn sealed_line(field: &'static str, text: &TextRef) -> Result<(), Refusal> {
    if text.is_empty() {
        return Err(Refusal::FieldMissing { field });
    }
    let too_long = usize::try_from(text.characters).unwrap_or(usize::MAX) > LINE_CHARACTERS_MAX;
    if too_long { Err(Refusal::TooLong { field, characters_max: LINE_CHARACTERS_MAX }) } else { Ok(()) }
}

/// An empty remark is no remark.
pub(crate) fn remark(text: TextRef) -> Option<TextRef> {
    (!text.is_empty()).then_some(text)
}

/// A reason must be written.
pub(crate) fn reason(text: TextRef) -> Result<TextRef, Refusal> {
    if text.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(text) }
}

/// One line of text: neither empty nor too long. Line breaks become spaces.
pub(crate) fn line(field: &'static str, value: &str) -> Result<String, Refusal> {
    let characters_max = LINE_CHARACTERS_MAX;
    let value = crate::draft::one_line(value);
    if value.is_empty() {
        Err(Refusal::FieldMissing { field })
    } else if value.chars().count() > characters_max {
        Err(Refusal::TooLong { field, characters_max })
    } else {
        Ok(value)
    }
}
