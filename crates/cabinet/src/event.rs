//! What happened. Events are the record; the state is what they add up to.
//!
//! The kind carries its version. A published kind never changes its fields, nor the words that may
//! stand in them: a new need makes a new version, and the old one is read for ever ([`crate::reading`]).

use crate::body::Body;
use crate::change::{Impossible, Step};
use crate::circulation::CirculationAnswer;
use crate::consultation::{Answer, ReminderWay};
use crate::copies::CopyOf;
use crate::decision::Outcome;
use crate::device::Device;
use crate::emergency::EmergencyScope;
use crate::identity::Identity;
use crate::ids::{
    ActId, BodyId, ChangeId, ChargeId, CopyId, DepartmentId, DeviceId, EmergencyAccessId, EnrolmentId, IdentityId,
    InquiryId, ItemId, LeaveId, MeetingId, PaperId, PasskeyId, PasswordId, PostId, ProposalId, RankId, RevisionId,
    TaskId,
};
use crate::inquiry::Scope;
use crate::leave::Leave;
use crate::ministry::Ministry;
use crate::moment::Moment;
use crate::note::{Measured, NoteFacts, Paper};
use crate::paper_route::PaperApproval;
use crate::passkey::{Enrolment, Passkey};
use crate::password::Password;
use crate::people::{Actor, Charge, Department, Person, Post, Rank, Words};
use crate::proposal::FirstSubject;
use crate::recovery::RecoveredOfficer;
use crate::recusal::RecusalWord;
use crate::signature::Signature;
use crate::task::NewTask;
use crate::text::{Digest, TextRef};
use serde::{Deserialize, Serialize};

/// One entry of the ledger of acts, as it lies sealed in the payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// The act from which it came.
    pub act: ActId,
    /// Who acted.
    pub by: Actor,
    /// SHA-256 of the act's body, by which a repeated act is told from another one under its id.
    pub body: Digest,
    /// When.
    pub at: Moment,
    /// What happened.
    pub event: Event,
}

/// One consulted department and the end of its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Which department.
    pub department: DepartmentId,
    /// When its time is over, as the rules yielded it on that day.
    pub due: Moment,
}

/// What the sponsoring department made of one condition, or of a view that does not concur, as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewReply {
    /// Whose view.
    pub department: DepartmentId,
    /// Which of its conditions, from 1; none for the view as a whole.
    pub condition: Option<u32>,
    /// «सम्मिलित», or else «असम्मिलित».
    pub taken_in: bool,
    /// Why it was not taken in.
    pub reason: Option<TextRef>,
}

/// The decision on one point as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointOutcome {
    /// The point's number, from 1.
    pub point: u32,
    /// What was decided.
    pub outcome: Outcome,
    /// The decision in words.
    pub text: TextRef,
    /// To which day it is deferred, or by when the body reports, as `2026-11-08`.
    pub day: Option<String>,
    /// The body to which it is referred.
    pub body: Option<BodyId>,
}

/// An item and the number it bears from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberedItem {
    /// Which item.
    pub item: ItemId,
    /// Its number, from 1.
    pub number: u32,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", deny_unknown_fields)]
#[expect(missing_docs, reason = "fields carry the names of the domain; the variants are documented")]
pub enum Event {
    /// The first entry: what this ledger is for, and of which government.
    #[serde(rename = "ledger_begun/1")]
    LedgerBegun { nature: crate::cabinet::LedgerNature, government: String },
    /// Rules are in force from now on.
    #[serde(rename = "rules_adopted/1")]
    RulesAdopted { text: String },
    /// A department exists.
    #[serde(rename = "department_entered/1")]
    DepartmentEntered { department: Department },
    /// A post exists.
    #[serde(rename = "post_entered/2")]
    PostEntered { post: Post },
    /// A person is known.
    #[serde(rename = "person_entered/1")]
    PersonEntered { person: Person },
    /// A person is called otherwise.
    #[serde(rename = "person_changed/1")]
    PersonChanged { person: Person },
    /// A person took charge of a post.
    #[serde(rename = "charge_taken/1")]
    ChargeTaken { charge: Charge },

