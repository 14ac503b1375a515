//! One process of the workshop: started, fed, listened to, and killed with all that it started.

use crate::refusal::{PaperError, PaperRefusal, WorkshopFault};
use rustix::process::{Pid, Signal, kill_process_group};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use workshop::{Answer, AnswerHeader, HEADER_BYTES_MAX, JobHeader, parse_header, write_message};

/// A workshop's answer with the bytes that followed it.
pub(crate) struct Answered {
    pub header: AnswerHeader,
    pub bytes: Vec<u8>,
}

/// Kills the whole group when it goes out of scope, so also when the caller stops waiting.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(pid) = self.0 {
            // There may be nothing left to kill; that is what is wanted.
            let _ = kill_process_group(pid, Signal::KILL);
        }
    }
}

/// Does one job in a fresh process within `time_max` of the wall clock.
pub(crate) async fn do_job(
    program: &Path,
    header: &JobHeader,
    bytes: &[u8],
    time_max: Duration,
) -> Result<Answered, PaperError> {
    let mut child = start(program)?;
    let group = Group(child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?)));
    let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(WorkshopFault::Died.into());
    };
    let bytes_max = header.limits.output_bytes_max;
    let talk = async {
        // A workshop that refuses early stops reading: a broken pipe is then no fault, the answer counts.
        let (fed, heard) = tokio::join!(feed(input, header, bytes), hear(output, bytes_max));
        match heard {
            Ok(answered) => Ok(answered),
            Err(WorkshopFault::Died) => match child.wait().await {
                Ok(status) => Err(death(status)),
                Err(error) => Err(WorkshopFault::Pipe(error).into()),
            },
            Err(fault) => Err(fed.err().unwrap_or(fault).into()),
        }
    };
    let outcome = match tokio::time::timeout(time_max, talk).await {
        Ok(outcome) => outcome,
        Err(_) => Err(PaperRefusal::TooSlow.into()),
    };
    // First the group, while its leader still keeps its number from being given away; then collect the leader.
    drop(group);
    let _ = child.wait().await;
    outcome
}

fn start(program: &Path) -> Result<Child, WorkshopFault> {
    Command::new(program)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => WorkshopFault::ProgramNotFound,
            _ => WorkshopFault::NotStarted(error),
        })
}

async fn feed(mut input: ChildStdin, header: &JobHeader, bytes: &[u8]) -> Result<(), WorkshopFault> {
    let mut line = Vec::new();
    write_message(&mut line, header, &[]).map_err(WorkshopFault::Pipe)?;
    input.write_all(&line).await.map_err(WorkshopFault::Pipe)?;
    input.write_all(bytes).await.map_err(WorkshopFault::Pipe)?;
    input.shutdown().await.map_err(WorkshopFault::Pipe)
}

async fn hear(output: ChildStdout, bytes_max: u64) -> Result<Answered, WorkshopFault> {
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    (&mut output).take(HEADER_BYTES_MAX).read_until(b'\n', &mut line).await.map_err(WorkshopFault::Pipe)?;
    if line.is_empty() {
        return Err(WorkshopFault::Died);
    }
    let header: AnswerHeader = parse_header(&line).map_err(|_| WorkshopFault::BadAnswer)?;
    let expected = match header.answer {
        Answer::Done { bytes, .. } if bytes > bytes_max => return Err(WorkshopFault::BadAnswer),
        Answer::Done { bytes, .. } => bytes,
        Answer::Refused { .. } | Answer::Failed { .. } => 0,
    };
    let mut bytes = Vec::new();
    output.take(expected).read_to_end(&mut bytes).await.map_err(WorkshopFault::Pipe)?;
    if bytes.len() as u64 == expected { Ok(Answered { header, bytes }) } else { Err(WorkshopFault::Died) }
}

/// What the end of a workshop without an answer says: its limits bind itself as well as its tools.
fn death(status: ExitStatus) -> PaperError {
    const SIGABRT: i32 = 6;
    const SIGKILL: i32 = 9;
    const SIGXCPU: i32 = 24;
    const SIGXFSZ: i32 = 25;
    match status.signal() {
        Some(SIGXCPU | SIGKILL) => PaperRefusal::TooSlow.into(),
        // Rust ends a program that gets no memory with an abort.
        Some(SIGABRT | SIGXFSZ) => PaperRefusal::TooMuchMemory.into(),
        _ => WorkshopFault::Died.into(),
    }
}
