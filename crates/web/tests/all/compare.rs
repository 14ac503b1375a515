//! Two versions of a note before whom both are, and before whom they are not; and what a view says of the version on which
//! it was given.

use crate::page::{Form, form_to, settled};
use crate::site::{Answer, Site};
use crate::walk::{Walk, complete};
use crate::words::hindi;
use axum::http::StatusCode;
use cabinet::ids::ProposalId;
use cabinet::proposal::StageName;

fn compare(id: ProposalId, query: &str) -> String {
    format!("/proposals/{id}/compare{query}")
}

/// Puts the draft up with these words in its gist and these points.
fn put_up(walk: &Walk, id: ProposalId, gist: &str, points: &[&str]) {
    let path = format!("/proposals/{id}/draft");
    let form = complete(walk.site.form("energy_section", &path, "put_up"), "Subjectsame");
    let form = form.set("section.gist", gist).without("point");
    let form = points.iter().fold(form, |form, point| form.add("point", *point));
    walk.site.done("energy_section", &Form { address: format!("/proposals/{id}/put-up"), ..form });
    walk.site.measured();
}

const FIRST: &str = "Approval of the firstpoint for every village.";
const SECOND: &str = "Sanction of the secondpoint in one part.";

/// Three versions: Law saw the first, Finance the first and the third, nobody the second.
fn matter(walk: &mut Walk) -> ProposalId {
    let id = walk.start("energy");
    put_up(walk, id, "Tanks in two years, oldword.", &[FIRST, SECOND]);
    walk.ask(id, &["finance", "law"]);
    walk.view(id, "finance", "concurs_with_conditions");
    walk.view(id, "law", "concurs");
    walk.close(id);
    walk.send_back("energy_secretary", id);
    put_up(walk, id, "Tanks in two years, innerword.", &[FIRST, SECOND]);
    walk.send_back("energy_secretary", id);
    put_up(walk, id, "Tanks in three years, newword.", &["Sanction of what is quite another matter.", FIRST, SECOND]);
    walk.ask(id, &["finance"]);
    id
}

/// The main part of a page, without what differs from drawing to drawing.
fn main_of(answer: &Answer) -> String {
    let html = settled(&answer.text());
    html.find("<main").map_or_else(String::new, |at| html[at..].to_owned())
}

fn unknown(site: &Site, post: &str, path: &str) -> String {
    let answer = site.get(post, path);
    answer.must(StatusCode::NOT_FOUND);
    main_of(&answer)
}

/// Numbers of the versions that a page offers.
fn offered(html: &str) -> Vec<u32> {
    (1..=9).filter(|number| html.contains(&format!("<option value=\"{number}\""))).collect()
}

#[test]
fn the_own_section_compares_any_two() {
    let mut walk = Walk::begun();
    let id = matter(&mut walk);
    let site = &walk.site;
    let html = site.page("energy_section", &compare(id, "?from=1&to=3"));
    assert_eq!(offered(&html), [1, 2, 3]);
    for found in [
        "two</del>",
        "three</ins>",
        "oldword",
        "newword",
        "<option value=\"1\" selected>",
        "<option value=\"3\" selected>",
    ] {
        let plain =
            html.replace(&format!("<span class=\"hidden-words\" lang=\"hi\"> {}</span>", hindi("compare-run-end")), "");
        assert!(plain.contains(found), "{found}: {plain}");
    }
    for key in ["compare-removed", "compare-added"] {
        assert!(
            html.contains(&format!("<span class=\"hidden-words\" lang=\"hi\">{} </span>", hindi(key))),
            "{key} is read out"
        );
    }
    assert!(!html.contains("innerword"), "control: of no third version");
    // The points that stayed have other numbers, and are the same.
    let tagged = |key: &str| html.contains(&format!("order\">{}", hindi(key)));
    assert!(html.contains(&hindi("compare-point-was")) && tagged("compare-row-new"));
    assert!(!html.contains(&hindi("compare-point-moved")) && !tagged("compare-row-gone"));
    assert_eq!(html.matches("firstpoint").count(), 1, "folded, in one text");
    assert!(html.matches(&hindi("compare-same")).count() > 6, "what did not change is folded");
    assert!(!html.contains("<del>First"), "control");
    let side = site.page("energy_section", &compare(id, "?from=1&to=3&show=side"));
    assert!(
        side.contains("compare-side theirs") && side.contains(&hindi("compare-empty")),
        "the new point has one side"
    );
    assert!(!html.contains("compare-side"), "control: in one text");
    let reversed = site.get("energy_section", &compare(id, "?from=3&to=1"));
    assert!(main_of(&reversed).contains("<option value=\"1\" selected>"), "either order is the same");
    let latest = site.page("energy_section", &compare(id, ""));
    assert!(latest.contains("innerword") && latest.contains("newword") && !latest.contains("oldword"), "the last two");
    let english = site.get_as(&site.holder("energy_section").in_english(), &compare(id, "?from=1&to=3"));
    assert!(english.text().contains("2 parts"), "gist and points changed");
}

