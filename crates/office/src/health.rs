//! How the machine is, for who runs it: versions, sizes, queues, counts, moments. Never a title, a number of a file or a
//! name: nothing here comes from what a person wrote.

use crate::backup_mark::LastBackup;
use crate::breaches::{BreachCounter, PolicyBreaches};
use crate::error::ReadError;
use crate::notices::DeliveryHealth;
use crate::open::Office;
use crate::publishing::{Condition, LastRound, Witnessed};
use crate::queue::Pending;
use crate::snapshot::entries_due;
use cabinet::permission::{Action, Subject};
use cabinet::proposal::Stage;
use cabinet::work::{Work, missing};
use cabinet::{Actor, Cabinet, LedgerNature, Moment};
use ledger::{LedgerError, Sizes, Standby};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use vault::Held;

/// Tells until when the certificate lasts that the server shows; none where it cannot be told.
pub type CertificateEnds = Arc<dyn Fn() -> Option<Moment> + Send + Sync>;

/// Tells whether a source of time confirms the machine's clock; none where that cannot be told.
pub type ClockConfirmed = Arc<dyn Fn() -> Option<bool> + Send + Sync>;

/// Percent of a disk that may be taken before somebody must look (FR-ADM-06 of the domain study).
const DISK_PERCENT_MAX: u64 = 80;
/// Acts that may wait before somebody must look (the same).
const ACTS_WAITING_MAX: usize = 100;
/// Seconds that the oldest act may wait.
const ACT_SECONDS_MAX: i64 = 30;
/// Seconds since the last round of the worker, and since what is published was the whole record.
const ROUND_SECONDS_MAX: i64 = 120;
/// Seconds that a work may be left undone.
const WORK_SECONDS_MAX: i64 = 10 * 60;
/// Addresses or accounts held back at the door.
const HELD_BACK_MAX: usize = 10;
/// Breaches of the policy of pages since the start. A few come from extensions of a browser.
const BREACHES_MAX: u64 = 10;
/// Milliseconds by which the machine's clock may have been moved while the process runs.
const CLOCK_MOVED_MS_MAX: i64 = 5_000;
/// Milliseconds by which the record may be ahead of the clock: nodes differ by some.
pub(crate) const RECORD_AHEAD_MS_MAX: i64 = 5_000;
/// Days before the end of the certificate.
const CERTIFICATE_DAYS_MIN: u32 = 30;

/// How long a page waits for a store on another machine to answer at all.
pub(crate) const STORE_PATIENCE: Duration = Duration::from_secs(2);
/// How long a count of the sealed files serves those who ask again and again.
const HELD_SECONDS: i64 = 60;
/// How long it serves them that the store does not answer.
const AWAY_SECONDS: i64 = 10;

