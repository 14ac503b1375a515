//! What the Chief Minister's office prepares: briefs, and orders that were heard by telephone.

use crate::people::{begin_ministry, enter_person, holder, take_charge};
use crate::player::{Player, actor};
use cabinet::act::Act;
use cabinet::desk::desk;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::{Moment, Refusal, Subject, permitted};

const OFFICE: &str = "chief_ministers_office";
const CHIEF: &str = "chief_minister";

fn offered(player: &Player, who: &str, id: ProposalId, action: Action) -> bool {
    permitted(&player.cabinet, &actor(who), Subject::Proposal(id)).contains(&action)
}

/// Refusals of the office.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Cleared);
    let (seen, nothing) = (player.seen(OFFICE, id), player.text(""));
    let mut found = vec![player.refused(OFFICE, Act::WriteBrief { proposal: id, seen, text: nothing.clone() })];
    let now = player.now();
    let order = |heard, text| Act::RecordTelephoneOrder { proposal: id, seen, heard, text };
    found.push(player.refused(OFFICE, order(now, nothing.clone())));
    for ms in [-8 * 24 * 60 * 60 * 1000, 60 * 60 * 1000] {
        let text = player.text("बैठक में रखा जाए");
        let refusal = player.refused(OFFICE, order(Moment(now.0 + ms), text));
        assert_eq!(refusal, Refusal::HeardUnfit { days_max: 7 }, "{ms}");
        found.push(refusal);
    }
    player.record_telephone_order(id);
    let seen = player.seen(CHIEF, id);
    found.push(player.refused(CHIEF, Act::DisownTelephoneOrder { proposal: id, seen, reason: nothing }));
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    player.list(meeting, id);
    let seen = player.meeting_version(meeting);
    let refusal = player.refused(CHIEF, Act::ApproveAgenda { meeting, seen });
    assert_eq!(refusal, Refusal::OrdersProvisional(vec![1]));
    found.push(refusal);
    player.confirm_telephone_order(id);
    player.approve_agenda(meeting);
    found
}

/// Heard by telephone, it lets the section prepare; nothing is released before the Chief Minister's own hand.
#[test]
fn an_order_by_telephone_is_provisional() {
    let mut player = Player::begun();
    let id = player.drive("aviation", StageName::Cleared);
    player.record_telephone_order(id);
    assert_eq!(player.stage(id), StageName::Ordered);
    assert!(player.cabinet.proposal(id).unwrap().stage.is_provisional());
    let waits = |player: &Player| {
        let desk = desk(&player.cabinet, &actor(CHIEF), player.now());
        desk.into_iter().any(|one| one.subject == Subject::Proposal(id) && one.action == Action::ConfirmTelephoneOrder)
    };
    assert!(waits(&player));
    for who in [OFFICE, "chief_secretary", "cabinet_section", "aviation_secretary"] {
        assert!(!offered(&player, who, id, Action::ConfirmTelephoneOrder), "{who}");
    }
    let mut disowned = player.clone();
    disowned.disown_telephone_order(id);
    assert_eq!(disowned.stage(id), StageName::Cleared);
    disowned.order(id);
    assert!(!disowned.cabinet.proposal(id).unwrap().stage.is_provisional());
    player.confirm_telephone_order(id);
    assert!(!waits(&player));
    let stage = &player.cabinet.proposal(id).unwrap().stage;
    assert!(stage.telephone_order().unwrap().confirmed.is_some(), "and how it was given stays with it");
}

/// A brief is for the Chief Minister's eyes, and for those of who wrote it; a new Chief Minister does not read it.
#[test]
fn a_brief_is_for_the_chief_minister_alone() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Cleared);
    assert!(!offered(&player, CHIEF, id, Action::ReadBrief), "there is none");
    let seen = player.seen(CHIEF, id);
    player.write_brief(id);
    assert_eq!(player.seen(CHIEF, id), seen, "it outdates nobody's page");
    for post in player.cabinet.posts() {
        let reads = offered(&player, &post.key, id, Action::ReadBrief);
        assert_eq!(reads, [CHIEF, OFFICE].contains(&&*post.key), "{}", post.key);
    }
    player.order(id);
    let named = [CHIEF, OFFICE];
    let persons = named.iter().flat_map(|key| {
        let new = format!("new_{key}");
        [enter_person(&new), take_charge(&new, &new, key)]
    });
    player.changed(std::iter::once(begin_ministry(1)).chain(persons.take(2)).collect());
    let new = holder("new_chief_minister", "new_chief_minister");
    assert!(player.cabinet.may(&new, Subject::Proposal(id), Action::ReadProposal), "control");
    assert!(!player.cabinet.may(&new, Subject::Proposal(id), Action::ReadBrief));
}
