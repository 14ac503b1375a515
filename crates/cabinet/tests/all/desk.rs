//! Nothing lies about unseen: wherever a matter stands, it waits on somebody's desk.

use crate::player::actor;
use crate::{facts, story};
use cabinet::desk::{Waiting, desk};
use cabinet::meeting::MeetingStageName;
use cabinet::proposal::StageName;
use cabinet::{Cabinet, Subject};

fn desks(state: &Cabinet) -> Vec<(String, Waiting)> {
    let now = state.last().plus_days(30);
    let posts = state.posts();
    posts
        .flat_map(|post| {
            let who = actor(&post.key);
            let waiting = desk(state, &who, now);
            assert!(waiting.iter().all(|one| state.may(&who, one.subject, one.action)), "{}: {waiting:?}", post.key);
            waiting.into_iter().map(|one| (post.key.clone(), one))
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
    let asked = &story::told().player.states;
    let waiting = asked.iter().flat_map(desks).filter(|(_, one)| matches!(one.subject, Subject::Inquiry(_)));
    let of: std::collections::BTreeSet<String> = waiting.map(|(post, _)| post).collect();
    assert!(of.iter().all(|post| ["chief_minister", "chief_secretary"].contains(&post.as_str())), "{of:?}");
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
