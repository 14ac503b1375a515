//! A batch on its way into PostgreSQL: few statements, as each one is a journey to the server and back.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::Row;
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::read::{failed, number};
use crate::{Batch, Drawer, DrawerWrite, LedgerError, Place, SealedEntry};

/// Writes a batch within a transaction; gives the version of every drawer written.
pub(super) async fn rows(connection: &mut PgConnection, batch: &Batch) -> Result<Vec<u64>, LedgerError> {
    for (log, entries) in by_log(&batch.entries) {
        append(connection, log, &entries).await?;
    }
    if !batch.texts.is_empty() {
        texts(connection, &batch.texts).await?;
    }
    drawers(connection, &batch.drawers).await
}

/// The logs to which a batch appends, in an order that is the same for everybody.
pub(super) fn logs(batch: &Batch) -> BTreeSet<&str> {
    batch.entries.iter().map(|entry| entry.log.as_str()).collect()
}

fn by_log(entries: &[SealedEntry]) -> BTreeMap<&str, Vec<&SealedEntry>> {
    let mut logs: BTreeMap<&str, Vec<&SealedEntry>> = BTreeMap::new();
    for entry in entries {
        logs.entry(entry.log.as_str()).or_default().push(entry);
    }
    logs
}

/// Appends entries if they follow the last one of their log, in one statement.
async fn append(connection: &mut PgConnection, log: &str, entries: &[&SealedEntry]) -> Result<(), LedgerError> {
    let first = entries.first().map_or(0, |entry| entry.seq);
    if let Some((entry, due)) = entries.iter().zip(first..).find(|(entry, due)| entry.seq != *due) {
        // What stood before them decides first.
        follows(connection, log, first).await?;
        return Err(out_of_order(log, entry.seq, due));
    }
    let written = sqlx::query(
        "INSERT INTO entry (log, seq, time_ms, leaf, payload, leaf_hash)
         SELECT $1, given.* FROM unnest($2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bytea[]) AS given
         WHERE (SELECT coalesce(max(seq) + 1, 0) FROM entry WHERE log = $1) = $7",
    )
    .bind(log)
    .bind(entries.iter().map(|entry| number(entry.seq)).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.time_ms).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.leaf.as_slice()).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.payload.as_slice()).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.leaf_hash.as_slice()).collect::<Vec<_>>())
    .bind(number(first))
    .execute(&mut *connection)
    .await;
    match written {
        Ok(done) if done.rows_affected() == 0 => {
            follows(connection, log, first).await?;
            Err(LedgerError::EntryConflict { log: log.to_owned(), seq: first })
        }
        Ok(_) => Ok(()),
        Err(error) if is_conflict(&error) => Err(LedgerError::EntryConflict { log: log.to_owned(), seq: first }),
        Err(error) => Err(failed(error)),
    }
}

/// Refuses an entry that does not follow the last one of the log.
async fn follows(connection: &mut PgConnection, log: &str, seq: u64) -> Result<(), LedgerError> {
    let size: i64 = sqlx::query_scalar("SELECT coalesce(max(seq) + 1, 0) FROM entry WHERE log = $1")
        .bind(log)
        .fetch_one(connection)
        .await
        .map_err(failed)?;
    let size = size.unsigned_abs();
    if seq == size { Ok(()) } else { Err(out_of_order(log, seq, size)) }
}

fn out_of_order(log: &str, seq: u64, size: u64) -> LedgerError {
    let log = log.to_owned();
    if seq < size { LedgerError::EntryConflict { log, seq } } else { LedgerError::EntryGap { log, seq, size } }
}

async fn texts(connection: &mut PgConnection, texts: &[(Uuid, Vec<u8>)]) -> Result<(), LedgerError> {
    let rows = sqlx::query(
        "INSERT INTO text (id, sealed) SELECT * FROM unnest($1::bytea[], $2::bytea[]) ON CONFLICT DO NOTHING
         RETURNING id",
    )
    .bind(texts.iter().map(|(id, _)| id.as_bytes().as_slice()).collect::<Vec<_>>())
    .bind(texts.iter().map(|(_, sealed)| sealed.as_slice()).collect::<Vec<_>>())
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    let mut written = BTreeSet::new();
    for row in rows {
        written.insert(row.try_get::<Vec<u8>, _>(0)?);
    }
    // Of two with one id in the batch itself the second is taken away from what was written.
    match texts.iter().find(|(id, _)| !written.remove(id.as_bytes().as_slice())) {
        Some((id, _)) => Err(LedgerError::TextConflict(*id)),
        None => Ok(()),
    }
}

/// Changes drawers in order. Those that are written whatever stands there go together, as far as each place comes once.
async fn drawers(connection: &mut PgConnection, writes: &[DrawerWrite]) -> Result<Vec<u64>, LedgerError> {
    let mut versions = Vec::with_capacity(writes.len());
    let mut waiting: Vec<(&Place, &[u8])> = Vec::new();
    for write in writes {
        let plain = write.value.as_deref().filter(|_| write.expected.is_none());
        let again = waiting.iter().any(|(place, _)| **place == write.place);
        if plain.is_none() || again {
            versions.extend(put_all(connection, &std::mem::take(&mut waiting)).await?);
        }
        match plain {
            Some(value) => waiting.push((&write.place, value)),
            None => versions.push(compare_and_set(connection, write).await?),
        }
    }
    versions.extend(put_all(connection, &waiting).await?);
    Ok(versions)
}

