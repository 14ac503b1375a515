//! Devices: who registers them, whose they are, and what is left of one that is lost.

use crate::people::{CHIEF_SECRETARY, FIRST, end_charge};
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::device::{DEVICE_LOST_HOURS, DEVICE_UNUSED_DAYS, DaysUsed, Device, DeviceAsked, DevicesUsed};
use cabinet::event::Event;
use cabinet::ids::{DeviceId, PersonId};
use cabinet::means::{DeviceChange, MEANS_TOLD_DAYS};
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

#[test]
fn its_holder_is_told_of_each_change_for_days() {
    let mut player = Player::begun();
    let device = enrolled(&mut player);
    player.must(FIRST, Act::ReportDeviceLost { device });
    let told = |of: &str, now| {
        let changed = player.cabinet.devices_changed(person(of), now);
        changed.iter().map(|one| (one.label.clone(), one.change)).collect::<Vec<_>>()
    };
    let expected = [DeviceChange::Lost, DeviceChange::Enrolled, DeviceChange::Registered];
    let expected: Vec<_> = expected.map(|change| ("टैबलेट 14".to_owned(), change)).into();
    assert_eq!(told(HOLDER, player.now()), expected, "the last first");
    assert_eq!(told(FIRST, player.now()), [], "control: nobody else");
    assert_eq!(told(HOLDER, player.now().plus_days(MEANS_TOLD_DAYS)), [], "control: told no more");
}

/// That somebody signed in on these devices at this moment.
pub fn used_now(devices: &[DeviceId], now: Moment) -> DevicesUsed {
    let mut today = DaysUsed::default();
    today.add(now);
    devices.iter().map(|device| (*device, today.clone())).collect()
}

/// Which device is asked for, of the holder's, who has just signed in on each of them, in a session on this one.
fn asked(cabinet: &Cabinet, on: Option<DeviceId>, now: Moment) -> Option<DeviceAsked> {
    let own: Vec<_> = cabinet.devices_of(person(HOLDER)).map(|one| one.device.id).collect();
    cabinet.device_asked(person(HOLDER), on, &used_now(&own, now), now)
}

#[test]
fn whoever_has_a_device_administers_on_it_alone() {
    let mut player = Player::begun();
    assert_eq!(asked(&player.cabinet, None, player.now()), None, "who has none yet, as on the first day, goes on");
    let waiting = registered(&mut player);
    assert_eq!(asked(&player.cabinet, None, player.now()), None, "nor is one asked for that waits for its code");
    player.must(SYSTEM, Act::EnrolDevice { device: waiting, secret: SECRET });
    let (own, now) = (waiting, player.now());
    assert_eq!(asked(&player.cabinet, None, now), Some(DeviceAsked::Own(vec![own])));
    assert_eq!(asked(&player.cabinet, Some(own), now), None);
    let second = enrolled(&mut player);
    for device in [own, second] {
        assert_eq!(asked(&player.cabinet, Some(device), now), None, "any of several");
    }
    let Some(DeviceAsked::Own(both)) = asked(&player.cabinet, None, now) else { panic!("asked for none") };
    assert_eq!(BTreeSet::from_iter(both), BTreeSet::from([own, second]));
    let of_another = player.cabinet.device_asked(person(FIRST), None, &DevicesUsed::new(), now);
    assert_eq!(of_another, None, "control: nobody else is asked for it");
}

/// One officer registers it and types its code; whoever is said to hold it need never have touched it.
#[test]
fn a_device_that_its_holder_never_used_keeps_nobody_out() {
    let mut player = Player::begun();
    let (device, now) = (enrolled(&mut player), player.now());
    let at = |player: &Player, on, used: &DevicesUsed| player.cabinet.device_asked(person(HOLDER), on, used, now);
    let used = used_now(&[device], now);
    for never in [DevicesUsed::new(), DevicesUsed::from([(device, DaysUsed::default())])] {
        assert_eq!(at(&player, None, &never), None);
        let mut reported = player.clone();
        reported.must(FIRST, Act::ReportDeviceLost { device });
        assert_eq!(at(&reported, None, &never), None, "nor is another one asked for after it");
        assert!(at(&reported, None, &used).is_some(), "control");
    }
    assert_eq!(at(&player, None, &used), Some(DeviceAsked::Own(vec![device])), "control: from then on it counts");
    let second = enrolled(&mut player);
    assert_eq!(at(&player, None, &used), Some(DeviceAsked::Own(vec![device])), "the other one is not named");
    assert_eq!(at(&player, Some(device), &used), None);
    assert_eq!(at(&player, Some(second), &used_now(&[device, second], now)), None);
}

