//! Devices: who registers them, whose they are, and what is left of one that is lost.

use crate::people::{CHIEF_SECRETARY, FIRST, end_charge};
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::device::Device;
use cabinet::event::Event;
use cabinet::ids::{DeviceId, PersonId};
use cabinet::text::Digest;
use cabinet::{Actor, Moment, Refusal, decide};
use rehearsal::person;
use std::collections::BTreeSet;

const HOLDER: &str = "energy_minister";
const SECRET: Digest = Digest([5; 32]);

impl Player {
    /// An act that registers a device.
    pub fn a_device(&mut self, of: PersonId, label: &str) -> (DeviceId, Act) {
        let device = DeviceId(self.uuid());
        (device, Act::RegisterDevice { device, person: of, label: label.to_owned() })
    }
}

fn registered(player: &mut Player) -> DeviceId {
    let (id, act) = player.a_device(person(HOLDER), "टैबलेट 14");
    player.must(FIRST, act);
    id
}

fn enrolled(player: &mut Player) -> DeviceId {
    let device = registered(player);
    player.must(SYSTEM, Act::EnrolDevice { device, secret: SECRET });
    device
}

#[test]
fn the_section_registers_a_device_for_a_person() {
    let mut player = Player::begun();
    let (id, act) = player.a_device(person(HOLDER), "  टैबलेट\n14 ");
    let mut may = BTreeSet::new();
    for post in player.cabinet.posts() {
        match player.clone().try_act(&post.key, act.clone()) {
            Ok(_) => {
                may.insert(post.key.clone());
            }
            Err(refusal) => assert_eq!(refusal, Refusal::Unknown, "{}", post.key),
        }
    }
    assert!(may.into_iter().eq([FIRST]));
    let events = player.must(FIRST, act.clone());
    let (label, ends) = ("टैबलेट 14".to_owned(), player.now().plus_days(7));
    let device = Device { id, person: person(HOLDER), label, ends };
    assert_eq!(events, [Event::DeviceRegistered { device: device.clone() }]);
    assert_eq!(player.cabinet.device(id).unwrap().device, device);
    assert!(player.cabinet.devices_of(person(HOLDER)).map(|one| one.device.id).eq([id]));
    assert_eq!(player.refused(FIRST, act), Refusal::IdTaken);
    let nobody = PersonId(player.uuid());
    let (_, act) = player.a_device(nobody, "टैबलेट 15");
    assert_eq!(player.refused(FIRST, act), Refusal::Unknown);
    for (label, refusal) in [
        (" ".to_owned(), Refusal::FieldMissing { field: "label" }),
        ("क".repeat(301), Refusal::TooLong { field: "label", characters_max: 300 }),
    ] {
        let (_, act) = player.a_device(person(HOLDER), &label);
        assert_eq!(player.refused(FIRST, act), refusal);
    }
}

#[test]
fn a_code_makes_one_device_known_within_its_days() {
    let mut player = Player::begun();
    let device = registered(&mut player);
    let act = Act::EnrolDevice { device, secret: SECRET };
    for who in [HOLDER, FIRST, CHIEF_SECRETARY, "system_administrator"] {
        assert_eq!(player.refused(who, act.clone()), Refusal::Unknown, "only the office has seen the code: {who}");
    }
    let ends = player.cabinet.device(device).unwrap().device.ends;
    let at = |now| decide(&player.cabinet, &Actor::System, act.clone(), now);
    assert!(at(Moment(ends.0 - 1)).is_ok(), "control");
    assert_eq!(at(ends), Err(Refusal::Unknown));
    let unknown = Act::EnrolDevice { device: DeviceId(player.uuid()), secret: SECRET };
    assert_eq!(player.refused(SYSTEM, unknown), Refusal::Unknown);
    assert_eq!(player.must(SYSTEM, act.clone()), [Event::DeviceEnrolled { device, secret: SECRET }]);
    let known = player.cabinet.device(device).unwrap().enrolled.unwrap();
    assert_eq!((known.at, known.secret), (player.now(), SECRET));
    let other = Act::EnrolDevice { device, secret: Digest([6; 32]) };
    assert_eq!(player.refused(SYSTEM, other), Refusal::Unknown, "used");
}

#[test]
fn its_holder_and_two_kinds_of_posts_report_a_device_lost() {
    let mut player = Player::begun();
    let device = enrolled(&mut player);
    let report = Act::ReportDeviceLost { device };
    let mut may = BTreeSet::new();
    for post in player.cabinet.posts() {
        let mut tried = player.clone();
        match tried.try_act(&post.key, report.clone()) {
            Ok(events) => {
                assert_eq!(events, [Event::DeviceLost { device }]);
                assert!(tried.cabinet.device(device).unwrap().lost.is_some());
                assert_eq!(tried.refused(&post.key, report.clone()), Refusal::IdTaken);
                may.insert(post.key.clone());
            }
            Err(refusal) => assert_eq!(refusal, Refusal::Unknown, "{}", post.key),
        }
    }
    assert!(may.into_iter().eq([FIRST, CHIEF_SECRETARY, HOLDER]));
    let unknown = Act::ReportDeviceLost { device: DeviceId(player.uuid()) };
    for who in [FIRST, HOLDER, SYSTEM] {
        assert_eq!(player.refused(who, unknown.clone()), Refusal::Unknown, "{who}");
    }
    player.changed(vec![end_charge(HOLDER)]);
    player.must(FIRST, report);
}

#[test]
fn a_device_that_is_lost_never_comes_back() {
    let mut player = Player::begun();
    let waiting = registered(&mut player);
    player.must(FIRST, Act::ReportDeviceLost { device: waiting });
    let act = Act::EnrolDevice { device: waiting, secret: SECRET };
    assert_eq!(player.refused(SYSTEM, act), Refusal::Unknown, "its code opens no more");
    let known = enrolled(&mut player);
    player.must(HOLDER, Act::ReportDeviceLost { device: known });
    let act = Act::EnrolDevice { device: known, secret: Digest([6; 32]) };
    assert_eq!(player.refused(SYSTEM, act), Refusal::Unknown);
    let record = player.cabinet.device(known).unwrap();
    assert!(
        record.enrolled.is_some_and(|one| one.secret == SECRET),
        "its secret is known for ever as that of a lost one"
    );
}
