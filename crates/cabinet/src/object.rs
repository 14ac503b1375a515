//! What can be released and opened, and to which matter it belongs.

use crate::cabinet::Cabinet;
use crate::event::{Event, Recorded};
use crate::leaf::all_texts;
use crate::permission::Subject;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What sort of text or file an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    /// A frozen note.
    Note,
    /// A file.
    Paper,
    /// A department's view.
    View,
    /// A paragraph of a note-sheet, or a reason.
    Remark,
    /// A decision in words.
    Decision,
    /// Minutes.
    Minutes,
    /// An extract.
    Extract,
    /// What a department reported upon a task, claimed, ordered or proposed.
    Report,
    /// A half of an enrolment code.
    Code,
}

impl ObjectKind {
    /// Every sort.
    pub const ALL: [Self; 9] = [
        Self::Note,
        Self::Paper,
        Self::View,
        Self::Remark,
        Self::Decision,
        Self::Minutes,
        Self::Extract,
        Self::Report,
        Self::Code,
    ];

    /// Its word on pages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Paper => "paper",
            Self::View => "view",
            Self::Remark => "remark",
            Self::Decision => "decision",
            Self::Minutes => "minutes",
            Self::Extract => "extract",
            Self::Report => "report",
            Self::Code => "code",
        }
    }
}

/// A text or file that went or may go to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// What sort.
    pub kind: ObjectKind,
    /// The proposal, meeting, item, task, inquiry, emergency access or change to which it belongs.
    pub of: Subject,
}

impl Cabinet {
    /// What an id that stands in the custody ledger is. Ask [`crate::permitted`] before showing more of it.
    #[must_use]
    pub fn object(&self, id: Uuid) -> Option<Object> {
        self.objects.get(&id).copied()
    }

    /// Remembers the texts and files of an event, also those that later ones replace.
    pub(crate) fn index_objects(&mut self, recorded: &Recorded) {
        let Some(object) = object_of(&recorded.event) else { return };
        let own = match &recorded.event {
            Event::NoteRevised { revision, .. } => Some(revision.0),
            Event::PaperAttached { paper, .. } => Some(paper.id.0),
            // A view is known by its words, also where its conditions say all.
            Event::ViewGiven { text, .. } | Event::PaperViewRecorded { text, .. } => Some(text.id.0),
            _ => None,
        };
        let texts = all_texts(&recorded.event).into_iter().filter(|text| !text.is_empty()).map(|text| text.id.0);
        for id in own.into_iter().chain(texts) {
            self.objects.insert(id, object);
        }
        if let Event::ChangeProposed { change, steps, .. } = &recorded.event {
            for (enrolment, _) in crate::change::enrolments(steps) {
                self.objects.insert(enrolment.0, Object { kind: ObjectKind::Code, of: Subject::Change(*change) });
            }
        }
    }
}

/// What the texts and files of an event are.
fn object_of(event: &Event) -> Option<Object> {
    let (kind, of) = match event {
        Event::NoteRevised { proposal, .. } => (ObjectKind::Note, Subject::Proposal(*proposal)),
        Event::PaperAttached { proposal, .. } => (ObjectKind::Paper, Subject::Proposal(*proposal)),
        Event::ViewGiven { proposal, .. }
        | Event::PaperViewRecorded { proposal, .. }
        | Event::QueryAnswered { proposal, .. }
        | Event::ViewsReplied { proposal, .. }
        | Event::CirculationAnswered { proposal, .. } => (ObjectKind::View, Subject::Proposal(*proposal)),
        Event::NotePutUp { proposal, .. }
        | Event::ViewsAsked { proposal, .. }
        | Event::SecretaryApproved { proposal, .. }
        | Event::MinisterApproved { proposal, .. }
        | Event::NoteSubmitted { proposal, .. }
        | Event::PaperNoteReceived { proposal, .. }
        | Event::NoteReturned { proposal, .. }
        | Event::NoteWithdrawn { proposal, .. }
        | Event::NoteScrutinised { proposal, .. }
        | Event::NoteCleared { proposal, .. }
        | Event::MarkedForView { proposal, .. }
        | Event::ReminderRecorded { proposal, .. }
        | Event::PreconditionRecorded { proposal, .. }
        | Event::ProposalDeclined { proposal, .. }
        | Event::CirculationOrdered { proposal, .. }
        | Event::CirculationSent { proposal, .. }
        | Event::CirculationApproved { proposal, .. }
        | Event::UrgencyRequested { proposal, .. }
        | Event::UrgencyForwarded { proposal, .. }
        | Event::UrgencyRefused { proposal, .. }
        | Event::UrgentlyApproved { proposal, .. }
        | Event::FileMoved { proposal, .. }
        | Event::FilePulledBack { proposal, .. }
        | Event::CopiesSent { proposal, .. }
        | Event::BriefWritten { proposal, .. }
        | Event::MeetingOrderedByTelephone { proposal, .. }
        | Event::CirculationOrderedByTelephone { proposal, .. }
        | Event::ReturnOrderedByTelephone { proposal, .. }
        | Event::DeclineOrderedByTelephone { proposal, .. }
        | Event::TelephoneOrderConfirmed { proposal, .. }
        | Event::TelephoneOrderDisowned { proposal, .. }
        | Event::MeetingOrdered { proposal, .. } => (ObjectKind::Remark, Subject::Proposal(*proposal)),
        Event::DecisionsRecorded { meeting, item, .. } => (ObjectKind::Decision, Subject::Item(*meeting, *item)),
        Event::MemberRecused { meeting, item, .. } | Event::RecusalLifted { meeting, item, .. } => {
            (ObjectKind::Remark, Subject::Item(*meeting, *item))
        }
        Event::MinutesDrafted { meeting, .. } => (ObjectKind::Minutes, Subject::Meeting(*meeting)),
        Event::MinutesReturned { meeting, .. } => (ObjectKind::Remark, Subject::Meeting(*meeting)),
        Event::ExtractIssued { meeting, item, .. } => (ObjectKind::Extract, Subject::Item(*meeting, *item)),
        Event::TaskReported { task, .. }
        | Event::TaskClaimed { task, .. }
        | Event::TaskOrderRecorded { task, .. }
        | Event::DeviationProposed { task, .. } => (ObjectKind::Report, Subject::Task(*task)),
        Event::TaskClaimRefused { task, .. }
        | Event::TaskExtensionAsked { task, .. }
        | Event::TaskExtensionRefused { task, .. }
        | Event::DeviationDismissed { task, .. } => (ObjectKind::Remark, Subject::Task(*task)),
        Event::InquiryAsked { inquiry, .. } => (ObjectKind::Remark, Subject::Inquiry(*inquiry)),
        Event::EmergencyAccessAsked { access, .. } => (ObjectKind::Remark, Subject::EmergencyAccess(*access)),
        Event::ChangeProposed { change, .. } => (ObjectKind::Remark, Subject::Change(*change)),
        Event::PasskeyRevoked { .. }
        | Event::PasswordRevoked { .. }
        | Event::IdentityRevoked { .. }
        | Event::PaperRouteSet { .. }
        | Event::CopyRefused { .. }
        | Event::CopiesAllowed { .. } => (ObjectKind::Remark, Subject::Government),
        _ => return None,
    };
    Some(Object { kind, of })
}