macro_rules! heeds {
    ($($(#[$told:meta])* $name:ident $key:literal,)*) => {
        /// Why somebody must look. Each has a sentence on the page that says what to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Heed {
            $($(#[$told])* $name,)*
        }

        impl Heed {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its word.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

heeds! {
    /// The database server keeps what is committed on one disk alone.
    DatabaseAlone "database_alone",
    /// A ledger or what is published of it is not as it was recorded.
    NotIntact "not_intact",
    /// What is published lags behind the record.
    Unpublished "unpublished",
    /// No folder outside the data folder keeps checkpoints.
    NoWitness "no_witness",
    /// The witness could not be told of the last checkpoint.
    Unwitnessed "unwitnessed",
    /// A disk is nearly full.
    DiskFull "disk_full",
    /// How much room a disk has could not be told.
    DiskUnknown "disk_unknown",
    /// The store of sealed files does not answer.
    FilesUnreachable "files_unreachable",
    /// Acts wait too long or too many.
    ActsWaiting "acts_waiting",
    /// The worker did not come round.
    WorkerSilent "worker_silent",
    /// A work failed again and again, or is not done in time.
    WorkLeft "work_left",
    /// Something that was erased is not yet overwritten.
    ErasureOwed "erasure_owed",
    /// Notices did not get through by mail or SMS.
    NoticesLeft "notices_left",
    /// No snapshot is written any more.
    SnapshotOld "snapshot_old",
    /// Many at the door are held back.
    HeldBack "held_back",
    /// Browsers report that pages hold what is not ours.
    PolicyBreached "policy_breached",
    /// The machine's clock was moved.
    ClockMoved "clock_moved",
    /// No source of time confirms the machine's clock.
    ClockUnsynchronised "clock_unsynchronised",
    /// The clock is behind the last entry: entries are dated by the record until it has caught up.
    ClockBehind "clock_behind",
    /// The last backup is too old, or there was none.
    BackupOld "backup_old",
    /// The certificate ends soon or has ended.
    CertificateEnds "certificate_ends",
}

/// What was found, and whether somebody must look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What.
    pub is: T,
    /// Why somebody must look; none where all is well.
    pub heed: Option<Heed>,
}

impl<T> Found<T> {
    fn new(is: T, wrong: bool, heed: Heed) -> Self {
        Self { is, heed: wrong.then_some(heed) }
    }
}

/// One ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerHealth {
    /// Its name: `acts`, `custody`, of another node `custody-…`.
    pub log: String,
    /// Entries and their bytes.
    pub sizes: Sizes,
    /// Whether it is whole; none for the ledger of another node, which that node checks.
    pub condition: Option<Found<Condition>>,
    /// Until when all of it was published; none for the ledger of another node.
    pub published: Option<Found<Moment>>,
    /// Whether a witness has its last checkpoint; none for the ledger of another node.
    pub witness: Option<Found<Witnessed>>,
}

/// Room on the disk on which a folder lies, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskRoom {
    /// What this account may still write.
    pub free: u64,
    /// The whole disk.
    pub all: u64,
}

impl DiskRoom {
    /// The room where this folder lies; none where the system does not tell.
    #[must_use]
    pub fn of(folder: &Path) -> Option<Self> {
        let found = rustix::fs::statvfs(folder).ok()?;
        let bytes = |blocks: u64| blocks.saturating_mul(found.f_frsize);
        Some(Self { free: bytes(found.f_bavail), all: bytes(found.f_blocks) })
    }

    /// Whether somebody must make room.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.all.saturating_sub(self.free).saturating_mul(100) >= self.all.saturating_mul(DISK_PERCENT_MAX)
    }

    fn judged(room: Option<Self>) -> Found<Option<Self>> {
        match room {
            None => Found { is: None, heed: Some(Heed::DiskUnknown) },
            Some(room) => Found::new(Some(room), room.is_full(), Heed::DiskFull),
        }
    }
}

/// The worker, which does what follows from the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkerHealth {
    /// What is to be done.
    pub pending: Pending,
    /// How much of that failed so often that it was left.
    pub left: usize,
}

/// The snapshot from which a start may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotHealth {
    /// When the file was written; none while there is none.
    pub written: Option<Moment>,
    /// Entries that came since.
    pub entries_since: u64,
}

/// Who is held back at the door after failures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeldBack {
    /// Addresses.
    pub addresses: usize,
    /// Sign-in names, whether anybody has them or not.
    pub accounts: usize,
}

/// The clock by which the record is dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockHealth {
    /// The time now.
    pub now: Moment,
    /// Milliseconds by which the machine's clock was moved since the process runs.
    pub moved_ms: i64,
    /// Whether it is that of the calendar; a training clock may run ahead.
    pub of_the_calendar: bool,
    /// Milliseconds by which the last entry is later than the clock; 0 where it is not.
    pub behind_ms: i64,
}

/// What each format is called, for who upgrades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    /// The program.
    pub program: &'static str,
    /// Of which sources: their hash, as snapshots name it.
    pub sources: &'static str,
    /// Names of the formats on the disk.
    pub formats: [&'static str; 4],
}

