//! References to prose. The words themselves are sealed beside the ledger; the state holds only
//! what the rules need to know of them.

use crate::ids::TextId;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// 32 bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let mut bytes = [0_u8; 32];
        if written.len() != 64 || !written.is_ascii() {
            return Err(de::Error::custom("a digest has 64 hexadecimal digits"));
        }
        for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
            let pair = written.get(place..place + 2).unwrap_or_default();
            *byte = u8::from_str_radix(pair, 16).map_err(de::Error::custom)?;
        }
        Ok(Self(bytes))
    }
}

/// Points at one sealed text. `proof` is HMAC-SHA-256 of the text's bytes under `salt`: it stands
/// in the public leaf where the text may have to be proved alone, and says nothing without the salt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRef {
    /// Where the sealed text lies.
    pub id: TextId,
    /// Random; kept in the sealed payload only.
    pub salt: Digest,
    /// HMAC-SHA-256(salt, text).
    pub proof: Digest,
    /// Length of the text in characters.
    pub characters: u32,
}

impl TextRef {
    /// Nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.characters == 0
    }
}
