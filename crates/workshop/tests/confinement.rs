//! What the confinement denies, seen from inside, with the control that nothing is denied without it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_ecabinet-workshop");

const SEEN: [&str; 16] = [
    "tcp_socket",
    "udp_socket",
    "unix_socket",
    "unix_socket_pair",
    "read_data_file",
    "list_data_folder",
    "read_password_file",
    "read_own_environment",
    "create_file",
    "append_to_file",
    "create_folder",
    "rename_file",
    "run_another_program",
    "leave_the_process_group",
    "raise_a_limit",
    "run_a_tool",
];

/// Runs the probe in a folder with one planted file; gives the refused attempts and the report.
fn probe(layers: &str) -> (Vec<String>, Value) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("planted"), "गोपनीय").unwrap();
    let output = Command::new(PROGRAM).args(["--probe", layers]).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let attempts: BTreeMap<String, bool> = report["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| {
            let name = attempt["name"].as_str().unwrap().to_owned();
            (name, !attempt["refused"].is_null())
        })
        .collect();
    assert_eq!(attempts.len(), SEEN.len());
    if layers == "all" {
        assert_untouched(folder.path());
    }
    let refused = SEEN.iter().filter(|name| attempts[**name]).map(|name| (*name).to_owned());
    (refused.collect(), report)
}

fn assert_untouched(folder: &Path) {
    let names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["planted"]);
    assert_eq!(std::fs::read_to_string(folder.join("planted")).unwrap(), "गोपनीय");
}

#[test]
fn without_confinement_everything_is_allowed() {
    let (refused, report) = probe("none");
    assert!(refused.is_empty(), "{refused:?}");
    assert!(report["confinement"].is_null());
}

#[test]
fn confined_everything_is_refused_but_the_tools() {
    let (refused, report) = probe("all");
    assert_eq!(refused, SEEN[..15]);
    for layer in ["resource_limits", "no_new_privileges", "no_capabilities", "seccomp"] {
        assert_eq!(report["confinement"][layer], Value::Bool(true), "{layer}");
    }
    assert_eq!(report["confinement"]["landlock"], "full");
}

#[test]
fn landlock_alone_keeps_from_files_programs_and_tcp() {
    let (refused, _) = probe("landlock");
    let expected = [&SEEN[..1], &SEEN[4..13]].concat();
    assert_eq!(refused, expected);
}

#[test]
fn the_filter_alone_keeps_from_sockets_writing_and_leaving() {
    let (refused, _) = probe("seccomp");
    let expected = [&SEEN[..4], &SEEN[8..12], &SEEN[13..15]].concat();
    assert_eq!(refused, expected);
}

#[test]
fn a_job_that_is_not_understood_is_answered() {
    for input in ["", "{}\n", "not a header"] {
        let mut child = Command::new(PROGRAM).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["answer"]["fault"], "protocol", "{input}");
    }
}
