//! The root key leaves the machine on paper and comes back from it.

use crate::record;
use crate::server::Home;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_ecabinet");

/// The five sheets of a key file.
fn sheets(key: &Path) -> Vec<String> {
    let output = Command::new(BINARY).args(["split-key", "--key"]).arg(key).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.split('\u{c}').filter(|sheet| !sheet.is_empty()).map(str::to_owned).collect()
}

fn join(new: &Path, typed: &str) -> Output {
    let mut command = Command::new(BINARY);
    command.arg("join-key").arg(new).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_lost_key_comes_back_from_any_three_sheets() {
    let home = Home::with_posts(&["energy_section"]);
    let key = std::fs::read(home.key()).unwrap();
    let sheets = sheets(&home.key());
    assert_eq!(sheets.len(), 5);
    std::fs::remove_file(home.key()).unwrap();
    for chosen in [[0, 1, 2], [4, 2, 0], [1, 3, 4]] {
        let typed: String = chosen.iter().map(|at| sheets[*at].to_lowercase()).collect();
        let joined = join(&home.key(), &typed);
        assert!(joined.status.success(), "{}", String::from_utf8_lossy(&joined.stderr));
        assert_eq!(std::fs::read(home.key()).unwrap(), key);
        record::verify(&home).expect("it opens everything again");
        std::fs::remove_file(home.key()).unwrap();
    }
}

#[test]
fn what_makes_no_key_makes_no_file_and_says_why() {
    let (home, other) = (Home::with_posts(&["energy_section"]), Home::with_posts(&["energy_section"]));
    let (own, foreign) = (sheets(&home.key()), sheets(&other.key()));
    let slip = |sheet: &str| {
        let line = sheet.lines().filter(|line| line.starts_with("    ")).nth(3).unwrap();
        let other = if line.ends_with('7') { "8" } else { "7" };
        sheet.replace(line, &format!("{}{other}", &line[..line.len() - 1]))
    };
    let new = home.beside("again");
    for (typed, said) in [
        (own[..2].concat(), "3 different shares are needed, 2 came"),
        (String::new(), "3 different shares are needed, 0 came"),
        ([&*own[0], &own[0], &own[1]].concat(), "share 1 is there already"),
        ([&*own[0], &own[1], &foreign[2]].concat(), "not all of one key"),
        ([&*own[0], &slip(&own[1]), &own[2]].concat(), "share 2: line 4 of the share is not as it was printed"),
        ([&*own[0], &own[1], &sheets(&home.key())[2]].concat(), "do not fit each other"),
    ] {
        let joined = join(&new, &typed);
        let told = String::from_utf8_lossy(&joined.stderr).into_owned();
        assert!(!joined.status.success() && told.contains(said), "{said}: {told}");
        assert!(!new.exists(), "{said}");
    }
    assert!(join(&new, &own.concat()).status.success(), "control");
    let again = join(&new, &own.concat());
    assert!(String::from_utf8_lossy(&again.stderr).contains("never overwritten"));
}
