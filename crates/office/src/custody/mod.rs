//! The custody ledger: sessions, releases, openings and refusals, recorded before the reply. A person
//! stands in it as a keyed pseudonym.

mod event;
mod memory;
mod pseudonyms;
mod refused;
#[cfg(test)]
mod tests;

pub(crate) use event::{CustodyEvent, SessionEnd};
pub(crate) use memory::{BegunSession, Memory};
pub use memory::{Reading, RefusalLine, ReviewLine};
pub(crate) use pseudonyms::Pseudonyms;
pub use pseudonyms::Reader;

use crate::clock::Clock;
use crate::error::{ActError, OpenError, ReadError};
use crate::sessions::Session;
use crate::submission::SentAct;
use crate::writer::ACTS;
use arc_swap::ArcSwap;
use cabinet::Moment;
use ledger::{Batch, Database, LedgerError, Log, NewEntry};
use refused::{Counting, Refused};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;
use vault::KeyProvider;

/// The compartment whose epoch key makes pseudonyms.
const PSEUDONYMS_COMPARTMENT: &str = "pseudonyms";

pub(crate) struct Custody {
    database: Database,
    state: Mutex<State>,
    /// Every custody log of the database, this node's own among them: read, never written.
    logs: ArcSwap<Vec<Arc<Log>>>,
    pub(crate) pseudonyms: Pseudonyms,
    clock: Clock,
}

pub(crate) struct State {
    log: Log,
    pub(crate) memory: Memory,
    counting: Counting,
}

/// What makes the pseudonyms of a database's custody ledgers.
pub(crate) async fn pseudonyms_of(database: &Database, keys: &dyn KeyProvider) -> Result<Pseudonyms, LedgerError> {
    database.first_epoch_key(keys, PSEUDONYMS_COMPARTMENT, 1, ACTS).await.map(Pseudonyms::new)
}

impl Custody {
    pub(crate) async fn open(
        database: Database,
        log: Log,
        logs: Vec<Log>,
        keys: &dyn KeyProvider,
        clock: Clock,
    ) -> Result<Self, OpenError> {
        let pseudonyms = pseudonyms_of(&database, keys).await?;
        let (memory, counting) = (Memory::default(), Counting::default());
        let mut state = State { log, memory, counting };
        let logs: Vec<Arc<Log>> = logs.into_iter().map(Arc::new).collect();
        state.catch_up(&logs).await?;
        let logs = ArcSwap::from_pointee(logs);
        Ok(Self { database, state: Mutex::new(state), logs, pseudonyms, clock })
    }

    /// Records that a session began, and with what.
    pub(crate) async fn session_begun(&self, session: &Session) -> Result<(), ReadError> {
        let Reader { person, charge } = self.pseudonyms.reader(&session.actor);
        let charge = charge.unwrap_or_default();
        let factor = session.factor.key().to_owned();
        let credential = self.pseudonyms.credential(session.factor);
        let (device, session) = (session.device.map(|device| self.pseudonyms.device(device)), session.id.0);
        self.note(vec![CustodyEvent::SessionBegun { session, person, charge, factor, credential, device }]).await
    }

    /// Records that sessions ended; one whose end is recorded already is left.
    pub(crate) async fn sessions_ended(
        &self,
        sessions: impl IntoIterator<Item = (Uuid, SessionEnd)>,
    ) -> Result<(), ReadError> {
        let mut state = self.state.lock().await;
        self.hear_others(&mut state).await?;
        let ended = sessions.into_iter().filter(|(session, _)| !state.memory.has_ended(*session));
        let events = ended.map(|(session, why)| CustodyEvent::SessionEnded { session, why }).collect();
        self.append(&mut state, events).await
    }

    /// Sessions that began on this node and whose end is not recorded.
    pub(crate) async fn sessions_open(&self) -> Vec<BegunSession> {
        let state = self.state.lock().await;
        state.memory.sessions_open(state.log.name()).collect()
    }

    /// Records releases before they leave, once for each object and session, in one transaction.
    pub(crate) async fn release(
        &self,
        session: &Session,
        objects: impl IntoIterator<Item = Uuid>,
    ) -> Result<(), ReadError> {
        let mut state = self.state.lock().await;
        let (session, Reader { person, charge }) = (session.id.0, self.pseudonyms.reader(&session.actor));
        let charge = charge.unwrap_or_default();
        self.hear_others(&mut state).await?;
        // In the order of the page: an order of ids would be another one in every ledger.
        let mut fresh: Vec<Uuid> = Vec::new();
        for object in objects {
            if !state.memory.went_to(session, object) && !fresh.contains(&object) {
                fresh.push(object);
            }
        }
        let released = |object| CustodyEvent::Released { session, person, charge, object };
        self.append(&mut state, fresh.into_iter().map(released).collect()).await
    }

