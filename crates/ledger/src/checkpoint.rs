//! Checkpoints (C2SP `tlog-checkpoint`): origin, size and root of a log, signed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use crate::note::{Note, NoteError, Signer, VerifierKey};

/// What a checkpoint says of its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log ([`crate::origin_of`]).
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the RFC 6962 tree over them.
    pub root: [u8; 32],
}

/// Why a checkpoint counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// The note is none, or is not signed as it should be.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Its text is not origin, size and root, in the one spelling that they have.
    #[error("its text is not that of a checkpoint")]
    Text,
    /// It is of another log.
    #[error("it is of the log {0:?}")]
    Origin(String),
}

impl Checkpoint {
    /// The text to be signed: three lines.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// The signed note.
    #[must_use]
    pub fn sign(&self, signer: &Signer) -> String {
        signer.sign(&self.text())
    }

    fn from_text(text: &str) -> Option<Checkpoint> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let size = size.parse().ok()?;
        let root = STANDARD.decode(root).ok()?.try_into().ok()?;
        let read = Checkpoint { origin: origin.to_owned(), size, root };
        // Writing again leaves one spelling: no "+5", no lines of extensions.
        (!origin.is_empty() && read.text() == text).then_some(read)
    }
}

/// A checkpoint as it was read: its text and its signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// What it says.
    pub checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Reads a checkpoint of the log `origin`. What it says counts for nothing before [`SignedCheckpoint::verify`].
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn parse(bytes: &[u8], origin: &str) -> Result<SignedCheckpoint, CheckpointError> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::from_text(note.text()).ok_or(CheckpointError::Text)?;
        if checkpoint.origin != origin {
            return Err(CheckpointError::Origin(checkpoint.origin));
        }
        Ok(SignedCheckpoint { checkpoint, note })
    }

    /// Whether the log signed it.
    ///
    /// # Errors
    /// [`CheckpointError::Note`].
    pub fn verify(&self, key: &VerifierKey) -> Result<(), CheckpointError> {
        Ok(self.note.verify(key)?)
    }
}
