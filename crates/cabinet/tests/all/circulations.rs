//! Deciding by circulation: state machine E.

use crate::people::{begin_ministry, enter_person, holder, take_charge};
use crate::player::{Player, actor};
use cabinet::act::Act;
use cabinet::circulation::CirculationAnswer;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::{Refusal, Subject, permitted};

fn circulating(silence_agrees: bool) -> (Player, ProposalId) {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Cleared);
    player.order_circulation(id, silence_agrees);
    player.send_circulation(id);
    (player, id)
}

fn offered(player: &Player, who: &str, id: ProposalId, action: Action) -> bool {
    permitted(&player.cabinet, &actor(who), Subject::Proposal(id)).contains(&action)
}

fn members(player: &Player, id: ProposalId) -> Vec<String> {
    let sent = player.cabinet.proposal(id).unwrap().stage.circulation().unwrap().members.clone();
    sent.into_iter().map(|post| player.cabinet.post(post).unwrap().key.clone()).collect()
}

/// Refusals of a circulation.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Cleared);
    let (chief, section) = ("chief_minister", "cabinet_section");
    let (seen, nothing) = (player.seen(chief, id), player.text(""));
    let mut found = Vec::new();
    found.push(player.refused(chief, Act::Decline { proposal: id, seen, reason: nothing.clone() }));
    for days in [0, 61] {
        let until = player.now().plus_days(days);
        let remark = nothing.clone();
        let order = Act::OrderForCirculation { proposal: id, seen, until, silence_agrees: false, remark };
        let refusal = player.refused(chief, order);
        assert_eq!(refusal, Refusal::LastDayUnfit { days_max: 60 }, "{days}");
        found.push(refusal);
    }
    player.order_circulation(id, false);
    let mut late = player.clone();
    late.wait_days(6);
    let send = Act::SendCirculation { proposal: id, seen: player.seen(section, id), remark: nothing.clone() };
    found.push(late.refused(section, send));
    player.send_circulation(id);
    let seen = player.seen("law_minister", id);
    let answer =
        Act::AnswerCirculation { proposal: id, seen, answer: CirculationAnswer::Disagrees, remark: nothing.clone() };
    found.push(player.refused("law_minister", answer));
    let seen = player.seen(section, id);
    let refusal = player.refused(section, Act::CloseCirculation { proposal: id, seen });
    assert!(matches!(&refusal, Refusal::CirculationOpen { silent, .. } if silent.len() == 7), "{refusal:?}");
    found.push(refusal);
    player.answer_circulation("law_minister", id, CirculationAnswer::WantsDiscussion);
    player.wait_days(6);
    player.close_circulation(id);
    let seen = player.seen(chief, id);
    let approve = |remark| Act::ApproveByCirculation { proposal: id, seen, remark };
    let words = player.text("अनुमोदित");
    found.push(player.refused(chief, approve(words)));

    let (mut player, id) = circulating(true);
    player.answer_circulation("law_minister", id, CirculationAnswer::WantsDiscussion);
    player.wait_days(6);
    player.close_circulation(id);
    let seen = player.seen(chief, id);
    found.push(player.refused(chief, Act::ApproveByCirculation { proposal: id, seen, remark: nothing }));
    player.approve_by_circulation(id);
    found
}

/// Everybody of the council gets it but the Chief Minister, and nobody else.
#[test]
fn it_goes_to_every_member() {
    let (player, id) = circulating(false);
    let sent = members(&player, id);
    let posts = player.cabinet.posts().filter(|post| post.kind.is_member() && post.key != "chief_minister");
    let mut all: Vec<String> = posts.map(|post| post.key.clone()).collect();
    let mut told = sent.clone();
    all.sort();
    told.sort();
    assert_eq!(told, all);
    for who in &sent {
        assert!(offered(&player, who, id, Action::ReadProposal), "{who}");
        assert!(offered(&player, who, id, Action::AnswerCirculation), "{who}");
        assert!(player.cabinet.readable_revision(&actor(who), id).is_some());
    }
    for who in ["health_secretary", "energy_minister_staff", "auditor", "system_administrator", "home_secretary"] {
        assert!(!offered(&player, who, id, Action::ReadProposal), "{who}");
        assert!(!offered(&player, who, id, Action::AnswerCirculation), "{who}");
    }
    assert!(
        !offered(&player, "health_minister", id, Action::ReadNoteSheet),
        "the note-sheet stays with its department"
    );
}

/// Members stand in the order of precedence, also those whom a refusal names, whoever answered first.
#[test]
fn members_are_named_by_precedence() {
    let (mut player, id) = circulating(false);
    let by_precedence = |player: &Player, keys: &[String]| {
        let posts = keys.iter().map(|key| player.cabinet.post(rehearsal::post(key)).unwrap());
        posts.is_sorted_by_key(|post| player.cabinet.precedence(post))
    };
    let sent = members(&player, id);
    assert!(sent.len() > 3 && by_precedence(&player, &sent), "{sent:?}");
    let turned: Vec<String> = sent.iter().rev().cloned().collect();
    assert!(!by_precedence(&player, &turned), "control");
    for who in turned.iter().take(2) {
        player.answer_circulation(who, id, CirculationAnswer::Agrees);
    }
    let close = Act::CloseCirculation { proposal: id, seen: player.seen("cabinet_section", id) };
    let Refusal::CirculationOpen { silent, .. } = player.refused("cabinet_section", close) else { panic!() };
    let silent: Vec<String> = silent.into_iter().map(|post| player.cabinet.post(post).unwrap().key.clone()).collect();
    assert_eq!(silent, sent[..sent.len() - 2]);
}