    /// A department opened a matter.
    #[serde(rename = "proposal_started/2")]
    ProposalStarted { proposal: ProposalId, department: DepartmentId, number: String, subject: FirstSubject },
    /// A file was laid with the draft.
    #[serde(rename = "paper_attached/1")]
    PaperAttached { proposal: ProposalId, paper: Paper },
    /// A file was taken out of the draft.
    #[serde(rename = "paper_removed/1")]
    PaperRemoved { proposal: ProposalId, paper: PaperId },
    /// A draft that was never put up was erased, with everything that lay with it.
    #[serde(rename = "draft_erased/1")]
    DraftErased { proposal: ProposalId, papers: Vec<PaperId> },
    /// The draft was frozen as a revision.
    #[serde(rename = "note_revised/2")]
    NoteRevised {
        proposal: ProposalId,
        revision: RevisionId,
        number: u32,
        facts: Box<NoteFacts>,
        body: TextRef,
        papers: Vec<PaperId>,
    },
    /// The revision went to a desk of its department; none where it has neither secretary nor officers.
    #[serde(rename = "note_put_up/2")]
    NotePutUp { proposal: ProposalId, revision: RevisionId, to: Option<PostId>, remark: Option<TextRef> },
    /// The file went from one desk of its department to another.
    #[serde(rename = "file_moved/1")]
    FileMoved { proposal: ProposalId, from: PostId, to: PostId, remark: Option<TextRef> },
    /// Whoever had sent the file took it back before it was opened.
    #[serde(rename = "file_pulled_back/1")]
    FilePulledBack { proposal: ProposalId, from: PostId, to: PostId, reason: TextRef },
    /// The file was opened at the desk where it lies.
    #[serde(rename = "file_opened/1")]
    FileOpened { proposal: ProposalId, post: PostId },
    /// Copies of the note went to officers of its department for information.
    #[serde(rename = "copies_sent/1")]
    CopiesSent { proposal: ProposalId, posts: Vec<PostId>, remark: Option<TextRef> },
    /// A worker measured a revision.
    #[serde(rename = "revision_measured/1")]
    RevisionMeasured { proposal: ProposalId, revision: RevisionId, measured: Measured },
    /// The revision went to other departments.
    #[serde(rename = "views_asked/1")]
    ViewsAsked { proposal: ProposalId, revision: RevisionId, asked: Vec<Asked>, remark: Option<TextRef> },
    /// Within a department that owes its view the note went from one desk to another, with a noting on its own note-sheet.
    #[serde(rename = "marked_for_view/1")]
    MarkedForView { proposal: ProposalId, department: DepartmentId, from: PostId, to: PostId, remark: Option<TextRef> },
    /// A department answered.
    #[serde(rename = "view_given/2")]
    ViewGiven {
        proposal: ProposalId,
        department: DepartmentId,
        answer: Answer,
        text: TextRef,
        conditions: Vec<TextRef>,
    },
    /// The sponsoring department answered a department's query: its clock goes on, until `due`.
    #[serde(rename = "query_answered/1")]
    QueryAnswered { proposal: ProposalId, department: DepartmentId, text: TextRef, due: Moment },
    /// A department that owes its view was reminded.
    #[serde(rename = "reminder_recorded/1")]
    ReminderRecorded {
        proposal: ProposalId,
        department: DepartmentId,
        way: ReminderWay,
        whom: Option<TextRef>,
        text: Option<TextRef>,
    },
    /// The sponsoring department said what it made of conditions, and of views that do not concur.
    #[serde(rename = "views_replied/1")]
    ViewsReplied { proposal: ProposalId, replies: Vec<ViewReply> },
    /// Something that the rules want on record is on record.
    #[serde(rename = "precondition_recorded/1")]
    PreconditionRecorded {
        proposal: ProposalId,
        precondition: String,
        revision: u32,
        number: String,
        date: String,
        text: Option<TextRef>,
    },
    /// The consultation is over.
    #[serde(rename = "consultation_closed/1")]
    ConsultationClosed { proposal: ProposalId, not_received: Vec<DepartmentId> },
    /// The secretary approved.
    #[serde(rename = "secretary_approved/1")]
    SecretaryApproved { proposal: ProposalId, revision: RevisionId, remark: Option<TextRef> },
    /// The minister-in-charge approved.
    #[serde(rename = "minister_approved/1")]
    MinisterApproved { proposal: ProposalId, revision: RevisionId, remark: Option<TextRef> },
    /// The cabinet section received the note.
    #[serde(rename = "note_submitted/1")]
    NoteSubmitted { proposal: ProposalId, revision: RevisionId, remark: Option<TextRef> },
    /// The cabinet section registered a note that came on paper.
    #[serde(rename = "paper_note_registered/1")]
    PaperNoteRegistered { proposal: ProposalId, department: DepartmentId, number: String, subject: TextRef },
    /// The cabinet section received the registered note: `note` is its PDF, and the approvals stand on the original file.
    #[serde(rename = "paper_note_received/2")]
    PaperNoteReceived {
        proposal: ProposalId,
        revision: RevisionId,
        note: PaperId,
        approvals: Vec<PaperApproval>,
        remark: Option<TextRef>,
    },
    /// What a view on the original file says, whose approval was received just before it.
    #[serde(rename = "paper_view_recorded/1")]
    PaperViewRecorded {
        proposal: ProposalId,
        department: DepartmentId,
        post: PostId,
        text: TextRef,
        conditions: Vec<TextRef>,
    },
    /// A department's notes come on paper up to this day, in India and as `2027-03-31`, and no longer.
    #[serde(rename = "paper_route_set/1")]
    PaperRouteSet { department: DepartmentId, until: String, order: TextRef, reason: Option<TextRef> },
    /// A post gets printed copies up to this day, in India and as `2027-03-31`, and no longer.
    #[serde(rename = "copies_allowed/1")]
    CopiesAllowed { post: PostId, until: String, order: TextRef, reason: Option<TextRef> },
    /// A post asked for a printed copy.
    #[serde(rename = "copy_asked/1")]
    CopyAsked { copy: CopyId, proposal: ProposalId, of: CopyOf, post: PostId },
    /// The cabinet section gave a printed copy under this number.
    #[serde(rename = "copy_given/1")]
    CopyGiven { copy: CopyId, number: u32 },
    /// The cabinet section gives no printed copy of what was asked for.
    #[serde(rename = "copy_refused/1")]
    CopyRefused { copy: CopyId, reason: TextRef },
    /// A printed copy came back.
    #[serde(rename = "copy_returned/1")]
    CopyReturned { copy: CopyId },
    /// The note went back to its department.
    #[serde(rename = "note_returned/2")]
    NoteReturned { proposal: ProposalId, reason: TextRef, deficiencies: Vec<String> },
    /// The minister-in-charge withdrew the note.
    #[serde(rename = "note_withdrawn/2")]
    NoteWithdrawn {
        proposal: ProposalId,
        reason: TextRef,
        /// Whether the views that were given on it stay with it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        views_stay: bool,
    },
    /// The cabinet section found the note in order.
    #[serde(rename = "note_scrutinised/2")]
    NoteScrutinised { proposal: ProposalId, checked: Vec<String>, remark: Option<TextRef> },
    /// The chief secretary sent the note to the Chief Minister.
    #[serde(rename = "note_cleared/1")]
    NoteCleared { proposal: ProposalId, remark: Option<TextRef> },
    /// The Chief Minister ordered the note to be placed before a meeting.
    #[serde(rename = "meeting_ordered/1")]
    MeetingOrdered { proposal: ProposalId, remark: Option<TextRef> },
    /// The Chief Minister declined to place the note before the council.
    #[serde(rename = "proposal_declined/1")]
    ProposalDeclined { proposal: ProposalId, reason: TextRef },
    /// The Chief Minister ordered the note to be decided by circulation.
    #[serde(rename = "circulation_ordered/1")]
    CirculationOrdered { proposal: ProposalId, until: Moment, silence_agrees: bool, remark: Option<TextRef> },
    /// The cabinet section sent the note to the members.
    #[serde(rename = "circulation_sent/1")]
    CirculationSent { proposal: ProposalId, revision: RevisionId, members: Vec<PostId>, remark: Option<TextRef> },
    /// A member answered.
    #[serde(rename = "circulation_answered/1")]
    CirculationAnswered { proposal: ProposalId, member: PostId, answer: CirculationAnswer, text: Option<TextRef> },
    /// The circulation is over; these members were silent.
    #[serde(rename = "circulation_closed/1")]
    CirculationClosed { proposal: ProposalId, silent: Vec<PostId> },
    /// The Chief Minister approved the note upon its circulation.
    #[serde(rename = "circulation_approved/1")]
    CirculationApproved { proposal: ProposalId, revision: RevisionId, remark: Option<TextRef> },
    /// The department asked for approval in anticipation of the council's.
    #[serde(rename = "urgency_requested/1")]
    UrgencyRequested { proposal: ProposalId, revision: RevisionId, urgency: TextRef, delay: TextRef },
    /// The chief secretary sent the request to the Chief Minister.
    #[serde(rename = "urgency_forwarded/1")]
    UrgencyForwarded { proposal: ProposalId, remark: Option<TextRef> },
    /// There is no urgent approval.
    #[serde(rename = "urgency_refused/1")]
    UrgencyRefused { proposal: ProposalId, reason: TextRef },
    /// The Chief Minister approved in anticipation of the council's approval, under this rule; the note is due until then.
    #[serde(rename = "urgently_approved/1")]
    UrgentlyApproved { proposal: ProposalId, revision: RevisionId, rule: Words, due: Moment, remark: Option<TextRef> },
    /// The department issued its order upon the urgent approval.
    #[serde(rename = "urgent_order_recorded/1")]
    UrgentOrderRecorded { proposal: ProposalId, number: String, date: String },
    /// The Chief Minister's office laid a brief before the Chief Minister.
    #[serde(rename = "brief_written/1")]
    BriefWritten { proposal: ProposalId, revision: RevisionId, text: TextRef },
    /// The Chief Minister's office heard the order of a meeting by telephone, at this moment; it is provisional.
    #[serde(rename = "meeting_ordered_by_telephone/1")]
    MeetingOrderedByTelephone { proposal: ProposalId, heard: Moment, text: TextRef },
    /// The Chief Minister's office heard the order of a circulation by telephone, with its last day and what silence means; it
    /// is provisional.
    #[serde(rename = "circulation_ordered_by_telephone/1")]
    CirculationOrderedByTelephone {
        proposal: ProposalId,
        heard: Moment,
        until: Moment,
        silence_agrees: bool,
        text: TextRef,
    },
    /// The Chief Minister's office heard by telephone that the note goes back; it does not before he confirms.
    #[serde(rename = "return_ordered_by_telephone/1")]
    ReturnOrderedByTelephone { proposal: ProposalId, heard: Moment, text: TextRef },
    /// The Chief Minister's office heard by telephone that the note is not placed before the council; nothing follows before he
    /// confirms.
    #[serde(rename = "decline_ordered_by_telephone/1")]
    DeclineOrderedByTelephone { proposal: ProposalId, heard: Moment, text: TextRef },
    /// The Chief Minister confirmed the order that was heard by telephone.
    #[serde(rename = "telephone_order_confirmed/1")]
    TelephoneOrderConfirmed { proposal: ProposalId, remark: Option<TextRef> },
    /// The Chief Minister gave no such order.
    #[serde(rename = "telephone_order_disowned/1")]
    TelephoneOrderDisowned { proposal: ProposalId, reason: TextRef },

