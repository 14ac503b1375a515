//! Day one: a note (संक्षेपिका) whose file went its way on paper. The cabinet section registers it with the approvals of the
//! original file, and from there it runs like any other.

use super::{offers, page};
use crate::governments::rules;
use crate::page::errors;
use crate::paper::filled;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::{Stage, StageName};
use cabinet::terms::Term;

#[test]
fn note_from_paper_on_day_one() {
    let mut walk = Walk::begun();
    let section = "cabinet_section";
    walk.set_route("chief_secretary", "energy", "2099-03-31", "The department begins in April.");
    let id = walk.register("energy");
    let (path, draft) = (format!("/proposals/{id}"), format!("/proposals/{id}/draft"));
    assert!(walk.site.page(section, "/desk").contains(&path), "it waits on the section's desk");
    assert!(page(&walk, "energy_section", id).contains("कागज पर प्राप्त"), "the department sees where its file is");
    for post in ["chief_secretary", "chief_minister", "health_secretary", "finance_secretary"] {
        assert_eq!(walk.site.get(post, &path).status, StatusCode::NOT_FOUND, "{post}");
    }

    // Nothing is received by half: without the scans of the approvals it stays where it is, and what was typed stands there again.
    let note = walk.lay(id, "संक्षेपिका");
    let head = walk.site.head();
    let form = walk.site.form(section, &draft, "receive_from_paper").set("note", note.to_string());
    let refused = walk.site.post(section, &form.set("remark", "Words-that-stay"));
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    let minister = format!("{} का अनुमोदन", rules().term(Term::MinisterInCharge).hi);
    for words in ["सचिव का अनुमोदन", &minister, "वित्त विभाग का अभिमत", "विधि"]
    {
        assert!(errors(&refused.text()).contains(words), "{words}: {}", errors(&refused.text()));
    }
    assert!(refused.text().contains("Words-that-stay"));
    assert_eq!((walk.stage(id), walk.site.head()), (StageName::OnPaper, head));

    // With them it is received, with the exact time, and is scrutinised as any other.
    let scan = walk.lay(id, "नोटशीट");
    walk.act(section, &draft, "receive_from_paper", |form| filled(form, &[note, scan]));
    let state = walk.site.state();
    let Stage::Submitted(receipt) = &state.proposal(id).unwrap().stage else { panic!() };
    assert_eq!(receipt.received, state.proposal(id).unwrap().on_paper.as_ref().unwrap().at);
    let read = page(&walk, section, id);
    let marked = format!("मूल {} पर अनुमोदित", rules().term(Term::File).hi);
    for words in [&*marked, "सचिव का अनुमोदन", &minister, "अभिमत: सहमति", "5 जनवरी 2025"]
    {
        assert!(read.contains(words), "{words}");
    }
    assert!(read.contains(&format!("/papers/{scan}/pages/1")) && read.contains(&format!("/papers/{note}/pages/1")));
    assert!(offers(&walk, section, id, "scrutinise") && !offers(&walk, section, id, "edit_draft"));

    // A deficiency goes to the department's section, which completes it here; the views on its file count.
    walk.carry_on(id, StageName::Returned);
    assert!(offers(&walk, "energy_section", id, "edit_draft"));
    walk.act("energy_section", &draft, "put_up", |form| {
        let sections = ["gist", "background", "proposal", "justification"];
        sections.iter().fold(form, |form, one| form.set(&format!("section.{one}"), "Five words stand here now."))
    });
    walk.step("energy_secretary", id, "approve_as_secretary", "remark");
    walk.carry_on(id, StageName::Ordered);
    assert!(page(&walk, "chief_minister", id).contains(&marked));

    // In the folder lies the note, not a page of the note-sheet.
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    walk.list(meeting, id);
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &["chief_minister", "health_minister"]);
    let read = page(&walk, "health_minister", id);
    assert!(read.contains(&marked) && read.contains(&format!("/papers/{note}/pages/1")));
    assert!(!read.contains(&scan.to_string()));
    let opened = |post: &str, paper| walk.site.get(post, &format!("/papers/{paper}/pages/1")).status;
    assert_eq!(
        (opened("health_minister", note), opened("health_minister", scan)),
        (StatusCode::OK, StatusCode::NOT_FOUND)
    );
    assert_eq!(opened("chief_minister", scan), StatusCode::OK, "control: who reads the note-sheet reads its scan");
}
