//! Enrolment codes: two halves, each read by one of the two persons who ordered them, so that neither alone could enrol a
//! passkey for somebody else. Device codes: read by one, for a device alone opens nothing.

use uuid::Uuid;
use vault::Key;

/// Signs of one half; five bits each.
const HALF_SIGNS: usize = 10;
/// Signs that cannot be taken for one another (Crockford's alphabet).
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// One of the two halves of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// Of who proposed.
    First,
    /// Of who agreed.
    Second,
}

/// The code of an enrolment or of a device, 100 bits. It is computed and never kept: it falls with the root key, and a rotation of the
/// root key ends the codes that are out.
pub(crate) fn code(key: &Key, id: Uuid) -> String {
    let made = vault::hmac_sha256(key.bytes(), id.as_bytes());
    let bits = made.iter().flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1));
    let bits: Vec<u8> = bits.take(HALF_SIGNS * 2 * 5).collect();
    let number = |five: &[u8]| five.iter().fold(0_usize, |sum, bit| sum * 2 + usize::from(*bit));
    bits.chunks(5).filter_map(|five| SIGNS.get(number(five))).map(|sign| char::from(*sign)).collect()
}

/// One half as it is read aloud and printed: two groups of five.
pub(crate) fn half(code: &str, half: Half) -> String {
    let skipped = if half == Half::First { 0 } else { HALF_SIGNS };
    grouped(&code.chars().skip(skipped).take(HALF_SIGNS).collect::<String>())
}

/// The whole code as it is printed: four groups of five.
pub(crate) fn whole(code: &str) -> String {
    grouped(code)
}

fn grouped(signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    let groups: Vec<String> = signs.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// A code as somebody typed it: small letters, spaces, Devanagari digits, and what is easily mistaken. None if it is no code.
pub(crate) fn typed(written: &str) -> Option<String> {
    let mut code = String::new();
    for sign in written.chars().filter(|sign| !sign.is_whitespace() && !"-–—".contains(*sign)) {
        let sign = match sign {
            '०'..='९' => char::from_digit(u32::from(sign) - u32::from('०'), 10)?,
            'o' | 'O' => '0',
            'i' | 'I' | 'l' | 'L' => '1',
            other => other.to_ascii_uppercase(),
        };
        if !SIGNS.iter().any(|known| char::from(*known) == sign) {
            return None;
        }
        code.push(sign);
    }
    (code.len() == HALF_SIGNS * 2).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn of(number: u128) -> String {
        code(&Key::from_bytes([7; 32]), Uuid::from_u128(number))
    }

    #[test]
    fn a_code_is_typed_as_it_was_read() {
        let code = of(1);
        assert_eq!(code.len(), 20);
        let printed = whole(&code);
        assert_eq!(printed, format!("{}-{}", half(&code, Half::First), half(&code, Half::Second)));
        let careless = printed.to_ascii_lowercase().replace('0', "o").replace('1', "l").replace('-', " ");
        assert_eq!(typed(&careless), Some(code.clone()));
        let digits =
            |sign: char| sign.to_digit(10).and_then(|digit| char::from_u32(u32::from('०') + digit)).unwrap_or(sign);
        assert_eq!(typed(&printed.chars().map(digits).collect::<String>()), Some(code));
    }

    /// Twenty signs of five bits, and each of them is used.
    #[test]
    fn asvs_6_5_4() {
        const BITS_MIN: u32 = 20;
        let codes: Vec<String> = (0..400).map(of).collect();
        let bits = SIGNS.len().ilog2() * u32::try_from(codes[0].len()).unwrap();
        assert_eq!(bits, 100);
        assert!(bits / 2 >= BITS_MIN, "half a code has more than what is asked of a whole one");
        for place in 0..codes[0].len() {
            let used: std::collections::BTreeSet<_> = codes.iter().filter_map(|code| code.chars().nth(place)).collect();
            assert_eq!(used.len(), SIGNS.len(), "every sign stands at {place}");
        }
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(different.len(), codes.len());
    }

    #[test]
    fn what_is_no_code_is_none() {
        let code = of(1);
        for wrong in
            [String::new(), code[1..].to_owned(), format!("{code}0"), code.replace(&code[3..4], "U"), "क".repeat(20)]
        {
            assert_eq!(typed(&wrong), None, "{wrong}");
        }
        assert_ne!(of(1), of(2), "control");
    }
}
