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
