//! Papers as the server sees them: bytes that it hands to the workshop and never parses itself.
//!
//! Each job is a fresh, confined process that is killed with everything it started when the job is over, however it
//! ends. A file that cannot be taken in is refused with a reason that a person can act on.

mod format;
mod process;
mod refusal;
mod workshop_jobs;

pub use format::Format;
pub use refusal::{PaperError, PaperRefusal, WorkshopFault};
pub use workshop::{Confinement, Dropped, Fault, LandlockState};
pub use workshop_jobs::{CleanPdf, Limits, Workshop};
