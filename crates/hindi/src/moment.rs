//! Dates and times in Indian Standard Time from Unix milliseconds, by pure civil-calendar arithmetic.
//!
//! India has had one zone without summer time since 1945, so the offset is a constant. Years follow the
//! proleptic Gregorian calendar.

use crate::{Language, latin_digits};

/// Milliseconds in one day.
pub const MILLISECONDS_PER_DAY: i64 = 86_400_000;

const MILLISECONDS_PER_MINUTE: i64 = 60_000;
/// Indian Standard Time is five and a half hours ahead of UTC.
const IST_OFFSET_MILLISECONDS: i64 = 330 * MILLISECONDS_PER_MINUTE;
/// Years that a form accepts: a year outside is a slip of the keys.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2199;

#[rustfmt::skip]
const MONTHS: [(&str, &str); 12] = [
    ("जनवरी", "January"), ("फरवरी", "February"), ("मार्च", "March"), ("अप्रैल", "April"),
    ("मई", "May"), ("जून", "June"), ("जुलाई", "July"), ("अगस्त", "August"),
    ("सितंबर", "September"), ("अक्टूबर", "October"), ("नवंबर", "November"), ("दिसंबर", "December"),
];

/// Why a typed date or time was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadMoment {
    /// The date is not of the form `2026-01-13`.
    #[error("the date is not written as year-month-day")]
    DateForm,
    /// There is no such day in the calendar.
    #[error("there is no such day")]
    NoSuchDay,
    /// The year lies outside 1900 to 2199.
    #[error("the year lies outside 1900 to 2199")]
    YearOutOfRange,
    /// The time is not of the form `11:00`.
    #[error("the time is not written as hour:minute")]
    TimeForm,
    /// There is no such time in a day.
    #[error("there is no such time")]
    NoSuchTime,
}

/// A day of the week; weeks begin on Monday. Rules write it in small letters: `saturday`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// सोमवार
    Monday,
    /// मंगलवार
    Tuesday,
    /// बुधवार
    Wednesday,
    /// गुरुवार
    Thursday,
    /// शुक्रवार
    Friday,
    /// शनिवार
    Saturday,
    /// रविवार
    Sunday,
}

impl Weekday {
    /// The day's name.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let (hindi, english) = match self {
            Self::Monday => ("सोमवार", "Monday"),
            Self::Tuesday => ("मंगलवार", "Tuesday"),
            Self::Wednesday => ("बुधवार", "Wednesday"),
            Self::Thursday => ("गुरुवार", "Thursday"),
            Self::Friday => ("शुक्रवार", "Friday"),
            Self::Saturday => ("शनिवार", "Saturday"),
            Self::Sunday => ("रविवार", "Sunday"),
        };
        in_language(hindi, english, language)
    }
}

/// The day of the week of a moment in India.
#[must_use]
pub fn weekday(unix_milliseconds: i64) -> Weekday {
    // 1 January 1970 was a Thursday.
    match (ist_day(unix_milliseconds) + 3).rem_euclid(7) {
        0 => Weekday::Monday,
        1 => Weekday::Tuesday,
        2 => Weekday::Wednesday,
        3 => Weekday::Thursday,
        4 => Weekday::Friday,
        5 => Weekday::Saturday,
        _ => Weekday::Sunday,
    }
}

/// «5 जनवरी 2026», `5 January 2026`.
#[must_use]
pub fn date(unix_milliseconds: i64, language: Language) -> String {
    let (year, month, day) = civil_from_day(ist_day(unix_milliseconds));
    format!("{day} {} {year}", month_name(month, language))
}

/// «मंगलवार, 13 जनवरी 2026», `Tuesday, 13 January 2026`.
#[must_use]
pub fn date_with_weekday(unix_milliseconds: i64, language: Language) -> String {
    let weekday = weekday(unix_milliseconds).name(language);
    format!("{weekday}, {}", date(unix_milliseconds, language))
}

/// «13 जनवरी 2026, 16:20», `13 January 2026, 16:20`.
#[must_use]
pub fn date_time(unix_milliseconds: i64, language: Language) -> String {
    let date = date(unix_milliseconds, language);
    format!("{date}, {}", ist_time(unix_milliseconds))
}

/// The date in India as a form field holds it: `2026-01-13`.
#[must_use]
pub fn ist_date(unix_milliseconds: i64) -> String {
    let (year, month, day) = civil_from_day(ist_day(unix_milliseconds));
    format!("{year:04}-{month:02}-{day:02}")
}

