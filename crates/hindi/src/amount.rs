//! Amounts of money: shown in crore and lakh, typed in crore, kept in whole rupees.

use crate::{Language, digits::group, latin_digits};

/// Rupees in one crore.
pub const RUPEES_PER_CRORE: u64 = 10_000_000;
/// Rupees in one lakh.
pub const RUPEES_PER_LAKH: u64 = 100_000;

/// Decimals of a crore down to one rupee.
const CRORE_DECIMALS: usize = 7;
/// Decimals of a lakh down to one rupee.
const LAKH_DECIMALS: usize = 5;

/// Why a typed amount was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAmount {
    /// Nothing was typed.
    #[error("the amount is empty")]
    Empty,
    /// A character other than digits, commas and one full stop.
    #[error("the amount is not a number")]
    NotANumber,
    /// Commas that group neither as India does nor by thousands: `2335,75` must not become 233575.
    #[error("the commas of the amount stand in the wrong places")]
    MisplacedComma,
    /// More decimals of a crore than a rupee has.
    #[error("the amount is finer than one rupee")]
    FinerThanRupee,
    /// More than the record can hold.
    #[error("the amount is too large")]
    TooLarge,
}

/// An amount for reading: in crore from one crore, in lakh from one lakh, else plain.
///
/// Exact: two decimals where there are any, more only where the amount needs them. An amount that a
/// council approves is never shown rounded.
#[must_use]
pub fn rupees_figures(rupees: u64, language: Language) -> String {
    let (crore, lakh) = match language {
        Language::Hindi => ("करोड़", "लाख"),
        Language::English => ("crore", "lakh"),
    };
    if rupees >= RUPEES_PER_CRORE {
        let figure = decimal(rupees, RUPEES_PER_CRORE, CRORE_DECIMALS, group);
        format!("₹ {figure} {crore}")
    } else if rupees >= RUPEES_PER_LAKH {
        let figure = decimal(rupees, RUPEES_PER_LAKH, LAKH_DECIMALS, group);
        format!("₹ {figure} {lakh}")
    } else {
        format!("₹ {}", group(rupees))
    }
}

/// An amount as a form field holds it: crore, Latin digits, no commas: `2335.75`. Read back exactly by [`parse_crore`].
#[must_use]
pub fn crore_decimal(rupees: u64) -> String {
    decimal(rupees, RUPEES_PER_CRORE, CRORE_DECIMALS, |whole| whole.to_string())
}

fn decimal(rupees: u64, unit: u64, decimals: usize, whole: impl Fn(u64) -> String) -> String {
    let fraction = rupees % unit;
    let whole = whole(rupees / unit);
    if fraction == 0 {
        return whole;
    }
    let digits = format!("{fraction:0decimals$}");
    format!("{whole}.{:0<2}", digits.trim_end_matches('0'))
}

