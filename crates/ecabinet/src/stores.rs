//! Where sealed files and backups lie: folders of this machine, or buckets of a store that speaks S3.

use anyhow::{Context, Result};
use clap::Args;
use std::path::{Path, PathBuf};
use vault::{Address, Site};

/// Where the sealed files lie, if not in the data folder.
#[derive(Args, Clone, Debug)]
pub(crate) struct PapersArguments {
    /// Where the sealed files lie: a folder, or a bucket (`s3://BUCKET/NAME`); by default `papers` in the data folder.
    /// Several nodes share it.
    #[arg(long, env = "ECABINET_PAPERS")]
    papers: Option<Address>,
    #[command(flatten)]
    pub(crate) store: StoreArgument,
}

/// How a store of buckets is reached.
#[derive(Args, Clone, Debug)]
pub(crate) struct StoreArgument {
    /// How the store of buckets is reached: a file of mode 0600 with lines `endpoint`, `region`, `key_id`, `secret` and, where
    /// an authority of your own vouches for it, `authority`.
    #[arg(long, env = "ECABINET_STORE")]
    store: Option<PathBuf>,
}

/// How the store of the buckets is reached in which backups lie.
#[derive(Args, Clone, Debug)]
pub(crate) struct ShelfArguments {
    /// How the store is reached in which backups lie (`s3://BUCKET/NAME`), if another than that of the sealed files.
    #[arg(long, env = "ECABINET_BACKUP_STORE")]
    backup_store: Option<PathBuf>,
}

impl PapersArguments {
    /// The folder or bucket that was named.
    ///
    /// # Errors
    /// The store's file is not as it must be.
    pub(crate) fn site(&self) -> Result<Option<Site>> {
        let site = self.papers.clone().map(|address| address.reached_by(self.store.store.as_deref()));
        site.transpose().context("the store of sealed files (ECABINET_PAPERS, ECABINET_STORE)")
    }
}

impl ShelfArguments {
    /// The place of a backup, and its name there.
    ///
    /// # Errors
    /// It is no place for one, or the store's file is not as it must be.
    pub(crate) fn split(&self, file: &Address, store: &StoreArgument) -> Result<(Site, String)> {
        let (place, name) = match file {
            Address::Folder(file) => {
                let name = file.file_name().and_then(|name| name.to_str()).context("name the backup's file")?;
                let above = file.parent().filter(|above| !above.as_os_str().is_empty());
                (Address::Folder(above.map_or_else(|| PathBuf::from("."), Path::to_path_buf)), name.to_owned())
            }
            Address::Bucket(path) => {
                let (above, name) = path.split_last().context("name the backup in its bucket: s3://BUCKET/NAME")?;
                (Address::Bucket(above), name)
            }
        };
        anyhow::ensure!(name != "parts", "the parts of all backups lie in `parts`; give the backup another name");
        Ok((self.reached(place, store)?, name))
    }

    /// A place of backups.
    ///
    /// # Errors
    /// The store's file is not as it must be.
    pub(crate) fn reached(&self, place: Address, store: &StoreArgument) -> Result<Site> {
        let store = self.backup_store.as_deref().or(store.store.as_deref());
        place.reached_by(store).context("the store of backups (ECABINET_BACKUP_STORE, or ECABINET_STORE)")
    }
}
