//! The one place that reads the machine's clock.

use cabinet::Moment;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time. A training ledger may run ahead of the calendar, so that a fortnight's clock can
/// be rehearsed in an hour.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// Days by which a training ledger runs ahead.
    pub days_ahead: u32,
}

impl Clock {
    /// The time now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(self) -> Moment {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)).plus_days(self.days_ahead)
    }
}
