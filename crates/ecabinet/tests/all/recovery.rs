//! `recover`: codes for lost officers, with three shares of the root key and no fewer; recorded before they are printed, and
//! ordered anew where they were not printed.

use ledger::Database;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use testbed::Postgres;

const BINARY: &str = env!("CARGO_BIN_EXE_ecabinet");
const POSTS: [&str; 4] = ["--first", "cabinet_section_1", "--second", "cabinet_section_2"];

/// A real government as `init` makes it, with the five sheets of its key.
struct Home {
    folder: TempDir,
    database: Option<String>,
    shares: Vec<PathBuf>,
    codes: Vec<String>,
}

fn sheets(printed: &[u8]) -> Vec<String> {
    let printed = String::from_utf8(printed.to_vec()).unwrap();
    printed.split('\u{c}').filter(|sheet| !sheet.trim().is_empty()).map(str::to_owned).collect()
}

/// The code on a sheet.
fn code(sheet: &str) -> String {
    sheet.lines().find(|line| line.starts_with("    ")).unwrap().trim().to_owned()
}

impl Home {
    fn new() -> Self {
        Self::on(None)
    }

    fn on(database: Option<String>) -> Self {
        let mut home = Self { folder: TempDir::new().unwrap(), database, shares: Vec::new(), codes: Vec::new() };
        let made = home.init();
        assert!(made.status.success(), "{}", told(&made));
        let all = sheets(&made.stdout);
        assert_eq!(all.len(), 7);
        for (number, share) in (1..).zip(&all[..5]) {
            let path = home.folder.path().join(format!("share-{number}"));
            std::fs::write(&path, share).unwrap();
            home.shares.push(path);
        }
        home.codes = all[5..].iter().map(|sheet| code(sheet)).collect();
        home
    }