/// How the machine is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// What runs.
    pub versions: Versions,
    /// Since when.
    pub since: Moment,
    /// What the database server keeps safe; none where the ledger is a file.
    pub database: Found<Option<Standby>>,
    /// Bytes of the database.
    pub database_bytes: u64,
    /// The ledgers, the acts first.
    pub ledgers: Vec<LedgerHealth>,
    /// The sealed files; none where their store does not answer. Of a store on another machine it is what the record names.
    pub vault: Found<Option<Held>>,
    /// Room where the data folder lies.
    pub data_disk: Found<Option<DiskRoom>>,
    /// Room where the sealed files lie; none where they lie on another machine.
    pub vault_disk: Option<Found<Option<DiskRoom>>>,
    /// Acts that wait for the writer.
    pub writer: Found<Pending>,
    /// The worker.
    pub worker: Found<WorkerHealth>,
    /// When the worker last came round.
    pub worker_round: Found<Moment>,
    /// Whether something that was erased must still be overwritten.
    pub erasure_owed: Found<bool>,
    /// How notices leave the house; none where they do not.
    pub notices: Option<Found<DeliveryHealth>>,
    /// The snapshot.
    pub snapshot: Found<SnapshotHealth>,
    /// Sessions that are open.
    pub sessions: usize,
    /// Who is held back at the door.
    pub held_back: Found<HeldBack>,
    /// What browsers report of the policy of pages.
    pub breaches: Found<PolicyBreaches>,
    /// Until when the certificate lasts; none where this server shows none.
    pub certificate: Found<Option<Moment>>,
    /// The clock.
    pub clock: Found<ClockHealth>,
    /// Whether a source of time confirms it; none where that cannot be told.
    pub clock_confirmed: Found<Option<bool>>,
    /// The last backup; none where there was none.
    pub backup: Found<Option<LastBackup>>,
}

impl Health {
    /// Why somebody must look: once for each thing that is not well, as the page tells them.
    #[must_use]
    pub fn heeds(&self) -> Vec<Heed> {
        let of_ledgers = self.ledgers.iter().flat_map(|ledger| {
            let condition = ledger.condition.as_ref().and_then(|found| found.heed);
            let published = ledger.published.as_ref().and_then(|found| found.heed);
            [condition, published, ledger.witness.as_ref().and_then(|found| found.heed)]
        });
        let others = [
            self.database.heed,
            self.data_disk.heed,
            self.vault.heed,
            self.vault_disk.and_then(|found| found.heed),
            self.writer.heed,
            self.worker.heed,
            self.worker_round.heed,
            self.erasure_owed.heed,
            self.notices.as_ref().and_then(|found| found.heed),
            self.snapshot.heed,
            self.held_back.heed,
            self.breaches.heed,
            self.certificate.heed,
            self.clock.heed,
            self.clock_confirmed.heed,
            self.backup.heed,
        ];
        of_ledgers.chain(others).flatten().collect()
    }
}

/// What the office notes of itself to be asked for later.
pub(crate) struct Notes {
    pub(crate) since: Moment,
    pub(crate) folder: PathBuf,
    /// The folder of sealed files; none where they lie on another machine.
    pub(crate) vault: Option<PathBuf>,
    sizes: Mutex<BTreeMap<String, Sizes>>,
    worker: Mutex<(Moment, usize)>,
    certificate: Mutex<Option<CertificateEnds>>,
    clock: Mutex<Option<ClockConfirmed>>,
    held: Mutex<Option<(Moment, Option<Held>)>>,
    /// Held by who finishes erasures in a store on another machine.
    pub(crate) erasing: Arc<tokio::sync::Mutex<()>>,
    pub(crate) breaches: BreachCounter,
}

impl Notes {
    pub(crate) fn new(since: Moment, folder: PathBuf, vault: Option<PathBuf>) -> Self {
        let (sizes, certificate, held) = (Mutex::default(), Mutex::default(), Mutex::default());
        let (worker, clock, breaches) = (Mutex::new((since, 0)), Mutex::default(), BreachCounter::default());
        let erasing = Arc::default();
        Self { since, folder, vault, sizes, worker, certificate, clock, held, erasing, breaches }
    }

