//! A long list, one page of it at a time, newest first.

use crate::failure::Failure;
use crate::form::Fields;

/// Rows on one page of a list.
const ROWS_MAX: usize = 50;

/// Which page of a list is shown, and what leads to its neighbours.
pub(crate) struct Pager {
    /// Address of the list.
    pub(crate) address: &'static str,
    /// What the address chooses, to stand before the number of the page: empty, or such as `state=open&`.
    pub(crate) query: String,
    /// From 1.
    pub(crate) number: usize,
    /// How many there are, where that is known.
    pub(crate) pages: Option<usize>,
    /// Whether another one follows.
    pub(crate) more: bool,
    /// Where on its page the list stands, as an address ends with it: `#copies`; empty for a list that is the page.
    pub(crate) anchor: &'static str,
}

impl Pager {
    /// The number in an address: the first page where none stands there.
    pub(crate) fn asked(which: &mut Fields) -> Result<usize, Failure> {
        let asked = which.optional("page").ok().flatten();
        let number: usize = asked.map_or(Ok(1), |asked| asked.parse()).map_err(|_| Failure::Unknown)?;
        Ok(number.max(1))
    }

    /// One page of rows that nobody counts; a page without any, but the first, is unknown.
    pub(crate) fn of<T>(
        address: &'static str,
        number: usize,
        rows: impl Iterator<Item = T>,
    ) -> Result<(Vec<T>, Self), Failure> {
        let before = (number - 1).saturating_mul(ROWS_MAX);
        let mut rows: Vec<T> = rows.skip(before).take(ROWS_MAX + 1).collect();
        let more = rows.len() > ROWS_MAX;
        rows.truncate(ROWS_MAX);
        if rows.is_empty() && number > 1 {
            return Err(Failure::Unknown);
        }
        Ok((rows, Self { address, query: String::new(), number, pages: None, more, anchor: "" }))
    }

    /// Of a list whose rows were counted; a page beyond the last is unknown.
    pub(crate) fn counted(address: &'static str, number: usize, rows: usize, rows_max: usize) -> Result<Self, Failure> {
        let pages = rows.div_ceil(rows_max).max(1);
        if number > pages {
            return Err(Failure::Unknown);
        }
        Ok(Self { address, query: String::new(), number, pages: Some(pages), more: number < pages, anchor: "" })
    }

    /// How many pages so many rows have: one at least.
    pub(crate) fn pages_of(rows: usize) -> usize {
        rows.div_ceil(ROWS_MAX).max(1)
    }

    /// One page of rows that are all there.
    pub(crate) fn among<'a, T>(
        address: &'static str,
        number: usize,
        rows: &'a [T],
    ) -> Result<(&'a [T], Self), Failure> {
        let pager = Self::counted(address, number, rows.len(), ROWS_MAX)?;
        Ok((rows.chunks(ROWS_MAX).nth(number - 1).unwrap_or_default(), pager))
    }

    /// Whether there is another page at all.
    pub(crate) const fn is_needed(&self) -> bool {
        self.more || self.number > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_all_there_come_page_by_page_each_once() {
        for rows in [0, 1, ROWS_MAX, ROWS_MAX + 1, ROWS_MAX * 3] {
            let all: Vec<usize> = (0..rows).collect();
            let pages = Pager::pages_of(rows);
            let mut read = Vec::new();
            for number in 1..=pages {
                let (shown, pager) = Pager::among("/list", number, &all).ok().unwrap();
                assert!(shown.len() <= ROWS_MAX && (rows == 0 || !shown.is_empty()));
                assert_eq!((pager.more, pager.pages, pager.is_needed()), (number < pages, Some(pages), pages > 1));
                read.extend_from_slice(shown);
            }
            assert_eq!(read, all);
            assert!(matches!(Pager::among("/list", pages + 1, &all), Err(Failure::Unknown)), "beyond the last");
        }
    }
}
