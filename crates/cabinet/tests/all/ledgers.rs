//! Whole ledgers of every version of the record, with the state that they make. They are never
//! written anew: ledgers like them lie in the field, and must make the same state for ever.
//!
//! `ECABINET_UPDATE=1` adds a folder when a kind of event lies in no ledger yet, and a state where a
//! folder has none; a state's difference is reviewed like code.

use crate::{file, golden, story, updating};
use cabinet::event::Event;
use cabinet::rules::Rules;
use cabinet::{Cabinet, Recorded};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;
use toml::Value;

/// One golden ledger.
struct Golden {
    version: u32,
    folder: PathBuf,
    /// One payload a line, as it was written.
    ledger: String,
}

impl Golden {
    fn recorded(&self) -> Vec<Recorded> {
        let read = |line: &str| Recorded::read(line.as_bytes()).unwrap_or_else(|error| panic!("{line}: {error}"));
        self.ledger.lines().map(read).collect()
    }

    fn state(&self) -> String {
        let path = self.folder.join("state.json");
        if updating() && !path.exists() {
            std::fs::write(&path, canonical(&replayed(&self.recorded()))).unwrap();
        }
        std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
    }

    fn kinds(&self) -> BTreeSet<String> {
        let kind = |line: &str| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            entry["event"]["kind"].as_str().unwrap().to_owned()
        };
        self.ledger.lines().map(kind).collect()
    }
}

fn lying() -> Vec<Golden> {
    let folders = std::fs::read_dir(file("tests/golden/ledgers")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<Golden> = folders
        .map(|folder| Golden {
            version: folder.file_name().unwrap().to_str().unwrap().parse().unwrap(),
            ledger: std::fs::read_to_string(folder.join("ledger.jsonl")).unwrap(),
            folder,
        })
        .collect();
    found.sort_by_key(|golden| golden.version);
    found
}

/// Every golden ledger, oldest first.
fn ledgers() -> &'static [Golden] {
    static LEDGERS: OnceLock<Vec<Golden>> = OnceLock::new();
    LEDGERS.get_or_init(read_ledgers)
}

fn read_ledgers() -> Vec<Golden> {
    let mut found = lying();
    let known: BTreeSet<String> = found.iter().flat_map(Golden::kinds).collect();
    let written = golden::kinds().into_iter().chain(cabinet::reading::older_kinds());
    let missing: Vec<&str> = written.filter(|kind| !known.contains(*kind)).collect();
    if updating() && !missing.is_empty() {
        let lines: Vec<String> =
            story::whole().recorded.iter().map(|one| serde_json::to_string(one).unwrap() + "\n").collect();
        let folder = file("tests/golden/ledgers").join((found.len() + 1).to_string());
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("ledger.jsonl"), lines.concat()).unwrap();
        found = lying();
    } else {
        assert!(missing.is_empty(), "no golden ledger holds {missing:?}");
    }
    found
}

fn replayed(recorded: &[Recorded]) -> Cabinet {
    let mut state = Cabinet::default();
    recorded.iter().for_each(|one| state.apply(one));
    state
}

/// The canonical serialisation, on many lines.
fn canonical(state: &Cabinet) -> String {
    serde_json::to_string_pretty(state).unwrap() + "\n"
}

#[test]
fn every_golden_ledger_makes_its_state_byte_for_byte() {
    let ledgers = ledgers();
    assert!(
        ledgers.len() >= 2 && ledgers.iter().zip(1..).all(|(golden, version)| golden.version == version),
        "versions without a gap"
    );
    for golden in ledgers {
        let recorded = golden.recorded();
        let state = replayed(&recorded);
        assert!(state.entries() >= 300, "control: whole ledgers");
        assert!(canonical(&state) == golden.state(), "ledger {} makes another state", golden.version);
        let again: Cabinet = serde_json::from_str(&golden.state()).unwrap();
        assert!(again == state, "read back, every index with it");
    }
}

