//! How events of a consultation change proposals.

use crate::cabinet::Cabinet;
use crate::consultation::{Condition, Consultation, Consultee, QueryAnswer, Reminder, Reply, View};
use crate::event::{Event, Recorded, ViewReply};
use crate::ids::{DepartmentId, ProposalId, RevisionId};
use crate::moment::Moment;
use crate::noting::Noting;
use crate::proposal::{PreconditionRecord, Stage};
use crate::text::TextRef;
use std::sync::Arc;

impl Cabinet {
    /// Events of a consultation, and what was recorded for it.
    pub(super) fn consult_upon_proposal(&mut self, recorded: &Recorded, event: &Event) {
        match event {
            Event::ViewsAsked { proposal, revision, asked, remark } => {
                let number = self.revision_number(*proposal, *revision);
                self.step(*proposal, recorded, "views_asked", remark.as_ref(), |stage| match stage {
                    Stage::InDepartment { carried, .. } => {
                        let mut consultation = carried.unwrap_or_default();
                        consultation.asked.extend(asked.iter().map(|one| Consultee {
                            department: one.department,
                            revision: number,
                            sent: recorded.at,
                            due: one.due,
                            views: Vec::new(),
                            reminders: Vec::new(),
                            notings: Vec::new(),
                        }));
                        Stage::Consulting { revision: *revision, consultation }
                    }
                    other => other,
                });
            }
            Event::ConsultationClosed { proposal, .. } => {
                self.step(*proposal, recorded, "consultation_closed", None, |stage| match stage {
                    Stage::Consulting { revision, consultation } => {
                        Stage::ConsultationClosed { revision, consultation }
                    }
                    other => other,
                });
            }
            Event::ViewsReplied { proposal, replies } => {
                self.note_movement(*proposal, recorded, "views_replied");
                self.change_consultation(*proposal, |consultation| reply(consultation, recorded, replies));
                self.change_proposal(*proposal, |proposal| proposal.version += 1);
            }
            Event::PreconditionRecorded { proposal, precondition, revision, number, date, text } => {
                self.note_movement(*proposal, recorded, "precondition_recorded");
                let record = PreconditionRecord {
                    key: precondition.clone(),
                    number: number.clone(),
                    date: date.clone(),
                    text: text.clone(),
                    revision: *revision,
                    by: recorded.by.charge(),
                    at: recorded.at,
                };
                self.change_proposal(*proposal, |proposal| {
                    proposal.preconditions.push_back(Arc::new(record));
                    proposal.version += 1;
                });
            }
            event => self.answer_in_consultation(recorded, event),
        }
    }

    /// What is said in a consultation without moving it: each department has a page of its own.
    fn answer_in_consultation(&mut self, recorded: &Recorded, event: &Event) {
        let (by, at) = (recorded.by.charge(), recorded.at);
        match event {
            Event::ViewGiven { proposal, department, answer, text, conditions } => {
                let conditions = conditions.iter().map(|text| Condition { text: text.clone(), reply: None }).collect();
                let (answer, text) = (*answer, text.clone());
                let view = View { by, at, answer, text, conditions, reply: None, answered: None, on_file: None };
                self.change_round(*proposal, *department, |asked| asked.views.push(view));
                self.note_movement(*proposal, recorded, "view_given");
            }
            Event::QueryAnswered { proposal, department, text, due } => {
                let answered = QueryAnswer { by, at, text: text.clone() };
                self.change_round(*proposal, *department, |asked| answer_query(asked, answered, *due));
                self.note_movement(*proposal, recorded, "query_answered");
            }
            Event::ReminderRecorded { proposal, department, way, whom, text } => {
                let reminder = Reminder { by, at, way: *way, whom: whom.clone(), text: text.clone() };
                self.change_round(*proposal, *department, |asked| asked.reminders.push(reminder));
                self.note_movement(*proposal, recorded, "reminder_recorded");
            }
            // Neither the register nor the version of the proposal tells of it: both are read outside the department.
            Event::MarkedForView { proposal, department, from, to, remark } => {
                let noting = Noting { by, at, from: *from, to: *to, text: remark.clone() };
                self.change_round(*proposal, *department, |asked| asked.notings.push(noting));
            }
            event => self.approve_proposal(recorded, event),
        }
    }

    fn change_consultation(&mut self, id: ProposalId, change: impl FnOnce(&mut Consultation)) {
        self.change_proposal(id, |record| {
            if let Some(consultation) = record.stage.consultation_mut() {
                change(consultation);
            }
        });
    }

    fn change_round(&mut self, id: ProposalId, department: DepartmentId, change: impl FnOnce(&mut Consultee)) {
        self.change_consultation(id, |consultation| {
            if let Some(asked) = consultation.latest_mut(department) {
                change(asked);
            }
        });
    }

    fn revision_number(&self, id: ProposalId, revision: RevisionId) -> u32 {
        let record = self.proposals.get(&id);
        let found = record.and_then(|record| record.revision_with(revision));
        found.map_or(0, |one| one.number)
    }
}

fn answer_query(asked: &mut Consultee, answered: QueryAnswer, due: Moment) {
    if let Some(query) = asked.views.last_mut() {
        query.answered = Some(answered);
        asked.due = due;
    }
}

fn reply(consultation: &mut Consultation, recorded: &Recorded, replies: &[ViewReply]) {
    for given in replies {
        let reason: Option<TextRef> = given.reason.clone();
        let reply = Reply { by: recorded.by.charge(), at: recorded.at, taken_in: given.taken_in, reason };
        match (consultation.view_of_mut(given.department), given.condition) {
            (Some(view), None) => view.reply = Some(reply),
            (Some(view), Some(number)) => {
                let place = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
                if let Some(condition) = view.conditions.get_mut(place) {
                    condition.reply = Some(reply);
                }
            }
            (None, _) => {}
        }
    }
}
