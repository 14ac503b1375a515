//! Starting the tools: qpdf and poppler's pdftoppm, in this process's confinement, with nothing but their input.

use crate::memory_file::MemoryFile;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};
use workshop::{Answer, Fault, Reason};

pub const QPDF: &str = "/usr/bin/qpdf";
pub const PDFTOPPM: &str = "/usr/bin/pdftoppm";

/// Of a tool's complaint, so much is looked at.
const COMPLAINT_BYTES_MAX: u64 = 1024 * 1024;

const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;
const SIGXCPU: i32 = 24;
const SIGXFSZ: i32 = 25;

/// Why a job ended without a result: the file's fault or the workshop's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    Refused(Reason),
    Failed(Fault),
}

impl From<Reason> for Stop {
    fn from(reason: Reason) -> Self {
        Self::Refused(reason)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

impl From<std::io::Error> for Stop {
    fn from(_: std::io::Error) -> Self {
        Self::Failed(Fault::Memory)
    }
}

impl From<Stop> for Answer {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(reason) => Self::Refused { reason },
            Stop::Failed(fault) => Self::Failed { fault },
        }
    }
}

/// Runs a tool to its end and returns what it wrote to its standard output.
pub fn run(program: &str, arguments: &[&str]) -> Result<MemoryFile, Stop> {
    let output = MemoryFile::empty()?;
    let complaint = MemoryFile::empty()?;
    let status = Command::new(program)
        .args(arguments)
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(output.handle()?)
        .stderr(complaint.handle()?)
        .status()
        .map_err(|_| Fault::Tool)?;
    let complaint = complaint.read(COMPLAINT_BYTES_MAX)?;
    judge(status, &String::from_utf8_lossy(&complaint))?;
    Ok(output)
}

/// What a tool's end says about the file. qpdf ends with 3 where it repaired something.
///
/// qpdf takes an object for which it gets no memory as damaged, leaves it out and ends content: a paper that lost a
/// part in this way must not pass, so its complaint counts before its end.
fn judge(status: ExitStatus, complaint: &str) -> Result<(), Reason> {
    let complaint = complaint.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| complaint.contains(word));
    match (status.code(), status.signal()) {
        (_, Some(SIGXCPU | SIGKILL)) => Err(Reason::TooSlow),
        (_, Some(SIGXFSZ)) => Err(Reason::TooMuchMemory),
        _ if says(&["bad_alloc", "out of memory", "memory alloc", "cannot allocate"]) => Err(Reason::TooMuchMemory),
        (Some(0 | 3), _) => Ok(()),
        (_, Some(SIGABRT)) if complaint.is_empty() => Err(Reason::TooMuchMemory),
        _ if says(&["invalid password", "encryption"]) => Err(Reason::Encrypted),
        _ => Err(Reason::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_tools_are_told_apart() {
        let exited = |code: i32| ExitStatus::from_raw(code << 8);
        let killed = ExitStatus::from_raw;
        for (status, complaint, expected) in [
            (exited(0), "", Ok(())),
            (exited(3), "operation succeeded with warnings", Ok(())),
            (exited(2), "std::bad_alloc", Err(Reason::TooMuchMemory)),
            (exited(3), "object 7: std::bad_alloc", Err(Reason::TooMuchMemory)),
            (exited(2), "x: invalid password", Err(Reason::Encrypted)),
            (exited(2), "unable to find trailer dictionary", Err(Reason::Broken)),
            (killed(SIGXCPU), "", Err(Reason::TooSlow)),
            (killed(SIGXFSZ), "", Err(Reason::TooMuchMemory)),
            (killed(11), "", Err(Reason::Broken)),
        ] {
            assert_eq!(judge(status, complaint), expected, "{status} {complaint}");
        }
    }
}
