//! The server is told to stop (SIGTERM) while many act and others hold it up. What was answered is in the record, what was
//! not can be sent again under its id, nothing is there twice, and it ends.

use crate::client::{Request, connect, hidden_fields};
use crate::cycle::{field, new_id};
use crate::record::{self, Entry};
use crate::server::{Home, Server};
use rustix::process::{Signal, kill_process};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use uuid::Uuid;

const CLIENTS: usize = 64;
/// Acts after which the server is told to stop, while the others are under way.
const ANSWERED_BEFORE: [u64; 3] = [1, 150, 400];
const NEW: &str = "/proposals/new";
const POST: &str = "health_section";

/// A form that opens a matter under an id of its own.
fn act(hidden: &BTreeMap<String, String>, cookie: &str, number: usize) -> (Uuid, Request) {
    let id = new_id();
    let mut fields: Vec<_> = hidden.clone().into_iter().collect();
    fields.retain(|(name, _)| !["act", "number", "subject"].contains(&name.as_str()));
    fields.push(field("act", &id.to_string()));
    fields.push(field("number", &format!("एफ 9-{number}/2026/सत्रह")));
    fields.push(field("subject", &format!("विषय {number}")));
    (id, Request::form(NEW, cookie, &fields))
}

/// What became of an act that was sent.
struct Sent {
    id: Uuid,
    request: Request,
    /// The status of its answer; none where the connection ended without one.
    answered: Option<u16>,
}

/// Sends acts one after another until a connection is refused or ends.
fn client(port: u16, mut next: impl FnMut() -> (Uuid, Request), answered: &AtomicU64) -> Vec<Sent> {
    let mut sent = Vec::new();
    loop {
        let (id, request) = next();
        let status = request.send(port).map(|answer| answer.status).ok();
        if status == Some(303) {
            answered.fetch_add(1, Ordering::SeqCst);
        }
        sent.push(Sent { id, request, answered: status });
        if status != Some(303) {
            return sent;
        }
    }
}

fn times(entries: &[Entry], id: Uuid) -> usize {
    entries.iter().filter(|entry| entry.act == id).count()
}

#[test]
fn of_the_acts_of_sixty_four_clients_none_is_lost_and_none_is_there_twice() {
    for before in ANSWERED_BEFORE {
        let home = Home::with_posts(&[POST]);
        let server = Server::start(&home).unwrap();
        let (port, cookie) = (server.port, &home.cookies[POST]);
        let page = Request::get(NEW, cookie).send(port).unwrap();
        let hidden = hidden_fields(&page.body, NEW).unwrap();
        let (answered, barrier) = (AtomicU64::new(0), Barrier::new(CLIENTS + 1));
        let sent: Vec<Sent> = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|number| {
                    let (hidden, answered, barrier) = (&hidden, &answered, &barrier);
                    scope.spawn(move || {
                        let mut numbers = (0..).map(|turn| number + turn * CLIENTS);
                        let next = || act(hidden, cookie, numbers.next().unwrap());
                        barrier.wait();
                        client(port, next, answered)
                    })
                })
                .collect();
            barrier.wait();
            while answered.load(Ordering::SeqCst) < before {
                std::thread::sleep(Duration::from_micros(200));
            }
            kill_process(server.pid(), Signal::TERM).unwrap();
            clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
        });
        assert!(server.ended(), "it ends in order");
        let odd: BTreeSet<_> = sent.iter().filter_map(|one| one.answered).filter(|status| *status != 303).collect();
        // Who is told that his act was not taken is told so by these.
        assert!(odd.is_subset(&BTreeSet::from([503])), "{odd:?}");
        let entries = record::read(&home).entries;
        let open: Vec<&Sent> = sent.iter().filter(|one| one.answered != Some(303)).collect();
        for one in &sent {
            let there = times(&entries, one.id);
            match one.answered {
                Some(303) => assert_eq!(there, 1, "{}: answered and there once", one.id),
                _ => assert!(there <= 1, "{}: not twice", one.id),
            }
        }
        let unanswered_there = open.iter().filter(|one| times(&entries, one.id) == 1).count();
        assert_eq!(unanswered_there, 0, "what was read and recorded was answered");
        // Started again it takes what was not answered, under the same id.
        let server = Server::start(&home).unwrap();
        for one in &open {
            assert_eq!(one.request.send(server.port).unwrap().status, 303);
        }
        if let Some(one) = sent.iter().find(|one| one.answered == Some(303)) {
            assert_eq!(one.request.send(server.port).unwrap().status, 303, "sent again it has its first answer");
        }
        assert!(server.stop());
        let entries = record::read(&home).entries;
        assert!(sent.iter().all(|one| times(&entries, one.id) == 1), "each is there once");
        let done = sent.len() - open.len();
        println!("{} sent, {done} answered before the end, {} again after the start", sent.len(), open.len());
        assert!(done as u64 >= before && open.len() == CLIENTS, "control: each client met the end");
        record::verify(&home).unwrap();
    }
}

