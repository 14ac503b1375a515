//! Sections with lists and tables: kept, shown and counted as they were written; what is no such document is refused in a
//! sentence, nothing is kept of it, and its author sees the words again.

use crate::page::{Form, escaped};
use crate::site::Answer;
use crate::walk::{Walk, complete};
use crate::words::hindi;
use axum::http::StatusCode;
use cabinet::ids::ProposalId;
use cabinet::prose::{LIST_LEVELS_MAX, ROWS_MAX};
use serde_json::{Value, json};

const SECTION: &str = "energy_section";

fn path(id: ProposalId) -> String {
    format!("/proposals/{id}/draft")
}

/// A section with everything that there is in one.
fn written() -> Value {
    json!({ "version": 1, "blocks": [
        { "paragraph": ["Before-words ", { "text": "strong & <b>", "strong": true }, { "text": " both", "strong": true, "underline": true }] },
        { "list": { "numbered": true, "items": [
            { "paragraphs": [["First-item"]], "lists": [{ "numbered": false, "items": [{ "paragraphs": [["Inner-item"]] }] }] },
            { "paragraphs": [["Second-item"], ["goes on"]] },
        ] } },
        { "table": { "header": true, "rows": [[[["Year"]], [["Crore"]]], [[["2025-26"]], [["12.5"], [{ "text": "total", "underline": true }]]]] } },
    ] })
}

/// The draft's form with one section as a document.
fn with_document(form: Form, document: &Value) -> Form {
    form.without("section.gist").without("prose.gist").add("prose.gist", document.to_string())
}

fn fresh(walk: &Walk, id: ProposalId) -> Form {
    complete(walk.site.form(SECTION, &path(id), "edit_draft"), "Subject-of-tables")
}

/// Saves the draft by its button: no act, so that nothing is recorded.
#[track_caller]
fn saved(walk: &Walk, form: &Form) {
    walk.site.post(SECTION, form).must(StatusCode::SEE_OTHER);
}

fn version(walk: &Walk, id: ProposalId) -> String {
    walk.site.form(SECTION, &path(id), "edit_draft").value("version").unwrap().to_owned()
}

const SHOWN: &str = concat!(
    "<p>Before-words <strong>strong &#38; &#60;b&#62;</strong><strong><u> both</u></strong></p>",
    "<ol><li>First-item<ul><li>Inner-item</li></ul></li><li><p>Second-item</p><p>goes on</p></li></ol>",
);
const TABLE: &str = concat!(
    "<tr><th scope=\"col\">Year</th><th scope=\"col\">Crore</th></tr>",
    "<tr><td>2025-26</td><td><p>12.5</p><p><u>total</u></p></td></tr></table></div>",
);

#[test]
fn a_section_with_lists_and_tables_goes_from_draft_to_note() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    saved(&walk, &with_document(fresh(&walk, id), &written()));
    // Without scripts it is shown as it is, and goes along unchanged when the page is saved again.
    let page = walk.site.page(SECTION, &path(id));
    assert!(page.contains(SHOWN) && page.contains(TABLE) && page.contains(&hindi("prose-kept")), "{page}");
    let again = walk.site.form(SECTION, &path(id), "edit_draft");
    assert_eq!(again.value("prose.gist").map(|text| serde_json::from_str(text).unwrap()), Some(written_shortly()));
    assert_eq!(again.value("section.gist"), None);
    assert!(again.value("section.background").is_some(), "control: plain sections stay plain");
    saved(&walk, &again.clone().set("head", "2802"));
    let kept = walk.site.form(SECTION, &path(id), "edit_draft");
    assert_eq!(kept.value("prose.gist"), again.value("prose.gist"));
    // Put up, it stands in the note, and its words are counted without the signs of lists and tables.
    let form = Form { address: format!("/proposals/{id}/put-up"), ..kept }.set("remark", "Put up.");
    walk.site.post(SECTION, &form).must(StatusCode::SEE_OTHER);
    let note = walk.site.page(SECTION, &format!("/proposals/{id}"));
    assert!(note.contains(SHOWN) && note.contains(TABLE), "{note}");
    walk.site.measured();
    let state = walk.site.state();
    let revision = state.proposal(id).unwrap().revision().unwrap().clone();
    let counted = |key: &str| revision.facts.sections.iter().find(|one| one.key == key).unwrap().words;
    assert_eq!(counted("gist"), 15);
    let all: u32 = revision.facts.sections.iter().map(|section| section.words).sum();
    assert_eq!(revision.measured.map(|measured| measured.words), Some(all));
    // Sent back, the draft begins with the same.
    let back =
        walk.site.form("energy_secretary", &format!("/proposals/{id}"), "return_proposal").set("reason", "Again.");
    walk.site.done("energy_secretary", &back);
    let form = walk.site.form(SECTION, &path(id), "edit_draft");
    assert_eq!(form.value("prose.gist").map(|text| serde_json::from_str(text).unwrap()), Some(written_shortly()));
}

