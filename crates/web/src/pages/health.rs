//! How the machine is, for the system administrator: versions, sizes, queues and counts, each with its state in words and
//! with what to do. No title, no number of a file, no name.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::{Count, Frame};
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::Moment;
use fluent_bundle::FluentValue;
use office::{
    Condition, DeliveryHealth, DiskRoom, Found, Health, Heed, LedgerHealth, Pending, Sizes, Standby, Witnessed,
};

/// Signs of a hash that tell one version from another.
const HASH_SIGNS: usize = 12;

/// One thing that was looked at.
struct Row {
    what: String,
    is: String,
    /// Words of a machine beside it, in no language.
    code: String,
    /// What to do; empty where all is well.
    heed: String,
}

/// What belongs together.
struct Part {
    heading: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "health.html")]
struct HealthPage {
    page: Frame,
    now: String,
    heeds: usize,
    parts: Vec<Part>,
}

/// How the machine is.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let health = app.office.health(&who.session.actor).await?;
    let page = who.frame(&app);
    let mut parts = vec![program(&page, &health)];
    parts.extend(health.ledgers.iter().map(|ledger| of_ledger(&page, ledger)));
    parts.extend([storage(&page, &health), queues(&page, &health), door(&page, &health)]);
    let heeds = parts.iter().flat_map(|part| &part.rows).filter(|row| !row.heed.is_empty()).count();
    draw(&HealthPage { now: page.date_time(&health.clock.is.now), heeds, parts, page })
}

impl Row {
    fn new(page: &Frame, what: &str, is: String, heed: Option<Heed>) -> Self {
        let heed = heed.map_or_else(String::new, |heed| page.word("heed", heed.key()));
        Self { what: page.t(what), is, code: String::new(), heed }
    }

    fn coded(self, code: impl Into<String>) -> Self {
        Self { code: code.into(), ..self }
    }
}

/// «12.3 एमबी».
fn size(page: &Frame, bytes: u64) -> String {
    const KILO: u64 = 1000;
    let units = [("size-gb", KILO * KILO * KILO), ("size-mb", KILO * KILO), ("size-kb", KILO)];
    let found = units.iter().find(|(_, unit)| bytes >= *unit).unwrap_or(&("size-kb", KILO));
    let tenths = bytes.saturating_mul(10).div_ceil(found.1);
    page.ts(found.0, "number", &format!("{}.{}", hindi::group(tenths / 10), tenths % 10))
}

fn number(count: impl Count) -> String {
    hindi::group(u64::try_from(count.count()).unwrap_or_default())
}

fn program(page: &Frame, health: &Health) -> Part {
    let sources: String = health.versions.sources.chars().take(HASH_SIGNS).collect();
    let database = match health.database.is {
        None => page.t("health-database-file"),
        Some(Standby::Alone) => page.t("health-database-alone"),
        Some(Standby::Synchronous) => page.t("health-database-standby"),
    };
    let database = format!("{database} · {}", size(page, health.database_bytes));
    Part {
        heading: page.t("health-program"),
        rows: vec![
            Row::new(page, "health-version", String::new(), None)
                .coded(format!("e-Cabinet {} · {sources}", health.versions.program)),
            Row::new(page, "health-formats", String::new(), None).coded(health.versions.formats.join(" · ")),
            Row::new(page, "health-since", page.date_time(&health.since), None),
            Row::new(page, "health-database", database, health.database.heed),
        ],
    }
}

