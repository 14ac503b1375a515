//! The append-only record and the drawers.
//!
//! An entry is a **leaf** that anybody may read ([`Leaf`]) and a **sealed payload** that the leaf names by its hash. The
//! leaves of one log form an RFC 6962 Merkle tree ([`Merkle`]). Beside the entries lie sealed **texts**, written once, and
//! **drawers**, which may change and be deleted for good. This crate knows nothing of what any of it means.

mod database;
mod error;
mod leaf;
mod log;
mod merkle;
mod rotation;
mod sqlite;
mod store;
mod verify;

pub use database::{Database, LEDGER_COMPARTMENT, LEDGER_EPOCH};
pub use error::{Fault, LedgerError, VerifyError};
pub use leaf::{LEAF_BYTES_MAX, Leaf, LeafError, origin_of};
pub use log::{Head, Log, NewEntry, OpenedEntry};
pub use merkle::{Merkle, leaf_hash, merkle_root};
pub use sqlite::SqliteStore;
pub use store::{Batch, Drawer, DrawerWrite, Place, SealedEntry, Store};
pub use verify::{Verified, verify};
