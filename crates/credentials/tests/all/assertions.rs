//! The judge of assertions over challenges of our own: what is true passes, and nothing else does.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, RSA_PKCS1_SHA256};
use aws_lc_rs::signature::{EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use credentials::{Assertion, AssertionFault, Expected, Verified, challenge};
use serde_json::{Value, json};
use testbed::SoftAuthenticator;

const ORIGIN: &str = "https://cabinet.example.gov.in";
const RP_ID: &str = "cabinet.example.gov.in";
const CHALLENGE: [u8; 32] = [0xa5; 32];

/// A key that signs, of one of the algorithms.
enum Signer {
    Ecdsa(EcdsaKeyPair),
    Rsa(RsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    fn each() -> [Signer; 3] {
        [
            Signer::p256(),
            Signer::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()),
            Signer::Ed25519(Ed25519KeyPair::generate().unwrap()),
        ]
    }

    fn p256() -> Signer {
        Signer::Ecdsa(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap())
    }

    fn spki(&self) -> Vec<u8> {
        fn der(key: &impl AsDer<PublicKeyX509Der<'static>>) -> Vec<u8> {
            key.as_der().unwrap().as_ref().to_vec()
        }
        match self {
            Signer::Ecdsa(pair) => der(pair.public_key()),
            Signer::Rsa(pair) => der(pair.public_key()),
            Signer::Ed25519(pair) => der(pair.public_key()),
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Signer::Ecdsa(pair) => pair.sign(&random, message).unwrap().as_ref().to_vec(),
            Signer::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).unwrap();
                signature
            }
            Signer::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }
}

/// What goes into an assertion before it is signed.
struct Draft {
    client: Value,
    hash: Vec<u8>,
    flags: u8,
    counter: u32,
    after: Vec<u8>,
}

impl Draft {
    fn truth() -> Draft {
        let client = json!({
            "type": "webauthn.get",
            "challenge": URL_SAFE_NO_PAD.encode(CHALLENGE),
            "origin": ORIGIN,
            "crossOrigin": false,
            "a member of tomorrow": [1, 2],
        });
        Draft {
            client,
            hash: digest(&SHA256, RP_ID.as_bytes()).as_ref().to_vec(),
            flags: 0x1d,
            counter: 7,
            after: Vec::new(),
        }
    }

    fn signed(&self, signer: &Signer) -> Assertion {
        let data = [&self.hash, [self.flags].as_slice(), &self.counter.to_be_bytes(), &self.after].concat();
        signed_over(signer, data, self.client.to_string().into_bytes())
    }
}

fn signed_over(signer: &Signer, authenticator_data: Vec<u8>, client_data: Vec<u8>) -> Assertion {
    let signature = signer.sign(&[&authenticator_data, digest(&SHA256, &client_data).as_ref()].concat());
    Assertion { handle: "AQ".to_owned(), authenticator_data, client_data, signature }
}

fn judged(assertion: &Assertion, spki: &[u8]) -> Result<Verified, AssertionFault> {
    assertion.verify(&Expected { challenge: &CHALLENGE, origin: ORIGIN, rp_id: RP_ID, public_key_spki: spki })
}

