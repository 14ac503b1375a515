//! In a real government there stay two persons under different posts, with passkeys, one to propose a change among people
//! and one to agree: whatever is done in whichever order. Fewer could never enrol anybody again.

use crate::changes::bare;
use crate::people::{
    CHIEF_SECRETARY, FIRST, SECOND, THIRD, arrange_leave, end_charge, enrol, enrolment, enter_person, enter_post,
    fault, hand_over, holder, holder_of, leave_id, return_from_leave, take_charge,
};
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::change::{Step, Unfit};
use cabinet::ids::{ChangeId, ChargeId};
use cabinet::officers::Officers;
use cabinet::people::{Namesakes, PostKind, Words};
use cabinet::{Action, Actor, Cabinet, Refusal, Subject};
use proptest::prelude::*;
use proptest::test_runner::Config;
use rehearsal::{charge, person, post};
use std::collections::BTreeSet;

/// Somebody brings his code.
fn enrols(player: &mut Player, number: u128, who: &str) {
    let passkey = player.a_passkey(person(who));
    player.must(SYSTEM, Act::EnrolPasskey { enrolment: enrolment(number), passkey });
}

/// A real government whose two officers have enrolled.
fn two() -> Player {
    let mut player = bare();
    enrols(&mut player, 1, FIRST);
    enrols(&mut player, 2, SECOND);
    player
}

/// A change by the two officers.
fn done(player: &mut Player, steps: Vec<Step>) {
    let change = player.propose_change(FIRST, steps, None);
    player.agree_change(SECOND, change);
}

/// With a chief secretary who has enrolled.
fn three() -> Player {
    let mut player = two();
    let mut steps = vec![enter_post(CHIEF_SECRETARY, PostKind::ChiefSecretary), enter_person(CHIEF_SECRETARY)];
    steps.extend([take_charge(CHIEF_SECRETARY, CHIEF_SECRETARY, CHIEF_SECRETARY), enrol(3, CHIEF_SECRETARY)]);
    done(&mut player, steps);
    enrols(&mut player, 3, CHIEF_SECRETARY);
    player
}

fn revoke(player: &Player, of: &str) -> Act {
    let passkey = player.cabinet.passkeys_of(person(of)).next().unwrap().passkey.id;
    Act::RevokePasskey { passkey, reason: Some(player.clone().text("उपकरण खो गया")) }
}

pub fn refusals() -> Vec<Refusal> {
    let mut player = two();
    let act = revoke(&player, SECOND);
    vec![player.refused(FIRST, act)]
}

/// The five ways in which fresh eyes locked a government out; each is done where a third one can act, or where the
/// successor has enrolled before.
#[test]
fn no_change_leaves_fewer_than_two_who_can_act() {
    let next = || vec![enter_person("next"), enrol(9, "next")];
    let ways: [(&str, Vec<Step>); 6] = [
        ("a hand-over with a code", [next(), vec![hand_over(FIRST, "next", "next")]].concat()),
        ("a hand-over without one", vec![enter_person("next"), hand_over(FIRST, "next", "next")]),
        ("both posts in one person", vec![hand_over(SECOND, "both", FIRST)]),
        ("the other way about", vec![hand_over(FIRST, "both", SECOND)]),
        ("an end", vec![end_charge(FIRST)]),
        ("a leave", vec![enter_person("next"), arrange_leave(1, FIRST, "next", "next", two().now().plus_days(30))]),
    ];
    for (name, steps) in ways {
        let mut player = two();
        let last = steps.len();
        let act = player.change_act(steps.clone(), None);
        assert_eq!(player.refused(FIRST, act), fault(last, Unfit::LastOfficer), "{name}");
        let mut player = three();
        done(&mut player, steps);
        assert_eq!(player.cabinet.officers(player.now()), Officers::Able, "control: {name}");
    }
    let mut player = two();
    done(&mut player, next());
    enrols(&mut player, 9, "next");
    done(&mut player, vec![hand_over(FIRST, "next", "next")]);
    assert_eq!(
        player.cabinet.officers(player.now()),
        Officers::Able,
        "the successor enrols first, then takes the post"
    );
}

