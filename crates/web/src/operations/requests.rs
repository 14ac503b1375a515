//! Requests that were answered: how many and how long, by method, pattern of the address and class of the status. Never by
//! the address itself, which holds ids.

use crate::routes::ROUTES;
use axum::http::Method;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper ends of the buckets, in microseconds.
pub(crate) const BUCKETS_US: [u64; 14] = [
    1_000, 2_500, 5_000, 10_000, 20_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
    10_000_000, 30_000_000,
];

/// The pattern of an address that no row of the table has.
pub(crate) const NO_ROUTE: &str = "none";

/// What requests are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Answered {
    pub(crate) method: &'static str,
    pub(crate) route: &'static str,
    /// 2 for 200 to 299, and so on.
    pub(crate) class: u16,
}

/// A method of those that mean something here: any other may be any word.
pub(crate) fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        _ => "other",
    }
}

/// The row of the table with this pattern.
pub(crate) fn route(pattern: Option<&str>) -> &'static str {
    let row = pattern.and_then(|pattern| ROUTES.iter().find(|route| route.path == pattern));
    row.map_or(NO_ROUTE, |route| route.path)
}

/// How long requests took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Durations {
    /// How many ended within each bucket and in none before it.
    pub(crate) within: [u64; BUCKETS_US.len()],
    pub(crate) count: u64,
    pub(crate) sum_us: u64,
}

impl Durations {
    fn add(&mut self, took: Duration) {
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        if let Some((_, count)) = BUCKETS_US.iter().zip(&mut self.within).find(|(end, _)| took <= **end) {
            *count += 1;
        }
        self.count += 1;
        self.sum_us = self.sum_us.saturating_add(took);
    }
}

/// What was answered since the start, and how many requests are under way.
#[derive(Default)]
pub(crate) struct RequestCounter {
    answered: Mutex<BTreeMap<Answered, Durations>>,
    under_way: AtomicU64,
}

/// One request under way; over when it is dropped.
pub(crate) struct UnderWay<'a>(&'a RequestCounter);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

impl RequestCounter {
    pub(crate) fn begin(&self) -> UnderWay<'_> {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(self)
    }

    pub(crate) fn answered(&self, what: Answered, took: Duration) {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).entry(what).or_default().add(took);
    }

    pub(crate) fn under_way(&self) -> u64 {
        self.under_way.load(Ordering::Relaxed)
    }

    pub(crate) fn found(&self) -> BTreeMap<Answered, Durations> {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_counted_in_the_first_bucket_that_holds_it() {
        let counter = RequestCounter::default();
        let what = Answered { method: named(&Method::GET), route: route(Some("/desk")), class: 4 };
        for microseconds in [0, 1_000, 1_001, 30_000_000, 30_000_001] {
            counter.answered(what, Duration::from_micros(microseconds));
        }
        let found = counter.found();
        let durations = found.get(&Answered { method: "GET", route: "/desk", class: 4 }).unwrap();
        assert_eq!((durations.count, durations.sum_us), (5, 60_002_002));
        assert_eq!((durations.within[0], durations.within[1], durations.within[13]), (2, 1, 1));
        assert_eq!(durations.within.iter().sum::<u64>(), 4, "what took longer than all is in none");
        assert!(BUCKETS_US.is_sorted());
    }

    #[test]
    fn what_somebody_invents_gets_no_label_of_its_own() {
        let odd = Method::from_bytes(b"QZX").unwrap();
        assert_eq!([&Method::GET, &Method::HEAD, &odd, &Method::DELETE].map(named), ["GET", "HEAD", "other", "other"]);
        assert_eq!(route(Some("/proposals/{proposal}")), "/proposals/{proposal}");
        assert_eq!([route(None), route(Some("/qzx")), route(Some("/proposals/7"))], [NO_ROUTE; 3]);
    }

    #[test]
    fn requests_under_way_are_those_that_are_not_answered() {
        let counter = RequestCounter::default();
        let (one, other) = (counter.begin(), counter.begin());
        assert_eq!(counter.under_way(), 2);
        drop(one);
        assert_eq!(counter.under_way(), 1);
        drop(other);
        assert_eq!(counter.under_way(), 0);
    }
}
