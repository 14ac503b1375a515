//! Numbers and amounts in words. Hindi has its own word for every number below one hundred.

use crate::amount::{RUPEES_PER_CRORE, RUPEES_PER_LAKH};

/// The numbers from 0 to 99 in the standard spelling of the Central Hindi Directorate.
#[rustfmt::skip]
const HINDI: [&str; 100] = [
    "शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ",
    "दस", "ग्यारह", "बारह", "तेरह", "चौदह", "पंद्रह", "सोलह", "सत्रह", "अठारह", "उन्नीस",
    "बीस", "इक्कीस", "बाईस", "तेईस", "चौबीस", "पच्चीस", "छब्बीस", "सत्ताईस", "अट्ठाईस", "उनतीस",
    "तीस", "इकतीस", "बत्तीस", "तैंतीस", "चौंतीस", "पैंतीस", "छत्तीस", "सैंतीस", "अड़तीस", "उनतालीस",
    "चालीस", "इकतालीस", "बयालीस", "तैंतालीस", "चवालीस", "पैंतालीस", "छियालीस", "सैंतालीस", "अड़तालीस", "उनचास",
    "पचास", "इक्यावन", "बावन", "तिरपन", "चौवन", "पचपन", "छप्पन", "सत्तावन", "अट्ठावन", "उनसठ",
    "साठ", "इकसठ", "बासठ", "तिरसठ", "चौंसठ", "पैंसठ", "छियासठ", "सड़सठ", "अड़सठ", "उनहत्तर",
    "सत्तर", "इकहत्तर", "बहत्तर", "तिहत्तर", "चौहत्तर", "पचहत्तर", "छिहत्तर", "सतहत्तर", "अठहत्तर", "उनासी",
    "अस्सी", "इक्यासी", "बयासी", "तिरासी", "चौरासी", "पचासी", "छियासी", "सतासी", "अठासी", "नवासी",
    "नब्बे", "इक्यानवे", "बानवे", "तिरानवे", "चौरानवे", "पचानवे", "छियानवे", "सतानवे", "अठानवे", "निन्यानवे",
];

#[rustfmt::skip]
const ENGLISH: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];

const ENGLISH_TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The words of one language for the places of the Indian system: hundred, thousand, lakh, crore.
struct Places {
    below_hundred: fn(u64) -> String,
    hundred: &'static str,
    thousand: &'static str,
    lakh: &'static str,
    crore: &'static str,
}

const HINDI_PLACES: Places = Places {
    below_hundred: |number| word_at(&HINDI, number).to_owned(),
    hundred: "सौ",
    thousand: "हजार",
    lakh: "लाख",
    crore: "करोड़",
};

const ENGLISH_PLACES: Places = Places {
    below_hundred: english_below_hundred,
    hundred: "hundred",
    thousand: "thousand",
    lakh: "lakh",
    crore: "crore",
};

/// A number in Hindi words; zero is «शून्य».
#[must_use]
pub fn number_in_words_hi(number: u64) -> String {
    number_in_words(number, &HINDI_PLACES)
}

/// A number in English words of the Indian system (lakh, crore), lower case.
#[must_use]
pub fn number_in_words_en(number: u64) -> String {
    number_in_words(number, &ENGLISH_PLACES)
}

/// An amount in Hindi words: «ग्यारह हजार छह सौ अठहत्तर करोड़ चौहत्तर लाख रुपये»; nothing is «निरंक».
#[must_use]
pub fn rupees_in_words_hi(rupees: u64) -> String {
    match rupees {
        0 => "निरंक".to_owned(),
        1 => "एक रुपया".to_owned(),
        _ => format!("{} रुपये", number_in_words_hi(rupees)),
    }
}

/// An amount in English words, lower case: `two crore fifty lakh rupees`; nothing is `nil`.
#[must_use]
pub fn rupees_in_words_en(rupees: u64) -> String {
    match rupees {
        0 => "nil".to_owned(),
        1 => "one rupee".to_owned(),
        _ => format!("{} rupees", number_in_words_en(rupees)),
    }
}

