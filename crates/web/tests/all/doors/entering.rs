//! Coming in, and not being let in.

use super::{Doors, cookie, device, settled};
use crate::page::{Form, form_to};
use crate::site::{Answer, Site, URLENCODED, from_own_page};
use crate::words::hindi;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use std::net::Ipv4Addr;
use web::{ClientAddress, ROUTES};

pub(crate) fn filled(path: &str, doors: &Doors) -> String {
    let mut parts = path.split('/').map(|part| match part.strip_prefix('{') {
        Some("page}") => "1".to_owned(),
        Some("log}") => "acts".to_owned(),
        Some(_) => doors.site.new_id().to_string(),
        None => part.to_owned(),
    });
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |path, part| format!("{path}/{part}"))
}

#[test]
fn without_a_session_every_page_is_a_door_and_no_form_is_taken() {
    let (doors, ..) = Doors::staffed();
    let (mut pages, mut taken) = (0, 0);
    for route in ROUTES.iter().filter(|route| !route.path.starts_with("/assets/")) {
        let (head, path) = (doors.site.head(), filled(route.path, &doors));
        if route.method == "GET" {
            let answer = doors.get(None, &path);
            if route.path.starts_with("/sign-in/identity") {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}: no provider is known", route.path);
                continue;
            }
            let open = ["/sign-in", "/sign-in/password", "/enrol", "/device", "/challenge", "/session/stream"]
                .contains(&route.path);
            assert_eq!(answer.status, if open { StatusCode::OK } else { StatusCode::SEE_OTHER }, "{}", route.path);
            assert!(open || answer.next() == "/sign-in", "{} leads to {}", route.path, answer.next());
            pages += 1;
        } else {
            for form in [Form { address: path.clone(), ..Form::default() }, guessed(&path, &doors)] {
                let answer = doors.post(None, &form);
                let away = answer.status == StatusCode::SEE_OTHER && answer.next() == "/sign-in";
                assert!(away || answer.status.is_client_error(), "{} is {}", route.path, answer.status);
                assert_eq!(answer.header(SET_COOKIE.as_str()), "", "{}", route.path);
                taken += 1;
            }
        }
        assert_eq!(doors.site.head(), head, "{} {}", route.method, route.path);
    }
    assert!(pages > 30 && taken > 100, "{pages} {taken}");
    assert_eq!(doors.get(Some(&doors.site.holder("first")), "/desk").status, StatusCode::OK, "control");
}

/// What somebody who knows the forms would send without a session.
fn guessed(path: &str, doors: &Doors) -> Form {
    let form = Form { address: path.to_owned(), ..Form::default() };
    let form = form.add("form_token", "0".repeat(64)).add("act", doors.site.new_id().to_string());
    form.add("reason", "शब्द").add("post", "first").add("seen", "1")
}

#[test]
fn a_code_enrols_and_the_cookie_is_for_this_host_alone() {
    let (doors, mut phone) = (Doors::begun(), device());
    let careless = doors.code("first").to_ascii_lowercase().replace('-', " ");
    let answer = doors.post(None, &doors.enrol_form(&careless, &mut phone));
    answer.must(StatusCode::SEE_OTHER);
    let expect = |answer: &Answer| {
        assert_eq!(answer.next(), "/desk");
        let line = answer.header(SET_COOKIE.as_str()).to_owned();
        let (value, attributes) = line.split_once("; ").unwrap();
        assert!(value.starts_with("__Host-session=") && value.len() > 80, "{line}");
        assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200");
        assert_eq!(answer.header("cache-control"), "no-store");
    };
    expect(&answer);
    let again = doors.post(None, &doors.sign_in_form(&mut phone));
    expect(&again);
    assert_ne!(cookie(&again), cookie(&answer), "a session of its own");
    let desk = doors.get(Some(&doors.site.holder_of(cookie(&again))), "/desk");
    assert!(desk.text().contains("post first"), "the desk says under which post");
}

#[test]
pub(crate) fn whatever_is_wrong_with_a_code_is_told_alike() {
    let doors = Doors::begun();
    let used = doors.code("first");
    doors.enrolled("first");
    let codes = [
        used.clone(),
        "AAAAA-AAAAA-AAAAA-AAAAA".to_owned(),
        doors.code("late"),
        String::new(),
        "क".to_owned(),
        format!("{0}-{0}", used.split_at(11).0),
    ];
    let answers = codes.map(|code| doors.type_code(&code));
    for answer in &answers {
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!((&answer.headers, &answer.body), (&answers[0].headers, &answers[0].body));
    }
    doors.enrolled("second");
}

