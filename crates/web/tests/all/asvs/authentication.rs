//! Chapter 6, as far as it shows at the doors.

use crate::doors::changes::{
    a_second_passkey_is_made_with_a_fresh_proof_and_the_first_can_go, each_of_two_sees_a_half_and_both_together_open,
    the_section_takes_a_lost_passkey_away_with_one_hand,
};
use crate::doors::entering::{
    filled, the_door_of_training_is_none_here_and_in_training_there_is_no_other,
    whatever_is_wrong_with_a_code_is_told_alike, whatever_is_wrong_with_a_passkey_is_told_alike,
};
use crate::doors::identities::Believing;
use crate::doors::passwords::{OTHER, PASSWORD, next_code, setting, signing_in, with_password};
use crate::doors::{Doors, cookie};
use crate::page::{Form, form_to, forms};
use crate::site::{Answer, Site, repository};
use crate::words::hindi;
use axum::body::Body;
use axum::http::header::SET_COOKIE;
use axum::http::{Request, StatusCode};
use cabinet::notice::NoticeKind;
use std::collections::{BTreeMap, BTreeSet};
use web::{Door, ROUTES};

/// The addresses of the ways in, as the document tells them.
fn ways_in() -> BTreeSet<String> {
    let page = std::fs::read_to_string(repository("docs/signing-in.md")).unwrap();
    let section = page.split("\n## ").find(|section| section.starts_with("Ways in")).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.split('|').nth(1));
    rows.filter_map(|cell| cell.trim().strip_prefix('`')?.strip_suffix('`')).map(str::to_owned).collect()
}

/// Every address that takes something from somebody who is not signed in is a way in that the document tells, or leads to
/// no session.
#[test]
fn asvs_6_1_3() {
    const NO_WAY_IN: [&str; 4] = ["/language", "/enrol", "/device", "/policy-reports"];
    let open = ROUTES.iter().filter(|route| route.method == "POST" && route.door == Door::Open);
    let open: BTreeSet<String> = open.map(|route| route.path.to_owned()).collect();
    let expected: BTreeSet<String> = ways_in().into_iter().chain(NO_WAY_IN.map(str::to_owned)).collect();
    assert_eq!(open, expected);
    assert!(ways_in().len() >= 3, "control");
}

/// No other address than a documented way in gives a session to somebody who has none.
#[test]
fn asvs_6_3_4() {
    let (doors, mut first, _) = Doors::staffed();
    let good = doors.sign_in_form(&mut first);
    for route in ROUTES.iter().filter(|route| route.method == "POST" && !ways_in().contains(route.path)) {
        let answer = doors.post(None, &Form { address: filled(route.path, &doors), ..good.clone() });
        assert!(!answer.header(SET_COOKIE.as_str()).starts_with("__Host-session="), "{}", route.path);
    }
    let answer = doors.post(None, &good);
    assert!(answer.header(SET_COOKIE.as_str()).starts_with("__Host-session="), "control");
    let begun = doors.session_of(&answer);
    assert!(
        matches!(begun.factor, office::Factor::Passkey(_)) && begun.proved.is_some(),
        "what was proved stands in the session"
    );
}

/// In a government that has just begun nobody can sign in: there are two codes on paper, and no account.
#[test]
fn asvs_6_3_2() {
    let doors = Doors::begun();
    assert_eq!(doors.site.state().passkeys().count(), 0);
    for key in ["root", "admin", "sa", "administrator", "first", "system_administrator"] {
        let form = Form { address: "/sign-in".to_owned(), ..Form::default() }.add("post", key);
        let answer = doors.post(None, &form);
        assert_eq!((answer.status, answer.header(SET_COOKIE.as_str())), (StatusCode::NOT_FOUND, ""), "{key}");
    }
    the_door_of_training_is_none_here_and_in_training_there_is_no_other();
}

