//! Changes among departments, posts and people: no one alone puts one in force, and none is done before its moment or
//! in part.

use crate::people::{
    CHIEF_SECRETARY, FIRST, SECOND, THIRD, a_person, a_post, check, end_charge, enrol, enrolment, enter_department,
    enter_person, enter_post, fault, hand_over, holder, holder_of, id_of, rename_department, rename_person, stage_of,
    standing, take_charge, three_posts,
};
use crate::player::{Player, SYSTEM, actor};
use cabinet::act::{Act, Government};
use cabinet::change::{ChangeStageName, Impossible, STEPS_MAX, Step, StepFault, Unfit};
use cabinet::event::Event;
use cabinet::ids::ChangeId;
use cabinet::passkey::{ENROLMENT_DAYS, Enrolment};
use cabinet::people::{Charge, Department, FormerName, Namesakes, Post, PostKind};
use cabinet::proposal::StageName;
use cabinet::work::changes_due;
use cabinet::{Action, Actor, Cabinet, LedgerNature, Moment, Refusal, Subject, decide};
use proptest::prelude::*;
use proptest::test_runner::Config;
use rehearsal::{charge, department, person, post};
use std::collections::BTreeSet;

/// A real government of which nothing is there but two of the cabinet section, with their codes on paper.
pub fn bare() -> Player {
    let mut player = Player::empty();
    let from = player.now();
    let both = [FIRST, SECOND];
    let charged = |key| Charge { id: charge(key), person: person(key), post: post(key), from, until: None };
    let ends = from.plus_days(ENROLMENT_DAYS);
    let ordered = |(number, key): (u128, &str)| Enrolment { id: enrolment(number), person: person(key), ends };
    let government = Government {
        departments: Vec::new(),
        posts: both.map(|key| a_post(key, PostKind::CabinetSection)).to_vec(),
        persons: both.map(a_person).to_vec(),
        charges: both.map(charged).to_vec(),
        enrolments: (1..).zip(both).map(ordered).collect(),
    };
    let rules = crate::governments::RULES.clone();
    player.must(SYSTEM, Act::Begin { nature: LedgerNature::Real, rules, government });
    player
}

/// The sample government as one list, but for the post of the cabinet section, which is there.
fn the_sample() -> Vec<Step> {
    let government = rehearsal::government();
    let mut steps = Vec::new();
    for one in &government.departments {
        let department = Department { minister: None, ..one.clone() };
        steps.push(Step::EnterDepartment { department });
    }
    for post in government.posts.iter().filter(|post| post.key != FIRST) {
        steps.extend([Step::EnterPost { post: post.clone() }, enter_person(&post.key)]);
        steps.push(take_charge(&post.key, &post.key, &post.key));
    }
    let ministers = government.departments.iter();
    steps.extend(ministers.map(|one| Step::SetMinister { department: one.id, minister: one.minister }));
    let posts = government.posts.iter().zip(10..);
    steps.extend(posts.map(|(post, number)| enrol(number, &post.key)));
    steps
}

/// Refusals of changes.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let steps = || vec![enter_person("new")];
    let mut found = Vec::new();
    for count in [0, STEPS_MAX + 1] {
        let many = player.change_act(vec![rename_department("law", "विधि"); count], None);
        found.push(player.refused(FIRST, many));
    }
    // A minute passes before an act is decided.
    let a_minute = |moment: Moment, minutes: i64| Some(Moment(moment.0 + minutes * 60_000));
    for at in [a_minute(player.now(), -1), a_minute(player.now(), 0), a_minute(player.now().plus_days(366), 4)] {
        let unfit = player.change_act(steps(), at);
        found.push(player.refused(FIRST, unfit));
    }
    assert_eq!(found[..2], [const { Refusal::StepsUncounted { steps_max: 10_000 } }; 2]);
    assert_eq!(found[2..], [Refusal::MomentUnfit, Refusal::MomentUnfit, Refusal::MomentUnfit]);
    let mut wordless = player.change_act(steps(), None);
    if let Act::ProposeChange { reason, .. } = &mut wordless {
        reason.characters = 0;
    }
    assert_eq!(player.refused(FIRST, wordless), Refusal::ReasonMissing);
    let proposed = player.propose_change(FIRST, steps(), None);
    let mut again = player.change_act(steps(), None);
    if let Act::ProposeChange { change, .. } = &mut again {
        *change = proposed;
    }
    assert_eq!(player.refused(FIRST, again), Refusal::IdTaken);
    let unfit = player.change_act(vec![end_charge("nobody")], None);
    found.push(player.refused(FIRST, unfit));
    player.wait_days(7);
    let seen = player.change_version(proposed);
    for act in [Act::AgreeChange { change: proposed, seen }, Act::RefuseChange { change: proposed, seen }] {
        found.push(player.refused(CHIEF_SECRETARY, act));
    }
    let without_law = bare().change_act(vec![enter_department("finance")], None);
    found.push(bare().refused(FIRST, without_law));
    found
}

