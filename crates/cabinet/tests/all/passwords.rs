//! Passwords with one-time codes: whose they may be, and what they never open.

use crate::facts;
use crate::people::{CHIEF_SECRETARY, FIRST, end_charge, enrol, enrolment};
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::event::Event;
use cabinet::ids::PasswordId;
use cabinet::means::{MEANS_TOLD_DAYS, MeansChange};
use cabinet::password::Password;
use cabinet::people::PostKind;
use cabinet::{Action, Refusal, work};
use rehearsal::person;
use std::collections::BTreeSet;

/// What binds anybody, gives rights, opens names or reads what was submitted: written from `security.md`, not from the
/// table of permissions.
const WEIGHTY: [Action; 27] = [
    Action::ApproveAsSecretary,
    Action::ApproveAsMinister,
    Action::Submit,
    Action::Scrutinise,
    Action::Clear,
    Action::OrderForMeeting,
    Action::Withdraw,
    Action::GiveView,
    Action::ReadAgenda,
    Action::CallMeeting,
    Action::ArrangeAgenda,
    Action::ApproveAgenda,
    Action::ReleaseFolder,
    Action::OpenSitting,
    Action::RecordDecisions,
    Action::ReadDecisions,
    Action::SubmitMinutes,
    Action::ApproveMinutes,
    Action::CirculateMinutes,
    Action::ReadMinutes,
    Action::IssueExtract,
    Action::AgreeInquiry,
    Action::ProposeChange,
    Action::AgreeChange,
    Action::RevokePasskeys,
    Action::RegisterDevices,
    Action::ReportDevices,
];

#[test]
fn whoever_signs_in_without_a_passkey_approves_releases_and_reads_no_folder() {
    let kinds: Vec<PostKind> = PostKind::ALL.into_iter().filter(|kind| kind.signs_in_without_passkey()).collect();
    assert_eq!(
        kinds.iter().map(|kind| kind.key()).collect::<Vec<_>>(),
        ["section_officer", "private_staff", "auditor", "system_administrator"]
    );
    let by_kind = |with: bool| {
        let about = facts::all().iter().filter(move |fact| {
            let kind = PostKind::ALL.into_iter().find(|kind| kind.key() == fact.kind).unwrap();
            kind.signs_in_without_passkey() != with
        });
        about.flat_map(|fact| fact.actions.iter().copied()).collect::<BTreeSet<_>>()
    };
    let (without, with) = (by_kind(false), by_kind(true));
    for action in WEIGHTY {
        assert!(!without.contains(&action), "{}", action.key());
        assert!(with.contains(&action), "control: somebody does {}", action.key());
    }
    assert!(without.contains(&Action::PutUp) && without.contains(&Action::ReadRegister), "control");
}

/// A player in whom these have codes 1, 2 and 3.
fn invited() -> Player {
    let mut player = Player::begun();
    player.changed(vec![enrol(1, "energy_section"), enrol(2, "auditor"), enrol(3, "energy_secretary")]);
    player
}

fn set(player: &mut Player, number: u128, who: &str, name: &str) -> Act {
    Act::SetPassword { enrolment: enrolment(number), password: player.a_password(person(who), name) }
}

pub fn refusals() -> Vec<Refusal> {
    let mut player = invited();
    let minister = set(&mut player, 3, "energy_secretary", "secretary");
    let unfit = set(&mut player, 1, "energy_section", "e s");
    let good = set(&mut player, 1, "energy_section", "energy.section");
    let mut found = vec![player.refused(SYSTEM, minister), player.refused(SYSTEM, unfit)];
    player.must(SYSTEM, good);
    let taken = set(&mut player, 2, "auditor", "Energy.Section");
    found.push(player.refused(SYSTEM, taken));
    assert_eq!(found, [Refusal::PasskeyNeeded, Refusal::SignInNameUnfit, Refusal::SignInNameTaken]);
    found
}

