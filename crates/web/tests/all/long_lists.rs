//! Long lists come page by page, newest first, each row once, and nothing of what the person may not read.

use crate::site::Site;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;
use std::collections::BTreeSet;

const STARTED: usize = 103;

/// Matters that a page of the list links to, in its order.
fn listed(page: &str) -> Vec<String> {
    let links = page.split("class=\"subject\" href=\"/proposals/").skip(1);
    links.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// A desk of so many files is one page and a bit.
const WAITING: usize = 53;

#[test]
fn a_long_desk_comes_page_by_page_the_longest_waiting_first() {
    let site = Site::begun();
    let post = "energy_section";
    let mut expected = Vec::new();
    for number in 0..WAITING {
        let form = site.own_form(post, "/proposals/new");
        let form = form.set("number", format!("F {number}/2026")).set("subject", format!("Subject-{number}-of-it"));
        let answer = site.post(post, &form);
        answer.must(StatusCode::SEE_OTHER);
        expected.push(format!("{}/draft", answer.next().split('/').nth(2).unwrap()));
    }
    let (first, second) = (site.page(post, "/desk"), site.page(post, "/desk?page=2"));
    let (rows, rest) = (listed(&first), listed(&second));
    assert_eq!((rows.len(), rest.len()), (50, WAITING - 50));
    assert!(first.contains("rel=\"next\"") && !first.contains("rel=\"prev\"") && first.contains("1 / 2"));
    assert!(!second.contains("rel=\"next\"") && second.contains("rel=\"prev\"") && second.contains("-of-it"));
    assert!([&first, &second].iter().all(|page| page.contains(&format!("{WAITING} विषय"))), "all of them are counted");
    let read: Vec<String> = rows.into_iter().chain(rest.clone()).collect();
    let each: BTreeSet<&String> = read.iter().collect();
    assert_eq!((each.len(), each), (WAITING, expected.iter().collect()), "each once");
    // What waits becomes less while somebody reads.
    assert_eq!(listed(&site.page(post, "/desk?page=7")), rest);
    assert_eq!(site.get(post, "/desk?page=x").status, StatusCode::NOT_FOUND);
    assert!(!site.page("health_section", "/desk").contains("class=\"pager\""), "control: a short desk is one page");
}

/// Urgent approvals that a desk shows.
const URGENT_ON_DESK: usize = 10;

#[test]
fn a_desk_shows_some_urgent_approvals_and_the_register_all() {
    let mut walk = Walk::begun();
    for number in 0..=URGENT_ON_DESK {
        let id = walk.drive("energy", StageName::MinisterApproved);
        walk.request_urgent_approval(id);
        walk.step("chief_secretary", id, "forward_urgent_request", "remark");
        walk.step("chief_minister", id, "approve_urgently", "remark");
        let more = walk.site.page("chief_minister", "/desk").contains("पंजी में एक प्रकरण और है");
        assert_eq!(more, number == URGENT_ON_DESK, "{number}");
    }
    let shown = |address: &str| {
        let page = walk.site.page("chief_minister", address);
        page.split("aria-labelledby=\"desk-urgent\"").last().map(listed).unwrap().len()
    };
    assert_eq!((shown("/desk"), shown("/urgent-approvals")), (URGENT_ON_DESK, URGENT_ON_DESK + 1));
    assert_eq!(walk.site.get("chief_minister", "/urgent-approvals?page=2").status, StatusCode::NOT_FOUND);
}

#[test]
fn copies_that_are_out_stand_before_those_that_came_back() {
    let mut walk = Walk::begun();
    let ids = ["energy", "health"].map(|department| walk.drive(department, StageName::Ordered));
    let (meeting, reader) = (walk.propose_meeting(), "finance_minister");
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    for id in ids {
        walk.list(meeting, id);
    }
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &[reader]);
    walk.allow_copies(reader, "2099-03-31");
    // The newest stands first, and its button is found first.
    let numbers = ids.map(|id| walk.site.state().proposal(id).unwrap().number.clone());
    let order = |walk: &Walk| {
        let page = walk.site.page("cabinet_section", "/paper");
        let rows = page.split("aria-labelledby=\"copies\"").last().unwrap().to_owned();
        numbers.each_ref().map(|number| rows.find(&format!("<p>{number} ·")).unwrap())
    };
    for id in ids {
        walk.ask_copy(reader, id);
        walk.copy_step("/give-copy");
    }
    let [older, newer] = order(&walk);
    assert!(newer < older, "control: the newest first");
    walk.copy_step("/take-copy-back");
    let [older, newer] = order(&walk);
    assert!(older < newer, "what is out first");
    assert_eq!(walk.site.get("cabinet_section", "/paper?page=2").status, StatusCode::NOT_FOUND);
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
