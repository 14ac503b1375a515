//! A note that varies an earlier decision says so before it is put up, and everybody who reads it is told which.

use super::page;
use crate::walk::{Walk, complete};
use axum::http::StatusCode;
use cabinet::note::EarlierDecision;
use cabinet::proposal::StageName;

const SECTION: &str = "energy_section";
const WHICH: &str = "बैठक दिनांक 12/03/2019, विषय क्रमांक 4";

#[test]
fn varies_an_earlier_decision() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let draft = format!("/proposals/{id}/draft");
    // It is asked while the note is drafted, and the note is not put up without an answer.
    let put_up = |varies: &str, varied: &str| {
        let form = complete(walk.site.form(SECTION, &draft, "edit_draft"), "Satpura").without("varies");
        let mut form = form.set("varies", varies).set("varied", varied);
        form.address = format!("/proposals/{id}/put-up");
        walk.site.post(SECTION, &form)
    };
    for (varies, varied, sentence) in [
        ("", "", "किसी पूर्व निर्णय में परिवर्तन होता है या नहीं"),
        ("yes", " ", "उसका क्रमांक और दिनांक लिखें"),
        ("no", WHICH, "दोनों में से एक ठीक करें"),
    ] {
        let refused = put_up(varies, varied);
        refused.must(StatusCode::UNPROCESSABLE_ENTITY);
        let told = refused.text();
        assert!(told.contains(sentence), "{varies}, {varied}");
        assert!(varied.trim().is_empty() || told.contains(varied), "what was typed stands there still");
    }
    let form = walk.site.form(SECTION, &draft, "edit_draft").set("varies", "yes").set("varied", WHICH);
    walk.site.post(SECTION, &form).must(StatusCode::SEE_OTHER);
    walk.carry_on(id, StageName::MinisterApproved);
    let facts = walk.site.state().proposal(id).unwrap().revision().unwrap().facts.clone();
    assert_eq!(facts.earlier_decision, EarlierDecision::Varied { which: WHICH.to_owned() });
    for post in ["energy_secretary", "energy_minister", "finance_secretary"] {
        let shown = page(&walk, post, id);
        assert!(shown.contains("id=\"varied\"") && shown.contains(WHICH), "{post}");
    }
    let other = walk.drive("health", StageName::MinisterApproved);
    assert!(!page(&walk, "health_minister", other).contains("id=\"varied\""), "control");
}
