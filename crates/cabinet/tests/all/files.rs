//! The file on its way from desk to desk within its department.

use crate::people::{enter_person, enter_post, hand_over, holder, take_charge};
use crate::player::{DAY_MS, Player, actor};
use cabinet::act::Act;
use cabinet::desk::desk;
use cabinet::file::With;
use cabinet::ids::ProposalId;
use cabinet::people::PostKind;
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::{Moment, Refusal, Subject, permitted};
use rehearsal::post;

const OFFICER: &str = "energy_officer";
const SECRETARY: &str = "energy_secretary";
const SECTION: &str = "energy_section";

fn offered(player: &Player, who: &str, id: ProposalId, action: Action) -> bool {
    permitted(&player.cabinet, &actor(who), Subject::Proposal(id)).contains(&action)
}

fn put_up() -> (Player, ProposalId) {
    let mut player = Player::begun();
    let id = player.start("energy");
    player.put_up_to(id, OFFICER);
    player.measure(id);
    (player, id)
}

fn waits(player: &Player, who: &str, id: ProposalId) -> Option<Action> {
    let desk = desk(&player.cabinet, &actor(who), player.now());
    desk.into_iter().find(|one| one.subject == Subject::Proposal(id)).map(|one| one.action)
}

/// Refusals of a file's way.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let id = player.start("energy");
    let mut found = Vec::new();
    for unfit in ["health_secretary", SECTION, "nobody"] {
        let act = player.put_up_act(id, crate::deeds::facts("energy"));
        let Act::PutUp { proposal, seen, revision, facts, body, remark, .. } = act else { panic!("{act:?}") };
        let act = Act::PutUp { proposal, seen, to: Some(post(unfit)), revision, facts, body, remark };
        let refusal = player.refused(SECTION, act);
        assert_eq!(refusal, Refusal::DeskUnfit, "{unfit}");
        found.push(refusal);
    }
    player.put_up_to(id, OFFICER);
    let (seen, reason) = (player.seen(SECTION, id), player.text(""));
    found.push(player.refused(SECTION, Act::PullBackFile { proposal: id, seen, reason }));
    for to in [OFFICER, SECTION, "health_secretary"] {
        let (seen, remark) = (player.seen(OFFICER, id), player.text(""));
        let refusal = player.refused(OFFICER, Act::MoveFile { proposal: id, seen, to: post(to), remark });
        assert_eq!(refusal, Refusal::DeskUnfit, "{to}");
    }
    for posts in [vec![], vec![post(SECTION)], vec![post(OFFICER), post(OFFICER)], vec![post("health_officer")]] {
        let (seen, remark) = (player.seen(OFFICER, id), player.text(""));
        let refusal = player.refused(OFFICER, Act::SendCopies { proposal: id, seen, posts, remark });
        assert_eq!(refusal, Refusal::DeskUnfit);
    }
    player.move_file(OFFICER, id, SECRETARY);
    player.move_file(SECRETARY, id, OFFICER);
    // A secretary who has not got it calls it to his own desk, and to no other.
    let (seen, remark) = (player.seen(SECRETARY, id), player.text(""));
    found.push(player.refused(SECRETARY, Act::MoveFile { proposal: id, seen, to: post(OFFICER), remark }));
    let second = [enter_post("second", PostKind::DepartmentOfficer), enter_person("second")];
    player.changed([&second[..], &[take_charge("second", "second", "second")]].concat());
    let (seen, remark) = (player.seen(SECRETARY, id), player.text(""));
    found.push(player.refused(SECRETARY, Act::MoveFile { proposal: id, seen, to: post("second"), remark }));
    assert_eq!(found[found.len() - 2..], [Refusal::DeskUnfit, Refusal::DeskUnfit]);
    player.move_file(SECRETARY, id, SECRETARY);
    player.move_file(SECRETARY, id, "second");
    found
}

/// It can be taken back until it is opened, and not a moment longer; the note is a draft again.
#[test]
fn it_is_pulled_back_until_it_is_opened() {
    let (mut player, id) = put_up();
    assert!(offered(&player, SECTION, id, Action::PullBackFile));
    assert!(!offered(&player, SECRETARY, id, Action::PullBackFile), "only who sent it");
    let mut opened = player.clone();
    opened.receive_file(OFFICER, id);
    assert!(!offered(&opened, SECTION, id, Action::PullBackFile));
    assert!(!offered(&opened, OFFICER, id, Action::ReceiveFile), "once");
    let seen = player.seen(SECTION, id);
    assert_eq!(opened.seen(SECTION, id), seen, "that it was opened outdates nobody's page");
    player.pull_back_file(SECTION, id);
    assert_eq!(player.stage(id), StageName::SentBack);
    assert!(!offered(&player, SECTION, id, Action::EraseDraft), "what was put up once is not erased");
    assert!(offered(&player, SECTION, id, Action::EditDraft));

    // What an officer sent on comes back to him.
    opened.move_file(OFFICER, id, SECRETARY);
    opened.pull_back_file(OFFICER, id);
    assert_eq!((opened.stage(id), waits(&opened, OFFICER, id)), (StageName::InDepartment, Some(Action::MoveFile)));
}

