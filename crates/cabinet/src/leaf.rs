//! What the public leaf says of an event: a coarse kind, ids, and which texts may have to be proved
//! alone. Never which way a person decided.

use crate::event::Event;
use crate::proposal::FirstSubject;
use crate::text::Digest;
use uuid::Uuid;

/// The public side of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeafFacts {
    /// A coarse kind.
    pub kind: &'static str,
    /// Named ids.
    pub ids: Vec<(&'static str, Uuid)>,
    /// Texts and files that may have to be proved alone: id and HMAC under a salt that lies in the
    /// sealed payload.
    pub texts: Vec<(Uuid, Digest)>,
}

/// The public side of an event.
///
/// A return and an approval are both a `movement`, of minutes both `minutes` without a text: the
/// proof of minutes stands in the leaf of their writing; every outcome of an item is a `decision`; the
/// proofs of decision texts are there for every outcome.
#[must_use]
pub fn leaf_facts(event: &Event) -> LeafFacts {
    match event {
        Event::LedgerBegun { .. } | Event::RulesAdopted { .. } => facts("government", vec![]),
        Event::RootKeyRotated { .. } | Event::EpochKeyRotated { .. } => facts("keys", vec![]),
        Event::DepartmentEntered { department } => facts("people", vec![("department", department.id.0)]),
        Event::PostEntered { post } => facts("people", vec![("post", post.id.0)]),
        Event::PersonEntered { person } => facts("people", vec![("person", person.id.0)]),
        Event::ChargeTaken { charge } => facts("people", vec![("charge", charge.id.0)]),
        Event::ProposalStarted { proposal, .. }
        | Event::PaperNoteRegistered { proposal, .. }
        | Event::DraftErased { proposal, .. } => facts("proposal", vec![("proposal", proposal.0)]),
        Event::PaperAttached { proposal, paper } => LeafFacts {
            texts: vec![(paper.id.0, paper.proof)],
            ..facts("paper", vec![("proposal", proposal.0), ("paper", paper.id.0)])
        },
        Event::PaperRemoved { proposal, paper } => facts("paper", vec![("proposal", proposal.0), ("paper", paper.0)]),
        Event::NoteRevised { proposal, revision, body, .. } => LeafFacts {
            texts: vec![(body.id.0, body.proof)],
            ..facts("revision", vec![("proposal", proposal.0), ("revision", revision.0)])
        },
        Event::RevisionMeasured { proposal, revision, .. } => {
            facts("measure", vec![("proposal", proposal.0), ("revision", revision.0)])
        }
        // Its conditions stay in the sealed side: how many there are would tell how it was answered.
        Event::ViewGiven { proposal, department, text, .. }
        | Event::PaperViewRecorded { proposal, department, text, .. } => LeafFacts {
            texts: vec![(text.id.0, text.proof)],
            ..facts("view", vec![("proposal", proposal.0), ("department", department.0)])
        },
        Event::NotePutUp { proposal, .. }
        | Event::ViewsAsked { proposal, .. }
        | Event::ConsultationClosed { proposal, .. }
        | Event::SecretaryApproved { proposal, .. }
        | Event::MinisterApproved { proposal, .. }
        | Event::NoteSubmitted { proposal, .. }
        | Event::PaperNoteReceived { proposal, .. }
        | Event::NoteReturned { proposal, .. }
        | Event::NoteWithdrawn { proposal, .. }
        | Event::NoteScrutinised { proposal, .. }
        | Event::NoteCleared { proposal, .. }
        | Event::MeetingOrdered { proposal, .. }
        | Event::ViewsReplied { proposal, .. }
        | Event::ProposalDeclined { proposal, .. }
        | Event::CirculationOrdered { proposal, .. }
        | Event::CirculationApproved { proposal, .. }
        | Event::UrgencyRequested { proposal, .. }
        | Event::UrgencyForwarded { proposal, .. }
        | Event::UrgencyRefused { proposal, .. }
        | Event::UrgentlyApproved { proposal, .. }
        | Event::UrgentOrderRecorded { proposal, .. }
        | Event::FileMoved { proposal, .. }
        | Event::FilePulledBack { proposal, .. }
        | Event::FileOpened { proposal, .. }
        | Event::CopiesSent { proposal, .. }
        | Event::MeetingOrderedByTelephone { proposal, .. }
        | Event::CirculationOrderedByTelephone { proposal, .. }
        | Event::ReturnOrderedByTelephone { proposal, .. }
        | Event::DeclineOrderedByTelephone { proposal, .. }
        | Event::TelephoneOrderConfirmed { proposal, .. }
        | Event::TelephoneOrderDisowned { proposal, .. } => facts("movement", vec![("proposal", proposal.0)]),
        // An answer to a query would tell that a view was none: it looks like a reminder.
        Event::QueryAnswered { proposal, .. } | Event::ReminderRecorded { proposal, .. } => {
            facts("consultation", vec![("proposal", proposal.0)])
        }
        // Upon which note, and of which department, stands in the sealed side: who sent it for a view would learn of the sheet.
        Event::MarkedForView { .. } => facts("noting", vec![]),
        Event::BriefWritten { proposal, .. } => facts("brief", vec![("proposal", proposal.0)]),
        Event::PreconditionRecorded { proposal, .. } => facts("precondition", vec![("proposal", proposal.0)]),
        Event::CopiesAllowed { post, .. } => facts("copies", vec![("post", post.0)]),
        // Of what, and to whom, stands in the sealed side.
        Event::CopyAsked { copy, .. }
        | Event::CopyGiven { copy, .. }
        | Event::CopyRefused { copy, .. }
        | Event::CopyReturned { copy } => facts("copy", vec![("copy", copy.0)]),
        Event::PaperRouteSet { department, .. } => facts("paper_route", vec![("department", department.0)]),
        // Who answered stands in the sealed side: beside the time of an answer it would tell who was late.
        Event::CirculationSent { proposal, .. }
        | Event::CirculationAnswered { proposal, .. }
        | Event::CirculationClosed { proposal, .. } => facts("circulation", vec![("proposal", proposal.0)]),
        meeting => meeting_facts(meeting),
    }
}

