//! The one place that reads the machine's clock.

use cabinet::Moment;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Tells the time. A training ledger may run ahead of the calendar, so that a fortnight's clock can be rehearsed in an
/// hour, or by a hand that somebody moves.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    days_ahead: u32,
    hand: Option<Hand>,
    moved: Option<Hand>,
}

/// The hand of a clock that stands still until it is moved. Clones are the same hand.
#[derive(Clone, Debug)]
pub struct Hand(Arc<AtomicI64>);

impl Hand {
    /// A hand that stands at this moment.
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self(Arc::new(AtomicI64::new(moment.0)))
    }

    /// Moves it forward.
    pub fn forward_seconds(&self, seconds: u32) {
        self.0.fetch_add(i64::from(seconds) * 1000, Ordering::SeqCst);
    }
}

impl Clock {
    /// A clock so many days ahead of the calendar.
    #[must_use]
    pub fn ahead(days: u32) -> Self {
        Self { days_ahead: days, ..Self::default() }
    }

    /// A clock that shows where its hand stands.
    #[must_use]
    pub fn by_hand(hand: &Hand) -> Self {
        Self { hand: Some(hand.clone()), ..Self::default() }
    }

    /// The clock of a machine that somebody moves while it runs: as far ahead of the calendar as the hand stands from
    /// `Moment(0)`. It is what a real ledger has, on which tests let half a minute pass without waiting for it.
    #[must_use]
    pub fn moved_by(hand: &Hand) -> Self {
        Self { moved: Some(hand.clone()), ..Self::default() }
    }

    /// Whether it shows the time of the calendar, as the clock of a real ledger must.
    #[must_use]
    pub fn is_of_the_calendar(&self) -> bool {
        self.days_ahead == 0 && self.hand.is_none()
    }

    /// The time now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> Moment {
        if let Some(Hand(at)) = &self.hand {
            return Moment(at.load(Ordering::SeqCst));
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let since = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        let moved = self.moved.as_ref().map_or(0, |Hand(by)| by.load(Ordering::SeqCst));
        Moment(since.saturating_add(moved)).plus_days(self.days_ahead)
    }
}

/// Tells whether the machine's clock was moved since it began to watch: beside it runs one that nobody can set.
pub(crate) struct ClockWatch {
    clock: Clock,
    began: Moment,
    steady: Instant,
}

impl ClockWatch {
    pub(crate) fn begin(clock: Clock) -> Self {
        Self { began: clock.now(), clock, steady: Instant::now() }
    }

    /// Milliseconds by which it was moved forward, or with a minus back. A clock with a hand is meant to be moved.
    pub(crate) fn moved_ms(&self) -> i64 {
        if self.clock.hand.is_some() {
            return 0;
        }
        let passed = i64::try_from(self.steady.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.clock.now().0.saturating_sub(self.began.0).saturating_sub(passed)
    }
}
