//! How a person comes to be known at the door: codes that open once, passkeys that are added and taken away.

use crate::people::{CHIEF_SECRETARY, FIRST, end_charge, enrol, enrolment, hand_over, holder};
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::event::Event;
use cabinet::ids::PasskeyId;
use cabinet::passkey::Passkey;
use cabinet::{Actor, Moment, Refusal, decide};
use rehearsal::person;
use std::collections::BTreeSet;

fn enrolled(player: &Player, number: u128, passkey: &Passkey, now: Moment) -> Result<Vec<Event>, Refusal> {
    let act = Act::EnrolPasskey { enrolment: enrolment(number), passkey: passkey.clone() };
    decide(&player.cabinet, &Actor::System, act, now)
}

/// A further passkey of somebody.
fn another(player: &mut Player, who: &str) -> PasskeyId {
    let passkey = player.a_passkey(person(who));
    let id = passkey.id;
    player.must(who, Act::AddPasskey { passkey });
    id
}

pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let passkey = another(&mut player, "auditor");
    vec![player.refused("auditor", Act::RevokePasskey { passkey, reason: None })]
}

#[test]
fn a_code_opens_once_within_its_days_for_its_person() {
    let mut player = Player::begun();
    player.changed(vec![enrol(1, "auditor"), enrol(2, "law_minister")]);
    let now = player.now();
    let (own, other) = (player.a_passkey(person("auditor")), player.a_passkey(person("law_minister")));
    assert!(enrolled(&player, 1, &own, now).is_ok(), "control");
    assert_eq!(enrolled(&player, 1, &other, now), Err(Refusal::Unknown), "another person's");
    assert_eq!(enrolled(&player, 3, &own, now), Err(Refusal::Unknown), "none was ordered");
    let ends = player.cabinet.enrolment(enrolment(1)).unwrap().enrolment.ends;
    assert_eq!(ends, now.plus_days(7));
    assert!(enrolled(&player, 1, &own, Moment(ends.0 - 1)).is_ok(), "control: until its end and not a moment longer");
    assert_eq!(enrolled(&player, 1, &own, ends), Err(Refusal::Unknown));
    for who in ["auditor", FIRST, CHIEF_SECRETARY, "system_administrator"] {
        let act = Act::EnrolPasskey { enrolment: enrolment(1), passkey: own.clone() };
        assert_eq!(player.refused(who, act), Refusal::Unknown, "only the office has seen the code");
    }
    let act = Act::EnrolPasskey { enrolment: enrolment(1), passkey: own.clone() };
    let events = player.must(SYSTEM, act);
    assert_eq!(events, [Event::PasskeyEnrolled { passkey: own.clone(), enrolment: Some(enrolment(1)) }]);
    assert_eq!(player.cabinet.enrolment(enrolment(1)).unwrap().used, Some(own.id));
    assert!(player.cabinet.passkeys_of(person("auditor")).map(|one| one.passkey.id).eq([own.id]));
    let second = player.a_passkey(person("auditor"));
    assert_eq!(enrolled(&player, 1, &second, player.now()), Err(Refusal::Unknown), "used");
    assert!(enrolled(&player, 2, &other, player.now()).is_ok(), "each its own");
}

#[test]
fn a_later_code_takes_the_place_of_an_earlier_one() {
    let mut player = Player::begun();
    player.changed(vec![enrol(1, "auditor"), enrol(2, "law_minister")]);
    player.changed(vec![enrol(3, "auditor"), enrol(4, "auditor")]);
    let passkey = player.a_passkey(person("auditor"));
    for (number, opens) in [(1, false), (3, false), (4, true)] {
        assert_eq!(enrolled(&player, number, &passkey, player.now()).is_ok(), opens, "{number}");
    }
    let other = player.a_passkey(person("law_minister"));
    assert!(enrolled(&player, 2, &other, player.now()).is_ok(), "another person's stands");
    player.must(SYSTEM, Act::EnrolPasskey { enrolment: enrolment(4), passkey });
    player.changed(vec![enrol(5, "auditor")]);
    let used = player.cabinet.enrolment(enrolment(4)).unwrap();
    assert!(used.used.is_some() && !used.replaced, "what was used stays used");
}

