//! Reads a document strictly: what is not named here is refused.

use super::raw::Raw;
use super::{
    BLOCKS_MAX, Block, CHARACTERS_MAX, COLUMNS_MAX, Cell, ITEMS_MAX, Item, LIST_LEVELS_MAX, List, Paragraph, Prose,
    ROWS_MAX, Run, Table, VERSION,
};
use hindi::{BadText, clean_piece};

/// Why a document was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadProse {
    /// No JSON, or nested beyond all measure.
    #[error("it is no document")]
    Unreadable,
    /// A version of the format that is not known.
    #[error("version {found} of the format is not known")]
    Version {
        /// What it says.
        found: u64,
    },
    /// A part that the format does not have.
    #[error("the format has no {name:?}")]
    UnknownNode {
        /// What it is called.
        name: String,
    },
    /// A field that the part does not have.
    #[error("a {node} has no {name:?}")]
    UnknownField {
        /// Which part.
        node: &'static str,
        /// What the field is called.
        name: String,
    },
    /// A field that stands twice.
    #[error("a {node} has {name:?} twice")]
    Repeated {
        /// Which part.
        node: &'static str,
        /// Which field.
        name: String,
    },
    /// A field that must stand there.
    #[error("a {node} has no {name:?} and needs one")]
    Missing {
        /// Which part.
        node: &'static str,
        /// Which field.
        name: &'static str,
    },
    /// Something else than what must stand there: a string for an array, say.
    #[error("what should be a {node} is something else")]
    OtherKind {
        /// What should stand there.
        node: &'static str,
    },
    /// A list without items, an item or cell without a paragraph, a table without rows or cells.
    #[error("a {node} is empty")]
    Empty {
        /// Which part.
        node: &'static str,
    },
    /// Lists too deep within lists.
    #[error("more than {levels_max} lists within each other")]
    TooDeep {
        /// Levels at most.
        levels_max: usize,
    },
    /// More of something than a document may hold.
    #[error("more than {count_max} of {node}")]
    TooMany {
        /// Of which part: `block`, `item`, `row`, `column`.
        node: &'static str,
        /// How many at most.
        count_max: usize,
    },
    /// A row with another number of cells than the first.
    #[error("row {row} has another number of cells than the first")]
    Ragged {
        /// Which row, from 1.
        row: usize,
    },
    /// Characters that cannot stand in a text.
    #[error(transparent)]
    Characters(#[from] BadText),
    /// More characters than a document may have.
    #[error("more than {characters_max} characters")]
    TooLong {
        /// How many at most.
        characters_max: usize,
    },
}

/// The fields of an object, taken one by one; what is left over is refused.
struct Fields<'a> {
    node: &'static str,
    pairs: Vec<&'a (String, Raw)>,
}

impl<'a> Fields<'a> {
    fn of(raw: &'a Raw, node: &'static str) -> Result<Self, BadProse> {
        let Raw::Map(pairs) = raw else { return Err(BadProse::OtherKind { node }) };
        Ok(Self { node, pairs: pairs.iter().collect() })
    }

    fn optional(&mut self, name: &'static str) -> Result<Option<&'a Raw>, BadProse> {
        let (taken, left) = std::mem::take(&mut self.pairs).into_iter().partition(|(found, _)| found == name);
        self.pairs = left;
        let taken: Vec<&(String, Raw)> = taken;
        match taken.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(&one.1)),
            _ => Err(BadProse::Repeated { node: self.node, name: name.to_owned() }),
        }
    }

    fn one(&mut self, name: &'static str) -> Result<&'a Raw, BadProse> {
        self.optional(name)?.ok_or(BadProse::Missing { node: self.node, name })
    }

    fn flag(&mut self, name: &'static str) -> Result<Option<bool>, BadProse> {
        match self.optional(name)? {
            None => Ok(None),
            Some(Raw::Bool(value)) => Ok(Some(*value)),
            Some(_) => Err(BadProse::OtherKind { node: name }),
        }
    }

    fn finish(self) -> Result<(), BadProse> {
        match self.pairs.first() {
            None => Ok(()),
            Some((name, _)) => Err(BadProse::UnknownField { node: self.node, name: name.clone() }),
        }
    }
}

