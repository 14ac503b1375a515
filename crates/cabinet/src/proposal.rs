//! The proposal and its way to the council: state machine A of the rules of business.
//!
//! Each stage holds only what exists in it; a transition consumes one stage and returns the next,
//! or gives the stage back untouched when it does not lead there.

use crate::chief_ministers_office::{Brief, TelephoneOrder};
use crate::circulation::{CirculatedNote, Circulation, CirculationOrder};
use crate::file::FileDesk;
use crate::ids::{ChargeId, DepartmentId, ItemId, MeetingId, PaperId, PostId, ProposalId, RevisionId};
use crate::moment::Moment;
use crate::note::{Paper, Revision};
use crate::paper_route::PaperOrigin;
use crate::text::TextRef;
use crate::urgent::UrgentApproval;
use imbl::{OrdMap, OrdSet, Vector};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::sync::Arc;

pub use crate::consultation::{Answer, Consultation, Consultee, View};

/// Who agreed, under which charge, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
}

/// Why the note lies with the department again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// Under whose charge it was returned.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// The reasons.
    pub reason: TextRef,
    /// Keys of the checklist's items that the cabinet section found wanting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deficiencies: Vec<String>,
}

/// A note that its department stands behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedNote {
    /// The revision that was approved.
    pub revision: RevisionId,
    /// Who was asked and what was answered.
    pub consultation: Consultation,
    /// The secretary's approval.
    pub secretary: Approval,
    /// The minister-in-charge's approval. Where the Chief Minister holds the department himself, a case is not put to him
    /// twice: there is none before his order, which then is both.
    pub minister: Option<Approval>,
}

/// A note that reached the cabinet section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedNote {
    /// What was received.
    pub note: ApprovedNote,
    /// The exact time of receipt.
    pub received: Moment,
}

/// A note that the Chief Minister ordered to be placed before the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedNote {
    /// What was received, and when.
    pub receipt: ReceivedNote,
    /// The cabinet section's scrutiny.
    pub scrutiny: Approval,
    /// The chief secretary's clearance.
    pub clearance: Approval,
    /// The Chief Minister's order.
    pub order: Approval,
    /// How often the council deferred it.
    pub deferrals: u32,
    /// The circulation in which it was not settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circulated: Option<Box<Circulation>>,
    /// The order as it was heard by telephone, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<Box<TelephoneOrder>>,
}

impl OrderedNote {
    /// As it was just ordered: nothing happened to it since.
    pub(crate) const fn new(receipt: ReceivedNote, scrutiny: Approval, clearance: Approval, order: Approval) -> Self {
        Self { receipt, scrutiny, clearance, order, deferrals: 0, circulated: None, telephone: None }
    }
}

impl ReceivedNote {
    /// The note as the Chief Minister orders on it: where he holds the department, his order approves it too.
    #[must_use]
    pub(crate) fn ordered(mut self, order: Approval) -> Self {
        self.note.minister.get_or_insert(order);
        self
    }
}

