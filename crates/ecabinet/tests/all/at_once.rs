//! Two to four sessions finalise the same matter at once, at seeded offsets of each other, through HTTP. One of them wins,
//! the others are told so and keep their words, and the record is as if nobody else had been there.

use crate::client::{Answer, Request};
use crate::cycle::{POSTS, Step, cycle_of, field, new_id};
use crate::inside::Inside;
use crate::record::{self, Entry, Fault};
use crate::seeds::{played, seeds};
use crate::server::{Home, sign_in};
use crate::walk::on_two_threads;
use powercut::Chance;
use std::collections::BTreeMap;
use std::sync::Barrier;
use std::time::Duration;
use uuid::Uuid;

/// Matters; each is contested at almost every step of its way, which makes some twenty interleavings.
const SEEDS: u32 = 62;
const SEEDS_OF_A_SESSION: usize = 62;
/// The matter that has a paper, which takes the workshop's time.
const WITH_PAPER: u32 = 1;
const SESSIONS_MAX: u64 = 4;
const OFFSET_MICROSECONDS_MAX: u64 = 1_500;
/// Percent of the contests in which somebody else wants something else.
const RIVAL_PERCENT: u64 = 12;

/// Who may want something else of a matter at this step, and what.
const RIVALS: &[(&str, &str, &str, &[&str])] = &[
    ("approve-as-secretary", "health_secretary", "return-proposal", &["note_returned/2"]),
    ("approve-as-minister", "health_minister", "return-proposal", &["note_returned/2"]),
    ("approve-as-minister", "health_minister", "withdraw", &["note_withdrawn/2"]),
    ("submit", "health_minister", "withdraw", &["note_withdrawn/2"]),
    ("scrutinise", "cabinet_section", "return-proposal", &["note_returned/2"]),
    ("clear", "chief_secretary", "return-proposal", &["note_returned/2"]),
    ("clear", "health_minister", "withdraw", &["note_withdrawn/2"]),
    ("order-for-meeting", "chief_minister", "return-proposal", &["note_returned/2"]),
    ("order-for-meeting", "chief_minister", "decline", &["proposal_declined/1"]),
    ("order-for-meeting", "health_minister", "withdraw", &["note_withdrawn/2"]),
    ("approve-minutes", "chief_minister", "return-minutes", &["minutes_returned/1"]),
];
/// Steps that another post may do as well.
const ALSO: &[(&str, &str)] = &[("call-item", "chief_secretary"), ("record-decisions", "chief_secretary")];
/// Steps that several may well do, each for itself.
const FREE: &[&str] = &["propose-meeting"];

/// Every session: for each post as many as may meet.
pub type Sessions = BTreeMap<&'static str, Vec<String>>;

struct Contestant {
    step: Step,
    port: u16,
    request: Request,
    words: Vec<String>,
    offset: Duration,
}

/// What one matter saw.
#[derive(Default)]
pub struct Story {
    /// The acts that won, in order.
    pub won: Vec<Step>,
    /// The version of the matter or meeting on the page of each of them.
    pub versions: Vec<(&'static str, String)>,
    pub contests: BTreeMap<&'static str, u32>,
    /// How many contests were won at which of the servers.
    pub won_at: BTreeMap<u16, u32>,
    sessions: u32,
    rivals: u32,
    rivals_won: u32,
}

/// Where a matter is contested.
#[derive(Clone, Copy)]
pub struct Arena<'a> {
    /// The servers, to which the contestants go in turn.
    pub ports: &'a [u16],
    pub sessions: &'a Sessions,
}

/// The step as another session does it: with an id and words of its own.
fn as_another(step: &Step, mark: &str) -> (Step, Vec<String>) {
    let mut other = step.clone();
    if step.name != "start" {
        other.act = new_id();
    }
    let mut words = Vec::new();
    for (name, value) in &mut other.fields {
        let typed = ["remark", "reason", "text", "minutes"].contains(&name.as_str())
            || name.starts_with("text.")
            || name.starts_with("section.");
        if typed && !value.is_empty() {
            value.push_str(&format!(" {mark}"));
            words.push(mark.to_owned());
        }
    }
    (other, words)
}

fn rival(step: &Step, chance: &mut Chance) -> Option<Step> {
    let rivals: Vec<_> = RIVALS.iter().filter(|(at, ..)| *at == step.name).collect();
    let (_, post, name, events) = rivals.get(usize::try_from(chance.below(rivals.len() as u64)).unwrap())?;
    if !chance.happens(RIVAL_PERCENT) {
        return None;
    }
    let place = step.action.strip_suffix(step.name).unwrap();
    let action = format!("{place}{name}");
    let fields = vec![field("reason", "पुनर्विचार हेतु")];
    Some(Step { name, post, form: action.clone(), action, events, fields, ..step.clone() })
}

