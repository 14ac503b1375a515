//! My desk: what waits for a person, and since when.

use crate::cabinet::Cabinet;
use crate::copies::CopyStage;
use crate::ids::{ChangeId, CopyId, EmergencyAccessId, InquiryId, ItemId, MeetingId, ProposalId, TaskId};
use crate::meeting::MeetingStageName;
use crate::moment::Moment;
use crate::people::{Actor, PostKind};
use crate::permission::{
    Action, ItemStageName, Subject, item_offers, meeting_offers, permitted, proposal_offers, reads,
};
use crate::proposal::{Proposal, StageName};
use crate::urgent::UrgentApproval;

/// One thing that waits for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What it is about.
    pub subject: Subject,
    /// What is expected.
    pub action: Action,
    /// Since when.
    pub since: Moment,
    /// When it must be done, where a clock runs.
    pub due: Option<Moment>,
    /// The printed copy that was asked for, where one waits to be given.
    pub copy: Option<CopyId>,
}

/// Actions that wait for somebody; of several the first is shown. Reading waits for nobody, and a
/// withdrawal or a return is never what is expected.
const EXPECTED_OF_PROPOSALS: &[Action] = &[
    Action::PutUp,
    Action::GiveView,
    Action::MarkForView,
    Action::AnswerQuery,
    Action::ApproveAsMinister,
    Action::RecordUrgentOrder,
    Action::Submit,
    Action::ReceiveFromPaper,
    Action::Scrutinise,
    Action::Clear,
    Action::ForwardUrgentRequest,
    Action::ApproveUrgently,
    Action::ConfirmTelephoneOrder,
    Action::WriteBrief,
    Action::ApproveByCirculation,
    Action::OrderForMeeting,
    Action::SendCirculation,
    Action::AnswerCirculation,
    Action::CloseCirculation,
];
const EXPECTED_OF_MEETINGS: &[Action] = &[
    Action::CallMeeting,
    Action::ArrangeAgenda,
    Action::ApproveAgenda,
    Action::ReleaseFolder,
    Action::OpenSitting,
    Action::ConcludeSitting,
    Action::DraftMinutes,
    Action::SubmitMinutes,
    Action::ApproveMinutes,
    Action::CirculateMinutes,
];
const EXPECTED_OF_ITEMS: &[Action] = &[Action::IssueExtract, Action::AcknowledgeExtract];
const EXPECTED_OF_TASKS: &[Action] =
    &[Action::AcknowledgeTask, Action::GrantExtension, Action::VerifyTask, Action::ReplaceTask, Action::ClaimTask];

/// What is expected of a secretary, each where it can be done.
const EXPECTED_OF_SECRETARIES: &[Action] =
    &[Action::SendForViews, Action::ApproveAsSecretary, Action::CloseConsultation];

/// Whether something is expected of anybody while a proposal is in this stage.
#[must_use]
pub fn proposal_awaits(stage: StageName) -> bool {
    let expected = EXPECTED_OF_PROPOSALS.iter().chain(EXPECTED_OF_SECRETARIES);
    expected.into_iter().any(|action| proposal_offers(stage, *action))
}

/// Whether something is expected of anybody while a meeting is in this stage.
#[must_use]
pub fn meeting_awaits(stage: MeetingStageName) -> bool {
    EXPECTED_OF_MEETINGS.iter().any(|action| meeting_offers(stage, *action))
}

/// Whether something is expected of anybody while an item and its meeting are in these stages.
#[must_use]
pub fn item_awaits(meeting: MeetingStageName, item: ItemStageName) -> bool {
    EXPECTED_OF_ITEMS.iter().any(|action| item_offers(meeting, item, *action))
}