#[test]
fn every_state_of_the_story_is_read_back() {
    let whole = story::whole();
    for state in &whole.states {
        let written = serde_json::to_vec(state).unwrap();
        let read: Cabinet = serde_json::from_slice(&written).unwrap();
        assert!(read == *state);
        assert_eq!(serde_json::to_vec(&read).unwrap(), written);
    }
    let written = serde_json::to_string(&whole.cabinet).unwrap();
    let spoiled = written.replacen("\"draft_erased\"", "\"draft_pulped\"", 1);
    assert_ne!(spoiled, written);
    assert!(serde_json::from_str::<Cabinet>(&spoiled).is_err(), "control: a step that this build does not have");
}

/// As if the end of a consultation were reckoned otherwise than it stands in the record.
#[test]
fn control_a_changed_due_day_makes_another_state() {
    for golden in ledgers() {
        let recorded = golden.recorded();
        let right = replayed(&recorded);
        let mut found = 0;
        for (place, one) in recorded.iter().enumerate() {
            let Event::ViewsAsked { asked, .. } = &one.event else { continue };
            let mut wrong = recorded.clone();
            let mut later = asked.clone();
            later[0].due = later[0].due.plus_days(1);
            let Event::ViewsAsked { asked, .. } = &mut wrong[place].event else { panic!() };
            *asked = later;
            // A note that is withdrawn afterwards keeps no consultation.
            found += usize::from(canonical(&replayed(&wrong)) != canonical(&right));
        }
        assert!(found >= 5, "{found}");
    }
}

/// Every leaf of a value, by its way.
fn leaves(value: &Value, way: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match value {
        Value::Table(table) => table.iter().for_each(|(key, inner)| {
            way.push(key.clone());
            leaves(inner, way, found);
            way.pop();
        }),
        Value::Array(rows) => {
            // A list is a value too: it may grow and shrink.
            found.push(way.clone());
            rows.iter().enumerate().for_each(|(row, inner)| {
                way.push(row.to_string());
                leaves(inner, way, found);
                way.pop();
            });
        }
        _ => found.push(way.clone()),
    }
}

fn at<'a>(value: &'a mut Value, way: &[String]) -> &'a mut Value {
    way.iter().fold(value, |inner, key| match inner {
        Value::Table(table) => table.get_mut(key).unwrap(),
        Value::Array(rows) => rows.get_mut(key.parse::<usize>().unwrap()).unwrap(),
        _ => panic!("{way:?} leads nowhere"),
    })
}

fn change(value: &mut Value) {
    match value {
        Value::Integer(number) => *number += 7,
        Value::Boolean(flag) => *flag = !*flag,
        // A word of a fixed list must stay one of the list.
        Value::String(words) if words == "money" => "law".clone_into(words),
        Value::String(words) if ["law", "posts"].contains(&words.as_str()) => "money".clone_into(words),
        Value::String(words) if words == "submission" => "clearance".clone_into(words),
        Value::String(words) if words == "clearance" => "submission".clone_into(words),
        Value::String(words) if words == "masculine" => "feminine".clone_into(words),
        Value::String(words) if words == "feminine" => "masculine".clone_into(words),
        Value::String(words) if words == "saturday" => "monday".clone_into(words),
        Value::String(words) if words == "sunday" => "tuesday".clone_into(words),
        Value::String(words) => words.push('x'),
        Value::Array(rows) if rows.is_empty() => rows.push("2026-11-08".into()),
        Value::Array(rows) => drop(rows.pop()),
        other => panic!("{other} stands in no rules"),
    }
}

/// The rules with one leaf changed, for every leaf; and with all of them changed at once.
fn changed(text: &str) -> Vec<String> {
    let rules: Value = toml::from_str(text).unwrap();
    let mut ways = Vec::new();
    leaves(&rules, &mut Vec::new(), &mut ways);
    let mut all = rules.clone();
    let mut found = Vec::new();
    for way in &ways {
        let mut one = rules.clone();
        change(at(&mut one, way));
        found.push(one);
        if !matches!(at(&mut all, way), Value::Array(_)) {
            change(at(&mut all, way));
        }
    }
    found.push(all);
    found.iter().map(|rules| toml::to_string(rules).unwrap()).collect()
}

