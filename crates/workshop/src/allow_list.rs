//! The allow-list: reads qpdf's JSON description of a PDF and writes the update that leaves only what is allowed.
//!
//! Where active content hangs by its position, only what is listed stays: trailer, catalogue, name trees, form,
//! pages, kinds of annotation, actions. Everywhere else what is known to be active is taken out by name.
//! Numbers, strings and names are never read into values and written again: they pass as the text qpdf gave.

mod names;
mod numbers;
mod places;
mod shape;

use names::{
    CATALOGUE_KEYS, FORM_KEYS, NAME_TREE_KEYS, PAGE_KEYS, TRAILER_KEYS, dropped_anywhere, dropped_in_streams,
    dropped_kind, is_forbidden_action, is_shown_annotation,
};
use places::{Place, Places, place_under};
use serde::Deserialize;
use serde_json::value::RawValue;
use shape::{Dictionary, Shape, array_text, dictionary_text, quoted, shape, text};
use std::collections::{BTreeMap, BTreeSet};
use workshop::{Dropped, Reason};

/// Dictionaries within one object nest a few levels in real files; deeper ones are made to exhaust a stack.
const DEPTH_MAX: usize = 60;
const NULL: &str = "null";

/// What a review found.
#[derive(Debug)]
pub struct Review {
    /// qpdf's `--update-from-json` input.
    pub update: Vec<u8>,
    /// What the update takes out; empty where the PDF is clean.
    pub dropped: BTreeSet<Dropped>,
}

/// qpdf's description: a header, then the objects by name (`obj:1 0 R`) and the trailer.
#[derive(Deserialize)]
struct Description<'a> {
    #[serde(borrow)]
    qpdf: (&'a RawValue, BTreeMap<String, &'a RawValue>),
}

#[derive(Deserialize)]
struct ObjectEntry<'a> {
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
    #[serde(borrow, default)]
    stream: Option<StreamEntry<'a>>,
}

#[derive(Deserialize)]
struct StreamEntry<'a> {
    #[serde(borrow)]
    dict: &'a RawValue,
}

#[derive(Deserialize)]
struct Header {
    maxobjectid: u32,
}

/// Reviews qpdf's JSON description of a PDF.
///
/// qpdf writes PDF names as raw bytes, so the description may not be UTF-8. It is read as Latin-1, in which every
/// byte is a character, and the update is written back so: bytes survive, and JSON's own syntax is ASCII.
pub fn review(description: &[u8], pages_max: u32) -> Result<Review, Reason> {
    let latin = numbers::with_json_numbers(description.iter().map(|byte| char::from(*byte)));
    let parsed: Description<'_> = serde_json::from_str(&latin).map_err(|_| Reason::Broken)?;
    let (header, entries) = parsed.qpdf;
    let mut reviewer = Reviewer { places: Places::find(&entries, pages_max)?, dropped: BTreeSet::new() };
    let mut update = Vec::new();
    for (name, entry) in &entries {
        let changed = match name.strip_prefix("obj:") {
            Some(id) => reviewer.object(id, entry)?,
            None => Some(reviewer.trailer(header, entry)?),
        };
        if let Some(changed) = changed {
            update.push(format!("{}:{changed}", quoted(name)));
        }
    }
    let whole = format!("{{\"qpdf\":[{header},{{{}}}]}}", update.join(","));
    Ok(Review { update: bytes_of_latin(&whole), dropped: reviewer.dropped })
}

fn bytes_of_latin(text: &str) -> Vec<u8> {
    // Every character came from one byte, so the replacement never happens.
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
}

/// What became of one value.
enum Outcome {
    Same,
    Changed(String),
    Dropped,
}

struct Reviewer {
    places: Places,
    dropped: BTreeSet<Dropped>,
}

impl Reviewer {
    /// The trailer keeps its root alone; the identifier and the table's own keys qpdf writes anew.
    fn trailer(&mut self, header: &RawValue, entry: &RawValue) -> Result<String, Reason> {
        let entry: ObjectEntry<'_> = parse(entry)?;
        let header: Header = parse(header)?;
        let mut kept = BTreeMap::new();
        if let Some(Shape::Dictionary(trailer)) = entry.value.map(shape).transpose()? {
            for (key, value) in trailer {
                if key == "/Root" {
                    kept.insert(key, value.get().to_owned());
                } else if !TRAILER_KEYS.contains(&key.as_str()) {
                    self.dropped.insert(dropped_kind(&key));
                }
            }
        }
        let size = header.maxobjectid.saturating_add(1).to_string();
        kept.insert("/Size".to_owned(), size);
        Ok(format!("{{\"value\":{}}}", dictionary_text(&kept)))
    }

    /// The object's new entry, or nothing where it stays as it is.
    fn object(&mut self, id: &str, entry: &RawValue) -> Result<Option<String>, Reason> {
        let entry: ObjectEntry<'_> = parse(entry)?;
        let place = self.places.of(id);
        let outcome = match (entry.value, entry.stream) {
            (_, Some(stream)) => match self.value(stream.dict, place.in_stream(), 0)? {
                Outcome::Changed(dictionary) => Outcome::Changed(format!("{{\"stream\":{{\"dict\":{dictionary}}}}}")),
                other => other,
            },
            (Some(value), None) => match self.value(value, place, 0)? {
                Outcome::Changed(value) => Outcome::Changed(format!("{{\"value\":{value}}}")),
                other => other,
            },
            (None, None) => Outcome::Same,
        };
        Ok(match outcome {
            Outcome::Same => None,
            Outcome::Changed(entry) => Some(entry),
            Outcome::Dropped => Some(format!("{{\"value\":{NULL}}}")),
        })
    }

