//! Devices: who registers them, whose they are, and what is left of one that is lost.

use crate::people::{CHIEF_SECRETARY, FIRST, end_charge};
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::device::{DEVICE_LOST_HOURS, DEVICE_UNUSED_DAYS, DaysUsed, Device, DeviceAsked};
use cabinet::event::Event;
use cabinet::ids::{DeviceId, PersonId};
use cabinet::text::Digest;
use cabinet::{Actor, Cabinet, Moment, Refusal, decide};
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

/// Which device is asked for, of the holder's, in a session that began on this one a moment ago.
fn asked(cabinet: &Cabinet, on: Option<DeviceId>, now: Moment) -> Option<DeviceAsked> {
    let mut used = DaysUsed::default();
    used.add(now);
    cabinet.device_asked(person(HOLDER), on, &used, now)
}

#[test]
fn whoever_has_a_device_administers_on_it_alone() {
    let mut player = Player::begun();
    assert_eq!(asked(&player.cabinet, None, player.now()), None, "who has none yet, as on the first day, goes on");
    let waiting = registered(&mut player);
    assert_eq!(asked(&player.cabinet, None, player.now()), None, "nor is one asked for that waits for its code");
    player.must(SYSTEM, Act::EnrolDevice { device: waiting, secret: SECRET });
    let (own, now) = (waiting, player.now());
    assert_eq!(asked(&player.cabinet, None, now), Some(DeviceAsked::Own));
    assert_eq!(asked(&player.cabinet, Some(own), now), None);
    let second = enrolled(&mut player);
    for device in [own, second] {
        assert_eq!(asked(&player.cabinet, Some(device), now), None, "any of several");
    }
    assert_eq!(asked(&player.cabinet, None, now), Some(DeviceAsked::Own));
    let of_another = player.cabinet.device_asked(person(FIRST), None, &DaysUsed::default(), now);
    assert_eq!(of_another, None, "control: nobody else is asked for it");
}

#[test]
fn nobody_administers_on_the_device_of_another() {
    let mut player = Player::begun();
    enrolled(&mut player);
    let (theirs, act) = player.a_device(person(FIRST), "टैबलेट 15");
    player.must(FIRST, act);
    player.must(SYSTEM, Act::EnrolDevice { device: theirs, secret: Digest([6; 32]) });
    assert_eq!(asked(&player.cabinet, Some(theirs), player.now()), Some(DeviceAsked::Own));
    let first = player.cabinet.device_asked(person(FIRST), Some(theirs), &DaysUsed::default(), player.now());
    assert_eq!(first, None, "control: its holder does");
}

#[test]
fn a_device_that_is_reported_lost_opens_nothing_for_a_day() {
    for who in [HOLDER, FIRST] {
        let mut player = Player::begun();
        let device = enrolled(&mut player);
        player.must(who, Act::ReportDeviceLost { device });
        let until = player.cabinet.device(device).unwrap().lost.unwrap().plus_hours(DEVICE_LOST_HOURS);
        let another = Some(DeviceAsked::Another { until });
        assert_eq!(asked(&player.cabinet, None, Moment(until.0 - 1)), another, "reported by {who}");
        assert_eq!(asked(&player.cabinet, Some(device), player.now()), another, "nor does it serve itself");
        assert_eq!(asked(&player.cabinet, None, until), None, "after a day its holder goes on without");
        let next = enrolled(&mut player);
        assert_eq!(asked(&player.cabinet, Some(next), player.now()), None, "on another one at once");
        assert_eq!(asked(&player.cabinet, None, player.now()), Some(DeviceAsked::Own), "and then nowhere else");
    }
}

#[test]
fn a_device_that_lay_unused_is_registered_anew() {
    let mut player = Player::begun();
    let device = enrolled(&mut player);
    let known = player.now();
    let at = |days: &[u32], now: u32| {
        let mut used = DaysUsed::default();
        // In whatever order several servers tell it.
        days.iter().rev().for_each(|day| used.add(known.plus_days(*day)));
        player.cabinet.device_asked(person(HOLDER), Some(device), &used, known.plus_days(now))
    };
    let max = DEVICE_UNUSED_DAYS;
    for (days, now, asked) in [
        (&[][..], 0, None),
        (&[max], max, None),
        (&[max + 1], max + 1, Some(DeviceAsked::Anew)),
        (&[max, 2 * max, 3 * max], 3 * max, None),
        (&[max, 2 * max + 1, 2 * max + 2], 2 * max + 2, Some(DeviceAsked::Anew)),
        (&[1], max + 2, Some(DeviceAsked::Anew)),
    ] {
        assert_eq!(at(days, now), asked, "used after {days:?}, asked after {now}");
    }
}