/// Only at whose desk it lies does anything with it; the secretary calls it to his own.
#[test]
fn who_has_it_acts() {
    let (mut player, id) = put_up();
    for (who, action) in [(SECRETARY, Action::SendForViews), (SECRETARY, Action::ReturnProposal)] {
        assert!(!offered(&player, who, id, action), "{who} {action:?}");
    }
    assert_eq!(waits(&player, OFFICER, id), Some(Action::MoveFile));
    assert_eq!(waits(&player, SECRETARY, id), None);
    assert!(
        offered(&player, OFFICER, id, Action::ReadNoteSheet) && offered(&player, OFFICER, id, Action::ReturnProposal)
    );
    player.move_file(SECRETARY, id, SECRETARY);
    assert!(offered(&player, SECRETARY, id, Action::SendForViews));
    assert!(!offered(&player, OFFICER, id, Action::MoveFile));
    assert!(offered(&player, OFFICER, id, Action::ReadProposal), "before whom it lay reads it still");
    assert!(!offered(&player, SECRETARY, id, Action::ReceiveFile), "he called it, so he has it open");
}

/// A copy lets its officer read, and do nothing else.
#[test]
fn a_copy_is_for_information() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    assert!(!offered(&player, OFFICER, id, Action::ReadProposal));
    player.send_copies(SECRETARY, id, &[OFFICER]);
    let actions = permitted(&player.cabinet, &actor(OFFICER), Subject::Proposal(id));
    assert_eq!(actions, [Action::ReadProposal, Action::ReadNoteSheet]);
    assert!(player.cabinet.readable_revision(&actor(OFFICER), id).is_some());
    let other = player.drive("energy", StageName::InDepartment);
    assert!(!offered(&player, OFFICER, other, Action::ReadProposal), "control");
}

/// The desk is handed over, not the person: who takes charge has the file.
#[test]
fn a_handover_moves_the_desk() {
    let (mut player, id) = put_up();
    player.changed(vec![enter_person("next"), hand_over(OFFICER, "next", "next")]);
    let next = holder("next", "next");
    assert!(player.cabinet.may(&next, Subject::Proposal(id), Action::MoveFile));
    assert!(!offered(&player, OFFICER, id, Action::ReadProposal), "who had it before has nothing");
}

/// Every stay begins where the last one ended, and the days are all there.
#[test]
fn the_register_tells_who_had_it_how_long() {
    let mut player = Player::begun();
    let id = player.start("energy");
    let began = player.cabinet.proposal(id).unwrap().started;
    player.wait_days(1);
    player.put_up_to(id, OFFICER);
    player.measure(id);
    player.wait_days(2);
    player.receive_file(OFFICER, id);
    player.move_file(OFFICER, id, SECRETARY);
    player.wait_days(3);
    player.ask(id, &["finance", "law"]);
    let stays = player.cabinet.proposal(id).unwrap().stays();
    let with: Vec<With> = stays.iter().map(|stay| stay.with).collect();
    assert_eq!(with, [With::Section, With::Desk(post(OFFICER)), With::Desk(post(SECRETARY)), With::Departments]);
    assert_eq!(stays[0].from, began);
    assert!(stays.windows(2).all(|pair| pair[0].until == Some(pair[1].from)));
    assert_eq!(stays.last().unwrap().until, None);
    let days = |from: Moment, until: Option<Moment>| (until.unwrap().0 - from.0) / DAY_MS;
    let lengths: Vec<i64> = stays[..3].iter().map(|stay| days(stay.from, stay.until)).collect();
    assert_eq!(lengths, [1, 2, 3]);
    player.view(id, "finance", cabinet::proposal::Answer::Concurs);
    player.view(id, "law", cabinet::proposal::Answer::Concurs);
    player.close(id);
    player.carry_on(id, StageName::Declined);
    let stays = player.cabinet.proposal(id).unwrap().stays();
    assert_eq!(stays.last().unwrap().with, With::ChiefMinister);
    assert!(stays.last().unwrap().until.is_some(), "a file at rest lies with nobody");
}
