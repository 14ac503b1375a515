//! Making a passkey and signing in with it, with a browser and authenticator in software.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use credentials::{
    AssertionFault, Ceremony, CredentialError, Passkey, Proved, RelyingParty, WebauthnError, counter_fits,
};
use serde_json::{Value, json};
use testbed::SoftAuthenticator;
use uuid::Uuid;

const ORIGIN: &str = "https://cabinet.example.gov.in";
const USER: Uuid = Uuid::from_u128(0x0192_3000_7000_8000_9000_a000_b000_c000);
const ANOTHER: Uuid = Uuid::from_u128(1);

fn party() -> RelyingParty {
    RelyingParty::new(ORIGIN, "e-Cabinet").unwrap()
}

fn begun(known: &[Passkey]) -> Ceremony {
    party().start_registration(USER, "s.verma", "सुनीता वर्मा", known).unwrap()
}

fn made(authenticator: &mut SoftAuthenticator) -> Passkey {
    let ceremony = begun(&[]);
    party().finish_registration(&ceremony.state, &authenticator.create(&ceremony.options)).unwrap()
}

/// Signs in, with what a caller does in between.
fn signed_in(authenticator: &mut SoftAuthenticator, passkey: &Passkey) -> Result<Proved, CredentialError> {
    let ceremony = party().start_sign_in()?;
    let answer = authenticator.get(&ceremony.options);
    let (user, handle) = party().who(&answer)?;
    assert_eq!((user, &handle), (USER, &passkey.handle));
    party().finish_sign_in(&ceremony.state, &answer, user, passkey)
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_passkey_is_made_and_signs_in() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let passkey = made(&mut authenticator);
    assert_eq!((passkey.counter, passkey.backup_eligible, passkey.backed_up), (1, false, false));
    assert_eq!(signed_in(&mut authenticator, &passkey).unwrap(), Proved { counter: 2, backed_up: false });
    let kept: Passkey = serde_json::from_str(&serde_json::to_string(&passkey).unwrap()).unwrap();
    assert_eq!(kept, passkey);
    assert_eq!(signed_in(&mut authenticator, &kept).unwrap(), Proved { counter: 3, backed_up: false });
    let mut more = serde_json::to_value(&passkey).unwrap();
    more["transports"] = json!([]);
    assert!(serde_json::from_value::<Passkey>(more).is_err(), "members that we do not know are refused");
}

#[test]
fn the_key_is_kept_as_the_browser_tells_it() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let ceremony = begun(&[]);
    let answer = authenticator.create(&ceremony.options);
    let passkey = party().finish_registration(&ceremony.state, &answer).unwrap();
    let told = parsed(&answer)["response"]["publicKey"].as_str().unwrap().to_owned();
    let kept = passkey.public_key.replace('+', "-").replace('/', "_").replace('=', "");
    assert_eq!(kept, told);
    assert_eq!(passkey.handle, parsed(&answer)["id"]);
}

#[test]
fn options_demand_what_signing_in_needs() {
    let known = made(&mut SoftAuthenticator::new(ORIGIN));
    let options = parsed(&begun(std::slice::from_ref(&known)).options);
    let selection = json!({ "residentKey": "required", "requireResidentKey": true, "userVerification": "required" });
    assert_eq!(options["authenticatorSelection"], selection);
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["rp"], json!({ "id": "cabinet.example.gov.in", "name": "e-Cabinet" }));
    assert_eq!(options["user"]["name"], "s.verma");
    assert_eq!(options["user"]["displayName"], "सुनीता वर्मा");
    assert_eq!(options["excludeCredentials"], json!([{ "type": "public-key", "id": known.handle }]));
    let algorithms = [-7, -257].map(|algorithm| json!({ "type": "public-key", "alg": algorithm }));
    assert_eq!(options["pubKeyCredParams"], json!(algorithms));

    let options = parsed(&party().start_sign_in().unwrap().options);
    assert_eq!(options["userVerification"], "required");
    assert_eq!((&options["rpId"], &options["allowCredentials"]), (&json!("cabinet.example.gov.in"), &json!([])));
    let names: Vec<&String> = options.as_object().unwrap().keys().collect();
    assert_eq!(names, ["allowCredentials", "challenge", "rpId", "timeout", "userVerification"]);
}

