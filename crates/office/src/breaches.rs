//! Breaches of the policy of pages (CSP), as browsers report them: how many by directive since this node's start.
//!
//! A report comes without a session, so that anybody can invent one, and it names the address that was open. Nothing of it
//! can be kept: what is counted are names out of a list that stands here.

use crate::open::Office;
use cabinet::Moment;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Reports of which so many are read in a minute; the others are counted and thrown away unread.
const READ_A_MINUTE_MAX: u32 = 60;
const MINUTE_MS: i64 = 60_000;

/// Directives of CSP 3 that a browser can find breached.
const DIRECTIVES: [&str; 20] = [
    "base-uri",
    "child-src",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "require-trusted-types-for",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src",
    "style-src-attr",
    "style-src-elem",
    "trusted-types",
];
const OTHER: &str = "other";

/// One of the directives of CSP 3, or none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyDirective(&'static str);

impl PolicyDirective {
    /// The directive of this name; whatever has another name is `other`.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(DIRECTIVES.into_iter().find(|known| *known == name).unwrap_or(OTHER))
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// What browsers reported to this node since its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyBreaches {
    /// How often each directive was breached.
    pub by_directive: BTreeMap<PolicyDirective, u64>,
    /// Bodies of reports that were not read, because too many came within a minute.
    pub unread: u64,
}

impl PolicyBreaches {
    /// Breaches of all directives.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.by_directive.values().fold(0, |all, count| all.saturating_add(*count))
    }
}

/// What is counted, and how many were read in the minute that lasts.
#[derive(Default)]
pub(crate) struct BreachCounter(Mutex<(PolicyBreaches, i64, u32)>);

impl BreachCounter {
    /// Whether one more body of reports is read at this moment.
    fn reads(&self, now: Moment) -> bool {
        let mut lock = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (breaches, minute, read) = &mut *lock;
        let this = now.0.div_euclid(MINUTE_MS);
        if *minute != this {
            (*minute, *read) = (this, 0);
        }
        if *read < READ_A_MINUTE_MAX {
            *read += 1;
            return true;
        }
        breaches.unread = breaches.unread.saturating_add(1);
        false
    }

    fn count(&self, directives: impl IntoIterator<Item = PolicyDirective>) {
        let mut lock = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for directive in directives {
            let count = lock.0.by_directive.entry(directive).or_default();
            *count = count.saturating_add(1);
        }
    }

    pub(crate) fn found(&self) -> PolicyBreaches {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}

impl Office {
    /// Whether one more body of reports is read now. Who is told no throws it away unread; that it came is counted.
    #[must_use]
    pub fn reads_policy_report(&self) -> bool {
        self.notes.breaches.reads(self.now())
    }

    /// Browsers found these directives breached.
    pub fn policy_breached(&self, directives: impl IntoIterator<Item = PolicyDirective>) {
        self.notes.breaches.count(directives);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_an_end_and_what_is_beyond_it_is_only_counted() {
        let counter = BreachCounter::default();
        let read = |now| (0..100).filter(|_| counter.reads(Moment(now))).count();
        assert_eq!((read(0), read(MINUTE_MS - 1), read(MINUTE_MS)), (60, 0, 60));
        assert_eq!(counter.found().unread, 40 + 100 + 40);
    }

    #[test]
    fn a_name_that_is_none_is_not_kept() {
        let counter = BreachCounter::default();
        counter.count(["img-src", "IMG-SRC", "", "<b>", "script-src-elem", "img-src"].map(PolicyDirective::named));
        let found = counter.found();
        let told: Vec<_> = found.by_directive.iter().map(|(directive, count)| (directive.name(), *count)).collect();
        assert_eq!((told, found.all()), (vec![("img-src", 2), ("other", 3), ("script-src-elem", 1)], 6));
    }
}