/// Every fault and the falsehoods that must be told by it, each in something that is signed truly all the same.
fn falsehoods(fault: AssertionFault) -> Vec<fn(&mut Draft)> {
    match fault {
        AssertionFault::Form => vec![
            |draft| draft.client = json!([]),
            |draft| draft.client["type"] = Value::Null,
            |draft| draft.client["challenge"] = json!("not base64url="),
            |draft| draft.client["crossOrigin"] = json!("false"),
            |draft| drop(draft.client.as_object_mut().unwrap().remove("origin")),
        ],
        AssertionFault::Type => vec![
            |draft| draft.client["type"] = json!("webauthn.create"),
            |draft| draft.client["type"] = json!("payment.get"),
            |draft| draft.client["type"] = json!(""),
        ],
        AssertionFault::Challenge => vec![
            |draft| draft.client["challenge"] = json!(URL_SAFE_NO_PAD.encode([0xa4; 32])),
            |draft| draft.client["challenge"] = json!(URL_SAFE_NO_PAD.encode([0xa5; 31])),
            |draft| draft.client["challenge"] = json!(""),
        ],
        AssertionFault::Origin => vec![
            |draft| draft.client["origin"] = json!("https://cabinet.example.gov.in.evil.example"),
            |draft| draft.client["origin"] = json!("https://sub.cabinet.example.gov.in"),
            |draft| draft.client["origin"] = json!("http://cabinet.example.gov.in"),
            |draft| draft.client["origin"] = json!("https://cabinet.example.gov.in:8443"),
            |draft| draft.client["origin"] = json!("https://cabinet.example.gov.in/"),
        ],
        AssertionFault::CrossOrigin => {
            vec![|draft| draft.client["crossOrigin"] = json!(true), |draft| draft.client["topOrigin"] = json!(ORIGIN)]
        }
        AssertionFault::RelyingParty => {
            vec![|draft| draft.hash = digest(&SHA256, b"example.gov.in").as_ref().to_vec(), |draft| draft.hash[31] ^= 1]
        }
        AssertionFault::UserPresent => vec![|draft| draft.flags &= !0x01],
        AssertionFault::UserVerified => vec![|draft| draft.flags &= !0x04],
        AssertionFault::AuthenticatorData => vec![
            |draft| draft.flags |= 0x02,
            |draft| draft.flags |= 0x20,
            |draft| draft.flags |= 0x40,
            |draft| draft.flags |= 0x80,
            |draft| draft.flags &= !0x08,
            |draft| draft.after = vec![0],
            |draft| draft.after = vec![0xa0],
            |draft| (draft.flags, draft.after) = (draft.flags | 0x80, vec![0xa0, 0]),
            |draft| (draft.flags, draft.after) = (draft.flags | 0x80, vec![0xa1]),
        ],
        // These two are not in what is signed.
        AssertionFault::Key | AssertionFault::Signature => Vec::new(),
    }
}

const FAULTS: [AssertionFault; 11] = [
    AssertionFault::Form,
    AssertionFault::Type,
    AssertionFault::Challenge,
    AssertionFault::Origin,
    AssertionFault::CrossOrigin,
    AssertionFault::RelyingParty,
    AssertionFault::UserPresent,
    AssertionFault::UserVerified,
    AssertionFault::AuthenticatorData,
    AssertionFault::Key,
    AssertionFault::Signature,
];

#[test]
fn a_true_assertion_of_each_algorithm_passes() {
    for signer in Signer::each() {
        let told = Verified { counter: 7, backed_up: true, backup_eligible: true };
        assert_eq!(judged(&Draft::truth().signed(&signer), &signer.spki()), Ok(told));
    }
}

#[test]
fn what_browsers_and_authenticators_may_add_or_leave_out_passes() {
    let ways: [fn(&mut Draft); 5] = [
        |draft| drop(draft.client.as_object_mut().unwrap().remove("crossOrigin")),
        |draft| (draft.flags, draft.counter) = (0x05, 0),
        |draft| draft.flags &= !0x10,
        |draft| (draft.flags, draft.after) = (draft.flags | 0x80, vec![0xa0]),
        |draft| {
            draft.flags |= 0x80;
            draft.after = [b"\xa1\x6bhmac-secret\x58\x20".as_slice(), &[7; 32]].concat();
        },
    ];
    let signer = Signer::p256();
    for (number, way) in ways.iter().enumerate() {
        let mut draft = Draft::truth();
        way(&mut draft);
        assert!(judged(&draft.signed(&signer), &signer.spki()).is_ok(), "{number}");
    }
}

#[test]
fn each_falsehood_is_told_by_its_name() {
    for signer in Signer::each() {
        for fault in FAULTS {
            for (number, falsify) in falsehoods(fault).iter().enumerate() {
                let mut draft = Draft::truth();
                falsify(&mut draft);
                assert_eq!(judged(&draft.signed(&signer), &signer.spki()), Err(fault), "{number}");
            }
        }
    }
}

