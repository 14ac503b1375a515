//! Reading what lies in a ledger: today's kinds as they are, older ones by a pure upcast, and for
//! everything else whether it is of a later build or damaged.

use crate::event::{Event, Recorded};
use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::{Deserialize, de};
use serde_json::{Map, Value};
use std::fmt;

/// Why an entry could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableEntry {
    /// The entry names a kind, or a version of a kind, that this build does not know: a later build
    /// wrote it. Whoever meets one stops answering and says *upgrade*.
    #[error("of the kind {0}, which this version does not know; upgrade")]
    UnknownKind(String),
    /// The entry names a kind that this build knows, and is not one; or it names none.
    #[error("damaged: {0}")]
    Damaged(String),
}

/// Lifts the event of one version of a kind to a later version, `None` where it is not one.
///
/// It is a function of the event alone: a replay decades later gives the same.
type Lift = fn(Map<String, Value>) -> Option<Map<String, Value>>;

/// From which kind to which, and how. A line is never changed and never taken away.
type Upcast = (&'static str, &'static str, Lift);

/// Every kind that was written once and is written no more.
const UPCASTS: &[Upcast] = &[
    ("proposal_started/1", "proposal_started/2", the_subject_was_words),
    // Version 2 knows more steps than version 1 did; those of version 1 mean what they meant.
    ("change_proposed/1", "change_proposed/2", Some),
    // Version 1 knew no reason: whoever took it away gave none.
    ("passkey_revoked/1", "passkey_revoked/2", Some),
    ("password_revoked/1", "password_revoked/2", Some),
    ("identity_revoked/1", "identity_revoked/2", Some),
    // One step and two reasons more.
    ("change_proposed/2", "change_proposed/3", Some),
    ("change_impossible/1", "change_impossible/2", Some),
    ("view_given/1", "view_given/2", its_conditions_stood_in_its_words),
    ("note_returned/1", "note_returned/2", no_checklist_was_kept),
    ("note_scrutinised/1", "note_scrutinised/2", nothing_was_ticked),
    // It went to the secretary alone.
    ("note_put_up/1", "note_put_up/2", it_went_to_no_desk),
    // Two kinds of posts more.
    ("post_entered/1", "post_entered/2", Some),
    ("post_changed/1", "post_changed/2", Some),
    ("change_proposed/3", "change_proposed/4", Some),
    // It neither asked whether the note varies an earlier decision, nor had an implementation schedule.
    ("note_revised/1", "note_revised/2", Some),
    // Its views were gone with it.
    ("note_withdrawn/1", "note_withdrawn/2", Some),
    // Every approval had a scan.
    ("paper_note_received/1", "paper_note_received/2", Some),
    // Three outcomes more; it named neither a day nor a body.
    ("decisions_recorded/1", "decisions_recorded/2", Some),
];

/// Version 1 carried the subject in plain words, which then could never be forgotten.
fn the_subject_was_words(mut event: Map<String, Value>) -> Option<Map<String, Value>> {
    let subject = event.remove("subject")?;
    subject.is_string().then(|| {
        event.insert("subject".to_owned(), serde_json::json!({ "words": subject }));
        event
    })
}

/// The event with an empty list under a name that version 1 did not have.
fn with_nothing_in(list: &str, mut event: Map<String, Value>) -> Option<Map<String, Value>> {
    event.insert(list.to_owned(), Value::Array(Vec::new())).is_none().then_some(event)
}

/// Version 1 knew a view as one text.
fn its_conditions_stood_in_its_words(event: Map<String, Value>) -> Option<Map<String, Value>> {
    with_nothing_in("conditions", event)
}

/// Version 1 gave reasons in words alone.
fn no_checklist_was_kept(event: Map<String, Value>) -> Option<Map<String, Value>> {
    with_nothing_in("deficiencies", event)
}

/// Version 1 knew no desks within a department.
fn it_went_to_no_desk(mut event: Map<String, Value>) -> Option<Map<String, Value>> {
    event.insert("to".to_owned(), Value::Null).is_none().then_some(event)
}

/// Version 1 did not tell what was looked at.
fn nothing_was_ticked(event: Map<String, Value>) -> Option<Map<String, Value>> {
    with_nothing_in("checked", event)
}

impl Recorded {
    /// Reads one entry of the ledger of acts, whatever version of a kind it is.
    ///
    /// # Errors
    /// [`UnreadableEntry`] tells an entry of a later build from a damaged one.
    pub fn read(payload: &[u8]) -> Result<Self, UnreadableEntry> {
        match serde_json::from_slice(payload) {
            Ok(recorded) => Ok(recorded),
            Err(error) => read_older(payload, UPCASTS, &error),
        }
    }
}

/// What the fast way could not read.
fn read_older(payload: &[u8], upcasts: &[Upcast], error: &serde_json::Error) -> Result<Recorded, UnreadableEntry> {
    let damaged = || UnreadableEntry::Damaged(error.to_string());
    let mut entry: Map<String, Value> = serde_json::from_slice(payload).map_err(|_| damaged())?;
    let Some(Value::Object(mut event)) = entry.remove("event") else { return Err(damaged()) };
    let kind = event.get("kind").and_then(Value::as_str).ok_or_else(damaged)?.to_owned();
    let mut name = kind.as_str();
    while let Some((_, next, lift)) = upcasts.iter().find(|(from, _, _)| *from == name) {
        event = lift(event).ok_or_else(damaged)?;
        event.insert("kind".to_owned(), Value::from(*next));
        name = next;
    }
    if !kinds().contains(&name) {
        return Err(if is_kind(name) { UnreadableEntry::UnknownKind(kind) } else { damaged() });
    }
    entry.insert("event".to_owned(), Value::Object(event));
    serde_json::from_value(Value::Object(entry)).map_err(|error| UnreadableEntry::Damaged(error.to_string()))
}