/// What waits for `actor`, the longest waiting first.
#[must_use]
pub fn desk(cabinet: &Cabinet, actor: &Actor, now: Moment) -> Vec<Waiting> {
    let Some(post) = cabinet.post_of(actor) else { return Vec::new() };
    let expected = &cabinet.expected;
    // Nothing is expected of who may not read: that is asked first, because it costs least.
    let known = expected.proposals.iter().filter_map(|id| cabinet.proposal(*id));
    let known = known.filter(|record| reads(cabinet, actor, post, record));
    let mut found: Vec<Waiting> = known.filter_map(|record| proposal(cabinet, actor, record.id, now)).collect();
    found.extend(expected.meetings.iter().filter_map(|id| meeting(cabinet, actor, *id)));
    found.extend(expected.items.iter().filter_map(|(meeting, id)| item(cabinet, actor, *meeting, *id)));
    found.extend(expected.tasks.iter().filter_map(|id| task(cabinet, actor, *id)));
    found.extend(cabinet.inquiries.keys().filter_map(|id| inquiry(cabinet, actor, *id, now)));
    found.extend(cabinet.emergencies.keys().filter_map(|id| emergency(cabinet, actor, *id, now)));
    found.extend(cabinet.changes.keys().filter_map(|id| change(cabinet, actor, *id, now)));
    found.extend(copies(cabinet, actor, now));
    found.sort_by_key(|waiting| (waiting.since, waiting.subject, waiting.copy));
    found
}

fn proposal(cabinet: &Cabinet, actor: &Actor, id: ProposalId, now: Moment) -> Option<Waiting> {
    let record = cabinet.proposal(id)?;
    let subject = Subject::Proposal(id);
    let actions = permitted(cabinet, actor, subject);
    let expected = EXPECTED_OF_PROPOSALS.iter().find(|action| actions.contains(action)).copied();
    let own = cabinet.post_of(actor).and_then(|post| post.department);
    let asked = own.and_then(|own| cabinet.round_owed(record, own));
    match expected {
        Some(action @ Action::GiveView) => {
            // Whoever asked a question waits for the answer himself.
            let asked = asked.filter(|asked| asked.clock_stopped().is_none())?;
            Some(Waiting { subject, action, since: asked.sent, due: Some(asked.due), copy: None })
        }
        Some(action @ Action::MarkForView) => {
            let asked = cabinet.round_before(record, cabinet.post_of(actor)?)?;
            let since = cabinet.view_desk(asked).map_or(asked.sent, |noting| noting.at);
            let due = asked.clock_stopped().is_none().then_some(asked.due);
            Some(Waiting { subject, action, since, due, copy: None })
        }
        Some(action @ Action::AnswerQuery) => {
            let queries = cabinet.views_outstanding(record).filter_map(|asked| asked.open_query());
            Some(Waiting { subject, action, since: queries.map(|query| query.at).min()?, due: None, copy: None })
        }
        Some(action @ (Action::AnswerCirculation | Action::CloseCirculation)) => {
            circulation(cabinet, actor, id, action, now)
        }
        Some(action @ Action::ConfirmTelephoneOrder) => heard(record, action, now),
        // A brief is expected once.
        Some(Action::WriteBrief) if record.brief.is_some() => None,
        Some(action @ (Action::OrderForMeeting | Action::SendCirculation)) => ordered(cabinet, actor, id, action, now),
        Some(action) => {
            Some(Waiting { subject, action, since: record.since, due: owed_to_council(record), copy: None })
        }
        None => secretary(cabinet, id, &actions, now).or_else(|| officer(cabinet, actor, id, &actions)),
    }
}

/// A file at an officer's desk waits to be sent on.
fn officer(cabinet: &Cabinet, actor: &Actor, id: ProposalId, actions: &[Action]) -> Option<Waiting> {
    let (record, own) = (cabinet.proposal(id)?, cabinet.post_of(actor)?);
    let (subject, action) = (Subject::Proposal(id), Action::MoveFile);
    let lies = own.kind == PostKind::DepartmentOfficer && actions.contains(&action);
    lies.then_some(Waiting { subject, action, since: record.since, due: None, copy: None })
}

/// Until when a note must be before the council, upon which urgent approval was given.
fn owed_to_council(record: &Proposal) -> Option<Moment> {
    record.urgent_approval().and_then(UrgentApproval::given).map(|given| given.due)
}

