//! What a department was sent is what it sees; a repeated putting up gets its first answer.

use crate::page::Form;
use crate::walk::{Walk, complete};
use axum::http::StatusCode;
use cabinet::ids::ProposalId;
use cabinet::proposal::StageName;

fn put_up(walk: &Walk, id: ProposalId, subject: &str) -> Form {
    let path = format!("/proposals/{id}/draft");
    let form = complete(walk.site.form("energy_section", &path, "put_up"), subject);
    Form { address: format!("/proposals/{id}/put-up"), ..form }
}

#[test]
pub(crate) fn a_consulted_department_sees_the_version_it_was_sent() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    walk.site.done("energy_section", &put_up(&walk, id, "Subjectsent"));
    walk.carry_on(id, StageName::ConsultationClosed);
    walk.send_back("energy_secretary", id);
    walk.site.done("energy_section", &put_up(&walk, id, "Subjectafterwards"));
    for path in ["/proposals".to_owned(), "/desk".to_owned(), format!("/proposals/{id}")] {
        assert!(!walk.site.page("law_secretary", &path).contains("Subjectafterwards"), "{path}");
    }
    assert!(walk.site.page("law_secretary", "/proposals").contains("Subjectsent"), "control: the one it was sent");
    assert!(
        walk.site.page("energy_secretary", "/proposals").contains("Subjectafterwards"),
        "control: its own department"
    );
}

#[test]
fn a_repeated_putting_up_gets_its_first_answer() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let first = put_up(&walk, id, "Subject");
    walk.site.done("energy_section", &first);
    walk.send_back("energy_secretary", id);
    let path = format!("/proposals/{id}/draft");
    let newer = complete(walk.site.form("energy_section", &path, "edit_draft"), "Subject written since");
    walk.site.post("energy_section", &newer).must(StatusCode::SEE_OTHER);
    let head = walk.site.head();
    walk.site.post("energy_section", &first).must(StatusCode::SEE_OTHER);
    assert_eq!(walk.site.head(), head, "nothing was recorded twice");
    assert!(walk.site.page("energy_section", &path).contains("Subject written since"), "the newer draft stands");
}
