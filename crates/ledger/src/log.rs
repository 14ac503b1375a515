use uuid::Uuid;
use vault::{Key, Plain, Zeroizing, seal, sha256};

use crate::database::Database;
use crate::leaf::check_origin;
use crate::{AnyStore, Fault, Leaf, LedgerError, SealedEntry, Store, leaf_hash};

/// Where a log stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// Number of entries, which is the number of the next one.
    pub size: u64,
    /// Time of the last entry in Unix milliseconds; 0 when there is none.
    pub time_ms: i64,
    /// Leaf hash of the last entry; zeros when there is none.
    pub leaf_hash: [u8; 32],
}

/// What the caller gives for an entry.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// Unix milliseconds; raised to the predecessor's time if it is before it.
    pub time_ms: i64,
    /// Coarse kind, public ([`Leaf::kind`]).
    pub kind: String,
    /// Names and ids, public ([`Leaf::ids`]).
    pub ids: Vec<(String, Uuid)>,
    /// Texts to be proved alone, public ([`Leaf::texts`]).
    pub texts: Vec<(Uuid, [u8; 32])>,
    /// What is sealed.
    pub payload: Vec<u8>,
}

/// An entry read, checked and opened.
#[derive(Debug, Clone)]
pub struct OpenedEntry {
    /// Number in the log, from 0.
    pub seq: u64,
    /// Unix milliseconds.
    pub time_ms: i64,
    /// The public leaf.
    pub leaf: Leaf,
    /// SHA-256(0x00 ‖ leaf).
    pub leaf_hash: [u8; 32],
    /// The payload.
    pub payload: Plain,
}

/// The writer's end of one log: seals entries on a provisional head until their batch is committed.
#[derive(Debug)]
pub struct Log<S: Store = AnyStore> {
    database: Database<S>,
    name: String,
    origin: String,
    key: Key,
    head: Head,
    provisional: Head,
}

pub(crate) async fn open<S: Store>(
    database: Database<S>,
    name: &str,
    origin: &str,
    key: Key,
) -> Result<Log<S>, LedgerError> {
    check_origin(origin)?;
    let mut log = Log {
        database,
        name: name.to_owned(),
        origin: origin.to_owned(),
        key,
        head: Head::default(),
        provisional: Head::default(),
    };
    log.reload().await?;
    Ok(log)
}

impl<S: Store> Log<S> {
    /// Where the log stands, provisional entries left out.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// Where the log will stand when the provisional entries are committed.
    #[must_use]
    pub fn provisional_head(&self) -> Head {
        self.provisional
    }

    /// The log's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The log's origin, as it stands in every leaf.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Seals the next entry. It stays provisional until [`Log::committed`], which follows its batch's commit, or
    /// [`Log::roll_back`].
    ///
    /// # Errors
    /// [`LedgerError::Leaf`] or [`LedgerError::Cipher`]; the log then stands where it stood.
    pub fn seal(&mut self, entry: NewEntry) -> Result<SealedEntry, LedgerError> {
        let seq = self.provisional.size;
        let time_ms = entry.time_ms.max(self.provisional.time_ms);
        let plain = Zeroizing::new(entry.payload);
        let payload = seal(&self.key, &payload_aad(&self.origin, seq), &plain)?;
        let leaf = Leaf {
            origin: self.origin.clone(),
            time_ms,
            kind: entry.kind,
            ids: entry.ids,
            payload: sha256(&payload),
            texts: entry.texts,
        };
        let leaf = leaf.write()?;
        let leaf_hash = leaf_hash(&leaf);
        self.provisional = Head { size: seq + 1, time_ms, leaf_hash };
        Ok(SealedEntry { log: self.name.clone(), seq, time_ms, leaf, payload, leaf_hash })
    }

    /// The batch with all provisional entries was committed.
    pub fn committed(&mut self) {
        self.head = self.provisional;
    }

    /// The batch with the provisional entries was not committed: forgets them.
    pub fn roll_back(&mut self) {
        self.provisional = self.head;
    }

    /// Puts the log back to an earlier place of its own, from which [`Log::newer`] goes on.
    pub fn stand_at(&mut self, head: Head) {
        self.head = head;
        self.provisional = head;
    }

    /// At most `limit` entries that stand behind the head, which moves on to the last of them. Provisional entries are
    /// forgotten. The head's own entry is read as well and must be the one that this process knows.
    ///
    /// # Errors
    /// [`LedgerError::Forked`]: another log stands there; and as [`Log::read`].
    pub async fn newer(&mut self, limit: u32) -> Result<Vec<OpenedEntry>, LedgerError> {
        let limit = limit.saturating_add(u32::from(self.head.size > 0));
        let rows = self.database.store().entries(&self.name, self.own(), limit).await?;
        self.take_in(rows).await
    }

    /// As [`Log::newer`], but all of them, in a turn: until it ends there are no others.
    ///
    /// # Errors
    /// As [`Log::newer`].
    pub async fn newer_in_turn(&mut self, turn: &mut S::Turn) -> Result<Vec<OpenedEntry>, LedgerError> {
        let from = self.own();
        let rows = self.database.store().entries_in_turn(turn, from).await?;
        self.take_in(rows).await
    }