/// Every post proposes, and every post agrees: these pairs of two persons put a change in force, and no other.
#[test]
fn no_other_pair_puts_a_change_in_force() {
    let player = three_posts();
    let posts: Vec<Post> = player.cabinet.posts().map(|post| Post::clone(post)).collect();
    let who = |post: &Post| holder_of(&player.cabinet, post).unwrap();
    let (mut in_force, mut tried) = (BTreeSet::new(), 0);
    for one in &posts {
        let mut proposed = player.clone();
        let act = proposed.change_act(vec![enter_person("new")], None);
        let change = id_of(&act);
        if let Err(refusal) = proposed.try_as(&who(one), act) {
            assert!(refusal == Refusal::Unknown && one.kind != PostKind::CabinetSection, "{}", one.key);
            continue;
        }
        assert_eq!(standing(&proposed.cabinet), standing(&player.cabinet), "a proposal changes nothing");
        for other in &posts {
            let mut agreed = proposed.clone();
            match agreed.try_agree(&who(other), change) {
                Ok(_) => {
                    assert!(
                        agreed.cabinet.person(person("new")).is_some()
                            && stage_of(&agreed, change).key() == "change_in_force"
                    );
                    in_force.insert((one.key.as_str(), other.key.as_str()));
                }
                Err(refusal) => {
                    assert_eq!(refusal, Refusal::Unknown, "{} {}", one.key, other.key);
                    assert_eq!(agreed.cabinet, proposed.cabinet);
                }
            }
            tried += 1;
        }
    }
    // The first and the third post are one person's.
    let expected = [
        (FIRST, SECOND),
        (FIRST, CHIEF_SECRETARY),
        (SECOND, FIRST),
        (SECOND, THIRD),
        (SECOND, CHIEF_SECRETARY),
        (THIRD, SECOND),
        (THIRD, CHIEF_SECRETARY),
    ];
    assert_eq!(in_force, BTreeSet::from(expected));
    assert_eq!(tried, 3 * posts.len());
}

/// Neither the office itself nor anybody under a charge that has ended.
#[test]
fn the_office_and_former_holders_neither_propose_nor_agree() {
    let mut player = three_posts();
    let pending = player.propose_change(FIRST, vec![enter_person("new")], None);
    player.changed(vec![enter_person("next"), hand_over(SECOND, "next", "next")]);
    for who in [SYSTEM, SECOND] {
        let act = player.change_act(vec![enter_person("newer")], None);
        assert_eq!(player.refused(who, act), Refusal::Unknown, "{who}");
        let seen = player.change_version(pending);
        assert_eq!(player.refused(who, Act::AgreeChange { change: pending, seen }), Refusal::Unknown, "{who}");
        assert_eq!(player.refused(who, Act::RefuseChange { change: pending, seen }), Refusal::Unknown, "{who}");
    }
    let unknown = ChangeId(player.uuid());
    for act in [Act::AgreeChange { change: unknown, seen: 1 }, Act::EndChange { change: unknown, seen: 1 }] {
        assert_eq!(player.refused(CHIEF_SECRETARY, act), Refusal::Unknown);
    }
    let outdated = Act::AgreeChange { change: pending, seen: 0 };
    assert!(matches!(player.refused(CHIEF_SECRETARY, outdated), Refusal::MovedOn { seen: 0, now: 1, .. }));
    player.try_agree(&holder("next", "next"), pending).unwrap();
}

