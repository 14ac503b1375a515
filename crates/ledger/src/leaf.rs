use std::iter::Peekable;
use std::str::Split;

use thiserror::Error;
use uuid::Uuid;
use vault::{hex, unhex};

/// Longest leaf: an entry of a C2SP `tlog-tiles` entry bundle has a length of two bytes.
pub const LEAF_BYTES_MAX: usize = 65_535;

/// The format of a leaf, with which each begins.
pub const LEAF_FORMAT: &str = "ecabinet-leaf/1";
const HEADING: &str = LEAF_FORMAT;
/// Longest origin, kind and id name; far more than any needs, far less than a leaf.
const WORD_BYTES_MAX: usize = 255;

/// The public part of an entry. Its written form ([`Leaf::write`]) never changes:
///
/// ```text
/// ecabinet-leaf/1
/// origin <origin>
/// time <unix ms>
/// kind <coarse kind>
/// id <name> <uuid>            (zero or more)
/// payload <hex SHA-256 of the sealed payload>
/// text <uuid> <hex HMAC-SHA-256>     (zero or more)
/// ```
///
/// Every line ends in a line feed; there is one spelling of every leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The log the leaf belongs to ([`origin_of`]).
    pub origin: String,
    /// Time of the entry in Unix milliseconds, not negative.
    pub time_ms: i64,
    /// Coarse kind: letters a to z and `_`. It must never tell which way a person decided.
    pub kind: String,
    /// What the entry is about: a name (letters a to z and `_`) and an id each, in the writer's order.
    pub ids: Vec<(String, Uuid)>,
    /// SHA-256 of the sealed payload.
    pub payload: [u8; 32],
    /// Texts that may have to be proved alone: id and HMAC-SHA-256 of the bytes under a salt that lies in the payload.
    pub texts: Vec<(Uuid, [u8; 32])>,
}

/// Why a leaf can be neither written nor read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LeafError {
    /// Longer than [`LEAF_BYTES_MAX`].
    #[error("a leaf of {0} bytes is longer than 65535")]
    TooLong(usize),
    /// Not UTF-8, or without a line feed at its end.
    #[error("a leaf is lines of text")]
    NotText,
    /// This line (counted from 1) is not what stands there in a leaf.
    #[error("line {number} of the leaf is not a line \"{expected}\"")]
    Line {
        /// Line, counted from 1.
        number: usize,
        /// The word that begins the line that should stand there.
        expected: &'static str,
    },
    /// A value cannot stand in a leaf.
    #[error("{value:?} cannot stand in the leaf's line \"{line}\"")]
    Value {
        /// The line's first word.
        line: &'static str,
        /// The value.
        value: String,
    },
    /// Readable, but not as the writer writes it.
    #[error("the leaf is not spelled as it would be written")]
    Spelling,
}

/// The origin of the log `log` of `government`: `ecabinet/<government>/<log>`.
#[must_use]
pub fn origin_of(government: &str, log: &str) -> String {
    format!("ecabinet/{government}/{log}")
}

impl Leaf {
    /// The leaf's bytes.
    ///
    /// # Errors
    /// [`LeafError::Value`] for a value that cannot stand in its line; [`LeafError::TooLong`].
    pub fn write(&self) -> Result<Vec<u8>, LeafError> {
        check_origin(&self.origin)?;
        check_word("kind", &self.kind)?;
        if self.time_ms < 0 {
            return Err(value("time", &self.time_ms.to_string()));
        }
        let mut text = String::with_capacity(256 + 128 * (self.ids.len() + self.texts.len()));
        // A record is read by writing every leaf again.
        let mut line = |parts: &[&str]| {
            parts.iter().for_each(|part| text.push_str(part));
            text.push('\n');
        };
        line(&[HEADING]);
        line(&["origin ", &self.origin]);
        line(&["time ", &self.time_ms.to_string()]);
        line(&["kind ", &self.kind]);
        let mut digits = Uuid::encode_buffer();
        for (name, id) in &self.ids {
            check_word("id", name)?;
            line(&["id ", name, " ", id.hyphenated().encode_lower(&mut digits)]);
        }
        line(&["payload ", &hex(&self.payload)]);
        for (id, proof) in &self.texts {
            line(&["text ", id.hyphenated().encode_lower(&mut digits), " ", &hex(proof)]);
        }
        if text.len() > LEAF_BYTES_MAX {
            return Err(LeafError::TooLong(text.len()));
        }
        Ok(text.into_bytes())
    }