    /// A meeting was proposed.
    #[serde(rename = "meeting_proposed/1")]
    MeetingProposed { meeting: MeetingId, number: u32, begins: Moment, place: String },
    /// The Chief Minister called the meeting.
    #[serde(rename = "meeting_called/1")]
    MeetingCalled { meeting: MeetingId },
    /// A proposal was put on the agenda, behind the others.
    #[serde(rename = "item_listed/1")]
    ItemListed { meeting: MeetingId, item: ItemId, proposal: ProposalId, revision: RevisionId },
    /// An item was moved to another place.
    #[serde(rename = "item_moved/1")]
    ItemMoved { meeting: MeetingId, item: ItemId, number: u32 },
    /// An item was taken off the agenda.
    #[serde(rename = "item_removed/1")]
    ItemRemoved { meeting: MeetingId, item: ItemId, proposal: ProposalId },
    /// The Chief Minister approved the agenda; the numbers stand.
    #[serde(rename = "agenda_approved/1")]
    AgendaApproved { meeting: MeetingId, items: Vec<NumberedItem> },
    /// The folder went out.
    #[serde(rename = "folder_released/1")]
    FolderReleased { meeting: MeetingId, recipients: Vec<PostId> },
    /// The council sits.
    #[serde(rename = "sitting_opened/1")]
    SittingOpened { meeting: MeetingId, chair: PostId, present: Vec<PostId> },
    /// An item is before the council.
    #[serde(rename = "item_called/1")]
    ItemCalled { meeting: MeetingId, item: ItemId },
    /// A member takes no part in an item: by his own hand, or as the cabinet section recorded upon this word.
    #[serde(rename = "member_recused/1")]
    MemberRecused { meeting: MeetingId, item: ItemId, member: PostId, word: RecusalWord, reason: Option<TextRef> },
    /// The Chief Minister lifted a member's recusal.
    #[serde(rename = "recusal_lifted/1")]
    RecusalLifted { meeting: MeetingId, item: ItemId, member: PostId, reason: TextRef },
    /// The decisions on an item were recorded, one for each point.
    #[serde(rename = "decisions_recorded/2")]
    DecisionsRecorded { meeting: MeetingId, item: ItemId, outcomes: Vec<PointOutcome> },
    /// The sitting is over.
    #[serde(rename = "sitting_concluded/1")]
    SittingConcluded { meeting: MeetingId },
    /// Minutes were written.
    #[serde(rename = "minutes_drafted/1")]
    MinutesDrafted { meeting: MeetingId, minutes: TextRef },
    /// The chief secretary reviewed the minutes and sent them to the Chief Minister.
    #[serde(rename = "minutes_submitted/1")]
    MinutesSubmitted { meeting: MeetingId },
    /// The Chief Minister sent the minutes back.
    #[serde(rename = "minutes_returned/1")]
    MinutesReturned { meeting: MeetingId, reason: TextRef },
    /// The Chief Minister approved the minutes and with them the decisions.
    #[serde(rename = "minutes_approved/1")]
    MinutesApproved { meeting: MeetingId, minutes: TextRef },
    /// The members have the minutes.
    #[serde(rename = "minutes_circulated/1")]
    MinutesCirculated { meeting: MeetingId },
    /// The extract went to the department.
    #[serde(rename = "extract_issued/1")]
    ExtractIssued { meeting: MeetingId, item: ItemId, proposal: ProposalId, text: TextRef },
    /// The department acknowledged the extract.
    #[serde(rename = "extract_acknowledged/1")]
    ExtractAcknowledged { meeting: MeetingId, item: ItemId, proposal: ProposalId },
    /// With the extract it was said who must do what by when; be there anything to be done or not.
    #[serde(rename = "tasks_set/1")]
    TasksSet { meeting: MeetingId, item: ItemId, proposal: ProposalId, tasks: Vec<NewTask> },
    /// The department acknowledged a task.
    #[serde(rename = "task_acknowledged/1")]
    TaskAcknowledged { task: TaskId },
    /// The department issued an order upon the decision.
    #[serde(rename = "task_order_recorded/1")]
    TaskOrderRecorded { task: TaskId, number: String, date: String, text: Option<TextRef> },
    /// The department reported how far a task is.
    #[serde(rename = "task_reported/1")]
    TaskReported { task: TaskId, text: TextRef },
    /// The department said that a task is done.
    #[serde(rename = "task_claimed/1")]
    TaskClaimed { task: TaskId, text: TextRef },
    /// The cabinet section found a task done.
    #[serde(rename = "task_verified/1")]
    TaskVerified { task: TaskId },
    /// The cabinet section found a task not done.
    #[serde(rename = "task_claim_refused/1")]
    TaskClaimRefused { task: TaskId, reason: TextRef },
    /// The department asked for more time.
    #[serde(rename = "task_extension_asked/1")]
    TaskExtensionAsked { task: TaskId, until: Moment, reason: TextRef },
    /// A task is due at this moment from now on.
    #[serde(rename = "task_extension_granted/1")]
    TaskExtensionGranted { task: TaskId, due: Moment },
    /// There is no more time for a task.
    #[serde(rename = "task_extension_refused/1")]
    TaskExtensionRefused { task: TaskId, reason: TextRef },
    /// The department proposed to depart from the decision: the task stands still.
    #[serde(rename = "deviation_proposed/1")]
    DeviationProposed { task: TaskId, text: TextRef },
    /// Nothing departs from the decision, or it must not: the task goes on.
    #[serde(rename = "deviation_dismissed/1")]
    DeviationDismissed { task: TaskId, reason: TextRef },
    /// The council decided anew, upon this proposal.
    #[serde(rename = "task_replaced/1")]
    TaskReplaced { task: TaskId, proposal: ProposalId },

