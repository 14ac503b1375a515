//! Erasing a draft that was never put up: its words, the words of its subject and the keys of its
//! papers go with the act, in one transaction; what was on the disk is overwritten after it.
//!
//! **An erasure is done when the scrub has returned.** Until then a mark lies in a drawer, written in
//! the act's own transaction, and the worker and every start take it up.

use crate::error::{ActError, ReadError};
use crate::open::Office;
use crate::submission::{Accepted, Submission, TextsOf};
use crate::texts::key_place;
use cabinet::ids::{ActId, ProposalId};
use cabinet::proposal::{FirstSubject, Proposal, Stage};
use cabinet::text::Digest;
use cabinet::{Act, Actor};
use ledger::{Batch, Database, DrawerWrite, LedgerError, Place};
use std::time::Duration;

/// Attempts to scrub while somebody reads; the worker tries again later.
const SCRUB_ATTEMPTS: u32 = 20;
/// Milliseconds between two of them.
const SCRUB_PAUSE_MS: u64 = 50;

/// Why an erasure is not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ErasureError {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A file could not be removed.
    #[error(transparent)]
    File(#[from] vault::FileError),
}

/// The mark that something deleted still has to be overwritten on the disk.
fn owed() -> Place {
    Place { owner: "scrub".to_owned(), kind: "owed".to_owned(), key: "1".to_owned() }
}

/// Writes the mark, in the transaction of the deletion.
pub(crate) fn owe() -> DrawerWrite {
    DrawerWrite { place: owed(), value: Some(b"1".to_vec()), expected: None }
}

fn delete(place: Place) -> DrawerWrite {
    DrawerWrite { place, value: None, expected: None }
}

/// Every drawer that goes with a draft.
fn drawers_of(proposal: &Proposal) -> Vec<DrawerWrite> {
    let mut drawers = vec![owe(), delete(crate::drafts::place(proposal.id))];
    if let FirstSubject::Sealed(subject) = &proposal.subject {
        drawers.push(delete(key_place("text", subject.id.0)));
    }
    drawers.extend(proposal.paper_records.keys().map(|paper| delete(key_place("paper", paper.0))));
    drawers
}

/// Overwrites on the disk what was deleted, if anything is owed, and takes the mark away.
pub(crate) async fn scrub_owed(database: &Database) -> Result<(), LedgerError> {
    while let Some(mark) = database.drawer(&owed()).await? {
        let mut attempts = 0;
        while let Err(error) = database.scrub().await {
            attempts += 1;
            if !matches!(error, LedgerError::StillRead) || attempts >= SCRUB_ATTEMPTS {
                return Err(error);
            }
            tokio::time::sleep(Duration::from_millis(SCRUB_PAUSE_MS)).await;
        }
        let done = DrawerWrite { expected: Some(mark.version), ..delete(owed()) };
        match database.put_drawer(done).await {
            // Something was deleted while this ran: once more.
            Ok(_) | Err(LedgerError::DrawerConflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl Office {
    /// Erases the draft of a matter that was never put up, with its subject and its papers. Number and
    /// movements stay in the register, and the titles of its papers under the key of the ledger.
    ///
    /// It is erased for everybody when this returns; on the disk it is overwritten unless
    /// [`Office::erasure_owed`] says otherwise.
    ///
    /// # Errors
    /// [`ActError`]; then nothing was erased.
    pub async fn erase_draft(
        &self,
        id: ActId,
        actor: Actor,
        body: Digest,
        proposal: ProposalId,
        seen: u32,
    ) -> Result<Accepted, ActError> {
        // What goes is told from a state that is as new as the version that was seen: a paper of another node's goes too.
        let state = self.newest().await?;
        let mut submission = Submission::new(id, actor, body, Act::EraseDraft { proposal, seen }, TextsOf::default());
        // The act is applied to the version that was seen alone: no paper can come in between.
        submission.drawers = state.proposal(proposal).map(|record| drawers_of(record)).unwrap_or_default();
        let accepted = self.act(submission).await?;
        self.finish_erasures().await;
        Ok(accepted)
    }

    /// Whether something that was erased still has to be overwritten on the disk. The worker does it.
    ///
    /// # Errors
    /// [`ReadError::Ledger`].
    pub async fn erasure_owed(&self) -> Result<bool, ReadError> {
        Ok(self.database.drawer(&owed()).await?.is_some())
    }

    /// Finishes what is owed, also after a process that died in the middle of it.
    pub(crate) async fn finish_erasures(&self) {
        if !self.files.is_elsewhere() {
            return self.finish_erasures_now().await;
        }
        // Nobody waits for a store on another machine: it may be away. One at a time asks it; the worker comes again.
        let Ok(alone) = self.notes.erasing.clone().try_lock_owned() else { return };
        let office = self.clone();
        tokio::spawn(async move {
            office.finish_erasures_now().await;
            drop(alone);
        });
    }

    async fn finish_erasures_now(&self) {
        if let Err(error) = self.try_to_finish_erasures().await {
            tracing::warn!(%error, "an erasure is not finished; it is tried again");
        }
    }

    async fn try_to_finish_erasures(&self) -> Result<(), ErasureError> {
        if self.database.drawer(&owed()).await?.is_none() {
            return Ok(());
        }
        // Another node may have left the mark: without its act here, the files would stay and the mark would go.
        let Ok(state) = self.newest().await else { return Ok(()) };
        for proposal in state.proposals().filter(|one| matches!(one.stage, Stage::Erased { .. })) {
            for paper in proposal.paper_records.values() {
                self.files.remove(&paper.file.to_string()).await?;
            }
        }
        Ok(scrub_owed(&self.database).await?)
    }

    /// A draft that was being saved while it was erased goes too.
    pub(crate) async fn forget_late_draft(&self, proposal: ProposalId) -> Result<(), ReadError> {
        let drawers = vec![owe(), delete(crate::drafts::place(proposal))];
        self.database.commit(Batch { drawers, ..Batch::default() }).await?;
        self.finish_erasures().await;
        Ok(())
    }

    /// At a start: a draft that was saved into an erased matter by a process that died before it
    /// noticed, and whatever else is owed.
    pub(crate) async fn finish_erasures_at_start(&self) {
        let state = self.state();
        for proposal in state.proposals().filter(|one| matches!(one.stage, Stage::Erased { .. })) {
            let late = self.database.drawer(&crate::drafts::place(proposal.id)).await;
            let forgotten = match late {
                Ok(None) => Ok(()),
                Ok(Some(_)) => self.forget_late_draft(proposal.id).await,
                Err(error) => Err(error.into()),
            };
            if let Err(error) = forgotten {
                tracing::warn!(%error, "a late draft of an erased matter could not be erased");
            }
        }
        self.finish_erasures().await;
    }
}