#[test]
fn a_changed_bit_anywhere_is_refused() {
    for signer in Signer::each() {
        let (truth, spki) = (Draft::truth().signed(&signer), signer.spki());
        for bit in 0..truth.signature.len() * 8 {
            let mut changed = truth.clone();
            changed.signature[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(judged(&changed, &spki), Err(AssertionFault::Signature), "bit {bit} of the signature");
        }
        for bit in 0..truth.authenticator_data.len() * 8 {
            let mut changed = truth.clone();
            changed.authenticator_data[bit / 8] ^= 1 << (bit % 8);
            assert!(judged(&changed, &spki).is_err(), "bit {bit} of the authenticator's data");
        }
        for bit in 0..truth.client_data.len() * 8 {
            let mut changed = truth.clone();
            changed.client_data[bit / 8] ^= 1 << (bit % 8);
            assert!(judged(&changed, &spki).is_err(), "bit {bit} of the client data");
        }
    }
}

#[test]
fn signatures_of_other_lengths_and_other_keys_are_refused() {
    for (signer, other) in Signer::each().iter().zip(&Signer::each()) {
        let truth = Draft::truth().signed(signer);
        assert_eq!(judged(&truth, &other.spki()), Err(AssertionFault::Signature));
        for length in (0..truth.signature.len()).chain([truth.signature.len() + 1]) {
            let mut changed = truth.clone();
            changed.signature.resize(length, 0);
            assert_eq!(judged(&changed, &signer.spki()), Err(AssertionFault::Signature), "{length}");
        }
    }
}

#[test]
fn authenticator_data_of_every_shorter_length_is_refused() {
    let signer = Signer::p256();
    let truth = Draft::truth().signed(&signer);
    assert_eq!(truth.authenticator_data.len(), 37, "control");
    for length in 0..37 {
        let short = signed_over(&signer, truth.authenticator_data[..length].to_vec(), truth.client_data.clone());
        assert_eq!(judged(&short, &signer.spki()), Err(AssertionFault::AuthenticatorData), "{length}");
    }
}

#[test]
fn a_key_of_another_algorithm_is_told() {
    let truth = Draft::truth().signed(&Signer::p256());
    let p384 = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_ASN1_SIGNING).unwrap();
    let p384 = Signer::Ecdsa(p384).spki();
    for spki in [p384.as_slice(), &[], &[0x30, 0]] {
        assert_eq!(judged(&truth, spki), Err(AssertionFault::Key));
    }
}

#[test]
fn client_data_that_says_a_thing_twice_is_refused() {
    let signer = Signer::p256();
    let truth = Draft::truth().signed(&signer);
    let text = String::from_utf8(truth.client_data).unwrap();
    let twice = text.replacen('{', r#"{"origin":"https://evil.example","#, 1).into_bytes();
    let assertion = signed_over(&signer, truth.authenticator_data, twice);
    assert_eq!(judged(&assertion, &signer.spki()), Err(AssertionFault::Form));
}

#[test]
fn an_approval_signs_what_was_shown() {
    let options = json!({
        "rp": { "id": RP_ID }, "user": { "id": "AQ" }, "challenge": "AQ", "pubKeyCredParams": [{ "alg": -7 }],
    });
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let made: Value = serde_json::from_str(&authenticator.create(&options.to_string())).unwrap();
    let spki = URL_SAFE_NO_PAD.decode(made["response"]["publicKey"].as_str().unwrap()).unwrap();
    let nonce = [3; 32];
    let answer = authenticator.get_over(&challenge(&nonce, "मंत्रि-परिषद् आदेश".as_bytes()), RP_ID);
    let assertion = Assertion::read(&answer).unwrap();
    assert_eq!(assertion.handle, made["id"]);
    let over = |nonce: &[u8; 32], shown: &str| {
        let challenge = challenge(nonce, shown.as_bytes());
        let expected = Expected { challenge: &challenge, origin: ORIGIN, rp_id: RP_ID, public_key_spki: &spki };
        assertion.verify(&expected).map(|verified| verified.counter)
    };
    assert_eq!(over(&nonce, "मंत्रि-परिषद् आदेश"), Ok(2));
    assert_eq!(over(&nonce, "मंत्रि-परिषद् आदेश "), Err(AssertionFault::Challenge));
    assert_eq!(over(&[4; 32], "मंत्रि-परिषद् आदेश"), Err(AssertionFault::Challenge));
    let known = digest(&SHA256, &[[0x61; 32].as_slice(), b"bc"].concat());
    assert_eq!(challenge(&[0x61; 32], b"bc"), known.as_ref(), "nothing but the two, one after the other");
}

#[test]
fn answers_of_another_form_are_refused() {
    let good = json!({
        "id": "AQ", "rawId": "AQ", "type": "public-key",
        "response": { "authenticatorData": "AQ", "clientDataJSON": "AQ", "signature": "AQ", "userHandle": "AQ" },
        "clientExtensionResults": { "prf": {} },
    });
    assert!(Assertion::read(&good.to_string()).is_ok(), "control");
    for (place, value) in [
        ("/id", json!("AR")),
        ("/rawId", json!("AQ==")),
        ("/type", json!("password")),
        ("/response", json!([])),
        ("/response/authenticatorData", json!("+/")),
        ("/response/clientDataJSON", json!(null)),
        ("/response/signature", json!("AR")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        assert_eq!(Assertion::read(&bad.to_string()), Err(AssertionFault::Form), "{place}");
    }
    for text in ["", "null", "{}", "[]"] {
        assert_eq!(Assertion::read(text), Err(AssertionFault::Form));
    }
}
