//! Stories of the business, one a file, told through the pages as those see them whose business it is.

mod charge_handed_over;
mod chief_minister_holds_the_department;
mod circulation_wants_discussion;
mod deadline_put_off;
mod difference_between_ministers;
mod extract_claimed_and_refused;
mod finance_asks_a_question;
mod finance_does_not_concur;
mod finance_examines_a_note;
mod item_deferred_twice;
mod item_returned_and_point_referred;
mod member_recused_after_he_had_read;
mod note_from_paper;
mod orders_by_telephone;
mod paper_route_ended;
mod printed_copy;
mod task_departs_from_the_decision;
mod text_changed_after_the_view;
mod urgent_approval_never_ratified;
mod varies_an_earlier_decision;
mod views_on_paper;
mod withdrawn_after_submission;

use crate::page::offered;
use crate::walk::Walk;
use cabinet::ids::{ProposalId, TaskId};

/// The page of a proposal as a post sees it.
fn page(walk: &Walk, post: &str, id: ProposalId) -> String {
    walk.site.page(post, &format!("/proposals/{id}"))
}

/// Whether a post finds the button of an act on it.
fn offers(walk: &Walk, post: &str, id: ProposalId, action: &str) -> bool {
    offered(&page(walk, post, id)).contains(action)
}

/// The page of a task as a post sees it.
fn task_page(walk: &Walk, post: &str, id: TaskId) -> String {
    walk.site.page(post, &format!("/tasks/{id}"))
}
