//! Passkeys: made and asked for by webauthn-rs, kept in forms that public tools read.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, RequestChallengeResponse,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};
use webauthn_rs_core::proto::COSEAlgorithm;
use webauthn_rs_core::proto::{COSEEC2Key, COSEKey, COSEKeyType, COSERSAKey, Credential, ECDSACurve};

/// What an authenticator made, and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passkey {
    /// Its id in the authenticator: base64url.
    pub handle: String,
    /// Its public key: a `SubjectPublicKeyInfo` in base64.
    pub public_key: String,
    /// The authenticator's counter; 0 where it keeps none.
    pub counter: u32,
    /// Whether it may be copied to other devices.
    pub backup_eligible: bool,
    /// Whether it was.
    pub backed_up: bool,
}

/// What went wrong; at the door all of it is told alike.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// Browsers bind no passkey to such an origin.
    #[error("there can be no passkeys at {0}")]
    Origin(String),
    /// The answer or the state is not what it should be.
    #[error("the answer cannot be read")]
    Malformed,
    /// The key is of a sort that this build does not know.
    #[error("the key is of an unknown sort")]
    Key,
    /// The answer does not prove what it should.
    #[error("refused: {0}")]
    Refused(String),
}

/// The first half of a ceremony.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// What the browser is asked, as JSON for `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.
    pub options: String,
    /// What the second half needs, as JSON; to be sealed before it leaves the server.
    pub state: String,
}

/// What an answer proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proved {
    /// The authenticator's counter; 0 where it keeps none.
    pub counter: u32,
    /// Whether the passkey lies on several devices now.
    pub backed_up: bool,
}

/// Whether a counter may follow another: an authenticator that counts never repeats itself.
#[must_use]
pub const fn counter_fits(last: u32, now: u32) -> bool {
    (last == 0 && now == 0) || now > last
}

/// The site to which passkeys are bound.
#[derive(Debug)]
pub struct RelyingParty {
    webauthn: Webauthn,
}

fn refused(error: webauthn_rs::prelude::WebauthnError) -> CredentialError {
    CredentialError::Refused(error.to_string())
}

fn read<T: serde::de::DeserializeOwned>(written: &str) -> Result<T, CredentialError> {
    serde_json::from_str(written).map_err(|_| CredentialError::Malformed)
}

fn write<T: Serialize>(value: &T) -> Result<String, CredentialError> {
    serde_json::to_string(value).map_err(|_| CredentialError::Malformed)
}

impl RelyingParty {
    /// The site at an origin, under its name.
    ///
    /// # Errors
    /// [`CredentialError::Origin`] where the origin has no host name, or is neither HTTPS nor localhost.
    pub fn new(origin: &str, name: &str) -> Result<Self, CredentialError> {
        let unfit = || CredentialError::Origin(origin.to_owned());
        let url = Url::parse(origin).map_err(|_| unfit())?;
        let host = url.domain().ok_or_else(unfit)?.to_owned();
        if url.scheme() != "https" && host != "localhost" {
            return Err(unfit());
        }
        let builder = WebauthnBuilder::new(&host, &url).map_err(|_| unfit())?;
        Ok(Self { webauthn: builder.rp_name(name).build().map_err(|_| unfit())? })
    }

