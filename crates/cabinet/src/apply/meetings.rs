//! How events change meetings, items, minutes and extracts.

use super::{approval, given_reason};
use crate::cabinet::Cabinet;
use crate::decision::{Decision, Extract, Outcome, Progress};
use crate::event::{Event, PointOutcome, Recorded};
use crate::ids::{ItemId, MeetingId};
use crate::meeting::{Item, ItemState, Meeting, MeetingStage, Release, Sitting, SittingRecord};
use crate::proposal::{Approval, OrderedNote, Stage};
use imbl::Vector;
use std::sync::Arc;

impl Cabinet {
    pub(super) fn apply_to_meetings(&mut self, recorded: &Recorded, event: &Event) {
        match event {
            Event::MeetingProposed { meeting, number, begins, place } => {
                let proposed = Meeting {
                    id: *meeting,
                    number: *number,
                    version: 1,
                    begins: *begins,
                    place: place.clone(),
                    stage: MeetingStage::Proposed,
                    since: recorded.at,
                    items: Vector::new(),
                };
                self.meetings.insert(*meeting, Arc::new(proposed));
                self.meeting_changed(*meeting);
            }
            Event::ItemListed { .. } | Event::ItemMoved { .. } | Event::ItemRemoved { .. } => {
                self.arrange(recorded, event);
            }
            Event::ItemCalled { meeting, item } => {
                self.change_item(*meeting, *item, |item| item.state = ItemState::Called { at: recorded.at });
                self.change_meeting(*meeting, |record| {
                    if let MeetingStage::InSession { sitting, .. } = &mut record.stage {
                        sitting.current = Some(*item);
                    }
                });
            }
            Event::DecisionsRecorded { meeting, item, outcomes } => {
                self.change_item(*meeting, *item, |item| item.state = decided(recorded, outcomes));
                self.change_meeting(*meeting, |record| {
                    if let MeetingStage::InSession { sitting, .. } = &mut record.stage
                        && sitting.current == Some(*item)
                    {
                        sitting.current = None;
                    }
                });
            }
            Event::MinutesSubmitted { meeting } => {
                let review = approval(recorded);
                self.progress_all(*meeting, |_| Progress::Reviewed(review));
                self.move_meeting(recorded, *meeting, |stage| match stage {
                    MeetingStage::MinutesDraft { record, .. } => MeetingStage::MinutesSubmitted { record, review },
                    other => other,
                });
            }
            Event::MinutesReturned { meeting, reason } => {
                let returned = given_reason(recorded, reason);
                self.progress_all(*meeting, |_| Progress::Drafted);
                self.move_meeting(recorded, *meeting, |stage| match stage {
                    MeetingStage::MinutesSubmitted { record, .. } => {
                        MeetingStage::MinutesDraft { record, returned: Some(returned) }
                    }
                    other => other,
                });
            }
            Event::MinutesApproved { meeting, .. } => self.approve_minutes(recorded, *meeting),
            Event::ExtractIssued { meeting, item, text, proposal } => {
                let extract = Extract { by: recorded.by.charge(), at: recorded.at, text: text.clone() };
                self.change_item(*meeting, *item, |item| item.advance(|progress| progress.issue(extract)));
                self.step(*proposal, recorded, "extract_issued", None, |stage| stage);
            }
            Event::ExtractAcknowledged { meeting, item, proposal } => {
                let acknowledgement = approval(recorded);
                self.change_item(*meeting, *item, |item| {
                    item.advance(|progress| progress.acknowledge(acknowledgement))
                });
                self.step(*proposal, recorded, "extract_acknowledged", None, |stage| stage);
            }
            event => self.advance_meeting(recorded, event),
        }
    }