#[test]
fn the_last_passkey_of_one_of_the_last_two_stays() {
    for (who, of) in [(FIRST, SECOND), (SECOND, FIRST), (FIRST, FIRST)] {
        let mut player = two();
        let act = revoke(&player, of);
        assert_eq!(player.refused(who, act.clone()), Refusal::LastOfficers, "{who} {of}");
        let passkey = player.a_passkey(person(of));
        player.must(of, Act::AddPasskey { passkey });
        player.must(who, act);
        let last = revoke(&player, of);
        assert_eq!(player.refused(who, last), Refusal::LastOfficers, "the other one stays");
        let mut player = three();
        let act = revoke(&player, of);
        player.must(if who == of { CHIEF_SECRETARY } else { who }, act);
        let another = if of == FIRST { SECOND } else { FIRST };
        let last = revoke(&player, another);
        assert_eq!(player.refused(CHIEF_SECRETARY, last), Refusal::LastOfficers, "two are left");
        // The chief secretary agrees, and does not propose: without the section nothing begins.
        let act = revoke(&player, CHIEF_SECRETARY);
        assert_eq!(player.refused(CHIEF_SECRETARY, act), Refusal::LastOfficers);
    }
    // A code that waits is no passkey: its days pass.
    let mut player = two();
    done(&mut player, vec![enrol(9, SECOND)]);
    let act = revoke(&player, SECOND);
    assert_eq!(player.refused(FIRST, act), Refusal::LastOfficers);
}

#[test]
fn on_the_first_day_codes_on_paper_count_until_they_end() {
    let mut player = bare();
    let officers = |player: &Player| player.cabinet.officers(player.now());
    assert_eq!(officers(&player), Officers::Awaited);
    enrols(&mut player, 1, FIRST);
    assert_eq!(officers(&player), Officers::Awaited);
    let act = revoke(&player, FIRST);
    assert_eq!(player.refused(FIRST, act), Refusal::LastOfficers);
    let mut late = player.clone();
    late.wait_days(7);
    assert_eq!(officers(&late), Officers::Stopped);
    enrols(&mut player, 2, SECOND);
    player.wait_days(3000);
    assert_eq!(officers(&player), Officers::Able);
    assert_eq!(Player::begun().cabinet.officers(player.now()), Officers::Able, "in training nobody has a passkey");
    assert_eq!(Cabinet::default().officers(player.now()), Officers::None);
}

/// Who comes back from a leave without a passkey does not push out one of the last two who have one.
#[test]
fn nobody_comes_back_in_the_place_of_one_of_the_last_two() {
    let mut player = three();
    done(&mut player, vec![enter_person("next"), enrol(9, "next")]);
    enrols(&mut player, 9, "next");
    let until = player.now().plus_days(3);
    done(&mut player, vec![arrange_leave(1, SECOND, "stand_in", "next", until)]);
    let end = |player: &mut Player| Act::EndLeave { leave: leave_id(1), charge: ChargeId(player.uuid()) };
    let mut kept = player.clone();
    kept.wait_days(3);
    let act = end(&mut kept);
    kept.must(SYSTEM, act);
    assert_eq!(kept.cabinet.charge_of_post(post(SECOND)).unwrap().person, person(SECOND), "control");
    for who in [SECOND, CHIEF_SECRETARY] {
        let act = revoke(&player, who);
        player.must(FIRST, act);
    }
    let back = player.change_act(vec![return_from_leave(1, "back")], None);
    assert_eq!(player.refused(FIRST, back), fault(1, Unfit::LastOfficer));
    player.wait_days(3);
    let act = end(&mut player);
    player.must(SYSTEM, act);
    assert_eq!(player.cabinet.charge_of_post(post(SECOND)).unwrap().person, person("next"));
    assert_eq!(player.cabinet.officers(player.now()), Officers::Able);
}

/// Written from the sentence, not from the rule.
fn two_can_act(state: &Cabinet) -> bool {
    let who = |kinds: &[&str]| -> Vec<_> {
        let held = state.charges().filter(|held| kinds.contains(&state.post(held.post).unwrap().kind.key()));
        held.filter(|held| state.passkeys().any(|key| key.passkey.person == held.person && key.revoked.is_none()))
            .map(|held| (held.person, held.post))
            .collect()
    };
    let agree = who(&["cabinet_section", "chief_secretary"]);
    who(&["cabinet_section"])
        .iter()
        .any(|(person, post)| agree.iter().any(|(other, under)| other != person && under != post))
}

