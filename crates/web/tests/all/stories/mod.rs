//! Stories of the business, one a file, told through the pages as those see them whose business it is.

mod charge_handed_over;
mod chief_minister_holds_the_department;
mod circulation_wants_discussion;
mod difference_between_ministers;
mod finance_asks_a_question;
mod finance_does_not_concur;
mod note_from_paper;
mod orders_by_telephone;
mod paper_route_ended;
mod printed_copy;
mod text_changed_after_the_view;
mod urgent_approval_never_ratified;
mod varies_an_earlier_decision;
mod views_on_paper;
mod withdrawn_after_submission;

use crate::page::offered;
use crate::walk::Walk;
use cabinet::ids::ProposalId;

/// The page of a proposal as a post sees it.
fn page(walk: &Walk, post: &str, id: ProposalId) -> String {
    walk.site.page(post, &format!("/proposals/{id}"))
}

/// Whether a post finds the button of an act on it.
fn offers(walk: &Walk, post: &str, id: ProposalId, action: &str) -> bool {
    offered(&page(walk, post, id)).contains(action)
}