/// Where a proposal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being drafted in the section.
    Draft {
        /// Views given before it came back.
        carried: Option<Consultation>,
        /// Why it came back, if it did.
        returned: Option<Return>,
    },
    /// With the secretary.
    InDepartment {
        /// The revision put up.
        revision: RevisionId,
        /// Views given on an earlier revision.
        carried: Option<Consultation>,
    },
    /// With the departments that were asked.
    Consulting {
        /// The revision sent.
        revision: RevisionId,
        /// Who was asked.
        consultation: Consultation,
    },
    /// All answered, or their time is over.
    ConsultationClosed {
        /// The revision sent.
        revision: RevisionId,
        /// Who was asked and what was answered.
        consultation: Consultation,
    },
    /// With the minister-in-charge.
    SecretaryApproved {
        /// The revision approved.
        revision: RevisionId,
        /// Who was asked and what was answered.
        consultation: Consultation,
        /// The secretary's approval.
        secretary: Approval,
    },
    /// Back with the secretary, to be submitted.
    MinisterApproved(ApprovedNote),
    /// Urgent approval is asked for: with the chief secretary.
    UrgentlyRequested(ApprovedNote),
    /// Urgent approval is asked for: with the Chief Minister.
    UrgentlyForwarded(ApprovedNote),
    /// Being registered by the cabinet section, to which it came on paper.
    OnPaper,
    /// With the cabinet section.
    Submitted(ReceivedNote),
    /// Returned after submission; in the section again.
    Returned {
        /// Views given before it came back.
        carried: Consultation,
        /// Why.
        returned: Return,
        /// When it had been received.
        received: Moment,
    },
    /// With the chief secretary.
    Scrutinised {
        /// What was received.
        receipt: ReceivedNote,
        /// The cabinet section's scrutiny.
        scrutiny: Approval,
    },
    /// With the Chief Minister.
    Cleared {
        /// What was received.
        receipt: ReceivedNote,
        /// The cabinet section's scrutiny.
        scrutiny: Approval,
        /// The chief secretary's clearance.
        clearance: Approval,
        /// That it goes back or is declined, as it was heard by telephone; nothing follows before the Chief Minister confirms.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        heard: Option<Box<TelephoneOrder>>,
    },
    /// The Chief Minister declined to place it before the council.
    Declined {
        /// What was received.
        receipt: ReceivedNote,
        /// The cabinet section's scrutiny.
        scrutiny: Approval,
        /// The chief secretary's clearance.
        clearance: Approval,
        /// Who, when, why.
        declined: Return,
    },
    /// To be sent to the members.
    CirculationOrdered(CirculatedNote),
    /// With the members.
    Circulating {
        /// What was ordered.
        note: CirculatedNote,
        /// To whom it was sent, and what was answered.
        circulation: Circulation,
    },
    /// All answered, or their time is over; with the Chief Minister.
    CirculationClosed {
        /// What was ordered.
        note: CirculatedNote,
        /// To whom it was sent, and what was answered.
        circulation: Circulation,
    },
    /// Approved by circulation; placed before the next meeting for the record.
    CirculationApproved {
        /// What was ordered.
        note: CirculatedNote,
        /// To whom it was sent, and what was answered.
        circulation: Circulation,
        /// The Chief Minister's approval.
        approval: Approval,
    },
    /// To be listed.
    Ordered(OrderedNote),
    /// On a meeting's agenda.
    Listed {
        /// What was ordered.
        ordered: OrderedNote,
        /// On which meeting's agenda.
        meeting: MeetingId,
        /// As which item.
        item: ItemId,
    },
    /// Decided by the council.
    Decided {
        /// What was ordered.
        ordered: OrderedNote,
        /// By which meeting.
        meeting: MeetingId,
        /// As which item.
        item: ItemId,
    },
    /// The draft was erased before it was ever put up. Number and movements stay.
    Erased {
        /// Who erased it, when.
        by: Approval,
    },
    /// Withdrawn by the minister-in-charge.
    Withdrawn {
        /// Who, when, why.
        withdrawal: Return,
        /// When it had been received by the cabinet section, if it had: a withdrawn note loses the
        /// protection of a cabinet paper.
        received: Option<Moment>,
        /// Views that were given on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carried: Option<Consultation>,
    },
}

