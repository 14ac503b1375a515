//! What the server and the workshop say to each other: one job in, one answer out, over pipes.
//!
//! Each message is one line of JSON, then exactly as many bytes as that line announces. The workshop is a
//! process of its own, started for one job; nothing of a job ever rests on disk.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeSet;
use std::io::{self, BufRead, Read, Write};

/// The workshop's program, as installed beside the server's.
pub const PROGRAM_NAME: &str = "ecabinet-workshop";

/// The longest header line in bytes; both sides refuse a longer one.
pub const HEADER_BYTES_MAX: u64 = 16 * 1024;

/// The widest page that is drawn, in pixels.
pub const WIDTH_PIXELS_MAX: u32 = 8_000;

/// What the workshop is asked to do with the bytes that follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case", deny_unknown_fields)]
pub enum Job {
    /// Rewrite a foreign PDF so that only an allow-list of its parts remains.
    CleanPdf,
    /// Draw one page of a clean PDF as PNG.
    RenderPage {
        /// The page, counted from 1.
        page: u32,
        /// The picture's width; its height follows from the page.
        width_pixels: u32,
    },
}

/// The bounds of one job, set by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobLimits {
    /// Pages that a PDF may have.
    pub pages_max: u32,
    /// Address space of each process of the job.
    pub memory_bytes_max: u64,
    /// Size of the result, and of each intermediate result held in memory.
    pub output_bytes_max: u64,
    /// Processor time of each process of the job. The wall clock is the server's to watch.
    pub time_seconds_max: u64,
}

/// The line that opens a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobHeader {
    /// What to do.
    pub job: Job,
    /// How many bytes follow the line.
    pub bytes: u64,
    /// The bounds.
    pub limits: JobLimits,
}

/// The line that opens an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerHeader {
    /// What came of the job.
    pub answer: Answer,
    /// What held the job in while it ran.
    pub confinement: Confinement,
}

/// What came of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// The result follows the line.
    Done {
        /// Pages of the clean PDF; absent where the job does not count them.
        pages: Option<u32>,
        /// How many bytes follow the line.
        bytes: u64,
        /// What the clean PDF no longer holds.
        dropped: BTreeSet<Dropped>,
    },
    /// The file is at fault.
    Refused {
        /// Why.
        reason: Reason,
    },
    /// The workshop is at fault.
    Failed {
        /// Why.
        fault: Fault,
    },
}

/// Why a file was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is no PDF header in the first 1024 bytes.
    #[error("not a PDF")]
    NotPdf,
    /// The file is encrypted, with or without a password to open it.
    #[error("encrypted")]
    Encrypted,
    /// The structure is beyond repair.
    #[error("broken beyond repair")]
    Broken,
    /// Without its programs or embedded files the paper would not show what its author sees, or they could not be taken out.
    #[error("active content that cannot be taken out")]
    ActiveContent,
    /// More pages than the server allows.
    #[error("too many pages")]
    TooManyPages,
    /// More processor time than the server allows.
    #[error("too slow")]
    TooSlow,
    /// More memory than the server allows, or a result larger than it allows.
    #[error("too much memory")]
    TooMuchMemory,
    /// The page asked for is not in the paper.
    #[error("no such page")]
    NoSuchPage,
}

/// Why the workshop could not do a job that it should have done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The job's header was not understood, or fewer bytes came than it announced.
    #[error("the job was not understood")]
    Protocol,
    /// A confinement that every supported kernel offers could not be put in force.
    #[error("the confinement could not be put in force")]
    Confinement,
    /// A tool's program is missing or may not be started.
    #[error("a tool could not be started")]
    Tool,
    /// Memory for the job's bytes could not be had or used.
    #[error("the job's bytes could not be held in memory")]
    Memory,
}

/// A kind of content that cleaning takes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dropped {
    /// Scripts.
    Scripts,
    /// Actions other than going to a place in the same paper: links out, launching, submitting.
    Actions,
    /// Embedded files.
    EmbeddedFiles,
    /// The XML form of an XFA file; the drawn form remains.
    XmlForm,
    /// Sound, film, three-dimensional scenes.
    Media,
    /// Descriptions and private data of the programs that made the file.
    Metadata,
    /// Other parts that are not on the allow-list.
    Others,
}

/// What held a job in while it ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confinement {
    /// Limits on memory, processor time, file size, open files and processes; no core dump.
    pub resource_limits: bool,
    /// No program can gain rights by being started.
    pub no_new_privileges: bool,
    /// No capability is left, whoever started the workshop.
    pub no_capabilities: bool,
    /// The kernel's file and network rules.
    pub landlock: LandlockState,
    /// The filter of system calls: no socket, no opening for writing, no mount.
    pub seccomp: bool,
}

/// How much of landlock the running kernel has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LandlockState {
    /// Every rule is in force.
    Full,
    /// Some rules are in force; the kernel knows no others.
    Partial,
    /// None: the kernel has no landlock, or it is switched off.
    Absent,
}

/// Writes one message: the header's line and the bytes it announces.
///
/// # Errors
/// What the writer reports, or a header that cannot be written as JSON.
pub fn write_message(writer: &mut impl Write, header: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let mut line = serde_json::to_vec(header)?;
    line.push(b'\n');
    writer.write_all(&line)?;
    writer.write_all(bytes)?;
    writer.flush()
}

/// Reads one header line; the announced bytes stay in the reader.
///
/// # Errors
/// What the reader reports; `InvalidData` where the line is too long, cut off or not such a header.
pub fn read_header<Header: DeserializeOwned>(reader: &mut impl BufRead) -> io::Result<Header> {
    let mut line = Vec::new();
    reader.by_ref().take(HEADER_BYTES_MAX).read_until(b'\n', &mut line)?;
    parse_header(&line)
}

/// Understands one header line, its line break included.
///
/// # Errors
/// `InvalidData` where the line is cut off or not such a header.
pub fn parse_header<Header: DeserializeOwned>(line: &[u8]) -> io::Result<Header> {
    if line.last() != Some(&b'\n') {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    serde_json::from_slice(line).map_err(io::Error::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: JobLimits =
        JobLimits { pages_max: 10, memory_bytes_max: 1, output_bytes_max: 2, time_seconds_max: 3 };

    #[test]
    fn a_message_is_read_as_it_was_written() {
        let header = JobHeader { job: Job::RenderPage { page: 2, width_pixels: 800 }, bytes: 3, limits: LIMITS };
        let mut wire = Vec::new();
        write_message(&mut wire, &header, b"abc").unwrap();
        let mut reader = wire.as_slice();
        assert_eq!(read_header::<JobHeader>(&mut reader).unwrap(), header);
        assert_eq!(reader, b"abc");
    }

    #[test]
    fn odd_lines_are_refused() {
        for line in ["", "{}\n", "{\"job\":", "[1]\n"] {
            assert!(read_header::<JobHeader>(&mut line.as_bytes()).is_err(), "{line}");
        }
        let endless = vec![b' '; 1 << 20];
        assert!(read_header::<JobHeader>(&mut endless.as_slice()).is_err());
    }
}
