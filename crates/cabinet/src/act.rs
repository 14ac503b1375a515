//! What persons ask for. Each act names the version of what its author saw.

use crate::cabinet::Cabinet;
use crate::change::Step;
use crate::chief_ministers_office::HeardOrder;
use crate::circulation::CirculationAnswer;
use crate::consultation::{Answer, ReminderWay};
use crate::copies::CopyOf;
use crate::emergency::EmergencyScope;
use crate::event::{PointOutcome, ViewReply};
use crate::identity::Identity;
use crate::ids::{
    ChangeId, ChargeId, CopyId, DepartmentId, DeviceId, EmergencyAccessId, EnrolmentId, IdentityId, InquiryId, ItemId,
    LeaveId, MeetingId, PaperId, PasskeyId, PasswordId, PersonId, PostId, ProposalId, RevisionId, TaskId,
};
use crate::inquiry::Scope;
use crate::moment::Moment;
use crate::note::{Measured, NoteFacts, Paper};
use crate::paper_route::{PaperApproval, PaperPrecondition, PaperView};
use crate::passkey::{Enrolment, Passkey};
use crate::password::Password;
use crate::people::{Actor, Charge, Department, Person, Post};
use crate::recovery::OfficerToRecover;
use crate::signature::Signature;
use crate::task::NewTask;
use crate::text::{Digest, TextRef};
use uuid::Uuid;

/// The people of a government, as a sample or an import brings them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Government {
    /// Departments.
    pub departments: Vec<Department>,
    /// Posts.
    pub posts: Vec<Post>,
    /// Persons.
    pub persons: Vec<Person>,
    /// Charges.
    pub charges: Vec<Charge>,
    /// Enrolments whose codes are on paper.
    pub enrolments: Vec<Enrolment>,
}

/// What a person asks for.
///
/// `seen` is the version of the proposal, meeting or item on the page from which the act came: an
/// act on something that has moved on is not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields carry the names of the domain; the variants are documented")]
pub enum Act {
    /// Begin the ledger: its nature, the rules, the people. Only the office itself, once.
    Begin { nature: crate::cabinet::LedgerNature, rules: String, government: Government },