/// What a post proposed is agreed to neither by its next holder nor by the proposer under any later charge.
#[test]
fn a_hand_over_makes_no_second_person() {
    let mut player = three_posts();
    let pending = player.propose_change(SECOND, vec![enter_person("new")], None);
    player.changed(vec![
        enter_person("next"),
        hand_over(SECOND, "next", "next"),
        hand_over(CHIEF_SECRETARY, "risen", SECOND),
    ]);
    for who in [holder("next", "next"), holder(SECOND, "risen")] {
        assert_eq!(player.try_agree(&who, pending).unwrap_err(), Refusal::Unknown);
        assert!(!player.cabinet.may(&who, Subject::Change(pending), Action::EndChange));
        assert!(player.cabinet.may(&who, Subject::Change(pending), Action::ReadChange), "control");
    }
    player.agree_change(FIRST, pending);
}

/// Codes of a change are for the two posts under which it was signed, whoever holds them.
#[test]
fn codes_are_for_the_two_posts_under_which_it_was_signed() {
    let mut player = three_posts();
    let change = player.propose_change(FIRST, vec![enrol(5, "auditor")], None);
    let readers = |player: &Player| -> BTreeSet<String> {
        let may = |post: &&std::sync::Arc<Post>| {
            let who = holder_of(&player.cabinet, post).unwrap();
            player.cabinet.may(&who, Subject::Change(change), Action::ReadCodes)
        };
        player.cabinet.posts().filter(may).map(|post| post.key.clone()).collect()
    };
    assert!(readers(&player).is_empty());
    player.agree_change(SECOND, change);
    assert!(readers(&player).into_iter().eq([FIRST, SECOND]));
    let ordered: Vec<_> = player.cabinet.change(change).unwrap().enrolments().collect();
    assert_eq!(ordered, [(enrolment(5), person("auditor"))]);
    player.changed(vec![enter_person("next"), hand_over(SECOND, "next", "next")]);
    assert!(readers(&player).into_iter().eq([FIRST, SECOND]), "the next holder reads the half of the post");
    let may = |player: &Player, who| player.cabinet.may(&who, Subject::Change(change), Action::ReadCodes);
    assert!(may(&player, holder("next", "next")) && !may(&player, actor(SECOND)), "and the former one does not");
    // Whoever has held both posts would have both halves: he reads none, in whichever order.
    player.changed(vec![hand_over("next", "both", FIRST)]);
    assert!(readers(&player).is_empty(), "one person under both posts");
    player.changed(vec![end_charge(FIRST), take_charge("later", "next", FIRST)]);
    assert!(readers(&player).is_empty(), "each of them has held both, one after another");
    assert!(!may(&player, holder("next", "later")) && !may(&player, holder(FIRST, "both")));
    let act = player.change_act(vec![enter_person("new"), hand_over("later", "newest", "new")], None);
    let last = id_of(&act);
    player.try_as(&holder(FIRST, "both"), act).unwrap();
    player.agree_change(CHIEF_SECRETARY, last);
    assert!(readers(&player).into_iter().eq([FIRST]), "control: who never held the other one");
}

#[test]
fn a_whole_government_comes_in_one_list() {
    let (mut player, begun) = (bare(), Player::begun());
    assert_eq!(player.cabinet.nature(), Some(LedgerNature::Real));
    assert_eq!(player.cabinet.departments().count() + player.cabinet.proposals().count(), 0, "control: empty");
    let steps = the_sample();
    assert!(steps.len() > 100, "control");
    let change = player.propose_change(FIRST, steps.clone(), None);
    assert_eq!(player.cabinet.departments().count(), 0, "not before the second person");
    let events = player.agree_change(SECOND, change);
    assert_eq!(events[..2], [Event::ChangeAgreed { change }, Event::ChangeEnacted { change }]);
    assert_eq!(events.len(), 2 + steps.len());
    check(&player.cabinet);

    assert!(player.cabinet.departments().eq(begun.cabinet.departments()));
    let held = |state: &Cabinet| -> BTreeSet<_> { state.charges().map(|one| (one.person, one.post)).collect() };
    assert!(held(&player.cabinet).is_superset(&held(&begun.cabinet)));
    assert_eq!(held(&player.cabinet).len(), held(&begun.cabinet).len() + 1);
    for post in begun.cabinet.posts().filter(|post| post.key != FIRST) {
        assert_eq!(player.cabinet.post(post.id), Some(post));
    }
    // Codes of the first list, and those of the first hour, which the person of the section has got anew.
    let open = player.cabinet.enrolments().filter(|one| one.is_open(player.now())).count();
    assert_eq!(open, rehearsal::government().posts.len() + 1);
    // What follows is signed in a real government.
    player.drive("energy", StageName::ConsultationClosed);
}

