//! Chapter 7, as far as it shows through the pages.

use crate::doors::changes::{
    nobody_takes_his_own_last_way_in_away, the_section_takes_a_lost_passkey_away_with_one_hand,
};
use crate::doors::entering::{filled, who_signs_out_is_out_and_the_browser_keeps_nothing};
use crate::doors::identities::a_session_ends_by_our_rules_and_the_provider_asks_anew;
use crate::doors::passwords::{OTHER, PASSWORD, next_code, signing_in, with_password};
use crate::doors::table::an_id_that_was_accepted_opens_its_own_form_alone;
use crate::doors::{Doors, cookie};
use crate::page::{Form, form, form_to};
use crate::site::{Answer, Holder, Site, URLENCODED, from_own_page, repository};
use crate::words::hindi;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use office::{SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS};
use std::collections::BTreeSet;
use web::ROUTES;

/// Whether a cookie opens a page.
fn opens(doors: &Doors, value: &str) -> bool {
    let holder = Holder { cookie: format!("__Host-session={value}"), token: String::new(), english: false };
    doors.get(Some(&holder), "/desk").status == StatusCode::OK
}

fn value(holder: &Holder) -> String {
    holder.cookie.split_once('=').unwrap().1.to_owned()
}

/// Every digit of a cookie is judged by the server.
#[test]
fn asvs_7_2_1() {
    let (doors, ..) = Doors::staffed();
    let good = value(&doors.site.holder("first"));
    assert!(opens(&doors, &good), "control");
    for place in (0..good.len()).step_by(7).chain([good.len() - 1]) {
        let mut digits: Vec<char> = good.chars().collect();
        digits[place] = if digits[place] == '0' { '1' } else { '0' };
        assert!(!opens(&doors, &digits.into_iter().collect::<String>()), "the digit at {place}");
    }
    for other in ["", "00", &good[..good.len() - 2], &format!("{good}00"), &good.to_uppercase().replace('F', "G")] {
        assert!(!opens(&doors, other), "{other}");
    }
}

/// Two sessions of one device, one after the other, have nothing in common.
#[test]
fn asvs_7_2_2() {
    let (doors, mut first, _) = Doors::staffed();
    let mut seen = BTreeSet::from([value(&doors.site.holder("first"))]);
    for _ in 0..3 {
        let answer = doors.post(None, &doors.sign_in_form(&mut first));
        let holder = doors.site.holder_of(cookie(&answer));
        assert!(seen.insert(value(&holder)) && seen.insert(holder.token), "a cookie and a token of its own");
    }
}

#[test]
fn asvs_7_4_1() {
    who_signs_out_is_out_and_the_browser_keeps_nothing();
}

/// Every page that is shown to somebody who is signed in has the button, refusals too.
#[test]
fn asvs_7_4_4() {
    let (doors, ..) = Doors::staffed();
    let holder = doors.site.holder("first");
    let mut pages = 0;
    let has_it = |answer: &Answer| form_to(&answer.text(), "/sign-out").is_some();
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        let answer = doors.get(Some(&holder), &filled(route.path, &doors));
        if answer.header("content-type").starts_with("text/html") {
            assert!(has_it(&answer), "{}: {}", route.path, answer.status);
            pages += 1;
        }
    }
    assert!(pages > 25, "control: {pages} pages");
    assert!(!has_it(&doors.get(None, "/sign-in")), "control: nobody is signed in there");
}

#[test]
fn asvs_7_4_5() {
    the_section_takes_a_lost_passkey_away_with_one_hand();
}

/// Where a session begins by the word of a provider, the documents say how both end.
#[test]
fn asvs_7_1_3() {
    let page = std::fs::read_to_string(repository("docs/signing-in.md")).unwrap();
    let section = page.split("**Sessions at an identity provider.**").nth(1).unwrap().split("\n\n").next().unwrap();
    for said in ["`prompt=login`", "`auth_time`", "12 hours", "15 minutes", "is not ended by us"] {
        assert!(section.contains(said), "{said}");
    }
    assert_eq!((SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS), (12 * 3600, 15 * 60));
}