#[test]
fn every_ceremony_has_a_challenge_of_its_own() {
    let challenges = (0..20).map(|_| parsed(&party().start_sign_in().unwrap().options)["challenge"].to_string());
    let challenges: std::collections::BTreeSet<String> = challenges.collect();
    assert_eq!(challenges.len(), 20);
}

#[test]
fn a_holder_who_was_not_verified_proves_nothing() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    authenticator.user_verified = false;
    let ceremony = begun(&[]);
    let answer = authenticator.create(&ceremony.options);
    let refused = party().finish_registration(&ceremony.state, &answer);
    assert!(matches!(refused, Err(CredentialError::Refused(WebauthnError::UserNotVerified))), "{refused:?}");
    authenticator.user_verified = true;
    let passkey = made(&mut authenticator);
    authenticator.user_verified = false;
    let refused = signed_in(&mut authenticator, &passkey);
    assert!(matches!(refused, Err(CredentialError::Assertion(AssertionFault::UserVerified))), "{refused:?}");
}

#[test]
fn pages_of_another_origin_prove_nothing() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let passkey = made(&mut authenticator);
    for origin in [
        "https://cabinet.example.gov.in.evil.example",
        "https://a.cabinet.example.gov.in",
        "https://cabinet.example.gov.in:444",
    ] {
        authenticator.origin = origin.to_owned();
        let refused = signed_in(&mut authenticator, &passkey);
        assert!(matches!(refused, Err(CredentialError::Assertion(AssertionFault::Origin))), "{origin}: {refused:?}");
        let ceremony = begun(&[]);
        let answer = SoftAuthenticator::new(origin).create(&ceremony.options);
        let refused = party().finish_registration(&ceremony.state, &answer);
        assert!(matches!(refused, Err(CredentialError::Refused(WebauthnError::InvalidRPOrigin))), "{refused:?}");
    }
}

#[test]
fn an_answer_fits_its_own_state_alone() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let passkey = made(&mut authenticator);
    let (one, other) = (party().start_sign_in().unwrap(), party().start_sign_in().unwrap());
    let answer = authenticator.get(&one.options);
    let refused = party().finish_sign_in(&other.state, &answer, USER, &passkey);
    assert!(matches!(refused, Err(CredentialError::Assertion(AssertionFault::Challenge))), "{refused:?}");
    party().finish_sign_in(&one.state, &answer, USER, &passkey).expect("control");
    let (one, other) = (begun(&[]), begun(&[]));
    let answer = authenticator.create(&one.options);
    let refused = party().finish_registration(&other.state, &answer);
    assert!(matches!(refused, Err(CredentialError::Refused(WebauthnError::MismatchedChallenge))), "{refused:?}");
    let wrong = party().start_sign_in().unwrap().state;
    for state in ["", "{}", "null", wrong.as_str()] {
        let refused = party().finish_registration(state, &answer);
        assert!(matches!(refused, Err(CredentialError::State)), "{refused:?}");
    }
    let answer = authenticator.get(&party().start_sign_in().unwrap().options);
    for state in ["", "{}", "null", one.state.as_str()] {
        let refused = party().finish_sign_in(state, &answer, USER, &passkey);
        assert!(matches!(refused, Err(CredentialError::State)), "{refused:?}");
    }
}

#[test]
fn a_challenge_of_the_state_cannot_be_chosen_apart_from_the_library() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let passkey = made(&mut authenticator);
    let (one, other) = (party().start_sign_in().unwrap(), party().start_sign_in().unwrap());
    let mut mixed = parsed(&one.state);
    mixed["library"] = parsed(&other.state)["library"].clone();
    let answer = authenticator.get(&one.options);
    let refused = party().finish_sign_in(&mixed.to_string(), &answer, USER, &passkey);
    assert!(matches!(refused, Err(CredentialError::Refused(WebauthnError::MismatchedChallenge))), "{refused:?}");
}

