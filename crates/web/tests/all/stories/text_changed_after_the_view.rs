//! Finance saw version 2, and the text changed after: its view stays bound to what it saw.

use super::page;
use crate::walk::Walk;
use cabinet::proposal::StageName;

#[test]
fn the_text_changed_after_the_view() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::InDepartment);
    walk.send_back("energy_secretary", id);
    walk.put_up(id);
    walk.ask(id, &["finance", "law"]);
    walk.view(id, "finance", "concurs");
    walk.view(id, "law", "concurs");
    walk.close(id);
    walk.send_back("energy_secretary", id);
    let draft = format!("/proposals/{id}/draft");
    walk.act("energy_section", &draft, "put_up", |form| {
        form.set("section.proposal", "A-sentence-that-came-later").set("remark", "Put up.")
    });
    let revision = |walk: &Walk| walk.site.state().proposal(id).unwrap().revision().unwrap().number;
    assert_eq!(revision(&walk), 3);
    let consultation = walk.site.state().proposal(id).unwrap().stage.consultation().cloned().unwrap();
    assert!(consultation.standing().all(|asked| asked.revision == 2));
    let read = page(&walk, "energy_secretary", id);
    assert!(read.contains("संस्करण 2 पर दिया गया") && read.contains("A-sentence-that-came-later"));
    let finance = page(&walk, "finance_secretary", id);
    assert!(!finance.contains("A-sentence-that-came-later"), "Finance reads what it saw");
    assert!(finance.contains("संस्करण 2"), "control");
}
