//! The one answer to "may I?".
//!
//! [`permitted`] is what pages ask before they draw a button and what `decide` asks first. It is a
//! table of who × action × stage; the committed grid `permissions.txt` is printed from it.
//! Source of the rights: roles × permissions of the design's domain study.

mod meetings;
mod proposals;
mod readers;
mod standings;
mod tasks;

use crate::cabinet::Cabinet;
use crate::change::ChangeStageName;
use crate::emergency::EmergencyStageName;
use crate::ids::{ChangeId, EmergencyAccessId, InquiryId, ItemId, MeetingId, ProposalId, TaskId};
use crate::inquiry::InquiryStageName;
use crate::meeting::{Meeting, MeetingStageName};
use crate::people::{Actor, Post, PostKind};
use crate::proposal::StageName;
pub use meetings::ItemStageName;
use meetings::{ITEM_RULES, ItemRule, MEETING_RULES};
use proposals::PROPOSAL_RULES;
pub(crate) use readers::reads;
use serde::{Deserialize, Serialize};
use standings::{
    change_standings, emergency_standings, inquiry_standings, item_standings, meeting_standings, proposal_standings,
};
use tasks::{TASK_RULES, task_standings};
use uuid::Uuid;

/// What a permission is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The government as a whole.
    Government,
    /// A proposal.
    Proposal(ProposalId),
    /// A meeting.
    Meeting(MeetingId),
    /// An item of a meeting's agenda.
    Item(MeetingId, ItemId),
    /// A task upon a decided point.
    Task(TaskId),
    /// An inquiry into who read what.
    Inquiry(InquiryId),
    /// An emergency access.
    EmergencyAccess(EmergencyAccessId),
    /// A change among departments, posts and people.
    Change(ChangeId),
}

impl Subject {
    /// The word of the grid for what it is.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Proposal(_) => "proposal",
            Self::Meeting(_) => "meeting",
            Self::Item(..) => "item",
            Self::Task(_) => "task",
            Self::Inquiry(_) => "inquiry",
            Self::EmergencyAccess(_) => "emergency_access",
            Self::Change(_) => "change",
        }
    }

    /// Its id; the government has none.
    #[must_use]
    pub const fn id(self) -> Option<Uuid> {
        match self {
            Self::Government => None,
            Self::Proposal(id) => Some(id.0),
            Self::Meeting(id) => Some(id.0),
            Self::Item(_, id) => Some(id.0),
            Self::Task(id) => Some(id.0),
            Self::Inquiry(id) => Some(id.0),
            Self::EmergencyAccess(id) => Some(id.0),
            Self::Change(id) => Some(id.0),
        }
    }
}

macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// Something a person may do or read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$meta])* $name),* }

        impl Action {
            /// Every action, in the order of the grid.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word of the grid.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

actions! {
    /// Open a matter.
    StartProposal = "start_proposal",
    /// Propose a meeting.
    ProposeMeeting = "propose_meeting",
    /// Read the register of urgent approvals.
    ReadUrgentApprovals = "read_urgent_approvals",
    /// Read the register of tasks, as far as they are one's own.
    ReadCompliance = "read_compliance",
    /// Register a note that came on paper.
    RegisterFromPaper = "register_from_paper",
    /// Set the last day on which a department's notes come on paper.
    SetPaperRoute = "set_paper_route",
    /// Read until when which department's notes come on paper, and who gets printed copies.
    ReadPaperRegister = "read_paper_register",
    /// Say who gets printed copies, give them and take them back.
    GiveCopies = "give_copies",
    /// Read a proposal: its frozen note and papers.
    ReadProposal = "read_proposal",
    /// Read the department's note-sheet, the register of movements and everyone's views.
    ReadNoteSheet = "read_note_sheet",
    /// Read and change the draft and its papers.
    EditDraft = "edit_draft",
    /// Erase a draft that was never put up, for good.
    EraseDraft = "erase_draft",
    /// Freeze the draft and send it up.
    PutUp = "put_up",
    /// Open the file at one's desk.
    ReceiveFile = "receive_file",
    /// Send the file to another desk of its department.
    MoveFile = "move_file",
    /// Take back what one has sent, before it was opened.
    PullBackFile = "pull_back_file",
    /// Send copies to officers of the department for information.
    SendCopies = "send_copies",
    /// Ask other departments for their views.
    SendForViews = "send_for_views",
    /// Read the own department's note-sheet for its view.
    ReadViewSheet = "read_view_sheet",
    /// Mark the note to another desk of one's department, for its view.
    MarkForView = "mark_for_view",
    /// Give one's department's view.
    GiveView = "give_view",
    /// Answer a consulted department's query.
    AnswerQuery = "answer_query",
    /// Record that a consulted department was reminded.
    Remind = "remind",
    /// Say what was made of conditions, and of views that do not concur.
    ReplyToViews = "reply_to_views",
    /// Record what the rules want on record before the note goes on.
    RecordPrecondition = "record_precondition",
    /// End the consultation.
    CloseConsultation = "close_consultation",
    /// Approve as secretary.
    ApproveAsSecretary = "approve_as_secretary",
    /// Approve as minister-in-charge.
    ApproveAsMinister = "approve_as_minister",
    /// Submit to the cabinet section.
    Submit = "submit",
    /// Receive a registered note from paper, with the approvals given on the original file.
    ReceiveFromPaper = "receive_from_paper",
    /// Ask for a printed copy of what lies in one's folder.
    AskCopy = "ask_copy",
    /// Send the note back to its section.
    ReturnProposal = "return_proposal",
    /// Withdraw the note.
    Withdraw = "withdraw",
    /// Find the note in order.
    Scrutinise = "scrutinise",
    /// Send the note to the Chief Minister.
    Clear = "clear",
    /// Order the note to be placed before a meeting.
    OrderForMeeting = "order_for_meeting",
    /// Decline to place the note before the council.
    Decline = "decline",
    /// Order the note to be decided by circulation.
    OrderForCirculation = "order_for_circulation",
    /// Send the note to the members.
    SendCirculation = "send_circulation",
    /// Answer as a member to whom the note was sent.
    AnswerCirculation = "answer_circulation",
    /// End the circulation.
    CloseCirculation = "close_circulation",
    /// Approve the note upon its circulation.
    ApproveByCirculation = "approve_by_circulation",
    /// Ask for approval in anticipation of the council's.
    RequestUrgentApproval = "request_urgent_approval",
    /// Send a request for urgent approval to the Chief Minister.
    ForwardUrgentRequest = "forward_urgent_request",
    /// Give no urgent approval: the note goes its ordinary way.
    RefuseUrgentApproval = "refuse_urgent_approval",
    /// Approve in anticipation of the council's approval.
    ApproveUrgently = "approve_urgently",
    /// Record the order that was issued upon an urgent approval.
    RecordUrgentOrder = "record_urgent_order",
    /// Lay a brief before the Chief Minister.
    WriteBrief = "write_brief",
    /// Read the brief.
    ReadBrief = "read_brief",
    /// Record an order that the Chief Minister gave by telephone.
    RecordTelephoneOrder = "record_telephone_order",
    /// Confirm an order that was given by telephone.
    ConfirmTelephoneOrder = "confirm_telephone_order",
    /// Say that no such order was given by telephone.
    DisownTelephoneOrder = "disown_telephone_order",
    /// Know that a meeting is, when and where.
    ReadNotice = "read_notice",
    /// Read the whole agenda.
    ReadAgenda = "read_agenda",
    /// Read a meeting at a glance: what it costs, who objects, what is missing.
    ReadGlance = "read_glance",
    /// Call a meeting.
    CallMeeting = "call_meeting",
    /// Put items on the agenda, move them, take them off.
    ArrangeAgenda = "arrange_agenda",
    /// Approve the agenda.
    ApproveAgenda = "approve_agenda",
    /// Release the folder.
    ReleaseFolder = "release_folder",
    /// Open the sitting.
    OpenSitting = "open_sitting",
    /// End the sitting.
    ConcludeSitting = "conclude_sitting",
    /// Write the minutes.
    DraftMinutes = "draft_minutes",
    /// Review the minutes and send them to the Chief Minister.
    SubmitMinutes = "submit_minutes",
    /// Send the minutes back.
    ReturnMinutes = "return_minutes",
    /// Approve the minutes and the decisions.
    ApproveMinutes = "approve_minutes",
    /// Send the minutes to the members.
    CirculateMinutes = "circulate_minutes",
    /// Read the minutes.
    ReadMinutes = "read_minutes",
    /// Call an item.
    CallItem = "call_item",
    /// Record the decisions on an item.
    RecordDecisions = "record_decisions",
    /// Take no part in an item.
    RecuseSelf = "recuse_self",
    /// Record that a member takes no part in an item.
    RecuseMember = "recuse_member",
    /// Let a member who was recused take part again.
    LiftRecusal = "lift_recusal",
    /// Know who was recused from an item, and why.
    ReadRecusals = "read_recusals",
    /// Read the decisions on an item before they are minuted.
    ReadDecisions = "read_decisions",
    /// Issue the extract of an item.
    IssueExtract = "issue_extract",
    /// Read an extract.
    ReadExtract = "read_extract",
    /// Acknowledge an extract.
    AcknowledgeExtract = "acknowledge_extract",
    /// Read a task: what is to be done, until when, and what became of it.
    ReadTask = "read_task",
    /// Acknowledge a task.
    AcknowledgeTask = "acknowledge_task",
    /// Record an order that was issued upon the decision.
    RecordTaskOrder = "record_task_order",
    /// Report how far it is.
    ReportTask = "report_task",
    /// Say that it is done.
    ClaimTask = "claim_task",
    /// Find it done.
    VerifyTask = "verify_task",
    /// Find it not done.
    RefuseClaim = "refuse_claim",
    /// Ask for more time.
    AskExtension = "ask_extension",
    /// Give more time.
    GrantExtension = "grant_extension",
    /// Give no more time.
    RefuseExtension = "refuse_extension",
    /// Propose to depart from the decision.
    ProposeDeviation = "propose_deviation",
    /// Find that nothing departs from the decision.
    DismissDeviation = "dismiss_deviation",
    /// Name the proposal upon which the council decided anew.
    ReplaceTask = "replace_task",
    /// Read whether the record is intact, its numbers and checkpoints.
    ReadRecord = "read_record",
    /// Read how the machine is: versions, sizes, queues, counts.
    ReadHealth = "read_health",
    /// Know which recipients a folder has reached.
    ReadFolderReach = "read_folder_reach",
    /// Read who read what, by pseudonyms.
    ReadRegister = "read_register",
    /// Review what a post or a person can reach today, in numbers.
    ReadAccess = "read_access",
    /// Ask for an inquiry into who read what.
    AskInquiry = "ask_inquiry",
    /// Know of an inquiry: who asked, why, in what.
    ReadInquiry = "read_inquiry",
    /// Agree to an inquiry as the second person.
    AgreeInquiry = "agree_inquiry",
    /// Refuse an inquiry as the second person.
    RefuseInquiry = "refuse_inquiry",
    /// End an inquiry.
    EndInquiry = "end_inquiry",
    /// Open the names of an inquiry.
    ReadNames = "read_names",
    /// Ask for an emergency access upon a written order.
    AskEmergencyAccess = "ask_emergency_access",
    /// Know of an emergency access: who asked, why, in what, until when.
    ReadEmergencyAccess = "read_emergency_access",
    /// Agree to an emergency access as the second person.
    AgreeEmergencyAccess = "agree_emergency_access",
    /// Refuse an emergency access as the second person.
    RefuseEmergencyAccess = "refuse_emergency_access",
    /// End an emergency access.
    EndEmergencyAccess = "end_emergency_access",
    /// Read who holds which post, and which passkeys there are.
    ReadPeople = "read_people",
    /// Propose a change among departments, posts and people.
    ProposeChange = "propose_change",
    /// Enrol further passkeys of one's own, change one's password, bind one's identity, and take them away; report one's
    /// own devices lost.
    KeepPasskeys = "keep_passkeys",
    /// Take a lost passkey, a password or an identity of somebody else away.
    RevokePasskeys = "revoke_passkeys",
    /// Register a device for a person.
    RegisterDevices = "register_devices",
    /// Know everybody's devices, and report one lost.
    ReportDevices = "report_devices",
    /// Know of a change: who proposed it, why, what it does.
    ReadChange = "read_change",
    /// Agree to a change as the second person.
    AgreeChange = "agree_change",
    /// Refuse a change as the second person.
    RefuseChange = "refuse_change",
    /// Take a change back before it is in force.
    EndChange = "end_change",
    /// Read one's own half of the codes that a change ordered.
    ReadCodes = "read_codes",
    /// Take note that a change to which one set one's hand was not possible any more at its moment.
    AcknowledgeChange = "acknowledge_change",
}

/// What a post is to a proposal, a meeting or an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Section officer of the sponsoring department.
    OwnSection,
    /// Secretary of the sponsoring department.
    OwnSecretary,
    /// Secretary of the sponsoring department, where the Chief Minister holds it himself.
    SecretaryUnderChiefMinister,
    /// Secretary of the sponsoring department, while a query waits for an answer.
    QueriedSecretary,
    /// Who has the note in the sponsoring department, where views need a reply.
    Replies,
    /// Secretary of the sponsoring department, while his note lies with the cabinet section and views on its original file wait
    /// for a reply.
    RepliesOnReceipt,
    /// Who may record what the rules want on record now.
    Records,
    /// Minister-in-charge of the sponsoring department.
    OwnMinister,
    /// The Chief Minister, where he holds the sponsoring department himself.
    ChiefMinisterInCharge,
    /// Secretary of a department that was asked.
    Consulted,
    /// Secretary of a department that was asked and still owes its view.
    ViewOwed,
    /// An officer of a department that was asked, to whose desk the note came for its view.
    OfficerForView,
    /// Who has the note before him for a view that is owed: the secretary, or an officer at whose desk it lies.
    ViewAtDesk,
    /// The cabinet section.
    CabinetSection,
    /// The cabinet section, before a folder that an earlier ministry had released.
    SectionAnew,
    /// The chief secretary.
    ChiefSecretary,
    /// The Chief Minister.
    ChiefMinister,
    /// A member to whom the note was sent by circulation.
    Circulated,
    /// Secretary of the sponsoring department, where its minister has approved and urgent approval may be asked for.
    MayAskUrgently,
    /// Secretary of the sponsoring department, where urgent approval was given and no order upon it is on record.
    OwesUrgentOrder,
    /// The Chief Minister and the chief secretary, where urgent approval was given.
    AboveUrgentApproval,
    /// Secretary of the sponsoring department, with the file at his desk.
    SecretaryAtDesk,
    /// An officer of the sponsoring department, with the file at his desk.
    OfficerAtDesk,
    /// An officer of the sponsoring department before whom the file has lain, or to whom a copy went.
    OwnOfficer,
    /// At whose desk the file lies unopened.
    FileUnopened,
    /// Who sent the file to the desk where it lies unopened.
    SentFile,
    /// The Chief Minister's office.
    ChiefMinistersOffice,
    /// The Chief Minister's office, where no order that it heard waits for the Chief Minister's own hand.
    HearsOrders,
    /// The cabinet section, where no order that was heard by telephone waits for the Chief Minister's own hand.
    SendsOut,
    /// The Chief Minister, before whom a brief lies.
    Briefed,
    /// Who wrote the brief, under the charge of then.
    WroteBrief,
    /// The Chief Minister, where an order of his was heard by telephone and waits for his own hand.
    MustConfirm,
    /// Who holds the sponsoring department, where no urgent approval was given that the council must ratify.
    MayWithdraw,
    /// Secretary of the department that must act upon a decision.
    TaskSecretary,
    /// Section officer of that department.
    TaskSection,
    /// Minister-in-charge of that department.
    TaskMinister,
    /// Secretary of a department that must act upon an item.
    Tasked,
    /// Secretary of the department that must act, where no request for more time waits.
    MayAskExtension,
    /// Whose it is to give the time that was asked for.
    GrantsExtension,
    /// A post to which the folder was released.
    Recipient,
    /// A member who has the item in his folder, and may take no part in it.
    MayRecuse,
    /// The Chief Minister, where a recusal from the item stands.
    MayLift,
    /// A post to which the folder was released and that gets printed copies today.
    GetsCopies,
    /// A member of the council.
    Member,
    /// A permanent invitee.
    Invitee,
    /// Private staff of a member.
    MembersStaff,
    /// The Governor's secretary.
    GovernorSecretary,
    /// The auditor.
    Auditor,
    /// Who asked for an emergency access that is in force and within whose scope this lies, under the charge of then.
    EmergencyReader,
    /// Who asked for an inquiry or proposed a change, under the charge of then.
    Asker,
    /// Who may agree to an inquiry or a change: another person under another post than who asked.
    Second,
    /// Who agreed to an inquiry or a change, under the charge of then.
    Agreed,
    /// Who holds the post to which one half of a change's codes belongs, and never read the other one.
    HoldsHalf,
}

