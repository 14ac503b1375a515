//! The public side of an event never tells which way a person decided.

use crate::deeds::checklist;
use crate::player::{Player, actor};
use crate::story::{ALL_RECIPIENTS, CONDITIONAL, Minds, OPPOSED, tell};
use cabinet::act::Act;
use cabinet::event::Event;
use cabinet::ids::ProposalId;
use cabinet::leaf::{LeafFacts, all_texts, leaf_facts};
use cabinet::proposal::StageName;
use cabinet::{Moment, decide};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a leaf shows beside hashes: its kind, its ids, and how many texts it can prove.
fn shown(leaf: &LeafFacts) -> (&'static str, Vec<(&'static str, Uuid)>, usize) {
    (leaf.kind, leaf.ids.clone(), leaf.texts.len())
}

fn leaves(minds: Minds) -> Vec<LeafFacts> {
    tell(minds, ALL_RECIPIENTS).player.recorded.iter().map(|recorded| leaf_facts(&recorded.event)).collect()
}

/// What a leaf shows, its ids numbered.
type Numbered = (&'static str, Vec<(&'static str, usize)>, usize);

/// Leaves without what departments do upon their tasks later, which tells neither item nor matter. The ids are numbered as they
/// come: tasks have some of their own.
fn until_tasks(leaves: &[LeafFacts]) -> Vec<Numbered> {
    let mut numbers = BTreeMap::new();
    let known = leaves.iter().filter(|leaf| leaf.kind != "task").map(shown);
    let numbered = known.map(|(kind, ids, texts)| {
        let mut number = |id| {
            let next = numbers.len();
            *numbers.entry(id).or_insert(next)
        };
        (kind, ids.into_iter().map(|(what, id)| (what, number(id))).collect(), texts)
    });
    numbered.collect()
}

#[test]
fn answers_and_outcomes_leave_the_same_leaves() {
    let (agreed, opposed) = (leaves(CONDITIONAL), leaves(OPPOSED));
    assert_eq!(until_tasks(&agreed), until_tasks(&opposed));
    let of_tasks = |leaves: &[LeafFacts]| leaves.iter().filter(|leaf| leaf.kind == "task").count();
    assert!(of_tasks(&agreed) > 20 && of_tasks(&opposed) == 0, "control: what was rejected leaves nothing to do");
    let events =
        |minds| tell(minds, ALL_RECIPIENTS).player.recorded.into_iter().map(|one| one.event).collect::<Vec<_>>();
    assert_ne!(events(CONDITIONAL), events(OPPOSED), "control: the records differ");
    assert!(agreed.iter().all(|leaf| leaf.kind != "other"), "every kind of event has its leaf");
    assert!(agreed.iter().any(|leaf| !leaf.texts.is_empty()), "control: texts are proved");
}

fn one_leaf(player: &Player, who: &str, act: Act) -> (&'static str, Vec<(&'static str, Uuid)>, usize) {
    let events = decide(&player.cabinet, &actor(who), act, player.now()).unwrap();
    let leaves: Vec<_> = events.iter().map(leaf_facts).collect();
    assert_eq!(leaves.len(), 1);
    shown(&leaves[0])
}

/// Approve and return at one stage, by the post that may do either.
fn both(player: &mut Player, id: ProposalId) -> (String, Act, Act) {
    let who = match player.stage(id) {
        StageName::SecretaryApproved => player.minister(id),
        StageName::Submitted => "cabinet_section".to_owned(),
        StageName::Scrutinised => "chief_secretary".to_owned(),
        StageName::Cleared => "chief_minister".to_owned(),
        _ => player.secretary(id),
    };
    let (seen, remark, reason) = (player.seen(&who, id), player.text("टीप"), player.text("कारण"));
    let approve = match player.stage(id) {
        StageName::SecretaryApproved => Act::ApproveAsMinister { proposal: id, seen, remark },
        StageName::Submitted => Act::Scrutinise { proposal: id, seen, checked: checklist(), remark },
        StageName::Scrutinised => Act::Clear { proposal: id, seen, remark },
        StageName::Cleared => Act::OrderForMeeting { proposal: id, seen, remark },
        _ => Act::ApproveAsSecretary { proposal: id, seen, remark },
    };
    (who, approve, Act::ReturnProposal { proposal: id, seen, reason, deficiencies: Vec::new() })
}

