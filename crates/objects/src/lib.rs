//! Where objects lie: a folder of this machine, or a bucket of a store that speaks S3.
//!
//! A [`Store`] is one or the other, and whoever lays something down does not see which. A bucket lies on another machine, and
//! that machine is not believed: what was laid down is read back before it counts as laid down ([`Store::put`]), what was
//! deleted is looked for ([`Store::delete`]), a length that is not the told one is refused, and every wait has an end
//! ([`Patience`]). Whether bytes are the right ones their readers know: names here are hashes.

mod access;
mod address;
mod connector;
mod fault;
mod patience;
mod store;

pub use access::{Access, AccessFault};
pub use address::{Address, AddressFault, BucketPath, Site};
pub use fault::Fault;
pub use object_store::path::Path as Place;
pub use patience::Patience;
pub use store::{Listed, Store};
