//! Chapter 8, as far as it shows through the pages.

use crate::custody::the_register_tells_neither_title_nor_number_nor_name;
use crate::doors::Doors;
use crate::doors::administering::{
    a_device_that_its_holder_never_used_keeps_nobody_out, a_device_that_lay_in_a_drawer_is_registered_anew,
    on_the_device_of_another_nobody_administers, two_officers_with_broken_devices_go_on,
    what_administers_stands_before_that_door, what_stops_somebody_asks_for_no_device,
    who_has_a_device_administers_on_it_alone, who_reports_the_own_device_lost_waits_a_day_or_has_another,
};
use crate::doors::changes::{
    a_change_is_unknown_to_whom_it_is_not_offered, proposing_with_an_old_proof_keeps_the_words_and_leads_to_a_proof,
};
use crate::input::{World, an_id_of_another_kind_is_unknown};
use crate::page::{Form, forms, settled};
use crate::site::{Holder, repository};
use crate::versions::a_consulted_department_sees_the_version_it_was_sent;
use axum::body::Body;
use axum::http::header::COOKIE;
use axum::http::{Request, StatusCode};
use cabinet::emergency::EMERGENCY_HOURS_MAX;
use std::collections::BTreeSet;
use web::ROUTES;

/// The same form, sent by another post as its own.
fn as_own(world: &World, post: &str, form: &Form) -> Form {
    let (token, act) = (world.walk.site.holder(post).token, world.walk.site.new_id().to_string());
    form.clone().set("form_token", token).set("act", act)
}

/// Addresses at which somebody does something to the business of the cabinet or to its people.
fn is_business(path: &str) -> bool {
    ["/proposals", "/meetings", "/people/", "/inquiries"].iter().any(|start| path.starts_with(start))
}

/// Two posts that have no hand in it send every form of the business: each is unknown, and nothing is recorded.
#[test]
fn asvs_8_2_1() {
    let world = World::made();
    let (site, mut sent) = (&world.walk.site, 0);
    for route in ROUTES.iter().filter(|route| route.method == "POST" && is_business(route.path)) {
        let (_, form, _) = world.sent(route.path);
        for post in ["system_administrator", "energy_minister_staff"] {
            let head = site.head();
            let answer = world.post(post, &as_own(&world, post, &form));
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{post}: {}", route.path);
            assert_eq!(site.head(), head, "{post}: {}", route.path);
            sent += 1;
        }
    }
    assert!(sent > 70, "control: {sent}");
    let (post, form, _) = world.sent("/proposals/new");
    let head = site.head();
    site.post(post, &form).must(StatusCode::SEE_OTHER);
    assert!(site.head() > head, "control: whose it is does it");
}

