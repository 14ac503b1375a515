//! A government whose officers are lost: codes for two of the cabinet section, upon the root key's shares, and for nobody
//! whose officers can act.

use crate::changes::bare;
use crate::people::{
    CHIEF_SECRETARY, FIRST, SECOND, THIRD, a_person, enrol, enrolment, enter_person, enter_post, take_charge, words,
};
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::change::{Step, Unfit};
use cabinet::event::{Event, Recorded};
use cabinet::ids::{ActId, PasskeyId};
use cabinet::officers::Officers;
use cabinet::people::PostKind;
use cabinet::recovery::{OfficerToRecover, SILENT_DAYS};
use cabinet::text::Digest;
use cabinet::{Action, Actor, Moment, Refusal, Subject, decide};
use rehearsal::{charge, person, post};

/// Enrolments of a recovery, far from those of changes.
fn code_of(number: u128) -> cabinet::ids::EnrolmentId {
    enrolment(7000 + number)
}

/// Who holds a post of the section.
fn held(number: u128, key: &str) -> OfficerToRecover {
    let digest = u8::try_from(number).unwrap();
    OfficerToRecover {
        post: post(key),
        person: person(key),
        name: None,
        charge: None,
        enrolment: code_of(number),
        code: Digest([digest; 32]),
    }
}

fn both() -> Vec<OfficerToRecover> {
    vec![held(1, FIRST), held(2, SECOND)]
}

fn recover(player: &mut Player, officers: Vec<OfficerToRecover>, silent: Vec<PasskeyId>) -> Act {
    Act::RecoverOfficers {
        reason: player.text("दोनों अधिकारियों के उपकरण खो गए"), officers, silent
    }
}

/// A real government, the codes of whose first day nobody used.
fn lapsed() -> Player {
    let mut player = bare();
    player.wait_days(8);
    player
}

fn enrols(player: &mut Player, number: u128, who: &str) -> PasskeyId {
    let passkey = player.a_passkey(person(who));
    let id = passkey.id;
    player.must(SYSTEM, Act::EnrolPasskey { enrolment: enrolment(number), passkey });
    id
}

/// A real government whose officers have enrolled long ago, and their passkeys.
fn able() -> (Player, [PasskeyId; 2]) {
    let mut player = bare();
    let passkeys = [enrols(&mut player, 1, FIRST), enrols(&mut player, 2, SECOND)];
    player.wait_days(i64::from(SILENT_DAYS) + 1);
    (player, passkeys)
}

fn refused(player: &mut Player, officers: Vec<OfficerToRecover>, silent: Vec<PasskeyId>) -> Refusal {
    let act = recover(player, officers, silent);
    player.refused(SYSTEM, act)
}

fn done(player: &mut Player, officers: Vec<OfficerToRecover>, silent: Vec<PasskeyId>) -> Vec<Event> {
    let act = recover(player, officers, silent);
    player.must(SYSTEM, act)
}

pub fn refusals() -> Vec<Refusal> {
    let (mut player, _) = able();
    vec![refused(&mut player, both(), Vec::new())]
}

/// A recovery as it lies in a real government's record, at the end of another ledger: the state is a function of events.
pub fn recorded_in(player: &mut Player) {
    let mut real = lapsed();
    let events = done(&mut real, both(), Vec::new());
    player.acts.push(real.acts.pop().unwrap());
    let act = ActId(player.uuid());
    for event in events.into_iter().filter(|event| !matches!(event, Event::PersonEntered { .. })) {
        let recorded = Recorded { act, by: Actor::System, body: Digest([1; 32]), at: player.now(), event };
        player.cabinet.apply(&recorded);
        player.recorded.push(recorded);
    }
    player.states.push(player.cabinet.clone());
    player.cuts.push(player.recorded.len());
}

