//! The two halves of a ceremony.

use crate::client::{Asked, Client};
use crate::fault::{Fault, TokenFault};
use crate::keys::{Keys, base64url};
use crate::metadata::{ClientProof, Metadata};
use crate::settings::{Settings, SettingsFault};
use crate::token::{self, Expected};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::{constant_time, rand};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use url::form_urlencoded::{Serializer, byte_serialize};
use zeroize::Zeroizing;

const RANDOM_BYTES: usize = 32;
const PROOF_AGE_SECONDS: &str = "600";
/// What a provider says when its person turned back, or may not come in.
const DENIALS: [&str; 2] = ["access_denied", "login_required"];

/// A provider that can be asked.
pub struct Provider {
    settings: Settings,
    client: Client,
}

/// The first half of a ceremony.
pub struct Begun {
    /// Where the browser goes.
    pub address: String,
    /// What must be there when it comes back. It is secret: bound to the browser, readable by the server alone.
    pub pending: Pending,
}

/// What lies between the two halves.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    state: String,
    nonce: String,
    verifier: String,
    began_seconds: i64,
}

/// What a browser brings back from the provider.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// With what the ceremony began.
    pub state: String,
    /// For what the provider will tell us who it is; empty where it told an error.
    pub code: String,
    /// Which provider speaks (RFC 9207); empty where none was named.
    pub issuer: String,
    /// Why it did not; empty where it did.
    pub error: String,
}

impl Provider {
    /// A provider by its settings. It is not asked yet: it may come up later than we do.
    ///
    /// # Errors
    /// [`SettingsFault`].
    pub fn new(settings: Settings) -> Result<Self, SettingsFault> {
        settings.judge()?;
        let client = Client::new(settings.dialer()?, settings.answer_time);
        Ok(Self { settings, client })
    }

    /// Its issuer, as it was configured.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// The first half: where a browser goes. `mark` comes back before the dot of [`Answer::state`], for a page that knows
    /// nothing yet; it is no proof of anything.
    ///
    /// # Errors
    /// [`Fault`]; then the browser is sent nowhere.
    pub async fn begin(&self, mark: &str, now_seconds: i64) -> Result<Begun, Fault> {
        let metadata = Metadata::ask(&self.settings, &self.client).await?;
        let pending = Pending {
            state: format!("{mark}.{}", random()?),
            nonce: random()?,
            verifier: random()?,
            began_seconds: now_seconds,
        };
        let mut url = metadata.authorization;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("scope", "openid")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", &self.settings.redirect_uri)
            .append_pair("state", &pending.state)
            .append_pair("nonce", &pending.nonce)
            .append_pair("code_challenge", &base64url(digest(&SHA256, pending.verifier.as_bytes()).as_ref()))
            .append_pair("code_challenge_method", "S256")
            // Computers are shared: who sat there before must not be let in again by pressing a button.
            .append_pair("prompt", "login")
            // Asked for, so that the token must tell when the person proved who it is.
            .append_pair("max_age", PROOF_AGE_SECONDS);
        if let Some(strength) = &self.settings.strength {
            url.query_pairs_mut().append_pair("acr_values", strength);
        }
        Ok(Begun { address: url.into(), pending })
    }

    /// The second half: who the person is, by the subject that the provider never gives to anybody else.
    ///
    /// # Errors
    /// [`Fault`]; then nobody is told.
    pub async fn finish(&self, pending: &Pending, answer: &Answer, now_seconds: i64) -> Result<String, Fault> {
        let same = constant_time::verify_slices_are_equal(answer.state.as_bytes(), pending.state.as_bytes());
        same.map_err(|_| Fault::Ceremony)?;
        if !answer.issuer.is_empty() && answer.issuer != self.settings.issuer {
            return Err(Fault::Ceremony);
        }
        if DENIALS.contains(&answer.error.as_str()) {
            return Err(Fault::Denied);
        }
        if !answer.error.is_empty() || answer.code.is_empty() {
            return Err(Fault::Answer);
        }
        let metadata = Metadata::ask(&self.settings, &self.client).await?;
        if metadata.names_itself && answer.issuer.is_empty() {
            return Err(Fault::Ceremony);
        }
        let token = self.redeem(&metadata, pending, &answer.code).await?;
        let keys = self.client.ask(&metadata.keys, Asked::Page).await?;
        let keys = Keys::read(&keys).ok_or(Fault::Answer)?;
        let expected = Expected {
            issuer: &self.settings.issuer,
            client_id: &self.settings.client_id,
            nonce: &pending.nonce,
            strength: self.settings.strength.as_deref(),
            began_seconds: pending.began_seconds,
            now_seconds,
        };
        Ok(token::subject(&token, &keys, &expected)?)
    }

    /// The ID token for a code, which is good once.
    async fn redeem(&self, metadata: &Metadata, pending: &Pending, code: &str) -> Result<Zeroizing<String>, Fault> {
        #[derive(Deserialize)]
        struct Tokens {
            id_token: Option<String>,
        }
        let (body, authorization) = self.redemption(metadata.proof, pending, code);
        let authorization = authorization.as_ref().map(|header| header.as_str());
        let body = self.client.ask(&metadata.token, Asked::Form { body, authorization }).await?;
        let tokens: Tokens = serde_json::from_slice(&body).map_err(|_| Fault::Answer)?;
        tokens.id_token.map(Zeroizing::new).ok_or(Fault::Token(TokenFault::Form))
    }

    /// The form by which a code is redeemed, and the header beside it.
    fn redemption(&self, proof: ClientProof, pending: &Pending, code: &str) -> (String, Option<Zeroizing<String>>) {
        let Settings { client_id, client_secret, redirect_uri, .. } = &self.settings;
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code").append_pair("code", code);
        form.append_pair("redirect_uri", redirect_uri).append_pair("code_verifier", &pending.verifier);
        let authorization = match proof {
            ClientProof::Header => Some(basic(client_id, client_secret)),
            ClientProof::Form => {
                form.append_pair("client_id", client_id).append_pair("client_secret", client_secret);
                None
            }
        };
        (form.finish(), authorization)
    }
}

/// The header by which a client proves which one it is (RFC 6749, 2.3.1).
fn basic(client_id: &str, client_secret: &str) -> Zeroizing<String> {
    let form = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = Zeroizing::new(format!("{}:{}", form(client_id), form(client_secret)));
    Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())))
}

fn random() -> Result<String, Fault> {
    let mut bytes = [0; RANDOM_BYTES];
    rand::fill(&mut bytes).map_err(|_| Fault::NoRandom)?;
    Ok(base64url(&bytes))
}
