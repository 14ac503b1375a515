//! The real binary on a folder of its own: started plainly or under `strace`, stopped or killed.

use crate::client::{Lost, Request};
use powercut::Disk;
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A data folder with its key beside it, and the cookies of those who signed in there.
pub struct Home {
    folder: TempDir,
    /// Where the data folder lies, if not beside the key.
    disk: Option<Disk>,
    pub cookies: BTreeMap<String, String>,
}

impl Home {
    pub fn empty() -> Self {
        Self { folder: TempDir::new().unwrap(), disk: None, cookies: BTreeMap::new() }
    }

    /// A folder in which the sample government is entered and these posts are signed in.
    pub fn with_posts(posts: &[&str]) -> Self {
        Self::with_posts_in(Self::empty(), posts)
    }

    /// The same in a folder that was made before.
    pub fn with_posts_in(mut home: Self, posts: &[&str]) -> Self {
        let server = Server::start(&home).unwrap();
        for post in posts {
            let cookie = sign_in(server.port, post).unwrap();
            home.cookies.insert((*post).to_owned(), cookie);
        }
        server.stop();
        home
    }

    /// The same folder again, somewhere else.
    pub fn copy(&self) -> Self {
        let copy = Self { folder: TempDir::new().unwrap(), disk: None, cookies: self.cookies.clone() };
        copy_folder(self.folder.path(), copy.folder.path());
        copy
    }

    /// The same folder again, its data on a disk of its own.
    pub fn copy_to(&self, disk: Disk) -> Self {
        let data = disk.path().join("data");
        std::fs::create_dir(&data).unwrap();
        copy_folder(&self.data(), &data);
        self.over(disk)
    }

