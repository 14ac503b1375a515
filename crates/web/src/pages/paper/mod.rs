//! The way on paper: its register, the registration of a note that came so, and what a proposal's page says of it.

pub(crate) mod copies;
pub(crate) mod list;
pub(crate) mod origin;
pub(crate) mod receive;
pub(crate) mod register;

use crate::frame::Frame;
use crate::pages::typed_moment;

/// A day of the record, `2027-03-31`, as a page shows it.
pub(crate) fn day(page: &Frame, written: &str) -> String {
    hindi::parse_ist(written, "00:00").map_or_else(|_| written.to_owned(), |at| page.date(&cabinet::Moment(at)))
}

/// A typed day as the record writes it; empty where no calendar has it, which the rules refuse.
pub(crate) fn written_day(day: &str, month: &str, year: &str) -> String {
    typed_moment([day, month, year, "0", "0"]).map_or_else(String::new, |at| hindi::ist_date(at.0))
}
