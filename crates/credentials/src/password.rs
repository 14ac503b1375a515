//! Passwords: hashed with Argon2id, judged before they are taken.
//!
//! A password is the text in its composed form (NFC): one person types the same letters on two keyboards in different
//! code points.

use crate::house;
use crate::known::is_most_used;
use argon2::password_hash::Error;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use aws_lc_rs::rand;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

/// Characters that a password must have.
pub const CHARACTERS_MIN: usize = 12;
/// Characters that a password may have.
pub const CHARACTERS_MAX: usize = 128;

// What OWASP asks for at least, and RFC 9106 where memory is dear.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;

/// Of a longer name the first parts are tried: the work grows with the square.
const NAME_PARTS_MAX: usize = 12;

/// A hash of the same cost that no password has been found for.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm8gcGVyc29uJ3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password could not be hashed or compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// The system's source of random bytes failed.
    #[error("the system gave no random bytes")]
    Random,
    /// The hash is none that this version can compare.
    #[error("this is no hash of a password")]
    Hash,
    /// The library refused, which it does when memory is short.
    #[error("the password could not be hashed")]
    Failed,
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordFault {
    /// It has too few characters.
    #[error("a password has at least {characters_min} characters")]
    Short {
        /// How many it must have.
        characters_min: usize,
    },
    /// It has too many.
    #[error("a password has at most {characters_max} characters")]
    Long {
        /// How many it may have.
        characters_max: usize,
    },
    /// It can be guessed: known passwords, names, rows of keys, dates, repetitions.
    #[error("the password can be guessed")]
    Known,
    /// It consists of words of the house, each of which counts as one character.
    #[error("without words of the house the password has less than {characters_min} characters")]
    OfTheHouse {
        /// How many it must have.
        characters_min: usize,
    },
    /// It stands in a list of known passwords: the most used ones, or those that leaked.
    #[error("the password stands in a list of known ones")]
    Listed,
}

/// The hash of a password, as a PHC string with salt and parameters. It takes some hundredths of a second and 19 MiB.
///
/// # Errors
/// [`PasswordError::Random`], [`PasswordError::Failed`].
pub fn hash(password: &str) -> Result<String, PasswordError> {
    let mut salt = [0; SALT_BYTES];
    rand::fill(&mut salt).map_err(|_| PasswordError::Random)?;
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Failed)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
    let hashed = argon2.hash_password_with_salt(composed(password).as_bytes(), &salt);
    Ok(hashed.map_err(|_| PasswordError::Failed)?.to_string())
}

/// Whether `password` is the one that `hash` was made of.
///
/// # Errors
/// [`PasswordError::Hash`], [`PasswordError::Failed`].
pub fn verify(hash: &str, password: &str) -> Result<bool, PasswordError> {
    let hash = PasswordHash::new(hash).map_err(|_| PasswordError::Hash)?;
    // A text that is cut short before the hash would be compared with nothing, and merely not fit.
    if hash.salt.is_none() || hash.hash.is_none() {
        return Err(PasswordError::Hash);
    }
    match Argon2::default().verify_password(composed(password).as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(Error::OutOfMemory | Error::Internal) => Err(PasswordError::Failed),
        Err(_) => Err(PasswordError::Hash),
    }
}

/// Takes the time of [`verify`] where there is no hash to compare with, so that an account that does not exist cannot be
/// told from one that does.
pub fn verify_nobody(password: &str) {
    let _ = std::hint::black_box(verify(NOBODY, password));
}

