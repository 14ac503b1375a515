//! What a section of a note says: paragraphs, lists and tables.
//!
//! A section that is nothing but plain paragraphs is written as a string, as every section was before there were lists and
//! tables; any other as a document with the version of its format:
//!
//! ```json
//! {"version": 1, "blocks": [
//!   {"paragraph": ["plain, ", {"text": "strong", "strong": true}]},
//!   {"list": {"numbered": true, "items": [{"paragraphs": [["first"]], "lists": []}]}},
//!   {"table": {"header": true, "rows": [[[["Year"]], [["Crore"]]], [[["2025-26"]], [["12"]]]]}}
//! ]}
//! ```
//!
//! It is a format of our own, not that of an editor: a record is read for ever, and editors change. Every string in it is
//! words that somebody wrote; what they are stands in the keys.

mod raw;
mod reading;

pub use reading::BadProse;

use crate::draft::count_words;
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The version of the format that is written.
pub const VERSION: u64 = 1;
/// Lists within lists at most, the outermost counted.
pub const LIST_LEVELS_MAX: usize = 3;
/// Items of one list at most.
pub const ITEMS_MAX: usize = 300;
/// Rows of a table at most, its head counted.
pub const ROWS_MAX: usize = 300;
/// Columns of a table at most.
pub const COLUMNS_MAX: usize = 12;
/// Paragraphs, lists and tables of a document at most; and paragraphs of one cell or item.
pub const BLOCKS_MAX: usize = 2000;
/// Characters of one document at most.
pub const CHARACTERS_MAX: usize = 80_000;

/// Words in one manner. Line breaks in it stay line breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they stand out.
    pub strong: bool,
    /// Whether they are underlined.
    pub underline: bool,
}

/// Runs that stand in one paragraph: none is empty, and no two neighbours have the same manner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Paragraph(Vec<Run>);

/// One item of a list: what it says, and lists beneath it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// At least one.
    pub paragraphs: Vec<Paragraph>,
    /// Lists within the item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<List>,
}

/// A list of at least one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    /// Numbers before the items; else bullets.
    pub numbered: bool,
    /// The items.
    pub items: Vec<Item>,
}

/// A cell of a table: at least one paragraph, which may be empty.
pub type Cell = Vec<Paragraph>;

/// A table: at least one row, all rows with the same number of cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Whether the first row names the columns.
    pub header: bool,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// One part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
}

/// What a section says. What was plainly typed is kept to the last sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    blocks: Vec<Block>,
}

impl Prose {
    /// The same with the words of each run changed, where the function gives others for them; what it is stays as it is.
    #[must_use]
    pub fn with_words(mut self, mut others: impl FnMut(&str) -> Option<String>) -> Self {
        for block in &mut self.blocks {
            block.change_words(&mut others);
        }
        self
    }
}

impl Block {
    fn change_words(&mut self, others: &mut impl FnMut(&str) -> Option<String>) {
        match self {
            Self::Paragraph(paragraph) => paragraph.change_words(others),
            Self::List(list) => list.change_words(others),
            Self::Table(table) => {
                table.rows.iter_mut().flatten().flatten().for_each(|paragraph| paragraph.change_words(others));
            }
        }
    }
}

impl List {
    fn change_words(&mut self, others: &mut impl FnMut(&str) -> Option<String>) {
        for item in &mut self.items {
            item.paragraphs.iter_mut().for_each(|paragraph| paragraph.change_words(others));
            item.lists.iter_mut().for_each(|list| list.change_words(others));
        }
    }
}

impl Run {
    fn is_plain(&self) -> bool {
        !self.strong && !self.underline
    }

    fn is_alike(&self, other: &Self) -> bool {
        (self.strong, self.underline) == (other.strong, other.underline)
    }
}

impl Paragraph {
    /// Puts neighbours of one manner together and leaves empty runs out.
    fn of_runs(runs: impl IntoIterator<Item = Run>) -> Self {
        let mut joined: Vec<Run> = Vec::new();
        for run in runs {
            match joined.last_mut() {
                _ if run.text.is_empty() => {}
                Some(last) if last.is_alike(&run) => last.text.push_str(&run.text),
                _ => joined.push(run),
            }
        }
        Self(joined)
    }

    fn change_words(&mut self, others: &mut impl FnMut(&str) -> Option<String>) {
        let changed = std::mem::take(&mut self.0).into_iter().map(|run| match others(&run.text) {
            Some(text) => Run { text, ..run },
            None => run,
        });
        *self = Self::of_runs(changed);
    }

    fn plainly(text: &str) -> Self {
        Self::of_runs([Run { text: text.to_owned(), ..Run::default() }])
    }

    /// Its runs, in order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.0
    }

    /// Its words without any manner.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    fn is_plain(&self) -> bool {
        self.0.iter().all(Run::is_plain)
    }
}

impl List {
    fn write_lines(&self, margin: &str, lines: &mut Vec<String>) {
        for (place, item) in self.items.iter().enumerate() {
            let sign = if self.numbered { format!("{}.", place.saturating_add(1)) } else { "•".to_owned() };
            for (order, paragraph) in item.paragraphs.iter().enumerate() {
                let before = if order == 0 { format!("{margin}{sign} ") } else { format!("{margin}  ") };
                lines.push((before + &paragraph.text()).trim_end().to_owned());
            }
            for list in &item.lists {
                list.write_lines(&format!("{margin}  "), lines);
            }
        }
    }

