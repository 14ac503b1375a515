//! Keys, envelopes and sealed files: all that this system knows of ciphers.
//!
//! Nothing here knows a title, a name or what a file is about. [`Key`] and [`seal`]/[`open`] are the small envelope,
//! [`KeyProvider`] hides where the root key lies, and [`Files`] is the store of sealed files, a folder or a bucket, each
//! named by the SHA-256 of its own ciphertext.

mod cipher;
mod files;
mod format;
mod key;
mod plain;
mod provider;
mod shares;
mod signing;

pub use cipher::{CipherError, Sha256, equal, hex, hmac_sha256, open, random, seal, sha256, unhex};
pub use files::{FileError, Files, Held, StoredFile, TrialFault};
pub use format::{CHUNK_BYTES, Damage, FILE_FORMAT, HEADER_BYTES, Label, MAGIC, TAG_BYTES, open_file, seal_file};
pub use key::Key;
pub use objects::{Access, AccessFault, Address, AddressFault, BucketPath, Patience, Site};
pub use plain::Plain;
pub use provider::{KeyError, KeyFile, KeyProvider};
pub use shares::{KeyShare, SHARE_LINES, SHARES, SHARES_NEEDED, ShareError};
pub use signing::{SigningKey, signed_by};
pub use zeroize::Zeroizing;
