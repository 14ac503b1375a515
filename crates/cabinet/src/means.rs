//! What changed in the means with which people sign in: read from the record, so that each change is told to whom it concerns
//! whatever way it came about.

use crate::cabinet::Cabinet;
use crate::ids::PersonId;
use crate::moment::Moment;

/// Days for which a person is told of a change.
pub const MEANS_TOLD_DAYS: u32 = 7;

/// What happened to a means of signing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeansChange {
    /// A passkey was enrolled; what its owner calls the device.
    PasskeyEnrolled(String),
    /// A passkey was taken away.
    PasskeyRevoked(String),
    /// A password was set, or another one took its place.
    PasswordSet,
    /// A password was taken away.
    PasswordRevoked,
    /// An account at the identity provider was bound, or another one took its place.
    IdentityBound,
    /// It was taken away.
    IdentityRevoked,
}

/// One change in the means of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeansChanged {
    /// Whose.
    pub person: PersonId,
    /// When.
    pub at: Moment,
    /// What happened.
    pub change: MeansChange,
}

/// What happened to a device of the government.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceChange {
    /// It was registered for its holder.
    Registered,
    /// Its code was typed.
    Enrolled,
    /// It was reported lost.
    Lost,
}

/// One change in the devices of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceChanged {
    /// What stands on the device.
    pub label: String,
    /// When.
    pub at: Moment,
    /// What happened.
    pub change: DeviceChange,
}

/// Whether what happened then is told still.
fn is_told(at: Moment, now: Moment) -> bool {
    now < at.plus_days(MEANS_TOLD_DAYS)
}

impl Cabinet {
    /// Changes in a person's devices that are told still at this moment, the last first: one officer alone makes them.
    #[must_use]
    pub fn devices_changed(&self, person: PersonId, now: Moment) -> Vec<DeviceChanged> {
        let changes = self.devices_of(person).flat_map(|record| {
            let changed = |at: Option<Moment>, change| {
                let label = || record.device.label.clone();
                at.filter(|at| is_told(*at, now)).map(|at| DeviceChanged { label: label(), at, change })
            };
            [
                changed(Some(record.registered), DeviceChange::Registered),
                changed(record.enrolled.map(|known| known.at), DeviceChange::Enrolled),
                changed(record.lost, DeviceChange::Lost),
            ]
        });
        let mut changes: Vec<_> = changes.flatten().collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.at));
        changes
    }

    /// Changes that are told still at this moment, the last first.
    #[must_use]
    pub fn means_changed(&self, now: Moment) -> Vec<MeansChanged> {
        // The desk asks at every look, and nearly all of the record is older: it is left out before anything is made of it.
        let told = |at: Option<Moment>| at.filter(|at| is_told(*at, now));
        let passkeys = self.passkeys().flat_map(|record| {
            let (person, label) = (record.passkey.person, &record.passkey.label);
            let enrolled = |at| MeansChanged { person, at, change: MeansChange::PasskeyEnrolled(label.clone()) };
            let revoked = |at| MeansChanged { person, at, change: MeansChange::PasskeyRevoked(label.clone()) };
            [told(Some(record.enrolled)).map(enrolled), told(record.revoked).map(revoked)]
        });
        let passwords = self.passwords().flat_map(|record| {
            let person = record.password.person;
            // One in whose place another one came was not taken away.
            let follows = |at| self.passwords().any(|next| next.password.person == person && next.set == at);
            let revoked = told(record.revoked).filter(|at| !follows(*at));
            let revoked = revoked.map(|at| MeansChanged { person, at, change: MeansChange::PasswordRevoked });
            let set = |at| MeansChanged { person, at, change: MeansChange::PasswordSet };
            [told(Some(record.set)).map(set), revoked]
        });
        let identities = self.identities().flat_map(|record| {
            let person = record.identity.person;
            let follows = |at| self.identities().any(|next| next.identity.person == person && next.bound == at);
            let revoked = told(record.revoked).filter(|at| !follows(*at));
            let revoked = revoked.map(|at| MeansChanged { person, at, change: MeansChange::IdentityRevoked });
            let bound = |at| MeansChanged { person, at, change: MeansChange::IdentityBound };
            [told(Some(record.bound)).map(bound), revoked]
        });
        let mut changes: Vec<_> = passkeys.chain(passwords).chain(identities).flatten().collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.at));
        changes
    }
}