/// To stop takes one: what was agreed to and waits for its moment is taken back by anybody of the section and by those
/// above, also when who proposed it has gone.
#[test]
fn what_waits_for_its_moment_is_stopped_by_any_one_of_them() {
    let mut player = three_posts();
    let at = Some(player.now().plus_days(5));
    let change = player.propose_change(FIRST, vec![enter_person("new")], at);
    let end = |player: &Player| Act::EndChange { change, seen: player.change_version(change) };
    let stop = |player: &Player| -> BTreeSet<String> {
        let posts = player.cabinet.posts().filter(|post| {
            let who = holder_of(&player.cabinet, post);
            who.is_some_and(|who| player.clone().try_as(&who, end(player)).is_ok())
        });
        posts.map(|post| post.key.clone()).collect()
    };
    assert!(stop(&player).into_iter().eq([FIRST]), "before it was agreed to, others refuse it");
    player.agree_change(SECOND, change);
    let everybody = BTreeSet::from([FIRST, SECOND, THIRD, CHIEF_SECRETARY, "chief_minister"].map(str::to_owned));
    assert_eq!(stop(&player), everybody);
    player.changed(vec![
        end_charge(FIRST),
        end_charge(THIRD),
        enter_person("next"),
        take_charge("next", "next", FIRST),
    ]);
    assert_eq!(stop(&player), BTreeSet::from([FIRST, SECOND, CHIEF_SECRETARY, "chief_minister"].map(str::to_owned)));
    player.end_change(SECOND, change);
    assert_eq!(stage_of(&player, change), ChangeStageName::Ended);
}

/// The first list holds the departments that must be asked; what comes before departments needs none.
#[test]
fn departments_that_must_be_asked_are_there_from_the_first_list_on() {
    let mut player = bare();
    player.propose_change(FIRST, vec![enter_person("new"), enter_post("new", PostKind::Auditor)], None);
    let views: BTreeSet<String> =
        player.cabinet.rules().unwrap().compulsory_views.iter().map(|view| view.department.clone()).collect();
    assert!(views.iter().eq(["finance", "law"]));
    for key in views {
        let mut steps = the_sample();
        let meant = |step: &Step| matches!(step, Step::EnterDepartment { department } if department.key == key);
        let place = steps.iter().position(meant).unwrap();
        let mut called = steps.clone();
        if let Step::EnterDepartment { department } = &mut called[place] {
            department.key = format!("{key}_2");
        }
        let act = player.change_act(called, None);
        assert_eq!(player.refused(FIRST, act), Refusal::RulesDepartmentMissing { key: key.clone() });
        steps.truncate(rehearsal::government().departments.len());
        steps.remove(place);
        let act = player.change_act(steps, None);
        assert_eq!(player.refused(FIRST, act), Refusal::RulesDepartmentMissing { key });
    }
    let both = player.propose_change(FIRST, vec![enter_department("law"), enter_department("finance")], None);
    player.agree_change(SECOND, both);
    let later = player.propose_change(FIRST, vec![enter_department("culture")], None);
    player.agree_change(SECOND, later);
}

#[test]
fn a_change_waits_for_its_moment() {
    let mut player = Player::begun();
    let at = player.now().plus_days(5);
    let change = player.propose_change(FIRST, vec![enter_person("new"), enrol(7, "new")], Some(at));
    let before = standing(&player.cabinet);
    assert_eq!(player.agree_change(CHIEF_SECRETARY, change), [Event::ChangeAgreed { change }]);
    assert!(standing(&player.cabinet) == before && stage_of(&player, change) == ChangeStageName::Agreed);
    let enact = |player: &Player, who: &Actor, now| decide(&player.cabinet, who, Act::EnactChange { change }, now);
    let early = Moment(at.0 - 1);
    assert_eq!(changes_due(&player.cabinet, early), []);
    assert_eq!(enact(&player, &Actor::System, early), Err(Refusal::IdTaken));
    let end = Act::EndChange { change, seen: player.change_version(change) };
    assert_eq!(
        decide(&player.cabinet, &Actor::System, end, at.plus_days(9)),
        Err(Refusal::IdTaken),
        "it was agreed to"
    );

    assert_eq!(changes_due(&player.cabinet, at), [(change, true)]);
    for post in player.cabinet.posts() {
        let who = holder_of(&player.cabinet, post).unwrap();
        assert_eq!(enact(&player, &who, at), Err(Refusal::Unknown), "{}", post.key);
    }
    let events = enact(&player, &Actor::System, at).unwrap();
    let ordered = Enrolment { id: enrolment(7), person: person("new"), ends: at.plus_days(ENROLMENT_DAYS) };
    let expected = [
        Event::ChangeEnacted { change },
        Event::PersonEntered { person: a_person("new") },
        Event::EnrolmentOrdered { enrolment: ordered },
    ];
    assert_eq!(events, expected, "the code's days begin when it can be read");
    player.wait_days(5);
    player.enact_change(change);
    assert!(player.cabinet.person(person("new")).is_some() && stage_of(&player, change) == ChangeStageName::InForce);
    assert_eq!(player.refused(SYSTEM, Act::EnactChange { change }), Refusal::IdTaken, "once");
    let unknown = ChangeId(player.uuid());
    assert_eq!(player.refused(SYSTEM, Act::EnactChange { change: unknown }), Refusal::Unknown);
    assert_eq!(changes_due(&player.cabinet, at.plus_days(99)), []);
}

