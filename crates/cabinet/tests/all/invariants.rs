//! What holds after every act, whoever does what in whatever order.

use crate::aims::aim;
use crate::facts;
use crate::people::{self, holder_of};
use crate::player::Player;
use crate::random::{Dice, dice, roll, version};
use crate::story::told;
use cabinet::act::Act;
use cabinet::change::{Change, ChangeStage};
use cabinet::decision::{Outcome, Progress};
use cabinet::emergency::{EMERGENCY_HOURS_MAX, EmergencyAccess, EmergencyStage};
use cabinet::event::Event;
use cabinet::ids::ItemId;
use cabinet::inquiry::{Inquiry, InquiryStage};
use cabinet::meeting::{Item, Meeting, MeetingStageName};
use cabinet::people::PostKind;
use cabinet::proposal::{Proposal, Stage};
use cabinet::task::{Task, TaskStage};
use cabinet::text::TextRef;
use cabinet::{Actor, Cabinet, Recorded, Refusal, Subject, permitted};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Outcome and words of decisions as they were approved.
type Approved = BTreeMap<ItemId, Vec<(Outcome, TextRef)>>;

/// What random runs have produced.
#[derive(Default)]
pub struct Seen {
    pub kinds: BTreeSet<String>,
    pub refusals: Vec<Refusal>,
}

/// Plays from somewhere in the story: from anywhere, from where the agenda is being made, or from its
/// last two fifths, where the council meets; and checks after each throw of the dice.
pub fn play(acts: usize, throws: &[Dice], seen: &mut Seen) {
    const AGENDA_ACTS: usize = 8;
    let all = told().player.cuts.len();
    let listed = |state: &Cabinet| facts::meetings(state).any(|meeting| !meeting.items.is_empty());
    let (from, among) = match acts % 4 {
        0 | 2 => (0, all),
        1 => (told().player.states.iter().position(listed).unwrap(), AGENDA_ACTS),
        _ => (all * 3 / 5, all - all * 3 / 5),
    };
    let mut player = told().player.cut(from + 1 + acts / 4 % among);
    let mut approved = Approved::new();
    remember_approved(&player.cabinet, &mut approved);
    for dice in throws {
        let Some((who, act)) = roll(&mut player, dice) else {
            continue;
        };
        step(&mut player, &who, act, seen);
        remember_approved(&player.cabinet, &mut approved);
        check(&player.cabinet);
    }
    check_replay(&player);
    crate::reach::check_readers(&player.cabinet);
    // What follows from a state follows from it as it was read, too.
    if acts.is_multiple_of(16) {
        let laid = serde_json::to_vec(&player.cabinet).unwrap();
        assert_eq!(serde_json::from_slice::<Cabinet>(&laid).unwrap(), player.cabinet);
    }
}

/// One act: refused for a good reason and without a trace, or applied event by event.
fn step(player: &mut Player, who: &Actor, act: Act, seen: &mut Seen) {
    let (before, entries) = (player.cabinet.clone(), player.recorded.len());
    let (aim, written) = (aim(&player.cabinet, who, &act), format!("{act:?}"));
    let current = aim.map(|(subject, _, _)| version(player, who, subject));
    let offered = aim.is_none_or(|(subject, action, _)| permitted(&player.cabinet, who, subject).contains(&action));
    let outdated = aim.is_some_and(|(_, _, seen)| current != Some(seen));
    let removes = matches!(act, Act::RemovePaper { .. });
    match player.try_as(who, act) {
        Ok(events) => {
            assert!(offered && !outdated, "{written} was not offered to {who:?}, or on an outdated page");
            let recorded = player.recorded[entries..].to_vec();
            assert_eq!(recorded.len(), events.len());
            apply_one_by_one(before, &recorded);
            seen.kinds.extend(recorded.iter().map(crate::golden::kind));
        }
        Err(refusal) => {
            assert_eq!(player.cabinet, before, "a refused act changes nothing");
            assert_eq!(player.recorded.len(), entries);
            match &refusal {
                Refusal::MovedOn { .. } => assert!(outdated, "{written}: the page was of now"),
                Refusal::Unknown => assert!(!offered || removes, "{written}: the button was there"),
                // Of his own term somebody knows already.
                Refusal::CopiesEnded { .. } => {}
                _ => assert!(offered && !outdated, "{written}: {refusal} tells who may not know"),
            }
            seen.refusals.push(refusal);
        }
    }
}

