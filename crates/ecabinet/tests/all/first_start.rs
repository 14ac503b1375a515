//! The first start, killed while key, folder, ledger and government are made, and while the first person signs in.

use crate::client::Lost;
use crate::record;
use crate::server::{Home, Server, Trace, sign_in};
use crate::walk::{Call, calls, on_two_threads};
use std::collections::{BTreeMap, BTreeSet};

const LEDGER: &[&str] = &["data/ledger.sqlite", "data/ledger.sqlite-wal", "data/ledger.sqlite-journal"];

/// A first start under `strace` and one signing in; then started again, which must bring the whole government, once.
fn once(trace: &Trace) -> (bool, Vec<Call>) {
    let home = Home::empty();
    let (mut signed_in, mut orderly) = (Err(Lost), false);
    if let Ok(server) = Server::start_traced(&home, trace) {
        signed_in = sign_in(server.port, "chief_minister");
        orderly = match signed_in {
            Ok(_) => server.stop(),
            Err(Lost) => server.ended(),
        };
    }
    let calls = calls(&home);
    let server = Server::start(&home).unwrap_or_else(|_| panic!("it starts again after {:?}", trace.kill));
    sign_in(server.port, "chief_minister").unwrap();
    server.stop();
    let report = record::verify(&home).expect("the record is intact");
    let record = record::read(&home);
    assert_eq!(record::judge_office(&record.entries, begun()), [], "after {:?}", trace.kill);
    let sessions = 1 + u64::from(signed_in.is_ok());
    assert!(
        report.custody == sessions || (report.custody == 2 && signed_in.is_err()),
        "sessions in the custody ledger"
    );
    (!orderly, calls)
}

/// Entries that the sample government is.
fn begun() -> usize {
    let government = rehearsal::government();
    let people = government.departments.len() + government.posts.len() + government.persons.len();
    // The ledger's nature and the rules stand before them.
    2 + people + government.charges.len()
}

/// Kills at every so manieth call that is on a file of ours; gives on what the calls were.
fn walk(paths: &[&'static str], call: &'static str, every: usize) -> BTreeSet<&'static str> {
    let trace = |kill| Trace { paths: paths.to_vec(), calls: vec![call], kill, fail: None };
    let (_, seen) = once(&trace(None));
    let (mut threads, mut numbers): (BTreeMap<u32, u32>, BTreeSet<u32>) = Default::default();
    for seen in seen {
        let number = threads.entry(seen.thread).or_default();
        *number += 1;
        // The shell above writes too, and must be let live; files that are published are killed at their syncs.
        let published = matches!(seen.on, "checkpoint" | "tile or its folder");
        if seen.on != "other" && !(call == "write" && published) {
            numbers.insert(*number);
        }
    }
    let numbers: Vec<u32> = numbers.into_iter().step_by(every).collect();
    let runs = on_two_threads(&numbers, |number| once(&trace(Some((call, number)))));
    let killed: Vec<_> = runs.values().filter(|(killed, _)| *killed).collect();
    let on: BTreeSet<_> = killed.iter().filter_map(|(_, calls)| calls.last().map(|last| last.on)).collect();
    println!("first start, {call} on {paths:?}: {} kills of {}, at {on:?}", killed.len(), numbers.len());
    on
}

#[test]
fn at_every_sync_and_rename_of_a_first_start() {
    let mut on = walk(&[], "fsync", 1);
    on.extend(walk(LEDGER, "fsync", 1));
    on.extend(walk(&["data", "data/papers", "."], "fsync", 1));
    for file in ["key file", "folder above", "data folder", "papers folder", "journal", "database", "write-ahead log"] {
        assert!(on.contains(file), "killed at the {file}");
    }
    assert!(walk(&[], "renameat2", 1).contains("key file"), "killed before the key gets its name");
}

/// Whatever was written of key, tables and first act: the next start finds it whole or makes it.
#[test]
fn at_writes_of_a_first_start() {
    walk(LEDGER, "pwrite64", 5);
    assert!(walk(&[], "write", 1).contains("key file"));
}
