//! The door of the machine's operations, on the real binary: an address or a socket of its own, and no page of the public one.

use crate::client::{Answer, Request, read_answer};
use crate::server::{Home, Server};
use std::fs::File;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;

fn settings(home: &Home, more: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let mut all =
        vec![("ECABINET_DATA", home.data().display().to_string()), ("ECABINET_KEY", home.key().display().to_string())];
    all.extend_from_slice(more);
    all
}

fn start(home: &Home, more: &[(&'static str, String)]) -> Server {
    let errors = File::create(home.beside("errors")).unwrap();
    Server::start_node(&settings(home, more), errors)
        .unwrap_or_else(|_| panic!("{}", std::fs::read_to_string(home.beside("errors")).unwrap()))
}

pub fn at_socket(path: &Path, address: &str) -> Answer {
    let mut stream = UnixStream::connect(path).unwrap();
    write!(stream, "GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    read_answer(&mut stream).unwrap()
}

#[test]
fn operations_are_answered_on_a_socket_and_on_no_public_address() {
    let home = Home::empty();
    let socket = home.beside("operations");
    let server = start(&home, &[("ECABINET_OPERATIONS_LISTEN", format!("unix:{}", socket.display()))]);
    assert_eq!(std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o660);
    for path in ["/healthz", "/readyz"] {
        let answer = at_socket(&socket, path);
        assert_eq!((answer.status, answer.body.as_str()), (200, "ok\n"), "{path}");
        assert_eq!(Request::get(path, "").send(server.port).unwrap().status, 404, "{path}");
    }
    assert_eq!(at_socket(&socket, "/desk").status, 404);
    let figures = at_socket(&socket, "/metrics");
    assert!(figures.body.contains("\necabinet_ledger_entries{ledger=\"acts\"} "), "{}", figures.body);
    assert!(figures.body.contains("route=\"none\",class=\"4xx\""), "the public 404s are counted: {}", figures.body);
    assert!(server.stop());
    assert!(!socket.exists(), "it is taken away with its door");
}

#[test]
fn an_address_of_this_machine_is_taken_and_one_that_others_reach_is_refused() {
    let home = Home::empty();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = start(&home, &[("ECABINET_OPERATIONS_LISTEN", free.to_string())]);
    assert_eq!(Request::get("/readyz", "").send(free.port()).unwrap().status, 200);
    assert!(server.stop());
    let busy = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let _held = TcpListener::bind(busy).unwrap();
    for (place, reason) in [
        ("0.0.0.0:9464".to_owned(), "reached from other machines"),
        (busy.to_string(), "cannot be listened on"),
        ("unix:/nonexistent/operations".to_owned(), "cannot be listened on"),
    ] {
        let other = Home::empty();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
        command.arg("demo").env("ECABINET_LISTEN", "127.0.0.1:0").env("ECABINET_OPERATIONS_LISTEN", &place);
        let told = command.envs(settings(&other, &[])).output().unwrap();
        let errors = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(!told.status.success() && errors.contains(reason), "{place}: {errors}");
        assert!(!other.data().exists(), "nothing was made");
    }
}
