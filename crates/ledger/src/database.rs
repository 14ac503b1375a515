use std::path::Path;
use std::sync::Arc;

use uuid::Uuid;
use vault::{Key, KeyProvider};

use crate::log::{self, Log};
use crate::{
    AnyStore, Batch, Drawer, DrawerWrite, LedgerError, Place, PostgresStore, Sizes, SqliteStore, Standby, Store,
};

/// The compartment whose epoch key seals the payloads of every log.
pub const LEDGER_COMPARTMENT: &str = "ledger";
/// The epoch of that key.
pub const LEDGER_EPOCH: u32 = 1;

pub(crate) const EPOCH_KEY: &str = "epoch_key";

/// A handle of the ledger's database; clones are the same database.
#[derive(Debug)]
pub struct Database<S: Store = AnyStore> {
    store: Arc<S>,
}

impl<S: Store> Clone for Database<S> {
    fn clone(&self) -> Self {
        Database { store: Arc::clone(&self.store) }
    }
}

impl Database {
    /// Opens the ledger in `folder` for this process alone, making both where they are missing.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub async fn open(folder: &Path) -> Result<Database, LedgerError> {
        let store = SqliteStore::open(folder).await?;
        Ok(Database::over(AnyStore::Sqlite(store)))
    }

    /// Opens the ledger of a stopped system to read it. Every writing gives [`LedgerError::ReadingOnly`].
    ///
    /// # Errors
    /// [`LedgerError::AlreadyOpen`] while the system runs; [`LedgerError::NoLedger`]; and as [`Database::open`].
    pub async fn open_for_reading(folder: &Path) -> Result<Database, LedgerError> {
        let store = SqliteStore::open_for_reading(folder).await?;
        Ok(Database::over(AnyStore::Sqlite(store)))
    }

    /// Opens the ledger in the PostgreSQL database at `address`; `folder`, the node's own, is for this process alone.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub async fn connect(address: &str, folder: &Path) -> Result<Database, LedgerError> {
        let store = PostgresStore::open(address, folder).await?;
        Ok(Database::over(AnyStore::Postgres(store)))
    }

    /// As [`Database::connect`], where no node runs; while it is open, none starts.
    ///
    /// # Errors
    /// As [`PostgresStore::open_alone`].
    pub async fn connect_alone(address: &str, folder: &Path) -> Result<Database, LedgerError> {
        let store = PostgresStore::open_alone(address, folder).await?;
        Ok(Database::over(AnyStore::Postgres(store)))
    }

    /// Opens the ledger in a PostgreSQL database to read it. Every writing gives [`LedgerError::ReadingOnly`].
    ///
    /// # Errors
    /// As [`PostgresStore::open_for_reading`].
    pub async fn connect_for_reading(address: &str) -> Result<Database, LedgerError> {
        let store = PostgresStore::open_for_reading(address).await?;
        Ok(Database::over(AnyStore::Postgres(store)))
    }

    /// Keeps every other process from claiming the log `log`, which each node writes alone, as long as this one runs.
    ///
    /// # Errors
    /// [`LedgerError::NameTaken`], and whatever the database gives.
    pub async fn claim(&self, log: &str) -> Result<(), LedgerError> {
        self.store().claim(log).await
    }

    /// Whether [`Database::close`] was called.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.store().is_closed()
    }

    /// How safe the database server keeps what it has committed; none where there is no server.
    #[must_use]
    pub fn standby(&self) -> Option<Standby> {
        match self.store() {
            AnyStore::Sqlite(_) => None,
            AnyStore::Postgres(store) => Some(store.standby()),
        }
    }
}

impl<S: Store> Database<S> {
    /// A database over any store.
    pub fn over(store: S) -> Database<S> {
        Database { store: Arc::new(store) }
    }

    pub(crate) fn store(&self) -> &S {
        &self.store
    }

    /// The key of an epoch of a compartment, made if there is none. It lies, wrapped by `provider`, in the drawer of owner
    /// `compartment`, kind `epoch_key`, key `epoch`.
    ///
    /// # Errors
    /// [`LedgerError::Key`] when it was wrapped under another root key; and whatever the database gives.
    pub async fn epoch_key(
        &self,
        provider: &dyn KeyProvider,
        compartment: &str,
        epoch: u32,
    ) -> Result<Key, LedgerError> {
        if let Some(key) = self.load_epoch_key(provider, compartment, epoch).await? {
            return Ok(key);
        }
        let key = Key::random()?;
        let wrapped = provider.wrap(&epoch_key_aad(compartment, &epoch.to_string()), &key)?;
        let write = DrawerWrite { place: epoch_key_place(compartment, epoch), value: Some(wrapped), expected: Some(0) };
        match self.put_drawer(write).await {
            Ok(_) => Ok(key),
            // Another task made it first: there is one key.
            Err(LedgerError::DrawerConflict { .. }) => {
                let key = self.load_epoch_key(provider, compartment, epoch).await?;
                key.ok_or_else(|| epoch_key_missing(compartment, epoch))
            }
            Err(error) => Err(error),
        }
    }

