//! A batch on its way into SQLite: few statements, as each one is a journey to the connection's own thread and back.

use std::collections::BTreeMap;

use sqlx::{Connection, QueryBuilder, Sqlite, SqliteConnection, Transaction};
use uuid::Uuid;

use super::is_full;
use crate::{Batch, DrawerWrite, LedgerError, Place, SealedEntry};

/// Rows that one statement takes: few sizes, so that every statement is one that is prepared already.
const ROWS_AT_ONCE: [usize; 4] = [64, 16, 4, 1];

/// Writes a batch, all or nothing; gives the version of every drawer written.
pub(super) async fn batch(connection: &mut SqliteConnection, batch: &Batch) -> Result<Vec<u64>, LedgerError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    match rows(&mut transaction, batch).await {
        Ok(versions) => finish(transaction).await.map(|()| versions),
        // A rollback that fails after a failure adds nothing: `end_write` throws the connection away.
        Err(error @ LedgerError::Database(_)) => Err(error),
        Err(refusal) => {
            transaction.rollback().await?;
            Err(refusal)
        }
    }
}

pub(super) async fn finish(transaction: Transaction<'_, Sqlite>) -> Result<(), LedgerError> {
    let committed = transaction.commit().await;
    // A full disk refuses a page, and a transaction counts with its last page alone: nothing was committed.
    committed.map_err(
        |error| if is_full(&error) { LedgerError::Database(error) } else { LedgerError::OutcomeUnknown(error) },
    )
}

async fn rows(connection: &mut SqliteConnection, batch: &Batch) -> Result<Vec<u64>, LedgerError> {
    follow(connection, &batch.entries).await?;
    for chunk in chunks(&batch.entries) {
        insert_entries(connection, chunk).await?;
    }
    for chunk in chunks(&batch.texts) {
        insert_texts(connection, chunk).await?;
    }
    let mut versions = Vec::with_capacity(batch.drawers.len());
    for run in batch.drawers.chunk_by(|one, next| laid_anyhow(one) && laid_anyhow(next)) {
        if run.iter().all(laid_anyhow) {
            for chunk in chunks(run) {
                versions.extend(lay(connection, chunk).await?);
            }
        } else {
            for write in run {
                versions.push(write_drawer(connection, write).await?);
            }
        }
    }
    Ok(versions)
}

/// Rows in portions of [`ROWS_AT_ONCE`], in their order.
fn chunks<T>(mut rest: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let many = ROWS_AT_ONCE.into_iter().find(|many| *many <= rest.len())?;
        let (chunk, after) = rest.split_at_checked(many)?;
        rest = after;
        Some(chunk)
    })
}

/// Whether each entry is the next one of its log.
async fn follow(connection: &mut SqliteConnection, entries: &[SealedEntry]) -> Result<(), LedgerError> {
    let mut sizes = BTreeMap::new();
    for entry in entries {
        let size = match sizes.get(&entry.log) {
            Some(size) => *size,
            None => size(connection, &entry.log).await?,
        };
        let (log, seq) = (entry.log.clone(), entry.seq);
        if seq < size {
            return Err(LedgerError::EntryConflict { log, seq });
        }
        if seq != size || i64::try_from(seq).is_err() {
            return Err(LedgerError::EntryGap { log, seq, size });
        }
        sizes.insert(&entry.log, size + 1);
    }
    Ok(())
}

/// Entries that stand in `log`.
async fn size(connection: &mut SqliteConnection, log: &str) -> Result<u64, LedgerError> {
    let last: Option<i64> =
        sqlx::query_scalar("SELECT max(seq) FROM entry WHERE log = ?").bind(log).fetch_one(connection).await?;
    Ok(last.map_or(0, |last| last.unsigned_abs() + 1))
}

