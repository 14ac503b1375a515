//! Nothing lies about unseen: wherever a matter stands, it waits on somebody's desk.

use crate::people::holder_of;
use crate::player::Player;
use crate::{facts, story};
use cabinet::change::ChangeStageName;
use cabinet::decision::Outcome;
use cabinet::desk::{Waiting, desk, item_awaits, meeting_awaits, proposal_awaits};
use cabinet::inquiry::InquiryStageName;
use cabinet::meeting::MeetingStageName;
use cabinet::permission::ItemStageName;
use cabinet::proposal::StageName;
use cabinet::{Action, Cabinet, Moment, Subject, permitted};
use std::collections::BTreeSet;

fn desks(state: &Cabinet) -> Vec<(String, Waiting)> {
    desks_at(state, state.last().plus_days(30))
}

fn desks_at(state: &Cabinet, now: Moment) -> Vec<(String, Waiting)> {
    let posts = state.posts();
    posts
        .flat_map(|post| {
            let Some(who) = holder_of(state, post) else { return Vec::new() };
            let waiting = desk(state, &who, now);
            assert!(waiting.iter().all(|one| state.may(&who, one.subject, one.action)), "{}: {waiting:?}", post.key);
            waiting.into_iter().map(|one| (post.key.clone(), one)).collect()
        })
        .collect()
}

#[test]
fn every_matter_waits_for_somebody() {
    let rest = [
        StageName::Declined,
        StageName::CirculationApproved,
        StageName::Ordered,
        StageName::Listed,
        StageName::Decided,
        StageName::WithdrawnBeforeReceipt,
        StageName::WithdrawnAfterReceipt,
        StageName::Erased,
    ];
    // While a circulation runs it waits for its members, and for the section when all have answered.
    let mut resting = 0;
    for state in &story::told().player.states {
        let desks = desks(state);
        let waits = |subject: Subject| desks.iter().any(|(_, one)| one.subject == subject);
        for proposal in facts::proposals(state) {
            let waiting = waits(Subject::Proposal(proposal.id));
            let rests = rest.contains(&proposal.stage.name()) && !proposal.stage.is_provisional();
            assert_eq!(waiting, !rests, "{:?}", proposal.stage);
            resting += u32::from(!waiting);
        }
        for meeting in facts::meetings(state) {
            let waiting = waits(Subject::Meeting(meeting.id));
            assert_eq!(waiting, meeting.stage.name() != MeetingStageName::Circulated, "{:?}", meeting.stage.name());
        }
    }
    assert!(resting > 0, "control: decided proposals wait for nobody");
}

/// A desk is asked only of what waits by its stage: whatever rests offers nobody anything that a desk would show.
#[test]
fn what_rests_offers_nobody_what_a_desk_shows() {
    let mut shown = BTreeSet::new();
    let mut rests = Vec::new();
    for state in &story::told().player.states {
        shown.extend(desks(state).into_iter().map(|(_, one)| (one.subject.key(), one.action)));
        for proposal in facts::proposals(state).filter(|one| !proposal_awaits(one.stage.name())) {
            rests.push((state, Subject::Proposal(proposal.id)));
        }
        for meeting in facts::meetings(state) {
            let stage = meeting.stage.name();
            rests.extend((!meeting_awaits(stage)).then_some((state, Subject::Meeting(meeting.id))));
            let resting = meeting.items.iter().filter(|item| !item_awaits(stage, ItemStageName::of(&item.state)));
            rests.extend(resting.map(|item| (state, Subject::Item(meeting.id, item.id))));
        }
    }
    let (mut offered, mut nothing) = (0, 0);
    for (state, subject) in rests {
        for who in state.posts().filter_map(|post| holder_of(state, post)) {
            let offers = permitted(state, &who, subject);
            let wrong = offers.iter().find(|action| shown.contains(&(subject.key(), **action)));
            assert_eq!(wrong, None, "{subject:?}");
            if offers.is_empty() { nothing += 1 } else { offered += 1 }
        }
    }
    assert!(shown.len() > 15 && offered > 100 && nothing > 100, "control: {} {offered} {nothing}", shown.len());
}