fn number_in_words(number: u64, places: &Places) -> String {
    if number == 0 {
        return (places.below_hundred)(0);
    }
    let mut words = Vec::new();
    let mut rest = number;
    for (size, place) in [
        (RUPEES_PER_CRORE, places.crore),
        (RUPEES_PER_LAKH, places.lakh),
        (1_000, places.thousand),
        (100, places.hundred),
    ] {
        let count = rest / size;
        if count > 0 {
            // Only crore is counted beyond 99: «एक लाख करोड़».
            words.push(number_in_words(count, places));
            words.push(place.to_owned());
        }
        rest %= size;
    }
    if rest > 0 {
        words.push((places.below_hundred)(rest));
    }
    words.join(" ")
}

fn english_below_hundred(number: u64) -> String {
    if number < 20 {
        return word_at(&ENGLISH, number).to_owned();
    }
    let tens = word_at(&ENGLISH_TENS, number / 10);
    match number % 10 {
        0 => tens.to_owned(),
        unit => format!("{tens}-{}", word_at(&ENGLISH, unit)),
    }
}

fn word_at(list: &'static [&'static str], number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|index| list.get(index).copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use unicode_normalization::is_nfc;

    #[test]
    fn every_number_below_hundred_has_its_own_word() {
        let distinct: BTreeSet<&str> = HINDI.into_iter().collect();
        assert_eq!(distinct.len(), 100);
        assert!(HINDI.iter().all(|word| is_nfc(word) && !word.is_empty()));
    }

    #[test]
    fn the_tens_name_themselves() {
        for (decade, ending) in [(2, "ईस"), (3, "तीस"), (4, "लीस"), (6, "सठ"), (7, "त्तर"), (8, "ासी")]
        {
            for unit in 1..9 {
                let word = HINDI[decade * 10 + unit];
                let regular = word.ends_with(ending) || (decade == 2 && word.ends_with("ीस"));
                assert!(regular, "{word}");
            }
        }
        assert!(HINDI[91..].iter().all(|word| word.ends_with("नवे")));
    }

    #[test]
    fn amounts_in_words() {
        for (rupees, hindi, english) in [
            (0, "निरंक", "nil"),
            (1, "एक रुपया", "one rupee"),
            (100, "एक सौ रुपये", "one hundred rupees"),
            (105_021, "एक लाख पाँच हजार इक्कीस रुपये", "one lakh five thousand twenty-one rupees"),
            (
                116_787_400_000,
                "ग्यारह हजार छह सौ अठहत्तर करोड़ चौहत्तर लाख रुपये",
                "eleven thousand six hundred seventy-eight crore seventy-four lakh rupees",
            ),
            (100_000 * RUPEES_PER_CRORE, "एक लाख करोड़ रुपये", "one lakh crore rupees"),
        ] {
            assert_eq!(rupees_in_words_hi(rupees), hindi);
            assert_eq!(rupees_in_words_en(rupees), english);
        }
    }

    /// Reads the words back by the grammar of the places: each place multiplies what was counted before it.
    fn read_back(words: &str, below_hundred: impl Fn(&str) -> Option<u64>, places: &Places) -> u64 {
        let (mut done, mut crores, mut count) = (0, 0, 0);
        for word in words.split(' ') {
            let size = match word {
                word if word == places.crore => {
                    crores = (crores + done + count) * RUPEES_PER_CRORE;
                    (done, count) = (0, 0);
                    continue;
                }
                word if word == places.lakh => RUPEES_PER_LAKH,
                word if word == places.thousand => 1_000,
                word if word == places.hundred => 100,
                word => {
                    count += below_hundred(word).unwrap();
                    continue;
                }
            };
            done += count * size;
            count = 0;
        }
        crores + done + count
    }

    proptest! {
        #[test]
        fn words_read_back(number: u64) {
            let hindi = |word: &str| (0..100).find(|n| HINDI[usize::try_from(*n).unwrap()] == word);
            let english = |word: &str| (0..100).find(|n| english_below_hundred(*n) == word);
            prop_assert_eq!(read_back(&number_in_words_hi(number), hindi, &HINDI_PLACES), number);
            prop_assert_eq!(read_back(&number_in_words_en(number), english, &ENGLISH_PLACES), number);
        }
    }
}
