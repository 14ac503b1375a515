//! The custody ledger: sessions and releases, recorded before the reply. A person stands in it as a
//! keyed pseudonym.

use crate::clock::Clock;
use crate::error::{OpenError, ReadError};
use crate::sessions::{SESSION_ABSOLUTE_SECONDS, Session};
use ledger::{Batch, Database, Log, NewEntry};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tokio::sync::Mutex;
use uuid::Uuid;
use vault::{Key, KeyProvider};

/// What happened to papers and sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", deny_unknown_fields)]
pub(crate) enum CustodyEvent {
    /// A session began.
    #[serde(rename = "session_begun/1")]
    SessionBegun { session: Uuid, person: String, charge: String, training: bool },
    /// A session ended.
    #[serde(rename = "session_ended/1")]
    SessionEnded { session: Uuid },
    /// A frozen text or file went to one session for the first time.
    #[serde(rename = "released/1")]
    Released { session: Uuid, person: String, object: Uuid },
}

pub(crate) struct Custody {
    database: Database,
    state: Mutex<State>,
    pseudonyms: Key,
    clock: Clock,
}

struct State {
    log: Log,
    released: BTreeSet<(Uuid, Uuid)>,
}

impl Custody {
    pub(crate) async fn open(
        database: Database,
        log: Log,
        keys: &dyn KeyProvider,
        clock: Clock,
    ) -> Result<Self, OpenError> {
        let pseudonyms = keys.derive("custody pseudonyms")?;
        let oldest = clock.now().0.saturating_sub(SESSION_ABSOLUTE_SECONDS.saturating_mul(1000));
        let released = releases_since(&log, oldest).await?;
        Ok(Self { database, state: Mutex::new(State { log, released }), pseudonyms, clock })
    }

    /// A pseudonym: the same for the same person or charge, telling nothing without the key.
    fn pseudonym(&self, id: Option<Uuid>) -> String {
        vault::hex(&vault::hmac_sha256(self.pseudonyms.bytes(), id.unwrap_or_default().as_bytes()))
    }

    fn person(&self, session: &Session) -> String {
        self.pseudonym(session.actor.person().map(|person| person.0))
    }

    /// Records that a session began.
    pub(crate) async fn session_begun(&self, session: &Session, training: bool) -> Result<(), ReadError> {
        let event = CustodyEvent::SessionBegun {
            session: session.id.0,
            person: self.person(session),
            charge: self.pseudonym(session.actor.charge().map(|charge| charge.0)),
            training,
        };
        self.session(session, event).await
    }

    /// Records that a session ended.
    pub(crate) async fn session_ended(&self, session: &Session) -> Result<(), ReadError> {
        let event = CustodyEvent::SessionEnded { session: session.id.0 };
        self.session(session, event).await
    }

    /// Records releases before they leave, once for each object and session, in one transaction.
    pub(crate) async fn release(
        &self,
        session: &Session,
        objects: impl IntoIterator<Item = Uuid>,
    ) -> Result<(), ReadError> {
        let mut state = self.state.lock().await;
        let fresh: BTreeSet<Uuid> =
            objects.into_iter().filter(|object| !state.released.contains(&(session.id.0, *object))).collect();
        let events: Vec<Noted> = fresh
            .iter()
            .map(|object| Noted {
                kind: "release",
                ids: vec![("session", session.id.0), ("object", *object)],
                event: CustodyEvent::Released { session: session.id.0, person: self.person(session), object: *object },
            })
            .collect();
        self.append(&mut state, &events).await?;
        state.released.extend(fresh.into_iter().map(|object| (session.id.0, object)));
        Ok(())
    }

    async fn session(&self, session: &Session, event: CustodyEvent) -> Result<(), ReadError> {
        let mut state = self.state.lock().await;
        let noted = Noted { kind: "session", ids: vec![("session", session.id.0)], event };
        self.append(&mut state, &[noted]).await
    }

    async fn append(&self, state: &mut State, events: &[Noted]) -> Result<(), ReadError> {
        if events.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::default();
        for noted in events {
            let payload = serde_json::to_vec(&noted.event).map_err(|_| ReadError::Damaged("a custody entry"))?;
            batch.entries.push(state.log.seal(NewEntry {
                time_ms: self.clock.now().0,
                kind: noted.kind.to_owned(),
                ids: noted.ids.iter().map(|(name, id)| ((*name).to_owned(), *id)).collect(),
                texts: Vec::new(),
                payload,
            })?);
        }
        match self.database.commit(batch).await {
            Ok(()) => {
                state.log.committed();
                Ok(())
            }
            Err(error) => {
                state.log.roll_back();
                state.log.reload().await?;
                Err(error.into())
            }
        }
    }
}

/// An entry on its way: its coarse kind, its ids, its sealed side.
struct Noted {
    kind: &'static str,
    ids: Vec<(&'static str, Uuid)>,
    event: CustodyEvent,
}

/// Releases to sessions that may still be alive, read from the end of the ledger.
async fn releases_since(log: &Log, oldest_ms: i64) -> Result<BTreeSet<(Uuid, Uuid)>, OpenError> {
    const STEP: u64 = 1024;
    let mut released = BTreeSet::new();
    let mut end = log.head().size;
    while end > 0 {
        let start = end.saturating_sub(STEP);
        let entries = log.read(start, u32::try_from(end - start).unwrap_or(u32::MAX)).await?;
        let recent = entries.first().is_some_and(|entry| entry.time_ms >= oldest_ms);
        for entry in entries {
            let event = serde_json::from_slice(&entry.payload).map_err(|_| OpenError::UnknownEntry(entry.seq))?;
            if let CustodyEvent::Released { session, object, .. } = event {
                released.insert((session, object));
            }
        }
        if !recent {
            break;
        }
        end = start;
    }
    Ok(released)
}
