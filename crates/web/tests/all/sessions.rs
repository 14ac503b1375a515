//! One's own sessions: seen by oneself alone, and ended from any of them, at once.

use crate::page::{form, settled};
use crate::site::{Holder, Site};
use crate::walk::Walk;
use axum::http::StatusCode;

/// Whether a session still opens a page.
fn lives(site: &Site, holder: &Holder) -> bool {
    site.get_as(holder, "/desk").status == StatusCode::OK
}

fn listed(site: &Site, holder: &Holder) -> usize {
    let answer = site.get_as(holder, "/sessions");
    answer.must(StatusCode::OK);
    answer.text().matches("data-action=\"end_session\"").count()
}

#[test]
fn a_session_is_ended_from_another_one_and_the_form_again_says_the_same() {
    let walk = Walk::begun();
    let site = &walk.site;
    let (here, there) = (site.signed_in("auditor"), site.signed_in("auditor"));
    assert_eq!((listed(site, &here), listed(site, &there)), (1, 1));
    let end = form(&site.get_as(&here, "/sessions").text(), "end_session").unwrap();
    assert!(lives(site, &there), "control");
    for _ in 0..2 {
        let answer = site.post_as(&here, &end);
        assert_eq!((answer.status, answer.next()), (StatusCode::SEE_OTHER, "/sessions"));
        assert!(!lives(site, &there) && lives(site, &here));
    }
    assert_eq!(listed(site, &here), 0);
}

#[test]
fn all_others_end_at_once_and_nobody_elses() {
    let walk = Walk::begun();
    let site = &walk.site;
    let mine: Vec<Holder> = (0..4).map(|_| site.signed_in("energy_minister")).collect();
    let staff = site.signed_in("energy_minister_staff");
    let others = form(&site.get_as(&mine[0], "/sessions").text(), "end_other_sessions").unwrap();
    site.post_as(&mine[0], &others).must(StatusCode::SEE_OTHER);
    assert_eq!(mine.iter().map(|holder| lives(site, holder)).collect::<Vec<_>>(), [true, false, false, false]);
    assert!(lives(site, &staff));
    let alone = site.get_as(&mine[0], "/sessions").text();
    assert!(form(&alone, "end_other_sessions").is_none() && form(&alone, "end_session").is_none());
}

#[test]
fn somebody_elses_session_is_as_unknown_as_none() {
    let walk = Walk::begun();
    let site = &walk.site;
    let (staff, _other) = (site.signed_in("energy_minister_staff"), site.signed_in("energy_minister_staff"));
    let minister = [site.signed_in("energy_minister"), site.signed_in("energy_minister")];
    let theirs = form(&site.get_as(&minister[0], "/sessions").text(), "end_session").unwrap();
    let theirs = theirs.value("session").unwrap().to_owned();
    let own = form(&site.get_as(&staff, "/sessions").text(), "end_session").unwrap();
    let guessed = site.post_as(&staff, &own.clone().set("session", theirs));
    let nothing = site.post_as(&staff, &own.set("session", site.new_id().to_string()));
    assert_eq!((guessed.status, nothing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(settled(&guessed.text()), settled(&nothing.text()), "one answer for both");
    assert!(minister.iter().all(|holder| lives(site, holder)));
}

/// The session that a page names to its stream.
fn shown(site: &Site, holder: &Holder) -> String {
    let html = site.get_as(holder, "/desk").text();
    let named = html.split("<template data-session=\"").nth(1).expect("a page of a session can be taken away");
    named.split('"').next().unwrap().to_owned()
}

#[test]
fn an_open_page_hears_that_its_session_was_ended() {
    let walk = Walk::begun();
    let site = &walk.site;
    let (here, there) = (site.signed_in("auditor"), site.signed_in("auditor"));
    let mut streams = [site.stream(&here, &shown(site, &here)), site.stream(&there, &shown(site, &there))];
    for stream in &mut streams {
        let first = site.told(stream).unwrap();
        assert!(first.contains("retry: ") && !first.contains("event: "), "{first}");
    }
    let end = form(&site.get_as(&here, "/sessions").text(), "end_session").unwrap();
    site.post_as(&here, &end).must(StatusCode::SEE_OTHER);
    let [own, other] = &mut streams;
    let told = site.told(other).unwrap();
    assert!(told.contains("event: ended"), "{told}");
    assert_eq!(site.told(other), None, "and the stream is over");
    let late = site.told(&mut site.stream(&there, &shown(site, &here))).unwrap();
    assert!(late.contains("event: ended"), "a page that asks later: {late}");
    let sign_out = form_at(site, &here);
    site.post_as(&here, &sign_out).must(StatusCode::SEE_OTHER);
    assert!(site.told(own).unwrap().contains("event: ended"), "control: until then it lasted");
}

fn form_at(site: &Site, holder: &Holder) -> crate::page::Form {
    let forms = crate::page::forms(&site.get_as(holder, "/desk").text());
    forms.into_iter().find(|form| form.address == "/sign-out").unwrap()
}

#[test]
fn a_stream_is_for_the_page_of_its_own_session_and_lengthens_nothing() {
    let walk = Walk::begun();
    let site = &walk.site;
    let (mine, other) = (site.signed_in("auditor"), site.signed_in("cabinet_section"));
    let foreign = site.told(&mut site.stream(&mine, &shown(site, &other))).unwrap();
    assert!(foreign.contains("event: ended"), "the page of somebody before on the same browser");
    let own = site.stream(&mine, &shown(site, &mine));
    drop(own);
    let answer = site.get_as(&mine, &format!("/session/stream?session={}", shown(site, &mine)));
    assert_eq!((answer.header("cache-control"), answer.header("content-type")), ("no-store", "text/event-stream"));
    assert!(!answer.headers.contains_key("set-cookie"));
    for none in ["", "?session=x", "?session="] {
        assert!(site.get_as(&mine, &format!("/session/stream{none}")).text().contains("event: ended"));
    }
    site.get_as(&mine, "/session/stream?more=1").must(StatusCode::NOT_FOUND);
    let nobody = site.send(axum::http::Request::get("/sign-in").body(axum::body::Body::empty()).unwrap());
    assert!(!nobody.text().contains("data-session"), "control: a page of no session has nothing to lose");
}

#[test]
fn the_list_says_which_sessions_a_sitting_keeps() {
    let world = crate::input::World::made();
    let site = &world.walk.site;
    let sits = crate::words::hindi("session-sits");
    let sits = sits.split_whitespace().next().unwrap();
    let kept = |post: &str| site.page(post, "/sessions").contains(&format!("<span class=\"tag\">{sits}"));
    assert!(kept("chief_minister") && kept("finance_minister") && kept("chief_secretary") && kept("cabinet_section"));
    assert!(!kept("health_minister") && !kept("auditor"), "control: who has no part");
}