    /// Number of the head's own entry.
    fn own(&self) -> u64 {
        self.head.size.saturating_sub(1)
    }

    async fn take_in(&mut self, mut rows: Vec<SealedEntry>) -> Result<Vec<OpenedEntry>, LedgerError> {
        self.roll_back();
        if self.head.size > 0 {
            let known = rows.first().is_some_and(|row| row.seq == self.own() && row.leaf_hash == self.head.leaf_hash);
            if !known {
                return Err(LedgerError::Forked { log: self.name.clone(), seq: self.own() });
            }
            rows.remove(0);
        }
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let entries = self.open_all(rows, self.head.size, self.head.time_ms).await?;
        if let Some(last) = entries.last() {
            self.stand_at(Head { size: last.seq + 1, time_ms: last.time_ms, leaf_hash: last.leaf_hash });
        }
        Ok(entries)
    }

    /// Takes the head from the database and forgets provisional entries: the way on after a commit of unknown outcome.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when the last entry is not as it was written, or of another origin or key.
    pub async fn reload(&mut self) -> Result<(), LedgerError> {
        let last = self.database.store().last(&self.name).await?;
        self.head = match last {
            None => Head::default(),
            Some(last) => {
                let expected = Expected { origin: &self.origin, seq: last.seq, previous_ms: 0 };
                let opened = check(&last, &expected, Some(&self.key));
                opened.map_err(|fault| damaged(&self.name, last.seq, fault))?;
                Head { size: last.seq + 1, time_ms: last.time_ms, leaf_hash: last.leaf_hash }
            }
        };
        self.provisional = self.head;
        Ok(())
    }

    /// At most `limit` entries from the number `from` on, each checked and opened.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] names the first entry that is not as it was written.
    pub async fn read(&self, from: u64, limit: u32) -> Result<Vec<OpenedEntry>, LedgerError> {
        let rows = self.database.store().entries(&self.name, from, limit).await?;
        self.open_all(rows, from, 0).await
    }

    async fn open_all(
        &self,
        rows: Vec<SealedEntry>,
        from: u64,
        previous_ms: i64,
    ) -> Result<Vec<OpenedEntry>, LedgerError> {
        let (name, origin, key) = (self.name.clone(), self.origin.clone(), self.key.clone());
        in_background(move || {
            let mut previous_ms = previous_ms;
            let numbered = rows.iter().zip(from..);
            let opened = numbered.map(|(row, seq)| {
                let expected = Expected { origin: &origin, seq, previous_ms };
                previous_ms = row.time_ms;
                let (leaf, payload) = check(row, &expected, Some(&key)).map_err(|fault| damaged(&name, seq, fault))?;
                Ok(OpenedEntry {
                    seq,
                    time_ms: row.time_ms,
                    leaf,
                    leaf_hash: row.leaf_hash,
                    payload: payload.unwrap_or_default(),
                })
            });
            opened.collect()
        })
        .await?
    }
}

/// What an entry must be for the place it stands at.
pub(crate) struct Expected<'a> {
    pub origin: &'a str,
    pub seq: u64,
    pub previous_ms: i64,
}

/// The leaf and, if a key was given, the payload.
type Opened = (Leaf, Option<Plain>);

/// Checks an entry; with `key` it also opens the payload.
pub(crate) fn check(entry: &SealedEntry, expected: &Expected<'_>, key: Option<&Key>) -> Result<Opened, Fault> {
    if entry.seq != expected.seq {
        return Err(Fault::Missing { found: entry.seq });
    }
    if leaf_hash(&entry.leaf) != entry.leaf_hash {
        return Err(Fault::LeafHash);
    }
    let leaf = Leaf::parse(&entry.leaf)?;
    if leaf.origin != expected.origin {
        return Err(Fault::Origin(leaf.origin));
    }
    if leaf.time_ms != entry.time_ms {
        return Err(Fault::Time { leaf_ms: leaf.time_ms, row_ms: entry.time_ms });
    }
    if entry.time_ms < expected.previous_ms {
        return Err(Fault::TimeBefore { time_ms: entry.time_ms, previous_ms: expected.previous_ms });
    }
    if sha256(&entry.payload) != leaf.payload {
        return Err(Fault::PayloadHash);
    }
    let aad = payload_aad(expected.origin, entry.seq);
    let opened = key.map(|key| vault::open(key, &aad, &entry.payload));
    let payload = opened.transpose().map_err(|_| Fault::Payload)?;
    Ok((leaf, payload))
}

/// Origin ‖ 0x00 ‖ number, big-endian: a payload opens in its own log at its own number only.
fn payload_aad(origin: &str, seq: u64) -> Vec<u8> {
    [origin.as_bytes(), &[0], &seq.to_be_bytes()].concat()
}

fn damaged(log: &str, seq: u64, fault: Fault) -> LedgerError {
    LedgerError::Damaged { log: log.to_owned(), seq, fault }
}

/// Runs work on many entries where it holds up no other task.
pub(crate) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, LedgerError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| LedgerError::Interrupted)
}
