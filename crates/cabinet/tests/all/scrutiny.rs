//! The cabinet section's checklist, what the rules want on record, and a department that the Chief Minister holds.

use crate::deeds::checklist;
use crate::player::{Player, actor};
use cabinet::act::Act;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::proposal::{Answer, StageName};
use cabinet::rules::Before;
use cabinet::{Refusal, Subject};

fn offered(player: &Player, who: &str, id: ProposalId, action: Action) -> bool {
    player.cabinet.may(&actor(who), Subject::Proposal(id), action)
}

fn record(player: &mut Player, who: &str, id: ProposalId, (key, number, date): (&str, &str, &str)) -> Act {
    let (seen, text) = (player.seen(who, id), player.text("अनुशंसित"));
    let (precondition, number, date) = (key.to_owned(), number.to_owned(), date.to_owned());
    Act::RecordPrecondition { proposal: id, seen, precondition, number, date, text }
}

/// Refusals of preconditions and of the checklist.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let (secretary, section) = ("energy_secretary", "cabinet_section");
    let id = player.drive("energy", StageName::MinisterApproved);
    let (seen, nothing) = (player.seen(secretary, id), player.text(""));
    let mut found = Vec::new();
    let refusal = player.refused(secretary, Act::Submit { proposal: id, seen, remark: nothing.clone() });
    assert_eq!(refusal, Refusal::PreconditionsMissing(vec!["expenditure_committee".to_owned()]));
    found.push(refusal);
    for (given, refusal) in [
        (("no_such_key", "1", "2025-10-30"), Refusal::PreconditionUnfit),
        (("finance_view_waived", "1", "2025-10-30"), Refusal::PreconditionUnfit),
        (("senior_secretaries", "1", "2025-10-30"), Refusal::PreconditionUnfit),
        (("expenditure_committee", " ", "2025-10-30"), Refusal::FieldMissing { field: "number" }),
        (("expenditure_committee", "1", "30-10-2025"), Refusal::DateUnfit),
        (("expenditure_committee", "1", "2025-13-30"), Refusal::DateUnfit),
        (("expenditure_committee", "1", "2035-10-30"), Refusal::DateUnfit),
    ] {
        let act = record(&mut player, secretary, id, given);
        assert_eq!(player.refused(secretary, act), refusal, "{given:?}");
        found.push(refusal);
    }
    player.submit(id);
    let seen = player.seen(section, id);
    for (checked, refusal) in [
        (vec![], Refusal::ChecklistIncomplete(checklist())),
        (checklist()[1..].to_vec(), Refusal::ChecklistIncomplete(checklist()[..1].to_vec())),
        ([checklist(), checklist()].concat(), Refusal::ChecklistUnfit),
        (vec!["no_such_item".to_owned()], Refusal::ChecklistUnfit),
    ] {
        let act = Act::Scrutinise { proposal: id, seen, checked, remark: nothing.clone() };
        assert_eq!(player.refused(section, act), refusal);
        found.push(refusal);
    }
    let reason = player.text("कमी");
    let back = |seen, deficiencies| Act::ReturnProposal { proposal: id, seen, reason: reason.clone(), deficiencies };
    found.push(player.refused(section, back(seen, vec!["no_such_item".to_owned()])));
    player.scrutinise(id);
    let seen = player.seen("chief_secretary", id);
    let refusal = player.refused("chief_secretary", back(seen, vec!["papers".to_owned()]));
    assert_eq!(refusal, Refusal::ChecklistUnfit, "only the section has the checklist");
    found.push(refusal);
    found
}

/// What was wanting stands with the note that came back.
#[test]
fn a_return_names_what_was_wanting() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Returned);
    let returned = player.cabinet.proposal(id).unwrap().stage.returned().unwrap().clone();
    assert_eq!(returned.deficiencies, ["papers"]);
}

/// Money whose department of finance gave no view goes on with the Chief Minister's waiver alone.
#[test]
fn money_without_the_view_of_finance_needs_a_waiver() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    player.view(id, "law", Answer::NoViewNeeded);
    player.wait_days(30);
    player.close(id);
    assert_eq!(player.wanting(id, Before::Submission), ["expenditure_committee", "finance_view_waived"]);
    assert!(offered(&player, "energy_secretary", id, Action::RecordPrecondition));
    assert!(!offered(&player, "energy_section", id, Action::RecordPrecondition));
    player.carry_on(id, StageName::Submitted);
    let proposal = player.cabinet.proposal(id).unwrap();
    let waived = proposal.precondition("finance_view_waived").unwrap();
    assert_eq!((waived.revision, waived.date.as_str()), (1, "2025-10-30"));
    assert!(proposal.precondition("senior_secretaries").is_none(), "control");

    let heard = player.drive("health", StageName::ConsultationClosed);
    assert!(!player.wanting(heard, Before::Submission).contains(&"finance_view_waived".to_owned()), "control");
}

