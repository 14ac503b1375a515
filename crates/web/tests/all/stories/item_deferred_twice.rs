//! The council defers an item twice, and decides it the third time: the note waits for another agenda each time.

use super::page;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::{Stage, StageName};

#[test]
fn item_deferred_twice() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Ordered);
    for times in 1..=2 {
        let (meeting, item) = walk.decided_upon(id, "deferred");
        let state = walk.site.state();
        let Stage::Ordered(ordered) = &state.proposal(id).unwrap().stage else { panic!("it waits for another agenda") };
        assert_eq!(ordered.deferrals, times);
        let extract = format!("/meetings/{meeting}/items/{item}/extract");
        walk.site.get("chief_secretary", &extract).must(StatusCode::NOT_FOUND);
        assert_eq!(state.tasks().count(), 0, "what is deferred leaves nothing to do");
    }
    let (meeting, item) = walk.decided_upon(id, "approved");
    assert_eq!(walk.stage(id), StageName::Decided);
    walk.issue(meeting, item);
    assert!(!walk.tasks_upon(item).is_empty(), "control: what is approved does");
    assert!(
        page(&walk, "energy_secretary", id).contains("आस्थगित"),
        "both deferrals stand in the register of movements"
    );
}
