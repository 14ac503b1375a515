//! How events change proposals. Each transition consumes a stage and returns the next.

use super::{approval, given_reason};
use crate::cabinet::Cabinet;
use crate::event::{Event, Recorded};
use crate::file_number;
use crate::ids::{DepartmentId, ProposalId};
use crate::note::Revision;
use crate::proposal::{
    ApprovedNote, FirstSubject, Movement, OrderedNote, Proposal, ReceivedNote, Remark, Return, Stage, Step,
};
use crate::text::TextRef;
use imbl::{OrdMap, OrdSet, Vector};
use std::sync::Arc;

impl Cabinet {
    pub(super) fn apply_to_proposals(&mut self, recorded: &Recorded, event: &Event) {
        match event {
            Event::ProposalStarted { proposal, department, number, subject } => {
                let begins = Stage::Draft { carried: None, returned: None };
                self.begin_proposal(recorded, *proposal, (*department, number), subject.clone(), begins);
                self.step(*proposal, recorded, "proposal_started", None, |stage| stage);
            }
            Event::DraftErased { proposal, .. } => {
                let by = approval(recorded);
                self.change_proposal(*proposal, |record| {
                    record.subject = FirstSubject::Words(String::new());
                    record.papers.clear();
                });
                self.step(*proposal, recorded, "draft_erased", None, |stage| match stage {
                    Stage::Draft { returned: None, .. } | Stage::OnPaper => Stage::Erased { by },
                    other => other,
                });
            }
            Event::PaperAttached { proposal, paper } => {
                self.papers.insert(paper.id, *proposal);
                self.change_proposal(*proposal, |record| {
                    record.papers.push_back(paper.id);
                    record.paper_records.insert(paper.id, Arc::new(paper.clone()));
                    record.version += 1;
                });
            }
            Event::PaperRemoved { proposal, paper } => self.change_proposal(*proposal, |record| {
                record.papers.retain(|other| other != paper);
                record.version += 1;
            }),
            Event::RevisionMeasured { proposal, revision, measured } => {
                self.change_proposal(*proposal, |record| {
                    for one in &mut record.revisions {
                        if one.id == *revision {
                            Arc::make_mut(one).measured = Some(*measured);
                        }
                    }
                });
                let rest = self.proposals.get(proposal).map(|record| &record.revisions);
                if !rest.is_some_and(|rest| rest.iter().any(|one| one.measured.is_none())) {
                    self.unmeasured.remove(proposal);
                }
            }
            Event::NoteRevised { proposal, revision, number, facts, body, papers } => {
                self.unmeasured.insert(*proposal);
                self.revisions.insert(*revision);
                let frozen = Revision {
                    id: *revision,
                    number: *number,
                    facts: facts.as_ref().clone(),
                    body: body.clone(),
                    papers: papers.clone(),
                    by: recorded.by.charge(),
                    at: recorded.at,
                    measured: None,
                };
                self.change_proposal(*proposal, |record| record.revisions.push_back(Arc::new(frozen)));
            }
            event => self.move_proposal(recorded, event),
        }
    }

    /// Opens a matter under its department's file number, in its first stage.
    pub(super) fn begin_proposal(
        &mut self,
        recorded: &Recorded,
        id: ProposalId,
        (department, number): (DepartmentId, &str),
        subject: FirstSubject,
        stage: Stage,
    ) {
        self.numbers.insert((department, file_number::compared(number)), id);
        let started = Proposal {
            id,
            department,
            number: number.to_owned(),
            subject,
            started: recorded.at,
            version: 0,
            stage,
            since: recorded.at,
            revisions: Vector::new(),
            papers: Vector::new(),
            paper_records: OrdMap::new(),
            note_sheet: Vector::new(),
            movements: Vector::new(),
            returns: 0,
            preconditions: Vector::new(),
            on_paper: None,
            urgent: None,
            desk: None,
            officers: OrdSet::new(),
            brief: None,
        };
        self.proposals.insert(id, Arc::new(started));
    }

