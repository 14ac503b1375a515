//! Quotation marks in a list of cells. A reader of such lists takes a mark that nobody closed for the beginning of a long
//! cell, and swallows the rows behind it without a word; so it is looked for before anything is read.

/// Dividers behind a line break within one cell from which on it is a row that was swallowed, not a title of two lines.
const SWALLOWED_DIVIDERS: usize = 2;

/// Where a quotation mark stands that does not do what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadQuote {
    /// The row as a spreadsheet counts it, from 1.
    pub(crate) row: usize,
    /// The cell within the row, from 0.
    pub(crate) cell: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Nothing of the cell was seen.
    Start,
    /// Blanks alone.
    Blanks,
    /// A cell without marks around it.
    Plain,
    /// Between the marks; whether a line has ended there, and how many dividers came since.
    Quoted(bool, usize),
    /// Behind the second mark.
    Closed,
}

/// The first cell whose marks are not in order: never closed, closed before the cell's end, begun behind blanks, or around
/// what must be a row. What follows such a cell cannot be judged.
pub(crate) fn first_bad_quote(text: &str, divider: char) -> Option<BadQuote> {
    let (mut at, mut opened) = (BadQuote { row: 1, cell: 0 }, BadQuote { row: 1, cell: 0 });
    let mut within = Within::Start;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied();
        within = match (within, sign) {
            (Within::Quoted(broken, dividers), '"') if next == Some('"') => {
                signs.next();
                Within::Quoted(broken, dividers)
            }
            (Within::Quoted(..), '"') => Within::Closed,
            (Within::Quoted(_, dividers), '\n' | '\r') => Within::Quoted(true, dividers),
            (Within::Quoted(true, dividers), _) if sign == divider => match dividers + 1 {
                SWALLOWED_DIVIDERS.. => return Some(opened),
                dividers => Within::Quoted(true, dividers),
            },
            (Within::Quoted(broken, dividers), _) => Within::Quoted(broken, dividers),
            (_, '\r') if next == Some('\n') => within,
            (_, '\n' | '\r') => {
                at = BadQuote { row: at.row + 1, cell: 0 };
                Within::Start
            }
            (_, _) if sign == divider => {
                at.cell += 1;
                Within::Start
            }
            (Within::Start, '"') => {
                opened = at;
                Within::Quoted(false, 0)
            }
            (Within::Blanks, '"') => return Some(at),
            (Within::Start | Within::Blanks, ' ') => Within::Blanks,
            (Within::Closed, ' ') => Within::Closed,
            (Within::Closed, _) => return Some(opened),
            _ => Within::Plain,
        };
    }
    matches!(within, Within::Quoted(..)).then_some(opened)
}
