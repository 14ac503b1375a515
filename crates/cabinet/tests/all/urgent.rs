//! Approval in anticipation of the council's: state machine F.

use crate::governments::{RULES, rules};
use crate::player::{Player, actor};
use cabinet::act::Act;
use cabinet::decision::Outcome;
use cabinet::desk::desk;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::rules::Rules;
use cabinet::urgent::Ratification;
use cabinet::{Refusal, Subject, permitted};

fn offered(player: &Player, who: &str, id: ProposalId, action: Action) -> bool {
    permitted(&player.cabinet, &actor(who), Subject::Proposal(id)).contains(&action)
}

fn ratification(player: &Player, id: ProposalId) -> Option<Ratification> {
    player.cabinet.ratification(player.cabinet.proposal(id).unwrap())
}

/// Refusals of an urgent approval.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::MinisterApproved);
    let secretary = "energy_secretary";
    let mut found = Vec::new();
    for (urgency, delay) in [("", "कारण"), ("कारण", "")] {
        let (urgency, delay) = (player.text(urgency), player.text(delay));
        let seen = player.seen(secretary, id);
        let refusal = player.refused(secretary, Act::RequestUrgentApproval { proposal: id, seen, urgency, delay });
        assert_eq!(refusal, Refusal::ReasonMissing);
        found.push(refusal);
    }
    player.request_urgent_approval(id);
    let (seen, reason) = (player.seen("chief_secretary", id), player.text(""));
    found.push(player.refused("chief_secretary", Act::RefuseUrgentApproval { proposal: id, seen, reason }));
    player.forward_urgent_request(id);
    player.approve_urgently(id);
    player.record_preconditions(id, cabinet::rules::Before::Submission);
    let (seen, remark) = (player.seen(secretary, id), player.text(""));
    let refusal = player.refused(secretary, Act::Submit { proposal: id, seen, remark });
    assert_eq!(refusal, Refusal::UrgentOrderMissing);
    found.push(refusal);
    for (number, date) in [("", "2025-10-30"), ("1", "2025-02-30"), ("1", "2999-01-01")] {
        let (number, date) = (number.to_owned(), date.to_owned());
        found.push(player.refused(secretary, Act::RecordUrgentOrder { proposal: id, seen, number, date }));
    }
    let (number, date) = ("1".to_owned(), hindi::ist_date(player.now().plus_days(1).0));
    player.wait_days(2);
    let approved = hindi::ist_date(player.cabinet.urgent_approvals().next().unwrap().1.approval.at.0);
    for earlier in ["2020-01-01", "2025-10-31"] {
        let (number, date) = (number.clone(), earlier.to_owned());
        let refusal = player.refused(secretary, Act::RecordUrgentOrder { proposal: id, seen, number, date });
        assert_eq!(refusal, Refusal::OrderBeforeApproval { approved: approved.clone() }, "{earlier}");
        found.push(refusal);
    }
    assert!(approved < date, "control: between the approval and today");
    player.must(secretary, Act::RecordUrgentOrder { proposal: id, seen, number, date });
    player.submit(id);
    found
}

