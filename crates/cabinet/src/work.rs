//! What the office still has to do, derived from the state and never queued.

use crate::cabinet::Cabinet;
use crate::change::ChangeStageName;
use crate::ids::{ChangeId, EmergencyAccessId, InquiryId, LeaveId, ProposalId, RevisionId, TextId};
use crate::moment::Moment;

/// One thing that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A revision's text has not been measured.
    MeasureRevision {
        /// Of which proposal.
        proposal: ProposalId,
        /// Which revision.
        revision: RevisionId,
        /// Its sealed sections.
        body: TextId,
    },
}

/// Everything that is missing now.
#[must_use]
pub fn missing(cabinet: &Cabinet) -> Vec<Work> {
    let proposals = cabinet.unmeasured.iter().filter_map(|id| cabinet.proposals.get(id));
    proposals
        .flat_map(|proposal| {
            let unmeasured = proposal.revisions.iter().filter(|revision| revision.measured.is_none());
            unmeasured.map(|revision| Work::MeasureRevision {
                proposal: proposal.id,
                revision: revision.id,
                body: revision.body.id,
            })
        })
        .collect()
}

/// Inquiries whose time has passed and that nobody has ended.
#[must_use]
pub fn inquiries_over(cabinet: &Cabinet, now: Moment) -> Vec<InquiryId> {
    let over = cabinet.inquiries.values().filter(|inquiry| inquiry.is_open() && inquiry.ends <= now);
    over.map(|inquiry| inquiry.id).collect()
}

/// Emergency accesses whose time has passed and that nobody has ended.
#[must_use]
pub fn emergencies_over(cabinet: &Cabinet, now: Moment) -> Vec<EmergencyAccessId> {
    let over = cabinet.emergencies.values().filter(|one| one.over_at().is_some_and(|over| over <= now));
    over.map(|one| one.id).collect()
}

/// The next moment at which an emergency access is over by itself.
#[must_use]
pub fn next_emergency(cabinet: &Cabinet) -> Option<Moment> {
    cabinet.emergencies.values().filter_map(|one| one.over_at()).min()
}

/// Changes that the office itself must put in force or end, and whether somebody had agreed.
#[must_use]
pub fn changes_due(cabinet: &Cabinet, now: Moment) -> Vec<(ChangeId, bool)> {
    let due = cabinet.changes.values().filter(|change| change.due(now));
    due.map(|change| (change.id, change.stage.agreed().is_some())).collect()
}

/// Leave arrangements whose moment has come: the post goes back.
#[must_use]
pub fn leaves_over(cabinet: &Cabinet, now: Moment) -> Vec<LeaveId> {
    let over = cabinet.leaves.values().filter(|record| record.due(now));
    over.map(|record| record.leave.id).collect()
}

/// The next moment at which an agreed change must be put in force, or a post goes back after a leave.
#[must_use]
pub fn next_moment(cabinet: &Cabinet) -> Option<Moment> {
    let agreed = cabinet.changes.values().filter(|change| change.stage.name() == ChangeStageName::Agreed);
    let away = cabinet.leaves.values().filter(|record| record.ended.is_none());
    agreed
        .filter_map(|change| change.at)
        .chain(away.map(|record| record.leave.until))
        .chain(next_emergency(cabinet))
        .min()
}
