//! Desks of a department, as the forms of a file's way offer them.

use crate::choice::Choice;
use crate::frame::Frame;
use cabinet::ids::PostId;
use cabinet::people::PostKind;
use cabinet::permission::Action;
use cabinet::proposal::Proposal;
use office::views::ProposalView;

/// Desks to which whoever reads may send the file: those where it does not lie; for a secretary who has not got it his own.
pub(super) fn desks(page: &Frame, view: &ProposalView) -> Vec<Choice> {
    if !view.may(Action::MoveFile) {
        return Vec::new();
    }
    let own = page.session.as_ref().and_then(|session| view.state.post_of(&session.actor)).map(|post| post.id);
    let lies = view.state.desk_of(&view.proposal).map(|desk| desk.at).or(own);
    let mut desks = choices(page, &view.proposal);
    desks.retain(|(id, _, _)| if lies == own { Some(*id) != lies } else { Some(*id) == own });
    desks.into_iter().map(|(_, _, choice)| choice).collect()
}

/// Officers to whom copies may go.
pub(super) fn officers(page: &Frame, view: &ProposalView) -> Vec<Choice> {
    if !view.may(Action::SendCopies) {
        return Vec::new();
    }
    let officers = choices(page, &view.proposal).into_iter();
    officers.filter(|(_, kind, _)| *kind == PostKind::DepartmentOfficer).map(|(_, _, choice)| choice).collect()
}

/// Desks to which a note may be put up, where there is a choice.
pub(super) fn desks_above(page: &Frame, proposal: &Proposal) -> Vec<Choice> {
    let desks = choices(page, proposal);
    if desks.len() < 2 { Vec::new() } else { desks.into_iter().map(|(_, _, choice)| choice).collect() }
}

/// Secretaries first: that is where a note goes if nobody says otherwise.
fn choices(page: &Frame, proposal: &Proposal) -> Vec<(PostId, PostKind, Choice)> {
    let mut found: Vec<_> = page.state.desks_for(proposal).collect();
    found.sort_by_key(|post| (post.kind != PostKind::Secretary, page.state.precedence(post)));
    found.into_iter().map(|post| (post.id, post.kind, Choice::open(post.id, page.words(&post.title)))).collect()
}
