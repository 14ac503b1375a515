//! The ceremonies of passkeys: making one, and signing in with one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use url::{Host, Url};
use uuid::Uuid;
use webauthn_rs::prelude::{
    COSEAlgorithm, Credential, CredentialID, DiscoverableAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder,
};
use webauthn_rs_core::proto::ResidentKeyRequirement;

use crate::{Assertion, Ceremony, CredentialError, Expected, Passkey, Proved};

/// The algorithms that are asked for: those whose keys [`Passkey`] can hold and the library can judge.
const ALGORITHMS: [COSEAlgorithm; 2] = [COSEAlgorithm::ES256, COSEAlgorithm::RS256];

/// Milliseconds for which a device may be asked over a challenge of our own.
const OVER_MILLISECONDS: u32 = 300_000;

/// The party that passkeys are made for: the domain and the one origin of our pages.
#[derive(Debug, Clone)]
pub struct RelyingParty {
    library: Webauthn,
    origin: String,
    rp_id: String,
}

/// The state of a sign-in. The challenge stands beside the library's own state, which shows it to nobody.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    challenge: String,
    library: DiscoverableAuthentication,
}

impl RelyingParty {
    /// The party at `origin`, whose host passkeys are bound to. `name` is shown by authenticators.
    ///
    /// # Errors
    /// [`CredentialError::Origin`], [`CredentialError::Address`], [`CredentialError::Insecure`].
    pub fn new(origin: &str, name: &str) -> Result<RelyingParty, CredentialError> {
        let unfit = || CredentialError::Origin(origin.to_owned());
        let url = Url::parse(origin).map_err(|_| unfit())?;
        let rp_id = match url.host() {
            Some(Host::Domain(domain)) => domain.to_owned(),
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => return Err(CredentialError::Address(origin.to_owned())),
            None => return Err(unfit()),
        };
        // Browsers put the origin into what is signed, and write it in one way.
        if url.origin().ascii_serialization() != origin {
            return Err(unfit());
        }
        let local = rp_id == "localhost" || rp_id.ends_with(".localhost");
        if url.scheme() != "https" && !(url.scheme() == "http" && local) {
            return Err(CredentialError::Insecure(origin.to_owned()));
        }
        let library = WebauthnBuilder::new(&rp_id, &url)?.rp_name(name).build()?;
        Ok(RelyingParty { library, origin: origin.to_owned(), rp_id })
    }

    /// The origin of our pages, as browsers write it.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The domain that passkeys are bound to.
    #[must_use]
    pub fn rp_id(&self) -> &str {
        &self.rp_id
    }

    /// Begins the making of a passkey for `user`, who has those that are `known` already. The names are shown by the
    /// authenticator. The caller must bind the state to this person: the answer does not name them.
    ///
    /// # Errors
    /// [`CredentialError::Refused`] for an empty name, [`CredentialError::Answer`] for a known handle that is none.
    pub fn start_registration(
        &self,
        user: Uuid,
        user_name: &str,
        display_name: &str,
        known: &[Passkey],
    ) -> Result<Ceremony, CredentialError> {
        let known: Result<Vec<CredentialID>, CredentialError> = known.iter().map(Passkey::id).collect();
        let (asked, state) = self.library.start_passkey_registration(user, user_name, display_name, Some(known?))?;
        let mut options = asked.public_key;
        options.pub_key_cred_params.retain(|one| ALGORITHMS.iter().any(|known| i64::from(*known as i32) == one.alg));
        // The library leaves it to the authenticator whether a passkey can be found without a user name. Signing in here
        // has none.
        if let Some(selection) = &mut options.authenticator_selection {
            selection.resident_key = Some(ResidentKeyRequirement::Required);
            selection.require_resident_key = true;
        }
        if let Some(extensions) = &mut options.extensions {
            extensions.uvm = None;
        }
        Ok(Ceremony { options: written(&options)?, state: written(&state)? })
    }

    /// Ends the making of a passkey: `state` is that of its beginning, `answer` what `credential.toJSON()` gave.
    ///
    /// # Errors
    /// [`CredentialError::State`], [`CredentialError::Answer`], [`CredentialError::Undiscoverable`],
    /// [`CredentialError::Key`], [`CredentialError::Refused`].
    pub fn finish_registration(&self, state: &str, answer: &str) -> Result<Passkey, CredentialError> {
        let state: PasskeyRegistration = read(state).ok_or(CredentialError::State)?;
        let answer: Map<String, Value> = read(answer).ok_or(CredentialError::Answer)?;
        let discoverable = answer.get("clientExtensionResults").and_then(|results| results.pointer("/credProps/rk"));
        if discoverable == Some(&Value::Bool(false)) {
            return Err(CredentialError::Undiscoverable);
        }
        let answer: RegisterPublicKeyCredential = pruned(&answer, &["attestationObject", "clientDataJSON"])?;
        let made = self.library.finish_passkey_registration(&answer, &state)?;
        Passkey::of(&Credential::from(made))
    }