/// The name of a stage, for the grid, the pages and the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// प्रारूप, never put up
    Draft,
    /// प्रारूप, sent back before submission
    SentBack,
    /// सचिव के पास
    InDepartment,
    /// अभिमत हेतु
    Consulting,
    /// अभिमत पूर्ण
    ConsultationClosed,
    /// सचिव द्वारा अनुमोदित
    SecretaryApproved,
    /// भारसाधक मंत्री द्वारा अनुमोदित
    MinisterApproved,
    /// प्रत्याशा में अनुमोदन हेतु मुख्य सचिव के पास
    UrgentlyRequested,
    /// प्रत्याशा में अनुमोदन हेतु मुख्यमंत्री के पास
    UrgentlyForwarded,
    /// मूल नस्ती का पंजीयन
    OnPaper,
    /// मंत्रि-परिषद शाखा में प्राप्त
    Submitted,
    /// कमी पूर्ति हेतु वापस
    Returned,
    /// परीक्षित
    Scrutinised,
    /// मुख्य सचिव द्वारा अग्रेषित
    Cleared,
    /// मुख्यमंत्री द्वारा अमान्य
    Declined,
    /// परिचालन का आदेश
    CirculationOrdered,
    /// परिचालन में
    Circulating,
    /// परिचालन पूर्ण
    CirculationClosed,
    /// परिचालन द्वारा अनुमोदित
    CirculationApproved,
    /// बैठक में रखने का आदेश
    Ordered,
    /// कार्यसूची में
    Listed,
    /// निर्णीत
    Decided,
    /// वापस लिया गया, प्राप्ति के पूर्व
    WithdrawnBeforeReceipt,
    /// वापस लिया गया, प्राप्ति के पश्चात्
    WithdrawnAfterReceipt,
    /// प्रारूप मिटाया गया
    Erased,
}

impl StageName {
    /// Every stage, in the order of the way.
    pub const ALL: [Self; 25] = [
        Self::Draft,
        Self::SentBack,
        Self::InDepartment,
        Self::Consulting,
        Self::ConsultationClosed,
        Self::SecretaryApproved,
        Self::MinisterApproved,
        Self::UrgentlyRequested,
        Self::UrgentlyForwarded,
        Self::OnPaper,
        Self::Submitted,
        Self::Returned,
        Self::Scrutinised,
        Self::Cleared,
        Self::Declined,
        Self::CirculationOrdered,
        Self::Circulating,
        Self::CirculationClosed,
        Self::CirculationApproved,
        Self::Ordered,
        Self::Listed,
        Self::Decided,
        Self::WithdrawnBeforeReceipt,
        Self::WithdrawnAfterReceipt,
        Self::Erased,
    ];

    /// The word of the grid.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::SentBack => "sent_back",
            Self::InDepartment => "in_department",
            Self::Consulting => "consulting",
            Self::ConsultationClosed => "consultation_closed",
            Self::SecretaryApproved => "secretary_approved",
            Self::MinisterApproved => "minister_approved",
            Self::UrgentlyRequested => "urgently_requested",
            Self::UrgentlyForwarded => "urgently_forwarded",
            Self::OnPaper => "on_paper",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Scrutinised => "scrutinised",
            Self::Cleared => "cleared",
            Self::Declined => "declined",
            Self::CirculationOrdered => "circulation_ordered",
            Self::Circulating => "circulating",
            Self::CirculationClosed => "circulation_closed",
            Self::CirculationApproved => "circulation_approved",
            Self::Ordered => "ordered",
            Self::Listed => "listed",
            Self::Decided => "decided",
            Self::WithdrawnBeforeReceipt => "withdrawn_before_receipt",
            Self::WithdrawnAfterReceipt => "withdrawn_after_receipt",
            Self::Erased => "erased",
        }
    }
}

impl Stage {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> StageName {
        match self {
            Self::Draft { returned: None, .. } => StageName::Draft,
            Self::Draft { returned: Some(_), .. } => StageName::SentBack,
            Self::InDepartment { .. } => StageName::InDepartment,
            Self::Consulting { .. } => StageName::Consulting,
            Self::ConsultationClosed { .. } => StageName::ConsultationClosed,
            Self::SecretaryApproved { .. } => StageName::SecretaryApproved,
            Self::MinisterApproved(_) => StageName::MinisterApproved,
            Self::UrgentlyRequested(_) => StageName::UrgentlyRequested,
            Self::UrgentlyForwarded(_) => StageName::UrgentlyForwarded,
            Self::OnPaper => StageName::OnPaper,
            Self::Submitted(_) => StageName::Submitted,
            Self::Returned { .. } => StageName::Returned,
            Self::Scrutinised { .. } => StageName::Scrutinised,
            Self::Cleared { .. } => StageName::Cleared,
            Self::Declined { .. } => StageName::Declined,
            Self::CirculationOrdered(_) => StageName::CirculationOrdered,
            Self::Circulating { .. } => StageName::Circulating,
            Self::CirculationClosed { .. } => StageName::CirculationClosed,
            Self::CirculationApproved { .. } => StageName::CirculationApproved,
            Self::Ordered(_) => StageName::Ordered,
            Self::Listed { .. } => StageName::Listed,
            Self::Decided { .. } => StageName::Decided,
            Self::Withdrawn { received: None, .. } => StageName::WithdrawnBeforeReceipt,
            Self::Withdrawn { received: Some(_), .. } => StageName::WithdrawnAfterReceipt,
            Self::Erased { .. } => StageName::Erased,
        }
    }