const PERSONS: [&str; 6] = [FIRST, SECOND, CHIEF_SECRETARY, "one", "other", "third"];
const POSTS: [&str; 4] = [FIRST, SECOND, THIRD, CHIEF_SECRETARY];

/// With a third post of the section and three more persons.
fn crowd() -> Player {
    let mut player = three();
    let mut steps: Vec<_> = PERSONS[3..].iter().map(|key| enter_person(key)).collect();
    steps.extend([enter_post(THIRD, PostKind::CabinetSection), enrol(50, "one")]);
    done(&mut player, steps);
    player
}

type Dice = (usize, usize, usize, usize);

/// One step among the posts that change people; new charges are numbered.
fn step(player: &Player, number: usize, (what, who, of, _): Dice) -> Option<Step> {
    let (person, post) = (PERSONS[who % PERSONS.len()], POSTS[of % POSTS.len()]);
    let new = format!("charge_{number}");
    let held = player.cabinet.charge_of_post(rehearsal::post(post)).map(|held| held.id);
    let id = u128::try_from(number).unwrap();
    Some(match what % 7 {
        0 => take_charge(&new, person, post),
        1 => Step::EndCharge { charge: held? },
        2 | 3 => Step::HandOver { charge: held?, next: charge(&new), person: rehearsal::person(person) },
        4 => enrol(100 + id, person),
        5 => Step::ArrangeLeave {
            leave: leave_id(id),
            charge: held?,
            stand_in: charge(&new),
            person: rehearsal::person(person),
            until: player.now().plus_days(u32::try_from(1 + of % 9).unwrap()),
        },
        _ => return_from_leave(u128::try_from(who % (number + 1)).unwrap(), &new),
    })
}

/// Whoever may do something under one of the four posts.
fn actors(player: &Player, of: Subject, action: Action) -> Vec<Actor> {
    let holders = POSTS.iter().filter_map(|key| player.cabinet.post(post(key)).cloned());
    let holders = holders.filter_map(|post| holder_of(&player.cabinet, &post));
    holders.filter(|who| player.cabinet.may(who, of, action)).collect()
}

/// One act: a change that is proposed, agreed to or due, a code that is brought, a passkey that is added or taken away.
fn act(player: &mut Player, number: usize, dice: Dice) -> Option<Result<(), Refusal>> {
    let (_, who, of, what) = dice;
    let one_of = |among: Vec<Actor>| among.get(who % among.len().max(1)).copied();
    let (by, act) = match what % 9 {
        0 | 1 => {
            let steps = vec![step(player, number, dice)?];
            let at = (who % 5 == 0).then(|| player.now().plus_days(2));
            (one_of(actors(player, Subject::Government, Action::ProposeChange))?, player.change_act(steps, at))
        }
        2 | 3 => {
            let waits: Vec<ChangeId> = player.cabinet.changes().rev().take(3).map(|change| change.id).collect();
            let change = *waits.get(of % waits.len().max(1))?;
            let seen = player.change_version(change);
            (one_of(actors(player, Subject::Change(change), Action::AgreeChange))?, Act::AgreeChange { change, seen })
        }
        4 => {
            let due = cabinet::work::changes_due(&player.cabinet, player.now());
            let (change, agreed) = *due.first()?;
            (Actor::System, if agreed { Act::EnactChange { change } } else { Act::EndChange { change, seen: 0 } })
        }
        5 => {
            let leave = *cabinet::work::leaves_over(&player.cabinet, player.now()).first()?;
            (Actor::System, Act::EndLeave { leave, charge: ChargeId(player.uuid()) })
        }
        6 => {
            let open = player.cabinet.enrolments().find(|one| one.is_open(player.now()))?.enrolment.clone();
            (Actor::System, Act::EnrolPasskey { enrolment: open.id, passkey: player.a_passkey(open.person) })
        }
        7 => {
            let living: Vec<_> = player.cabinet.passkeys().filter(|one| one.revoked.is_none()).cloned().collect();
            let passkey = living.get(of % living.len().max(1))?.passkey.id;
            let reason = Some(player.text("उपकरण खो गया"));
            (
                one_of(actors(player, Subject::Government, Action::RevokePasskeys))?,
                Act::RevokePasskey { passkey, reason },
            )
        }
        _ => {
            player.wait_days(i64::try_from(of % 4).unwrap());
            return None;
        }
    };
    Some(player.try_as(&by, act).map(drop))
}

