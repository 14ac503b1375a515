//! The power goes while people act, on a file system that keeps what was synced, and of the rest nothing or what chance
//! wrote; or the server is killed and the power goes after it was started again. Whatever was answered is there, once and
//! whole.

use crate::cycle::{Progress, go_as_far, go_on, repeat, repeat_as_far};
use crate::inside::Inside;
use crate::record::{self, Fault};
use crate::seeds::{played, seeds};
use crate::server::Home;
use crate::stages::Stages;
use crate::walk::{judged, measured, on_two_threads};
use powercut::{Chance, Kept, Moment, Mount};

const SEEDS: u32 = 200;
/// Seeds that share a template: sessions end a quarter of an hour after they were signed in.
const SEEDS_TOGETHER: usize = 200;
/// Steps within which the power goes.
const STEPS: usize = 4;
/// Percent of the seeds in which the power goes while the office opens, or soon after; else amid the acts.
const OPENING_PERCENT: u64 = 20;
/// Operations that an opening may make, what is published of the record among them.
const OPENING_OPERATIONS: u64 = 60;
/// Syncs among these.
const OPENING_SYNCS: u64 = 12;
/// Percent of the seeds in which the server is killed first and the power goes later.
const KILLED_PERCENT: u64 = 30;
/// Percent of the other seeds in which the power goes again after the office opened.
const AGAIN_PERCENT: u64 = 25;
/// Percent of the seeds in which the office is stopped and opened again between acts.
const RESTARTED_PERCENT: u64 = 30;

/// What became of one cut.
#[derive(Default)]
struct Outcome {
    first: &'static str,
    second: Option<&'static str>,
    answered: usize,
    under_way: bool,
    there: bool,
    files_unnamed: usize,
}

fn name(kept: Kept) -> &'static str {
    match kept {
        Kept::Synced => "only synced",
        Kept::Torn(_) => "torn",
        Kept::Cache => "killed",
    }
}

/// Walks on from a stage until the power goes; gives the home as it was left.
fn until_the_cut(stages: &Stages, seed: u32, chance: &mut Chance, kept: Kept, lying: bool) -> (Home, Progress) {
    let last = stages.steps.len() - STEPS;
    let stage = usize::try_from(chance.below(last as u64 + 1)).unwrap();
    let (home, mut progress) = stages.at(stage);
    home.disk().lie(lying);
    let (operations, syncs) = stages.ahead(stage, STEPS);
    let opening = chance.happens(OPENING_PERCENT);
    let (operations, syncs) = if opening { (OPENING_OPERATIONS, OPENING_SYNCS) } else { (operations, syncs) };
    let moment = match chance.happens(50) {
        true => Moment::Operations(chance.below(operations)),
        false => Moment::Syncs(chance.below(syncs)),
    };
    // On a disk that lies the power goes when all was answered: what it then lacks was lost.
    if opening && !lying {
        home.disk().cut_at(moment, kept);
    }
    let mut due = !opening && !lying;
    // Whoever stops takes the write-ahead log into the database and removes it.
    let stride = if chance.happens(RESTARTED_PERCENT) { 1 } else { STEPS };
    while progress.answered < stage + STEPS
        && let Ok(inside) = Inside::open(&home)
    {
        if std::mem::take(&mut due) {
            home.disk().cut_at(moment, kept);
        }
        let until = progress.answered + stride;
        let walked = go_as_far(&home, inside.port, &stages.steps, until, &mut progress);
        inside.stop();
        assert!(walked.is_ok() || home.disk().is_cut(), "seed {seed}: only the cut halts it: {walked:?}");
        if walked.is_err() {
            break;
        }
    }
    (left_by_the_cut(&home, kept), progress)
}

/// The home as the cut left it, which comes now if it did not come before.
fn left_by_the_cut(home: &Home, kept: Kept) -> Home {
    if !home.disk().is_cut() {
        home.disk().cut(kept);
    }
    home.over(home.disk().after_the_cut().unwrap())
}

