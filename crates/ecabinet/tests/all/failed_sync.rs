//! The disk fails syncs. Nothing is answered that did not become durable, whatever the page cache says afterwards; what
//! was told to be not recorded is not there; and the same form again is taken, once, without a restart.

use crate::cycle::{Halt, POSTS, Progress, Step, go_as_far, go_on, repeat, repeat_as_far, whole_cycle};
use crate::inside::Inside;
use crate::record;
use crate::seeds::{played, seeds_and};
use crate::server::{Home, Server, Trace};
use crate::stages::Stages;
use crate::walk::{judged, measured, on_two_threads};
use powercut::{Chance, Kept, Mount};

const SEEDS: u32 = 200;
/// Once an extract's meeting could not be read before the act, and the form was answered like a page.
const FOUND: [u32; 1] = [750];
const STEPS: usize = 4;
/// Syncs that fail one after another at most.
const FAILURES_MAX: u64 = 4;
/// Percent of the seeds in which the power goes as soon as the failure was told.
const CUT_AT_ONCE_PERCENT: u64 = 50;
const NOT_RECORDED: &str = "अभिलेख में लिखा नहीं जा सका; कुछ भी लागू नहीं हुआ";
const OUTCOME_UNKNOWN: &str = "पता नहीं चल सका कि कार्यवाही दर्ज हुई या नहीं";

/// What one seed saw.
#[derive(Default)]
struct Outcome {
    failed: u64,
    not_recorded: u32,
    unknown: u32,
    pages: u32,
    cut_at_once: bool,
    answered: usize,
}

/// Walks over the failures, sending again what was not taken; stops after the first one told, if `at_once`.
fn over_the_failures(
    home: &Home,
    port: u16,
    steps: &[Step],
    until: usize,
    progress: &mut Progress,
    at_once: bool,
) -> Outcome {
    const TRIES: u32 = 100;
    let mut outcome = Outcome::default();
    for _ in 0..TRIES {
        let went = repeat_as_far(port, steps, progress);
        let went = went.and_then(|()| go_as_far(home, port, steps, until, progress));
        match went {
            Ok(()) => return outcome,
            Err(Halt::Lost) => panic!("the server lives"),
            Err(Halt::Page(page)) => {
                assert!(page.status >= 500, "{}", page.body);
                outcome.pages += 1;
            }
            Err(Halt::Act(answer)) => {
                assert_eq!(answer.status, 503, "{}", answer.body);
                if answer.body.contains(NOT_RECORDED) {
                    outcome.not_recorded += 1;
                    if at_once {
                        // It is not under way any more: it must not come back.
                        progress.under_way = None;
                    }
                } else {
                    assert!(answer.body.contains(OUTCOME_UNKNOWN), "{}", answer.body);
                    outcome.unknown += 1;
                }
            }
        }
        if at_once {
            return outcome;
        }
    }
    panic!("nothing is taken any more: {:?}", progress.answered);
}

fn at(seed: u32, stages: &Stages) -> Outcome {
    let mut chance = Chance::new(u64::from(seed));
    let stage = usize::try_from(chance.below((stages.steps.len() - STEPS + 1) as u64)).unwrap();
    let (home, mut progress) = stages.at(stage);
    let mut kept = || if chance.happens(50) { Kept::Torn(chance.number()) } else { Kept::Synced };
    let (arrived, left) = (kept(), kept());
    let cut_at_once = chance.happens(CUT_AT_ONCE_PERCENT);
    let inside = Inside::open(&home).unwrap();
    let (_, syncs) = stages.ahead(stage, STEPS);
    home.disk().fail_after(chance.below(syncs), 1 + chance.below(FAILURES_MAX), arrived);
    let outcome = over_the_failures(&home, inside.port, &stages.steps, stage + STEPS, &mut progress, cut_at_once);
    let before = record::sent(&stages.steps, &progress);
    home.disk().cut(left);
    inside.stop();
    let failed = home.disk().syncs_failed();
    let home = home.over(home.disk().after_the_cut().unwrap());

    let inside = Inside::open(&home).expect("it opens after the cut");
    let leaves = record::leaves(&home);
    repeat(inside.port, &stages.steps, &mut progress);
    let until = (progress.answered + 1).min(stages.steps.len());
    go_on(&home, inside.port, &stages.steps, until, &mut progress).expect("it goes on");
    measured(&home, stages.begun, &stages.steps[..progress.answered]);
    inside.stop();
    judged(&home, stages.begun, &[record::sent(&stages.steps, &progress)], &leaves, &[before]);
    Outcome { failed, cut_at_once, answered: before.1, ..outcome }
}

