//! Publishing both ledgers: at most once a second and at the end, tiles and signed checkpoints follow the rows, each row
//! checked before it is published. An act is durable by its row; what cannot be published now is published later.

use crate::clock::Clock;
use crate::error::{OpenError, ReadError};
use crate::open::Office;
use cabinet::permission::{Action, Subject};
use cabinet::{Actor, Moment};
use ledger::{Database, PublishError, Publisher, Witness};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex as Turn;
use tokio::time::Instant;
use vault::KeyProvider;

/// Compartment of the seed whose key signs checkpoints. It outlives the root key, so that a rotation changes no signature.
pub(crate) const CHECKPOINT_COMPARTMENT: &str = "checkpoint";
/// Milliseconds between two publications.
const PUBLISH_MS: u64 = 1000;
/// Seconds between two checks of all rows and files, at least.
const CHECK_AGAIN_SECONDS: u64 = 60;
/// How many times longer than a check its pause is, at least: a long ledger is checked more rarely.
const CHECK_PAUSE_FACTOR: u32 = 100;

/// Whether a log and what is published of it are whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All was found as it was written.
    Intact,
    /// A check of all rows and files is under way; the last one found all whole.
    BeingChecked,
    /// This entry, tile, bundle or checkpoint is at fault.
    NotIntact(String),
}

/// One log as whoever keeps it may see it: numbers and hashes, nothing of what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRecord {
    /// The log's name: `acts`, `custody`.
    pub log: String,
    /// Whether it is whole.
    pub condition: Condition,
    /// Entries, each checked.
    pub entries: u64,
    /// When all of it was last checked; each entry that came since was checked as it was published.
    pub checked: Moment,
    /// The last checkpoint, as it is signed; empty while there is no entry.
    pub checkpoint: String,
    /// What judges its signature.
    pub verifier_key: String,
}

/// Whether the witness has what was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witnessed {
    /// There is no witness.
    Nowhere,
    /// It could not be told of the last checkpoint.
    Behind,
    /// It had all that was published, then.
    At(Moment),
}

/// How publishing a log went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LastRound {
    /// When the whole log was last found published.
    pub(crate) published: Moment,
    pub(crate) witness: Witnessed,
}

pub(crate) struct Publishing {
    publishers: Turn<Vec<Publisher>>,
    shown: Mutex<Vec<LogRecord>>,
    /// What failed last of each log, so that the server's log tells it once.
    failing: Mutex<BTreeMap<String, String>>,
    /// How the last round of each log went.
    rounds: Mutex<BTreeMap<String, LastRound>>,
    ended: AtomicBool,
    clock: Clock,
}

impl Publishing {
    /// Checks and mends what is published of these logs, each a name and an origin.
    pub(crate) async fn open(
        database: &Database,
        keys: &dyn KeyProvider,
        logs: &[(&str, &str)],
        folder: &Path,
        witness: Option<&Path>,
        clock: Clock,
    ) -> Result<Self, OpenError> {
        let witness = witness.map(|witness| Witness::open(witness, folder)).transpose()?;
        let seed = database.first_epoch_key(keys, CHECKPOINT_COMPARTMENT, 1, crate::writer::ACTS).await?;
        let (mut publishers, mut shown) = (Vec::new(), Vec::new());
        for (log, origin) in logs {
            let opened = Publisher::open(database.clone(), log, origin, &seed, folder, witness.as_ref()).await?;
            let (publisher, mended) = opened;
            for file in mended.wrong {
                tracing::error!(log, file, "a published file was not what the ledger holds; it was written anew");
            }
            if mended.missing > 0 {
                tracing::info!(log, files = mended.missing, "published files were missing and were written");
            }
            shown.push(record(&publisher, Condition::Intact, clock.now()));
            publishers.push(publisher);
        }
        let ended = AtomicBool::new(false);
        let (now, begun) = (clock.now(), |publisher: &Publisher| publisher.log().to_owned());
        let rounds = publishers.iter().map(|publisher| (begun(publisher), LastRound::now(publisher, now))).collect();
        let (publishers, shown, failing) = (Turn::new(publishers), Mutex::new(shown), Mutex::default());
        Ok(Self { publishers, shown, failing, rounds: Mutex::new(rounds), ended, clock })
    }

    /// Starts the rounds. They end with the process, or with [`Publishing::close`].
    pub(crate) fn start(self: &Arc<Self>) {
        let publishing = Arc::clone(self);
        tokio::spawn(async move {
            let (mut checked, mut pause) = (Instant::now(), Duration::from_secs(CHECK_AGAIN_SECONDS));
            loop {
                tokio::time::sleep(Duration::from_millis(PUBLISH_MS)).await;
                let mut publishers = publishing.publishers.lock().await;
                if publishing.ended.load(Ordering::SeqCst) {
                    return;
                }
                publishing.round(&mut publishers).await;
                if checked.elapsed() >= pause {
                    let begun = Instant::now();
                    publishing.check(&publishers).await;
                    checked = Instant::now();
                    pause = pause.max((checked - begun) * CHECK_PAUSE_FACTOR);
                }
            }
        });
    }