fn values<'a>(raw: &'a Raw, node: &'static str) -> Result<&'a [Raw], BadProse> {
    if let Raw::Seq(values) = raw { Ok(values) } else { Err(BadProse::OtherKind { node }) }
}

/// As [`values`]: at least one, and not more than `count_max`, each of which is a `part`.
fn some<'a>(raw: &'a Raw, node: &'static str, (part, count_max): (&'static str, usize)) -> Result<&'a [Raw], BadProse> {
    let values = values(raw, node)?;
    if values.is_empty() {
        return Err(BadProse::Empty { node });
    }
    if values.len() > count_max {
        return Err(BadProse::TooMany { node: part, count_max });
    }
    Ok(values)
}

/// Reads the whole.
pub(super) fn document(raw: &Raw) -> Result<Prose, BadProse> {
    let mut fields = Fields::of(raw, "document")?;
    match fields.one("version")? {
        Raw::Number(VERSION) => {}
        Raw::Number(found) => return Err(BadProse::Version { found: *found }),
        _ => return Err(BadProse::OtherKind { node: "version" }),
    }
    let blocks = values(fields.one("blocks")?, "blocks")?;
    fields.finish()?;
    let mut reader = Reader::default();
    let blocks = blocks.iter().map(|raw| reader.block(raw)).collect::<Result<Vec<_>, _>>()?;
    Ok(Prose::of_blocks(blocks))
}

/// Counts what the whole document may hold at most.
#[derive(Default)]
struct Reader {
    blocks: usize,
    characters: usize,
}

impl Reader {
    fn count_block(&mut self) -> Result<(), BadProse> {
        self.blocks = self.blocks.saturating_add(1);
        let enough = self.blocks <= BLOCKS_MAX;
        if enough { Ok(()) } else { Err(BadProse::TooMany { node: "block", count_max: BLOCKS_MAX }) }
    }

    fn block(&mut self, raw: &Raw) -> Result<Block, BadProse> {
        let Raw::Map(pairs) = raw else { return Err(BadProse::OtherKind { node: "block" }) };
        let (name, content) = match pairs.as_slice() {
            [(name, content)] => (name, content),
            [] => return Err(BadProse::Empty { node: "block" }),
            [_, (name, _), ..] => return Err(BadProse::UnknownField { node: "block", name: name.clone() }),
        };
        match name.as_str() {
            "paragraph" => self.paragraph(content).map(Block::Paragraph),
            "list" => self.list(content, 1).map(Block::List),
            "table" => self.table(content).map(Block::Table),
            _ => Err(BadProse::UnknownNode { name: name.clone() }),
        }
    }

    fn list(&mut self, raw: &Raw, level: usize) -> Result<List, BadProse> {
        if level > LIST_LEVELS_MAX {
            return Err(BadProse::TooDeep { levels_max: LIST_LEVELS_MAX });
        }
        let mut fields = Fields::of(raw, "list")?;
        let numbered = fields.flag("numbered")?.ok_or(BadProse::Missing { node: "list", name: "numbered" })?;
        let items = some(fields.one("items")?, "list", ("item", ITEMS_MAX))?;
        fields.finish()?;
        let items = items.iter().map(|item| self.item(item, level)).collect::<Result<Vec<_>, _>>()?;
        Ok(List { numbered, items })
    }

    fn item(&mut self, raw: &Raw, level: usize) -> Result<Item, BadProse> {
        let mut fields = Fields::of(raw, "item")?;
        let paragraphs = self.paragraphs(fields.one("paragraphs")?, "item")?;
        let lists = fields.optional("lists")?.map_or(Ok(&[] as &[Raw]), |lists| values(lists, "lists"))?;
        fields.finish()?;
        let lists = lists.iter().map(|list| self.list(list, level.saturating_add(1))).collect::<Result<Vec<_>, _>>()?;
        Ok(Item { paragraphs, lists })
    }

