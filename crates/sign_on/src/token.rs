//! ID tokens: each claim that OpenID Connect Core 1.0 (3.1.3.7) has a client check, and the strictest reading of it.

use crate::fault::TokenFault;
use crate::keys::{Algorithm, Keys, from_base64url};
use aws_lc_rs::constant_time;
use serde::Deserialize;
use serde_json::Value;

/// By how much two clocks may differ.
const SKEW_SECONDS: i64 = 60;
/// For how long after it was given a token is taken; it comes straight from the provider.
const ISSUED_SECONDS: i64 = 10 * 60;
/// Signs of a subject at most (OpenID Connect Core 1.0, section 2).
const SUBJECT_SIGNS_MAX: usize = 255;

/// What a true token must be about.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) strength: Option<&'a str>,
    /// When the ceremony began: the person must have proved after it who it is.
    pub(crate) began_seconds: i64,
    pub(crate) now_seconds: i64,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    /// What must be understood; nothing of the kind is.
    crit: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    nonce: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    auth_time: Option<i64>,
    acr: Option<String>,
    sub: String,
}

/// The subject of a token that holds in everything.
pub(crate) fn subject(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<String, TokenFault> {
    let (signed, signature) = token.rsplit_once('.').ok_or(TokenFault::Form)?;
    let (header, claims) = signed.split_once('.').ok_or(TokenFault::Form)?;
    let header: Header = json(header).ok_or(TokenFault::Form)?;
    // An access token of the same provider is `at+jwt`.
    let is_jwt = header.typ.is_none_or(|typ| typ.eq_ignore_ascii_case("jwt"));
    if !is_jwt || header.crit.is_some() {
        return Err(TokenFault::Form);
    }
    let algorithm = Algorithm::of(&header.alg).ok_or(TokenFault::Algorithm)?;
    let signature = from_base64url(signature).ok_or(TokenFault::Form)?;
    keys.judge((algorithm, header.kid.as_deref()), signed.as_bytes(), &signature)?;
    let claims: Claims = json(claims).ok_or(TokenFault::Form)?;
    claims.judge(expected)?;
    Ok(claims.sub)
}

fn json<T: for<'a> Deserialize<'a>>(part: &str) -> Option<T> {
    serde_json::from_slice(&from_base64url(part)?).ok()
}

impl Claims {
    fn judge(&self, expected: &Expected<'_>) -> Result<(), TokenFault> {
        let told = |holds: bool, fault| if holds { Ok(()) } else { Err(fault) };
        told(self.iss == expected.issuer, TokenFault::Issuer)?;
        told(self.is_for(expected.client_id), TokenFault::Audience)?;
        let nonce = self.nonce.as_deref().unwrap_or_default().as_bytes();
        let same = constant_time::verify_slices_are_equal(nonce, expected.nonce.as_bytes()).is_ok();
        told(same, TokenFault::Nonce)?;
        told(self.is_of_now(expected.now_seconds), TokenFault::Times)?;
        let from = expected.began_seconds.saturating_sub(SKEW_SECONDS);
        let until = expected.now_seconds.saturating_add(SKEW_SECONDS);
        told(self.auth_time.is_some_and(|proved| (from..=until).contains(&proved)), TokenFault::Proof)?;
        let strong = expected.strength.is_none_or(|strength| self.acr.as_deref() == Some(strength));
        told(strong, TokenFault::Strength)?;
        let signs = self.sub.len();
        told((1..=SUBJECT_SIGNS_MAX).contains(&signs) && self.sub.is_ascii(), TokenFault::Subject)
    }

    /// For us, and for nobody beside us: what others may also show, they could show us.
    fn is_for(&self, client_id: &str) -> bool {
        let alone = match &self.aud {
            Audience::One(audience) => audience == client_id,
            Audience::Several(audiences) => matches!(audiences.as_slice(), [one] if one == client_id),
        };
        alone && self.azp.as_ref().is_none_or(|party| party == client_id)
    }

    fn is_of_now(&self, now: i64) -> bool {
        let (before, after) = (now.saturating_sub(SKEW_SECONDS), now.saturating_add(SKEW_SECONDS));
        let issued = before.saturating_sub(ISSUED_SECONDS)..=after;
        self.exp > before && issued.contains(&self.iat) && self.nbf.is_none_or(|from| from <= after)
    }
}