    /// Reads exactly what [`Leaf::write`] writes.
    ///
    /// # Errors
    /// [`LeafError`]: what is wrong and where.
    pub fn parse(bytes: &[u8]) -> Result<Leaf, LeafError> {
        if bytes.len() > LEAF_BYTES_MAX {
            return Err(LeafError::TooLong(bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| LeafError::NotText)?;
        let text = text.strip_suffix('\n').ok_or(LeafError::NotText)?;
        let mut lines = Lines { lines: text.split('\n').peekable(), number: 0 };
        if !lines.next(HEADING)?.is_empty() {
            return Err(lines.not(HEADING));
        }
        let origin = lines.value("origin")?.to_owned();
        let time = lines.value("time")?;
        let time_ms = time.parse().map_err(|_| value("time", time))?;
        let kind = lines.value("kind")?.to_owned();
        let mut ids = Vec::new();
        while let Some(found) = lines.value_if("id") {
            let (name, id) = found.split_once(' ').ok_or_else(|| value("id", found))?;
            ids.push((name.to_owned(), read_id("id", id)?));
        }
        let payload = read_hash("payload", lines.value("payload")?)?;
        let mut texts = Vec::new();
        while let Some(found) = lines.value_if("text") {
            let (id, proof) = found.split_once(' ').ok_or_else(|| value("text", found))?;
            texts.push((read_id("text", id)?, read_hash("text", proof)?));
        }
        lines.end()?;
        let leaf = Leaf { origin, time_ms, kind, ids, payload, texts };
        // The readers above are lenient (upper-case ids, "+5"); writing again leaves one spelling.
        if leaf.write()? == bytes { Ok(leaf) } else { Err(LeafError::Spelling) }
    }
}

/// A leaf's lines and the number of the last one taken.
struct Lines<'a> {
    lines: Peekable<Split<'a, char>>,
    number: usize,
}

impl<'a> Lines<'a> {
    /// What follows `word` in the next line.
    fn next(&mut self, word: &'static str) -> Result<&'a str, LeafError> {
        self.number += 1;
        let rest = self.lines.next().and_then(|line| line.strip_prefix(word));
        rest.ok_or(self.not(word))
    }

    fn value(&mut self, word: &'static str) -> Result<&'a str, LeafError> {
        let rest = self.next(word)?.strip_prefix(' ');
        rest.ok_or(self.not(word))
    }

    fn value_if(&mut self, word: &'static str) -> Option<&'a str> {
        let line = self.lines.peek()?;
        let rest = line.strip_prefix(word)?.strip_prefix(' ')?;
        self.lines.next();
        self.number += 1;
        Some(rest)
    }

    fn end(&mut self) -> Result<(), LeafError> {
        self.number += 1;
        match self.lines.next() {
            Some(_) => Err(self.not("text")),
            None => Ok(()),
        }
    }

    fn not(&self, expected: &'static str) -> LeafError {
        LeafError::Line { number: self.number, expected }
    }
}

fn value(line: &'static str, value: &str) -> LeafError {
    LeafError::Value { line, value: value.to_owned() }
}

/// An origin is the first line of a C2SP checkpoint too: no spaces, no `+`.
pub(crate) fn check_origin(origin: &str) -> Result<(), LeafError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte);
    if origin.is_empty() || origin.len() > WORD_BYTES_MAX || !origin.bytes().all(fits) {
        return Err(value("origin", origin));
    }
    Ok(())
}

fn check_word(line: &'static str, word: &str) -> Result<(), LeafError> {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    if word.is_empty() || word.len() > WORD_BYTES_MAX || !word.bytes().all(fits) {
        return Err(value(line, word));
    }
    Ok(())
}

fn read_id(line: &'static str, text: &str) -> Result<Uuid, LeafError> {
    Uuid::parse_str(text).map_err(|_| value(line, text))
}

fn read_hash(line: &'static str, text: &str) -> Result<[u8; 32], LeafError> {
    let bytes = unhex(text).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| value(line, text))
}
