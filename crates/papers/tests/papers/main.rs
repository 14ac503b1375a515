//! Papers through the real workshop: samples, files that are refused, files made to harm.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod hostile;
mod made;
mod process;
mod samples;

use papers::{Limits, PaperError, PaperRefusal, Workshop};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(root().join("samples/papers").join(name)).unwrap()
}

fn newest(folder: &Path) -> SystemTime {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| match entry.file_type().unwrap().is_dir() {
            true => newest(&entry.path()),
            false => entry.metadata().unwrap().modified().unwrap(),
        })
        .max()
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

/// The workshop beside this test's own program. Cargo builds no other package's program for a test, so it is built
/// here where it is missing or older than its sources.
fn workshop(limits: Limits) -> Workshop {
    let sources = newest(&root().join("crates/workshop"));
    let fresh = Workshop::beside_current_program(limits).ok().filter(|workshop| {
        let built = workshop.program().metadata().and_then(|file| file.modified());
        built.is_ok_and(|built| built > sources)
    });
    fresh.unwrap_or_else(|| {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let status = Command::new(cargo)
            .args(["build", "--quiet", "-p", "workshop", "--bin", "ecabinet-workshop"])
            .current_dir(root())
            .status()
            .unwrap();
        assert!(status.success(), "the workshop does not build");
        Workshop::beside_current_program(limits).expect("the workshop lies beside the tests")
    })
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, PaperError>) -> PaperRefusal {
    match outcome {
        Err(PaperError::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}