#[test]
fn a_code_sets_one_password_for_its_person() {
    let mut player = invited();
    for who in ["energy_section", FIRST, CHIEF_SECRETARY] {
        let act = set(&mut player, 1, "energy_section", "energy.section");
        assert_eq!(player.refused(who, act), Refusal::Unknown, "only the office has seen the code: {who}");
    }
    for (number, who) in [(2, "energy_section"), (9, "energy_section")] {
        let act = set(&mut player, number, who, "energy.section");
        assert_eq!(player.refused(SYSTEM, act), Refusal::Unknown, "{number}");
    }
    let act = set(&mut player, 1, "energy_section", " Energy.Section ");
    let Act::SetPassword { password, .. } = act.clone() else { panic!() };
    let events = player.must(SYSTEM, act);
    let written = Password { name: "energy.section".to_owned(), ..password.clone() };
    assert_eq!(events, [Event::PasswordSet { password: written.clone(), enrolment: Some(enrolment(1)) }]);
    assert_eq!(player.cabinet.password_named("energy.section").unwrap().password, written);
    let used = player.cabinet.enrolment(enrolment(1)).unwrap();
    assert_eq!((used.password, used.used, used.is_open(player.now())), (Some(password.id), None, false));
    let again = set(&mut player, 1, "energy_section", "energy.section");
    assert_eq!(player.refused(SYSTEM, again), Refusal::Unknown, "used");
    let passkey = player.a_passkey(person("energy_section"));
    let act = Act::EnrolPasskey { enrolment: enrolment(1), passkey };
    assert_eq!(player.refused(SYSTEM, act), Refusal::Unknown, "nor for a passkey");
    let passkey = player.a_passkey(person("auditor"));
    player.must(SYSTEM, Act::EnrolPasskey { enrolment: enrolment(2), passkey });
    let after = set(&mut player, 2, "auditor", "auditor");
    assert_eq!(player.refused(SYSTEM, after), Refusal::Unknown, "a code of which a passkey came sets none");
}

/// The id comes with the act: one that was used names another's password.
#[test]
fn no_password_takes_the_id_of_another() {
    let mut player = invited();
    let first = set(&mut player, 1, "energy_section", "energy.section");
    let Act::SetPassword { password, .. } = first.clone() else { panic!() };
    player.must(SYSTEM, first);
    let mut second = set(&mut player, 2, "auditor", "auditor");
    let Act::SetPassword { password: other, .. } = &mut second else { panic!() };
    let own = std::mem::replace(&mut other.id, password.id);
    assert_eq!(player.refused(SYSTEM, second.clone()), Refusal::IdTaken);
    let Act::SetPassword { password: other, .. } = &mut second else { panic!() };
    other.id = own;
    player.must(SYSTEM, second);
}

#[test]
fn another_password_takes_the_place_of_the_first() {
    let mut player = invited();
    let act = set(&mut player, 1, "energy_section", "energy.section");
    player.must(SYSTEM, act);
    let first = player.cabinet.password_of(person("energy_section")).unwrap().password.id;
    let own = player.a_password(person("energy_section"), "energy.section");
    for who in ["auditor", FIRST, SYSTEM] {
        let act = Act::ChangePassword { password: own.clone() };
        assert_eq!(player.refused(who, act), Refusal::Unknown, "{who}");
    }
    player.must("energy_section", Act::ChangePassword { password: own.clone() });
    assert!(player.cabinet.password(first).unwrap().revoked.is_some());
    assert_eq!(player.cabinet.password_of(own.person).unwrap().password, own);
    player.changed(vec![enrol(4, "energy_section")]);
    let act = set(&mut player, 4, "energy_section", "other.name");
    player.must(SYSTEM, act);
    assert!(player.cabinet.password_named("energy.section").is_none(), "the old name is free");
    let reused = set(&mut player, 2, "auditor", "energy.section");
    player.must(SYSTEM, reused);
    let none = player.a_password(person("energy_secretary"), "secretary");
    assert_eq!(player.refused("energy_secretary", Act::ChangePassword { password: none }), Refusal::Unknown);
}