    fn init(&self) -> Output {
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/madhya-pradesh.toml");
        let mut init = self.command("init");
        init.arg("--rules").arg(rules).arg("--data").arg(self.data()).arg("--key").arg(self.key());
        init.args(["--first", "पहला अधिकारी", "--second", "दूसरा अधिकारी"]).output().unwrap()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    fn command(&self, what: &str) -> Command {
        let mut command = Command::new(BINARY);
        command.arg(what).env_remove("ECABINET_KEY");
        self.database.iter().for_each(|address| _ = command.env("ECABINET_DATABASE", address));
        command
    }

    fn arguments(&self, shares: &[&PathBuf]) -> Vec<std::ffi::OsString> {
        let mut arguments = vec![self.data().into_os_string(), "--reason".into(), "दोनों उपकरण खो गए".into()];
        arguments.extend(POSTS.map(Into::into));
        shares.iter().for_each(|share| arguments.extend(["--share".into(), (*share).clone().into_os_string()]));
        arguments
    }

    fn recover(&self, shares: &[&PathBuf]) -> Output {
        self.command("recover").args(self.arguments(shares)).stdin(Stdio::null()).output().unwrap()
    }

    fn with_three(&self) -> Output {
        self.recover(&self.shares[1..4].iter().collect::<Vec<_>>())
    }

    /// What `verify` says of the record, which is whole.
    fn verified(&self) -> String {
        let verified = self.command("verify").arg(self.data()).arg("--key").arg(self.key()).output().unwrap();
        assert!(verified.status.success(), "{}", told(&verified));
        String::from_utf8(verified.stdout).unwrap()
    }

    /// How many recoveries the record holds.
    fn recoveries(&self) -> u32 {
        let told = self.verified();
        let line = told.lines().find_map(|line| line.strip_prefix("recovery"));
        line.map_or(0, |line| line.split_whitespace().next().unwrap().parse().unwrap())
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn nobody_recovers_without_three_shares_of_this_government() {
    let (home, other) = (Home::new(), Home::new());
    let (own, foreign) = (&home.shares, &other.shares);
    let slip = home.folder.path().join("slip");
    let sheet = std::fs::read_to_string(&own[1]).unwrap();
    let line = sheet.lines().filter(|line| line.starts_with("    ")).nth(2).unwrap();
    let changed = format!("{}{}", &line[..line.len() - 1], if line.ends_with('7') { "6" } else { "7" });
    std::fs::write(&slip, sheet.replace(line, &changed)).unwrap();
    let again = home.folder.path().join("again");
    let split = home.command("split-key").arg("--key").arg(home.key()).output().unwrap();
    std::fs::write(&again, &sheets(&split.stdout)[4]).unwrap();
    let nowhere = home.folder.path().join("nowhere");
    for (shares, said) in [
        (
            vec![&own[0], &own[1]],
            ["3 अलग-अलग भाग चाहिए, 2 मिले", "3 different shares of the root key are needed, 2 came"],
        ),
        (vec![&own[0], &own[1], &own[1]], ["2 मिले", "2 came"]),
        (vec![&own[0], &slip, &own[2]], ["भाग ठीक नहीं है", "line 3 of the share is not as it was printed"]),
        (vec![&own[0], &own[1], &foreign[2]], ["भाग ठीक नहीं है", "not all of one key"]),
        (vec![&own[0], &own[1], &again], ["भाग ठीक नहीं है", "do not fit each other"]),
        (vec![&own[0], &own[1], &nowhere], ["भाग ठीक नहीं है", "nowhere"]),
        (foreign.iter().take(3).collect(), ["किसी दूसरे शासन की कुंजी", "another government's key"]),
    ] {
        let refused = home.recover(&shares);
        let told = told(&refused);
        assert!(!refused.status.success() && said.iter().all(|said| told.contains(said)), "{said:?}: {told}");
        assert!(refused.stdout.is_empty(), "nothing is printed");
        assert!(told.contains("nothing was recorded"), "{told}");
    }
    assert_eq!(home.recoveries(), 0);
    let done = home.with_three();
    assert!(done.status.success(), "control: {}", told(&done));
    assert_eq!(home.recoveries(), 1);
    let again = home.init();
    assert!(!again.status.success() && again.stdout.is_empty(), "codes of a recovery are printed by none but it");
    assert!(told(&again).contains("ordered anew by `ecabinet recover`"), "{}", told(&again));
}

#[test]
fn codes_are_printed_on_sheets_and_can_be_ordered_again() {
    let home = Home::new();
    let typed: String =
        home.shares[2..].iter().map(|share| std::fs::read_to_string(share).unwrap().to_lowercase()).collect();
    let mut recover = home.command("recover");
    recover.args(home.arguments(&[])).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = recover.args(["--origin", "https://ecabinet.example.in"]).spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", told(&done));
    let first = sheets(&done.stdout);
    for (sheet, who) in
        first.iter().zip(["पहला अधिकारी, उप सचिव, मंत्रि-परिषद शाखा", "दूसरा अधिकारी, अवर सचिव, मंत्रि-परिषद शाखा"])
    {
        assert!(sheet.contains(who) && sheet.contains("https://ecabinet.example.in/enrol"), "{sheet}");
    }
    let second = home.with_three();
    assert!(second.status.success(), "{}", told(&second));
    let codes = |all: &[String]| all.iter().map(|sheet| code(sheet)).collect::<Vec<_>>();
    let mut all = [home.codes.clone(), codes(&first), codes(&sheets(&second.stdout))].concat();
    assert_eq!(all.len(), 6);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 6, "each code is another one");
    assert_eq!(home.recoveries(), 2);

    // The printer fails after the record is written.
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let shares: Vec<&PathBuf> = home.shares[..3].iter().collect();
    let failed =
        home.command("recover").args(home.arguments(&shares)).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert!(!failed.status.success() && told(&failed).contains("run this command again"), "{}", told(&failed));
    assert_eq!(home.recoveries(), 3);
    assert!(home.with_three().status.success());
    assert_eq!(home.recoveries(), 4);
}

#[test]
fn a_folder_that_is_served_and_a_training_government_are_refused() {
    let home = Home::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let held = runtime.block_on(Database::open(&home.data())).unwrap();
    let refused = home.with_three();
    assert!(!refused.status.success() && told(&refused).contains("nothing was recorded"), "{}", told(&refused));
    runtime.block_on(held.close());
    drop(held);
    assert!(home.with_three().status.success(), "control");

    let training = crate::server::Home::with_posts(&["cabinet_section"]);
    let split = Command::new(BINARY).args(["split-key", "--key"]).arg(training.key()).output().unwrap();
    let sheet = training.beside("sheets");
    std::fs::write(&sheet, split.stdout).unwrap();
    let mut recover = Command::new(BINARY);
    recover.arg("recover").arg(training.data()).args(["--reason", "अभ्यास", "--share"]).arg(&sheet);
    let refused = recover.args(["--first", "cabinet_section", "--second", "cabinet_section_2"]).output().unwrap();
    let told = told(&refused);
    assert!(!refused.status.success() && told.contains("प्रशिक्षण का शासन") && told.contains("training"), "{told}");
}

/// Killed at the n-th sync of a thread, or before anything is printed; whether it was.
fn killed(home: &Home, call: &str, number: u32) -> bool {
    let shares: Vec<&PathBuf> = home.shares[..3].iter().collect();
    let inject = format!("inject={call}:signal=KILL:when={number}");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "signal=none", "-e", &format!("trace={call}"), "-e", &inject, "-o"]);
    strace
        .arg(home.folder.path().join("strace.log"))
        .arg("--")
        .arg(BINARY)
        .arg("recover")
        .args(home.arguments(&shares));
    let output = strace.output().expect("strace is installed by scripts/install-needs test");
    assert!(output.status.success() || output.stdout.is_empty(), "what is printed is recorded before");
    !output.status.success()
}

#[test]
fn killed_at_every_sync_it_is_recorded_once_or_not_and_done_again() {
    let (mut before, mut after) = (0, 0);
    for number in 1.. {
        let home = Home::new();
        if !killed(&home, "fsync,fdatasync", number) {
            assert_eq!(home.recoveries(), 1, "control: nothing killed it");
            break;
        }
        let recorded = home.recoveries();
        assert!(recorded <= 1, "whole or not at all");
        (before, after) = (before + (1 - recorded), after + recorded);
        let again = home.with_three();
        assert!(again.status.success(), "{}", told(&again));
        assert_eq!(sheets(&again.stdout).len(), 2);
        assert_eq!(home.recoveries(), recorded + 1);
    }
    println!("recover: {before} kills before it was recorded, {after} between record and sheets");
    assert!(before > 0 && after > 0, "both sides of the commit were met");
}

#[test]
fn a_government_on_postgresql_is_recovered_when_every_node_is_stopped() {
    let server = Postgres::shared();
    let address = server.database();
    let home = Home::on(Some(address.clone()));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let held = runtime.block_on(Database::connect(&address, &home.data())).unwrap();
    let refused = home.with_three();
    assert!(!refused.status.success() && told(&refused).contains("nothing was recorded"), "{}", told(&refused));
    runtime.block_on(held.close());
    let done = home.with_three();
    assert!(done.status.success(), "{}", told(&done));
    assert_eq!(sheets(&done.stdout).len(), 2);
    assert_eq!(home.recoveries(), 1);
}
