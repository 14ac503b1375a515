//! References to prose. The words themselves are sealed beside the ledger; the state holds only
//! what the rules need to know of them.

use crate::ids::TextId;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// 32 bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Its digits, as one text: a record holds many, so that they are written and read at once.
    fn digits(self) -> [u8; 64] {
        let mut digits = [0; 64];
        for (pair, byte) in digits.as_chunks_mut().0.iter_mut().zip(self.0) {
            *pair = [byte >> 4, byte & 15].map(|nibble| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 });
        }
        digits
    }

    fn of_digits(written: &[u8]) -> Option<Self> {
        let digits: &[u8; 64] = written.try_into().ok()?;
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(digits.as_chunks().0) {
            *byte = nibble(*high)? << 4 | nibble(*low)?;
        }
        Some(Self(bytes))
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;

        impl de::Visitor<'_> for Digits {
            type Value = Digest;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("64 hexadecimal digits")
            }

            fn visit_str<E: de::Error>(self, written: &str) -> Result<Digest, E> {
                let read = Digest::of_digits(written.as_bytes());
                read.ok_or_else(|| E::invalid_value(de::Unexpected::Str(written), &self))
            }
        }

        deserializer.deserialize_str(Digits)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Option<Digest> {
        serde_json::from_value(serde_json::Value::from(written)).ok()
    }

    #[test]
    fn a_digest_has_one_spelling() {
        let digest = Digest(std::array::from_fn(|place| u8::try_from(place * 8 + 7).unwrap()));
        let written = digest.to_string();
        assert_eq!((written.len(), &written[..6], &written[58..]), (64, "070f17", "eff7ff"));
        assert_eq!(serde_json::to_value(digest).unwrap(), serde_json::Value::from(written.as_str()));
        assert_eq!(read(&written), Some(digest));
        let spoiled = [written.to_uppercase(), written.replacen("07", "+7", 1), written.replacen('7', "g", 1)];
        let lengths = [written[1..].to_owned(), written.clone() + "00", String::new(), written.replacen("07", "०", 1)];
        for wrong in spoiled.into_iter().chain(lengths) {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }
}
