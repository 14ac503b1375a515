//! The rules of business ask nothing of the machine: no file, no network, no clock, no chance.

use crate::file;
use std::path::Path;

const FORBIDDEN: &[&str] = &[
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::time",
    "SystemTime",
    "Instant",
    "HashMap",
    "HashSet",
    "async fn",
    ".await",
    "now_v4",
    "now_v7",
    "new_v4",
    "new_v7",
    "static mut",
    "Mutex",
    "RefCell",
    "println!",
];

fn found_in(source: &str) -> Vec<&'static str> {
    FORBIDDEN.iter().filter(|word| source.contains(**word)).copied().collect()
}

fn read(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn the_rules_are_pure() {
    let mut sources = Vec::new();
    read(&file("src"), &mut sources);
    assert!(sources.len() > 20, "control: the sources are read");
    for (path, source) in sources {
        assert_eq!(found_in(&source), Vec::<&str>::new(), "{path}");
    }
}

#[test]
fn control_a_clock_is_found() {
    assert_eq!(found_in("let now = std::time::SystemTime::now();"), ["std::time", "SystemTime"]);
}
