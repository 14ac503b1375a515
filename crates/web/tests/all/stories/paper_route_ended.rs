//! A department's paper route is ended: after its last day nothing of it is registered, what was begun neither, and it is put
//! off by an act with a reason alone.

use crate::page::errors;
use crate::paper::{filled, routed};
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;

#[test]
fn the_paper_route_of_a_department_is_ended() {
    let mut walk = Walk::begun();
    let (section, above) = ("cabinet_section", "chief_secretary");
    let day = |walk: &Walk, days| hindi::ist_date(walk.site.office().now().plus_days(days).0);
    let last = day(&walk, 3);
    walk.set_route(above, "energy", &last, "Three days more.");
    walk.set_route(section, "health", &day(&walk, 90), "The files are away.");
    let begun = walk.register("energy");
    let papers = [walk.lay(begun, "संक्षेपिका"), walk.lay(begun, "नोटशीट")];
    for post in ["energy_secretary", "energy_section", "energy_minister", "auditor", "system_administrator"] {
        assert_eq!(walk.site.get(post, "/paper").status, StatusCode::NOT_FOUND, "{post}");
    }
    assert!(
        walk.site.page(section, "/paper").contains("The chief secretary&#39;s order F 1-2 of 2026"),
        "by whose order"
    );

    // The day after the last day.
    walk.site.days_ahead(4);
    let head = walk.site.head();
    let form = walk.site.form(section, "/paper/register-from-paper", "register_from_paper");
    let form = form.set("department", rehearsal::department("energy").to_string());
    let refused = walk.site.post(section, &form.set("number", "F 77/2026").set("subject", "Words-that-stay"));
    refused.must(StatusCode::CONFLICT);
    let told = errors(&refused.text());
    assert!(told.contains("कागज पर") && told.contains("ऊर्जा विभाग"), "{told}");
    assert!(refused.text().contains("Words-that-stay"), "what was typed is shown again");
    let draft = format!("/proposals/{begun}/draft");
    let form = filled(walk.site.form(section, &draft, "receive_from_paper"), &papers);
    walk.site.post(section, &form).must(StatusCode::CONFLICT);
    assert_eq!((walk.site.head(), walk.stage(begun)), (head, StageName::OnPaper), "what was begun is no way around it");
    walk.register("health");

    // Not put off silently, and by nobody else.
    let later = day(&walk, 10);
    let silent = routed(walk.site.form(above, "/paper", "set_paper_route"), "energy", &later, "");
    let refused = walk.site.post(above, &silent);
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("कारण लिखें"));
    let form = routed(walk.site.own_form("energy_secretary", "/paper/set-paper-route"), "energy", &later, "A reason.");
    walk.site.post("energy_secretary", &form).must(StatusCode::NOT_FOUND);
    walk.set_route(above, "energy", &later, "The file was away from Bhopal.");
    assert!(
        walk.site.page(section, "/paper").contains("The file was away from Bhopal."),
        "the reason stands in the register"
    );
    let form = filled(walk.site.form(section, &draft, "receive_from_paper"), &papers);
    walk.site.done(section, &form);
    assert_eq!(walk.stage(begun), StageName::Submitted);
}