/// What sends letters serves notices alone, and none of them tells of signing in; no door asks for an address or takes one, and
/// nobody has one there.
#[test]
fn asvs_6_3_6() {
    let sends = |name: &str| ["mail", "smtp", "lettre", "sendgrid"].iter().any(|part| name.contains(part));
    let lock = std::fs::read_to_string(repository("Cargo.lock")).unwrap();
    // Each package with what it is built upon.
    let packages: BTreeMap<&str, BTreeSet<&str>> = lock
        .split("[[package]]")
        .filter_map(|package| {
            let mut quoted = package.lines().filter_map(|line| line.split('"').nth(1));
            let (name, rest) = (quoted.next()?, quoted.filter_map(|one| one.split(' ').next()).collect());
            package.contains("name = ").then_some((name, rest))
        })
        .collect();
    let upon = |wanted: &dyn Fn(&str) -> bool| -> BTreeSet<&str> {
        let names = packages.iter().filter(|(_, rest)| rest.iter().any(|one| wanted(one)));
        names.map(|(name, _)| *name).filter(|name| !sends(name)).collect()
    };
    assert_eq!(upon(&sends), BTreeSet::from(["notices"]));
    assert_eq!(upon(&|name| name == "notices"), BTreeSet::from(["office"]), "the doors' crates send nothing");
    assert!(upon(&|name| name == "axum").contains("web") && sends("async-smtp"), "control");
    for kind in NoticeKind::ALL {
        let told = |part: &&str| kind.key().contains(*part);
        assert!(!["code", "password", "sign", "key", "session"].iter().any(told), "{kind:?}");
    }
    for field in asked_at_the_doors() {
        assert!(!field.contains("mail") && !field.contains("address"), "{field}");
    }
    let (doors, ..) = Doors::staffed();
    let secret = with_password(&doors, "lekha.1");
    for address in ["first@example.in", "lekha.1@example.in"] {
        let told = signing_in(&doors, address, PASSWORD, next_code(&doors, &secret));
        assert_eq!((told.status, told.header(SET_COOKIE.as_str())), (StatusCode::FORBIDDEN, ""), "{address}");
    }
    signing_in(&doors, "lekha.1", PASSWORD, next_code(&doors, &secret)).must(StatusCode::SEE_OTHER);
}

/// Names of what the doors ask for: each way in that the document tells, and the two pages on which a code is typed.
fn asked_at_the_doors() -> BTreeSet<String> {
    let here = Believing::begun();
    let doors = &here.doors;
    let mut pages: Vec<String> =
        ["/sign-in", "/sign-in/password", "/enrol", "/device"].map(|page| doors.get(None, page).text()).to_vec();
    pages.extend([doors.type_code(&doors.code("auditor")).text(), here.came_back("somebody").text()]);
    let mut asked: Vec<Form> = pages.iter().flat_map(|page| forms(page)).collect();
    asked.push(setting(doors, "auditor").0);
    asked.extend(forms(&Site::begun().send(Request::get("/sign-in").body(Body::empty()).unwrap()).text()));
    let addresses: BTreeSet<&str> = asked.iter().map(|form| &*form.address).collect();
    for way in ways_in().iter().map(String::as_str).chain(["/enrol", "/device"]) {
        assert!(addresses.contains(way), "control: {way} among {addresses:?}");
    }
    asked.into_iter().flat_map(|form| form.fields).map(|(name, _)| name).collect()
}

#[test]
fn asvs_6_3_8() {
    whatever_is_wrong_with_a_code_is_told_alike();
    whatever_is_wrong_with_a_passkey_is_told_alike();
}

#[test]
fn asvs_6_4_2() {
    for field in asked_at_the_doors() {
        let asks = ["question", "hint", "mother", "birth", "school", "pet"].iter().any(|word| field.contains(word));
        assert!(!asks, "{field}");
    }
    for language in ["hi", "en"] {
        let words = std::fs::read_to_string(repository("locales").join(language).join("doors.ftl")).unwrap();
        assert!(words.lines().count() > 20, "control");
        for asks in ["secret question", "security question", "गुप्त प्रश्न", "सुरक्षा प्रश्न"]
        {
            assert!(!words.contains(asks), "{asks}");
        }
    }
}

#[test]
fn asvs_6_4_4() {
    each_of_two_sees_a_half_and_both_together_open();
}