    fn table(&mut self, raw: &Raw) -> Result<Table, BadProse> {
        let mut fields = Fields::of(raw, "table")?;
        let header = fields.flag("header")?.ok_or(BadProse::Missing { node: "table", name: "header" })?;
        let rows = some(fields.one("rows")?, "table", ("row", ROWS_MAX))?;
        fields.finish()?;
        let rows = rows.iter().map(|row| self.row(row)).collect::<Result<Vec<_>, _>>()?;
        let columns = rows.first().map_or(0, Vec::len);
        match rows.iter().position(|row| row.len() != columns) {
            Some(ragged) => Err(BadProse::Ragged { row: ragged.saturating_add(1) }),
            None => Ok(Table { header, rows }),
        }
    }

    fn row(&mut self, raw: &Raw) -> Result<Vec<Cell>, BadProse> {
        let cells = some(raw, "row", ("column", COLUMNS_MAX))?;
        cells.iter().map(|cell| self.paragraphs(cell, "cell")).collect()
    }

    fn paragraphs(&mut self, raw: &Raw, node: &'static str) -> Result<Vec<Paragraph>, BadProse> {
        let paragraphs = some(raw, node, ("block", BLOCKS_MAX))?;
        paragraphs.iter().map(|paragraph| self.paragraph(paragraph)).collect()
    }

    fn paragraph(&mut self, raw: &Raw) -> Result<Paragraph, BadProse> {
        self.count_block()?;
        let runs = values(raw, "paragraph")?.iter().map(run).collect::<Result<Vec<_>, _>>()?;
        let joined = Paragraph::of_runs(runs);
        let unseen = hindi::is_blank(&joined.text());
        let mut cleaned = Vec::new();
        for run in joined.0 {
            let mut text = clean_piece(&run.text)?;
            // Signs without ink are no words, as in every other text.
            text.retain(|character| !unseen || character.is_whitespace());
            cleaned.push(Run { text, ..run });
        }
        let paragraph = Paragraph::of_runs(without_blanks_at_line_ends(cleaned));
        let characters = paragraph.runs().iter().map(|run| run.text.chars().count());
        self.characters = self.characters.saturating_add(characters.sum());
        let short = self.characters <= CHARACTERS_MAX;
        if short { Ok(paragraph) } else { Err(BadProse::TooLong { characters_max: CHARACTERS_MAX }) }
    }
}

fn run(raw: &Raw) -> Result<Run, BadProse> {
    if let Raw::Text(text) = raw {
        return Ok(Run { text: text.clone(), ..Run::default() });
    }
    let mut fields = Fields::of(raw, "run")?;
    let Raw::Text(text) = fields.one("text")? else { return Err(BadProse::OtherKind { node: "text" }) };
    let (strong, underline) = (fields.flag("strong")?, fields.flag("underline")?);
    fields.finish()?;
    Ok(Run { text: text.clone(), strong: strong.unwrap_or(false), underline: underline.unwrap_or(false) })
}

/// As every text is cleaned, over the borders of runs.
fn without_blanks_at_line_ends(runs: Vec<Run>) -> Vec<Run> {
    let mut at_line_end = true;
    let mut kept: Vec<Run> = Vec::new();
    for run in runs.into_iter().rev() {
        let mut text: Vec<&str> = Vec::new();
        let mut lines = run.text.split('\n').rev().peekable();
        while let Some(line) = lines.next() {
            let line = if at_line_end { line.trim_end() } else { line };
            text.push(line);
            // What stands before a line break ends a line; what stands before words does not.
            at_line_end = if lines.peek().is_some() { true } else { at_line_end && line.is_empty() };
        }
        text.reverse();
        kept.push(Run { text: text.join("\n"), ..run });
    }
    kept.reverse();
    kept
}
