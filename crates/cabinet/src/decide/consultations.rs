//! Decisions on consultations: the part of state machine A in which other departments have the note.

use super::{Desk, remark};
use crate::act::Act;
use crate::cabinet::Cabinet;
use crate::consultation::{CONDITIONS_MAX, Consultation, ReminderWay};
use crate::event::{Asked, Event, ViewReply};
use crate::ids::{DepartmentId, PostId, ProposalId};
use crate::permission::Action;
use crate::proposal::{Answer, Proposal};
use crate::refusal::Refusal;
use crate::text::TextRef;

impl Desk<'_> {
    /// Acts by which a note is consulted upon.
    pub(super) fn consultation_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::SendForViews { proposal, seen, departments, remark } => {
                self.send_for_views(proposal, seen, departments, remark)
            }
            Act::MarkForView { proposal, seen, to, remark } => self.mark_for_view(proposal, seen, to, remark),
            Act::GiveView { proposal, seen, answer, text, conditions } => {
                self.give_view(proposal, seen, answer, text, conditions)
            }
            Act::AnswerQuery { proposal, seen, department, text } => {
                self.answer_query(proposal, seen, department, text)
            }
            Act::Remind { proposal, seen, department, way, whom, text } => {
                self.remind(proposal, seen, Reminded { department, way, whom, text })
            }
            Act::ReplyToViews { proposal, seen, replies } => self.reply_to_views(proposal, seen, replies),
            Act::CloseConsultation { proposal, seen } => self.close_consultation(proposal, seen),
            _ => Err(Refusal::Unknown),
        }
    }

    fn send_for_views(
        &self,
        id: ProposalId,
        seen: u32,
        departments: Vec<DepartmentId>,
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::SendForViews, seen)?;
        let rules = self.cabinet.rules.as_ref().ok_or(Refusal::Unknown)?;
        let Some(revision) = proposal.revision() else { return Err(Refusal::Unknown) };
        let due = rules.consultation_due(self.now);
        let mut asked: Vec<Asked> = Vec::new();
        for department in departments {
            let fit = department != self.cabinet.department_today(proposal.department)
                && self.cabinet.merger(department).is_none()
                && self.cabinet.department_post(department, crate::people::PostKind::Secretary).is_some()
                && !asked.iter().any(|other| other.department == department);
            if !fit {
                return Err(Refusal::DepartmentsUnfit);
            }
            asked.push(Asked { department, due });
        }
        if asked.is_empty() {
            return Err(Refusal::DepartmentsUnfit);
        }
        let missing: Vec<DepartmentId> = views_owed(self.cabinet, proposal)
            .into_iter()
            .filter(|owed| !asked.iter().any(|one| one.department == *owed))
            .collect();
        if !missing.is_empty() {
            return Err(Refusal::NotConsulted(missing));
        }
        Ok(vec![Event::ViewsAsked { proposal: id, revision: revision.id, asked, remark: remark(text) }])
    }

    fn mark_for_view(&self, id: ProposalId, seen: u32, to: PostId, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::MarkForView, seen)?;
        let post = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?;
        let own = post.department.ok_or(Refusal::Unknown)?;
        let round = self.cabinet.round_before(proposal, post).ok_or(Refusal::Unknown)?;
        let from = self.cabinet.view_desk(round).map_or(post.id, |noting| noting.to);
        // A secretary who has not got it calls it to his own desk, and sends it nowhere else.
        let calls_back = from != post.id;
        let fits = from != to && (!calls_back || to == post.id) && self.cabinet.desks_of(own).any(|desk| desk.id == to);
        if !fits {
            return Err(Refusal::DeskUnfit);
        }
        Ok(vec![Event::MarkedForView { proposal: id, department: round.department, from, to, remark: remark(text) }])
    }

    fn give_view(
        &self,
        id: ProposalId,
        seen: u32,
        answer: Answer,
        text: TextRef,
        conditions: Vec<TextRef>,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::GiveView, seen)?;
        let post = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?;
        let own = post.department.ok_or(Refusal::Unknown)?;
        let owed = self.cabinet.round_owed(proposal, own).ok_or(Refusal::Unknown)?;
        if answer == Answer::Query && owed.open_query().is_some() {
            return Err(Refusal::QueryOpen);
        }
        let department = owed.department;
        says_what_it_is(answer, &text, &conditions)?;
        Ok(vec![Event::ViewGiven { proposal: id, department, answer, text, conditions }])
    }

    /// A consultation ends when all have answered or their time is over; who has not answered then
    /// stands in the record as «प्राप्त नहीं».
    fn close_consultation(&self, id: ProposalId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::CloseConsultation, seen)?;
        let consultation = proposal.stage.consultation().ok_or(Refusal::Unknown)?;
        let waited_for = || self.cabinet.views_outstanding(proposal);
        let stopped = waited_for().filter(|asked| asked.clock_stopped().is_some());
        let stopped: Vec<DepartmentId> = stopped.map(|asked| asked.department).collect();
        if !stopped.is_empty() {
            return Err(Refusal::QueriesUnanswered(stopped));
        }
        match waited_for().map(|asked| asked.due).max() {
            Some(until) if until > self.now => {
                let departments = waited_for().map(|asked| asked.department).collect();
                Err(Refusal::ViewsOutstanding { departments, until })
            }
            _ => {
                let not_received = consultation.outstanding().map(|asked| asked.department).collect();
                Ok(vec![Event::ConsultationClosed { proposal: id, not_received }])
            }
        }
    }

    /// The clock goes on with the days that were left when it stopped.
    fn answer_query(
        &self,
        id: ProposalId,
        seen: u32,
        department: DepartmentId,
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::AnswerQuery, seen)?;
        let rules = self.cabinet.rules.as_ref().ok_or(Refusal::Unknown)?;
        let asked = self.cabinet.views_outstanding(proposal).find(|asked| asked.department == department);
        let asked = asked.filter(|asked| asked.open_query().is_some()).ok_or(Refusal::NoQuery)?;
        if text.is_empty() {
            return Err(Refusal::TextMissing);
        }
        let due = asked.clock_stopped().map_or(asked.due, |at| rules.consultation_resumed(asked.due, at, self.now));
        Ok(vec![Event::QueryAnswered { proposal: id, department, text, due }])
    }

    fn remind(&self, id: ProposalId, seen: u32, given: Reminded) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::Remind, seen)?;
        let Reminded { department, way, whom, text } = given;
        if !self.cabinet.views_outstanding(proposal).any(|asked| asked.department == department) {
            return Err(Refusal::DepartmentsUnfit);
        }
        let whom = remark(whom).filter(|_| way == ReminderWay::Telephone);
        if whom.is_none() && way == ReminderWay::Telephone {
            return Err(Refusal::FieldMissing { field: "whom" });
        }
        Ok(vec![Event::ReminderRecorded { proposal: id, department, way, whom, text: remark(text) }])
    }

    fn reply_to_views(&self, id: ProposalId, seen: u32, replies: Vec<ViewReply>) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::ReplyToViews, seen)?;
        let consultation = proposal.stage.consultation().ok_or(Refusal::Unknown)?;
        let aims = |reply: &ViewReply| (reply.department, reply.condition);
        let fit = |place: usize, reply: &ViewReply| {
            aims_at_something(consultation, reply)
                && !replies.iter().take(place).any(|other| aims(other) == aims(reply))
        };
        if replies.is_empty() || !replies.iter().enumerate().all(|(place, reply)| fit(place, reply)) {
            return Err(Refusal::RepliesUnfit);
        }
        let replies: Vec<ViewReply> =
            replies.into_iter().map(|reply| ViewReply { reason: reply.reason.and_then(remark), ..reply }).collect();
        if replies.iter().any(|reply| !reply.taken_in && reply.reason.is_none()) {
            return Err(Refusal::ReasonMissing);
        }
        Ok(vec![Event::ViewsReplied { proposal: id, replies }])
    }
}