#[test]
fn a_passkey_is_enrolled_once_by_its_owner() {
    let mut player = Player::begun();
    let first = player.a_passkey(person("auditor"));
    let mut spaced = first.clone();
    spaced.label = "  मेरा\nफ़ोन ".to_owned();
    let events = player.must("auditor", Act::AddPasskey { passkey: spaced });
    let label = "मेरा फ़ोन".to_owned();
    let expected = Event::PasskeyEnrolled { passkey: Passkey { label, ..first.clone() }, enrolment: None };
    assert_eq!(events, [expected]);
    player.changed(vec![enrol(1, "law_minister")]);
    let same_handle = Passkey { handle: first.handle.clone(), ..player.a_passkey(person("law_minister")) };
    let same_id = Passkey { id: first.id, ..player.a_passkey(person("law_minister")) };
    for taken in [same_handle, same_id] {
        assert_eq!(player.refused("law_minister", Act::AddPasskey { passkey: taken.clone() }), Refusal::IdTaken);
        let act = Act::EnrolPasskey { enrolment: enrolment(1), passkey: taken };
        assert_eq!(player.refused(SYSTEM, act), Refusal::IdTaken);
    }
    let passkey = player.a_passkey(person("law_minister"));
    for who in ["auditor", FIRST, SYSTEM] {
        let refused = player.refused(who, Act::AddPasskey { passkey: passkey.clone() });
        assert_eq!(refused, Refusal::Unknown, "for somebody else: {who}");
    }
    for (label, refusal) in [
        (" ".to_owned(), Refusal::FieldMissing { field: "label" }),
        ("क".repeat(301), Refusal::TooLong { field: "label", characters_max: 300 }),
    ] {
        let passkey = Passkey { label, ..passkey.clone() };
        assert_eq!(player.refused("law_minister", Act::AddPasskey { passkey }), refusal);
    }
    player.must("law_minister", Act::AddPasskey { passkey });
    another(&mut player, "auditor");
    player.must("auditor", Act::RevokePasskey { passkey: first.id, reason: None });
    let again = Passkey { id: PasskeyId(player.uuid()), ..first };
    let refused = player.refused("auditor", Act::AddPasskey { passkey: again });
    assert_eq!(refused, Refusal::IdTaken, "what was lost once never comes back");
}

#[test]
fn one_takes_his_own_passkey_away_and_three_kinds_of_posts_another_ones() {
    let mut player = Player::begun();
    let passkey = player.a_passkey(person("auditor"));
    let own = passkey.id;
    player.must("auditor", Act::AddPasskey { passkey });
    let kept = another(&mut player, "auditor");
    let (mut may, reason) = (BTreeSet::new(), Some(player.text("उपकरण खो गया")));
    let revoke = |passkey| Act::RevokePasskey { passkey, reason: reason.clone() };
    for post in player.cabinet.posts() {
        let mut tried = player.clone();
        match tried.try_act(&post.key, revoke(own)) {
            Ok(events) => {
                assert_eq!(events, [Event::PasskeyRevoked { passkey: own, reason: reason.clone() }]);
                assert!(tried.cabinet.passkeys_of(person("auditor")).map(|one| one.passkey.id).eq([kept]));
                assert_eq!(tried.refused(&post.key, revoke(own)), Refusal::IdTaken);
                may.insert(post.key.clone());
            }
            Err(refusal) => assert_eq!(refusal, Refusal::Unknown, "{}", post.key),
        }
    }
    assert!(may.into_iter().eq(["auditor", FIRST, CHIEF_SECRETARY]));
    let unknown = PasskeyId(player.uuid());
    for who in [FIRST, "auditor", "law_minister", SYSTEM] {
        assert_eq!(player.refused(who, revoke(unknown)), Refusal::Unknown, "{who}");
    }
    assert_eq!(player.refused(SYSTEM, revoke(own)), Refusal::Unknown);
    player.changed(vec![end_charge("auditor")]);
    assert_eq!(player.refused("auditor", revoke(own)), Refusal::Unknown, "without a post");
    player.must(FIRST, revoke(own));
    let record = player.cabinet.passkey(own).unwrap();
    let taken = record.taken.clone().unwrap();
    assert_eq!((taken.signed.by, Some(taken.signed.at)), (crate::player::actor(FIRST), record.revoked));
    assert_eq!(Some(taken.reason), reason);
}

