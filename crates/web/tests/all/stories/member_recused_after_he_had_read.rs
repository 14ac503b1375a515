//! A minister has read a note, and takes no part in it: from then on nothing of it is there for him, wherever he looks. What
//! he had read stays on record.

use super::page;
use crate::complying;
use crate::recusing::{SECTION, item_path};
use crate::walk::{Walk, complete, decided};
use axum::http::StatusCode;
use cabinet::ids::{ItemId, MeetingId, PaperId, ProposalId};
use cabinet::proposal::StageName;

const WORD: &str = "qzrecusalplant";
const READER: &str = "finance_minister";
const OTHER: &str = "health_minister";

/// A matter of energy whose subject, note, point and paper hold the planted word.
fn planted(walk: &mut Walk) -> (ProposalId, PaperId) {
    let id = walk.start("energy");
    let draft = format!("/proposals/{id}/draft");
    let subject = format!("{WORD} subject");
    let mut form = complete(walk.site.form("energy_section", &draft, "edit_draft"), &subject);
    form = form.without("point").add("point", format!("{WORD} point")).set("section.gist", format!("{WORD} gist"));
    walk.site.post("energy_section", &form).must(StatusCode::SEE_OTHER);
    let html = walk.site.page("energy_section", &draft);
    let upload = crate::page::form_to(&html, "/papers").unwrap().set("title", format!("{WORD} annexure"));
    let bytes = std::fs::read(crate::site::repository("samples/papers/swasthya-senior-resident.text.pdf")).unwrap();
    walk.site.upload("energy_section", &upload, &bytes, "a.pdf").must(StatusCode::SEE_OTHER);
    walk.site.measured();
    let path = format!("/proposals/{id}/draft");
    walk.act("energy_section", &path, "put_up", |form| form.set("remark", "Put up."));
    walk.carry_on(id, StageName::Ordered);
    let paper = walk.site.state().proposal(id).unwrap().revision().unwrap().papers[0];
    (id, paper)
}

/// Every page that a member can ask for by its name, and those of the item.
fn pages(walk: &Walk, (meeting, item): (MeetingId, ItemId), (id, paper): (ProposalId, PaperId)) -> Vec<String> {
    let lists = ["/desk", "/proposals", "/meetings", "/compliance", "/readings", "/sessions", "/inquiries"];
    let mut found: Vec<String> = lists.map(str::to_owned).to_vec();
    let of_item = item_path(meeting, item);
    found.extend([format!("/meetings/{meeting}"), format!("/meetings/{meeting}/minutes")]);
    found.extend(["", "/extract", "/recuse-self", "/recusals"].map(|ending| format!("{of_item}{ending}")));
    found.extend([format!("/proposals/{id}"), format!("/proposals/{id}/compare")]);
    found.extend([format!("/papers/{paper}/pages/1"), format!("/papers/{paper}/pages/1/picture")]);
    found.extend(walk.site.state().tasks_of(item).map(|task| format!("/tasks/{}", task.id)));
    found
}

