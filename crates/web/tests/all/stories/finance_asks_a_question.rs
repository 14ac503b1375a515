//! Finance asks a question (पृच्छा): the clock stands until the department has answered, and goes on with the days that
//! were left.

use super::{offers, page};
use crate::page::errors;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::Moment;
use cabinet::ids::ProposalId;
use cabinet::proposal::StageName;

fn due(walk: &Walk, id: ProposalId) -> Moment {
    let state = walk.site.state();
    let consultation = state.proposal(id).unwrap().stage.consultation().unwrap();
    consultation.latest(rehearsal::department("finance")).unwrap().due
}

#[test]
fn finance_asks_a_question() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Consulting);
    let (secretary, finance, path) = ("energy_secretary", "finance_secretary", format!("/proposals/{id}"));
    let before = due(&walk, id);
    assert!(!offers(&walk, secretary, id, "answer_query"), "nobody asked");
    walk.view(id, "finance", "query");
    walk.view(id, "law", "concurs");
    assert!(page(&walk, secretary, id).contains("समय-सीमा"), "the secretary sees that the clock stands");
    let register = page(&walk, secretary, id);
    assert_eq!(register.matches("पृच्छा प्राप्त").count(), 1, "the register tells a query from a view");
    assert!(register.contains("अभिमत प्राप्त"), "control");
    let form = walk.site.form(finance, &path, "give_view").set("answer", "query").set("text", "Another question.");
    let again = walk.site.post(finance, &form);
    again.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&again.text()).contains("उत्तर अभी शेष"), "{}", errors(&again.text()));
    assert!(again.text().contains("Another question."), "what was typed is shown again");
    assert!(walk.site.page(secretary, "/desk").contains("पृच्छा का उत्तर दें"));
    assert!(!walk.site.page(finance, "/desk").contains(&path), "who asked waits for the answer");

    // Forty days pass without an answer: the consultation is not over.
    walk.site.days_ahead(40);
    let close = walk.site.form(secretary, &path, "close_consultation");
    let refused = walk.site.post(secretary, &close);
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("पृच्छा का उत्तर"), "{}", errors(&refused.text()));

    walk.answer_query(id, "finance");
    assert!(due(&walk, id) > before, "the clock goes on from the answer");
    assert!(walk.site.page(finance, "/desk").contains(&path));
    assert!(page(&walk, finance, id).contains("The answer."), "who asked reads the answer word for word");
    assert!(!page(&walk, "law_secretary", id).contains("The answer."), "and nobody else who was asked");
    walk.view(id, "finance", "concurs");
    walk.close(id);
    assert_eq!(walk.stage(id), StageName::ConsultationClosed);
}
