//! Identities at a provider: whose they may be.

use crate::people::{CHIEF_SECRETARY, FIRST, enrol, enrolment};
use crate::player::{Player, SYSTEM};
use cabinet::Refusal;
use cabinet::act::Act;
use cabinet::event::Event;
use cabinet::identity::Identity;
use cabinet::ids::IdentityId;
use rehearsal::person;
use std::collections::BTreeSet;

/// A player in whom these have a local way in: two passwords, and the passkey of a secretary.
fn known() -> Player {
    let mut player = Player::begun();
    player.changed(vec![enrol(1, "energy_section"), enrol(2, "auditor"), enrol(3, "energy_secretary")]);
    for (number, who) in [(1, "energy_section"), (2, "auditor")] {
        let password = player.a_password(person(who), &who.replace('_', "."));
        player.must(SYSTEM, Act::SetPassword { enrolment: enrolment(number), password });
    }
    let passkey = player.a_passkey(person("energy_secretary"));
    player.must(SYSTEM, Act::EnrolPasskey { enrolment: enrolment(3), passkey });
    player
}

fn bind(player: &mut Player, who: &str, subject: u8) -> Act {
    Act::BindIdentity { identity: player.an_identity(person(who), subject) }
}

pub fn refusals() -> Vec<Refusal> {
    let mut player = known();
    let act = bind(&mut player, "energy_section", 1);
    player.must("energy_section", act);
    let taken = bind(&mut player, "auditor", 1);
    let found = vec![player.refused("auditor", taken)];
    assert_eq!(found, [Refusal::IdentityTaken]);
    found
}

#[test]
fn one_binds_his_own_identity_and_no_other() {
    let mut player = known();
    let act = bind(&mut player, "energy_section", 1);
    for who in ["auditor", FIRST, CHIEF_SECRETARY, SYSTEM] {
        assert_eq!(player.refused(who, act.clone()), Refusal::Unknown, "{who}");
    }
    let Act::BindIdentity { identity } = act.clone() else { panic!() };
    assert_eq!(player.must("energy_section", act.clone()), [Event::IdentityBound { identity: identity.clone() }]);
    assert_eq!(player.cabinet.identity_by(&identity.issuer, identity.subject).unwrap().identity, identity);
    assert_eq!(player.refused("energy_section", act), Refusal::IdTaken);
    let minister = bind(&mut player, "energy_secretary", 2);
    assert_eq!(player.refused("energy_secretary", minister), Refusal::PasskeyNeeded, "his post asks for a passkey");
    let without = bind(&mut player, "finance_section", 3);
    assert_eq!(
        player.refused("finance_section", without),
        Refusal::Unknown,
        "a provider that is down locks nobody out"
    );
}

#[test]
fn a_subject_is_one_persons_for_ever_and_a_person_has_one() {
    let mut player = known();
    let first = bind(&mut player, "energy_section", 1);
    let second = bind(&mut player, "energy_section", 2);
    player.must("energy_section", first);
    player.must("energy_section", second);
    let own = player.cabinet.identity_of(person("energy_section")).unwrap().identity.clone();
    assert_eq!(player.cabinet.identities().filter(|one| one.revoked.is_none()).count(), 1);
    player.must("energy_section", Act::RevokeIdentity { identity: own.id, reason: None });
    assert!(player.cabinet.identity_by(&own.issuer, own.subject).is_none());
    for subject in [1, 2] {
        let anothers = bind(&mut player, "auditor", subject);
        assert_eq!(player.refused("auditor", anothers), Refusal::IdentityTaken, "{subject}: though it opens nothing");
    }
    let elsewhere =
        Identity { issuer: "https://other.example.in".to_owned(), ..player.an_identity(person("auditor"), 1) };
    player.must("auditor", Act::BindIdentity { identity: elsewhere });
    let again = bind(&mut player, "energy_section", 1);
    player.must("energy_section", again);
}

#[test]
fn one_takes_his_own_identity_away_and_two_kinds_of_posts_another_ones() {
    let mut player = known();
    let act = bind(&mut player, "energy_section", 1);
    player.must("energy_section", act);
    let own = player.cabinet.identity_of(person("energy_section")).unwrap().identity.id;
    let (mut may, reason) = (BTreeSet::new(), Some(player.text("अन्यत्र स्थानांतरण")));
    let revoke = |identity| Act::RevokeIdentity { identity, reason: reason.clone() };
    for who in [FIRST, CHIEF_SECRETARY] {
        let unsaid = Act::RevokeIdentity { identity: own, reason: None };
        assert_eq!(player.refused(who, unsaid), Refusal::ReasonMissing, "{who}");
    }
    for post in player.cabinet.posts() {
        let mut tried = player.clone();
        match tried.try_act(&post.key, revoke(own)) {
            Ok(events) => {
                assert_eq!(events, [Event::IdentityRevoked { identity: own, reason: reason.clone() }]);
                assert!(tried.cabinet.identity_of(person("energy_section")).is_none());
                assert_eq!(tried.refused(&post.key, revoke(own)), Refusal::IdTaken);
                may.insert(post.key.clone());
            }
            Err(refusal) => assert_eq!(refusal, Refusal::Unknown, "{}", post.key),
        }
    }
    assert!(may.into_iter().eq([FIRST, CHIEF_SECRETARY, "energy_section"]));
    let unknown = IdentityId(player.uuid());
    for (who, id) in [(FIRST, unknown), ("auditor", unknown), (SYSTEM, own)] {
        assert_eq!(player.refused(who, revoke(id)), Refusal::Unknown, "{who}");
    }
}
