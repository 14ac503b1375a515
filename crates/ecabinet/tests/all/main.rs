//! The real binary, killed and started again. What was answered is in the record, once; what was under way is there
//! whole or not at all.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod at_once;
mod backups;
mod changed;
mod client;
mod cluster;
mod controls;
mod cycle;
mod doctor;
mod encrypted;
mod failed_sync;
mod first_start;
mod full_disk;
mod governments;
mod init;
mod inside;
mod killed_at_calls;
mod killed_at_moments;
mod logs;
mod lost_answer;
mod nodes;
mod operations;
mod outside;
mod power_cut;
mod reached;
mod record;
mod recovery;
mod replaced;
mod rotation;
mod seeds;
mod server;
mod shares;
mod stages;
mod stopping;
mod stores;
mod unread;
mod walk;
