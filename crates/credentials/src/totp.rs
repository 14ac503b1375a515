//! One-time codes (RFC 6238): six digits, thirty seconds, HMAC-SHA-1, because many programs on telephones take other
//! parameters and then count with these.

use std::fmt;

use aws_lc_rs::{constant_time, rand};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use thiserror::Error;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::password::western;

/// How long a code is shown, and counts: not a second longer (ASVS 5.0, 6.5.5). Telephones have their time from the network.
pub const STEP_SECONDS: u64 = 30;
const DIGITS: usize = 6;
/// As RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// What RFC 3986 lets stand as it is.
const QUOTED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The system's source of random bytes failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the system gave no random bytes")]
pub struct NoRandom;

/// The secret that a person's telephone and we share. It is wiped when dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<[u8; SECRET_BYTES]>);

/// A new secret.
///
/// # Errors
/// [`NoRandom`].
pub fn new_secret() -> Result<Secret, NoRandom> {
    let mut bytes = Zeroizing::new([0; SECRET_BYTES]);
    rand::fill(bytes.as_mut_slice()).map_err(|_| NoRandom)?;
    Ok(Secret(bytes))
}

impl Secret {
    /// The secret whose bytes were kept; none where they are too few or too many.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The secret's bytes, as [`check`] takes them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The secret as it is typed by hand: 32 signs of the alphabet of RFC 4648.
    #[must_use]
    pub fn base32(&self) -> Zeroizing<String> {
        Zeroizing::new(totp_rs::Secret::from(*self.0).to_base32())
    }

    /// The address that a telephone reads from a QR code. A colon in a name is read as the end of the issuer's and
    /// therefore left out.
    #[must_use]
    pub fn otpauth_uri(&self, account: &str, issuer: &str) -> Zeroizing<String> {
        let quoted = |name: &str| utf8_percent_encode(&name.replace(':', ""), QUOTED).to_string();
        let (account, issuer, secret) = (quoted(account), quoted(issuer), self.base32());
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}",
            secret.as_str()
        ))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// The present step, if `code` is its code and it comes after `last_step`, the last that this secret was used for. The code
/// of the step before or after opens nothing. The caller must keep it before anybody is let in: a code counts once.
///
/// Digits may be Western or Devanagari, with spaces between.
#[must_use]
pub fn check(secret: &[u8], code: &str, now_seconds: u64, last_step: Option<u64>) -> Option<u64> {
    let code: String = code.chars().filter(|sign| !sign.is_whitespace()).map(western).collect();
    if code.len() != DIGITS || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let totp = Builder::new().with_secret(secret).build_noncompliant();
    let step = now_seconds / STEP_SECONDS;
    (last_step.is_none_or(|last| step > last) && is_code(&totp, step, &code)).then_some(step)
}

/// Compares in a time that tells nothing of the digits.
fn is_code(totp: &Totp, step: u64, code: &str) -> bool {
    let Some(seconds) = step.checked_mul(STEP_SECONDS) else { return false };
    let right = Zeroizing::new(totp.generate(seconds).to_string());
    constant_time::verify_slices_are_equal(right.as_bytes(), code.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: &[u8] = b"12345678901234567890";

    /// Those of RFC 6238, appendix B, for HMAC-SHA-1: second and code of eight digits, of which six are ours.
    const VECTORS: [(u64, u32); 6] = [
        (59, 94_287_082),
        (1_111_111_109, 7_081_804),
        (1_111_111_111, 14_050_471),
        (1_234_567_890, 89_005_924),
        (2_000_000_000, 69_279_037),
        (20_000_000_000, 65_353_130),
    ];

    fn code(second: u64) -> String {
        Builder::new().with_secret(SECRET).build_noncompliant().generate(second).to_string()
    }

    #[test]
    fn the_vectors_of_the_standard_hold() {
        for (second, value) in VECTORS {
            let code = format!("{:06}", value % 1_000_000);
            assert_eq!(check(SECRET, &code, second, None), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_code_counts_in_its_own_step_and_once() {
        let (second, step) = (1_234_567_890, 41_152_263);
        let code = code(second);
        // The step begins with this second.
        assert_eq!(second % STEP_SECONDS, 0);
        for (now, found) in [(-30, None), (-1, None), (0, Some(step)), (29, Some(step)), (30, None), (60, None)] {
            assert_eq!(check(SECRET, &code, second.saturating_add_signed(now), None), found, "{now}");
        }
        assert_eq!(check(SECRET, &code, second, Some(step - 1)), Some(step), "the step before was used");
        assert_eq!(check(SECRET, &code, second, Some(step)), None, "this step was used");
        assert_eq!(check(SECRET, &code, second, Some(step + 1)), None, "a later step was used");
        assert_eq!(check(b"12345678901234567891", &code, second, None), None, "another secret");
        assert_eq!(check(SECRET, &super::tests::code(0), 0, None), Some(0), "at the beginning of time");
        assert_eq!(check(SECRET, &code, u64::MAX, None), None, "and at its end");
    }

    #[test]
    fn digits_are_read_as_people_type_them() {
        let (second, step) = (59, Some(1));
        for typed in ["287082", " 287 082\n", "२८७०८२", "२८७ 082"] {
            assert_eq!(check(SECRET, typed, second, None), step, "{typed:?}");
        }
        for typed in ["", "28708", "2870822", "94287082", "28708a", "287O82", "+87082", "287-082", "٢٨٧٠٨٢"] {
            assert_eq!(check(SECRET, typed, second, None), None, "{typed:?}");
        }
    }

    #[test]
    fn a_secret_is_new_and_hides_itself() {
        let (one, other) = (new_secret().unwrap(), new_secret().unwrap());
        assert_ne!(one.bytes(), other.bytes());
        assert_eq!((one.bytes().len(), format!("{one:?}").as_str()), (20, "Secret(…)"));
        let known = Secret::of(SECRET).unwrap();
        assert!(Secret::of(&SECRET[1..]).is_none(), "control");
        assert_eq!(known.base32().as_str(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "of RFC 4648");
        assert_eq!(
            known.otpauth_uri("s.verma: अ", "e-Cabinet MP").as_str(),
            "otpauth://totp/e-Cabinet%20MP:s.verma%20%E0%A4%85?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=e-Cabinet%20MP\
             &algorithm=SHA1&digits=6&period=30"
        );
    }

    proptest! {
        #[test]
        fn no_step_is_taken_twice(second in 0_u64..u64::MAX, last in 0_u64..u64::MAX, typed in "[0-9]{6}") {
            let found = check(SECRET, &typed, second, Some(last));
            prop_assert!(found.is_none_or(|step| step > last && step == second / STEP_SECONDS));
        }
    }
}