#[test]
fn a_return_looks_like_an_approval() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::ConsultationClosed);
    let stages = [
        StageName::ConsultationClosed,
        StageName::SecretaryApproved,
        StageName::Submitted,
        StageName::Scrutinised,
        StageName::Cleared,
    ];
    for stage in stages {
        player.carry_on(id, stage);
        let (who, approve, send_back) = both(&mut player, id);
        assert_eq!(one_leaf(&player, &who, approve), one_leaf(&player, &who, send_back), "{stage:?}");
    }
    let (seen, reason) = (player.seen("energy_minister", id), player.text("कारण"));
    let withdrawn = one_leaf(&player, "energy_minister", Act::Withdraw { proposal: id, seen, reason });
    let (who, approve, _) = both(&mut player, id);
    assert_eq!(withdrawn, one_leaf(&player, &who, approve), "nor does a withdrawal");
}

#[test]
fn returned_minutes_look_like_approved_minutes() {
    let story = crate::story::told();
    let submitted = (1..=story.player.cuts.len()).map(|acts| story.player.cut(acts)).find(|player| {
        let meeting = player.cabinet.meeting(story.meeting);
        meeting.is_some_and(|meeting| meeting.stage.name().key() == "minutes_submitted")
    });
    let mut player = submitted.unwrap();
    let (meeting, seen, reason) = (story.meeting, player.meeting_version(story.meeting), player.text("कारण"));
    let approved = one_leaf(&player, "chief_minister", Act::ApproveMinutes { meeting, seen });
    let returned = one_leaf(&player, "chief_minister", Act::ReturnMinutes { meeting, seen, reason });
    assert_eq!(approved, returned);
    player.approve_minutes(meeting);
    let circulate = Act::CirculateMinutes { meeting, seen: player.meeting_version(meeting) };
    assert_eq!(one_leaf(&player, "cabinet_section", circulate), approved, "one coarse kind for all of them");
}

/// Whether the second person agreed or refused, or the change was taken back, and why it was proposed, is not told.
#[test]
fn a_refused_change_looks_like_an_agreed_one() {
    let mut player = Player::begun();
    let (first, second, at) = ("cabinet_section", "chief_secretary", player.now().plus_days(5));
    let steps = vec![crate::people::enrol(1, "auditor")];
    let proposal = player.change_act(steps.clone(), Some(at));
    let proposed = one_leaf(&player, first, proposal);
    assert_eq!((proposed.0, proposed.2), ("change", 0));
    let change = player.propose_change(first, steps, Some(at));
    let seen = player.change_version(change);
    let agreed = one_leaf(&player, second, Act::AgreeChange { change, seen });
    assert_eq!(agreed, one_leaf(&player, second, Act::RefuseChange { change, seen }));
    assert_eq!(agreed, one_leaf(&player, first, Act::EndChange { change, seen }));
    player.agree_change(second, change);
    player.wait_days(5);
    let enacted = decide(&player.cabinet, &actor("system"), Act::EnactChange { change }, player.now()).unwrap();
    let kinds: Vec<_> = enacted.iter().map(|event| leaf_facts(event).kind).collect();
    assert_eq!(kinds, ["change", "people"], "what was done stands in leaves of its own");
}

#[test]
fn control_an_outcome_in_the_ids_would_be_seen() {
    let leaf = LeafFacts { kind: "decision", ids: vec![("approved", Uuid::nil())], texts: Vec::new() };
    let other = LeafFacts { ids: vec![("rejected", Uuid::nil())], ..leaf.clone() };
    assert_ne!(shown(&leaf), shown(&other));
}

/// Whatever text an act brings is found by the office, which seals it with the event.
#[test]
fn every_text_of_an_event_is_named() {
    let player = &crate::story::whole();
    for recorded in &player.recorded {
        let written = serde_json::to_string(&recorded.event).unwrap();
        let minutes_again = matches!(recorded.event, Event::MinutesApproved { .. });
        let named = all_texts(&recorded.event).len() + usize::from(minutes_again);
        assert_eq!(written.matches("\"characters\"").count(), named, "{written}");
    }
    assert!(player.recorded.iter().any(|recorded| recorded.at > Moment(0)));
}

/// What the custody ledger names can be looked up in the record: a text that no object stands for could be read, and no
/// inquiry into it be asked for.
#[test]
fn every_text_is_an_object_of_the_record() {
    let mut known = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for player in crate::story::all() {
        for recorded in &player.recorded {
            for text in all_texts(&recorded.event).into_iter().filter(|text| !text.is_empty()) {
                let kinds = if player.cabinet.object(text.id.0).is_some() { &mut known } else { &mut unknown };
                kinds.insert(crate::golden::kind(recorded));
            }
        }
    }
    // The subject of a draft goes to nobody but who drafts; the reason of a recovery stands on pages that are no matter's.
    let apart = ["officers_recovered/1", "paper_note_registered/1", "proposal_started/2"];
    assert_eq!(unknown.into_iter().collect::<Vec<_>>(), apart);
    assert!(known.len() > 30, "control: {known:?}");
}
