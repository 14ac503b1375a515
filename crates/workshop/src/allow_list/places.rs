//! Which object stands where: the catalogue, the pages, their annotations, the targets of actions.

use super::shape::{Dictionary, Shape, reference, shape};
use super::{DEPTH_MAX, ObjectEntry, parse};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use workshop::Reason;

/// The place of a value, which decides what may stay in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Catalogue,
    /// The catalogue's name trees.
    Names,
    /// The catalogue's form.
    Form,
    Page,
    Annotation,
    /// Where a reader looks for something to do.
    Action,
    /// A map whose keys are names of the author's choosing.
    ResourceMap,
    /// The dictionary of a stream.
    Stream,
    Anywhere,
}

impl Place {
    /// The place of a stream's dictionary where the object has this place.
    pub fn in_stream(self) -> Self {
        match self {
            // A stream in the place of an annotation or an action is judged as one.
            Self::Annotation | Self::Action => self,
            _ => Self::Stream,
        }
    }

    /// The place of an array's element. Actions may follow each other as an array.
    pub fn in_array(self) -> Self {
        match self {
            Self::Annotation | Self::Action => self,
            _ => Self::Anywhere,
        }
    }
}

/// The place of the value under a key of a dictionary of `place`.
pub fn place_under(key: &str, place: Place) -> Place {
    match (place, key) {
        (Place::Catalogue, "/Names") => Place::Names,
        (Place::Catalogue, "/AcroForm") => Place::Form,
        (Place::Page, "/Annots") => Place::Annotation,
        (_, "/A" | "/PA" | "/Next") => Place::Action,
        (
            _,
            "/Font" | "/XObject" | "/ExtGState" | "/ColorSpace" | "/Pattern" | "/Shading" | "/Properties"
            | "/CharProcs" | "/Dests" | "/RoleMap" | "/ClassMap" | "/Colorants",
        ) => Place::ResourceMap,
        _ => Place::Anywhere,
    }
}

/// The places of all objects that have one.
pub struct Places(BTreeMap<String, Place>);

type Entries<'a> = BTreeMap<String, &'a RawValue>;

impl Places {
    /// The place of an object (`12 0 R`).
    pub fn of(&self, id: &str) -> Place {
        self.0.get(id).copied().unwrap_or(Place::Anywhere)
    }

    /// Walks the page tree and all references. Refuses what has no catalogue or page tree, and too many pages.
    pub fn find(entries: &Entries<'_>, pages_max: u32) -> Result<Self, Reason> {
        let mut places = Self(BTreeMap::new());
        // The weakest claims first: a page stays a page whoever else points at it.
        for (name, entry) in entries {
            let entry: ObjectEntry<'_> = parse(entry)?;
            let value = entry.value.or(entry.stream.map(|stream| stream.dict));
            if let (true, Some(value)) = (name.starts_with("obj:"), value) {
                places.claim_references(value, Place::Anywhere, 0)?;
            }
        }
        refuse_shared_branches(entries)?;
        let root = catalogue(entries)?;
        let catalogue = dictionary(entries, &root)?.ok_or(Reason::Broken)?;
        refuse_what_cannot_be_shown(&catalogue)?;
        let pages = catalogue.get("/Pages").and_then(|raw| reference(raw));
        places.claim_pages(entries, pages.ok_or(Reason::Broken)?, pages_max)?;
        for (key, place) in [("/Names", Place::Names), ("/AcroForm", Place::Form)] {
            if let Some(id) = catalogue.get(key).and_then(|raw| reference(raw)) {
                places.0.insert(id, place);
            }
        }
        places.0.insert(root, Place::Catalogue);
        Ok(places)
    }

    /// Marks what stands in the place of an action or a map. An action's claim is the stronger one.
    fn claim_references(&mut self, raw: &RawValue, place: Place, depth: usize) -> Result<(), Reason> {
        if depth > DEPTH_MAX {
            return Err(Reason::Broken);
        }
        match shape(raw)? {
            Shape::Dictionary(dictionary) => {
                for (key, value) in dictionary {
                    self.claim_references(value, place_under(&key, Place::Anywhere), depth + 1)?;
                }
            }
            Shape::Array(elements) => {
                for element in elements {
                    self.claim_references(element, place.in_array(), depth + 1)?;
                }
            }
            Shape::Leaf if place == Place::Action => {
                if let Some(id) = reference(raw) {
                    self.0.insert(id, place);
                }
            }
            Shape::Leaf if place == Place::ResourceMap => {
                if let Some(id) = reference(raw) {
                    self.0.entry(id).or_insert(place);
                }
            }
            Shape::Leaf => {}
        }
        Ok(())
    }

