//! Leaves, mergers and ministries: who may what afterwards, and that nothing is orphaned.

use crate::people::{
    CHIEF_SECRETARY, FIRST, arrange_leave, begin_ministry, end_charge, enter_body, enter_person, enter_post, hand_over,
    holder, holder_of, leave_id, merge, take_charge,
};
use crate::player::{Player, actor};
use crate::story::told;
use cabinet::act::Act;
use cabinet::body::BodyKind;
use cabinet::change::ChangeStageName;
use cabinet::desk::desk;
use cabinet::event::Event;
use cabinet::ids::{PostId, ProposalId};
use cabinet::people::PostKind;
use cabinet::proposal::StageName;
use cabinet::{Action, Actor, Cabinet, Refusal, Subject, permitted};
use proptest::prelude::*;
use proptest::test_runner::Config;
use rehearsal::{charge, department, post};
use std::collections::BTreeSet;

fn may(state: &Cabinet, who: &Actor, id: ProposalId) -> Vec<Action> {
    permitted(state, who, Subject::Proposal(id))
}

fn end_leave(player: &mut Player, back: &str) -> Result<Vec<Event>, Refusal> {
    player.try_as(&Actor::System, Act::EndLeave { leave: leave_id(1), charge: charge(back) })
}

#[test]
fn who_is_on_leave_acts_not_and_comes_back_at_the_moment() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let (away, stand_in, back) =
        (actor("energy_secretary"), holder("law_secretary", "stand_in"), holder("energy_secretary", "back"));
    let could = may(&player.cabinet, &away, id);
    assert!(!could.is_empty(), "control");
    let until = player.now().plus_days(3);
    player.changed(vec![arrange_leave(1, "energy_secretary", "stand_in", "law_secretary", until)]);
    assert!(may(&player.cabinet, &away, id).is_empty() && desk(&player.cabinet, &away, player.now()).is_empty());
    assert_eq!(may(&player.cabinet, &stand_in, id), could);
    let held = player.cabinet.charge(charge("stand_in")).unwrap().clone();
    assert!(player.cabinet.is_additional(&held), "the stand-in's own post stays the first");
    assert_eq!(cabinet::work::next_moment(&player.cabinet), Some(until));
    assert!(cabinet::work::leaves_over(&player.cabinet, player.now()).is_empty());
    assert_eq!(end_leave(&mut player, "back"), Err(Refusal::IdTaken), "not before its moment");
    player.wait_days(3);
    assert_eq!(cabinet::work::leaves_over(&player.cabinet, player.now()), [leave_id(1)]);
    let early = Act::EndLeave { leave: leave_id(1), charge: charge("back") };
    assert_eq!(player.refused(FIRST, early), Refusal::Unknown, "the office itself does it");
    end_leave(&mut player, "back").unwrap();
    assert!(may(&player.cabinet, &stand_in, id).is_empty() && may(&player.cabinet, &away, id).is_empty());
    assert_eq!(may(&player.cabinet, &back, id), could);
    assert_eq!(end_leave(&mut player, "again"), Err(Refusal::IdTaken), "once");
}

/// Whatever becomes of the charge meanwhile by another change stands: nobody is given a right back against it.
#[test]
fn a_leave_is_over_when_the_charge_goes_another_way() {
    for step in [end_charge("stand_in"), hand_over("stand_in", "next", "health_secretary")] {
        let mut player = Player::begun();
        let until = player.now().plus_days(3);
        player.changed(vec![arrange_leave(1, "energy_secretary", "stand_in", "law_secretary", until)]);
        player.changed(vec![step]);
        let after = player.cabinet.charge_of_post(post("energy_secretary")).map(|held| held.id);
        player.wait_days(4);
        assert!(cabinet::work::leaves_over(&player.cabinet, player.now()).is_empty());
        assert_eq!(end_leave(&mut player, "back"), Err(Refusal::IdTaken));
        assert_eq!(player.cabinet.charge_of_post(post("energy_secretary")).map(|held| held.id), after);
    }
}

#[test]
fn who_cannot_come_back_leaves_the_post_vacant_but_the_last_officer_stays() {
    for (key, vacant) in [("energy_secretary", true), (FIRST, false)] {
        let mut player = Player::begun();
        let until = player.now().plus_days(3);
        player.changed(vec![arrange_leave(1, key, "stand_in", "law_secretary", until)]);
        // Meanwhile the person has taken a post that goes with no other.
        let by = if vacant { actor(FIRST) } else { holder("law_secretary", "stand_in") };
        let steps = vec![enter_post("audit", PostKind::Auditor), take_charge("audit", key, "audit")];
        let act = player.change_act(steps, None);
        let change = crate::people::id_of(&act);
        player.try_as(&by, act).unwrap();
        player.agree_change(CHIEF_SECRETARY, change);
        player.wait_days(3);
        let events = end_leave(&mut player, "back").unwrap();
        assert_eq!(events[0], Event::LeaveEnded { leave: leave_id(1) });
        assert_eq!(player.cabinet.charge_of_post(post(key)).is_none(), vacant, "{key}");
        assert!(player.cabinet.leaves().all(|record| record.ended.is_some()));
        let kinds = player.cabinet.charges().filter_map(|held| player.cabinet.post(held.post)).map(|post| post.kind);
        assert!(kinds.into_iter().any(|kind| kind == PostKind::CabinetSection));
    }
}