/// A circulation that was ordered waits for the section to send it; once its last day has passed it cannot be sent any
/// more, and waits for the Chief Minister to order it anew.
fn ordered(cabinet: &Cabinet, actor: &Actor, id: ProposalId, action: Action, now: Moment) -> Option<Waiting> {
    let (record, subject) = (cabinet.proposal(id)?, Subject::Proposal(id));
    let order = record.stage.circulation_order().filter(|_| record.stage.circulation().is_none());
    let Some(order) = order else {
        return Some(Waiting { subject, action, since: record.since, due: owed_to_council(record), copy: None });
    };
    let over = order.until <= now;
    let action = if over { Action::OrderForCirculation } else { Action::SendCirculation };
    let waits = (action == Action::SendCirculation) == cabinet.may(actor, subject, Action::SendCirculation);
    waits.then_some(Waiting { subject, action, since: record.since, due: Some(order.until), copy: None })
}

/// An order that was heard by telephone waits for the Chief Minister's own hand; a circulation whose last day has passed
/// meanwhile waits to be ordered anew.
fn heard(record: &Proposal, action: Action, now: Moment) -> Option<Waiting> {
    let (subject, until) = (Subject::Proposal(record.id), record.stage.circulation_order().map(|order| order.until));
    let over = until.is_some_and(|until| until <= now);
    let action = if over { Action::OrderForCirculation } else { action };
    Some(Waiting { subject, action, since: record.since, due: until.or_else(|| owed_to_council(record)), copy: None })
}

/// A circulation waits for each member who has not answered, and for the section when it can be closed.
fn circulation(cabinet: &Cabinet, actor: &Actor, id: ProposalId, action: Action, now: Moment) -> Option<Waiting> {
    let (record, subject) = (cabinet.proposal(id)?, Subject::Proposal(id));
    let (sent, until) = (record.stage.circulation()?, record.stage.circulation_order()?.until);
    let waits = match action {
        Action::AnswerCirculation => sent.answer_of(cabinet.post_of(actor)?.id).is_none(),
        _ => until <= now || sent.silent().next().is_none(),
    };
    waits.then_some(Waiting { subject, action, since: record.since, due: Some(until), copy: None })
}

/// The secretary sends a fresh note for views, approves one whose views are there, and closes a
/// consultation only when it can be closed. Of a note that came on paper he says what was made of the views on its file.
fn secretary(cabinet: &Cabinet, id: ProposalId, actions: &[Action], now: Moment) -> Option<Waiting> {
    let record = cabinet.proposal(id)?;
    let subject = Subject::Proposal(id);
    let owes = || !crate::decide::views_owed(cabinet, record).is_empty();
    let action = if actions.contains(&Action::SendForViews) && owes() {
        Action::SendForViews
    } else if actions.contains(&Action::ApproveAsSecretary) {
        Action::ApproveAsSecretary
    } else if actions.contains(&Action::CloseConsultation) {
        if !cabinet.views_outstanding(record).all(|asked| asked.is_over(now)) {
            return None;
        }
        Action::CloseConsultation
    } else if actions.contains(&Action::ReplyToViews) && record.stage.name() == StageName::Submitted {
        Action::ReplyToViews
    } else {
        return None;
    };
    Some(Waiting { subject, action, since: record.since, due: owed_to_council(record), copy: None })
}

/// A printed copy that was asked for waits to be given, while its post still gets copies; one of what its post may read no
/// more, because it is recused, waits to come back or to be refused.
fn copies(cabinet: &Cabinet, actor: &Actor, now: Moment) -> Vec<Waiting> {
    let (subject, action) = (Subject::Government, Action::GiveCopies);
    if !cabinet.may(actor, subject, action) {
        return Vec::new();
    }
    let out = cabinet.printed_copies().filter(|copy| copy.is_out());
    let waiting = out.filter_map(|copy| {
        if let Some(since) = cabinet.copy_recalled(copy) {
            return Some(Waiting { subject, action, since, due: None, copy: Some(copy.id) });
        }
        if copy.stage != CopyStage::Asked {
            return None;
        }
        let term = cabinet.copy_term(copy.post).filter(|term| term.lasts(now))?;
        Some(Waiting { subject, action, since: copy.asked.at, due: term.ends(), copy: Some(copy.id) })
    });
    waiting.collect()
}

