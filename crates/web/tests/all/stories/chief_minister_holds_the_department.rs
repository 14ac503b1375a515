//! The Chief Minister holds the department himself: the case is put to him once, with the chief secretary's note.

use super::{offers, page};
use crate::walk::Walk;
use cabinet::proposal::{Stage, StageName};

#[test]
fn the_chief_minister_holds_the_department() {
    let mut walk = Walk::begun();
    let id = walk.drive("aviation", StageName::SecretaryApproved);
    let chief = "chief_minister";
    assert!(!offers(&walk, chief, id, "approve_as_minister") && !offers(&walk, chief, id, "return_proposal"));
    assert!(!walk.site.page(chief, "/desk").contains(&format!("/proposals/{id}")), "nothing waits for him");
    assert!(walk.site.page("aviation_secretary", "/desk").contains(&format!("/proposals/{id}")));
    walk.carry_on(id, StageName::Cleared);
    assert!(walk.site.page(chief, "/desk").contains(&format!("/proposals/{id}")));
    assert!(page(&walk, chief, id).contains("बैठक में रखने का आदेश दें"));
    walk.carry_on(id, StageName::Ordered);
    let state = walk.site.state();
    let Stage::Ordered(ordered) = &state.proposal(id).unwrap().stage else { panic!() };
    assert_eq!(ordered.receipt.note.minister, Some(ordered.order), "his one order is both");

    let other = walk.drive("energy", StageName::SecretaryApproved);
    assert!(offers(&walk, "energy_minister", other, "approve_as_minister"), "control");
    assert!(!offers(&walk, "energy_secretary", other, "submit"));
}
