//! The answer is lost on its way: whoever sends the same form again gets the first answer, and the act is recorded once.
//! Other words under the same id are not taken for it.

use crate::client::{Answer, Request};
use crate::cycle::{POSTS, Step, every_kind};
use crate::inside::Inside;
use crate::record::{self, Entry, Fault};
use crate::seeds::{played, seeds};
use crate::server::Home;
use crate::walk::{judged, measured, on_two_threads};
use powercut::Chance;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

const SEEDS: u32 = 6;
const OTHER_CONTENT: &str = "यह कार्यवाही पहले ही भिन्न सामग्री के साथ भेजी जा चुकी है";
/// Forms that are no acts: each sending begins or ends sessions, chooses a language, reports what a page shows or what a
/// browser held back, looks at a list or at a text in Unicode, or keeps an address or copies a note into a draft, which another
/// sending leaves as it is.
const NO_ACTS: [&str; 14] = [
    "/sign-in",
    "/sign-out",
    "/sessions/end",
    "/sessions/end-others",
    "/language",
    "/openings",
    "/charge",
    "/people/import",
    "/approvals/challenge",
    "/policy-reports",
    "/proposals/{proposal}/draft/copy",
    "/proposals/{proposal}/draft/convert",
    "/typing/convert",
    "/notices/contact",
];
/// A form that is offered when a moment has passed in vain: the test of the two who are told sends it again.
const WHEN_TIME_HAS_PASSED: [&str; 1] = ["/people/changes/{change}/acknowledge-change"];
/// Forms without a field that could be another one.
const SAY_NOTHING: [&str; 2] = ["give-copy", "take-copy-back"];
/// A form that names papers by ids which their uploads give them: the test of repeated acts in `crates/web` sends it again.
const NAMES_PAPERS: [&str; 1] = ["/proposals/{proposal}/receive-from-paper"];
/// Forms of a real government, or on a page that is itself an answer: the tests of the doors send them again.
const AT_THE_DOORS: [&str; 23] = [
    "/sign-in/passkey",
    "/enrol",
    "/enrol/passkey",
    "/sign-in/password",
    "/enrol/password",
    "/enrol/password/set",
    "/password",
    "/password/revoke",
    "/people/passwords/revoke",
    "/sign-in/identity",
    "/identity",
    "/identity/bind",
    "/identity/revoke",
    "/people/identities/revoke",
    "/confirm",
    "/passkeys/new",
    "/passkeys/revoke",
    "/people/passkeys/revoke",
    "/people/import/propose",
    "/device",
    "/people/devices/new",
    "/people/devices/lost",
    "/sessions/device-lost",
];

/// What a proxy does to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Chaos {
    /// The server answers, and nothing of it arrives.
    Answer,
    /// The answer breaks off in its first line.
    AnswerPart,
    /// The request breaks off in its middle.
    Request,
}

/// Sends a request through a proxy that loses something; gives the status that the server answered, if it did.
fn lost(port: u16, request: &Request, chaos: Chaos) -> Option<u16> {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy_port = proxy.local_addr().unwrap().port();
    std::thread::scope(|scope| {
        let between = scope.spawn(move || {
            let (mut client, _) = proxy.accept().unwrap();
            let bytes = whole_request(&mut client);
            let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
            let sent = if chaos == Chaos::Request { bytes.len() / 2 } else { bytes.len() };
            server.write_all(&bytes[..sent]).unwrap();
            if chaos == Chaos::Request {
                server.shutdown(Shutdown::Both).unwrap();
                return None;
            }
            let mut answer = Vec::new();
            server.read_to_end(&mut answer).unwrap();
            if chaos == Chaos::AnswerPart {
                client.write_all(&answer[.."HTTP/1.1 303".len()]).unwrap();
            }
            let head = String::from_utf8_lossy(&answer).into_owned();
            head.split(' ').nth(1).map(|status| status.parse().unwrap())
        });
        request.send(proxy_port).expect_err("no answer arrives");
        between.join().unwrap()
    })
}