/// Somebody else's way in is taken away for a reason, one's own as one likes.
#[test]
fn to_take_anothers_passkey_or_password_away_asks_for_a_reason() {
    let mut player = Player::begun();
    let passkey = player.a_passkey(person("auditor"));
    let id = passkey.id;
    player.must("auditor", Act::AddPasskey { passkey });
    another(&mut player, "auditor");
    for reason in [None, Some(player.text(""))] {
        for who in [FIRST, CHIEF_SECRETARY] {
            let act = Act::RevokePasskey { passkey: id, reason: reason.clone() };
            assert_eq!(player.refused(who, act), Refusal::ReasonMissing, "{who}");
        }
        let act = Act::RevokePasskey { passkey: id, reason };
        assert_eq!(player.refused("law_minister", act), Refusal::Unknown, "who may not is not asked for a reason");
    }
    player.must("auditor", Act::RevokePasskey { passkey: id, reason: None });
    let record = player.cabinet.passkey(id).unwrap();
    assert!(record.revoked.is_some() && record.taken.is_none());
}

/// Afterwards nobody but two others could let him in again. Whoever lost it is told so, and goes to one of them.
#[test]
fn nobody_takes_his_own_last_way_in_away() {
    let mut player = Player::begun();
    let (passkey, reason) = (another(&mut player, "auditor"), Some(player.text("उपकरण खो गया")));
    let revoke = |passkey, reason| Act::RevokePasskey { passkey, reason };
    for own in [None, reason.clone()] {
        assert_eq!(player.refused("auditor", revoke(passkey, own)), Refusal::LastWayIn, "with a reason too");
    }
    player.clone().must(FIRST, revoke(passkey, reason.clone()));
    let second = another(&mut player, "auditor");
    player.must("auditor", revoke(passkey, None));
    assert_eq!(player.refused("auditor", revoke(second, None)), Refusal::LastWayIn, "of two the second");

    // A password is one, where its post is held; an identity is none.
    player.changed(vec![enrol(1, "auditor")]);
    let password = player.a_password(person("auditor"), "auditor");
    let set = password.id;
    player.must(SYSTEM, Act::SetPassword { enrolment: enrolment(1), password });
    player.clone().must("auditor", revoke(second, None));
    let mut by_password = player.clone();
    by_password.must("auditor", revoke(second, None));
    let identity = by_password.an_identity(person("auditor"), 1);
    let bound = identity.id;
    by_password.must("auditor", Act::BindIdentity { identity });
    let forget = |reason| Act::RevokePassword { password: set, reason };
    assert_eq!(by_password.refused("auditor", forget(None)), Refusal::LastWayIn, "the provider may be down");
    by_password.clone().must(CHIEF_SECRETARY, forget(reason));
    by_password.clone().must(SYSTEM, forget(None));
    by_password.must("auditor", Act::RevokeIdentity { identity: bound, reason: None });
    player.must("auditor", forget(None));
    assert_eq!(player.refused("auditor", revoke(second, None)), Refusal::LastWayIn);
}

/// Nobody signs in with a password under a post that asks for a passkey, so it is no way in for its holder.
#[test]
fn a_password_that_opens_nothing_is_no_way_in() {
    let mut player = Player::begun();
    player.changed(vec![enrol(1, "auditor")]);
    let password = player.a_password(person("auditor"), "auditor");
    let set = password.id;
    player.must(SYSTEM, Act::SetPassword { enrolment: enrolment(1), password });
    let passkey = another(&mut player, "auditor");
    player.changed(vec![end_charge("auditor"), hand_over("law_minister", "law_minister_later", "auditor")]);
    let who = holder("auditor", "law_minister_later");
    let revoke = Act::RevokePasskey { passkey, reason: None };
    assert_eq!(decide(&player.cabinet, &who, revoke, player.now()), Err(Refusal::LastWayIn));
    player.try_as(&who, Act::RevokePassword { password: set, reason: None }).unwrap();
}