    /// The worker came round, and left so much undone for good.
    pub(crate) fn worker_came_round(&self, now: Moment, left: usize) {
        *self.worker.lock().unwrap_or_else(PoisonError::into_inner) = (now, left);
    }
}

/// Whether a certificate with this end must be replaced.
#[must_use]
pub fn certificate_ends_soon(ends: Moment, now: Moment) -> bool {
    ends < now.plus_days(CERTIFICATE_DAYS_MIN)
}

fn seconds_since(moment: Moment, now: Moment) -> i64 {
    now.0.saturating_sub(moment.0) / 1000
}

/// What the worker has to do, and since when.
fn pending_work(state: &Cabinet) -> Pending {
    let work = missing(state);
    let since = work.iter().filter_map(|Work::MeasureRevision { proposal, revision, .. }| {
        let found = state.proposal(*proposal)?.revision_with(*revision)?;
        Some(found.at)
    });
    Pending { count: work.len(), oldest: since.min() }
}

impl Office {
    /// From now on [`Office::health`] tells until when the server's certificate lasts.
    pub fn shows_certificate(&self, ends: CertificateEnds) {
        *self.notes.certificate.lock().unwrap_or_else(PoisonError::into_inner) = Some(ends);
    }

    /// From now on [`Office::health`] tells whether a source of time confirms the clock.
    pub fn knows_clock(&self, confirmed: ClockConfirmed) {
        *self.notes.clock.lock().unwrap_or_else(PoisonError::into_inner) = Some(confirmed);
    }

    /// How the machine is.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom [`Action::ReadHealth`] is not permitted; what a store gives.
    pub async fn health(&self, actor: &Actor) -> Result<Health, ReadError> {
        let state = self.state();
        if !state.may(actor, Subject::Government, Action::ReadHealth) {
            return Err(ReadError::Unknown);
        }
        // A store that is away is not waited for by whoever looks again.
        let held = if self.files.is_elsewhere() { self.held_lately().await } else { self.held_now().await };
        self.health_with(&state, held).await
    }

    /// The same for who watches over the machine without being a person: through a door that only the machine's own
    /// operations reach. Nothing in it comes from what a person wrote.
    ///
    /// # Errors
    /// What a store gives.
    pub async fn health_for_operations(&self) -> Result<Health, ReadError> {
        let held = self.held_lately().await;
        self.health_with(&self.state(), held).await
    }

    async fn held_now(&self) -> Option<Held> {
        let held = if self.files.is_elsewhere() { self.held_elsewhere().await } else { self.files.held().await.ok() };
        *self.notes.held.lock().unwrap_or_else(PoisonError::into_inner) = Some((self.now(), held));
        held
    }

    /// What the record names, if the store answers: a bucket may be counted for minutes.
    async fn held_elsewhere(&self) -> Option<Held> {
        tokio::time::timeout(STORE_PATIENCE, self.files.answers()).await.ok()?.ok()?;
        let state = self.state();
        let kept = state.proposals().filter(|one| !matches!(one.stage, Stage::Erased { .. }));
        let named = kept.flat_map(|proposal| proposal.paper_records.values());
        Some(named.fold(Held::default(), |held, paper| Held { files: held.files + 1, bytes: held.bytes + paper.bytes }))
    }

    /// To count the files, each is looked at: too much for every scrape of a metric.
    async fn held_lately(&self) -> Option<Held> {
        let last = *self.notes.held.lock().unwrap_or_else(PoisonError::into_inner);
        let serves = |held: &Option<Held>| if held.is_some() { HELD_SECONDS } else { AWAY_SECONDS };
        match last {
            Some((at, held)) if (0..serves(&held)).contains(&seconds_since(at, self.now())) => held,
            _ => self.held_now().await,
        }
    }