#[test]
fn nobody_administers_on_the_device_of_another() {
    let mut player = Player::begun();
    let (theirs, act) = player.a_device(person(FIRST), "टैबलेट 15");
    player.must(FIRST, act);
    player.must(SYSTEM, Act::EnrolDevice { device: theirs, secret: Digest([6; 32]) });
    let now = player.now();
    assert_eq!(asked(&player.cabinet, Some(theirs), now), Some(DeviceAsked::NotThis(theirs)), "nor who has none");
    assert_eq!(asked(&player.cabinet, None, now), None, "control: who has none goes on elsewhere");
    let own = enrolled(&mut player);
    assert_eq!(asked(&player.cabinet, Some(theirs), player.now()), Some(DeviceAsked::Own(vec![own])));
    let used = used_now(&[theirs], now);
    assert_eq!(player.cabinet.device_asked(person(FIRST), Some(theirs), &used, now), None, "control: its holder does");
    let first = |on| player.cabinet.device_asked(person(FIRST), Some(on), &DevicesUsed::new(), now);
    assert_eq!(first(theirs), None, "control: so does a holder of whose use nothing is known yet");
    assert_eq!(first(own), Some(DeviceAsked::NotThis(own)));
    player.must(FIRST, Act::ReportDeviceLost { device: own });
    let lost = asked(&player.cabinet, Some(theirs), player.now());
    assert!(matches!(lost, Some(DeviceAsked::Another { .. })), "{lost:?}");
    let later = player.now().plus_hours(DEVICE_LOST_HOURS);
    assert_eq!(asked(&player.cabinet, Some(theirs), later), Some(DeviceAsked::NotThis(theirs)), "and a day later");
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
        let own = Some(DeviceAsked::Own(vec![next]));
        assert_eq!(asked(&player.cabinet, None, player.now()), own, "and then nowhere else");
    }
}

#[test]
fn a_device_that_lay_unused_is_registered_anew() {
    let mut player = Player::begun();
    let device = enrolled(&mut player);
    let known = player.now();
    let days_used = |days: &[u32]| {
        let mut used = DaysUsed::default();
        // In whatever order several servers tell it.
        days.iter().rev().for_each(|day| used.add(known.plus_days(*day)));
        used
    };
    let at = |cabinet: &Cabinet, on, used: &[(DeviceId, &[u32])], now: u32| {
        let used = used.iter().map(|(device, days)| (*device, days_used(days))).collect();
        cabinet.device_asked(person(HOLDER), on, &used, known.plus_days(now))
    };
    let (max, anew) = (DEVICE_UNUSED_DAYS, Some(DeviceAsked::Anew(vec![device])));
    for (days, now, asked) in [
        (&[0][..], 0, None),
        (&[max], max, None),
        (&[max + 1], max + 1, anew.clone()),
        (&[max, 2 * max, 3 * max], 3 * max, None),
        (&[max, 2 * max + 1, 2 * max + 2], 2 * max + 2, anew.clone()),
        (&[1], max + 2, anew.clone()),
    ] {
        let used = [(device, days)];
        assert_eq!(at(&player.cabinet, Some(device), &used, now), asked, "used after {days:?}, asked after {now}");
        let elsewhere = asked.or(Some(DeviceAsked::Own(vec![device])));
        assert_eq!(at(&player.cabinet, None, &used, now), elsewhere, "never named as one that serves");
    }
    let next = enrolled(&mut player);
    let used = [(device, &[1][..]), (next, &[max][..])];
    assert_eq!(
        at(&player.cabinet, None, &used, max + 2),
        Some(DeviceAsked::Own(vec![next])),
        "of two, the one that serves"
    );
    assert_eq!(at(&player.cabinet, Some(device), &used, max + 2), anew);
    assert_eq!(at(&player.cabinet, Some(next), &used, max + 2), None);
}