    /// Publishes what is left and ends the rounds.
    pub(crate) async fn close(&self) {
        let mut publishers = self.publishers.lock().await;
        if !self.ended.swap(true, Ordering::SeqCst) {
            self.round(&mut publishers).await;
        }
    }

    async fn round(&self, publishers: &mut [Publisher]) {
        for publisher in publishers {
            match publisher.publish().await {
                Ok(_) => {
                    drop(self.failing.lock().unwrap_or_else(PoisonError::into_inner).remove(publisher.log()));
                    self.note(publisher, |round, now| *round = LastRound::now(publisher, now));
                }
                Err(error) => {
                    self.note(publisher, |round, now| round.witness = LastRound::now(publisher, now).witness);
                    self.tell(publisher, &error);
                }
            }
            self.show(publisher, |shown| {
                shown.entries = publisher.size();
                publisher.checkpoint().clone_into(&mut shown.checkpoint);
            });
        }
    }

    /// Checks all rows and files of every log.
    async fn check(&self, publishers: &[Publisher]) {
        for publisher in publishers {
            self.show(publisher, |shown| {
                if shown.condition == Condition::Intact {
                    shown.condition = Condition::BeingChecked;
                }
            });
            match publisher.check().await {
                Ok(_) => {
                    let now = self.clock.now();
                    self.show(publisher, |shown| *shown = record(publisher, Condition::Intact, now));
                }
                Err(error) => self.tell(publisher, &error),
            }
        }
    }

    /// Notes what failed, and logs it once.
    fn tell(&self, publisher: &Publisher, error: &PublishError) {
        let (log, said) = (publisher.log(), error.to_string());
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        let again = failing.insert(log.to_owned(), said.clone()) == Some(said);
        drop(failing);
        match error {
            PublishError::NotIntact { source, .. } => {
                let found = Condition::NotIntact(source.to_string());
                self.show(publisher, |shown| shown.condition = found);
                if !again {
                    tracing::error!(log, %error, "the record is not intact");
                }
            }
            _ if again => {}
            _ => tracing::warn!(log, %error, "a ledger could not be published; it is tried again every second"),
        }
    }

    fn note(&self, publisher: &Publisher, change: impl FnOnce(&mut LastRound, Moment)) {
        let mut rounds = self.rounds.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(round) = rounds.get_mut(publisher.log()) {
            change(round, self.clock.now());
        }
    }

    /// How the last round of a log went; none for a log that another node publishes.
    pub(crate) fn last_round(&self, log: &str) -> Option<LastRound> {
        self.rounds.lock().unwrap_or_else(PoisonError::into_inner).get(log).copied()
    }

    fn show(&self, publisher: &Publisher, change: impl FnOnce(&mut LogRecord)) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shown) = shown.iter_mut().find(|one| one.log == publisher.log()) {
            change(shown);
        }
    }
}

impl LastRound {
    /// All is published now.
    fn now(publisher: &Publisher, now: Moment) -> Self {
        let witness = match publisher.is_witnessed() {
            None => Witnessed::Nowhere,
            // Before the first entry there is nothing to be told.
            Some(told) if told || publisher.checkpoint().is_empty() => Witnessed::At(now),
            Some(_) => Witnessed::Behind,
        };
        Self { published: now, witness }
    }
}

fn record(publisher: &Publisher, condition: Condition, checked: Moment) -> LogRecord {
    LogRecord {
        log: publisher.log().to_owned(),
        condition,
        entries: publisher.size(),
        checked,
        checkpoint: publisher.checkpoint().to_owned(),
        verifier_key: publisher.verifier().to_string(),
    }
}

impl Office {
    /// What is known of the record's wholeness, log by log.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom [`Action::ReadRecord`] is not permitted.
    pub fn record(&self, actor: &Actor) -> Result<Vec<LogRecord>, ReadError> {
        if !self.state().may(actor, Subject::Government, Action::ReadRecord) {
            return Err(ReadError::Unknown);
        }
        Ok(self.published_record())
    }

    /// The same for whoever runs the server.
    #[must_use]
    pub fn published_record(&self) -> Vec<LogRecord> {
        self.publishing.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Checks all rows and all published files now, as the office does by itself every minute, or less often when that takes long.
    pub async fn check_record(&self) {
        let publishers = self.publishing.publishers.lock().await;
        self.publishing.check(&publishers).await;
    }
}
