//! Devices: tablets and computers that the cabinet section hands to a person. A device holds a secret of its own, apart from
//! every session; once it is reported lost, nothing goes on with that secret. A device opens no door: its holder's passkey or
//! password does. But whoever has one, and has signed in on it, administers on it alone: people, devices, emergency access.

use crate::cabinet::Cabinet;
use crate::ids::{DeviceId, PersonId};
use crate::moment::Moment;
use crate::text::Digest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Days for which a device code can be used.
pub const DEVICE_CODE_DAYS: u32 = 7;
/// Days on which its holder may leave a device unused, and it still serves to administer. A quarter of a year is longer than
/// any leave that an officer takes in one piece; what lay in a drawer for so long, nobody has looked at.
pub const DEVICE_UNUSED_DAYS: u32 = 90;
/// Hours for which a device is still asked for after it was reported lost. The report takes one person and no proof, so it
/// must not open at once what the device held shut; within a day its holder meets the page that says that it is shut out.
pub const DEVICE_LOST_HOURS: u8 = 24;

/// A device as the section registered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// What stands on it: «टैबलेट 14», a serial number.
    pub label: String,
    /// Until when its code can be used.
    pub ends: Moment,
}

/// What makes a device known: it was typed into it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolledDevice {
    /// When its code was typed into it.
    pub at: Moment,
    /// SHA-256 of its secret: 32 random bytes that it alone keeps.
    pub secret: Digest,
}

/// A device in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRecord {
    /// What was registered.
    pub device: Device,
    /// When.
    pub registered: Moment,
    /// Since when it is known, once its code was typed into it.
    pub enrolled: Option<EnrolledDevice>,
    /// When it was reported lost.
    pub lost: Option<Moment>,
}

/// Which device is asked for, where a session is not one in which its person administers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceAsked {
    /// One of these, the person's own: the session began elsewhere.
    Own(Vec<DeviceId>),
    /// One of these, registered anew: its holder left each unused for more than [`DEVICE_UNUSED_DAYS`].
    Anew(Vec<DeviceId>),
    /// Another one, or none once this moment has come: the person's own was reported lost.
    Another {
        /// Until when.
        until: Moment,
    },
    /// None, but not this one either: it is another person's.
    NotThis(DeviceId),
}

/// On which days somebody signed in on a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysUsed(BTreeSet<i64>);

impl DaysUsed {
    /// Takes in that somebody signed in at a moment; in whatever order.
    pub fn add(&mut self, at: Moment) {
        self.0.insert(at.day());
    }

    /// Whether nobody ever did.
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether more than so many days passed at once between two moments without one of these.
    #[must_use]
    fn pauses_for(&self, from: Moment, until: Moment, days_max: u32) -> bool {
        let mut last = from.day();
        let later = self.0.range(last..).copied().chain([until.day()]);
        later.into_iter().any(|day| day - std::mem::replace(&mut last, day) > i64::from(days_max))
    }
}

/// On which days a person signed in on each of the own devices, as custody tells it.
pub type DevicesUsed = BTreeMap<DeviceId, DaysUsed>;

impl DeviceRecord {
    /// Whether its holder could be asked for it: not while it waits for its code, nor once it is long lost.
    fn is_there(&self, now: Moment) -> bool {
        let lost_long = self.lost.is_some_and(|lost| now >= lost.plus_hours(DEVICE_LOST_HOURS));
        self.enrolled.is_some() && !lost_long
    }

    /// Whether its holder left it unused for more than [`DEVICE_UNUSED_DAYS`] at once.
    fn lay_unused(&self, used: &DevicesUsed, now: Moment) -> bool {
        let since = self.enrolled.map_or(self.registered, |known| known.at);
        used.get(&self.device.id).is_none_or(|used| used.pauses_for(since, now, DEVICE_UNUSED_DAYS))
    }
}

impl Cabinet {
    /// Whether a device was registered before a recovery that brought its holder back. Nobody knows who has it or its code.
    fn is_of_before(&self, record: &DeviceRecord) -> bool {
        let holder = record.device.person;
        self.recoveries()
            .any(|one| record.registered <= one.at && one.officers.iter().any(|officer| officer.person == holder))
    }

    /// Whether the code of a device opens at this moment.
    #[must_use]
    pub fn device_code_opens(&self, record: &DeviceRecord, now: Moment) -> bool {
        let waits = record.enrolled.is_none() && record.lost.is_none();
        waits && now < record.device.ends && !self.is_of_before(record)
    }

    /// Devices of a person one of which is asked for before the person administers. One counts from the day on which its
    /// holder signed in on it: whoever registers it and types its code shuts nobody out. What somebody had before a recovery
    /// is nobody's: it frees whoever it brings back.
    fn devices_asked(&self, person: PersonId, used: &DevicesUsed, now: Moment) -> impl Iterator<Item = &DeviceRecord> {
        let held = |one: &&DeviceRecord| used.get(&one.device.id).is_some_and(|used| !used.is_empty());
        let own = self.devices_of(person).map(|one| &**one);
        own.filter(held).filter(move |one| one.is_there(now) && !self.is_of_before(one))
    }

    /// Which device is asked for before a person administers in a session that began `on` this one, or on none; none: the
    /// session is the one. `used` are the days on which this person signed in on the own ones. Whoever has no device yet, as
    /// everybody on the first day, goes on without, but on no other person's: else nobody could ever register one.
    #[must_use]
    pub fn device_asked(
        &self,
        person: PersonId,
        on: Option<DeviceId>,
        used: &DevicesUsed,
        now: Moment,
    ) -> Option<DeviceAsked> {
        let (lost, lasting): (Vec<_>, Vec<_>) =
            self.devices_asked(person, used, now).partition(|one| one.lost.is_some());
        let (unused, serving): (Vec<_>, Vec<_>) = lasting.into_iter().partition(|one| one.lay_unused(used, now));
        let ids = |records: Vec<&DeviceRecord>| -> Vec<DeviceId> { records.iter().map(|one| one.device.id).collect() };
        let (unused, serving) = (ids(unused), ids(serving));
        if let Some(on) = on.filter(|on| serving.contains(on) || unused.contains(on)) {
            return unused.contains(&on).then(|| DeviceAsked::Anew(vec![on]));
        }
        if !serving.is_empty() {
            return Some(DeviceAsked::Own(serving));
        }
        if !unused.is_empty() {
            return Some(DeviceAsked::Anew(unused));
        }
        let freed = lost.into_iter().filter_map(|one| one.lost).map(|lost| lost.plus_hours(DEVICE_LOST_HOURS)).max();
        let of_another = |on: &DeviceId| self.device(*on).is_some_and(|record| record.device.person != person);
        let not_this = || on.filter(of_another).map(DeviceAsked::NotThis);
        freed.map(|until| DeviceAsked::Another { until }).or_else(not_this)
    }
}