    /// The same key and cookies over what lies on another disk.
    pub fn over(&self, disk: Disk) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::copy(self.key(), folder.path().join("key")).unwrap();
        Self { folder, disk: Some(disk), cookies: self.cookies.clone() }
    }

    /// The disk under the data folder.
    pub fn disk(&self) -> &Disk {
        self.disk.as_ref().expect("a home on a disk")
    }

    pub fn data(&self) -> PathBuf {
        self.disk.as_ref().map_or_else(|| self.folder.path().to_owned(), Disk::path).join("data")
    }

    pub fn key(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    /// Where the witness keeps checkpoints; it does so where this folder is.
    pub fn witness(&self) -> PathBuf {
        self.folder.path().join("witness")
    }

    /// Beside the data folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where `strace` writes what it saw.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("strace.log")
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// The cookie of a new session.
pub fn sign_in(port: u16, post: &str) -> Result<String, Lost> {
    let answer = Request::form("/sign-in", "", &[("post".to_owned(), post.to_owned())]).send(port)?;
    assert_eq!(answer.status, 303, "{post} signs in: {}", answer.body);
    let cookie = answer.header("set-cookie").unwrap();
    Ok(cookie.split(';').next().unwrap().to_owned())
}

/// What `strace` watches, and at which call it kills.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Only calls on these paths beside the key count; without any, every call does.
    pub paths: Vec<&'static str>,
    /// The calls that are watched.
    pub calls: Vec<&'static str>,
    /// Kill at the entry of this call when a thread makes it for the n-th time.
    pub kill: Option<(&'static str, u32)>,
    /// Answer this call with EIO when a thread makes it for the n-th time.
    pub fail: Option<(&'static str, u32)>,
}

impl Trace {
    fn arguments(&self, home: &Home) -> Vec<String> {
        let mut arguments: Vec<String> = ["-f", "-qq", "-y", "-e", "signal=none", "-e"].map(str::to_owned).into();
        arguments.push(format!("trace={}", self.calls.join(",")));
        for path in &self.paths {
            arguments.extend(["-P".to_owned(), home.folder.path().join(path).display().to_string()]);
        }
        if let Some((call, number)) = self.kill {
            arguments.extend(["-e".to_owned(), format!("inject={call}:signal=KILL:when={number}")]);
        }
        if let Some((call, number)) = self.fail {
            arguments.extend(["-e".to_owned(), format!("inject={call}:error=EIO:when={number}")]);
        }
        arguments.extend(["-o".to_owned(), home.log().display().to_string()]);
        arguments
    }
}

/// A running server.
pub struct Server {
    child: Child,
    /// The server itself; `child` may be the tracer above it.
    pid: Pid,
    pub port: u16,
    /// Every address on which it listens; `port` is that of the first.
    pub addresses: Vec<SocketAddr>,
    // The server would fall over a closed pipe.
    _output: BufReader<ChildStdout>,
}

/// Starts the binary as `$0 demo --people-only` after saying its own process id.
const SAY_PID: &str = r#"echo "pid $$"; exec "$0" demo --people-only"#;
/// The same with sample papers, under the rules that are named.
const SAY_PID_UNDER: &str = r#"echo "pid $$"; exec "$0" demo --rules "$1""#;
/// Starts the binary, waits for a word, and becomes its tracer: a tracer that is the parent is permitted everywhere.
const TRACE_LATER: &str = r#""$0" demo --people-only & echo "pid $!"; read -r word; exec strace "$@" -p "$!""#;

impl Server {
    pub fn start(home: &Home) -> Result<Self, Lost> {
        Self::launch(home, Command::new("sh").args(["-c", SAY_PID, env!("CARGO_BIN_EXE_ecabinet")]))
    }

    /// Starts the whole sample, with its papers, under the rules of a file.
    pub fn start_under(home: &Home, rules: &Path) -> Result<Self, Lost> {
        let mut command = Command::new("sh");
        command.args(["-c", SAY_PID_UNDER, env!("CARGO_BIN_EXE_ecabinet")]).arg(rules);
        Self::launch(home, &mut command)
    }

    /// Starts under `strace`. A server that was killed before it said its address is [`Lost`].
    pub fn start_traced(home: &Home, trace: &Trace) -> Result<Self, Lost> {
        let mut command = Command::new("strace");
        command.args(trace.arguments(home));
        command.args(["--", "sh", "-c", SAY_PID, env!("CARGO_BIN_EXE_ecabinet")]);
        Self::launch(home, &mut command)
    }

    /// Starts plainly; [`Server::trace_now`] lets `strace` in.
    pub fn start_to_be_traced(home: &Home, trace: &Trace) -> Result<Self, Lost> {
        let mut command = Command::new("sh");
        command.args(["-c", TRACE_LATER, env!("CARGO_BIN_EXE_ecabinet")]).args(trace.arguments(home));
        Self::launch(home, &mut command)
    }

    fn launch(home: &Home, command: &mut Command) -> Result<Self, Lost> {
        if home.witness().exists() {
            command.env("ECABINET_WITNESS", home.witness());
        }
        Self::spawned(command.env("ECABINET_DATA", home.data()).env("ECABINET_KEY", home.key()))
    }

    /// Starts one of several nodes; `environment` tells it where everything lies, and `errors` takes what it complains of.
    pub fn start_node(environment: &[(&str, String)], errors: File) -> Result<Self, Lost> {
        let mut command = Command::new("sh");
        command.args(["-c", SAY_PID, env!("CARGO_BIN_EXE_ecabinet")]).stderr(errors);
        Self::spawned(command.envs(environment.iter().map(|(name, value)| (*name, value.as_str()))))
    }

    fn spawned(command: &mut Command) -> Result<Self, Lost> {
        if !command.get_envs().any(|(name, _)| name == "ECABINET_LISTEN") {
            command.env("ECABINET_LISTEN", "127.0.0.1:0");
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh and strace are installed by scripts/install-needs test");
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (mut pid, mut addresses) = (None, Vec::<SocketAddr>::new());
        while pid.is_none() || addresses.is_empty() {
            let mut line = String::new();
            if output.read_line(&mut line).unwrap() == 0 {
                child.wait().unwrap();
                assert!(pid.is_some(), "nothing was started; strace needs the permission to trace (ptrace)");
                return Err(Lost);
            }
            if let Some(number) = line.strip_prefix("pid ") {
                pid = Pid::from_raw(number.trim().parse().unwrap());
            } else if let Some((_, listed)) = line.split_once("listening: ") {
                addresses = listed.trim().split(", ").map(|address| address.parse().unwrap()).collect();
            }
        }
        Ok(Self { child, pid: pid.unwrap(), port: addresses[0].port(), addresses, _output: output })
    }

    /// Lets `strace` in and waits until every thread is traced.
    pub fn trace_now(&mut self) {
        self.child.stdin.take().unwrap().write_all(b"now\n").unwrap();
        let tasks = format!("/proc/{}/task", self.pid.as_raw_nonzero());
        let traced = || {
            let statuses = std::fs::read_dir(&tasks).unwrap().map(|task| task.unwrap().path().join("status"));
            statuses.into_iter().all(|status| {
                let text = std::fs::read_to_string(status).unwrap_or_default();
                text.lines().any(|line| line.starts_with("TracerPid:") && !line.ends_with("\t0"))
            })
        };
        for _ in 0..2000 {
            if traced() {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("strace could not attach: it needs the permission to trace (ptrace)");
    }

    /// A way to kill the server from another thread.
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// Waits for a server that was killed by somebody else; tells whether it ended in order instead.
    pub fn ended(mut self) -> bool {
        // A tracer ends as what it traced ended.
        self.child.wait().unwrap().success()
    }

    /// The status with which the server ends by itself; none if a signal ended it.
    pub fn status(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Whether the server has not ended.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Stops the server in order; tells whether it ended so, or was killed while it stopped.
    pub fn stop(self) -> bool {
        kill_process(self.pid, Signal::TERM).unwrap();
        self.ended()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that fails leaves nothing running. A child that was waited for is known to be gone.
        if let Ok(None) = self.child.try_wait() {
            let _ = kill_process(self.pid, Signal::KILL);
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
