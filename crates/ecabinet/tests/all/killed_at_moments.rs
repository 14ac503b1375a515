//! Eight persons act at once; the server is killed at seeded moments.

use crate::cycle::{POSTS, Progress, Step, go_on, one_of_many, repeat};
use crate::record;
use crate::seeds::{played, seeds};
use crate::server::{Home, Server};
use crate::walk::{judged, measured, on_two_threads};
use powercut::Chance;
use rustix::process::{Signal, kill_process};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// More by `ECABINET_SEEDS`.
const SEEDS: u32 = 200;
const PERSONS: usize = 8;

/// What one seeded moment hit.
struct Moment {
    answered: usize,
    under_way: usize,
    there: usize,
    files_unnamed: usize,
}

/// Everybody goes on at once until the end or the kill; gives how far each came.
fn all_go_on(home: &Home, port: u16, notes: &[Vec<Step>], came: Vec<Progress>, acts: &AtomicUsize) -> Vec<Progress> {
    std::thread::scope(|scope| {
        let persons: Vec<_> = notes
            .iter()
            .zip(came)
            .map(|(steps, mut progress)| {
                scope.spawn(move || {
                    repeat(port, steps, &mut progress);
                    while progress.answered < steps.len() {
                        let until = progress.answered + 1;
                        if go_on(home, port, steps, until, &mut progress).is_err() {
                            break;
                        }
                        acts.fetch_add(1, Ordering::Relaxed);
                    }
                    progress
                })
            })
            .collect();
        persons.into_iter().map(|person| person.join().unwrap()).collect()
    })
}

fn at(seed: u32, template: &Home, begun: usize) -> Moment {
    let home = template.copy();
    let notes: Vec<Vec<Step>> = (1..=PERSONS).map(one_of_many).collect();
    let all: usize = notes.iter().map(Vec::len).sum();
    let mut chance = Chance::new(u64::from(seed));
    let acts_until = usize::try_from(chance.below(u64::try_from(all - PERSONS).unwrap())).unwrap();
    let delay = Duration::from_micros(chance.below(8_000));
    let acts = AtomicUsize::new(0);
    let server = Server::start(&home).unwrap();
    let (port, pid) = (server.port, server.pid());
    let came = std::thread::scope(|scope| {
        scope.spawn(|| {
            while acts.load(Ordering::Relaxed) < acts_until {
                std::thread::sleep(Duration::from_micros(50));
            }
            std::thread::sleep(delay);
            kill_process(pid, Signal::KILL).unwrap();
        });
        let fresh = notes.iter().map(|_| Progress::default()).collect();
        all_go_on(&home, port, &notes, fresh, &acts)
    });
    server.ended();
    let before: Vec<_> = notes.iter().zip(&came).map(|(steps, progress)| record::sent(steps, progress)).collect();
    let server = Server::start(&home).expect("it starts again");
    let leaves = record::leaves(&home);
    let came = all_go_on(&home, server.port, &notes, came, &acts);
    measured(&home, begun, &notes.concat());
    server.stop();
    let now: Vec<_> = notes.iter().zip(&came).map(|(steps, progress)| record::sent(steps, progress)).collect();
    assert!(now.iter().all(|(steps, answered, _)| steps.len() == *answered), "everybody goes on to the end");
    let record = judged(&home, begun, &now, &leaves, &before);
    Moment {
        answered: before.iter().map(|(_, answered, _)| answered).sum(),
        under_way: before.iter().filter(|(_, _, under_way)| *under_way).count(),
        there: record::under_way_there(&record.entries[..leaves.len()], &before),
        files_unnamed: record.files.difference(&record.files_named).count(),
    }
}

#[test]
fn at_seeded_moments() {
    let template = Home::with_posts(POSTS);
    let begun = record::read(&template).entries.len();
    let moments = on_two_threads(&seeds(SEEDS), |seed| played(seed, || at(seed, &template, begun)));
    for (seed, moment) in &moments {
        let Moment { answered, under_way, there, .. } = moment;
        println!("seed {seed}: {answered} acts answered, {under_way} under way, {there} of these in the record");
    }
    let sum = |what: fn(&Moment) -> usize| moments.values().map(what).sum::<usize>();
    let amid = moments.values().filter(|moment| moment.under_way > 0).count();
    println!(
        "{} kills, {amid} amid acts; {} acts answered, {} under way, {} of these in the record; {} files without a name",
        moments.len(),
        sum(|moment| moment.answered),
        sum(|moment| moment.under_way),
        sum(|moment| moment.there),
        sum(|moment| moment.files_unnamed)
    );
    assert!(amid * 2 > moments.len(), "most kills hit amid acts");
}
