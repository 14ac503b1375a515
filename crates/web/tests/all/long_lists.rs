//! Long lists come page by page, newest first, each row once, and nothing of what the person may not read.

use crate::site::Site;
use axum::http::StatusCode;
use std::collections::BTreeSet;

const STARTED: usize = 103;

/// Matters that a page of the list links to, in its order.
fn listed(page: &str) -> Vec<String> {
    let links = page.split("class=\"subject\" href=\"/proposals/").skip(1);
    links.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn a_long_list_of_matters_comes_page_by_page() {
    let site = Site::begun();
    let mut started = Vec::new();
    for number in 0..STARTED {
        let post = if number % 3 == 2 { "health_section" } else { "energy_section" };
        let form = site.own_form(post, "/proposals/new");
        let form = form.set("number", format!("F {number}/2026")).set("subject", format!("Subject-{number}-of-it"));
        let answer = site.post(post, &form);
        answer.must(StatusCode::SEE_OTHER);
        started.push((post, answer.next().split('/').nth(2).unwrap().to_owned()));
    }
    for (post, pages) in [("energy_section", 2), ("health_section", 1)] {
        let own = started.iter().filter(|(by, _)| *by == post);
        let mut expected: Vec<String> = own.map(|(_, id)| id.clone()).collect();
        // Ids of one millisecond are in no order of time.
        expected.sort_unstable_by(|one, next| next.cmp(one));
        let read: Vec<String> = (1..=pages).map(|page| site.page(post, &format!("/proposals?page={page}"))).collect();
        let found: Vec<String> = read.iter().flat_map(|page| listed(page)).collect();
        assert_eq!(found, expected, "{post}: newest first, each once");
        assert!(read.iter().all(|page| page.contains("-of-it")), "with the subjects of drafts");
        let more: Vec<bool> = read.iter().map(|page| page.contains("rel=\"next\"")).collect();
        let before: Vec<bool> = read.iter().map(|page| page.contains("rel=\"prev\"")).collect();
        assert_eq!(more, (1..=pages).map(|page| page < pages).collect::<Vec<_>>());
        assert_eq!(before, (1..=pages).map(|page| page > 1).collect::<Vec<_>>());
        assert_eq!(listed(&site.page(post, "/proposals")), listed(&read[0]), "the first page is the list itself");
        for wrong in [&*(pages + 1).to_string(), "99999999999999999999", "18446744073709551615", "x", "-1"] {
            assert_eq!(site.get(post, &format!("/proposals?page={wrong}")).status, StatusCode::NOT_FOUND, "{wrong}");
        }
    }
    let all: BTreeSet<String> = listed(&site.page("energy_section", "/proposals")).into_iter().collect();
    assert_eq!(all.len(), 50, "control: a page has so many");
    assert_eq!(site.get("auditor", "/proposals?page=2").status, StatusCode::NOT_FOUND);
}