fn at(seed: u32, stages: &Stages) -> Outcome {
    let mut chance = Chance::new(u64::from(seed));
    let mut power_cut = || if chance.happens(50) { Kept::Torn(chance.number()) } else { Kept::Synced };
    let (mut first, second) = (power_cut(), power_cut());
    if chance.happens(KILLED_PERCENT) {
        first = Kept::Cache;
    }
    let (mut home, mut progress) = until_the_cut(stages, seed, &mut chance, first, false);
    let again = first == Kept::Cache || chance.happens(AGAIN_PERCENT);
    if again {
        home = again_until_the_cut(&home, stages, &mut chance, second, &mut progress);
    }
    let before = record::sent(&stages.steps, &progress);
    let inside = Inside::open(&home).expect("it opens after the cut");
    let leaves = record::leaves(&home);
    repeat(inside.port, &stages.steps, &mut progress);
    let until = (progress.answered + 1).min(stages.steps.len());
    go_on(&home, inside.port, &stages.steps, until, &mut progress).expect("it goes on");
    measured(&home, stages.begun, &stages.steps[..progress.answered]);
    inside.stop();
    let record = judged(&home, stages.begun, &[record::sent(&stages.steps, &progress)], &leaves, &[before]);
    Outcome {
        first: name(first),
        second: again.then(|| name(second)),
        answered: before.1,
        under_way: before.2,
        there: record::under_way_there(&record.entries[..leaves.len()], &[before]) == 1,
        files_unnamed: record.files.difference(&record.files_named).count(),
    }
}

/// Opens again, sends the same form again, and the power goes amid that, or as soon as the answer is there.
fn again_until_the_cut(home: &Home, stages: &Stages, chance: &mut Chance, kept: Kept, progress: &mut Progress) -> Home {
    let (amid, in_order) = (chance.happens(50), chance.happens(30));
    if amid {
        home.disk().cut_at(Moment::Operations(chance.below(60)), kept);
    }
    if let Ok(inside) = Inside::open(home) {
        let repeated = repeat_as_far(inside.port, &stages.steps, progress);
        assert!(repeated.is_ok() || home.disk().is_cut(), "only the cut halts it: {repeated:?}");
        if !in_order && !home.disk().is_cut() {
            home.disk().cut(kept);
        }
        inside.stop();
    }
    left_by_the_cut(home, kept)
}

#[test]
fn every_answered_act_survives_a_power_cut() {
    let mount = Mount::new().unwrap();
    let mut outcomes = Vec::new();
    for together in seeds(SEEDS).chunks(SEEDS_TOGETHER) {
        let stages = Stages::new(&mount);
        let played = on_two_threads(together, |seed| played(seed, || at(seed, &stages)));
        for (seed, Outcome { first, second, answered, under_way, there, .. }) in &played {
            let second = second.map_or_else(String::new, |second| format!(", then {second}"));
            println!("seed {seed}: {first}{second}; {answered} acts answered, under way {under_way}, there {there}");
        }
        outcomes.extend(played);
    }
    let count = |what: fn(&Outcome) -> bool| outcomes.iter().filter(|(_, outcome)| what(outcome)).count();
    let unnamed: usize = outcomes.iter().map(|(_, outcome)| outcome.files_unnamed).sum();
    let torn = |outcome: &Outcome| outcome.first == "torn" || outcome.second == Some("torn");
    println!(
        "{} seeds: {} with torn writes, {} killed and then cut, {} cut twice; {} amid an act, {} of these in the record; \
         {} acts answered, none lost; {unnamed} files without a name",
        outcomes.len(),
        count(torn),
        count(|outcome| outcome.first == "killed"),
        count(|outcome| outcome.first != "killed" && outcome.second.is_some()),
        count(|outcome| outcome.under_way),
        count(|outcome| outcome.there),
        outcomes.iter().map(|(_, outcome)| outcome.answered).sum::<usize>(),
    );
}

/// The same on a disk that calls synced what it only remembers: the judge must miss acts.
#[test]
fn control_a_disk_that_lies_loses_answered_acts() {
    const LIES: u32 = 8;
    let mount = Mount::new().unwrap();
    let stages = Stages::new(&mount);
    let faults = on_two_threads(&(1..=LIES).collect::<Vec<_>>(), |seed| {
        let mut chance = Chance::new(u64::from(seed));
        let (home, progress) = until_the_cut(&stages, seed, &mut chance, Kept::Synced, true);
        record::judge(&record::read(&home).entries, &[record::sent(&stages.steps, &progress)])
    });
    let losing = faults.values().filter(|faults| faults.iter().any(|fault| matches!(fault, Fault::Missing(_))));
    let losing = losing.count();
    println!("{LIES} cuts of a disk that lies: {losing} lost answered acts");
    assert!(losing * 2 > faults.len(), "{faults:?}");
}
