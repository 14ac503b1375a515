//! Clocks that run in office days.

use cabinet::Moment;
use cabinet::office_days::OfficeDays;
use cabinet::rules::Rules;
use proptest::prelude::*;
use rehearsal::RULES;

/// Half past four in the afternoon in India.
fn at(date: &str) -> Moment {
    Moment(hindi::parse_ist(date, "16:30").unwrap())
}

fn due(rules: &Rules, delivered: &str) -> String {
    let due = rules.consultation_due(at(delivered));
    assert_eq!(hindi::ist_time(due.0), "16:30", "the time of day stays");
    hindi::ist_date(due.0)
}

#[test]
fn a_consultation_takes_ten_office_days() {
    let rules = Rules::parse(RULES).unwrap();
    for (delivered, over, why) in [
        ("2026-11-30", "2026-12-14", "from Monday to Monday"),
        ("2026-12-04", "2026-12-18", "from Friday to Friday"),
        ("2026-12-05", "2026-12-18", "a Saturday counts for nothing"),
        ("2026-12-06", "2026-12-18", "nor does a Sunday"),
        ("2027-01-18", "2027-02-02", "26 January is a Tuesday"),
        ("2026-08-10", "2026-08-24", "15 August is a Saturday, and takes nothing"),
        ("2027-01-26", "2027-02-09", "delivered on a holiday"),
    ] {
        assert_eq!(due(&rules, delivered), over, "{why}");
    }
    let text = RULES.replace("closed = []", "closed = [\"2026-12-07\", \"2026-12-08\"]");
    assert_eq!(due(&Rules::parse(&text).unwrap(), "2026-11-30"), "2026-12-16", "two days of one year");
}

#[test]
fn in_rules_without_office_days_every_day_counts() {
    let start = RULES.find("[office_days]").unwrap();
    let end = start + RULES[start..].find("[words]").unwrap();
    let text = format!("{}{}", &RULES[..start], &RULES[end..]);
    let rules = Rules::read(&text).unwrap();
    assert_eq!(rules.office_days, None);
    assert_eq!(due(&rules, "2026-12-05"), "2026-12-15");
}

#[test]
fn a_clock_ends_though_the_offices_never_open() {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let never = serde_json::json!({ "weekly_closed": days, "yearly_closed": [], "closed": [] });
    let never: OfficeDays = serde_json::from_value(never).unwrap();
    assert_eq!(never.later(at("2026-12-05"), 10), at("2026-12-15"));
}

proptest! {
    #[test]
    fn a_clock_ends_on_an_office_day_after_so_many_of_them(day in 0..40_000_u32, days in 0..60_u32) {
        let office_days = Rules::parse(RULES).unwrap().office_days.unwrap();
        let from = at("1950-01-01").plus_days(day);
        let over = office_days.later(from, days);
        let passed = (1..).map(|day| from.plus_days(day)).take_while(|day| *day <= over);
        prop_assert_eq!(passed.filter(|day| office_days.is_open(*day)).count(), days as usize);
        prop_assert!(days == 0 || office_days.is_open(over));
    }
}
