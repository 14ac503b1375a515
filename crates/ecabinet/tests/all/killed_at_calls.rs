//! One cycle, killed at every call by which something becomes durable.

use crate::cycle::{POSTS, whole_cycle};
use crate::record;
use crate::server::{Home, Trace};
use crate::walk::{Call, Entry, Outcome, on_two_threads, run};
use std::collections::{BTreeMap, BTreeSet};

/// Every call that makes something durable or gives it its name.
const DURABLE: &[&str] = &[
    "fsync",
    "fdatasync",
    "sync_file_range",
    "syncfs",
    "sync",
    "msync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
];
const DATABASE: &[&str] = &["data/ledger.sqlite", "data/ledger.sqlite-wal"];
const FOLDERS: &[&str] = &["data", "data/papers"];

fn template() -> (Home, usize) {
    let home = Home::with_posts(POSTS);
    let begun = record::read(&home).entries.len();
    (home, begun)
}

/// How often the thread that did it most often did this call.
fn most(calls: &[Call], name: &str) -> u32 {
    let mut threads: BTreeMap<u32, u32> = BTreeMap::new();
    for call in calls.iter().filter(|call| call.name == name) {
        *threads.entry(call.thread).or_default() += 1;
    }
    threads.into_values().max().unwrap_or_default()
}

/// Kills at the n-th call for n = 1, 2, … until one run sees no n-th call.
fn walk(template: &(Home, usize), paths: &[&'static str], call: &'static str, entry: Entry) -> Vec<Outcome> {
    let trace = |kill| Trace { paths: paths.to_vec(), calls: vec![call], kill, fail: None };
    let (home, begun) = template;
    let counted = most(&run(home, *begun, &trace(None), entry).calls, call);
    let once = |number| run(home, *begun, &trace(Some((call, number))), entry);
    let mut outcomes: Vec<Outcome> = on_two_threads(&(1..=counted).collect::<Vec<_>>(), once).into_values().collect();
    while outcomes.last().is_none_or(|last| last.killed) {
        outcomes.push(once(u32::try_from(outcomes.len()).unwrap() + 1));
    }
    outcomes.retain(|outcome| outcome.killed);
    outcomes
}

fn tell(what: &str, outcomes: &[Outcome]) {
    let under_way: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.under_way).collect();
    let there = under_way.iter().filter(|(_, there)| *there).count();
    let answered: usize = outcomes.iter().map(|outcome| outcome.answered).sum();
    println!(
        "{what}: {} kills, {answered} acts answered before them, {} under way: {there} in the record, {} not",
        outcomes.len(),
        under_way.len(),
        under_way.len() - there
    );
}

#[test]
fn every_kind_of_durable_call_is_walked() {
    let (home, begun) = template();
    let outcome = run(&home, begun, &Trace { calls: DURABLE.to_vec(), ..Trace::default() }, Entry::AtStart);
    let mut kinds: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for call in outcome.calls {
        *kinds.entry((call.name, call.on)).or_default() += 1;
    }
    for ((name, on), count) in &kinds {
        println!("{name} of {on}: {count}");
    }
    let walked: BTreeSet<(String, &str)> = [
        ("fsync", "write-ahead log"),
        ("fsync", "database"),
        ("fsync", "data folder"),
        ("fsync", "papers folder"),
        ("fsync", "folder above"),
        ("fsync", "sealed file"),
        ("fsync", "shard folder"),
        ("rename", "sealed file"),
        ("fsync", "tile or its folder"),
        ("rename", "tile or its folder"),
        ("fsync", "checkpoint"),
        ("rename", "checkpoint"),
    ]
    .map(|(name, on)| (name.to_owned(), on))
    .into();
    assert_eq!(kinds.into_keys().collect::<BTreeSet<_>>(), walked, "the walks below know every kind");
}

#[test]
fn at_every_sync_of_the_ledger() {
    const WALKS_MAX: usize = 6;
    let template = template();
    let all: BTreeSet<_> = whole_cycle().iter().map(|step| step.name).collect();
    let steps = |outcomes: &[Outcome]| -> BTreeSet<_> {
        outcomes.iter().filter_map(|outcome| outcome.under_way).map(|(name, _)| name).collect()
    };
    let mut outcomes = walk(&template, DATABASE, "fsync", Entry::AtStart);
    assert!(outcomes.len() > whole_cycle().len(), "each act is a commit of its own here");
    // Custody is committed beside the acts, alone or with others as time falls: the n-th call is not the same commit
    // in every run, and a walk may step over an act.
    for _ in 1..WALKS_MAX {
        if steps(&outcomes) == all {
            break;
        }
        outcomes.extend(walk(&template, DATABASE, "fsync", Entry::AtStart));
    }
    tell("fsync of the ledger", &outcomes);
    assert_eq!(steps(&outcomes), all, "every kind of act was under way once");
    let cut: BTreeSet<_> =
        outcomes.iter().filter_map(|outcome| outcome.under_way).filter(|(_, there)| !there).collect();
    // A draft is no act, and whoever puts up saves first; the first commit makes the log before it writes there; while
    // views are asked for the worker may be writing what it measured.
    let other = BTreeSet::from(["start", "draft", "put-up", "send-for-views"].map(|name| (name, false)));
    assert!(cut.is_subset(&other), "what was written wholly before the kill is found: {cut:?}");
}