    /// The consultation so far, where there is one.
    #[must_use]
    pub const fn consultation(&self) -> Option<&Consultation> {
        match self {
            Self::Draft { carried, .. } | Self::InDepartment { carried, .. } => carried.as_ref(),
            Self::Consulting { consultation, .. }
            | Self::ConsultationClosed { consultation, .. }
            | Self::SecretaryApproved { consultation, .. } => Some(consultation),
            Self::MinisterApproved(note) | Self::UrgentlyRequested(note) | Self::UrgentlyForwarded(note) => {
                Some(&note.consultation)
            }
            Self::Submitted(receipt)
            | Self::Scrutinised { receipt, .. }
            | Self::Cleared { receipt, .. }
            | Self::Declined { receipt, .. } => Some(&receipt.note.consultation),
            Self::CirculationOrdered(note)
            | Self::Circulating { note, .. }
            | Self::CirculationClosed { note, .. }
            | Self::CirculationApproved { note, .. } => Some(&note.receipt.note.consultation),
            Self::Returned { carried, .. } => Some(carried),
            Self::Ordered(ordered) | Self::Listed { ordered, .. } | Self::Decided { ordered, .. } => {
                Some(&ordered.receipt.note.consultation)
            }
            Self::Withdrawn { carried, .. } => carried.as_ref(),
            Self::OnPaper | Self::Erased { .. } => None,
        }
    }

    /// Why the note lies with the section again, if it came back.
    #[must_use]
    pub const fn returned(&self) -> Option<&Return> {
        match self {
            Self::Draft { returned, .. } => returned.as_ref(),
            Self::Returned { returned, .. } => Some(returned),
            Self::Withdrawn { withdrawal, .. } => Some(withdrawal),
            Self::Declined { declined, .. } => Some(declined),
            _ => None,
        }
    }

    /// The consultation so far, to be changed.
    pub(crate) const fn consultation_mut(&mut self) -> Option<&mut Consultation> {
        match self {
            Self::Draft { carried, .. } | Self::InDepartment { carried, .. } => carried.as_mut(),
            Self::Consulting { consultation, .. } | Self::ConsultationClosed { consultation, .. } => Some(consultation),
            Self::Returned { carried, .. } => Some(carried),
            // Views on the original file are taken down, and replied to, when the note is there.
            Self::Submitted(receipt) => Some(&mut receipt.note.consultation),
            _ => None,
        }
    }

    /// The order that was heard by telephone, where one was.
    #[must_use]
    pub fn telephone_order(&self) -> Option<&TelephoneOrder> {
        match self {
            Self::Cleared { heard, .. } => heard.as_deref(),
            Self::CirculationOrdered(note)
            | Self::Circulating { note, .. }
            | Self::CirculationClosed { note, .. }
            | Self::CirculationApproved { note, .. } => note.telephone.as_deref(),
            Self::Ordered(ordered) | Self::Listed { ordered, .. } | Self::Decided { ordered, .. } => {
                ordered.telephone.as_deref()
            }
            _ => None,
        }
    }

    /// When the chief secretary cleared what the Chief Minister is to order upon.
    #[must_use]
    pub const fn cleared(&self) -> Option<Moment> {
        match self {
            Self::Cleared { clearance, .. } => Some(clearance.at),
            _ => None,
        }
    }

