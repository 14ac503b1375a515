//! The whole ledger as it stood at one moment, read beside a system that goes on: for a backup.

use std::path::Path;

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Connection, Row};
use uuid::Uuid;

use crate::rows::{drawer, entry};
use crate::{Drawer, LedgerError, Place, SealedEntry, postgres, sqlite};

/// Every row of one moment. What is committed later is not seen; nobody is held up but who scrubs.
#[derive(Debug)]
pub struct Still(Held);

#[derive(Debug)]
enum Held {
    Sqlite(Box<SqliteConnection>),
    Postgres(Box<PgConnection>),
}

/// After which text the next ones come. Where the store keeps the order in which texts were written, this is it; else
/// it is the order of their ids.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextsAfter(Option<Last>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Row(i64),
    Id(Uuid),
}

const ENTRIES: &str =
    "SELECT seq, time_ms, leaf, payload, leaf_hash FROM entry WHERE log = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
const DRAWERS: &str = "SELECT owner, kind, key, value, version FROM drawer
    WHERE (owner, kind, key) > ($1, $2, $3) ORDER BY owner, kind, key LIMIT $4";

impl Still {
    /// Of the ledger in `folder`, whether it is served or not.
    ///
    /// # Errors
    /// [`LedgerError::NoLedger`], and whatever the database gives.
    pub async fn of_folder(folder: &Path) -> Result<Still, LedgerError> {
        Ok(Still(Held::Sqlite(Box::new(sqlite::one_moment(folder).await?))))
    }

    /// Of the ledger in the PostgreSQL database at `address`, whatever nodes run.
    ///
    /// # Errors
    /// [`LedgerError::Address`], [`LedgerError::NoTables`], and whatever the database gives.
    pub async fn of_database(address: &str) -> Result<Still, LedgerError> {
        Ok(Still(Held::Postgres(Box::new(postgres::one_moment(address).await?))))
    }

    /// The names of all logs that have entries, in order, and how many entries each has.
    ///
    /// # Errors
    /// Whatever the database gives.
    pub async fn logs(&mut self) -> Result<Vec<(String, u64)>, LedgerError> {
        const LOGS: &str = "SELECT log, max(seq) + 1 FROM entry GROUP BY log ORDER BY log";
        let rows: Vec<(String, i64)> = match &mut self.0 {
            Held::Sqlite(connection) => sqlx::query_as(LOGS).fetch_all(&mut **connection).await?,
            Held::Postgres(connection) => sqlx::query_as(LOGS).fetch_all(&mut **connection).await?,
        };
        Ok(rows.into_iter().map(|(log, size)| (log, size.unsigned_abs())).collect())
    }

    /// At most `limit` entries of `log` numbered `from` or more, in order.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] for a row that holds no entry, and whatever the database gives.
    pub async fn entries(&mut self, log: &str, from: u64, limit: u32) -> Result<Vec<SealedEntry>, LedgerError> {
        let from = i64::try_from(from).unwrap_or(i64::MAX);
        match &mut self.0 {
            Held::Sqlite(connection) => {
                let rows = sqlx::query(ENTRIES).bind(log).bind(from).bind(i64::from(limit));
                rows.fetch_all(&mut **connection).await?.iter().map(|row| entry(log, row)).collect()
            }
            Held::Postgres(connection) => {
                let rows = sqlx::query(ENTRIES).bind(log).bind(from).bind(i64::from(limit));
                rows.fetch_all(&mut **connection).await?.iter().map(|row| entry(log, row)).collect()
            }
        }
    }

