//! The council sends a note back to be examined again, and when it comes once more refers one of its points to a committee.

use super::{offers, page};
use crate::walk::{Walk, decided};
use cabinet::proposal::StageName;

#[test]
fn item_returned_and_point_referred() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Ordered);
    let (meeting, item) = walk.decided_upon(id, "returned_for_reexamination");
    assert_eq!(walk.stage(id), StageName::Returned);
    let told = page(&walk, "energy_section", id);
    assert!(told.contains("The council decided so."), "its words are the reason");
    assert!(
        walk.site.page("cabinet_section", &format!("/meetings/{meeting}/items/{item}")).contains("पुनः परीक्षण हेतु वापस")
    );
    assert!(!offers(&walk, "energy_section", id, "withdraw"));
    walk.carry_on(id, StageName::Ordered);

    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let item = walk.list(meeting, id);
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &["chief_minister", "finance_minister"]);
    walk.open(meeting, "chief_minister", &["chief_minister"]);
    let path = format!("/meetings/{meeting}/items/{item}");
    walk.act("cabinet_section", &path, "record_decisions", |form| {
        let form = decided(form, "approved").set("outcome.2", "referred");
        form.set("day.2", "5").set("month.2", "1").set("year.2", "2099")
    });
    assert!(walk.site.page("cabinet_section", &path).contains("समिति को निर्दिष्ट; प्रतिवेदन 5 जनवरी 2099 तक"));
    walk.meeting_step("cabinet_section", meeting, "conclude_sitting");
    walk.meeting_step("cabinet_section", meeting, "draft_minutes");
    walk.meeting_step("chief_secretary", meeting, "submit_minutes");
    walk.meeting_step("chief_minister", meeting, "approve_minutes");
    walk.issue(meeting, item);
    let extract = walk.site.page("energy_secretary", &format!("{path}/extract"));
    assert!(extract.contains("समिति को निर्दिष्ट; प्रतिवेदन 5 जनवरी 2099 तक"), "the extract says it too");
}
