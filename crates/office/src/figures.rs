//! What the office counts since its start, for whoever watches over the machine: acts by their coarse kind, commits. Never
//! an id, a name or a word.

use crate::error::ActError;
use crate::open::Office;
use crate::submission::Accepted;
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What became of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActOutcome {
    /// It was recorded.
    Accepted,
    /// It had been recorded before and got its first answer.
    Repeated,
    /// The rules or the door refused it.
    Refused,
    /// It could not be recorded, or it is not known whether it was.
    Failed,
}

impl ActOutcome {
    /// Its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Repeated => "repeated",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    const fn of(told: &Result<Accepted, ActError>) -> Self {
        match told {
            Ok(Accepted { repeated: false }) => Self::Accepted,
            Ok(Accepted { repeated: true }) => Self::Repeated,
            Err(
                ActError::Refused(_)
                | ActError::OtherContent
                | ActError::Stale
                | ActError::ProofStale
                | ActError::DeviceAsked,
            ) => Self::Refused,
            Err(ActError::NotRecorded | ActError::OutcomeUnknown | ActError::Stopped | ActError::Full) => Self::Failed,
        }
    }
}

/// Batches of acts that went to the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Commits {
    /// Batches that are durable.
    pub done: u64,
    /// Batches that failed, or of which it is not known.
    pub failed: u64,
    /// Entries in those that are durable.
    pub entries: u64,
}

/// What the office counted since its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Acts by kind ([`cabinet::Act::kind`]) and by what became of them.
    pub acts: BTreeMap<(&'static str, ActOutcome), u64>,
    /// Commits of acts.
    pub commits: Commits,
}

/// Counts. Clones of an office share one.
#[derive(Default)]
pub(crate) struct Counters(Mutex<Figures>);

impl Counters {
    fn with<T>(&self, what: impl FnOnce(&mut Figures) -> T) -> T {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn act(&self, kind: &'static str, told: &Result<Accepted, ActError>) {
        self.with(|figures| *figures.acts.entry((kind, ActOutcome::of(told))).or_default() += 1);
    }

    /// A batch of so many entries is durable.
    pub(crate) fn committed(&self, entries: usize) {
        self.with(|figures| {
            figures.commits.done += 1;
            figures.commits.entries += u64::try_from(entries).unwrap_or_default();
        });
    }

    pub(crate) fn not_committed(&self) {
        self.with(|figures| figures.commits.failed += 1);
    }
}

/// What the process takes of the machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProcessFigures {
    /// Bytes in memory; none where the system does not tell.
    pub resident_bytes: Option<u64>,
    /// Time on a processor.
    pub cpu: Duration,
    /// Open files and sockets; none where the system does not tell.
    pub open_files: Option<u64>,
    /// As many as it may open; none where there is no limit.
    pub open_files_max: Option<u64>,
}

impl ProcessFigures {
    /// This process, now.
    #[must_use]
    pub fn now() -> Self {
        let cpu = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        let seconds = u64::try_from(cpu.tv_sec).unwrap_or_default();
        let nanoseconds = u32::try_from(cpu.tv_nsec).unwrap_or_default();
        Self {
            resident_bytes: fs::read_to_string("/proc/self/status").ok().as_deref().and_then(resident_bytes),
            cpu: Duration::new(seconds, nanoseconds),
            // The folder itself is open while it is read.
            open_files: fs::read_dir("/proc/self/fd").ok().map(|found| (found.count() as u64).saturating_sub(1)),
            open_files_max: rustix::process::getrlimit(rustix::process::Resource::Nofile).current,
        }
    }
}

/// What Linux tells under a word: 12345 of `VmRSS:   12345 kB`, in `/proc/…/status` or `/proc/meminfo`.
#[must_use]
pub fn kilobytes(told: &str, word: &str) -> Option<u64> {
    let line = told.lines().find_map(|line| line.strip_prefix(word)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Bytes of memory that a process holds, by its status.
fn resident_bytes(status: &str) -> Option<u64> {
    kilobytes(status, "VmRSS")?.checked_mul(1024)
}

impl Office {
    /// What was counted since the start.
    #[must_use]
    pub fn figures(&self) -> Figures {
        self.counters.with(|figures| figures.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cabinet::Refusal;

    #[test]
    fn an_act_is_counted_by_what_became_of_it() {
        let counters = Counters::default();
        for told in [
            Ok(Accepted { repeated: false }),
            Ok(Accepted { repeated: false }),
            Ok(Accepted { repeated: true }),
            Err(ActError::Refused(Refusal::Unknown)),
            Err(ActError::ProofStale),
            Err(ActError::Full),
        ] {
            counters.act("paper", &told);
        }
        counters.act("view", &Err(ActError::OutcomeUnknown));
        counters.committed(3);
        counters.committed(1);
        counters.not_committed();
        let found = counters.with(|figures| figures.clone());
        let acts: Vec<_> = found.acts.iter().map(|((kind, outcome), count)| (*kind, outcome.key(), *count)).collect();
        let expected = [
            ("paper", "accepted", 2),
            ("paper", "repeated", 1),
            ("paper", "refused", 2),
            ("paper", "failed", 1),
            ("view", "failed", 1),
        ];
        assert_eq!(acts, expected);
        assert_eq!(found.commits, Commits { done: 2, failed: 1, entries: 4 });
    }

    #[test]
    fn a_process_is_measured() {
        assert_eq!(resident_bytes("VmPeak:\t 9 kB\nVmRSS:\t    12 kB\n"), Some(12 * 1024));
        assert_eq!(resident_bytes("VmRSS:\t    12 pages\n"), None);
        let before = ProcessFigures::now();
        let held = fs::File::open("/proc/self/status").unwrap();
        let worked: u64 = (0..2_000_000_u64).map(|number| number.wrapping_mul(number) % 7).sum();
        let after = ProcessFigures::now();
        drop(held);
        assert!(worked > 0 && after.cpu > before.cpu);
        assert!(after.resident_bytes.unwrap() > 1024 * 1024);
        assert!(after.open_files.unwrap() >= 4 && after.open_files_max.is_none_or(|most| most >= 64));
    }
}
