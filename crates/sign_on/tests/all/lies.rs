//! Each lie is told from the truth. [`told`] has the control: the same provider is believed as soon as it stops.

use crate::{CLIENT_ID, NOW, told};
use serde_json::{Value, json};
use sign_on::{Fault, TokenFault};
use testbed::{Lies, Trouble};

fn map(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn claims(claims: Value) -> Lies {
    Lies { claims: map(claims), ..Lies::default() }
}

fn header(header: Value) -> Lies {
    Lies { header: map(header), ..Lies::default() }
}

#[tokio::test]
async fn claims_that_are_not_about_us_now_are_refused() {
    for (lie, fault) in [
        (json!({ "iss": "https://another.example.in" }), TokenFault::Issuer),
        (json!({ "iss": null }), TokenFault::Form),
        (json!({ "aud": "another" }), TokenFault::Audience),
        (json!({ "aud": [] }), TokenFault::Audience),
        (json!({ "aud": [CLIENT_ID, "another"] }), TokenFault::Audience),
        (json!({ "aud": [CLIENT_ID, "another"], "azp": CLIENT_ID }), TokenFault::Audience),
        (json!({ "azp": "another" }), TokenFault::Audience),
        (json!({ "nonce": "another" }), TokenFault::Nonce),
        (json!({ "nonce": "" }), TokenFault::Nonce),
        (json!({ "nonce": null }), TokenFault::Nonce),
        (json!({ "exp": NOW - 61 }), TokenFault::Times),
        (json!({ "exp": null }), TokenFault::Form),
        (json!({ "iat": NOW + 600 }), TokenFault::Times),
        (json!({ "iat": NOW - 3600 }), TokenFault::Times),
        (json!({ "iat": null }), TokenFault::Form),
        (json!({ "nbf": NOW + 600 }), TokenFault::Times),
        (json!({ "auth_time": NOW - 3600 }), TokenFault::Proof),
        (json!({ "auth_time": NOW + 3600 }), TokenFault::Proof),
        (json!({ "auth_time": null }), TokenFault::Proof),
        (json!({ "sub": "" }), TokenFault::Subject),
        (json!({ "sub": "a".repeat(256) }), TokenFault::Subject),
        (json!({ "sub": "अधिकारी" }), TokenFault::Subject),
        (json!({ "sub": null }), TokenFault::Form),
    ] {
        assert_eq!(told(claims(lie.clone())).await, Err(Fault::Token(fault)), "{lie}");
    }
    for truth in [
        json!({ "aud": [CLIENT_ID], "azp": CLIENT_ID }),
        json!({ "nbf": NOW, "email": "officer@example.in" }),
        json!({ "exp": NOW + 1, "iat": NOW + 80 }),
    ] {
        assert_eq!(told(claims(truth.clone())).await, Ok("officer-7".to_owned()), "control: {truth}");
    }
}

#[tokio::test]
async fn a_token_that_no_published_key_signed_is_refused() {
    for (lie, fault) in [
        (json!({ "alg": "none", "kid": null }), TokenFault::Algorithm),
        (json!({ "alg": "None" }), TokenFault::Algorithm),
        (json!({ "alg": "HS256", "kid": "secret" }), TokenFault::Algorithm),
        (json!({ "alg": "HS256", "kid": "ecdsa" }), TokenFault::Algorithm),
        (json!({ "alg": "ES384" }), TokenFault::Algorithm),
        (json!({ "alg": "RS256", "kid": "ecdsa" }), TokenFault::Key),
        (json!({ "alg": "ES256", "kid": "rsa" }), TokenFault::Key),
        (json!({ "kid": "unknown" }), TokenFault::Key),
        (json!({ "typ": "at+jwt" }), TokenFault::Form),
        (json!({ "crit": ["b64"], "b64": false }), TokenFault::Form),
        (json!({ "alg": null }), TokenFault::Form),
    ] {
        assert_eq!(told(header(lie.clone())).await, Err(Fault::Token(fault)), "{lie}");
    }
    let other = Lies { other_signature: true, ..Lies::default() };
    assert_eq!(told(other).await, Err(Fault::Token(TokenFault::Signature)));
}

#[tokio::test]
async fn a_key_that_is_not_for_signatures_signs_nothing() {
    for lie in [json!({ "use": "enc" }), json!({ "alg": "ES384" }), json!({ "kty": "oct" }), json!({ "x": "AAAA" })] {
        let keys = Lies { keys: map(lie.clone()), ..Lies::default() };
        assert_eq!(told(keys).await, Err(Fault::Token(TokenFault::Key)), "{lie}");
    }
    let twins = Lies { keys: map(json!({ "kid": "ecdsa" })), ..Lies::default() };
    assert_eq!(told(twins).await, Ok("officer-7".to_owned()), "control: keys of other algorithms are passed over");
}

#[tokio::test]
async fn metadata_of_another_provider_is_refused() {
    for lie in [
        json!({ "issuer": "https://another.example.in" }),
        json!({ "token_endpoint": "http://id.example.in/token" }),
        json!({ "jwks_uri": "file:///etc/passwd" }),
        json!({ "authorization_endpoint": "javascript:alert(1)" }),
        json!({ "code_challenge_methods_supported": ["plain"] }),
    ] {
        let metadata = Lies { metadata: map(lie.clone()), ..Lies::default() };
        assert_eq!(told(metadata).await, Err(Fault::Metadata), "{lie}");
    }
    let metadata = Lies { metadata: map(json!({ "token_endpoint": null })), ..Lies::default() };
    assert_eq!(told(metadata).await, Err(Fault::Answer));
    let modest = Lies { metadata: map(json!({ "code_challenge_methods_supported": null })), ..Lies::default() };
    assert_eq!(told(modest).await, Ok("officer-7".to_owned()), "control: who says nothing of PKCE may know it");
}

#[tokio::test]
async fn whatever_is_too_much_or_no_answer_is_refused_at_each_address() {
    for at in ["/openid-configuration", "/token", "/keys"] {
        for (trouble, fault) in [
            (Trouble::Huge, Fault::Answer),
            (Trouble::NoJson, Fault::Answer),
            (Trouble::Redirect, Fault::Answer),
            (Trouble::Failing, Fault::Silent),
        ] {
            let lies = Lies { trouble: Some((at, trouble)), ..Lies::default() };
            assert_eq!(told(lies).await, Err(fault), "{trouble:?} at {at}");
        }
    }
}
