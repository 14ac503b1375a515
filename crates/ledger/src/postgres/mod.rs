//! The ledger in a PostgreSQL database, which any number of nodes share.

mod read;
mod schema;
mod write;

use std::fs::File;
use std::path::Path;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Postgres, Row, Transaction};
use uuid::Uuid;

use crate::folder::{lock_alone, make_folder, sync_folder, unlock};
use crate::rows::{drawer, entry};
use crate::{Batch, Drawer, LedgerError, Place, SealedEntry, Sizes, Store};
use read::{failed, leaf_hash, number};
pub use schema::Standby;

/// Two for turns (one under way, one waiting in the queue), the rest for reading.
const CONNECTIONS_MAX: u32 = 10;
const CONNECT_SECONDS_MAX: u64 = 4;
/// Seconds after which every node looks for entries although nobody told it of any.
const LOOK_AGAIN_SECONDS: u64 = 1;
/// The server frees a turn whose holder has gone silent, so that one node that hangs does not hold up the others.
const SILENT_HOLDER: &str = "10s";
/// Longest wait for a turn.
const WAIT_FOR_TURN: &str = "30s";

/// A ledger in PostgreSQL.
///
/// Appending is a queue: a turn holds the advisory lock of its log until its transaction ends, and the server grants the
/// lock in the order in which it was asked for. The primary keys stay as guards behind it.
#[derive(Debug)]
pub struct PostgresStore {
    pool: PgPool,
    reading_only: bool,
    /// None after the end.
    listening: tokio::sync::Mutex<Option<Listening>>,
    standby: Standby,
    lock: Mutex<Option<File>>,
}

/// The right to append: a transaction that holds the lock of its log.
#[derive(Debug)]
pub struct PostgresTurn {
    transaction: Transaction<'static, Postgres>,
    log: String,
}

/// The connection that hears of changes, and by which this process holds the database.
#[derive(Debug)]
struct Listening {
    listener: PgListener,
    hold: Hold,
    /// Logs that this process alone writes.
    claims: Vec<String>,
    /// False while a new connection has not taken hold and claims again.
    held: bool,
}

impl Listening {
    async fn begin(pool: &PgPool, hold: Hold, channels: &[&str]) -> Result<Listening, LedgerError> {
        let mut listener = PgListener::connect_with(pool).await.map_err(failed)?;
        hold.take(&mut listener).await?;
        for channel in channels {
            listener.listen(channel).await.map_err(failed)?;
        }
        Ok(Listening { listener, hold, claims: Vec::new(), held: true })
    }

    async fn claim(&mut self, log: &str) -> Result<(), LedgerError> {
        let statement = sqlx::query_scalar("SELECT pg_try_advisory_lock($1, hashtext($2))");
        let statement = statement.bind(schema::CLAIM).bind(log);
        let claimed: bool = statement.fetch_one(&mut self.listener).await.map_err(failed)?;
        if claimed { Ok(()) } else { Err(LedgerError::NameTaken(log.to_owned())) }
    }

    /// Returns when something was heard or the connection was made anew.
    async fn heard(&mut self) -> Result<(), LedgerError> {
        if !self.held {
            self.hold.take(&mut self.listener).await?;
            for log in self.claims.clone() {
                self.claim(&log).await?;
            }
            self.held = true;
        }
        self.held = self.listener.try_recv().await.map_err(failed)?.is_some();
        while self.listener.next_buffered().is_some() {}
        Ok(())
    }
}

/// What a process holds of the whole database while it is at work, by the connection of its listener.
#[derive(Clone, Copy, Debug)]
enum Hold {
    /// Nodes work side by side.
    Node,
    /// Nobody beside this process.
    Alone,
}

