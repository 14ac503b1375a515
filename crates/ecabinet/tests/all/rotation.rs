//! Rotating the root key, killed at every sync: the folder is under the old key or under the new one, whole.

use crate::cycle::POSTS;
use crate::record;
use crate::server::{Home, Server};
use cabinet::rules::Rules;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use vault::KeyFile;

const BINARY: &str = env!("CARGO_BIN_EXE_ecabinet");

fn arguments(home: &Home) -> Vec<std::ffi::OsString> {
    let mut arguments = vec!["rotate-key".into(), home.data().into_os_string(), "--key".into()];
    arguments.extend([home.key().into_os_string(), "--new-key".into(), home.beside("new-key").into_os_string()]);
    arguments
}

fn rotate(home: &Home) -> Output {
    Command::new(BINARY).args(arguments(home)).output().unwrap()
}

/// Killed at the n-th sync of a thread; whether there was one.
fn killed(home: &Home, number: u32) -> bool {
    let inject = format!("inject=fsync,fdatasync:signal=KILL:when={number}");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-e", "signal=none", "-e", "trace=fsync,fdatasync", "-e", &inject, "-o"])
        .arg(home.log())
        .arg("--")
        .arg(BINARY)
        .args(arguments(home))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("strace is installed by scripts/install-needs test");
    !status.success()
}

/// Entries, if the folder is whole under this key.
fn whole(home: &Home, key: &Path) -> Option<u64> {
    let keys = KeyFile::open(key, &home.data(), false).ok()?;
    let government = Rules::parse(rehearsal::RULES).unwrap().government;
    record::wait_for(office::verify::verify(&home.data(), &keys, &government)).ok().map(|report| report.acts)
}

#[test]
fn killed_at_every_sync_the_folder_is_under_one_key_or_the_other() {
    let template = Home::with_posts(POSTS);
    let before = whole(&template, &template.key()).unwrap();
    let (mut kills, mut under_old, mut under_new) = (0, 0, 0);
    for number in 1.. {
        let home = template.copy();
        if !killed(&home, number) {
            assert_eq!((whole(&home, &home.key()), whole(&home, &home.beside("new-key"))), (None, Some(before + 1)));
            break;
        }
        kills += 1;
        let new = home.beside("new-key");
        match (whole(&home, &home.key()), whole(&home, &new)) {
            (Some(entries), None) => {
                assert_eq!(entries, before, "not rotated, and not recorded");
                under_old += 1;
                let again = rotate(&home);
                assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
            }
            (None, Some(_)) => under_new += 1,
            both => panic!("killed at sync {number}: {both:?}"),
        }
        assert_eq!((whole(&home, &home.key()), whole(&home, &new)), (None, Some(before + 1)), "recorded once");
    }
    println!("rotate-key: {kills} kills, {under_old} under the old key, {under_new} under the new");
    assert!(under_old > 0 && under_new > 0, "both sides of the commit were met");
}

#[test]
fn a_server_starts_under_the_new_key_and_sessions_are_over() {
    let mut home = Home::with_posts(&["energy_section"]);
    let (old, new) = (home.key(), home.beside("new-key"));
    let running = Server::start(&home).unwrap();
    let refused = rotate(&home);
    assert!(!refused.status.success(), "a folder that is served is not rotated");
    running.stop();
    let rotated = rotate(&home);
    assert!(rotated.status.success(), "{}", String::from_utf8_lossy(&rotated.stderr));
    let again = rotate(&home);
    assert!(String::from_utf8_lossy(&again.stderr).contains("under the new key already"));
    assert!(Server::start(&home).is_err(), "the old key starts nothing");
    std::fs::rename(&new, &old).unwrap();
    let server = Server::start(&home).unwrap();
    let desk = |cookie: &str| crate::client::Request::get("/desk", cookie).send(server.port).unwrap().status;
    assert_eq!(desk(&home.cookies["energy_section"]), 303, "the session is over");
    let cookie = crate::server::sign_in(server.port, "energy_section").unwrap();
    assert_eq!(desk(&cookie), 200, "control: a new one is not");
    home.cookies.clear();
    server.stop();
    let epoch = |compartment: &str| {
        Command::new(BINARY)
            .arg("rotate-epoch")
            .arg(home.data())
            .args([compartment, "--key"])
            .arg(home.key())
            .output()
            .unwrap()
    };
    let papers = epoch("papers");
    assert!(papers.status.success(), "{}", String::from_utf8_lossy(&papers.stderr));
    let ledger = epoch("ledger");
    assert!(!ledger.status.success() && String::from_utf8_lossy(&ledger.stderr).contains("cannot be rotated"));
    assert!(record::verify(&home).is_ok());
}
