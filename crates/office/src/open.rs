//! Opening the office: key, ledger, replay, writer, worker.

use crate::clock::Clock;
use crate::custody::Custody;
use crate::error::{ActError, OpenError};
use crate::ids;
use crate::sessions::Sessions;
use crate::submission::{Accepted, Submission, TextsOf};
use crate::writer::{Job, Writer};
use arc_swap::ArcSwap;
use cabinet::act::Government;
use cabinet::ids::ActId;
use cabinet::text::Digest;
use cabinet::{Act, Actor, Cabinet, LedgerNature, Moment, Recorded};
use ledger::{Database, Log, Place};
use papers::Workshop;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{Notify, mpsc, oneshot};
use uuid::Uuid;
use vault::{Files, Key, KeyProvider};

/// Acts that may wait for the writer before callers wait too.
const WAITING_ACTS_MAX: usize = 1024;
/// Entries read at once when the ledger is replayed.
const REPLAY_ENTRIES: u32 = 4096;

/// What the office needs to open.
pub struct Config {
    /// The data folder.
    pub folder: PathBuf,
    /// Where the root key lies.
    pub keys: Arc<dyn KeyProvider>,
    /// What the ledger must be for.
    pub nature: LedgerNature,
    /// Stable name of the government; a part of the ledger's origin.
    pub government: String,
    /// The clock.
    pub clock: Clock,
    /// Where foreign files are taken apart.
    pub workshop: Workshop,
}

/// The running cabinet. Clones share one office.
#[derive(Clone)]
pub struct Office {
    published: Arc<ArcSwap<Cabinet>>,
    jobs: mpsc::Sender<Job>,
    pub(crate) database: Database,
    pub(crate) files: Arc<Files>,
    pub(crate) workshop: Arc<Workshop>,
    pub(crate) compartment: Key,
    pub(crate) drafts_key: Key,
    pub(crate) sessions: Arc<Sessions>,
    pub(crate) custody: Arc<Custody>,
    pub(crate) clock: Clock,
    pub(crate) changed: Arc<Notify>,
}

