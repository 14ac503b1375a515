//! Several servers on one database, through HTTP: who acts at one of them sees it at the other, a form may go to another
//! node than its page came from, and no answered act is lost when a node falls behind, falls silent or is killed.

use crate::at_once::{Arena, Sessions, story};
use crate::client::{Answer, Request};
use crate::cluster::{Browser, Cluster, wait_until, without_new_ids};
use crate::cycle::{self, POSTS, Progress, Step, cycle_of, every_kind, go_as_far, new_id, one_of_many, repeat_as_far};
use crate::record;
use crate::seeds::{played, seeds};
use crate::server::{Home, sign_in};
use crate::walk::on_two_threads;
use powercut::Chance;
use rustix::process::{Signal, kill_process};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use testbed::Road;

const SECTION: &str = "health_section";
const BEHIND: [&str; 2] = [
    "आपकी पिछली कार्यवाही दर्ज है, पर इस सर्वर तक अभी नहीं पहुँची",
    "Your last act is recorded, but has not reached this server yet",
];
const HALTED: [&str; 2] = ["अभिलेख बदला हुआ मिला", "the record has been replaced"];

fn matter(step: &Step) -> String {
    format!("/proposals/{}", step.act)
}

#[test]
fn what_somebody_did_at_one_node_he_sees_at_the_other() {
    const ACTS: usize = 24;
    let cluster = Cluster::new();
    let near = cluster.node("near");
    let road = cluster.road(Duration::from_millis(200));
    let far = cluster.node_behind("far", &road);
    let mut browser = Browser::signed_in(near.port, &[SECTION]);
    let mut older = 0;
    for number in 0..ACTS {
        let step = &cycle_of(number, false)[0];
        browser.step(step, near.port, near.port);
        if number % 2 == 1 {
            // Control: who does not carry the position sees what this node knows, which is less.
            let page = Request::get(&matter(step), browser.session(SECTION)).send(far.port).unwrap();
            assert!([200, 404].contains(&page.status), "{}", page.body);
            older += u32::from(page.status == 404);
        }
        let page = browser.get(SECTION, &matter(step), far.port);
        assert_eq!(page.status, 200, "act {number} is on the other node's page: {}", page.body);
        assert!(page.body.contains(&step.fields[0].1), "act {number}: {}", page.body);
    }
    println!("{ACTS} acts, each on the other node's next page; without the position {older} of {} were not", ACTS / 2);
    assert!(older > 0, "control: without the position something older is shown");
}

/// Every form once, each sent to another node than its page came from, beginning with one or the other.
fn every_form_crosses(first: usize) -> usize {
    let cluster = Cluster::new();
    let near = cluster.node("near");
    let road = cluster.road(Duration::from_millis(40));
    let far = cluster.node_behind("far", &road);
    let begun = cluster.entries();
    let mut browser = Browser::signed_in(near.port, POSTS);
    let steps = every_kind();
    let ports = [near.port, far.port];
    for (number, step) in steps.iter().enumerate() {
        let from = (first + number) % 2;
        browser.step(step, ports[from], ports[1 - from]);
    }
    let record = cluster.judged(begun, &[(&steps, steps.len(), false)]);
    assert_eq!(record.files_named, record.files, "no sealed file too much or too few");
    let root = cluster.common_root(&[&near, &far]);
    // Who starts now replays and checks every row.
    let third = cluster.node("third");
    assert_eq!(cluster.common_root(&[&third]), root);
    steps.len()
}

#[test]
fn every_form_can_go_to_another_node_than_its_page_came_from() {
    let forms = on_two_threads(&[0, 1], |first| every_form_crosses(usize::try_from(first).unwrap()));
    println!(
        "{} forms sent to the node that the last one did not go to: all recorded once",
        forms.values().sum::<usize>()
    );
}

/// Sends a form to a node that hears nothing of its database until the form has come.
fn sent_while_held(road: &Road, request: &Request, port: u16) -> Answer {
    std::thread::scope(|scope| {
        let sent = scope.spawn(|| request.send(port).unwrap());
        std::thread::sleep(Duration::from_millis(300));
        road.release();
        sent.join().unwrap()
    })
}