#[test]
fn a_moment_that_passes_while_a_change_waits_is_now() {
    let mut player = Player::begun();
    let at = player.now().plus_days(1);
    let change = player.propose_change(FIRST, vec![enter_person("new")], Some(at));
    player.wait_days(2);
    assert_eq!(changes_due(&player.cabinet, player.now()), [], "nobody has agreed");
    assert_eq!(player.refused(SYSTEM, Act::EnactChange { change }), Refusal::IdTaken);
    let agree = Act::AgreeChange { change, seen: player.change_version(change) };
    let agreed = |now| decide(&player.cabinet, &actor(CHIEF_SECRETARY), agree.clone(), now).unwrap().len();
    assert_eq!((agreed(Moment(at.0 - 1)), agreed(at)), (1, 3), "from its moment on, and not before");
    let events = player.agree_change(CHIEF_SECRETARY, change);
    assert_eq!(events[1], Event::ChangeEnacted { change });
    assert_eq!(events.len(), 3);
}

#[test]
fn what_nobody_agreed_to_is_over_after_its_days() {
    let mut player = Player::begun();
    let change = player.propose_change(FIRST, vec![enter_person("new")], None);
    let ends = player.cabinet.change(change).unwrap().ends;
    let seen = player.change_version(change);
    let at = |who: &str, act: Act, now| decide(&player.cabinet, &actor(who), act, now);
    let (agree, end) = (Act::AgreeChange { change, seen }, Act::EndChange { change, seen });
    let early = Moment(ends.0 - 1);
    assert!(at(CHIEF_SECRETARY, agree.clone(), early).is_ok(), "control: until its end and not a moment longer");
    assert_eq!(at(CHIEF_SECRETARY, agree, ends), Err(Refusal::ChangeOver));
    assert_eq!(at(SYSTEM, end.clone(), early), Err(Refusal::IdTaken));
    assert_eq!(changes_due(&player.cabinet, early), []);
    assert_eq!(changes_due(&player.cabinet, ends), [(change, false)]);
    assert_eq!(at(SYSTEM, end, ends), Ok(vec![Event::ChangeEnded { change }]));
    player.wait_days(7);
    player.end_change(SYSTEM, change);
    let again = Act::EndChange { change, seen: player.change_version(change) };
    assert_eq!(player.refused(SYSTEM, again), Refusal::IdTaken, "once");
    assert!(player.cabinet.person(person("new")).is_none());
}

