//! Acts on their way: how many wait for the writer, and since when.

use cabinet::Moment;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What waits now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// How many.
    pub count: usize,
    /// Since when the oldest waits; none where nothing does.
    pub oldest: Option<Moment>,
}

/// Acts that wait for their answer.
#[derive(Default)]
pub(crate) struct Queue(Mutex<Places>);

#[derive(Default)]
struct Places {
    next: u64,
    since: BTreeMap<u64, Moment>,
}

/// One act's place; left when it is dropped.
pub(crate) struct Waits {
    queue: Arc<Queue>,
    place: u64,
}

impl Queue {
    pub(crate) fn enter(self: &Arc<Self>, now: Moment) -> Waits {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = places.next;
        places.next += 1;
        places.since.insert(place, now);
        drop(places);
        Waits { queue: Arc::clone(self), place }
    }

    pub(crate) fn pending(&self) -> Pending {
        let places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Pending { count: places.since.len(), oldest: places.since.values().min().copied() }
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        self.queue.0.lock().unwrap_or_else(PoisonError::into_inner).since.remove(&self.place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_counted_until_it_is_answered() {
        let queue = Arc::new(Queue::default());
        assert_eq!(queue.pending(), Pending::default());
        let first = queue.enter(Moment(5));
        let second = queue.enter(Moment(9));
        assert_eq!(queue.pending(), Pending { count: 2, oldest: Some(Moment(5)) });
        drop(first);
        assert_eq!(queue.pending(), Pending { count: 1, oldest: Some(Moment(9)) });
        drop(second);
        assert_eq!(queue.pending(), Pending::default());
    }
}