#[test]
fn answers_of_other_persons_and_other_passkeys_are_refused() {
    let (mut authenticator, mut second) = (SoftAuthenticator::new(ORIGIN), SoftAuthenticator::new(ORIGIN));
    let (passkey, other) = (made(&mut authenticator), made(&mut second));
    let ceremony = party().start_sign_in().unwrap();
    let answer = authenticator.get(&ceremony.options);
    let finish = |answer: &str, user, passkey: &Passkey| party().finish_sign_in(&ceremony.state, answer, user, passkey);
    assert!(
        matches!(finish(&answer, ANOTHER, &passkey), Err(CredentialError::Other)),
        "the record names another owner"
    );
    assert!(matches!(finish(&answer, USER, &other), Err(CredentialError::Other)), "another handle");
    let mut renamed = parsed(&answer);
    renamed["response"]["userHandle"] = parsed(&begun(&[]).options)["challenge"].clone();
    assert!(matches!(party().who(&renamed.to_string()), Err(CredentialError::Answer)), "a handle of 32 bytes");
    renamed["response"]["userHandle"] = json!("AAAAAAAAAAAAAAAAAAAAAQ");
    assert_eq!(party().who(&renamed.to_string()).unwrap(), (ANOTHER, passkey.handle.clone()));
    assert!(matches!(finish(&renamed.to_string(), USER, &passkey), Err(CredentialError::Other)));
    let stolen = Passkey { public_key: other.public_key.clone(), ..passkey.clone() };
    let refused = finish(&answer, USER, &stolen);
    assert!(matches!(refused, Err(CredentialError::Assertion(AssertionFault::Signature))), "{refused:?}");
    for gone in ["userHandle", "signature", "authenticatorData", "clientDataJSON"] {
        let mut less = parsed(&answer);
        less["response"].as_object_mut().unwrap().remove(gone);
        assert!(matches!(party().who(&less.to_string()), Err(CredentialError::Answer)), "{gone}");
    }
    finish(&answer, USER, &passkey).expect("control");
}

#[test]
fn a_counter_goes_on_or_is_never_there() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let passkey = Passkey { counter: 10, ..made(&mut authenticator) };
    for (counter, fits) in [(9, false), (10, false), (11, true), (0, false)] {
        authenticator.counter = counter;
        let told = signed_in(&mut authenticator, &passkey);
        assert_eq!(counter_fits(10, counter), fits);
        match told {
            Ok(proved) => assert_eq!((proved.counter, fits), (counter, true)),
            Err(error) => assert!(matches!(error, CredentialError::Counter) && !fits, "{counter}: {error:?}"),
        }
    }
    authenticator.counter = 0;
    let passkey = Passkey { counter: 0, ..passkey };
    for _ in 0..2 {
        assert_eq!(signed_in(&mut authenticator, &passkey).unwrap().counter, 0);
    }
    assert!(counter_fits(0, 0) && counter_fits(0, 1) && counter_fits(1, u32::MAX) && !counter_fits(u32::MAX, 0));
}

#[test]
fn a_passkey_that_may_be_copied_says_so_from_the_beginning() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    (authenticator.backup_eligible, authenticator.counter) = (true, 0);
    let passkey = made(&mut authenticator);
    assert_eq!((passkey.backup_eligible, passkey.backed_up), (true, false));
    authenticator.backed_up = true;
    assert!(signed_in(&mut authenticator, &passkey).unwrap().backed_up);
    (authenticator.backup_eligible, authenticator.backed_up) = (false, false);
    let refused = signed_in(&mut authenticator, &passkey);
    let inconsistent = WebauthnError::CredentialBackupEligibilityInconsistent;
    assert!(
        matches!(refused, Err(CredentialError::Refused(ref error)) if error.to_string() == inconsistent.to_string())
    );
}

#[test]
fn a_passkey_that_cannot_be_found_or_is_there_already_is_refused() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let ceremony = begun(&[]);
    let mut answer = parsed(&authenticator.create(&ceremony.options));
    let passkey = party().finish_registration(&ceremony.state, &answer.to_string()).expect("control");
    answer["clientExtensionResults"]["credProps"]["rk"] = json!(false);
    let refused = party().finish_registration(&ceremony.state, &answer.to_string());
    assert!(matches!(refused, Err(CredentialError::Undiscoverable)), "{refused:?}");
    // A browser that does not heed the list, in the ceremony of somebody who has it.
    let again = begun(&[passkey]);
    let mut state = parsed(&ceremony.state);
    let place = "/rs/exclude_credentials";
    *state.pointer_mut(place).unwrap() = parsed(&again.state).pointer(place).unwrap().clone();
    answer["clientExtensionResults"] = json!({});
    let refused = party().finish_registration(&state.to_string(), &answer.to_string());
    assert!(matches!(refused, Err(CredentialError::Refused(_))), "{refused:?}");
    party().finish_registration(&ceremony.state, &answer.to_string()).expect("control: no extension answered");
}

