//! The process around the workshop: what happens when its program is wrong, hangs or leaves others behind.

use crate::refusal;
use papers::{Limits, PaperError, PaperRefusal, Workshop, WorkshopFault};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn fault(outcome: Result<papers::CleanPdf, PaperError>) -> WorkshopFault {
    match outcome {
        Err(PaperError::Workshop(fault)) => fault,
        other => panic!("expected a fault, got {other:?}"),
    }
}

async fn clean(program: &str) -> Result<papers::CleanPdf, PaperError> {
    let limits = Limits { time_seconds_max: 5, ..Limits::default() };
    Workshop::new(program.into(), limits).clean_pdf(b"%PDF-".to_vec().into()).await
}

#[tokio::test]
async fn wrong_programs_are_faults_and_no_refusals() {
    assert!(matches!(fault(clean("/nowhere/ecabinet-workshop").await), WorkshopFault::ProgramNotFound));
    assert!(matches!(fault(clean("/etc/passwd").await), WorkshopFault::NotStarted(_)));
    assert!(matches!(fault(clean("/bin/false").await), WorkshopFault::Died | WorkshopFault::Pipe(_)));
    // It gives back the job's header, which is no answer's.
    assert!(matches!(fault(clean("/bin/cat").await), WorkshopFault::BadAnswer));
}

/// A program that starts another one, notes its number, and hangs.
fn hanging_program(folder: &Path) -> PathBuf {
    let program = folder.join("hangs");
    let note = folder.join("number");
    let script = format!(
        "#!/bin/sh\n/bin/sleep 600 &\necho $! > '{note}.new'\n/bin/mv '{note}.new' '{note}'\n/bin/sleep 600\n",
        note = note.display()
    );
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o700)).unwrap();
    program
}

/// Whether the process noted in the folder still runs. One that is dead but not yet collected does not.
fn runs(folder: &Path) -> bool {
    let number = std::fs::read_to_string(folder.join("number")).unwrap();
    std::fs::read_to_string(format!("/proc/{}/stat", number.trim())).is_ok_and(|stat| !stat.contains(") Z "))
}

async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn what_hangs_is_killed_with_all_that_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { time_seconds_max: 1, ..Limits::default() };
    let workshop = Workshop::new(hanging_program(folder.path()), limits);
    let job = workshop.clean_pdf(b"%PDF-".to_vec().into());
    let refused = refusal(job.await);
    assert_eq!(refused, PaperRefusal::TooSlow);
    until(|| !runs(folder.path())).await;
}

#[tokio::test]
async fn who_stops_waiting_leaves_nothing_running() {
    let folder = tempfile::tempdir().unwrap();
    let workshop = Workshop::new(hanging_program(folder.path()), Limits::default());
    let job = tokio::spawn(async move { workshop.clean_pdf(b"%PDF-".to_vec().into()).await });
    until(|| folder.path().join("number").exists()).await;
    assert!(runs(folder.path()), "the control: it runs while it is waited for");
    job.abort();
    assert!(job.await.unwrap_err().is_cancelled());
    until(|| !runs(folder.path())).await;
}

#[tokio::test]
async fn no_more_jobs_than_allowed_run_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { jobs_max: 1, ..Limits::default() };
    let workshop = Workshop::new(hanging_program(folder.path()), limits);
    let first = tokio::spawn({
        let workshop = workshop.clone();
        async move { workshop.clean_pdf(b"%PDF-".to_vec().into()).await }
    });
    until(|| folder.path().join("number").exists()).await;
    std::fs::remove_file(folder.path().join("number")).unwrap();
    let second = tokio::spawn(async move { workshop.clean_pdf(b"%PDF-".to_vec().into()).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!folder.path().join("number").exists(), "the second did not wait its turn");
    first.abort();
    until(|| folder.path().join("number").exists()).await;
    second.abort();
}
