//! `docs/asvs.md` is complete and true of the tests: every number has a row, every test that it names is there and is a
//! test, every test that is there is named, and its sums are right.

use crate::site::repository;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const STATES: [&str; 3] = ["met", "not applicable", "not met"];

/// One row of the document.
#[derive(Clone, Debug)]
struct Row {
    level: String,
    state: String,
    words: [String; 2],
    tests: BTreeSet<String>,
}

/// The rows by their numbers; what is no row of a requirement is passed over.
fn rows(document: &str) -> Result<BTreeMap<String, Row>, String> {
    let mut found = BTreeMap::new();
    for line in document.lines().filter(|line| line.starts_with("| v5.0.0-")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [number, level, asks, state, answer, tests] = cells[..] else {
            return Err(format!("not six cells: {line}"));
        };
        let number = number.trim_start_matches("v5.0.0-").to_owned();
        let tests = tests.split('`').filter(|word| word.starts_with("asvs_")).map(str::to_owned).collect();
        let words = [asks.to_owned(), answer.to_owned()];
        let row = Row { level: level.to_owned(), state: state.to_owned(), words, tests };
        if found.insert(number.clone(), row).is_some() {
            return Err(format!("{number} stands twice"));
        }
    }
    Ok(found)
}

/// Numbers and levels of the standard.
fn numbers() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(repository("docs/asvs-numbers.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_once(' ').unwrap())
        .map(|(number, level)| (number.to_owned(), level.to_owned()))
        .collect()
}

/// The name under which the tests of a requirement stand.
fn name(number: &str) -> String {
    format!("asvs_{}", number.replace('.', "_"))
}

/// Whether lines begin a Rust test of this name that is run and does something: attributes, head, and a first line within.
fn rust_tests(text: &str, found: &mut BTreeSet<String>) {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for (place, line) in lines.iter().enumerate() {
        let head = line.trim_start_matches("pub(crate) ").trim_start_matches("async ");
        let Some(named) = head.strip_prefix("fn asvs_").and_then(|rest| rest.split('(').next()) else { continue };
        let above: Vec<&str> = lines[..place].iter().rev().take_while(|line| line.starts_with("#[")).copied().collect();
        let is_test = above.iter().any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"));
        let does = line.ends_with('{') && lines.get(place + 1).is_some_and(|next| *next != "}");
        if is_test && does && !above.iter().any(|line| line.contains("ignore")) {
            found.insert(format!("asvs_{named}"));
        }
    }
}

/// Tests of the browser begin a line with their name.
fn browser_tests(text: &str, found: &mut BTreeSet<String>) {
    for rest in text.lines().filter_map(|line| line.strip_prefix("test(\"asvs_")) {
        let named: String = rest.chars().take_while(|sign| sign.is_ascii_digit() || *sign == '_').collect();
        found.insert(format!("asvs_{}", named.trim_end_matches('_')));
    }
}

/// Whether the file beside or above it takes this one in: a test in a file that nobody names is never run.
fn is_taken_in(file: &Path) -> bool {
    let (folder, stem) = (file.parent().unwrap(), file.file_stem().unwrap().to_string_lossy().into_owned());
    let inner = ["main", "lib", "mod"].contains(&&*stem);
    let outer = folder.file_name().unwrap().to_string_lossy();
    let direct = outer == "tests" && folder.parent().unwrap().join("Cargo.toml").exists();
    let names = |folder: &Path, stem: &str| {
        let files = ["main.rs", "lib.rs", "mod.rs"].map(|name| folder.join(name));
        let beside = folder.with_extension("rs");
        files.iter().chain([&beside]).filter_map(|path| std::fs::read_to_string(path).ok()).any(|text| {
            text.lines()
                .any(|line| line.trim_start_matches("pub ").trim_start_matches("pub(crate) ") == format!("mod {stem};"))
        })
    };
    inner || direct || names(folder, &stem)
}

/// The names of all tests that stand in the sources.
fn tests() -> BTreeSet<String> {
    fn below(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned());
            match ending.as_deref() {
                None if path.is_dir() => below(&path, found),
                Some("rs") if is_taken_in(&path) => rust_tests(&std::fs::read_to_string(&path).unwrap(), found),
                Some("mjs") if path.to_string_lossy().ends_with(".test.mjs") => {
                    browser_tests(&std::fs::read_to_string(&path).unwrap(), found);
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    for folder in ["crates", "tests/browser"] {
        below(&repository(folder), &mut found);
    }
    found
}

/// How many rows of each chapter are in each state, as the document sums them up.
fn sums(rows: &BTreeMap<String, Row>) -> Vec<String> {
    let count = |chapter: &str, state: &str| {
        let of = |(number, row): &(&String, &Row)| {
            (chapter.is_empty() || number.split('.').next() == Some(chapter))
                && (state.is_empty() || row.state == state)
        };
        rows.iter().filter(of).count()
    };
    let line = |(chapter, title): (&str, &str)| {
        let [met, not_applicable, not_met] = STATES.map(|state| count(chapter, state));
        format!("| {title} | {met} | {not_applicable} | {not_met} | {} |", count(chapter, ""))
    };
    let chapters = [
        ("3", "3 Web frontend"),
        ("6", "6 Authentication"),
        ("7", "7 Sessions"),
        ("8", "8 Authorization"),
        ("", "together"),
    ];
    chapters.map(line).to_vec()
}

/// Everything that is wrong with a document before these numbers and tests.
fn faults(document: &str, numbers: &BTreeMap<String, String>, tests: &BTreeSet<String>) -> Vec<String> {
    let rows = match rows(document) {
        Ok(rows) => rows,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    for (number, level) in numbers {
        match rows.get(number) {
            None => faults.push(format!("{number} has no row")),
            Some(row) if row.level != *level => faults.push(format!("{number} is of level {level}")),
            Some(_) => {}
        }
    }
    for (number, row) in &rows {
        let own = row.tests.contains(&name(number));
        if !numbers.contains_key(number) {
            faults.push(format!("{number} is no number of the standard"));
        }
        if !STATES.contains(&&*row.state) {
            faults.push(format!("{number} is neither met nor not: {}", row.state));
        }
        if row.state == "met" && !own {
            faults.push(format!("{number} is met and has no test"));
        }
        if row.state == "not met" && own {
            faults.push(format!("{number} is not met and has a test that says it is"));
        }
        if row.words.iter().any(|words| words.len() < 12) {
            faults.push(format!("{number} says nothing"));
        }
        faults.extend(row.tests.difference(tests).map(|test| format!("{number} names {test}, which is no test")));
    }
    let named: BTreeSet<&String> = rows.values().flat_map(|row| &row.tests).collect();
    faults.extend(tests.iter().filter(|test| !named.contains(test)).map(|test| format!("no row names {test}")));
    let lines: BTreeSet<&str> = document.lines().collect();
    faults.extend(sums(&rows).into_iter().filter(|sum| !lines.contains(&**sum)).map(|sum| format!("the sum is {sum}")));
    faults
}

#[test]
fn the_document_is_complete_and_its_tests_are_there() {
    let document = std::fs::read_to_string(repository("docs/asvs.md")).unwrap();
    let (numbers, tests) = (numbers(), tests());
    assert!(numbers.len() == 110 && tests.len() > 60, "control: {} numbers, {} tests", numbers.len(), tests.len());
    assert_eq!(faults(&document, &numbers, &tests), Vec::<String>::new());

    let find = |document: &str, tests: &BTreeSet<String>, fault: &str| {
        let found = faults(document, &numbers, tests);
        assert!(found.iter().any(|one| one.contains(fault)), "control: {fault} is found among {found:?}");
    };
    let without = |number: &str| -> String {
        let row = format!("| v5.0.0-{number} |");
        document.lines().filter(|line| !line.starts_with(&row)).map(|line| format!("{line}\n")).collect()
    };
    find(&without("7.3.1"), &tests, "7.3.1 has no row");
    let fewer: BTreeSet<String> = tests.iter().filter(|test| **test != "asvs_7_3_1").cloned().collect();
    find(&document, &fewer, "7.3.1 names asvs_7_3_1, which is no test");
    let more: BTreeSet<String> = tests.iter().cloned().chain(["asvs_9_9_9".to_owned()]).collect();
    find(&document, &more, "no row names asvs_9_9_9");
    find(&document.replace("`asvs_7_3_1`", "seen"), &tests, "7.3.1 is met and has no test");
    find(&document.replacen("| met |", "| nearly |", 1), &tests, "is neither met nor not");
    find(
        &format!("{document}\n| v5.0.0-7.3.9 | 1 | says something | met | says something | `asvs_7_3_9` |"),
        &tests,
        "no number",
    );
}

#[test]
fn control_what_is_no_test_is_told_from_one() {
    let found = |text: &str| {
        let mut found = BTreeSet::new();
        rust_tests(text, &mut found);
        browser_tests(text, &mut found);
        found.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(found("    #[test]\n    fn asvs_1_2_3() {\n        checked();\n    }"), ["asvs_1_2_3"]);
    assert_eq!(
        found("#[tokio::test(flavor = \"multi_thread\")]\nasync fn asvs_1_2_3() {\n    x().await;\n}"),
        ["asvs_1_2_3"]
    );
    assert_eq!(found("test(\"asvs_1_2_3: what is seen\", async () => {"), ["asvs_1_2_3"]);
    for none in [
        "fn asvs_1_2_3() {\n    checked();\n}",
        "#[test]\n#[ignore]\nfn asvs_1_2_3() {\n    checked();\n}",
        "#[test]\nfn asvs_1_2_3() {\n}",
        "#[test]\nfn asvs_1_2_3() {}",
        "// #[test]\n// fn asvs_1_2_3() {\n// checked();",
        "test.skip(\"asvs_1_2_3\", () => {",
        "  // test(\"asvs_1_2_3\", () => {",
    ] {
        assert_eq!(found(none), Vec::<String>::new(), "{none}");
    }
    assert!(is_taken_in(&repository("crates/web/tests/all/asvs/document.rs")));
    assert!(!is_taken_in(&repository("crates/web/tests/all/asvs/nobody.rs")));
}
