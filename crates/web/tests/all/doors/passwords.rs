//! Passwords with one-time codes, through the pages.

use super::{Doors, cookie};
use crate::page::{Form, form_to};
use crate::site::{Answer, Holder};
use crate::words::hindi;
use axum::http::StatusCode;
use testbed::code_of_the_moment;

pub(crate) const PASSWORD: &str = "Nau neele chhate, 4 haathi";
pub(crate) const OTHER: &str = "पहाड़ पर नौ नीले छाते";

/// The next code of a telephone, at the moment at which it appears: the clock is moved to that, so that no test waits.
pub(crate) fn next_code(doors: &Doors, secret: &str) -> String {
    doors.site.next_half_minute();
    code_of_the_moment(secret, u64::try_from(doors.site.office().now().0 / 1000).unwrap())
}

pub(crate) fn filled(form: Form, name: &str, password: &str, code: String) -> Form {
    form.set("sign_in_name", name).set("password", password).set("moment_code", code)
}

/// Somebody sets a password and is in; and the telephone's secret.
fn set(doors: &Doors, name: &str, sign_in_name: &str) -> (Holder, String) {
    let (form, secret) = setting(doors, name);
    let form = filled(form, sign_in_name, PASSWORD, next_code(doors, &secret)).set("password_again", PASSWORD);
    let answer = doors.post(None, &form);
    answer.must(StatusCode::SEE_OTHER);
    (doors.site.holder_of(cookie(&answer)), secret)
}

/// Somebody sets a password and is in.
pub(crate) fn enrolled_with_password(doors: &Doors, name: &str, sign_in_name: &str) -> Holder {
    set(doors, name, sign_in_name).0
}

/// The form in which somebody sets a password, and the secret that it shows.
pub(crate) fn setting(doors: &Doors, name: &str) -> (Form, String) {
    setting_with(doors, &doors.code(name))
}

/// The form in which whoever has this code sets a password, and the secret that it shows.
pub(crate) fn setting_with(doors: &Doors, typed: &str) -> (Form, String) {
    let page = doors.type_code(typed);
    page.must(StatusCode::OK);
    let page = doors.post(None, &form_to(&page.text(), "/enrol/password").unwrap());
    page.must(StatusCode::OK);
    let html = page.text();
    assert!(html.contains("<svg") && html.contains("<path d=\"M"), "a picture for the telephone");
    let shown = html.split("<code lang=\"zxx\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    (form_to(&html, "/enrol/password/set").unwrap(), shown)
}

/// The auditor's session, begun by setting a password, and the telephone's secret.
pub(crate) fn with_password(doors: &Doors, name: &str) -> String {
    let (holder, secret) = set(doors, "auditor", name);
    doors.site.hold("auditor", holder);
    secret
}

pub(crate) fn signing_in(doors: &Doors, name: &str, password: &str, code: String) -> Answer {
    let form = form_to(&doors.get(None, "/sign-in/password").text(), "/sign-in/password").unwrap();
    doors.post(None, &filled(form, name, password, code))
}

#[test]
fn a_password_is_set_used_changed_and_taken_away() {
    let (doors, ..) = Doors::staffed();
    let (form, secret) = setting(&doors, "auditor");
    let wrong = filled(form.clone(), "L", "password12345", "1".to_owned()).set("password_again", "x");
    let answer = doors.post(None, &wrong);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for key in ["refusal-sign-in-name-unfit", "password-known", "password-differs", "password-code-wrong"] {
        assert!(answer.text().contains(&hindi(key)), "{key}");
    }
    assert!(!answer.text().contains("password12345"), "a password is never shown again");
    let form = form_to(&answer.text(), "/enrol/password/set").unwrap();
    let good = filled(form, "Lekha.1", PASSWORD, next_code(&doors, &secret)).set("password_again", PASSWORD);
    let answer = doors.post(None, &good);
    answer.must(StatusCode::SEE_OTHER);
    assert_eq!(answer.next(), "/desk");

    let answer = signing_in(&doors, "lekha.1", PASSWORD, next_code(&doors, &secret));
    answer.must(StatusCode::SEE_OTHER);
    doors.site.hold("auditor", doors.site.holder_of(cookie(&answer)));
    let confirm = doors.site.page("auditor", "/confirm?back=/custody");
    assert!(confirm.contains(&hindi("confirm-without-passkey")) && form_to(&confirm, "/confirm").is_none());

    let holder = doors.site.holder("auditor");
    let form = form_to(&doors.site.page("auditor", "/password"), "/password").unwrap();
    let form = form.set("old_password", PASSWORD).set("password", OTHER).set("password_again", OTHER);
    let answer = doors.post(Some(&holder), &form.set("moment_code", next_code(&doors, &secret)));
    answer.must(StatusCode::SEE_OTHER);
    assert_eq!(answer.next(), "/passkeys");
    doors.site.hold("auditor", doors.site.holder_of(cookie(&answer)));
    assert_eq!(doors.get(Some(&holder), "/desk").next(), "/sign-in", "the cookie of before opens nothing");
    assert!(doors.site.page("auditor", "/passkeys").contains("lekha.1"));

    let officer = doors.site.page("first", "/people/passkeys");
    let revoke = doors.revoking("first", &Doors::link(&officer, "/people/passwords/revoke?"));
    let answer = doors.post(Some(&doors.site.holder("first")), &revoke);
    answer.must(StatusCode::SEE_OTHER);
    assert_eq!(doors.get(Some(&doors.site.holder("auditor")), "/desk").next(), "/sign-in", "dead at once");
}

#[test]
fn whatever_is_wrong_with_a_password_is_told_alike() {
    let doors = Doors::begun();
    let (form, secret) = setting(&doors, "auditor");
    let set = filled(form, "lekha.1", PASSWORD, next_code(&doors, &secret)).set("password_again", PASSWORD);
    doors.post(None, &set).must(StatusCode::SEE_OTHER);
    let good = next_code(&doors, &secret);
    let answers =
        [("lekha.1", OTHER, good.clone()), ("lekha.2", PASSWORD, good.clone()), ("lekha.1", PASSWORD, "12".to_owned())]
            .map(|(name, password, code)| (name, signing_in(&doors, name, password, code)));
    for (name, answer) in &answers {
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.headers, answers[0].1.headers);
        assert_eq!(answer.text().replace(name, ""), answers[0].1.text().replace("lekha.1", ""), "{name}");
        assert!(!answer.text().contains(PASSWORD) && !answer.text().contains(OTHER));
    }
    signing_in(&doors, "lekha.1", PASSWORD, next_code(&doors, &secret)).must(StatusCode::SEE_OTHER);
}

#[test]
fn nobody_who_approves_is_offered_a_password() {
    let doors = Doors::begun();
    let page = doors.type_code(&doors.code("first"));
    assert!(form_to(page.must(StatusCode::OK).text().as_str(), "/enrol/password").is_none());
    let page = doors.type_code(&doors.code("auditor"));
    assert!(form_to(page.must(StatusCode::OK).text().as_str(), "/enrol/password").is_some(), "control");
}