use Standing::{
    Agreed, Asker, Auditor, CabinetSection, ChiefMinister, ChiefMinisterInCharge, ChiefMinistersOffice, ChiefSecretary,
    Consulted, HearsOrders, HoldsHalf, OfficerForView, OwnMinister, OwnSecretary, Second, SendsOut, ViewAtDesk,
    ViewOwed,
};

use InquiryStageName as Being;
type InquiryRule = (Action, &'static [Standing], &'static [Being]);

/// Everybody who must learn of an inquiry knows of it in every stage; who opens names, and who may end
/// it, is told by what one has signed.
const INQUIRY_RULES: &[InquiryRule] = &[
    (Action::ReadInquiry, &[Auditor, CabinetSection, ChiefSecretary, ChiefMinister], &Being::ALL),
    (Action::AgreeInquiry, &[Second], &[Being::Asked]),
    (Action::RefuseInquiry, &[Second], &[Being::Asked]),
    (Action::EndInquiry, &[Asker], &[Being::Asked, Being::Agreed]),
    (Action::EndInquiry, &[ChiefSecretary, ChiefMinister], &[Being::Agreed]),
    (Action::ReadNames, &[Asker, Agreed], &[Being::Agreed]),
];

use EmergencyStageName as Hour;
type EmergencyRule = (Action, &'static [Standing], &'static [Hour]);