fn of_ledger(page: &Frame, ledger: &LedgerHealth) -> Part {
    let name = if ledger.log == "acts" { "record-log-acts" } else { "record-log-custody" };
    let Sizes { entries, bytes } = ledger.sizes;
    let arguments = [("count", FluentValue::from(number(entries))), ("size", FluentValue::from(size(page, bytes)))];
    let mut rows = vec![Row::new(page, "health-entries", page.with("health-entries-of", &arguments), None)];
    if let Some(Found { is, heed }) = &ledger.condition {
        let condition = match is {
            Condition::Intact => "record-condition-intact",
            Condition::BeingChecked => "record-condition-being-checked",
            Condition::NotIntact(_) => "record-condition-not-intact",
        };
        rows.push(Row::new(page, "health-intact", page.t(condition), *heed));
    }
    if let Some(Found { is, heed }) = &ledger.published {
        let published = page.ts("health-published-until", "when", &page.date_time(is));
        rows.push(Row::new(page, "health-published", published, *heed));
    }
    if let Some(Found { is, heed }) = &ledger.witness {
        let witness = match is {
            Witnessed::Nowhere => page.t("health-witness-none"),
            Witnessed::Behind => page.t("health-witness-behind"),
            Witnessed::At(when) => page.ts("health-witness-at", "when", &page.date_time(when)),
        };
        rows.push(Row::new(page, "health-witness", witness, *heed));
    }
    let node = ledger.log.strip_prefix("custody-").map_or_else(String::new, |node| format!(" · {node}"));
    Part { heading: format!("{}{node}", page.t(name)), rows }
}

fn storage(page: &Frame, health: &Health) -> Part {
    let disk = |what: &str, found: &Found<Option<DiskRoom>>| {
        let is = found.is.map_or_else(
            || page.t("health-disk-unknown"),
            |room| {
                let sizes = [("free", room.free), ("all", room.all)];
                let arguments = sizes.map(|(name, bytes)| (name, FluentValue::from(size(page, bytes))));
                page.with("health-disk-free", &arguments)
            },
        );
        Row::new(page, what, is, found.heed)
    };
    let vault = health.vault.is.map_or_else(
        || page.t("health-files-unreachable"),
        |held| {
            let sizes = [("count", number(held.files)), ("size", size(page, held.bytes))];
            page.with("health-files-of", &sizes.map(|(name, words)| (name, FluentValue::from(words))))
        },
    );
    let disks = [
        Some(disk("health-data-disk", &health.data_disk)),
        health.vault_disk.as_ref().map(|found| disk("health-vault-disk", found)),
    ];
    let snapshot = health.snapshot.is;
    let written = snapshot.written.map_or_else(|| page.t("health-snapshot-none"), |when| page.date_time(&when));
    let since = page.ts("health-snapshot-since", "count", &number(snapshot.entries_since));
    Part {
        heading: page.t("health-storage"),
        rows: std::iter::once(Row::new(page, "health-vault", vault, health.vault.heed))
            .chain(disks.into_iter().flatten())
            .chain([
                backup(page, health),
                Row::new(page, "health-snapshot", format!("{written} · {since}"), health.snapshot.heed),
            ])
            .collect(),
    }
}

fn backup(page: &Frame, health: &Health) -> Row {
    let Some(last) = &health.backup.is else {
        return Row::new(page, "health-backup", page.t("health-backup-none"), health.backup.heed);
    };
    let arguments = [("when", page.date_time(&last.at)), ("size", size(page, last.bytes))];
    let is = page.with("health-backup-at", &arguments.map(|(name, words)| (name, FluentValue::from(words))));
    Row::new(page, "health-backup", is, health.backup.heed).coded(last.place.clone())
}

/// «कुछ नहीं», or how many and since when.
fn pending(page: &Frame, pending: Pending) -> String {
    match pending.oldest {
        None => page.t("health-nothing-waits"),
        Some(oldest) => {
            let arguments = [("count", number(pending.count)), ("when", page.date_time(&oldest))];
            page.with("health-waits", &arguments.map(|(name, words)| (name, FluentValue::from(words))))
        }
    }
}

fn queues(page: &Frame, health: &Health) -> Part {
    let worker = health.worker.is;
    let mut work = pending(page, worker.pending);
    if worker.left > 0 {
        work = format!("{work} · {}", page.ts("health-work-left", "count", &number(worker.left)));
    }
    let owed = page.t(if health.erasure_owed.is { "health-erasure-owed" } else { "health-nothing-waits" });
    let notices = health.notices.as_ref().map(|found| notices(page, found));
    Part {
        heading: page.t("health-queues"),
        rows: vec![
            Row::new(page, "health-writer", pending(page, health.writer.is), health.writer.heed),
            Row::new(page, "health-worker", work, health.worker.heed),
            Row::new(page, "health-round", page.date_time(&health.worker_round.is), health.worker_round.heed),
            Row::new(page, "health-erasures", owed, health.erasure_owed.heed),
        ]
        .into_iter()
        .chain(notices)
        .collect(),
    }
}