    /// As [`Database::epoch_key`], but made only while the log `log` has no entry: afterwards a key that is gone is gone with
    /// everything that it opened, and another one in its place would hide it.
    ///
    /// # Errors
    /// [`LedgerError::EpochKeyMissing`], and as [`Database::epoch_key`].
    pub async fn first_epoch_key(
        &self,
        provider: &dyn KeyProvider,
        compartment: &str,
        epoch: u32,
        log: &str,
    ) -> Result<Key, LedgerError> {
        match self.store.last(log).await? {
            None => self.epoch_key(provider, compartment, epoch).await,
            Some(_) => {
                let key = self.load_epoch_key(provider, compartment, epoch).await?;
                key.ok_or_else(|| epoch_key_missing(compartment, epoch))
            }
        }
    }

    /// As [`Database::epoch_key`], but `None` if there is none.
    ///
    /// # Errors
    /// As [`Database::epoch_key`].
    pub async fn load_epoch_key(
        &self,
        provider: &dyn KeyProvider,
        compartment: &str,
        epoch: u32,
    ) -> Result<Option<Key>, LedgerError> {
        let place = epoch_key_place(compartment, epoch);
        let Some(drawer) = self.drawer(&place).await? else {
            return Ok(None);
        };
        let aad = epoch_key_aad(compartment, &epoch.to_string());
        Ok(Some(provider.unwrap(&aad, &drawer.value)?))
    }

    /// The log `name` (`acts` or `custody`) with its `origin` ([`crate::origin_of`]), at its last entry.
    ///
    /// # Errors
    /// [`LedgerError::EpochKeyMissing`] when entries stand whose key is gone; [`LedgerError::Damaged`] when the last
    /// entry is not of this origin and key; [`LedgerError::Leaf`] for an origin that cannot stand in a leaf.
    pub async fn log(&self, provider: &dyn KeyProvider, name: &str, origin: &str) -> Result<Log<S>, LedgerError> {
        let key = self.first_epoch_key(provider, LEDGER_COMPARTMENT, LEDGER_EPOCH, name).await?;
        log::open(self.clone(), name, origin, key).await
    }

    /// Writes a batch, all or nothing, durable when this returns.
    ///
    /// # Errors
    /// [`LedgerError::OutcomeUnknown`]: it may hold or not, rebuild from the ledger. Any other: nothing was written;
    /// among them [`LedgerError::EntryConflict`], [`LedgerError::EntryGap`], [`LedgerError::TextConflict`] and
    /// [`LedgerError::DrawerConflict`].
    pub async fn commit(&self, batch: Batch) -> Result<(), LedgerError> {
        self.store.commit(batch).await.map(drop)
    }