    async fn health_with(&self, state: &Cabinet, vault: Option<Held>) -> Result<Health, ReadError> {
        let (notes, now) = (&self.notes, self.now());
        let (round, left) = *notes.worker.lock().unwrap_or_else(PoisonError::into_inner);
        let standby = self.standby();
        let owed = self.erasure_owed().await?;
        Ok(Health {
            versions: versions(),
            since: notes.since,
            database: Found::new(standby, standby == Some(Standby::Alone), Heed::DatabaseAlone),
            database_bytes: self.database.stored_bytes().await?,
            ledgers: self.ledgers_health(state, now).await?,
            vault: Found::new(vault, vault.is_none(), Heed::FilesUnreachable),
            data_disk: DiskRoom::judged(DiskRoom::of(&notes.folder)),
            vault_disk: notes.vault.as_ref().map(|vault| DiskRoom::judged(DiskRoom::of(vault))),
            writer: judged_writer(self.queue.pending(), now),
            worker: judged_worker(WorkerHealth { pending: pending_work(state), left }, now),
            worker_round: Found::new(round, seconds_since(round, now) > ROUND_SECONDS_MAX, Heed::WorkerSilent),
            erasure_owed: Found::new(owed, owed, Heed::ErasureOwed),
            notices: self.delivery_health().map(judged_notices),
            snapshot: self.snapshot_health(state),
            sessions: self.sessions_living(None).await?,
            held_back: judged_held_back(self.doors.held_back(now)),
            breaches: judged_breaches(notes.breaches.found()),
            certificate: self.certificate_health(now),
            clock: self.clock_health(state, now),
            clock_confirmed: self.clock_confirmed(state),
            backup: judged_backup(LastBackup::of(&notes.folder), state.nature(), now),
        })
    }

    async fn ledgers_health(&self, state: &Cabinet, now: Moment) -> Result<Vec<LedgerHealth>, ReadError> {
        let own = self.published_record();
        let real = state.nature() == Some(LedgerNature::Real);
        let mut names: Vec<String> = own.iter().map(|record| record.log.clone()).collect();
        names.extend(self.database.logs().await?.into_iter().filter(|log| !own.iter().any(|own| own.log == *log)));
        let mut found = Vec::new();
        for log in names {
            let sizes = self.sizes_of(&log).await?;
            let record = own.iter().find(|record| record.log == log);
            let condition = record.map(|record| {
                let broken = matches!(record.condition, Condition::NotIntact(_));
                Found::new(record.condition.clone(), broken, Heed::NotIntact)
            });
            let round = self.publishing.last_round(&log);
            let (published, witness) =
                (round.map(|round| judged_round(round, now)), round.map(|round| witness(round, real)));
            found.push(LedgerHealth { log, sizes, condition, published, witness });
        }
        Ok(found)
    }

    /// The sizes of a log: what was counted before is not counted again, for an entry never changes.
    async fn sizes_of(&self, log: &str) -> Result<Sizes, LedgerError> {
        let lock = || self.notes.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        let before = lock().get(log).copied().unwrap_or_default();
        let more = self.database.sizes(log, before.entries).await?;
        let sizes = Sizes { entries: before.entries + more.entries, bytes: before.bytes + more.bytes };
        lock().insert(log.to_owned(), sizes);
        Ok(sizes)
    }

    fn snapshot_health(&self, state: &Cabinet) -> Found<SnapshotHealth> {
        let (written, entries) = self.snapshots.last();
        let entries_since = state.entries().saturating_sub(entries);
        let old = entries_since >= entries_due(state.entries()).saturating_mul(2);
        Found::new(SnapshotHealth { written, entries_since }, old, Heed::SnapshotOld)
    }

    fn certificate_health(&self, now: Moment) -> Found<Option<Moment>> {
        let ends = self.notes.certificate.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let ends = ends.and_then(|ends| ends());
        let soon = ends.is_some_and(|ends| certificate_ends_soon(ends, now));
        Found::new(ends, soon, Heed::CertificateEnds)
    }

    fn clock_health(&self, state: &Cabinet, now: Moment) -> Found<ClockHealth> {
        let (moved_ms, of_the_calendar) = (self.watch.moved_ms(), self.clock.is_of_the_calendar());
        let behind_ms = behind_ms(state, now);
        let heed = judged_clock(moved_ms, if state.nature() == Some(LedgerNature::Real) { behind_ms } else { 0 });
        Found { is: ClockHealth { now, moved_ms, of_the_calendar, behind_ms }, heed }
    }