#[test]
fn asvs_6_5_6() {
    the_section_takes_a_lost_passkey_away_with_one_hand();
    a_second_passkey_is_made_with_a_fresh_proof_and_the_first_can_go();
}

/// What a desk says of attempts that failed, one a line; nothing where it says nothing.
fn failures_told(desk: &str) -> Option<Vec<String>> {
    let told = desk.split("class=\"notice stop\"").nth(1)?.split("</div>").next()?;
    let lines = told.split("<li>").skip(1).filter_map(|line| line.split("</li>").next());
    Some(lines.map(str::to_owned).collect())
}

/// Whoever comes in is told which attempts under his name failed since the last time, when, and from which address; once.
#[test]
fn asvs_6_3_5() {
    let (doors, mut first, _) = Doors::staffed();
    let secret = with_password(&doors, "lekha.1");
    let now = next_code(&doors, &secret);
    for (name, password, code) in
        [("lekha.1", OTHER, now.clone()), ("lekha.2", PASSWORD, now.clone()), ("lekha.1", PASSWORD, "12".to_owned())]
    {
        assert_eq!(signing_in(&doors, name, password, code).status, StatusCode::FORBIDDEN);
    }
    assert_eq!(failures_told(&doors.site.page("auditor", "/desk")), None, "not in the session from before");
    let desk_after = |answer: Answer| doors.get(Some(&doors.site.holder_of(cookie(&answer))), "/desk").text();
    let desk = desk_after(signing_in(&doors, "lekha.1", PASSWORD, next_code(&doors, &secret)));
    let told = failures_told(&desk).expect("it is told");
    assert!(
        told.len() == 2 && told.iter().all(|line| line.contains("10.0.0.")),
        "two were aimed at the auditor: {told:?}"
    );
    assert_ne!(told[0], told[1], "each from its own address");
    let desk = desk_after(signing_in(&doors, "lekha.1", PASSWORD, next_code(&doors, &secret)));
    assert_eq!(failures_told(&desk), None, "it was told");

    let form = doors.sign_in_form(&mut first);
    doors.post(None, &form).must(StatusCode::SEE_OTHER);
    assert_eq!(doors.post(None, &form).status, StatusCode::FORBIDDEN, "the same answer of the passkey once more");
    let desk = desk_after(doors.post(None, &doors.sign_in_form(&mut first)));
    assert_eq!(failures_told(&desk).map(|told| told.len()), Some(1));
    let desk = desk_after(doors.post(None, &doors.sign_in_form(&mut first)));
    assert_eq!(failures_told(&desk), None, "control");
}

/// Changes in one's means of signing in are told on the next page, and to the cabinet section.
#[test]
fn asvs_6_3_7() {
    let (doors, ..) = Doors::staffed();
    let means = |who: &str| {
        let desk = doors.site.page(who, "/desk");
        desk.contains(&hindi("notice-means")).then(|| desk.split("class=\"notice order\"").nth(1).unwrap().to_owned())
    };
    assert!(means("first").expect("the first passkey is told").contains("फ़ोन"));
    let others = |who: &str| {
        let desk = doors.site.page(who, "/desk");
        desk.contains("class=\"notice info\"") && desk.contains("href=\"/people/passkeys\"")
    };
    assert!(others("first"), "each of two officers is told of the other");
    let secret = with_password(&doors, "lekha.1");
    let lines = |told: &str| told.split("</ul>").next().unwrap().matches("<li>").count();
    assert_eq!(lines(&means("auditor").expect("a password was set")), 1);
    assert!(!others("auditor"), "control: who takes no passkeys away is told of the own ones alone");
    let form = form_to(&doors.site.page("auditor", "/password"), "/password").unwrap().set("old_password", PASSWORD);
    let form = form.set("password", OTHER).set("password_again", OTHER).set("moment_code", next_code(&doors, &secret));
    let answer = doors.post(Some(&doors.site.holder("auditor")), &form);
    doors.site.hold("auditor", doors.site.holder_of(cookie(&answer)));
    assert_eq!(lines(&means("auditor").expect("another one took its place")), 2);
}
