//! Decisions on meetings, items, minutes and extracts: state machines B, C, D, G and H.

use super::{Desk, line, reason, written};
use crate::act::Act;
use crate::decision::Outcome;
use crate::event::{Event, NumberedItem, PointOutcome};
use crate::ids::{BodyId, ItemId, MeetingId, PostId, ProposalId};
use crate::meeting::{Item, ItemState, Meeting};
use crate::moment::Moment;
use crate::office_days::is_date;
use crate::people::PostKind;
use crate::permission::{Action, Subject};
use crate::proposal::Stage;
use crate::refusal::Refusal;
use std::sync::Arc;

impl Desk<'_> {
    pub(super) fn meeting_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::ProposeMeeting { meeting, begins, place } => self.propose_meeting(meeting, begins, place),
            Act::CallMeeting { meeting, seen } => {
                self.meeting(meeting, Action::CallMeeting, seen)?;
                Ok(vec![Event::MeetingCalled { meeting }])
            }
            Act::ListItem { meeting, seen, item, proposal } => self.list_item(meeting, seen, item, proposal),
            Act::MoveItem { meeting, seen, item, number } => self.move_item(meeting, seen, item, number),
            Act::RemoveItem { meeting, seen, item } => self.remove_item(meeting, seen, item),
            Act::ApproveAgenda { meeting, seen } => self.approve_agenda(meeting, seen),
            Act::ReleaseFolder { meeting, seen, recipients } => self.release_folder(meeting, seen, recipients),
            Act::OpenSitting { meeting, seen, chair, present } => self.open_sitting(meeting, seen, chair, present),
            Act::CallItem { meeting, item, seen } => self.call_item(meeting, item, seen),
            Act::RecordDecisions { meeting, item, seen, outcomes } => self.record(meeting, item, seen, outcomes),
            Act::ConcludeSitting { meeting, seen } => self.conclude_sitting(meeting, seen),
            Act::DraftMinutes { meeting, seen, minutes } => {
                self.meeting(meeting, Action::DraftMinutes, seen)?;
                Ok(vec![Event::MinutesDrafted { meeting, minutes: written(minutes)? }])
            }
            Act::SubmitMinutes { meeting, seen } => {
                let record = self.meeting(meeting, Action::SubmitMinutes, seen)?;
                let written = record.stage.record().map(|record| record.written);
                let decisions = record.items.iter().flat_map(|item| item.state.decisions());
                if decisions.map(|decision| decision.at).max() > written {
                    return Err(Refusal::MinutesOutdated);
                }
                Ok(vec![Event::MinutesSubmitted { meeting }])
            }
            Act::ReturnMinutes { meeting, seen, reason: text } => {
                self.meeting(meeting, Action::ReturnMinutes, seen)?;
                Ok(vec![Event::MinutesReturned { meeting, reason: reason(text)? }])
            }
            Act::ApproveMinutes { meeting, seen } => self.approve_minutes(meeting, seen),
            Act::CirculateMinutes { meeting, seen } => {
                self.meeting(meeting, Action::CirculateMinutes, seen)?;
                Ok(vec![Event::MinutesCirculated { meeting }])
            }
            Act::IssueExtract { meeting, item, seen, text, tasks } => {
                let (_, _, listed) = self.item(meeting, item, Action::IssueExtract, seen)?;
                let (proposal, text) = (listed.proposal, written(text)?);
                let set = self.set_tasks((meeting, item), proposal, tasks)?;
                let issued = Event::ExtractIssued { meeting, item, proposal, text };
                Ok(vec![issued, set])
            }
            Act::AcknowledgeExtract { meeting, item, seen } => {
                let (_, _, listed) = self.item(meeting, item, Action::AcknowledgeExtract, seen)?;
                Ok(vec![Event::ExtractAcknowledged { meeting, item, proposal: listed.proposal }])
            }
            _ => Err(Refusal::Unknown),
        }
    }

    /// The meeting, if `action` is offered on it and the author saw its present version.
    fn meeting(&self, id: MeetingId, action: Action, seen: u32) -> Result<&Arc<Meeting>, Refusal> {
        let meeting = self.cabinet.meeting(id).ok_or(Refusal::Unknown)?;
        self.demand(Subject::Meeting(id), action, seen, (meeting.version, meeting.since))?;
        Ok(meeting)
    }

    /// The item, if `action` is offered on it and the author saw its present version.
    fn item(
        &self,
        meeting: MeetingId,
        id: ItemId,
        action: Action,
        seen: u32,
    ) -> Result<(&Arc<Meeting>, u32, &Arc<Item>), Refusal> {
        let found = self.cabinet.item(meeting, id).ok_or(Refusal::Unknown)?;
        let (record, _, item) = found;
        self.demand(Subject::Item(meeting, id), action, seen, (item.version, record.since))?;
        Ok(found)
    }

    fn propose_meeting(&self, meeting: MeetingId, begins: Moment, place: String) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::ProposeMeeting, 0, (0, self.now))?;
        let place = line("place", &place)?;
        if begins <= self.now {
            return Err(Refusal::BeginsInPast);
        }
        if self.cabinet.meetings.contains_key(&meeting) {
            return Err(Refusal::IdTaken);
        }
        let number = u32::try_from(self.cabinet.meetings.len()).unwrap_or(u32::MAX).saturating_add(1);
        Ok(vec![Event::MeetingProposed { meeting, number, begins, place }])
    }

    fn list_item(&self, id: MeetingId, seen: u32, item: ItemId, proposal: ProposalId) -> Result<Vec<Event>, Refusal> {
        self.meeting(id, Action::ArrangeAgenda, seen)?;
        let record = self.cabinet.proposal(proposal).ok_or(Refusal::NotListable)?;
        if !matches!(record.stage, Stage::Ordered(_)) {
            return Err(Refusal::NotListable);
        }
        if self.cabinet.items.contains(&item) {
            return Err(Refusal::IdTaken);
        }
        let revision = record.revision().ok_or(Refusal::NotListable)?.id;
        Ok(vec![Event::ItemListed { meeting: id, item, proposal, revision }])
    }

    fn move_item(&self, id: MeetingId, seen: u32, item: ItemId, number: u32) -> Result<Vec<Event>, Refusal> {
        let meeting = self.meeting(id, Action::ArrangeAgenda, seen)?;
        let places = 1..=u32::try_from(meeting.items.len()).unwrap_or(u32::MAX);
        if meeting.item(item).is_none() || !places.contains(&number) {
            return Err(Refusal::NoSuchPlace);
        }
        Ok(vec![Event::ItemMoved { meeting: id, item, number }])
    }

    fn remove_item(&self, id: MeetingId, seen: u32, item: ItemId) -> Result<Vec<Event>, Refusal> {
        let meeting = self.meeting(id, Action::ArrangeAgenda, seen)?;
        let (_, listed) = meeting.item(item).ok_or(Refusal::NoSuchPlace)?;
        Ok(vec![Event::ItemRemoved { meeting: id, item, proposal: listed.proposal }])
    }

    fn approve_agenda(&self, id: MeetingId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let meeting = self.meeting(id, Action::ApproveAgenda, seen)?;
        if meeting.items.is_empty() {
            return Err(Refusal::AgendaEmpty);
        }
        let provisional = |proposal| self.cabinet.proposal(proposal).is_some_and(|one| one.stage.is_provisional());
        let numbered = (1..).zip(&meeting.items);
        let waiting: Vec<u32> =
            numbered.filter(|(_, item)| provisional(item.proposal)).map(|(number, _)| number).collect();
        if !waiting.is_empty() {
            return Err(Refusal::OrdersProvisional(waiting));
        }
        let items = (1..).zip(&meeting.items).map(|(number, item)| NumberedItem { item: item.id, number }).collect();
        Ok(vec![Event::AgendaApproved { meeting: id, items }])
    }

    fn release_folder(&self, id: MeetingId, seen: u32, recipients: Vec<PostId>) -> Result<Vec<Event>, Refusal> {
        self.meeting(id, Action::ReleaseFolder, seen)?;
        let reads = |kind: PostKind| kind.is_member() || kind == PostKind::PermanentInvitee;
        if recipients.is_empty() || !self.distinct_posts(&recipients, reads) {
            return Err(Refusal::PostsUnfit);
        }
        Ok(vec![Event::FolderReleased { meeting: id, recipients }])
    }

    fn open_sitting(
        &self,
        id: MeetingId,
        seen: u32,
        chair: PostId,
        present: Vec<PostId>,
    ) -> Result<Vec<Event>, Refusal> {
        self.meeting(id, Action::OpenSitting, seen)?;
        let sits =
            |kind: PostKind| kind.is_member() || matches!(kind, PostKind::PermanentInvitee | PostKind::ChiefSecretary);
        if !self.distinct_posts(&present, sits) {
            return Err(Refusal::PostsUnfit);
        }
        let presides = self
            .cabinet
            .post(chair)
            .is_some_and(|post| matches!(post.kind, PostKind::ChiefMinister | PostKind::Minister));
        if !presides || !present.contains(&chair) {
            return Err(Refusal::ChairUnfit);
        }
        Ok(vec![Event::SittingOpened { meeting: id, chair, present }])
    }

    fn distinct_posts(&self, posts: &[PostId], fit: impl Fn(PostKind) -> bool) -> bool {
        (1..).zip(posts).all(|(next, id)| {
            let once = !posts.iter().skip(next).any(|other| other == id);
            once && self.cabinet.post(*id).is_some_and(|post| fit(post.kind))
        })
    }

    fn call_item(&self, meeting: MeetingId, item: ItemId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let (record, _, listed) = self.item(meeting, item, Action::CallItem, seen)?;
        let called = |other: &Arc<Item>| matches!(other.state, ItemState::Called { .. });
        if called(listed) || record.items.iter().any(called) {
            return Err(Refusal::AnotherItemCalled);
        }
        Ok(vec![Event::ItemCalled { meeting, item }])
    }

    /// One outcome for each numbered point, in order. An item is deferred, returned or withdrawn as a whole or not at all.
    fn record(
        &self,
        meeting: MeetingId,
        item: ItemId,
        seen: u32,
        outcomes: Vec<PointOutcome>,
    ) -> Result<Vec<Event>, Refusal> {
        let (sitting, _, listed) = self.item(meeting, item, Action::RecordDecisions, seen)?;
        let began = sitting.stage.sat().map_or(sitting.begins, |(began, _)| began);
        let proposal = self.cabinet.proposal(listed.proposal).ok_or(Refusal::Unknown)?;
        let revision = proposal.revision_with(listed.revision).ok_or(Refusal::Unknown)?;
        let points = u32::try_from(revision.facts.points.len()).unwrap_or(u32::MAX);
        if !outcomes.iter().map(|outcome| outcome.point).eq(1..=points) {
            return Err(Refusal::PointsUnanswered);
        }
        let whole = outcomes.iter().map(|outcome| outcome.outcome).find(|outcome| outcome.is_of_whole_item());
        if whole.is_some_and(|whole| outcomes.iter().any(|outcome| outcome.outcome != whole)) {
            return Err(Refusal::DeferredInPart);
        }
        if !outcomes.iter().all(|outcome| self.is_fit(outcome, began)) {
            return Err(Refusal::OutcomeUnfit);
        }
        if outcomes.iter().any(|outcome| outcome.text.is_empty()) {
            return Err(Refusal::TextMissing);
        }
        Ok(vec![Event::DecisionsRecorded { meeting, item, outcomes }])
    }

    /// What is deferred may name a day, and what is referred a body and a day; no day lies before the sitting.
    fn is_fit(&self, point: &PointOutcome, began: Moment) -> bool {
        let has_day = matches!(point.outcome, Outcome::Deferred | Outcome::Referred);
        let day = point.day.as_ref();
        let days = day.is_none_or(|day| has_day && is_date(day) && *day >= hindi::ist_date(began.0));
        let sits = |body: BodyId| self.cabinet.bodies().any(|record| record.body.id == body);
        days && point.body.is_none_or(|body| point.outcome == Outcome::Referred && sits(body))
    }

    fn conclude_sitting(&self, id: MeetingId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let meeting = self.meeting(id, Action::ConcludeSitting, seen)?;
        let open: Vec<u32> = (1..)
            .zip(&meeting.items)
            .filter(|(_, item)| item.state.decisions().is_empty())
            .map(|(number, _)| number)
            .collect();
        if open.is_empty() {
            Ok(vec![Event::SittingConcluded { meeting: id }])
        } else {
            Err(Refusal::ItemsUndecided(open))
        }
    }

    fn approve_minutes(&self, id: MeetingId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let meeting = self.meeting(id, Action::ApproveMinutes, seen)?;
        let minutes = meeting.stage.record().ok_or(Refusal::Unknown)?.minutes.clone();
        Ok(vec![Event::MinutesApproved { meeting: id, minutes }])
    }
}
