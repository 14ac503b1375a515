//! Finance does not concur (वित्त विभाग असहमत): its words stand verbatim, the department says why it goes on all the same,
//! and the Chief Minister reads both.

use super::{offers, page};
use crate::page::{errors, escaped};
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;

#[test]
fn finance_does_not_concur() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Consulting);
    walk.view(id, "finance", "does_not_concur");
    walk.view(id, "law", "concurs");
    walk.close(id);
    let secretary = "energy_secretary";

    // Without a reply the secretary does not approve, and is told whose view waits for it.
    let form = walk.site.form(secretary, &format!("/proposals/{id}"), "approve_as_secretary");
    let refused = walk.site.post(secretary, &form.set("remark", "Words-that-stay"));
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("वित्त विभाग"), "{}", errors(&refused.text()));
    assert!(refused.text().contains("Words-that-stay"), "what was typed is shown again");

    // Not taken in, it needs a reason; the reason stands beside the view.
    let path = format!("/proposals/{id}");
    let form = walk.site.form(secretary, &path, "reply_to_views");
    let empty = form.clone().set("taken_in", "no").set("reason", " ");
    walk.site.post(secretary, &empty).must(StatusCode::UNPROCESSABLE_ENTITY);
    walk.act(secretary, &path, "reply_to_views", |form| {
        form.set("taken_in", "no").set("reason", "The first phase is provided for.")
    });
    walk.carry_on(id, StageName::Cleared);
    let read = page(&walk, "chief_minister", id);
    for words in ["The view of finance.", "The first phase is provided for.", "असहमति", "असम्मिलित"]
    {
        assert!(read.contains(&escaped(words)), "{words}");
    }
    assert!(!offers(&walk, secretary, id, "reply_to_views"), "nothing is replied once it was approved");
}

/// Asked again upon a later version, Law is silent: what it said of the first one is read by everybody, and answered.
#[test]
fn a_department_that_is_asked_again_and_silent_has_taken_nothing_back() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Consulting);
    walk.view(id, "finance", "concurs");
    walk.view(id, "law", "does_not_concur");
    walk.close(id);
    walk.send_back("energy_secretary", id);
    walk.put_up(id);
    walk.site.measured();
    walk.ask(id, &["law"]);
    let both = |html: &str| html.matches("विधि एवं विधायी कार्य विभाग का अभिमत").count() == 2;
    let waiting = page(&walk, "energy_secretary", id);
    assert!(waiting.contains("The view of law.") && both(&waiting), "while it is asked");
    walk.site.days_ahead(60);
    walk.close(id);
    let path = format!("/proposals/{id}");
    let form = walk.site.form("energy_secretary", &path, "approve_as_secretary");
    let refused = walk.site.post("energy_secretary", &form);
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("विधि"), "{}", errors(&refused.text()));
    walk.act("energy_secretary", &path, "reply_to_views", |form| {
        form.set("taken_in", "no").set("reason", "The first phase is provided for.")
    });
    walk.carry_on(id, StageName::Cleared);
    let read = page(&walk, "chief_minister", id);
    for words in ["The view of law.", "The first phase is provided for.", "संस्करण 1 पर दिया गया", "प्राप्त नहीं"]
    {
        assert!(read.contains(words), "{words}");
    }
}
