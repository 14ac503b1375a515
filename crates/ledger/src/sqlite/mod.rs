mod write;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, Sqlite, SqliteConnection};
use uuid::Uuid;

use crate::folder::{folder_error, lock_alone, lock_shared, make_folder, open_file, sync_folder, unlock};
use crate::rows::{drawer, entry};
use crate::{Batch, Drawer, Fault, LedgerError, Place, SealedEntry, Sizes, Store};

const DATABASE: &str = "ledger.sqlite";
/// "ecab": tells this file from any other SQLite database.
const APPLICATION_ID: i64 = 0x6563_6162;
const SCHEMA: i64 = 1;
const READERS_MAX: u32 = 4;
/// Rows that a reader's own thread brings before it waits for whoever takes them.
const ROWS_AHEAD: usize = 1024;

/// `drawer_spare` is empty outside of [`Store::scrub`]. `drawer_version` holds one number for all drawers, so that no
/// version ever comes back and a drawer deleted and made again is not taken for the old one.
const TABLES: [&str; 6] = [
    "CREATE TABLE entry (log TEXT NOT NULL, seq INTEGER NOT NULL, time_ms INTEGER NOT NULL, leaf BLOB NOT NULL,
     payload BLOB NOT NULL, leaf_hash BLOB NOT NULL, PRIMARY KEY (log, seq)) STRICT",
    "CREATE TABLE text (id BLOB NOT NULL PRIMARY KEY, sealed BLOB NOT NULL) STRICT",
    "CREATE TABLE drawer (owner TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
     version INTEGER NOT NULL, PRIMARY KEY (owner, kind, key)) STRICT",
    "CREATE TABLE drawer_spare (owner TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
     version INTEGER NOT NULL) STRICT",
    "CREATE TABLE drawer_version (last INTEGER NOT NULL) STRICT",
    "INSERT INTO drawer_version VALUES (0)",
];

/// A ledger in one SQLite file: `ledger.sqlite` in the data folder, one process a folder by `ledger.lock`.
#[derive(Debug)]
pub struct SqliteStore {
    /// The one write connection; none when opened for reading.
    writer: Option<SqlitePool>,
    readers: SqlitePool,
    folder: PathBuf,
    /// A commit failed, so the write-ahead log may hold what the disk does not, or what was never committed:
    /// [`SqliteStore::settle`] before anything is told or written.
    in_doubt: AtomicBool,
    lock: Mutex<Option<File>>,
}

/// A turn where nobody else can have one.
#[derive(Debug)]
pub struct SqliteTurn {
    log: String,
}

impl SqliteStore {
    /// Opens the ledger in `folder`, making both where they are missing.
    ///
    /// # Errors
    /// [`LedgerError::AlreadyOpen`], [`LedgerError::Schema`], [`LedgerError::Folder`], [`LedgerError::Database`].
    pub async fn open(folder: &Path) -> Result<SqliteStore, LedgerError> {
        make_folder(folder)?;
        let lock = Some(lock_alone(folder)?);
        let database = folder.join(DATABASE);
        // SQLite would make it readable for others; its log files take the mode from it.
        open_file(&database)?;
        let options = SqliteConnectOptions::new()
            .filename(&database)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON")
            .row_buffer_size(ROWS_AHEAD)
            .disable_statement_logging();
        let writer = pool(1).connect_with(options.clone()).await?;
        let mut connection = writer.acquire().await?;
        prepare(&mut connection).await?;
        drop(connection);
        sync_folder(folder)?;
        let readers = pool(READERS_MAX).connect_with(options.pragma("query_only", "ON")).await?;
        // A process that was killed leaves what it wrote and did not sync, readable like the rest.
        let (folder, in_doubt) = (folder.to_path_buf(), AtomicBool::new(true));
        let store = SqliteStore { writer: Some(writer), readers, folder, in_doubt, lock: Mutex::new(lock) };
        match store.settle().await {
            // No room to take the log in: what it holds is synced where it lies, so that reading goes on.
            Err(error) if error.is_full() => store.sync_log()?,
            settled => settled?,
        }
        store.in_doubt.store(false, Ordering::Release);
        Ok(store)
    }