/// The first steps of a matter, and its erasure.
fn begun_and_erased(number: usize) -> Vec<Step> {
    let mut steps = cycle_of(number, true);
    steps.truncate(3);
    let erase = format!("{}/erase-draft", matter(&steps[0]));
    let events: &[&str] = &["draft_erased/1"];
    let (page, form, action) = (erase.clone(), erase.clone(), erase);
    let start = steps[0].clone();
    steps.push(Step { name: "erase-draft", page, form, action, act: new_id(), fields: Vec::new(), events, ..start });
    steps
}

#[test]
fn a_form_that_comes_to_a_node_behind_is_judged_by_what_its_author_saw() {
    let cluster = Cluster::new();
    let near = cluster.node("near");
    let road = cluster.road(Duration::ZERO);
    let far = cluster.node_behind("far", &road);
    let begun = cluster.entries();
    let mut browser = Browser::signed_in(near.port, POSTS);
    // Up to which step the node knows nothing of the matter, and the step whose form then comes to it.
    let mut matters: Vec<Vec<Step>> = [2, 3, 4].map(|length| cycle_of(length, true)[..length].to_vec()).into();
    matters.push(begun_and_erased(5));
    for steps in &matters {
        cluster.hold_between_turns(&road);
        let (last, before) = steps.split_last().unwrap();
        for step in before {
            browser.step(step, near.port, near.port);
        }
        let request = last.filled_in_by(&browser.cookies(last.post), near.port).unwrap();
        let answer = sent_while_held(&road, &request, far.port);
        assert_eq!(answer.status, 303, "{}: {}", last.name, answer.body);
        // The next matter begins when nothing of this one is under way.
        wait_until("the node has caught up", || browser.get(SECTION, "/proposals/new", far.port).status == 200);
    }
    let sent: Vec<(&[Step], usize, bool)> =
        matters.iter().map(|steps| (steps.as_slice(), steps.len(), false)).collect();
    let record = cluster.judged(begun, &sent);
    assert_eq!(record.files_named, record.files, "what was erased is gone, what was attached is there");
    let forms: Vec<&str> = matters.iter().map(|steps| steps.last().unwrap().name).collect();
    println!("forms that came to a node which did not know their matter, all taken: {forms:?}");
}

#[test]
fn a_node_that_cannot_catch_up_says_so_and_loses_nothing() {
    let cluster = Cluster::new();
    let near = cluster.node("near");
    let road = cluster.road(Duration::ZERO);
    let far = cluster.node_behind("far", &road);
    let begun = cluster.entries();
    let mut browser = Browser::signed_in(near.port, &[SECTION]);
    let steps: Vec<Step> = (0..3).map(|number| cycle_of(number, false)[0].clone()).collect();
    browser.step(&steps[0], near.port, near.port);
    assert_eq!(browser.get(SECTION, &matter(&steps[0]), far.port).status, 200, "control: it can be reached");

    cluster.hold_between_turns(&road);
    browser.step(&steps[1], near.port, near.port);
    let here = Request::get(&matter(&steps[1]), &browser.cookies(SECTION));
    for (request, sentence) in [(here.clone(), BEHIND[0]), (here.in_english(), BEHIND[1])] {
        let page = request.send(far.port).unwrap();
        assert_eq!(page.status, 503, "{}", page.body);
        assert!(page.body.contains(sentence), "{}", page.body);
        assert_eq!(here.send(near.port).unwrap().status, 200, "control: the other node has come so far");
    }
    for (what, position) in positions_that_say_nothing(&browser) {
        let cookies = format!("{}; {position}", browser.session(SECTION));
        let page = Request::get("/proposals/new", &cookies).send(far.port).unwrap();
        assert_eq!(page.status, 200, "{what}: {}", page.body);
    }
    let control = browser.get(SECTION, "/proposals/new", far.port);
    assert_eq!(control.status, 503, "control: its own position is heeded on that page too");

    let late = steps[2].filled_in_by(&browser.cookies(SECTION), near.port).unwrap();
    let answer = sent_while_held(&road, &late, far.port);
    assert_eq!(answer.status, 303, "a form waits: {}", answer.body);
    for step in &steps {
        let page = browser.get(SECTION, &matter(step), far.port);
        assert_eq!(page.status, 200, "{}", page.body);
    }
    cluster.judged(begun, &[(&steps, steps.len(), false)]);
}