    /// Records that a page showed objects to a session: once for each, and again when half an hour
    /// has passed.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] when one of them never went to that session; then nothing is recorded.
    pub(crate) async fn opened(&self, session: &Session, objects: &[Uuid]) -> Result<(), ReadError> {
        let mut state = self.state.lock().await;
        let (session, Reader { person, charge }) = (session.id.0, self.pseudonyms.reader(&session.actor));
        let charge = charge.unwrap_or_default();
        self.hear_others(&mut state).await?;
        if objects.is_empty() || !objects.iter().all(|object| state.memory.went_to(session, *object)) {
            return Err(ReadError::Unknown);
        }
        let now = self.clock.now();
        let mut due: Vec<Uuid> = Vec::new();
        for object in objects {
            if state.memory.opens(session, *object, now) && !due.contains(object) {
                due.push(*object);
            }
        }
        let opened = |object| CustodyEvent::Opened { session, person, charge, object };
        self.append(&mut state, due.into_iter().map(opened).collect()).await
    }

    /// Records an act that was not applied for its content, for its author or for its time. The answer
    /// stays what it is, also where this cannot be recorded.
    pub(crate) async fn act_refused(&self, sent: &SentAct, error: &ActError) {
        let refusal = match error {
            ActError::Refused(refusal) => refusal.key(),
            ActError::OtherContent => "other_content",
            ActError::ProofStale => "proof_stale",
            ActError::DeviceAsked => "device_asked",
            _ => return,
        };
        let Some(session) = sent.session else { return };
        let reader = self.pseudonyms.reader(&sent.actor);
        let refused = Refused::Act { session: session.0, reader, act: sent.act, refusal };
        self.refused(refused, sent.subject).await;
    }

    /// Records that signing in was refused.
    pub(crate) async fn sign_in_refused(&self, reason: &'static str) {
        self.refused(Refused::SignIn { reason }, None).await;
    }

    async fn refused(&self, refused: Refused, subject: Option<Uuid>) {
        let mut state = self.state.lock().await;
        let (before, now) = (state.counting.clone(), self.clock.now());
        let mut events = state.counting.over(now);
        events.extend(state.counting.count(refused, subject, now));
        if let Err(error) = self.append(&mut state, events).await {
            state.counting = before;
            tracing::error!(%error, "a refusal could not be recorded");
        }
    }

    /// Records the counts of refusals whose minute is over.
    pub(crate) async fn settle(&self) {
        let now = self.clock.now();
        self.record_counts(|counting| counting.over(now)).await;
    }

    /// Records all counts of refusals, before the process ends.
    pub(crate) async fn settle_all(&self) {
        self.record_counts(Counting::all).await;
    }

    async fn record_counts(&self, counts: impl FnOnce(&mut Counting) -> Vec<CustodyEvent>) {
        let mut state = self.state.lock().await;
        let before = state.counting.clone();
        let events = counts(&mut state.counting);
        if let Err(error) = self.append(&mut state, events).await {
            state.counting = before;
            tracing::error!(%error, "counts of refusals could not be recorded");
        }
    }

    /// Names of the custody logs that are read.
    pub(crate) fn log_names(&self) -> Vec<String> {
        self.logs.load().iter().map(|log| log.name().to_owned()).collect()
    }

    /// From now on reads the log of a node that has joined, too.
    pub(crate) fn read_also(&self, log: Log) {
        let log = Arc::new(log);
        self.logs.rcu(|logs| logs.iter().chain([&log]).cloned().collect::<Vec<_>>());
    }

    /// What other nodes have recorded since; one node alone has nobody to hear.
    async fn hear_others(&self, state: &mut State) -> Result<(), ReadError> {
        let logs = self.logs.load_full();
        if logs.len() > 1 {
            state.catch_up(&logs).await.map_err(|_| ReadError::Damaged("a custody entry"))?;
        }
        Ok(())
    }

    /// Records events in one transaction.
    pub(crate) async fn note(&self, events: Vec<CustodyEvent>) -> Result<(), ReadError> {
        let mut state = self.state.lock().await;
        self.append(&mut state, events).await
    }

