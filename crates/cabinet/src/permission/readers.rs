//! Who reads a proposal, asked of thousands of them: lists and desks go through every file there is.
//!
//! It is the same answer as [`super::permitted`] gives, of the same table. What an actor is to a proposal is worked out in
//! the order of what it costs, and only so far as some rule of reading names it; a test holds the two against each other.

use super::proposals::PROPOSAL_RULES;
use super::standings::{at_desks, department_standing, own_standing, reads_in_emergency};
use super::{Action, Standing};
use crate::cabinet::Cabinet;
use crate::people::{Actor, Post, PostKind};
use crate::proposal::{Proposal, StageName};
use crate::urgent::UrgentApproval;

/// Whether a post that is this to a proposal reads it in this stage.
fn reads_as(standing: Standing, stage: StageName) -> bool {
    let named = |(what, who, when): &super::proposals::ProposalRule| {
        *what == Action::ReadProposal && who.contains(&standing) && when.contains(&stage)
    };
    PROPOSAL_RULES.iter().any(named)
}

/// Whether [`Action::ReadProposal`] is permitted to the holder of a post.
pub(crate) fn reads(cabinet: &Cabinet, actor: &Actor, post: &Post, proposal: &Proposal) -> bool {
    if post.kind.is_member() && cabinet.was_decided_by_earlier_ministry(proposal) {
        return false;
    }
    let stage = proposal.stage.name();
    let as_one = |standing| reads_as(standing, stage);
    own_standing(post).is_some_and(as_one)
        || department_standing(cabinet, post, proposal).is_some_and(as_one)
        || at_desks(cabinet, post, proposal).into_iter().any(as_one)
        || (above_urgent_approval(post, proposal) && as_one(Standing::AboveUrgentApproval))
        || (is_consulted(cabinet, post, proposal) && as_one(Standing::Consulted))
        || (as_one(Standing::OfficerForView) && cabinet.came_for_view(proposal, post))
        || (as_one(Standing::Circulated) && post.kind.is_member() && cabinet.is_circulated_to(proposal, post.id))
        || (as_one(Standing::Recipient) && cabinet.has_in_folder(post, proposal))
        || (as_one(Standing::EmergencyReader)
            && reads_in_emergency(cabinet, actor, post, |access| access.covers_proposal(cabinet, proposal.id)))
}

fn above_urgent_approval(post: &Post, proposal: &Proposal) -> bool {
    matches!(post.kind, PostKind::ChiefMinister | PostKind::ChiefSecretary)
        && proposal.urgent_approval().and_then(UrgentApproval::given).is_some()
}

fn is_consulted(cabinet: &Cabinet, post: &Post, proposal: &Proposal) -> bool {
    let own = post.department.filter(|_| post.kind == PostKind::Secretary);
    own.is_some_and(|own| cabinet.rounds_of(proposal, own).next().is_some())
}

impl Cabinet {
    /// Whether `actor` may read a proposal: the same as [`Cabinet::may`] with [`Action::ReadProposal`], for who asks it of
    /// very many.
    #[must_use]
    pub fn reads(&self, actor: &Actor, proposal: &Proposal) -> bool {
        self.post_of(actor).is_some_and(|post| reads(self, actor, post, proposal))
    }
}