    /// Whether other processes write here too.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.store.is_shared()
    }

    /// Waits for the right to append to the log `name`. The future may be polled apart from everything else: who asks
    /// first has it first.
    pub fn turn(&self, name: &str) -> impl Future<Output = Result<S::Turn, LedgerError>> + Send + use<S> {
        let (store, name) = (Arc::clone(&self.store), name.to_owned());
        async move { store.turn(&name).await }
    }

    /// As [`Database::commit`], in a turn, which ends with it.
    ///
    /// # Errors
    /// As [`Database::commit`].
    pub async fn commit_in_turn(&self, turn: S::Turn, batch: Batch) -> Result<(), LedgerError> {
        self.store.commit_in_turn(turn, batch).await.map(drop)
    }

    /// Gives a turn back unused.
    pub async fn end_turn(&self, turn: S::Turn) {
        self.store.end_turn(turn).await;
    }

    /// Returns when another process may have written, and once in a while in any case. Never, where no other can.
    pub async fn changed(&self) {
        self.store.changed().await;
    }

    /// The names of all logs that have entries.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn logs(&self) -> Result<Vec<String>, LedgerError> {
        self.store.logs().await
    }

    /// The stored leaf hashes of at most `limit` entries of a log from the number `from` on. They are what the rows
    /// say: [`crate::verify`] checks them against the leaves.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] where an entry is missing or its row holds no hash; [`LedgerError::Database`].
    pub async fn leaf_hashes(&self, log_name: &str, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, LedgerError> {
        self.store.leaf_hashes(log_name, from, limit).await
    }

    /// How many entries of a log are numbered `from` or more, and their bytes.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn sizes(&self, log_name: &str, from: u64) -> Result<Sizes, LedgerError> {
        self.store.sizes(log_name, from).await
    }

    /// Bytes that the whole database takes on its disk.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn stored_bytes(&self) -> Result<u64, LedgerError> {
        self.store.stored_bytes().await
    }

    /// The sealed text `id`.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn text(&self, id: Uuid) -> Result<Option<Vec<u8>>, LedgerError> {
        let found = self.texts(&[id]).await?;
        Ok(found.into_iter().next().map(|(_, sealed)| sealed))
    }

    /// Those of the sealed texts `ids` that there are, in that order.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn texts(&self, ids: &[Uuid]) -> Result<Vec<(Uuid, Vec<u8>)>, LedgerError> {
        self.store.texts(ids).await
    }

    /// What lies in the drawer at `place`.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn drawer(&self, place: &Place) -> Result<Option<Drawer>, LedgerError> {
        self.store.drawer(place).await
    }

    /// What lies at these places, in their order; a place at which nothing lies is left out.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn drawers_at(&self, places: &[Place]) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        self.store.drawers_at(places).await
    }

    /// All drawers of one owner and kind, by key.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn drawers(&self, owner: &str, kind: &str) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        self.store.drawers(owner, kind).await
    }

    /// All drawers of one kind, whoever owns them, by owner and key.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn drawers_of_kind(&self, kind: &str) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        self.store.drawers_of_kind(kind).await
    }

    /// Puts drawers back where none lie, with the versions that they had, all or nothing; later versions are beyond
    /// `last_version`. For a restoration.
    ///
    /// # Errors
    /// As [`Database::commit`].
    pub async fn lay_drawers(&self, drawers: &[(Place, Drawer)], last_version: u64) -> Result<(), LedgerError> {
        self.store.lay_drawers(drawers, last_version).await
    }

    /// Changes one drawer and gives its new version (0: deleted).
    ///
    /// # Errors
    /// [`LedgerError::DrawerConflict`] with the version that stands; and as [`Database::commit`].
    pub async fn put_drawer(&self, write: DrawerWrite) -> Result<u64, LedgerError> {
        let drawers = vec![write];
        let versions = self.store.commit(Batch { drawers, ..Batch::default() });
        Ok(versions.await?.into_iter().next().unwrap_or_default())
    }

    /// Deletes the drawer at `place`, if there is one. [`Database::scrub`] then takes it off the disk.
    ///
    /// # Errors
    /// As [`Database::commit`].
    pub async fn delete_drawer(&self, place: &Place) -> Result<(), LedgerError> {
        let write = DrawerWrite { place: place.clone(), value: None, expected: None };
        self.put_drawer(write).await.map(drop)
    }

    /// Overwrites on the disk everything that was deleted from drawers or replaced in them since the last time. Its cost
    /// grows with what lies in the drawers; erasure is done when this has returned.
    ///
    /// # Errors
    /// [`LedgerError::StillRead`]: try again; and as [`Database::commit`].
    pub async fn scrub(&self) -> Result<(), LedgerError> {
        self.store.scrub().await
    }

    /// What is wrong with the database beneath its rows, in its own words: pages, indexes, order of keys. None where it is
    /// sound or cannot tell. Its cost grows with the whole database.
    ///
    /// # Errors
    /// [`LedgerError::Database`].
    pub async fn unsound(&self) -> Result<Option<String>, LedgerError> {
        self.store.unsound().await
    }

    /// Ends all work and frees the folder; every later use of any clone is an error.
    pub async fn close(&self) {
        self.store.close().await;
    }
}

pub(crate) fn epoch_key_place(compartment: &str, epoch: u32) -> Place {
    Place { owner: compartment.to_owned(), kind: EPOCH_KEY.to_owned(), key: epoch.to_string() }
}

pub(crate) fn epoch_key_aad(compartment: &str, epoch: &str) -> Vec<u8> {
    format!("{EPOCH_KEY}/{compartment}/{epoch}").into_bytes()
}

fn epoch_key_missing(compartment: &str, epoch: u32) -> LedgerError {
    LedgerError::EpochKeyMissing { compartment: compartment.to_owned(), epoch }
}
