//! One level of a JSON value at a time, its parts left as the text they were.

use serde_json::value::RawValue;
use std::collections::BTreeMap;
use workshop::Reason;

pub type Dictionary<'a> = BTreeMap<String, &'a RawValue>;

/// A value, looked at one level deep.
pub enum Shape<'a> {
    Dictionary(Dictionary<'a>),
    Array(Vec<&'a RawValue>),
    /// A number, string, name, reference, boolean or null.
    Leaf,
}

/// Looks at the outermost level of a value.
pub fn shape(raw: &RawValue) -> Result<Shape<'_>, Reason> {
    let broken = |_| Reason::Broken;
    match raw.get().as_bytes().first() {
        Some(b'{') => serde_json::from_str(raw.get()).map(Shape::Dictionary).map_err(broken),
        Some(b'[') => serde_json::from_str(raw.get()).map(Shape::Array).map_err(broken),
        _ => Ok(Shape::Leaf),
    }
}

/// The text of a leaf that is a string, name or reference.
pub fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

/// The identity of the object that a leaf refers to, as qpdf writes it: `12 0 R`.
pub fn reference(raw: &RawValue) -> Option<String> {
    let text = text(raw)?;
    let mut parts = text.split(' ');
    let number = |part: Option<&str>| {
        part.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let refers = number(parts.next()) && number(parts.next()) && parts.next() == Some("R");
    (refers && parts.next().is_none()).then_some(text)
}

/// A key or string as JSON.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A dictionary as JSON from the JSON of its values.
pub fn dictionary_text(entries: &BTreeMap<String, String>) -> String {
    let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{}:{value}", quoted(key))).collect();
    format!("{{{}}}", entries.join(","))
}

/// An array as JSON from the JSON of its elements.
pub fn array_text(elements: &[String]) -> String {
    format!("[{}]", elements.join(","))
}
