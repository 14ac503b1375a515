//! Decisions on proposals: state machine A.

use super::views_owed;
use super::{Desk, line, reason, remark, sealed_line};
use crate::event::Event;
use crate::ids::{DepartmentId, PaperId, PostId, ProposalId, RevisionId};
use crate::note::{Defect, Measured, NoteFacts, Paper};
use crate::people::Actor;
use crate::permission::{Action, Subject};
use crate::proposal::{FirstSubject, Proposal, StageName};
use crate::refusal::Refusal;
use crate::rules::Before;
use crate::text::TextRef;
use crate::urgent::UrgentApproval;
use std::sync::Arc;

/// Papers with one note at most.
const PAPERS_MAX: usize = 50;

/// A draft as it shall be frozen.
pub(super) struct Frozen {
    /// To whose desk; none for the secretary's.
    pub(super) to: Option<PostId>,
    pub(super) revision: RevisionId,
    pub(super) facts: NoteFacts,
    pub(super) body: TextRef,
}

impl Desk<'_> {
    pub(super) fn start_proposal(
        &self,
        proposal: ProposalId,
        number: String,
        subject: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::StartProposal, 0, (0, self.now))?;
        let post = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?;
        let department = post.department.ok_or(Refusal::Unknown)?;
        let number = self.number_of_new(proposal, department, &number, &subject)?;
        let subject = FirstSubject::Sealed(subject);
        Ok(vec![Event::ProposalStarted { proposal, department, number, subject }])
    }

    /// The number under which a proposal begins, as it is kept; where it may not begin so, why.
    pub(super) fn number_of_new(
        &self,
        proposal: ProposalId,
        department: DepartmentId,
        number: &str,
        subject: &TextRef,
    ) -> Result<String, Refusal> {
        let number = line("number", number)?;
        sealed_line("subject", subject)?;
        if self.cabinet.proposals.contains_key(&proposal) {
            return Err(Refusal::IdTaken);
        }
        if self.cabinet.proposal_under(department, &number).is_some_and(|other| !other.is_given_up()) {
            return Err(Refusal::NumberTaken);
        }
        Ok(number)
    }

    /// The proposal, if `action` is offered on it and the author saw its present version.
    pub(super) fn proposal(&self, id: ProposalId, action: Action, seen: u32) -> Result<&Arc<Proposal>, Refusal> {
        let proposal = self.cabinet.proposal(id).ok_or(Refusal::Unknown)?;
        let version = self.cabinet.version_seen_by(self.actor, proposal);
        self.demand(Subject::Proposal(id), action, seen, (version, proposal.since))?;
        Ok(proposal)
    }

    pub(super) fn attach_paper(&self, id: ProposalId, seen: u32, paper: Paper) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::EditDraft, seen)?;
        // A paper without pages was not opened, because the office that sent it did not offer the act yet.
        if paper.pages == 0 {
            return Err(Refusal::MovedOn { seen, now: seen, since: proposal.since });
        }
        if proposal.papers.len() >= PAPERS_MAX {
            return Err(Refusal::TooManyPapers { papers_max: PAPERS_MAX });
        }
        if self.cabinet.papers.contains_key(&paper.id) {
            return Err(Refusal::IdTaken);
        }
        let title = line("title", &paper.title)?;
        Ok(vec![Event::PaperAttached { proposal: id, paper: Paper { title, ..paper } }])
    }

    pub(super) fn remove_paper(&self, id: ProposalId, seen: u32, paper: PaperId) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::EditDraft, seen)?;
        if !proposal.papers.contains(&paper) {
            return Err(Refusal::Unknown);
        }
        Ok(vec![Event::PaperRemoved { proposal: id, paper }])
    }

    /// Everything that ever lay with the draft goes with it: no revision names any of it.
    pub(super) fn erase_draft(&self, id: ProposalId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::EraseDraft, seen)?;
        let papers = proposal.paper_records.keys().copied().collect();
        Ok(vec![Event::DraftErased { proposal: id, papers }])
    }

    pub(super) fn put_up(
        &self,
        id: ProposalId,
        seen: u32,
        frozen: Frozen,
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::PutUp, seen)?;
        let rules = self.cabinet.rules.as_ref().ok_or(Refusal::Unknown)?;
        let defects: Vec<Defect> = frozen.facts.defects(rules);
        if !defects.is_empty() {
            return Err(Refusal::Defects(defects));
        }
        let number = proposal.revision().map_or(0, |last| last.number) + 1;
        let Frozen { to, revision, facts, body } = frozen;
        let to = self.desk_above(proposal, to)?;
        if self.cabinet.revisions.contains(&revision) {
            return Err(Refusal::IdTaken);
        }
        let papers = proposal.papers.iter().copied().collect();
        Ok(vec![
            Event::NoteRevised { proposal: id, revision, number, facts: Box::new(facts), body, papers },
            Event::NotePutUp { proposal: id, revision, to, remark: remark(text) },
        ])
    }

    pub(super) fn measure(
        &self,
        id: ProposalId,
        revision: RevisionId,
        measured: Measured,
    ) -> Result<Vec<Event>, Refusal> {
        if *self.actor != Actor::System {
            return Err(Refusal::Unknown);
        }
        let proposal = self.cabinet.proposal(id).ok_or(Refusal::Unknown)?;
        let unmeasured = proposal.revisions.iter().any(|one| one.id == revision && one.measured.is_none());
        if !unmeasured {
            return Err(Refusal::IdTaken);
        }
        Ok(vec![Event::RevisionMeasured { proposal: id, revision, measured }])
    }

    pub(super) fn approve_as_secretary(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::ApproveAsSecretary, seen)?;
        let owed = views_owed(self.cabinet, proposal);
        if !owed.is_empty() {
            return Err(Refusal::NotConsulted(owed));
        }
        all_replied_to(proposal)?;
        let revision = proposal.revision().ok_or(Refusal::Unknown)?.id;
        Ok(vec![Event::SecretaryApproved { proposal: id, revision, remark: remark(text) }])
    }

    pub(super) fn approve_as_minister(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::ApproveAsMinister, seen)?;
        let revision = proposal.revision().ok_or(Refusal::Unknown)?.id;
        Ok(vec![Event::MinisterApproved { proposal: id, revision, remark: remark(text) }])
    }

    pub(super) fn submit(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::Submit, seen)?;
        let revision = proposal.revision().ok_or(Refusal::Unknown)?;
        let rules = self.cabinet.rules.as_ref().ok_or(Refusal::Unknown)?;
        let measured = revision.measured.ok_or(Refusal::NotMeasured)?;
        let mut defects = revision.facts.defects(rules);
        // What was measured are the sections, which are sealed; the rest of the note's words stands in its facts.
        let words = measured.words.saturating_add(revision.facts.words_beside_sections());
        if words > rules.note_words_max && defects.is_empty() {
            defects.push(Defect::TooManyWords { words, words_max: rules.note_words_max });
        }
        if !defects.is_empty() {
            return Err(Refusal::Defects(defects));
        }
        self.all_on_record(proposal, Before::Submission)?;
        if proposal.urgent_approval().and_then(UrgentApproval::given).is_some_and(|given| given.order.is_none()) {
            return Err(Refusal::UrgentOrderMissing);
        }
        Ok(vec![Event::NoteSubmitted { proposal: id, revision: revision.id, remark: remark(text) }])
    }

    /// The cabinet section names what of its checklist is wanting, and says it in words as everybody does.
    pub(super) fn return_proposal(
        &self,
        id: ProposalId,
        seen: u32,
        text: TextRef,
        deficiencies: Vec<String>,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::ReturnProposal, seen)?;
        let scrutinises = proposal.stage.name() == StageName::Submitted;
        if !self.are_of_checklist(&deficiencies) || (!scrutinises && !deficiencies.is_empty()) {
            return Err(Refusal::ChecklistUnfit);
        }
        Ok(vec![Event::NoteReturned { proposal: id, reason: reason(text)?, deficiencies }])
    }

    /// Whether each is an item of the rules' checklist, once.
    fn are_of_checklist(&self, keys: &[String]) -> bool {
        let rules = self.cabinet.rules.as_ref();
        let known = |key: &String| rules.is_some_and(|rules| rules.checklist.iter().any(|item| item.key == *key));
        keys.iter().enumerate().all(|(place, key)| known(key) && !keys.iter().take(place).any(|other| other == key))
    }

    pub(super) fn withdraw(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        self.proposal(id, Action::Withdraw, seen)?;
        Ok(vec![Event::NoteWithdrawn { proposal: id, reason: reason(text)?, views_stay: true }])
    }

    /// The cabinet section has looked at everything that the checklist names.
    pub(super) fn scrutinise(
        &self,
        id: ProposalId,
        seen: u32,
        checked: Vec<String>,
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::Scrutinise, seen)?;
        if !self.are_of_checklist(&checked) {
            return Err(Refusal::ChecklistUnfit);
        }
        // A note that came on paper brings views to which nobody has replied here yet.
        all_replied_to(proposal)?;
        let items = self.cabinet.rules.iter().flat_map(|rules| &rules.checklist);
        let left: Vec<String> = items.map(|item| item.key.clone()).filter(|key| !checked.contains(key)).collect();
        if !left.is_empty() {
            return Err(Refusal::ChecklistIncomplete(left));
        }
        Ok(vec![Event::NoteScrutinised { proposal: id, checked, remark: remark(text) }])
    }

    pub(super) fn clear(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::Clear, seen)?;
        self.all_on_record(proposal, Before::Clearance)?;
        Ok(vec![Event::NoteCleared { proposal: id, remark: remark(text) }])
    }

    pub(super) fn order_for_meeting(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        self.proposal(id, Action::OrderForMeeting, seen)?;
        Ok(vec![Event::MeetingOrdered { proposal: id, remark: remark(text) }])
    }

    pub(super) fn decline(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        self.proposal(id, Action::Decline, seen)?;
        Ok(vec![Event::ProposalDeclined { proposal: id, reason: reason(text)? }])
    }
}

/// The sponsoring department has said what it made of every condition, and of every view that does not concur.
fn all_replied_to(proposal: &Proposal) -> Result<(), Refusal> {
    let unreplied = proposal.stage.consultation().into_iter().flat_map(|all| all.unreplied());
    let unreplied: Vec<DepartmentId> = unreplied.map(|asked| asked.department).collect();
    if unreplied.is_empty() { Ok(()) } else { Err(Refusal::ViewsUnreplied(unreplied)) }
}
