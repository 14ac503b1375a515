//! On which days the offices of a government are open, and what a clock that runs in such days shows.

use crate::moment::Moment;
use hindi::Weekday;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Days looked at for the end of a clock: ten years. Behind them it ends as if the offices were never closed.
const DAYS_LOOKED_AT: u32 = 3660;

/// When the offices are closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeDays {
    /// On these days of every week.
    pub weekly_closed: BTreeSet<Weekday>,
    /// On these days of every year, as `01-26`.
    pub yearly_closed: Vec<String>,
    /// On these days, as `2026-11-08`.
    pub closed: Vec<String>,
}

impl OfficeDays {
    /// Whether the offices are open on the day of a moment in India.
    #[must_use]
    pub fn is_open(&self, moment: Moment) -> bool {
        let date = hindi::ist_date(moment.0);
        let in_year = date.split_once('-').map_or("", |(_, in_year)| in_year);
        !self.weekly_closed.contains(&hindi::weekday(moment.0))
            && !self.yearly_closed.iter().any(|closed| closed == in_year)
            && !self.closed.contains(&date)
    }

    /// The same time of day so many office days later; the day of `from` does not count.
    #[must_use]
    pub fn later(&self, from: Moment, days: u32) -> Moment {
        let Some(before) = days.checked_sub(1) else { return from };
        let mut open = (1..=DAYS_LOOKED_AT).map(|day| from.plus_days(day)).filter(|day| self.is_open(*day));
        let before = usize::try_from(before).unwrap_or(usize::MAX);
        open.nth(before).unwrap_or_else(|| from.plus_days(days))
    }

    /// Office days from one moment to a later one; the day of `from` does not count.
    #[must_use]
    pub fn between(&self, from: Moment, until: Moment) -> u32 {
        let days = (1..=DAYS_LOOKED_AT).map(|day| from.plus_days(day)).take_while(|day| *day <= until);
        u32::try_from(days.filter(|day| self.is_open(*day)).count()).unwrap_or(u32::MAX)
    }
}

/// Whether a day is written as `2026-11-08`, and is in the calendar.
pub(crate) fn is_date(written: &str) -> bool {
    written.is_ascii() && written == written.trim() && hindi::parse_ist(written, "00:00").is_ok()
}

/// Whether a day of every year is written as `01-26`; the last of February of leap years is one.
pub(crate) fn is_day_of_year(written: &str) -> bool {
    is_date(&format!("2024-{written}"))
}
