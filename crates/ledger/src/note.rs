//! Signed notes (C2SP `signed-note`), with Ed25519 signatures alone.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;
use vault::{CipherError, Key, SigningKey, hex, sha256, signed_by, unhex};

/// Longest note that is read; a checkpoint of ours has some 250 bytes.
const NOTE_BYTES_MAX: usize = 64 * 1024;
/// Signatures that are read; the format asks for at least 16.
const SIGNATURES_MAX: usize = 16;
/// The format's number for an Ed25519 signature.
const ED25519: u8 = 1;
/// Begins every line of a signature: an em dash and a space.
const SIGNATURE: &str = "\u{2014} ";

/// Why a note or a verifier key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoteError {
    /// Not text, blank line, signature lines, as a note is.
    #[error("it is not a signed note")]
    Malformed,
    /// No signature is of this key.
    #[error("it bears no signature of {0}")]
    Unsigned(String),
    /// A signature names this key and is not its own.
    #[error("the signature of {0} does not fit the text")]
    Signature(String),
    /// The text is no verifier key of the form `name+id+key`.
    #[error("it is not a verifier key (name+id+key)")]
    VerifierKey,
    /// The name cannot name a key: empty, or with a space or a `+`.
    #[error("{0:?} cannot name a key")]
    Name(String),
}

/// What an auditor needs to judge a log's signatures: a name and an Ed25519 public key. Its text is that of Go's
/// `sumdb/note`: `name+8 hexadecimal digits of the id+base64(0x01 ‖ public key)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    public: [u8; 32],
}

impl VerifierKey {
    /// The key's name; for a log its origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// First four bytes of SHA-256(name ‖ line feed ‖ 0x01 ‖ public key).
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let named = [self.name.as_bytes(), b"\n", &[ED25519], &self.public].concat();
        let [first, second, third, fourth, ..] = sha256(&named);
        [first, second, third, fourth]
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[ED25519], self.public.as_slice()].concat());
        write!(formatter, "{}+{}+{key}", self.name, hex(&self.id()))
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<VerifierKey, NoteError> {
        let read = || {
            let (name, rest) = text.split_once('+')?;
            let (id, key) = rest.split_once('+')?;
            check_name(name).ok()?;
            let key = STANDARD.decode(key).ok()?;
            let public = key.strip_prefix(&[ED25519])?.try_into().ok()?;
            let verifier = VerifierKey { name: name.to_owned(), public };
            (unhex(id)? == verifier.id()).then_some(verifier)
        };
        read().ok_or(NoteError::VerifierKey)
    }
}

/// Signs notes under a name.
#[derive(Debug)]
pub struct Signer {
    key: SigningKey,
    verifier: VerifierKey,
}

impl Signer {
    /// The signer `name` whose key has this seed.
    ///
    /// # Errors
    /// [`SignerError::Note`] for a name that cannot be one; [`SignerError::Cipher`].
    pub fn new(name: &str, seed: &Key) -> Result<Signer, SignerError> {
        check_name(name)?;
        let key = SigningKey::from_seed(seed)?;
        let verifier = VerifierKey { name: name.to_owned(), public: key.public_key() };
        Ok(Signer { key, verifier })
    }

    /// What judges this signer's signatures.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The note that `text` becomes when it is signed. `text` ends in a line feed.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        let signature = [&self.verifier.id(), self.key.sign(text.as_bytes()).as_slice()].concat();
        format!("{text}\n{SIGNATURE}{} {}\n", self.verifier.name, STANDARD.encode(signature))
    }
}

/// Why there is no signer.
#[derive(Debug, Error)]
pub enum SignerError {
    /// The name cannot be one.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The key cannot be made.
    #[error(transparent)]
    Cipher(#[from] CipherError),
}

/// A note as it was read. Its text counts for nothing before [`Note::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Signature {
    name: String,
    id: [u8; 4],
    bytes: Vec<u8>,
}

impl Note {
    /// Reads a note: UTF-8, no control characters, text, blank line, 1 to 16 signature lines.
    ///
    /// # Errors
    /// [`NoteError::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Note, NoteError> {
        Note::read(bytes).ok_or(NoteError::Malformed)
    }

    fn read(bytes: &[u8]) -> Option<Note> {
        let whole = std::str::from_utf8(bytes).ok().filter(|whole| whole.len() <= NOTE_BYTES_MAX)?;
        if whole.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return None;
        }
        // The text may hold blank lines, the signatures none: the last one divides.
        let end = whole.rfind("\n\n")? + 1;
        let (text, signatures) = (whole.get(..end)?, whole.get(end + 1..)?);
        let lines = signatures.strip_suffix('\n')?.split('\n');
        let signatures: Vec<Signature> = lines.map(signature).collect::<Option<_>>()?;
        (signatures.len() <= SIGNATURES_MAX).then(|| Note { text: text.to_owned(), signatures })
    }

    /// What was signed, with its last line feed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the holder of `key` signed the text. Signatures of others are passed over, as the format wants it.
    ///
    /// # Errors
    /// [`NoteError::Unsigned`] or [`NoteError::Signature`].
    pub fn verify(&self, key: &VerifierKey) -> Result<(), NoteError> {
        let mut own = self.signatures.iter().filter(|one| one.name == key.name && one.id == key.id()).peekable();
        if own.peek().is_none() {
            return Err(NoteError::Unsigned(key.name.clone()));
        }
        let fit = own.all(|one| signed_by(&key.public, self.text.as_bytes(), &one.bytes));
        if fit { Ok(()) } else { Err(NoteError::Signature(key.name.clone())) }
    }
}

fn signature(line: &str) -> Option<Signature> {
    let (name, encoded) = line.strip_prefix(SIGNATURE)?.split_once(' ')?;
    check_name(name).ok()?;
    let bytes = STANDARD.decode(encoded).ok()?;
    let (id, bytes) = bytes.split_first_chunk::<4>()?;
    (!bytes.is_empty()).then(|| Signature { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
}

fn check_name(name: &str) -> Result<(), NoteError> {
    let fits = !name.is_empty() && !name.chars().any(|one| one.is_whitespace() || one == '+' || one < ' ');
    if fits { Ok(()) } else { Err(NoteError::Name(name.to_owned())) }
}