impl Hold {
    async fn take(self, listener: &mut PgListener) -> Result<(), LedgerError> {
        let statement = match self {
            Hold::Node => "SELECT pg_try_advisory_lock_shared($1)",
            Hold::Alone => "SELECT pg_try_advisory_lock($1)",
        };
        let held: bool =
            sqlx::query_scalar(statement).bind(schema::AT_WORK).fetch_one(&mut *listener).await.map_err(failed)?;
        if held { Ok(()) } else { Err(LedgerError::InUse) }
    }
}

impl PostgresStore {
    /// Connects to the database at `address` (`postgres://…`), makes the tables where they are missing, and locks
    /// `folder`, the node's own data folder, for this process alone.
    ///
    /// # Errors
    /// [`LedgerError::Address`], [`LedgerError::Unsafe`], [`LedgerError::Schema`], [`LedgerError::AlreadyOpen`],
    /// [`LedgerError::Folder`], [`LedgerError::Database`].
    pub async fn open(address: &str, folder: &Path) -> Result<PostgresStore, LedgerError> {
        PostgresStore::open_holding(address, folder, Hold::Node).await
    }

    /// As [`PostgresStore::open`], of a database on which no node runs; while it is open, none starts.
    ///
    /// # Errors
    /// [`LedgerError::InUse`], and as [`PostgresStore::open`].
    pub async fn open_alone(address: &str, folder: &Path) -> Result<PostgresStore, LedgerError> {
        PostgresStore::open_holding(address, folder, Hold::Alone).await
    }

    async fn open_holding(address: &str, folder: &Path, hold: Hold) -> Result<PostgresStore, LedgerError> {
        make_folder(folder)?;
        let lock = lock_alone(folder)?;
        let pool = pool(options(address, false)?).await?;
        let mut connection = pool.acquire().await.map_err(failed)?;
        let standby = schema::standby(&mut connection).await?;
        schema::prepare(&mut connection).await?;
        drop(connection);
        sync_folder(folder)?;
        let listening = Listening::begin(&pool, hold, &[schema::CHANNEL]).await?;
        let (listening, lock) = (tokio::sync::Mutex::new(Some(listening)), Mutex::new(Some(lock)));
        Ok(PostgresStore { pool, reading_only: false, listening, standby, lock })
    }

    /// Connects to read what no node is writing; while it is open, none starts.
    ///
    /// # Errors
    /// [`LedgerError::NoTables`], [`LedgerError::InUse`], and as [`PostgresStore::open`].
    pub async fn open_for_reading(address: &str) -> Result<PostgresStore, LedgerError> {
        let pool = pool(options(address, true)?).await?;
        let mut connection = pool.acquire().await.map_err(failed)?;
        if !schema::made(&mut connection).await? {
            return Err(LedgerError::NoTables);
        }
        schema::check(&mut connection).await?;
        drop(connection);
        let listening = tokio::sync::Mutex::new(Some(Listening::begin(&pool, Hold::Alone, &[]).await?));
        Ok(PostgresStore { pool, reading_only: true, listening, standby: Standby::Alone, lock: Mutex::new(None) })
    }

    /// How safe the server keeps what it has committed, as it said at the start.
    #[must_use]
    pub fn standby(&self) -> Standby {
        self.standby
    }

    /// Keeps every other process from claiming the log `log`, as long as this one runs.
    pub(crate) async fn claim(&self, log: &str) -> Result<(), LedgerError> {
        let mut listening = self.listening.lock().await;
        let listening = listening.as_mut().ok_or(LedgerError::Interrupted)?;
        listening.claim(log).await?;
        listening.claims.push(log.to_owned());
        Ok(())
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.pool.is_closed()
    }

    async fn begin(&self) -> Result<Transaction<'static, Postgres>, LedgerError> {
        if self.reading_only {
            return Err(LedgerError::ReadingOnly);
        }
        self.pool.begin().await.map_err(failed)
    }
}