#[test]
fn who_is_called_alike_is_found_however_it_is_written() {
    let player = Player::begun();
    let words = |hi: &str, en: &str| Words { hi: hi.to_owned(), en: en.to_owned() };
    let known = player.cabinet.person(person("auditor")).unwrap().name.clone();
    let alike = words(&format!(" {}  ", known.hi.replace(' ', "   ")), "");
    let mut all = Namesakes::of(&player.cabinet);
    assert!(all.find(&alike).contains(&person("auditor")));
    assert!(all.find(&words("कोई और", "")).is_empty(), "control");
    assert!(all.find(&words("कोई और", " ")).is_empty(), "no English name is nobody's");
    all.add(person("new"), &words("कोई  और", "Somebody"));
    assert!(all.find(&words("कोई और", "")).into_iter().eq([person("new")]));
    for (one, other, same) in [
        (words("क्षमा", ""), words("क्\u{200D}षमा", ""), true),
        (words("सड\u{93C}क", ""), words("स\u{95C}क", ""), true),
        (words("राम कुमार", "Ram Kumar"), words("रामकुमार", "ram  kumar"), true),
        (words("Ram Kumar", ""), words("राम कुमार", "Ram Kumar"), true),
        (words("राम कुमार", ""), words("श्री रामकुमार.", ""), true),
        (words("राम कुमार", ""), words("रमा कुमार", ""), false),
    ] {
        assert_eq!((one.is_namesake(&other), other.is_namesake(&one)), (same, same), "{one:?} {other:?}");
    }
}

proptest! {
    #![proptest_config(Config { cases: 96, failure_persistence: None, ..Config::default() })]

    /// Whatever is done, by whomever, in whichever order: two who can act stay.
    #[test]
    fn two_who_can_act_stay_for_ever(run in prop::collection::vec(any::<Dice>(), 60..160)) {
        let mut player = crowd();
        prop_assert!(two_can_act(&player.cabinet));
        for (number, dice) in run.into_iter().enumerate() {
            act(&mut player, number, dice);
            prop_assert!(two_can_act(&player.cabinet), "{dice:?}");
            prop_assert_eq!(player.cabinet.officers(player.now()), Officers::Able);
        }
    }
}

/// The chance above does everything, and meets both refusals: else it would show nothing.
#[test]
fn control_chance_moves_officers_and_is_refused() {
    let mut seed = 7_u64;
    let mut dice = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap()
    };
    let (mut kinds, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..60 {
        let mut player = crowd();
        for number in 0..120 {
            let fallen = (dice(), dice(), dice(), dice());
            match act(&mut player, number, fallen) {
                Some(Err(Refusal::LastOfficers)) => _ = refused.insert("passkey"),
                Some(Err(Refusal::StepsUnfit(faults))) if faults.iter().any(|one| one.unfit == Unfit::LastOfficer) => {
                    refused.insert("change");
                }
                _ => {}
            }
        }
        kinds.extend(player.recorded.iter().map(crate::golden::kind));
    }
    assert_eq!(refused, BTreeSet::from(["change", "passkey"]));
    for kind in ["charge_taken/1", "charge_ended/1", "leave_arranged/1", "leave_ended/1", "passkey_revoked/2"] {
        assert!(kinds.contains(kind), "{kind}: {kinds:?}");
    }
    assert!(!two_can_act(&bare().cabinet), "control: nobody has enrolled");
    assert!(
        two_can_act(&two().cabinet)
            && two().cabinet.may(&holder(FIRST, FIRST), Subject::Government, Action::ProposeChange)
    );
}