/// Every event finds what it shall change.
fn apply_one_by_one(mut state: Cabinet, recorded: &[Recorded]) {
    for one in recorded {
        let before = all(&state);
        state.apply(one);
        // A department, a post, a rank or a body may be written again as it stood; a signature stands in the record alone.
        let again = matches!(
            one.event,
            Event::DepartmentChanged { .. }
                | Event::PostChanged { .. }
                | Event::PostRanked { .. }
                | Event::RankSet { .. }
                | Event::BodyChanged { .. }
                | Event::ApprovalSigned { .. }
        );
        assert!(again || before != all(&state), "{:?} changes nothing", one.event);
        if let Event::AgendaApproved { meeting, items } = &one.event {
            let numbers: Vec<u32> = items.iter().map(|item| item.number).collect();
            assert!(!numbers.is_empty() && numbers.into_iter().eq(1..=u32::try_from(items.len()).unwrap()));
            let order: Vec<ItemId> = state.meeting(*meeting).unwrap().items.iter().map(|item| item.id).collect();
            assert_eq!(items.iter().map(|item| item.item).collect::<Vec<_>>(), order);
        }
    }
}

/// Everything that events change.
fn all(state: &Cabinet) -> impl PartialEq + use<> {
    let proposals: Vec<Proposal> = facts::proposals(state).cloned().collect();
    let meetings: Vec<Meeting> = facts::meetings(state).cloned().collect();
    let inquiries: Vec<Arc<Inquiry>> = state.inquiries().cloned().collect();
    let emergencies: Vec<Arc<EmergencyAccess>> = state.emergencies().cloned().collect();
    let changes: Vec<Arc<Change>> = state.changes().cloned().collect();
    let passkeys: Vec<_> = state.passkeys().cloned().collect();
    let passwords: Vec<_> = state.passwords().cloned().collect();
    let identities: Vec<_> = state.identities().cloned().collect();
    let devices: Vec<_> = state.devices().cloned().collect();
    let credentials = (passkeys, passwords, identities, devices);
    let routes: Vec<_> = state.departments().flat_map(|one| state.paper_routes(one.id).cloned()).collect();
    let terms: Vec<_> = state.copy_terms().map(|(post, terms)| (post, terms.clone())).collect();
    let copies: Vec<_> = state.printed_copies().cloned().collect();
    let paper = (routes, terms, copies);
    let tasks: Vec<_> = state.tasks().cloned().collect();
    (proposals, meetings, inquiries, emergencies, changes, (credentials, paper, tasks), people::standing(state))
}

/// Approved decisions never change.
fn remember_approved(state: &Cabinet, approved: &mut Approved) {
    let final_ = |item: &Item| {
        let progress = item.state.progress();
        progress.is_some_and(|progress| !matches!(progress, Progress::Drafted | Progress::Reviewed(_)))
    };
    let mut left: BTreeSet<ItemId> = approved.keys().copied().collect();
    for meeting in facts::meetings(state) {
        for item in meeting.items.iter().filter(|item| final_(item)) {
            let decisions: Vec<_> = item.state.decisions().iter().map(|one| (one.outcome, one.text.clone())).collect();
            let first = approved.entry(item.id).or_insert_with(|| decisions.clone());
            assert_eq!(*first, decisions, "an approved decision changed");
            left.remove(&item.id);
        }
    }
    assert!(left.is_empty(), "an approved decision is gone");
}

fn check(state: &Cabinet) {
    let mut numbers: Vec<u32> = Vec::new();
    for meeting in facts::meetings(state) {
        numbers.push(meeting.number);
        for item in &meeting.items {
            check_item(state, meeting, item);
        }
    }
    numbers.sort_unstable();
    assert!(numbers.iter().copied().eq(1..=u32::try_from(numbers.len()).unwrap()), "meetings: {numbers:?}");
    for proposal in facts::proposals(state) {
        check_proposal(state, proposal);
    }
    for inquiry in state.inquiries() {
        check_inquiry(state, inquiry);
    }
    state.tasks().for_each(|task| check_task(state, task));
    state.emergencies().for_each(|access| check_emergency(state, access));
    let mut numbers: Vec<u32> = state.changes().map(|change| change.number).collect();
    numbers.sort_unstable();
    assert!(numbers.iter().copied().eq(1..=u32::try_from(numbers.len()).unwrap()), "changes: {numbers:?}");
    state.changes().for_each(|change| check_change(state, change));
    people::check(state);
}

