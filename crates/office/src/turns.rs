//! Turns at the door: attempts of one address, and at one account, follow each other, so that many at once take as long as
//! the same one after another. Few wait at a time; whoever comes beyond them is asked to come again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::sync::OwnedMutexGuard;

/// Attempts that wait or are judged at once for one of a kind. The last of them waits for those before it, a wait each.
pub(crate) const TURNS_MAX: usize = 8;

/// Those who stand in one queue.
#[derive(Default)]
struct Queue {
    turn: Arc<tokio::sync::Mutex<()>>,
    length: usize,
}

/// Queues by whose they are; one in which nobody stands is forgotten.
pub(crate) struct Turns<K>(Mutex<BTreeMap<K, Queue>>);

impl<K> Default for Turns<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// A place in a queue, at its head once it was waited for. Whoever drops it leaves.
pub(crate) struct Turn<'a, K: Clone + Ord> {
    turns: &'a Turns<K>,
    of: K,
    head: Option<OwnedMutexGuard<()>>,
}

impl<K: Clone + Ord> Turns<K> {
    /// Waits until everybody who came before has been judged; none where as many wait as may.
    pub(crate) async fn take(&self, of: K) -> Option<Turn<'_, K>> {
        let turn = {
            let mut queues = self.0.lock().ok()?;
            let queue = queues.entry(of.clone()).or_default();
            if queue.length >= TURNS_MAX {
                return None;
            }
            queue.length = queue.length.saturating_add(1);
            queue.turn.clone()
        };
        // Made before it waits: whoever gives up while waiting leaves the queue too.
        let mut place = Turn { turns: self, of, head: None };
        place.head = Some(turn.lock_owned().await);
        Some(place)
    }
}

impl<K: Clone + Ord> Drop for Turn<'_, K> {
    fn drop(&mut self) {
        drop(self.head.take());
        let Ok(mut queues) = self.turns.0.lock() else { return };
        if let Some(queue) = queues.get_mut(&self.of) {
            queue.length = queue.length.saturating_sub(1);
            if queue.length == 0 {
                queues.remove(&self.of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    type Waiting<'a> = Pin<Box<dyn Future<Output = Option<Turn<'a, u8>>> + 'a>>;

    fn polled<'a>(waiting: &mut Waiting<'a>) -> Poll<Option<Turn<'a, u8>>> {
        waiting.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    fn taken<'a>(turns: &'a Turns<u8>, of: u8) -> Option<Turn<'a, u8>> {
        match pin!(turns.take(of)).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(turn) => turn,
            Poll::Pending => panic!("somebody stands before"),
        }
    }

    #[test]
    fn who_comes_at_once_is_judged_one_after_another() {
        let turns = Turns::default();
        let mut judged = taken(&turns, 1);
        let mut waiting: Vec<Waiting<'_>> = (1..TURNS_MAX).map(|_| Box::pin(turns.take(1)) as Waiting<'_>).collect();
        assert!(waiting.iter_mut().all(|one| polled(one).is_pending()), "while one is judged, nobody else is");
        assert!(taken(&turns, 1).is_none(), "more than may wait are told so at once");
        assert!(taken(&turns, 2).is_some(), "control: another one waits for none of them");
        // Somebody who gives up leaves his place.
        drop(waiting.pop());
        let mut last: Waiting<'_> = Box::pin(turns.take(1));
        assert!(polled(&mut last).is_pending());
        waiting.push(last);
        while !waiting.is_empty() {
            drop(judged.take());
            let mut first = waiting.remove(0);
            let Poll::Ready(next) = polled(&mut first) else { panic!("the next in the queue is judged") };
            assert!(waiting.iter_mut().all(|one| polled(one).is_pending()), "and nobody beside him");
            judged = next;
        }
        drop(judged);
        assert!(turns.0.lock().unwrap().is_empty(), "an empty queue is forgotten");
    }
}