/// Judges a password before it is taken. `words` are those that a guesser would try first: the person's names, the
/// account, the government; `house` are the names of its departments and posts.
///
/// # Errors
/// [`PasswordFault`].
pub fn judge(password: &str, words: &[&str], house: &[&str]) -> Result<(), PasswordFault> {
    let password = composed(password);
    let characters = password.chars().count();
    if characters < CHARACTERS_MIN {
        return Err(PasswordFault::Short { characters_min: CHARACTERS_MIN });
    }
    if characters > CHARACTERS_MAX {
        return Err(PasswordFault::Long { characters_max: CHARACTERS_MAX });
    }
    let guessed: Vec<String> = words.iter().flat_map(|word| tried(word)).collect();
    let mut inputs: Vec<&str> = house::words().collect();
    inputs.splice(..0, guessed.iter().map(String::as_str));
    if guessable(&password, &inputs) {
        return Err(PasswordFault::Known);
    }
    if house::characters(&password, words.iter().chain(house).copied()) < CHARACTERS_MIN {
        return Err(PasswordFault::OfTheHouse { characters_min: CHARACTERS_MIN });
    }
    if is_most_used(&password) {
        return Err(PasswordFault::Listed);
    }
    Ok(())
}

/// Whether ten thousand million guesses find it, by the library's count; without the signs between words, a hundred million.
fn guessable(password: &str, inputs: &[&str]) -> bool {
    // The library knows rows and dates in Western digits alone.
    let judged = Zeroizing::new(password.chars().map(western).collect::<String>());
    // It takes every dot between two names for chance. Where such signs are few, the rest must stand by itself.
    let bare = Zeroizing::new(judged.chars().filter(|sign| !is_joint(*sign)).collect::<String>());
    let few = bare.chars().count() * 4 >= judged.chars().count() * 3;
    zxcvbn(&judged, inputs).score() < Score::Four || (few && zxcvbn(&bare, inputs).score() < Score::Three)
}

/// What a guesser makes of a name: its parts, and as one word those that follow each other.
fn tried(name: &str) -> Vec<String> {
    let name: String = name.nfc().map(western).collect();
    let parts: Vec<&str> = name.split(is_joint).filter(|part| !part.is_empty()).take(NAME_PARTS_MAX).collect();
    let runs = (1..=parts.len()).flat_map(|length| parts.windows(length).map(<[&str]>::concat));
    runs.filter(|run| run.chars().count() > 1).collect()
}

/// What stands between words.
fn is_joint(sign: char) -> bool {
    sign.is_whitespace() || sign.is_ascii_punctuation()
}

/// The form in which a password is hashed, compared and looked for.
pub(crate) fn composed(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfc().collect())
}

