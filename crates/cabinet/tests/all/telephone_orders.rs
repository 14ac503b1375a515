//! What the Chief Minister's office prepares: briefs, and orders that were heard by telephone.

use crate::people::{begin_ministry, enter_person, holder, take_charge};
use crate::player::{Player, actor};
use cabinet::act::Act;
use cabinet::chief_ministers_office::HeardOrder;
use cabinet::desk::desk;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::proposal::{Stage, StageName};
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
    let order = |heard, text| Act::RecordTelephoneOrder { proposal: id, seen, heard, order: HeardOrder::Meeting, text };
    found.push(player.refused(OFFICE, order(now, nothing.clone())));
    for ms in [-8 * 24 * 60 * 60 * 1000, 60 * 60 * 1000] {
        let text = player.text("बैठक में रखा जाए");
        let refusal = player.refused(OFFICE, order(Moment(now.0 + ms), text));
        assert_eq!(refusal, Refusal::HeardUnfit { days_max: 7 }, "{ms}");
        found.push(refusal);
    }
    let text = player.text("बैठक में रखा जाए");
    let early = Moment(player.cabinet.proposal(id).unwrap().stage.cleared().unwrap().0 - 24 * 60 * 60 * 1000);
    found.push(player.refused(OFFICE, order(early, text)));
    assert_eq!(found.last(), Some(&Refusal::HeardUnfit { days_max: 7 }), "the note was not with him yet");
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
    let late = player.drive("health", StageName::Cleared);
    for days in [0, 61] {
        let (seen, heard, text) = (player.seen(OFFICE, late), player.now(), player.text("परिचालित हो"));
        let order = HeardOrder::Circulation { until: heard.plus_days(days), silence_agrees: true };
        let act = Act::RecordTelephoneOrder { proposal: late, seen, heard, order, text };
        found.push(player.refused(OFFICE, act));
        assert_eq!(found.last(), Some(&Refusal::LastDayUnfit { days_max: 60 }), "{days}");
    }
    player.hear(late, circulation(&player, 2));
    player.wait_days(3);
    let (seen, remark) = (player.seen(CHIEF, late), player.text(""));
    found.push(player.refused(CHIEF, Act::ConfirmTelephoneOrder { proposal: late, seen, remark }));
    assert_eq!(found.last(), Some(&Refusal::LastDayUnfit { days_max: 60 }), "it is ordered anew, not confirmed");
    found
}

fn circulation(player: &Player, days: u32) -> HeardOrder {
    HeardOrder::Circulation { until: player.now().plus_days(days), silence_agrees: true }
}

/// Each order that may be heard, confirmed and disowned.
pub fn recorded_in(player: &mut Player) {
    let orders = [circulation(player, 9), HeardOrder::Return, HeardOrder::Decline];
    for (department, order) in ["health", "aviation"].into_iter().flat_map(|one| orders.map(|order| (one, order))) {
        let id = player.drive(department, StageName::Cleared);
        player.hear(id, order);
        player.disown_telephone_order(id);
        player.write_brief(id);
        player.hear(id, order);
        player.confirm_telephone_order(id);
    }
}

fn waits(player: &Player, who: &str, id: ProposalId) -> Option<Action> {
    let desk = desk(&player.cabinet, &actor(who), player.now());
    desk.into_iter().find(|one| one.subject == Subject::Proposal(id)).map(|one| one.action)
}

