use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{constant_time, digest, hmac, rand};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{Key, Plain, TAG_BYTES};

/// Why a cipher operation gave nothing. It never says more, so that an error is no oracle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CipherError {
    /// The system's source of random bytes failed.
    #[error("the system gave no random bytes")]
    Random,
    /// The library refused to seal or to derive.
    #[error("sealing or deriving failed")]
    Failed,
    /// The sealed bytes are too short, were changed, or belong to another key or another place.
    #[error("the sealed bytes do not open: changed, or another key or place")]
    Refused,
}

/// Seals `plain` under `key` with AES-256-GCM: 12 random nonce bytes ‖ ciphertext ‖ 16 bytes of tag.
///
/// `aad` names the place the bytes belong to and must be the same when they are opened. One key may seal at most 2³²
/// messages so (NIST SP 800-38D, 8.3, random nonces).
///
/// # Errors
/// [`CipherError::Random`] or [`CipherError::Failed`].
pub fn seal(key: &Key, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, CipherError> {
    let nonce = random::<NONCE_LEN>()?;
    // The buffer holds plaintext until it is sealed, so it is wiped should sealing fail.
    let mut sealed = Zeroizing::new(Vec::with_capacity(NONCE_LEN + plain.len() + TAG_BYTES));
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let body = sealed.get_mut(NONCE_LEN..).ok_or(CipherError::Failed)?;
    let tag = aes(key)?
        .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), body)
        .map_err(|_| CipherError::Failed)?;
    sealed.extend_from_slice(tag.as_ref());
    Ok(std::mem::take(&mut *sealed))
}

/// Opens what [`seal`] made under the same `key` and `aad`.
///
/// # Errors
/// [`CipherError::Refused`] for every byte that differs, in `sealed`, `aad` or `key`.
pub fn open(key: &Key, aad: &[u8], sealed: &[u8]) -> Result<Plain, CipherError> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(CipherError::Refused)?;
    let mut plain = Plain::of(body.to_vec());
    let length = aes(key)?
        .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(aad), plain.bytes_mut())
        .map_err(|_| CipherError::Refused)?
        .len();
    plain.truncate(length);
    Ok(plain)
}

/// The expanded AES-256-GCM key; the nonce rule is the caller's.
pub(crate) fn aes(key: &Key) -> Result<LessSafeKey, CipherError> {
    UnboundKey::new(&AES_256_GCM, key.bytes()).map(LessSafeKey::new).map_err(|_| CipherError::Failed)
}

/// SHA-256 of bytes that come piece by piece.
pub struct Sha256(digest::Context);

impl Default for Sha256 {
    fn default() -> Self {
        Self(digest::Context::new(&digest::SHA256))
    }
}

impl Sha256 {
    /// Takes a piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all pieces.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        to_array(self.0.finish().as_ref())
    }
}

/// SHA-256 of `bytes`.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    to_array(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// HMAC-SHA-256 of `bytes` under `key` (RFC 2104; any length of key).
#[must_use]
pub fn hmac_sha256(key: &[u8], bytes: &[u8]) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    to_array(hmac::sign(&key, bytes).as_ref())
}

/// Copies a 32-byte digest out of the library's own type.
pub(crate) fn to_array(digest: &[u8]) -> [u8; 32] {
    let mut array = [0; 32];
    array.copy_from_slice(digest);
    array
}

/// `N` bytes from the system's source of randomness.
///
/// # Errors
/// [`CipherError::Random`].
pub fn random<const N: usize>() -> Result<[u8; N], CipherError> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| CipherError::Random)?;
    Ok(bytes)
}

/// Whether `a` and `b` are the same bytes, in a time that depends on their lengths alone.
#[must_use]
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    constant_time::verify_slices_are_equal(a, b).is_ok()
}

/// `bytes` in lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    text.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
    text
}

/// The digit of a number below 16.
const fn digit(nibble: u8) -> char {
    (if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }) as char
}

/// The bytes that `text` writes; `None` unless it is an even number of **lower-case** hexadecimal digits, so that there
/// is one spelling only.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let nibble = |digit: &u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let mut bytes = Vec::with_capacity(pairs.len());
    for [high, low] in pairs {
        bytes.push(nibble(high)? << 4 | nibble(low)?);
    }
    Some(bytes)
}
