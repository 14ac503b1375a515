//! The real binary, killed and started again. What was answered is in the record, once; what was under way is there
//! whole or not at all.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod changed;
mod client;
mod controls;
mod cycle;
mod first_start;
mod killed_at_calls;
mod killed_at_moments;
mod outside;
mod record;
mod replaced;
mod rotation;
mod server;
mod walk;