#[test]
fn extensions_of_any_form_do_not_stand_in_the_way() {
    let mut authenticator = SoftAuthenticator::new(ORIGIN);
    let results = [
        json!({ "credProps": { "rk": true }, "prf": { "enabled": true, "results": { "first": "BwcH" } } }),
        json!({ "credProps": "of tomorrow", "credProtect": 7, "appid": "?", "hmacCreateSecret": [], "largeBlob": {} }),
        json!([]),
    ];
    for results in results {
        let ceremony = begun(&[]);
        let mut answer = parsed(&authenticator.create(&ceremony.options));
        answer["clientExtensionResults"] = results.clone();
        let passkey = party().finish_registration(&ceremony.state, &answer.to_string()).unwrap();
        let ceremony = party().start_sign_in().unwrap();
        let mut answer = parsed(&authenticator.get(&ceremony.options));
        answer["clientExtensionResults"] = results;
        party().finish_sign_in(&ceremony.state, &answer.to_string(), USER, &passkey).unwrap();
    }
}

#[test]
fn passkeys_are_bound_to_names_and_to_one_origin() {
    for (origin, rp_id) in [
        ("https://cabinet.mp.gov.in", "cabinet.mp.gov.in"),
        ("https://localhost:8443", "localhost"),
        ("http://localhost:8080", "localhost"),
    ] {
        let party = RelyingParty::new(origin, "e-Cabinet").unwrap();
        assert_eq!((party.origin(), party.rp_id()), (origin, rp_id));
    }
    for address in ["https://192.0.2.7", "http://127.0.0.1:8080", "https://[2001:db8::7]"] {
        assert!(matches!(RelyingParty::new(address, "x"), Err(CredentialError::Address(_))), "{address}");
    }
    let unfit =
        ["", "cabinet", "https://", "https://a.example/", "https://a.example:443", "https://A.example", "data:x"];
    for origin in unfit.iter().chain(&["https://u@a.example", "https://a.example/x", "https://a.example?x"]) {
        assert!(matches!(RelyingParty::new(origin, "x"), Err(CredentialError::Origin(_))), "{origin}");
    }
    assert!(matches!(RelyingParty::new("http://cabinet.mp.gov.in", "x"), Err(CredentialError::Insecure(_))));
    assert!(matches!(RelyingParty::new("ftp://cabinet.mp.gov.in", "x"), Err(CredentialError::Insecure(_))));
}

/// A state as if `answer` had been asked for by it: the browser answered long ago.
fn asked(ceremony: &Ceremony, answer: &Value) -> String {
    let client = answer["response"]["clientDataJSON"].as_str().unwrap();
    let client: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(client).unwrap()).unwrap();
    let new = parsed(&ceremony.options)["challenge"].as_str().unwrap().to_owned();
    assert!(ceremony.state.contains(&new), "control");
    ceremony.state.replace(&new, client["challenge"].as_str().unwrap())
}

/// Recorded in Chromium 156 with its virtual authenticator, which was asked for `prf` besides.
#[test]
fn what_a_real_browser_answered_is_accepted() {
    let recorded = parsed(include_str!("../golden/chromium-156.json"));
    let (registration, sign_in) = (&recorded["registration"], &recorded["sign_in"]);
    let party = RelyingParty::new("http://localhost:18080", "e-Cabinet").unwrap();
    let begun = party.start_registration(USER, "s.verma", "सुनीता वर्मा", &[]).unwrap();
    let passkey = party.finish_registration(&asked(&begun, registration), &registration.to_string()).unwrap();
    assert_eq!(passkey.counter, 1);
    let begun = party.start_sign_in().unwrap();
    let (user, handle) = party.who(&sign_in.to_string()).unwrap();
    assert_eq!((user, &handle), (USER, &passkey.handle));
    let proved = party.finish_sign_in(&asked(&begun, sign_in), &sign_in.to_string(), user, &passkey).unwrap();
    assert_eq!(proved, Proved { counter: 2, backed_up: false });
    let refused = party.finish_sign_in(&begun.state, &sign_in.to_string(), user, &passkey);
    assert!(matches!(refused, Err(CredentialError::Assertion(AssertionFault::Challenge))), "control: {refused:?}");
}
