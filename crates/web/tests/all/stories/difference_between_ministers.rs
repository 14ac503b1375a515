//! A difference between two ministers (दो मंत्रियों में मतभेद): it goes on to the council with both positions in it, and
//! what the department says last is what stands.

use super::page;
use crate::walk::Walk;
use cabinet::proposal::StageName;

#[test]
fn difference_between_two_ministers() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    walk.put_up(id);
    walk.ask(id, &["finance", "law", "agriculture"]);
    walk.view(id, "finance", "concurs");
    walk.view(id, "law", "concurs");
    walk.view(id, "agriculture", "does_not_concur");
    walk.close(id);
    walk.reply("energy_secretary", id, true);
    let differences = |walk: &Walk| {
        let state = walk.site.state();
        let consultation = state.proposal(id).unwrap().stage.consultation().unwrap();
        consultation.differences().map(|asked| asked.department).collect::<Vec<_>>()
    };
    assert!(differences(&walk).is_empty(), "taken in, it is none");

    // Back in the section, the draft keeps the proposal, and the reply says so.
    walk.send_back("energy_secretary", id);
    let path = format!("/proposals/{id}");
    walk.act("energy_section", &path, "reply_to_views", |form| {
        form.set("taken_in", "no").set("reason", "The minister does not agree to it.")
    });
    walk.carry_on(id, StageName::Cleared);
    assert_eq!(differences(&walk), [rehearsal::department("agriculture")]);
    for post in ["chief_secretary", "chief_minister", "cabinet_section"] {
        let read = page(&walk, post, id);
        assert!(
            read.contains("The view of agriculture.") && read.contains("The minister does not agree to it."),
            "{post}"
        );
    }
}
