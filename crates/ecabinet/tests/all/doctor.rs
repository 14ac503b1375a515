//! `doctor`, by the real binary: on a blank machine, on a government that was just made, beside a server, and with one thing
//! after another out of order.

use crate::encrypted::{Authority, lay};
use crate::server::{Home, Server};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use testbed::{MailDoor, MailServer};

/// Settings of a government that is in order, as far as this machine goes.
struct Patient {
    home: Home,
    settings: BTreeMap<&'static str, String>,
}

fn free_port() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

impl Patient {
    fn blank() -> Self {
        let home = Home::empty();
        let settings = BTreeMap::from([
            ("ECABINET_DATA", home.data().display().to_string()),
            ("ECABINET_KEY", home.key().display().to_string()),
            ("ECABINET_LISTEN", free_port()),
        ]);
        Self { home, settings }
    }

    fn made() -> Self {
        let mut patient = Self::blank();
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/madhya-pradesh.toml");
        let mut init = patient.command("init");
        init.arg("--rules").arg(rules).args(["--first", "पहला", "--second", "दूसरा"]);
        assert!(init.output().unwrap().status.success());
        let beside = |name: &str| patient.home.beside(name);
        for folder in ["witness", "log"] {
            std::fs::create_dir(beside(folder)).unwrap();
        }
        let issued = Authority::new().issue("localhost");
        lay(&beside("key.pem"), &issued.key, 0o600);
        lay(&beside("certificate.pem"), &issued.certificate, 0o644);
        let paths = [
            ("ECABINET_WITNESS", "witness"),
            ("ECABINET_LOG_FOLDER", "log"),
            ("ECABINET_TLS_KEY", "key.pem"),
            ("ECABINET_TLS_CERTIFICATE", "certificate.pem"),
        ];
        let paths: Vec<_> = paths.map(|(name, file)| (name, beside(file).display().to_string())).to_vec();
        patient.settings.extend(paths);
        patient.settings.insert("ECABINET_ORIGIN", "https://localhost".to_owned());
        let mut backup = patient.command("backup");
        backup.arg(patient.home.data()).arg(patient.home.beside("shelf").join("first"));
        assert!(backup.output().unwrap().status.success());
        patient
    }

    fn command(&self, command: &str) -> Command {
        let mut made = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
        made.arg(command).envs(&self.settings);
        made
    }

    fn seen(&self) -> Seen {
        Seen::of(&self.command("doctor").arg("--json").output().unwrap())
    }

    /// What is found with one setting changed.
    fn with(&self, name: &'static str, value: impl Into<String>) -> Seen {
        Seen::of(&self.command("doctor").arg("--json").env(name, value.into()).output().unwrap())
    }
}

/// What the doctor found.
struct Seen {
    states: BTreeMap<String, String>,
    told: Vec<Value>,
    good: bool,
}

impl Seen {
    fn of(output: &Output) -> Self {
        let told: Vec<Value> = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        let word = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        let states = told.iter().map(|one| (word(one, "check"), word(one, "state"))).collect();
        for one in told.iter().filter(|one| one["state"] != "good") {
            assert!(!word(one, "hi").is_empty() && !word(one, "en").is_empty(), "it says what to do: {one}");
        }
        let good = output.status.success();
        assert_eq!(good, told.iter().all(|one| one["state"] != "wrong"), "the exit code says the same");
        assert!(good || output.status.code() == Some(1));
        Self { states, told, good }
    }

    #[track_caller]
    fn is(&self, check: &str, state: &str) -> &Self {
        assert_eq!(self.states.get(check).map(String::as_str), Some(state), "{check}: {:?}", self.told);
        self
    }
}

/// What this machine may lack: the tests run in many places.
const OF_THE_MACHINE: [&str; 5] = ["confinement", "fonts", "clock", "open_files", "memory"];

#[test]
fn a_government_that_is_in_order_has_nothing_to_mend_but_what_the_machine_lacks() {
    let patient = Patient::made();
    let seen = patient.seen();
    let room = ["disk_room"];
    for (check, state) in &seen.states {
        if !OF_THE_MACHINE.contains(&check.as_str()) && !room.contains(&check.as_str()) {
            assert_eq!(state, "good", "{check}: {:?}", seen.told);
        }
    }
    assert!(seen.states.len() >= 20, "control: {:?}", seen.states);
    // The folder may be named instead, and lines are for people.
    let mut plain = patient.command("doctor");
    let plain = plain.arg(patient.home.data()).env_remove("ECABINET_DATA").output().unwrap();
    let lines = String::from_utf8(plain.stdout).unwrap();
    assert!(lines.lines().any(|line| line.starts_with("✓ अभिलेख · record")), "{lines}");
    assert!(lines.lines().all(|line| ["✓ ", "✗ ", "– "].iter().any(|sign| line.starts_with(sign))), "{lines}");
    assert_eq!(lines.lines().count(), seen.told.len());
}