/// The section, the two above it and the auditor know of every request; whose department's matter is read knows of what
/// was given, while it lasts and ever after.
const EMERGENCY_RULES: &[EmergencyRule] = &[
    (Action::ReadEmergencyAccess, &[Auditor, CabinetSection, ChiefSecretary, ChiefMinister], &Hour::ALL),
    (Action::ReadEmergencyAccess, &[OwnSecretary, OwnMinister, ChiefMinisterInCharge], &[Hour::Agreed, Hour::Ended]),
    (Action::AgreeEmergencyAccess, &[Second], &[Hour::Asked]),
    (Action::RefuseEmergencyAccess, &[Second], &[Hour::Asked]),
    (Action::EndEmergencyAccess, &[Asker], &[Hour::Asked, Hour::Agreed]),
    (Action::EndEmergencyAccess, &[Agreed, ChiefSecretary, ChiefMinister], &[Hour::Agreed]),
];

use ChangeStageName as Phase;
type ChangeRule = (Action, &'static [Standing], &'static [Phase]);

/// Everybody who must learn of a change knows of it in every stage. Who gives rights is told by what one has signed. To
/// stop takes one: what waits for its moment is taken back by anybody of the section, and by those above.
const CHANGE_RULES: &[ChangeRule] = &[
    (Action::ReadChange, &[Auditor, CabinetSection, ChiefSecretary, ChiefMinister], &Phase::ALL),
    (Action::AgreeChange, &[Second], &[Phase::Proposed]),
    (Action::RefuseChange, &[Second], &[Phase::Proposed]),
    (Action::EndChange, &[Asker], &[Phase::Proposed]),
    (Action::EndChange, &[CabinetSection, ChiefSecretary, ChiefMinister], &[Phase::Agreed]),
    (Action::ReadCodes, &[HoldsHalf], &[Phase::InForce]),
    (Action::AcknowledgeChange, &[Asker, Agreed, HoldsHalf], &[Phase::Impossible]),
];

