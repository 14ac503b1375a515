//! The keys that a provider publishes (RFC 7517), and signatures by them (RFC 7515): three algorithms and no other.

use crate::fault::TokenFault;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256};
use aws_lc_rs::signature::{RsaPublicKeyComponents, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

/// Of a point on a curve: both coordinates follow.
const UNCOMPRESSED: u8 = 4;
const COORDINATE_BYTES: usize = 32;

/// What may have signed a token. `none`, and whatever is counted with a secret, is not here: whoever knows the client's
/// secret, or a public key, could write such a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Es256,
    Rs256,
    EdDsa,
}

impl Algorithm {
    pub(crate) fn of(written: &str) -> Option<Self> {
        match written {
            "ES256" => Some(Self::Es256),
            "RS256" => Some(Self::Rs256),
            "EdDSA" => Some(Self::EdDsa),
            _ => None,
        }
    }
}

/// The provider's keys.
pub(crate) struct Keys(Vec<Key>);

struct Key {
    id: Option<String>,
    algorithm: Algorithm,
    public: Public,
}

enum Public {
    /// A point of P-256, or a key of Ed25519.
    Bytes(Vec<u8>),
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
}

#[derive(Deserialize)]
struct WrittenKeys {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct WrittenKey {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

impl WrittenKey {
    /// The key, if one of our algorithms signs with it.
    fn key(self) -> Option<Key> {
        let bytes = |part: &Option<String>| part.as_ref().and_then(|part| from_base64url(part));
        let coordinate = |part| bytes(part).filter(|bytes| bytes.len() == COORDINATE_BYTES);
        let (algorithm, public) = match (self.kty.as_str(), self.crv.as_deref()) {
            ("EC", Some("P-256")) => {
                let (x, y) = (coordinate(&self.x)?, coordinate(&self.y)?);
                let point = [&[UNCOMPRESSED], x.as_slice(), &y].concat();
                (Algorithm::Es256, Public::Bytes(point))
            }
            ("OKP", Some("Ed25519")) => (Algorithm::EdDsa, Public::Bytes(coordinate(&self.x)?)),
            ("RSA", None) => (Algorithm::Rs256, Public::Rsa { modulus: bytes(&self.n)?, exponent: bytes(&self.e)? }),
            _ => return None,
        };
        let signs = self.usage.is_none_or(|usage| usage == "sig");
        let same = self.alg.is_none_or(|alg| Algorithm::of(&alg) == Some(algorithm));
        (signs && same).then_some(Key { id: self.kid, algorithm, public })
    }
}

impl Keys {
    /// The keys of a published set by which our algorithms sign; others are passed over.
    pub(crate) fn read(json: &[u8]) -> Option<Self> {
        let written: WrittenKeys = serde_json::from_slice(json).ok()?;
        let keys = written.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok());
        Some(Self(keys.filter_map(WrittenKey::key).collect()))
    }

    /// Whether the one key that a token's header names signed it.
    pub(crate) fn judge(
        &self,
        (algorithm, id): (Algorithm, Option<&str>),
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), TokenFault> {
        let named = |key: &&Key| key.algorithm == algorithm && id.is_none_or(|id| key.id.as_deref() == Some(id));
        let mut fitting = self.0.iter().filter(named);
        let (Some(key), None) = (fitting.next(), fitting.next()) else { return Err(TokenFault::Key) };
        if key.signed(message, signature) { Ok(()) } else { Err(TokenFault::Signature) }
    }
}

impl Key {
    fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match (&self.public, self.algorithm) {
            (Public::Bytes(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }
            (Public::Bytes(key), Algorithm::EdDsa) => {
                UnparsedPublicKey::new(&ED25519, key).verify(message, signature).is_ok()
            }
            (Public::Rsa { modulus, exponent }, Algorithm::Rs256) => {
                let key = RsaPublicKeyComponents { n: modulus, e: exponent };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
            _ => false,
        }
    }
}

/// Bytes of base64url without padding; none for any other spelling.
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
