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
        Ok((rows, Self { address, query: String::new(), number, pages: None, more }))
    }

    /// Of a list whose rows were counted; a page beyond the last is unknown.
    pub(crate) fn counted(address: &'static str, number: usize, rows: usize, rows_max: usize) -> Result<Self, Failure> {
        let pages = rows.div_ceil(rows_max).max(1);
        if number > pages {
            return Err(Failure::Unknown);
        }
        Ok(Self { address, query: String::new(), number, pages: Some(pages), more: number < pages })
    }

    /// Whether there is another page at all.
    pub(crate) const fn is_needed(&self) -> bool {
        self.more || self.number > 1
    }
}