#[test]
fn what_was_not_synced_is_not_answered() {
    let mount = Mount::new().unwrap();
    let mut outcomes = Vec::new();
    for together in seeds_and(SEEDS, &FOUND).chunks(200) {
        let stages = Stages::new(&mount);
        outcomes.extend(on_two_threads(together, |seed| played(seed, || at(seed, &stages))));
    }
    for (seed, Outcome { failed, not_recorded, unknown, pages, cut_at_once, answered }) in &outcomes {
        println!(
            "seed {seed}: {failed} syncs failed; told not recorded {not_recorded}, unknown {unknown}, pages {pages}; cut at \
             once {cut_at_once}; {answered} acts answered"
        );
    }
    let sum = |what: fn(&Outcome) -> u64| outcomes.iter().map(|(_, outcome)| what(outcome)).sum::<u64>();
    println!(
        "{} seeds, {} syncs failed: {} times told not recorded, {} times unknown, {} pages not shown; {} acts answered, none \
         lost",
        outcomes.len(),
        sum(|outcome| outcome.failed),
        sum(|outcome| u64::from(outcome.not_recorded)),
        sum(|outcome| u64::from(outcome.unknown)),
        sum(|outcome| u64::from(outcome.pages)),
        sum(|outcome| outcome.answered as u64)
    );
    if outcomes.len() > 50 {
        assert!(sum(|outcome| u64::from(outcome.not_recorded)) > 0, "acts were told to be not recorded");
        assert!(sum(|outcome| u64::from(outcome.unknown)) > 0, "and others to be unknown");
    }
}

/// The real binary whose n-th sync in a thread fails: at its start it does not start, and later it goes on.
#[test]
fn the_binary_answers_nothing_that_was_not_synced() {
    const EVERY: usize = 6;
    const SYNCS: u32 = 54;
    let template = Home::with_posts(POSTS);
    let begun = record::read(&template).entries.len();
    let once = |number: u32| {
        let home = template.copy();
        let trace = Trace { calls: vec!["fsync", "fdatasync"], fail: Some(("fsync", number)), ..Trace::default() };
        let (steps, mut progress) = (whole_cycle(), Progress::default());
        let started = Server::start_traced(&home, &trace);
        let refused_to_start = started.is_err();
        let server = started.unwrap_or_else(|_| Server::start(&home).expect("it starts when the disk syncs"));
        let outcome = over_the_failures(&home, server.port, &steps, steps.len(), &mut progress, false);
        measured(&home, begun, &steps);
        let leaves = record::leaves(&home);
        server.stop();
        let failed = std::fs::read_to_string(home.log()).unwrap().matches("(INJECTED)").count();
        let sent = [(steps.as_slice(), steps.len(), false)];
        judged(&home, begun, &sent, &leaves, &sent);
        (refused_to_start, Outcome { failed: failed as u64, ..outcome })
    };
    let numbers: Vec<u32> = (1..=SYNCS).step_by(EVERY).collect();
    let outcomes = on_two_threads(&numbers, once);
    for (number, (refused_to_start, Outcome { failed, not_recorded, unknown, pages, .. })) in &outcomes {
        println!(
            "sync {number} of a thread: {failed} failed, start refused {refused_to_start}, told not recorded \
             {not_recorded}, unknown {unknown}, pages {pages}"
        );
    }
    let told = outcomes.values().filter(|(_, outcome)| outcome.not_recorded + outcome.unknown + outcome.pages > 0);
    assert!(told.count() > 3, "some failures were met by people");
}
