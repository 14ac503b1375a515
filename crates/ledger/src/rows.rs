//! Rows as they come out of either database.

use sqlx::{ColumnIndex, Decode, Row, Type};

use crate::{Drawer, Fault, LedgerError, SealedEntry};

/// An entry of this log.
pub(crate) fn entry<'r, R>(log: &str, row: &'r R) -> Result<SealedEntry, LedgerError>
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    let number: i64 = row.try_get("seq")?;
    let hash: Vec<u8> = row.try_get("leaf_hash")?;
    let damaged = || LedgerError::Damaged { log: log.to_owned(), seq: number.unsigned_abs(), fault: Fault::Row };
    Ok(SealedEntry {
        log: log.to_owned(),
        seq: u64::try_from(number).map_err(|_| damaged())?,
        time_ms: row.try_get("time_ms")?,
        leaf: row.try_get("leaf")?,
        payload: row.try_get("payload")?,
        leaf_hash: hash.try_into().map_err(|_| damaged())?,
    })
}

/// What lies in a drawer.
pub(crate) fn drawer<'r, R>(row: &'r R) -> Result<Drawer, LedgerError>
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    let version: i64 = row.try_get("version")?;
    Ok(Drawer { value: row.try_get("value")?, version: version.unsigned_abs() })
}
