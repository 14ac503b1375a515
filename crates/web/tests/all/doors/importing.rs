//! A list of posts and people, looked at and proposed.

use super::Doors;
use crate::page::{Form, escaped, form, form_to, forms};
use crate::site::repository;
use axum::http::StatusCode;

const PAGE: &str = "/people/import";

/// The sample list, without what would meet the government of these tests.
fn sample() -> String {
    let list = std::fs::read_to_string(repository("samples/people.csv")).unwrap();
    list.replace(",auditor,", ",second_auditor,").replace(",Auditor,हाँ", ",,हाँ")
}

fn typed(doors: &Doors, list: &str) -> Form {
    let form = doors.site.form("first", PAGE, "preview_people");
    form.set("list", list).set("reason", "आदेश 1874")
}

#[test]
fn a_list_is_looked_at_then_proposed_and_put_in_force() {
    let (doors, ..) = Doors::staffed();
    let (head, posts) = (doors.site.head(), doors.site.state().posts().count());
    let sent = typed(&doors, &sample());
    let change = sent.value("change").unwrap().to_owned();
    let first = doors.site.holder("first");
    for _ in 0..2 {
        let preview = doors.post(Some(&first), &sent);
        preview.must(StatusCode::OK);
        assert!(preview.text().contains("माननीय मुख्यमंत्री"), "its steps are told");
    }
    let preview = doors.post(Some(&first), &sent).text();
    assert_eq!(doors.site.head(), head, "looking records nothing");
    assert!(doors.site.state().changes().next().is_none());
    let propose = form(&preview, "propose_change").unwrap();
    assert_eq!((propose.address.as_str(), propose.value("reason")), ("/people/import/propose", Some("आदेश 1874")));
    assert_eq!(propose.value("change"), Some(change.as_str()));
    let answer = doors.site.done("first", &propose);
    assert_eq!(answer.next(), format!("/people/changes/{change}"));
    let head = doors.site.head();
    let repeat = |when: &str| {
        let again = doors.post(Some(&doors.site.holder("first")), &propose);
        again.must(StatusCode::SEE_OTHER);
        assert_eq!((again.next(), doors.site.head()), (answer.next(), head), "{when}");
    };
    repeat("while it waits");
    doors.site.act("second", answer.next(), "agree_change", |form| form);
    assert_eq!(doors.site.state().posts().count(), posts + 31);
    let head = doors.site.head();
    let again = doors.post(Some(&doors.site.holder("first")), &propose);
    again.must(StatusCode::SEE_OTHER);
    assert_eq!((again.next(), doors.site.head()), (answer.next(), head), "when it is in force");
    assert!(doors.site.page("first", "/people").contains("माननीय मुख्यमंत्री"));
}

#[test]
fn a_list_with_faults_is_taken_nowhere_and_stands_there_again() {
    let (doors, ..) = Doors::staffed();
    let head = doors.site.head();
    let wrong = "post_key,kind,post,person,code\nx1,माली,माली,हरि,हाँ\n\nx2,लेखापरीक्षक,\"लेखा, दो\",हर,शायद\n";
    let sent = typed(&doors, wrong);
    let preview = doors.post(Some(&doors.site.holder("first")), &sent);
    let propose = Form { address: format!("{PAGE}/propose"), ..sent.clone() };
    let proposed = doors.post(Some(&doors.site.holder("first")), &propose);
    for answer in [preview, proposed] {
        answer.must(StatusCode::UNPROCESSABLE_ENTITY);
        let html = answer.text();
        let told: Vec<&str> =
            html.match_indices("<td class=\"num\">").map(|(at, found)| &html[at + found.len()..]).collect();
        let told: Vec<_> = told.iter().map(|row| row.split("</code>").next().unwrap()).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("2<") && told[0].ends_with("kind"), "{told:?}");
        assert!(told[1].starts_with("4<") && told[1].ends_with("code"), "{told:?}");
        let again = form(&html, "preview_people").unwrap();
        assert_eq!((again.value("list"), again.value("reason")), (Some(wrong), Some("आदेश 1874")));
        assert_eq!(again.value("change"), sent.value("change"));
    }
    assert_eq!(doors.site.head(), head);
}

#[test]
fn a_list_that_is_proposed_with_an_old_proof_is_shown_again() {
    let (doors, mut first, _) = Doors::staffed();
    let preview = doors.post(Some(&doors.site.holder("first")), &typed(&doors, &sample())).text();
    let propose = form(&preview, "propose_change").unwrap();
    doors.grow_stale("first");
    let holder = doors.site.holder("first");
    let propose = propose.set("form_token", holder.token.clone());
    let head = doors.site.head();
    let answer = doors.post(Some(&holder), &propose);
    answer.must(StatusCode::FORBIDDEN);
    assert_eq!(doors.site.head(), head);
    let html = answer.text();
    for words in ["आदेश 1874", "energy_minister_staff,निजी स्टाफ"] {
        assert!(html.contains(&escaped(words)), "{words} is shown again");
    }
    let confirmed = doors.confirm_carrying("first", &answer, &mut first);
    confirmed.must(StatusCode::OK);
    let again = form_to(&confirmed.text(), "/people/import/propose").unwrap();
    assert_eq!(again.value("list").map(|list| list.replace("\r\n", "\n")), Some(sample()), "row by row");
    doors.site.done("first", &again);
}

#[test]
fn nobody_else_finds_the_page_and_kinds_are_read_in_both_languages() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    assert_eq!(doors.site.get("auditor", PAGE).status, StatusCode::NOT_FOUND);
    for address in [PAGE.to_owned(), format!("{PAGE}/propose")] {
        let form = doors.site.own_form("auditor", address).add("change", doors.site.new_id().to_string());
        let form = form.add("list", sample()).add("reason", "आदेश");
        assert_eq!(doors.post(Some(&doors.site.holder("auditor")), &form).status, StatusCode::NOT_FOUND);
    }
    for (heading, kind) in [
        ("post_key\tkind\tpost", "लेखापरीक्षक"),
        ("post_key\tkind\tpost", "Auditor"),
        ("पद का संक्षिप्त नाम\tपद का प्रकार\tपदनाम", "auditor"),
        ("Short name of the post\tKind of post\tTitle of the post", "auditor"),
    ] {
        let list = format!("{heading}\nx1\t{kind}\tलेखा\n");
        let preview = doors.post(Some(&doors.site.holder("first")), &typed(&doors, &list));
        preview.must(StatusCode::OK);
        assert!(forms(&preview.text()).iter().any(|form| form.action == "propose_change"), "{heading} {kind}");
    }
}
