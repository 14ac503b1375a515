use std::future::Future;

use uuid::Uuid;

use crate::LedgerError;

/// An entry as it lies in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEntry {
    /// The log: `acts` or `custody`.
    pub log: String,
    /// Number in the log, from 0 without gaps.
    pub seq: u64,
    /// Unix milliseconds, never before the predecessor's.
    pub time_ms: i64,
    /// The public leaf's bytes.
    pub leaf: Vec<u8>,
    /// The sealed payload.
    pub payload: Vec<u8>,
    /// SHA-256(0x00 ‖ leaf).
    pub leaf_hash: [u8; 32],
}

/// Where a drawer is. All three are readable in the database: ids and fixed words, never a name or a title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Whose drawer it is.
    pub owner: String,
    /// What kind of thing lies in it.
    pub kind: String,
    /// Which of that kind.
    pub key: String,
}

/// What lies in a drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawer {
    /// The value, sealed by the caller.
    pub value: Vec<u8>,
    /// Grows with every writing of any drawer, from 1, and never comes back, not even after a deletion.
    pub version: u64,
}

/// One change of a drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawerWrite {
    /// Where.
    pub place: Place,
    /// The new value; `None` deletes.
    pub value: Option<Vec<u8>>,
    /// The version that must stand there; `Some(0)`: nothing must; `None`: whatever does.
    pub expected: Option<u64>,
}

/// What is written together or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Entries, those of one log in the order of their numbers.
    pub entries: Vec<SealedEntry>,
    /// New texts, sealed by the caller.
    pub texts: Vec<(Uuid, Vec<u8>)>,
    /// Changes of drawers, in order.
    pub drawers: Vec<DrawerWrite>,
}

/// How much of a log there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Entries.
    pub entries: u64,
    /// Bytes of their leaves and sealed payloads.
    pub bytes: u64,
}

/// What a database must do to hold a ledger; `tests/contract.rs` is the same for every one.
pub trait Store: Send + Sync + 'static {
    /// The right to append to one log: while it is held, nobody else appends to that log. Dropped, nothing was written.
    type Turn: Send + 'static;

    /// Whether other processes append to these logs too. Then a turn is waited for in a queue, and entries come in that
    /// this process did not write.
    fn is_shared(&self) -> bool;

    /// Waits for the right to append to `log`; who asks first has it first.
    fn turn(&self, log: &str) -> impl Future<Output = Result<Self::Turn, LedgerError>> + Send;

    /// The entries of the turn's log numbered `from` or more: those of every turn that ended before this one began.
    fn entries_in_turn(
        &self,
        turn: &mut Self::Turn,
        from: u64,
    ) -> impl Future<Output = Result<Vec<SealedEntry>, LedgerError>> + Send;

    /// As [`Store::commit`], in a turn, which ends with it.
    fn commit_in_turn(
        &self,
        turn: Self::Turn,
        batch: Batch,
    ) -> impl Future<Output = Result<Vec<u64>, LedgerError>> + Send;

    /// Gives a turn back unused, before anybody else waits for it longer than needed.
    fn end_turn(&self, turn: Self::Turn) -> impl Future<Output = ()> + Send;

    /// Returns when another process may have written, and once in a while in any case. Never, where no other can.
    fn changed(&self) -> impl Future<Output = ()> + Send;

    /// Writes a batch, all or nothing, durable when this returns; gives the version of every drawer written (0: deleted).
    ///
    /// Entries must follow the last of their log. [`LedgerError::OutcomeUnknown`] alone leaves open whether it holds.
    fn commit(&self, batch: Batch) -> impl Future<Output = Result<Vec<u64>, LedgerError>> + Send;

    /// At most `limit` entries of `log` numbered `from` or more, in order.
    fn entries(
        &self,
        log: &str,
        from: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<SealedEntry>, LedgerError>> + Send;

    /// The names of all logs that have entries, in order.
    fn logs(&self) -> impl Future<Output = Result<Vec<String>, LedgerError>> + Send;

    /// The last entry of `log`.
    fn last(&self, log: &str) -> impl Future<Output = Result<Option<SealedEntry>, LedgerError>> + Send;

    /// The stored leaf hashes of at most `limit` entries of `log` numbered `from` or more, in order and without a gap.
    fn leaf_hashes(
        &self,
        log: &str,
        from: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<[u8; 32]>, LedgerError>> + Send;

    /// How many entries of `log` are numbered `from` or more, and the bytes of their leaves and sealed payloads.
    fn sizes(&self, log: &str, from: u64) -> impl Future<Output = Result<Sizes, LedgerError>> + Send;

    /// Bytes that the whole database takes on its disk: entries, texts, drawers, and what is left free between them.
    fn stored_bytes(&self) -> impl Future<Output = Result<u64, LedgerError>> + Send;

    /// Those of the texts `ids` that there are, in that order.
    fn texts(&self, ids: &[Uuid]) -> impl Future<Output = Result<Vec<(Uuid, Vec<u8>)>, LedgerError>> + Send;

    /// What lies in the drawer.
    fn drawer(&self, place: &Place) -> impl Future<Output = Result<Option<Drawer>, LedgerError>> + Send;

    /// Of these places those at which something lies, in their order.
    fn drawers_at(&self, places: &[Place]) -> impl Future<Output = Result<Vec<(Place, Drawer)>, LedgerError>> + Send;

    /// All drawers of one owner and kind, by key.
    fn drawers(
        &self,
        owner: &str,
        kind: &str,
    ) -> impl Future<Output = Result<Vec<(Place, Drawer)>, LedgerError>> + Send;

    /// All drawers of one kind, by owner and key, compared as bytes.
    fn drawers_of_kind(&self, kind: &str) -> impl Future<Output = Result<Vec<(Place, Drawer)>, LedgerError>> + Send;

    /// Puts drawers back where none lie, with the versions that they had, all or nothing; later versions are beyond
    /// `last_version`.
    fn lay_drawers(
        &self,
        drawers: &[(Place, Drawer)],
        last_version: u64,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Overwrites on the disk whatever was deleted from drawers or replaced in them.
    fn scrub(&self) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// What is wrong with the database beneath its rows, in its own words; none where it is sound or cannot tell.
    fn unsound(&self) -> impl Future<Output = Result<Option<String>, LedgerError>> + Send;

    /// Ends all work and frees the folder.
    fn close(&self) -> impl Future<Output = ()> + Send;
}
