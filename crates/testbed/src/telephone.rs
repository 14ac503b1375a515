//! The program on a telephone that shows codes (RFC 6238: SHA-1, six digits, half a minute).

use aws_lc_rs::hmac;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The code that a telephone shows which was given this secret in Base32; spaces do not matter.
///
/// # Panics
/// Where it is no Base32.
#[must_use]
pub fn code_of_the_moment(base32: &str, now_seconds: u64) -> String {
    let (mut secret, mut bits, mut count) = (Vec::new(), 0_u64, 0_u32);
    for sign in base32.chars().filter(|sign| !sign.is_whitespace()) {
        let value = ALPHABET.find(sign).expect("a sign of Base32");
        bits = bits << 5 | u64::try_from(value).expect("five bits");
        count += 5;
        if count >= 8 {
            count -= 8;
            secret.push(u8::try_from(bits >> count & 0xff).expect("a byte"));
        }
    }
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &secret);
    let tag = hmac::sign(&key, &(now_seconds / 30).to_be_bytes());
    let tag = tag.as_ref();
    let from = usize::from(tag.last().expect("twenty bytes") & 0xf);
    let four = tag.get(from..from + 4).expect("twenty bytes").try_into().expect("four bytes");
    format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}
