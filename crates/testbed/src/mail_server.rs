//! A mail server: `aiosmtpd`, which is not ours; and a reader of calendars, `icalendar`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long a message may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a server speaks.
#[derive(Clone, Copy, Debug)]
pub enum MailDoor<'a> {
    /// Without TLS, as on one machine.
    Plain,
    /// Changes to TLS before anything is said; certificate and key, PEM.
    StartTls(&'a Path, &'a Path),
    /// Speaks TLS at once.
    Tls(&'a Path, &'a Path),
}

/// A message that a server took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// From whom, by the envelope.
    pub from: String,
    /// To whom, by the envelope.
    pub to: Vec<String>,
    /// Whether it came over TLS.
    pub tls: bool,
    /// The message as it came.
    pub message: String,
}

impl Taken {
    /// A header, as it stands there.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.message.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let begins = format!("{}:", name.to_ascii_lowercase());
        let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(&begins))?.to_owned();
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    }
}

/// A mail server on loopback; it ends with this value, and with the process.
#[derive(Debug)]
pub struct MailServer {
    process: Child,
    commands: Mutex<ChildStdin>,
    port: u16,
    told: Mutex<Receiver<Value>>,
}

fn python(script: &str) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let program: PathBuf = root.join(".venv/bin/python");
    let mut command = Command::new(program);
    command.arg(root.join("tests/mail").join(script)).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

impl MailServer {
    /// Starts one; `known`: the name and password by which alone it is told anything.
    ///
    /// # Panics
    /// When it does not start: `scripts/install-needs test` installs it.
    #[must_use]
    pub fn start(door: MailDoor<'_>, known: Option<(&str, &str)>) -> Self {
        let none = Path::new("-");
        let (mode, certificate, key) = match door {
            MailDoor::Plain => ("plain", none, none),
            MailDoor::StartTls(certificate, key) => ("starttls", certificate, key),
            MailDoor::Tls(certificate, key) => ("tls", certificate, key),
        };
        let (user, password) = known.unwrap_or(("-", "-"));
        let mut command = python("serve.py");
        command.arg(mode).arg(certificate).arg(key).args([user, password]);
        let mut process = command.spawn().expect("aiosmtpd is not installed: scripts/install-needs test");
        let commands = Mutex::new(process.stdin.take().expect("it is piped"));
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let port = lines.next().and_then(Result::ok).and_then(|line| line.trim().parse().ok());
        let port = port.expect("the mail server starts; else: scripts/install-needs test");
        let (tell, told) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let Ok(line) = serde_json::from_str(&line) else { continue };
                if tell.send(line).is_err() {
                    return;
                }
            }
        });
        Self { process, commands, port, told: Mutex::new(told) }
    }

    /// Where it listens.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// From now on it answers each message with this status, or takes it: `take`.
    ///
    /// # Panics
    /// When it is gone.
    pub fn answer(&self, how: &str) {
        let mut commands = self.commands.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(commands, "{how}").expect("the mail server is there");
        let heard = self.told.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PATIENCE);
        assert_eq!(
            heard.expect("it hears").get("answers").and_then(Value::as_str),
            Some(how),
            "messages are read before it is told how to answer"
        );
    }

    /// The next message that it took; waits for one.
    ///
    /// # Panics
    /// When none comes.
    #[must_use]
    pub fn next(&self) -> Taken {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PATIENCE);
        taken(&told.expect("a message comes"))
    }

    /// Whether a message was refused within this time.
    ///
    /// # Panics
    /// When one was taken instead.
    #[must_use]
    pub fn refused_within(&self, time: Duration) -> bool {
        match self.told.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(time) {
            Ok(told) => {
                assert!(told.get("refused").is_some_and(Value::is_string), "a message was taken");
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// The next message, if one comes within this time.
    #[must_use]
    pub fn within(&self, time: Duration) -> Option<Taken> {
        match self.told.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(time) {
            Ok(told) => Some(taken(&told)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }
}

fn taken(told: &Value) -> Taken {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let message = STANDARD.decode(word(&told["message"])).expect("it is base64");
    Taken {
        from: word(&told["from"]),
        to: told["to"].as_array().map(|all| all.iter().map(word).collect()).unwrap_or_default(),
        tls: told["tls"].as_bool().unwrap_or_default(),
        message: String::from_utf8(message).expect("it is UTF-8"),
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a calendar says, by a reader that is not ours.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn read_calendar(calendar: &str) -> Value {
    read_by("read_calendar.py", calendar)
}

/// What a message says, by a reader that is not ours: its subject and its parts, each decoded.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn read_mail(message: &str) -> Value {
    read_by("read_mail.py", message)
}

fn read_by(script: &str, written: &str) -> Value {
    let mut process = python(script).spawn().expect("it is not installed: scripts/install-needs test");
    process.stdin.take().expect("it is piped").write_all(written.as_bytes()).expect("it reads");
    let output = process.wait_with_output().expect("it ends");
    assert!(output.status.success(), "it cannot be read: {written}");
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}
