//! A note (संक्षेपिका) from paper with the views of departments on its original file: they stand in its consultation with their
//! words, what has conditions is replied to, and nothing that was typed is lost with a file that is attached.

use super::{offers, page};
use crate::governments::rules;
use crate::page::{Form, errors, form_to};
use crate::paper::{filled, viewed};
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::ids::ProposalId;
use cabinet::proposal::StageName;
use cabinet::terms::Term;

const SECTION: &str = "cabinet_section";

fn draft(id: ProposalId) -> String {
    format!("/proposals/{id}/draft")
}

#[test]
fn views_on_the_original_file_have_their_words() {
    let mut walk = Walk::begun();
    walk.set_route("chief_secretary", "energy", "2099-03-31", "The department begins in April.");
    let id = walk.register("energy");
    let papers = [walk.lay(id, "The note"), walk.lay(id, "Its note-sheet")];

    // A view without its words, or with conditions that do not go with its kind, is not received; what was typed stays.
    let form = || filled(walk.site.form(SECTION, &draft(id), "receive_from_paper"), &papers);
    for (answer, words, conditions) in [
        ("concurs", "", &[][..]),
        ("concurs", "Words-that-stay", &["No condition goes with it."]),
        ("concurs_with_conditions", "Words-that-stay", &[]),
    ] {
        let refused = walk.site.post(SECTION, &viewed(form(), answer, words, conditions));
        refused.must(StatusCode::UNPROCESSABLE_ENTITY);
        let told = format!("वित्त विभाग का अभिमत मूल {} से शब्दशः", rules().term(Term::File).hi);
        assert!(errors(&refused.text()).contains(&told), "{answer}: {}", errors(&refused.text()));
        assert!(refused.text().contains(words) && conditions.iter().all(|one| refused.text().contains(one)));
    }
    assert_eq!(walk.stage(id), StageName::OnPaper);
    let conditions = ["The posts are filled within a year.", "The head is opened first."];
    walk.act(SECTION, &draft(id), "receive_from_paper", |form| {
        viewed(filled(form, &papers), "concurs_with_conditions", "Concurs as follows.", &conditions)
    });

    // In its consultation it stands as any other view, marked as of the original file.
    let marked = format!("<span class=\"tag\">मूल {} पर</span>", rules().term(Term::File).hi);
    for reader in [SECTION, "energy_secretary", "energy_section", "energy_minister"] {
        let read = page(&walk, reader, id);
        for words in [&*marked, "सशर्त सहमति", "Concurs as follows.", conditions[0], conditions[1], "5 जनवरी 2025"]
        {
            assert!(read.contains(words), "{reader}: {words}");
        }
    }
    let opens = |post: &str| walk.site.get(post, &format!("/proposals/{id}")).status;
    assert_eq!(opens("finance_secretary"), StatusCode::NOT_FOUND, "it opens nothing to the department");

    // The sponsoring department replies; before that the section does not find the note in order.
    assert!(!offers(&walk, SECTION, id, "reply_to_views") && offers(&walk, "energy_secretary", id, "reply_to_views"));
    assert!(walk.site.page("energy_secretary", "/desk").contains(&format!("/proposals/{id}")));
    let scrutiny = crate::consulting::ticked(walk.site.form(SECTION, &format!("/proposals/{id}"), "scrutinise"));
    let refused = walk.site.post(SECTION, &scrutiny);
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("वित्त विभाग"), "{}", errors(&refused.text()));
    walk.reply_on_receipt(id, "The head is open already.");
    assert!(page(&walk, SECTION, id).contains("The head is open already."));
    assert!(!offers(&walk, "energy_secretary", id, "reply_to_views"), "it stands as it was said");
    walk.carry_on(id, StageName::Cleared);
}

/// What was typed for the receipt lies with the draft: saved by itself, by the button, and before each file.
#[test]
fn nothing_typed_is_lost_when_a_file_is_attached() {
    let mut walk = Walk::begun();
    walk.set_route("chief_secretary", "energy", "2099-03-31", "The department begins in April.");
    let id = walk.register("energy");
    let path = draft(id);
    let note = walk.lay(id, "The note");
    let words = ["Typed-view", "Typed-condition", "Typed-remark", "Typed-number", "Typed-record", "Typed-point"];
    let typed = |form: Form| {
        let form = viewed(filled(form, &[note, note]), "concurs_with_conditions", words[0], &[words[1]]);
        let form = form.set("remark", words[2]).set("record_number", words[3]).set("record_text", words[4]);
        form.set("point", words[5]).set("approval_day", "27")
    };
    let bytes = std::fs::read(crate::site::repository("samples/papers/swasthya-senior-resident.text.pdf")).unwrap();
    let stands = |walk: &Walk, what: &str| {
        let html = walk.site.page(SECTION, &path);
        let kept = words.iter().all(|words| html.contains(words));
        assert!(kept && html.contains("value=\"27\""), "{what}");
        assert!(html.contains(&format!("value=\"{note}\" selected")), "{what}: what was chosen");
    };

    // A file that is taken in, one that is refused, one that is taken out: each carries the whole page along.
    let attach = form_to(&walk.site.page(SECTION, &path), "/papers").unwrap();
    walk.site
        .upload(SECTION, &typed(attach).set("title", "Note-sheet"), &bytes, "sheet.pdf")
        .must(StatusCode::SEE_OTHER);
    stands(&walk, "attached");
    let html = walk.site.page(SECTION, &path);
    assert!(!html.contains("value=\"Note-sheet\""), "the title is the next paper's");
    let attach = form_to(&html, "/papers").unwrap().set("title", "Typed-title");
    let refused = walk.site.upload(SECTION, &attach, b"no PDF", "sheet.pdf");
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Typed-title") && words.iter().all(|words| refused.text().contains(words)));
    let scan = walk.site.state().proposal(id).unwrap().papers.last().unwrap().to_string();
    let remove = form_to(&walk.site.page(SECTION, &path), "/papers/remove").unwrap().set("paper", scan);
    walk.site.post(SECTION, &remove.set("record_text", "Typed-record-anew")).must(StatusCode::SEE_OTHER);
    stands(&walk, "removed");
    assert!(walk.site.page(SECTION, &path).contains("Typed-record-anew"));

    // The button and the page by itself save it as well; an outdated page loses nothing either.
    let form = walk.site.form(SECTION, &path, "edit_draft");
    walk.site.post(SECTION, &form.clone().set("remark", "Typed-remark-anew")).must(StatusCode::SEE_OTHER);
    assert!(walk.site.page(SECTION, &path).contains("Typed-remark-anew"));
    let outdated = walk.site.post(SECTION, &form.set("remark", "Typed-remark-of-another"));
    outdated.must(StatusCode::CONFLICT);
    let mine = form_to(&outdated.text(), "/draft").unwrap();
    assert_eq!(mine.value("remark"), Some("Typed-remark-of-another"));
    walk.site.post(SECTION, &mine).must(StatusCode::SEE_OTHER);
    stands(&walk, "put over");
    walk.site.page("chief_secretary", "/desk");
}
