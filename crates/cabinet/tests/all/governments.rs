//! Under whose rules of business the suite plays. `ECABINET_RULES=rules/jharkhand.toml cargo nextest run -p cabinet` plays it
//! under another government's; a test does so for every file in `rules/`.

use cabinet::rules::Rules;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

const NAMED: &str = "ECABINET_RULES";

/// The rules that are played: the sample's, or those that are named.
pub static RULES: LazyLock<String> = LazyLock::new(|| match std::env::var_os(NAMED) {
    Some(path) => std::fs::read_to_string(repository().join(path)).unwrap(),
    None => rehearsal::RULES.to_owned(),
});

/// The same, read.
pub fn rules() -> Rules {
    Rules::parse(&RULES).unwrap()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every government's rules: each file in `rules/`.
pub fn files() -> Vec<PathBuf> {
    let found = std::fs::read_dir(repository().join("rules")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = found.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    files
}

/// Tells tests of this program under the rules of a file.
fn told(tests: &[&str], file: &Path) -> Output {
    let program = std::env::current_exe().unwrap();
    Command::new(program).args(tests).env(NAMED, file).output().unwrap()
}

/// How many tests of this program hold under the rules of every government but the one that is played now.
#[track_caller]
pub fn under_every_other(tests: &[&str]) -> Vec<usize> {
    if std::env::var_os(NAMED).is_some() {
        return Vec::new();
    }
    let folder = std::env::temp_dir().join(format!("rules-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let broken = folder.join("broken.toml");
    std::fs::write(&broken, RULES.replacen("consultation_days = ", "consultation_weeks = ", 1)).unwrap();
    let control = told(&["rules_that_are_played"], &broken);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(!control.status.success(), "control: the rules that are named are played");
    let mut held = Vec::new();
    for file in files() {
        if std::fs::read_to_string(&file).unwrap() == *RULES {
            continue;
        }
        let output = told(tests, &file);
        let said = String::from_utf8_lossy(&output.stdout);
        let passed = said.split("test result: ok. ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
        assert!(output.status.success(), "{}\n{said}\n{}", file.display(), String::from_utf8_lossy(&output.stderr));
        held.push(passed.unwrap_or(0));
    }
    assert!(!held.is_empty(), "control: there is another government");
    held
}

#[test]
fn the_rules_that_are_played_are_a_governments() {
    let rules = rules();
    assert!(!rules.government.is_empty());
    let named = files().into_iter().filter(|file| std::fs::read_to_string(file).unwrap() == *RULES).count();
    assert_eq!(named, 1, "{} stands in rules/", rules.government);
}
