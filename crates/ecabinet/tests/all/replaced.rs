//! An old copy of the folder laid over the new one is refused by the witness, at a start and by `verify`.

use crate::cycle::{POSTS, Progress, go_on, whole_cycle};
use crate::outside;
use crate::server::{Home, Server, sign_in};
use std::process::Command;

/// What the binary says when it will not start.
fn refusal(home: &Home) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
    command.args(["demo", "--people-only"]).env("ECABINET_LISTEN", "127.0.0.1:0");
    command.env("ECABINET_DATA", home.data()).env("ECABINET_KEY", home.key());
    command.env("ECABINET_WITNESS", home.witness());
    let output = command.output().unwrap();
    assert!(!output.status.success(), "it must not start");
    String::from_utf8(output.stderr).unwrap()
}

/// Whether a server starts, answers and stops in order.
fn starts(home: &Home) -> bool {
    let server = Server::start(home).unwrap();
    sign_in(server.port, "chief_minister").unwrap();
    server.stop()
}

#[test]
fn an_old_copy_over_the_new_one_is_refused() {
    let home = Home::empty();
    std::fs::create_dir(home.witness()).unwrap();
    let begun = Home::with_posts_in(home, POSTS);
    let steps = whole_cycle();
    for (log, progress) in [("acts", true), ("custody", false)] {
        let home = begun.copy();
        let old = begun.copy();
        let server = Server::start(&home).unwrap();
        if progress {
            go_on(&home, server.port, &steps, 3, &mut Progress::default()).unwrap();
        } else {
            sign_in(server.port, "chief_minister").unwrap();
        }
        server.stop();
        let keys = outside::verifier_keys(&home);
        outside::ours(&home, &keys).expect("control: the new one is whole");
        std::fs::remove_dir_all(home.data()).unwrap();
        std::fs::rename(old.data(), home.data()).unwrap();
        let said = refusal(&home);
        let sentence = format!("log {log}: the witnessed checkpoint counts");
        assert!(said.contains(&sentence) && said.contains("shortened or replaced by an older copy"), "{said}");
        let verified = outside::ours(&home, &keys).unwrap_err();
        assert!(verified.contains(&format!("{log}: the witnessed checkpoint counts")), "{verified}");
        println!("{}", said.lines().rfind(|line| line.contains("witnessed")).unwrap().trim());
        // Control: nothing else tells; without the witness the old copy is a ledger like any other.
        std::fs::rename(home.witness(), home.witness().with_file_name("away")).unwrap();
        outside::ours(&home, &keys).expect("an old copy is intact in itself");
        assert!(starts(&home), "and starts");
    }
}

#[test]
fn a_witness_that_is_not_there_or_inside_is_refused() {
    let home = Home::with_posts(&["chief_minister"]);
    assert!(refusal(&home).contains("is not there: make it, or mount what it stands for"));
    std::fs::create_dir(home.data().join("inside")).unwrap();
    std::os::unix::fs::symlink(home.data().join("inside"), home.witness()).unwrap();
    assert!(refusal(&home).contains("lies inside the data folder"));
    std::fs::remove_file(home.witness()).unwrap();
    std::fs::create_dir(home.witness()).unwrap();
    assert!(starts(&home), "control");
    assert!(home.witness().join("acts.checkpoint").exists() && home.witness().join("custody.checkpoint").exists());
}
