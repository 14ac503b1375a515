//! Opening the office: key, ledger, replay, writer, worker.

use crate::clock::{Clock, ClockWatch};
use crate::custody::Custody;
use crate::doors::{Doors, IdentityProvider};
use crate::error::{ActError, OpenError};
use crate::figures::Counters;
use crate::health::{Notes, RECORD_AHEAD_MS_MAX, behind_ms};
use crate::ids;
use crate::node::{Node, custody_logs};
use crate::notices::Channels;
use crate::published::Published;
use crate::publishing::Publishing;
use crate::queue::Queue;
use crate::rotation::compartment_key;
use crate::sessions::Sessions;
use crate::snapshot::{SNAPSHOT_ENTRIES_AT_CLOSE, SnapshotError, Snapshots};
use crate::submission::{Accepted, Submission, TextsOf};
use crate::writer::{ACTS, Job, Waiting, Writer};
use cabinet::act::Government;
use cabinet::ids::ActId;
use cabinet::text::Digest;
use cabinet::{Act, Actor, Cabinet, LedgerNature, Moment, Recorded};
use credentials::RelyingParty;
use credentials::known::Leaked;
use ledger::{Database, Head, LedgerError, Log, OpenedEntry, Place};
use papers::Workshop;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};
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
    /// What lies elsewhere than in the data folder.
    pub node: Node,
    /// A folder outside the data folder that keeps the last checkpoint of each ledger.
    pub witness: Option<PathBuf>,
}

/// The running cabinet. Clones share one office.
#[derive(Clone)]
pub struct Office {
    pub(crate) published: Published,
    pub(crate) jobs: mpsc::Sender<Job>,
    pub(crate) database: Database,
    pub(crate) files: Arc<Files>,
    pub(crate) workshop: Arc<Workshop>,
    pub(crate) compartment: Key,
    pub(crate) drafts_key: Key,
    pub(crate) sessions: Arc<Sessions>,
    pub(crate) doors: Arc<Doors>,
    /// To whom passkeys are bound, once [`Office::reached_at`] said it.
    pub(crate) relying_party: Option<Arc<RelyingParty>>,
    /// Who else is believed, once [`Office::with_identity_provider`] said it.
    pub(crate) identity_provider: Option<Arc<IdentityProvider>>,
    /// By which ways notices leave the house, once [`Office::with_channels`] said it.
    pub(crate) channels: Option<Arc<Channels>>,
    /// Leaked passwords, once [`Office::knowing_leaked`] brought them.
    pub(crate) leaked: Option<Arc<Leaked>>,
    pub(crate) custody: Arc<Custody>,
    pub(crate) publishing: Arc<Publishing>,
    pub(crate) clock: Clock,
    pub(crate) snapshots: Arc<Snapshots>,
    pub(crate) queue: Arc<Queue>,
    pub(crate) notes: Arc<Notes>,
    pub(crate) watch: Arc<ClockWatch>,
    pub(crate) counters: Arc<Counters>,
}