fn meeting_facts(event: &Event) -> LeafFacts {
    match event {
        Event::MeetingProposed { meeting, .. }
        | Event::MeetingCalled { meeting }
        | Event::AgendaApproved { meeting, .. }
        | Event::FolderReleased { meeting, .. }
        | Event::SittingOpened { meeting, .. }
        | Event::SittingConcluded { meeting } => facts("meeting", vec![("meeting", meeting.0)]),
        Event::ItemListed { meeting, item, proposal, .. } | Event::ItemRemoved { meeting, item, proposal } => {
            facts("agenda", vec![("meeting", meeting.0), ("item", item.0), ("proposal", proposal.0)])
        }
        // Who takes no part, and why, stands in the sealed side.
        Event::ItemMoved { meeting, item, .. }
        | Event::ItemCalled { meeting, item }
        | Event::MemberRecused { meeting, item, .. }
        | Event::RecusalLifted { meeting, item, .. } => facts("agenda", vec![("meeting", meeting.0), ("item", item.0)]),
        Event::DecisionsRecorded { meeting, item, outcomes } => LeafFacts {
            texts: outcomes.iter().map(|point| (point.text.id.0, point.text.proof)).collect(),
            ..facts("decision", vec![("meeting", meeting.0), ("item", item.0)])
        },
        Event::MinutesDrafted { meeting, minutes } => {
            LeafFacts { texts: vec![(minutes.id.0, minutes.proof)], ..facts("minutes", vec![("meeting", meeting.0)]) }
        }
        Event::MinutesSubmitted { meeting }
        | Event::MinutesReturned { meeting, .. }
        | Event::MinutesApproved { meeting, .. }
        | Event::MinutesCirculated { meeting } => facts("minutes", vec![("meeting", meeting.0)]),
        Event::ExtractIssued { meeting, item, proposal, text } => LeafFacts {
            texts: vec![(text.id.0, text.proof)],
            ..facts("extract", vec![("meeting", meeting.0), ("item", item.0), ("proposal", proposal.0)])
        },
        // Set with every extract, be there any or not: whether something is to be done tells what was decided.
        Event::TasksSet { meeting, item, proposal, .. } | Event::ExtractAcknowledged { meeting, item, proposal } => {
            facts("extract", vec![("meeting", meeting.0), ("item", item.0), ("proposal", proposal.0)])
        }
        task => task_facts(task),
    }
}

