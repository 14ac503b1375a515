//! Proposals: list, start, one proposal with its acts, draft, papers.

pub(crate) mod acts;
pub(crate) mod draft;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod papers;
pub(crate) mod start;

use crate::frame::Frame;
use cabinet::proposal::Proposal;

/// A proposal's subject in the page's language; Hindi where there is no English.
pub(crate) fn subject(page: &Frame, proposal: &Proposal) -> String {
    let english = proposal.subject_en();
    if page.hindi() || english.is_empty() { proposal.subject().to_owned() } else { english.to_owned() }
}
