//! The language: digits, amounts, dates and texts as an Indian office writes them; two texts compared by word.
//!
//! Everything here is a pure function of its arguments: no clock, no locale of the machine, no I/O.
//! Sentences of the screens are not here but in `locales/`.

mod amount;
mod comparison;
mod digits;
mod kruti_dev;
mod moment;
mod names;
mod text;
mod words;

pub use amount::{BadAmount, RUPEES_PER_CRORE, RUPEES_PER_LAKH, crore_decimal, parse_crore, rupees_figures};
pub use comparison::{Comparison, PIECES_COMPARED_MAX, Run, RunKind, Words};
pub use digits::{group, latin_digits};
pub use kruti_dev::{
    Converted, kruti_dev_passages, kruti_dev_sureness_percent, kruti_dev_to_unicode, looks_like_kruti_dev,
};
pub use moment::{
    BadMoment, MILLISECONDS_PER_DAY, Weekday, date, date_time, date_with_weekday, days_between, ist_date, ist_time,
    parse_ist, weekday,
};
pub use names::name_compared;
pub use text::{BadText, clean_piece, clean_text, clean_text_up_to, fold, has_invisible, is_blank, seen, showable};
pub use words::{number_in_words_en, number_in_words_hi, rupees_in_words_en, rupees_in_words_hi};

/// The language of a produced phrase. Hindi is first everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Hindi in Devanagari, with Latin digits as the government's own papers use them.
    #[default]
    Hindi,
    /// English as written in India.
    English,
}