/// Sends all at their offsets; gives the answers in the order of the contestants.
fn sent_at_once(contestants: &[Contestant]) -> Vec<Answer> {
    let barrier = Barrier::new(contestants.len());
    std::thread::scope(|scope| {
        let sending = contestants.iter().map(|one| {
            scope.spawn(|| {
                barrier.wait();
                std::thread::sleep(one.offset);
                one.request.send(one.port).unwrap()
            })
        });
        let sending: Vec<_> = sending.collect();
        sending.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

/// Everybody with the page filled in. All have heard of what was last answered, which stands in the cookie `position`.
fn entered(arena: Arena, position: &str, steps: Vec<(Step, Vec<String>)>, chance: &mut Chance) -> Vec<Contestant> {
    let servers = arena.ports.len();
    let first = if servers > 1 { usize::try_from(chance.below(servers as u64)).unwrap() } else { 0 };
    let entered = steps.into_iter().enumerate().map(|(number, (step, words))| {
        let also = ALSO.iter().find(|(name, _)| *name == step.name && chance.happens(50));
        let post = also.map_or(step.post, |(_, post)| post);
        let port = arena.ports[(first + number) % servers];
        let cookie = format!("{}; {position}", arena.sessions[post][number]);
        let request = step.filled_in_by(&cookie, port).unwrap();
        let offset = Duration::from_micros(chance.below(OFFSET_MICROSECONDS_MAX));
        Contestant { step, port, request, words, offset }
    });
    entered.collect()
}

/// One contest: exactly one is taken, and it is given with its answer; the others are told why not, and keep their words.
fn contest(contestants: &[Contestant]) -> Option<(&Contestant, Answer)> {
    let answers = sent_at_once(contestants);
    let taken: Vec<usize> = (0..answers.len()).filter(|number| answers[*number].status == 303).collect();
    let name = contestants[0].step.name;
    if taken.is_empty() && name == "submit" {
        // The worker has not measured yet.
        return None;
    }
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(taken.len(), 1, "{name}: exactly one is taken: {statuses:?}");
    for (one, answer) in contestants.iter().zip(&answers).filter(|(_, answer)| answer.status != 303) {
        assert_eq!(answer.status, 409, "{}: {}", one.step.name, answer.body);
        let told = [
            "आपकी कार्यवाही लागू नहीं हुई",
            "को किसी अन्य ने बदल दिया है",
            "यह प्रारूप इस बीच प्रस्तुत किया जा चुका है",
            "यह नस्ती क्रमांक इसी विभाग में पहले से दर्ज है",
        ];
        assert!(told.iter().any(|words| answer.body.contains(words)), "{}: {}", one.step.name, answer.body);
        for words in &one.words {
            assert!(answer.body.contains(words), "{}: the words {words} are lost: {}", one.step.name, answer.body);
        }
    }
    let answer = answers.into_iter().nth(taken[0]).unwrap();
    Some((&contestants[taken[0]], answer))
}

/// One matter's way; without others if it is not contested.
pub fn story(seed: u32, arena: Arena, contested: bool) -> Story {
    let mut chance = Chance::new(u64::from(seed));
    let (mut story, mut position) = (Story::default(), String::new());
    let number = usize::try_from(seed).unwrap();
    let mut others = || if contested { 1 + chance.below(SESSIONS_MAX - 1) } else { 0 };
    // A matter bears the id of the act that opened it: each who opens it has a whole cycle of its own.
    let openers = 1 + usize::try_from(others()).unwrap();
    let cycles: Vec<Vec<Step>> = (0..openers).map(|_| cycle_of(number, seed == WITH_PAPER)).collect();
    let starts = cycles.iter().map(|steps| (steps[0].clone(), Vec::new())).collect();
    story.contested(arena, &mut position, starts, &mut chance);
    let steps = cycles.into_iter().find(|steps| steps[0].act == story.won[0].act).unwrap();
    for step in &steps[1..] {
        let mark = |number: u64| format!("w{seed}x{}x{number}w", story.won.len());
        let mut others = || if contested { 1 + chance.below(SESSIONS_MAX - 1) } else { 0 };
        let others = if FREE.contains(&step.name) { 0 } else { others() };
        let mut who: Vec<_> = (0..=others).map(|number| as_another(step, &mark(number))).collect();
        if let (Some(other), true) = (rival(step, &mut chance), others > 0) {
            who[1] = as_another(&other, &mark(99));
            story.rivals += 1;
        }
        let version = story.contested(arena, &mut position, who, &mut chance);
        story.versions.push((step.name, version));
        if story.won.last().unwrap().name != step.name {
            story.rivals_won += 1;
            break;
        }
    }
    story
}

impl Story {
    /// Has these contend until one wins; gives the version on the page of the first.
    fn contested(
        &mut self,
        arena: Arena,
        position: &mut String,
        who: Vec<(Step, Vec<String>)>,
        chance: &mut Chance,
    ) -> String {
        loop {
            let contestants = entered(arena, position, who.clone(), chance);
            if let Some((won, answer)) = contest(&contestants) {
                *position = answer.cookie("__Host-position").unwrap_or_default();
                *self.won_at.entry(won.port).or_default() += 1;
                self.won.push(won.step.clone());
                if contestants.len() > 1 || self.won.len() == 1 {
                    *self.contests.entry(who[0].0.name).or_default() += 1;
                    self.sessions += u32::try_from(contestants.len()).unwrap();
                }
                return contestants[0].request.field("seen").unwrap_or_default().to_owned();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn signed_in(port: u16) -> Sessions {
    POSTS.iter().map(|post| (*post, (0..SESSIONS_MAX).map(|_| sign_in(port, post).unwrap()).collect())).collect()
}

#[test]
fn of_those_who_finalise_at_once_one_wins() {
    let mut home = Home::with_posts(&[]);
    let begun = record::read(&home).entries.len();
    let inside = Inside::open(&home).unwrap();
    let port = inside.port;
    let mut stories = BTreeMap::new();
    let mut sessions = Sessions::new();
    // A session lasts a quarter of an hour without a new cookie.
    for together in seeds(SEEDS).chunks(SEEDS_OF_A_SESSION) {
        sessions = signed_in(port);
        let arena = Arena { ports: &[port], sessions: &sessions };
        stories.extend(on_two_threads(together, |seed| played(seed, || story(seed, arena, true))));
    }
    home.cookies = sessions.iter().map(|(post, cookies)| ((*post).to_owned(), cookies[0].clone())).collect();
    let alone = story(0, Arena { ports: &[port], sessions: &sessions }, false);
    let all: Vec<Step> = stories.values().chain([&alone]).flat_map(|story| story.won.clone()).collect();
    crate::walk::measured(&home, begun, &all);
    inside.stop();

    record::verify(&home).expect("the record is intact");
    let record = record::read(&home);
    let sent: Vec<(&[Step], usize, bool)> =
        stories.values().chain([&alone]).map(|story| (story.won.as_slice(), story.won.len(), false)).collect();
    assert_eq!(record::judge(&record.entries, &sent), [], "the record is what was won and nothing else");
    assert_eq!(record::judge_office(&record.entries, begun), []);
    assert_eq!(record::judge_beside(&record), []);
    control(&record.entries, &sent, &stories);
    for (seed, story) in stories.iter().filter(|(seed, _)| **seed != WITH_PAPER) {
        let until = story.versions.len();
        assert_eq!(
            story.versions,
            alone.versions[..until],
            "seed {seed}: versions grow as if nobody else had been there"
        );
    }

    for (seed, story) in &stories {
        let contests: u32 = story.contests.values().sum();
        let Story { won, rivals, rivals_won, .. } = story;
        println!("seed {seed}: {contests} contests, {} acts; {rivals} rivals, {rivals_won} of them won", won.len());
    }
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    for (name, count) in stories.values().flat_map(|story| &story.contests) {
        *kinds.entry(name).or_default() += count;
    }
    let sum = |what: fn(&Story) -> u32| stories.values().map(what).sum::<u32>();
    let contests = kinds.values().sum::<u32>();
    println!(
        "{contests} interleavings of {} sessions in {} matters; {} with somebody who wanted something else, who won {} \
         times; by kind: {kinds:?}",
        sum(|story| story.sessions),
        stories.len(),
        sum(|story| story.rivals),
        sum(|story| story.rivals_won)
    );
    assert!(contests >= 1000 || stories.len() < 60, "a thousand interleavings");
}

/// The judge finds a second winner.
fn control(entries: &[Entry], sent: &[(&[Step], usize, bool)], stories: &BTreeMap<u32, Story>) {
    let won = stories.values().flat_map(|story| &story.won).find(|step| step.name == "put-up").unwrap();
    let mut doubled = entries.to_vec();
    doubled.push(entries.iter().find(|entry| entry.act == won.act).unwrap().clone());
    assert_eq!(record::judge(&doubled, sent), [Fault::Doubled("put-up")]);
    let other = Uuid::from_u128(7);
    let mut second = entries.to_vec();
    second.push(Entry { act: other, ..entries.iter().find(|entry| entry.act == won.act).unwrap().clone() });
    assert_eq!(record::judge(&second, sent), [Fault::Unsent(other)]);
}
