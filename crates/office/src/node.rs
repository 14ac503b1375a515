//! One of several nodes on one database: how it follows what the others write.

use crate::error::ActError;
use crate::open::Office;
use crate::premises::Premises;
use crate::published::Halt;
use crate::writer::Job;
use cabinet::Cabinet;
use ledger::{Database, LedgerError, Log};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use vault::{KeyProvider, Site};

/// How long a request waits for an entry that its author has been answered for by another node.
const PATIENCE: Duration = Duration::from_secs(3);
const POSITION_LABEL: &[u8] = b"ecabinet position/1";

/// Where a node keeps what, where it is not all in its data folder.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Its name, of letters, digits and hyphens; each node of one database has its own. None for a single one.
    pub name: Option<String>,
    /// Address of the PostgreSQL database (`postgres://…`); without it the ledger is a file in the data folder.
    pub database: Option<String>,
    /// Where the sealed files lie that all nodes share; without it in `papers` in the data folder.
    pub papers: Option<Site>,
}

impl Node {
    /// Where the government lies, seen from the node whose data folder this is.
    #[must_use]
    pub fn premises(&self, folder: &Path) -> Premises {
        Premises { folder: folder.to_owned(), database: self.database.clone(), papers: self.papers.clone() }
    }

    /// Name of the node's custody log; none if the node's name cannot stand in one.
    pub(crate) fn custody_log(&self) -> Option<String> {
        let Some(name) = &self.name else { return Some("custody".to_owned()) };
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (!name.is_empty() && name.len() <= 32 && name.bytes().all(fits)).then(|| format!("custody-{name}"))
    }
}

/// Whether a log is the custody log of some node.
pub(crate) fn is_custody(log: &str) -> bool {
    log == "custody" || log.starts_with("custody-")
}

/// What a browser carries from one node to another: how far the record had come when it was answered.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    entries: u64,
}

/// Follows the other nodes until the office is gone.
pub(crate) fn follow(office: &Office, keys: Arc<dyn KeyProvider>, government: String) {
    if !office.database.is_shared() {
        return;
    }
    let (database, sessions, jobs) = (office.database.clone(), office.sessions.clone(), office.jobs.downgrade());
    let custody = office.custody.clone();
    tokio::spawn(async move {
        loop {
            database.changed().await;
            if database.is_closed() {
                return;
            }
            let Some(jobs) = jobs.upgrade() else { return };
            if jobs.send(Job::TakeIn(None)).await.is_err() {
                return;
            }
            if let Err(error) = sessions.take_in(&database).await
                && !database.is_closed()
            {
                tracing::warn!(%error, "ended sessions could not be read");
            }
            match custody_logs(&database, keys.as_ref(), &government, &custody.log_names()).await {
                Ok(joined) => joined.into_iter().for_each(|log| custody.read_also(log)),
                Err(_) if database.is_closed() => return,
                Err(error) => tracing::warn!(%error, "the custody logs of other nodes could not be listed"),
            }
        }
    });
}

/// The custody logs that have begun, but for those that are known.
pub(crate) async fn custody_logs(
    database: &Database,
    keys: &dyn KeyProvider,
    government: &str,
    known: &[String],
) -> Result<Vec<Log>, LedgerError> {
    let mut logs = Vec::new();
    for name in database.logs().await?.into_iter().filter(|name| is_custody(name) && !known.contains(name)) {
        logs.push(database.log(keys, &name, &ledger::origin_of(government, &name)).await?);
    }
    Ok(logs)
}

impl Office {
    /// Whether other nodes write to the same record.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.database.is_shared()
    }

    /// The state with all that any node has recorded until now. What is made beforehand for an act, beside its event, is
    /// made from it where this node may be behind its author.
    pub(crate) async fn newest(&self) -> Result<Arc<Cabinet>, ActError> {
        if self.database.is_shared() {
            let (asker, told) = oneshot::channel();
            self.jobs.send(Job::TakeIn(Some(asker))).await.map_err(|_| ActError::NotRecorded)?;
            let published = told.await.map_err(|_| ActError::NotRecorded)?;
            published.then_some(()).ok_or(ActError::NotRecorded)?;
        }
        Ok(self.state())
    }

    /// How safe the database server keeps what it has committed; none where there is no server.
    #[must_use]
    pub fn standby(&self) -> Option<ledger::Standby> {
        self.database.standby()
    }

    /// How far the record has come, sealed, for the browser to carry to another node.
    #[must_use]
    pub fn position(&self) -> Option<String> {
        let position = Position { entries: self.state().entries() };
        let plain = serde_json::to_vec(&position).ok()?;
        let sealed = vault::seal(self.sessions.cookie_key(), POSITION_LABEL, &plain).ok()?;
        Some(vault::hex(&sealed))
    }

    /// Waits until this node has come as far as a browser was told by another. A position that is not ours says nothing.
    /// False, if it takes too long.
    pub async fn reach(&self, position: &str) -> bool {
        let opened = vault::unhex(position)
            .and_then(|sealed| vault::open(self.sessions.cookie_key(), POSITION_LABEL, &sealed).ok())
            .and_then(|plain| serde_json::from_slice::<Position>(&plain).ok());
        match opened {
            Some(position) => self.published.reach(position.entries, PATIENCE).await,
            None => true,
        }
    }

    /// Why this office takes no more acts; none while it goes on.
    #[must_use]
    pub fn halted(&self) -> Option<Halt> {
        self.published.halted()
    }

    /// Returns when the office has halted.
    pub async fn until_halted(&self) -> Halt {
        self.published.until_halted().await
    }
}
