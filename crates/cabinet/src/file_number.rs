//! File numbers as they are compared: one number has many spellings.

use crate::cabinet::Cabinet;
use crate::ids::DepartmentId;
use crate::proposal::{Proposal, Stage};
use std::sync::Arc;

/// A number as it is compared: digits of either script, capitals, widths, sorts of hyphen and of slash are alike, what nobody
/// sees does not count, and a space counts between two digits alone.
pub(crate) fn compared(number: &str) -> String {
    let mut folded = String::with_capacity(number.len());
    let mut space = false;
    for sign in hindi::latin_digits(&hindi::seen(number)).to_lowercase().chars() {
        if sign.is_whitespace() {
            space = true;
            continue;
        }
        if space && sign.is_ascii_digit() && folded.ends_with(|before: char| before.is_ascii_digit()) {
            folded.push(' ');
        }
        space = false;
        folded.push(match sign {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2044}' | '\u{2215}' | '\u{29F8}' => '/',
            sign => sign,
        });
    }
    folded
}

impl Cabinet {
    /// The proposal of a department under a file number, however that is spelt. If several had it, because earlier ones were
    /// given up (withdrawn, or erased as a draft), the last of them.
    #[must_use]
    pub fn proposal_under(&self, department: DepartmentId, number: &str) -> Option<&Arc<Proposal>> {
        self.proposals.get(self.numbers.get(&(department, compared(number)))?)
    }
}

impl Proposal {
    /// Whether its file number is free again.
    #[must_use]
    pub const fn is_given_up(&self) -> bool {
        matches!(self.stage, Stage::Withdrawn { .. } | Stage::Erased { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_are_one() {
        for spelt in ["3-11/2025", "३-११/२०२५", " 3 - 11 / 2025", "३\u{2013}११/2025", "3\u{2011}1\u{200d}1/2025"]
        {
            assert_eq!(compared(spelt), "3-11/2025", "{spelt:?}");
        }
        for hidden in ['\u{200B}', '\u{2060}', '\u{AD}', '\u{200F}', '\u{FE0F}', '\u{200C}'] {
            assert_eq!(compared(&format!("3-11{hidden}/2025")), "3-11/2025", "{hidden:?}");
        }
        for spelt in
            ["3\u{FF0D}11\u{FF0F}2025", "\u{FF13}\u{FE63}11\u{2044}2025", "3-11\u{2215}2025", "3-11\u{29F8}2025"]
        {
            assert_eq!(compared(spelt), "3-11/2025", "{spelt:?}");
        }
        assert_eq!(compared("F 3-11"), compared("\u{FF26}३-११"));
        for other in ["31-1/2025", "3-1 1/2025", "3-11/20 25", "3/11/2025", "3-112025"] {
            assert_ne!(compared(other), "3-11/2025", "control: {other:?}");
        }
    }
}