    /// Open a matter.
    StartProposal { proposal: ProposalId, number: String, subject: TextRef },
    /// Lay a file with the draft.
    AttachPaper { proposal: ProposalId, seen: u32, paper: Paper },
    /// Take a file out of the draft.
    RemovePaper { proposal: ProposalId, seen: u32, paper: PaperId },
    /// Erase the draft of a matter that was never put up, and everything that lies with it.
    EraseDraft { proposal: ProposalId, seen: u32 },
    /// Freeze the draft and send it to a desk of its department; to the secretary's where none is named.
    PutUp {
        proposal: ProposalId,
        seen: u32,
        to: Option<PostId>,
        revision: RevisionId,
        facts: NoteFacts,
        body: TextRef,
        remark: TextRef,
    },
    /// Send the file to another desk of its department.
    MoveFile { proposal: ProposalId, seen: u32, to: PostId, remark: TextRef },
    /// Take back what one has sent, before it was opened.
    PullBackFile { proposal: ProposalId, seen: u32, reason: TextRef },
    /// Open the file at one's desk.
    ReceiveFile { proposal: ProposalId, seen: u32 },
    /// Send copies to officers of the department for information.
    SendCopies { proposal: ProposalId, seen: u32, posts: Vec<PostId>, remark: TextRef },
    /// Record what a worker measured.
    MeasureRevision { proposal: ProposalId, revision: RevisionId, measured: Measured },
    /// Ask other departments for their views.
    SendForViews { proposal: ProposalId, seen: u32, departments: Vec<DepartmentId>, remark: TextRef },
    /// Mark the note to another desk of one's department, which owes its view, with a noting on its own note-sheet.
    MarkForView { proposal: ProposalId, seen: u32, to: PostId, remark: TextRef },
    /// Give one's department's view.
    GiveView { proposal: ProposalId, seen: u32, answer: Answer, text: TextRef, conditions: Vec<TextRef> },
    /// Answer a consulted department's query.
    AnswerQuery { proposal: ProposalId, seen: u32, department: DepartmentId, text: TextRef },
    /// Record that a department which owes its view was reminded; `whom` is empty but for the telephone.
    Remind { proposal: ProposalId, seen: u32, department: DepartmentId, way: ReminderWay, whom: TextRef, text: TextRef },
    /// Say what was made of conditions, and of views that do not concur.
    ReplyToViews { proposal: ProposalId, seen: u32, replies: Vec<ViewReply> },
    /// Record what the rules want on record: number and day of the order or the minutes, and what it says.
    RecordPrecondition {
        proposal: ProposalId,
        seen: u32,
        precondition: String,
        number: String,
        date: String,
        text: TextRef,
    },
    /// End the consultation.
    CloseConsultation { proposal: ProposalId, seen: u32 },
    /// Approve as secretary.
    ApproveAsSecretary { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Approve as minister-in-charge.
    ApproveAsMinister { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Submit to the cabinet section.
    Submit { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Register a note that came on paper, with its department and file number.
    RegisterFromPaper { proposal: ProposalId, department: DepartmentId, number: String, subject: TextRef },
    /// Receive the registered note: its facts, its PDF, and the approvals given on the original file.
    ReceiveFromPaper {
        proposal: ProposalId,
        seen: u32,
        revision: RevisionId,
        facts: NoteFacts,
        body: TextRef,
        note: PaperId,
        approvals: Vec<PaperApproval>,
        views: Vec<PaperView>,
        preconditions: Vec<PaperPrecondition>,
        remark: TextRef,
    },
    /// Set the last day on which a department's notes come on paper, by whose order; a later day than before with a reason.
    SetPaperRoute { department: DepartmentId, until: String, order: TextRef, reason: TextRef },
    /// Let a post get printed copies up to this day, by whose order; a later day than before with a reason.
    AllowCopies { post: PostId, until: String, order: TextRef, reason: TextRef },
    /// Ask for a printed copy of what lies in one's folder.
    AskCopy { copy: CopyId, proposal: ProposalId, seen: u32, of: CopyOf },
    /// Give a printed copy that was asked for.
    GiveCopy { copy: CopyId },
    /// Give no printed copy of what was asked for.
    RefuseCopy { copy: CopyId, reason: TextRef },
    /// Record that a printed copy came back.
    TakeCopyBack { copy: CopyId },
    /// Send the note back to its section.
    ReturnProposal { proposal: ProposalId, seen: u32, reason: TextRef, deficiencies: Vec<String> },
    /// Withdraw the note.
    Withdraw { proposal: ProposalId, seen: u32, reason: TextRef },
    /// Find the note in order.
    Scrutinise { proposal: ProposalId, seen: u32, checked: Vec<String>, remark: TextRef },
    /// Send the note to the Chief Minister.
    Clear { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Order the note to be placed before a meeting.
    OrderForMeeting { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Decline to place the note before the council.
    Decline { proposal: ProposalId, seen: u32, reason: TextRef },
    /// Order the note to be decided by circulation, with its last day and what silence means.
    OrderForCirculation { proposal: ProposalId, seen: u32, until: Moment, silence_agrees: bool, remark: TextRef },
    /// Send the note to the members.
    SendCirculation { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Answer as a member of the council.
    AnswerCirculation { proposal: ProposalId, seen: u32, answer: CirculationAnswer, remark: TextRef },
    /// End the circulation.
    CloseCirculation { proposal: ProposalId, seen: u32 },
    /// Approve the note upon its circulation.
    ApproveByCirculation { proposal: ProposalId, seen: u32, remark: TextRef },

    /// Ask for approval in anticipation of the council's: why it is urgent, and why it could not come in time.
    RequestUrgentApproval { proposal: ProposalId, seen: u32, urgency: TextRef, delay: TextRef },
    /// Send a request for urgent approval to the Chief Minister.
    ForwardUrgentRequest { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Give no urgent approval.
    RefuseUrgentApproval { proposal: ProposalId, seen: u32, reason: TextRef },
    /// Approve in anticipation of the council's approval.
    ApproveUrgently { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Record number and day of the order that was issued upon an urgent approval.
    RecordUrgentOrder { proposal: ProposalId, seen: u32, number: String, date: String },
    /// Lay a brief before the Chief Minister, which only he reads.
    WriteBrief { proposal: ProposalId, seen: u32, text: TextRef },
    /// Record what the Chief Minister ordered by telephone, and when.
    RecordTelephoneOrder { proposal: ProposalId, seen: u32, heard: Moment, order: HeardOrder, text: TextRef },
    /// Confirm an order that was given by telephone.
    ConfirmTelephoneOrder { proposal: ProposalId, seen: u32, remark: TextRef },
    /// Say that no such order was given by telephone.
    DisownTelephoneOrder { proposal: ProposalId, seen: u32, reason: TextRef },

    /// Propose a meeting.
    ProposeMeeting { meeting: MeetingId, begins: Moment, place: String },
    /// Call the meeting.
    CallMeeting { meeting: MeetingId, seen: u32 },
    /// Put a proposal on the agenda.
    ListItem { meeting: MeetingId, seen: u32, item: ItemId, proposal: ProposalId },
    /// Move an item to the place `number`, from 1.
    MoveItem { meeting: MeetingId, seen: u32, item: ItemId, number: u32 },
    /// Take an item off the agenda.
    RemoveItem { meeting: MeetingId, seen: u32, item: ItemId },
    /// Approve the agenda.
    ApproveAgenda { meeting: MeetingId, seen: u32 },
    /// Release the folder to these posts.
    ReleaseFolder { meeting: MeetingId, seen: u32, recipients: Vec<PostId> },
    /// Open the sitting.
    OpenSitting { meeting: MeetingId, seen: u32, chair: PostId, present: Vec<PostId> },
    /// Call an item.
    CallItem { meeting: MeetingId, item: ItemId, seen: u32 },
    /// Take no part in an item.
    RecuseSelf { meeting: MeetingId, item: ItemId, seen: u32, reason: TextRef },
    /// Record that a member takes no part in an item: upon his own word, or upon the Chief Minister's order.
    RecuseMember {
        meeting: MeetingId,
        item: ItemId,
        seen: u32,
        member: PostId,
        by_chief_minister: bool,
        reason: TextRef,
    },
    /// Let a member who was recused take part again.
    LiftRecusal { meeting: MeetingId, item: ItemId, seen: u32, member: PostId, reason: TextRef },
    /// Record the decisions on an item, one for each point.
    RecordDecisions { meeting: MeetingId, item: ItemId, seen: u32, outcomes: Vec<PointOutcome> },
    /// End the sitting.
    ConcludeSitting { meeting: MeetingId, seen: u32 },
    /// Write the minutes.
    DraftMinutes { meeting: MeetingId, seen: u32, minutes: TextRef },
    /// Review the minutes and send them to the Chief Minister.
    SubmitMinutes { meeting: MeetingId, seen: u32 },
    /// Send the minutes back.
    ReturnMinutes { meeting: MeetingId, seen: u32, reason: TextRef },
    /// Approve the minutes and with them the decisions.
    ApproveMinutes { meeting: MeetingId, seen: u32 },
    /// Send the minutes to the members.
    CirculateMinutes { meeting: MeetingId, seen: u32 },
    /// Issue the extract of an item to its department, and say who must do what by when.
    IssueExtract { meeting: MeetingId, item: ItemId, seen: u32, text: TextRef, tasks: Vec<NewTask> },
    /// Acknowledge an extract.
    AcknowledgeExtract { meeting: MeetingId, item: ItemId, seen: u32 },
    /// Acknowledge a task.
    AcknowledgeTask { task: TaskId, seen: u32 },
    /// Record an order that was issued upon the decision, and its words where they are laid beside it.
    RecordTaskOrder { task: TaskId, seen: u32, number: String, date: String, text: TextRef },
    /// Report how far a task is.
    ReportTask { task: TaskId, seen: u32, text: TextRef },
    /// Say that a task is done.
    ClaimTask { task: TaskId, seen: u32, text: TextRef },
    /// Find a task done.
    VerifyTask { task: TaskId, seen: u32 },
    /// Find a task not done.
    RefuseClaim { task: TaskId, seen: u32, reason: TextRef },
    /// Ask for more time, until this moment.
    AskExtension { task: TaskId, seen: u32, until: Moment, reason: TextRef },
    /// Give the time that was asked for.
    GrantExtension { task: TaskId, seen: u32 },
    /// Give no more time.
    RefuseExtension { task: TaskId, seen: u32, reason: TextRef },
    /// Propose to depart from the decision.
    ProposeDeviation { task: TaskId, seen: u32, text: TextRef },
    /// Find that nothing departs from the decision, or that it must not.
    DismissDeviation { task: TaskId, seen: u32, reason: TextRef },
    /// Name the proposal upon which the council decided anew.
    ReplaceTask { task: TaskId, seen: u32, proposal: ProposalId },

    /// Record that the root key was rotated and how many keys it wraps. Only the office itself.
    RotateRootKey { keys: u32 },
    /// Record that a compartment has the new epoch and how many things lie under it. Only the office
    /// itself.
    RotateEpochKey { compartment: String, epoch: u32, keys: u32 },
    /// Ask for an inquiry into who read what.
    AskInquiry { inquiry: InquiryId, scope: Scope, from: Moment, until: Moment, reason: TextRef },
    /// Agree to an inquiry as the second person.
    AgreeInquiry { inquiry: InquiryId, seen: u32 },
    /// Refuse an inquiry as the second person.
    RefuseInquiry { inquiry: InquiryId, seen: u32 },
    /// End an inquiry; the office itself ends one whose time has passed.
    EndInquiry { inquiry: InquiryId, seen: u32 },
    /// Ask for an emergency access upon a written order.
    AskEmergencyAccess { access: EmergencyAccessId, scope: EmergencyScope, hours: u8, reason: TextRef, order: TextRef },
    /// Agree to an emergency access as the second person: it begins.
    AgreeEmergencyAccess { access: EmergencyAccessId, seen: u32 },
    /// Refuse an emergency access as the second person.
    RefuseEmergencyAccess { access: EmergencyAccessId, seen: u32 },
    /// End an emergency access; the office itself ends one whose time has passed.
    EndEmergencyAccess { access: EmergencyAccessId, seen: u32 },

    /// Propose a change among departments, posts and people, at once or at a moment to come.
    ProposeChange { change: ChangeId, reason: TextRef, steps: Vec<Step>, at: Option<Moment> },
    /// Agree to a change as the second person.
    AgreeChange { change: ChangeId, seen: u32 },
    /// Refuse a change as the second person.
    RefuseChange { change: ChangeId, seen: u32 },
    /// Take a change back before it is in force; the office itself ends one for which nobody came.
    EndChange { change: ChangeId, seen: u32 },
    /// Take note that a change to which one set one's hand was not possible any more at its moment.
    AcknowledgeChange { change: ChangeId, seen: u32 },
    /// Put a change in force whose moment has come. Only the office itself.
    EnactChange { change: ChangeId },
    /// Hand a post back whose holder's leave is over; `charge` is the id of the charge that begins. Only the office
    /// itself.
    EndLeave { leave: LeaveId, charge: ChargeId },
    /// Enrol a passkey with an enrolment code. Only the office itself, which has seen the code.
    EnrolPasskey { enrolment: EnrolmentId, passkey: Passkey },
    /// Enrol another passkey of one's own.
    AddPasskey { passkey: Passkey },
    /// Take a passkey away: one's own, or one that is lost; somebody else's for a reason.
    RevokePasskey { passkey: PasskeyId, reason: Option<TextRef> },
    /// Set a password with an enrolment code. Only the office itself, which has seen the code.
    SetPassword { enrolment: EnrolmentId, password: Password },
    /// Set another password in the place of one's own; the office has seen the old one.
    ChangePassword { password: Password },
    /// Take a password away: one's own, or one of which a stranger may know; somebody else's for a reason. The office
    /// itself gives none.
    RevokePassword { password: PasswordId, reason: Option<TextRef> },
    /// Bind what an identity provider calls oneself; the office has seen its word, and one's own proof.
    BindIdentity { identity: Identity },
    /// Take an identity away: one's own, or one by which a stranger may come in; somebody else's for a reason.
    RevokeIdentity { identity: IdentityId, reason: Option<TextRef> },
    /// Register a device for a person, to whom its code is handed over.
    RegisterDevice { device: DeviceId, person: PersonId, label: String },
    /// Make a device known into which its code was typed. Only the office itself, which has seen the code.
    EnrolDevice { device: DeviceId, secret: Digest },
    /// Report a device lost: one's own, or somebody else's.
    ReportDeviceLost { device: DeviceId },
    /// Order codes for two officers of the cabinet section where nobody can do it any more. Only the office itself, with the
    /// root key joined from its shares; passkeys in `silent` opened nothing for too long to count.
    RecoverOfficers { reason: TextRef, officers: Vec<OfficerToRecover>, silent: Vec<PasskeyId> },
    /// Approve, with one's passkey's signature over what was shown; the office has judged it.
    Signed { act: Box<Act>, signature: Signature },
}

impl Act {
    /// What sort of act it is, told as coarsely as the public side of an event: an approval and a
    /// return are the same word.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Begin { .. }
            | Self::RotateRootKey { .. }
            | Self::RotateEpochKey { .. }
            | Self::RecoverOfficers { .. } => "government",
            Self::StartProposal { .. } | Self::EraseDraft { .. } | Self::RegisterFromPaper { .. } => "proposal",
            Self::AttachPaper { .. } | Self::RemovePaper { .. } => "paper",
            Self::MeasureRevision { .. } => "measure",
            Self::MarkForView { .. } | Self::GiveView { .. } | Self::AnswerQuery { .. } | Self::Remind { .. } => "view",
            Self::RecordPrecondition { .. } => "precondition",
            Self::SetPaperRoute { .. } => "route",
            Self::AllowCopies { .. }
            | Self::AskCopy { .. }
            | Self::GiveCopy { .. }
            | Self::RefuseCopy { .. }
            | Self::TakeCopyBack { .. } => "copy",
            Self::SendCirculation { .. } | Self::AnswerCirculation { .. } | Self::CloseCirculation { .. } => {
                "circulation"
            }
            Self::PutUp { .. }
            | Self::SendForViews { .. }
            | Self::ReplyToViews { .. }
            | Self::CloseConsultation { .. }
            | Self::ApproveAsSecretary { .. }
            | Self::ApproveAsMinister { .. }
            | Self::Submit { .. }
            | Self::ReceiveFromPaper { .. }
            | Self::ReturnProposal { .. }
            | Self::Withdraw { .. }
            | Self::Scrutinise { .. }
            | Self::Clear { .. }
            | Self::OrderForMeeting { .. }
            | Self::Decline { .. }
            | Self::OrderForCirculation { .. }
            | Self::ApproveByCirculation { .. }
            | Self::RequestUrgentApproval { .. }
            | Self::ForwardUrgentRequest { .. }
            | Self::RefuseUrgentApproval { .. }
            | Self::ApproveUrgently { .. }
            | Self::RecordUrgentOrder { .. }
            | Self::MoveFile { .. }
            | Self::PullBackFile { .. }
            | Self::ReceiveFile { .. }
            | Self::SendCopies { .. }
            | Self::RecordTelephoneOrder { .. }
            | Self::ConfirmTelephoneOrder { .. }
            | Self::DisownTelephoneOrder { .. } => "movement",
            Self::WriteBrief { .. } => "brief",
            Self::ProposeMeeting { .. }
            | Self::CallMeeting { .. }
            | Self::ApproveAgenda { .. }
            | Self::ReleaseFolder { .. }
            | Self::OpenSitting { .. }
            | Self::ConcludeSitting { .. } => "meeting",
            Self::ListItem { .. }
            | Self::MoveItem { .. }
            | Self::RemoveItem { .. }
            | Self::CallItem { .. }
            | Self::RecuseSelf { .. }
            | Self::RecuseMember { .. }
            | Self::LiftRecusal { .. } => "agenda",
            Self::RecordDecisions { .. } => "decision",
            Self::DraftMinutes { .. }
            | Self::SubmitMinutes { .. }
            | Self::ReturnMinutes { .. }
            | Self::ApproveMinutes { .. }
            | Self::CirculateMinutes { .. } => "minutes",
            Self::IssueExtract { .. } | Self::AcknowledgeExtract { .. } => "extract",
            Self::AcknowledgeTask { .. }
            | Self::RecordTaskOrder { .. }
            | Self::ReportTask { .. }
            | Self::ClaimTask { .. }
            | Self::VerifyTask { .. }
            | Self::RefuseClaim { .. }
            | Self::AskExtension { .. }
            | Self::GrantExtension { .. }
            | Self::RefuseExtension { .. }
            | Self::ProposeDeviation { .. }
            | Self::DismissDeviation { .. }
            | Self::ReplaceTask { .. } => "task",
            Self::AskInquiry { .. }
            | Self::AgreeInquiry { .. }
            | Self::RefuseInquiry { .. }
            | Self::EndInquiry { .. } => "inquiry",
            Self::AskEmergencyAccess { .. }
            | Self::AgreeEmergencyAccess { .. }
            | Self::RefuseEmergencyAccess { .. }
            | Self::EndEmergencyAccess { .. } => "emergency",
            Self::ProposeChange { .. }
            | Self::AgreeChange { .. }
            | Self::RefuseChange { .. }
            | Self::EndChange { .. }
            | Self::AcknowledgeChange { .. }
            | Self::EnactChange { .. }
            | Self::EndLeave { .. } => "change",
            Self::EnrolPasskey { .. } | Self::AddPasskey { .. } | Self::RevokePasskey { .. } => "passkey",
            Self::SetPassword { .. } | Self::ChangePassword { .. } | Self::RevokePassword { .. } => "password",
            Self::BindIdentity { .. } | Self::RevokeIdentity { .. } => "identity",
            Self::RegisterDevice { .. } | Self::EnrolDevice { .. } | Self::ReportDeviceLost { .. } => "device",
            Self::Signed { act, .. } => act.kind(),
        }
    }

    /// Whether it asks for a fresh proof whatever the record says; [`Cabinet::needs_fresh_proof`] is the whole answer.
    const fn needs_fresh_proof(&self) -> bool {
        self.is_approval()
            || matches!(
                self,
                Self::CallMeeting { .. }
                    | Self::ReleaseFolder { .. }
                    | Self::SubmitMinutes { .. }
                    | Self::CirculateMinutes { .. }
                    | Self::IssueExtract { .. }
                    | Self::VerifyTask { .. }
                    | Self::GrantExtension { .. }
                    | Self::ReplaceTask { .. }
                    | Self::LiftRecusal { .. }
                    | Self::ReceiveFromPaper { .. }
                    | Self::SetPaperRoute { .. }
                    | Self::AllowCopies { .. }
                    | Self::GiveCopy { .. }
                    | Self::AskInquiry { .. }
                    | Self::AgreeInquiry { .. }
                    | Self::AskEmergencyAccess { .. }
                    | Self::AgreeEmergencyAccess { .. }
                    | Self::ProposeChange { .. }
                    | Self::AgreeChange { .. }
                    | Self::AddPasskey { .. }
                    | Self::RegisterDevice { .. }
                    // Another one's way in goes for a reason, one's own without any.
                    | Self::RevokePasskey { reason: Some(_), .. }
                    | Self::RevokePassword { reason: Some(_), .. }
                    | Self::RevokeIdentity { reason: Some(_), .. }
            )
    }

    /// The proposal, meeting, item, task, inquiry, emergency access, change, department, passkey, password, identity or device at which it aims; none
    /// for the government as a whole.
    #[must_use]
    pub fn subject(&self) -> Option<Uuid> {
        Some(match self {
            Self::Begin { .. }
            | Self::RotateRootKey { .. }
            | Self::RotateEpochKey { .. }
            | Self::RecoverOfficers { .. } => return None,
            Self::StartProposal { proposal, .. }
            | Self::RegisterFromPaper { proposal, .. }
            | Self::ReceiveFromPaper { proposal, .. }
            | Self::AskCopy { proposal, .. }
            | Self::AttachPaper { proposal, .. }
            | Self::RemovePaper { proposal, .. }
            | Self::EraseDraft { proposal, .. }
            | Self::PutUp { proposal, .. }
            | Self::MeasureRevision { proposal, .. }
            | Self::SendForViews { proposal, .. }
            | Self::MarkForView { proposal, .. }
            | Self::GiveView { proposal, .. }
            | Self::AnswerQuery { proposal, .. }
            | Self::Remind { proposal, .. }
            | Self::ReplyToViews { proposal, .. }
            | Self::RecordPrecondition { proposal, .. }
            | Self::Decline { proposal, .. }
            | Self::OrderForCirculation { proposal, .. }
            | Self::SendCirculation { proposal, .. }
            | Self::AnswerCirculation { proposal, .. }
            | Self::CloseCirculation { proposal, .. }
            | Self::ApproveByCirculation { proposal, .. }
            | Self::RequestUrgentApproval { proposal, .. }
            | Self::ForwardUrgentRequest { proposal, .. }
            | Self::RefuseUrgentApproval { proposal, .. }
            | Self::ApproveUrgently { proposal, .. }
            | Self::RecordUrgentOrder { proposal, .. }
            | Self::MoveFile { proposal, .. }
            | Self::PullBackFile { proposal, .. }
            | Self::ReceiveFile { proposal, .. }
            | Self::SendCopies { proposal, .. }
            | Self::WriteBrief { proposal, .. }
            | Self::RecordTelephoneOrder { proposal, .. }
            | Self::ConfirmTelephoneOrder { proposal, .. }
            | Self::DisownTelephoneOrder { proposal, .. }
            | Self::CloseConsultation { proposal, .. }
            | Self::ApproveAsSecretary { proposal, .. }
            | Self::ApproveAsMinister { proposal, .. }
            | Self::Submit { proposal, .. }
            | Self::ReturnProposal { proposal, .. }
            | Self::Withdraw { proposal, .. }
            | Self::Scrutinise { proposal, .. }
            | Self::Clear { proposal, .. }
            | Self::OrderForMeeting { proposal, .. } => proposal.0,
            Self::ProposeMeeting { meeting, .. }
            | Self::CallMeeting { meeting, .. }
            | Self::ListItem { meeting, .. }
            | Self::MoveItem { meeting, .. }
            | Self::RemoveItem { meeting, .. }
            | Self::ApproveAgenda { meeting, .. }
            | Self::ReleaseFolder { meeting, .. }
            | Self::OpenSitting { meeting, .. }
            | Self::ConcludeSitting { meeting, .. }
            | Self::DraftMinutes { meeting, .. }
            | Self::SubmitMinutes { meeting, .. }
            | Self::ReturnMinutes { meeting, .. }
            | Self::ApproveMinutes { meeting, .. }
            | Self::CirculateMinutes { meeting, .. } => meeting.0,
            Self::CallItem { item, .. }
            | Self::RecuseSelf { item, .. }
            | Self::RecuseMember { item, .. }
            | Self::LiftRecusal { item, .. }
            | Self::RecordDecisions { item, .. }
            | Self::IssueExtract { item, .. }
            | Self::AcknowledgeExtract { item, .. } => item.0,
            Self::AcknowledgeTask { task, .. }
            | Self::RecordTaskOrder { task, .. }
            | Self::ReportTask { task, .. }
            | Self::ClaimTask { task, .. }
            | Self::VerifyTask { task, .. }
            | Self::RefuseClaim { task, .. }
            | Self::AskExtension { task, .. }
            | Self::GrantExtension { task, .. }
            | Self::RefuseExtension { task, .. }
            | Self::ProposeDeviation { task, .. }
            | Self::DismissDeviation { task, .. }
            | Self::ReplaceTask { task, .. } => task.0,
            Self::AskInquiry { inquiry, .. }
            | Self::AgreeInquiry { inquiry, .. }
            | Self::RefuseInquiry { inquiry, .. }
            | Self::EndInquiry { inquiry, .. } => inquiry.0,
            Self::AskEmergencyAccess { access, .. }
            | Self::AgreeEmergencyAccess { access, .. }
            | Self::RefuseEmergencyAccess { access, .. }
            | Self::EndEmergencyAccess { access, .. } => access.0,
            Self::ProposeChange { change, .. }
            | Self::AgreeChange { change, .. }
            | Self::RefuseChange { change, .. }
            | Self::EndChange { change, .. }
            | Self::AcknowledgeChange { change, .. }
            | Self::EnactChange { change } => change.0,
            Self::SetPaperRoute { department, .. } => department.0,
            Self::AllowCopies { post, .. } => post.0,
            Self::GiveCopy { copy } | Self::RefuseCopy { copy, .. } | Self::TakeCopyBack { copy } => copy.0,
            Self::EndLeave { leave, .. } => leave.0,
            Self::EnrolPasskey { passkey, .. } | Self::AddPasskey { passkey } => passkey.id.0,
            Self::RevokePasskey { passkey, .. } => passkey.0,
            Self::SetPassword { password, .. } | Self::ChangePassword { password } => password.id.0,
            Self::RevokePassword { password, .. } => password.0,
            Self::BindIdentity { identity } => identity.id.0,
            Self::RevokeIdentity { identity, .. } => identity.0,
            Self::RegisterDevice { device, .. }
            | Self::EnrolDevice { device, .. }
            | Self::ReportDeviceLost { device } => device.0,
            Self::Signed { act, .. } => return act.subject(),
        })
    }
}

impl Cabinet {
    /// Whether a person must have proved lately who it is before an act: what approves, releases, gives rights, opens names, or
    /// shuts another one, or another one's device, out. One's own is shut out at once. A signature is a proof itself.
    #[must_use]
    pub fn needs_fresh_proof(&self, actor: &Actor, act: &Act) -> bool {
        match act {
            Act::ReportDeviceLost { device } => {
                self.device(*device).is_some_and(|one| Some(one.device.person) != actor.person())
            }
            act => act.needs_fresh_proof(),
        }
    }
}
