//! A passkey's holder in software: it answers the options of a server as a browser with an authenticator would.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const ATTESTED: u8 = 0x40;

/// A browser and an authenticator of P-256 keys that are found without a user name. Its fields are knobs: what they say
/// goes into the next answer, true or not.
#[derive(Debug)]
pub struct SoftAuthenticator {
    /// The origin of the page that asks.
    pub origin: String,
    /// Whether the holder gave finger, face or PIN.
    pub user_verified: bool,
    /// What the next answer counts. Unless it is 0, each answer adds one.
    pub counter: u32,
    /// Whether keys may lie on more than one device.
    pub backup_eligible: bool,
    /// Whether they do.
    pub backed_up: bool,
    keys: Vec<Resident>,
}

#[derive(Debug)]
struct Resident {
    rp_id: String,
    id: Vec<u8>,
    /// The user's handle, in base64url as the server gave it.
    user: String,
    pair: EcdsaKeyPair,
}

impl SoftAuthenticator {
    /// One without keys, on pages of `origin`; it verifies its holder, counts, and keeps its keys to itself.
    #[must_use]
    pub fn new(origin: &str) -> SoftAuthenticator {
        let (origin, keys) = (origin.to_owned(), Vec::new());
        SoftAuthenticator { origin, user_verified: true, counter: 1, backup_eligible: false, backed_up: false, keys }
    }

    /// Makes a passkey as the creation options say, and answers what `credential.toJSON()` gives in Chromium.
    pub fn create(&mut self, options_json: &str) -> String {
        let options: Value = serde_json::from_str(options_json).expect("options are JSON");
        let algorithms = options.pointer("/pubKeyCredParams").and_then(Value::as_array).expect("algorithms are named");
        assert!(
            algorithms.iter().any(|one| one.get("alg") == Some(&json!(-7))),
            "a P-256 key is all that is made here"
        );
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key can be made");
        let id = digest(&SHA256, pair.public_key().as_ref()).as_ref().to_vec();
        let (rp_id, user) = (text(&options, "/rp/id"), text(&options, "/user/id"));
        let point = pair.public_key().as_ref().to_vec();
        let length = u16::try_from(id.len()).expect("ids are short");
        let attested = [[0; 16].as_slice(), &length.to_be_bytes(), &id, &cose(&point)].concat();
        let data = self.authenticator_data(&rp_id, ATTESTED, &attested);
        let client = self.client_data("webauthn.create", &text(&options, "/challenge"));
        let handle = encoded(&id);
        self.keys.push(Resident { rp_id, id, user, pair });
        json!({
            "authenticatorAttachment": "platform",
            "clientExtensionResults": { "credProps": { "rk": true }, "prf": { "enabled": true } },
            "id": handle,
            "rawId": handle,
            "response": {
                "attestationObject": encoded(&attestation_object(&data)),
                "authenticatorData": encoded(&data),
                "clientDataJSON": encoded(client.as_bytes()),
                "publicKey": encoded(&spki(&point)),
                "publicKeyAlgorithm": -7,
                "transports": ["hybrid", "internal", "smart-card"],
            },
            "type": "public-key",
        })
        .to_string()
    }

    /// Signs in as the request options say, with the last passkey of their domain.
    pub fn get(&mut self, options_json: &str) -> String {
        let options: Value = serde_json::from_str(options_json).expect("options are JSON");
        self.signed(&text(&options, "/challenge"), &text(&options, "/rpId"))
    }

    /// Signs a challenge of one's own, with the last passkey of the domain.
    pub fn get_over(&mut self, challenge: &[u8; 32], rp_id: &str) -> String {
        self.signed(&encoded(challenge), rp_id)
    }

    fn signed(&mut self, challenge: &str, rp_id: &str) -> String {
        let data = self.authenticator_data(rp_id, 0, &[]);
        let client = self.client_data("webauthn.get", challenge);
        let key = self.keys.iter().rfind(|key| key.rp_id == rp_id).expect("a passkey of this domain");
        let message = [data.as_slice(), digest(&SHA256, client.as_bytes()).as_ref()].concat();
        let signature = key.pair.sign(&SystemRandom::new(), &message).expect("the key signs");
        let handle = encoded(&key.id);
        json!({
            "authenticatorAttachment": "platform",
            "clientExtensionResults": { "prf": { "results": { "first": encoded(&[7; 32]) } } },
            "id": handle,
            "rawId": handle,
            "response": {
                "authenticatorData": encoded(&data),
                "clientDataJSON": encoded(client.as_bytes()),
                "signature": encoded(signature.as_ref()),
                "userHandle": key.user,
            },
            "type": "public-key",
        })
        .to_string()
    }

    fn authenticator_data(&mut self, rp_id: &str, attested: u8, rest: &[u8]) -> Vec<u8> {
        let knobs = [(self.user_verified, VERIFIED), (self.backup_eligible, ELIGIBLE), (self.backed_up, BACKED_UP)];
        let set = knobs.iter().filter(|(on, _)| *on).map(|(_, flag)| flag);
        let flags = set.fold(PRESENT | attested, |flags, flag| flags | flag);
        let counter = self.counter;
        self.counter = if counter == 0 { 0 } else { counter.wrapping_add(1) };
        [digest(&SHA256, rp_id.as_bytes()).as_ref(), &[flags], &counter.to_be_bytes(), rest].concat()
    }

    /// Written as Chromium writes it, with the member by which it now and then reminds servers that more may come.
    fn client_data(&self, kind: &str, challenge: &str) -> String {
        let (kind, challenge, origin) = (json!(kind), json!(challenge), json!(self.origin));
        let more = "do not compare clientDataJSON against a template";
        format!(
            r#"{{"type":{kind},"challenge":{challenge},"origin":{origin},"crossOrigin":false,"other_keys_can_be_added_here":"{more}"}}"#
        )
    }
}

/// CBOR: `{"fmt": "none", "attStmt": {}, "authData": data}`.
fn attestation_object(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("the data are short");
    [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".as_slice(), &length.to_be_bytes(), data].concat()
}

/// CBOR: `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`.
fn cose(point: &[u8]) -> Vec<u8> {
    let (x, y) = point.get(1..).expect("a point is marked").split_at(32);
    [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
}

fn spki(point: &[u8]) -> Vec<u8> {
    let head =
        b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\0";
    [head.as_slice(), point].concat()
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn text(options: &Value, place: &str) -> String {
    options.pointer(place).and_then(Value::as_str).expect("options hold a text here").to_owned()
}
