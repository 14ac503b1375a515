//! Rows as they come out of PostgreSQL.

use sqlx::Row;
use sqlx::postgres::PgRow;

use crate::{Fault, LedgerError};

pub(super) fn failed(error: sqlx::Error) -> LedgerError {
    LedgerError::Database(error)
}

/// PostgreSQL's numbers have a sign; ours beyond its largest are beyond every row.
pub(super) fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// The stored leaf hash of a row, which must be of the entry that is due.
pub(super) fn leaf_hash(log: &str, row: &PgRow, due: u64) -> Result<[u8; 32], LedgerError> {
    let number: i64 = row.try_get("seq")?;
    let hash: Vec<u8> = row.try_get("leaf_hash")?;
    let damaged = |fault| LedgerError::Damaged { log: log.to_owned(), seq: due, fault };
    let found = u64::try_from(number).map_err(|_| damaged(Fault::Row))?;
    if found != due {
        return Err(damaged(Fault::Missing { found }));
    }
    hash.try_into().map_err(|_| damaged(Fault::Row))
}