/// Whether anybody at all may do this with a proposal in this stage.
pub(crate) fn proposal_offers(stage: StageName, action: Action) -> bool {
    PROPOSAL_RULES.iter().any(|(what, _, when)| *what == action && when.contains(&stage))
}

/// The same of a meeting.
pub(crate) fn meeting_offers(stage: MeetingStageName, action: Action) -> bool {
    MEETING_RULES.iter().any(|(what, _, when)| *what == action && when.contains(&stage))
}

/// The same of an item, while its meeting is in this stage.
pub(crate) fn item_offers(meeting: MeetingStageName, item: ItemStageName, action: Action) -> bool {
    let offers = |(what, _, at, of): &ItemRule| *what == action && at.contains(&meeting) && of.contains(&item);
    ITEM_RULES.iter().any(offers)
}

/// What `actor` may do with `subject` now, in the order of the grid. Empty for what the actor may
/// not know of, and for what does not exist: the two are the same answer.
#[must_use]
pub fn permitted(cabinet: &Cabinet, actor: &Actor, subject: Subject) -> Vec<Action> {
    let Some(post) = cabinet.post_of(actor) else { return Vec::new() };
    let mut found: Vec<Action> = match subject {
        Subject::Government => government_actions(post),
        Subject::Proposal(id) => cabinet.proposal(id).map_or_else(Vec::new, |proposal| {
            let (standings, stage) = (proposal_standings(cabinet, actor, post, proposal), proposal.stage.name());
            named(PROPOSAL_RULES, &standings, stage)
        }),
        Subject::Meeting(id) => cabinet.meeting(id).map_or_else(Vec::new, |meeting| {
            let (standings, stage) = (meeting_standings(cabinet, actor, post, meeting), meeting.stage.name());
            named(MEETING_RULES, &standings, stage)
        }),
        Subject::Item(meeting, item) => item_actions(cabinet, post, meeting, item),
        Subject::Task(id) => cabinet
            .task(id)
            .map_or_else(Vec::new, |task| named(TASK_RULES, &task_standings(cabinet, post, task), task.stage.name())),
        Subject::Inquiry(id) => cabinet.inquiry(id).map_or_else(Vec::new, |inquiry| {
            let (standings, stage) = (inquiry_standings(cabinet, actor, post, inquiry), inquiry.stage.name());
            named(INQUIRY_RULES, &standings, stage)
        }),
        Subject::EmergencyAccess(id) => cabinet.emergency_access(id).map_or_else(Vec::new, |access| {
            let (standings, stage) = (emergency_standings(cabinet, actor, post, access), access.stage.name());
            named(EMERGENCY_RULES, &standings, stage)
        }),
        Subject::Change(id) => cabinet.change(id).map_or_else(Vec::new, |change| {
            let (standings, stage) = (change_standings(cabinet, actor, post, change), change.stage.name());
            named(CHANGE_RULES, &standings, stage)
        }),
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether this actor may know that `action` on `subject` once was offered: for a proposal, in a
/// stage through which it has passed; for a meeting or an item, to whom the meeting is known. It
/// decides only between "moved on" and "unknown" for an act on an outdated page: who never could
/// know of the subject learns nothing from a guessed id.
#[must_use]
pub fn permitted_in_some_stage(cabinet: &Cabinet, actor: &Actor, subject: Subject, action: Action) -> bool {
    let Some(post) = cabinet.post_of(actor) else { return false };
    match subject {
        Subject::Government => government_actions(post).contains(&action),
        Subject::Proposal(id) => cabinet.proposal(id).is_some_and(|proposal| {
            let mut standings = proposal_standings(cabinet, actor, post, proposal);
            for (whoever, once) in [
                (Consulted, ViewOwed),
                (Consulted, ViewAtDesk),
                (OfficerForView, ViewAtDesk),
                (ChiefMinistersOffice, HearsOrders),
                (CabinetSection, SendsOut),
            ] {
                if standings.contains(&whoever) {
                    standings.push(once);
                }
            }
            let passed = |when: &[StageName]| proposal.movements.iter().any(|step| when.contains(&step.stage));
            PROPOSAL_RULES.iter().any(|(what, who, when)| *what == action && meets(&standings, who) && passed(when))
        }),
        Subject::Meeting(id) => cabinet.meeting(id).is_some_and(|meeting| {
            let standings = meeting_standings(cabinet, actor, post, meeting);
            knows_meeting(&standings, meeting)
                && MEETING_RULES.iter().any(|(what, who, _)| *what == action && meets(&standings, who))
        }),
        Subject::Item(meeting, item) => cabinet.item(meeting, item).is_some_and(|(meeting, _, item)| {
            let mut standings = item_standings(cabinet, post, meeting, item);
            // Who lifted one recusal may have another one's page before him.
            if standings.contains(&ChiefMinister) && !item.recusals.is_empty() {
                standings.push(Standing::MayLift);
            }
            // Who must act upon an item reads its extract, and knows of the meeting nothing else.
            let knows = knows_meeting(&meeting_standings(cabinet, actor, post, meeting), meeting)
                || !item_actions(cabinet, post, meeting.id, item.id).is_empty();
            knows && ITEM_RULES.iter().any(|(what, who, _, _)| *what == action && meets(&standings, who))
        }),
        Subject::Task(id) => cabinet.task(id).is_some_and(|task| {
            let standings = task_standings(cabinet, post, task);
            let asks = |who: &[Standing]| meets(&standings, who) || who.iter().any(|one| was_once(&standings, *one));
            TASK_RULES.iter().any(|(what, who, _)| *what == action && asks(who))
        }),
        Subject::Inquiry(id) => cabinet.inquiry(id).is_some_and(|inquiry| {
            let standings = inquiry_standings(cabinet, actor, post, inquiry);
            INQUIRY_RULES.iter().any(|(what, who, _)| *what == action && meets(&standings, who))
        }),
        Subject::EmergencyAccess(id) => cabinet.emergency_access(id).is_some_and(|access| {
            let standings = emergency_standings(cabinet, actor, post, access);
            EMERGENCY_RULES.iter().any(|(what, who, _)| *what == action && meets(&standings, who))
        }),
        Subject::Change(id) => cabinet.change(id).is_some_and(|change| {
            let standings = change_standings(cabinet, actor, post, change);
            CHANGE_RULES.iter().any(|(what, who, _)| *what == action && meets(&standings, who))
        }),
    }
}

/// What waits for an answer now and then: who asks, and who answers, is the same all along.
fn was_once(standings: &[Standing], needed: Standing) -> bool {
    match needed {
        Standing::MayAskExtension => standings.contains(&Standing::TaskSecretary),
        Standing::GrantsExtension => standings.contains(&ChiefSecretary) || standings.contains(&ChiefMinister),
        _ => false,
    }
}

/// What a table of rules names for standings in a stage.
fn named<Stage: PartialEq>(
    rules: &[(Action, &'static [Standing], &'static [Stage])],
    standings: &[Standing],
    stage: Stage,
) -> Vec<Action> {
    let met = rules.iter().filter(|(_, who, when)| meets(standings, who) && when.contains(&stage));
    met.map(|rule| rule.0).collect()
}

fn knows_meeting(standings: &[Standing], meeting: &Meeting) -> bool {
    let stage = meeting.stage.name();
    MEETING_RULES.iter().any(|(_, who, when)| meets(standings, who) && when.contains(&stage))
}

fn meets(standings: &[Standing], who: &[Standing]) -> bool {
    who.iter().any(|needed| standings.contains(needed))
}

fn government_actions(post: &Post) -> Vec<Action> {
    let mut actions = vec![Action::KeepPasskeys];
    actions.extend_from_slice(match post.kind {
        PostKind::SectionOfficer if post.department.is_some() => &[Action::StartProposal, Action::ReadCompliance],
        PostKind::Secretary | PostKind::Minister | PostKind::MinisterOfState => &[Action::ReadCompliance],
        PostKind::CabinetSection => &[
            Action::ProposeMeeting,
            Action::ReadCompliance,
            Action::RegisterFromPaper,
            Action::SetPaperRoute,
            Action::ReadPaperRegister,
            Action::GiveCopies,
            Action::ReadRecord,
            Action::AskEmergencyAccess,
            Action::ReadPeople,
            Action::ProposeChange,
            Action::RevokePasskeys,
            Action::RegisterDevices,
            Action::ReportDevices,
        ],
        PostKind::ChiefMinister => {
            &[Action::ReadUrgentApprovals, Action::ReadCompliance, Action::ReadRecord, Action::ReadPeople]
        }
        PostKind::SystemAdministrator => &[Action::ReadRecord, Action::ReadHealth],
        PostKind::ChiefSecretary => &[
            Action::ReadUrgentApprovals,
            Action::ReadCompliance,
            Action::SetPaperRoute,
            Action::ReadPaperRegister,
            Action::ReadRecord,
            Action::AskInquiry,
            Action::AskEmergencyAccess,
            Action::ReadPeople,
            Action::RevokePasskeys,
            Action::ReportDevices,
        ],
        PostKind::Auditor => {
            &[Action::ReadRecord, Action::ReadRegister, Action::ReadAccess, Action::AskInquiry, Action::ReadPeople]
        }
        _ => &[],
    });
    actions
}

fn item_actions(cabinet: &Cabinet, post: &Post, meeting: MeetingId, item: ItemId) -> Vec<Action> {
    let Some(meeting) = cabinet.meeting(meeting) else { return Vec::new() };
    let Some((_, item)) = meeting.item(item) else { return Vec::new() };
    let standings = item_standings(cabinet, post, meeting, item);
    let (at, of) = (meeting.stage.name(), ItemStageName::of(&item.state));
    let rules = ITEM_RULES.iter();
    rules
        .filter(|(_, who, when, how_far)| meets(&standings, who) && when.contains(&at) && how_far.contains(&of))
        .map(|rule| rule.0)
        .collect()
}
