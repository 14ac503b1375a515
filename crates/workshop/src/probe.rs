//! A look at the confinement from inside: tries what a job must not be able to do and reports what came of it.
//!
//! Run as `ecabinet-workshop --probe all|landlock|seccomp|none FOLDER`, where the folder holds a file `planted`.

use crate::confine::{Layers, confine};
use crate::tool::{QPDF, run};
use serde::Serialize;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixStream};
use std::path::Path;
use std::process::Command;
use workshop::{Confinement, JobLimits};

/// Bounds of the probe itself.
const LIMITS: JobLimits =
    JobLimits { pages_max: 1, memory_bytes_max: 512 * 1024 * 1024, output_bytes_max: 1024 * 1024, time_seconds_max: 5 };

/// What the probe saw.
#[derive(Serialize)]
struct Report {
    confinement: Option<Confinement>,
    attempts: Vec<Attempt>,
}

#[derive(Serialize)]
struct Attempt {
    name: &'static str,
    /// What the system answered; absent where the attempt succeeded.
    refused: Option<String>,
}

/// Confines as asked, tries everything, and prints the report as JSON.
pub fn report(layers: &str, folder: &Path) -> io::Result<()> {
    let layers = match layers {
        "all" => Some(Layers::ALL),
        "landlock" => Some(Layers { landlock: true, seccomp: false }),
        "seccomp" => Some(Layers { landlock: false, seccomp: true }),
        "none" => None,
        _ => return Err(io::Error::from(io::ErrorKind::InvalidInput)),
    };
    let confinement = layers.map(|layers| confine(&LIMITS, 0, layers)).transpose().map_err(io::Error::other)?;
    let attempts = attempts(folder)
        .into_iter()
        .map(|(name, outcome)| Attempt { name, refused: outcome.err().map(|error| error.to_string()) })
        .collect();
    let report = Report { confinement, attempts };
    serde_json::to_writer(io::stdout(), &report).map_err(io::Error::from)
}

fn attempts(folder: &Path) -> Vec<(&'static str, io::Result<()>)> {
    let planted = folder.join("planted");
    vec![
        ("tcp_socket", TcpListener::bind("127.0.0.1:0").map(drop)),
        ("udp_socket", UdpSocket::bind("127.0.0.1:0").map(drop)),
        ("unix_socket", UnixDatagram::unbound().map(drop)),
        ("unix_socket_pair", UnixStream::pair().map(drop)),
        ("read_data_file", fs::read(&planted).map(drop)),
        ("list_data_folder", fs::read_dir(folder).map(drop)),
        ("read_password_file", fs::read("/etc/passwd").map(drop)),
        ("read_own_environment", fs::read("/proc/self/environ").map(drop)),
        ("create_file", File::create(folder.join("created")).map(drop)),
        ("append_to_file", OpenOptions::new().append(true).open(&planted).map(drop)),
        ("create_folder", fs::create_dir(folder.join("folder"))),
        ("rename_file", fs::rename(&planted, folder.join("renamed"))),
        ("run_another_program", Command::new("/bin/true").status().map(drop)),
        ("leave_the_process_group", rustix::process::setsid().map(drop).map_err(io::Error::from)),
        ("raise_a_limit", raise_a_limit()),
        // What must work, or the denials above prove nothing.
        ("run_a_tool", run(QPDF, &["--version"]).map(drop).map_err(|_| io::Error::other("refused"))),
    ]
}

/// Setting a limit to its own value needs no right: only the filter denies it.
fn raise_a_limit() -> io::Result<()> {
    let resource = rustix::process::Resource::Core;
    let same = rustix::process::getrlimit(resource);
    rustix::process::setrlimit(resource, same).map_err(io::Error::from)
}
