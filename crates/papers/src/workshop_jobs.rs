//! What the server asks of the workshop, and within which bounds.

use crate::process::{Answered, do_job};
use crate::refusal::{PaperError, PaperRefusal, WorkshopFault};
use crate::{Confinement, Dropped, Format};
use bytes::Bytes;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use workshop::{Answer, Job, JobHeader, JobLimits, PROGRAM_NAME, WIDTH_PIXELS_MAX};

const MEBIBYTE: u64 = 1024 * 1024;

/// The bounds of all jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of a file that is taken in.
    pub input_bytes_max: u64,
    /// Size of a result.
    pub output_bytes_max: u64,
    /// Pages of a paper.
    pub pages_max: u32,
    /// Address space of each process of a job.
    pub memory_bytes_max: u64,
    /// Wall clock of a job, and processor time of each of its processes.
    pub time_seconds_max: u64,
    /// Jobs at once; the others wait their turn.
    pub jobs_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes_max: 64 * MEBIBYTE,
            output_bytes_max: 256 * MEBIBYTE,
            pages_max: 2_000,
            memory_bytes_max: 1_536 * MEBIBYTE,
            time_seconds_max: 20,
            jobs_max: 2,
        }
    }
}

/// A PDF that holds nothing but what the allow-list lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanPdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: u32,
    /// What the file as given held and this one does not.
    pub dropped: BTreeSet<Dropped>,
    /// What held the job in while it ran; for the log at start and the operator's page.
    pub confinement: Confinement,
}

/// The way to the workshop. Cheap to clone; clones share the limit on jobs at once.
#[derive(Debug, Clone)]
pub struct Workshop {
    program: PathBuf,
    limits: Limits,
    turns: Arc<Semaphore>,
}

impl Workshop {
    /// A workshop whose program lies at `program`. Nothing is started before the first job.
    #[must_use]
    pub fn new(program: PathBuf, limits: Limits) -> Self {
        Self { program, limits, turns: Arc::new(Semaphore::new(limits.jobs_max)) }
    }

    /// The workshop's program beside the running one, as installed, or one folder above it, where a test finds it.
    ///
    /// # Errors
    /// [`WorkshopFault::ProgramNotFound`].
    pub fn beside_current_program(limits: Limits) -> Result<Self, WorkshopFault> {
        let current = std::env::current_exe().map_err(|_| WorkshopFault::ProgramNotFound)?;
        current
            .ancestors()
            .skip(1)
            .take(2)
            .map(|folder| folder.join(PROGRAM_NAME))
            .find(|program| program.is_file())
            .map(|program| Self::new(program, limits))
            .ok_or(WorkshopFault::ProgramNotFound)
    }

    /// Where the workshop's program lies.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The bounds of its jobs.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Rewrites a foreign PDF so that only what the allow-list lets through remains.
    ///
    /// # Errors
    /// [`PaperError::Refused`] with what is wrong with the file, or what is wrong with the workshop.
    pub async fn clean_pdf(&self, bytes: Bytes) -> Result<CleanPdf, PaperError> {
        let Answered { header, bytes } = self.job(Job::CleanPdf, &bytes).await?;
        match header.answer {
            Answer::Done { pages: Some(pages), dropped, .. } => {
                Ok(CleanPdf { bytes, pages, dropped, confinement: header.confinement })
            }
            _ => Err(WorkshopFault::BadAnswer.into()),
        }
    }

    /// Draws page `page` (from 1) of a clean PDF as PNG, `width_pixels` wide.
    ///
    /// # Errors
    /// [`PaperError::NoSuchPage`]; [`WorkshopFault::WidthOutOfRange`] for a width of 0 or beyond
    /// [`WIDTH_PIXELS_MAX`]; else as [`Workshop::clean_pdf`].
    pub async fn render_page(&self, pdf: &[u8], page: u32, width_pixels: u32) -> Result<Vec<u8>, PaperError> {
        if !(1..=WIDTH_PIXELS_MAX).contains(&width_pixels) {
            return Err(WorkshopFault::WidthOutOfRange.into());
        }
        let job = Job::RenderPage { page, width_pixels };
        Ok(self.job(job, pdf).await?.bytes)
    }

    async fn job(&self, job: Job, bytes: &[u8]) -> Result<Answered, PaperError> {
        let limits = self.limits;
        let size = bytes.len() as u64;
        if size == 0 {
            return Err(PaperRefusal::Empty.into());
        }
        if size > limits.input_bytes_max {
            let bytes_max = limits.input_bytes_max;
            return Err(PaperRefusal::TooLarge { bytes_max }.into());
        }
        let header = JobHeader {
            job,
            bytes: size,
            limits: JobLimits {
                pages_max: limits.pages_max,
                memory_bytes_max: limits.memory_bytes_max,
                output_bytes_max: limits.output_bytes_max,
                time_seconds_max: limits.time_seconds_max,
            },
        };
        let _turn = self.turns.acquire().await.map_err(|_| WorkshopFault::Closed)?;
        let time_max = Duration::from_secs(limits.time_seconds_max);
        let answered = do_job(&self.program, &header, bytes, time_max).await?;
        match answered.header.answer {
            Answer::Done { .. } => Ok(answered),
            Answer::Refused { reason } => {
                let looks_like = Format::of(bytes);
                Err(PaperError::from_reason(reason, limits.pages_max, looks_like))
            }
            Answer::Failed { fault } => Err(WorkshopFault::Failed(fault).into()),
        }
    }
}
