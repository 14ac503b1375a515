//! Digits and the Indian grouping of them.

/// Groups a number as India does: the last three digits, then pairs: `1234567` → `12,34,567`.
#[must_use]
pub fn group(number: u64) -> String {
    let digits = number.to_string();
    let length = digits.len();
    let mut grouped = String::with_capacity(length + length / 2);
    for (index, digit) in digits.chars().enumerate() {
        let following = length - index;
        let at_group_start = following == 3 || (following > 3 && following % 2 == 1);
        if index > 0 && at_group_start {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Replaces Devanagari digits by Latin ones and leaves every other character as it is.
#[must_use]
pub fn latin_digits(text: &str) -> String {
    text.chars()
        .map(|character| {
            let offset = u32::from(character).wrapping_sub(u32::from('०'));
            char::from_digit(offset, 10).unwrap_or(character)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn groups_as_india_does() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (99_999, "99,999"),
            (100_000, "1,00,000"),
            (1_234_567, "12,34,567"),
            (u64::MAX, "1,84,46,74,40,73,70,95,51,615"),
        ] {
            assert_eq!(group(number), expected);
        }
    }

    #[test]
    fn digits_become_latin_and_nothing_else_changes() {
        assert_eq!(latin_digits("मद क्र. २३३५.७५"), "मद क्र. 2335.75");
        assert_eq!(latin_digits("०१२३४५६७८९"), "0123456789");
        assert_eq!(latin_digits("१2३"), "123");
    }

    proptest! {
        #[test]
        fn grouping_only_adds_commas(number: u64) {
            prop_assert_eq!(group(number).replace(',', ""), number.to_string());
        }

        #[test]
        fn latin_text_is_left_alone(text in "[ -~]*") {
            prop_assert_eq!(latin_digits(&text), text);
        }
    }
}
