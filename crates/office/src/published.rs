//! The state as it was last made durable, for everybody to see; and the end of it, when the ledger is no longer ours.

use crate::error::OpenError;
use arc_swap::ArcSwap;
use cabinet::Cabinet;
use ledger::LedgerError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};

/// Why an office takes no more acts and shows no more pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Halt {
    /// What this process has read and acknowledged does not stand in the ledger any more.
    #[error("ALARM: entry {0} is not the one that stood there; the ledger was replaced or cut")]
    Forked(u64),
    /// Another node wrote an entry that this version does not know.
    #[error("entry {0} is of a kind that this version does not know; upgrade")]
    UnknownEntry(u64),
    /// Keys were rotated while this process ran: it holds old ones.
    #[error("entry {0} rotated a key; start again with the key that stands now")]
    Rotated(u64),
}

impl From<Halt> for OpenError {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Forked(seq) => Self::Ledger(LedgerError::Forked { log: crate::writer::ACTS.to_owned(), seq }),
            Halt::UnknownEntry(seq) => Self::UnknownEntry(seq),
            Halt::Rotated(seq) => Self::Rotated(seq),
        }
    }
}

/// The published state. Clones share it.
#[derive(Clone)]
pub(crate) struct Published {
    state: Arc<ArcSwap<Cabinet>>,
    /// Wakes the worker.
    pub(crate) changed: Arc<Notify>,
    entries: watch::Sender<u64>,
    halt: watch::Sender<Option<Halt>>,
}

impl Published {
    pub(crate) fn new(state: Cabinet) -> Self {
        let entries = watch::Sender::new(state.entries());
        let (changed, halt) = (Arc::default(), watch::Sender::new(None));
        Self { state: Arc::new(ArcSwap::from_pointee(state)), changed, entries, halt }
    }

    pub(crate) fn state(&self) -> Arc<Cabinet> {
        self.state.load_full()
    }

    pub(crate) fn publish(&self, state: Cabinet) {
        let entries = state.entries();
        self.state.store(Arc::new(state));
        self.entries.send_replace(entries);
        self.changed.notify_one();
    }

    /// Tells whenever something was published.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.entries.subscribe()
    }

    /// Waits until at least so many entries are published; tells whether they were in time.
    pub(crate) async fn reach(&self, entries: u64, patience: Duration) -> bool {
        let mut published = self.entries.subscribe();
        let reached = published.wait_for(|now| *now >= entries);
        matches!(tokio::time::timeout(patience, reached).await, Ok(Ok(_)))
    }

    /// Ends the office if the error says that the ledger cannot be followed any more.
    pub(crate) fn halt_on(&self, error: OpenError) -> OpenError {
        let halt = match &error {
            OpenError::Ledger(LedgerError::Forked { seq, .. }) => Halt::Forked(*seq),
            OpenError::UnknownEntry(seq) => Halt::UnknownEntry(*seq),
            OpenError::Rotated(seq) => Halt::Rotated(*seq),
            _ => return error,
        };
        tracing::error!(%halt, "this node stops");
        self.halt.send_replace(Some(halt));
        error
    }

    pub(crate) fn halted(&self) -> Option<Halt> {
        *self.halt.borrow()
    }

    pub(crate) fn going_on(&self) -> Result<(), OpenError> {
        self.halted().map_or(Ok(()), |halt| Err(halt.into()))
    }

    /// Returns when the office has halted.
    pub(crate) async fn until_halted(&self) -> Halt {
        let mut halt = self.halt.subscribe();
        let found = halt.wait_for(Option::is_some).await.ok().and_then(|halt| *halt);
        match found {
            Some(halt) => halt,
            // The sender lives as long as `self`.
            None => std::future::pending().await,
        }
    }
}
