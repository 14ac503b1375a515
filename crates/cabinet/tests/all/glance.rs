//! The meeting at a glance.

use crate::deeds::facts;
use crate::player::{Player, actor};
use cabinet::Action;
use cabinet::consultation::Answer;
use cabinet::glance::Wanting;
use cabinet::ids::{MeetingId, ProposalId};
use cabinet::note::EarlierDecision;
use cabinet::permission::Subject;
use cabinet::proposal::StageName;

/// A meeting with these departments' matters on its agenda.
fn meeting(player: &mut Player, departments: &[&str]) -> (MeetingId, Vec<ProposalId>) {
    let matters: Vec<_> = departments.iter().map(|one| player.drive(one, StageName::Ordered)).collect();
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    for id in &matters {
        player.list(meeting, *id);
    }
    (meeting, matters)
}

#[test]
fn amounts_are_summed_by_kind_and_by_year() {
    let mut player = Player::begun();
    let (id, _) = meeting(&mut player, &["energy", "health"]);
    let glance = player.cabinet.glance(player.cabinet.meeting(id).unwrap());
    let notes = ["energy", "health"].map(facts);
    let asked: u64 = notes.iter().map(|note| note.rupees).sum();
    assert!(asked > 0 && glance.amounts.iter().map(|(_, sum)| sum).sum::<u64>() == asked, "{:?}", glance.amounts);
    let by_year: u64 = notes.iter().flat_map(|note| &note.years).map(|year| year.rupees).sum();
    assert_eq!(glance.years.iter().map(|(_, sum)| sum).sum::<u64>(), by_year);
    assert!(glance.years.is_sorted_by(|earlier, later| earlier.0 < later.0), "each year once, in order");
    assert_eq!(glance.items.iter().map(|item| item.number).collect::<Vec<_>>(), [1, 2]);
    let varied: Vec<_> = glance.items.iter().map(|item| item.revision.facts.earlier_decision.varied()).collect();
    assert!(matches!(varied[..], [Some(_), None]), "{varied:?}");
    assert!(matches!(notes[1].earlier_decision, EarlierDecision::Stands));
}

#[test]
fn an_empty_agenda_costs_nothing() {
    let mut player = Player::begun();
    let (id, _) = meeting(&mut player, &[]);
    let glance = player.cabinet.glance(player.cabinet.meeting(id).unwrap());
    assert!(glance.amounts.is_empty() && glance.years.is_empty() && glance.items.is_empty());
}

#[test]
fn objections_and_what_is_missing_are_told_by_item() {
    let mut player = Player::begun();
    let id = player.start("energy");
    player.put_up(id);
    player.measure(id);
    player.ask(id, &["finance", "law"]);
    player.view(id, "finance", Answer::DoesNotConcur);
    player.view(id, "law", Answer::NoViewNeeded);
    player.close(id);
    player.reply("energy_secretary", id, false);
    player.carry_on(id, StageName::Ordered);
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    player.list(meeting, id);
    let department = |key: &str| player.cabinet.department_named(key).unwrap().id;
    let glance = player.cabinet.glance(player.cabinet.meeting(meeting).unwrap());
    let [item] = &glance.items[..] else { panic!("{:?}", glance.items) };
    let objections: Vec<_> = item.objections.iter().map(|one| (one.department, one.answer)).collect();
    assert_eq!(objections, [(department("finance"), Answer::DoesNotConcur)]);
    assert!(item.wanting.contains(&Wanting::Difference(department("finance"))), "{:?}", item.wanting);
    assert!(!item.wanting.contains(&Wanting::View(department("law"))), "no view is needed, and that was said");
}

#[test]
fn a_view_that_was_not_received_is_missing() {
    let mut player = Player::begun();
    let id = player.start("energy");
    player.put_up(id);
    player.measure(id);
    player.ask(id, &["finance", "law"]);
    player.view(id, "law", Answer::Concurs);
    player.wait_days(60);
    player.close(id);
    player.carry_on(id, StageName::Ordered);
    let finance = player.cabinet.department_named("finance").unwrap().id;
    let proposal = player.cabinet.proposal(id).unwrap();
    let wanting = player.cabinet.wanting(proposal, proposal.revision().unwrap());
    assert!(wanting.contains(&Wanting::View(finance)), "{wanting:?}");
    assert!(wanting.is_sorted(), "in the order of their kinds");
    let other = player.drive("health", StageName::Ordered);
    let proposal = player.cabinet.proposal(other).unwrap();
    assert_eq!(player.cabinet.wanting(proposal, proposal.revision().unwrap()), [], "control: nothing is missing");
}

#[test]
fn an_order_that_was_heard_is_missing_until_it_is_confirmed() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Cleared);
    player.record_telephone_order(id);
    let wants = |player: &Player| {
        let proposal = player.cabinet.proposal(id).unwrap();
        player.cabinet.wanting(proposal, proposal.revision().unwrap()).contains(&Wanting::OrderUnconfirmed)
    };
    assert!(wants(&player));
    player.confirm_telephone_order(id);
    assert!(!wants(&player));
}

#[test]
fn those_who_answer_for_the_agenda_read_it_and_nobody_else() {
    let mut player = Player::begun();
    let (id, _) = meeting(&mut player, &["energy"]);
    let may = |who: &str| player.cabinet.may(&actor(who), Subject::Meeting(id), Action::ReadGlance);
    for who in ["chief_minister", "chief_secretary", "cabinet_section"] {
        assert!(may(who), "{who}");
    }
    for who in ["energy_minister", "energy_secretary", "energy_section", "finance_minister", "auditor"] {
        assert!(!may(who), "{who}");
    }
}
