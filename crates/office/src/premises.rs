//! Where a stopped government lies, for whoever verifies or rotates it.

use crate::verify::Broken;
use ledger::{Database, LedgerError};
use std::path::PathBuf;
use vault::Site;

/// Where a government lies: all of it in one folder, or the ledger and the sealed files beside it.
#[derive(Clone, Debug)]
pub struct Premises {
    /// The data folder; with several nodes that of one of them, whose published files are judged.
    pub folder: PathBuf,
    /// Address of the PostgreSQL database (`postgres://…`); without it the ledger is a file in the data folder.
    pub database: Option<String>,
    /// Where the sealed files lie; without it in `papers` in the data folder.
    pub papers: Option<Site>,
}

impl Premises {
    /// All in one folder.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), database: None, papers: None }
    }

    /// Where the sealed files lie.
    #[must_use]
    pub fn papers(&self) -> Site {
        self.papers.clone().unwrap_or_else(|| Site::Folder(self.folder.join("papers")))
    }

    /// The ledger, to be read.
    ///
    /// # Errors
    /// [`LedgerError::AlreadyOpen`] or [`LedgerError::InUse`] while the government runs; [`LedgerError::NoLedger`] or
    /// [`LedgerError::NoTables`] where there is none; and whatever the database gives.
    pub async fn open_for_reading(&self) -> Result<Database, LedgerError> {
        match &self.database {
            Some(address) => Database::connect_for_reading(address).await,
            None => Database::open_for_reading(&self.folder).await,
        }
    }

    /// The ledger, to be judged: what was named and is not to be had is told apart from what is at fault.
    pub(crate) async fn reached(&self) -> Result<Database, Broken> {
        let papers = self.papers.as_ref().and_then(Site::folder);
        let mut folders = std::iter::once(self.folder.as_path()).chain(papers);
        if let Some(folder) = folders.find(|folder| !folder.is_dir()) {
            return Err(Broken::Unreached(format!("there is no folder {}", folder.display())));
        }
        match self.open_for_reading().await {
            Err(LedgerError::Database(error)) if self.database.is_some() => {
                Err(Broken::Unreached(format!("the database cannot be reached: {error}")))
            }
            opened => Ok(opened?),
        }
    }

    /// The ledger, to be written by this process alone.
    pub(crate) async fn open_alone(&self) -> Result<Database, LedgerError> {
        // Opening for writing would make a ledger where there is none.
        self.open_for_reading().await?.close().await;
        if !self.folder.is_dir() {
            return Err(LedgerError::NoLedger(self.folder.clone()));
        }
        match &self.database {
            Some(address) => Database::connect_alone(address, &self.folder).await,
            None => Database::open(&self.folder).await,
        }
    }
}