/// A word of small letters, a stroke, and a version without leading zeros: what a later build may write.
fn is_kind(name: &str) -> bool {
    let Some((word, version)) = name.split_once('/') else { return false };
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let number = version.parse::<u32>().is_ok_and(|number| number > 0 && number.to_string() == version);
    !word.is_empty() && word.bytes().all(fits) && number
}

/// Kinds that this build writes, as `name/version`, in the order of [`Event`].
#[must_use]
pub fn kinds() -> &'static [&'static str] {
    // Asked of the reader itself, so that there is no second list to forget.
    let nothing = [("kind", StrDeserializer::<Answer>::new(""))];
    match Event::deserialize(MapDeserializer::new(nothing.into_iter())) {
        Err(Answer::Expected(kinds)) => kinds,
        Ok(_) | Err(Answer::Other) => &[],
    }
}

/// Kinds that this build reads and writes no more, oldest first.
pub fn older_kinds() -> impl Iterator<Item = &'static str> {
    UPCASTS.iter().map(|(from, _, _)| *from)
}

/// What the reader answers to a kind that no build has.
#[derive(Debug)]
enum Answer {
    Expected(&'static [&'static str]),
    Other,
}

impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

impl std::error::Error for Answer {}

impl de::Error for Answer {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Other
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::Expected(expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(event: &Value) -> Vec<u8> {
        let id = "01900000-0000-7000-8000-000000000001";
        let by = json!({ "actor": "system" });
        json!({ "act": id, "by": by, "body": "01".repeat(32), "at": 5, "event": event }).to_string().into_bytes()
    }

    /// Two versions that never were, one lifted to the next, the last to what is.
    const CHAIN: &[Upcast] = &[
        ("meeting_called/8", "meeting_called/9", |_| None),
        ("conclave/1", "conclave/2", rename),
        ("conclave/2", "sitting_concluded/1", Some),
    ];

    fn rename(mut event: Map<String, Value>) -> Option<Map<String, Value>> {
        let room = event.remove("room")?;
        event.insert("meeting".to_owned(), room);
        Some(event)
    }

    fn read_with(upcasts: &[Upcast], payload: &[u8]) -> Result<Recorded, UnreadableEntry> {
        let error = serde_json::from_slice::<Recorded>(payload).unwrap_err();
        read_older(payload, upcasts, &error)
    }

    #[test]
    fn an_old_version_is_lifted_step_by_step() {
        let room = "01900000-0000-7000-8000-000000000009";
        let old = read_with(CHAIN, &entry(&json!({ "kind": "conclave/1", "room": room }))).unwrap();
        let new = Recorded::read(&entry(&json!({ "kind": "sitting_concluded/1", "meeting": room }))).unwrap();
        assert_eq!(old, new);
        let between = read_with(CHAIN, &entry(&json!({ "kind": "conclave/2", "meeting": room }))).unwrap();
        assert_eq!(between, new);
        let wrong = read_with(CHAIN, &entry(&json!({ "kind": "conclave/1", "hall": room })));
        assert!(matches!(wrong, Err(UnreadableEntry::Damaged(_))));
    }

    #[test]
    fn a_kind_of_a_later_build_is_not_damage() {
        for kind in ["note_submitted/2", "budget_laid/1", "proposal_started/3"] {
            let unknown = Recorded::read(&entry(&json!({ "kind": kind, "whatever": [1, { "more": null }] })));
            assert_eq!(unknown, Err(UnreadableEntry::UnknownKind(kind.to_owned())));
        }
        let lifted_into_nothing =
            read_with(&[("conclave/1", "conclave/2", Some)], &entry(&json!({ "kind": "conclave/1" })));
        assert_eq!(lifted_into_nothing, Err(UnreadableEntry::UnknownKind("conclave/1".to_owned())));
    }

    #[test]
    fn damage_is_no_reason_to_upgrade() {
        let id = "01900000-0000-7000-8000-000000000009";
        let whole = entry(&json!({ "kind": "meeting_called/1", "meeting": id }));
        assert!(Recorded::read(&whole).is_ok(), "control");
        let mut cut = whole.clone();
        cut.truncate(whole.len() - 1);
        let text = String::from_utf8(whole).unwrap();
        let renamed = text.replace("\"meeting\"", "\"sitting\"").into_bytes();
        let kinds = ["meeting_called", "meeting_called/01", "Meeting/1", "/1", "meeting called/1", ""];
        let spoiled = kinds.map(|kind| text.replace("meeting_called/1", kind).into_bytes());
        for payload in spoiled.into_iter().chain([cut, renamed, b"null".to_vec(), b"{}".to_vec(), Vec::new()]) {
            let read = Recorded::read(&payload);
            assert!(matches!(read, Err(UnreadableEntry::Damaged(_))), "{}", String::from_utf8_lossy(&payload));
        }
    }

    #[test]
    fn the_reader_names_its_own_kinds() {
        assert!(kinds().len() >= 40 && kinds().contains(&"note_submitted/1"), "{:?}", kinds());
        assert!(older_kinds().all(|kind| !kinds().contains(&kind)), "a kind is written or lifted, not both");
        let mut ends = UPCASTS.iter().map(|(_, to, _)| *to);
        assert!(ends.all(|end| kinds().contains(&end) || older_kinds().any(|older| older == end)));
    }
}