    /// What is known of readings now, on every node.
    pub(crate) async fn known(&self) -> Result<MutexGuard<'_, State>, ReadError> {
        let mut state = self.state.lock().await;
        state.catch_up(&self.logs.load_full()).await.map_err(|_| ReadError::Damaged("a custody entry"))?;
        Ok(state)
    }

    /// Every reading between two moments, from every custody log, added up for reader and object.
    pub(crate) async fn readings_between(
        &self,
        from: Moment,
        until: Moment,
    ) -> Result<BTreeMap<(Reader, Uuid), Reading>, ReadError> {
        let mut found = BTreeMap::new();
        for log in self.logs.load_full().iter() {
            let known = self.known().await?.memory.taken(log.name());
            let mut next = first_at(log, known, from).await?;
            'log: loop {
                let entries = log.read(next, ENTRIES).await?;
                if entries.is_empty() {
                    break;
                }
                for entry in &entries {
                    if entry.time_ms >= until.0 {
                        break 'log;
                    }
                    let event =
                        serde_json::from_slice(&entry.payload).map_err(|_| ReadError::Damaged("a custody entry"))?;
                    add_up(&mut found, Moment(entry.time_ms), event);
                }
                next += u64::try_from(entries.len()).unwrap_or(u64::MAX);
            }
        }
        Ok(found)
    }

    async fn append(&self, state: &mut State, events: Vec<CustodyEvent>) -> Result<(), ReadError> {
        if events.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::default();
        for event in &events {
            let payload = serde_json::to_vec(event).map_err(|_| ReadError::Damaged("a custody entry"))?;
            let (kind, ids) = event.leaf(&self.pseudonyms);
            batch.entries.push(state.log.seal(NewEntry {
                time_ms: self.clock.now().0,
                kind: kind.to_owned(),
                ids: ids.into_iter().map(|(name, id)| (name.to_owned(), id)).collect(),
                texts: Vec::new(),
                payload,
            })?);
        }
        let times: Vec<Moment> = batch.entries.iter().map(|entry| Moment(entry.time_ms)).collect();
        match self.database.commit(batch).await {
            Ok(()) => {
                state.log.committed();
                let name = state.log.name().to_owned();
                times.into_iter().zip(events).for_each(|(at, event)| state.memory.take(&name, at, event));
                Ok(())
            }
            Err(error) => {
                state.log.roll_back();
                state.log.reload().await?;
                // Its outcome may be unknown: what the ledger holds is what happened.
                state.catch_up(&self.logs.load_full()).await.map_err(|_| ReadError::Damaged("a custody entry"))?;
                Err(error.into())
            }
        }
    }
}

impl State {
    /// Takes in what the logs hold beyond what was taken in.
    async fn catch_up(&mut self, logs: &[Arc<Log>]) -> Result<(), OpenError> {
        for log in logs {
            follow(&mut self.memory, log).await?;
        }
        Ok(())
    }
}

/// Number of the first entry of a log that is not before `from`; times never go back.
async fn first_at(log: &Log, entries: u64, from: Moment) -> Result<u64, ReadError> {
    let (mut low, mut high) = (0, entries);
    while low < high {
        let middle = low + (high - low) / 2;
        let before = log.read(middle, 1).await?.first().is_some_and(|entry| entry.time_ms < from.0);
        if before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn add_up(found: &mut BTreeMap<(Reader, Uuid), Reading>, at: Moment, event: CustodyEvent) {
    let (person, charge, object, opened) = match event {
        CustodyEvent::ReleasedToPerson { person, object, .. } => (person, None, object, false),
        CustodyEvent::Released { person, charge, object, .. } => (person, Some(charge), object, false),
        CustodyEvent::Opened { person, charge, object, .. } => (person, Some(charge), object, true),
        _ => return,
    };
    let nothing = Reading { first: at, last: at, releases: 0, openings: 0 };
    let reading = found.entry((Reader { person, charge }, object)).or_insert(nothing);
    (reading.first, reading.last) = (reading.first.min(at), reading.last.max(at));
    reading.openings += u32::from(opened);
    reading.releases += u32::from(!opened);
}

/// Entries read at once.
const ENTRIES: u32 = 1024;

async fn follow(memory: &mut Memory, log: &Log) -> Result<(), OpenError> {
    loop {
        let entries = log.read(memory.taken(log.name()), ENTRIES).await?;
        if entries.is_empty() {
            return Ok(());
        }
        for entry in entries {
            let event = serde_json::from_slice(&entry.payload).map_err(|_| OpenError::UnknownEntry(entry.seq))?;
            memory.take(log.name(), Moment(entry.time_ms), event);
        }
    }
}
