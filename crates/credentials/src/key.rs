//! Public keys as the record keeps them: the DER of a SubjectPublicKeyInfo (RFC 5280), which common tools read.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256};
use aws_lc_rs::signature::{RsaPublicKeyComponents, UnparsedPublicKey};
use webauthn_rs_core::proto::{COSEAlgorithm, COSEEC2Key, COSEKey, COSEKeyType, COSERSAKey, ECDSACurve};

/// All before the point of a P-256 key (RFC 5480): sequence, algorithm with curve, bit string.
const P256: &[u8] =
    b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\0";
/// All before the 32 bytes of an Ed25519 key (RFC 8410).
const ED25519_HEAD: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\0";
/// The algorithm of an RSA key (RFC 3279).
const RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\0";

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;
/// Of a point: both coordinates follow.
const UNCOMPRESSED: u8 = 4;
const COORDINATE_BYTES: usize = 32;
const RSA_BYTES: usize = 256;

/// A key whose signatures can be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PublicKey {
    /// Both coordinates on P-256.
    Es256(Vec<u8>),
    /// Modulus and exponent, without leading zeros.
    Rs256 { modulus: Vec<u8>, exponent: Vec<u8> },
    /// The key as RFC 8032 encodes it.
    Ed25519(Vec<u8>),
}

impl PublicKey {
    /// The key of a SubjectPublicKeyInfo; none for another algorithm, and for another spelling than ours of the same key.
    pub(crate) fn from_spki(spki: &[u8]) -> Option<PublicKey> {
        let key = if let Some(point) = spki.strip_prefix(P256) {
            PublicKey::Es256(point.strip_prefix(&[UNCOMPRESSED])?.to_vec())
        } else if let Some(key) = spki.strip_prefix(ED25519_HEAD) {
            PublicKey::Ed25519(key.to_vec())
        } else {
            rsa_key(spki)?
        };
        let length = match &key {
            PublicKey::Es256(point) => point.len() == 2 * COORDINATE_BYTES,
            PublicKey::Ed25519(key) => key.len() == 32,
            PublicKey::Rs256 { .. } => true,
        };
        (length && key.to_spki() == spki).then_some(key)
    }

    /// The DER of the SubjectPublicKeyInfo.
    pub(crate) fn to_spki(&self) -> Vec<u8> {
        match self {
            PublicKey::Es256(point) => [P256, &[UNCOMPRESSED], point].concat(),
            PublicKey::Ed25519(key) => [ED25519_HEAD, key].concat(),
            PublicKey::Rs256 { modulus, exponent } => {
                let key = element(SEQUENCE, &[unsigned(modulus), unsigned(exponent)].concat());
                let bits = element(BIT_STRING, &[&[0], key.as_slice()].concat());
                element(SEQUENCE, &[RSA, &bits].concat())
            }
        }
    }

    /// The key that an authenticator gave; none for an algorithm that we do not ask for.
    pub(crate) fn from_cose(key: &COSEKey) -> Option<PublicKey> {
        match (&key.type_, &key.key) {
            (COSEAlgorithm::ES256, COSEKeyType::EC_EC2(COSEEC2Key { curve: ECDSACurve::SECP256R1, x, y })) => {
                (x.len() == COORDINATE_BYTES && y.len() == COORDINATE_BYTES)
                    .then(|| PublicKey::Es256([x.as_slice(), y].concat()))
            }
            (COSEAlgorithm::RS256, COSEKeyType::RSA(COSERSAKey { n, e })) => {
                let (modulus, exponent) = (without_zeros(n).to_vec(), without_zeros(e).to_vec());
                (modulus.len() == RSA_BYTES && !exponent.is_empty()).then_some(PublicKey::Rs256 { modulus, exponent })
            }
            _ => None,
        }
    }

    /// The key as the library of the ceremonies takes it; none for Ed25519, which it does not judge.
    pub(crate) fn to_cose(&self) -> Option<COSEKey> {
        match self {
            PublicKey::Es256(point) => {
                let (x, y) = point.split_at_checked(COORDINATE_BYTES)?;
                let key = COSEEC2Key { curve: ECDSACurve::SECP256R1, x: x.to_vec(), y: y.to_vec() };
                Some(COSEKey { type_: COSEAlgorithm::ES256, key: COSEKeyType::EC_EC2(key) })
            }
            PublicKey::Rs256 { modulus, exponent } => {
                let mut e = [0; 3];
                let from = e.len().checked_sub(exponent.len())?;
                e.get_mut(from..)?.copy_from_slice(exponent);
                let key = COSERSAKey { n: modulus.clone(), e };
                Some(COSEKey { type_: COSEAlgorithm::RS256, key: COSEKeyType::RSA(key) })
            }
            PublicKey::Ed25519(_) => None,
        }
    }

    /// Whether `signature` is one of `message` by the holder of this key.
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            PublicKey::Es256(point) => {
                let point = [&[UNCOMPRESSED], point.as_slice()].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            PublicKey::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            PublicKey::Rs256 { modulus, exponent } => RsaPublicKeyComponents { n: modulus, e: exponent }.verify(
                &RSA_PKCS1_2048_8192_SHA256,
                message,
                signature,
            ),
        }
        .is_ok()
    }
}