fn options(address: &str, reading_only: bool) -> Result<PgConnectOptions, LedgerError> {
    let options = PgConnectOptions::from_str(address).map_err(|_| LedgerError::Address)?;
    Ok(options
        .application_name("ecabinet")
        .options([
            ("search_path", schema::NAMESPACE),
            ("synchronous_commit", "on"),
            ("idle_in_transaction_session_timeout", SILENT_HOLDER),
            ("lock_timeout", WAIT_FOR_TURN),
            ("tcp_keepalives_idle", "5"),
            ("tcp_keepalives_interval", "5"),
            ("tcp_keepalives_count", "3"),
            ("default_transaction_read_only", if reading_only { "on" } else { "off" }),
        ])
        .disable_statement_logging())
}

/// A connection that sees the ledger at `address` as it stands now, and no more than that, until it is closed.
pub(crate) async fn one_moment(address: &str) -> Result<PgConnection, LedgerError> {
    // Whoever carries a backup to a slow place is silent for long.
    let patient = options(address, true)?.options([("idle_in_transaction_session_timeout", "0")]);
    let mut connection = patient.connect().await.map_err(failed)?;
    sqlx::query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut connection).await.map_err(failed)?;
    if !schema::made(&mut connection).await? {
        return Err(LedgerError::NoTables);
    }
    schema::check(&mut connection).await?;
    Ok(connection)
}

async fn pool(options: PgConnectOptions) -> Result<PgPool, LedgerError> {
    // Asking a connection whether it lives would cost every turn a journey; a dead one fails its first statement.
    PgPoolOptions::new()
        .max_connections(CONNECTIONS_MAX)
        .acquire_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(failed)
}

async fn lock_log(transaction: &mut Transaction<'static, Postgres>, log: &str) -> Result<(), LedgerError> {
    // 64 bits of a hash: two logs that met in them would wait for each other, and nothing worse.
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1701208418))")
        .bind(log)
        .execute(&mut **transaction)
        .await
        .map_err(failed)?;
    Ok(())
}

async fn finish(mut transaction: Transaction<'static, Postgres>, batch: &Batch) -> Result<Vec<u64>, LedgerError> {
    let versions = match write::rows(&mut transaction, batch).await {
        Ok(versions) => versions,
        Err(error) => {
            // The failure to be told is the one that came before; a dropped transaction is rolled back as well.
            let _ = transaction.rollback().await;
            return Err(error);
        }
    };
    transaction.commit().await.map_err(LedgerError::OutcomeUnknown)?;
    Ok(versions)
}

impl Store for PostgresStore {
    type Turn = PostgresTurn;

    fn is_shared(&self) -> bool {
        true
    }

    async fn turn(&self, log: &str) -> Result<PostgresTurn, LedgerError> {
        let mut transaction = self.begin().await?;
        lock_log(&mut transaction, log).await?;
        Ok(PostgresTurn { transaction, log: log.to_owned() })
    }

    async fn entries_in_turn(&self, turn: &mut PostgresTurn, from: u64) -> Result<Vec<SealedEntry>, LedgerError> {
        let rows = sqlx::query(
            "SELECT seq, time_ms, leaf, payload, leaf_hash FROM entry WHERE log = $1 AND seq >= $2 ORDER BY seq",
        )
        .bind(&turn.log)
        .bind(number(from))
        .fetch_all(&mut *turn.transaction)
        .await
        .map_err(failed)?;
        rows.iter().map(|row| entry(&turn.log, row)).collect()
    }

    async fn commit_in_turn(&self, mut turn: PostgresTurn, batch: Batch) -> Result<Vec<u64>, LedgerError> {
        for log in write::logs(&batch) {
            if log != turn.log {
                lock_log(&mut turn.transaction, log).await?;
            }
        }
        finish(turn.transaction, &batch).await
    }

    async fn end_turn(&self, turn: PostgresTurn) {
        // A connection that fails here ends its transaction too.
        let _ = turn.transaction.rollback().await;
    }

