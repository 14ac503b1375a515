//! JSON as it came: a key that stands twice is still there twice, so that it can be refused.

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// A value as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// `null`, or a number that is no whole one from 0.
    Other,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Number(u64),
    /// A string.
    Text(String),
    /// An array.
    Seq(Vec<Raw>),
    /// An object, with its keys in their order.
    Map(Vec<(String, Raw)>),
}

impl Raw {
    /// Every string in it, keys left out.
    pub(super) fn strings(self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text],
            Self::Seq(values) => values.into_iter().flat_map(Self::strings).collect(),
            Self::Map(pairs) => pairs.into_iter().flat_map(|(_, value)| value.strings()).collect(),
            Self::Other | Self::Bool(_) | Self::Number(_) => Vec::new(),
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values;

        impl<'de> Visitor<'de> for Values {
            type Value = Raw;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("words or a document")
            }

            fn visit_unit<E>(self) -> Result<Raw, E> {
                Ok(Raw::Other)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
                Ok(Raw::Bool(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
                Ok(Raw::Number(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
                Ok(u64::try_from(value).map_or(Raw::Other, Raw::Number))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
                Ok(Raw::Other)
            }

            fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
                Ok(Raw::Text(value.to_owned()))
            }

            fn visit_string<E>(self, value: String) -> Result<Raw, E> {
                Ok(Raw::Text(value))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Raw, A::Error> {
                let mut taken = Vec::new();
                while let Some(value) = values.next_element()? {
                    taken.push(value);
                }
                Ok(Raw::Seq(taken))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Raw, A::Error> {
                let mut taken = Vec::new();
                while let Some(pair) = pairs.next_entry()? {
                    taken.push(pair);
                }
                Ok(Raw::Map(taken))
            }
        }

        deserializer.deserialize_any(Values)
    }
}
