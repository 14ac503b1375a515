use uuid::Uuid;

use crate::postgres::{PostgresStore, PostgresTurn};
use crate::sqlite::SqliteTurn;
use crate::{Batch, Drawer, LedgerError, Place, SealedEntry, Sizes, SqliteStore, Store};

/// Where a government's ledger lies: the store that the configuration names.
#[derive(Debug)]
pub enum AnyStore {
    /// One file, one process.
    Sqlite(SqliteStore),
    /// A PostgreSQL database, any number of nodes.
    Postgres(PostgresStore),
}

/// A turn of the store that gave it.
#[derive(Debug)]
pub enum AnyTurn {
    /// Of [`AnyStore::Sqlite`].
    Sqlite(SqliteTurn),
    /// Of [`AnyStore::Postgres`].
    Postgres(Box<PostgresTurn>),
}

/// Does the same with whichever store there is.
macro_rules! with_store {
    ($any:expr, $store:ident => $work:expr) => {
        match $any {
            AnyStore::Sqlite($store) => $work,
            AnyStore::Postgres($store) => $work,
        }
    };
}

impl AnyStore {
    /// A folder's lock claims every log in it.
    pub(crate) async fn claim(&self, log: &str) -> Result<(), LedgerError> {
        match self {
            AnyStore::Sqlite(_) => Ok(()),
            AnyStore::Postgres(store) => store.claim(log).await,
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        with_store!(self, store => store.is_closed())
    }
}

impl Store for AnyStore {
    type Turn = AnyTurn;

    fn is_shared(&self) -> bool {
        with_store!(self, store => store.is_shared())
    }

    async fn turn(&self, log: &str) -> Result<AnyTurn, LedgerError> {
        Ok(match self {
            AnyStore::Sqlite(store) => AnyTurn::Sqlite(store.turn(log).await?),
            AnyStore::Postgres(store) => AnyTurn::Postgres(Box::new(store.turn(log).await?)),
        })
    }

    async fn entries_in_turn(&self, turn: &mut AnyTurn, from: u64) -> Result<Vec<SealedEntry>, LedgerError> {
        match (self, turn) {
            (AnyStore::Sqlite(store), AnyTurn::Sqlite(turn)) => store.entries_in_turn(turn, from).await,
            (AnyStore::Postgres(store), AnyTurn::Postgres(turn)) => store.entries_in_turn(turn, from).await,
            _ => Err(LedgerError::ForeignTurn),
        }
    }

    async fn commit_in_turn(&self, turn: AnyTurn, batch: Batch) -> Result<Vec<u64>, LedgerError> {
        match (self, turn) {
            (AnyStore::Sqlite(store), AnyTurn::Sqlite(turn)) => store.commit_in_turn(turn, batch).await,
            (AnyStore::Postgres(store), AnyTurn::Postgres(turn)) => store.commit_in_turn(*turn, batch).await,
            _ => Err(LedgerError::ForeignTurn),
        }
    }

    async fn end_turn(&self, turn: AnyTurn) {
        match (self, turn) {
            (AnyStore::Sqlite(store), AnyTurn::Sqlite(turn)) => store.end_turn(turn).await,
            (AnyStore::Postgres(store), AnyTurn::Postgres(turn)) => store.end_turn(*turn).await,
            // Dropped, it is over as well.
            _ => {}
        }
    }

    async fn changed(&self) {
        with_store!(self, store => store.changed().await);
    }

    async fn commit(&self, batch: Batch) -> Result<Vec<u64>, LedgerError> {
        with_store!(self, store => store.commit(batch).await)
    }

    async fn entries(&self, log: &str, from: u64, limit: u32) -> Result<Vec<SealedEntry>, LedgerError> {
        with_store!(self, store => store.entries(log, from, limit).await)
    }

    async fn logs(&self) -> Result<Vec<String>, LedgerError> {
        with_store!(self, store => store.logs().await)
    }

    async fn last(&self, log: &str) -> Result<Option<SealedEntry>, LedgerError> {
        with_store!(self, store => store.last(log).await)
    }

    async fn sizes(&self, log: &str, from: u64) -> Result<Sizes, LedgerError> {
        with_store!(self, store => store.sizes(log, from).await)
    }

    async fn stored_bytes(&self) -> Result<u64, LedgerError> {
        with_store!(self, store => store.stored_bytes().await)
    }

    async fn texts(&self, ids: &[Uuid]) -> Result<Vec<(Uuid, Vec<u8>)>, LedgerError> {
        with_store!(self, store => store.texts(ids).await)
    }

    async fn drawer(&self, place: &Place) -> Result<Option<Drawer>, LedgerError> {
        with_store!(self, store => store.drawer(place).await)
    }

    async fn drawers_at(&self, places: &[Place]) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        with_store!(self, store => store.drawers_at(places).await)
    }

    async fn drawers(&self, owner: &str, kind: &str) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        with_store!(self, store => store.drawers(owner, kind).await)
    }

    async fn leaf_hashes(&self, log: &str, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, LedgerError> {
        with_store!(self, store => store.leaf_hashes(log, from, limit).await)
    }

    async fn drawers_of_kind(&self, kind: &str) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        with_store!(self, store => store.drawers_of_kind(kind).await)
    }

    async fn lay_drawers(&self, drawers: &[(Place, Drawer)], last_version: u64) -> Result<(), LedgerError> {
        with_store!(self, store => store.lay_drawers(drawers, last_version).await)
    }

    async fn scrub(&self) -> Result<(), LedgerError> {
        with_store!(self, store => store.scrub().await)
    }

    async fn unsound(&self) -> Result<Option<String>, LedgerError> {
        with_store!(self, store => store.unsound().await)
    }

    async fn close(&self) {
        with_store!(self, store => store.close().await);
    }
}
