//! Devices: tablets and computers that the cabinet section hands to a person. A device holds a secret of its own, apart from
//! every session; once it is reported lost, nothing goes on with that secret. A device opens no door: its holder's passkey or
//! password does. But whoever holds one administers on it alone: people, ways in, devices and emergency access.

use crate::cabinet::Cabinet;
use crate::ids::{DeviceId, PersonId};
use crate::moment::Moment;
use crate::text::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

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

impl DeviceRecord {
    /// Whether its code opens at this moment.
    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        self.enrolled.is_none() && self.lost.is_none() && now < self.device.ends
    }
}

/// Which device is asked for, where a session is not the one in which its person administers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceAsked {
    /// One of the person's own: the session began elsewhere.
    Own,
    /// This one, registered anew: its holder left it unused for more than [`DEVICE_UNUSED_DAYS`].
    Anew,
    /// Another one, or none once this moment has come: the person's own was reported lost.
    Another {
        /// Until when.
        until: Moment,
    },
}

/// On which days somebody signed in on a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysUsed(BTreeSet<i64>);

impl DaysUsed {
    /// Takes in that somebody signed in at a moment; in whatever order.
    pub fn add(&mut self, at: Moment) {
        self.0.insert(at.day());
    }

    /// Whether more than so many days passed at once between two moments without one of these.
    #[must_use]
    fn pauses_for(&self, from: Moment, until: Moment, days_max: u32) -> bool {
        let mut last = from.day();
        let later = self.0.range(last..).copied().chain([until.day()]);
        later.into_iter().any(|day| day - std::mem::replace(&mut last, day) > i64::from(days_max))
    }
}

impl DeviceRecord {
    /// Since when its holder has it and could be asked for it; none while it waits for its code, and once it is long lost.
    fn asked_since(&self, now: Moment) -> Option<Moment> {
        let lost_long = self.lost.is_some_and(|lost| now >= lost.plus_hours(DEVICE_LOST_HOURS));
        self.enrolled.filter(|_| !lost_long).map(|known| known.at)
    }
}

impl Cabinet {
    /// Devices of a person one of which is asked for before the person administers. What somebody had before a recovery is
    /// nobody's: it frees whoever it brings back.
    pub fn devices_asked(&self, person: PersonId, now: Moment) -> impl Iterator<Item = &Arc<DeviceRecord>> {
        let brings_back = |one: &&Arc<crate::recovery::Recovery>| one.officers.iter().any(|one| one.person == person);
        let recovered = self.recoveries().rev().find(brings_back).map(|one| one.at);
        let asked = move |since: Moment| recovered.is_none_or(|recovered| since > recovered);
        self.devices_of(person).filter(move |one| one.asked_since(now).is_some_and(asked))
    }

    /// Which device is asked for before a person administers in a session that began `on` this one, or on none; none: the
    /// session is the one. `used` are the days on which this person signed in on it. Whoever has no device yet, as everybody
    /// on the first day, goes on without: else nobody could ever register one.
    #[must_use]
    pub fn device_asked(
        &self,
        person: PersonId,
        on: Option<DeviceId>,
        used: &DaysUsed,
        now: Moment,
    ) -> Option<DeviceAsked> {
        let asked: Vec<&Arc<DeviceRecord>> = self.devices_asked(person, now).collect();
        if let Some(own) = asked.iter().find(|one| Some(one.device.id) == on && one.lost.is_none()) {
            let since = own.enrolled.map_or(own.registered, |known| known.at);
            return used.pauses_for(since, now, DEVICE_UNUSED_DAYS).then_some(DeviceAsked::Anew);
        }
        let until = asked.iter().map(|one| one.lost.map(|lost| lost.plus_hours(DEVICE_LOST_HOURS)));
        // One that is not lost has no such moment, and is the one that is asked for.
        let until: Option<Vec<Moment>> = until.collect();
        match until {
            None => Some(DeviceAsked::Own),
            Some(lost) => lost.into_iter().max().map(|until| DeviceAsked::Another { until }),
        }
    }
}
