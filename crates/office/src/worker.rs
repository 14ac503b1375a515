//! Work that follows from the state: the worker asks what is missing, does it, and records that it
//! did. A second result is refused as done.

use crate::doors::CEREMONY_SECONDS;
use crate::error::{ActError, ReadError};
use crate::open::Office;
use crate::snapshot::entries_due;
use cabinet::ids::{ProposalId, RevisionId, TextId};
use cabinet::note::Measured;
use cabinet::work::{self, Work, missing};
use cabinet::{Act, Moment, Refusal};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Failures after which a work is left for a person to see.
const FAILURES_MAX: u32 = 3;
/// Days that a sealed file may lie without an act that names it.
const UNNAMED_DAYS_MAX: u32 = 7;
/// Seconds after which the state is asked again even if nothing changed.
pub(crate) const ASK_AGAIN_SECONDS: u64 = 30;

/// Milliseconds between two rounds at least, where the next has a moment.
const NEXT_ROUND_MS_MIN: u64 = 50;

/// Starts the worker. It ends with the process.
pub(crate) fn start(office: &Office) {
    let office = office.clone();
    tokio::spawn(async move {
        let mut failures: BTreeMap<RevisionId, u32> = BTreeMap::new();
        let mut swept = office.now();
        loop {
            round(&office, &mut failures).await;
            office.end_inquiries().await;
            office.end_emergencies().await;
            office.do_changes().await;
            office.end_leaves().await;
            office.custody.settle().await;
            sweep_ceremonies(&office, &mut swept).await;
            let left = failures.values().filter(|failed| **failed >= FAILURES_MAX).count();
            office.notes.worker_came_round(office.now(), left);
            let pause = pause_until(work::next_moment(&office.state()), office.now());
            let _ = tokio::time::timeout(pause, office.published.changed.notified()).await;
        }
    });
}

/// Forgets ceremonies that are over. The worker comes by after every act: nearly always it is too early to look.
async fn sweep_ceremonies(office: &Office, swept: &mut Moment) {
    let now = office.now();
    if now.0.saturating_sub(swept.0) / 1000 < CEREMONY_SECONDS {
        return;
    }
    *swept = now;
    if let Err(error) = office.forget_ceremonies().await {
        tracing::warn!(%error, "what ceremonies left could not be swept");
    }
    if let Err(error) = office.forget_passwords().await {
        tracing::warn!(%error, "what proved passwords could not be swept");
    }
    if let Err(error) = office.forget_proofs().await {
        tracing::warn!(%error, "proofs of sessions that are over could not be swept");
    }
}

/// A change that is due at a moment, or a leave that is over, is not left waiting for the next round.
fn pause_until(next: Option<Moment>, now: Moment) -> Duration {
    let longest = Duration::from_secs(ASK_AGAIN_SECONDS);
    let until = next.map(|next| u64::try_from(next.0.saturating_sub(now.0)).unwrap_or_default());
    until.map_or(longest, |milliseconds| Duration::from_millis(milliseconds.max(NEXT_ROUND_MS_MIN)).min(longest))
}

/// Sweeps before anybody can upload: then no file is listed here whose act is still on its way. A store on another machine
/// may be away, or list for minutes: nobody waits for it, and a file is old for days before it is swept.
pub(crate) async fn sweep_at_start(office: &Office) {
    let office = office.clone();
    let elsewhere = office.files.is_elsewhere();
    let sweeping = async move {
        if let Err(error) = sweep(&office).await {
            tracing::warn!(%error, "unnamed files could not be swept");
        }
    };
    if elsewhere {
        tokio::spawn(sweeping);
    } else {
        sweeping.await;
    }
}

/// Removes sealed files that no act named within [`UNNAMED_DAYS_MAX`]: an upload whose act was never
/// accepted. The state is read after the listing, so a file named meanwhile stays.
async fn sweep(office: &Office) -> Result<(), vault::FileError> {
    let found = office.files.names().await?;
    let named: BTreeSet<String> = office.state().papers().map(|paper| paper.file.to_string()).collect();
    let now = office.now();
    for (name, written_ms) in found {
        if !named.contains(&name) && Moment(written_ms).plus_days(UNNAMED_DAYS_MAX) < now {
            office.files.remove(&name).await?;
        }
    }
    office.files.sweep_unfinished(now.minus_days(UNNAMED_DAYS_MAX).0).await?;
    Ok(())
}

async fn round(office: &Office, failures: &mut BTreeMap<RevisionId, u32>) {
    office.finish_erasures().await;
    let state = office.state();
    let due = entries_due(state.entries());
    office.snapshots.write_after(state, due).await;
    let work = missing(&office.state());
    let still: BTreeSet<RevisionId> = work.iter().map(|Work::MeasureRevision { revision, .. }| *revision).collect();
    failures.retain(|revision, _| still.contains(revision));
    for Work::MeasureRevision { proposal, revision, body } in work {
        let failed = failures.entry(revision).or_default();
        if *failed >= FAILURES_MAX {
            continue;
        }
        if let Err(error) = measure(office, proposal, revision, body).await {
            *failed += u32::from(error.lies_in_the_work());
            tracing::warn!(%error, %revision, failures = *failed, "a revision could not be measured");
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum WorkError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Act(#[from] ActError),
}

impl WorkError {
    /// Whether trying again would fail again. A record that cannot be written is no fault of the work: when the disk has
    /// room again, the work is done without anybody's help.
    const fn lies_in_the_work(&self) -> bool {
        use ActError::{Full, NotRecorded, OutcomeUnknown, Stopped};
        !matches!(self, Self::Act(Full | NotRecorded | OutcomeUnknown | Stopped) | Self::Read(ReadError::Ledger(_)))
    }
}

async fn measure(office: &Office, proposal: ProposalId, revision: RevisionId, body: TextId) -> Result<(), WorkError> {
    let state = office.state();
    let record = state.proposal(proposal).ok_or(ReadError::Unknown)?;
    let frozen = record.revisions.iter().find(|one| one.body.id == body).ok_or(ReadError::Unknown)?;
    let sections = office.sections(frozen).await?;
    let words = sections.values().fold(0_u32, |sum, text| sum.saturating_add(text.words()));
    let sections_filled = u32::try_from(sections.len()).unwrap_or(u32::MAX);
    let measured = Measured { words, sections_filled };
    match office.act_as_office(Act::MeasureRevision { proposal, revision, measured }).await {
        Ok(_) | Err(ActError::Refused(Refusal::IdTaken)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_fails_does_not_use_up_the_tries_of_a_work() {
        for error in [ActError::Full, ActError::NotRecorded, ActError::OutcomeUnknown] {
            assert!(!WorkError::from(error).lies_in_the_work());
        }
        assert!(WorkError::from(ReadError::Damaged("a text")).lies_in_the_work(), "control: a damaged text does");
        assert!(WorkError::from(ActError::Refused(Refusal::Unknown)).lies_in_the_work());
    }
}
