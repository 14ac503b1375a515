//! Envelopes, derivations and digits.

use proptest::prelude::*;
use vault::{CipherError, Key, equal, hex, hmac_sha256, open, random, seal, sha256, unhex};

proptest! {
    #[test]
    fn what_is_sealed_opens(plain in prop::collection::vec(any::<u8>(), 0..2000), aad in prop::collection::vec(any::<u8>(), 0..40)) {
        let key = Key::random().unwrap();
        let sealed = seal(&key, &aad, &plain).unwrap();
        prop_assert_eq!(sealed.len(), plain.len() + 28);
        prop_assert_eq!(open(&key, &aad, &sealed).unwrap().to_vec(), plain.clone());
    }

    #[test]
    fn any_change_is_refused(plain in prop::collection::vec(any::<u8>(), 0..200), place in any::<prop::sample::Index>(), bit in 0..8u32) {
        let key = Key::random().unwrap();
        let sealed = seal(&key, b"place", &plain).unwrap();
        let mut changed = sealed.clone();
        *changed.get_mut(place.index(sealed.len())).unwrap() ^= 1 << bit;
        prop_assert_eq!(open(&key, b"place", &changed).unwrap_err(), CipherError::Refused);
        let cut = sealed.get(..place.index(sealed.len())).unwrap();
        prop_assert_eq!(open(&key, b"place", cut).unwrap_err(), CipherError::Refused);
        prop_assert_eq!(open(&key, b"other", &sealed).unwrap_err(), CipherError::Refused);
        prop_assert_eq!(open(&Key::random().unwrap(), b"place", &sealed).unwrap_err(), CipherError::Refused);
        prop_assert_eq!(open(&key, b"place", &sealed).unwrap().to_vec(), plain.clone());
    }

    #[test]
    fn digits_have_one_spelling(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let text = hex(&bytes);
        prop_assert_eq!(unhex(&text), Some(bytes));
        let upper = text.to_uppercase();
        prop_assert_eq!(unhex(&upper).is_some(), upper == text);
    }
}

#[test]
fn two_sealings_of_one_text_differ() {
    let key = Key::random().unwrap();
    assert_ne!(seal(&key, b"", b"x").unwrap(), seal(&key, b"", b"x").unwrap());
    assert_ne!(random::<16>().unwrap(), random::<16>().unwrap());
}

#[test]
fn derived_keys_depend_on_key_and_purpose() {
    let key = Key::from_bytes([7; 32]);
    let derived = key.derive("index").unwrap();
    assert_eq!(derived.bytes(), key.derive("index").unwrap().bytes());
    assert_ne!(derived.bytes(), key.derive("marks").unwrap().bytes());
    let other = Key::from_bytes([8; 32]);
    assert_ne!(derived.bytes(), other.derive("index").unwrap().bytes());
    // What stands in stored data is for ever. Expected value: RFC 5869 with two plain HMACs.
    let extracted = hmac_sha256(b"ecabinet/1", &[7; 32]);
    assert_eq!(derived.bytes(), &hmac_sha256(&extracted, b"index\x01"));
}

#[test]
fn digests_match_the_published_ones() {
    // FIPS 180-2, B.1, and RFC 4231, case 2.
    assert_eq!(hex(&sha256(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(
        hex(&hmac_sha256(b"Jefe", b"what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
}

#[test]
fn odd_digits_and_other_letters_are_no_bytes() {
    assert_eq!(unhex("0g"), None);
    assert_eq!(unhex("012"), None);
    assert_eq!(unhex("का"), None);
    assert_eq!(unhex("00ff"), Some(vec![0, 255]));
}

#[test]
fn equal_compares_all_bytes() {
    assert!(equal(b"abc", b"abc"));
    assert!(!equal(b"abc", b"abd"));
    assert!(!equal(b"abc", b"ab"));
}

#[test]
fn debug_shows_nothing_of_a_key() {
    let shown = format!("{:?}", Key::from_bytes([0xab; 32]));
    assert_eq!(shown, "Key(…)");
    assert!(format!("{:?}", [0xab_u8; 32]).contains("171"), "control");
}