/// Never the same person, never the same post; and nothing is in force to which nobody agreed in time.
fn check_change(state: &Cabinet, change: &Change) {
    let post = |by: &Actor| state.post_of_charge(by.charge().unwrap()).unwrap();
    assert_eq!(post(&change.proposed.by).kind, PostKind::CabinetSection);
    let second = match change.stage {
        ChangeStage::Refused { second } => Some(second),
        stage => stage.agreed(),
    };
    if let Some(second) = second {
        assert_ne!(second.by.person(), change.proposed.by.person());
        assert_ne!(post(&second.by).id, post(&change.proposed.by).id);
        assert!([PostKind::CabinetSection, PostKind::ChiefSecretary].contains(&post(&second.by).kind));
        assert!(second.at < change.ends);
    }
    if let ChangeStage::InForce { second, at } = change.stage {
        assert!(second.at <= at && change.at.is_none_or(|moment| moment <= at));
    }
    assert_eq!(change.impossible.is_some(), matches!(change.stage, ChangeStage::Impossible { .. }));
    assert!(change.impossible.is_some() || change.acknowledged.is_empty());
    assert!(!change.steps.is_empty() && change.proposed.at < change.ends);
}

/// A task is of a decided point whose extract is out; who closed it is the cabinet section, and its day never came nearer.
fn check_task(state: &Cabinet, task: &Task) {
    let (_, _, item) = state.item(task.meeting, task.item).unwrap();
    assert!(item.proposal == task.proposal && item.state.progress().unwrap().extract().is_some());
    assert!(item.state.decisions().iter().any(|decision| decision.point == task.point));
    assert!(task.first_due <= task.due);
    assert_eq!(task.acknowledged.is_none(), task.stage == TaskStage::Set);
    let closed = match &task.stage {
        TaskStage::Verified { verified, .. } => Some(verified.by),
        TaskStage::Replaced { named, proposal, .. } => {
            assert_ne!(*proposal, task.proposal, "what departs from a decision is decided anew");
            Some(named.by)
        }
        _ => None,
    };
    if let Some(by) = closed {
        assert_eq!(state.post_of_charge(by.unwrap()).unwrap().kind, PostKind::CabinetSection);
    }
    let waiting = task.extensions.iter().filter(|one| one.answer.is_none()).count();
    assert!(waiting <= 1 && state.tasks_of(task.item).any(|one| one.id == task.id));
}

/// Never the same person, never the same post.
fn check_inquiry(state: &Cabinet, inquiry: &Inquiry) {
    let post = |by: &Actor| state.post_of_charge(by.charge().unwrap()).unwrap().id;
    let asker = &inquiry.asked.by;
    let second = match &inquiry.stage {
        InquiryStage::Refused { second } => Some(*second),
        stage => stage.agreed(),
    };
    if let Some(second) = second {
        assert_ne!(second.by.person(), asker.person());
        assert_ne!(post(&second.by), post(asker));
        assert!(second.at < inquiry.ends);
    }
    assert!(inquiry.from < inquiry.until && inquiry.until <= inquiry.asked.at && inquiry.asked.at < inquiry.ends);
}

/// Never the same person, never the same post; hours and no more, from the agreement on; and who reads by it is its asker
/// alone, in what was put up.
fn check_emergency(state: &Cabinet, access: &EmergencyAccess) {
    let post = |by: &Actor| state.post_of_charge(by.charge().unwrap()).unwrap().id;
    let asker = &access.asked.by;
    let second = match access.stage {
        EmergencyStage::Refused { second } => Some(second),
        stage => stage.agreed(),
    };
    if let Some(second) = second {
        assert_ne!(second.by.person(), asker.person());
        assert_ne!(post(&second.by), post(asker));
        assert!(second.at < access.waits_until);
    }
    if let EmergencyStage::Agreed { second, ends } | EmergencyStage::Ended { second, ends, .. } = access.stage {
        assert!(ends == second.at.plus_hours(access.hours) && access.hours <= EMERGENCY_HOURS_MAX);
    }
    if let Some(over) = access.over_at() {
        let later = state.as_of(over).unwrap_or_else(|| state.clone());
        assert!(!later.emergencies_of(asker).any(|one| one.id == access.id), "it is over by itself");
    }
    for id in access.proposals(state) {
        let proposal = state.proposal(id).unwrap();
        assert!(proposal.revision().is_some(), "a draft is not read by it");
    }
}

