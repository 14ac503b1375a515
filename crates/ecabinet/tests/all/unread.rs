//! An answer that comes before the request was read to its end reaches whoever still sends, and the connection goes on.

use crate::client::{Request, connect};
use crate::server::{Home, Server};
use std::io::Write;
use std::net::SocketAddr;

const PIECE_BYTES: usize = 64 * 1024;

#[test]
fn a_paper_of_nobody_is_refused_in_a_sentence_and_not_by_a_broken_connection() {
    let home = Home::with_posts(&["health_section"]);
    let server = Server::start(&home).unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], server.port));
    let upload = |path: &str| Request::upload(path, "", &[], &vec![7; 3 * 1024 * 1024]);
    let papers = format!("/proposals/{}/papers", crate::cycle::new_id());
    for (request, status) in [(upload(&papers), 401), (upload("/nowhere"), 404)] {
        let mut stream = connect(address).unwrap();
        let (head, body) = request.written(server.port);
        stream.write_all(&head).unwrap();
        for piece in body.chunks(PIECE_BYTES) {
            stream.write_all(piece).unwrap();
        }
        // Both answers, the one behind the other.
        let both = Request::get("/sign-in", "").send_over(&mut stream, server.port).unwrap();
        assert_eq!(both.status, status);
        assert!(both.body.contains("HTTP/1.1 200"), "the connection ended under the second request");
    }
    assert!(server.stop());
}