/// Members answer apart from one another: no answer outdates another one's page, and the last word of each stands.
#[test]
fn each_answers_for_himself_until_it_is_closed() {
    let (mut player, id) = circulating(true);
    let seen = player.seen("law_minister", id);
    player.answer_circulation("health_minister", id, CirculationAnswer::Disagrees);
    assert_eq!(player.seen("law_minister", id), seen);
    player.answer_circulation("health_minister", id, CirculationAnswer::Agrees);
    let circulation = player.cabinet.proposal(id).unwrap().stage.circulation().unwrap().clone();
    assert_eq!((circulation.answers.len(), circulation.objections().count()), (1, 0));
    let waits = |player: &Player, who: &str, action| {
        let desk = cabinet::desk::desk(&player.cabinet, &actor(who), player.now());
        desk.iter().any(|waiting| waiting.action == action && waiting.subject == Subject::Proposal(id))
    };
    assert!(waits(&player, "law_minister", Action::AnswerCirculation));
    assert!(!waits(&player, "health_minister", Action::AnswerCirculation), "he has answered");
    assert!(!waits(&player, "cabinet_section", Action::CloseCirculation), "not before all have, or the day");
    player.wait_days(6);
    assert!(waits(&player, "cabinet_section", Action::CloseCirculation));
    player.close_circulation(id);
    assert!(!offered(&player, "law_minister", id, Action::AnswerCirculation));
    assert!(offered(&player, "law_minister", id, Action::ReadProposal), "control");
    assert!(waits(&player, "chief_minister", Action::ApproveByCirculation));
}

/// Somebody wants a discussion: the Chief Minister orders the meeting, and the answers stay with the note.
#[test]
fn what_wants_discussion_goes_to_a_meeting() {
    let (mut player, id) = circulating(true);
    player.answer_circulation("law_minister", id, CirculationAnswer::WantsDiscussion);
    player.wait_days(6);
    player.close_circulation(id);
    player.order(id);
    assert_eq!(player.stage(id), StageName::Ordered);
    let stage = &player.cabinet.proposal(id).unwrap().stage;
    assert_eq!(stage.circulation().unwrap().objections().count(), 1);
    assert!(stage.circulation_order().is_none(), "the order to circulate is not in force any more");
    assert!(!offered(&player, "health_minister", id, Action::ReadProposal), "he reads it again in the folder");
}

/// Papers of a circulation are those of the ministry to which they were sent.
#[test]
fn a_new_ministry_does_not_read_an_earlier_circulation() {
    for close in [false, true] {
        let (mut player, id) = circulating(true);
        player.answer_circulation("energy_minister", id, CirculationAnswer::Agrees);
        if close {
            player.wait_days(6);
            player.close_circulation(id);
            player.approve_by_circulation(id);
        }
        assert!(offered(&player, "health_minister", id, Action::ReadProposal), "control");
        let named = ["chief_minister", "health_minister"];
        let persons = named.iter().flat_map(|key| {
            let new = format!("new_{key}");
            [enter_person(&new), take_charge(&new, &new, key)]
        });
        player.changed(std::iter::once(begin_ministry(1)).chain(persons).collect());
        let new = holder("new_health_minister", "new_health_minister");
        assert!(!player.cabinet.may(&new, Subject::Proposal(id), Action::ReadProposal), "{close}");
        let chief = holder("new_chief_minister", "new_chief_minister");
        assert_eq!(player.cabinet.may(&chief, Subject::Proposal(id), Action::ReadProposal), !close);
    }
}

/// Its last day passes before the section sends it: it waits for the Chief Minister, who orders anew, or a meeting.
#[test]
fn what_was_not_sent_in_time_is_ordered_anew() {
    for meeting in [false, true] {
        let mut player = Player::begun();
        let id = player.drive("energy", StageName::CirculationOrdered);
        let waiting = |player: &Player, who: &str| {
            let desk = cabinet::desk::desk(&player.cabinet, &actor(who), player.now());
            desk.into_iter().find(|waiting| waiting.subject == Subject::Proposal(id)).map(|waiting| waiting.action)
        };
        assert_eq!(waiting(&player, "cabinet_section"), Some(Action::SendCirculation));
        assert_eq!(waiting(&player, "chief_minister"), None);
        player.wait_days(6);
        assert_eq!(waiting(&player, "cabinet_section"), None);
        assert_eq!(waiting(&player, "chief_minister"), Some(Action::OrderForCirculation));
        if meeting {
            player.order(id);
            assert_eq!(player.stage(id), StageName::Ordered);
        } else {
            player.order_circulation(id, false);
            player.send_circulation(id);
            assert!(!player.cabinet.proposal(id).unwrap().stage.circulation_order().unwrap().silence_agrees);
        }
    }
}

/// A note that was declined is at rest: nobody moves it, and its department reads why.
#[test]
fn a_declined_note_rests() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Cleared);
    player.decline(id);
    for post in player.cabinet.posts() {
        let actions = permitted(&player.cabinet, &actor(&post.key), Subject::Proposal(id));
        assert!(actions.iter().all(|action| action.key().starts_with("read_")), "{}: {actions:?}", post.key);
    }
    assert!(offered(&player, "energy_section", id, Action::ReadNoteSheet));
    assert!(player.cabinet.proposal(id).unwrap().stage.returned().is_some());
}