/// As it is kept.
fn written_shortly() -> Value {
    serde_json::from_str(&cabinet::prose::Prose::parse(&written().to_string()).unwrap().write()).unwrap()
}

#[test]
fn who_writes_without_scripts_turns_it_into_plain_words_knowingly() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    saved(&walk, &with_document(fresh(&walk, id), &written()));
    let form = walk.site.form(SECTION, &path(id), "edit_draft");
    assert_eq!(form.value("plain"), None, "nothing is asked for by itself");
    walk.site.post(SECTION, &form.clone().add("plain", "nothing")).must(StatusCode::BAD_REQUEST);
    saved(&walk, &form.add("plain", "gist"));
    let form = walk.site.form(SECTION, &path(id), "edit_draft");
    let plain = "Before-words strong & <b> both\n\n1. First-item\n  • Inner-item\n2. Second-item\n  goes on\n\n\
                 Year | Crore\n2025-26 | 12.5 total";
    assert_eq!(form.value("section.gist"), Some(plain));
    assert_eq!(form.value("prose.gist"), None);
}

#[test]
fn a_document_of_plain_paragraphs_is_kept_as_plain_words() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let document = json!({ "version": 1, "blocks": [{ "paragraph": ["One"] }, { "paragraph": ["Two\nthree"] }] });
    saved(&walk, &with_document(fresh(&walk, id), &document));
    let form = walk.site.form(SECTION, &path(id), "edit_draft");
    assert_eq!(form.value("section.gist"), Some("One\n\nTwo\nthree"));
    let typed = "{\"version\":1,\"blocks\":[{\"paragraph\":[\"typed\"]}]}";
    saved(&walk, &form.set("section.gist", typed));
    let form = walk.site.form(SECTION, &path(id), "edit_draft");
    assert_eq!(
        form.value("section.gist"),
        Some(typed),
        "what is typed as plain words is no document, whatever it says"
    );
}

fn refused(walk: &Walk, id: ProposalId, form: &Form, status: StatusCode, sentence: &str) -> Answer {
    let before = version(walk, id);
    let answer = walk.site.post(SECTION, form);
    answer.must(status);
    assert!(answer.text().contains(sentence), "{sentence}: {}", answer.text());
    assert_eq!(version(walk, id), before, "nothing is kept");
    answer
}

