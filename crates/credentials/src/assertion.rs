//! A passkey's signature over bytes that were shown to its holder (Web Authentication Level 3, 7.2).
//!
//! The library of the ceremonies makes its own challenges. Where the challenge says *what* is approved, as [`challenge`]
//! makes it, this judges the answer. Sign-in asks it too, so that two judges who share no code must agree.

use aws_lc_rs::digest::{Context, SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::IgnoredAny;
use thiserror::Error;

use crate::cbor;
use crate::key::PublicKey;

const HASH_BYTES: usize = 32;
const COUNTER_BYTES: usize = 4;
const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
/// A new key, which has no place in an assertion.
const ATTESTED: u8 = 0x40;
const EXTENSIONS: u8 = 0x80;
const RESERVED: u8 = 0x22;

/// What a browser answers when a passkey signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// The passkey that signed, as [`Passkey::handle`](crate::Passkey::handle).
    pub handle: String,
    /// What the authenticator says of itself; it is signed.
    pub authenticator_data: Vec<u8>,
    /// What the browser says of the page, as JSON; its hash is signed.
    pub client_data: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

/// What a true assertion must be about.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The challenge that was handed out.
    pub challenge: &'a [u8; 32],
    /// The origin of our pages, as browsers write it.
    pub origin: &'a str,
    /// The domain that the passkey is bound to.
    pub rp_id: &'a str,
    /// The passkey's key: the DER of its SubjectPublicKeyInfo.
    pub public_key_spki: &'a [u8],
}

/// What a true assertion tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How often the passkey signed, or 0 if it does not count.
    pub counter: u32,
    /// Whether the passkey lies on more than one device.
    pub backed_up: bool,
    /// Whether it may come to lie on more than one.
    pub backup_eligible: bool,
}

/// What is false in an assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AssertionFault {
    /// The answer or its client data is no JSON of this form, or a part is no base64url.
    #[error("the answer is not of the form that browsers give")]
    Form,
    /// The browser was asked for something else than a signature.
    #[error("the answer is not one of signing")]
    Type,
    /// Another challenge was signed.
    #[error("another challenge was signed")]
    Challenge,
    /// A page of another origin asked.
    #[error("a page of another origin asked for the signature")]
    Origin,
    /// The page stood in a frame of another origin.
    #[error("the page stood in a frame of another origin")]
    CrossOrigin,
    /// The passkey is bound to another domain.
    #[error("the passkey is bound to another domain")]
    RelyingParty,
    /// Nobody touched the authenticator.
    #[error("nobody was present")]
    UserPresent,
    /// The authenticator did not make sure of its holder.
    #[error("the authenticator did not make sure who it was")]
    UserVerified,
    /// The authenticator's data is cut short or too long, or has flags that do not fit each other.
    #[error("what the authenticator says of itself is malformed")]
    AuthenticatorData,
    /// The key is of an algorithm that is not known here, or malformed.
    #[error("the key is of no known algorithm")]
    Key,
    /// The signature is not one of this key over this content.
    #[error("the signature is false")]
    Signature,
}

/// The answer as `credential.toJSON()` gives it. Members that are not needed may be there: browsers add some.
#[derive(Deserialize)]
struct Answer {
    id: String,
    #[serde(rename = "rawId")]
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    authenticator_data: String,
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    signature: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<IgnoredAny>,
}

impl Assertion {
    /// Reads what `credential.toJSON()` gave in the browser.
    ///
    /// # Errors
    /// [`AssertionFault::Form`].
    pub fn read(answer: &str) -> Result<Assertion, AssertionFault> {
        let Answer { id, raw_id, kind, response } = serde_json::from_str(answer).map_err(|_| AssertionFault::Form)?;
        // Decoding takes one spelling only, so that handles can be compared as texts.
        bytes(&id)?;
        if id != raw_id || kind != "public-key" {
            return Err(AssertionFault::Form);
        }
        Ok(Assertion {
            handle: id,
            authenticator_data: bytes(&response.authenticator_data)?,
            client_data: bytes(&response.client_data)?,
            signature: bytes(&response.signature)?,
        })
    }

    /// Judges the assertion. Whose passkey it is, and whether its counter fits, is for the caller to compare.
    ///
    /// # Errors
    /// [`AssertionFault`]: the first thing that is false.
    pub fn verify(&self, expected: &Expected<'_>) -> Result<Verified, AssertionFault> {
        self.judge_client_data(expected)?;
        let verified = self.judge_authenticator_data(expected.rp_id)?;
        let key = PublicKey::from_spki(expected.public_key_spki).ok_or(AssertionFault::Key)?;
        let signed = [&self.authenticator_data, digest(&SHA256, &self.client_data).as_ref()].concat();
        if !key.signed(&signed, &self.signature) {
            return Err(AssertionFault::Signature);
        }
        Ok(verified)
    }

    fn judge_client_data(&self, expected: &Expected<'_>) -> Result<(), AssertionFault> {
        let client: ClientData = serde_json::from_slice(&self.client_data).map_err(|_| AssertionFault::Form)?;
        if client.kind != "webauthn.get" {
            return Err(AssertionFault::Type);
        }
        if bytes(&client.challenge)? != expected.challenge {
            return Err(AssertionFault::Challenge);
        }
        if client.origin != expected.origin {
            return Err(AssertionFault::Origin);
        }
        if client.cross_origin || client.top_origin.is_some() {
            return Err(AssertionFault::CrossOrigin);
        }
        Ok(())
    }

    fn judge_authenticator_data(&self, rp_id: &str) -> Result<Verified, AssertionFault> {
        let malformed = AssertionFault::AuthenticatorData;
        let (hash, rest) = self.authenticator_data.split_first_chunk::<HASH_BYTES>().ok_or(malformed)?;
        let (flags, rest) = rest.split_first().ok_or(malformed)?;
        let (counter, extensions) = rest.split_first_chunk::<COUNTER_BYTES>().ok_or(malformed)?;
        let has = |flag: u8| flags & flag != 0;
        if hash != digest(&SHA256, rp_id.as_bytes()).as_ref() {
            return Err(AssertionFault::RelyingParty);
        }
        if !has(USER_PRESENT) {
            return Err(AssertionFault::UserPresent);
        }
        if !has(USER_VERIFIED) {
            return Err(AssertionFault::UserVerified);
        }
        // Outputs of extensions may stand here unasked, when a page derives a key from its passkey.
        let ends = if has(EXTENSIONS) { cbor::is_one_map(extensions) } else { extensions.is_empty() };
        if !ends || has(ATTESTED) || has(RESERVED) || (has(BACKED_UP) && !has(BACKUP_ELIGIBLE)) {
            return Err(malformed);
        }
        let counter = u32::from_be_bytes(*counter);
        Ok(Verified { counter, backed_up: has(BACKED_UP), backup_eligible: has(BACKUP_ELIGIBLE) })
    }
}

/// Bytes as browsers write them in what they sign and answer.
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes that were written so; none for what was not.
#[must_use]
pub fn from_base64url(written: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(written).ok()
}

/// The challenge for an approval of `shown`: SHA-256 of the server's nonce and the bytes shown. The nonce has a fixed
/// length, so that no two pairs run together.
#[must_use]
pub fn challenge(nonce: &[u8; 32], shown: &[u8]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(nonce);
    context.update(shown);
    let mut challenge = [0; HASH_BYTES];
    challenge.copy_from_slice(context.finish().as_ref());
    challenge
}

fn bytes(text: &str) -> Result<Vec<u8>, AssertionFault> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| AssertionFault::Form)
}