    fn clock_confirmed(&self, state: &Cabinet) -> Found<Option<bool>> {
        let confirmed = self.notes.clock.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match confirmed {
            Some(confirmed) => judged_source(confirmed(), state.nature()),
            None => Found { is: None, heed: None },
        }
    }
}

/// Milliseconds by which the last entry is later than this moment.
pub(crate) fn behind_ms(state: &Cabinet, now: Moment) -> i64 {
    state.last().0.saturating_sub(now.0).max(0)
}

/// A clock that is behind the record is told first: until it has caught up, every entry has the time of the last one.
fn judged_clock(moved_ms: i64, behind_ms: i64) -> Option<Heed> {
    let behind = (behind_ms > RECORD_AHEAD_MS_MAX).then_some(Heed::ClockBehind);
    behind.or_else(|| (moved_ms.abs() > CLOCK_MOVED_MS_MAX).then_some(Heed::ClockMoved))
}

/// Training is served on machines that nobody looks after.
fn judged_source(confirmed: Option<bool>, nature: Option<LedgerNature>) -> Found<Option<bool>> {
    let doubted = nature == Some(LedgerNature::Real) && confirmed != Some(true);
    Found::new(confirmed, doubted, Heed::ClockUnsynchronised)
}

fn judged_backup(last: Option<LastBackup>, nature: Option<LedgerNature>, now: Moment) -> Found<Option<LastBackup>> {
    let old = last.as_ref().is_none_or(|last| last.is_old(now));
    Found::new(last, old && nature == Some(LedgerNature::Real), Heed::BackupOld)
}

fn versions() -> Versions {
    Versions {
        program: env!("CARGO_PKG_VERSION"),
        sources: crate::snapshot::SHAPE,
        formats: [ledger::LEAF_FORMAT, ledger::CHECKPOINT_FORMAT, vault::FILE_FORMAT, crate::snapshot::FORMAT],
    }
}

fn judged_writer(pending: Pending, now: Moment) -> Found<Pending> {
    let late = pending.oldest.is_some_and(|oldest| seconds_since(oldest, now) > ACT_SECONDS_MAX);
    Found::new(pending, late || pending.count >= ACTS_WAITING_MAX, Heed::ActsWaiting)
}

fn judged_worker(worker: WorkerHealth, now: Moment) -> Found<WorkerHealth> {
    let late = worker.pending.oldest.is_some_and(|oldest| seconds_since(oldest, now) > WORK_SECONDS_MAX);
    Found::new(worker, late || worker.left > 0, Heed::WorkLeft)
}

fn judged_held_back(held: HeldBack) -> Found<HeldBack> {
    Found::new(held, held.addresses.max(held.accounts) >= HELD_BACK_MAX, Heed::HeldBack)
}

fn judged_breaches(breaches: PolicyBreaches) -> Found<PolicyBreaches> {
    let many = breaches.unread > 0 || breaches.all() >= BREACHES_MAX;
    Found::new(breaches, many, Heed::PolicyBreached)
}

fn judged_notices(found: DeliveryHealth) -> Found<DeliveryHealth> {
    let left = found.left() > 0;
    Found::new(found, left, Heed::NoticesLeft)
}

fn judged_round(round: LastRound, now: Moment) -> Found<Moment> {
    let late = seconds_since(round.published, now) > ROUND_SECONDS_MAX;
    Found::new(round.published, late, Heed::Unpublished)
}