    /// Opens the ledger in `folder` of a stopped system to read it; several may at once. A folder that cannot be written
    /// serves too, if the system was stopped in order.
    ///
    /// # Errors
    /// [`LedgerError::NoLedger`], and as [`SqliteStore::open`].
    pub async fn open_for_reading(folder: &Path) -> Result<SqliteStore, LedgerError> {
        let database = folder.join(DATABASE);
        if !database.exists() {
            return Err(LedgerError::NoLedger(folder.to_path_buf()));
        }
        let lock = lock_shared(folder)?;
        let log = fs::metadata(folder.join(format!("{DATABASE}-wal")));
        // Without a log to take in, nothing at all need be written beside the database.
        let whole = log.map_or(true, |log| log.len() == 0);
        let options = SqliteConnectOptions::new()
            .filename(&database)
            .read_only(true)
            .immutable(whole)
            .pragma("temp_store", "MEMORY")
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON")
            .row_buffer_size(ROWS_AHEAD)
            .disable_statement_logging();
        let readers = pool(READERS_MAX).connect_with(options).await?;
        let mut connection = readers.acquire().await?;
        match schema(&mut connection).await? {
            (APPLICATION_ID, SCHEMA) => {}
            (APPLICATION_ID, version) => return Err(LedgerError::Schema(version)),
            _ => return Err(LedgerError::NoLedger(folder.to_path_buf())),
        }
        drop(connection);
        let (folder, in_doubt) = (folder.to_path_buf(), AtomicBool::new(false));
        Ok(SqliteStore { writer: None, readers, folder, in_doubt, lock: Mutex::new(lock) })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.readers.is_closed()
    }

    async fn writer(&self) -> Result<PoolConnection<Sqlite>, LedgerError> {
        let writer = self.writer.as_ref().ok_or(LedgerError::ReadingOnly)?;
        Ok(writer.acquire().await?)
    }

    /// Makes durable whatever can be read, and forgets what a failed commit left in the write-ahead log.
    ///
    /// After a failed sync the system may call pages clean that never reached the disk: another sync of the same file would
    /// succeed and prove nothing. So what the log holds is written anew, into the database, and synced there; then the
    /// log is cut to nothing, and that synced too, so that no power cut brings back what was told to be not recorded.
    async fn settle(&self) -> Result<(), LedgerError> {
        if !self.in_doubt.load(Ordering::Acquire) {
            return Ok(());
        }
        let mut connection = self.writer().await?;
        take_log_in(&mut connection).await?;
        drop(connection);
        self.sync_log()?;
        self.in_doubt.store(false, Ordering::Release);
        Ok(())
    }

    fn sync_log(&self) -> Result<(), LedgerError> {
        let log = self.folder.join(format!("{DATABASE}-wal"));
        match File::open(&log).and_then(|log| log.sync_all()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(folder_error(&log, error)),
            _ => Ok(()),
        }
    }

    /// Gives the connection back, or throws it away after a failure of the database: SQLite rolls some transactions back by
    /// itself, and the connection would then believe for ever that it is in one.
    async fn end_write<T>(
        &self,
        connection: PoolConnection<Sqlite>,
        result: Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        if let Err(LedgerError::OutcomeUnknown(_)) = &result {
            self.in_doubt.store(true, Ordering::Release);
        }
        if let Err(LedgerError::Database(_) | LedgerError::OutcomeUnknown(_)) = &result {
            // The failure to be told is the one that came before.
            let _ = connection.close().await;
        }
        result
    }
}

impl Store for SqliteStore {
    /// One process a folder, and one `Log` writes a log: whoever asks has it.
    type Turn = SqliteTurn;

    fn is_shared(&self) -> bool {
        false
    }

    async fn turn(&self, log: &str) -> Result<SqliteTurn, LedgerError> {
        // Whoever has the turn decides on what holds.
        self.settle().await?;
        Ok(SqliteTurn { log: log.to_owned() })
    }

    async fn entries_in_turn(&self, turn: &mut SqliteTurn, from: u64) -> Result<Vec<SealedEntry>, LedgerError> {
        self.entries(&turn.log, from, u32::MAX).await
    }

    async fn commit_in_turn(&self, _: SqliteTurn, batch: Batch) -> Result<Vec<u64>, LedgerError> {
        self.commit(batch).await
    }

    async fn end_turn(&self, _: SqliteTurn) {}

    async fn changed(&self) {
        std::future::pending().await
    }

