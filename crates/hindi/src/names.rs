//! Names of persons as they are compared: two spellings of one name are one.

use unicode_normalization::UnicodeNormalization;

/// What is written before a name and belongs to nobody's.
const HONORIFICS: [&str; 22] = [
    "श्री",
    "श्रीमति",
    "श्रीमती",
    "सुश्री",
    "कुमारी",
    "कु",
    "डा",
    "डॉ",
    "डाॅ",
    "प्रो",
    "माननीय",
    "मा",
    "shri",
    "shree",
    "sri",
    "smt",
    "sushri",
    "kumari",
    "mr",
    "mrs",
    "ms",
    "dr",
];

const NUKTA: char = '\u{93C}';
const CANDRABINDU: char = '\u{901}';
const ANUSVARA: char = '\u{902}';

/// A name as it is compared: without honorifics, punctuation, spaces, dots beneath letters and capitals, its digits those
/// of one script. For comparing, never for storing; of a name that is nothing else the honorific stays.
#[must_use]
pub fn name_compared(name: &str) -> String {
    let words: Vec<String> = plain(name).split_whitespace().map(str::to_owned).collect();
    let told: Vec<&String> = words.iter().skip_while(|word| HONORIFICS.contains(&word.as_str())).collect();
    if told.is_empty() { words.concat() } else { told.into_iter().map(String::as_str).collect() }
}

/// Letters with what belongs to them, and digits; everything else keeps words apart.
fn plain(name: &str) -> String {
    let decomposed = name.nfkd().filter(|sign| !matches!(sign, '\u{200C}' | '\u{200D}' | &NUKTA));
    let signs = decomposed.flat_map(char::to_lowercase).map(|sign| match sign {
        CANDRABINDU => ANUSVARA,
        '०'..='९' => char::from_digit(u32::from(sign) - u32::from('०'), 10).unwrap_or(sign),
        _ if sign.is_alphanumeric() || is_mark(sign) => sign,
        _ => ' ',
    });
    signs.nfc().collect()
}

/// A sign that stands on a letter; vowel signs of Devanagari among them, not all of which count as alphabetic.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for other in [
            "अधिकारी एक.",
            "श्री अधिकारी एक",
            "श्री. अधिकारी  एक",
            "डॉ. श्री अधिकारी एक",
            "अधिकारी-एक",
            "अधिकारीएक",
            " अधिकारी, एक ",
            "माननीय अधिकारी एक",
            "अधिकारी\u{A0}एक",
        ] {
            assert_eq!(name_compared(other), name_compared("अधिकारी एक"), "{other:?}");
        }
        for (one, other) in [
            ("ज़ैदी", "जैदी"),
            ("चाँद", "चांद"),
            ("अधिकारी 3", "अधिकारी ३"),
            ("OFFICER ONE", "Shri Officer-One"),
            ("Smt. Officer One", "officer one"),
            ("क\u{94D}\u{200D}ष", "क\u{94D}ष"),
        ] {
            assert_eq!(name_compared(one), name_compared(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn other_names_stay_others() {
        for (one, other) in [
            ("अधिकारी एक", "अधिकारी दो"),
            ("अधिकारी 1", "अधिकारी 11"),
            ("काम", "कम"),
            ("राम", "रमा"),
            ("श्रीधर", "धर"),
            ("Officer One", "Officer Two"),
        ] {
            assert_ne!(name_compared(one), name_compared(other));
        }
        assert_eq!(name_compared("श्री"), "श्री", "nothing is nobody's name");
        assert_eq!(name_compared(" .- "), "");
    }

    proptest! {
        #[test]
        fn comparing_is_total(name in any::<String>()) {
            let once = name_compared(&name);
            prop_assert!(!once.contains(char::is_whitespace));
        }
    }
}
