//! The append-only record and the drawers.
//!
//! An entry is a **leaf** that anybody may read ([`Leaf`]) and a **sealed payload** that the leaf names by its hash. The
//! leaves of one log form an RFC 6962 Merkle tree ([`Merkle`]). Beside the entries lie sealed **texts**, written once, and
//! **drawers**, which may change and be deleted for good. This crate knows nothing of what any of it means.

mod any_store;
mod checkpoint;
mod database;
mod durable;
mod error;
mod folder;
mod laid;
mod leaf;
mod log;
mod merkle;
mod note;
mod postgres;
mod proof;
mod prove;
mod published;
mod publisher;
mod rotation;
mod rows;
mod sqlite;
mod still;
mod store;
mod tiles;
mod verify;

pub use any_store::{AnyStore, AnyTurn};
pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use database::{Database, LEDGER_COMPARTMENT, LEDGER_EPOCH};
pub use error::{Fault, LedgerError, PublishError, VerifyError};
pub use laid::{LaidTiles, LayError, published_checkpoint};
pub use leaf::{LEAF_BYTES_MAX, LEAF_FORMAT, Leaf, LeafError, origin_of};
pub use log::{Head, Log, NewEntry, OpenedEntry};
pub use merkle::{Merkle, leaf_hash, merkle_root};
pub use note::{Note, NoteError, Signer, SignerError, VerifierKey};
pub use postgres::{PostgresStore, PostgresTurn, Standby};
pub use proof::{EntryProof, ProofError, consistency_proof, inclusion_proof, proves_consistency, proves_inclusion};
pub use prove::{ProveError, prove};
pub use published::{CHECKPOINT_FORMAT, CheckpointFault, TileFault, tiles_folder, witness_file};
pub use publisher::{Mended, Publisher, Witness};
pub use sqlite::{SqliteStore, SqliteTurn};
pub use still::{Still, TextsAfter};
pub use store::{Batch, Drawer, DrawerWrite, Place, SealedEntry, Sizes, Store};
pub use tiles::{TILE_WIDTH, Tile, TileKind, TileName, Tiles};
pub use verify::{Publication, PublicationVerified, Verified, verify, verify_published};