    /// Every key that the root key wrapped is wrapped under another root key.
    #[serde(rename = "root_key_rotated/1")]
    RootKeyRotated { keys: u32 },
    /// A compartment has a new epoch key; what the old one wrapped or sealed is under the new.
    #[serde(rename = "epoch_key_rotated/1")]
    EpochKeyRotated { compartment: String, epoch: u32, keys: u32 },
    /// Somebody asked for an inquiry into who read what; it is over at `ends`.
    #[serde(rename = "inquiry_asked/1")]
    InquiryAsked {
        inquiry: InquiryId,
        number: u32,
        reason: TextRef,
        scope: Scope,
        from: Moment,
        until: Moment,
        ends: Moment,
    },
    /// A second person agreed to an inquiry.
    #[serde(rename = "inquiry_agreed/1")]
    InquiryAgreed { inquiry: InquiryId },
    /// A second person refused an inquiry.
    #[serde(rename = "inquiry_refused/1")]
    InquiryRefused { inquiry: InquiryId },
    /// An inquiry is over.
    #[serde(rename = "inquiry_ended/1")]
    InquiryEnded { inquiry: InquiryId },

    /// Somebody asked for an emergency access upon a written order.
    #[serde(rename = "emergency_access_asked/1")]
    EmergencyAccessAsked {
        access: EmergencyAccessId,
        number: u32,
        reason: TextRef,
        order: TextRef,
        scope: EmergencyScope,
        hours: u8,
        waits_until: Moment,
    },
    /// The second person agreed: it begins.
    #[serde(rename = "emergency_access_agreed/1")]
    EmergencyAccessAgreed { access: EmergencyAccessId, ends: Moment },
    /// The second person refused.
    #[serde(rename = "emergency_access_refused/1")]
    EmergencyAccessRefused { access: EmergencyAccessId },
    /// It is over: its time has passed, or somebody ended it.
    #[serde(rename = "emergency_access_ended/1")]
    EmergencyAccessEnded { access: EmergencyAccessId },

