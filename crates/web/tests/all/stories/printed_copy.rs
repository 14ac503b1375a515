//! A minister whose post still gets printed copies (छपी प्रति) asks for one; it is numbered, and after the last day there is none.

use super::page;
use crate::page::errors;
use crate::printed::allowed;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::copies::CopyStage;
use cabinet::proposal::StageName;

#[test]
fn a_printed_copy_is_given_until_a_day() {
    let mut walk = Walk::begun();
    let (section, reader) = ("cabinet_section", "health_minister");
    let id = walk.drive("energy", StageName::Ordered);
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    walk.list(meeting, id);
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &["chief_minister", reader]);
    let path = format!("/proposals/{id}");
    assert!(!walk.finds(reader, &path, "ask_copy"), "his post does not stand in the register");

    // By whose order and until when stands in the register of the section.
    let last = hindi::ist_date(walk.site.office().now().plus_days(2).0);
    walk.allow_copies(reader, &last);
    assert!(walk.site.page("chief_secretary", "/paper").contains("The chief secretary&#39;s order F 2-1 of 2026"));
    assert!(!walk.finds("chief_minister", &path, "ask_copy"), "control: another post");
    let desk = |walk: &Walk, post: &str| walk.site.page(post, "/desk").contains("छपी प्रति दें");
    assert!(!desk(&walk, section), "control");
    let again = walk.site.form(reader, &path, "ask_copy").without("copy_of").add("copy_of", "note");
    walk.ask_copy(reader, id);
    let waiting = walk.site.page(section, "/desk");
    for words in ["छपी प्रति दें", "/paper#copies", "ने माँगी", "ऊर्जा विभाग"]
    {
        assert!(waiting.contains(words), "{words}");
    }
    assert!(!desk(&walk, "chief_secretary") && !desk(&walk, reader));
    // He is told what he asked for, and is not asked for it again; whose page is older is told so.
    let told = page(&walk, reader, id);
    assert!(told.contains("आपकी माँगी छपी प्रतियाँ") && told.contains("माँगी गई: "));
    assert!(!walk.finds(reader, &path, "ask_copy"), "there is nothing else to ask for");
    assert!(!page(&walk, "chief_minister", id).contains("आपकी माँगी छपी प्रतियाँ"), "control: nobody else's");
    let again = again.set("act", walk.site.new_id().to_string());
    let refused = walk.site.post(reader, &again);
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("पहले से माँगी"), "{}", errors(&refused.text()));

    // The copy bears its number and the post that gets it.
    let printed = walk.copy_step("/give-copy");
    assert!(!desk(&walk, section), "what was given waits no more");
    let sheet = walk.site.page(section, &printed);
    for words in ["प्रति क्रमांक 1", "के लिए", crate::walk::SECTION_WORDS] {
        assert!(sheet.contains(words), "{words}");
    }
    for post in [reader, "chief_secretary", "auditor"] {
        assert_eq!(walk.site.get(post, &printed).status, StatusCode::NOT_FOUND, "{post}");
    }
    // It says what his page says: the views with their words, the amount in words, its kind, its head.
    let read = page(&walk, reader, id);
    assert!(read.contains("प्रति क्रमांक 1") && read.contains("दी गई: "), "he is told that it was given");
    for words in
        ["The view of finance.", "लेखा शीर्ष: 2801", "(एकमुश्त)", "बारह करोड़ पचास लाख", "First point.", "वित्त विभाग"]
    {
        assert!(read.contains(words), "control: {words}");
        assert!(sheet.contains(words), "{words}");
    }
    assert!(!sheet.contains("Put up."), "nothing of the note-sheet, which is not his");
    walk.copy_step("/take-copy-back");
    assert!(
        !walk.site.page(section, &printed).contains(crate::walk::SECTION_WORDS),
        "nothing is printed of what came back"
    );
    // What is refused is refused for a reason, which stays in its form where it is missing, and which the reader is told.
    walk.ask_copy(reader, id);
    let silently = crate::page::form_to(&walk.site.page(section, "/paper"), "/refuse-copy").unwrap();
    walk.site.post(section, &silently.set("reason", "")).must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(desk(&walk, section));
    walk.refuse_copy("It was given last week.");
    assert!(!desk(&walk, section) && page(&walk, reader, id).contains("It was given last week."));
    assert!(walk.site.page("chief_secretary", "/paper").contains("It was given last week."));
    assert!(!page(&walk, "chief_minister", id).contains("It was given last week."), "control: nobody else's");
    let open = walk.site.form(reader, &path, "ask_copy").without("copy_of").add("copy_of", "note");
    walk.ask_copy(reader, id);
    assert!(!page(&walk, reader, id).contains("It was given last week."), "he asked again");
    let waiting = crate::page::form_to(&walk.site.page(section, "/paper"), "/give-copy").unwrap();

    // After the last day the button is gone, and whose page lies open is told why.
    walk.site.days_ahead(3);
    assert!(!walk.finds(reader, &path, "ask_copy"));
    // Sessions are over by then: the same form, from the session of today.
    let open = open.set("form_token", &*walk.site.holder(reader).token);
    let refused = walk.site.post(reader, &open);
    refused.must(StatusCode::CONFLICT);
    assert!(errors(&refused.text()).contains("छपी प्रति"), "{}", errors(&refused.text()));
    let head = walk.site.head();
    let waiting = waiting.set("form_token", &*walk.site.holder(section).token);
    walk.site.post(section, &waiting).must(StatusCode::CONFLICT);
    let silent = allowed(walk.site.own_form(section, "/paper/allow-copies"), reader, "2099-03-31").set("reason", "");
    walk.site.post(section, &silent).must(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(walk.site.head(), head, "never put off silently");
    walk.allow_copies(reader, "2099-03-31");
    walk.copy_step("/give-copy");
    let state = walk.site.state();
    let numbers: Vec<_> = state.printed_copies().filter_map(|copy| copy.number()).collect();
    assert_eq!(numbers, [1, 2], "a number is used once");
    assert!(state.printed_copies().any(|copy| matches!(copy.stage, CopyStage::Given { number: 2, .. })));
    let told = page(&walk, reader, id);
    assert!(told.contains("प्रति क्रमांक 2") && !told.contains("छपी प्रति मँगाएँ"), "he has the only one that there is");
}