#[test]
pub(crate) fn whatever_is_wrong_with_a_passkey_is_told_alike() {
    let (doors, mut first, _) = Doors::staffed();
    let replayed = doors.sign_in_form(&mut first);
    doors.post(None, &replayed).must(StatusCode::SEE_OTHER);
    let mut unknown = device();
    doors.enrol_form(&doors.code("guest"), &mut unknown);
    first.user_verified = false;
    let unverified = doors.sign_in_form(&mut first);
    first.user_verified = true;
    let counter = std::mem::replace(&mut first.counter, 1);
    let copied = doors.sign_in_form(&mut first);
    first.counter = counter;
    let (_, other) = doors.challenge(None);
    let good = doors.sign_in_form(&mut first);
    let session = doors.site.holder("second");
    let confirming = doors.challenge(Some(&session));
    let forms = [
        ("replayed", replayed.clone()),
        ("a passkey that nobody enrolled", doors.sign_in_form(&mut unknown)),
        ("a holder who was not verified", unverified),
        ("a counter that goes backwards", copied),
        ("another ceremony", good.clone().set("ceremony", other)),
        ("another purpose", good.clone().set("ceremony", confirming.1).set("answer", first.get(&confirming.0))),
        ("no ceremony", good.clone().set("ceremony", "")),
        ("no answer", good.clone().set("answer", "")),
        ("no JSON", good.clone().set("answer", "{")),
        ("a session's cookie", good.clone().set("ceremony", session.cookie.split_once('=').unwrap().1)),
    ];
    let answers: Vec<_> = forms.iter().map(|(what, form)| (what, doors.post(None, form))).collect();
    for (what, answer) in &answers {
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        assert_eq!(settled(answer), settled(&answers[0].1), "{what}");
        assert_eq!(answer.headers, answers[0].1.headers, "{what}");
    }
    let late = doors.sign_in_form(&mut first);
    doors.post(None, &late).must(StatusCode::SEE_OTHER);
}

#[test]
fn who_holds_no_charge_learns_that_and_comes_no_further() {
    let (doors, mut phone) = (Doors::begun(), device());
    let enrolled = doors.post(None, &doors.enrol_form(&doors.code("guest"), &mut phone));
    enrolled.must(StatusCode::SEE_OTHER);
    assert_eq!((enrolled.next(), enrolled.header(SET_COOKIE.as_str())), ("/sign-in", ""));
    let answer = doors.post(None, &doors.sign_in_form(&mut phone));
    assert_eq!((answer.status, answer.header(SET_COOKIE.as_str())), (StatusCode::FORBIDDEN, ""));
}

/// From one address eight attempts wait at most: whoever comes beyond them is told at once, and led back to where he stood.
/// Nobody's browser comes so often by itself; somebody who shares the address may.
#[test]
fn who_comes_when_too_many_wait_is_led_back_to_where_he_stood() {
    let (doors, ..) = Doors::staffed();
    for (place, path) in (0..).zip(["/enrol", "/device", "/sign-in/password"]) {
        let form = form_to(&doors.get(None, path).text(), path).unwrap();
        let form = if path == "/sign-in/password" {
            form.set("sign_in_name", "clerk").set("password", "x").set("moment_code", "000000")
        } else {
            form.set("code", "AAAAA-AAAAA-AAAAA-AAAAA")
        };
        let address = ClientAddress(Ipv4Addr::new(192, 0, 2, place).into());
        let one = || {
            let mut request = from_own_page(path, None).header(CONTENT_TYPE, URLENCODED);
            request.extensions_mut().unwrap().insert(address);
            doors.site.ask(request.body(Body::from(form.encoded())).unwrap())
        };
        let crowded = async {
            // Those that wait are given up as soon as one is told.
            let mut waiting: FuturesUnordered<_> = (0..24).map(|_| one()).collect();
            while let Some(answer) = waiting.next().await {
                if answer.status == StatusCode::TOO_MANY_REQUESTS {
                    return Some(answer);
                }
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "control: the others are judged");
            }
            None
        };
        let answer = doors.site.wait(crowded).unwrap();
        let page = answer.text();
        assert!(page.contains(&hindi("failure-crowded")) && page.contains(&hindi("failure-crowded-text")));
        assert!(
            page.contains(&format!("<a class=\"button primary\" href=\"{path}\">{}", hindi("come-again"))),
            "{page}"
        );
    }
}

#[test]
fn an_enrolment_that_is_sent_twice_signs_in_once() {
    let (doors, mut phone) = (Doors::begun(), device());
    let form = doors.enrol_form(&doors.code("first"), &mut phone);
    assert_eq!(doors.post(None, &form).next(), "/desk");
    let head = doors.site.head();
    let again = doors.post(None, &form);
    again.must(StatusCode::SEE_OTHER);
    assert_eq!((again.next(), again.header(SET_COOKIE.as_str()), doors.site.head()), ("/sign-in", "", head));
}