/// Whatever becomes of a task is one kind, without a text: a refused claim looks like a verified one. It names neither
/// the item nor the matter.
fn task_facts(event: &Event) -> LeafFacts {
    match event {
        Event::TaskAcknowledged { task }
        | Event::TaskOrderRecorded { task, .. }
        | Event::TaskReported { task, .. }
        | Event::TaskClaimed { task, .. }
        | Event::TaskVerified { task }
        | Event::TaskClaimRefused { task, .. }
        | Event::TaskExtensionAsked { task, .. }
        | Event::TaskExtensionGranted { task, .. }
        | Event::TaskExtensionRefused { task, .. }
        | Event::DeviationProposed { task, .. }
        | Event::DeviationDismissed { task, .. }
        | Event::TaskReplaced { task, .. } => facts("task", vec![("task", task.0)]),
        inquiry => inquiry_facts(inquiry),
    }
}

/// Asking, agreeing, refusing and ending are one kind; neither scope nor reason is told.
fn inquiry_facts(event: &Event) -> LeafFacts {
    match event {
        Event::InquiryAsked { inquiry, .. }
        | Event::InquiryAgreed { inquiry }
        | Event::InquiryRefused { inquiry }
        | Event::InquiryEnded { inquiry } => facts("inquiry", vec![("inquiry", inquiry.0)]),
        emergency => emergency_facts(emergency),
    }
}

/// Asking, agreeing, refusing and ending are one kind; neither scope nor reason is told.
fn emergency_facts(event: &Event) -> LeafFacts {
    match event {
        Event::EmergencyAccessAsked { access, .. }
        | Event::EmergencyAccessAgreed { access, .. }
        | Event::EmergencyAccessRefused { access }
        | Event::EmergencyAccessEnded { access } => facts("emergency_access", vec![("emergency_access", access.0)]),
        people => people_facts(people),
    }
}

/// A change is one kind whatever became of it; what it did stands in leaves of its own.
fn people_facts(event: &Event) -> LeafFacts {
    match event {
        Event::ChangeProposed { change, .. }
        | Event::ChangeAgreed { change }
        | Event::ChangeRefused { change }
        | Event::ChangeEnded { change }
        | Event::ChangeImpossible { change, .. }
        | Event::ChangeAcknowledged { change }
        | Event::ChangeEnacted { change } => facts("change", vec![("change", change.0)]),
        Event::DepartmentChanged { department } => facts("people", vec![("department", department.id.0)]),
        Event::PostChanged { post } => facts("people", vec![("post", post.id.0)]),
        Event::PersonChanged { person } => facts("people", vec![("person", person.id.0)]),
        Event::PostClosed { post } | Event::PostRanked { post, .. } => facts("people", vec![("post", post.0)]),
        Event::RankSet { rank } => facts("people", vec![("rank", rank.id.0)]),
        Event::BodyEntered { body } | Event::BodyChanged { body } => facts("people", vec![("body", body.id.0)]),
        Event::BodyDissolved { body } => facts("people", vec![("body", body.0)]),
        Event::LeaveArranged { leave } => facts("people", vec![("leave", leave.id.0)]),
        Event::LeaveEnded { leave } => facts("people", vec![("leave", leave.0)]),
        Event::DepartmentMerged { department, .. } => facts("people", vec![("department", department.0)]),
        Event::MinistryBegun { ministry } => facts("people", vec![("ministry", ministry.id.0)]),
        Event::ChargeEnded { charge } => facts("people", vec![("charge", charge.0)]),
        Event::EnrolmentOrdered { enrolment } => facts("people", vec![("enrolment", enrolment.id.0)]),
        Event::PasskeyEnrolled { passkey, .. } => facts("people", vec![("passkey", passkey.id.0)]),
        Event::PasskeyRevoked { passkey, .. } => facts("people", vec![("passkey", passkey.0)]),
        Event::PasswordSet { password, .. } => facts("people", vec![("password", password.id.0)]),
        Event::PasswordRevoked { password, .. } => facts("people", vec![("password", password.0)]),
        Event::IdentityBound { identity } => facts("people", vec![("identity", identity.id.0)]),
        Event::IdentityRevoked { identity, .. } => facts("people", vec![("identity", identity.0)]),
        Event::DeviceRegistered { device } => facts("people", vec![("device", device.id.0)]),
        Event::DeviceEnrolled { device, .. } | Event::DeviceLost { device } => {
            facts("people", vec![("device", device.0)])
        }
        Event::ApprovalSigned { .. } => facts("signature", vec![]),
        // For whom stands in the leaves of its codes.
        Event::OfficersRecovered { .. } => facts("recovery", vec![]),
        _ => facts("other", vec![]),
    }
}