#[test]
fn each_thing_out_of_order_is_found() {
    let patient = Patient::made();
    let home = &patient.home;
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let missing = home.beside("missing").display().to_string();

    patient.with("ECABINET_KEY", missing.clone()).is("key", "wrong").is("under_key", "skipped");
    mode(&home.key(), 0o644);
    patient.seen().is("key", "wrong");
    mode(&home.key(), 0o600);
    patient.seen().is("key", "good").is("under_key", "good");
    vault::KeyFile::create(&home.beside("other")).unwrap();
    patient.with("ECABINET_KEY", home.beside("other").display().to_string()).is("key", "good").is("under_key", "wrong");

    mode(&home.data(), 0o755);
    patient.seen().is("data_folder_rights", "wrong");
    mode(&home.data(), 0o700);
    patient.with("ECABINET_WITNESS", missing.clone()).is("witness", "wrong");
    patient.with("ECABINET_WITNESS", home.data().display().to_string()).is("witness", "wrong");
    patient.with("ECABINET_TLS_CERTIFICATE", missing.clone()).is("certificate", "wrong");
    patient.with("ECABINET_ORIGIN", "https://other.invalid").is("certificate", "wrong");
    patient.with("ECABINET_LOG_FOLDER", "/proc/none/log").is("log_folder", "wrong");
    patient.with("ECABINET_LISTEN", "192.0.2.7:8443").is("listen", "wrong");
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    patient.with("ECABINET_LISTEN", busy.local_addr().unwrap().to_string()).is("listen", "wrong");

    let mark = home.data().join("backup.last");
    let kept = std::fs::read(&mark).unwrap();
    std::fs::remove_file(&mark).unwrap();
    patient.seen().is("backup", "wrong");
    std::fs::write(&mark, kept).unwrap();
    patient.seen().is("backup", "good");

    // The database, from its second page on.
    let database = home.data().join("ledger.sqlite");
    let sound = std::fs::read(&database).unwrap();
    let mut broken = sound.clone();
    let half = broken.len() / 2;
    broken[half..].fill(0x5a);
    std::fs::write(&database, broken).unwrap();
    patient.seen().is("sound", "wrong");
    // The number by which a later version would say so.
    let mut later = sound.clone();
    later[63] = later[63].wrapping_add(1);
    std::fs::write(&database, later).unwrap();
    patient.seen().is("formats", "wrong");
    std::fs::write(&database, sound).unwrap();
    patient.seen().is("sound", "good").is("formats", "good");
}

/// The servers by which notices leave are asked whether they answer; nothing is sent. Where none is named, none is told of.
#[test]
fn ways_out_that_do_not_answer_are_found() {
    let mut patient = Patient::made();
    assert!(!patient.seen().states.contains_key("mail_server"), "control: none is named");
    let server = MailServer::start(MailDoor::Plain, None);
    patient.settings.insert("ECABINET_SMTP_FROM", "ecabinet@example.in".to_owned());
    let mail = |patient: &Patient, port: u16| patient.with("ECABINET_SMTP", format!("smtp+plain://127.0.0.1:{port}"));
    mail(&patient, server.port()).is("mail_server", "good");
    let silent = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    mail(&patient, silent).is("mail_server", "wrong");
    patient.with("ECABINET_SMTP", "http://relay.invalid").is("notices", "wrong");
    patient.settings.remove("ECABINET_SMTP_FROM");
    patient.with("ECABINET_SMS", "/proc/none/sms.toml").is("notices", "wrong");
}

#[test]
fn on_a_blank_machine_it_says_where_to_begin_and_makes_nothing() {
    let patient = Patient::blank();
    let seen = patient.seen();
    assert!(!seen.good);
    seen.is("key", "wrong")
        .is("data_folder", "wrong")
        .is("ledger", "wrong")
        .is("witness", "wrong")
        .is("backup", "wrong");
    seen.is("listen", "good").is("certificate", "skipped").is("workshop", "good");
    assert!(!patient.home.data().exists() && !patient.home.key().exists());
}

#[test]
fn beside_a_server_it_says_what_it_leaves_to_it() {
    let home = Home::with_posts(&[]);
    let server = Server::start(&home).unwrap();
    let settings = BTreeMap::from([
        ("ECABINET_DATA", home.data().display().to_string()),
        ("ECABINET_KEY", home.key().display().to_string()),
        ("ECABINET_LISTEN", format!("127.0.0.1:{}", server.port)),
    ]);
    let patient = Patient { home, settings };
    let seen = patient.seen();
    seen.is("ledger", "skipped").is("listen", "skipped").is("key", "good").is("data_folder", "good");
    let page = crate::client::Request::get("/sign-in", "").send(server.port).unwrap();
    assert_eq!(page.status, 200, "the server goes on");
    assert!(server.stop());
}

/// The mark of a backup that could not be left costs no backup.
#[test]
fn a_backup_is_made_though_no_mark_can_be_left() {
    let patient = Patient::made();
    let blocked: PathBuf = patient.home.data().join("backup.last.unfinished");
    std::fs::create_dir(&blocked).unwrap();
    std::fs::write(blocked.join("file"), "").unwrap();
    let mut backup = patient.command("backup");
    let told = backup.arg(patient.home.data()).arg(patient.home.beside("shelf").join("second")).output().unwrap();
    assert!(told.status.success());
    assert!(String::from_utf8_lossy(&told.stderr).contains("the server is not told of this backup"));
}