#[test]
fn asvs_7_6_1() {
    a_session_ends_by_our_rules_and_the_provider_asks_anew();
}

/// No address that is opened, and no form without what proves who one is, begins a session.
#[test]
fn asvs_7_6_2() {
    let (doors, mut first, _) = Doors::staffed();
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        let answer = doors.get(None, &filled(route.path, &doors));
        assert_eq!(answer.header(SET_COOKIE.as_str()), "", "{}", route.path);
    }
    let good = doors.sign_in_form(&mut first);
    // From another site, a good answer of the person's own device begins nothing.
    let mut request = from_own_page(&good.address, None).header(CONTENT_TYPE, URLENCODED);
    request.headers_mut().unwrap().insert("sec-fetch-site", "cross-site".parse().unwrap());
    let foreign = doors.site.send(request.body(Body::from(good.encoded())).unwrap());
    assert_eq!((foreign.status, foreign.header(SET_COOKIE.as_str())), (StatusCode::FORBIDDEN, ""));
    let answer = doors.post(None, &good);
    assert!(answer.header(SET_COOKIE.as_str()).starts_with("__Host-session="), "control: the button does");
}

#[test]
fn who_signs_in_anew_has_ended_what_was_there_before() {
    let (doors, mut first, _) = Doors::staffed();
    let before = doors.site.holder("first");
    let form = doors.sign_in_form(&mut first);
    let answer = doors.post(Some(&before), &form);
    answer.must(StatusCode::SEE_OTHER);
    let after = doors.site.holder_of(cookie(&answer));
    assert_ne!(value(&before), value(&after));
    assert!(!opens(&doors, &value(&before)), "the session from before has ended");
    assert!(opens(&doors, &value(&after)) && opens(&doors, &value(&doors.site.holder("second"))), "control");

    let training = Site::begun();
    let holder = training.holder("auditor");
    let body = Body::from("post=energy_section");
    let request = from_own_page("/sign-in", Some(&holder)).header(CONTENT_TYPE, URLENCODED).body(body).unwrap();
    training.send(request).must(StatusCode::SEE_OTHER);
    assert_eq!(training.get_as(&holder, "/desk").status, StatusCode::SEE_OTHER, "in training too");
}

/// Whoever proves again goes on with another cookie, with the pages that are open; that of before opens nothing any more.
#[test]
fn asvs_7_2_4() {
    let (doors, mut first, _) = Doors::staffed();
    let before = doors.site.holder("first");
    assert!(opens(&doors, &value(&before)), "control");
    for _ in 0..2 {
        let before = doors.site.holder("first");
        doors.confirm("first", "/confirm?back=/people", &mut first).must(StatusCode::SEE_OTHER);
        let after = doors.site.holder("first");
        assert!(!opens(&doors, &value(&before)) && opens(&doors, &value(&after)));
        assert_eq!(doors.site.holder_of(after.cookie).token, before.token, "forms of open pages are taken");
    }
    assert!(!opens(&doors, &value(&before)), "nor does the first one come back");
    who_signs_in_anew_has_ended_what_was_there_before();
}

