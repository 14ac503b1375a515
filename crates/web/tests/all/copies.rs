//! An earlier note is copied into a draft in which nothing is written, and over nothing else; what should be looked at
//! stands beside the draft.

use crate::page::{Form, form_to};
use crate::site::Site;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::ids::ProposalId;
use cabinet::proposal::StageName;

const SECTION: &str = "energy_section";

fn draft(id: ProposalId) -> String {
    format!("/proposals/{id}/draft")
}

/// A matter in whose draft nothing is written but the subject.
fn opened(site: &Site, post: &str, number: &str) -> ProposalId {
    let form = site.own_form(post, "/proposals/new").set("number", number).set("subject", "Own-subject");
    let answer = site.post(post, &form);
    answer.must(StatusCode::SEE_OTHER);
    answer.next().split('/').nth(2).unwrap().parse().unwrap()
}

/// What lies in the draft, and its version.
fn lies(site: &Site, id: ProposalId) -> String {
    format!("{:?}", site.form(SECTION, &draft(id), "edit_draft").without("act"))
}

fn copying(site: &Site, post: &str, id: ProposalId, from: impl ToString) -> Form {
    let form = site.own_form(post, format!("{}/copy", draft(id)));
    form.set("from", from.to_string())
}

#[test]
fn an_earlier_note_begins_a_draft_and_replaces_none() {
    let mut walk = Walk::begun();
    let earlier = walk.drive("energy", StageName::InDepartment);
    let other = walk.drive("health", StageName::InDepartment);
    let unfinished = walk.start("energy");
    let site = &walk.site;
    let id = opened(site, SECTION, "F 900");
    let page = site.page(SECTION, &draft(id));
    for (note, offered) in [(earlier, true), (other, false), (unfinished, false), (id, false)] {
        assert_eq!(page.contains(&format!("value=\"{note}\"")), offered, "{note}");
    }
    let form = form_to(&page, "/draft/copy").unwrap().set("from", earlier.to_string());
    // The subject was changed and saved while the page stood open.
    let renamed = site.form(SECTION, &draft(id), "edit_draft").set("subject", "Renamed-subject");
    site.post(SECTION, &renamed).must(StatusCode::SEE_OTHER);
    let (head, before) = (site.head(), lies(site, id));
    site.post(SECTION, &form).must(StatusCode::SEE_OTHER);
    let copied = site.page(SECTION, &draft(id));
    assert!(copied.contains("Renamed-subject") && copied.contains("First point.") && copied.contains("2801"));
    assert!(!copied.contains("in English"), "the English subject is of the other matter");
    assert!(form_to(&copied, "/draft/copy").is_none(), "nothing is offered over what is written");
    assert_eq!(site.head(), head, "a draft is no act");
    // The answer was lost, and the form is sent again.
    let after = lies(site, id);
    site.post(SECTION, &form).must(StatusCode::SEE_OTHER);
    assert_eq!(lies(site, id), after);
    assert_ne!(before, after, "control");
    let written = lies(site, unfinished);
    let refused = site.post(SECTION, &copying(site, SECTION, unfinished, earlier));
    refused.must(StatusCode::CONFLICT);
    assert!(refused.text().contains("कुछ लिखा जा चुका है"), "{}", refused.text());
    assert_eq!(lies(site, unfinished), written);
}

#[test]
fn a_note_that_may_not_be_read_is_as_one_that_is_not_there() {
    let mut walk = Walk::begun();
    let note = walk.drive("energy", StageName::InDepartment);
    let own = walk.drive("health", StageName::InDepartment);
    let site = &walk.site;
    let id = opened(site, "health_section", "F 901");
    let told = |from: String| {
        let answer = site.post("health_section", &copying(site, "health_section", id, from));
        (answer.status, answer.text().matches("ऐसी कोई संक्षेपिका नहीं मिली").count())
    };
    let nobodys = site.new_id().to_string();
    for from in [note.to_string(), nobodys, id.to_string()] {
        assert_eq!(told(from), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    }
    assert!(site.page("health_section", &draft(id)).contains("/draft/copy"), "nothing was written");
    assert_eq!(told(own.to_string()).0, StatusCode::SEE_OTHER, "control");
}

#[test]
fn what_should_be_looked_at_stands_beside_the_draft() {
    let walk = Walk::begun();
    let site = &walk.site;
    let id = opened(site, SECTION, "F 902");
    let hidden = "<div data-cautions hidden>";
    assert!(site.page(SECTION, &draft(id)).contains(hidden));
    let form = crate::walk::complete(site.form(SECTION, &draft(id), "edit_draft"), "Own-subject");
    let form = form.set("head", "").set("section.gist", "शब्द ".repeat(151));
    site.post(SECTION, &form).must(StatusCode::SEE_OTHER);
    let page = site.page(SECTION, &draft(id));
    assert!(!page.contains(hidden) && page.contains("151 शब्द") && page.contains("लेखा शीर्ष नहीं"));
    site.act(SECTION, &draft(id), "put_up", |form| form.set("remark", "Put up."));
}
