//! What belongs together, and nothing else, opens.

use crate::{NOW, REDIRECT, answer, both, settings, sign_on, told};
use serde_json::json;
use sign_on::{Answer, Fault, Pending, Provider, Zeroizing};
use testbed::Lies;
use url::Url;

#[tokio::test]
async fn a_provider_tells_who_somebody_is() {
    let (provider, client) = both();
    assert_eq!(sign_on(&provider, &client, "officer-7").await, Ok("officer-7".to_owned()));
    assert_eq!(sign_on(&provider, &client, "officer-8").await, Ok("officer-8".to_owned()));
}

#[tokio::test]
async fn a_browser_is_sent_with_all_that_binds_the_answer_to_it() {
    let (provider, client) = both();
    let (one, two) = (client.begin("bind", NOW).await.unwrap(), client.begin("bind", NOW).await.unwrap());
    let asked = |address: &str, name: &str| {
        let url = Url::parse(address).unwrap();
        url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap()
    };
    assert!(one.address.starts_with(&format!("{}/authorize?", provider.issuer())));
    assert_eq!(asked(&one.address, "redirect_uri"), REDIRECT);
    assert_eq!(
        (asked(&one.address, "prompt"), asked(&one.address, "scope")),
        ("login".to_owned(), "openid".to_owned())
    );
    assert!(asked(&one.address, "state").starts_with("bind."));
    for name in ["state", "nonce", "code_challenge"] {
        assert!(asked(&one.address, name).len() >= 43, "{name} has 256 random bits");
        assert_ne!(asked(&one.address, name), asked(&two.address, name), "{name}");
    }
    let pending = serde_json::to_value(&one.pending).unwrap();
    let verifier = pending["verifier"].as_str().unwrap();
    assert!(!one.address.contains(verifier), "the verifier stays here");
}

#[tokio::test]
async fn an_answer_to_another_ceremony_opens_nothing() {
    let (provider, client) = both();
    let (one, other) = (client.begin("in", NOW).await.unwrap(), client.begin("in", NOW).await.unwrap());
    let brought = answer(&provider.let_in(&one.address, "officer-7", NOW));
    // Somebody else's answer, pressed upon this browser.
    assert_eq!(client.finish(&other.pending, &brought, NOW).await, Err(Fault::Ceremony));
    // His code under our state: the verifier is not the one that the code was given for.
    let ours = answer(&provider.let_in(&other.address, "officer-8", NOW));
    let swapped = Answer { code: brought.code.clone(), ..ours };
    assert_eq!(client.finish(&other.pending, &swapped, NOW).await, Err(Fault::Answer));
    for (named, told) in [("https://another.example.in", Fault::Ceremony), ("", Fault::Ceremony)] {
        let brought = Answer { issuer: named.to_owned(), ..answer(&provider.let_in(&one.address, "officer-7", NOW)) };
        assert_eq!(client.finish(&one.pending, &brought, NOW).await, Err(told), "issuer {named:?}");
    }
    let brought = answer(&provider.let_in(&one.address, "officer-7", NOW));
    assert_eq!(client.finish(&one.pending, &brought, NOW).await, Ok("officer-7".to_owned()), "control");
    assert_eq!(client.finish(&one.pending, &brought, NOW).await, Err(Fault::Answer), "a code is good once");
}

#[tokio::test]
async fn what_lies_between_the_halves_is_carried_as_text() {
    let (provider, client) = both();
    let begun = client.begin("in", NOW).await.unwrap();
    let kept: Pending = serde_json::from_str(&serde_json::to_string(&begun.pending).unwrap()).unwrap();
    let brought = answer(&provider.let_in(&begun.address, "officer-7", NOW));
    assert_eq!(client.finish(&kept, &brought, NOW).await, Ok("officer-7".to_owned()));
}

#[tokio::test]
async fn who_turns_back_is_told_so() {
    let (provider, client) = both();
    let begun = client.begin("in", NOW).await.unwrap();
    let state = serde_json::to_value(&begun.pending).unwrap()["state"].as_str().unwrap().to_owned();
    let brought = |error: &str| Answer { state: state.clone(), error: error.to_owned(), ..Answer::default() };
    assert_eq!(client.finish(&begun.pending, &brought("access_denied"), NOW).await, Err(Fault::Denied));
    assert_eq!(client.finish(&begun.pending, &brought("server_error"), NOW).await, Err(Fault::Answer));
    assert_eq!(client.finish(&begun.pending, &brought(""), NOW).await, Err(Fault::Answer), "neither code nor error");
    let brought = answer(&provider.let_in(&begun.address, "officer-7", NOW));
    assert_eq!(client.finish(&begun.pending, &brought, NOW).await, Ok("officer-7".to_owned()), "control");
}

#[tokio::test]
async fn a_client_proves_itself_as_the_provider_asks() {
    for methods in [json!(["client_secret_basic", "client_secret_post"]), json!(["client_secret_post"]), json!(null)] {
        let (provider, client) = both();
        let metadata = json!({ "token_endpoint_auth_methods_supported": methods });
        provider.lie(Lies { metadata: metadata.as_object().unwrap().clone(), ..Lies::default() });
        assert_eq!(sign_on(&provider, &client, "officer-7").await, Ok("officer-7".to_owned()), "{methods}");
        let secret = Zeroizing::new("another".to_owned());
        let stranger = sign_on::Settings { client_secret: secret, ..settings(provider.issuer()) };
        let stranger = Provider::new(stranger).unwrap();
        assert_eq!(sign_on(&provider, &stranger, "officer-7").await, Err(Fault::Answer), "{methods}");
    }
    let metadata = json!({ "token_endpoint_auth_methods_supported": ["private_key_jwt"] });
    let lies = Lies { metadata: metadata.as_object().unwrap().clone(), ..Lies::default() };
    assert_eq!(told(lies).await, Err(Fault::Metadata), "it asks for what we cannot");
}

#[tokio::test]
async fn each_allowed_algorithm_is_judged() {
    for (algorithm, key) in [("ES256", "ecdsa"), ("RS256", "rsa"), ("EdDSA", "ed25519")] {
        for header in [json!({ "alg": algorithm, "kid": key }), json!({ "alg": algorithm, "kid": null, "typ": null })] {
            let header = header.as_object().unwrap().clone();
            assert_eq!(told(Lies { header, ..Lies::default() }).await, Ok("officer-7".to_owned()), "{algorithm}");
        }
        let header = json!({ "alg": algorithm, "kid": key }).as_object().unwrap().clone();
        let claims = json!({ "sub": "officer-8" }).as_object().unwrap().clone();
        let lies = Lies { header, claims, ..Lies::default() };
        assert_eq!(told(lies).await, Ok("officer-8".to_owned()), "control: what a key signed is believed");
    }
}
