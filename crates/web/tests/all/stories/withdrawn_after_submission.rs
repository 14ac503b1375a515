//! A note withdrawn after its submission: the exact time of its receipt stays on record, and nobody moves it again.

use super::{offers, page};
use crate::walk::Walk;
use cabinet::proposal::{Stage, StageName};

#[test]
fn withdrawn_after_submission() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Submitted);
    let received = walk.site.state().proposal(id).unwrap().stage.received();
    assert!(received.is_some());
    walk.withdraw(id);
    let state = walk.site.state();
    let Stage::Withdrawn { received: kept, .. } = &state.proposal(id).unwrap().stage else { panic!() };
    assert_eq!(*kept, received, "the protection of a cabinet paper began then, and ends now");
    assert_eq!(walk.stage(id), StageName::WithdrawnAfterReceipt);
    assert!(page(&walk, "cabinet_section", id).contains("वापस लेने का कारण"));
    for (post, action) in [
        ("cabinet_section", "scrutinise"),
        ("energy_secretary", "submit"),
        ("energy_minister", "withdraw"),
        ("energy_section", "put_up"),
    ] {
        assert!(!offers(&walk, post, id, action), "{post}: {action}");
    }
    for post in ["energy_secretary", "cabinet_section", "finance_secretary"] {
        assert!(page(&walk, post, id).contains("The view of finance."), "{post}: what was said of it stays with it");
    }
    let other = walk.drive("health", StageName::Submitted);
    assert!(offers(&walk, "cabinet_section", other, "scrutinise"), "control");
}