    fn claim_pages(&mut self, entries: &Entries<'_>, first: String, pages_max: u32) -> Result<(), Reason> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![first];
        let mut pages = 0_u32;
        while let Some(id) = waiting.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            let Some(node) = dictionary(entries, &id)? else {
                continue;
            };
            if let Some(kids) = node.get("/Kids") {
                for kid in elements(entries, kids)? {
                    // A page that is no object of its own would be reviewed as something else.
                    match (reference(kid), kid.get()) {
                        (Some(kid), _) => waiting.push(kid),
                        (None, "null") => {}
                        (None, _) => return Err(Reason::Broken),
                    }
                }
            } else {
                pages += 1;
                if pages > pages_max {
                    return Err(Reason::TooManyPages);
                }
                self.claim_annotations(entries, &node)?;
                self.0.insert(id, Place::Page);
            }
        }
        Ok(())
    }

    fn claim_annotations(&mut self, entries: &Entries<'_>, page: &Dictionary<'_>) -> Result<(), Reason> {
        let Some(annotations) = page.get("/Annots") else {
            return Ok(());
        };
        // The array may be an object of its own; its elements are then judged in the same place.
        if let Some(id) = reference(annotations) {
            self.0.insert(id, Place::Annotation);
        }
        for annotation in elements(entries, annotations)? {
            if let Some(id) = reference(annotation) {
                self.0.insert(id, Place::Annotation);
            }
        }
        Ok(())
    }
}

/// The trees of a PDF (pages, names, fields, structure) are trees: a branch that hangs twice makes thirty objects into
/// a billion for a reader that walks them, and a branch that hangs on itself never ends. Leaves may be shared.
fn refuse_shared_branches(entries: &Entries<'_>) -> Result<(), Reason> {
    const BRANCHING: [&str; 2] = ["/Kids", "/K"];
    const HOLDING: [&str; 4] = ["/Kids", "/K", "/Fields", "/Pages"];
    let mut branches = BTreeSet::new();
    let mut held = BTreeSet::new();
    let mut held_twice = BTreeSet::new();
    for (name, entry) in entries {
        let entry: ObjectEntry<'_> = parse(entry)?;
        let (Some(id), Some(value)) = (name.strip_prefix("obj:"), entry.value) else {
            continue;
        };
        let Shape::Dictionary(node) = shape(value)? else {
            continue;
        };
        if BRANCHING.iter().any(|key| node.contains_key(*key)) {
            branches.insert(id.to_owned());
        }
        for below in HOLDING.iter().filter_map(|key| node.get(*key)) {
            let single = reference(below).into_iter();
            let several = elements(entries, below)?;
            for id in single.chain(several.into_iter().filter_map(reference)) {
                if !held.insert(id.clone()) {
                    held_twice.insert(id);
                }
            }
        }
    }
    if branches.is_disjoint(&held_twice) { Ok(()) } else { Err(Reason::Broken) }
}

/// A form that its own program draws shows "please wait" without it, and a portfolio is a cover sheet without its
/// files: cleaned, both would be papers that nobody wrote.
fn refuse_what_cannot_be_shown(catalogue: &Dictionary<'_>) -> Result<(), Reason> {
    let drawn_by_program = catalogue.get("/NeedsRendering").is_some_and(|raw| raw.get() == "true");
    let portfolio = catalogue.contains_key("/Collection");
    if drawn_by_program || portfolio {
        return Err(Reason::ActiveContent);
    }
    Ok(())
}

fn catalogue(entries: &Entries<'_>) -> Result<String, Reason> {
    let trailer = entries.get("trailer").ok_or(Reason::Broken)?;
    let trailer: ObjectEntry<'_> = parse(trailer)?;
    let Some(Shape::Dictionary(trailer)) = trailer.value.map(shape).transpose()? else {
        return Err(Reason::Broken);
    };
    if trailer.contains_key("/Encrypt") {
        return Err(Reason::Encrypted);
    }
    trailer.get("/Root").and_then(|raw| reference(raw)).ok_or(Reason::Broken)
}

fn value<'a>(entries: &Entries<'a>, id: &str) -> Result<Option<&'a RawValue>, Reason> {
    let Some(entry) = entries.get(&format!("obj:{id}")) else {
        return Ok(None);
    };
    let entry: ObjectEntry<'a> = parse(entry)?;
    Ok(entry.value)
}

fn dictionary<'a>(entries: &Entries<'a>, id: &str) -> Result<Option<Dictionary<'a>>, Reason> {
    Ok(match value(entries, id)?.map(shape).transpose()? {
        Some(Shape::Dictionary(dictionary)) => Some(dictionary),
        _ => None,
    })
}

/// The elements of an array that stands here or in an object referred to from here.
fn elements<'a>(entries: &Entries<'a>, raw: &'a RawValue) -> Result<Vec<&'a RawValue>, Reason> {
    let target = match reference(raw) {
        Some(id) => value(entries, &id)?,
        None => Some(raw),
    };
    Ok(match target.map(shape).transpose()? {
        Some(Shape::Array(elements)) => elements,
        _ => Vec::new(),
    })
}