#[test]
fn hostile_documents_are_refused_in_a_sentence_and_no_word_is_lost() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    saved(&walk, &fresh(&walk, id));
    let form = fresh(&walk, id);
    let one = |block: Value| json!({ "version": 1, "blocks": [{ "paragraph": ["Words-to-keep"] }, block] });
    let list = (0..LIST_LEVELS_MAX).fold(
        json!({ "numbered": true, "items": [{ "paragraphs": [["deep"]] }] }),
        |list, _| json!({ "numbered": true, "items": [{ "paragraphs": [["deep"]], "lists": [list] }] }),
    );
    let tail = |key: &str| {
        let words = crate::words::all("hi").remove(key).unwrap();
        words.split('}').nth(1).unwrap().split('{').next().unwrap().trim().to_owned()
    };
    let unreadable = tail("form-prose-unreadable");
    let hostile = [
        (one(json!({ "script": ["alert"] })), unreadable.clone()),
        (one(json!({ "paragraph": [{ "text": "x", "onclick": "y" }] })), unreadable.clone()),
        (one(json!({ "paragraph": "wrong kind" })), unreadable.clone()),
        (one(json!({ "table": { "header": true, "rows": [[[["a"]]], [[["b"]], [["c"]]]] } })), unreadable.clone()),
        (json!({ "version": 2, "blocks": [{ "paragraph": ["Words-to-keep"] }] }), unreadable.clone()),
        (json!(["Words-to-keep"]), unreadable.clone()),
        (one(json!({ "list": list })), tail("form-prose-too-deep")),
        (
            one(json!({ "table": { "header": false, "rows": vec![json!([[["r"]]]); ROWS_MAX + 1] } })),
            tail("form-prose-rows"),
        ),
        (one(json!({ "table": { "header": false, "rows": [vec![json!([["c"]]); 13]] } })), tail("form-prose-columns")),
        (one(json!({ "paragraph": ["\u{1}"] })), tail("form-bad-characters")),
        (one(json!({ "paragraph": ["\u{202E}"] })), tail("form-bad-characters")),
    ];
    for (document, told) in &hostile {
        let sent = with_document(form.clone(), document).set("section.background", "Other-words-to-keep");
        let answer = refused(&walk, id, &sent, StatusCode::BAD_REQUEST, told);
        let page = answer.text();
        assert!(page.contains("Words-to-keep") && page.contains("Other-words-to-keep"), "{document}");
        assert!(!page.contains("blocks"), "its words are shown, not its format: {document}");
        let up = Form { address: format!("/proposals/{id}/put-up"), ..sent }.set("remark", "Put up.");
        refused(&walk, id, &up, StatusCode::BAD_REQUEST, told);
    }
    let raw = |text: String| form.clone().without("section.gist").add("prose.gist", text);
    let twice = "{\"version\":1,\"version\":1,\"blocks\":[{\"paragraph\":[\"Words-to-keep\"]}]}";
    for text in [twice.to_owned(), "[".repeat(20_000), "{\"version\":1,\"blocks\":[".to_owned(), String::new()] {
        let answer = refused(&walk, id, &raw(text.clone()), StatusCode::BAD_REQUEST, &unreadable);
        let shown = if text == twice { "Words-to-keep" } else { text.as_str() };
        assert!(answer.text().contains(&escaped(shown)), "{shown}");
    }
    let both = form.clone().add("prose.gist", written().to_string());
    refused(&walk, id, &both, StatusCode::BAD_REQUEST, &hindi("field-section"));
    let unknown = form.clone().add("prose.nothing", written().to_string());
    refused(&walk, id, &unknown, StatusCode::BAD_REQUEST, "prose.nothing");
    saved(&walk, &with_document(form, &written()));
}

#[test]
fn of_two_officers_both_documents_are_shown_and_either_may_be_kept() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    saved(&walk, &fresh(&walk, id));
    let mine = with_document(fresh(&walk, id), &written());
    let plain = cabinet::prose::Prose::parse(&written().to_string()).unwrap().plain();
    saved(&walk, &fresh(&walk, id).set("section.gist", plain));
    let answer = walk.site.post(SECTION, &mine);
    let page = answer.must(StatusCode::CONFLICT).text();
    assert!(page.contains("2. Second-item") && page.contains(&hindi("conflict-form-alone")), "{page}");
    let form = crate::page::form_to(&page, "/draft").unwrap();
    let form = walk
        .site
        .own_form(SECTION, path(id))
        .fields
        .into_iter()
        .fold(form, |form, (name, value)| form.set(&name, value));
    saved(&walk, &form);
    let kept = walk.site.form(SECTION, &path(id), "edit_draft");
    assert!(kept.value("prose.gist").is_some_and(|text| text.contains("Second-item")));
}