#[test]
pub(crate) fn who_signs_out_is_out_and_the_browser_keeps_nothing() {
    let (doors, ..) = Doors::staffed();
    let holder = doors.site.holder("first");
    let form = form_to(&doors.site.page("first", "/desk"), "/sign-out").unwrap();
    let answer = doors.post(Some(&holder), &form);
    answer.must(StatusCode::SEE_OTHER);
    assert_eq!(answer.next(), "/sign-in");
    assert!(answer.header(SET_COOKIE.as_str()).starts_with("__Host-session=; Path=/;"));
    assert!(answer.header(SET_COOKIE.as_str()).ends_with("Max-Age=0"));
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(doors.get(Some(&holder), "/desk").next(), "/sign-in", "its cookie opens nothing any more");
    assert_eq!(doors.get(Some(&doors.site.holder("second")), "/desk").status, StatusCode::OK, "control");
}

#[test]
fn no_proof_leads_elsewhere() {
    let (doors, mut first, mut second) = Doors::staffed();
    for (back, leads) in [
        ("%2F%2Fevil.example%2Fdesk", "/"),
        ("https%3A%2F%2Fevil.example", "/"),
        ("%2F%5Cevil.example", "/"),
        ("javascript%3Aalert(1)", "/"),
        ("", "/"),
        ("%2Fpeople", "/people"),
    ] {
        let link = format!("/confirm?back={back}");
        let page = doors.site.page("first", &link);
        assert_eq!(form_to(&page, "/confirm").unwrap().value("back"), Some(leads), "{back}");
        assert!(
            page.contains(&format!("class=\"button quiet\" href=\"{leads}\"")),
            "{back}: the way back without a proof"
        );
        let answer = doors.confirm("first", &link, &mut first);
        answer.must(StatusCode::SEE_OTHER);
        assert_eq!(answer.next(), leads, "{back}");
        let holder = doors.site.holder("first");
        let (options, ceremony) = doors.challenge(Some(&holder));
        let form = form_to(&page, "/confirm").unwrap().set("back", crate::page::unescaped(&decoded(back)));
        let form = form.set("ceremony", ceremony).set("answer", first.get(&options));
        let answer = doors.post(Some(&holder), &form);
        answer.must(StatusCode::SEE_OTHER);
        assert_eq!(answer.next(), leads, "{back}, written into the form");
        doors.site.hold("first", doors.site.holder_of(cookie(&answer)));
    }
    let answer = doors.confirm("first", "/confirm?back=/people", &mut second);
    assert_eq!((answer.status, answer.header(SET_COOKIE.as_str())), (StatusCode::FORBIDDEN, ""), "another's passkey");
}

fn decoded(written: &str) -> String {
    written.replace("%2F", "/").replace("%3A", ":").replace("%5C", "\\")
}

#[test]
pub(crate) fn the_door_of_training_is_none_here_and_in_training_there_is_no_other() {
    let (doors, ..) = Doors::staffed();
    let sign_in = Form { address: "/sign-in".to_owned(), ..Form::default() }.add("post", "first");
    let answer = doors.post(None, &sign_in);
    assert_eq!((answer.status, answer.header(SET_COOKIE.as_str())), (StatusCode::NOT_FOUND, ""));

    let training = Site::begun();
    let holder = training.holder("auditor");
    for path in ["/enrol", "/challenge", "/confirm", "/passkeys/new"] {
        assert_eq!(training.get_as(&holder, path).status, StatusCode::NOT_FOUND, "{path}");
    }
    let (head, ceremony) = (training.head(), doors.challenge(None).1);
    for (address, fields) in [
        ("/sign-in/passkey", &["ceremony", "answer"][..]),
        ("/enrol", &["code"]),
        ("/enrol/passkey", &["ceremony", "answer", "label"]),
        ("/confirm", &["ceremony", "answer", "back"]),
        ("/passkeys/new", &["ceremony", "answer", "label"]),
    ] {
        let within = ["/confirm", "/passkeys/new"].contains(&address);
        let plain = Form { address: address.to_owned(), ..Form::default() };
        let form = if within { training.own_form("auditor", address) } else { plain };
        let form = fields.iter().fold(form, |form, name| form.add(name, ceremony.clone()));
        let answer = training.post("auditor", &form);
        assert!(answer.status.is_client_error(), "{address} is {}", answer.status);
        assert_eq!((answer.header(SET_COOKIE.as_str()), training.head()), ("", head), "{address}");
    }
}