    /// Somebody proposed a change among departments, posts and people; without a second person it is over at `ends`.
    #[serde(rename = "change_proposed/4")]
    ChangeProposed {
        change: ChangeId,
        number: u32,
        reason: TextRef,
        steps: Vec<Step>,
        at: Option<Moment>,
        ends: Moment,
    },
    /// A second person agreed to a change.
    #[serde(rename = "change_agreed/1")]
    ChangeAgreed { change: ChangeId },
    /// A second person refused a change.
    #[serde(rename = "change_refused/1")]
    ChangeRefused { change: ChangeId },
    /// A change will not be done.
    #[serde(rename = "change_ended/1")]
    ChangeEnded { change: ChangeId },
    /// A change that was agreed to was not possible any more at its moment, and will not be done.
    #[serde(rename = "change_impossible/2")]
    ChangeImpossible { change: ChangeId, why: Impossible },
    /// Who had set his hand to such a change took note of it.
    #[serde(rename = "change_acknowledged/1")]
    ChangeAcknowledged { change: ChangeId },
    /// A change is in force; what it did follows in events of their own.
    #[serde(rename = "change_enacted/1")]
    ChangeEnacted { change: ChangeId },
    /// A department is from now on as it stands here.
    #[serde(rename = "department_changed/1")]
    DepartmentChanged { department: Department },
    /// A post is from now on as it stands here.
    #[serde(rename = "post_changed/2")]
    PostChanged { post: Post },
    /// A post is closed: nobody holds it any more.
    #[serde(rename = "post_closed/1")]
    PostClosed { post: PostId },
    /// A post has a rank from now on, or none.
    #[serde(rename = "post_ranked/1")]
    PostRanked { post: PostId, rank: Option<RankId> },
    /// A rank is from now on as it stands here; also one that begins.
    #[serde(rename = "rank_set/1")]
    RankSet { rank: Rank },
    /// A body exists.
    #[serde(rename = "body_entered/1")]
    BodyEntered { body: Body },
    /// A body is from now on as it stands here.
    #[serde(rename = "body_changed/1")]
    BodyChanged { body: Body },
    /// A body is dissolved.
    #[serde(rename = "body_dissolved/1")]
    BodyDissolved { body: BodyId },
    /// A stand-in holds a charge until a moment; that one charge ended and the other began stands before it.
    #[serde(rename = "leave_arranged/1")]
    LeaveArranged { leave: Leave },
    /// A leave arrangement is over; what became of the post follows.
    #[serde(rename = "leave_ended/1")]
    LeaveEnded { leave: LeaveId },
    /// A department went into another one; its posts stand before it.
    #[serde(rename = "department_merged/1")]
    DepartmentMerged { department: DepartmentId, into: DepartmentId },
    /// A ministry began; the charges and bodies that ended with the one before stand before it.
    #[serde(rename = "ministry_begun/1")]
    MinistryBegun { ministry: Ministry },
    /// A charge is over.
    #[serde(rename = "charge_ended/1")]
    ChargeEnded { charge: ChargeId },
    /// A person may enrol a passkey with an enrolment code.
    #[serde(rename = "enrolment_ordered/1")]
    EnrolmentOrdered { enrolment: Enrolment },
    /// A passkey was enrolled: with a code, or by its owner with another passkey.
    #[serde(rename = "passkey_enrolled/1")]
    PasskeyEnrolled { passkey: Passkey, enrolment: Option<EnrolmentId> },
    /// A passkey opens no door any more; somebody else than its owner gave a reason.
    #[serde(rename = "passkey_revoked/2")]
    PasskeyRevoked { passkey: PasskeyId, reason: Option<TextRef> },
    /// The approval before it, of the same act, was signed by its person's passkey.
    #[serde(rename = "approval_signed/1")]
    ApprovalSigned { signature: Signature },
    /// A password was set, with a code or by its owner; one that the person had before opens no door any more.
    #[serde(rename = "password_set/1")]
    PasswordSet { password: Password, enrolment: Option<EnrolmentId> },
    /// A password opens no door any more; somebody else than its owner gave a reason.
    #[serde(rename = "password_revoked/2")]
    PasswordRevoked { password: PasswordId, reason: Option<TextRef> },
    /// A person signs in by an identity provider too; an identity that the person had before opens no door any more.
    #[serde(rename = "identity_bound/1")]
    IdentityBound { identity: Identity },
    /// An identity opens no door any more; somebody else than its owner gave a reason.
    #[serde(rename = "identity_revoked/2")]
    IdentityRevoked { identity: IdentityId, reason: Option<TextRef> },
    /// A device was registered for a person: its code makes it known.
    #[serde(rename = "device_registered/1")]
    DeviceRegistered { device: Device },
    /// A device is known from now on by the secret of which this is the hash.
    #[serde(rename = "device_enrolled/1")]
    DeviceEnrolled { device: DeviceId, secret: Digest },
    /// A device is lost: nothing goes on with its secret.
    #[serde(rename = "device_lost/1")]
    DeviceLost { device: DeviceId },
    /// With the root key joined from its shares, the office ordered codes for two officers of the cabinet section, because
    /// nobody could do it any more; passkeys in `silent` did not count. What it did follows in events of their own.
    #[serde(rename = "officers_recovered/1")]
    OfficersRecovered { number: u32, reason: TextRef, officers: Vec<RecoveredOfficer>, silent: Vec<PasskeyId> },
}
