//! The meeting at a glance, as those see it who answer for it, and nobody else.

use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;

#[test]
fn a_meeting_is_seen_at_a_glance_by_those_who_answer_for_it() {
    let mut walk = Walk::begun();
    let first = walk.drive("energy", StageName::ConsultationClosed);
    walk.carry_on(first, StageName::Ordered);
    let second = walk.drive("health", StageName::Ordered);
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let path = format!("/meetings/{meeting}/glance");
    let empty = walk.site.page("cabinet_section", &path);
    assert!(empty.contains("कार्यसूची में अभी कोई विषय नहीं") && !empty.contains("id=\"burden\""), "nothing is listed yet");
    walk.list(meeting, first);
    walk.list(meeting, second);
    for post in ["cabinet_section", "chief_secretary", "chief_minister"] {
        let page = walk.site.page(post, &path);
        // Two notes of twelve and a half crore each.
        assert!(page.contains("25 करोड़") && page.contains("पच्चीस करोड़ रुपये"), "{post}");
        for id in [first, second] {
            let subject = walk.site.state().proposal(id).unwrap().subject().unwrap().to_owned();
            assert!(page.contains(&subject), "{post}");
        }
        assert!(page.contains("किसी विषय से पूर्व निर्णय में परिवर्तन नहीं होता।"), "{post}");
        let link = format!("href=\"{path}\"");
        assert!(walk.site.page(post, &format!("/meetings/{meeting}")).contains(&link), "{post}: it is offered");
    }
    for post in
        ["energy_minister", "energy_secretary", "health_section", "home_secretary", "auditor", "energy_minister_staff"]
    {
        walk.site.get(post, &path).must(StatusCode::NOT_FOUND);
    }
}
