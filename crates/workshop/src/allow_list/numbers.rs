//! Numbers as JSON has them. PDF allows `4.`, `+.5` and `00.5`, and qpdf passes such reals on as they were written.

/// Copies JSON text and rewrites the numbers outside its strings that JSON does not know.
pub fn with_json_numbers(characters: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    let mut number = String::new();
    let (mut in_string, mut escaped) = (false, false);
    for character in characters {
        if !in_string && matches!(character, '0'..='9' | '+' | '-' | '.') {
            number.push(character);
            continue;
        }
        if !number.is_empty() {
            push_number(&mut text, &number);
            number.clear();
        }
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            _ => {}
        }
        text.push(character);
    }
    push_number(&mut text, &number);
    text
}

/// An unreadable number is passed on and makes the description unreadable, so that the file is refused.
fn push_number(text: &mut String, number: &str) {
    let unsigned = number.trim_start_matches('+');
    let (sign, unsigned) = match unsigned.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", unsigned),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let significant = whole.trim_start_matches('0');
    text.push_str(sign);
    text.push_str(match (significant, whole.len() + fraction.len()) {
        ("", 1..) => "0",
        (significant, _) => significant,
    });
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pdf_become_numbers_of_json() {
        for (given, expected) in [
            ("[4., -1., +.123, -.5, 00.50]", "[4, -1, 0.123, -0.5, 0.50]"),
            ("[0, 10, 0.10, -7, 100.5]", "[0, 10, 0.10, -7, 100.5]"),
            ("{\"4.\": \"+.5 \\\" 4.\"}", "{\"4.\": \"+.5 \\\" 4.\"}"),
            ("7.", "7"),
        ] {
            assert_eq!(with_json_numbers(given.chars()), expected);
        }
    }

    #[test]
    fn what_is_no_number_stays_unreadable() {
        for given in ["1.2.3", "--4", "-", ".", "1-2"] {
            let text = with_json_numbers(given.chars());
            assert!(serde_json::from_str::<f64>(&text).is_err(), "{given} {text}");
        }
    }
}
