//! One golden file for every kind of event: read, it is that event; written, it is that file. They
//! are never written anew, since ledgers that hold such entries lie in the field.

use crate::{file, story, updating};
use cabinet::Recorded;
use cabinet::reading::older_kinds;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The kinds that are written: a new variant is in this list at once.
pub fn kinds() -> Vec<&'static str> {
    cabinet::reading::kinds().to_vec()
}

pub fn kind(recorded: &Recorded) -> String {
    let written = serde_json::to_value(recorded).unwrap();
    written["event"]["kind"].as_str().unwrap().to_owned()
}

fn path(kind: &str) -> PathBuf {
    file("tests/golden/events").join(format!("{}.json", kind.replace('/', ".")))
}

fn written(recorded: &Recorded) -> String {
    let mut text = serde_json::to_string_pretty(recorded).unwrap();
    text.push('\n');
    text
}

#[test]
fn every_kind_is_read_and_written_as_it_lies() {
    if updating() {
        write_missing();
    }
    for name in kinds() {
        let text = std::fs::read_to_string(path(name)).unwrap_or_else(|_| panic!("no golden file of {name}"));
        let recorded = Recorded::read(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(kind(&recorded), name);
        assert_eq!(written(&recorded), text, "{name}");
        let compact = serde_json::to_string(&recorded).unwrap();
        assert_eq!(serde_json::from_str::<Recorded>(&compact).unwrap(), recorded);
    }
}

/// A kind that is written no more is read as what it means today.
#[test]
fn every_older_kind_is_read() {
    for name in older_kinds() {
        let text = std::fs::read_to_string(path(name)).unwrap_or_else(|_| panic!("no golden file of {name}"));
        assert!(serde_json::from_str::<Recorded>(&text).is_err(), "{name} is a kind of today");
        let recorded = Recorded::read(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let word = |kind: &str| kind.split('/').next().unwrap().to_owned();
        assert_eq!(word(&kind(&recorded)), word(name));
        let damaged = text.replacen("\"event\": {", "\"event\": { \"more\": 1,", 1);
        assert!(Recorded::read(damaged.as_bytes()).is_err(), "control: {name} with an unknown field");
    }
    assert!(older_kinds().count() >= 1, "control");
}

/// Files of new kinds only: those that exist are the past.
fn write_missing() {
    for name in kinds() {
        let recorded = story::all().into_iter().flat_map(|player| player.recorded).find(|one| kind(one) == name);
        let recorded = recorded.unwrap_or_else(|| panic!("no story records {name}"));
        if !path(name).exists() {
            std::fs::write(path(name), written(&recorded)).unwrap();
        }
    }
}

#[test]
fn there_is_no_file_without_a_kind() {
    let known: BTreeSet<PathBuf> = kinds().into_iter().chain(older_kinds()).map(path).collect();
    let lying: BTreeSet<PathBuf> =
        std::fs::read_dir(file("tests/golden/events")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(lying, known);
    assert!(known.len() >= 40, "control: the source is read");
}

#[test]
fn control_a_changed_entry_is_refused() {
    let text = std::fs::read_to_string(path("note_submitted/1")).unwrap();
    for (from, to) in
        [("note_submitted/1", "note_submitted/2"), ("\"revision\"", "\"version\""), ("\"at\"", "\"since\"")]
    {
        assert!(text.contains(from), "{from}");
        assert!(serde_json::from_str::<Recorded>(&text.replacen(from, to, 1)).is_err(), "{from} -> {to}");
    }
    let added = text.replacen("\"event\": {", "\"event\": { \"more\": 1,", 1);
    assert_ne!(added, text);
    assert!(serde_json::from_str::<Recorded>(&added).is_err(), "an unknown field");
}
