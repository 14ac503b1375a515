//! An entry of a calendar (iCalendar, RFC 5545).

/// Octets of a line at most, without its end (RFC 5545, 3.1).
const LINE_OCTETS_MAX: usize = 75;
const SECONDS_PER_DAY: i64 = 86_400;

/// Whether what the entry tells of will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is proposed.
    Tentative,
    /// It will be, or was.
    Confirmed,
    /// It will not be.
    Cancelled,
}

impl Status {
    const fn word(self) -> &'static str {
        match self {
            Self::Tentative => "TENTATIVE",
            Self::Confirmed => "CONFIRMED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// One entry. For how long a meeting will sit nobody knows, so it has a beginning alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same for the same meeting for ever: a calendar takes a second entry of this id for the first one's change.
    pub uid: String,
    /// Grows when place, time or status change.
    pub sequence: u32,
    /// When this was written, in milliseconds since 1970 UTC.
    pub written_ms: i64,
    /// When it begins, in milliseconds since 1970 UTC.
    pub begins_ms: i64,
    /// Whether it will be.
    pub status: Status,
    /// A fixed sentence.
    pub summary: String,
    /// Where; none where that must not leave the house.
    pub place: Option<String>,
    /// A page of our own, behind sign-in.
    pub link: String,
}

impl Event {
    /// The whole calendar with this entry: lines that end with CR and LF, folded at 75 octets.
    #[must_use]
    pub fn calendar(&self) -> String {
        let method = if self.status == Status::Cancelled { "CANCEL" } else { "PUBLISH" };
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//e-Cabinet//e-Cabinet//HI".to_owned(),
            "CALSCALE:GREGORIAN".to_owned(),
            format!("METHOD:{method}"),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", text(&self.uid)),
            format!("SEQUENCE:{}", self.sequence),
            format!("DTSTAMP:{}", utc(self.written_ms)),
            format!("DTSTART:{}", utc(self.begins_ms)),
            format!("STATUS:{}", self.status.word()),
            format!("SUMMARY:{}", text(&self.summary)),
        ];
        lines.extend(self.place.as_ref().map(|place| format!("LOCATION:{}", text(place))));
        lines.push(format!("URL:{}", self.link));
        // Who keeps a calendar where others see it shows nobody more than that time is taken.
        lines.push("CLASS:PRIVATE".to_owned());
        lines.extend(["END:VEVENT", "END:VCALENDAR"].map(str::to_owned));
        lines.iter().map(|line| folded(line)).collect()
    }
}

/// A text as RFC 5545, 3.3.11 writes it.
fn text(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for one in words.chars() {
        match one {
            '\\' | ';' | ',' => written.extend(['\\', one]),
            '\n' => written.push_str("\\n"),
            one if one.is_control() => {}
            one => written.push(one),
        }
    }
    written
}

/// A line with its end: after each 75 octets it goes on in another line, behind a space. No character is cut.
fn folded(line: &str) -> String {
    let mut written = String::with_capacity(line.len() + 8);
    let mut octets = 0;
    for one in line.chars() {
        if octets + one.len_utf8() > LINE_OCTETS_MAX {
            written.push_str("\r\n ");
            octets = 1;
        }
        written.push(one);
        octets += one.len_utf8();
    }
    written.push_str("\r\n");
    written
}

/// A moment as `20261128T053000Z`.
fn utc(unix_ms: i64) -> String {
    let seconds = unix_ms.div_euclid(1000);
    let (days, second) = (seconds.div_euclid(SECONDS_PER_DAY), seconds.rem_euclid(SECONDS_PER_DAY));
    let (year, month, day) = civil(days);
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// Year, month and day of a day counted from 1 January 1970, in the Gregorian calendar. Years are counted from March, so
/// that a leap day is the last of its year.
const fn civil(days: i64) -> (i64, i64, i64) {
    const ERA_DAYS: i64 = 146_097;
    // From 1 March of the year 0 to 1 January 1970.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(ERA_DAYS), shifted.rem_euclid(ERA_DAYS));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn event() -> Event {
        Event {
            uid: "meeting@ecabinet.example.in".to_owned(),
            sequence: 1,
            written_ms: 1_795_849_200_000,
            begins_ms: 1_795_843_800_000,
            status: Status::Confirmed,
            summary: "मंत्रि-परिषद की बैठक".to_owned(),
            place: Some("मंत्रालय, कक्ष 5; द्वार \\ 2\nभोपाल".to_owned()),
            link: "https://ecabinet.example.in/meetings/1".to_owned(),
        }
    }

    #[test]
    fn moments_are_those_of_the_calendar() {
        for (unix_ms, written) in [
            (0, "19700101T000000Z"),
            (951_782_399_000, "20000228T235959Z"),
            (951_782_400_000, "20000229T000000Z"),
            (951_868_800_000, "20000301T000000Z"),
            (1_709_164_800_000, "20240229T000000Z"),
            (4_107_542_399_000, "21000228T235959Z"),
            (4_107_542_400_000, "21000301T000000Z"),
            (-1000, "19691231T235959Z"),
        ] {
            assert_eq!(utc(unix_ms), written);
        }
    }

    #[test]
    fn lines_end_as_they_must_and_none_is_too_long() {
        let long = Event { summary: "मंत्रि-परिषद ".repeat(20), ..event() };
        let written = long.calendar();
        assert!(written.lines().count() > event().calendar().lines().count(), "control: it is folded");
        assert!(written.split("\r\n").all(|line| line.len() <= LINE_OCTETS_MAX && !line.contains(['\r', '\n'])));
        assert!(written.ends_with("END:VCALENDAR\r\n"));
        let unfolded = written.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{}\r\n", long.summary)), "nothing is lost: {unfolded}");
    }

    #[test]
    fn a_text_opens_no_other_line() {
        let written = event().calendar();
        assert!(
            written.replace("\r\n ", "").contains("LOCATION:मंत्रालय\\, कक्ष 5\\; द्वार \\\\ 2\\nभोपाल\r\n"),
            "{written}"
        );
        let sly = Event { summary: "a\r\nATTENDEE:mailto:x@example.in".to_owned(), ..event() };
        assert!(!sly.calendar().contains("\r\nATTENDEE"), "{}", sly.calendar());
    }

    #[test]
    fn what_will_not_be_is_taken_back() {
        assert!(event().calendar().contains("METHOD:PUBLISH\r\n"), "control");
        let off = Event { status: Status::Cancelled, sequence: 2, place: None, ..event() }.calendar();
        assert!(
            off.contains("METHOD:CANCEL\r\n") && off.contains("STATUS:CANCELLED\r\n") && off.contains("SEQUENCE:2\r\n")
        );
        assert!(!off.contains("LOCATION"));
    }
}