/// A long past costs no page anything: of what rests no desk is asked.
#[test]
fn a_desk_is_asked_of_nothing_that_rests() {
    let resting: Vec<_> = StageName::ALL.into_iter().filter(|stage| !proposal_awaits(*stage)).collect();
    let expected = [
        StageName::Declined,
        StageName::CirculationApproved,
        StageName::Decided,
        StageName::WithdrawnBeforeReceipt,
        StageName::WithdrawnAfterReceipt,
        StageName::Erased,
    ];
    assert_eq!(resting, expected);
    let resting: Vec<_> = MeetingStageName::ALL.into_iter().filter(|stage| !meeting_awaits(*stage)).collect();
    assert_eq!(resting, [MeetingStageName::Circulated]);
    for stage in MeetingStageName::ALL {
        let bound = [MeetingStageName::MinutesApproved, MeetingStageName::Circulated].contains(&stage);
        for item in ItemStageName::ALL {
            let extract = [ItemStageName::Approved, ItemStageName::Issued].contains(&item);
            assert_eq!(item_awaits(stage, item), bound && extract, "{stage:?} {item:?}");
        }
    }
}

/// From the approval of the minutes an extract waits for the chief secretary, and then for the department that carries it out.
#[test]
fn an_extract_waits_to_be_issued_and_acknowledged() {
    let mut player = Player::begun();
    let meeting = player.ready("energy");
    let item = player.cabinet.meeting(meeting).unwrap().items.front().unwrap().id;
    player.open(meeting, "chief_minister", &["chief_minister"]);
    player.call_item(meeting, item);
    player.record_decisions(meeting, item, Outcome::Approved);
    player.conclude(meeting);
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    let waits = |player: &Player| -> Vec<(String, Action)> {
        let found = desks(&player.cabinet).into_iter().filter(|(_, one)| one.subject == Subject::Item(meeting, item));
        found.map(|(post, one)| (post, one.action)).collect()
    };
    assert_eq!(waits(&player), [], "before the minutes are approved nothing binds");
    player.approve_minutes(meeting);
    assert_eq!(waits(&player), [("chief_secretary".to_owned(), Action::IssueExtract)]);
    player.issue_extract(meeting, item);
    assert_eq!(waits(&player), [("energy_secretary".to_owned(), Action::AcknowledgeExtract)]);
    player.acknowledge(meeting, item);
    assert_eq!(waits(&player), []);
}

#[test]
fn who_only_looks_on_has_an_empty_desk() {
    for state in &story::told().player.states {
        for (post, waiting) in desks(state) {
            let looks_on =
                ["auditor", "system_administrator", "governor_secretary", "home_secretary", "energy_minister_staff"];
            assert!(!looks_on.contains(&post.as_str()), "{post}: {waiting:?}");
        }
    }
}

/// What needs a second person waits for whoever may be that, as long as there is time, and then for nobody.
#[test]
fn what_needs_two_persons_waits_for_the_second() {
    let (mut inquirers, mut changers) = (BTreeSet::new(), BTreeSet::new());
    for state in &story::told().player.states {
        let waits = |now: Moment, subject: Subject| -> BTreeSet<String> {
            let found = desks_at(state, now).into_iter().filter(|(_, one)| one.subject == subject);
            found.map(|(post, _)| post).collect()
        };
        let open = state.inquiries().filter(|one| one.stage.name() == InquiryStageName::Asked);
        for (subject, ends) in open.map(|one| (Subject::Inquiry(one.id), one.ends)) {
            inquirers.extend(waits(state.last(), subject));
            assert!(!waits(Moment(ends.0 - 1), subject).is_empty() && waits(ends, subject).is_empty());
        }
        for change in state.changes() {
            let subject = Subject::Change(change.id);
            if change.stage.name() == ChangeStageName::Impossible {
                continue;
            }
            let found = waits(Moment(change.ends.0 - 1), subject);
            assert_eq!(found.is_empty(), change.stage.name() != ChangeStageName::Proposed, "{change:?}");
            assert!(waits(change.ends, subject).is_empty());
            changers.extend(found);
        }
    }
    assert!(inquirers.into_iter().eq(["chief_minister", "chief_secretary"]));
    let sections = ["cabinet_section", "cabinet_section_2", "cabinet_section_3"];
    assert!(changers.into_iter().eq(sections.into_iter().chain(["chief_secretary"])));
}