/// Another department's matters are as unknown as matters that are not there.
#[test]
fn asvs_8_2_2() {
    let world = World::made();
    let site = &world.walk.site;
    let nothing = site.new_id().to_string();
    for route in ["/proposals/{proposal}", "/proposals/{proposal}/draft", "/papers/{paper}/pages/{page}"] {
        let path = world.path(route);
        let id = path.split('/').nth(2).unwrap();
        site.get("energy_section", &path).must(StatusCode::OK);
        for post in ["agriculture_section", "agriculture_minister", "auditor", "system_administrator"] {
            let (theirs, none) = (site.get(post, &path), site.get(post, &path.replace(id, &nothing)));
            assert_eq!((theirs.status, none.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{post}: {path}");
            let same = |html: String| settled(&html).replace(id, "").replace(&nothing, "");
            assert_eq!(same(theirs.text()), same(none.text()), "{post}: {path}");
        }
    }
    an_id_of_another_kind_is_unknown();
}

#[test]
fn asvs_8_2_3() {
    a_consulted_department_sees_the_version_it_was_sent();
    the_register_tells_neither_title_nor_number_nor_name();
    let world = World::made();
    let head = world.walk.site.head();
    for route in ["/proposals/new", "/proposals/{proposal}/draft"] {
        let (post, form, _) = world.sent(route);
        for field in ["stage", "department", "approved_by", "person", "classified_by"] {
            world.post(post, &form.clone().add(field, "x")).must(StatusCode::BAD_REQUEST);
        }
    }
    assert_eq!(world.walk.site.head(), head, "a field that a form does not have changes nothing");
}

/// Nothing that a browser says of itself gives a right.
#[test]
fn asvs_8_3_1() {
    let world = World::made();
    let site = &world.walk.site;
    let path = world.path("/proposals/{proposal}/draft");
    let holder = site.holder("agriculture_section");
    let asked = |more: &[(&'static str, &str)]| {
        let request =
            Request::get(&path).header(COOKIE, format!("{}; post=energy_section; role=admin", holder.cookies()));
        let request = more.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        site.send(request.body(Body::empty()).unwrap()).status
    };
    for headers in [
        &[("x-user", "energy_section")][..],
        &[("x-remote-user", "energy_section"), ("x-forwarded-user", "energy_section")],
        &[("authorization", "Basic ZW5lcmd5X3NlY3Rpb246eA==")],
        &[("x-original-url", "/desk"), ("x-http-method-override", "POST")],
        &[],
    ] {
        assert_eq!(asked(headers), StatusCode::NOT_FOUND, "{headers:?}");
    }
    let query = format!("{path}?post=energy_section&admin=1");
    assert_eq!(site.get("agriculture_section", &query).status, StatusCode::NOT_FOUND);
    site.get("energy_section", &path).must(StatusCode::OK);
    a_change_is_unknown_to_whom_it_is_not_offered();
}

/// The server can open every paper; it opens one for whom it may be opened.
#[test]
fn asvs_8_3_3() {
    let world = World::made();
    let site = &world.walk.site;
    let picture = world.path("/papers/{paper}/pages/{page}/picture");
    let asked = |post: &str| {
        let holder: Holder = site.holder(post);
        let request = Request::get(&picture).header(COOKIE, holder.cookies()).header("sec-fetch-site", "same-origin");
        site.send(request.body(Body::empty()).unwrap()).status
    };
    for post in ["agriculture_section", "system_administrator", "auditor", "cabinet_section", "energy_minister_staff"] {
        assert_eq!(asked(post), StatusCode::NOT_FOUND, "{post}");
    }
    assert_eq!(asked("energy_section"), StatusCode::OK, "control");
}

/// A session of one government is none in another.
#[test]
fn asvs_8_4_1() {
    let (one, other) = (Doors::staffed().0, Doors::staffed().0);
    let holder = one.site.holder("first");
    assert_eq!(one.get(Some(&holder), "/desk").status, StatusCode::OK, "control");
    assert_eq!(other.get(Some(&holder), "/desk").next(), "/sign-in");
    assert_eq!(other.type_code(&one.code("guest")).status, StatusCode::FORBIDDEN);
}

/// Whoever administers is known by a passkey whose holder was verified and by a fresh proof, agrees to nothing that he
/// proposed, and does so on the own device, in good condition. From which address makes no difference: each attempt of these
/// tests comes from another one.
#[test]
fn asvs_8_4_2() {
    what_administers_stands_before_that_door();
    who_has_a_device_administers_on_it_alone();
    on_the_device_of_another_nobody_administers();
    a_device_that_its_holder_never_used_keeps_nobody_out();
    what_stops_somebody_asks_for_no_device();
    a_device_that_lay_in_a_drawer_is_registered_anew();
    who_reports_the_own_device_lost_waits_a_day_or_has_another();
    two_officers_with_broken_devices_go_on();
    proposing_with_an_old_proof_keeps_the_words_and_leads_to_a_proof();
    a_change_is_unknown_to_whom_it_is_not_offered();
}

/// The words of a heading of the document, down to the next.
fn section(heading: &str) -> String {
    let text = std::fs::read_to_string(repository("docs/signing-in.md")).unwrap();
    let found = text.split("\n## ").find(|section| section.starts_with(heading));
    found.unwrap_or_else(|| panic!("no section {heading}")).to_owned()
}

/// What stands in backticks.
fn fields_told(words: &str) -> BTreeSet<&str> {
    words.split('`').skip(1).step_by(2).collect()
}

/// Every field that a form about a matter or a meeting has stands in the document, and the document names none that there is
/// not; the sentences that it quotes are kept as rules.
#[test]
fn asvs_8_1_2() {
    let words = section("Which words and fields");
    let told = fields_told(words.split("All sentences stand in").next().unwrap());
    let mut world = World::made();
    world.walk.set_route("chief_secretary", "energy", "2099-03-31", "The files are still on paper.");
    let registered = world.walk.register("energy");
    let business =
        |path: &str| ["/proposals", "/meetings", "/paper/", "/tasks/"].iter().any(|one| path.starts_with(one));
    let posts = ROUTES.iter().filter(|route| route.method == "POST" && business(route.path));
    let mut sent: Vec<Form> = posts.map(|route| world.sent(route.path).1).collect();
    for (post, route) in [("energy_section", "/proposals/{proposal}/draft"), ("cabinet_section", "/meetings/{meeting}")]
    {
        sent.extend(
            forms(&world.walk.site.page(post, &world.path(route))).into_iter().filter(|form| business(&form.address)),
        );
    }
    let draft = world.walk.site.page("cabinet_section", &format!("/proposals/{registered}/draft"));
    sent.extend(forms(&draft).into_iter().filter(|form| business(&form.address)));
    let named = |form: &Form| -> Vec<String> {
        form.fields.iter().map(|(name, _)| name.split('.').next().unwrap().to_owned()).collect()
    };
    let asked: BTreeSet<String> = sent.iter().flat_map(named).collect();
    // What no form here holds yet: rows that are added, sections with lists and tables, and what a real government's
    // approvals carry; to which of its bodies something is referred.
    let added = [
        "year_label",
        "year_crore",
        "milestone_what",
        "milestone_days",
        "amount_kind",
        "department",
        "file",
        "prose",
        "plain",
        "ceremony",
        "answer",
        "body",
    ];
    let missing: Vec<_> = asked.iter().filter(|name| !told.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "the document does not name {missing:?}");
    let surplus: Vec<_> = told.iter().filter(|name| !asked.contains(**name) && !added.contains(name)).collect();
    assert!(surplus.is_empty() && asked.len() > 30, "no form has {surplus:?}");
    let never = std::fs::read_to_string(repository("crates/cabinet/never.txt")).unwrap();
    let kept = |sentence: &str| never.lines().any(|line| line.starts_with(&format!("{sentence} | ")));
    for quoted in words.split('«').skip(1).map(|rest| rest.split('»').next().unwrap()) {
        assert!(kept(quoted), "never.txt says: {quoted}");
    }
    assert!(words.matches('«').count() > 5 && !kept("A secretary never"), "control: sentences are quoted, and whole");
}

#[test]
fn asvs_8_1_3() {
    let words = section("What else is looked at");
    for named in ["address", "time", "passkey", "charge", "Not looked at", "place"] {
        assert!(words.contains(named), "{named}");
    }
}

/// The thresholds that the document tells are those of the program, each in its row; and each row says what follows.
#[test]
fn asvs_8_1_4() {
    let words = section("What else is looked at");
    let rows: Vec<Vec<&str>> = words
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| what "))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() > 10 && rows.iter().all(|row| row.len() == 4 && row.iter().all(|cell| !cell.is_empty())));
    let minutes = |seconds: i64| format!("{} minutes", seconds / 60);
    let days = format!("{} days", cabinet::device::DEVICE_UNUSED_DAYS);
    for (what, threshold) in [
        ("time since the last request", minutes(office::SESSION_IDLE_SECONDS)),
        ("time since the session began", format!("{} hours", office::SESSION_ABSOLUTE_SECONDS / 3600)),
        ("time since the last proof with a passkey", minutes(office::PROOF_SECONDS)),
        ("days in a row on which its holder did not sign in on it", days),
        ("time since the own device was reported lost", format!("{} hours", cabinet::device::DEVICE_LOST_HOURS)),
    ] {
        let told: Vec<&str> = rows.iter().filter(|row| row[0] == what).map(|row| row[2]).collect();
        assert_eq!(told, [threshold], "{what}");
    }
    let hours = rows.iter().find(|row| row[0].starts_with("time since an emergency access")).unwrap();
    assert_eq!((hours[2], EMERGENCY_HOURS_MAX), ("its hours, six at most", 6));
    for done in ["waits", "asks for a proof", "ends", "unknown"] {
        assert!(rows.iter().any(|row| row[3].contains(done)), "{done}");
    }
}