/// A server that stops takes its log into the database and removes it.
#[test]
fn at_every_sync_while_it_stops() {
    let template = template();
    let mut outcomes = walk(&template, &[], "fsync", Entry::ForStopping);
    // What is published goes first: the ledger's own calls are reached alone.
    outcomes.extend(walk(&template, DATABASE, "fsync", Entry::ForStopping));
    tell("fsync while it stops", &outcomes);
    let on: BTreeSet<_> = outcomes.iter().filter_map(|outcome| outcome.calls.last()).map(|call| call.on).collect();
    assert!(on.contains("write-ahead log") && on.contains("database"), "killed at {on:?}");

    let (home, begun) = &template;
    let trace = |kill| Trace { paths: vec!["data/ledger.sqlite"], calls: vec!["pwrite64"], kill, fail: None };
    let last = most(&run(home, *begun, &trace(None), Entry::ForStopping).calls, "pwrite64");
    let numbers: Vec<u32> = (1..=last).step_by(10).collect();
    let once = |number| run(home, *begun, &trace(Some(("pwrite64", number))), Entry::ForStopping);
    let outcomes: Vec<Outcome> =
        on_two_threads(&numbers, once).into_values().filter(|outcome| outcome.killed).collect();
    tell("write into the database while it stops", &outcomes);
    assert!(!outcomes.is_empty());
}

/// The last write of a transaction is the one that makes it count; before it there is nothing to be found, however much of
/// it was written.
#[test]
fn inside_every_commit() {
    let (home, begun) = template();
    let calls = ["pwrite64", "fsync"];
    let trace = |kill| Trace { paths: vec!["data/ledger.sqlite-wal"], calls: calls.to_vec(), kill, fail: None };
    let seen = run(&home, begun, &trace(None), Entry::AtStart).calls;
    let (mut numbers, mut writes, mut first) = (Vec::new(), 0_u32, 1_u32);
    for call in &seen {
        if call.name == "pwrite64" {
            writes += 1;
        } else if writes > first {
            // By turns before the last write and in the middle.
            numbers.push(if numbers.len() % 2 == 0 { writes } else { first + (writes - first).div_ceil(2) });
            first = writes + 1;
        }
    }
    let once = |number| run(&home, begun, &trace(Some(("pwrite64", number))), Entry::AtStart);
    let outcomes: Vec<Outcome> =
        on_two_threads(&numbers, once).into_values().filter(|outcome| outcome.killed).collect();
    tell("write within a commit", &outcomes);
    let cut: BTreeSet<usize> = outcomes
        .iter()
        .filter(|outcome| outcome.calls.iter().rev().nth(1).is_some_and(|before| before.name == "pwrite64"))
        .map(|outcome| outcome.calls.iter().filter(|call| call.name == "fsync").count())
        .collect();
    println!(
        "commits cut off after some of their writes: {} of {}",
        cut.len(),
        seen.iter().filter(|call| call.name == "fsync").count()
    );
    assert!(
        outcomes.iter().any(|outcome| outcome.under_way.is_some_and(|(_, there)| !there)),
        "some acts were cut off"
    );
}

#[test]
fn at_every_sync_of_a_folder() {
    let outcomes = walk(&template(), FOLDERS, "fsync", Entry::AtStart);
    tell("fsync of a folder", &outcomes);
    assert!(!outcomes.is_empty());
}

/// What is published follows the rows: killed between tiles and checkpoint, nothing false lies there.
#[test]
fn at_syncs_and_renames_of_what_is_published() {
    let template = template();
    let mut on = BTreeSet::new();
    for (path, call) in [
        ("data/tiles/acts/tile/0/000.p", "fsync"),
        ("data/tiles/acts/checkpoint.unfinished", "fsync"),
        ("data/tiles/acts/checkpoint.unfinished", "rename"),
        ("data/tiles/acts", "fsync"),
    ] {
        let outcomes = walk(&template, &[path], call, Entry::AtStart);
        tell(&format!("{call} of {path}"), &outcomes);
        let last = outcomes.iter().filter_map(|outcome| outcome.calls.last());
        on.extend(last.map(|last| (last.name.clone(), last.on)));
    }
    println!("killed at {on:?}");
    let published = [("fsync", "checkpoint"), ("fsync", "tile or its folder"), ("rename", "checkpoint")];
    assert_eq!(on, published.map(|(call, file)| (call.to_owned(), file)).into());
}

/// A file is sealed before its act: killed between them, a file lies there that nobody names. It does no harm.
#[test]
fn at_every_sync_and_rename_of_an_upload() {
    let template = template();
    let entry = Entry::For("attach");
    let (mut unnamed, mut on) = (0, BTreeSet::new());
    for call in ["fsync", "rename"] {
        let outcomes = walk(&template, &[], call, entry);
        tell(&format!("{call} while a paper is attached"), &outcomes);
        for outcome in outcomes {
            on.extend(outcome.calls.last().map(|last| (last.name.clone(), last.on)));
            unnamed += outcome.files_unnamed;
        }
    }
    println!("killed at {on:?}; files without a name: {unnamed}");
    for (call, file) in [("fsync", "sealed file"), ("rename", "sealed file"), ("fsync", "shard folder")] {
        assert!(on.contains(&(call.to_owned(), file)), "{call} of the {file}");
    }
    assert!(unnamed > 0, "a file was sealed whose act was not there");
}
