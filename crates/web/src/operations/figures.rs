//! The figures, family by family. Every name and every label is of this program: nothing comes from what a person wrote.

use super::exposition::{Exposition, Kind, seconds};
use super::requests::{BUCKETS_US, Durations, RequestCounter};
use crate::app::App;
use cabinet::Moment;
use office::{Condition, DiskRoom, Found, Health, Heed, LedgerHealth, Pending, ProcessFigures, Witnessed};
use std::fmt::Display;

/// One value of a family, under one label.
type Labelled<'a, V> = Vec<(&'a str, V)>;

/// All of them. Where the office cannot tell how it is, the others are told all the same.
pub(super) async fn told(app: &App) -> String {
    let mut page = Exposition::default();
    let health = app.office.health_for_operations().await;
    page.one(
        "ecabinet_health_readable",
        Kind::Gauge,
        "Whether the office could tell how it is.",
        u8::from(health.is_ok()),
    );
    match &health {
        Ok(health) => of_health(&mut page, health),
        Err(error) => tracing::warn!(%error, "how the machine is could not be read for its figures"),
    }
    acts(&mut page, app);
    requests(&mut page, &app.requests);
    log(&mut page, app);
    process(&mut page);
    page.text()
}

impl Exposition {
    fn by<V: Display>(&mut self, name: &str, kind: Kind, help: &str, label: &str, values: Labelled<'_, V>) {
        self.family(name, kind, help);
        for (value, figure) in values {
            self.sample(name, &[(label, value)], figure);
        }
    }
}

fn of_health(page: &mut Exposition, health: &Health) {
    program(page, health);
    heeds(page, health);
    ledgers(page, health);
    storage(page, health);
    queues(page, health);
    door(page, health);
}

fn program(page: &mut Exposition, health: &Health) {
    let versions = health.versions;
    page.family("ecabinet_build_info", Kind::Gauge, "What runs; the figure is always 1.");
    page.sample("ecabinet_build_info", &[("version", versions.program), ("sources", versions.sources)], 1);
    let since = seconds(health.since.0);
    page.one("process_start_time_seconds", Kind::Gauge, "When the office was opened, since 1970 in UTC.", since);
}

/// One judgement, two readers: these are the rows of the page that ask for attention.
fn heeds(page: &mut Exposition, health: &Health) {
    let found = health.heeds();
    let values = Heed::ALL.iter().map(|heed| (heed.key(), u8::from(found.contains(heed))));
    let help = "Why the system administrator must look, as the page of the machine says it.";
    page.by("ecabinet_heed", Kind::Gauge, help, "why", values.collect());
}

fn ledgers(page: &mut Exposition, health: &Health) {
    fn by<V: Display>(
        page: &mut Exposition,
        (name, help): (&str, &str),
        health: &Health,
        figure: impl Fn(&LedgerHealth) -> Option<V>,
    ) {
        let values = health.ledgers.iter().filter_map(|one| Some((one.log.as_str(), figure(one)?))).collect();
        page.by(name, Kind::Gauge, help, "ledger", values);
    }
    let now = health.clock.is.now;
    by(page, ("ecabinet_ledger_entries", "Entries of a ledger."), health, |one| Some(one.sizes.entries));
    by(page, ("ecabinet_ledger_bytes", "Bytes of the entries of a ledger."), health, |one| Some(one.sizes.bytes));
    by(page, ("ecabinet_ledger_intact", "Whether a ledger is as it was recorded."), health, |one| {
        one.condition.as_ref().map(|found| u8::from(!matches!(found.is, Condition::NotIntact(_))))
    });
    let published =
        ("ecabinet_ledger_published_age_seconds", "Since when what is published was the whole of a ledger.");
    by(page, published, health, |one| one.published.as_ref().map(|found| age(found.is, now)));
    let witnessed =
        ("ecabinet_ledger_witnessed_age_seconds", "Since when the witness had the last checkpoint of a ledger.");
    by(page, witnessed, health, |one| match one.witness.as_ref()?.is {
        Witnessed::At(moment) => Some(age(moment, now)),
        Witnessed::Nowhere | Witnessed::Behind => None,
    });
}