/// Reads an amount that a person typed in crore, in Latin or Devanagari digits, into whole rupees.
///
/// # Errors
/// [`BadAmount`] says what is wrong; nothing is guessed or rounded.
pub fn parse_crore(typed: &str) -> Result<u64, BadAmount> {
    let latin = latin_digits(typed.trim());
    if latin.is_empty() {
        return Err(BadAmount::Empty);
    }
    let (whole, fraction) = latin.split_once('.').unwrap_or((&latin, ""));
    if whole.is_empty() || latin.ends_with('.') || !all_digits(fraction) {
        return Err(BadAmount::NotANumber);
    }
    let crore: u64 = ungrouped(whole)?.parse().map_err(|_| BadAmount::TooLarge)?;
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > CRORE_DECIMALS {
        return Err(BadAmount::FinerThanRupee);
    }
    let rest: u64 = format!("{fraction:0<CRORE_DECIMALS$}").parse().map_err(|_| BadAmount::NotANumber)?;
    crore.checked_mul(RUPEES_PER_CRORE).and_then(|rupees| rupees.checked_add(rest)).ok_or(BadAmount::TooLarge)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes the commas out of a whole number after making sure that they stand where commas belong.
fn ungrouped(whole: &str) -> Result<String, BadAmount> {
    let groups: Vec<&str> = whole.split(',').collect();
    if !groups.iter().all(|digits| all_digits(digits)) {
        return Err(BadAmount::NotANumber);
    }
    let [first, middle @ .., last] = groups.as_slice() else {
        return Ok(whole.to_owned());
    };
    let grouped_by =
        |size: usize| (1..=size).contains(&first.len()) && middle.iter().all(|digits| digits.len() == size);
    if last.len() == 3 && (grouped_by(2) || grouped_by(3)) {
        Ok(groups.concat())
    } else {
        Err(BadAmount::MisplacedComma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_in_crore_lakh_and_plain() {
        for (rupees, hindi, english) in [
            (23_357_500_000, "₹ 2,335.75 करोड़", "₹ 2,335.75 crore"),
            (116_787_400_000, "₹ 11,678.74 करोड़", "₹ 11,678.74 crore"),
            (10_000 * RUPEES_PER_CRORE, "₹ 10,000 करोड़", "₹ 10,000 crore"),
            (589_000_000, "₹ 58.90 करोड़", "₹ 58.90 crore"),
            (10_000_001, "₹ 1.0000001 करोड़", "₹ 1.0000001 crore"),
            (9_999_999, "₹ 99.99999 लाख", "₹ 99.99999 lakh"),
            (1_250_000, "₹ 12.50 लाख", "₹ 12.50 lakh"),
            (99_999, "₹ 99,999", "₹ 99,999"),
            (0, "₹ 0", "₹ 0"),
        ] {
            assert_eq!(rupees_figures(rupees, Language::Hindi), hindi);
            assert_eq!(rupees_figures(rupees, Language::English), english);
        }
    }

    #[test]
    fn typed_amounts_are_understood() {
        let expected = Ok(23_357_500_000);
        for typed in ["2335.75", "2,335.75", "२३३५.७५", "२,३३५.७५", " 2335.750000000 "] {
            assert_eq!(parse_crore(typed), expected, "{typed}");
        }
        assert_eq!(parse_crore("1,00,000"), Ok(100_000 * RUPEES_PER_CRORE));
        assert_eq!(parse_crore("100,000"), Ok(100_000 * RUPEES_PER_CRORE));
        assert_eq!(parse_crore("0.0000001"), Ok(1));
    }

    #[test]
    fn bad_amounts_are_named() {
        for (typed, reason) in [
            ("", BadAmount::Empty),
            ("  ", BadAmount::Empty),
            ("-5", BadAmount::NotANumber),
            ("5.", BadAmount::NotANumber),
            (".5", BadAmount::NotANumber),
            ("1.2.3", BadAmount::NotANumber),
            ("12 करोड़", BadAmount::NotANumber),
            ("1e5", BadAmount::NotANumber),
            ("٣", BadAmount::NotANumber),
            ("2335,75", BadAmount::MisplacedComma),
            (",335", BadAmount::MisplacedComma),
            ("1,,000", BadAmount::MisplacedComma),
            ("1.00000001", BadAmount::FinerThanRupee),
            ("1844674407371", BadAmount::TooLarge),
            ("99999999999999999999999", BadAmount::TooLarge),
        ] {
            assert_eq!(parse_crore(typed), Err(reason), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn the_form_field_reads_back(rupees: u64) {
            prop_assert_eq!(parse_crore(&crore_decimal(rupees)), Ok(rupees));
        }

        #[test]
        fn the_shown_crore_reads_back(rupees in RUPEES_PER_CRORE..) {
            let shown = rupees_figures(rupees, Language::English);
            let number = shown.trim_start_matches("₹ ").trim_end_matches(" crore");
            prop_assert_eq!(parse_crore(number), Ok(rupees));
        }

        #[test]
        fn parsing_is_total(typed: String) {
            let _ = parse_crore(&typed);
        }
    }
}
