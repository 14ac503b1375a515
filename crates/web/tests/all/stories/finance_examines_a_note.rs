//! Finance examines a note (अभिमत की नोटशीट): its secretary marks it to an officer, the officer notes, the secretary does not
//! concur. The sponsoring department reads the view, and nothing of how Finance came to it.

use super::{offers, page};
use crate::page::errors;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::ids::ProposalId;
use cabinet::proposal::StageName;

const SECRETARY: &str = "finance_secretary";
const OFFICER: &str = "finance_officer";
/// What was noted, in no other place.
const NOTED: [&str; 2] = ["Please check the head of account.", "No provision stands under 2801."];

/// Whoever is not of Finance: nothing of the sheet stands on any page of his.
#[track_caller]
fn nobody_else_learns_of_it(walk: &Walk, id: ProposalId) {
    for post in ["energy_secretary", "energy_section", "law_secretary", "energy_minister", "chief_secretary"] {
        let read = page(walk, post, id) + &walk.site.page(post, "/desk") + &walk.site.page(post, "/readings");
        for words in NOTED.iter().chain(&["अभिमत की नोटशीट", "उप सचिव, वित्त विभाग"])
        {
            assert!(!read.contains(words), "{post}: {words}");
        }
    }
    for post in
        ["finance_section", "finance_minister", "energy_officer", "cabinet_section", "chief_minister", "auditor"]
    {
        walk.site.get(post, &format!("/proposals/{id}")).must(StatusCode::NOT_FOUND);
    }
}

#[test]
fn finance_examines_a_note() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Consulting);
    let path = format!("/proposals/{id}");
    walk.site.get(OFFICER, &path).must(StatusCode::NOT_FOUND);
    assert!(!walk.site.page(OFFICER, "/desk").contains(&path), "before it comes to his desk he knows nothing of it");

    walk.mark_for_view(SECRETARY, id, OFFICER, NOTED[0]);
    let desk = walk.site.page(OFFICER, "/desk");
    assert!(desk.contains(&path) && desk.contains("अभिमत हेतु परीक्षण कर टीप लिखें"), "{desk}");
    let secretary = walk.site.page(SECRETARY, "/desk");
    assert!(secretary.contains("उप सचिव, वित्त विभाग के पास परीक्षण में"), "the secretary sees with whom it lies");
    assert!(offers(&walk, SECRETARY, id, "give_view"), "and owes the view all the while");
    let read = page(&walk, OFFICER, id);
    assert!(
        read.contains(NOTED[0]) && read.contains("संस्करण 1"),
        "the officer reads the sheet and the version that was sent"
    );
    assert!(!offers(&walk, OFFICER, id, "give_view"), "an officer gives no view");
    nobody_else_learns_of_it(&walk, id);

    // To whom it goes is chosen; what was written is not lost.
    let form = walk.site.form(OFFICER, &path, "mark_for_view").set("remark", NOTED[1]);
    let elsewhere = form.clone().set("desk", rehearsal::post("energy_secretary").to_string());
    let refused = walk.site.post(OFFICER, &elsewhere);
    refused.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&refused.text()).contains("अपने ही विभाग") && refused.text().contains(NOTED[1]));
    walk.site.post(OFFICER, &form.without("desk")).must(StatusCode::UNPROCESSABLE_ENTITY);
    let outdated =
        walk.site.form(SECRETARY, &path, "give_view").set("answer", "concurs").set("text", "A view too early.");
    walk.mark_for_view(OFFICER, id, SECRETARY, NOTED[1]);
    let early = walk.site.post(SECRETARY, &outdated);
    early.must(StatusCode::CONFLICT);
    assert!(early.text().contains(NOTED[1]) && early.text().contains("A view too early."), "he reads the noting first");
    assert!(!walk.site.page(OFFICER, "/desk").contains(&path), "it has gone on");

    let read = page(&walk, SECRETARY, id);
    for words in ["1. Please check", "2. No provision", "उप सचिव, वित्त विभाग को अंकित", "प्रमुख सचिव, वित्त विभाग को अंकित"]
    {
        assert!(read.contains(words), "{words}");
    }
    walk.view(id, "finance", "does_not_concur");
    nobody_else_learns_of_it(&walk, id);
    let sponsor = page(&walk, "energy_secretary", id);
    assert!(sponsor.contains("The view of finance."), "control: the sponsoring department reads the view");
    assert!(page(&walk, OFFICER, id).contains(NOTED[1]), "its own people read the sheet ever after");
    assert!(!offers(&walk, SECRETARY, id, "mark_for_view"), "and write nothing on it any more");

    walk.view(id, "law", "concurs");
    walk.close(id);
    walk.carry_on(id, StageName::Cleared);
    for post in ["cabinet_section", "chief_secretary", "chief_minister"] {
        let read = page(&walk, post, id);
        assert!(read.contains("The view of finance."), "control: {post}");
        assert!(!read.contains(NOTED[1]) && !read.contains("अभिमत की नोटशीट"), "{post}");
    }
}

/// Two departments that were asked about the same note: neither reads the other one's sheet.
#[test]
fn a_department_reads_no_other_ones_note_sheet() {
    let mut walk = Walk::begun();
    let id = walk.drive("aviation", StageName::InDepartment);
    walk.ask(id, &["finance", "law", "energy"]);
    walk.mark_for_view(SECRETARY, id, OFFICER, NOTED[0]);
    walk.mark_for_view("energy_secretary", id, "energy_officer", "Words of energy.");
    for post in [SECRETARY, OFFICER] {
        let read = page(&walk, post, id);
        assert!(read.contains(NOTED[0]) && !read.contains("Words of energy."), "{post}");
    }
    for post in ["energy_secretary", "energy_officer"] {
        let read = page(&walk, post, id);
        assert!(read.contains("Words of energy.") && !read.contains(NOTED[0]), "{post}");
    }
    assert!(!page(&walk, "law_secretary", id).contains("Words of energy."), "law was asked, and wrote nothing");
}

/// A charge handed over in the middle: the note stays on the desk of the post, and the sheet keeps who wrote what.
#[test]
fn the_charge_is_handed_over_while_finance_examines() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Consulting);
    walk.mark_for_view(SECRETARY, id, OFFICER, NOTED[0]);
    walk.hand_over(OFFICER);
    assert!(walk.site.page(OFFICER, "/desk").contains(&format!("/proposals/{id}")), "it waits for the new holder");
    assert!(page(&walk, OFFICER, id).contains(NOTED[0]), "who takes charge reads what was noted");
    walk.mark_for_view(OFFICER, id, SECRETARY, NOTED[1]);
    assert!(page(&walk, SECRETARY, id).contains(NOTED[1]));
    walk.view(id, "finance", "concurs");
}
