//! OWASP ASVS 5.0: what is met in this room.

use crate::{NOW, answer, both, settings, sign_on, told};
use serde_json::json;
use sign_on::{Fault, Provider, Settings, TokenFault};
use testbed::Lies;

/// Assertions of a provider are believed by a signature whose presence and key are checked.
#[tokio::test]
async fn asvs_6_8_2() {
    for alg in ["none", "HS256"] {
        let header = json!({ "alg": alg }).as_object().unwrap().clone();
        assert_eq!(told(Lies { header, ..Lies::default() }).await, Err(Fault::Token(TokenFault::Algorithm)));
    }
    let lies = Lies { other_signature: true, ..Lies::default() };
    assert_eq!(told(lies).await, Err(Fault::Token(TokenFault::Signature)));
}

/// Recentness and, where it is configured, strength of the person's proof at the provider are asked for, and checked in what
/// it answers.
#[tokio::test]
async fn asvs_6_8_4() {
    let (provider, client) = both();
    let begun = client.begin("in", NOW).await.unwrap();
    assert!(begun.address.contains("prompt=login") && begun.address.contains("max_age="));
    let before = answer(&provider.let_in(&begun.address, "officer-7", NOW - 120));
    assert_eq!(client.finish(&begun.pending, &before, NOW).await, Err(Fault::Token(TokenFault::Proof)));
    let now = answer(&provider.let_in(&begun.address, "officer-7", NOW));
    assert_eq!(client.finish(&begun.pending, &now, NOW).await, Ok("officer-7".to_owned()), "control");

    let strength = Some("two-factors".to_owned());
    let strict = Provider::new(Settings { strength, ..settings(provider.issuer()) }).unwrap();
    assert!(strict.begin("in", NOW).await.unwrap().address.contains("acr_values=two-factors"));
    for (acr, taken) in [(json!(null), false), (json!("one-factor"), false), (json!("two-factors"), true)] {
        let claims = json!({ "acr": acr }).as_object().unwrap().clone();
        provider.lie(Lies { claims, ..Lies::default() });
        let told = sign_on(&provider, &strict, "officer-7").await;
        let weak = Err(Fault::Token(TokenFault::Strength));
        assert_eq!(told, if taken { Ok("officer-7".to_owned()) } else { weak }, "{acr}");
    }
}