/// How many notices left the house and how many did not, and with which status servers refused them.
fn notices(page: &Frame, found: &Found<DeliveryHealth>) -> Row {
    let counts = [("sent", found.is.sent), ("waiting", found.is.waiting), ("left", found.is.left())];
    let is = page.with("health-notices-of", &counts.map(|(name, count)| (name, FluentValue::from(number(count)))));
    let refused = found.is.failed.iter().map(|((channel, status), count)| {
        let status = status.map_or_else(|| "–".to_owned(), |status| status.to_string());
        format!("{} {status}: {}", channel.key(), number(*count))
    });
    Row::new(page, "health-notices", is, found.heed).coded(refused.collect::<Vec<_>>().join(" · "))
}

fn door(page: &Frame, health: &Health) -> Part {
    let held = health.held_back.is;
    let held = match held.addresses.max(held.accounts) {
        0 => page.t("health-nobody"),
        _ => {
            let counts = [("addresses", held.addresses), ("accounts", held.accounts)];
            page.with("health-held-back-of", &counts.map(|(name, count)| (name, FluentValue::from(number(count)))))
        }
    };
    let certificate = health.certificate.is.map_or_else(
        || page.t("health-certificate-elsewhere"),
        |ends| page.ts("health-certificate-until", "when", &page.date_time(&ends)),
    );
    let breaches = &health.breaches.is;
    let directives: Vec<String> =
        breaches.by_directive.iter().map(|(one, count)| format!("{} {}", one.name(), number(*count))).collect();
    let mut reported = match breaches.all() {
        0 => page.t("health-breaches-none"),
        all => page.ts("health-breaches-of", "count", &number(all)),
    };
    if breaches.unread > 0 {
        reported = format!("{reported} · {}", page.ts("health-breaches-unread", "count", &number(breaches.unread)));
    }
    let clock = health.clock.is;
    let moved = match (health.clock.heed, clock.of_the_calendar) {
        (Some(Heed::ClockBehind), _) => page.ts("health-clock-behind", "count", &(clock.behind_ms / 1000).to_string()),
        (Some(_), _) => page.ts("health-clock-moved", "count", &(clock.moved_ms / 1000).to_string()),
        (None, true) => page.t("health-clock-steady"),
        (None, false) => page.t("health-clock-training"),
    };
    let now = format!("{} · {moved}", page.date_time(&clock.now));
    let source = match health.clock_confirmed.is {
        Some(true) => "health-clock-confirmed",
        Some(false) => "health-clock-unconfirmed",
        None => "health-clock-source-unknown",
    };
    let mut rows = vec![
        Row::new(page, "health-sessions", number(health.sessions), None),
        Row::new(page, "health-held-back", held, health.held_back.heed),
        Row::new(page, "health-breaches", reported, health.breaches.heed).coded(directives.join(" · ")),
        Row::new(page, "health-certificate", certificate, health.certificate.heed),
        Row::new(page, "health-clock", now, health.clock.heed).coded(utc(clock.now)),
    ];
    // In training nobody asks.
    if health.clock_confirmed != (Found { is: None, heed: None }) {
        rows.push(Row::new(page, "health-clock-source", page.t(source), health.clock_confirmed.heed));
    }
    Part { heading: page.t("health-door"), rows }
}

/// «03:40 UTC».
fn utc(now: Moment) -> String {
    const MINUTE_MS: i64 = 60_000;
    let minutes = now.0.div_euclid(MINUTE_MS).rem_euclid(24 * 60);
    format!("{:02}:{:02} UTC", minutes / 60, minutes % 60)
}
