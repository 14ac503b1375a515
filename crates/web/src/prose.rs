//! What a section says, as a page shows it: every tag stands in the template, every word is escaped there.

use cabinet::prose::{Block, Cell, List, Paragraph, Prose, Run, Table};

/// An element of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Paragraph,
    Numbers,
    Bullets,
    Item,
    Table,
    Row,
    HeadCell,
    Cell,
}

/// One step through a document, from its beginning to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    Open(Tag),
    Close(Tag),
    Words(&'a Run),
}

/// A document as its parts in order; lists lie within lists, so that a template cannot walk through it by itself.
pub(crate) fn parts(prose: &Prose) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for block in prose.blocks() {
        match block {
            Block::Paragraph(one) => within(&mut parts, Tag::Paragraph, |parts| words(parts, one)),
            Block::List(one) => list(&mut parts, one),
            Block::Table(one) => within(&mut parts, Tag::Table, |parts| table(parts, one)),
        }
    }
    parts
}

fn within<'a>(parts: &mut Vec<Part<'a>>, tag: Tag, fill: impl FnOnce(&mut Vec<Part<'a>>)) {
    parts.push(Part::Open(tag));
    fill(parts);
    parts.push(Part::Close(tag));
}

fn words<'a>(parts: &mut Vec<Part<'a>>, paragraph: &'a Paragraph) {
    parts.extend(paragraph.runs().iter().map(Part::Words));
}

/// The paragraphs of an item or a cell; a single one needs no tag of its own.
fn paragraphs<'a>(parts: &mut Vec<Part<'a>>, all: &'a Cell) {
    match all.as_slice() {
        [one] => words(parts, one),
        all => all.iter().for_each(|one| within(parts, Tag::Paragraph, |parts| words(parts, one))),
    }
}

fn list<'a>(parts: &mut Vec<Part<'a>>, list: &'a List) {
    within(parts, if list.numbered { Tag::Numbers } else { Tag::Bullets }, |parts| {
        for item in &list.items {
            within(parts, Tag::Item, |parts| {
                paragraphs(parts, &item.paragraphs);
                item.lists.iter().for_each(|inner| self::list(parts, inner));
            });
        }
    });
}

fn table<'a>(parts: &mut Vec<Part<'a>>, table: &'a Table) {
    for (number, row) in table.rows.iter().enumerate() {
        let tag = if table.header && number == 0 { Tag::HeadCell } else { Tag::Cell };
        within(parts, Tag::Row, |parts| {
            row.iter().for_each(|cell| within(parts, tag, |parts| paragraphs(parts, cell)));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_is_closed() {
        let written = r#"{"version":1,"blocks":[{"paragraph":["क",{"text":"ख","strong":true}]},
            {"list":{"numbered":true,"items":[{"paragraphs":[["ग"],["घ"]],"lists":[{"numbered":false,"items":[{"paragraphs":[["च"]]}]}]}]}},
            {"table":{"header":true,"rows":[[[["छ"]],[["ज"]]],[[["झ"]],[[]]]]}}]}"#;
        let prose = Prose::parse(written).unwrap();
        let parts = parts(&prose);
        let mut open = Vec::new();
        for part in &parts {
            match part {
                Part::Open(tag) => open.push(*tag),
                Part::Close(tag) => assert_eq!(open.pop(), Some(*tag)),
                Part::Words(run) => assert!(!run.text.is_empty() && !open.is_empty()),
            }
        }
        assert_eq!(open, []);
        let count = |wanted| parts.iter().filter(|part| **part == Part::Open(wanted)).count();
        let tags =
            [Tag::Paragraph, Tag::Numbers, Tag::Bullets, Tag::Item, Tag::Table, Tag::Row, Tag::HeadCell, Tag::Cell];
        assert_eq!(tags.map(count), [3, 1, 1, 2, 1, 2, 2, 2]);
    }
}