fn positions_that_say_nothing(browser: &Browser) -> Vec<(&'static str, String)> {
    let own = browser.position();
    let changed = if own.ends_with('0') { "1" } else { "0" };
    let altered = format!("{}{changed}", &own[..own.len() - 1]);
    let session = browser.session(SECTION).replacen("__Host-session", "__Host-position", 1);
    assert_ne!(session, browser.session(SECTION));
    let cluster = Cluster::new();
    let elsewhere = cluster.node("elsewhere");
    let mut stranger = Browser::signed_in(elsewhere.port, &[SECTION]);
    (0..9).for_each(|number| stranger.step(&cycle_of(number, false)[0], elsewhere.port, elsewhere.port));
    vec![
        ("none", String::new()),
        ("altered", altered),
        ("no number", "__Host-position=00".to_owned()),
        ("sealed for something else", session),
        ("of another government", stranger.position().to_owned()),
    ]
}

#[test]
fn of_those_who_finalise_at_once_at_two_nodes_one_wins() {
    const SEEDS: u32 = 6;
    const SESSIONS: usize = 4;
    let cluster = Cluster::new();
    let nodes = [cluster.node("one"), cluster.node("two")];
    let begun = cluster.entries();
    let ports = [nodes[0].port, nodes[1].port];
    // A session that began at one node goes on at the other.
    let sessions: Sessions = POSTS
        .iter()
        .map(|post| (*post, (0..SESSIONS).map(|number| sign_in(ports[number % 2], post).unwrap()).collect()))
        .collect();
    let arena = Arena { ports: &ports, sessions: &sessions };
    let stories = on_two_threads(&seeds(SEEDS), |seed| played(seed, || story(seed, arena, true)));
    let alone = story(0, arena, false);
    let sent: Vec<(&[Step], usize, bool)> =
        stories.values().chain([&alone]).map(|story| (story.won.as_slice(), story.won.len(), false)).collect();
    cluster.judged(begun, &sent);
    let root = cluster.common_root(&[&nodes[0], &nodes[1]]);
    let pages = same_pages(ports, &sessions, &sent);

    let won = |port: u16| stories.values().filter_map(|story| story.won_at.get(&port)).sum::<u32>();
    let contests: u32 = stories.values().flat_map(|story| story.contests.values()).sum();
    println!(
        "{contests} contests in {} matters: {} acts won at one node, {} at the other; {pages} pages are the same at both; \
         size and root {root}",
        stories.len(),
        won(ports[0]),
        won(ports[1])
    );
    assert!(won(ports[0]) > 0 && won(ports[1]) > 0, "control: both nodes took acts");
}

/// Every matter and desk, drawn by both nodes from their own states.
fn same_pages(ports: [u16; 2], sessions: &Sessions, sent: &[(&[Step], usize, bool)]) -> usize {
    let matters: Vec<String> = sent.iter().map(|(steps, ..)| matter(&steps[0])).collect();
    let mut different = Vec::new();
    for post in POSTS {
        for path in matters.iter().map(String::as_str).chain(["/desk"]) {
            let drawn = ports.map(|port| {
                let page = Request::get(path, &sessions[post][0]).send(port).unwrap();
                (page.status, without_new_ids(&page.body))
            });
            assert_eq!(drawn[0], drawn[1], "{post} sees the same {path} at both nodes");
            different.push(drawn[0].clone());
        }
    }
    let count = different.len();
    different.sort();
    different.dedup();
    assert!(different.len() > count / 2, "control: pages of different persons and matters differ");
    count
}

/// The page that says why nothing more can be done here, once the node has found out; until then others are shown.
fn halted_page(port: u16, cookie: &str) -> [Answer; 2] {
    let request = Request::get("/desk", cookie);
    let mut found = None;
    wait_until("the node finds out", || {
        let pages = [request.send(port).unwrap(), request.in_english().send(port).unwrap()];
        let halted = pages.iter().all(|page| page.status == 503);
        found = halted.then_some(pages);
        halted
    });
    found.unwrap()
}