/// A change whose moment comes when it would empty the section is ended, not done.
#[test]
fn the_last_officer_stays_also_at_a_moment() {
    let mut player = crate::people::three_posts();
    let at = Some(player.now().plus_days(2));
    let both = vec![end_charge("cabinet_section_2"), end_charge("cabinet_section_3")];
    let later = player.propose_change(FIRST, both, at);
    player.agree_change(CHIEF_SECRETARY, later);
    player.changed(vec![end_charge(FIRST)]);
    player.wait_days(2);
    assert!(matches!(&player.enact_change(later)[..], [Event::ChangeImpossible { change, .. }] if *change == later));
    assert_eq!(crate::people::stage_of(&player, later), ChangeStageName::Impossible);
}

/// Everything that every holder may do with every proposal.
fn answers(state: &Cabinet) -> Vec<(PostId, ProposalId, BTreeSet<Action>)> {
    let mut found = Vec::new();
    for post in state.posts() {
        let Some(who) = holder_of(state, post) else { continue };
        for proposal in state.proposals() {
            found.push((post.id, proposal.id, may(state, &who, proposal.id).into_iter().collect()));
        }
    }
    found
}

/// Where the Chief Minister holds a department, its secretary submits what another minister would approve or send back.
const fn in_its_place(action: Action) -> Action {
    match action {
        Action::Submit | Action::RequestUrgentApproval => Action::ApproveAsMinister,
        Action::ApproveAsMinister | Action::ReturnProposal => Action::Submit,
        other => other,
    }
}

const DEPARTMENTS: [&str; 8] =
    ["energy", "health", "panchayat", "aviation", "industry", "agriculture", "finance", "law"];

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    /// Nobody but the posts of the department into which it went, and its minister, gains; and of what the merged one's
    /// posts could do, somebody of the other one still can.
    #[test]
    fn a_merger_gives_to_nobody_else_and_orphans_nothing(cut in 0_usize..10_000, one in 0_usize..8, other in 1_usize..8) {
        let story = &told().player;
        let mut player = story.cut(1 + cut % story.cuts.len());
        let (from, into) = (DEPARTMENTS[one], DEPARTMENTS[(one + other) % 8]);
        let before = player.cabinet.clone();
        player.changed(vec![merge(from, into)]);
        let after = &player.cabinet;
        // An emergency access that ends meanwhile is not the merger's doing.
        let before = before.as_of(after.moment()).unwrap_or(before);
        let minister = before.department(department(into)).unwrap().minister;
        let theirs = |id: PostId| {
            let home = after.post(id).unwrap().department;
            home == Some(department(into)) || Some(id) == minister
        };
        for ((id, proposal, had), (_, _, has)) in answers(&before).into_iter().zip(answers(after)) {
            let gained: Vec<_> = has.difference(&had).collect();
            prop_assert!(gained.is_empty() || theirs(id), "{:?} gained {gained:?}", after.post(id));
            let lost: Vec<_> = had.difference(&has).copied().collect();
            for action in lost {
                // A view of itself is owed to nobody; everything else passes to somebody of the other department.
                let sponsor = after.department_today(after.proposal(proposal).unwrap().department);
                let views = [Action::GiveView, Action::AnswerQuery, Action::MarkForView, Action::ReadViewSheet];
                let asks = views.contains(&action);
                let itself = asks && sponsor == department(into);
                let passed = after.posts().filter(|post| theirs(post.id)).filter_map(|post| holder_of(after, post));
                let passed = passed.into_iter().any(|who| {
                    let offered = may(after, &who, proposal);
                    offered.contains(&action) || offered.contains(&in_its_place(action))
                });
                prop_assert!(itself || passed, "{action:?} is orphaned: {:?}", after.post(id));
            }
        }
        crate::people::check(after);
        for proposal in after.proposals() {
            prop_assert_eq!(&proposal.number, &before.proposal(proposal.id).unwrap().number);
            prop_assert_eq!(proposal.department, before.proposal(proposal.id).unwrap().department);
        }
    }
}

