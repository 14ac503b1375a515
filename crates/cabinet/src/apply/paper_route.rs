//! How events change the way on paper, and what came on it.

use crate::cabinet::Cabinet;
use crate::consultation::{Condition, Consultee, OnOriginalFile, View};
use crate::event::{Event, Recorded};
use crate::ids::PostId;
use crate::inquiry::Signed;
use crate::moment::Moment;
use crate::paper_route::{ApprovedAs, PaperApproval, PaperOrigin, PaperTerm};
use crate::proposal::{Approval, ApprovedNote, FirstSubject, ReceivedNote, Stage};
use crate::text::TextRef;
use std::sync::Arc;

impl Cabinet {
    pub(super) fn apply_to_paper_route(&mut self, recorded: &Recorded, event: &Event) {
        match event {
            Event::PaperNoteRegistered { proposal, department, number, subject } => {
                let subject = FirstSubject::Sealed(subject.clone());
                self.begin_proposal(recorded, *proposal, (*department, number), subject, Stage::OnPaper);
                self.step(*proposal, recorded, "paper_note_registered", None, |stage| stage);
            }
            Event::PaperNoteReceived { proposal, revision, note, approvals, remark } => {
                let number =
                    self.proposals.get(proposal).and_then(|record| record.revision()).map_or(0, |last| last.number);
                let approved = ApprovedNote {
                    revision: *revision,
                    consultation: crate::consultation::Consultation::default(),
                    secretary: on_paper(recorded, approvals, ApprovedAs::Secretary),
                    minister: (approvals.iter().any(|one| one.given == ApprovedAs::Minister))
                        .then(|| on_paper(recorded, approvals, ApprovedAs::Minister)),
                };
                self.step(*proposal, recorded, "paper_note_received", remark.as_ref(), |stage| match stage {
                    Stage::OnPaper => Stage::Submitted(ReceivedNote { note: approved, received: recorded.at }),
                    other => other,
                });
                let (by, at) = (recorded.by.charge(), recorded.at);
                let origin = PaperOrigin { revision: number, note: *note, approvals: approvals.clone(), by, at };
                self.change_proposal(*proposal, |record| {
                    // A scan of the note-sheet goes into no folder, also when the note comes back and is put up again.
                    record
                        .papers
                        .retain(|paper| !origin.approvals.iter().any(|approval| approval.scan == Some(*paper)));
                    record.on_paper = Some(Arc::new(origin));
                });
            }
            Event::PaperViewRecorded { proposal, department, post, text, conditions } => {
                self.change_proposal(*proposal, |record| {
                    let origin = record.on_paper.clone();
                    let asked = origin.and_then(|origin| {
                        let view = taken_down((recorded, &origin), *post, text, conditions)?;
                        let (department, revision, sent, due) = (*department, origin.revision, view.at, view.at);
                        let (views, reminders, notings) = (vec![view], Vec::new(), Vec::new());
                        Some(Consultee { department, revision, sent, due, views, reminders, notings })
                    });
                    if let Some(consultation) = record.stage.consultation_mut() {
                        consultation.asked.extend(asked);
                    }
                });
            }
            Event::PaperRouteSet { department, until, order, reason } => {
                let (until, order, reason) = (until.clone(), order.clone(), reason.clone());
                let set = Signed { by: recorded.by, at: recorded.at };
                let route = Arc::new(PaperTerm { until, order, reason, set });
                self.paper_routes.entry(*department).or_default().push_back(route);
            }
            _ => {}
        }
    }
}

/// An approval on the original file: nobody gave it here, and its day is all that is known of its time.
fn on_paper(recorded: &Recorded, approvals: &[PaperApproval], given: ApprovedAs) -> Approval {
    let date = approvals.iter().find(|one| one.given == given).map_or("", |one| one.date.as_str());
    Approval { by: None, at: day_began(recorded, date) }
}

/// When a day of the original file began; the moment of its receipt where it stands in no calendar.
fn day_began(recorded: &Recorded, date: &str) -> Moment {
    hindi::parse_ist(date, "00:00").map_or(recorded.at, Moment)
}

/// A view on the original file, with kind, day and scan as its approval has them.
fn taken_down(
    (recorded, origin): (&Recorded, &PaperOrigin),
    post: PostId,
    text: &TextRef,
    conditions: &[TextRef],
) -> Option<View> {
    let (approval, answer) =
        origin.approvals.iter().find_map(|one| Some((one, one.view().filter(|_| one.post == post)?)))?;
    Some(View {
        by: None,
        at: day_began(recorded, &approval.date),
        answer,
        text: text.clone(),
        conditions: conditions.iter().map(|text| Condition { text: text.clone(), reply: None }).collect(),
        reply: None,
        answered: None,
        on_file: Some(OnOriginalFile { post, date: approval.date.clone(), scan: approval.scan }),
    })
}
