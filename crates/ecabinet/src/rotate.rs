//! `rotate-key` and `rotate-epoch`: new keys for a stopped folder.

use crate::configuration::{DEMO_KEY_FILE, Stopped};
use anyhow::{Context, Result};
use office::rotation::{RotationError, RotationOutcome, rotate_epoch_key, rotate_root_key};
use std::path::{Path, PathBuf};
use vault::KeyFile;

fn present(folder: &Path, key: Option<PathBuf>) -> Result<KeyFile> {
    let key = key.unwrap_or_else(|| folder.join(DEMO_KEY_FILE));
    KeyFile::open(&key, folder, true).with_context(|| format!("the key file {}", key.display()))
}

const NOTHING: &str = "nothing was rotated; everything is under the old key";

/// The new key, and whether it was made for this.
fn new_key(path: &Path, folder: &Path) -> Result<(KeyFile, bool)> {
    let made = !path.exists();
    let created = if made { KeyFile::create(path).map(drop) } else { Ok(()) };
    let opened = created.and_then(|()| KeyFile::open(path, folder, false));
    if opened.is_err() && made && path.exists() {
        forget(path);
    }
    let opened = opened.with_context(|| format!("the key file {}", path.display())).context(NOTHING)?;
    Ok((opened, made))
}

/// Nothing was sealed under it.
fn forget(key: &Path) {
    if let Err(error) = std::fs::remove_file(key) {
        eprintln!("the unused key file {} could not be removed: {error}", key.display());
    }
}

/// Wraps every key under the root key in `new`, which is made if it is not there.
pub(crate) async fn root_key(stopped: Stopped, key: Option<PathBuf>, new: PathBuf) -> Result<()> {
    let old = present(&stopped.folder, key)?;
    let (new_key, made) = new_key(&new, &stopped.folder)?;
    let rotated = rotate_root_key(&stopped.premises()?, &old, &new_key, &stopped.government.name).await;
    let keys = match rotated {
        Ok(rotated) => rotated.keys,
        Err(RotationError::Already) => {
            println!("कुंजी पहले ही बदल चुकी है · everything is under {} already, and nothing is left to do", new.display());
            return Ok(());
        }
        Err(error) => {
            let outcome = error.outcome();
            if outcome == RotationOutcome::Nothing && made {
                forget(&new);
            }
            return Err(anyhow::Error::from(error).context(match outcome {
                RotationOutcome::Nothing => NOTHING,
                RotationOutcome::Done => {
                    "THE ROOT KEY IS ROTATED: keep the new key file, only it opens anything now. Run this command again"
                }
                RotationOutcome::Unknown => {
                    "it is not known whether the root key is rotated: KEEP BOTH key files and run this command again"
                }
            }));
        }
    };
    println!("कुंजी बदल दी गई · the root key is rotated: {keys} keys lie under {}", new.display());
    println!("Start with the new key from now on. The old key file opens nothing here any more: destroy it.");
    println!("Backups made before still need it.");
    Ok(())
}

/// Gives a compartment a new epoch key.
pub(crate) async fn epoch_key(stopped: Stopped, compartment: String, key: Option<PathBuf>) -> Result<()> {
    let keys = present(&stopped.folder, key)?;
    let rotated = rotate_epoch_key(&stopped.premises()?, &keys, &compartment, &stopped.government.name).await;
    let rotated = rotated.map_err(|error| {
        let what = match error.outcome() {
            RotationOutcome::Nothing => "nothing was rotated; everything is under the old key of the compartment",
            RotationOutcome::Done => {
                "THE KEY OF THE COMPARTMENT IS ROTATED; the next start overwrites what stood on the disk before"
            }
            RotationOutcome::Unknown => {
                "it is not known whether the key of the compartment is rotated; nothing is lost, and a repetition does no harm"
            }
        };
        anyhow::Error::from(error).context(what)
    })?;
    println!("कुंजी बदल दी गई · {compartment}: epoch {}, {} under the new key", rotated.epoch, rotated.keys);
    Ok(())
}
