//! Why an act was not applied. Each refusal becomes a sentence in the reader's language.

use crate::change::StepFault;
use crate::ids::{DepartmentId, PostId};
use crate::moment::Moment;
use crate::note::Defect;
use crate::paper_route::MissingApproval;
use crate::rules::RulesError;

/// Why an act was not applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing for this person, or no such act.
    #[error("unknown")]
    Unknown,
    /// What the author saw has moved on.
    #[error("moved on from version {seen} to {now}")]
    MovedOn {
        /// The version on the author's page.
        seen: u32,
        /// The version now.
        now: u32,
        /// Since when.
        since: Moment,
    },
    /// The note has defects; all of them.
    #[error("the note has {} defects", .0.len())]
    Defects(Vec<Defect>),
    /// A reason must be written.
    #[error("a reason is missing")]
    ReasonMissing,
    /// A view, decision or minutes must have words.
    #[error("the text is missing")]
    TextMissing,
    /// A field has more characters than it may.
    #[error("{field} has more than {characters_max} characters")]
    TooLong {
        /// Name of the field.
        field: &'static str,
        /// Characters at most.
        characters_max: usize,
    },
    /// The field must not be empty.
    #[error("{field} is empty")]
    FieldMissing {
        /// Name of the field.
        field: &'static str,
    },
    /// Departments that must be asked were not.
    #[error("departments that must be asked were not")]
    NotConsulted(Vec<DepartmentId>),
    /// A department that cannot be asked: unknown, one's own, or none was named.
    #[error("these departments cannot be asked")]
    DepartmentsUnfit,
    /// Views are outstanding and their time is not over.
    #[error("views are outstanding until {until:?}")]
    ViewsOutstanding {
        /// Who has not answered.
        departments: Vec<DepartmentId>,
        /// When the last of them must have answered.
        until: Moment,
    },
    /// Queries of these departments wait for an answer: their clocks stand.
    #[error("queries wait for an answer")]
    QueriesUnanswered(Vec<DepartmentId>),
    /// The department's own query waits for its answer.
    #[error("its own query waits for an answer")]
    QueryOpen,
    /// No query of the department waits for an answer.
    #[error("no query waits for an answer")]
    NoQuery,
    /// A conditional view needs conditions, each with words; another view has none.
    #[error("the conditions do not go with the answer")]
    ConditionsUnfit {
        /// Conditions at most.
        conditions_max: usize,
    },
    /// A view on the original file must be taken down: its words, or its conditions where it is conditional.
    #[error("the words of a view on the original file do not go with its kind")]
    ViewWordsUnfit {
        /// Whose view.
        department: DepartmentId,
        /// Conditions at most.
        conditions_max: usize,
    },
    /// It is not said yet what was made of the views of these departments.
    #[error("views wait for a reply")]
    ViewsUnreplied(Vec<DepartmentId>),
    /// Replies that aim at no condition or view, or twice at one; or there are none.
    #[error("the replies do not go with the views")]
    RepliesUnfit,
    /// What the rules want on record is not there; the keys of all of it.
    #[error("{} things are not on record", .0.len())]
    PreconditionsMissing(Vec<String>),
    /// The rules do not want this on record of the note now.
    #[error("the rules do not want this on record")]
    PreconditionUnfit,
    /// A desk to which the file cannot go: of another department, vacant, or where it lies.
    #[error("the file cannot go to this desk")]
    DeskUnfit,
    /// When an order was heard by telephone: to come, or too long ago.
    #[error("an order is recorded within {days_max} days after it was heard")]
    HeardUnfit {
        /// Days at most.
        days_max: u32,
    },
    /// The Chief Minister has not confirmed the orders of these items, which were heard by telephone.
    #[error("orders are provisional")]
    OrdersProvisional(Vec<u32>),
    /// Urgent approval was given, and no order upon it is on record.
    #[error("the order upon the urgent approval is not on record")]
    UrgentOrderMissing,
    /// A day that is none, or has not come.
    #[error("it is no day of the past")]
    DateUnfit,
    /// The order upon an urgent approval would be older than the approval.
    #[error("the order is older than the approval of {approved}")]
    OrderBeforeApproval {
        /// The approval's day, as `2026-11-08`.
        approved: String,
    },
    /// Items of the checklist that were not looked at; their keys.
    #[error("{} items of the checklist were not looked at", .0.len())]
    ChecklistIncomplete(Vec<String>),
    /// The rules' checklist has no such item, or only the cabinet section has one.
    #[error("the checklist has no such item")]
    ChecklistUnfit,
    /// The department's notes do not come on paper any more, or no last day is set for it.
    #[error("the department's notes come on paper no longer than {until:?}")]
    PaperRouteEnded {
        /// Which department.
        department: DepartmentId,
        /// The last day, as `2027-03-31`; none where none is set.
        until: Option<String>,
    },
    /// The post gets printed copies no longer.
    #[error("the post gets printed copies no longer than {until}")]
    CopiesEnded {
        /// The last day, as `2027-03-31`.
        until: String,
    },
    /// No such copy can be asked for, given or taken back now.
    #[error("no such copy can be asked for, given or taken back now")]
    CopyUnfit,
    /// It is no day of the calendar.
    #[error("it is no day of the calendar")]
    DayUnfit,
    /// A department that does not stand by itself.
    #[error("no such department stands by itself")]
    DepartmentUnfit,
    /// The note's PDF is not among the papers that were attached.
    #[error("the note's PDF is not attached")]
    NotePaperMissing,
    /// Approvals that must stand on the original file are not registered; all of them.
    #[error("{} approvals are not registered", .0.len())]
    ApprovalsMissing(Vec<MissingApproval>),
    /// An approval of a post that does not give it, of a day that has not come, or without its scan.
    #[error("these approvals are not fit")]
    ApprovalsUnfit,
    /// The last day of a circulation has passed or lies too far ahead.
    #[error("the last day has passed or lies more than {days_max} days ahead")]
    LastDayUnfit {
        /// Days at most.
        days_max: u32,
    },
    /// Members have not answered and their time is not over.
    #[error("members have not answered until {until:?}")]
    CirculationOpen {
        /// Who has not answered.
        silent: Vec<PostId>,
        /// Until when they may.
        until: Moment,
    },
    /// Members were silent, and the order did not read silence as no objection.
    #[error("members were silent")]
    SilenceIsNoAssent(Vec<PostId>),
    /// The revision is still being measured.
    #[error("the revision is still being measured")]
    NotMeasured,
    /// The file number already belongs to another proposal of the department.
    #[error("the file number is taken")]
    NumberTaken,
    /// An id was used before.
    #[error("the id was used before")]
    IdTaken,
    /// Too many papers.
    #[error("more than {papers_max} papers")]
    TooManyPapers {
        /// Papers at most.
        papers_max: usize,
    },
    /// The meeting would begin in the past.
    #[error("the meeting would begin in the past")]
    BeginsInPast,
    /// The agenda is empty.
    #[error("the agenda is empty")]
    AgendaEmpty,
    /// The proposal cannot be listed: not ordered, or already on an agenda.
    #[error("the proposal cannot be listed")]
    NotListable,
    /// The place on the agenda does not exist.
    #[error("no such place on the agenda")]
    NoSuchPlace,
    /// The posts named cannot receive the folder, sit or preside.
    #[error("these posts are not fit")]
    PostsUnfit,
    /// The chair must be present, and be the Chief Minister or a minister.
    #[error("the chair is not fit")]
    ChairUnfit,
    /// Another item is before the council.
    #[error("another item is before the council")]
    AnotherItemCalled,
    /// The outcomes do not answer each point once.
    #[error("each point needs one outcome")]
    PointsUnanswered,
    /// Points were deferred, returned or withdrawn, but not all of them, or not all alike.
    #[error("an item is deferred, returned or withdrawn as a whole")]
    DeferredInPart,
    /// A day or a body where the outcome has none, a day before the sitting, or a body that does not sit.
    #[error("the day or the body does not go with the outcome")]
    OutcomeUnfit,
    /// Tasks of points that were not decided, or too many of them.
    #[error("these tasks cannot be set")]
    TasksUnfit {
        /// Tasks at most.
        tasks_max: usize,
    },
    /// A day on which a task is due has passed, is not after the one of before, or lies too far ahead.
    #[error("a task is due after the day of before, and within {days_max} days")]
    DueDayUnfit {
        /// Days at most.
        days_max: u32,
    },
    /// No member who could be recused from the item now, or none whose recusal from it stands.
    #[error("the member cannot be recused, or is not")]
    MemberUnfit,
    /// The proposal that is named did not vary an earlier decision, or was not decided.
    #[error("the proposal does not vary an earlier decision")]
    ReplacementUnfit,
    /// Items have not been decided.
    #[error("items {0:?} are not decided")]
    ItemsUndecided(Vec<u32>),
    /// Decisions were recorded anew after the minutes were written.
    #[error("the minutes are older than the decisions")]
    MinutesOutdated,
    /// The rules have a mistake.
    #[error("rules: {0}")]
    Rules(RulesError),
    /// The ledger has begun already.
    #[error("the ledger has begun already")]
    BegunAlready,
    /// There is nothing into which the inquiry could look.
    #[error("there is nothing into which the inquiry could look")]
    ScopeUnknown,
    /// The time into which the inquiry looks is empty or has not passed.
    #[error("the time into which the inquiry looks is empty or has not passed")]
    PeriodUnfit,
    /// The inquiry's time is over.
    #[error("the inquiry's time is over")]
    InquiryOver,
    /// There is no note that was put up, nor meeting, in which the emergency access could let read.
    #[error("there is nothing in which the emergency access could let read")]
    NothingToRead,
    /// An emergency access lasts hours, and few.
    #[error("an emergency access lasts from one hour to {hours_max}")]
    HoursUnfit {
        /// Hours at most.
        hours_max: u8,
    },
    /// Nobody agreed to the emergency access while there was time.
    #[error("the time to agree to the emergency access is over")]
    EmergencyAccessOver,
    /// Nobody agreed to the change while there was time.
    #[error("the change's time is over")]
    ChangeOver,
    /// Steps of the change cannot be done; all of them.
    #[error("{} steps of the change cannot be done", .0.len())]
    StepsUnfit(Vec<StepFault>),
    /// A change needs steps, and has no more than [`crate::change::STEPS_MAX`].
    #[error("a change has between one and {steps_max} steps")]
    StepsUncounted {
        /// Steps at most.
        steps_max: usize,
    },
    /// The moment of the change has passed, or lies too far ahead.
    #[error("the moment of the change has passed or lies too far ahead")]
    MomentUnfit,
    /// An approval in a real government carries its person's signature.
    #[error("the approval is not signed")]
    SignatureMissing,
    /// The rules name a department that there would not be.
    #[error("the rules name the department {key}, which is missing")]
    RulesDepartmentMissing {
        /// Its short name.
        key: String,
    },
    /// There would not be two persons any more who could change people.
    #[error("there would not be two persons any more who could change people")]
    LastOfficers,
    /// Nobody takes his own last way in away: nobody could come in with another one and give it back.
    #[error("it is the person's own last way in")]
    LastWayIn,
    /// Two persons can change people: what only a recovery could do, they do.
    #[error("two persons can change people")]
    OfficersAble,
    /// The person holds no post that signs in without a passkey.
    #[error("the person signs in with a passkey alone")]
    PasskeyNeeded,
    /// It is no sign-in name.
    #[error("it is no sign-in name")]
    SignInNameUnfit,
    /// Somebody else signs in under the name.
    #[error("somebody else signs in under the name")]
    SignInNameTaken,
    /// The identity provider gave it to somebody else.
    #[error("the identity is somebody else's")]
    IdentityTaken,
}