#[test]
fn officers_who_can_act_are_not_recovered() {
    let (mut player, passkeys) = able();
    assert_eq!(refused(&mut player, both(), Vec::new()), Refusal::OfficersAble);
    // A third one of the section who is there makes two with one of the silent.
    let mut steps = vec![enter_post(THIRD, PostKind::CabinetSection), enter_person(THIRD), enrol(3, THIRD)];
    steps.push(take_charge(THIRD, THIRD, THIRD));
    let change = player.propose_change(FIRST, steps, None);
    player.agree_change(SECOND, change);
    let third = enrols(&mut player, 3, THIRD);
    assert_eq!(refused(&mut player, both(), vec![passkeys[0]]), Refusal::OfficersAble);
    let mut early = player.clone();
    assert_eq!(refused(&mut early, both(), vec![passkeys[0], third]), Refusal::Unknown, "enrolled just now");
    let mut late = player.clone();
    late.wait_days(i64::from(SILENT_DAYS));
    done(&mut late, both(), vec![passkeys[0], third]);
    done(&mut player, both(), passkeys.into());
    // Nobody acts with a passkey that was taken away, or that is none.
    let (mut player, passkeys) = able();
    let foreign = PasskeyId(player.uuid());
    assert_eq!(refused(&mut player, both(), vec![passkeys[0], foreign]), Refusal::Unknown);
    done(&mut player, both(), vec![passkeys[1]]);
    assert_eq!(refused(&mut player, both(), vec![passkeys[1]]), Refusal::Unknown, "taken away by the recovery");
}

