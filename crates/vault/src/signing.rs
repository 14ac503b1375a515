use std::fmt;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::{CipherError, Key};

/// An Ed25519 key that signs (RFC 8032). The same key and message give the same signature.
pub struct SigningKey {
    pair: Ed25519KeyPair,
    public: [u8; 32],
}

impl SigningKey {
    /// The signing key whose 32-byte seed `seed` is.
    ///
    /// # Errors
    /// [`CipherError::Failed`].
    pub fn from_seed(seed: &Key) -> Result<SigningKey, CipherError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.bytes()).map_err(|_| CipherError::Failed)?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| CipherError::Failed)?;
        Ok(SigningKey { pair, public })
    }

    /// The public key, encoded as RFC 8032 says.
    #[must_use]
    pub fn public_key(&self) -> [u8; 32] {
        self.public
    }

    /// The signature of `message`, 64 bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningKey(…)")
    }
}

/// Whether `signature` is one of `message` by the holder of the Ed25519 key `public`.
#[must_use]
pub fn signed_by(public: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public).verify(message, signature).is_ok()
}