    async fn changed(&self) {
        let pause = Duration::from_secs(LOOK_AGAIN_SECONDS);
        let mut listening = self.listening.lock().await;
        let Some(listening) = listening.as_mut() else {
            return tokio::time::sleep(pause).await;
        };
        // A listener that lost its connection makes a new one; until it has one, the pause is the answer.
        if let Ok(Err(_)) = tokio::time::timeout(pause, listening.heard()).await {
            tokio::time::sleep(pause).await;
        }
    }

    async fn commit(&self, batch: Batch) -> Result<Vec<u64>, LedgerError> {
        let mut transaction = self.begin().await?;
        for log in write::logs(&batch) {
            lock_log(&mut transaction, log).await?;
        }
        finish(transaction, &batch).await
    }

    async fn entries(&self, log: &str, from: u64, limit: u32) -> Result<Vec<SealedEntry>, LedgerError> {
        let rows = sqlx::query(
            "SELECT seq, time_ms, leaf, payload, leaf_hash FROM entry WHERE log = $1 AND seq >= $2
             ORDER BY seq LIMIT $3",
        )
        .bind(log)
        .bind(number(from))
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(|row| entry(log, row)).collect()
    }

    async fn logs(&self) -> Result<Vec<String>, LedgerError> {
        // From name to name by the index, however many entries stand between them.
        let logs = sqlx::query_scalar(
            "WITH RECURSIVE found (log) AS (
                 (SELECT log FROM entry ORDER BY log LIMIT 1)
                 UNION ALL
                 SELECT (SELECT entry.log FROM entry WHERE entry.log > found.log ORDER BY entry.log LIMIT 1)
                 FROM found WHERE found.log IS NOT NULL
             ) SELECT log FROM found WHERE log IS NOT NULL ORDER BY log",
        );
        logs.fetch_all(&self.pool).await.map_err(failed)
    }

    async fn last(&self, log: &str) -> Result<Option<SealedEntry>, LedgerError> {
        let row = sqlx::query(
            "SELECT seq, time_ms, leaf, payload, leaf_hash FROM entry WHERE log = $1 ORDER BY seq DESC LIMIT 1",
        )
        .bind(log)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|row| entry(log, &row)).transpose()
    }

    async fn texts(&self, ids: &[Uuid]) -> Result<Vec<(Uuid, Vec<u8>)>, LedgerError> {
        let wanted: Vec<&[u8]> = ids.iter().map(|id| id.as_bytes().as_slice()).collect();
        let rows: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(
            "SELECT text.id, text.sealed FROM unnest($1::bytea[]) WITH ORDINALITY AS wanted (id, place)
             JOIN text USING (id) ORDER BY wanted.place",
        )
        .bind(wanted)
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let found = rows.into_iter().filter_map(|(id, sealed)| Some((Uuid::from_slice(&id).ok()?, sealed)));
        Ok(found.collect())
    }

    async fn leaf_hashes(&self, log: &str, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, LedgerError> {
        let rows = sqlx::query("SELECT seq, leaf_hash FROM entry WHERE log = $1 AND seq >= $2 ORDER BY seq LIMIT $3")
            .bind(log)
            .bind(number(from))
            .bind(i64::from(limit))
            .fetch_all(&self.pool)
            .await
            .map_err(failed)?;
        rows.iter().zip(from..).map(|(row, seq)| leaf_hash(log, row, seq)).collect()
    }

    async fn sizes(&self, log: &str, from: u64) -> Result<Sizes, LedgerError> {
        let row = sqlx::query(
            "SELECT count(*), coalesce(sum(length(leaf) + length(payload)), 0)::bigint FROM entry
             WHERE log = $1 AND seq >= $2",
        )
        .bind(log)
        .bind(number(from))
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        let column = |at: usize| {
            let found: i64 = row.try_get(at).map_err(failed)?;
            Ok::<_, LedgerError>(u64::try_from(found).unwrap_or_default())
        };
        Ok(Sizes { entries: column(0)?, bytes: column(1)? })
    }

    async fn stored_bytes(&self) -> Result<u64, LedgerError> {
        let found: i64 = sqlx::query_scalar("SELECT pg_database_size(current_database())")
            .fetch_one(&self.pool)
            .await
            .map_err(failed)?;
        Ok(u64::try_from(found).unwrap_or_default())
    }

    async fn drawer(&self, place: &Place) -> Result<Option<Drawer>, LedgerError> {
        let row = sqlx::query("SELECT value, version FROM drawer WHERE owner = $1 AND kind = $2 AND key = $3")
            .bind(&place.owner)
            .bind(&place.kind)
            .bind(&place.key)
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.map(|row| drawer(&row)).transpose()
    }

    async fn drawers_at(&self, places: &[Place]) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        let of = |part: fn(&Place) -> &str| places.iter().map(part).collect::<Vec<&str>>();
        let rows = sqlx::query(
            "SELECT owner, kind, key, value, version
             FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS wanted (owner, kind, key, place)
             JOIN drawer USING (owner, kind, key) ORDER BY wanted.place",
        )
        .bind(of(|place| &place.owner))
        .bind(of(|place| &place.kind))
        .bind(of(|place| &place.key))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let found = rows.iter().map(|row| {
            let place = Place { owner: row.try_get("owner")?, kind: row.try_get("kind")?, key: row.try_get("key")? };
            Ok((place, drawer(row)?))
        });
        found.collect()
    }

    async fn drawers_of_kind(&self, kind: &str) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        let rows = sqlx::query("SELECT owner, key, value, version FROM drawer WHERE kind = $1 ORDER BY owner, key")
            .bind(kind)
            .fetch_all(&self.pool)
            .await
            .map_err(failed)?;
        let found = rows.iter().map(|row| {
            let place = Place { owner: row.try_get("owner")?, kind: kind.to_owned(), key: row.try_get("key")? };
            Ok((place, drawer(row)?))
        });
        found.collect()
    }

    async fn drawers(&self, owner: &str, kind: &str) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        let rows = sqlx::query("SELECT key, value, version FROM drawer WHERE owner = $1 AND kind = $2 ORDER BY key")
            .bind(owner)
            .bind(kind)
            .fetch_all(&self.pool)
            .await
            .map_err(failed)?;
        let found = rows.iter().map(|row| {
            let place = Place { owner: owner.to_owned(), kind: kind.to_owned(), key: row.try_get("key")? };
            Ok((place, drawer(row)?))
        });
        found.collect()
    }

    async fn lay_drawers(&self, drawers: &[(Place, Drawer)], last_version: u64) -> Result<(), LedgerError> {
        let mut transaction = self.begin().await?;
        write::lay_drawers(&mut transaction, drawers, last_version).await?;
        transaction.commit().await.map_err(LedgerError::OutcomeUnknown)
    }

    /// The drawers' table is written anew without what was deleted. What the server's own log and its backups keep of the
    /// old pages is theirs to forget: keys in them are wrapped, and what they opened is gone.
    async fn scrub(&self) -> Result<(), LedgerError> {
        if self.reading_only {
            return Err(LedgerError::ReadingOnly);
        }
        sqlx::raw_sql("VACUUM (FULL) drawer").execute(&self.pool).await.map_err(failed)?;
        Ok(())
    }

    /// The server checks its own pages when it reads them; `pg_amcheck` is the tool for more.
    async fn unsound(&self) -> Result<Option<String>, LedgerError> {
        Ok(None)
    }

    async fn close(&self) {
        // It holds a connection of the pool. The server would find out later that it is gone, and keep its locks until then.
        if let Some(mut listening) = self.listening.lock().await.take() {
            let _ = sqlx::query("SELECT pg_advisory_unlock_all()").execute(&mut listening.listener).await;
        }
        self.pool.close().await;
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = lock.take() {
            unlock(&file);
        }
    }
}
