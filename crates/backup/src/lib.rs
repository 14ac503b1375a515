//! A government's record and papers on another disk, and back from it.
//!
//! A backup is a **manifest** and the **parts** that it names by their SHA-256. Parts lie beside it and are shared by every
//! manifest there, so a later backup carries only what is new. What is taken is what lies in the data folder: leaves that
//! anybody may read, and ciphertext. The root key is never taken, nor is anything from which it could be had.

mod error;
mod manifest;
mod restore;
mod rows;
mod shelf;
mod take;

pub use error::BackupError;
pub use manifest::{FORMAT, LogTaken, Manifest};
pub use restore::{Blank, restore, take_away};
pub use shelf::Shelf;
pub use take::{Source, Taken, take};
