//! Why a paper was not taken in.

use crate::Format;
use workshop::{Fault, Reason};

/// Why a file is refused; each has a sentence in `locales/` under its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperRefusal {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file is no PDF.
    #[error("the file is no PDF")]
    NotPdf {
        /// What it looks like instead.
        looks_like: Format,
    },
    /// The file is encrypted.
    #[error("the file is encrypted")]
    Encrypted,
    /// The file is damaged beyond repair.
    #[error("the file is broken")]
    Broken,
    /// The file lives on programs or embedded files that may not stay in it.
    #[error("the file has active content that cannot be taken out")]
    ActiveContent,
    /// The file is larger than is taken in.
    #[error("the file is larger than {bytes_max} bytes")]
    TooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// The paper has more pages than are taken in.
    #[error("the paper has more than {pages_max} pages")]
    TooManyPages {
        /// The limit.
        pages_max: u32,
    },
    /// Working on the file took longer than is allowed.
    #[error("working on the file took too long")]
    TooSlow,
    /// Working on the file took more memory than is allowed.
    #[error("working on the file took too much memory")]
    TooMuchMemory,
}

impl PaperRefusal {
    /// The stable key of the refusal's sentence.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "paper-refused-empty",
            Self::NotPdf { looks_like } => match looks_like {
                Format::Word => "paper-refused-not-pdf-word",
                Format::Excel => "paper-refused-not-pdf-excel",
                Format::Zip => "paper-refused-not-pdf-zip",
                Format::Image => "paper-refused-not-pdf-image",
                Format::Html => "paper-refused-not-pdf-html",
                Format::Text => "paper-refused-not-pdf-text",
                Format::Unknown => "paper-refused-not-pdf-unknown",
            },
            Self::Encrypted => "paper-refused-encrypted",
            Self::Broken => "paper-refused-broken",
            Self::ActiveContent => "paper-refused-active-content",
            Self::TooLarge { .. } => "paper-refused-too-large",
            Self::TooManyPages { .. } => "paper-refused-too-many-pages",
            Self::TooSlow => "paper-refused-too-slow",
            Self::TooMuchMemory => "paper-refused-too-much-memory",
        }
    }
}

/// Why a job gave no result.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The file is at fault.
    #[error(transparent)]
    Refused(#[from] PaperRefusal),
    /// The paper has no such page.
    #[error("the paper has no such page")]
    NoSuchPage,
    /// The workshop is at fault; the same file may be tried again.
    #[error(transparent)]
    Workshop(#[from] WorkshopFault),
}

/// What went wrong with the workshop itself.
#[derive(Debug, thiserror::Error)]
pub enum WorkshopFault {
    /// Its program is not where it should be.
    #[error("the workshop's program was not found")]
    ProgramNotFound,
    /// Its process could not be started.
    #[error("the workshop could not be started")]
    NotStarted(#[source] std::io::Error),
    /// The pipe to it broke.
    #[error("the pipe to the workshop broke")]
    Pipe(#[source] std::io::Error),
    /// It ended without an answer.
    #[error("the workshop ended without an answer")]
    Died,
    /// Its answer was not one.
    #[error("the workshop's answer was not understood")]
    BadAnswer,
    /// The server is shutting down and takes no more jobs.
    #[error("the workshop is closed")]
    Closed,
    /// It said itself what was wrong.
    #[error("the workshop failed: {0}")]
    Failed(Fault),
    /// A page was asked for in a width that is never drawn.
    #[error("no page is drawn that wide")]
    WidthOutOfRange,
}

impl PaperError {
    pub(crate) fn from_reason(reason: Reason, pages_max: u32, looks_like: Format) -> Self {
        Self::Refused(match reason {
            Reason::NoSuchPage => return Self::NoSuchPage,
            Reason::NotPdf => PaperRefusal::NotPdf { looks_like },
            Reason::Encrypted => PaperRefusal::Encrypted,
            Reason::Broken => PaperRefusal::Broken,
            Reason::ActiveContent => PaperRefusal::ActiveContent,
            Reason::TooManyPages => PaperRefusal::TooManyPages { pages_max },
            Reason::TooSlow => PaperRefusal::TooSlow,
            Reason::TooMuchMemory => PaperRefusal::TooMuchMemory,
        })
    }
}
