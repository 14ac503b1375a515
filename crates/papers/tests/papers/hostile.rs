//! Some thousand odd and hostile public PDFs: each is cleaned or refused, and the server lives.

use crate::{root, workshop};
use papers::{Limits, PaperError, Workshop};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Of the files, so many are passed over for each one taken, unless `ECABINET_HOSTILE_ALL=1`.
const EVERY: usize = 8;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Cleans one file and draws its first page; gives the outcome's name. A fault of the workshop is a failed test.
async fn take_in(workshop: &Workshop, path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let clean = match workshop.clean_pdf(bytes.into()).await {
        Ok(clean) => clean,
        Err(PaperError::Refused(refusal)) => return refusal.key().to_owned(),
        Err(error) => panic!("{}: {error}", path.display()),
    };
    let again = workshop.clean_pdf(clean.bytes.clone().into()).await.unwrap();
    assert!(again.dropped.is_empty(), "{}: {:?}", path.display(), again.dropped);
    assert_eq!(again.pages, clean.pages, "{}", path.display());
    match workshop.render_page(&clean.bytes, 1, 200).await {
        Ok(_) => "cleaned and drawn".to_owned(),
        Err(PaperError::Refused(refusal)) => format!("cleaned, drawing: {}", refusal.key()),
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// How many files came to which end, and which took longest.
#[derive(Default)]
struct Seen {
    outcomes: BTreeMap<String, usize>,
    slowest: (Duration, PathBuf),
}

impl Seen {
    fn note(&mut self, (outcome, took, path): (String, Duration, PathBuf)) {
        *self.outcomes.entry(outcome).or_default() += 1;
        if took > self.slowest.0 {
            self.slowest = (took, path);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_files_are_cleaned_or_refused() {
    let folder = root().join("../shared/hostile-pdfs");
    if !folder.is_dir() {
        eprintln!("SKIPPED: hostile-pdfs absent");
        return;
    }
    let all = std::env::var("ECABINET_HOSTILE_ALL").is_ok_and(|value| value == "1");
    let chosen: Vec<PathBuf> = files(&folder).into_iter().step_by(if all { 1 } else { EVERY }).collect();
    assert!(chosen.len() > 100, "only {} files", chosen.len());
    let workshop = workshop(Limits::default());
    let count = chosen.len();
    let mut seen = Seen::default();
    let mut jobs = JoinSet::new();
    for path in chosen {
        // No more at once than there are turns, so that the time a file takes is its own.
        if jobs.len() >= workshop.limits().jobs_max
            && let Some(job) = jobs.join_next().await
        {
            seen.note(job.unwrap());
        }
        let workshop = workshop.clone();
        jobs.spawn(async move {
            let started = Instant::now();
            let outcome = take_in(&workshop, &path).await;
            (outcome, started.elapsed(), path)
        });
    }
    while let Some(job) = jobs.join_next().await {
        seen.note(job.unwrap());
    }
    let Seen { outcomes, slowest } = seen;
    eprintln!("{count} files: {outcomes:#?}\nslowest: {slowest:?}");
    assert_eq!(outcomes.values().sum::<usize>(), count);
    // The control: a workshop that refused everything, or nothing, would pass all that is above.
    assert!(outcomes["cleaned and drawn"] * 2 > count);
    assert!(outcomes["paper-refused-encrypted"] > 0);
    assert!(outcomes["paper-refused-broken"] > 0);
}
