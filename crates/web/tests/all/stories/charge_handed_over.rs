//! A charge handed over in the middle: the file stays on the desk of the post, and the register keeps who did what.

use super::page;
use crate::walk::Walk;
use cabinet::proposal::StageName;

#[test]
fn a_charge_is_handed_over_in_the_middle() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::ConsultationClosed);
    let (secretary, path) = ("energy_secretary", format!("/proposals/{id}"));
    assert!(walk.site.page(secretary, "/desk").contains(&path));
    let first = walk.site.state().proposal(id).unwrap().movements.last().unwrap().by;
    walk.hand_over(secretary);
    assert!(walk.site.page(secretary, "/desk").contains(&path), "the desk moved to the new holder of the post");
    walk.carry_on(id, StageName::SecretaryApproved);
    let state = walk.site.state();
    let last = state.proposal(id).unwrap().movements.last().unwrap().by;
    assert_ne!(first, last, "under another charge");
    let post = |charge: Option<_>| state.post_of_charge(charge.unwrap()).unwrap().id;
    assert_eq!(post(first), post(last), "of the same post");
    assert!(page(&walk, "energy_section", id).contains("सचिव द्वारा अनुमोदित"));
}