impl Office {
    /// Opens the office and replays its ledger. An empty ledger stays empty until [`Office::begin`].
    ///
    /// # Errors
    /// [`OpenError`] says which part does not open.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        if config.nature == LedgerNature::Real && config.clock.days_ahead > 0 {
            return Err(OpenError::RealAhead);
        }
        let database = Database::open(&config.folder).await?;
        check_key(&database, config.keys.as_ref()).await?;
        let files = Files::open(&config.folder.join("papers"))?;
        let provider = config.keys.as_ref();
        let compartment = database.epoch_key(provider, "papers", 1).await?;
        let drafts_key = database.epoch_key(provider, "drafts", 1).await?;
        let acts_origin = ledger::origin_of(&config.government, "acts");
        let mut log = database.log(provider, "acts", &acts_origin).await?;
        let state = catch_up(&mut log, &Cabinet::default()).await?;
        if let Some(nature) = state.nature()
            && nature != config.nature
        {
            return Err(OpenError::OtherNature(nature));
        }
        let custody_origin = ledger::origin_of(&config.government, "custody");
        let custody_log = database.log(provider, "custody", &custody_origin).await?;
        // Every custody log of the database; one node has one.
        let custody_logs = vec![database.log(provider, "custody", &custody_origin).await?];
        let custody = Custody::open(database.clone(), custody_log, custody_logs, provider, config.clock).await?;
        let sessions = Sessions::open(&database, provider, config.clock).await?;
        let published = Arc::new(ArcSwap::from_pointee(state));
        let changed = Arc::new(Notify::new());
        let (jobs, waiting) = mpsc::channel(WAITING_ACTS_MAX);
        let writer = Writer {
            published: published.clone(),
            database: database.clone(),
            log,
            compartment: compartment.clone(),
            clock: config.clock,
            changed: changed.clone(),
            behind: false,
        };
        tokio::spawn(writer.run(waiting));
        let office = Self {
            published,
            jobs,
            database,
            files: Arc::new(files),
            workshop: Arc::new(config.workshop),
            compartment,
            drafts_key,
            sessions: Arc::new(sessions),
            custody: Arc::new(custody),
            clock: config.clock,
            changed,
        };
        crate::worker::sweep_at_start(&office).await;
        crate::worker::start(&office);
        Ok(office)
    }

    /// Makes the first entries of an empty ledger.
    ///
    /// # Errors
    /// [`OpenError::Begin`] when the rules have a mistake or the ledger has begun.
    pub async fn begin(&self, nature: LedgerNature, rules: String, government: Government) -> Result<(), OpenError> {
        let act = Act::Begin { nature, rules, government };
        self.act_as_office(act).await?;
        Ok(())
    }

    /// Leaves the folder in order, once nobody acts any more.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// The state as it was last made durable.
    #[must_use]
    pub fn state(&self) -> Arc<Cabinet> {
        self.published.load_full()
    }

    /// The time now, as the record counts it.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// A new id, to be printed into a form.
    ///
    /// # Errors
    /// [`vault::CipherError`] when the machine gives no randomness.
    pub fn new_id(&self) -> Result<Uuid, vault::CipherError> {
        ids::new(self.clock.now())
    }

    /// SHA-256 of what was sent, to tell a repeated act from another under the same id.
    #[must_use]
    pub fn digest(&self, body: &[u8]) -> Digest {
        Digest(vault::sha256(body))
    }

    /// Has an act decided and recorded; a refusal of a session's act is recorded in custody before it
    /// is answered.
    ///
    /// # Errors
    /// [`ActError`]; then nothing was applied.
    pub async fn act(&self, submission: Submission) -> Result<Accepted, ActError> {
        let (answer, answered) = oneshot::channel();
        let sent = submission.sent();
        self.jobs.send(Job { submission, answer }).await.map_err(|_| ActError::Stopped)?;
        let told = answered.await.map_err(|_| ActError::Stopped)?;
        if let Err(error) = &told {
            self.custody.act_refused(&sent, error).await;
        }
        told
    }

    /// An act of the office itself.
    pub(crate) async fn act_as_office(&self, act: Act) -> Result<Accepted, ActError> {
        let id = ActId(self.new_id().map_err(|_| ActError::NotRecorded)?);
        let body = self.digest(id.0.as_bytes());
        self.act(Submission::new(id, Actor::System, body, act, TextsOf::default())).await
    }
}

/// The state after every entry that lies behind `from`.
pub(crate) async fn catch_up(log: &mut Log, from: &Cabinet) -> Result<Cabinet, OpenError> {
    log.reload().await?;
    let mut state = from.clone();
    loop {
        let entries = log.read(state.entries(), REPLAY_ENTRIES).await?;
        if entries.is_empty() {
            return Ok(state);
        }
        for entry in entries {
            let recorded: Recorded =
                serde_json::from_slice(&entry.payload).map_err(|_| OpenError::UnknownEntry(entry.seq))?;
            state.apply(&recorded);
        }
    }
}

/// The folder carries a check value of its root key: with a wrong key nothing starts.
async fn check_key(database: &Database, keys: &dyn KeyProvider) -> Result<(), OpenError> {
    let place = Place { owner: "ledger".to_owned(), kind: "key_check".to_owned(), key: "root".to_owned() };
    let expected = keys.check_value()?;
    match database.drawer(&place).await? {
        Some(drawer) if drawer.value == expected.as_bytes() => Ok(()),
        Some(_) => Err(OpenError::WrongKey),
        None => {
            let value = Some(expected.into_bytes());
            database.put_drawer(ledger::DrawerWrite { place, value, expected: Some(0) }).await?;
            Ok(())
        }
    }
}
