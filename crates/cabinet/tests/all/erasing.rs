//! A draft that was never put up may be erased; what others have seen may not.

use crate::player::{Player, SYSTEM, actor};
use cabinet::act::Act;
use cabinet::event::Event;
use cabinet::ids::ProposalId;
use cabinet::proposal::{FirstSubject, StageName};
use cabinet::{Action, Refusal, Subject, permitted};

#[test]
fn an_erased_draft_names_all_that_lay_with_it_and_leaves_its_number() {
    let mut player = Player::begun();
    let id = player.start("energy");
    let removed = player.attach(id);
    let kept = player.attach(id);
    player.detach(id, removed);
    let section = actor("energy_section");
    assert!(player.cabinet.may_read_paper(&section, kept), "control");
    assert_eq!(player.cabinet.proposal(id).unwrap().subject(), None, "sealed with the draft");
    let seen = player.seen("energy_section", id);
    let events = player.must("energy_section", Act::EraseDraft { proposal: id, seen });
    assert_eq!(events, [Event::DraftErased { proposal: id, papers: vec![removed, kept] }]);

    let record = player.cabinet.proposal(id).unwrap();
    assert_eq!(record.stage.name(), StageName::Erased);
    assert_eq!(record.subject, FirstSubject::Words(String::new()));
    assert!(!player.cabinet.may_read_paper(&section, kept) && !player.cabinet.may_read_paper(&section, removed));
    let offered = permitted(&player.cabinet, &section, Subject::Proposal(id));
    assert_eq!(offered, [Action::ReadProposal, Action::ReadNoteSheet]);
    let number = record.number.clone();
    let (proposal, subject) = (ProposalId(player.uuid()), player.text("विषय"));
    player.must("energy_section", Act::StartProposal { proposal, number, subject });
}

#[test]
fn what_was_put_up_once_is_never_erased() {
    let mut player = Player::begun();
    let id = player.start("energy");
    let page_of_the_draft = player.seen("energy_section", id);
    player.put_up(id);
    let outdated = player.refused("energy_section", Act::EraseDraft { proposal: id, seen: page_of_the_draft });
    assert!(matches!(outdated, Refusal::MovedOn { .. }), "{outdated}");
    player.send_back("energy_secretary", id);
    assert_eq!(player.stage(id), StageName::SentBack);
    for who in ["energy_section", "energy_secretary", "energy_minister", "aviation_section", "cabinet_section"] {
        let act = Act::EraseDraft { proposal: id, seen: player.seen(who, id) };
        assert_eq!(player.refused(who, act), Refusal::Unknown, "{who}");
    }
    let other = player.start("aviation");
    let act = Act::EraseDraft { proposal: other, seen: player.seen("energy_section", other) };
    assert_eq!(player.refused("energy_section", act), Refusal::Unknown);
    player.erase_draft(other);
    let again = Act::EraseDraft { proposal: other, seen: player.seen("aviation_section", other) };
    assert_eq!(player.refused("aviation_section", again), Refusal::Unknown);
}

#[test]
fn only_the_office_records_rotations_and_only_in_a_ledger_that_has_begun() {
    let (mut empty, mut player) = (Player::empty(), Player::begun());
    let rotations =
        [Act::RotateRootKey { keys: 3 }, Act::RotateEpochKey { compartment: "papers".to_owned(), epoch: 2, keys: 9 }];
    for act in rotations {
        assert_eq!(empty.refused(SYSTEM, act.clone()), Refusal::Unknown);
        for who in ["system_administrator", "chief_secretary"] {
            assert_eq!(player.refused(who, act.clone()), Refusal::Unknown);
        }
        let before = serde_json::to_value(&player.cabinet).unwrap();
        player.must(SYSTEM, act);
        let after = serde_json::to_value(&player.cabinet).unwrap();
        for part in ["proposals", "meetings", "papers", "charges", "rules"] {
            assert_eq!(before[part], after[part], "a rotation changes no business");
        }
    }
}