#[test]
fn a_consulted_department_compares_what_was_sent_to_it_and_nothing_else() {
    let mut walk = Walk::begun();
    let id = matter(&mut walk);
    let site = &walk.site;
    let html = site.page("finance_secretary", &compare(id, ""));
    assert_eq!(offered(&html), [1, 3], "both rounds");
    assert!(html.contains("oldword") && html.contains("newword") && !html.contains("innerword"));
    let nowhere = unknown(site, "finance_secretary", &compare(id, "?from=1&to=9"));
    for query in ["?from=1&to=2", "?from=2&to=3", "?from=0&to=1"] {
        assert_eq!(
            unknown(site, "finance_secretary", &compare(id, query)),
            nowhere,
            "{query}: as one that is not there"
        );
    }
    let law = site.page("law_secretary", &compare(id, ""));
    assert!(law.contains(&hindi("compare-only-one")) && form_to(&law, "/compare").is_none());
    assert!(!law.contains("oldword") && !law.contains("newword"), "nothing is compared");
    assert_eq!(unknown(site, "law_secretary", &compare(id, "?from=1&to=3")), nowhere);
    for (post, page) in [("finance_secretary", true), ("law_secretary", false)] {
        let html = site.page(post, &format!("/proposals/{id}"));
        assert_eq!(
            html.contains(&format!("href=\"/proposals/{id}/compare")),
            page,
            "{post}: offered where there are two"
        );
    }
}

#[test]
fn strangers_and_rubbish_are_answered_as_what_is_not_there() {
    let mut walk = Walk::begun();
    let id = matter(&mut walk);
    let started = walk.start("energy");
    let site = &walk.site;
    let nowhere = unknown(site, "health_secretary", &compare(ProposalId(site.new_id()), ""));
    for post in ["health_secretary", "finance_minister", "cabinet_section", "auditor", "system_administrator"] {
        for query in ["", "?from=1&to=3", "?from=1&to=1", "?from=1&to=9"] {
            assert_eq!(unknown(site, post, &compare(id, query)), nowhere, "{post} {query}");
        }
    }
    let wrong = [
        "?from=1",
        "?to=3",
        "?from=1&to=",
        "?from=a&to=3",
        "?from=-1&to=3",
        "?from=1&to=99999999999",
        "?from=1&from=2&to=3",
        "?from=1&to=3&show=all",
        "?from=1&to=3&more=1",
        "?from=%FF&to=3",
        "?from=1&to=4",
    ];
    for query in wrong {
        assert_eq!(unknown(site, "energy_section", &compare(id, query)), nowhere, "{query}");
    }
    site.get("energy_section", &compare(id, "?from=1&to=3")).must(StatusCode::OK);
    // One version twice is told, whether it is there or not.
    let twice = site.get("energy_section", &compare(id, "?from=2&to=2"));
    twice.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text().contains(&hindi("compare-choose-two")) && !twice.text().contains("innerword"));
    let other = site.get("energy_section", &compare(id, "?from=9&to=9"));
    assert_eq!(main_of(&other), main_of(&twice));
    let draft = site.page("energy_section", &compare(started, ""));
    assert!(draft.contains(&hindi("note-not-yet")), "nothing was put up yet");
    let law = site.get("law_secretary", &compare(id, "?from=1&to=1"));
    law.must(StatusCode::OK);
    assert!(law.text().contains(&hindi("compare-only-one")));
}

