//! A provider that is down or slow keeps nobody waiting without an end.

use crate::{CLIENT_ID, NOW, SECRET, answer, both, settings, sign_on};
use sign_on::{Fault, Provider, Settings};
use std::sync::Arc;
use std::time::Duration;
use testbed::{IdentityProvider, Lies, Trouble};

#[tokio::test]
async fn a_provider_that_is_down_is_told_before_a_browser_is_sent_there() {
    let (provider, client) = both();
    assert!(client.begin("in", NOW).await.is_ok(), "control");
    provider.stop();
    assert_eq!(client.begin("in", NOW).await.err(), Some(Fault::Silent));
}

#[tokio::test]
async fn a_provider_that_goes_down_between_the_halves_is_told() {
    let (provider, client) = both();
    let begun = client.begin("in", NOW).await.unwrap();
    let brought = answer(&provider.let_in(&begun.address, "officer-7", NOW));
    provider.stop();
    assert_eq!(client.finish(&begun.pending, &brought, NOW).await, Err(Fault::Silent));
}

#[tokio::test]
async fn a_provider_that_never_answers_is_given_up() {
    let provider = IdentityProvider::start(CLIENT_ID, SECRET);
    let hasty = Settings { answer_time: Duration::from_millis(300), ..settings(provider.issuer()) };
    let client = Provider::new(hasty).unwrap();
    for at in ["/openid-configuration", "/token", "/keys"] {
        provider.lie(Lies { trouble: Some((at, Trouble::Mute)), ..Lies::default() });
        assert_eq!(sign_on(&provider, &client, "officer-7").await, Err(Fault::Silent), "{at}");
    }
    provider.lie(Lies::default());
    let patient = Provider::new(settings(provider.issuer())).unwrap();
    assert_eq!(sign_on(&provider, &patient, "officer-7").await, Ok("officer-7".to_owned()), "control");
}

#[tokio::test]
async fn strangers_who_press_the_button_make_no_crowd_of_us() {
    let (provider, client) = both();
    let client = Arc::new(client);
    let asking = (0..40).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.begin("in", NOW).await.is_ok() })
    });
    for asked in asking.collect::<Vec<_>>() {
        assert!(asked.await.unwrap());
    }
    assert!(provider.most_at_once() <= 16, "{} at once", provider.most_at_once());
    assert_eq!(sign_on(&provider, &client, "officer-7").await, Ok("officer-7".to_owned()), "control");
}