    fn each_paragraph<'a>(&'a self, visit: &mut dyn FnMut(&'a Paragraph)) {
        for item in &self.items {
            item.paragraphs.iter().for_each(&mut *visit);
            for list in &item.lists {
                list.each_paragraph(visit);
            }
        }
    }
}

impl Table {
    fn lines(&self) -> String {
        let words =
            |cell: &Cell| crate::draft::one_line(&cell.iter().map(Paragraph::text).collect::<Vec<_>>().join(" "));
        let row = |row: &Vec<Cell>| row.iter().map(words).collect::<Vec<_>>().join(" | ").trim_end().to_owned();
        self.rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }
}

impl Block {
    fn plain(&self) -> String {
        match self {
            Self::Paragraph(paragraph) => paragraph.text(),
            Self::List(list) => {
                let mut lines = Vec::new();
                list.write_lines("", &mut lines);
                lines.join("\n")
            }
            Self::Table(table) => table.lines(),
        }
    }
}

impl Prose {
    /// Words that were plainly typed: an empty line parts paragraphs, a single line break stays one.
    #[must_use]
    pub fn from_plain(words: &str) -> Self {
        if words.is_empty() {
            return Self::default();
        }
        Self { blocks: words.split("\n\n").map(|part| Block::Paragraph(Paragraph::plainly(part))).collect() }
    }

    /// A document of these parts.
    fn of_blocks(blocks: Vec<Block>) -> Self {
        let made = Self { blocks };
        // Two line breaks within a plain paragraph part it: it is kept as it is written.
        if made.is_plain() { Self::from_plain(&made.plain()) } else { made }
    }

    /// Reads a document, however it came: every text is cleaned, and what is no part of the format is refused.
    ///
    /// # Errors
    /// [`BadProse`] names what is wrong first.
    pub fn parse(written: &str) -> Result<Self, BadProse> {
        let raw: raw::Raw = serde_json::from_str(written).map_err(|_| BadProse::Unreadable)?;
        reading::document(&raw)
    }

    /// The document as it is kept and sent to an editor; that of plain paragraphs too.
    #[must_use]
    pub fn write(&self) -> String {
        serde_json::to_string(&Document(self)).unwrap_or_default()
    }

    /// Its parts, in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether it is nothing but plain paragraphs: then a field for plain words holds all of it.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.blocks.iter().all(|block| matches!(block, Block::Paragraph(paragraph) if paragraph.is_plain()))
    }

    /// All its words without form: paragraphs parted by empty lines, items as lines with number or bullet, rows as lines
    /// with ` | ` between the cells. What was plainly typed comes back as it was.
    #[must_use]
    pub fn plain(&self) -> String {
        self.blocks.iter().map(Block::plain).collect::<Vec<_>>().join("\n\n")
    }

    /// How many words it has: numbers and bullets of lists and borders of cells are none.
    #[must_use]
    pub fn words(&self) -> u32 {
        let mut words = 0_u32;
        let mut count = |paragraph: &Paragraph| words = words.saturating_add(count_words(&paragraph.text()));
        for block in &self.blocks {
            match block {
                Block::Paragraph(paragraph) => count(paragraph),
                Block::List(list) => list.each_paragraph(&mut count),
                Block::Table(table) => table.rows.iter().flatten().flatten().for_each(&mut count),
            }
        }
        words
    }

    /// Whether no word stands in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.words() == 0
    }

    /// Whether nothing at all stands in it, not even a blank.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// The words in what was sent as a document and perhaps is none, to be shown again to who sent it: every string of it on
/// lines of its own, or all of it where it cannot be read so far.
#[must_use]
pub fn words_sent(written: &str) -> String {
    if let Ok(prose) = Prose::parse(written) {
        return prose.plain();
    }
    serde_json::from_str::<raw::Raw>(written).map_or_else(|_| written.to_owned(), |raw| raw.strings().join("\n"))
}

impl From<String> for Prose {
    fn from(words: String) -> Self {
        Self::from_plain(&words)
    }
}

impl From<&str> for Prose {
    fn from(words: &str) -> Self {
        Self::from_plain(words)
    }
}

struct Document<'a>(&'a Prose);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_struct("Prose", 2)?;
        document.serialize_field("version", &VERSION)?;
        document.serialize_field("blocks", &self.0.blocks)?;
        document.end()
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_plain() { serializer.serialize_str(&self.plain()) } else { Document(self).serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match raw::Raw::deserialize(deserializer)? {
            raw::Raw::Text(words) => Ok(Self::from_plain(&words)),
            raw => reading::document(&raw).map_err(de::Error::custom),
        }
    }
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_plain() {
            return serializer.serialize_str(&self.text);
        }
        let mut run = serializer.serialize_map(None)?;
        run.serialize_entry("text", &self.text)?;
        for (manner, has) in [("strong", self.strong), ("underline", self.underline)] {
            if has {
                run.serialize_entry(manner, &true)?;
            }
        }
        run.end()
    }
}