/// The time of day in India as a form field holds it: `16:20`. Seconds are dropped, not rounded.
#[must_use]
pub fn ist_time(unix_milliseconds: i64) -> String {
    let in_day = ist(unix_milliseconds).rem_euclid(MILLISECONDS_PER_DAY);
    let minutes = in_day / MILLISECONDS_PER_MINUTE;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Calendar days in India from one moment to another; negative when `to` lies before `from`.
///
/// Counts midnights, not spans of 24 hours: from 23:59 to 00:01 is one day.
#[must_use]
pub fn days_between(from_unix_milliseconds: i64, to_unix_milliseconds: i64) -> i64 {
    ist_day(to_unix_milliseconds) - ist_day(from_unix_milliseconds)
}

/// Reads a date `2026-01-13` and a time `11:00`, both in India, into Unix milliseconds. Devanagari digits are understood.
///
/// # Errors
/// [`BadMoment`] says which part is wrong and how.
pub fn parse_ist(date: &str, time: &str) -> Result<i64, BadMoment> {
    let [year, month, day] = numbers(date, '-', [4, 2, 2]).ok_or(BadMoment::DateForm)?;
    let [hour, minute] = numbers(time, ':', [2, 2]).ok_or(BadMoment::TimeForm)?;
    if !YEARS.contains(&year) {
        return Err(BadMoment::YearOutOfRange);
    }
    if !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
        return Err(BadMoment::NoSuchDay);
    }
    if hour > 23 || minute > 59 {
        return Err(BadMoment::NoSuchTime);
    }
    let days = day_from_civil(year, month, day);
    let minutes = hour * 60 + minute;
    Ok(days * MILLISECONDS_PER_DAY + minutes * MILLISECONDS_PER_MINUTE - IST_OFFSET_MILLISECONDS)
}

/// Splits `text` into exactly `N` numbers of the given widths.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[i64; N]> {
    let latin = latin_digits(text.trim());
    let mut parts = latin.split(separator);
    let mut values = [0; N];
    for (value, width) in values.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *value = part.parse().ok()?;
    }
    parts.next().is_none().then_some(values)
}

fn ist(unix_milliseconds: i64) -> i64 {
    unix_milliseconds.saturating_add(IST_OFFSET_MILLISECONDS)
}

/// Days since 1 January 1970 on the calendar in India.
fn ist_day(unix_milliseconds: i64) -> i64 {
    ist(unix_milliseconds).div_euclid(MILLISECONDS_PER_DAY)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days before the first of `month` in a year counted from March, where the leap day comes last.
fn days_before_month(months_since_march: i64) -> i64 {
    (153 * months_since_march + 2) / 5
}

fn day_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let months_since_march = (month + 9) % 12;
    let march_year = if month <= 2 { year - 1 } else { year };
    let leap_days = march_year.div_euclid(4) - march_year.div_euclid(100) + march_year.div_euclid(400);
    march_year * 365 + leap_days + days_before_month(months_since_march) + day - 1 - DAYS_TO_EPOCH
}

/// Days from 1 March of year 0 to 1 January 1970.
const DAYS_TO_EPOCH: i64 = 719_468;
const DAYS_PER_400_YEARS: i64 = 146_097;
const DAYS_PER_100_YEARS: i64 = 36_524;
const DAYS_PER_4_YEARS: i64 = 1_461;

fn civil_from_day(day: i64) -> (i64, i64, i64) {
    let since_march_0 = day + DAYS_TO_EPOCH;
    let cycle = since_march_0.div_euclid(DAYS_PER_400_YEARS);
    let mut rest = since_march_0.rem_euclid(DAYS_PER_400_YEARS);
    // The last day of the 400 years and of each 4 years is the leap day: it stays in the year before.
    let centuries = (rest / DAYS_PER_100_YEARS).min(3);
    rest -= centuries * DAYS_PER_100_YEARS;
    let fours = rest / DAYS_PER_4_YEARS;
    rest -= fours * DAYS_PER_4_YEARS;
    let years = (rest / 365).min(3);
    rest -= years * 365;
    let months_since_march = (5 * rest + 2) / 153;
    let day_of_month = rest - days_before_month(months_since_march) + 1;
    let march_year = cycle * 400 + centuries * 100 + fours * 4 + years;
    if months_since_march >= 10 {
        (march_year + 1, months_since_march - 9, day_of_month)
    } else {
        (march_year, months_since_march + 3, day_of_month)
    }
}

fn month_name(month: i64, language: Language) -> &'static str {
    let (hindi, english) =
        usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index).copied()).unwrap_or_default();
    in_language(hindi, english, language)
}