/// What stands beside a view: the sentence, the link, the mark.
#[test]
fn a_view_tells_on_which_version_it_was_given_and_what_became_of_the_text() {
    let mut walk = Walk::begun();
    let id = matter(&mut walk);
    let page = format!("/proposals/{id}");
    let link = format!("href=\"/proposals/{id}/compare?from=1&#38;to=3\"");
    let changed = hindi("view-text-changed");
    let sentence = |site: &Site, post: &str| {
        let html = site.page(post, &page);
        let read_four = html.contains("ने संस्करण 1 देखा; आप संस्करण 3 पढ़ रहे हैं।");
        (read_four, html.contains(&link), html.contains(&changed))
    };
    assert_eq!(sentence(&walk.site, "energy_secretary"), (true, true, true), "of Law's view");
    let law = walk.site.page("law_secretary", &page);
    assert!(!law.contains(&changed) && !law.contains("देखा; आप"), "Law reads the version on which it gave its view");
    let comparing = walk.site.page("energy_secretary", &compare(id, "?from=2&to=3"));
    assert!(comparing.contains("ने संस्करण 1 देखा; आप संस्करण 3 पढ़ रहे हैं।") && comparing.contains(&link));
    let comparing = walk.site.page("energy_secretary", &compare(id, "?from=1&to=3"));
    assert!(comparing.contains("ने संस्करण 1 देखा") && !comparing.contains(&link), "no link to where one is");
    walk.view(id, "finance", "concurs");
    let html = walk.site.page("energy_secretary", &page);
    assert_eq!(html.matches("देखा; आप").count(), 1, "Finance saw what is read");
    // A reader of the folder knows that the text changed, and reads only what was released to him.
    walk.close(id);
    walk.carry_on(id, StageName::Ordered);
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    walk.list(meeting, id);
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &["chief_minister", "health_minister"]);
    assert_eq!(sentence(&walk.site, "health_minister"), (true, false, true));
    assert_eq!(sentence(&walk.site, "chief_minister"), (true, true, true));
    let member = walk.site.page("health_minister", &compare(id, ""));
    assert!(member.contains(&hindi("compare-only-one")) && !member.contains("oldword"));
    unknown(&walk.site, "health_minister", &compare(id, "?from=1&to=3"));
    assert_eq!(offered(&walk.site.page("chief_minister", &compare(id, ""))), [1, 2, 3]);
}

/// A note that went back and came up again as it was is another version with the same text.
#[test]
fn the_same_text_is_told_to_be_the_same() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::ConsultationClosed);
    walk.send_back("energy_secretary", id);
    walk.put_up(id);
    let html = walk.site.page("energy_secretary", &format!("/proposals/{id}"));
    assert!(html.contains("ने संस्करण 1 देखा; आप संस्करण 2 पढ़ रहे हैं।") && html.contains(&hindi("view-text-same")));
    assert!(!html.contains(&hindi("view-text-changed")));
    let compared = walk.site.page("energy_secretary", &compare(id, ""));
    assert!(
        compared.contains("का पाठ और दस्तावेज एक ही हैं।") && !compared.contains("<ins>") && !compared.contains("<del>")
    );
    // A paper is a part of what a department saw.
    walk.send_back("energy_secretary", id);
    walk.attach(id);
    walk.put_up(id);
    let html = walk.site.page("energy_secretary", &format!("/proposals/{id}"));
    assert!(html.contains(&hindi("view-text-changed")), "control: with another paper it changed");
    let compared = walk.site.page("energy_secretary", &compare(id, "?from=1&to=3"));
    assert!(compared.contains("Annexure 1") && compared.contains(&format!("order\">{}", hindi("compare-row-new"))));
    assert_eq!(compared.matches("<ins>").count(), 1, "nothing else changed");
}

/// Both versions stand in custody before the page leaves, once for each session, and are reported as opened.
#[test]
fn both_versions_are_recorded_as_released() {
    let mut walk = Walk::begun();
    let id = matter(&mut walk);
    let site = &walk.site;
    let before = site.page("finance_secretary", "/readings");
    let html = site.page("finance_secretary", &compare(id, "?from=1&to=3"));
    let form = form_to(&html, "/openings").unwrap();
    let revisions: Vec<String> = {
        let state = site.state();
        let numbered = |number| state.proposal(id).unwrap().revision_numbered(number).unwrap().id.to_string();
        [1, 3].map(numbered).to_vec()
    };
    let objects: Vec<&str> =
        form.fields.iter().filter(|(name, _)| name == "object").map(|(_, value)| value.as_str()).collect();
    assert_eq!(objects, revisions);
    assert_eq!(site.post("finance_secretary", &form).status, StatusCode::NO_CONTENT, "both went to this session");
    let after = site.page("finance_secretary", "/readings");
    let opened = |html: &str| html.matches("class=\"col-number num\">1<").count();
    assert_eq!(opened(&after), opened(&before) + 2);
    let second = site.state().proposal(id).unwrap().revision_numbered(2).unwrap().id.to_string();
    let other = site.own_form("finance_secretary", "/openings").add("object", second);
    assert_eq!(
        site.post("finance_secretary", &other).status,
        StatusCode::NOT_FOUND,
        "control: the other one never went"
    );
}
