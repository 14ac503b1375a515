//! Moments as the ledger counts them.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1 January 1970 UTC. The core never asks what time it is: a moment comes in
/// with each act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Moment {
    /// This moment and `days` times 24 hours.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self(self.0.saturating_add(i64::from(days).saturating_mul(DAY_MS)))
    }

    /// This moment less `days` times 24 hours.
    #[must_use]
    pub fn minus_days(self, days: u32) -> Self {
        Self(self.0.saturating_sub(i64::from(days).saturating_mul(DAY_MS)))
    }

    /// This moment so many hours later.
    #[must_use]
    pub fn plus_hours(self, hours: u8) -> Self {
        Self(self.0.saturating_add(i64::from(hours).saturating_mul(60 * 60 * 1000)))
    }

    /// The day on which it lies, counted from 1 January 1970 UTC.
    #[must_use]
    pub const fn day(self) -> i64 {
        self.0.div_euclid(DAY_MS)
    }

    /// Whole days of 24 hours from `earlier` to this moment; 0 when it lies before.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> u32 {
        u32::try_from(self.0.saturating_sub(earlier.0).max(0) / DAY_MS).unwrap_or(u32::MAX)
    }
}