/// A circulation that was heard may be prepared, and is sent to nobody before the Chief Minister's own hand.
#[test]
fn no_circulation_is_sent_before_the_chief_ministers_own_hand() {
    let section = "cabinet_section";
    let mut player = Player::begun();
    let id = player.drive("aviation", StageName::Cleared);
    let order = circulation(&player, 5);
    player.hear(id, order);
    assert_eq!(player.stage(id), StageName::CirculationOrdered);
    assert!(player.cabinet.proposal(id).unwrap().stage.is_provisional());
    assert!(!offered(&player, section, id, Action::SendCirculation), "nothing is sent");
    assert_eq!(waits(&player, section, id), None);
    assert_eq!(waits(&player, CHIEF, id), Some(Action::ConfirmTelephoneOrder));
    let (seen, remark) = (player.seen(section, id), player.text(""));
    player.refused(section, Act::SendCirculation { proposal: id, seen, remark });

    let mut disowned = player.clone();
    disowned.disown_telephone_order(id);
    assert_eq!(disowned.stage(id), StageName::Cleared);
    // What he orders himself takes the place of what was heard, in either way.
    let mut anew = player.clone();
    anew.order_circulation(id, false);
    assert!(!anew.cabinet.proposal(id).unwrap().stage.is_provisional());
    assert!(offered(&anew, section, id, Action::SendCirculation));
    let mut meeting = player.clone();
    meeting.order(id);
    let Stage::Ordered(ordered) = &meeting.cabinet.proposal(id).unwrap().stage else { panic!() };
    assert_eq!(
        (ordered.receipt.note.minister, &ordered.telephone),
        (Some(ordered.order), &None),
        "his one order is both"
    );

    // Once its last day has passed it waits to be ordered anew.
    let mut over = player.clone();
    over.wait_days(6);
    assert_eq!(waits(&over, CHIEF, id), Some(Action::OrderForCirculation));

    player.confirm_telephone_order(id);
    let Stage::CirculationOrdered(note) = &player.cabinet.proposal(id).unwrap().stage else { panic!() };
    let confirmed = note.telephone.as_ref().unwrap().confirmed;
    assert_eq!((confirmed, note.receipt.note.minister), (Some(note.order.order), Some(note.order.order)));
    assert!(note.order.silence_agrees);
    assert_eq!(waits(&player, section, id), Some(Action::SendCirculation));
    player.send_circulation(id);
}

/// A return or a refusal that was heard leaves the note where it lies; with his hand its words are the reason.
#[test]
fn what_sends_a_note_away_waits_for_the_chief_ministers_own_hand() {
    for (order, after) in [(HeardOrder::Return, StageName::Returned), (HeardOrder::Decline, StageName::Declined)] {
        let mut player = Player::begun();
        let id = player.drive("energy", StageName::Cleared);
        player.hear(id, order);
        assert_eq!(player.stage(id), StageName::Cleared, "nothing follows for the department");
        assert!(!offered(&player, "energy_section", id, Action::EditDraft));
        assert!(!offered(&player, OFFICE, id, Action::RecordTelephoneOrder), "one waits already");
        assert_eq!(waits(&player, CHIEF, id), Some(Action::ConfirmTelephoneOrder));
        let told = player.cabinet.proposal(id).unwrap().clone();
        assert!(told.stage.is_provisional() && told.stage.returned().is_none());

        let mut disowned = player.clone();
        disowned.disown_telephone_order(id);
        assert!(offered(&disowned, OFFICE, id, Action::RecordTelephoneOrder), "and it may be heard anew");
        let mut himself = player.clone();
        himself.order(id);
        assert!(!himself.cabinet.proposal(id).unwrap().stage.is_provisional(), "his own order takes its place");

        player.confirm_telephone_order(id);
        assert_eq!(player.stage(id), after);
        let proposal = player.cabinet.proposal(id).unwrap();
        let (returned, heard) = (proposal.stage.returned().unwrap(), told.stage.telephone_order().unwrap());
        assert_eq!(returned.reason, heard.text);
        assert_eq!(proposal.note_sheet.last().unwrap().text, heard.text, "and stands on the note-sheet");
        assert_eq!(proposal.returns, u32::from(after == StageName::Returned));
        if after == StageName::Returned {
            assert!(offered(&player, "energy_section", id, Action::EditDraft));
        }
    }
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

/// What was listed upon an order that nobody gave leaves the agenda.
#[test]
fn what_was_listed_upon_an_order_is_disowned_with_it() {
    let mut player = Player::begun();
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    let [heard, own] = [(); 2].map(|()| player.drive("energy", StageName::Cleared));
    player.record_telephone_order(heard);
    player.order(own);
    player.list(meeting, heard);
    player.list(meeting, own);
    player.disown_telephone_order(heard);
    assert_eq!((player.stage(heard), player.stage(own)), (StageName::Cleared, StageName::Listed));
    let listed: Vec<_> = player.cabinet.meeting(meeting).unwrap().items.iter().map(|item| item.proposal).collect();
    assert_eq!(listed, [own]);
    player.approve_agenda(meeting);
}
