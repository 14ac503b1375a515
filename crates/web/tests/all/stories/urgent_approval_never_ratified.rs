//! Approval in anticipation (प्रत्याशा में अनुमोदन) that never comes before the council: the alarm stays with the chief
//! secretary and the Chief Minister.

use super::{offers, page};
use crate::page::{errors, escaped};
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;

#[test]
fn an_urgent_approval_is_never_ratified() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::MinisterApproved);
    let path = format!("/proposals/{id}");

    // Both reasons are asked for; what was typed stands there again.
    let form = walk.site.form("energy_secretary", &path, "request_urgent_approval");
    let refused = walk.site.post("energy_secretary", &form.set("urgency", "Words-that-stay"));
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("कारण") && refused.text().contains("Words-that-stay"));

    // It goes through the chief secretary, never straight to the Chief Minister.
    walk.request_urgent_approval(id);
    assert_eq!(walk.site.get("chief_minister", &path).status, StatusCode::NOT_FOUND);
    assert!(page(&walk, "chief_secretary", id).contains(&escaped("The dam broke yesterday.")));
    walk.step("chief_secretary", id, "forward_urgent_request", "remark");
    assert!(!offers(&walk, "chief_secretary", id, "approve_urgently"));
    walk.step("chief_minister", id, "approve_urgently", "remark");

    // The order is issued first, and cites the rule; only then the note goes to the cabinet section.
    let submit = walk.site.form("energy_secretary", &path, "submit");
    walk.put_on_record("energy_secretary", id, cabinet::rules::Before::Submission);
    let refused = walk.site.post("energy_secretary", &submit.set("remark", "Words-that-stay"));
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("आदेश का क्रमांक"), "{}", errors(&refused.text()));
    let older = walk.site.form("energy_secretary", &path, "record_urgent_order").set("number", "F 9");
    let older = walk.site.post("energy_secretary", &older.set("day", "1").set("month", "1").set("year", "2020"));
    older.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&older.text()).contains("प्रत्याशा में अनुमोदन के दिनांक"), "{}", errors(&older.text()));
    walk.record_urgent_order(id);
    let html = page(&walk, "energy_secretary", id);
    let rule = walk.site.state().rules().unwrap().urgent_approval.clone().unwrap().rule.hi;
    assert!(html.contains(&*escaped(&rule)) && html.contains("F 9"), "the page names rule and order");
    assert!(!offers(&walk, "energy_minister", id, "withdraw"), "what is owed to the council is not withdrawn");

    // The department never brings it. Its day passes: both have it on their desks, and in the register.
    let subject = page(&walk, "chief_minister", id);
    let subject = subject.split("<h1").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
    for who in ["chief_secretary", "chief_minister"] {
        let desk = walk.site.page(who, "/desk");
        assert!(desk.contains(&subject) && desk.contains("प्रस्तुत होना शेष"), "{who}");
        assert!(!desk.contains("समय-सीमा बीत चुकी"), "{who}: it is still in time");
    }
    walk.site.days_ahead(31);
    for who in ["chief_secretary", "chief_minister"] {
        for address in ["/desk", "/urgent-approvals"] {
            let html = walk.site.page(who, address);
            assert!(html.contains(&subject) && html.contains("समय-सीमा बीत चुकी"), "{who} {address}");
        }
    }
    for who in ["energy_secretary", "cabinet_section", "energy_minister", "energy_minister_staff", "auditor"] {
        assert_eq!(walk.site.get(who, "/urgent-approvals").status, StatusCode::NOT_FOUND, "{who}");
    }
    assert!(walk.site.page("energy_secretary", "/desk").contains("दिन"), "and it lies on its secretary's desk");
}

/// What was approved is told as it was approved: a later version says that it is another one.
#[test]
fn a_note_that_changes_after_its_urgent_approval_says_so() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::MinisterApproved);
    walk.request_urgent_approval(id);
    walk.step("chief_secretary", id, "forward_urgent_request", "remark");
    walk.step("chief_minister", id, "approve_urgently", "remark");
    walk.record_urgent_order(id);
    let changed = "संस्करण 1 पर अनुमोदित; अब संस्करण 2 है";
    let addresses = [format!("/proposals/{id}"), "/urgent-approvals".to_owned()];
    assert!(addresses.iter().all(|address| !walk.site.page("chief_minister", address).contains(changed)), "control");
    walk.carry_on(id, StageName::Submitted);
    walk.send_back("cabinet_section", id);
    walk.put_up(id);
    for address in &addresses {
        assert!(walk.site.page("chief_minister", address).contains(changed), "{address}");
    }
}
