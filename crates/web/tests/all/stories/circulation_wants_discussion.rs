//! A circulation (परिचालन) in which one member wants a discussion: the others agree, and the matter goes to a meeting.

use super::{offers, page};
use crate::page::{errors, escaped};
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;

#[test]
fn one_member_wants_a_discussion() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Cleared);
    let path = format!("/proposals/{id}");
    assert!(!page_opens(&walk, "health_minister", &path), "before it circulates");

    // A day that has passed is no last day, and what was typed stands there again.
    let form = walk.site.form("chief_minister", &path, "order_for_circulation");
    let past = form.set("day", "5").set("month", "1").set("year", "2020").set("remark", "Words-that-stay");
    let refused = walk.site.post("chief_minister", &past);
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("अंतिम दिनांक") && refused.text().contains("Words-that-stay"));
    walk.order_circulation(id, true);
    walk.step("cabinet_section", id, "send_circulation", "remark");

    // Each member reads it and answers for himself; nobody reads another one's answer.
    walk.answer_circulation("health_minister", id, "wants_discussion");
    assert!(page(&walk, "health_minister", id).contains(&escaped("A member's words.")));
    let other = page(&walk, "law_minister", id);
    assert!(!other.contains("बैठक में चर्चा चाहते हैं</span>"), "an answer is for the Chief Minister and the section");
    for staff in ["energy_minister_staff", "health_secretary", "auditor"] {
        assert!(!page_opens(&walk, staff, &path), "{staff}");
    }
    // His answer stands; to change it he unfolds the form, and no button of it lies open.
    let answered = page(&walk, "health_minister", id);
    let (before, form) = answered.split_once("data-action=\"answer_circulation\"").unwrap();
    let folded = before.rsplit_once("<details").unwrap().1;
    assert!(folded.contains("मत बदलें") && !folded.contains("</details>") && !folded.contains(" open"), "{folded}");
    assert!(form.contains("मत बदलें"));
    assert!(!page(&walk, "law_minister", id).contains("मत बदलें"), "control: who has not answered");
    let close = walk.site.form("cabinet_section", &path, "close_circulation");
    let refused = walk.site.post("cabinet_section", &close);
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("मत शेष"), "{}", errors(&refused.text()));
    walk.all_agree(id);
    walk.close_circulation(id);

    // Whoever answered first: members stand in the order of precedence.
    let state = walk.site.state();
    let mut posts: Vec<_> = state.proposal(id).unwrap().stage.circulation().unwrap().members.clone();
    posts.sort_by_key(|post| state.precedence(state.post(*post).unwrap()));
    for reader in ["chief_minister", "cabinet_section", "chief_secretary"] {
        let html = page(&walk, reader, id);
        let (_, answers) = html.split_once("<h2>परिचालन</h2>").unwrap();
        let place =
            |post: &cabinet::ids::PostId| answers.find(&*escaped(&state.post(*post).unwrap().title.hi)).unwrap();
        let places: Vec<usize> = posts.iter().map(place).collect();
        assert!(places.len() > 3 && places.is_sorted(), "{reader}: {places:?}");
    }

    // Over an objection the Chief Minister approves only with a reason; he orders the meeting.
    let form = walk.site.form("chief_minister", &path, "approve_by_circulation");
    walk.site.post("chief_minister", &form.set("remark", "")).must(StatusCode::UNPROCESSABLE_ENTITY);
    walk.step("chief_minister", id, "order_for_meeting", "remark");
    assert_eq!(walk.stage(id), StageName::Ordered);
    assert!(page(&walk, "chief_minister", id).contains("बैठक में चर्चा चाहते हैं"), "the answers stay with the note");
    assert!(!page_opens(&walk, "health_minister", &path), "and he reads it again in the folder");
    assert!(!offers(&walk, "cabinet_section", id, "send_circulation"));
}

fn page_opens(walk: &Walk, post: &str, path: &str) -> bool {
    walk.site.get(post, path).status == StatusCode::OK
}