/// No decision without a released folder; a decided proposal has its decided item.
fn check_item(state: &Cabinet, meeting: &Meeting, item: &Arc<Item>) {
    let points = item.state.decisions().len();
    assert!(points == 0 || meeting.stage.release().is_some(), "a decision without a released item");
    let proposal = state.proposal(item.proposal).unwrap();
    let revision = proposal.revisions.iter().find(|one| one.id == item.revision).unwrap();
    assert!(points == 0 || points == revision.facts.points.len(), "each point is decided once");
    check_progress(meeting.stage.name(), item);
    if item.state.progress().is_some_and(|progress| progress.extract().is_some()) {
        assert!(matches!(&proposal.stage, Stage::Decided { item: decided, .. } if *decided == item.id));
    }
}

/// The decisions have come as far as the minutes in which they stand.
fn check_progress(stage: MeetingStageName, item: &Item) {
    let fits = match item.state.progress() {
        None => stage <= MeetingStageName::InSession,
        Some(Progress::Drafted) => (MeetingStageName::InSession..=MeetingStageName::MinutesDraft).contains(&stage),
        Some(Progress::Reviewed(_)) => stage == MeetingStageName::MinutesSubmitted,
        Some(_) => stage >= MeetingStageName::MinutesApproved,
    };
    assert!(fits, "{:?} in {stage:?}", item.state);
}

fn check_proposal(state: &Cabinet, proposal: &Proposal) {
    let gapless = |numbers: Vec<u32>| numbers.iter().copied().eq(1..=u32::try_from(numbers.len()).unwrap());
    assert!(gapless(proposal.revisions.iter().map(|revision| revision.number).collect()), "revisions");
    assert!(gapless(proposal.note_sheet.iter().map(|remark| remark.number).collect()), "note-sheet");
    let ids: BTreeSet<_> = proposal.revisions.iter().map(|revision| revision.id).collect();
    assert_eq!(ids.len(), proposal.revisions.len());
    match &proposal.stage {
        Stage::Listed { meeting, item, .. } => {
            assert!(state.item(*meeting, *item).is_some(), "listed nowhere")
        }
        Stage::Decided { meeting, item, .. } => {
            let (_, _, item) = state.item(*meeting, *item).unwrap();
            assert!(!item.state.decisions().is_empty(), "decided without a decision");
        }
        _ => {}
    }
    for paper in proposal.paper_records.keys() {
        for post in state.posts() {
            let Some(who) = holder_of(state, post) else { continue };
            if state.may_read_paper(&who, *paper) {
                let actions = permitted(state, &who, Subject::Proposal(proposal.id));
                assert!(!actions.is_empty(), "{} reads a paper of an unknown proposal", post.key);
            }
        }
    }
}

/// The record is the state: replayed, and replayed after it lay as JSON.
fn check_replay(player: &Player) {
    let mut replayed = Cabinet::default();
    let mut read = Cabinet::default();
    for recorded in &player.recorded {
        replayed.apply(recorded);
        let written = serde_json::to_string(recorded).unwrap();
        let again: Recorded = serde_json::from_str(&written).unwrap();
        assert_eq!(again, *recorded);
        read.apply(&again);
    }
    assert_eq!(replayed, player.cabinet);
    assert_eq!(read, player.cabinet);
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_rules_hold_whoever_does_what(acts in any::<usize>(), throws in prop::collection::vec(dice(), 1..60)) {
        play(acts, &throws, &mut Seen::default());
    }
}

/// The same dice on every machine: what they reach is known.
pub fn fixed_runs() -> Seen {
    let mut runner = TestRunner::deterministic();
    let mut seen = Seen::default();
    let runs = (any::<usize>(), prop::collection::vec(dice(), 40..60));
    for _ in 0..4096 {
        let (acts, throws) = runs.new_tree(&mut runner).unwrap().current();
        play(acts, &throws, &mut seen);
    }
    seen
}

#[test]
fn control_a_changed_decision_would_be_found() {
    let story = told();
    let mut approved = Approved::new();
    remember_approved(&story.player.cabinet, &mut approved);
    assert!(approved.len() >= 4);
    approved.get_mut(&story.decided[0]).unwrap()[0].0 = Outcome::Rejected;
    let found = std::panic::catch_unwind(move || remember_approved(&told().player.cabinet, &mut approved));
    assert!(found.is_err());
    let deferred = story.player.cabinet.item(story.meeting, story.deferred).unwrap().2;
    assert_eq!(deferred.state.key(), "deferred");
}

#[test]
fn control_a_lost_entry_would_be_found() {
    let mut player = told().player.clone();
    let remark = player.recorded.iter().position(|one| matches!(one.event, Event::MinutesApproved { .. })).unwrap();
    player.recorded.remove(remark);
    assert!(std::panic::catch_unwind(move || check_replay(&player)).is_err());
}