fn meeting(cabinet: &Cabinet, actor: &Actor, id: MeetingId) -> Option<Waiting> {
    let record = cabinet.meeting(id)?;
    let subject = Subject::Meeting(id);
    let actions = permitted(cabinet, actor, subject);
    let action = EXPECTED_OF_MEETINGS.iter().find(|action| actions.contains(action)).copied()?;
    Some(Waiting { subject, action, since: record.since, due: None, copy: None })
}

fn item(cabinet: &Cabinet, actor: &Actor, meeting: MeetingId, id: ItemId) -> Option<Waiting> {
    let (record, _, _) = cabinet.item(meeting, id)?;
    let subject = Subject::Item(meeting, id);
    let actions = permitted(cabinet, actor, subject);
    let action = EXPECTED_OF_ITEMS.iter().find(|action| actions.contains(action)).copied()?;
    Some(Waiting { subject, action, since: record.since, due: None, copy: None })
}

/// A task waits for its department until its day, a request for more time for whoever gives it, and what was claimed or
/// proposed for the cabinet section.
fn task(cabinet: &Cabinet, actor: &Actor, id: TaskId) -> Option<Waiting> {
    let record = cabinet.task(id)?;
    let subject = Subject::Task(id);
    let actions = permitted(cabinet, actor, subject);
    let action = EXPECTED_OF_TASKS.iter().find(|action| actions.contains(action)).copied()?;
    Some(Waiting { subject, action, since: record.since, due: Some(record.due), copy: None })
}

/// An inquiry waits for the second person until its time has passed.
fn inquiry(cabinet: &Cabinet, actor: &Actor, id: InquiryId, now: Moment) -> Option<Waiting> {
    let record = cabinet.inquiry(id)?;
    let (subject, action) = (Subject::Inquiry(id), Action::AgreeInquiry);
    let waits = now < record.ends && cabinet.may(actor, subject, action);
    waits.then_some(Waiting { subject, action, since: record.since, due: Some(record.ends), copy: None })
}

/// An emergency access waits for the second person until its time has passed.
fn emergency(cabinet: &Cabinet, actor: &Actor, id: EmergencyAccessId, now: Moment) -> Option<Waiting> {
    let record = cabinet.emergency_access(id)?;
    let (subject, action) = (Subject::EmergencyAccess(id), Action::AgreeEmergencyAccess);
    let waits = now < record.waits_until && cabinet.may(actor, subject, action);
    waits.then_some(Waiting { subject, action, since: record.since, due: Some(record.waits_until), copy: None })
}

/// A change waits for the second person until its time has passed. One that was not possible any more at its moment
/// waits for those who set their hands to it, until they have taken note or it is proposed anew: nobody else knows what
/// did not happen.
fn change(cabinet: &Cabinet, actor: &Actor, id: ChangeId, now: Moment) -> Option<Waiting> {
    let record = cabinet.change(id)?;
    let subject = Subject::Change(id);
    if now < record.ends && cabinet.may(actor, subject, Action::AgreeChange) {
        return Some(Waiting {
            subject,
            action: Action::AgreeChange,
            since: record.since,
            due: Some(record.ends),
            copy: None,
        });
    }
    let own = cabinet.post_of(actor)?.id;
    let waits = cabinet.may(actor, subject, Action::AcknowledgeChange)
        && !cabinet.has_acknowledged(own, record)
        && !cabinet.is_proposed_anew(record);
    waits.then_some(Waiting { subject, action: Action::AcknowledgeChange, since: record.since, due: None, copy: None })
}
