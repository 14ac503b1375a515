//! Rotating the root key, killed at every sync: the folder is under the old key or under the new one, whole.

use crate::cycle::POSTS;
use crate::record;
use crate::server::{Home, Server};
use cabinet::rules::Rules;
use std::collections::BTreeMap;
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

/// The arguments with syncs that fail from the n-th on.
fn failing(home: &Home, number: u32) -> Output {
    let inject = format!("inject=fsync,fdatasync:error=EIO:when={number}+");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "signal=none", "-e", "trace=fsync,fdatasync", "-e", &inject, "-o"]).arg(home.log());
    strace.arg("--").arg(BINARY).args(arguments(home)).output().expect("strace")
}

/// Whoever is told wrongly under which key the folder is destroys the other one.
#[test]
fn what_is_told_of_a_failed_rotation_is_so() {
    let template = Home::with_posts(POSTS);
    let (old, mut told) = (template.key(), BTreeMap::<&str, u32>::new());
    for number in 1.. {
        let home = template.copy();
        let new = home.beside("new-key");
        let output = failing(&home, number);
        if output.status.success() {
            break;
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let under = (whole(&home, &old).is_some(), new.exists() && whole(&home, &new).is_some());
        let headline = ["nothing was rotated", "THE ROOT KEY IS ROTATED", "it is not known"];
        let headline =
            headline.into_iter().find(|headline| said.contains(headline)).unwrap_or_else(|| panic!("{said}"));
        match headline {
            "nothing was rotated" => assert_eq!((under, new.exists()), ((true, false), false), "{said}"),
            "THE ROOT KEY IS ROTATED" => assert_eq!(under, (false, true), "{said}"),
            _ => assert!(under.0 != under.1 && new.exists(), "{said}"),
        }
        *told.entry(headline).or_default() += 1;
        let again = rotate(&home);
        assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
        assert!(whole(&home, &old).is_none() && whole(&home, &new).is_some());
    }
    println!("rotate-key with failing syncs: {told:?}");
    assert!(told.len() >= 2, "control: more than one was told");
}

#[test]
fn a_refused_rotation_leaves_no_new_key() {
    let home = Home::with_posts(&["energy_section"]);
    let stranger = home.beside("stranger");
    KeyFile::create(&stranger).unwrap();
    let new = home.beside("new-key");
    let refused = |key: &Path, new: &Path| {
        let mut command = Command::new(BINARY);
        command.arg("rotate-key").arg(home.data()).arg("--key").arg(key).arg("--new-key").arg(new);
        let output = command.output().unwrap();
        assert!(!output.status.success(), "{output:?}");
        assert!(!new.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    refused(&stranger, &new);
    refused(&home.key(), &home.data().join("inside"));
    assert!(rotate(&home).status.success() && new.exists(), "control");
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
    assert!(again.status.success() && String::from_utf8_lossy(&again.stdout).contains("already"), "{again:?}");
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