#[test]
fn a_change_on_the_desk_says_what_is_expected_and_until_when() {
    let mut player = crate::player::Player::begun();
    let change = player.propose_change("cabinet_section", vec![crate::people::enter_person("new")], None);
    let record = player.cabinet.change(change).unwrap();
    let (subject, since, due) = (Subject::Change(change), record.since, Some(record.ends));
    let waiting = desk(&player.cabinet, &crate::player::actor("chief_secretary"), player.now());
    assert_eq!(waiting, [Waiting { subject, action: Action::AgreeChange, since, due, copy: None }]);
    assert_eq!(desk(&player.cabinet, &crate::player::actor("cabinet_section"), player.now()), []);
}

/// What did not happen at its moment stands on the desks of the two who had set their hands to it, until each has taken note
/// or it is proposed anew.
#[test]
fn a_change_that_was_not_possible_waits_for_its_two_until_they_know() {
    use crate::people::{end_charge, enter_person, retitle_post};
    let (first, chief) = ("cabinet_section", "chief_secretary");
    let mut player = crate::player::Player::begun();
    let at = Some(player.now().plus_days(5));
    let change = player.propose_change(first, vec![enter_person("late"), end_charge("auditor")], at);
    player.agree_change(chief, change);
    let other = player.propose_change(first, vec![retitle_post("auditor", "लेखा")], at);
    player.agree_change(chief, other);
    player.changed(vec![end_charge("auditor")]);
    player.wait_days(5);
    player.enact_change(other);
    player.enact_change(change);
    let since = player.now();
    let waits = |player: &crate::player::Player, who: &str| {
        let found = desk(&player.cabinet, &crate::player::actor(who), player.now());
        found.into_iter().filter(|one| matches!(one.subject, Subject::Change(_))).collect::<Vec<_>>()
    };
    let expected =
        Waiting { subject: Subject::Change(change), action: Action::AcknowledgeChange, since, due: None, copy: None };
    for who in [first, chief] {
        assert_eq!(waits(&player, who), [expected], "{who}");
    }
    for who in ["chief_minister", "law_minister"] {
        assert_eq!(waits(&player, who), [], "{who}");
    }
    let mut noted = player.clone();
    noted.acknowledge_change(chief, change);
    assert_eq!((waits(&noted, chief), waits(&noted, first)), (vec![], vec![expected]));
    let seen = noted.change_version(change);
    let again = cabinet::Act::AcknowledgeChange { change, seen };
    assert_eq!(noted.refused(chief, again), cabinet::Refusal::IdTaken);
    noted.acknowledge_change(first, change);
    assert_eq!(waits(&noted, first), [], "nobody's page was outdated by the other's note");

    // Something else of the same sort is not the same proposed anew.
    let mut anew = player.clone();
    anew.propose_change(first, vec![end_charge("law_minister")], None);
    assert_eq!(waits(&anew, first), [expected]);
    let impossible = player.cabinet.change(change).unwrap();
    assert_eq!(impossible.impossible_steps().count(), 1);
}

#[test]
fn what_is_proposed_anew_waits_no_more_unless_that_is_refused() {
    use crate::people::{enter_person, take_charge};
    let (first, chief) = ("cabinet_section", "chief_secretary");
    let mut player = crate::player::Player::begun();
    player.changed(vec![enter_person("next"), crate::people::end_charge("auditor")]);
    let at = Some(player.now().plus_days(5));
    let change = player.propose_change(first, vec![take_charge("a1", "next", "auditor")], at);
    player.agree_change(chief, change);
    player.changed(vec![enter_person("other"), take_charge("a2", "other", "auditor")]);
    player.wait_days(5);
    player.enact_change(change);
    let waits = |player: &crate::player::Player| desk(&player.cabinet, &crate::player::actor(first), player.now());
    assert_eq!(waits(&player).len(), 1);
    player.changed(vec![crate::people::end_charge("a2")]);
    assert_eq!(waits(&player).len(), 1, "control: another sort of step");
    let anew = player.propose_change(first, vec![take_charge("a3", "next", "auditor")], None);
    assert_eq!(waits(&player), []);
    player.refuse_change(chief, anew);
    assert_eq!(waits(&player).len(), 1, "refused, it is as if nobody had");
}