/// Nothing of it is done, not even what would still be possible.
#[test]
fn what_has_become_impossible_ends() {
    let mut player = Player::begun();
    player.changed(vec![enter_post("vacant", PostKind::PermanentInvitee)]);
    let taking = |key: &str| vec![enter_person(key), take_charge(key, key, "vacant")];
    let at = Some(player.now().plus_days(5));
    let meanwhile: [(Vec<Step>, Vec<Step>); 4] = [
        (taking("late"), taking("early")),
        (vec![enter_person("late"), end_charge("auditor")], vec![end_charge("auditor")]),
        (vec![enter_person("late"), enter_department("culture")], vec![enter_department("culture")]),
        (
            vec![enter_person("late"), take_charge("late", "law_minister", "vacant")],
            vec![
                end_charge("energy_minister_staff"),
                end_charge("law_minister"),
                take_charge("x", "law_minister", "energy_minister_staff"),
            ],
        ),
    ];
    for (later, now) in meanwhile {
        let mut player = player.clone();
        let change = player.propose_change(FIRST, later.clone(), at);
        player.agree_change(CHIEF_SECRETARY, change);
        let mut control = player.clone();
        control.wait_days(6);
        assert!(control.enact_change(change).len() >= 3, "control: possible if nothing happens");
        player.changed(now.clone());
        player.wait_days(6);
        let before = standing(&player.cabinet);
        let events = player.enact_change(change);
        let [Event::ChangeImpossible { why: Impossible::Steps { faults }, .. }] = &events[..] else {
            panic!("{events:?}")
        };
        assert!(faults.len() == 1 && faults[0].step == 2, "{faults:?}");
        assert!(standing(&player.cabinet) == before && player.cabinet.person(person("late")).is_none());
        assert!(stage_of(&player, change) == ChangeStageName::Impossible);
        assert_eq!(player.refused(SYSTEM, Act::EnactChange { change }), Refusal::IdTaken);

        // Whoever still has to agree is told, and may refuse.
        let mut player = control.cut(3);
        let waiting = player.propose_change(FIRST, later, None);
        player.changed(now);
        let before = player.cabinet.clone();
        let refusal = player.try_agree(&actor(CHIEF_SECRETARY), waiting).unwrap_err();
        assert!(
            matches!(&refusal, Refusal::StepsUnfit(faults) if faults.len() == 1 && faults[0].step == 2),
            "{refusal:?}"
        );
        assert_eq!(player.cabinet, before);
        player.refuse_change(CHIEF_SECRETARY, waiting);
    }
}

/// Every word on a change makes pages of it outdated, and its reason is found under it.
#[test]
fn a_change_counts_what_happens_to_it() {
    let mut player = Player::begun();
    let at = Some(player.now().plus_days(1));
    let change = player.propose_change(FIRST, vec![enter_person("new")], at);
    let record = |player: &Player| cabinet::change::Change::clone(player.cabinet.change(change).unwrap());
    let proposed = record(&player);
    assert_eq!((proposed.version, proposed.since), (1, player.now()));
    let object = player.cabinet.object(proposed.reason.id.0).unwrap();
    assert_eq!((object.kind.key(), object.of), ("remark", Subject::Change(change)));
    player.agree_change(CHIEF_SECRETARY, change);
    assert_eq!((record(&player).version, record(&player).since), (2, player.now()));
    let signed = record(&player).stage.agreed().unwrap();
    assert_eq!((signed.by, signed.at), (actor(CHIEF_SECRETARY), player.now()));
    player.wait_days(1);
    player.enact_change(change);
    assert_eq!((record(&player).version, record(&player).since), (3, player.now()));
    assert_eq!(record(&player).stage.agreed(), Some(signed), "who agreed is not forgotten");
}

/// Whoever takes back a change that was agreed to: who proposed it, or those above; nobody else.
#[test]
fn an_agreed_change_is_taken_back_before_its_moment() {
    let mut player = three_posts();
    let at = Some(player.now().plus_days(5));
    let change = player.propose_change(FIRST, vec![enter_person("new")], at);
    player.agree_change(SECOND, change);
    let mut may = BTreeSet::new();
    for post in player.cabinet.posts() {
        let (who, seen) = (holder_of(&player.cabinet, post).unwrap(), player.change_version(change));
        let mut tried = player.clone();
        if tried.try_as(&who, Act::EndChange { change, seen }).is_ok() {
            tried.wait_days(6);
            assert_eq!(tried.refused(SYSTEM, Act::EnactChange { change }), Refusal::IdTaken);
            assert!(tried.cabinet.person(person("new")).is_none());
            may.insert(post.key.clone());
        }
    }
    assert!(may.into_iter().eq([FIRST, SECOND, THIRD, "chief_minister", CHIEF_SECRETARY]));
}