    /// Events that move a meeting from one stage to the next.
    fn advance_meeting(&mut self, recorded: &Recorded, event: &Event) {
        let by = approval(recorded);
        match event {
            Event::MeetingCalled { meeting } => self.move_meeting(recorded, *meeting, |stage| match stage {
                MeetingStage::Proposed => MeetingStage::Called { order: by },
                other => other,
            }),
            Event::AgendaApproved { meeting, .. } => self.move_meeting(recorded, *meeting, |stage| match stage {
                MeetingStage::AgendaDraft { .. } => MeetingStage::AgendaApproved { agenda: by },
                other => other,
            }),
            Event::FolderReleased { meeting, recipients } => {
                let release = Release { by, recipients: recipients.clone() };
                self.move_meeting(recorded, *meeting, |stage| match stage {
                    // Released anew: the folder of an earlier ministry that did not sit.
                    MeetingStage::AgendaApproved { .. } | MeetingStage::Released { .. } => {
                        MeetingStage::Released { release }
                    }
                    other => other,
                });
            }
            Event::SittingOpened { meeting, chair, present } => {
                let sitting = Sitting { chair: *chair, present: present.clone(), began: recorded.at, current: None };
                self.move_meeting(recorded, *meeting, |stage| match stage {
                    MeetingStage::Released { release } => MeetingStage::InSession { release, sitting },
                    other => other,
                });
            }
            Event::SittingConcluded { meeting } => self.move_meeting(recorded, *meeting, |stage| match stage {
                MeetingStage::InSession { release, sitting } => {
                    MeetingStage::Concluded { release, sitting, ended: recorded.at }
                }
                other => other,
            }),
            Event::MinutesDrafted { meeting, minutes } => {
                self.move_meeting(recorded, *meeting, |stage| match stage {
                    MeetingStage::Concluded { release, sitting, ended } => MeetingStage::MinutesDraft {
                        record: SittingRecord {
                            release,
                            sitting,
                            ended,
                            minutes: minutes.clone(),
                            written: recorded.at,
                        },
                        returned: None,
                    },
                    MeetingStage::MinutesDraft { record, returned } => MeetingStage::MinutesDraft {
                        record: SittingRecord { minutes: minutes.clone(), written: recorded.at, ..record },
                        returned,
                    },
                    other => other,
                });
            }
            Event::MinutesCirculated { meeting } => self.move_meeting(recorded, *meeting, |stage| match stage {
                MeetingStage::MinutesApproved { record, approval } => {
                    MeetingStage::Circulated { record, approval, at: recorded.at }
                }
                other => other,
            }),
            _ => {}
        }
    }

    fn arrange(&mut self, recorded: &Recorded, event: &Event) {
        match event {
            Event::ItemListed { meeting, item, proposal, revision } => {
                let (version, state, recusals) = (1, ItemState::Listed, Vec::new());
                let listed = Item { id: *item, proposal: *proposal, revision: *revision, version, state, recusals };
                self.items.insert(*item);
                self.change_meeting(*meeting, |record| record.items.push_back(Arc::new(listed)));
                self.move_meeting(recorded, *meeting, |stage| match stage {
                    MeetingStage::Called { order } => MeetingStage::AgendaDraft { order },
                    other => other,
                });
                let mut places = self.listings.get(proposal).cloned().unwrap_or_default();
                places.insert((*meeting, *item));
                self.listings.insert(*proposal, places);
                self.step(*proposal, recorded, "item_listed", None, |stage| match stage {
                    Stage::Ordered(ordered) => Stage::Listed { ordered, meeting: *meeting, item: *item },
                    other => other,
                });
            }
            Event::ItemMoved { meeting, item, number } => {
                self.change_meeting(*meeting, |record| record.place(*item, *number));
                self.move_meeting(recorded, *meeting, |stage| stage);
            }
            Event::ItemRemoved { meeting, item, proposal } => {
                self.change_meeting(*meeting, |record| record.items.retain(|listed| listed.id != *item));
                self.move_meeting(recorded, *meeting, |stage| stage);
                if let Some(places) = self.listings.get_mut(proposal) {
                    places.remove(&(*meeting, *item));
                }
                self.step(*proposal, recorded, "item_removed", None, |stage| match stage {
                    Stage::Listed { ordered, .. } => Stage::Ordered(ordered),
                    other => other,
                });
            }
            _ => {}
        }
    }

    /// With the minutes the decisions become immutable; decided proposals are decided, deferred ones wait for another
    /// agenda, returned ones lie with their department again, and withdrawn ones are withdrawn: the council's words on the
    /// first point are the reason.
    fn approve_minutes(&mut self, recorded: &Recorded, id: MeetingId) {
        let approved = approval(recorded);
        self.progress_all(id, |progress| match progress {
            Progress::Reviewed(review) => Progress::Approved { review, approval: approved },
            other => other,
        });
        self.move_meeting(recorded, id, |stage| match stage {
            MeetingStage::MinutesSubmitted { record, .. } => {
                MeetingStage::MinutesApproved { record, approval: approved }
            }
            other => other,
        });
        let items: Vec<Arc<Item>> =
            self.meetings.get(&id).map(|record| record.items.iter().cloned().collect()).unwrap_or_default();
        for item in items {
            let step = match item.state {
                ItemState::Deferred { .. } => "item_deferred",
                ItemState::Returned { .. } => "item_returned",
                ItemState::Withdrawn { .. } => "item_withdrawn",
                _ => "item_decided",
            };
            let words = item.state.decisions().first().map(|decision| &decision.text);
            let reason = words.map(|words| given_reason(recorded, words));
            let goes_back = matches!(item.state, ItemState::Returned { .. } | ItemState::Withdrawn { .. });
            self.step(item.proposal, recorded, step, words.filter(|_| goes_back), |stage| {
                match (stage, &item.state, reason) {
                    (Stage::Listed { ordered, .. }, ItemState::Deferred { .. }, _) => {
                        Stage::Ordered(OrderedNote { deferrals: ordered.deferrals + 1, ..ordered })
                    }
                    (Stage::Listed { ordered, .. }, ItemState::Returned { .. }, Some(returned)) => {
                        let received = ordered.receipt.received;
                        Stage::Returned { carried: ordered.receipt.note.consultation, returned, received }
                    }
                    (Stage::Listed { ordered, .. }, ItemState::Withdrawn { .. }, Some(withdrawal)) => {
                        let received = Some(ordered.receipt.received);
                        Stage::Withdrawn { withdrawal, received, carried: Some(ordered.receipt.note.consultation) }
                    }
                    (Stage::Listed { ordered, meeting, item }, _, _) => Stage::Decided { ordered, meeting, item },
                    (other, ..) => other,
                }
            });
            self.change_proposal(item.proposal, |record| {
                record.returns += u32::from(matches!(item.state, ItemState::Returned { .. }));
            });
        }
    }

