//! Nothing lies about unseen: wherever a matter stands, it waits on somebody's desk.

use crate::people::holder_of;
use crate::{facts, story};
use cabinet::change::ChangeStageName;
use cabinet::desk::{Waiting, desk};
use cabinet::inquiry::InquiryStageName;
use cabinet::meeting::MeetingStageName;
use cabinet::proposal::StageName;
use cabinet::{Action, Cabinet, Moment, Subject};
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
        StageName::Ordered,
        StageName::Listed,
        StageName::Decided,
        StageName::WithdrawnBeforeReceipt,
        StageName::WithdrawnAfterReceipt,
        StageName::Erased,
    ];
    let mut resting = 0;
    for state in &story::told().player.states {
        let desks = desks(state);
        let waits = |subject: Subject| desks.iter().any(|(_, one)| one.subject == subject);
        for proposal in facts::proposals(state) {
            let waiting = waits(Subject::Proposal(proposal.id));
            assert_eq!(waiting, !rest.contains(&proposal.stage.name()), "{:?}", proposal.stage);
            resting += u32::from(!waiting);
        }
        for meeting in facts::meetings(state) {
            let waiting = waits(Subject::Meeting(meeting.id));
            assert_eq!(waiting, meeting.stage.name() != MeetingStageName::Circulated, "{:?}", meeting.stage.name());
        }
    }
    assert!(resting > 0, "control: decided proposals wait for nobody");
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
    assert_eq!(waiting, [Waiting { subject, action: Action::AgreeChange, since, due }]);
    assert_eq!(desk(&player.cabinet, &crate::player::actor("cabinet_section"), player.now()), []);
}