#[test]
fn an_older_database_under_running_nodes_ends_them() {
    let cluster = Cluster::new();
    let names = ["one", "two"];
    let mut nodes = names.map(|name| cluster.node(name));
    let mut browser = Browser::signed_in(nodes[0].port, &[SECTION]);
    let older = cluster.server.database();
    cluster.server.copy(&cluster.database, &older);
    for number in 0..3 {
        browser.step(&cycle_of(number, false)[0], nodes[0].port, nodes[0].port);
    }
    for node in &mut nodes {
        assert_eq!(browser.get(SECTION, "/desk", node.port).status, 200, "control: its own database is no alarm");
        assert!(node.runs());
    }
    cluster.server.replace(&cluster.database, &older);
    let session = browser.session(SECTION);
    std::thread::scope(|scope| {
        let ends = nodes.iter().map(|node| scope.spawn(|| halted_page(node.port, session)));
        let ends: Vec<_> = ends.collect();
        for pages in ends.into_iter().map(|end| end.join().unwrap()) {
            for (page, sentence) in pages.iter().zip(HALTED) {
                assert!(page.body.contains(sentence), "{}", page.body);
            }
        }
    });
    for (node, name) in nodes.into_iter().zip(names) {
        assert_eq!(node.status(), Some(1), "{name} ends by itself, and not well");
        let said = cluster.errors(name);
        let alarm = said.lines().rfind(|line| line.contains("ALARM")).unwrap_or_else(|| panic!("{name}: {said}"));
        println!("{name}: {}", alarm.trim());
    }
}

/// Somebody who goes through all steps, whatever becomes of the node.
struct Sender {
    /// Where to go; after a lost connection to the next.
    ports: Vec<u16>,
    steps: Vec<Step>,
    progress: Progress,
    /// How often there was no answer, or one that promises nothing.
    cut_off: u32,
    /// Acts that were under way then.
    under_way: u32,
    answered_at: Vec<Instant>,
}

impl Sender {
    fn new(number: usize, ports: Vec<u16>) -> Self {
        let (progress, answered_at) = (Progress::default(), Vec::new());
        Self { ports, steps: one_of_many(number), progress, cut_off: 0, under_way: 0, answered_at }
    }

    fn go(&mut self, home: &Home, answered: &AtomicUsize) {
        let mut again = false;
        while self.progress.answered < self.steps.len() {
            let (port, until) = (self.ports[0], self.progress.answered + 1);
            let repeated = if again { repeat_as_far(port, &self.steps, &mut self.progress) } else { Ok(()) };
            let gone = repeated.and_then(|()| go_as_far(home, port, &self.steps, until, &mut self.progress));
            match gone {
                Ok(()) => {
                    again = false;
                    self.answered_at.push(Instant::now());
                    answered.fetch_add(1, Ordering::SeqCst);
                }
                Err(halt) => {
                    self.cut_off(&halt);
                    again = true;
                }
            }
        }
    }

    fn cut_off(&mut self, halt: &cycle::Halt) {
        match halt {
            cycle::Halt::Lost => self.ports.rotate_left(1),
            cycle::Halt::Act(answer) | cycle::Halt::Page(answer) if [500, 503].contains(&answer.status) => {}
            other => panic!("{other:?}"),
        }
        self.cut_off += 1;
        self.under_way += u32::from(self.progress.under_way.is_some());
        std::thread::sleep(Duration::from_millis(20));
    }

    fn sent(&self) -> (&[Step], usize, bool) {
        record::sent(&self.steps, &self.progress)
    }
}

/// The longest time in which none of these was answered.
fn longest_pause<'a>(senders: impl IntoIterator<Item = &'a Sender>) -> Duration {
    let mut times: Vec<Instant> = senders.into_iter().flat_map(|sender| sender.answered_at.clone()).collect();
    times.sort();
    times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default()
}

fn home_of(port: u16) -> Home {
    let mut home = Home::empty();
    home.cookies = POSTS.iter().map(|post| ((*post).to_owned(), sign_in(port, post).unwrap())).collect();
    home
}

