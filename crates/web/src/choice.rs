//! What the lists of a form offer.

use crate::frame::Frame;

/// One thing that may be chosen.
pub(crate) struct Choice {
    /// What the form sends.
    pub(crate) key: String,
    /// How it is called, in the reader's language.
    pub(crate) words: String,
    /// Whether it stands chosen.
    pub(crate) chosen: bool,
}

impl Choice {
    /// One of a list in which this key stands chosen.
    pub(crate) fn among(chosen: &str, key: impl ToString, words: impl Into<String>) -> Self {
        let key = key.to_string();
        Self { chosen: key == chosen, key, words: words.into() }
    }

    /// One that nobody chose yet.
    pub(crate) fn open(key: impl ToString, words: impl Into<String>) -> Self {
        Self { key: key.to_string(), words: words.into(), chosen: false }
    }

    /// Choices of a fixed list, each with its word; none stands chosen.
    pub(crate) fn of_words(page: &Frame, family: &str, keys: impl Iterator<Item = &'static str>) -> Vec<Self> {
        keys.map(|key| Self::open(key, page.word(family, key))).collect()
    }
}