    /// Events that move a proposal from one stage to the next.
    fn move_proposal(&mut self, recorded: &Recorded, event: &Event) {
        match event {
            Event::NotePutUp { proposal, revision, to, remark } => {
                self.step(*proposal, recorded, "note_put_up", remark.as_ref(), |stage| match stage {
                    Stage::Draft { carried, .. } => Stage::InDepartment { revision: *revision, carried },
                    Stage::Returned { carried, .. } => {
                        Stage::InDepartment { revision: *revision, carried: Some(carried) }
                    }
                    other => other,
                });
                self.put_on_desk(*proposal, recorded, *to);
            }
            Event::NoteReturned { proposal, reason, deficiencies } => {
                let (by, at, deficiencies) = (recorded.by.charge(), recorded.at, deficiencies.clone());
                let returned = Return { by, at, reason: reason.clone(), deficiencies };
                self.step(*proposal, recorded, "note_returned", Some(reason), |stage| stage.send_back(returned));
                self.change_proposal(*proposal, |record| {
                    record.returns += u32::from(matches!(record.stage, Stage::Returned { .. }));
                });
            }
            Event::NoteWithdrawn { proposal, reason, views_stay } => {
                let withdrawal = given_reason(recorded, reason);
                self.step(*proposal, recorded, "note_withdrawn", Some(reason), |stage| {
                    let received = stage.received();
                    let carried = stage.consultation().filter(|_| *views_stay).cloned();
                    Stage::Withdrawn { withdrawal, received, carried }
                });
            }
            event => self.consult_upon_proposal(recorded, event),
        }
    }

    /// Events by which somebody agrees and the file goes up.
    pub(super) fn approve_proposal(&mut self, recorded: &Recorded, event: &Event) {
        let agreed = approval(recorded);
        match event {
            Event::SecretaryApproved { proposal, revision, remark } => {
                self.step(*proposal, recorded, "secretary_approved", remark.as_ref(), |stage| match stage {
                    Stage::InDepartment { carried, .. } => Stage::SecretaryApproved {
                        revision: *revision,
                        consultation: carried.unwrap_or_default(),
                        secretary: agreed,
                    },
                    Stage::ConsultationClosed { consultation, .. } => {
                        Stage::SecretaryApproved { revision: *revision, consultation, secretary: agreed }
                    }
                    other => other,
                });
            }
            Event::MinisterApproved { proposal, revision, remark } => {
                self.step(*proposal, recorded, "minister_approved", remark.as_ref(), |stage| match stage {
                    Stage::SecretaryApproved { consultation, secretary, .. } => Stage::MinisterApproved(ApprovedNote {
                        revision: *revision,
                        consultation,
                        secretary,
                        minister: Some(agreed),
                    }),
                    other => other,
                });
            }
            Event::NoteSubmitted { proposal, remark, .. } => {
                self.step(*proposal, recorded, "note_submitted", remark.as_ref(), |stage| match stage {
                    Stage::MinisterApproved(note) => Stage::Submitted(ReceivedNote { note, received: recorded.at }),
                    // The Chief Minister holds the department: his one approval is his order.
                    Stage::SecretaryApproved { revision, consultation, secretary } => {
                        let note = ApprovedNote { revision, consultation, secretary, minister: None };
                        Stage::Submitted(ReceivedNote { note, received: recorded.at })
                    }
                    other => other,
                });
            }
            Event::NoteScrutinised { proposal, remark, .. } => {
                self.step(*proposal, recorded, "note_scrutinised", remark.as_ref(), |stage| match stage {
                    Stage::Submitted(receipt) => Stage::Scrutinised { receipt, scrutiny: agreed },
                    other => other,
                });
            }
            Event::NoteCleared { proposal, remark } => {
                self.step(*proposal, recorded, "note_cleared", remark.as_ref(), |stage| match stage {
                    Stage::Scrutinised { receipt, scrutiny } => {
                        Stage::Cleared { receipt, scrutiny, clearance: agreed, heard: None }
                    }
                    other => other,
                });
            }
            Event::MeetingOrdered { proposal, remark } => {
                self.step(*proposal, recorded, "meeting_ordered", remark.as_ref(), |stage| match stage {
                    Stage::Cleared { receipt, scrutiny, clearance, .. } => {
                        Stage::Ordered(OrderedNote::new(receipt.ordered(agreed), scrutiny, clearance, agreed))
                    }
                    Stage::CirculationOrdered(note) => Stage::Ordered(OrderedNote::new(
                        note.receipt.ordered(agreed),
                        note.scrutiny,
                        note.clearance,
                        agreed,
                    )),
                    Stage::CirculationClosed { note, circulation } => Stage::Ordered(OrderedNote {
                        circulated: Some(Box::new(circulation)),
                        ..OrderedNote::new(note.receipt, note.scrutiny, note.clearance, agreed)
                    }),
                    other => other,
                });
            }
            Event::ProposalDeclined { proposal, reason } => {
                let declined = given_reason(recorded, reason);
                self.step(*proposal, recorded, "proposal_declined", Some(reason), |stage| match stage {
                    Stage::Cleared { receipt, scrutiny, clearance, .. } => {
                        Stage::Declined { receipt, scrutiny, clearance, declined }
                    }
                    other => other,
                });
            }
            event @ (Event::PaperNoteRegistered { .. }
            | Event::PaperNoteReceived { .. }
            | Event::PaperViewRecorded { .. }
            | Event::PaperRouteSet { .. }) => self.apply_to_paper_route(recorded, event),
            event @ (Event::CopiesAllowed { .. }
            | Event::CopyAsked { .. }
            | Event::CopyGiven { .. }
            | Event::CopyRefused { .. }
            | Event::CopyReturned { .. }) => self.apply_to_copies(recorded, event),
            event => self.circulate_proposal(recorded, event),
        }
    }

