//! The requirements of OWASP ASVS 5.0 (`docs/asvs.md`) that the office keeps, each by its number. Some are proved by a test that
//! was there before: then the function of the number runs it.

use crate::doors::ceremonies::{
    a_ceremony_is_finished_where_it_was_begun_alone, a_holder_who_was_not_verified_is_refused_and_so_is_another_origin,
};
use crate::doors::entering::{
    a_charge_that_an_agreed_change_ends_ends_its_sessions, a_code_works_once_and_nothing_like_it_works,
    a_replaced_code_opens_nothing_and_the_new_one_does, a_revoked_passkey_opens_nothing_and_ends_its_session_at_once,
};
use crate::doors::identities::another_provider_brings_nobody_under_the_same_subject;
use crate::doors::proofs::what_gives_rights_or_opens_names_asks_for_a_fresh_proof;
use crate::doors::{Real, refused};
use crate::sessions::{a_session_that_rests_is_over_and_one_that_is_used_is_not, no_session_outlasts_its_time};
use office::{SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn asvs_6_3_3() {
    a_holder_who_was_not_verified_is_refused_and_so_is_another_origin();
}

#[test]
fn asvs_6_4_1() {
    a_code_works_once_and_nothing_like_it_works();
    a_replaced_code_opens_nothing_and_the_new_one_does();
}

#[test]
fn asvs_6_5_1() {
    a_code_works_once_and_nothing_like_it_works();
}

/// Whether some file below a folder holds these bytes.
fn lies(folder: &Path, wanted: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return lies(&path, wanted);
        }
        std::fs::read(&path).is_ok_and(|bytes| bytes.windows(wanted.len()).any(|part| part == wanted))
    })
}

/// A code that is out lies nowhere: it is computed when somebody types one.
#[tokio::test]
async fn asvs_6_5_2() {
    let real = Real::begun().await;
    let printed = real.code("first");
    let bare = printed.replace('-', "");
    let enrolment = real.office.state().enrolments().next().unwrap().enrolment.id.to_string();
    real.enrolled("second").await;
    for code in [&printed, &bare, &bare.to_lowercase(), &printed[..11].to_owned()] {
        assert!(!lies(real.data(), code.as_bytes()), "{code}");
    }
    std::fs::write(real.data().join("control"), format!("before {printed} after {enrolment}")).unwrap();
    assert!(lies(real.data(), printed.as_bytes()), "control");
    real.enrolled("first").await;
}

/// What a code is computed with is the government's own: the same enrolment has another code elsewhere.
#[tokio::test]
async fn asvs_6_5_3() {
    let (one, other) = (Real::begun().await, Real::begun().await);
    let codes = |real: &Real| -> BTreeSet<String> {
        real.office.state().enrolments().map(|record| real.office.printed_code(record.enrolment.id)).collect()
    };
    let (ours, theirs) = (codes(&one), codes(&other));
    assert!(ours.len() > 4 && ours.is_disjoint(&theirs));
    let same = one.office.state().enrolments().next().unwrap().enrolment.id;
    assert_ne!(one.office.printed_code(same), other.office.printed_code(same), "another root key");
    assert_eq!(one.office.printed_code(same), one.office.printed_code(same), "control");
}

#[test]
fn asvs_6_6_2() {
    a_ceremony_is_finished_where_it_was_begun_alone();
}

/// Thirty-two bytes of chance, each time others.
#[tokio::test]
async fn asvs_6_7_2() {
    const CHALLENGES: usize = 200;
    const BYTES: usize = 32;
    let real = Real::begun().await;
    let mut seen = BTreeSet::new();
    for _ in 0..CHALLENGES {
        let begun = real.office.begin_proof(None).unwrap();
        let options: serde_json::Value = serde_json::from_str(&begun.options).unwrap();
        let challenge =
            options["publicKey"]["challenge"].as_str().or(options["challenge"].as_str()).unwrap().to_owned();
        assert_eq!(credentials::from_base64url(&challenge).unwrap().len(), BYTES);
        assert!(seen.insert(challenge), "it was there before");
    }
}

#[test]
fn asvs_6_8_1() {
    another_provider_brings_nobody_under_the_same_subject();
}

#[test]
fn asvs_7_3_1() {
    a_session_that_rests_is_over_and_one_that_is_used_is_not();
}

#[test]
fn asvs_7_3_2() {
    no_session_outlasts_its_time();
}

#[test]
fn asvs_7_4_2() {
    a_charge_that_an_agreed_change_ends_ends_its_sessions();
    a_revoked_passkey_opens_nothing_and_ends_its_session_at_once();
}

#[test]
fn asvs_7_5_3() {
    what_gives_rights_or_opens_names_asks_for_a_fresh_proof();
}

#[test]
fn asvs_8_3_2() {
    a_charge_that_an_agreed_change_ends_ends_its_sessions();
    a_revoked_passkey_opens_nothing_and_ends_its_session_at_once();
}

/// What is looked at besides rights, when a session begins and while it lasts: the address, the age of a proof, the passkey.
#[tokio::test]
async fn asvs_8_2_4() {
    let real = Real::begun().await;
    let (session, _, mut phone) = real.enrolled("first").await;
    let begun = real.office.begin_proof(None).unwrap();
    let answer = phone.get(&begun.options);
    // From an address at which somebody failed one waits, right or wrong, and is let in all the same.
    let from = real.address();
    for _ in 0..2 {
        refused(real.office.finish_sign_in("00", "{}", from).await.map(|_| ()), "no ceremony");
    }
    real.office.finish_sign_in(&begun.sealed, &answer, from).await.expect("nobody is locked out");
    assert!(real.office.proof_is_fresh(&session));
    assert!(!real.office.proof_is_fresh(&crate::doors::minutes_ago(&session, 6)), "an old proof asks for another");
}

/// A section of the page on which the decisions about signing in stand.
fn section(heading: &str) -> String {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/signing-in.md")).unwrap();
    let found = page.split("\n## ").find(|section| section.starts_with(heading));
    found.unwrap_or_else(|| panic!("no section {heading}")).to_owned()
}

#[test]
fn asvs_7_1_1() {
    let words = section("Sessions");
    let idle = format!("over after {} minutes without a request", SESSION_IDLE_SECONDS / 60);
    let absolute = format!("over after {} hours", SESSION_ABSOLUTE_SECONDS / 3600);
    for told in [&*idle, &absolute, "NIST SP 800-63B"] {
        assert!(words.contains(told), "{told}");
    }
}

/// As many as one likes, each listed, as the page says.
#[tokio::test]
async fn asvs_7_1_2() {
    const SESSIONS: usize = 12;
    assert!(section("Sessions").contains("**Several at once** are allowed without a number"));
    let real = Real::begun().await;
    let (session, cookie, mut phone) = real.enrolled("first").await;
    for _ in 1..SESSIONS {
        real.sign_in(&mut phone).await.unwrap();
    }
    assert_eq!(real.office.own_sessions(&session).await.unwrap().len(), SESSIONS);
    assert!(real.office.resume_session(&cookie).is_some(), "the first goes on");
}
