//! What may go wrong between a page and the record.

use cabinet::{Refusal, UnreadableEntry};

/// Why an act was not applied.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The rules refuse.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The id was already used by this person for an act with other content.
    #[error("already sent with other content")]
    OtherContent,
    /// The id is older than accepted acts are remembered, or no act's id at all.
    #[error("the page is too old")]
    Stale,
    /// The record could not be written. Nothing was applied.
    #[error("the record could not be written")]
    NotRecorded,
    /// It is not known whether the record was written. The same act under the same id may be sent
    /// again: it is recorded once.
    #[error("it is not known whether the record was written")]
    OutcomeUnknown,
    /// The office is stopping.
    #[error("the office is stopping")]
    Stopped,
    /// It gives rights, approves or releases, and its person has not proved lately who it is.
    #[error("the person has not proved lately who it is")]
    ProofStale,
    /// It administers, and its session did not begin on the device that is asked for.
    #[error("the session did not begin on the person's device")]
    DeviceAsked,
    /// The disk is full. Nothing was applied; when there is room again, the same act is taken.
    #[error("the disk is full")]
    Full,
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such thing for this person.
    #[error("unknown")]
    Unknown,
    /// The office has halted.
    #[error(transparent)]
    Halted(#[from] crate::published::Halt),
    /// A sealed text or file is missing or damaged.
    #[error("{0} is missing or damaged")]
    Damaged(&'static str),
    /// The ledger failed.
    #[error("ledger: {0}")]
    Ledger(#[from] ledger::LedgerError),
    /// The store of sealed files lies on another machine, and does not give the file; later it may.
    #[error("the store of sealed files is not reached")]
    FilesUnreachable,
    /// A cipher failed.
    #[error(transparent)]
    Cipher(#[from] vault::CipherError),
    /// The workshop failed.
    #[error("workshop: {0}")]
    Workshop(#[from] papers::PaperError),
}

impl OpenError {
    /// Of an entry that was not read. Only [`OpenError::UnknownEntry`] asks for an upgrade; it is the
    /// same whether it is met at a start or by an office that runs, which then stops answering.
    #[must_use]
    pub fn unreadable(entry: u64, error: UnreadableEntry) -> Self {
        match error {
            UnreadableEntry::UnknownKind(_) => Self::UnknownEntry(entry),
            UnreadableEntry::Damaged(what) => Self::UnreadableEntry { entry, what },
        }
    }
}

impl ReadError {
    /// Whether it failed because the disk is full: what is read must be recorded first.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Ledger(error) if error.is_full())
    }
}

/// Why the office does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The ledger does not open.
    #[error("the ledger does not open: {0}")]
    Ledger(#[from] ledger::LedgerError),
    /// The store of files does not open.
    #[error("the store of papers does not open: {0}")]
    Files(#[from] vault::FileError),
    /// The key does not fit.
    #[error(transparent)]
    Key(#[from] vault::KeyError),
    /// A cipher failed.
    #[error(transparent)]
    Cipher(#[from] vault::CipherError),
    /// The root key is not the one under which this folder was sealed.
    #[error("the key file does not belong to this data folder")]
    WrongKey,
    /// The ledger is of the other nature.
    #[error("this ledger is of another nature: {0:?}")]
    OtherNature(cabinet::LedgerNature),
    /// An entry cannot be read by this version: a later one wrote it.
    #[error("entry {0} is of a kind that this version does not know; upgrade")]
    UnknownEntry(u64),
    /// An entry that came while this office was open says that a key was rotated.
    #[error("entry {0} rotated a key; start again with the key that stands now")]
    Rotated(u64),
    /// The node's name cannot stand in the name of its custody log.
    #[error("a node's name is 1 to 32 small letters, digits and hyphens")]
    NodeName,
    /// An entry opens under the ledger's key, but is none.
    #[error("entry {entry} cannot be read: {what}")]
    UnreadableEntry {
        /// Its number.
        entry: u64,
        /// What is wrong.
        what: String,
    },
    /// The first entries were refused.
    #[error("the government could not be entered: {0}")]
    Begin(#[from] ActError),
    /// The record, or what is published of it, is not intact, or the witness is not to be had.
    #[error("the record cannot be published: {0}")]
    Publish(#[from] ledger::PublishError),
    /// Passkeys need a name that browsers trust.
    #[error("there can be no passkeys at {0}: the origin needs a host name, or localhost")]
    Origin(String),
    /// A training ledger runs ahead only; a real one never.
    #[error("only a training ledger may run ahead of the calendar")]
    RealAhead,
}
