//! The doors that the table of addresses names, held against answers.

use super::Doors;
use crate::page::{Form, leads_to_a_proof};
use crate::site::{Answer, ORIGIN};
use crate::words::hindi;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use web::{Door, ROUTES, Route};

/// A path with ids at which nothing is.
fn nowhere(doors: &Doors, route: &Route) -> String {
    super::entering::filled(route.path, doors)
}

/// Asks, or sends a form of nothing but what every form has, from a page of this site.
pub(super) fn sent(doors: &Doors, name: &str, route: &Route, site: &str) -> Answer {
    sent_under(doors, name, route, site, &doors.site.new_id().to_string())
}

/// The same under an id.
fn sent_under(doors: &Doors, name: &str, route: &Route, site: &str, act: &str) -> Answer {
    let (holder, address) = (doors.site.holder(name), nowhere(doors, route));
    let request = Request::builder().method(route.method).uri(&*address).header(COOKIE, holder.cookies());
    let request = request.header("sec-fetch-site", site);
    if route.method == "GET" {
        return doors.sent(request.body(Body::empty()).unwrap());
    }
    let form = Form::default().add("form_token", holder.token).add("act", act);
    let form = form.add("reason", "आदेश 7");
    let request = request.header("origin", ORIGIN).header(CONTENT_TYPE, crate::site::URLENCODED);
    doors.sent(request.body(Body::from(form.encoded())).unwrap())
}

fn asks_for_a_proof(answer: &Answer) -> bool {
    answer.status == StatusCode::FORBIDDEN && leads_to_a_proof(&answer.text())
}

#[test]
fn an_old_proof_opens_what_asks_for_none_and_nothing_else() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    let (mut asked, mut passed) = (0, 0);
    for (name, stale) in [("first", true), ("second", false)] {
        if stale {
            doors.grow_stale(name);
        }
        // The session is used up by the one, and the other page leads from it.
        let away = ["/sign-out", "/sign-in"];
        for route in ROUTES.iter().filter(|route| !away.contains(&route.path)) {
            let head = doors.site.head();
            let answer = sent(&doors, name, route, "same-origin");
            let asks = matches!(route.door, Door::Fresh(_) | Door::Administration(_) | Door::Approval(_)) && stale;
            assert_eq!(asks_for_a_proof(&answer), asks, "{name}: {} {}", route.method, route.path);
            assert!(
                !asks || route.method == "GET" || answer.text().contains("आदेश 7"),
                "{}: words are kept",
                route.path
            );
            assert_eq!(doors.site.head(), head, "{} {}", route.method, route.path);
            (asked, passed) = if asks { (asked + 1, passed) } else { (asked, passed + 1) };
        }
    }
    assert!(asked >= 19 && passed > 150, "control: {asked} asked, {passed} passed");
}

/// What was accepted has its first answer: the same form, of the same person. Its id opens no door to another person, to other
/// words, or at another address; least of all where nothing is recorded, and an id is never used up.
#[test]
pub(crate) fn an_id_that_was_accepted_opens_its_own_form_alone() {
    let (doors, ..) = Doors::staffed();
    let new = doors.site.form("first", "/people/changes/new?do=enter_person", "propose_change");
    let new = new.set("name_hi", "नया").set("name_en", "New").set("reason", "आदेश 1");
    let taken = doors.site.done("first", &new);
    let (used, head) = (new.value("act").unwrap().to_owned(), doors.site.head());
    let asks = |route: &&Route| !matches!(route.door, Door::Open | Door::Session) && route.method == "POST";
    for name in ["first", "second"] {
        doors.grow_stale(name);
        for route in ROUTES.iter().filter(asks) {
            let answer = sent_under(&doors, name, route, "same-origin", &used);
            assert!(asks_for_a_proof(&answer), "{name}: {}", route.path);
        }
        let holder = doors.site.holder(name);
        let own = new.clone().set("form_token", holder.token.clone());
        assert!(asks_for_a_proof(&doors.post(Some(&holder), &own.clone().set("reason", "आदेश 2"))), "{name}");
        let again = doors.post(Some(&holder), &own);
        let same = again.status == StatusCode::SEE_OTHER && again.next() == taken.next();
        assert_eq!((same, asks_for_a_proof(&again)), (name == "first", name == "second"), "{name}");
    }
    assert_eq!(doors.site.head(), head);
}

#[test]
fn whom_a_proof_was_asked_stands_in_custody() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    let told =
        |doors: &Doors| doors.site.page("auditor", "/custody").matches(&hindi("refused-because-proof-stale")).count();
    assert_eq!(told(&doors), 0, "control");
    doors.grow_stale("first");
    let mut kinds = std::collections::BTreeSet::new();
    for route in ROUTES {
        let (Door::Fresh(what) | Door::Administration(what) | Door::Approval(what)) = route.door else { continue };
        sent(&doors, "first", route, "same-origin");
        kinds.insert(what);
        assert_eq!(told(&doors), kinds.len(), "{}: told at once, and counted from then on", route.path);
    }
    let register = doors.site.page("auditor", "/custody");
    for what in kinds {
        assert!(register.contains(&hindi(&format!("refused-act-{what}"))), "{what}");
    }
}

#[test]
fn no_page_is_handed_to_another_site() {
    let (doors, ..) = Doors::staffed();
    let title = "post first";
    for route in ROUTES.iter().filter(|route| route.door != Door::Open) {
        for site in ["cross-site", "same-site", "elsewhere", ""] {
            let answer = sent(&doors, "first", route, site);
            answer.must(StatusCode::FORBIDDEN);
            let told = if route.method == "GET" { "failure-foreign-site-text" } else { "failure-foreign-form-text" };
            assert!(answer.text().contains(&hindi(told)), "{} {}", route.method, route.path);
            assert!(route.method == "POST" || !answer.text().contains(title), "{}: nor who asks", route.path);
        }
    }
    for site in ["same-origin", "none"] {
        let desk = ROUTES.iter().find(|route| route.path == "/desk").unwrap();
        let answer = sent(&doors, "first", desk, site);
        assert!(answer.must(StatusCode::OK).text().contains(title), "control");
    }
}