/// Puts drawers back where none lie, with the versions that they had; the next version is beyond `last_version`.
pub(super) async fn lay_drawers(
    connection: &mut PgConnection,
    drawers: &[(Place, Drawer)],
    last_version: u64,
) -> Result<(), LedgerError> {
    let column = |of: fn(&Place) -> &str| drawers.iter().map(|(place, _)| of(place)).collect::<Vec<_>>();
    sqlx::query(
        "INSERT INTO drawer (owner, kind, key, value, version)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bigint[])",
    )
    .bind(column(|place| &place.owner))
    .bind(column(|place| &place.kind))
    .bind(column(|place| &place.key))
    .bind(drawers.iter().map(|(_, drawer)| drawer.value.as_slice()).collect::<Vec<_>>())
    .bind(drawers.iter().map(|(_, drawer)| number(drawer.version)).collect::<Vec<_>>())
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    sqlx::query("SELECT setval('drawer_version', greatest($1, (SELECT last_value FROM drawer_version)))")
        .bind(number(last_version).max(1))
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}

async fn put_all(connection: &mut PgConnection, writes: &[(&Place, &[u8])]) -> Result<Vec<u64>, LedgerError> {
    if writes.is_empty() {
        return Ok(Vec::new());
    }
    let column = |of: fn(&Place) -> &str| writes.iter().map(|(place, _)| of(place)).collect::<Vec<_>>();
    let rows = sqlx::query(
        "INSERT INTO drawer (owner, kind, key, value, version)
         SELECT given.*, nextval('drawer_version')
         FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) AS given
         ON CONFLICT (owner, kind, key) DO UPDATE SET value = excluded.value, version = excluded.version
         RETURNING owner, kind, key, version",
    )
    .bind(column(|place| &place.owner))
    .bind(column(|place| &place.kind))
    .bind(column(|place| &place.key))
    .bind(writes.iter().map(|(_, value)| *value).collect::<Vec<_>>())
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    let mut versions = BTreeMap::new();
    for row in rows {
        let place = Place { owner: row.try_get(0)?, kind: row.try_get(1)?, key: row.try_get(2)? };
        versions.insert(place, row.try_get::<i64, _>(3)?.unsigned_abs());
    }
    Ok(writes.iter().map(|(place, _)| versions.get(*place).copied().unwrap_or_default()).collect())
}

/// Changes one drawer if the expected version stands there, or deletes it; gives the new version, 0 for none.
async fn compare_and_set(connection: &mut PgConnection, write: &DrawerWrite) -> Result<u64, LedgerError> {
    let place = &write.place;
    let statement = match (&write.value, write.expected) {
        (Some(_), Some(0)) => {
            "INSERT INTO drawer (owner, kind, key, value, version)
             SELECT $1, $2, $3, $4, nextval('drawer_version') WHERE $5::bigint = 0
             ON CONFLICT DO NOTHING RETURNING version"
        }
        (Some(_), _) => {
            "UPDATE drawer SET value = $4, version = nextval('drawer_version')
             WHERE owner = $1 AND kind = $2 AND key = $3 AND version = $5 RETURNING version"
        }
        (None, Some(_)) => {
            "DELETE FROM drawer WHERE owner = $1 AND kind = $2 AND key = $3 AND $4::bytea IS NULL AND version = $5
             RETURNING 0::bigint"
        }
        (None, None) => {
            "DELETE FROM drawer WHERE owner = $1 AND kind = $2 AND key = $3 AND $4::bytea IS NULL
             AND $5::bigint IS NULL RETURNING 0::bigint"
        }
    };
    let done: Option<i64> = sqlx::query_scalar(statement)
        .bind(&place.owner)
        .bind(&place.kind)
        .bind(&place.key)
        .bind(write.value.as_deref())
        .bind(write.expected.map(number))
        .fetch_optional(&mut *connection)
        .await
        .map_err(failed)?;
    if let Some(version) = done {
        return Ok(version.unsigned_abs());
    }
    let standing: Option<i64> =
        sqlx::query_scalar("SELECT version FROM drawer WHERE owner = $1 AND kind = $2 AND key = $3")
            .bind(&place.owner)
            .bind(&place.kind)
            .bind(&place.key)
            .fetch_optional(connection)
            .await
            .map_err(failed)?;
    let version = standing.unwrap_or(0).unsigned_abs();
    match (&write.value, write.expected) {
        (None, None) => Ok(0),
        (None, Some(0)) if version == 0 => Ok(0),
        _ => Err(LedgerError::DrawerConflict { version }),
    }
}

fn is_conflict(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation())
}