fn rsa_key(spki: &[u8]) -> Option<PublicKey> {
    let (whole, _) = content(SEQUENCE, spki)?;
    let (bits, _) = content(BIT_STRING, whole.strip_prefix(RSA)?)?;
    let (key, _) = content(SEQUENCE, bits.strip_prefix(&[0])?)?;
    let (modulus, rest) = content(INTEGER, key)?;
    let (exponent, _) = content(INTEGER, rest)?;
    Some(PublicKey::Rs256 { modulus: without_zeros(modulus).to_vec(), exponent: without_zeros(exponent).to_vec() })
}

/// The content of the element at the beginning, and what follows it. That a length is written as shortly as it can be is
/// seen when the key is written again.
fn content(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (first, rest) = bytes.strip_prefix(&[tag])?.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81 | 0x82 => {
            let (length, rest) = rest.split_at_checked(usize::from(first & 3))?;
            (length.iter().fold(0, |value, byte| value << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let bytes = content.len().to_be_bytes();
    let length = without_zeros(&bytes);
    let head = match (content.len(), u8::try_from(length.len())) {
        (0..=0x7f, _) => vec![tag, length.first().copied().unwrap_or_default()],
        (_, Ok(count)) => [&[tag, 0x80 | count], length].concat(),
        (_, Err(_)) => vec![tag],
    };
    [head.as_slice(), content].concat()
}

/// A number that is never negative, as a DER integer.
fn unsigned(number: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if number.first().is_none_or(|first| *first >= 0x80) { &[0] } else { &[] };
    element(INTEGER, &[sign, number].concat())
}

fn without_zeros(number: &[u8]) -> &[u8] {
    let from = number.iter().position(|byte| *byte != 0).unwrap_or(number.len());
    number.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
    use aws_lc_rs::rsa::KeySize;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING};
    use aws_lc_rs::signature::{EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RsaKeyPair};
    use webauthn_rs_core::proto::{COSEOKPKey, EDDSACurve};

    fn ecdsa(algorithm: &'static EcdsaSigningAlgorithm) -> Vec<u8> {
        der(EcdsaKeyPair::generate(algorithm).unwrap().public_key())
    }

    fn der(key: &impl AsDer<PublicKeyX509Der<'static>>) -> Vec<u8> {
        key.as_der().unwrap().as_ref().to_vec()
    }

    /// A key of each kind as the cipher library writes it.
    fn keys() -> Vec<Vec<u8>> {
        vec![
            ecdsa(&ECDSA_P256_SHA256_ASN1_SIGNING),
            der(RsaKeyPair::generate(KeySize::Rsa2048).unwrap().public_key()),
            der(Ed25519KeyPair::generate().unwrap().public_key()),
        ]
    }

    #[test]
    fn keys_are_written_as_another_library_writes_them() {
        let read: Vec<PublicKey> = keys().iter().map(|spki| PublicKey::from_spki(spki).unwrap()).collect();
        assert!(matches!(read[..], [PublicKey::Es256(_), PublicKey::Rs256 { .. }, PublicKey::Ed25519(_)]));
    }

    #[test]
    fn keys_go_to_the_form_of_authenticators_and_back() {
        for spki in &keys()[..2] {
            let key = PublicKey::from_spki(spki).unwrap();
            let back = PublicKey::from_cose(&key.to_cose().unwrap()).unwrap();
            assert_eq!((&back, &back.to_spki()), (&key, spki));
        }
        assert_eq!(PublicKey::from_spki(&keys()[2]).unwrap().to_cose(), None, "the ceremonies do not judge Ed25519");
    }

    #[test]
    fn other_algorithms_are_refused() {
        assert_eq!(PublicKey::from_spki(&ecdsa(&ECDSA_P384_SHA384_ASN1_SIGNING)), None);
        let x = vec![0; 32];
        let key = COSEKeyType::EC_OKP(COSEOKPKey { curve: EDDSACurve::ED25519, x: x.clone() });
        assert_eq!(PublicKey::from_cose(&COSEKey { type_: COSEAlgorithm::EDDSA, key }), None);
        let key = COSEKeyType::EC_EC2(COSEEC2Key { curve: ECDSACurve::SECP256R1, x: x.clone(), y: x });
        assert_eq!(PublicKey::from_cose(&COSEKey { type_: COSEAlgorithm::ES384, key }), None);
        let key = COSEKeyType::RSA(COSERSAKey { n: vec![0; 256], e: [1, 0, 1] });
        assert_eq!(PublicKey::from_cose(&COSEKey { type_: COSEAlgorithm::RS256, key }), None, "too short a number");
    }

    #[test]
    fn every_part_and_every_other_spelling_of_a_key_is_refused() {
        for spki in keys() {
            assert!((0..spki.len()).all(|end| PublicKey::from_spki(&spki[..end]).is_none()));
            assert_eq!(PublicKey::from_spki(&[spki.as_slice(), &[0]].concat()), None);
        }
        // A short length in the long form.
        let exponent = [0x02, 0x81, 0x03, 1, 0, 1];
        let key = element(SEQUENCE, &[unsigned(&[0x80; 256]).as_slice(), &exponent].concat());
        let bits = element(BIT_STRING, &[&[0], key.as_slice()].concat());
        assert_eq!(PublicKey::from_spki(&element(SEQUENCE, &[RSA, &bits].concat())), None);
    }
}
