//! Cleaning a foreign PDF: repaired and described by qpdf, reviewed against the allow-list, rewritten, reviewed again.

use crate::allow_list::{Review, review};
use crate::memory_file::MemoryFile;
use crate::render::count_pages;
use crate::tool::{QPDF, Stop, run};
use std::collections::BTreeSet;
use workshop::{Dropped, JobLimits, Reason};

const PDF_HEADER: &[u8] = b"%PDF-";
/// Readers accept rubbish before the header up to here (ISO 32000-1, implementation note 13).
const PDF_HEADER_BYTES_MAX: u64 = 1_024;

/// A paper from which everything that is not allowed is gone.
pub struct Clean {
    pub pdf: MemoryFile,
    pub pages: u32,
    pub dropped: BTreeSet<Dropped>,
}

/// Cleans a PDF, or says why it is refused.
pub fn clean_pdf(input: &MemoryFile, limits: &JobLimits) -> Result<Clean, Stop> {
    let start = input.read(PDF_HEADER_BYTES_MAX)?;
    if !start.windows(PDF_HEADER.len()).any(|bytes| bytes == PDF_HEADER) {
        return Err(Reason::NotPdf.into());
    }
    let repaired = repair(input)?;
    let found = describe_and_review(&repaired, limits)?;
    let pdf = rewrite(&repaired, &found.update)?;
    drop(repaired);
    // The clean paper is judged by the same eyes: whatever qpdf's repair moved must not have slipped through.
    let again = describe_and_review(&pdf, limits)?;
    if !again.dropped.is_empty() {
        return Err(Reason::ActiveContent.into());
    }
    let pages = count_pages(&pdf)?;
    match pages {
        0 => Err(Reason::Broken.into()),
        _ if pages > limits.pages_max => Err(Reason::TooManyPages.into()),
        _ => Ok(Clean { pdf, pages, dropped: found.dropped }),
    }
}

/// Writes what qpdf makes of the file, one object after the other.
///
/// qpdf 11.3 forgets an update to an object that lies in an object stream which it opens later; here none do.
fn repair(input: &MemoryFile) -> Result<MemoryFile, Stop> {
    run(QPDF, &["--warning-exit-0", &input.path(), "--object-streams=disable", "--stream-data=preserve", "-"])
}

fn describe_and_review(pdf: &MemoryFile, limits: &JobLimits) -> Result<Review, Stop> {
    let description = run(
        QPDF,
        &["--warning-exit-0", "--json-output", "--json-stream-data=none", "--decode-level=none", &pdf.path(), "-"],
    )?;
    let bytes = description.read(u64::MAX)?;
    drop(description);
    Ok(review(&bytes, limits.pages_max)?)
}

fn rewrite(input: &MemoryFile, update: &[u8]) -> Result<MemoryFile, Stop> {
    let (update, _) = MemoryFile::sealed(&mut &*update, u64::MAX)?;
    let from = format!("--update-from-json={}", update.path());
    run(QPDF, &["--warning-exit-0", &input.path(), &from, "--object-streams=generate", "--deterministic-id", "-"])
}
