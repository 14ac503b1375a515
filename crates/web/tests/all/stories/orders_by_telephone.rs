//! «दूरभाष पर प्राप्त आदेश»: a circulation, a return and a refusal that were heard by telephone are provisional until the Chief
//! Minister confirms or disowns them with his own hand.

use super::{offers, page};
use crate::consulting::heard;
use crate::page::errors;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;

const OFFICE: &str = "chief_ministers_office";
const CHIEF: &str = "chief_minister";
const PROVISIONAL: &str = "अनंतिम: मुख्यमंत्री की पुष्टि शेष";

#[test]
fn a_circulation_that_was_heard_is_not_sent_before_it_is_confirmed() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Cleared);
    let path = format!("/proposals/{id}");
    let now = walk.site.office().now();

    // What was ordered is chosen, and a circulation has its last day; what was typed stands there again.
    let form = heard(walk.site.form(OFFICE, &path, "record_telephone_order"), now).set("text", "Words-that-stay");
    for (order, told) in [("", "क्या आदेश प्राप्त हुआ"), ("circulation", "अंतिम दिनांक")]
    {
        let refused = walk.site.post(OFFICE, &form.clone().set("heard_order", order));
        refused.must(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(errors(&refused.text()).contains(told), "{order}: {}", errors(&refused.text()));
        assert!(refused.text().contains("Words-that-stay"));
    }
    walk.hear(id, "circulation");

    // The section sees what is to come and sends nothing; no member knows of it.
    let prepared = page(&walk, "cabinet_section", id);
    for words in [PROVISIONAL, "परिचालन द्वारा निर्णय का आदेश", "किसी सदस्य को परिचालन नहीं भेजा जाएगा", "सहमति मानी जाएगी"]
    {
        assert!(prepared.contains(words), "{words}");
    }
    assert!(!offers(&walk, "cabinet_section", id, "send_circulation"));
    assert!(!walk.site.page("cabinet_section", "/desk").contains(&path), "nothing waits for it");
    assert_eq!(walk.site.get("health_minister", &path).status, StatusCode::NOT_FOUND);
    assert!(walk.site.page(CHIEF, "/desk").contains(&path));
    for who in [OFFICE, "cabinet_section", "chief_secretary"] {
        assert!(!offers(&walk, who, id, "confirm_telephone_order"), "{who}");
    }
    walk.step(CHIEF, id, "confirm_telephone_order", "remark");
    assert!(!page(&walk, "cabinet_section", id).contains(PROVISIONAL));
    walk.step("cabinet_section", id, "send_circulation", "remark");
    assert_eq!(walk.site.get("health_minister", &path).status, StatusCode::OK, "control");
}

#[test]
fn what_sends_a_note_away_is_told_as_provisional() {
    let mut walk = Walk::begun();
    for (order, what, after) in [
        ("return", "कमी पूर्ति हेतु वापस करने का आदेश", StageName::Returned),
        ("decline", "अमान्य करने का आदेश", StageName::Declined),
    ] {
        let id = walk.drive("energy", StageName::Cleared);
        walk.hear(id, order);
        for reader in ["energy_secretary", "energy_section", "cabinet_section", CHIEF] {
            let told = page(&walk, reader, id);
            for words in [PROVISIONAL, what, "पुष्टि होने पर ही"] {
                assert!(told.contains(words), "{reader}: {words}");
            }
        }
        assert!(!offers(&walk, "energy_section", id, "edit_draft"), "nothing follows for the department");
        assert!(!offers(&walk, OFFICE, id, "record_telephone_order"), "one waits already");
        walk.step(CHIEF, id, "disown_telephone_order", "reason");
        assert!(!page(&walk, "energy_secretary", id).contains(PROVISIONAL));
        walk.hear(id, order);
        walk.step(CHIEF, id, "confirm_telephone_order", "remark");
        assert_eq!(walk.stage(id), after);
        let told = page(&walk, "energy_secretary", id);
        assert!(told.contains("Words that were heard.") && !told.contains(PROVISIONAL));
        assert_eq!(offers(&walk, "energy_section", id, "edit_draft"), after == StageName::Returned);
    }
}