fn in_language(hindi: &'static str, english: &'static str, language: Language) -> &'static str {
    match language {
        Language::Hindi => hindi,
        Language::English => english,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sitting_in_january() {
        let moment = parse_ist("2026-01-13", "16:20").unwrap();
        // 10:50 UTC, reckoned by hand from 1,767,225,600 s at the year's start in UTC.
        assert_eq!(moment, (1_767_225_600 + 12 * 86_400 + 10 * 3_600 + 50 * 60) * 1_000);
        assert_eq!(date(moment, Language::Hindi), "13 जनवरी 2026");
        assert_eq!(date_with_weekday(moment, Language::Hindi), "मंगलवार, 13 जनवरी 2026");
        assert_eq!(date_time(moment, Language::Hindi), "13 जनवरी 2026, 16:20");
        assert_eq!(date_with_weekday(moment, Language::English), "Tuesday, 13 January 2026");
        assert_eq!(date_time(moment, Language::English), "13 January 2026, 16:20");
        let fifth = parse_ist("२०२६-०१-०५", "११:००").unwrap();
        assert_eq!(date(fifth, Language::Hindi), "5 जनवरी 2026");
    }

    #[test]
    fn the_day_turns_at_midnight_in_india() {
        let last = parse_ist("2026-01-13", "23:59").unwrap();
        let first = last + MILLISECONDS_PER_MINUTE;
        assert_eq!(ist_date(first), "2026-01-14");
        assert_eq!(days_between(last, first), 1);
        assert_eq!(days_between(first, last), -1);
        assert_eq!(days_between(last, last + MILLISECONDS_PER_MINUTE - 1), 0);
        assert_eq!(ist_date(0), "1970-01-01");
        assert_eq!(ist_time(0), "05:30");
    }

    #[test]
    fn leap_years() {
        assert!(parse_ist("2024-02-29", "00:00").is_ok());
        assert!(parse_ist("2000-02-29", "00:00").is_ok());
        for date in ["2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00"] {
            assert_eq!(parse_ist(date, "00:00"), Err(BadMoment::NoSuchDay), "{date}");
        }
    }

    #[test]
    fn bad_forms_are_named() {
        for (date, time, reason) in [
            ("13/01/2026", "11:00", BadMoment::DateForm),
            ("2026-1-13", "11:00", BadMoment::DateForm),
            ("2026-01-13-1", "11:00", BadMoment::DateForm),
            ("", "11:00", BadMoment::DateForm),
            ("0026-01-13", "11:00", BadMoment::YearOutOfRange),
            ("2026-01-13", "11", BadMoment::TimeForm),
            ("2026-01-13", "11:00:00", BadMoment::TimeForm),
            ("2026-01-13", "24:00", BadMoment::NoSuchTime),
            ("2026-01-13", "11:60", BadMoment::NoSuchTime),
        ] {
            assert_eq!(parse_ist(date, time), Err(reason), "{date} {time}");
        }
    }

    #[test]
    fn every_day_of_three_centuries_follows_the_one_before() {
        let (mut year, mut month, mut day) = (1900, 1, 1);
        let first = day_from_civil(1900, 1, 1);
        let mut counted = first;
        while year <= 2199 {
            assert_eq!(civil_from_day(counted), (year, month, day));
            assert_eq!(day_from_civil(year, month, day), counted);
            counted += 1;
            day += 1;
            if day > days_in_month(year, month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        assert_eq!(counted - first, 300 * 365 + 73, "73 leap days from 1904 to 2196");
    }

    proptest! {
        #[test]
        fn parse_after_format_is_identity(minute in -36_000_000i64..120_000_000) {
            let moment = minute * MILLISECONDS_PER_MINUTE;
            prop_assert_eq!(parse_ist(&ist_date(moment), &ist_time(moment)), Ok(moment));
        }

        #[test]
        fn days_and_weekdays_agree(moment in any::<i64>(), days in 0i64..20_000) {
            let earlier = moment / 2;
            let later = earlier + days * MILLISECONDS_PER_DAY;
            prop_assert_eq!(days_between(earlier, later), days);
            let steps = (weekday(later) as i64 - weekday(earlier) as i64).rem_euclid(7);
            prop_assert_eq!(steps, days % 7);
        }

        #[test]
        fn formatting_and_parsing_are_total(moment: i64, date_text: String, time_text: String) {
            let _ = date_time(moment, Language::Hindi);
            let _ = (ist_date(moment), weekday(moment));
            let _ = parse_ist(&date_text, &time_text);
        }
    }
}