    /// Whether it stands under what was heard by telephone alone.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.telephone_order().is_some_and(|order| order.confirmed.is_none())
    }

    /// The circulation among the members, where there is or was one.
    #[must_use]
    pub fn circulation(&self) -> Option<&Circulation> {
        match self {
            Self::Circulating { circulation, .. }
            | Self::CirculationClosed { circulation, .. }
            | Self::CirculationApproved { circulation, .. } => Some(circulation),
            Self::Ordered(ordered) | Self::Listed { ordered, .. } | Self::Decided { ordered, .. } => {
                ordered.circulated.as_deref()
            }
            _ => None,
        }
    }

    /// The order to decide by circulation, while it is in force.
    #[must_use]
    pub const fn circulation_order(&self) -> Option<&CirculationOrder> {
        match self {
            Self::CirculationOrdered(note)
            | Self::Circulating { note, .. }
            | Self::CirculationClosed { note, .. }
            | Self::CirculationApproved { note, .. } => Some(&note.order),
            _ => None,
        }
    }

    /// When the cabinet section received the note, if it has.
    #[must_use]
    pub const fn received(&self) -> Option<Moment> {
        match self {
            Self::Submitted(receipt)
            | Self::Scrutinised { receipt, .. }
            | Self::Cleared { receipt, .. }
            | Self::Declined { receipt, .. } => Some(receipt.received),
            Self::CirculationOrdered(note)
            | Self::Circulating { note, .. }
            | Self::CirculationClosed { note, .. }
            | Self::CirculationApproved { note, .. } => Some(note.receipt.received),
            Self::Ordered(ordered) | Self::Listed { ordered, .. } | Self::Decided { ordered, .. } => {
                Some(ordered.receipt.received)
            }
            Self::Returned { received, .. } => Some(*received),
            Self::Withdrawn { received, .. } => *received,
            _ => None,
        }
    }
}

/// What a step in the register was: the kind of its event, without the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step(pub(crate) &'static str);

/// Every step there is; a state that names another one is of another build.
const STEPS: [&str; 49] = [
    "proposal_started",
    "draft_erased",
    "note_put_up",
    "file_moved",
    "file_pulled_back",
    "file_opened",
    "copies_sent",
    "views_asked",
    "view_given",
    "query_answered",
    "reminder_recorded",
    "views_replied",
    "precondition_recorded",
    "consultation_closed",
    "secretary_approved",
    "minister_approved",
    "urgency_requested",
    "urgency_forwarded",
    "urgency_refused",
    "urgently_approved",
    "urgent_order_recorded",
    "note_submitted",
    "paper_note_registered",
    "paper_note_received",
    "note_returned",
    "note_withdrawn",
    "note_scrutinised",
    "note_cleared",
    "meeting_ordered",
    "meeting_ordered_by_telephone",
    "circulation_ordered_by_telephone",
    "return_ordered_by_telephone",
    "decline_ordered_by_telephone",
    "telephone_order_confirmed",
    "telephone_order_disowned",
    "proposal_declined",
    "circulation_ordered",
    "circulation_sent",
    "circulation_answered",
    "circulation_closed",
    "circulation_approved",
    "item_listed",
    "item_removed",
    "item_deferred",
    "item_returned",
    "item_withdrawn",
    "item_decided",
    "extract_issued",
    "extract_acknowledged",
];

impl Step {
    /// The word of the register.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.0
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let known = STEPS.iter().find(|step| **step == written);
        known.map(|step| Self(step)).ok_or_else(|| de::Error::custom("no such step"))
    }
}

/// One step in the register of movements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// What it was.
    pub step: Step,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// Where the proposal stood after it.
    pub stage: StageName,
    /// At whose desk the file lay after it, where it was sent to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<PostId>,
}

/// One numbered paragraph of the note-sheet (टीप).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// 1, 2, 3 … without a gap.
    pub number: u32,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// Its words.
    pub text: TextRef,
    /// The step it accompanied.
    pub step: Step,
}