    /// The first half of making a passkey for a person.
    ///
    /// # Errors
    /// [`CredentialError`].
    pub fn start_registration(
        &self,
        user: Uuid,
        user_name: &str,
        display_name: &str,
        known: &[Passkey],
    ) -> Result<Ceremony, CredentialError> {
        let known = known.iter().map(|one| URL_SAFE_NO_PAD.decode(&one.handle)).collect::<Result<Vec<_>, _>>();
        let known = known.map_err(|_| CredentialError::Malformed)?;
        let begun = self.webauthn.start_passkey_registration(user, user_name, display_name, Some(known));
        let (challenge, state): (CreationChallengeResponse, PasskeyRegistration) = begun.map_err(refused)?;
        let mut options = serde_json::to_value(&challenge.public_key).map_err(|_| CredentialError::Malformed)?;
        // Nobody types a name at the door: the authenticator must know its person.
        if let Some(selection) = options.get_mut("authenticatorSelection").and_then(|found| found.as_object_mut()) {
            selection.insert("residentKey".to_owned(), "required".into());
            selection.insert("requireResidentKey".to_owned(), true.into());
        }
        // Keys of other sorts could not be kept.
        if let Some(kinds) = options.get_mut("pubKeyCredParams").and_then(|found| found.as_array_mut()) {
            kinds.retain(|kind| {
                kind.get("alg").and_then(serde_json::Value::as_i64).is_some_and(|alg| KEPT.contains(&alg))
            });
        }
        Ok(Ceremony { options: options.to_string(), state: write(&state)? })
    }

    /// The passkey that was made.
    ///
    /// # Errors
    /// [`CredentialError`].
    pub fn finish_registration(&self, state: &str, answer: &str) -> Result<Passkey, CredentialError> {
        let (state, answer): (PasskeyRegistration, RegisterPublicKeyCredential) = (read(state)?, read(answer)?);
        let made = self.webauthn.finish_passkey_registration(&answer, &state).map_err(refused)?;
        let made = Credential::from(made);
        Ok(Passkey {
            handle: URL_SAFE_NO_PAD.encode(&made.cred_id),
            public_key: STANDARD.encode(public_key(&made.cred)?),
            counter: made.counter,
            backup_eligible: made.backup_eligible,
            backed_up: made.backup_state,
        })
    }

    /// The first half of signing in: whoever's passkey answers.
    ///
    /// # Errors
    /// [`CredentialError`].
    pub fn start_sign_in(&self) -> Result<Ceremony, CredentialError> {
        let begun = self.webauthn.start_discoverable_authentication();
        let (challenge, state): (RequestChallengeResponse, DiscoverableAuthentication) = begun.map_err(refused)?;
        Ok(Ceremony { options: write(&challenge.public_key)?, state: write(&state)? })
    }

    /// Whose passkey says that it answered, and which; nothing is proved yet.
    ///
    /// # Errors
    /// [`CredentialError`].
    pub fn who(&self, answer: &str) -> Result<(Uuid, String), CredentialError> {
        let answer: PublicKeyCredential = read(answer)?;
        let (user, handle) = self.webauthn.identify_discoverable_authentication(&answer).map_err(refused)?;
        Ok((user, URL_SAFE_NO_PAD.encode(handle)))
    }

    /// What the answer of a passkey proves.
    ///
    /// # Errors
    /// [`CredentialError`].
    pub fn finish_sign_in(&self, state: &str, answer: &str, passkey: &Passkey) -> Result<Proved, CredentialError> {
        let (state, answer): (DiscoverableAuthentication, PublicKeyCredential) = (read(state)?, read(answer)?);
        let proved = self.webauthn.finish_discoverable_authentication_v2(&answer, state, credential(passkey)?);
        let proved = proved.map_err(refused)?;
        if !proved.user_verified() {
            return Err(CredentialError::Refused("nobody was verified".to_owned()));
        }
        Ok(Proved { counter: proved.counter(), backed_up: proved.backup_state() })
    }
}

/// ES256 and RS256, as COSE numbers them.
const KEPT: [i64; 2] = [-7, -257];

/// Begins a `SubjectPublicKeyInfo` of a point on P-256 (RFC 5480).
const P256_HEAD: [u8; 27] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];
/// The algorithm of a `SubjectPublicKeyInfo` with an RSA key (RFC 3279).
const RSA_ALGORITHM: [u8; 15] =
    [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut written = vec![tag];
    match content.len() {
        short @ ..128 => written.push(u8::try_from(short).unwrap_or_default()),
        _ => {
            written.push(0x80 | u8::try_from(length.len()).unwrap_or_default());
            written.extend(length);
        }
    }
    written.extend_from_slice(content);
    written
}