/// On how many of these pages the word stands, and how many are there.
fn told(walk: &Walk, post: &str, pages: &[String]) -> (usize, usize) {
    let answers = pages.iter().map(|path| walk.site.get(post, path));
    let found = answers.map(|answer| {
        let holds = String::from_utf8_lossy(&answer.body).contains(WORD);
        (usize::from(holds), usize::from(answer.status == StatusCode::OK))
    });
    found.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

#[test]
fn member_recused_after_he_had_read() {
    let mut walk = Walk::begun();
    let (id, paper) = planted(&mut walk);
    let second = walk.drive("aviation", StageName::Ordered);
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let (item, other_item) = (walk.list(meeting, id), walk.list(meeting, second));
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &["chief_minister", READER, OTHER]);
    let (ids, matter) = ((meeting, item), (id, paper));

    // He reads the note and the paper; his browser says so.
    let note = walk.site.state().proposal(id).unwrap().revision().unwrap().id.to_string();
    assert!(page(&walk, READER, id).contains(WORD), "control: he reads it");
    walk.site.get(READER, &format!("/papers/{paper}/pages/1/picture")).must(StatusCode::OK);
    for object in [note.clone(), paper.to_string()] {
        let opened = walk.site.own_form(READER, "/openings").add("object", object);
        walk.site.post(READER, &opened).must(StatusCode::NO_CONTENT);
    }
    let agenda = walk.site.page(READER, &format!("/meetings/{meeting}"));
    assert!(agenda.contains("पृथक रहें") && !agenda.contains("आप इस विषय से पृथक हैं"));
    let (before, _) = told(&walk, READER, &pages(&walk, ids, matter));
    assert!(before >= 6, "control: {before} pages hold the word");
    let open = walk.site.form(READER, &format!("{}/recuse-self", item_path(meeting, item)), "recuse_self");

    // From the next request on nothing is there; the meeting keeps its numbers, and says why one is not for him.
    walk.recuse_self(READER, meeting, item, "A kinsman's company.");
    let pages_now = pages(&walk, ids, matter);
    assert_eq!(told(&walk, READER, &pages_now).0, 0);
    // Of his own readings he has told none.
    assert!(told(&walk, OTHER, &pages_now).0 + 1 >= before, "control: another member reads as before");
    let agenda = walk.site.page(READER, &format!("/meetings/{meeting}"));
    assert!(agenda.contains("आप इस विषय से पृथक हैं"));
    assert!(
        agenda.contains("<span class=\"agenda-number num\">1</span>")
            && agenda.contains("<span class=\"agenda-number num\">2</span>")
    );
    assert!(!walk.site.page(OTHER, &format!("/meetings/{meeting}")).contains("आप इस विषय से पृथक हैं"));
    assert!(page(&walk, READER, second).contains("qzx01plant"), "control: the other item is there");
    let nothing = walk.site.new_id();
    let addresses = [
        (format!("/proposals/{id}"), format!("/proposals/{nothing}")),
        (format!("/papers/{paper}/pages/1"), format!("/papers/{nothing}/pages/1")),
        (format!("/papers/{paper}/pages/1/picture"), format!("/papers/{nothing}/pages/1/picture")),
        (item_path(meeting, item), format!("/meetings/{meeting}/items/{nothing}")),
    ];
    for (gone, never) in addresses {
        let (gone, never) = (walk.site.get(READER, &gone), walk.site.get(READER, &never));
        gone.must(StatusCode::NOT_FOUND);
        never.must(StatusCode::NOT_FOUND);
        let plain = |html: String, ids: &[String]| {
            ids.iter().fold(crate::page::settled(&html), |page, id| {
                page.replace(id, "ID").replace(&crate::page::encoded(id), "ID")
            })
        };
        let ids = [id.to_string(), paper.to_string(), item.to_string(), nothing.to_string()];
        assert_eq!(crate::page::difference(&plain(gone.text(), &ids), &plain(never.text(), &ids)), None);
    }
    // A page that lay open before takes nothing more.
    let again =
        walk.site.post(READER, &open.clone().set("act", walk.site.new_id().to_string()).set("reason", "Again."));
    again.must(StatusCode::NOT_FOUND);
    assert!(!again.text().contains(WORD));

    // Decided, minuted, ordered: nothing of it reaches him, and his part of the minutes holds the other item.
    walk.open(meeting, "chief_minister", &["chief_minister", OTHER]);
    walk.call_item(meeting, item);
    let path = item_path(meeting, item);
    walk.act(SECTION, &path, "record_decisions", |form| {
        form.set("outcome.1", "approved").set("text.1", format!("{WORD} decision"))
    });
    walk.act(SECTION, &item_path(meeting, other_item), "record_decisions", |form| decided(form, "approved"));
    walk.meeting_step(SECTION, meeting, "conclude_sitting");
    let minutes = format!("/meetings/{meeting}/minutes");
    walk.act(SECTION, &minutes, "draft_minutes", |form| form);
    let written = walk.site.page(SECTION, &minutes);
    assert!(written.contains("विचार-विमर्श से पृथक रहे"), "the minutes name him");
    walk.meeting_step("chief_secretary", meeting, "submit_minutes");
    walk.meeting_step("chief_minister", meeting, "approve_minutes");
    walk.meeting_step(SECTION, meeting, "circulate_minutes");
    walk.act("chief_secretary", &path, "issue_extract", complying::with_one_of_finance);
    let pages_now = pages(&walk, ids, matter);
    assert!(
        pages_now.iter().any(|path| path.starts_with("/tasks/")),
        "control: there is a task, one of them his department's"
    );
    assert_eq!(told(&walk, READER, &pages_now).0, 0);
    assert!(told(&walk, OTHER, &pages_now).0 >= 4, "control");
    let part = walk.site.page(READER, &minutes);
    assert!(part.contains("The council decided so.") && part.contains("आप इस विषय के विचार-विमर्श से पृथक रहे"));
    assert!(walk.site.page(OTHER, &minutes).contains(&format!("{WORD} decision")), "control");

    // That he had read stands in the register, and in his own list without its name.
    let own = walk.site.page(READER, "/readings");
    assert!(own.contains("दस्तावेज, जो अब आपके पास उपलब्ध नहीं है"), "his own list says that it was read, and not what");
    let register = walk.site.page("auditor", "/custody");
    assert!(register.contains(&note), "the register still holds what he read");

    // Only the Chief Minister lifts it.
    walk.lift(meeting, item, READER);
    assert!(told(&walk, READER, &pages_now).0 >= 4 && page(&walk, READER, id).contains(WORD));
    walk.site.verified();
}