/// What had to be on record before a note could go on, as it was recorded: scrutiny of its costs, the clearance of a
/// committee, a waiver of the Chief Minister.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreconditionRecord {
    /// Key of the rule.
    pub key: String,
    /// Number of the order or of the minutes.
    pub number: String,
    /// Its day, as `2026-11-08`.
    pub date: String,
    /// What it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextRef>,
    /// Number of the revision that lay there when it was recorded.
    pub revision: u32,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
}

/// The subject under which a matter was opened. A draft may have to be forgotten, and with it these
/// words; what is put up carries its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstSubject {
    /// The words themselves, as `proposal_started/1` carried them; empty once they are erased.
    Words(String),
    /// Sealed beside the ledger under a key of their own.
    Sealed(TextRef),
}

/// A matter on its way to the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// The sponsoring department (प्रस्तावक विभाग).
    pub department: DepartmentId,
    /// File number as the department writes it.
    pub number: String,
    /// Subject as first named; each revision carries its own.
    pub subject: FirstSubject,
    /// When it was started.
    pub started: Moment,
    /// Grows with every step that its readers must know before they act on it.
    pub version: u32,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub since: Moment,
    /// Frozen notes, oldest first.
    pub revisions: Vector<Arc<Revision>>,
    /// Papers that lie with the draft.
    pub papers: Vector<PaperId>,
    /// Every paper that ever lay with it.
    pub paper_records: OrdMap<PaperId, Arc<Paper>>,
    /// The note-sheet.
    pub note_sheet: Vector<Arc<Remark>>,
    /// The register of movements.
    pub movements: Vector<Arc<Movement>>,
    /// How often it was returned after submission.
    pub returns: u32,
    /// What the rules wanted on record, oldest first.
    #[serde(default, skip_serializing_if = "Vector::is_empty")]
    pub preconditions: Vector<Arc<PreconditionRecord>>,
    /// The latest request for approval in anticipation of the council's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent: Option<Arc<UrgentApproval>>,
    /// At whose desk the file lies within its department, where it was sent to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<FileDesk>,
    /// Officers of its department before whom it has lain, or to whom a copy went.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub officers: OrdSet<PostId>,
    /// What the Chief Minister's office laid before the Chief Minister.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<Arc<Brief>>,
    /// How it came on paper, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_paper: Option<Arc<PaperOrigin>>,
}

impl Proposal {
    /// The latest frozen note.
    #[must_use]
    pub fn revision(&self) -> Option<&Arc<Revision>> {
        self.revisions.last()
    }

    /// A frozen note by its id, such as the one that an item lists.
    #[must_use]
    pub fn revision_with(&self, id: RevisionId) -> Option<&Arc<Revision>> {
        self.revisions.iter().find(|revision| revision.id == id)
    }

    /// A frozen note by its number.
    #[must_use]
    pub fn revision_numbered(&self, number: u32) -> Option<&Arc<Revision>> {
        self.revisions.iter().find(|revision| revision.number == number)
    }

    /// The subject as it stands now; none while it lies sealed with a draft that was never put up.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        match (self.revision(), &self.subject) {
            (Some(revision), _) => Some(revision.facts.subject.as_str()),
            (None, FirstSubject::Words(words)) => Some(words.as_str()),
            (None, FirstSubject::Sealed(_)) => None,
        }
    }

    /// The latest request for approval in anticipation of the council's, and what became of it.
    #[must_use]
    pub fn urgent_approval(&self) -> Option<&UrgentApproval> {
        self.urgent.as_deref()
    }

    /// What is on record of a precondition; the latest where it was recorded again.
    #[must_use]
    pub fn precondition(&self, key: &str) -> Option<&Arc<PreconditionRecord>> {
        self.preconditions.iter().rev().find(|record| record.key == key)
    }

    /// The English subject; empty where there is none.
    #[must_use]
    pub fn subject_en(&self) -> &str {
        self.revision().map_or("", |revision| revision.facts.subject_en.as_str())
    }
}