    /// At most `limit` texts after those that were given, and after which the next ones come.
    ///
    /// # Errors
    /// Whatever the database gives.
    pub async fn texts(
        &mut self,
        after: TextsAfter,
        limit: u32,
    ) -> Result<(Vec<(Uuid, Vec<u8>)>, TextsAfter), LedgerError> {
        let limit = i64::from(limit);
        match &mut self.0 {
            Held::Sqlite(connection) => {
                let row = if let Some(Last::Row(row)) = after.0 { row } else { i64::MIN };
                let rows = sqlx::query("SELECT rowid, id, sealed FROM text WHERE rowid > $1 ORDER BY rowid LIMIT $2");
                let rows = rows.bind(row).bind(limit).fetch_all(&mut **connection).await?;
                let last = rows.last().map(|row| row.try_get("rowid")).transpose()?.map(Last::Row);
                let texts = rows.iter().map(|row: &SqliteRow| Ok((id(row.try_get("id")?)?, row.try_get("sealed")?)));
                Ok((texts.collect::<Result<_, LedgerError>>()?, TextsAfter(last.or(after.0))))
            }
            Held::Postgres(connection) => {
                let last = if let Some(Last::Id(id)) = after.0 { id.as_bytes().to_vec() } else { Vec::new() };
                let rows = sqlx::query("SELECT id, sealed FROM text WHERE id > $1 ORDER BY id LIMIT $2");
                let rows = rows.bind(last).bind(limit).fetch_all(&mut **connection).await?;
                let texts = rows.iter().map(|row: &PgRow| Ok((id(row.try_get("id")?)?, row.try_get("sealed")?)));
                let texts = texts.collect::<Result<Vec<(Uuid, Vec<u8>)>, LedgerError>>()?;
                let last = texts.last().map(|(id, _)| Last::Id(*id));
                Ok((texts, TextsAfter(last.or(after.0))))
            }
        }
    }

    /// At most `limit` drawers after `after`, by owner, kind and key as bytes.
    ///
    /// # Errors
    /// Whatever the database gives.
    pub async fn drawers(&mut self, after: Option<&Place>, limit: u32) -> Result<Vec<(Place, Drawer)>, LedgerError> {
        let nowhere = Place { owner: String::new(), kind: String::new(), key: String::new() };
        let after = after.unwrap_or(&nowhere);
        let query = (&after.owner, &after.kind, &after.key, i64::from(limit));
        match &mut self.0 {
            Held::Sqlite(connection) => {
                let rows = sqlx::query(DRAWERS).bind(query.0).bind(query.1).bind(query.2).bind(query.3);
                let rows = rows.fetch_all(&mut **connection).await?;
                rows.iter().map(|row| Ok((place(row)?, drawer(row)?))).collect()
            }
            Held::Postgres(connection) => {
                let rows = sqlx::query(DRAWERS).bind(query.0).bind(query.1).bind(query.2).bind(query.3);
                let rows = rows.fetch_all(&mut **connection).await?;
                rows.iter().map(|row| Ok((place(row)?, drawer(row)?))).collect()
            }
        }
    }

    /// The version that a drawer got last, so that none comes back after a restoration.
    ///
    /// # Errors
    /// Whatever the database gives.
    pub async fn last_version(&mut self) -> Result<u64, LedgerError> {
        let last: i64 = match &mut self.0 {
            Held::Sqlite(connection) => {
                sqlx::query_scalar("SELECT last FROM drawer_version").fetch_one(&mut **connection).await?
            }
            // The sequence counts on beside the moment that is read: never too little.
            Held::Postgres(connection) => {
                sqlx::query_scalar("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM drawer_version")
                    .fetch_one(&mut **connection)
                    .await?
            }
        };
        Ok(last.unsigned_abs())
    }

    /// Lets the moment go.
    ///
    /// # Errors
    /// Whatever the database gives; nothing was written.
    pub async fn close(self) -> Result<(), LedgerError> {
        match self.0 {
            Held::Sqlite(connection) => connection.close().await?,
            Held::Postgres(connection) => connection.close().await?,
        }
        Ok(())
    }
}

fn id(bytes: Vec<u8>) -> Result<Uuid, LedgerError> {
    Uuid::from_slice(&bytes).map_err(|error| sqlx::Error::Decode(error.into()).into())
}

fn place<'r, R: Row>(row: &'r R) -> Result<Place, sqlx::Error>
where
    &'static str: sqlx::ColumnIndex<R>,
    String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    Ok(Place { owner: row.try_get("owner")?, kind: row.try_get("kind")?, key: row.try_get("key")? })
}