/// A bill passes the committee of senior secretaries before it is cleared, and the cabinet section records it.
#[test]
fn a_bill_needs_the_committee_of_senior_secretaries() {
    let mut player = Player::begun();
    let id = player.start("health");
    let mut facts = crate::deeds::facts("health");
    "legislation".clone_into(&mut facts.schedule);
    let act = player.put_up_act(id, facts);
    player.must("health_section", act);
    player.measure(id);
    player.carry_on(id, StageName::Scrutinised);
    assert_eq!(player.wanting(id, Before::Clearance), ["senior_secretaries"]);
    let (seen, remark) = (player.seen("chief_secretary", id), player.text(""));
    let refusal = player.refused("chief_secretary", Act::Clear { proposal: id, seen, remark });
    assert_eq!(refusal, Refusal::PreconditionsMissing(vec!["senior_secretaries".to_owned()]));
    assert!(offered(&player, "cabinet_section", id, Action::RecordPrecondition));
    assert!(!offered(&player, "health_secretary", id, Action::RecordPrecondition));
    player.clear(id);
    let other = player.drive("energy", StageName::Scrutinised);
    assert!(!offered(&player, "cabinet_section", other, Action::RecordPrecondition), "control: no bill");
}

/// Where the Chief Minister holds the department, the case is put to him once: with the chief secretary's note.
#[test]
fn the_chief_minister_is_asked_once() {
    let mut player = Player::begun();
    let id = player.drive("aviation", StageName::SecretaryApproved);
    let chief = "chief_minister";
    for action in [Action::ApproveAsMinister, Action::ReturnProposal] {
        assert!(!offered(&player, chief, id, action), "{action:?}");
    }
    assert!(offered(&player, chief, id, Action::ReadProposal) && offered(&player, chief, id, Action::Withdraw));
    assert!(offered(&player, "aviation_secretary", id, Action::Submit));
    player.carry_on(id, StageName::Cleared);
    player.order(id);
    let stage = player.cabinet.proposal(id).unwrap().stage.clone();
    let cabinet::proposal::Stage::Ordered(ordered) = stage else { panic!() };
    assert_eq!(ordered.receipt.note.minister, Some(ordered.order), "his order is both");

    let other = player.drive("energy", StageName::SecretaryApproved);
    assert!(!offered(&player, "energy_secretary", other, Action::Submit), "control: another minister approves first");
    assert!(offered(&player, "energy_minister", other, Action::ApproveAsMinister));
}

/// A secretary under the Chief Minister submits what he approved, and can still do what that wants.
#[test]
fn what_is_wanted_before_submission_is_recorded_under_the_chief_minister_too() {
    let mut player = Player::begun();
    let id = player.start("aviation");
    let mut facts = crate::deeds::facts("aviation");
    facts.rupees = crate::deeds::facts("energy").rupees;
    facts.years = crate::deeds::facts("energy").years;
    facts.concerns = crate::deeds::facts("energy").concerns;
    facts.schedule = crate::deeds::facts("energy").schedule;
    let act = player.put_up_act(id, facts);
    player.must("aviation_section", act);
    player.measure(id);
    player.carry_on(id, StageName::ConsultationClosed);
    player.approve_as_secretary(id);
    assert_eq!(player.stage(id), StageName::SecretaryApproved);
    assert_eq!(player.wanting(id, Before::Submission), ["expenditure_committee"]);
    assert!(offered(&player, "aviation_secretary", id, Action::ReturnProposal));
    player.record_preconditions(id, Before::Submission);
    player.submit(id);
    assert_eq!(player.stage(id), StageName::Submitted);

    let other = player.drive("energy", StageName::SecretaryApproved);
    assert!(
        !offered(&player, "energy_secretary", other, Action::RecordPrecondition),
        "control: it lies with a minister"
    );
    assert!(!offered(&player, "energy_secretary", other, Action::ReturnProposal));
}
