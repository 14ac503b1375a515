//! The tables in PostgreSQL, and how a server must be set to hold a ledger.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use super::read::failed;
use crate::LedgerError;

/// The namespace of all tables.
pub(super) const NAMESPACE: &str = "ecabinet";
/// Where word of new entries, and of drawers that every node must know of, is spread.
pub(super) const CHANNEL: &str = "ecabinet_changed";
/// Drawers of this owner are looked at by every node at once.
const WATCHED_OWNER: &str = "sessions";
const SCHEMA: i32 = 1;
/// Any constant: only one process at a time makes the tables.
const MAKING: i64 = 0x6563_6162_0001;
/// With the hash of a log's name: held by the one process that writes it.
pub(super) const CLAIM: i32 = 0x6563_6162;
/// Held by every process that is at work on the database.
pub(super) const AT_WORK: i64 = 0x6563_6162_0002;

/// As in SQLite, but that a sequence counts the versions of drawers: a row would hold writers up until the other's end.
fn tables() -> [String; 8] {
    [
        "CREATE TABLE schema_version (version INT NOT NULL)".to_owned(),
        format!("INSERT INTO schema_version VALUES ({SCHEMA})"),
        "CREATE TABLE entry (log TEXT COLLATE \"C\" NOT NULL, seq BIGINT NOT NULL, time_ms BIGINT NOT NULL,
         leaf BYTEA NOT NULL, payload BYTEA NOT NULL, leaf_hash BYTEA NOT NULL, PRIMARY KEY (log, seq))"
            .to_owned(),
        "CREATE TABLE text (id BYTEA NOT NULL PRIMARY KEY, sealed BYTEA NOT NULL)".to_owned(),
        "CREATE TABLE drawer (owner TEXT COLLATE \"C\" NOT NULL, kind TEXT COLLATE \"C\" NOT NULL,
         key TEXT COLLATE \"C\" NOT NULL, value BYTEA NOT NULL, version BIGINT NOT NULL,
         PRIMARY KEY (owner, kind, key))"
            .to_owned(),
        "CREATE SEQUENCE drawer_version".to_owned(),
        format!(
            "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN PERFORM pg_notify('{CHANNEL}', TG_TABLE_NAME); RETURN NULL; END $$"
        ),
        format!(
            "CREATE TRIGGER entry_tells AFTER INSERT ON entry FOR EACH STATEMENT EXECUTE FUNCTION tell();
             CREATE TRIGGER drawer_tells AFTER INSERT OR UPDATE ON drawer FOR EACH ROW
             WHEN (NEW.owner = '{WATCHED_OWNER}') EXECUTE FUNCTION tell()"
        ),
    ]
}

/// Makes the tables, or checks that they are of this version.
pub(super) async fn prepare(connection: &mut PgConnection) -> Result<(), LedgerError> {
    let mut transaction = connection.begin().await.map_err(failed)?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(MAKING).execute(&mut *transaction).await.map_err(failed)?;
    if made(&mut transaction).await? {
        return check(&mut transaction).await;
    }
    let namespace = format!("CREATE SCHEMA IF NOT EXISTS {NAMESPACE}");
    sqlx::raw_sql(AssertSqlSafe(namespace)).execute(&mut *transaction).await.map_err(failed)?;
    for statement in tables() {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *transaction).await.map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)
}

pub(super) async fn made(connection: &mut PgConnection) -> Result<bool, LedgerError> {
    let there = sqlx::query_scalar("SELECT to_regclass('schema_version') IS NOT NULL");
    there.fetch_one(connection).await.map_err(failed)
}

/// Refuses tables of another version.
pub(super) async fn check(connection: &mut PgConnection) -> Result<(), LedgerError> {
    let version: i32 =
        sqlx::query_scalar("SELECT version FROM schema_version").fetch_one(connection).await.map_err(failed)?;
    if version == SCHEMA { Ok(()) } else { Err(LedgerError::Schema(version.into())) }
}

/// How safe the server keeps what it has committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standby {
    /// One server: what it committed is as safe as its disk.
    Alone,
    /// Every commit waits until a standby has it on its disk too.
    Synchronous,
}

/// Asks the server how it keeps what it commits.
///
/// # Errors
/// [`LedgerError::Unsafe`] where the server is set to lose commits at a power cut.
pub(super) async fn standby(connection: &mut PgConnection) -> Result<Standby, LedgerError> {
    for setting in ["fsync", "full_page_writes"] {
        let found: String = sqlx::query_scalar("SELECT current_setting($1)")
            .bind(setting)
            .fetch_one(&mut *connection)
            .await
            .map_err(failed)?;
        if found != "on" {
            return Err(LedgerError::Unsafe(setting));
        }
    }
    let names: String = sqlx::query_scalar("SELECT current_setting('synchronous_standby_names')")
        .fetch_one(connection)
        .await
        .map_err(failed)?;
    Ok(if names.trim().is_empty() { Standby::Alone } else { Standby::Synchronous })
}