    async fn logs(&self) -> Result<Vec<String>, LedgerError> {
        Ok(sqlx::query_scalar("SELECT log FROM entry WHERE seq = 0 ORDER BY log").fetch_all(&self.readers).await?)
    }

    async fn commit(&self, batch: Batch) -> Result<Vec<u64>, LedgerError> {
        self.settle().await?;
        let mut connection = self.writer().await?;
        let result = write::batch(&mut connection, &batch).await;
        self.end_write(connection, result).await
    }

    async fn entries(&self, log: &str, from: u64, limit: u32) -> Result<Vec<SealedEntry>, LedgerError> {
        // Nobody may take for the record, or publish, what a failed sync left in doubt.
        self.settle().await?;
        let rows = sqlx::query(
            "SELECT seq, time_ms, leaf, payload, leaf_hash FROM entry WHERE log = ? AND seq >= ?
             ORDER BY seq LIMIT ?",
        )
        .bind(log)
        // A number beyond SQLite's is beyond every entry.
        .bind(i64::try_from(from).unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| entry(log, row)).collect()
    }

    async fn last(&self, log: &str) -> Result<Option<SealedEntry>, LedgerError> {
        // Whoever asks after a failure wants to know what holds.
        self.settle().await?;
        let row = sqlx::query(
            "SELECT seq, time_ms, leaf, payload, leaf_hash FROM entry WHERE log = ?
             ORDER BY seq DESC LIMIT 1",
        )
        .bind(log)
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| entry(log, &row)).transpose()
    }

    async fn leaf_hashes(&self, log: &str, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, LedgerError> {
        let rows = sqlx::query("SELECT seq, leaf_hash FROM entry WHERE log = ? AND seq >= ? ORDER BY seq LIMIT ?")
            .bind(log)
            .bind(i64::try_from(from).unwrap_or(i64::MAX))
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().zip(from..).map(|(row, seq)| leaf_hash(log, row, seq)).collect()
    }

    async fn sizes(&self, log: &str, from: u64) -> Result<Sizes, LedgerError> {
        let row = sqlx::query(
            "SELECT count(*), coalesce(sum(length(leaf) + length(payload)), 0) FROM entry WHERE log = ? AND seq >= ?",
        )
        .bind(log)
        .bind(i64::try_from(from).unwrap_or(i64::MAX))
        .fetch_one(&self.readers)
        .await?;
        let column = |at: usize| Ok::<_, LedgerError>(u64::try_from(row.try_get::<i64, _>(at)?).unwrap_or_default());
        Ok(Sizes { entries: column(0)?, bytes: column(1)? })
    }

    async fn stored_bytes(&self) -> Result<u64, LedgerError> {
        // The write-ahead log is a part of the database until it is taken in.
        let files = ["", "-wal"].map(|ending| self.folder.join(format!("{DATABASE}{ending}")));
        Ok(files.iter().filter_map(|file| std::fs::metadata(file).ok()).map(|found| found.len()).sum())
    }

    async fn texts(&self, ids: &[Uuid]) -> Result<Vec<(Uuid, Vec<u8>)>, LedgerError> {
        let mut connection = self.readers.acquire().await?;
        let mut texts = Vec::with_capacity(ids.len());
        for id in ids {
            let sealed = sqlx::query_scalar("SELECT sealed FROM text WHERE id = ?")
                .bind(id.as_bytes().as_slice())
                .fetch_optional(&mut *connection)
                .await?;
            texts.extend(sealed.map(|sealed| (*id, sealed)));
        }
        Ok(texts)
    }

    async fn drawer(&self, place: &Place) -> Result<Option<Drawer>, LedgerError> {
        let row = sqlx::query("SELECT key, value, version FROM drawer WHERE owner = ? AND kind = ? AND key = ?")
            .bind(&place.owner)
            .bind(&place.kind)
            .bind(&place.key)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| drawer(&row)).transpose()
    }

    async fn drawers_at(&self, places: &[Place]) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        let mut connection = self.readers.acquire().await?;
        let mut found = Vec::with_capacity(places.len());
        for place in places {
            let row = sqlx::query("SELECT key, value, version FROM drawer WHERE owner = ? AND kind = ? AND key = ?")
                .bind(&place.owner)
                .bind(&place.kind)
                .bind(&place.key)
                .fetch_optional(&mut *connection)
                .await?;
            if let Some(row) = row {
                found.push((place.clone(), drawer(&row)?));
            }
        }
        Ok(found)
    }

    async fn drawers(&self, owner: &str, kind: &str) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        let rows = sqlx::query("SELECT key, value, version FROM drawer WHERE owner = ? AND kind = ? ORDER BY key")
            .bind(owner)
            .bind(kind)
            .fetch_all(&self.readers)
            .await?;
        let found = rows.iter().map(|row| {
            let place = Place { owner: owner.to_owned(), kind: kind.to_owned(), key: row.try_get("key")? };
            Ok((place, drawer(row)?))
        });
        found.collect()
    }

    async fn drawers_of_kind(&self, kind: &str) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        let rows = sqlx::query("SELECT owner, key, value, version FROM drawer WHERE kind = ? ORDER BY owner, key")
            .bind(kind)
            .fetch_all(&self.readers)
            .await?;
        let found = rows.iter().map(|row| {
            let place = Place { owner: row.try_get("owner")?, kind: kind.to_owned(), key: row.try_get("key")? };
            Ok((place, drawer(row)?))
        });
        found.collect()
    }

    async fn lay_drawers(&self, drawers: &[(Place, Drawer)], last_version: u64) -> Result<(), LedgerError> {
        self.settle().await?;
        let mut connection = self.writer().await?;
        let result = lay_drawers(&mut connection, drawers, last_version).await;
        self.end_write(connection, result).await
    }

    /// `secure_delete` overwrites a row where it lies, but not the copies that SQLite leaves in the free space of a page
    /// that it packs anew, nor the write-ahead log. So every row is moved to the spare table and back, which
    /// frees, and so overwrites, every page that ever held a drawer; then the log is taken in and cut to nothing.
    async fn scrub(&self) -> Result<(), LedgerError> {
        self.settle().await?;
        let mut connection = self.writer().await?;
        let result = move_drawers(&mut connection).await;
        self.end_write(connection, result).await?;
        take_log_in(&mut *self.writer().await?).await
    }

    async fn unsound(&self) -> Result<Option<String>, LedgerError> {
        let told: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&self.readers).await?;
        Ok((told != "ok").then_some(told))
    }

    async fn close(&self) {
        self.readers.close().await;
        if let Some(writer) = &self.writer {
            writer.close().await;
        }
        // Last, so that nobody else opens the folder before SQLite has put its files in order.
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = lock.take() {
            unlock(&file);
        }
    }
}

