//! Devices: tablets and computers that the cabinet section hands to a person. A device holds a secret of its own, apart from
//! every session; once it is reported lost, nothing goes on with that secret. A device opens no door: its holder's passkey or
//! password does.

use crate::ids::{DeviceId, PersonId};
use crate::moment::Moment;
use crate::text::Digest;
use serde::{Deserialize, Serialize};

/// Days for which a device code can be used.
pub const DEVICE_CODE_DAYS: u32 = 7;

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