impl Office {
    /// Opens the office and replays its ledger. An empty ledger stays empty until [`Office::begin`].
    ///
    /// # Errors
    /// [`OpenError`] says which part does not open.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        if config.nature == LedgerNature::Real && !config.clock.is_of_the_calendar() {
            return Err(OpenError::RealAhead);
        }
        let custody_name = config.node.custody_log().ok_or(OpenError::NodeName)?;
        let database = match &config.node.database {
            Some(address) => Database::connect(address, &config.folder).await?,
            None => Database::open(&config.folder).await?,
        };
        database.claim(&custody_name).await?;
        check_key(&database, config.keys.as_ref()).await?;
        let papers = config.node.premises(&config.folder).papers();
        let files = Files::at(&papers)?;
        let provider = config.keys.as_ref();
        let compartment = compartment_key(&database, provider, "papers").await?;
        let drafts_key = compartment_key(&database, provider, "drafts").await?;
        let acts_origin = ledger::origin_of(&config.government, ACTS);
        let custody_origin = ledger::origin_of(&config.government, &custody_name);
        let mut log = database.log(provider, ACTS, &acts_origin).await?;
        let custody_log = database.log(provider, &custody_name, &custody_origin).await?;
        let snapshots = Snapshots::new(&config.folder, database.clone(), config.keys.clone(), &log);
        let logs = [(ACTS, acts_origin.as_str()), (custody_name.as_str(), custody_origin.as_str())];
        let (folder, witness) = (config.folder.as_path(), config.witness.as_deref());
        // Both read the whole record, and neither needs the other: side by side they take half the time.
        let (state, publishing) = tokio::join!(
            async {
                let begun = snapshots.begin(&log).await;
                catch_up(&mut log, begun).await
            },
            Publishing::open(&database, provider, &logs, folder, witness, config.clock.clone()),
        );
        let state = state?;
        tell_clock_behind(&state, config.clock.now());
        if let Some(nature) = state.nature()
            && nature != config.nature
        {
            return Err(OpenError::OtherNature(nature));
        }
        let publishing = publishing?;
        let mut custody_logs =
            custody_logs(&database, provider, &config.government, std::slice::from_ref(&custody_name)).await?;
        custody_logs.push(database.log(provider, &custody_name, &custody_origin).await?);
        let custody =
            Custody::open(database.clone(), custody_log, custody_logs, provider, config.clock.clone()).await?;
        let sessions = Sessions::open(&database, provider, &config.clock).await?;
        let doors = Doors::open(provider)?;
        let published = Published::new(state);
        let counters = Arc::<Counters>::default();
        let (jobs, waiting) = mpsc::channel(WAITING_ACTS_MAX);
        let writer = Writer {
            published: published.clone(),
            database: database.clone(),
            log,
            compartment: compartment.clone(),
            clock: config.clock.clone(),
            counters: counters.clone(),
            next: None,
        };
        tokio::spawn(writer.run(waiting));
        let watch = ClockWatch::begin(config.clock.clone());
        let papers = papers.folder().map(Path::to_path_buf);
        let notes = Notes::new(config.clock.now(), config.folder.clone(), papers);
        let office = Self {
            published,
            jobs,
            database,
            files: Arc::new(files),
            workshop: Arc::new(config.workshop),
            compartment,
            drafts_key,
            sessions: Arc::new(sessions),
            doors: Arc::new(doors),
            relying_party: None,
            identity_provider: None,
            channels: None,
            leaked: None,
            custody: Arc::new(custody),
            publishing: Arc::new(publishing),
            clock: config.clock,
            snapshots: Arc::new(snapshots),
            queue: Arc::default(),
            notes: Arc::new(notes),
            watch: Arc::new(watch),
            counters,
        };
        crate::worker::sweep_at_start(&office).await;
        office.finish_erasures_at_start().await;
        office.take_up_sessions().await;
        crate::worker::start(&office);
        crate::lasting::follow(&office);
        crate::node::follow(&office, config.keys, config.government);
        office.publishing.start();
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
        self.end_streams();
        self.custody.settle_all().await;
        self.end_sessions_over().await;
        self.publishing.close().await;
        self.snapshots.write_after(self.state(), SNAPSHOT_ENTRIES_AT_CLOSE).await;
        self.database.close().await;
    }

    /// Writes a snapshot of the state now, from which the next start begins.
    ///
    /// # Errors
    /// [`SnapshotError`]; then the next start replays more.
    pub async fn write_snapshot(&self) -> Result<(), SnapshotError> {
        self.snapshots.write(self.state()).await
    }

    /// The state as it was last made durable, looked at now: a right that ends by itself is not prolonged because nobody
    /// has recorded its end.
    #[must_use]
    pub fn state(&self) -> Arc<Cabinet> {
        let state = self.published.state();
        state.as_of(self.now()).map_or(state, Arc::new)
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
        let kind = submission.act.kind();
        let told = self.decided(submission).await;
        self.counters.act(kind, &told);
        told
    }

    async fn decided(&self, submission: Submission) -> Result<Accepted, ActError> {
        // Sent again, an act that was accepted has its first answer, however long ago the proof was.
        let asks =
            submission.session.is_some() && !self.is_sent_again(submission.id, &submission.actor, submission.body);
        let needs = asks && self.state().needs_fresh_proof(&submission.actor, &submission.act);
        if needs && !submission.proof_is_fresh {
            self.custody.act_refused(&submission.sent(), &ActError::ProofStale).await;
            return Err(ActError::ProofStale);
        }
        let _waits = self.queue.enter(self.now());
        let (answer, answered) = oneshot::channel();
        let sent = submission.sent();
        let job = Job::Act(Box::new(Waiting { submission, answer }));
        self.jobs.send(job).await.map_err(|_| ActError::Stopped)?;
        let told = answered.await.map_err(|_| ActError::Stopped)?;
        if let Err(error) = &told {
            self.custody.act_refused(&sent, error).await;
        }
        told
    }

    /// Whether this is an act that was accepted, sent once more by the same person with nothing else in it: it has its first
    /// answer, whatever is asked for before another one.
    #[must_use]
    pub fn is_sent_again(&self, act: ActId, by: &Actor, body: Digest) -> bool {
        self.state().accepted(act).is_some_and(|accepted| accepted.is_sent_again(by, body))
    }

    /// An act of the office itself.
    pub(crate) async fn act_as_office(&self, act: Act) -> Result<Accepted, ActError> {
        let id = ActId(self.new_id().map_err(|_| ActError::NotRecorded)?);
        self.act_as_office_under(id, self.digest(id.0.as_bytes()), act).await
    }

    /// The same under an id that came from outside: sent again, it is done once.
    pub(crate) async fn act_as_office_under(&self, id: ActId, body: Digest, act: Act) -> Result<Accepted, ActError> {
        self.act(Submission::new(id, Actor::System, body, act, TextsOf::default())).await
    }
}