/// A connection that sees the ledger in `folder` as it stands now, and no more than that, until it is closed.
pub(crate) async fn one_moment(folder: &Path) -> Result<SqliteConnection, LedgerError> {
    let database = folder.join(DATABASE);
    if !database.exists() {
        return Err(LedgerError::NoLedger(folder.to_path_buf()));
    }
    let options = SqliteConnectOptions::new()
        .filename(&database)
        .read_only(true)
        .pragma("temp_store", "MEMORY")
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    sqlx::query("BEGIN").execute(&mut connection).await?;
    // The first reading chooses the moment.
    match schema(&mut connection).await? {
        (APPLICATION_ID, SCHEMA) => Ok(connection),
        (APPLICATION_ID, version) => Err(LedgerError::Schema(version)),
        _ => Err(LedgerError::NoLedger(folder.to_path_buf())),
    }
}

/// Takes the write-ahead log into the database and cuts it to nothing.
async fn take_log_in(connection: &mut SqliteConnection) -> Result<(), LedgerError> {
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await?;
    match row.try_get::<i64, _>(0)? {
        0 => Ok(()),
        _ => Err(LedgerError::StillRead),
    }
}

async fn lay_drawers(
    connection: &mut SqliteConnection,
    drawers: &[(Place, Drawer)],
    last_version: u64,
) -> Result<(), LedgerError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    for (place, Drawer { value, version }) in drawers {
        sqlx::query("INSERT INTO drawer (owner, kind, key, value, version) VALUES (?, ?, ?, ?, ?)")
            .bind(&place.owner)
            .bind(&place.kind)
            .bind(&place.key)
            .bind(value.as_slice())
            .bind(i64::try_from(*version).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
    }
    sqlx::query("UPDATE drawer_version SET last = max(last, ?)")
        .bind(i64::try_from(last_version).unwrap_or(i64::MAX))
        .execute(&mut *transaction)
        .await?;
    write::finish(transaction).await
}

