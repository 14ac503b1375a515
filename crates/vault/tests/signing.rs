//! Ed25519 against the published vectors of RFC 8032, 7.1, and that a changed bit is refused.
#![expect(clippy::unwrap_used, reason = "tests")]

use vault::{Key, SigningKey, hex, signed_by, unhex};

/// Seed, public key, message, signature: tests 1 to 3 of RFC 8032, 7.1.
const VECTORS: [[&str; 4]; 3] = [
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
];

fn array(digits: &str) -> [u8; 32] {
    unhex(digits).unwrap().try_into().unwrap()
}

#[test]
fn published_vectors() {
    for [seed, public, message, signature] in VECTORS {
        let key = SigningKey::from_seed(&Key::from_bytes(array(seed))).unwrap();
        let message = unhex(message).unwrap();
        assert_eq!(hex(&key.public_key()), public);
        assert_eq!(hex(&key.sign(&message)), signature);
        assert!(signed_by(&array(public), &message, &unhex(signature).unwrap()));
    }
}

#[test]
fn any_changed_bit_and_any_other_length_is_refused() {
    let key = SigningKey::from_seed(&Key::from_bytes([7; 32])).unwrap();
    let message = b"a checkpoint".to_vec();
    let signature = key.sign(&message);
    assert!(signed_by(&key.public_key(), &message, &signature), "control");
    for bit in 0..signature.len() * 8 {
        let mut changed = signature.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!signed_by(&key.public_key(), &message, &changed), "bit {bit} of the signature");
    }
    for bit in 0..message.len() * 8 {
        let mut changed = message.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!signed_by(&key.public_key(), &changed, &signature), "bit {bit} of the message");
    }
    assert!(!signed_by(&key.public_key(), &message, &signature[..63]));
    assert!(!signed_by(&key.public_key(), &message, &[]));
    assert!(!format!("{key:?}").contains("pair"), "nothing of it is printed");
}
