use std::fmt;

use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use zeroize::Zeroizing;

use crate::{CipherError, random};

/// Extraction salt of every derivation; a constant, so that derived keys are this system's own (RFC 5869, 3.1).
const SALT: &[u8] = b"ecabinet/1";

/// A 256-bit key. It is wiped when dropped, and `Debug` prints nothing of it.
// Boxed, so that moving a key copies a pointer and leaves no second copy behind on the stack.
#[derive(Clone)]
pub struct Key(Box<Zeroizing<[u8; 32]>>);

impl Key {
    /// A new random key.
    ///
    /// # Errors
    /// [`CipherError::Random`].
    pub fn random() -> Result<Key, CipherError> {
        random().map(Key::from_bytes)
    }

    /// The key for one `purpose` derived from this one by HKDF-SHA-256; another purpose gives an unrelated key.
    ///
    /// # Errors
    /// [`CipherError::Failed`].
    pub fn derive(&self, purpose: &str) -> Result<Key, CipherError> {
        let mut derived = Key::from_bytes([0; 32]);
        Salt::new(HKDF_SHA256, SALT)
            .extract(self.bytes())
            .expand(&[purpose.as_bytes()], HKDF_SHA256)
            .and_then(|material| material.fill(&mut **derived.0))
            .map_err(|_| CipherError::Failed)?;
        Ok(derived)
    }

    /// The key that these bytes are.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(Box::new(Zeroizing::new(bytes)))
    }

    /// The key's bytes; whoever asks answers for them.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key(…)")
    }
}
