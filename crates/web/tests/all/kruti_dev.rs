//! Texts that were typed in Kruti Dev: the draft's page says which fields look so and shows them in Unicode, unsaved; a page
//! asks about a paste. Nothing of either is kept.

use crate::page::form_to;
use crate::site::Site;
use crate::walk::{Walk, complete};
use axum::http::StatusCode;
use cabinet::ids::ProposalId;

const SECTION: &str = "energy_section";
const TYPED: &str = "foRr foHkkx dh lgefr izkIr gSA";
const SAID: &str = "वित्त विभाग की सहमति प्राप्त है।";
const LOOKS: &str = "इनका पाठ कृतिदेव में टाइप किया हुआ लगता है";

fn draft(id: ProposalId) -> String {
    format!("/proposals/{id}/draft")
}

/// What lies in the draft, and its version.
fn lies(site: &Site, id: ProposalId) -> String {
    format!("{:?}", site.form(SECTION, &draft(id), "edit_draft").without("act"))
}

#[test]
fn a_draft_in_kruti_dev_is_told_and_shown_in_unicode_before_it_is_saved() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let site = &walk.site;
    let form = complete(site.form(SECTION, &draft(id), "edit_draft"), "Subject");
    site.post(SECTION, &form).must(StatusCode::SEE_OTHER);
    assert!(!site.page(SECTION, &draft(id)).contains(LOOKS), "control: English is none");
    let form = site.form(SECTION, &draft(id), "edit_draft").set("subject", TYPED);
    let form = form.set("section.gist", format!("पहले से यूनिकोड\n{TYPED}"));
    site.post(SECTION, &form).must(StatusCode::SEE_OTHER);
    let page = site.page(SECTION, &draft(id));
    assert!(page.contains(LOOKS) && !page.contains(SAID));
    assert_eq!(page.matches("/draft/convert").count(), 1);
    let (before, head) = (lies(site, id), site.head());
    // What stands on the page is shown, saved or not: also a remark, and a point that was not there before.
    let mut form = site.form(SECTION, &draft(id), "edit_draft").set("remark", TYPED);
    form.address = format!("{}/convert", draft(id));
    let answer = site.post(SECTION, &form);
    answer.must(StatusCode::OK);
    let shown = answer.text();
    assert!(shown.contains("अभी सुरक्षित नहीं") && !shown.contains(LOOKS));
    assert!(shown.contains(&format!("पहले से यूनिकोड\n{SAID}</textarea>")));
    // Subject, section and remark, and what stood in each of them.
    assert_eq!(shown.matches(SAID).count(), 3);
    assert_eq!(shown.matches(TYPED).count(), 3);
    assert_eq!((lies(site, id), site.head()), (before.clone(), head), "nothing is saved");
    let saved = form_to(&shown, "/draft").unwrap_or_else(|| panic!("the draft's form"));
    site.post(SECTION, &saved).must(StatusCode::SEE_OTHER);
    let after = lies(site, id);
    let page = site.page(SECTION, &draft(id));
    assert!(page.contains(SAID) && !page.contains(TYPED));
    // An older page is shown in Unicode too, and does not slip past the version when it is saved.
    let older = site.post(SECTION, &form).text();
    let outdated = form_to(&older, "/draft").unwrap_or_else(|| panic!("the draft's form"));
    site.post(SECTION, &outdated.set("subject", "Other")).must(StatusCode::CONFLICT);
    assert_eq!(lies(site, id), after);
}

#[test]
fn where_nothing_is_in_kruti_dev_the_page_says_so_and_changes_nothing() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let site = &walk.site;
    let mut form = complete(site.form(SECTION, &draft(id), "edit_draft"), "Only-on-the-page");
    form.address = format!("{}/convert", draft(id));
    let answer = site.post(SECTION, &form);
    answer.must(StatusCode::OK);
    assert!(answer.text().contains("कोई पाठ नहीं मिला") && answer.text().contains("Only-on-the-page"));
    assert!(!site.page(SECTION, &draft(id)).contains("Only-on-the-page"));
}

#[test]
fn a_page_asks_about_a_paste() {
    let walk = Walk::begun();
    let site = &walk.site;
    let head = site.head();
    let asked = |text: &str| {
        let answer = site.post(SECTION, &site.own_form(SECTION, "/typing/convert").add("text", text));
        answer.must(StatusCode::OK);
        serde_json::from_str::<serde_json::Value>(&answer.text()).unwrap()
    };
    let said = asked(TYPED);
    assert_eq!((&said["recognised"], &said["text"]), (&true.into(), &SAID.into()));
    assert_eq!((&said["sure_percent"], &said["unknown"]), (&100.into(), &0.into()));
    let mixed = asked(&format!("यूनिकोड\n{TYPED} €"));
    assert_eq!((&mixed["text"], &mixed["unknown"]), (&format!("यूनिकोड\n{SAID} €").into(), &1.into()));
    for other in ["", SAID, "The Finance Department agrees, subject to two conditions."] {
        assert_eq!(asked(other), serde_json::json!({ "recognised": false }), "{other}");
    }
    assert_eq!(site.head(), head);
    let form = site.own_form(SECTION, "/typing/convert");
    for (form, status) in [
        (form.clone(), StatusCode::BAD_REQUEST),
        (form.clone().add("text", "a").add("text", "b"), StatusCode::BAD_REQUEST),
        (form.clone().add("text", "\u{202E}"), StatusCode::BAD_REQUEST),
        (form.clone().add("text", "x".repeat(80_001)), StatusCode::BAD_REQUEST),
        (form.set("form_token", "another").add("text", TYPED), StatusCode::FORBIDDEN),
    ] {
        assert_eq!(site.post(SECTION, &form).status, status, "{:?}", form.value("text").map(str::len));
    }
}