impl Refusal {
    /// Its word in the custody ledger, for ever the same.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::MovedOn { .. } => "moved_on",
            Self::Defects(_) => "defects",
            Self::ReasonMissing => "reason_missing",
            Self::TextMissing => "text_missing",
            Self::TooLong { .. } => "too_long",
            Self::FieldMissing { .. } => "field_missing",
            Self::NotConsulted(_) => "not_consulted",
            Self::DepartmentsUnfit => "departments_unfit",
            Self::ViewsOutstanding { .. } => "views_outstanding",
            Self::QueriesUnanswered(_) => "queries_unanswered",
            Self::QueryOpen => "query_open",
            Self::NoQuery => "no_query",
            Self::ConditionsUnfit { .. } => "conditions_unfit",
            Self::ViewWordsUnfit { .. } => "view_words_unfit",
            Self::ViewsUnreplied(_) => "views_unreplied",
            Self::RepliesUnfit => "replies_unfit",
            Self::PreconditionsMissing(_) => "preconditions_missing",
            Self::PreconditionUnfit => "precondition_unfit",
            Self::DeskUnfit => "desk_unfit",
            Self::HeardUnfit { .. } => "heard_unfit",
            Self::OrdersProvisional(_) => "orders_provisional",
            Self::UrgentOrderMissing => "urgent_order_missing",
            Self::DateUnfit => "date_unfit",
            Self::OrderBeforeApproval { .. } => "order_before_approval",
            Self::ChecklistIncomplete(_) => "checklist_incomplete",
            Self::ChecklistUnfit => "checklist_unfit",
            Self::PaperRouteEnded { .. } => "paper_route_ended",
            Self::CopiesEnded { .. } => "copies_ended",
            Self::CopyUnfit => "copy_unfit",
            Self::DayUnfit => "day_unfit",
            Self::DepartmentUnfit => "department_unfit",
            Self::NotePaperMissing => "note_paper_missing",
            Self::ApprovalsMissing(_) => "approvals_missing",
            Self::ApprovalsUnfit => "approvals_unfit",
            Self::LastDayUnfit { .. } => "last_day_unfit",
            Self::CirculationOpen { .. } => "circulation_open",
            Self::SilenceIsNoAssent(_) => "silence_is_no_assent",
            Self::NotMeasured => "not_measured",
            Self::NumberTaken => "number_taken",
            Self::IdTaken => "id_taken",
            Self::TooManyPapers { .. } => "too_many_papers",
            Self::BeginsInPast => "begins_in_past",
            Self::AgendaEmpty => "agenda_empty",
            Self::NotListable => "not_listable",
            Self::NoSuchPlace => "no_such_place",
            Self::PostsUnfit => "posts_unfit",
            Self::ChairUnfit => "chair_unfit",
            Self::AnotherItemCalled => "another_item_called",
            Self::PointsUnanswered => "points_unanswered",
            Self::DeferredInPart => "deferred_in_part",
            Self::OutcomeUnfit => "outcome_unfit",
            Self::TasksUnfit { .. } => "tasks_unfit",
            Self::DueDayUnfit { .. } => "due_day_unfit",
            Self::ReplacementUnfit => "replacement_unfit",
            Self::MemberUnfit => "member_unfit",
            Self::ItemsUndecided(_) => "items_undecided",
            Self::MinutesOutdated => "minutes_outdated",
            Self::Rules(_) => "rules",
            Self::BegunAlready => "begun_already",
            Self::ScopeUnknown => "scope_unknown",
            Self::PeriodUnfit => "period_unfit",
            Self::InquiryOver => "inquiry_over",
            Self::NothingToRead => "nothing_to_read",
            Self::HoursUnfit { .. } => "hours_unfit",
            Self::EmergencyAccessOver => "emergency_access_over",
            Self::ChangeOver => "change_over",
            Self::StepsUnfit(_) => "steps_unfit",
            Self::StepsUncounted { .. } => "steps_uncounted",
            Self::MomentUnfit => "moment_unfit",
            Self::SignatureMissing => "signature_missing",
            Self::RulesDepartmentMissing { .. } => "rules_department_missing",
            Self::LastOfficers => "last_officers",
            Self::LastWayIn => "last_way_in",
            Self::OfficersAble => "officers_able",
            Self::PasskeyNeeded => "passkey_needed",
            Self::SignInNameUnfit => "sign_in_name_unfit",
            Self::SignInNameTaken => "sign_in_name_taken",
            Self::IdentityTaken => "identity_taken",
        }
    }
}