/// A conditional view has conditions, each with words, and no other has any; every other one has words.
pub(super) fn says_what_it_is(answer: Answer, text: &TextRef, conditions: &[TextRef]) -> Result<(), Refusal> {
    let conditional = answer == Answer::ConcursWithConditions;
    let fit = conditions.len() <= CONDITIONS_MAX && !conditions.iter().any(TextRef::is_empty);
    if conditional == conditions.is_empty() || !fit {
        return Err(Refusal::ConditionsUnfit { conditions_max: CONDITIONS_MAX });
    }
    if text.is_empty() && !conditional { Err(Refusal::TextMissing) } else { Ok(()) }
}

/// A reminder as it is recorded.
struct Reminded {
    department: DepartmentId,
    way: ReminderWay,
    whom: TextRef,
    text: TextRef,
}

/// Whether a reply aims at a condition that stands, or at a view that does not concur.
fn aims_at_something(consultation: &Consultation, reply: &ViewReply) -> bool {
    match (consultation.view_of(reply.department), reply.condition) {
        (None, _) => false,
        (Some(view), None) => view.differs(),
        (Some(view), Some(number)) => {
            usize::try_from(number).is_ok_and(|number| (1..=view.conditions.len()).contains(&number))
        }
    }
}

/// Departments that the note's concerns demand and that were never asked about it. The sponsoring
/// department needs no view of itself.
#[must_use]
pub fn views_owed(cabinet: &Cabinet, proposal: &Proposal) -> Vec<DepartmentId> {
    let Some(revision) = proposal.revision() else { return Vec::new() };
    let asked = |department: &DepartmentId| {
        cabinet.rounds_of(proposal, *department).next().is_some()
            || proposal.on_paper.as_ref().is_some_and(|origin| origin.has_view_of(cabinet, *department))
    };
    let mut owed = cabinet.views_demanded(proposal.department, &revision.facts);
    owed.retain(|department| !asked(department));
    owed
}
