//! Steps of what needs two persons: an inquiry, an emergency access, a change among people.

use super::{Script, Step, field};
use uuid::Uuid;

/// An inquiry for which the chief secretary asks, and what the Chief Minister does with it.
pub(super) fn inquiry(proposal: Uuid, then: &[&str]) -> Vec<Step> {
    const NEW: &str = "/inquiries/new";
    let mut script = Script::new();
    let asked = vec![
        field("inquiry", &script.item.to_string()),
        field("scope", &format!("proposal:{proposal}")),
        field("days", "30"),
        field("reason", "अनधिकृत प्रकटन की जाँच"),
    ];
    script.step("chief_secretary", (NEW, NEW), "ask-inquiry", asked, &["inquiry_asked/1"]);
    for what in then {
        let (name, events): (_, &[&str]) = match *what {
            "agree" => ("agree-inquiry", &["inquiry_agreed/1"]),
            "refuse" => ("refuse-inquiry", &["inquiry_refused/1"]),
            _ => ("end-inquiry", &["inquiry_ended/1"]),
        };
        script.step(
            "chief_minister",
            ("/inquiries/{I}", &format!("/inquiries/{{I}}/{name}")),
            name,
            Vec::new(),
            events,
        );
    }
    script.steps
}

/// An emergency access to a note of the health department for which the cabinet section asks, and what becomes of it.
pub(super) fn emergency(number: &str, then: &[&str]) -> Vec<Step> {
    const NEW: &str = "/emergency-access/new";
    let mut script = Script::new();
    let asked = vec![
        field("access", &script.item.to_string()),
        field("department", &rehearsal::department("health").to_string()),
        field("number", number),
        field("hours", "6"),
        field("order", "एफ 9-9/2026"),
        field("reason", "बाढ़ राहत हेतु तत्काल आवश्यक"),
    ];
    script.step("cabinet_section", (NEW, NEW), "ask-emergency-access", asked, &["emergency_access_asked/1"]);
    for what in then {
        let (post, name, events): (_, _, &[&str]) = match *what {
            "agree" => ("chief_secretary", "agree-emergency-access", &["emergency_access_agreed/1"]),
            "refuse" => ("chief_secretary", "refuse-emergency-access", &["emergency_access_refused/1"]),
            _ => ("cabinet_section", "end-emergency-access", &["emergency_access_ended/1"]),
        };
        let action = format!("/emergency-access/{{I}}/{name}");
        script.step(post, ("/emergency-access/{I}", &action), name, Vec::new(), events);
    }
    script.steps
}

/// A new person whom the cabinet section proposes, and what becomes of that.
pub(super) fn change(then: &[&str]) -> Vec<Step> {
    let mut script = Script::new();
    let proposed = vec![
        field("change", &script.item.to_string()),
        // Nobody is entered twice under one name.
        field("name_hi", &format!("नया अधिकारी {}", script.item.simple())),
        field("enrols", "yes"),
        field("reason", "आदेश क्रमांक 7"),
    ];
    let page = ("/people/changes/new?do=enter_person", "/people/changes/new");
    script.step("cabinet_section", page, "propose-change", proposed, &["change_proposed/4"]);
    for what in then {
        let (post, name, events): (_, _, &[&str]) = match *what {
            "agree" => (
                "chief_secretary",
                "agree-change",
                &["change_agreed/1", "change_enacted/1", "person_entered/1", "enrolment_ordered/1"],
            ),
            "refuse" => ("chief_secretary", "refuse-change", &["change_refused/1"]),
            _ => ("cabinet_section", "end-change", &["change_ended/1"]),
        };
        let action = format!("/people/changes/{{I}}/{name}");
        script.step(post, ("/people/changes/{I}", &action), name, Vec::new(), events);
    }
    script.steps
}
