//! The log: what it tells, in which form, and where it goes. A line that cannot be written is counted, and nobody waits.

use crate::daily_log::DailyLog;
use anyhow::{Context as _, Result};
use cabinet::Moment;
use clap::{Args, ValueEnum};
use office::Clock;
use serde_json::{Map, Value, json};
use std::fmt::Debug;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};
use web::LogFigures;

/// Between two looks at the day.
const LOOK_AGAIN: Duration = Duration::from_secs(60);
/// What is told where nobody says otherwise: what went wrong, and each request where the log is kept.
const FAULTS: &str = "warn";
const FAULTS_AND_REQUESTS: &str = "warn,request=info";

/// The form of the log on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    Plain,
    /// An object of JSON a line.
    Json,
}

/// Form and place of the log of a server.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct LogArguments {
    /// The form of the log on standard error; by default `json` for `serve` and `plain` for `demo`.
    #[arg(long, env = "ECABINET_LOG_FORMAT")]
    pub(crate) log_format: Option<LogFormat>,
    /// A folder in which the log is kept too, a file for each day, for 180 days.
    #[arg(long, env = "ECABINET_LOG_FOLDER")]
    pub(crate) log_folder: Option<PathBuf>,
}

/// A place to which lines go, and how many did.
#[derive(Default)]
struct Counted {
    written: AtomicU64,
    lost: AtomicU64,
}

impl Counted {
    fn count(&self, written: &io::Result<()>) {
        let counter = if written.is_ok() { &self.written } else { &self.lost };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    fn found(&self) -> (u64, u64) {
        (self.written.load(Ordering::Relaxed), self.lost.load(Ordering::Relaxed))
    }
}

/// The log of this process.
#[derive(Clone)]
pub(crate) struct Log {
    daily: Option<Arc<DailyLog>>,
    error: Arc<Counted>,
    file: Arc<Counted>,
}

impl Log {
    /// Begins it; `format` is that of standard error if nobody names one.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub(crate) fn begin(arguments: &LogArguments, format: LogFormat) -> Result<Self> {
        let format = arguments.log_format.unwrap_or(format);
        let now = Clock::default().now();
        let daily = arguments.log_folder.as_ref().map(|folder| {
            let log = DailyLog::open(folder, now);
            log.with_context(|| format!("ECABINET_LOG_FOLDER: {}", folder.display())).map(Arc::new)
        });
        let log = Self { daily: daily.transpose()?, error: Arc::default(), file: Arc::default() };
        let keeps = format == LogFormat::Json || log.daily.is_some();
        let usual = if keeps { FAULTS_AND_REQUESTS } else { FAULTS };
        let filter = EnvFilter::try_from_env("ECABINET_LOG").unwrap_or_else(|_| usual.into());
        let plain = (format == LogFormat::Plain).then(|| {
            let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
            // It would print the failure to the same place, and fall over that.
            lines.log_internal_errors(false)
        });
        let json = JsonLines { log: log.clone(), to_error: format == LogFormat::Json };
        let json = (json.to_error || log.daily.is_some()).then_some(json);
        tracing_subscriber::registry().with(filter).with(plain).with(json).init();
        Ok(log)
    }

    /// Turns to each day's file when it begins, and takes away what is old, for as long as the process lives.
    pub(crate) fn keep(&self) {
        let Some(daily) = self.daily.clone() else { return };
        tokio::spawn(async move {
            loop {
                let daily = daily.clone();
                let kept = tokio::task::spawn_blocking(move || daily.keep(Clock::default().now())).await;
                if let Ok(Err(error)) = kept {
                    tracing::warn!(%error, "the folder of the log cannot be kept in order");
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        });
    }

    /// How many lines were written and lost.
    pub(crate) fn figures(&self) -> LogFigures {
        LogFigures { error: self.error.found(), file: self.daily.as_ref().map(|_| self.file.found()) }
    }

    fn line(&self, now: Moment, line: &[u8], to_error: bool) {
        if to_error {
            self.error.count(&io::stderr().lock().write_all(line));
        }
        if let Some(daily) = &self.daily {
            self.file.count(&daily.add(now, line));
        }
    }
}

/// Writes each event as an object of JSON.
struct JsonLines {
    log: Log,
    to_error: bool,
}

/// What an event or a span says.
#[derive(Clone, Default)]
struct Said(Map<String, Value>);

impl Said {
    fn say(&mut self, field: &Field, value: Value) {
        self.0.insert(field.name().to_owned(), value);
    }
}

impl Visit for Said {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.say(field, json!(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.say(field, json!(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.say(field, json!(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.say(field, json!(value));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.say(field, json!(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.say(field, json!(format!("{value:?}")));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for JsonLines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            let mut said = Said::default();
            attributes.record(&mut said);
            span.extensions_mut().insert(said);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let now = Clock::default().now();
        let mut line = Map::new();
        line.insert("time".to_owned(), json!(in_india(now)));
        line.insert("level".to_owned(), json!(event.metadata().level().as_str()));
        line.insert("target".to_owned(), json!(event.metadata().target()));
        let mut said = Said::default();
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(of_span) = span.extensions().get::<Said>() {
                said.0.extend(of_span.0.clone());
            }
        }
        event.record(&mut said);
        line.extend(said.0);
        // What cannot be written as JSON does not come from a field.
        let Ok(mut bytes) = serde_json::to_vec(&line) else { return };
        bytes.push(b'\n');
        self.log.line(now, &bytes, self.to_error);
    }
}

/// `2026-11-27T23:05:09.123+05:30`: the day is that of the file.
fn in_india(moment: Moment) -> String {
    let milliseconds = moment.0.rem_euclid(60_000);
    let (date, time) = (hindi::ist_date(moment.0), hindi::ist_time(moment.0));
    format!("{date}T{time}:{:02}.{:03}+05:30", milliseconds / 1000, milliseconds % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_that_of_the_day_of_its_file() {
        assert_eq!(in_india(Moment(1_795_719_600_000)), "2026-11-27T00:30:00.000+05:30");
        assert_eq!(in_india(Moment(1_795_719_661_007)), "2026-11-27T00:31:01.007+05:30");
    }
}
