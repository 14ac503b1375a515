//! `rotate-key` and `rotate-epoch`: new keys for a stopped folder.

use crate::configuration::{DEMO_KEY_FILE, Stopped};
use crate::demo;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use vault::KeyFile;

fn present(folder: &Path, key: Option<PathBuf>) -> Result<KeyFile> {
    let key = key.unwrap_or_else(|| folder.join(DEMO_KEY_FILE));
    KeyFile::open(&key, folder, true).with_context(|| format!("the key file {}", key.display()))
}

/// Wraps every key under the root key in `new`, which is made if it is not there.
pub(crate) async fn root_key(stopped: Stopped, key: Option<PathBuf>, new: PathBuf) -> Result<()> {
    let old = present(&stopped.folder, key)?;
    if !new.exists() {
        KeyFile::create(&new).with_context(|| format!("making the key file {}", new.display()))?;
    }
    let new_key =
        KeyFile::open(&new, &stopped.folder, false).with_context(|| format!("the key file {}", new.display()))?;
    let government = demo::rules()?.government;
    let rotated = office::rotation::rotate_root_key(&stopped.premises(), &old, &new_key, &government)
        .await
        .context("nothing was rotated; the folder is under the old key")?;
    println!("कुंजी बदल दी गई · the root key is rotated: {} keys lie under {}", rotated.keys, new.display());
    println!("Start with the new key from now on. The old key file opens nothing here any more: destroy it.");
    println!("Backups made before still need it.");
    Ok(())
}

/// Gives a compartment a new epoch key.
pub(crate) async fn epoch_key(stopped: Stopped, compartment: String, key: Option<PathBuf>) -> Result<()> {
    let keys = present(&stopped.folder, key)?;
    let government = demo::rules()?.government;
    let rotated = office::rotation::rotate_epoch_key(&stopped.premises(), &keys, &compartment, &government)
        .await
        .context("nothing was rotated; everything is under the old key of the compartment")?;
    println!("कुंजी बदल दी गई · {compartment}: epoch {}, {} under the new key", rotated.epoch, rotated.keys);
    Ok(())
}