/// An unsigned number: without needless zeros, with one where it would look negative.
fn der_number(bytes: &[u8]) -> Vec<u8> {
    let plain: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    let negative = plain.first().is_none_or(|first| *first >= 128);
    der(2, &if negative { [&[0], plain.as_slice()].concat() } else { plain })
}

fn public_key(key: &COSEKey) -> Result<Vec<u8>, CredentialError> {
    match (&key.type_, &key.key) {
        (COSEAlgorithm::ES256, COSEKeyType::EC_EC2(COSEEC2Key { curve: ECDSACurve::SECP256R1, x, y }))
            if x.len() == 32 && y.len() == 32 =>
        {
            Ok([&P256_HEAD, x.as_slice(), y.as_slice()].concat())
        }
        (COSEAlgorithm::RS256, COSEKeyType::RSA(COSERSAKey { n, e })) => {
            let numbers = der(0x30, &[der_number(n), der_number(e)].concat());
            let bits = der(3, &[&[0], numbers.as_slice()].concat());
            Ok(der(0x30, &[&RSA_ALGORITHM, bits.as_slice()].concat()))
        }
        _ => Err(CredentialError::Key),
    }
}

/// Takes one DER value of a tag off the front: its content, and what follows it.
fn take_der(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        short @ ..128 => (usize::from(*short), rest),
        long => {
            let (digits, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
            let digits =
                digits.iter().try_fold(0_usize, |sum, digit| sum.checked_mul(256)?.checked_add(usize::from(*digit)));
            (digits?, rest)
        }
    };
    if *found == tag { rest.split_at_checked(length) } else { None }
}

fn cose(spki: &[u8]) -> Option<COSEKey> {
    if let Some(point) = spki.strip_prefix(P256_HEAD.as_slice()) {
        let (x, y) = point.split_at_checked(32).filter(|(_, y)| y.len() == 32)?;
        let key = COSEEC2Key { curve: ECDSACurve::SECP256R1, x: x.to_vec(), y: y.to_vec() };
        return Some(COSEKey { type_: COSEAlgorithm::ES256, key: COSEKeyType::EC_EC2(key) });
    }
    let (whole, _) = take_der(0x30, spki)?;
    let (bits, _) = take_der(3, whole.strip_prefix(RSA_ALGORITHM.as_slice())?)?;
    let (numbers, _) = take_der(0x30, bits.strip_prefix(&[0])?)?;
    let (n, rest) = take_der(2, numbers)?;
    let (e, _) = take_der(2, rest)?;
    let n = n.iter().copied().skip_while(|byte| *byte == 0).collect();
    let key = COSERSAKey { n, e: e.try_into().ok()? };
    Some(COSEKey { type_: COSEAlgorithm::RS256, key: COSEKeyType::RSA(key) })
}

/// The passkey as webauthn-rs knows it. Its counter is left at 0: whoever keeps counters compares them.
fn credential(passkey: &Passkey) -> Result<Credential, CredentialError> {
    let spki = STANDARD.decode(&passkey.public_key).map_err(|_| CredentialError::Malformed)?;
    Ok(Credential {
        cred_id: URL_SAFE_NO_PAD.decode(&passkey.handle).map_err(|_| CredentialError::Malformed)?,
        cred: cose(&spki).ok_or(CredentialError::Key)?,
        counter: 0,
        transports: None,
        user_verified: true,
        backup_eligible: passkey.backup_eligible,
        backup_state: passkey.backed_up,
        registration_policy: webauthn_rs_core::proto::UserVerificationPolicy::Required,
        extensions: Default::default(),
        attestation: Default::default(),
        attestation_format: webauthn_rs_core::proto::AttestationFormat::None,
    })
}