async fn move_drawers(connection: &mut SqliteConnection) -> Result<(), LedgerError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    // A DELETE without a condition clears whole pages; one with a condition would go row by row.
    for statement in [
        "INSERT INTO drawer_spare SELECT owner, kind, key, value, version FROM drawer",
        "DELETE FROM drawer",
        "INSERT INTO drawer (owner, kind, key, value, version)
         SELECT owner, kind, key, value, version FROM drawer_spare ORDER BY owner, kind, key",
        "DELETE FROM drawer_spare",
    ] {
        sqlx::query(statement).execute(&mut *transaction).await?;
    }
    write::finish(transaction).await
}

fn leaf_hash(log: &str, row: &SqliteRow, seq: u64) -> Result<[u8; 32], LedgerError> {
    let damaged = |fault| LedgerError::Damaged { log: log.to_owned(), seq, fault };
    let found: i64 = row.try_get("seq")?;
    if u64::try_from(found) != Ok(seq) {
        return Err(damaged(Fault::Missing { found: found.unsigned_abs() }));
    }
    let hash: Vec<u8> = row.try_get("leaf_hash")?;
    hash.try_into().map_err(|_| damaged(Fault::Row))
}

/// SQLite's word for a disk that takes no more.
const FULL: &str = "13";

pub(crate) fn is_full(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == FULL)
}

fn pool(connections_max: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(connections_max).idle_timeout(None).max_lifetime(None)
}

/// Makes the tables, or checks that they are of this version.
async fn prepare(connection: &mut SqliteConnection) -> Result<(), LedgerError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    match schema(&mut transaction).await? {
        (APPLICATION_ID, SCHEMA) => return Ok(()),
        (0, 0) => {}
        (_, version) => return Err(LedgerError::Schema(version)),
    }
    for statement in TABLES {
        sqlx::query(statement).execute(&mut *transaction).await?;
    }
    for mark in [format!("PRAGMA application_id = {APPLICATION_ID}"), format!("PRAGMA user_version = {SCHEMA}")] {
        sqlx::query(AssertSqlSafe(mark)).execute(&mut *transaction).await?;
    }
    Ok(transaction.commit().await?)
}

async fn schema(connection: &mut SqliteConnection) -> Result<(i64, i64), LedgerError> {
    let application = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    let version = sqlx::query_scalar("PRAGMA user_version").fetch_one(connection).await?;
    Ok((application, version))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: u128, bytes: usize) -> Batch {
        Batch { texts: vec![(Uuid::from_u128(number), vec![7; bytes])], ..Batch::default() }
    }

    /// SQLite ends the transaction itself when the disk is full; the next act must find a working connection.
    #[tokio::test]
    async fn a_full_disk_refuses_the_batch_and_not_the_next_one() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).await.unwrap();
        store.commit(text(1, 100)).await.unwrap();
        let mut connection = store.writer().await.unwrap();
        sqlx::query("PRAGMA max_page_count = 20").execute(&mut *connection).await.unwrap();
        drop(connection);
        let full = store.commit(text(2, 1_000_000)).await;
        assert!(matches!(full, Err(LedgerError::Database(_))), "{full:?}");
        store.commit(text(3, 100)).await.unwrap();
        let ids = [1, 2, 3].map(Uuid::from_u128);
        let found = store.texts(&ids).await.unwrap();
        let found: Vec<_> = found.iter().map(|(id, _)| *id).collect();
        assert_eq!(found, [ids[0], ids[2]]);
    }

    #[tokio::test]
    async fn the_writer_is_set_as_durability_and_erasure_need() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).await.unwrap();
        let mut connection = store.writer().await.unwrap();
        for (question, answer) in [
            ("PRAGMA synchronous", 2),
            ("PRAGMA secure_delete", 1),
            ("PRAGMA temp_store", 2),
            ("PRAGMA trusted_schema", 0),
        ] {
            let found: i64 = sqlx::query_scalar(question).fetch_one(&mut *connection).await.unwrap();
            assert_eq!(found, answer, "{question}");
        }
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *connection).await.unwrap();
        assert_eq!(mode, "wal");
        drop(connection);
        let written = sqlx::query("DELETE FROM entry").execute(&store.readers).await;
        assert!(written.is_err(), "readers cannot write");
    }
}
