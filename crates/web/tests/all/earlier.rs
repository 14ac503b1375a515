//! What an earlier ministry left, before everybody under the next one: a folder that did not sit, minutes that wait, that
//! were approved and that went out.

use crate::grid::Driven;
use crate::offices::{named, now};
use crate::oracle::Committed;
use crate::walk::{SPONSORS, Walk};
use cabinet::ids::{ItemId, MeetingId};
use cabinet::people::{Post, PostKind};
use cabinet::proposal::StageName;
use std::sync::Arc;

const RECIPIENTS: [&str; 5] =
    ["chief_minister", "energy_minister", "agriculture_minister", "finance_minister", "home_secretary"];

/// One meeting, as far as the earlier ministry brought it.
fn meeting(walk: &mut Walk, until: &str) -> MeetingId {
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    // The Chief Minister answers for aviation.
    let whole = until == "circulated";
    let departments = SPONSORS.into_iter().filter(|department| whole || *department != "aviation");
    let listed = departments.map(|department| {
        let proposal = walk.drive(department, StageName::Ordered);
        walk.list(meeting, proposal)
    });
    let items: Vec<ItemId> = listed.collect();
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &RECIPIENTS);
    if until == "released" {
        return meeting;
    }
    walk.open(meeting, "chief_minister", &["chief_minister"]);
    for &item in &items {
        walk.call_item(meeting, item);
        walk.record(meeting, item, "approved");
    }
    walk.meeting_step("cabinet_section", meeting, "conclude_sitting");
    walk.meeting_step("cabinet_section", meeting, "draft_minutes");
    walk.meeting_step("chief_secretary", meeting, "submit_minutes");
    if until == "minutes_submitted" {
        return meeting;
    }
    walk.meeting_step("chief_minister", meeting, "approve_minutes");
    if until == "minutes_approved" {
        return meeting;
    }
    for &item in &items {
        walk.issue(meeting, item);
        walk.acknowledge(meeting, item);
    }
    walk.meeting_step("cabinet_section", meeting, "circulate_minutes");
    meeting
}

/// The next ministry begins, and every post of the council and of its private staff is held by somebody else.
fn next_ministry(walk: &Walk) {
    let state = walk.site.state();
    let goes = |post: &&Arc<Post>| post.kind.is_member() || post.kind == PostKind::PrivateStaff;
    let council: Vec<Arc<Post>> = state.posts().filter(goes).cloned().collect();
    now(walk, "begin_ministry", |form| named(form, "सोलहवीं सरकार").set("number", "16"));
    for post in council {
        now(walk, "enter_person", |form| {
            named(form, &format!("Member {}", post.key)).set("post", post.id.to_string()).without("enrols")
        });
        walk.site.hold(&post.key, walk.site.signed_in(&post.key));
    }
}

/// Everything that was left, driven before everybody.
pub fn driven(committed: &Committed) -> Driven {
    let mut walk = Walk::begun();
    for until in ["released", "minutes_submitted", "minutes_approved", "circulated"] {
        let made = meeting(&mut walk, until);
        assert_eq!(walk.site.state().meeting(made).unwrap().stage.name().key(), until);
    }
    next_ministry(&walk);
    let mut driven = Driven::default();
    driven.look(committed, &walk.site, &walk.proposals, &walk.meetings);
    driven
}
