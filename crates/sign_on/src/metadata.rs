//! What a provider says of itself (OpenID Connect Discovery 1.0).

use crate::client::{Asked, Client};
use crate::fault::Fault;
use crate::settings::Settings;
use serde::Deserialize;
use url::Url;

/// How a client proves to the token endpoint which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClientProof {
    Header,
    Form,
}

/// What of it is needed here.
pub(crate) struct Metadata {
    pub(crate) authorization: Url,
    pub(crate) token: Url,
    pub(crate) keys: Url,
    pub(crate) proof: ClientProof,
    /// Whether it names itself when it sends a browser back (RFC 9207).
    pub(crate) names_itself: bool,
}

#[derive(Deserialize)]
struct Written {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl Metadata {
    /// Asks the provider.
    ///
    /// # Errors
    /// [`Fault::Metadata`] when it is another one, names unsafe addresses, or says that it cannot do what is needed.
    pub(crate) async fn ask(settings: &Settings, client: &Client) -> Result<Self, Fault> {
        let address = format!("{}/.well-known/openid-configuration", settings.issuer.trim_end_matches('/'));
        let url = settings.endpoint(&address).ok_or(Fault::Metadata)?;
        let body = client.ask(&url, Asked::Page).await?;
        let written: Written = serde_json::from_slice(&body).map_err(|_| Fault::Answer)?;
        Self::read(settings, written).ok_or(Fault::Metadata)
    }

    fn read(settings: &Settings, written: Written) -> Option<Self> {
        let offers = |list: &Option<Vec<String>>, what: &str| {
            list.as_ref().is_some_and(|list| list.iter().any(|one| one == what))
        };
        // Who does not say that it knows PKCE may know it: it is sent in any case.
        let pkce = written.code_challenge_methods_supported.is_none()
            || offers(&written.code_challenge_methods_supported, "S256");
        let methods = &written.token_endpoint_auth_methods_supported;
        let proof = match methods {
            None => ClientProof::Header,
            Some(_) if offers(methods, "client_secret_basic") => ClientProof::Header,
            Some(_) if offers(methods, "client_secret_post") => ClientProof::Form,
            Some(_) => return None,
        };
        (written.issuer == settings.issuer && pkce).then_some(())?;
        Some(Self {
            authorization: settings.endpoint(&written.authorization_endpoint)?,
            token: settings.endpoint(&written.token_endpoint)?,
            keys: settings.endpoint(&written.jwks_uri)?,
            proof,
            names_itself: written.authorization_response_iss_parameter_supported,
        })
    }
}