/// The same entries under other rules.
fn under(recorded: &[Recorded], rules: &str) -> Vec<Recorded> {
    let mut other = recorded.to_vec();
    let mut adopted = 0;
    for one in &mut other {
        if let Event::RulesAdopted { text } = &mut one.event {
            rules.clone_into(text);
            adopted += 1;
        }
    }
    assert!(adopted > 0);
    other
}

/// The state with its rules taken out: they alone may differ.
fn without_rules(state: &Cabinet) -> String {
    let mut written = serde_json::to_value(state).unwrap();
    written.as_object_mut().unwrap().remove("rules").unwrap();
    written.to_string()
}

#[test]
fn after_every_rule_was_changed_the_state_is_the_same() {
    let (mut replays, mut texts) = (0, vec![rehearsal::RULES.to_owned()]);
    for golden in ledgers() {
        let recorded = golden.recorded();
        let right = replayed(&recorded);
        let written = without_rules(&right);
        texts.extend(recorded.iter().filter_map(|one| match &one.event {
            Event::RulesAdopted { text } => Some(text.clone()),
            _ => None,
        }));
        let texts: BTreeSet<&String> = texts.iter().collect();
        for rules in texts.into_iter().flat_map(|text| changed(text)) {
            let state = replayed(&under(&recorded, &rules));
            assert!(state.rules() == Some(&std::sync::Arc::new(Rules::read(&rules).unwrap())), "control: other rules");
            assert!(state.rules() != right.rules(), "control: {rules}");
            assert!(without_rules(&state) == written, "a rule is read where an event is applied: {rules}");
            replays += 1;
        }
        let none = replayed(&under(&recorded, "these are no rules"));
        assert!(none.rules().is_none() && without_rules(&none) == written, "without any rules");
    }
    assert!(replays >= 190, "{replays}");
    eprintln!("rules: {replays} replays of golden ledgers, a rule changed in each");
}

/// As if the due day of a view were computed where the event is applied.
#[test]
fn control_a_rule_read_where_an_event_is_applied_is_found() {
    let golden = &ledgers()[0];
    let recorded = golden.recorded();
    let wrongly = |recorded: &[Recorded]| {
        let mut state = Cabinet::default();
        for one in recorded {
            let mut one = one.clone();
            if let Event::ViewsAsked { asked, .. } = &mut one.event {
                let days = state.rules().unwrap().consultation_days;
                asked.iter_mut().for_each(|asked| asked.due = one.at.plus_days(days));
            }
            state.apply(&one);
        }
        state
    };
    let right = without_rules(&replayed(&recorded));
    assert!(without_rules(&wrongly(&recorded)) == right, "under the same rules nobody would notice");
    let days = rehearsal::RULES.lines().find(|line| line.starts_with("consultation_days")).unwrap();
    let longer = rehearsal::RULES.replace(days, "consultation_days = 99");
    assert!(without_rules(&wrongly(&under(&recorded, &longer))) != right);
}

/// The crate carries no rules of its own: none is compiled in, and nothing is read from outside.
#[test]
fn the_core_reads_nothing_but_events() {
    let mut looked_at = 0;
    let mut folders = vec![file("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let source = std::fs::read_to_string(&entry).unwrap();
            for word in ["include_str!", "include_bytes!", "std::fs", "std::env", "option_env!", "env!("] {
                assert!(!source.contains(word), "{}: {word}", entry.display());
            }
            looked_at += 1;
        }
    }
    assert!(looked_at >= 25, "control: {looked_at} sources");
    let test = std::fs::read_to_string(file("tests/all/main.rs")).unwrap();
    assert!(test.contains("std::env"), "control");
}