/// The state after every entry that lies behind `from`; the log stands there too.
pub(crate) async fn catch_up(log: &mut Log, from: Cabinet) -> Result<Cabinet, OpenError> {
    let head = match from.entries().checked_sub(1) {
        None => Head::default(),
        Some(seq) => {
            let last = log.read(seq, 1).await?.into_iter().next();
            let last = last.ok_or_else(|| LedgerError::Forked { log: log.name().to_owned(), seq })?;
            Head { size: last.seq + 1, time_ms: last.time_ms, leaf_hash: last.leaf_hash }
        }
    };
    log.stand_at(head);
    let mut state = from;
    loop {
        let entries = log.newer(REPLAY_ENTRIES).await?;
        if entries.is_empty() {
            return Ok(state);
        }
        for entry in entries {
            apply(&mut state, &entry)?;
        }
    }
}

/// Lets an entry change the state, and tells what it records.
pub(crate) fn apply(state: &mut Cabinet, entry: &OpenedEntry) -> Result<Recorded, OpenError> {
    let recorded = Recorded::read(&entry.payload).map_err(|error| OpenError::unreadable(entry.seq, error))?;
    state.apply(&recorded);
    Ok(recorded)
}

/// A clock behind the record is no reason to refuse: entries are then dated by the last one ([`Writer`]), and no moment is
/// told that was not. But whoever starts must hear of it.
fn tell_clock_behind(state: &Cabinet, now: Moment) {
    let behind_ms = behind_ms(state, now);
    if state.nature() == Some(LedgerNature::Real) && behind_ms > RECORD_AHEAD_MS_MAX {
        let behind_seconds = behind_ms / 1000;
        tracing::error!(behind_seconds, "ALARM: the machine's clock is behind the last entry; set it by a time server");
    }
}

/// Where the check value of the root key lies.
pub(crate) fn check_place() -> Place {
    Place { owner: "ledger".to_owned(), kind: "key_check".to_owned(), key: "root".to_owned() }
}

/// Whether a record stands under this root key: its check value lies there.
///
/// # Errors
/// What the ledger gives, and a key that cannot be used.
pub async fn stands_under(database: &Database, keys: &dyn KeyProvider) -> Result<bool, OpenError> {
    let expected = keys.check_value()?;
    let drawer = database.drawer(&check_place()).await?;
    Ok(drawer.is_some_and(|drawer| drawer.value == expected.as_bytes()))
}

/// The folder carries a check value of its root key: with a wrong key nothing starts.
async fn check_key(database: &Database, keys: &dyn KeyProvider) -> Result<(), OpenError> {
    let place = check_place();
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