fn storage(page: &mut Exposition, health: &Health) {
    page.one("ecabinet_database_bytes", Kind::Gauge, "Bytes of the database.", health.database_bytes);
    let vault = health.vault.is;
    page.known("ecabinet_papers", "Sealed files.", vault.map(|held| held.files));
    page.known("ecabinet_papers_bytes", "Bytes of the sealed files.", vault.map(|held| held.bytes));
    let papers = health.vault_disk.as_ref().map(|found| ("papers", found));
    let disks: Vec<_> = std::iter::once(("data", &health.data_disk)).chain(papers).collect();
    let rooms = |figure: fn(DiskRoom) -> u64| -> Labelled<'_, u64> {
        disks.iter().filter_map(|(disk, found)| Some((*disk, figure(found.is?)))).collect()
    };
    let free = rooms(|room| room.free);
    page.by("ecabinet_disk_free_bytes", Kind::Gauge, "Room that this account may still fill.", "disk", free);
    page.by("ecabinet_disk_bytes", Kind::Gauge, "The whole disk.", "disk", rooms(|room| room.all));
    let (snapshot, now) = (health.snapshot.is, health.clock.is.now);
    let written = snapshot.written.map(|written| age(written, now));
    page.known("ecabinet_snapshot_age_seconds", "Since the last snapshot was written.", written);
    let backup = health.backup.is.as_ref();
    page.known("ecabinet_backup_age_seconds", "Since the last backup.", backup.map(|last| age(last.at, now)));
    page.known("ecabinet_backup_bytes", "What the last backup carried.", backup.map(|last| last.bytes));
    let since = snapshot.entries_since;
    page.one("ecabinet_snapshot_entries_since", Kind::Gauge, "Entries that no snapshot holds.", since);
}

fn queues(page: &mut Exposition, health: &Health) {
    let now = health.clock.is.now;
    let queues = [("writer", health.writer.is), ("worker", health.worker.is.pending)];
    let lengths = queues.map(|(queue, pending)| (queue, pending.count)).to_vec();
    page.by("ecabinet_queue_length", Kind::Gauge, "What waits.", "queue", lengths);
    let waits = |pending: Pending| pending.oldest.map_or_else(|| seconds(0), |oldest| age(oldest, now));
    let ages = queues.map(|(queue, pending)| (queue, waits(pending))).to_vec();
    page.by("ecabinet_queue_age_seconds", Kind::Gauge, "How long the oldest waits.", "queue", ages);
    let left = health.worker.is.left;
    page.one("ecabinet_work_left", Kind::Gauge, "Works that failed so often that they were left.", left);
    let round = age(health.worker_round.is, now);
    page.one("ecabinet_worker_round_age_seconds", Kind::Gauge, "Since the worker last came round.", round);
    let owed = u8::from(health.erasure_owed.is);
    page.one("ecabinet_erasure_owed", Kind::Gauge, "Whether erased words must still be overwritten.", owed);
}

fn door(page: &mut Exposition, health: &Health) {
    page.one("ecabinet_sessions", Kind::Gauge, "Sessions that are open.", health.sessions);
    let Found { is: held, .. } = health.held_back;
    let held = vec![("addresses", held.addresses), ("accounts", held.accounts)];
    page.by("ecabinet_held_back", Kind::Gauge, "Held back at the door after failures.", "what", held);
    let breaches = &health.breaches.is;
    let mut found: Labelled<'_, u64> = breaches.by_directive.iter().map(|(one, count)| (one.name(), *count)).collect();
    found.push(("unread", breaches.unread));
    let help = "Breaches of the policy of pages that browsers reported.";
    page.by("ecabinet_policy_breaches_total", Kind::Counter, help, "directive", found);
    let now = health.clock.is.now;
    let ends = health.certificate.is.map(|ends| age(now, ends));
    page.known("ecabinet_certificate_ends_in_seconds", "Until the certificate ends.", ends);
    let moved = seconds(health.clock.is.moved_ms);
    let confirmed = health.clock_confirmed.is.map(u8::from);
    page.known("ecabinet_clock_synchronised", "Whether a source of time confirms the clock.", confirmed);
    let behind = seconds(health.clock.is.behind_ms);
    page.one(
        "ecabinet_clock_behind_seconds",
        Kind::Gauge,
        "By how much the last entry is later than the clock.",
        behind,
    );
    page.one("ecabinet_clock_moved_seconds", Kind::Gauge, "By how much the clock was moved since the start.", moved);
}

