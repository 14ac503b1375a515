//! One kill and all that follows it: started again, judged, repeated, gone on to the end, verified.

use crate::client::Lost;
use crate::cycle::{Progress, Step, go_on, repeat, whole_cycle};
use crate::record::{self, Record};
use crate::server::{Home, Server, Trace};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// What became of one run.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub killed: bool,
    /// Acts answered before the kill.
    pub answered: usize,
    /// The act that was under way, and whether it was in the record afterwards.
    pub under_way: Option<(&'static str, bool)>,
    /// What `strace` saw, call by call.
    pub calls: Vec<Call>,
    /// Sealed files that nobody names.
    pub files_unnamed: usize,
}

/// One call that `strace` saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub thread: u32,
    pub name: String,
    /// What kind of file it was on.
    pub on: &'static str,
}

/// Reads what `strace` wrote. Calls that another thread's call interrupted are counted at their beginning.
pub fn calls(home: &Home) -> Vec<Call> {
    let log = std::fs::read_to_string(home.log()).unwrap_or_default();
    // A thread that was killed outside of these calls leaves a line of question marks.
    let lines = log.lines().filter(|line| !line.contains("resumed>") && !line.contains("???"));
    lines.filter_map(|line| call(home, line)).collect()
}

fn call(home: &Home, line: &str) -> Option<Call> {
    let (thread, rest) = line.split_once(' ')?;
    let (name, arguments) = rest.trim_start().split_once('(')?;
    // A file that gets a name is known by its new one; any other by what its descriptor stands for.
    let path = match name.starts_with("rename") || name.starts_with("link") {
        true => arguments.rsplit('"').nth(1)?,
        false => arguments.split('<').nth(1)?.split('>').next()?,
    };
    let data = home.data().display().to_string();
    let on = match path.strip_prefix(&data) {
        Some("") => "data folder",
        Some("/papers") => "papers folder",
        Some("/ledger.sqlite") => "database",
        Some("/ledger.sqlite-wal") => "write-ahead log",
        Some("/ledger.sqlite-shm") => return None,
        Some("/ledger.sqlite-journal") => "journal",
        Some(shard) if shard.starts_with("/papers/") && shard.len() == "/papers/ab".len() => "shard folder",
        Some(file) if file.starts_with("/papers/") => "sealed file",
        Some(file) if file.ends_with("/checkpoint") || file.ends_with("/checkpoint.unfinished") => "checkpoint",
        Some(file) if file.starts_with("/tiles") => "tile or its folder",
        None if path.starts_with(&home.key().display().to_string()) => "key file",
        None if data.strip_suffix("/data") == Some(path) => "folder above",
        _ => "other",
    };
    Some(Call { thread: thread.parse().ok()?, name: name.to_owned(), on })
}

/// When `strace` comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// From the start of the process.
    AtStart,
    /// For the step of this name.
    For(&'static str),
    /// When all is done and the server is told to stop.
    ForStopping,
}

/// Goes through the whole cycle under `strace`; after a kill starts again, judges, repeats and goes on to the end.
pub fn run(template: &Home, begun: usize, trace: &Trace, entry: Entry) -> Outcome {
    let home = template.copy();
    let steps = whole_cycle();
    let mut progress = Progress::default();
    let killed = traced(&home, &steps, trace, entry, &mut progress).is_err();
    let calls = calls(&home);
    let before = record::sent(&steps, &progress);
    let (answered, name) = (before.1, before.2.then(|| steps[before.1].name));
    let server = Server::start(&home).expect("it starts again");
    let leaves = record::leaves(&home);
    repeat(server.port, &steps, &mut progress);
    go_on(&home, server.port, &steps, steps.len(), &mut progress).expect("it goes on to the end");
    measured(&home, begun, &steps);
    server.stop();
    let record = judged(&home, begun, &[record::sent(&steps, &progress)], &leaves, &[before]);
    let there = record::under_way_there(&record.entries[..leaves.len()], &[before]) == 1;
    let files_unnamed = record.files.difference(&record.files_named).count();
    Outcome { killed, answered, under_way: name.map(|name| (name, there)), calls, files_unnamed }
}

fn traced(home: &Home, steps: &[Step], trace: &Trace, entry: Entry, progress: &mut Progress) -> Result<(), Lost> {
    let end = steps.len();
    let (server, result) = match entry {
        Entry::AtStart => {
            let server = Server::start_traced(home, trace)?;
            let result = go_on(home, server.port, steps, end, progress);
            (server, result)
        }
        Entry::For(name) => {
            let place = steps.iter().position(|step| step.name == name).unwrap();
            let mut server = Server::start_to_be_traced(home, trace)?;
            go_on(home, server.port, steps, place, progress)?;
            server.trace_now();
            // One step: what is watched there must not be mistaken for what comes later.
            let result = go_on(home, server.port, steps, place + 1, progress);
            (server, result)
        }
        Entry::ForStopping => {
            let mut server = Server::start_to_be_traced(home, trace)?;
            go_on(home, server.port, steps, end, progress)?;
            server.trace_now();
            (server, Ok(()))
        }
    };
    let orderly = match result {
        Ok(()) => server.stop(),
        Err(Lost) => server.ended(),
    };
    // A tracer that came later ends well in any case; a call without a result tells of the kill.
    let log = std::fs::read_to_string(home.log()).unwrap_or_default();
    let orderly = orderly && !log.lines().any(|line| line.trim_end().ends_with("= ?"));
    if orderly { Ok(()) } else { Err(Lost) }
}

/// Waits until the worker has measured what was put up.
pub fn measured(home: &Home, begun: usize, steps: &[Step]) {
    const TRIES: u32 = 6000;
    let events: usize = steps.iter().map(|step| step.events.len()).sum();
    let measures = steps.iter().filter(|step| step.events.contains(&"note_revised/2")).count();
    for _ in 0..TRIES {
        if record::leaves(home).len() >= begun + events + measures {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("acts are missing, or a note that was put up is never measured");
}

/// Panics unless a stopped folder holds everything that was answered, once and whole: at its end, and in the state in
/// which it was found after the kill.
pub fn judged(
    home: &Home,
    begun: usize,
    now: &[(&[Step], usize, bool)],
    leaves: &[[u8; 32]],
    before: &[(&[Step], usize, bool)],
) -> Record {
    record::verify(home).expect("the record is intact");
    let record = record::read(home);
    let hashes: Vec<_> = record.entries.iter().map(|entry| entry.leaf_hash).collect();
    assert_eq!(&hashes[..leaves.len()], leaves, "what stood after the kill stands unchanged");
    assert_eq!(record::judge(&record.entries[..leaves.len()], before), [], "after the kill");
    assert_eq!(record::judge(&record.entries, now), [], "at the end");
    assert_eq!(record::judge_office(&record.entries, begun), [], "the office's own acts");
    assert_eq!(record::judge_beside(&record), [], "texts, keys and files");
    record
}

/// Does `work` for each number on two threads, from the first on, until it says that it was the last.
pub fn on_two_threads<T: Send>(numbers: &[u32], work: impl Fn(u32) -> T + Sync) -> BTreeMap<u32, T> {
    let (next, done) = (AtomicU32::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(number) = numbers.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
                    let result = work(*number);
                    done.lock().unwrap().insert(*number, result);
                }
            });
        }
    });
    done.into_inner().unwrap()
}
