//! What a backup names, and how that is written so that a changed byte is found.

use serde::{Deserialize, Serialize};
use vault::{hex, sha256};

use crate::BackupError;

/// The format of a manifest; a later version writes another one and reads this for ever.
pub const FORMAT: &str = "ecabinet backup/1";

/// A part, by the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    /// 64 hexadecimal digits.
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

/// One log as it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogTaken {
    /// Its name.
    pub log: String,
    /// Entries.
    pub size: u64,
    /// Root of the tree over them, in hexadecimal digits.
    pub root: String,
    /// The checkpoint that was signed of it last; it may be of fewer entries. None where nothing was published.
    pub checkpoint: Option<String>,
    /// Its rows, in order.
    pub(crate) entries: Vec<Part>,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub(crate) format: String,
    /// The government's stable name.
    pub government: String,
    /// When it was made, in Unix milliseconds.
    pub made_ms: i64,
    /// The logs.
    pub logs: Vec<LogTaken>,
    pub(crate) texts: Vec<Part>,
    pub(crate) drawers: Vec<Part>,
    pub(crate) last_version: u64,
    pub(crate) files: Vec<Part>,
}

impl Manifest {
    /// Its bytes: one line of JSON, and one with the SHA-256 of the first.
    pub(crate) fn written(&self) -> Result<Vec<u8>, BackupError> {
        let mut bytes = serde_json::to_vec(self).map_err(|_| BackupError::Manifest("it cannot be written"))?;
        let hash = hex(&sha256(&bytes));
        bytes.extend_from_slice(format!("\n{hash}\n").as_bytes());
        Ok(bytes)
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, BackupError> {
        #[derive(Deserialize)]
        struct Format {
            format: String,
        }
        let changed = BackupError::Manifest("its hash is another");
        let Some((line, hash)) =
            bytes.iter().position(|byte| *byte == b'\n').and_then(|end| bytes.split_at_checked(end))
        else {
            return Err(changed);
        };
        if hash != format!("\n{}\n", hex(&sha256(line))).as_bytes() {
            return Err(changed);
        }
        let Format { format } =
            serde_json::from_slice(line).map_err(|_| BackupError::Manifest("it names no format"))?;
        if format != FORMAT {
            return Err(BackupError::Format(format));
        }
        serde_json::from_slice(line).map_err(|_| BackupError::Manifest("it is not of its format"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let part = |name: &str| Part { name: name.to_owned(), bytes: 7 };
        Manifest {
            format: FORMAT.to_owned(),
            government: "test".to_owned(),
            made_ms: 5,
            logs: vec![LogTaken {
                log: "acts".to_owned(),
                size: 3,
                root: "00".to_owned(),
                checkpoint: None,
                entries: vec![part("aa")],
            }],
            texts: vec![part("bb")],
            drawers: vec![part("cc")],
            last_version: 9,
            files: vec![part("dd")],
        }
    }

    #[test]
    fn every_flipped_bit_is_found() {
        let whole = manifest().written().unwrap();
        assert_eq!(Manifest::read(&whole).unwrap(), manifest(), "control");
        for place in 0..whole.len() {
            for bit in 0..8 {
                let mut changed = whole.clone();
                changed[place] ^= 1 << bit;
                assert!(Manifest::read(&changed).is_err(), "byte {place}, bit {bit}");
            }
        }
        for length in 0..whole.len() {
            assert!(Manifest::read(&whole[..length]).is_err(), "cut at {length}");
        }
    }

    #[test]
    fn a_later_format_is_told_apart_from_a_changed_one() {
        let later = Manifest { format: "ecabinet backup/2".to_owned(), ..manifest() };
        let found = Manifest::read(&later.written().unwrap());
        assert!(matches!(found, Err(BackupError::Format(format)) if format == "ecabinet backup/2"));
    }
}