    /// Begins a sign-in: any passkey of this domain, and its holder verified.
    ///
    /// # Errors
    /// [`CredentialError::Refused`].
    pub fn start_sign_in(&self) -> Result<Ceremony, CredentialError> {
        // The library means this for a field that fills itself in, and says so beside the options. These alone are
        // handed on, so that the page may ask when a button is pressed.
        let (asked, library) = self.library.start_discoverable_authentication()?;
        let mut options = asked.public_key;
        options.extensions = None;
        let state = SignIn { challenge: URL_SAFE_NO_PAD.encode(&options.challenge), library };
        Ok(Ceremony { options: written(&options)?, state: written(&state)? })
    }

    /// What a device is asked so that one of these passkeys signs over a challenge of our own: options for
    /// `parseRequestOptionsFromJSON`. [`crate::Assertion`] judges the answer.
    #[must_use]
    pub fn options_over(&self, challenge: &[u8; 32], passkeys: &[Passkey]) -> String {
        let allowed: Vec<_> = passkeys.iter().map(|one| json!({ "type": "public-key", "id": one.handle })).collect();
        let options = json!({
            "challenge": URL_SAFE_NO_PAD.encode(challenge),
            "rpId": self.rp_id,
            "allowCredentials": allowed,
            "userVerification": "required",
            "timeout": OVER_MILLISECONDS,
        });
        options.to_string()
    }

    /// The person and the handle of the passkey that an answer names. Nothing is proved yet.
    ///
    /// # Errors
    /// [`CredentialError::Answer`].
    pub fn who(&self, answer: &str) -> Result<(Uuid, String), CredentialError> {
        named(&sign_in_answer(answer)?)
    }

    /// Ends a sign-in. `user` is the person that the record holds to be the owner of `passkey`, whose `counter` is the
    /// last that was seen; both are looked up by what [`RelyingParty::who`] says.
    ///
    /// # Errors
    /// [`CredentialError::State`], [`CredentialError::Answer`], [`CredentialError::Other`],
    /// [`CredentialError::Assertion`], [`CredentialError::Counter`], [`CredentialError::Key`],
    /// [`CredentialError::Refused`].
    pub fn finish_sign_in(
        &self,
        state: &str,
        answer: &str,
        user: Uuid,
        passkey: &Passkey,
    ) -> Result<Proved, CredentialError> {
        let SignIn { challenge, library } = read(state).ok_or(CredentialError::State)?;
        let challenge = URL_SAFE_NO_PAD.decode(challenge).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let challenge = challenge.ok_or(CredentialError::State)?;
        let signed = sign_in_answer(answer)?;
        // The person is named outside of what is signed: only the record tells whose passkey it is.
        if named(&signed)? != (user, passkey.handle.clone()) {
            return Err(CredentialError::Other);
        }
        let (origin, rp_id, key) = (self.origin.as_str(), self.rp_id.as_str(), passkey.spki()?);
        let expected = Expected { challenge: &challenge, origin, rp_id, public_key_spki: &key };
        let ours = Assertion::read(answer)?.verify(&expected)?;
        let theirs = self.library.finish_discoverable_authentication_v2(&signed, library, passkey.credential()?)?;
        if (ours.counter, ours.backed_up) != (theirs.counter(), theirs.backup_state()) {
            return Err(CredentialError::Answer);
        }
        Ok(Proved { counter: ours.counter, backed_up: ours.backed_up })
    }
}

fn sign_in_answer(answer: &str) -> Result<PublicKeyCredential, CredentialError> {
    let answer: Map<String, Value> = read(answer).ok_or(CredentialError::Answer)?;
    pruned(&answer, &["authenticatorData", "clientDataJSON", "signature", "userHandle"])
}

fn named(answer: &PublicKeyCredential) -> Result<(Uuid, String), CredentialError> {
    let user = answer.get_user_unique_id().and_then(|bytes| Uuid::from_slice(bytes).ok());
    let user = user.ok_or(CredentialError::Answer)?;
    Ok((user, URL_SAFE_NO_PAD.encode(answer.get_credential_id())))
}

/// An answer with those members alone that are judged. Browsers answer with more, and with outputs of extensions that a
/// page asked for on its own; no form of these may stand in the way.
fn pruned<Kind: DeserializeOwned>(answer: &Map<String, Value>, response: &[&str]) -> Result<Kind, CredentialError> {
    let given = answer.get("response").and_then(Value::as_object).ok_or(CredentialError::Answer)?;
    let kept = response.iter().filter_map(|name| Some(((*name).to_owned(), given.get(*name)?.clone())));
    let member = |name: &str| answer.get(name).cloned().unwrap_or_default();
    if member("type") != "public-key" {
        return Err(CredentialError::Answer);
    }
    serde_json::from_value(json!({
        "id": member("id"),
        "rawId": member("rawId"),
        "type": member("type"),
        "response": kept.collect::<Map<String, Value>>(),
    }))
    .map_err(|_| CredentialError::Answer)
}

fn read<Kind: DeserializeOwned>(text: &str) -> Option<Kind> {
    serde_json::from_str(text).ok()
}

fn written(value: &impl Serialize) -> Result<String, CredentialError> {
    serde_json::to_string(value).map_err(|_| CredentialError::State)
}