/// Kills one of two nodes amid acts; gives how many acts were under way there.
fn one_killed(seed: u32) -> u32 {
    let mut chance = Chance::new(u64::from(seed));
    let cluster = Cluster::new();
    let nodes = [cluster.node("one"), cluster.node("two")];
    let begun = cluster.entries();
    let home = home_of(nodes[1].port);
    let (one, two) = (nodes[0].port, nodes[1].port);
    let ports = |number: usize| if number <= 5 { vec![one, two] } else { vec![two] };
    let mut senders: Vec<Sender> = (1..=8).map(|number| Sender::new(number, ports(number))).collect();
    let answered = AtomicUsize::new(0);
    let kill_at = 12 + usize::try_from(chance.below(30)).unwrap();
    std::thread::scope(|scope| {
        for sender in &mut senders {
            scope.spawn(|| sender.go(&home, &answered));
        }
        while answered.load(Ordering::SeqCst) < kill_at {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_micros(chance.below(5_000)));
        kill_process(nodes[0].pid(), Signal::KILL).unwrap();
    });
    let sent: Vec<_> = senders.iter().map(Sender::sent).collect();
    cluster.judged(begun, &sent);
    let again = cluster.node("one");
    let root = cluster.common_root(&[&again, &nodes[1]]);
    let (cut_off, under_way) =
        senders.iter().fold((0, 0), |sum, sender| (sum.0 + sender.cut_off, sum.1 + sender.under_way));
    println!(
        "seed {seed}: killed after {kill_at} acts; {cut_off} cut off, {under_way} with an act under way; {} acts in all, \
         each once; at the other node the longest pause was {:?}; {root}",
        answered.load(Ordering::SeqCst),
        longest_pause(senders.iter().filter(|sender| sender.ports == [two]))
    );
    assert!(cut_off > 0, "control: the kill fell amid acts");
    under_way
}

#[test]
fn a_node_killed_amid_acts_takes_none_with_it_and_the_other_goes_on() {
    const SEEDS: u32 = 10;
    let seeds = seeds(SEEDS);
    let under_way: u32 = seeds.iter().map(|seed| played(*seed, || one_killed(*seed))).sum();
    println!("{under_way} acts were under way at {} kills", seeds.len());
    assert!(under_way > 0 || seeds.len() < 10, "control: acts are cut off in their middle");
}

#[test]
fn a_node_that_falls_silent_in_its_turn_does_not_hold_up_the_other() {
    let cluster = Cluster::new();
    let near = cluster.node("near");
    let road = cluster.road(Duration::from_millis(4));
    let far = cluster.node_behind("far", &road);
    let begun = cluster.entries();
    let home = home_of(near.port);
    let sender = |number: usize, port: u16| Sender::new(number, vec![port]);
    let mut at_near: Vec<Sender> = (1..=3).map(|number| sender(number, near.port)).collect();
    let mut at_far: Vec<Sender> = (4..=6).map(|number| sender(number, far.port)).collect();
    let answered = AtomicUsize::new(0);
    let held_after = std::thread::scope(|scope| {
        let near: Vec<_> = at_near.iter_mut().map(|sender| scope.spawn(|| sender.go(&home, &answered))).collect();
        for sender in &mut at_far {
            scope.spawn(|| sender.go(&home, &answered));
        }
        while answered.load(Ordering::SeqCst) < 20 {
            std::thread::sleep(Duration::from_micros(200));
        }
        road.hold();
        let held_after = answered.load(Ordering::SeqCst);
        // They come to the end although the other node says nothing more.
        near.into_iter().for_each(|sender| sender.join().unwrap());
        road.release();
        held_after
    });
    let senders = || at_near.iter().chain(&at_far);
    let sent: Vec<_> = senders().map(Sender::sent).collect();
    cluster.judged(begun, &sent);
    let root = cluster.common_root(&[&near, &far]);
    println!(
        "held after {held_after} acts of {}; the longest pause at the other node was {:?}; {} answers promised nothing; {root}",
        answered.load(Ordering::SeqCst),
        longest_pause(&at_near),
        senders().map(|sender| sender.cut_off).sum::<u32>()
    );
    let near_acts: usize = at_near.iter().map(|sender| sender.steps.len()).sum();
    assert!(near_acts > held_after, "control: there was something left to do while it was silent");
}