    fn change_meeting(&mut self, id: MeetingId, change: impl FnOnce(&mut Meeting)) {
        if let Some(record) = self.meetings.get_mut(&id) {
            change(Arc::make_mut(record));
            self.meeting_changed(id);
        }
    }

    /// Moves a meeting to its next stage; every such step makes older pages outdated.
    fn move_meeting(&mut self, recorded: &Recorded, id: MeetingId, next: impl FnOnce(MeetingStage) -> MeetingStage) {
        self.change_meeting(id, |record| {
            let stage = std::mem::replace(&mut record.stage, MeetingStage::Proposed);
            record.stage = next(stage);
            record.since = recorded.at;
            record.version += 1;
        });
    }

    pub(super) fn change_item(&mut self, meeting: MeetingId, id: ItemId, change: impl FnOnce(&mut Item)) {
        self.change_meeting(meeting, |record| {
            if let Some(item) = record.items.iter_mut().find(|item| item.id == id) {
                let item = Arc::make_mut(item);
                change(item);
                item.version += 1;
            }
        });
    }

    fn progress_all(&mut self, id: MeetingId, next: impl Fn(Progress) -> Progress) {
        self.change_meeting(id, |record| {
            for item in &mut record.items {
                let item = Arc::make_mut(item);
                item.advance(&next);
                item.version += 1;
            }
        });
    }
}

fn decided(recorded: &Recorded, outcomes: &[PointOutcome]) -> ItemState {
    let decisions: Vec<Decision> = outcomes
        .iter()
        .map(|point| Decision {
            point: point.point,
            outcome: point.outcome,
            text: point.text.clone(),
            day: point.day.clone(),
            body: point.body,
            by: recorded.by.charge(),
            at: recorded.at,
        })
        .collect();
    let progress = Progress::Drafted;
    match outcomes.first().map(|point| point.outcome) {
        Some(Outcome::Deferred) => ItemState::Deferred { decisions, progress },
        Some(Outcome::ReturnedForReexamination) => ItemState::Returned { decisions, progress },
        Some(Outcome::Withdrawn) => ItemState::Withdrawn { decisions, progress },
        _ => ItemState::Decided { decisions, progress },
    }
}

impl Item {
    fn advance(&mut self, next: impl FnOnce(Progress) -> Progress) {
        let state = std::mem::replace(&mut self.state, ItemState::Listed);
        self.state = match state {
            ItemState::Decided { decisions, progress } => ItemState::Decided { decisions, progress: next(progress) },
            ItemState::Deferred { decisions, progress } => ItemState::Deferred { decisions, progress: next(progress) },
            ItemState::Returned { decisions, progress } => ItemState::Returned { decisions, progress: next(progress) },
            ItemState::Withdrawn { decisions, progress } => {
                ItemState::Withdrawn { decisions, progress: next(progress) }
            }
            other => other,
        };
    }
}

impl Progress {
    fn issue(self, extract: Extract) -> Self {
        match self {
            Self::Approved { review, approval } => Self::Issued { review, approval, extract },
            other => other,
        }
    }

    fn acknowledge(self, acknowledgement: Approval) -> Self {
        match self {
            Self::Issued { review, approval, extract } => {
                Self::Acknowledged { review, approval, extract, acknowledgement }
            }
            other => other,
        }
    }
}

impl Meeting {
    /// Puts an item to the place `number`, from 1; the others close up.
    fn place(&mut self, id: ItemId, number: u32) {
        let Some(from) = self.items.iter().position(|item| item.id == id) else { return };
        let item = self.items.remove(from);
        let to = usize::try_from(number.saturating_sub(1)).unwrap_or(0).min(self.items.len());
        self.items.insert(to, item);
    }
}