/// It goes through the chief secretary, and is settled when the council has approved every point.
#[test]
fn it_is_given_and_ratified() {
    for (outcome, ratified) in [
        (Outcome::Approved, true),
        (Outcome::ApprovedWithConditions, true),
        (Outcome::Noted, false),
        (Outcome::Rejected, false),
    ] {
        let mut player = Player::begun();
        let id = player.drive("energy", StageName::MinisterApproved);
        player.request_urgent_approval(id);
        assert!(!offered(&player, "chief_minister", id, Action::ReadProposal), "never straight");
        assert_eq!(player.cabinet.urgent_approvals().count(), 0);
        player.forward_urgent_request(id);
        player.approve_urgently(id);
        let due = player.cabinet.urgent_approvals().next().unwrap().1.due;
        let days = rules().urgent_approval.unwrap().ratification_days;
        assert_eq!(due, player.now().plus_days(days), "as the rules say");
        assert!(offered(&player, "chief_minister", id, Action::ReadProposal));
        player.record_urgent_order(id);
        assert_eq!(ratification(&player, id), Some(Ratification::Owed));
        player.carry_on(id, StageName::Ordered);
        let meeting = player.propose_meeting();
        player.call_meeting(meeting);
        let item = player.list(meeting, id);
        assert_eq!(ratification(&player, id), Some(Ratification::BeforeCouncil));
        player.approve_agenda(meeting);
        player.release(meeting, &["chief_minister"]);
        player.open(meeting, "chief_minister", &["chief_minister"]);
        player.record_decisions(meeting, item, outcome);
        player.conclude(meeting);
        player.draft_minutes(meeting);
        player.submit_minutes(meeting);
        assert_eq!(ratification(&player, id), Some(Ratification::BeforeCouncil), "not before the minutes are approved");
        player.approve_minutes(meeting);
        let now = player.cabinet.last();
        let expected = if ratified { Ratification::Ratified(now) } else { Ratification::NotRatified(now) };
        assert_eq!(ratification(&player, id), Some(expected), "{outcome:?}");
    }
}

/// A note that never comes before the council stays in the register, and on its secretary's desk with its day.
#[test]
fn one_that_is_never_brought_stays_owed() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::MinisterApproved);
    player.urgently(id);
    player.wait_days(200);
    assert_eq!(ratification(&player, id), Some(Ratification::Owed));
    let waits = desk(&player.cabinet, &actor("energy_secretary"), player.now());
    let owed = waits.iter().find(|one| one.subject == Subject::Proposal(id)).unwrap();
    assert!(owed.action == Action::Submit && owed.due.is_some_and(|due| due < player.now()));
    for who in ["energy_minister", "chief_minister"] {
        assert!(!offered(&player, who, id, Action::Withdraw), "{who}");
    }
    let other = player.drive("energy", StageName::MinisterApproved);
    assert!(offered(&player, "energy_minister", other, Action::Withdraw), "control");
    assert_eq!(ratification(&player, other), None);
}

/// What the Chief Minister does not place before the council is not ratified.
#[test]
fn a_declined_note_is_not_ratified() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::MinisterApproved);
    player.urgently(id);
    player.carry_on(id, StageName::Declined);
    assert_eq!(ratification(&player, id), Some(Ratification::NotRatified(player.cabinet.last())));
    let by_circulation = player.drive("energy", StageName::MinisterApproved);
    player.urgently(by_circulation);
    player.carry_on(by_circulation, StageName::CirculationApproved);
    assert!(ratification(&player, by_circulation).unwrap().is_ratified());
}

/// Where the Chief Minister holds the department his urgent approval is the minister's too; a refusal leaves the note where
/// it was.
#[test]
fn the_chief_minister_in_charge_approves_once() {
    let mut player = Player::begun();
    let id = player.drive("aviation", StageName::SecretaryApproved);
    player.request_urgent_approval(id);
    player.refuse_urgent_approval("chief_secretary", id);
    assert_eq!(player.stage(id), StageName::SecretaryApproved);
    player.request_urgent_approval(id);
    player.forward_urgent_request(id);
    player.approve_urgently(id);
    assert_eq!(player.stage(id), StageName::MinisterApproved);
    player.record_urgent_order(id);
    player.submit(id);
    assert_eq!(player.stage(id), StageName::Submitted);
}

/// Rules that know no such approval offer none.
#[test]
fn rules_without_it_offer_none() {
    let begin = RULES.find("[urgent_approval]").unwrap();
    let end = begin + RULES[begin..].find("\n\n").unwrap();
    let rules = format!("{}{}", &RULES[..begin], &RULES[end..]);
    assert_eq!(Rules::parse(&rules).unwrap().urgent_approval, None);
    let mut player = Player::begun_with(rules);
    let id = player.drive("energy", StageName::MinisterApproved);
    assert!(!offered(&player, "energy_secretary", id, Action::RequestUrgentApproval));
    assert!(offered(&player, "energy_secretary", id, Action::Submit), "control");
}