/// A connection on which this much was sent.
fn holding(port: u16, bytes: &[u8]) -> TcpStream {
    let mut stream = connect(([127, 0, 0, 1], port).into()).unwrap();
    stream.write_all(bytes).unwrap();
    stream
}

fn over(mut stream: TcpStream) -> String {
    let mut rest = Vec::new();
    // Whether it was closed or reset, nothing more comes.
    let _ = stream.read_to_end(&mut rest);
    String::from_utf8_lossy(&rest).into_owned()
}

/// Whoever holds a connection open holds up the end for a bounded time, and nobody comes in meanwhile.
#[test]
fn neither_open_pages_nor_slow_clients_keep_it_from_ending() {
    let home = Home::with_posts(&[POST]);
    let mut server = Server::start(&home).unwrap();
    let (port, cookie) = (server.port, home.cookies[POST].clone());
    let desk = Request::get("/desk", &cookie).send(port).unwrap();
    let session = desk.body.split("data-session=\"").nth(1).unwrap().split('"').next().unwrap();
    let (stream, _) = Request::get(&format!("/session/stream?session={session}"), &cookie).written(port);
    let mut open = holding(port, &stream);
    let mut head = [0; 12];
    open.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 200", "control: the stream is open");
    let page = Request::get(NEW, &cookie).send(port).unwrap();
    let (id, request) = act(&hidden_fields(&page.body, NEW).unwrap(), &cookie, 1);
    let (form_head, body) = request.written(port);
    let slow = [&form_head[..form_head.len() / 2], &form_head, &[&form_head[..], &body[..body.len() / 2]].concat()]
        .map(|sent| holding(port, sent));
    let idle = holding(port, b"");
    // A page that nobody reads on.
    let (large, _) = Request::get("/assets/app.css", "").written(port);
    let unread = holding(port, &large.repeat(50));
    std::thread::sleep(Duration::from_millis(300));
    kill_process(server.pid(), Signal::TERM).unwrap();
    let refused = || Request::get("/sign-in", "").send(port).is_err();
    crate::cluster::wait_until("nobody is let in any more", refused);
    assert!(server.runs(), "control: it is held up");
    assert!(refused());
    // It ends by itself; a test that waits for ever is stopped by its runner.
    assert!(server.ended(), "in order");
    for held in slow.into_iter().chain([idle]) {
        assert_eq!(over(held), "", "nothing was answered that was not wholly read");
    }
    drop(unread);
    assert_eq!(times(&record::read(&home).entries, id), 0, "half a form is no act");
    let server = Server::start(&home).unwrap();
    assert_eq!(request.send(server.port).unwrap().status, 303, "sent again it is taken");
    assert!(server.stop());
    assert_eq!(times(&record::read(&home).entries, id), 1);
}

#[test]
fn who_asks_for_a_certificate_that_is_not_there_stops_nobody() {
    let home = Home::with_posts(&[POST]);
    let mut server = Server::start(&home).unwrap();
    kill_process(server.pid(), Signal::HUP).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(server.runs());
    assert_eq!(Request::get("/sign-in", "").send(server.port).unwrap().status, 200);
    assert!(server.stop());
}