/// A training government needs no witness.
fn witness(round: LastRound, real: bool) -> Found<Witnessed> {
    let heed = match round.witness {
        Witnessed::Nowhere => real.then_some(Heed::NoWitness),
        Witnessed::Behind => Some(Heed::Unwitnessed),
        Witnessed::At(_) => None,
    };
    Found { is: round.witness, heed }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    #[test]
    fn a_disk_is_full_at_four_fifths() {
        let room = |free| DiskRoom::judged(Some(DiskRoom { free, all: 100 })).heed;
        assert_eq!((room(20), room(21), room(0)), (Some(Heed::DiskFull), None, Some(Heed::DiskFull)));
        assert_eq!(DiskRoom::judged(None).heed, Some(Heed::DiskUnknown));
        let here = DiskRoom::of(Path::new("/")).unwrap();
        assert!(here.free <= here.all && here.all > 0);
    }

    #[test]
    fn what_waits_too_long_or_too_much_is_told() {
        let writer = |count, oldest| judged_writer(Pending { count, oldest }, Moment(MINUTE)).heed;
        assert_eq!(writer(99, Some(Moment(MINUTE))), None);
        assert_eq!(writer(100, Some(Moment(MINUTE))), Some(Heed::ActsWaiting));
        assert_eq!(writer(1, Some(Moment(0))), Some(Heed::ActsWaiting));
        let worker = |left, oldest| {
            let pending = Pending { count: 1, oldest: Some(Moment(oldest)) };
            judged_worker(WorkerHealth { pending, left }, Moment(11 * MINUTE)).heed
        };
        assert_eq!((worker(0, 2 * MINUTE), worker(0, 0)), (None, Some(Heed::WorkLeft)));
        assert_eq!(worker(1, 11 * MINUTE), Some(Heed::WorkLeft));
        let held = |addresses, accounts| judged_held_back(HeldBack { addresses, accounts }).heed;
        assert_eq!((held(9, 9), held(10, 0), held(0, 10)), (None, Some(Heed::HeldBack), Some(Heed::HeldBack)));
        let breached = |count, unread| {
            let by_directive = [(crate::PolicyDirective::named("img-src"), count)].into();
            judged_breaches(PolicyBreaches { by_directive, unread }).heed
        };
        let heed = Some(Heed::PolicyBreached);
        assert_eq!((breached(9, 0), breached(10, 0), breached(0, 1)), (None, heed, heed));
    }

    #[test]
    fn a_real_government_is_told_of_its_clock_and_its_backups() {
        let (real, training) = (Some(LedgerNature::Real), Some(LedgerNature::Training));
        assert_eq!((judged_clock(5_000, 5_000), judged_clock(-5_001, 0)), (None, Some(Heed::ClockMoved)));
        assert_eq!(judged_clock(-9_000, 5_001), Some(Heed::ClockBehind), "the worse one first");
        let source = |confirmed, nature| judged_source(confirmed, nature).heed;
        let heed = Some(Heed::ClockUnsynchronised);
        assert_eq!((source(Some(true), real), source(Some(false), real), source(None, real)), (None, heed, heed));
        assert_eq!((source(Some(false), training), source(None, training)), (None, None));
        let hours = |hours: i64| Moment(hours * 60 * MINUTE);
        let backup = |at: Option<i64>, nature| {
            let last = at.map(|at| LastBackup { at: hours(at), bytes: 0, place: String::new() });
            judged_backup(last, nature, hours(100)).heed
        };
        let heed = Some(Heed::BackupOld);
        assert_eq!((backup(Some(74), real), backup(Some(73), real), backup(None, real)), (None, heed, heed));
        assert_eq!((backup(Some(73), training), backup(None, training)), (None, None));
    }

    #[test]
    fn a_real_government_is_told_of_a_witness_that_is_missing_or_behind() {
        let round = |witness| LastRound { published: Moment(0), witness };
        assert_eq!(witness(round(Witnessed::Nowhere), true).heed, Some(Heed::NoWitness));
        assert_eq!(witness(round(Witnessed::Nowhere), false).heed, None);
        assert_eq!(witness(round(Witnessed::Behind), false).heed, Some(Heed::Unwitnessed));
        assert_eq!(witness(round(Witnessed::At(Moment(0))), true).heed, None);
        let published = |now| judged_round(round(Witnessed::Nowhere), Moment(now)).heed;
        assert_eq!((published(2 * MINUTE), published(3 * MINUTE)), (None, Some(Heed::Unpublished)));
    }
}
