//! The disk is full. What could be read can be read; acts are refused in a clear sentence and keep their words; nothing
//! is half there; and when there is room again the same form is taken, without repair or restart.

use crate::client::Request;
use crate::cycle::{Halt, Progress, go_as_far, go_on};
use crate::inside::Inside;
use crate::record;
use crate::seeds::{played, seeds};
use crate::server::Home;
use crate::stages::Stages;
use crate::walk::{judged, measured, on_two_threads};
use powercut::{Chance, Mount};
use std::collections::BTreeMap;

const SEEDS: u32 = 200;
const STEPS: usize = 3;
/// A commit takes some tens of kilobytes.
const ROOM_BYTES_MAX: u64 = 120_000;
/// Percent of the seeds in which the office is stopped and opened again while the disk is full.
const RESTARTED_PERCENT: u64 = 30;
const FULL: &str = "सर्वर की डिस्क भर गई है";
const FULL_IN_ENGLISH: &str = "The server&#39;s disk is full";

#[derive(Default)]
struct Outcome {
    /// Which act, or page of which act, was refused.
    refused: Option<(&'static str, bool)>,
    refusals: u64,
    read: u32,
}

/// Everything that this person read before can be read; what was never shown to it must be recorded first. `known` acts
/// were shown to it.
fn readable(home: &Home, port: u16, progress: &Progress, stages: &Stages, known: usize) -> u32 {
    let proposal = stages.steps[0].act;
    let mut pages = vec!["/desk".to_owned(), "/proposals".to_owned(), "/meetings".to_owned()];
    if known > 0 && progress.answered == known {
        pages.push(format!("/proposals/{proposal}"));
    }
    for page in &pages {
        // The section officer wrote the note and reads it as its author.
        let answer = Request::get(page, &home.cookies["health_section"]).send(port).unwrap();
        assert_eq!(answer.status, 200, "{page}: {}", answer.body);
    }
    u32::try_from(pages.len()).unwrap()
}

fn unfinished(home: &Home) -> usize {
    let shards = std::fs::read_dir(home.data().join("papers")).unwrap();
    let files = shards.flat_map(|shard| std::fs::read_dir(shard.unwrap().path()).unwrap());
    files.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains('#')).count()
}

fn at(seed: u32, stages: &Stages) -> Outcome {
    let mut chance = Chance::new(u64::from(seed));
    let stage = usize::try_from(chance.below((stages.steps.len() - STEPS + 1) as u64)).unwrap();
    full(stages, stage, chance.below(ROOM_BYTES_MAX), chance.happens(RESTARTED_PERCENT))
}

fn full(stages: &Stages, stage: usize, room_bytes: u64, restarted: bool) -> Outcome {
    let (home, mut progress) = stages.at(stage);
    let mut inside = Inside::open(&home).unwrap();
    let port = inside.port;
    // Whoever was shown the matter before may be shown it again.
    readable(&home, port, &progress, stages, stage);
    home.disk().leave_room(Some(room_bytes));
    let mut outcome = Outcome::default();
    match go_as_far(&home, port, &stages.steps, stage + STEPS, &mut progress) {
        Ok(()) => {}
        Err(Halt::Lost) => panic!("the server lives"),
        Err(Halt::Page(answer) | Halt::Act(answer)) => {
            assert_eq!(answer.status, 507, "{}", answer.body);
            assert!(answer.body.contains(FULL), "{}", answer.body);
            outcome.refused = Some((stages.steps[progress.answered].name, progress.under_way.is_some()));
        }
    }
    if let Some(request) = &progress.under_way {
        let step = &stages.steps[progress.answered];
        // Once more, and in the other language; the words are there again.
        let answer = request.in_english().send(port).unwrap();
        assert_eq!(answer.status, 507, "{}", answer.body);
        assert!(answer.body.contains(FULL_IN_ENGLISH), "{}", answer.body);
        for (name, value) in
            step.fields.iter().filter(|(name, _)| ["remark", "text", "minutes"].contains(&name.as_str()))
        {
            assert!(answer.body.contains(value.as_str()), "{}: {name} is lost: {}", step.name, answer.body);
        }
        assert_eq!(unfinished(&home), 0, "no half file stays");
    }
    outcome.read = readable(&home, port, &progress, stages, stage);
    if restarted {
        inside.stop();
        inside = Inside::open(&home).expect("it opens on a full disk");
        outcome.read += readable(&home, inside.port, &progress, stages, stage);
    }
    let port = inside.port;
    outcome.refusals = home.disk().refused_full();
    home.disk().leave_room(None);

    // The same form again, in the same process.
    if let Some(request) = progress.under_way.take() {
        crate::cycle::send(&stages.steps[progress.answered], &request, port).expect("it is taken when there is room");
        progress.last = Some(request);
        progress.answered += 1;
    }
    go_on(&home, port, &stages.steps, stage + STEPS, &mut progress).unwrap();
    measured(&home, stages.begun, &stages.steps[..progress.answered]);
    let leaves = record::leaves(&home);
    inside.stop();
    let sent = record::sent(&stages.steps, &progress);
    judged(&home, stages.begun, &[sent], &leaves, &[sent]);
    outcome
}

#[test]
fn a_full_disk_refuses_acts_and_goes_on_when_there_is_room() {
    let mount = Mount::new().unwrap();
    let mut outcomes = Vec::new();
    for together in seeds(SEEDS).chunks(200) {
        let stages = Stages::new(&mount);
        outcomes.extend(on_two_threads(together, |seed| played(seed, || at(seed, &stages))));
    }
    let mut kinds: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for (seed, Outcome { refused, refusals, .. }) in &outcomes {
        println!("seed {seed}: refused {refused:?}; the disk refused {refusals} changes");
        if let Some((name, act)) = refused {
            *kinds.entry((if *act { "act" } else { "page" }, name)).or_default() += 1;
        }
    }
    let read: u32 = outcomes.iter().map(|(_, outcome)| outcome.read).sum();
    println!(
        "{} seeds; refused, and taken when there was room: {kinds:?}; {read} pages read meanwhile",
        outcomes.len()
    );
    if outcomes.len() > 50 {
        assert!(
            ["act", "page"].iter().all(|what| kinds.keys().any(|(kind, _)| kind == what)),
            "control: both were refused"
        );
    }
}

/// A draft goes into a drawer, a paper into a file before its act: neither finds room for its first byte, for its middle,
/// or for the act after it.
#[test]
fn drafts_and_papers_are_refused_wherever_the_room_ends() {
    let mount = Mount::new().unwrap();
    let stages = Stages::new(&mount);
    for name in ["draft", "attach", "put-up"] {
        let stage = stages.steps.iter().position(|step| step.name == name).unwrap();
        for room_bytes in [0, 300, 3_000] {
            let outcome = full(&stages, stage, room_bytes, false);
            assert_eq!(outcome.refused, Some((name, true)), "room for {room_bytes} bytes");
            println!("{name} with room for {room_bytes} bytes: the disk refused {} changes", outcome.refusals);
        }
    }
}