#[test]
fn one_takes_his_own_password_away_and_three_kinds_of_posts_another_ones() {
    let mut player = invited();
    let act = set(&mut player, 1, "energy_section", "energy.section");
    player.must(SYSTEM, act);
    let own = player.cabinet.password_of(person("energy_section")).unwrap().password.id;
    let passkey = player.a_passkey(person("energy_section"));
    player.must("energy_section", Act::AddPasskey { passkey });
    let (mut may, reason) = (BTreeSet::new(), Some(player.text("पासवर्ड किसी और ने देखा")));
    let revoke = |password| Act::RevokePassword { password, reason: reason.clone() };
    let plain = |password| Act::RevokePassword { password, reason: None };
    for who in [FIRST, CHIEF_SECRETARY] {
        assert_eq!(player.refused(who, plain(own)), Refusal::ReasonMissing, "{who}");
    }
    for post in player.cabinet.posts() {
        let mut tried = player.clone();
        match tried.try_act(&post.key, revoke(own)) {
            Ok(events) => {
                assert_eq!(events, [Event::PasswordRevoked { password: own, reason: reason.clone() }]);
                assert!(tried.cabinet.password_of(person("energy_section")).is_none());
                assert_eq!(tried.refused(&post.key, revoke(own)), Refusal::IdTaken);
                may.insert(post.key.clone());
            }
            Err(refusal) => assert_eq!(refusal, Refusal::Unknown, "{}", post.key),
        }
    }
    assert!(may.into_iter().eq([FIRST, CHIEF_SECRETARY, "energy_section"]));
    let unknown = PasswordId(player.uuid());
    for who in [FIRST, "auditor", SYSTEM] {
        assert_eq!(player.refused(who, revoke(unknown)), Refusal::Unknown, "{who}");
    }
    player.clone().must(SYSTEM, plain(own));
    player.clone().must("energy_section", plain(own));
    player.changed(vec![end_charge("energy_section")]);
    player.must(FIRST, revoke(own));
    let taken = player.cabinet.password(own).unwrap().taken.clone().unwrap();
    assert_eq!((taken.signed.by, Some(taken.reason)), (crate::player::actor(FIRST), reason));
}

/// A password has no end: after twenty years it stands, and the office finds nothing to do about it. A code ends after days.
#[test]
fn asvs_6_2_10() {
    let mut player = invited();
    let act = set(&mut player, 1, "energy_section", "energy.section");
    player.must(SYSTEM, act);
    let set = player.cabinet.password_named("energy.section").unwrap().clone();
    let later = player.now().plus_days(20 * 365);
    assert_eq!(work::changes_due(&player.cabinet, later), []);
    assert_eq!((work::missing(&player.cabinet), work::leaves_over(&player.cabinet, later)), (vec![], vec![]));
    assert_eq!(work::next_moment(&player.cabinet), None, "nothing is waited for");
    player.wait_days(20 * 365);
    let passkey = player.a_passkey(person("auditor"));
    let told = player.refused(SYSTEM, Act::EnrolPasskey { enrolment: enrolment(2), passkey });
    assert_eq!(told, Refusal::Unknown, "control: a code that old is over");
    assert_eq!(player.cabinet.password_of(person("energy_section")), Some(&set));
    let own = player.a_password(person("energy_section"), "energy.section");
    player.must("energy_section", Act::ChangePassword { password: own });
}

#[test]
fn each_change_of_means_is_told_for_days_and_another_password_is_no_loss_of_one() {
    let mut player = invited();
    assert_eq!(player.cabinet.means_changed(player.now()), []);
    let act = set(&mut player, 1, "energy_section", "energy.section");
    player.must(SYSTEM, act);
    let own = player.a_password(person("energy_section"), "energy.section");
    player.must("energy_section", Act::ChangePassword { password: own.clone() });
    let [one, other] = [1, 2].map(|subject| player.an_identity(person("energy_section"), subject));
    player.must("energy_section", Act::BindIdentity { identity: one });
    player.must("energy_section", Act::BindIdentity { identity: other.clone() });
    player.must("energy_section", Act::RevokeIdentity { identity: other.id, reason: None });
    let passkey = player.a_passkey(person("auditor"));
    let (label, enrolled) = (passkey.label.clone(), passkey.id);
    player.must(SYSTEM, Act::EnrolPasskey { enrolment: enrolment(2), passkey });
    let reason = Some(player.text("उपकरण खो गया"));
    player.must(FIRST, Act::RevokePassword { password: own.id, reason });
    let reason = Some(player.text("उपकरण खो गया"));
    player.must(FIRST, Act::RevokePasskey { passkey: enrolled, reason });
    let changed = player.cabinet.means_changed(player.now());
    let told: Vec<_> = changed.iter().map(|one| (one.person, one.change.clone())).collect();
    let (section, auditor) = (person("energy_section"), person("auditor"));
    let expected = [
        (auditor, MeansChange::PasskeyRevoked(label.clone())),
        (section, MeansChange::PasswordRevoked),
        (auditor, MeansChange::PasskeyEnrolled(label)),
        (section, MeansChange::IdentityRevoked),
        (section, MeansChange::IdentityBound),
        (section, MeansChange::IdentityBound),
        (section, MeansChange::PasswordSet),
        (section, MeansChange::PasswordSet),
    ];
    assert_eq!(told, expected, "the last first");
    let later = player.now().plus_days(MEANS_TOLD_DAYS);
    assert_eq!(player.cabinet.means_changed(later), [], "control: told no more");
}