async fn insert_entries(connection: &mut SqliteConnection, entries: &[SealedEntry]) -> Result<(), LedgerError> {
    let mut insert = QueryBuilder::new("INSERT INTO entry (log, seq, time_ms, leaf, payload, leaf_hash) ");
    insert.push_values(entries, |mut row, entry| {
        row.push_bind(&entry.log)
            // Larger numbers were refused before.
            .push_bind(i64::try_from(entry.seq).unwrap_or(i64::MAX))
            .push_bind(entry.time_ms)
            .push_bind(entry.leaf.as_slice())
            .push_bind(entry.payload.as_slice())
            .push_bind(entry.leaf_hash.as_slice());
    });
    insert.build().execute(connection).await?;
    Ok(())
}

async fn insert_texts(connection: &mut SqliteConnection, texts: &[(Uuid, Vec<u8>)]) -> Result<(), LedgerError> {
    match try_texts(connection, texts).await {
        // The statement has undone itself: which of its texts it was, each alone tells.
        Err(error) if is_conflict(&error) => {
            for text in texts {
                try_texts(connection, std::slice::from_ref(text)).await.map_err(|error| match is_conflict(&error) {
                    true => LedgerError::TextConflict(text.0),
                    false => error.into(),
                })?;
            }
            Err(error.into())
        }
        other => Ok(other?),
    }
}

async fn try_texts(connection: &mut SqliteConnection, texts: &[(Uuid, Vec<u8>)]) -> Result<(), sqlx::Error> {
    let mut insert = QueryBuilder::new("INSERT INTO text (id, sealed) ");
    insert.push_values(texts, |mut row, (id, sealed)| {
        row.push_bind(id.as_bytes().as_slice()).push_bind(sealed.as_slice());
    });
    insert.build().execute(connection).await.map(drop)
}

fn is_conflict(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation())
}

/// Whether a drawer gets a value whatever lies in it.
fn laid_anyhow(write: &DrawerWrite) -> bool {
    write.expected.is_none() && write.value.is_some()
}

/// Lays values into drawers, whatever lies there; of two for one drawer the later stays.
async fn lay(connection: &mut SqliteConnection, writes: &[DrawerWrite]) -> Result<Vec<u64>, LedgerError> {
    let many = i64::try_from(writes.len()).unwrap_or(i64::MAX);
    let last: i64 = sqlx::query_scalar("UPDATE drawer_version SET last = last + ? RETURNING last")
        .bind(many)
        .fetch_one(&mut *connection)
        .await?;
    let versions = (last.saturating_sub(many)..last).map(|before| before + 1);
    let mut insert = QueryBuilder::new("INSERT INTO drawer (owner, kind, key, value, version) ");
    insert.push_values(writes.iter().zip(versions.clone()), |mut row, (write, version)| {
        let Place { owner, kind, key } = &write.place;
        row.push_bind(owner).push_bind(kind).push_bind(key).push_bind(write.value.as_deref()).push_bind(version);
    });
    insert.push(" ON CONFLICT DO UPDATE SET value = excluded.value, version = excluded.version");
    insert.build().execute(connection).await?;
    Ok(versions.map(i64::unsigned_abs).collect())
}

async fn write_drawer(connection: &mut SqliteConnection, write: &DrawerWrite) -> Result<u64, LedgerError> {
    let place = &write.place;
    let standing: Option<i64> =
        sqlx::query_scalar("SELECT version FROM drawer WHERE owner = ? AND kind = ? AND key = ?")
            .bind(&place.owner)
            .bind(&place.kind)
            .bind(&place.key)
            .fetch_optional(&mut *connection)
            .await?;
    let version = standing.unwrap_or(0).unsigned_abs();
    if write.expected.is_some_and(|expected| expected != version) {
        return Err(LedgerError::DrawerConflict { version });
    }
    if write.value.is_none() {
        sqlx::query("DELETE FROM drawer WHERE owner = ? AND kind = ? AND key = ?")
            .bind(&place.owner)
            .bind(&place.kind)
            .bind(&place.key)
            .execute(connection)
            .await?;
        return Ok(0);
    }
    let laid = lay(connection, std::slice::from_ref(write)).await?;
    Ok(laid.into_iter().next().unwrap_or_default())
}