proptest! {
    #![proptest_config(Config { cases: 192, failure_persistence: None, ..Config::default() })]

    /// One person who holds two posts of the section and the chief secretary's, while another one does nothing; with the office's clock to help.
    #[test]
    fn one_person_alone_changes_nothing(deeds in prop::collection::vec((0..6_usize, 0..4_usize, any::<u64>(), 0..3_i64), 1..40)) {
        let mut player = Player::begun();
        player.changed(vec![
            enter_post(SECOND, PostKind::CabinetSection),
            enter_person(SECOND),
            take_charge(SECOND, SECOND, SECOND),
            enter_post(THIRD, PostKind::CabinetSection),
            take_charge(THIRD, FIRST, THIRD),
            hand_over(CHIEF_SECRETARY, "additional", FIRST),
        ]);
        let hands = [holder(FIRST, FIRST), holder(FIRST, THIRD), holder(FIRST, "additional"), Actor::System];
        let before = standing(&player.cabinet);
        for (what, who, seed, days) in deeds {
            player.wait_days(days);
            let known: Vec<ChangeId> = player.cabinet.changes().map(|one| one.id).collect();
            let change = known[usize::try_from(seed % 64).unwrap() % known.len()];
            let seen = player.change_version(change);
            let at = (seed % 2 == 0).then(|| player.now().plus_days(1));
            let act = match what {
                0 | 1 => player.change_act(vec![enter_person("new")], at),
                2 => Act::AgreeChange { change, seen },
                3 => Act::RefuseChange { change, seen },
                4 => Act::EndChange { change, seen },
                _ => Act::EnactChange { change },
            };
            let agrees = matches!(act, Act::AgreeChange { .. } | Act::RefuseChange { .. } | Act::EnactChange { .. });
            let taken = player.try_as(&hands[who], act);
            prop_assert!(!agrees || taken.is_err());
            prop_assert!(standing(&player.cabinet) == before);
        }
    }
}

#[test]
fn no_department_takes_the_name_of_another() {
    let mut player = Player::begun();
    let name = player.cabinet.department(department("health")).unwrap().name.hi.clone();
    let renamed = vec![rename_department("energy", &name)];
    let act = player.change_act(renamed.clone(), None);
    assert_eq!(player.refused(FIRST, act), fault(1, Unfit::NameTaken));
    // Agreed to while the name is free, and taken at its moment.
    player.changed(vec![rename_department("health", "आयुष विभाग")]);
    let later = Some(player.now().plus_days(2));
    let waits = player.propose_change(FIRST, renamed, later);
    player.agree_change(CHIEF_SECRETARY, waits);
    player.changed(vec![rename_department("health", &name)]);
    player.wait_days(2);
    player.enact_change(waits);
    let why = player.cabinet.change(waits).unwrap().impossible.clone();
    assert_eq!(why, Some(Impossible::Steps { faults: vec![StepFault { step: 1, unfit: Unfit::NameTaken }] }));
    let alike = |one: &Department| one.name.hi == name;
    assert_eq!(player.cabinet.departments_today().filter(|one| alike(one)).count(), 1);
}

#[test]
fn no_charge_is_handed_over_to_its_holder() {
    let mut player = Player::begun();
    let act = player.change_act(vec![hand_over("law_minister", "new", "law_minister")], None);
    assert_eq!(player.refused(FIRST, act), fault(1, Unfit::OwnHolder));
    player.changed(vec![hand_over("law_minister", "new", "energy_minister")]);
    assert_eq!(
        player.cabinet.charge_of_post(post("law_minister")).unwrap().person,
        person("energy_minister"),
        "control"
    );
}

#[test]
fn a_person_is_renamed_by_two_and_keeps_its_former_name() {
    let mut player = Player::begun();
    let (who, id) = ("law_secretary", person("law_secretary"));
    let name = |player: &Player| player.cabinet.person(id).unwrap().name.clone();
    let (before, charges) = (name(&player), player.cabinet.charges().cloned().collect::<Vec<_>>());
    let change = player.propose_change(FIRST, vec![rename_person(who, "सचिव, विधि")], None);
    assert_eq!(name(&player), before, "one alone renames nobody");
    assert_eq!(player.cabinet.former_names(id).count(), 0);
    player.agree_change(CHIEF_SECRETARY, change);
    assert_eq!(name(&player).hi, "सचिव, विधि");
    assert_eq!(
        player.cabinet.charges().cloned().collect::<Vec<_>>(),
        charges,
        "it is the same person in the same posts"
    );
    let former = player.cabinet.former_names(id).cloned().collect::<Vec<_>>();
    assert_eq!(former, [FormerName { name: before.clone(), until: player.cabinet.change(change).unwrap().since }]);
    // Whoever is entered under the former name is told of as a namesake.
    assert!(Namesakes::of(&player.cabinet).find(&before).contains(&id));
    player.changed(vec![rename_person(who, "सचिव, विधि")]);
    assert_eq!(player.cabinet.former_names(id).count(), 1, "the same name again is no former one");
}
