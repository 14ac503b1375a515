//! Sittings: who has part in which, from when to when, and which one comes next.

use crate::people::holder_of;
use crate::player::{Player, actor};
use crate::story::{ALL_RECIPIENTS, told};
use cabinet::decision::Outcome;
use cabinet::ids::MeetingId;
use cabinet::meeting::MeetingStageName;
use cabinet::proposal::StageName;
use cabinet::{Action, Moment, Subject, permitted};

fn sittings(player: &Player, key: &str) -> Vec<(u32, Option<Moment>)> {
    let post = player.cabinet.post(rehearsal::post(key)).unwrap();
    player.cabinet.sittings_of(post).into_iter().map(|sitting| (sitting.meeting, sitting.ended)).collect()
}

/// A meeting with the folder before some, that sits.
fn sitting(player: &mut Player, recipients: &[&str], present: &[&str]) -> MeetingId {
    let proposal = player.drive("energy", StageName::Ordered);
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    player.list(meeting, proposal);
    player.approve_agenda(meeting);
    player.release(meeting, recipients);
    assert_eq!(sittings(player, "cabinet_section").len(), sittings(player, "chief_secretary").len());
    player.open(meeting, "chief_minister", present);
    let item = player.cabinet.meeting(meeting).unwrap().items.front().unwrap().id;
    player.call_item(meeting, item);
    player.record_decisions(meeting, item, Outcome::Approved);
    meeting
}

/// A session lasts longer while its person sits: whoever presides, is present, has the folder or serves the council.
#[test]
fn a_sitting_is_of_those_who_have_part_in_it() {
    let mut player = Player::begun();
    let present = ["chief_minister", "energy_minister", "home_secretary"];
    let first = sitting(&mut player, &["chief_minister", "finance_minister"], &present);
    let number = player.cabinet.meeting(first).unwrap().number;
    let with_part = ["chief_minister", "finance_minister", "energy_minister", "cabinet_section", "chief_secretary"];
    for key in with_part {
        assert_eq!(sittings(&player, key), [(number, None)], "{key}");
    }
    for key in ["law_minister", "energy_secretary", "auditor", "system_administrator"] {
        assert_eq!(sittings(&player, key), [], "{key}");
    }
    player.conclude(first);
    let ended = player.cabinet.last();
    assert_eq!(sittings(&player, "energy_minister"), [(number, Some(ended))]);
    player.draft_minutes(first);
    assert_eq!(sittings(&player, "energy_minister"), [(number, Some(ended))], "minutes change nothing in it");
    let second = sitting(&mut player, ALL_RECIPIENTS, &["chief_minister"]);
    let next = player.cabinet.meeting(second).unwrap().number;
    assert_eq!(sittings(&player, "finance_minister"), [(number, Some(ended)), (next, None)]);
    assert_eq!(sittings(&player, "law_minister"), [(next, None)], "the folder is before him");
}

/// For every post in every state of the story: the earliest meeting that is not past and of which it may know.
#[test]
fn the_next_meeting_is_the_earliest_of_those_one_may_know_of() {
    let (mut known, mut hidden) = (0, 0);
    for state in told().player.states.iter().step_by(5) {
        let moments = crate::facts::meetings(state).map(|meeting| meeting.begins);
        let looks: Vec<Moment> =
            moments.flat_map(|begins| [begins.minus_days(1), begins, Moment(begins.0 + 1)]).collect();
        for post in state.posts() {
            let Some(who) = holder_of(state, post) else { continue };
            for now in &looks {
                let coming = crate::facts::meetings(state).filter(|meeting| {
                    let minuted = [MeetingStageName::Circulated].contains(&meeting.stage.name());
                    meeting.begins >= *now && !minuted
                });
                let mut expected: Vec<_> = coming
                    .filter(|one| permitted(state, &who, Subject::Meeting(one.id)).contains(&Action::ReadNotice))
                    .collect();
                expected.sort_by_key(|meeting| meeting.begins);
                let told = state.next_meeting(&who, *now).map(|meeting| meeting.id);
                assert_eq!(told, expected.first().map(|meeting| meeting.id), "{}", post.key);
                if told.is_some() { known += 1 } else { hidden += 1 }
            }
        }
    }
    assert!(known > 100 && hidden > 100, "control: {known}, {hidden}");
    assert_eq!(told().player.cabinet.next_meeting(&actor("system_administrator"), Moment(0)), None);
}