#[test]
fn where_nobody_can_act_codes_are_ordered_and_the_two_can_act_again() {
    let mut player = lapsed();
    assert_eq!(player.cabinet.officers(player.now()), Officers::Stopped);
    let now = Moment(player.now().0 + 60_000);
    let events = done(&mut player, both(), Vec::new());
    let kinds: Vec<&str> = events
        .iter()
        .map(|event| match event {
            Event::OfficersRecovered { number: 1, .. } => "recovered",
            Event::EnrolmentOrdered { enrolment } if enrolment.ends == now.plus_days(7) => "ordered",
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["recovered", "ordered", "ordered"]);
    assert_eq!(player.cabinet.officers(player.now()), Officers::Awaited);
    // Before the two have come, the codes can be ordered anew; the sheets of before open nothing then.
    done(&mut player, vec![held(3, FIRST), held(4, SECOND)], Vec::new());
    let opens = |player: &Player, number| player.cabinet.enrolment(code_of(number)).unwrap().is_open(player.now());
    assert_eq!([1, 2, 3, 4].map(|number| opens(&player, number)), [false, false, true, true]);
    enrols(&mut player, 7003, FIRST);
    enrols(&mut player, 7004, SECOND);
    assert_eq!(player.cabinet.officers(player.now()), Officers::Able);
    assert_eq!(refused(&mut player, both(), Vec::new()), Refusal::OfficersAble, "and nobody recovers any more");
    let change = player.propose_change(FIRST, vec![enter_person("next"), enrol(9, "next")], None);
    player.agree_change(SECOND, change);
    assert!(player.cabinet.enrolment(enrolment(9)).unwrap().is_open(player.now()), "they order codes for others");
}

#[test]
fn what_opened_before_opens_nothing_after() {
    let (mut player, passkeys) = able();
    let change = player.propose_change(FIRST, vec![enrol(9, SECOND)], None);
    player.agree_change(SECOND, change);
    let passkey = player.a_passkey(person(FIRST));
    let tablet = passkey.id;
    player.must(FIRST, Act::AddPasskey { passkey });
    player.wait_days(i64::from(SILENT_DAYS));
    let silent = vec![passkeys[0], passkeys[1], tablet];
    let before = player.cabinet.clone();
    done(&mut player, both(), silent.clone());
    for key in silent {
        assert!(before.passkey(key).unwrap().revoked.is_none(), "control");
        assert_eq!(player.cabinet.passkey(key).unwrap().revoked, Some(player.now()));
    }
    assert!(player.cabinet.enrolment(enrolment(9)).unwrap().replaced, "the code that was out");
    // A password of one of the two from a time when he held another post.
    let mut player = lapsed();
    let (of, id) = (person(FIRST), player.uuid());
    let password =
        cabinet::password::Password { id: cabinet::ids::PasswordId(id), person: of, name: "first".to_owned() };
    let set = Event::PasswordSet { password: password.clone(), enrolment: None };
    let recorded =
        Recorded { act: ActId(player.uuid()), by: Actor::System, body: Digest([1; 32]), at: player.now(), event: set };
    player.cabinet.apply(&recorded);
    assert!(player.cabinet.password_of(of).is_some(), "control");
    done(&mut player, both(), Vec::new());
    assert!(player.cabinet.password_of(of).is_none());
}

#[test]
fn codes_are_for_two_of_the_section_alone() {
    // With a chief secretary, whose post is none of the section, and a vacant post of the section.
    let (mut player, passkeys) = able();
    let mut steps = vec![enter_post(CHIEF_SECRETARY, PostKind::ChiefSecretary), enter_person(CHIEF_SECRETARY)];
    steps.extend([take_charge(CHIEF_SECRETARY, CHIEF_SECRETARY, CHIEF_SECRETARY)]);
    steps.extend([enter_post(THIRD, PostKind::CabinetSection), enter_post("auditor", PostKind::Auditor)]);
    steps.extend([enter_person("auditor"), take_charge("auditor", "auditor", "auditor")]);
    let change = player.propose_change(FIRST, steps, None);
    player.agree_change(SECOND, change);
    let named = |name: Option<&str>, who: &str| OfficerToRecover {
        name: name.map(words),
        charge: Some(charge("third_taken")),
        person: person(who),
        ..held(3, THIRD)
    };
    let unfit: [(&str, Vec<OfficerToRecover>); 8] = [
        ("one", vec![held(1, FIRST)]),
        ("three", [both(), vec![named(Some("तीसरा"), THIRD)]].concat()),
        ("one twice", vec![held(1, FIRST), held(2, FIRST)]),
        ("one under two posts", vec![held(1, FIRST), named(None, FIRST)]),
        ("a post of another kind", vec![held(1, FIRST), held(2, CHIEF_SECRETARY)]),
        (
            "a post that somebody else holds",
            vec![held(1, FIRST), OfficerToRecover { post: post(SECOND), ..named(Some("तीसरा"), THIRD) }],
        ),
        ("a vacant post that nobody takes", vec![held(1, FIRST), held(2, THIRD)]),
        (
            "a post that he holds, taken again",
            vec![held(1, FIRST), OfficerToRecover { charge: Some(charge("twice")), ..held(2, SECOND) }],
        ),
    ];
    for (name, officers) in unfit {
        let silent = passkeys.to_vec();
        assert_eq!(refused(&mut player, officers, silent), Refusal::PostsUnfit, "{name}");
    }
    for (name, officers, what) in [
        ("posts that never meet", vec![held(1, FIRST), named(None, "auditor")], (2, Unfit::Clash)),
        ("no name", vec![held(1, FIRST), named(Some(" "), THIRD)], (2, Unfit::Name)),
        ("nobody", vec![held(1, FIRST), named(None, "nobody")], (2, Unfit::Person)),
    ] {
        let Refusal::StepsUnfit(faults) = refused(&mut player, officers, passkeys.to_vec()) else { panic!("{name}") };
        assert_eq!((faults[0].step, faults[0].unfit), what, "{name}");
    }
    done(&mut player, vec![held(1, FIRST), named(Some("तीसरा"), THIRD)], passkeys.to_vec());
    assert_eq!(
        player.cabinet.charge_of_post(post(THIRD)).unwrap().person,
        person(THIRD),
        "control: named, and takes it"
    );
    assert_eq!(
        player.cabinet.charge_of_post(post(SECOND)).unwrap().person,
        person(SECOND),
        "whoever holds a post keeps it"
    );
}

#[test]
fn a_recovery_has_a_reason() {
    let mut player = lapsed();
    let empty = Act::RecoverOfficers { reason: player.text(""), officers: both(), silent: Vec::new() };
    assert_eq!(player.refused(SYSTEM, empty), Refusal::ReasonMissing);
    done(&mut player, both(), Vec::new());
}

/// What the two had before is nobody's: they are not kept from administering by devices that are lost with the rest.
#[test]
fn a_recovery_frees_whom_it_brings_back_from_their_devices() {
    let (mut player, passkeys) = able();
    let registered = |player: &mut Player| {
        let (device, act) = player.a_device(person(FIRST), "टैबलेट 14");
        player.must(FIRST, act);
        device
    };
    let enrolled = |player: &mut Player, device| {
        player.must(SYSTEM, Act::EnrolDevice { device, secret: Digest([5; 32]) });
    };
    let opens = |player: &Player, device| {
        player.cabinet.device_code_opens(player.cabinet.device(device).unwrap(), player.now())
    };
    let asked = |player: &Player, on| {
        let now = player.now();
        let own: Vec<_> = player.cabinet.devices_of(person(FIRST)).map(|one| one.device.id).collect();
        player.cabinet.device_asked(person(FIRST), on, &crate::devices::used_now(&own, now), now).is_some()
    };
    let device = registered(&mut player);
    enrolled(&mut player, device);
    assert!(asked(&player, None) && !asked(&player, Some(device)), "control");
    let waiting = registered(&mut player);
    assert!(opens(&player, waiting), "control");
    player.wait_days(1);
    done(&mut player, both(), passkeys.to_vec());
    assert!(!asked(&player, None));
    assert!(!opens(&player, waiting), "its code of before opens nothing");
    let act = Act::EnrolDevice { device: waiting, secret: Digest([6; 32]) };
    assert_eq!(player.refused(SYSTEM, act), Refusal::Unknown);
    player.wait_days(1);
    let next = registered(&mut player);
    assert!(opens(&player, next));
    enrolled(&mut player, next);
    assert!(asked(&player, None) && asked(&player, Some(device)), "the next one is asked for, the old one is none");
    assert!(!asked(&player, Some(next)));
}

#[test]
fn a_training_government_is_never_recovered() {
    let mut player = Player::begun();
    player.changed(vec![
        enter_post(SECOND, PostKind::CabinetSection),
        Step::EnterPerson { person: a_person(SECOND) },
        take_charge(SECOND, SECOND, SECOND),
    ]);
    assert_eq!(refused(&mut player, both(), Vec::new()), Refusal::Unknown);
    let mut real = lapsed();
    done(&mut real, both(), Vec::new());
}

#[test]
fn no_post_recovers() {
    let mut player = lapsed();
    let act = recover(&mut player, both(), Vec::new());
    for who in [FIRST, SECOND, CHIEF_SECRETARY, "chief_minister", "system_administrator", "auditor"] {
        assert_eq!(player.refused(who, act.clone()), Refusal::Unknown, "{who}");
    }
    player.must(SYSTEM, act);
}

#[test]
fn a_recovery_is_told_for_ever() {
    let mut player = lapsed();
    let told = |player: &Player, who: &str| {
        let actor = crate::people::holder(who, who);
        let told = player.cabinet.readable_recoveries(&actor).map(|one| one.number).collect::<Vec<_>>();
        assert_eq!(
            !told.is_empty(),
            !told.is_empty() && player.cabinet.may(&actor, Subject::Government, Action::ReadPeople)
        );
        told
    };
    assert!(told(&player, FIRST).is_empty(), "control");
    done(&mut player, both(), Vec::new());
    done(&mut player, vec![held(3, FIRST), held(4, SECOND)], Vec::new());
    player.wait_days(4000);
    for who in [FIRST, SECOND] {
        assert_eq!(told(&player, who), [2, 1]);
    }
    assert!(told(&player, "system_administrator").is_empty(), "who may not read of people is not told");
    let last = player.cabinet.recoveries().next_back().unwrap();
    let of: Vec<_> = last.officers.iter().map(|one| (one.post, one.person, one.code)).collect();
    assert_eq!(of, [(post(FIRST), person(FIRST), Digest([3; 32])), (post(SECOND), person(SECOND), Digest([4; 32]))]);
}

/// What `verify` asks of the record.
#[test]
fn a_recovery_that_the_rules_do_not_give_is_found() {
    let mut player = lapsed();
    let before = player.cabinet.clone();
    let events = done(&mut player, both(), Vec::new());
    let at = player.now();
    assert!(before.gives_recovery(&events, at), "control");
    let mut without = events.clone();
    without.pop();
    let mut more = events.clone();
    more.push(events[1].clone());
    let mut numbered = events.clone();
    let Event::OfficersRecovered { number, .. } = &mut numbered[0] else { panic!() };
    *number = 2;
    for wrong in [without, more, numbered, events[1..].to_vec(), Vec::new()] {
        assert!(!before.gives_recovery(&wrong, at));
    }
    let (able, _) = able();
    assert!(!able.cabinet.gives_recovery(&events, at), "in a state in which two can act");
    let act = Act::RecoverOfficers { reason: player.text("कारण"), officers: both(), silent: Vec::new() };
    assert!(decide(&before, &Actor::System, act, at).is_ok(), "control");
}