/// A Devanagari digit as a Western one; any other character as it is.
pub(crate) fn western(sign: char) -> char {
    match sign {
        '०'..='९' => char::from_digit(u32::from(sign) - u32::from('०'), 10).unwrap_or(sign),
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::Instant;

    const WORDS: &[&str] = &["Sunita Verma", "सुनीता वर्मा", "s.verma", "मध्य प्रदेश शासन", "Government of Madhya Pradesh"];

    #[test]
    fn a_password_is_found_again_and_no_other_is() {
        let first = hash("पहाड़ पर नौ नीले छाते").unwrap();
        assert!(first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{first}");
        assert_ne!(first, hash("पहाड़ पर नौ नीले छाते").unwrap(), "salted");
        assert_eq!(verify(&first, "पहाड़ पर नौ नीले छाते"), Ok(true));
        for other in ["", "पहाड़ पर नौ नीले छात", "पहाड़ पर नौ नीले छाते ", "पहाड पर नौ नीले छाते"]
        {
            assert_eq!(verify(&first, other), Ok(false), "{other}");
        }
    }

    #[test]
    fn two_spellings_of_the_same_letters_are_one_password() {
        // The letter ढ़ as one code point and as two; é likewise.
        let (one, other) = ("ब\u{922}\u{93c}ती caf\u{e9}", "ब\u{95d}ती cafe\u{301}");
        assert_ne!(one, other, "control");
        assert_eq!(verify(&hash(one).unwrap(), other), Ok(true));
    }

    #[test]
    fn what_is_no_hash_is_told() {
        let good = hash("a").unwrap();
        let bcrypt = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";
        for text in ["", "plain", bcrypt, &good[..good.len() - 50], &good.replace("v=19", "v=7")] {
            assert_eq!(verify(text, "a"), Err(PasswordError::Hash), "{text}");
        }
    }

    #[test]
    fn nobody_costs_what_somebody_costs() {
        let parts = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        let somebody = hash("some password").unwrap();
        assert_eq!(parts(NOBODY), parts(&somebody));
        assert_eq!(NOBODY.len(), somebody.len(), "salt and output are as long");
        assert_eq!(verify(NOBODY, ""), Ok(false), "it is compared, not refused");
        let took = |run: &dyn Fn()| {
            let from = Instant::now();
            (0..10).for_each(|_| run());
            from.elapsed() / 10
        };
        // For the eye alone: a busy machine would make a judge of times a liar.
        let known = took(&|| assert_eq!(verify(&somebody, "guess"), Ok(false)));
        println!("a comparison: {known:?}; with nobody: {:?}", took(&|| verify_nobody("guess")));
    }

    #[test]
    fn length_is_counted_in_characters_of_the_composed_form() {
        assert_eq!(judge("xK7#pq\u{e9}\u{e9}vW2", WORDS, &[]), Err(PasswordFault::Short { characters_min: 12 }));
        let decomposed = "xK7#pqe\u{301}e\u{301}vW2";
        assert_eq!(judge(decomposed, WORDS, &[]), Err(PasswordFault::Short { characters_min: 12 }), "13 code points");
        assert_eq!(judge("xK7#pq\u{e9}\u{e9}vW2!", WORDS, &[]), Ok(()));
        let long: String = "xK7#pq vW2!mR9".chars().cycle().take(129).collect();
        assert_eq!(judge(&long, WORDS, &[]), Err(PasswordFault::Long { characters_max: 128 }));
    }

    #[test]
    fn what_can_be_guessed_is_refused() {
        for known in [
            "password12345",
            "qwertyuiop[]",
            "aaaaaaaaaaaaaaaa",
            "abcdefghijklmnop",
            "123456789012",
            "१२३४५६७८९०१२",
            "SunitaVerma1978",
            "sunita.verma.123",
            "S.Verma@2026!",
            "सुनीतावर्मा१२३",
            "सुनीता वर्मा १९७८",
            "MadhyaPradesh1",
            "मध्यप्रदेशशासन",
            "मध्य प्रदेश १२३",
            "JaiHind@12345",
            "Bharat@123456",
            "नमस्तेभारत१२३",
            "पासवर्ड१२३४५",
            "कखगघकखगघकखगघ",
            "P@ssw0rd!2026",
            "11/12/1978 1978",
            "अअअअअअअअअअअअअअ",
        ] {
            assert_eq!(judge(known, WORDS, &[]), Err(PasswordFault::Known), "{known}");
        }
    }

    #[test]
    fn what_cannot_is_taken() {
        for good in ["correct horse battery staple", "पहाड़ पर नौ नीले छाते", "xK7#pqvW2!mR", "Nau neele chhate, 4 haathi"]
        {
            assert_eq!(judge(good, WORDS, &[]), Ok(()), "{good}");
        }
        assert_eq!(judge("zubinmehrotra", WORDS, &[]), Ok(()), "control: a name that nobody told");
        assert_eq!(judge("zubinmehrotra", &["Zubin Mehrotra"], &[]), Err(PasswordFault::Known));
    }

    /// Whoever types it must not hold the server up: should one of these stand still, the runner ends it.
    #[test]
    fn the_longest_passwords_are_judged() {
        for piece in ["a", "ab", "4@8({[<369|!105$7+%2", "1/1/1999 ", "qwerty", "नमस्ते", "p4ssw0rd", "verma"]
        {
            let long: String = piece.chars().cycle().take(CHARACTERS_MAX).collect();
            let from = Instant::now();
            let judged = judge(&long, WORDS, &[]);
            println!("{piece}: {judged:?} in {:?}", from.elapsed());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_is_judged(password in "\\PC{12,40}", word in "\\PC{0,20}") {
            let _ = judge(&password, &[&word], &[]);
        }
    }
}