const fn facts(kind: &'static str, ids: Vec<(&'static str, Uuid)>) -> LeafFacts {
    LeafFacts { kind, ids, texts: Vec::new() }
}

/// Every text and file whose proof an event carries, also those that stay out of the leaf.
#[must_use]
pub fn all_texts(event: &Event) -> Vec<&crate::text::TextRef> {
    match event {
        Event::ProposalStarted { subject: FirstSubject::Sealed(subject), .. } => vec![subject],
        Event::PaperNoteRegistered { subject, .. } => vec![subject],
        Event::PaperRouteSet { order, reason, .. } | Event::CopiesAllowed { order, reason, .. } => {
            std::iter::once(order).chain(reason).collect()
        }
        Event::NoteRevised { body, .. } => vec![body],
        Event::ViewGiven { text, conditions, .. } | Event::PaperViewRecorded { text, conditions, .. } => {
            std::iter::once(text).chain(conditions).collect()
        }
        Event::ViewsReplied { replies, .. } => replies.iter().filter_map(|reply| reply.reason.as_ref()).collect(),
        Event::ReminderRecorded { whom, text, .. } => whom.iter().chain(text).collect(),
        Event::BriefWritten { text, .. }
        | Event::MeetingOrderedByTelephone { text, .. }
        | Event::CirculationOrderedByTelephone { text, .. }
        | Event::ReturnOrderedByTelephone { text, .. }
        | Event::DeclineOrderedByTelephone { text, .. } => vec![text],
        Event::QueryAnswered { text, .. }
        | Event::ExtractIssued { text, .. }
        | Event::TaskReported { text, .. }
        | Event::TaskClaimed { text, .. }
        | Event::DeviationProposed { text, .. } => vec![text],
        Event::NoteReturned { reason, .. }
        | Event::ProposalDeclined { reason, .. }
        | Event::UrgencyRefused { reason, .. }
        | Event::FilePulledBack { reason, .. }
        | Event::TelephoneOrderDisowned { reason, .. }
        | Event::NoteWithdrawn { reason, .. }
        | Event::MinutesReturned { reason, .. }
        | Event::RecusalLifted { reason, .. }
        | Event::CopyRefused { reason, .. }
        | Event::TaskClaimRefused { reason, .. }
        | Event::TaskExtensionAsked { reason, .. }
        | Event::TaskExtensionRefused { reason, .. }
        | Event::DeviationDismissed { reason, .. }
        | Event::InquiryAsked { reason, .. }
        | Event::OfficersRecovered { reason, .. }
        | Event::ChangeProposed { reason, .. } => vec![reason],
        Event::EmergencyAccessAsked { reason, order, .. } => vec![reason, order],
        Event::UrgencyRequested { urgency, delay, .. } => vec![urgency, delay],
        Event::PasskeyRevoked { reason: remark, .. }
        | Event::PasswordRevoked { reason: remark, .. }
        | Event::IdentityRevoked { reason: remark, .. }
        | Event::MemberRecused { reason: remark, .. }
        | Event::NotePutUp { remark, .. }
        | Event::ViewsAsked { remark, .. }
        | Event::SecretaryApproved { remark, .. }
        | Event::MinisterApproved { remark, .. }
        | Event::NoteSubmitted { remark, .. }
        | Event::PaperNoteReceived { remark, .. }
        | Event::NoteScrutinised { remark, .. }
        | Event::NoteCleared { remark, .. }
        | Event::CirculationOrdered { remark, .. }
        | Event::CirculationSent { remark, .. }
        | Event::CirculationApproved { remark, .. }
        | Event::UrgencyForwarded { remark, .. }
        | Event::UrgentlyApproved { remark, .. }
        | Event::FileMoved { remark, .. }
        | Event::MarkedForView { remark, .. }
        | Event::CopiesSent { remark, .. }
        | Event::TelephoneOrderConfirmed { remark, .. }
        | Event::CirculationAnswered { text: remark, .. }
        | Event::PreconditionRecorded { text: remark, .. }
        | Event::TaskOrderRecorded { text: remark, .. }
        | Event::MeetingOrdered { remark, .. } => remark.iter().collect(),
        Event::DecisionsRecorded { outcomes, .. } => outcomes.iter().map(|point| &point.text).collect(),
        Event::MinutesDrafted { minutes, .. } => vec![minutes],
        _ => Vec::new(),
    }
}
