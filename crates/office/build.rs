//! Says of which sources and libraries this build makes a state from entries, so that a snapshot of
//! another one is not taken for its own.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files(&path, found)? } else { found.push(path) }
    }
    Ok(())
}

/// SHA-256 of names and contents, in the order of the names.
fn hash(paths: &[&str]) -> std::io::Result<String> {
    let mut found = Vec::new();
    for path in paths.iter().map(Path::new) {
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() { files(path, &mut found)? } else { found.push(path.to_owned()) }
    }
    found.sort();
    let mut hash = Sha256::new();
    for path in found {
        let content = std::fs::read(&path)?;
        hash.update(path.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(u64::try_from(content.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(content);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn main() -> std::io::Result<()> {
    let shape = hash(&["../cabinet/src", "../hindi/src"])?;
    let libraries = hash(&["../../Cargo.lock", "../../Cargo.toml"])?;
    let target = std::env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=ECABINET_STATE_SHAPE={shape}");
    println!("cargo::rustc-env=ECABINET_STATE_BUILD={libraries} {target}");
    Ok(())
}