fn whole_request(client: &mut TcpStream) -> Vec<u8> {
    let (mut bytes, mut part) = (Vec::new(), [0; 16 * 1024]);
    loop {
        let read = client.read(&mut part).unwrap();
        assert!(read > 0, "the client sends a whole request");
        bytes.extend_from_slice(&part[..read]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
        if bytes.len() >= end + 4 + length.map_or(0, |length| length.parse::<usize>().unwrap()) {
            return bytes;
        }
    }
}

/// Loses the answer to a step, sends it again, twice, and then something else under its id.
fn step(home: &Home, port: u16, step: &Step, chaos: Chaos) {
    let request = step.filled_in(home, port).unwrap();
    let first = loop {
        let status = lost(port, &request, chaos);
        // The worker has not measured yet.
        if step.name != "submit" || status != Some(409) {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(first, (chaos != Chaos::Request).then_some(303), "{}", step.name);
    let again = sent_until_taken(step, &request, port);
    let third = request.send(port).unwrap();
    assert_eq!((third.status, third.header("location")), (303, again.header("location")), "{}", step.name);
    // A draft is no act; what lies there is kept from other words by its version. And some forms say nothing but that it is
    // done.
    if step.events.is_empty() || SAY_NOTHING.contains(&step.name) {
        return;
    }
    let other = request.altered("w7x7w").unwrap_or_else(|| panic!("{} has no field to alter", step.name));
    let answer = other.send(port).unwrap();
    assert_eq!(answer.status, 409, "{}: {}", step.name, answer.body);
    assert!(answer.body.contains(OTHER_CONTENT), "{}: {}", step.name, answer.body);
}

fn sent_until_taken(step: &Step, request: &Request, port: u16) -> Answer {
    loop {
        let answer = request.send(port).unwrap();
        if answer.status == 303 {
            return answer;
        }
        assert!(step.name == "submit" && answer.status == 409, "{}: {}", step.name, answer.body);
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The path of a route with a star for each id.
fn starred(path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        let id = segment.starts_with('{') || segment.parse::<uuid::Uuid>().is_ok();
        if id { "*" } else { segment }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn at(seed: u32, template: &Home, begun: usize) -> BTreeMap<Chaos, u32> {
    let mut chance = Chance::new(u64::from(seed));
    let home = template.copy();
    let steps = every_kind();
    let inside = Inside::open(&home).unwrap();
    let mut lost = BTreeMap::new();
    for one in &steps {
        let kinds = [Chaos::Answer, Chaos::AnswerPart, Chaos::Request];
        let chaos = kinds[usize::try_from(chance.below(3)).unwrap()];
        step(&home, inside.port, one, chaos);
        *lost.entry(chaos).or_default() += 1;
    }
    measured(&home, begun, &steps);
    let leaves = record::leaves(&home);
    inside.stop();
    let sent = [(steps.as_slice(), steps.len(), false)];
    let record = judged(&home, begun, &sent, &leaves, &sent);
    let mut doubled: Vec<Entry> = record.entries;
    doubled.push(doubled.iter().find(|entry| entry.kind == "note_withdrawn/2").unwrap().clone());
    assert_eq!(record::judge(&doubled, &sent), [Fault::Doubled("withdraw")], "control: twice is found");
    lost
}

#[test]
fn a_form_sent_again_gets_its_first_answer() {
    let walked: BTreeSet<String> = every_kind().iter().map(|step| starred(&step.action)).collect();
    let elsewhere = AT_THE_DOORS.iter().chain(&WHEN_TIME_HAS_PASSED).chain(&NAMES_PAPERS);
    let elsewhere: BTreeSet<&str> = elsewhere.copied().collect();
    let left = |path: &str| NO_ACTS.contains(&path) || elsewhere.contains(path);
    let posts = web::ROUTES.iter().filter(|route| route.method == "POST" && !left(route.path));
    let posts: BTreeSet<String> = posts.map(|route| starred(route.path)).collect();
    assert_eq!(walked, posts, "every form that is an act is walked");

    let template = Home::with_posts(POSTS);
    let begun = record::read(&template).entries.len();
    let lost = on_two_threads(&seeds(SEEDS), |seed| played(seed, || at(seed, &template, begun)));
    for (seed, lost) in &lost {
        println!("seed {seed}: {lost:?}");
    }
    let sum: u32 = lost.values().flat_map(BTreeMap::values).sum();
    println!(
        "{} forms; {} seeds, {sum} answers or requests lost, each sent again twice: all recorded once",
        posts.len(),
        lost.len()
    );
}
