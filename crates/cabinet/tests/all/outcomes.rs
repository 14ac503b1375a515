//! What the council makes of a point beside approving it: deferred to a day or sine die, referred, returned, withdrawn.

use crate::player::{Player, actor};
use crate::story::ALL_RECIPIENTS;
use cabinet::act::Act;
use cabinet::decision::{Decision, Outcome};
use cabinet::event::PointOutcome;
use cabinet::ids::{BodyId, ItemId, MeetingId, ProposalId};
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::{Refusal, Subject, permitted};
use uuid::Uuid;

/// A meeting that sits, with one matter of energy.
fn sitting(player: &mut Player) -> (MeetingId, ItemId) {
    let meeting = player.ready("energy");
    player.open(meeting, "chief_minister", &["chief_minister"]);
    (meeting, player.cabinet.meeting(meeting).unwrap().items[0].id)
}

fn minuted(player: &mut Player, meeting: MeetingId) {
    player.conclude(meeting);
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    player.approve_minutes(meeting);
}

fn proposal_of(player: &Player, meeting: MeetingId, item: ItemId) -> ProposalId {
    player.cabinet.item(meeting, item).unwrap().2.proposal
}

/// One meeting in which a note is returned and another one withdrawn.
pub fn recorded_in(player: &mut Player) {
    let ordered = ["energy", "aviation"].map(|department| player.drive(department, StageName::Ordered));
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    let items = ordered.map(|proposal| player.list(meeting, proposal));
    player.approve_agenda(meeting);
    player.release(meeting, ALL_RECIPIENTS);
    player.open(meeting, "chief_minister", &["chief_minister"]);
    player.record_decisions(meeting, items[0], Outcome::ReturnedForReexamination);
    player.record_decisions(meeting, items[1], Outcome::Withdrawn);
    minuted(player, meeting);
    player.circulate_minutes(meeting);
}

/// Refusals of outcomes that do not go together, or not with a day or a body.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let (meeting, item) = sitting(&mut player);
    let seen = player.item_version(meeting, item);
    let outcomes = player.outcomes(meeting, item, Outcome::Approved);
    assert!(outcomes.len() > 1, "control: more than one point");
    let one = |spoil: &dyn Fn(&mut PointOutcome)| {
        let mut outcomes = outcomes.clone();
        spoil(&mut outcomes[0]);
        Act::RecordDecisions { meeting, item, seen, outcomes }
    };
    let all = |spoil: &dyn Fn(&mut PointOutcome)| {
        let mut outcomes = outcomes.clone();
        outcomes.iter_mut().for_each(spoil);
        Act::RecordDecisions { meeting, item, seen, outcomes }
    };
    let day = |day: &str| Some(day.to_owned());
    let nobody = Some(BodyId(Uuid::from_u128(1)));
    let tried = [
        (one(&|point| point.outcome = Outcome::Deferred), "deferred_in_part"),
        (one(&|point| point.outcome = Outcome::ReturnedForReexamination), "deferred_in_part"),
        (one(&|point| point.outcome = Outcome::Withdrawn), "deferred_in_part"),
        (one(&|point| point.day = day("2099-01-01")), "outcome_unfit"),
        (one(&|point| point.body = nobody), "outcome_unfit"),
        (
            one(&|point| {
                point.outcome = Outcome::Referred;
                point.body = nobody;
            }),
            "outcome_unfit",
        ),
        (
            all(&|point| {
                point.outcome = Outcome::Deferred;
                point.day = day("2001-01-01");
            }),
            "outcome_unfit",
        ),
        (
            all(&|point| {
                point.outcome = Outcome::Deferred;
                point.day = day("");
            }),
            "outcome_unfit",
        ),
    ];
    let mut found = Vec::new();
    for (act, key) in tried {
        let refusal = player.refused("cabinet_section", act);
        assert_eq!(refusal.key(), key);
        found.push(refusal);
    }
    found
}

/// A day and a body stay with the point; a referral is of one point, and leaves the others to be carried out.
#[test]
fn a_day_and_a_body_are_kept() {
    let mut player = Player::begun();
    let (meeting, item) = sitting(&mut player);
    let mut outcomes = player.outcomes(meeting, item, Outcome::Approved);
    let body = player.cabinet.bodies().next().map(|record| record.body.id);
    outcomes[1].outcome = Outcome::Referred;
    outcomes[1].day = Some("2099-01-01".to_owned());
    outcomes[1].body = body;
    let seen = player.item_version(meeting, item);
    player.must("cabinet_section", Act::RecordDecisions { meeting, item, seen, outcomes });
    minuted(&mut player, meeting);
    let decisions: Vec<Decision> = player.cabinet.item(meeting, item).unwrap().2.state.decisions().to_vec();
    assert_eq!((decisions[1].day.as_deref(), decisions[1].body), (Some("2099-01-01"), body));
    let proposal = proposal_of(&player, meeting, item);
    assert_eq!(player.stage(proposal), StageName::Decided);
    let tasks = player.new_tasks(meeting, item);
    assert!(tasks.iter().all(|task| task.point != 2) && !tasks.is_empty(), "what is referred is not carried out");
}

/// A returned note lies with its department with the council's words, and comes again; a withdrawn one is of record. Neither
/// has an extract.
#[test]
fn what_is_returned_comes_again_and_what_is_withdrawn_does_not() {
    for (outcome, stage) in [
        (Outcome::ReturnedForReexamination, StageName::Returned),
        (Outcome::Withdrawn, StageName::WithdrawnAfterReceipt),
        (Outcome::Deferred, StageName::Ordered),
    ] {
        let mut player = Player::begun();
        let (meeting, item) = sitting(&mut player);
        player.record_decisions(meeting, item, outcome);
        player.record_decisions(meeting, item, Outcome::Approved);
        player.record_decisions(meeting, item, outcome);
        let id = proposal_of(&player, meeting, item);
        let text = player.cabinet.item(meeting, item).unwrap().2.state.decisions()[0].text.clone();
        assert_eq!(player.stage(id), StageName::Listed, "not before the minutes are approved");
        minuted(&mut player, meeting);
        assert_eq!(player.stage(id), stage);
        let offered = permitted(&player.cabinet, &actor("chief_secretary"), Subject::Item(meeting, item));
        assert_eq!(offered, [Action::ReadRecusals, Action::ReadDecisions], "{outcome:?}: there is no extract");
        let returned = player.cabinet.proposal(id).unwrap().stage.returned().map(|returned| returned.reason.clone());
        assert_eq!(returned, (stage != StageName::Ordered).then_some(text.clone()), "the council's own words");
        let written = player.cabinet.proposal(id).unwrap().note_sheet.iter().any(|remark| remark.text == text);
        assert_eq!(written, stage != StageName::Ordered, "its department reads them on the note-sheet");
        if outcome == Outcome::ReturnedForReexamination {
            player.carry_on(id, StageName::Ordered);
            assert_eq!(player.cabinet.proposal(id).unwrap().revisions.len(), 2, "it was put up again");
        }
    }
}