    /// Changes one proposal's record.
    pub(super) fn change_proposal(&mut self, id: ProposalId, change: impl FnOnce(&mut Proposal)) {
        if let Some(record) = self.proposals.get_mut(&id) {
            change(Arc::make_mut(record));
            self.proposal_changed(id);
        }
    }

    /// Writes the register where a proposal does not move, and its readers need not know before they act on it.
    pub(super) fn note_movement(&mut self, id: ProposalId, recorded: &Recorded, step: &'static str) {
        self.change_proposal(id, |record| {
            let (by, at, stage) = (recorded.by.charge(), recorded.at, record.stage.name());
            record.movements.push_back(Arc::new(Movement { step: Step(step), by, at, stage, desk: None }));
        });
    }

    /// Moves a proposal to its next stage, and writes the register and the note-sheet.
    pub(super) fn step(
        &mut self,
        id: ProposalId,
        recorded: &Recorded,
        step: &'static str,
        remark: Option<&TextRef>,
        next: impl FnOnce(Stage) -> Stage,
    ) {
        self.change_proposal(id, |record| {
            let stage = std::mem::replace(&mut record.stage, Stage::Draft { carried: None, returned: None });
            let before = stage.name();
            record.stage = next(stage);
            if record.stage.name() != before {
                record.desk = None;
            }
            record.since = recorded.at;
            record.version += 1;
            let (by, name) = (recorded.by.charge(), Step(step));
            let movement = Movement { step: name, by, at: recorded.at, stage: record.stage.name(), desk: None };
            record.movements.push_back(Arc::new(movement));
            if let Some(text) = remark {
                write_on_note_sheet(record, recorded, step, text);
            }
        });
    }
}

/// Writes the next paragraph of a note-sheet.
pub(super) fn write_on_note_sheet(record: &mut Proposal, recorded: &Recorded, step: &'static str, text: &TextRef) {
    let number = u32::try_from(record.note_sheet.len()).unwrap_or(u32::MAX).saturating_add(1);
    let (by, at, text) = (recorded.by.charge(), recorded.at, text.clone());
    record.note_sheet.push_back(Arc::new(Remark { number, by, at, text, step: Step(step) }));
}

impl Stage {
    /// Back to the section: before submission as a draft, after it as returned.
    pub(super) fn send_back(self, returned: Return) -> Self {
        let received = self.received();
        match (self, received) {
            (Self::InDepartment { carried, .. }, _) => Self::Draft { carried, returned: Some(returned) },
            (Self::ConsultationClosed { consultation, .. } | Self::SecretaryApproved { consultation, .. }, _) => {
                Self::Draft { carried: Some(consultation), returned: Some(returned) }
            }
            (
                Self::Submitted(receipt) | Self::Scrutinised { receipt, .. } | Self::Cleared { receipt, .. },
                Some(received),
            ) => Self::Returned { carried: receipt.note.consultation, returned, received },
            (other, _) => other,
        }
    }
}