fn acts(page: &mut Exposition, app: &App) {
    let figures = app.office.figures();
    page.family("ecabinet_acts_total", Kind::Counter, "Acts by kind and by what became of them.");
    for ((kind, outcome), count) in &figures.acts {
        page.sample("ecabinet_acts_total", &[("kind", kind), ("outcome", outcome.key())], count);
    }
    let commits = vec![("done", figures.commits.done), ("failed", figures.commits.failed)];
    page.by("ecabinet_commits_total", Kind::Counter, "Batches of acts, by what became of them.", "outcome", commits);
    let entries = figures.commits.entries;
    page.one("ecabinet_entries_committed_total", Kind::Counter, "Entries in batches that are durable.", entries);
}

fn requests(page: &mut Exposition, counter: &RequestCounter) {
    const NAME: &str = "ecabinet_request_duration_seconds";
    page.one("ecabinet_requests_under_way", Kind::Gauge, "Requests that wait for their answer.", counter.under_way());
    page.family(
        NAME,
        Kind::Histogram,
        "Until the head of the answer, by pattern of the address and class of the status.",
    );
    let (bucket, sum, count) = (format!("{NAME}_bucket"), format!("{NAME}_sum"), format!("{NAME}_count"));
    let ends = BUCKETS_US.map(|end| microseconds(end).trim_end_matches('0').trim_end_matches('.').to_owned());
    for (what, Durations { within, count: all, sum_us }) in &counter.found() {
        let class = format!("{}xx", what.class);
        let labels = [("method", what.method), ("route", what.route), ("class", class.as_str())];
        let mut ended = 0;
        for (end, more) in ends.iter().zip(within) {
            ended += more;
            page.sample(&bucket, &[labels[0], labels[1], labels[2], ("le", end)], ended);
        }
        page.sample(&bucket, &[labels[0], labels[1], labels[2], ("le", "+Inf")], all);
        page.sample(&sum, &labels, microseconds(*sum_us));
        page.sample(&count, &labels, all);
    }
}

fn log(page: &mut Exposition, app: &App) {
    let Some(found) = app.log.as_ref().map(|log| log()) else { return };
    let places = [("error", Some(found.error)), ("file", found.file)];
    let (mut written, mut lost) = (Vec::new(), Vec::new());
    for (place, (taken, left)) in places.into_iter().filter_map(|(place, counts)| Some((place, counts?))) {
        written.push((place, taken));
        lost.push((place, left));
    }
    page.by("ecabinet_log_lines_total", Kind::Counter, "Lines of the log that were written.", "to", written);
    page.by("ecabinet_log_lines_lost_total", Kind::Counter, "Lines of the log that could not be written.", "to", lost);
}

fn process(page: &mut Exposition) {
    let found = ProcessFigures::now();
    page.known("process_resident_memory_bytes", "Memory that the process holds.", found.resident_bytes);
    let cpu = microseconds(u64::try_from(found.cpu.as_micros()).unwrap_or(u64::MAX));
    page.one("process_cpu_seconds_total", Kind::Counter, "Time on a processor.", cpu);
    page.known("process_open_fds", "Open files and sockets.", found.open_files);
    page.known("process_max_fds", "As many as may be open.", found.open_files_max);
}

/// Seconds from one moment to a later one.
fn age(moment: Moment, now: Moment) -> String {
    seconds(now.0.saturating_sub(moment.0))
}

fn microseconds(all: u64) -> String {
    format!("{}.{:06}", all / 1_000_000, all % 1_000_000)
}
