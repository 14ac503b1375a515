//! A client before a provider that tells the truth, and before each of its lies.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests: a helper that fails must fail loudly")]

mod asvs;
mod ceremonies;
mod lies;
mod tls;
mod unreachable;

use sign_on::{ANSWER_TIME, Answer, Begun, Fault, Provider, Settings, Zeroizing};
use testbed::{IdentityProvider, Lies};

const CLIENT_ID: &str = "ecabinet";
/// With signs that the header and the form must quote.
const SECRET: &str = "a secret: 50 % + more";
const REDIRECT: &str = "http://localhost:8080/sign-in/identity/answer";
/// 27 November 2026.
const NOW: i64 = 1_795_737_600;

fn settings(issuer: &str) -> Settings {
    Settings {
        issuer: issuer.to_owned(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: Zeroizing::new(SECRET.to_owned()),
        redirect_uri: REDIRECT.to_owned(),
        authorities: None,
        strength: None,
        answer_time: ANSWER_TIME,
    }
}

/// A provider and its client.
fn both() -> (IdentityProvider, Provider) {
    let provider = IdentityProvider::start(CLIENT_ID, SECRET);
    let client = Provider::new(settings(provider.issuer())).unwrap();
    (provider, client)
}

/// What a browser brings back, by the query with which it comes.
fn answer(query: &str) -> Answer {
    let mut answer = Answer::default();
    for (name, value) in testbed::brought_back(query) {
        let field = match &*name {
            "state" => &mut answer.state,
            "code" => &mut answer.code,
            "iss" => &mut answer.issuer,
            "error" => &mut answer.error,
            other => panic!("{other}"),
        };
        *field = value;
    }
    answer
}

/// Both halves, between which `subject` is let in.
async fn sign_on(provider: &IdentityProvider, client: &Provider, subject: &str) -> Result<String, Fault> {
    let Begun { address, pending } = client.begin("in", NOW).await?;
    let query = provider.let_in(&address, subject, NOW + 20);
    client.finish(&pending, &answer(&query), NOW + 30).await
}

/// What becomes of a ceremony before a provider that lies so; and once it tells the truth again, it is believed.
async fn told(lies: Lies) -> Result<String, Fault> {
    let (provider, client) = both();
    provider.lie(lies);
    let told = sign_on(&provider, &client, "officer-7").await;
    provider.lie(Lies::default());
    assert_eq!(sign_on(&provider, &client, "officer-7").await, Ok("officer-7".to_owned()), "control: the truth");
    told
}