    fn value(&mut self, raw: &RawValue, place: Place, depth: usize) -> Result<Outcome, Reason> {
        if depth > DEPTH_MAX {
            return Err(Reason::Broken);
        }
        match shape(raw)? {
            Shape::Dictionary(dictionary) => self.dictionary(dictionary, place, depth),
            Shape::Array(elements) => self.array(elements, place, depth),
            Shape::Leaf => Ok(Outcome::Same),
        }
    }

    /// Elements that go leave a null behind, so that the others keep their positions.
    fn array(&mut self, elements: Vec<&RawValue>, place: Place, depth: usize) -> Result<Outcome, Reason> {
        let mut changed = false;
        let mut kept = Vec::with_capacity(elements.len());
        for element in elements {
            match self.value(element, place.in_array(), depth + 1)? {
                Outcome::Same => kept.push(element.get().to_owned()),
                Outcome::Changed(text) => {
                    changed = true;
                    kept.push(text);
                }
                Outcome::Dropped => {
                    changed = true;
                    kept.push(NULL.to_owned());
                }
            }
        }
        Ok(if changed { Outcome::Changed(array_text(&kept)) } else { Outcome::Same })
    }

    fn dictionary(&mut self, dictionary: Dictionary<'_>, place: Place, depth: usize) -> Result<Outcome, Reason> {
        if let Some(kind) = forbidden(&dictionary, place) {
            self.dropped.insert(kind);
            return Ok(Outcome::Dropped);
        }
        let is_map = place == Place::ResourceMap && is_plain_map(&dictionary);
        let mut changed = false;
        let mut kept = BTreeMap::new();
        for (key, value) in dictionary {
            if let Some(kind) = unwanted(&key, place, is_map) {
                // A null says as much as no key: nothing was there to take out.
                if value.get() != NULL {
                    self.dropped.insert(kind_under(&key, value, kind));
                }
                changed = true;
                continue;
            }
            let below = if is_map { Place::Anywhere } else { place_under(&key, place) };
            match self.value(value, below, depth + 1)? {
                Outcome::Same => {
                    kept.insert(key, value.get().to_owned());
                }
                Outcome::Changed(text) => {
                    changed = true;
                    kept.insert(key, text);
                }
                Outcome::Dropped => changed = true,
            }
        }
        Ok(if changed { Outcome::Changed(dictionary_text(&kept)) } else { Outcome::Same })
    }
}

fn parse<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Result<T, Reason> {
    serde_json::from_str(raw.get()).map_err(|_| Reason::Broken)
}

/// The kind of active content that a whole dictionary is, if it is one.
fn forbidden(dictionary: &Dictionary<'_>, place: Place) -> Option<Dropped> {
    let name = |key: &str| dictionary.get(key).and_then(|raw| text(raw));
    let action = name("/S");
    let of_type_action = name("/Type").as_deref() == Some("/Action");
    if let Some(action) = &action {
        let unlisted = action != "/GoTo" && (of_type_action || place == Place::Action);
        if unlisted || is_forbidden_action(action) {
            return Some(dropped_kind(action));
        }
    } else if of_type_action {
        return Some(Dropped::Actions);
    }
    let subtype = name("/Subtype").unwrap_or_default();
    let placed = place == Place::Annotation || name("/Type").as_deref() == Some("/Annot");
    let drawn = dictionary.contains_key("/Rect") && !subtype.is_empty();
    if (placed || drawn) && !is_shown_annotation(&subtype) {
        return Some(dropped_kind(&subtype));
    }
    let kind = name("/Type").unwrap_or_default();
    match (kind.as_str(), subtype.as_str()) {
        ("/EmbeddedFile", _) => Some(Dropped::EmbeddedFiles),
        ("/Metadata", "/XML") => Some(Dropped::Metadata),
        (_, "/PS") => Some(Dropped::Scripts),
        _ => None,
    }
}

/// A map of resources, whose keys are names of the author's choosing: a font may well be called `/AA`.
fn is_plain_map(dictionary: &Dictionary<'_>) -> bool {
    !["/Type", "/Subtype", "/FT", "/Parent", "/Kids", "/S", "/Rect"].iter().any(|key| dictionary.contains_key(*key))
}

/// The kind of content that hangs under a key which may not stay in a dictionary of this place.
fn unwanted(key: &str, place: Place, is_map: bool) -> Option<Dropped> {
    let listed = match place {
        Place::Catalogue => Some(CATALOGUE_KEYS),
        Place::Names => Some(NAME_TREE_KEYS),
        Place::Form => Some(FORM_KEYS),
        Place::Page => Some(PAGE_KEYS),
        _ => None,
    };
    let unlisted = listed.is_some_and(|keys| !keys.contains(&key));
    let named = !is_map && dropped_anywhere(key);
    let outside = place == Place::Stream && dropped_in_streams(key);
    (unlisted || named || outside).then(|| dropped_kind(key))
}

/// Opening at a page is no action, though it hangs under the same key: it is not told as one.
fn kind_under(key: &str, value: &RawValue, kind: Dropped) -> Dropped {
    if key == "/OpenAction" && value.get().starts_with('[') { Dropped::Others } else { kind }
}

#[cfg(test)]
mod tests;
