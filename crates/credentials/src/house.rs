//! Words of the house: what a guesser tries first who knows where somebody works. The list stands in
//! `docs/password-words.txt`; each of its words counts as one character of a password, in whatever spelling.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The documented list. It is a part of the documents, so that whoever examines the rules reads the same lines.
const LIST: &str = include_str!("../../../docs/password-words.txt");
/// Folded letters below which a word is found within too many others.
const LETTERS_MIN: usize = 3;

/// The mark that takes a letter its vowel (हलन्त).
const HALF: char = '\u{94d}';
/// The dot below a letter (नुक़्ता).
const DOT_BELOW: char = '\u{93c}';

/// The words of the documented list, as they stand there.
pub fn words() -> impl Iterator<Item = &'static str> {
    LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The documented words, folded, the longest first.
static FOLDED: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| sorted(words().map(letters).collect()));

/// One letter as it is compared, and the places of the first and the last character that it was.
#[derive(Clone, Copy)]
struct Letter {
    sign: char,
    first: usize,
    last: usize,
}

fn sorted(mut words: Vec<Vec<char>>) -> Vec<Vec<char>> {
    words.retain(|word| word.len() >= LETTERS_MIN);
    words.sort_by(|one, other| (other.len(), one).cmp(&(one.len(), other)));
    words.dedup();
    words
}

/// Characters of a password in which every word of the house, and every part of these names, counts as one.
pub(crate) fn characters<'a>(password: &str, names: impl IntoIterator<Item = &'a str>) -> usize {
    let parts = names.into_iter().flat_map(|name| name.split(|sign: char| !is_letter(sign)));
    let own = sorted(parts.map(letters).collect());
    let folded = folded(password);
    let (mut at, mut characters) = (0, password.chars().count());
    while let Some(rest) = folded.get(at..).filter(|rest| !rest.is_empty()) {
        let begins = |word: &&Vec<char>| {
            rest.len() >= word.len() && word.iter().zip(rest).all(|(sign, letter)| *sign == letter.sign)
        };
        let of = |list: &'_ [Vec<char>]| list.iter().find(begins).map(Vec::len);
        let length = of(FOLDED.as_slice()).max(of(&own));
        if let (Some(length), Some(first)) = (length, rest.first()) {
            let last = length.checked_sub(1).and_then(|last| rest.get(last)).unwrap_or(first);
            characters = characters.saturating_sub(last.last.saturating_sub(first.first));
        }
        at += length.unwrap_or(1);
    }
    characters
}

fn letters(word: &str) -> Vec<char> {
    folded(&word.nfc().collect::<String>()).into_iter().map(|letter| letter.sign).collect()
}

/// Letters of words: marks of vowels belong to them.
fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() || ('\u{900}'..='\u{97f}').contains(&sign)
}

/// The letters of a text in the spelling in which all are compared, without what stands between them.
fn folded(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for (place, sign) in text.chars().enumerate() {
        for lower in sign.to_lowercase() {
            match (spelled(lower), letters.last_mut()) {
                (Some(sign), Some(before)) if before.sign == sign => before.last = place,
                (Some(sign), _) => letters.push(Letter { sign, first: place, last: place }),
                // A nasal without a vowel before another letter is written as the dot above, too.
                (None, Some(before)) if lower == HALF => {
                    before.last = place;
                    if ['ङ', 'ञ', 'ण', 'न', 'म'].contains(&before.sign) {
                        before.sign = 'ं';
                    }
                }
                (None, Some(before)) if lower == DOT_BELOW => before.last = place,
                (None, _) => {}
            }
        }
    }
    letters
}

/// A letter in the one spelling; nothing for what stands between letters.
const fn spelled(sign: char) -> Option<char> {
    Some(match sign {
        '0' | '०' => 'o',
        '1' | '!' | '|' | 'y' | 'e' | '3' => 'i',
        '4' | '@' => 'a',
        '5' | '$' | 'z' => 's',
        '7' => 't',
        'w' => 'v',
        'u' => 'o',
        'q' | 'c' => 'k',
        'ी' => 'ि',
        'ू' => 'ु',
        'ई' => 'इ',
        'ऊ' => 'उ',
        'ँ' => 'ं',
        'श' | 'ष' => 'स',
        'व' => 'ब',
        'a'..='z' | '2' | '6' | '8' | '9' | '१'..='९' => sign,
        'ऀ'..='ॿ' if sign != DOT_BELOW && sign != HALF => sign,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(password: &str) -> usize {
        characters(password, ["लोक स्वास्थ्य एवं चिकित्सा शिक्षा विभाग", "Public Works", "Tiwari"])
    }

    #[test]
    fn a_word_of_the_house_counts_as_one_in_every_spelling() {
        let spellings = [
            "मंत्रिपरिषद",
            "मन्त्रिपरिषद्",
            "मंत्री-परिषद",
            "मंत्रीपरीषद",
            "ecabinet",
            "E-Cabinet",
            "e.c@b1net",
            "eCabineet",
            "Bhopal",
            "BHOPAAL",
            "bh0p@l",
            "भोपाल",
            "हिन्दुस्तान",
            "हिंदुस्तान",
            "Vibhaag",
            "चिकित्सा",
            "tiwari",
            "tivaree",
            "WORKS",
        ];
        for spelling in spellings {
            assert_eq!(counted(spelling), 1, "{spelling}");
            assert_eq!(counted(&format!("{spelling}2026#")), 6, "{spelling} with five more");
        }
        assert_eq!(counted("मंत्रिपरिषद भोपाल"), 3, "two, and what stands between them");
    }

    #[test]
    fn control_other_words_count_as_they_are_long() {
        for other in ["paanch neele chhate", "पहाड़ पर नौ नीले छाते", "xK7#pqvW2!mR", "🦚🌧🪔🥭🐘", "", "aaaa"]
        {
            assert_eq!(counted(other), other.chars().count(), "{other}");
        }
        assert_eq!(counted("bhopal ke nau neele haathi"), "1 ke nau neele haathi".chars().count());
    }
}