#[test]
fn compulsory_views_follow_a_merger_and_a_merged_department_is_not_asked() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let owed = cabinet::views_owed(&player.cabinet, player.cabinet.proposal(id).unwrap());
    assert!(owed.contains(&department("finance")), "control");
    player.changed(vec![merge("finance", "health")]);
    let now = cabinet::views_owed(&player.cabinet, player.cabinet.proposal(id).unwrap());
    assert!(now.contains(&department("health")) && !now.contains(&department("finance")));
    let ask = |player: &mut Player, keys: &[&str]| {
        let (seen, remark) = (player.seen("energy_secretary", id), player.text(""));
        let departments = keys.iter().map(|key| department(key)).collect();
        player.try_act("energy_secretary", Act::SendForViews { proposal: id, seen, departments, remark })
    };
    assert_eq!(ask(&mut player, &["finance", "law"]), Err(Refusal::DepartmentsUnfit));
    ask(&mut player, &["health", "law"]).unwrap();
    let number = player.start("energy");
    assert!(player.cabinet.proposal(number).is_some());
}

/// A consultation does not wait for a department that went into the sponsoring one.
#[test]
fn a_view_owed_by_a_merged_department_is_the_other_ones() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    let asked: Vec<_> =
        player.cabinet.views_outstanding(player.cabinet.proposal(id).unwrap()).map(|one| one.department).collect();
    assert!(asked.contains(&department("law")), "control: {asked:?}");
    let mut passed = player.clone();
    passed.changed(vec![merge("law", "panchayat")]);
    assert!(may(&passed.cabinet, &actor("panchayat_secretary"), id).contains(&Action::GiveView));
    passed.view(id, "panchayat", cabinet::proposal::Answer::Concurs);
    assert!(!may(&passed.cabinet, &actor("law_secretary"), id).contains(&Action::GiveView), "given once for both");
    player.changed(vec![merge("law", "energy")]);
    let left: Vec<_> =
        player.cabinet.views_outstanding(player.cabinet.proposal(id).unwrap()).map(|one| one.department).collect();
    assert!(!left.contains(&department("law")));
    assert!(!may(&player.cabinet, &actor("law_secretary"), id).contains(&Action::GiveView));
}

#[test]
fn a_ministry_ends_charges_of_the_council_and_of_its_staff_alone() {
    let mut player = told().player.clone();
    player.changed(vec![
        enter_body(1, BodyKind::Council, "chief_minister", &["energy_minister"]),
        enter_body(2, BodyKind::CabinetCommittee, "chief_minister", &["energy_minister"]),
        enter_body(3, BodyKind::GroupOfMinisters, "chief_minister", &["energy_minister"]),
        enter_body(4, BodyKind::SeniorSecretaries, CHIEF_SECRETARY, &["law_secretary"]),
    ]);
    let open = player.drive("energy", StageName::SecretaryApproved);
    let until = player.now().plus_days(2);
    player.changed(vec![arrange_leave(1, "law_minister", "law_stand_in", "finance_minister", until)]);
    let held: Vec<_> = player.cabinet.charges().cloned().collect();
    player.changed(vec![
        begin_ministry(16),
        enter_person("next"),
        take_charge("next", "next", "energy_minister"),
        take_charge("chief", "energy_minister", "chief_minister"),
    ]);
    for one in held {
        let kind = player.cabinet.post(one.post).unwrap().kind;
        let ended = player.cabinet.charge(one.id).unwrap().until.is_some();
        assert_eq!(ended, kind.is_member() || kind == PostKind::PrivateStaff, "{one:?}");
    }
    let sits: Vec<_> = player.cabinet.bodies().map(|record| record.body.kind).collect();
    assert_eq!(sits, [BodyKind::Council, BodyKind::SeniorSecretaries]);
    assert_eq!(player.cabinet.all_bodies().count(), 4, "the past is kept");
    let next = holder("next", "next");
    assert!(may(&player.cabinet, &next, open).contains(&Action::ApproveAsMinister), "what is open goes on");
    player.wait_days(3);
    assert!(cabinet::work::leaves_over(&player.cabinet, player.now()).is_empty(), "nobody comes back into the council");
    // The same person in the new council reads nothing of the earlier one by the new post.
    let chief = holder("energy_minister", "chief");
    let decided = player.cabinet.proposals().filter(|one| one.stage.name() == StageName::Decided);
    let decided: Vec<_> = decided.map(|one| one.id).collect();
    assert!(!decided.is_empty(), "control");
    for id in decided {
        assert!(may(&player.cabinet, &chief, id).is_empty() && may(&player.cabinet, &next, id).is_empty());
        assert!(player.cabinet.readable_revision(&chief, id).is_none());
        assert!(may(&player.cabinet, &actor(CHIEF_SECRETARY), id).contains(&Action::ReadProposal));
        assert!(may(&told().player.cabinet, &actor("chief_minister"), id).contains(&Action::ReadProposal), "control");
    }
    let released = player.cabinet.readable_meetings(&chief).filter(|meeting| meeting.stage.release().is_some());
    assert_eq!(released.count(), 0);
}