/// One sees one's sessions, and ends one or all after another proof; whoever has no passkey, by changing the password.
#[test]
fn asvs_7_5_2() {
    let (doors, mut first, _) = Doors::staffed();
    let earlier = doors.site.form("first", "/people/changes/new?do=enter_person", "propose_change");
    let earlier = earlier.set("name_hi", "नया").set("name_en", "New").set("reason", "आदेश 1");
    doors.site.done("first", &earlier);
    let other = doors.site.holder_of(cookie(&doors.post(None, &doors.sign_in_form(&mut first))));
    doors.grow_stale("first");
    let page = doors.site.page("first", "/sessions");
    let label = doors.site.state().passkeys().next().unwrap().passkey.label.clone();
    assert_eq!(page.matches(&format!("पासकी: {label}")).count(), 2, "each says by which passkey it began");
    let ends = ["end_session", "end_other_sessions"].map(|action| form(&page, action).expect(action));
    // Nor under the id of an act that was accepted: here none is used up.
    let under_earlier = ends.clone().map(|end| end.set("act", earlier.value("act").unwrap()));
    for end in ends.iter().chain(&under_earlier) {
        let answer = doors.post(Some(&doors.site.holder("first")), end);
        answer.must(StatusCode::FORBIDDEN);
        assert!(answer.text().contains("/confirm?back=%2Fsessions"), "it leads to a proof and back");
        assert!(opens(&doors, &value(&other)), "{} ended it", end.address);
    }
    doors.confirm("first", "/confirm?back=/sessions", &mut first).must(StatusCode::SEE_OTHER);
    doors.post(Some(&doors.site.holder("first")), &ends[0]).must(StatusCode::SEE_OTHER);
    assert!(!opens(&doors, &value(&other)) && opens(&doors, &value(&doors.site.holder("first"))));
    an_id_that_was_accepted_opens_its_own_form_alone();

    let secret = with_password(&doors, "lekha.1");
    let other = signing_in(&doors, "lekha.1", PASSWORD, next_code(&doors, &secret));
    let other = doors.site.holder_of(cookie(&other));
    let page = doors.site.page("auditor", "/sessions");
    assert!(page.contains(&hindi("session-by-password")), "or that it began by a password");
    assert!(form(&page, "end_session").is_none() && page.contains("href=\"/password\""));
    let page = doors.site.page("auditor", "/passkeys");
    assert!(page.contains(&hindi("passkeys-none")), "{page}");
    assert!(
        form(&page, "end_other_sessions").is_none() && !page.contains("/passkeys/new"),
        "no button that proves nothing"
    );
    let change = form_to(&doors.site.page("auditor", "/password"), "/password").unwrap().set("old_password", PASSWORD);
    let change =
        change.set("password", OTHER).set("password_again", OTHER).set("moment_code", next_code(&doors, &secret));
    assert!(opens(&doors, &value(&other)), "control");
    doors.post(Some(&doors.site.holder("auditor")), &change).must(StatusCode::SEE_OTHER);
    assert!(!opens(&doors, &value(&other)));
}

/// After a passkey came or went, the page offers to end the other sessions.
#[test]
fn asvs_7_4_3() {
    let (doors, mut first, _) = Doors::staffed();
    assert!(form(&doors.site.page("first", "/passkeys"), "end_other_sessions").is_none(), "there is no other yet");
    let other = doors.site.holder_of(cookie(&doors.post(None, &doors.sign_in_form(&mut first))));
    let ends = form(&doors.site.page("first", "/passkeys"), "end_other_sessions").expect("it is offered");
    assert!(opens(&doors, &value(&other)), "control");
    doors.post(Some(&doors.site.holder("first")), &ends).must(StatusCode::SEE_OTHER);
    assert!(!opens(&doors, &value(&other)) && opens(&doors, &value(&doors.site.holder("first"))));
}

/// A further way in asks for a proof. To take one away asks for none, but nobody takes the last one of his own.
#[test]
fn asvs_7_5_1() {
    let (doors, mut first, _) = Doors::staffed();
    doors.grow_stale("first");
    let holder = doors.site.holder("first");
    let answer = doors.get(Some(&holder), "/passkeys/new");
    answer.must(StatusCode::FORBIDDEN);
    assert!(answer.text().contains("/confirm?back="), "it leads to a proof");
    let send = Form { address: "/passkeys/new".to_owned(), ..Form::default() };
    let send = send.add("form_token", holder.token.clone()).add("act", doors.site.new_id().to_string());
    let send = send.add("ceremony", "x").add("answer", "x").add("label", "x");
    assert_eq!(doors.post(Some(&holder), &send).status, StatusCode::FORBIDDEN);
    doors.confirm("first", "/confirm?back=/passkeys/new", &mut first).must(StatusCode::SEE_OTHER);
    doors.site.page("first", "/passkeys/new");
    nobody_takes_his_own_last_way_in_away();
}
