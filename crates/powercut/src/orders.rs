//! What the master tells the server, one line an order: a word and numbers; the answer is one number.

use crate::disk::{Kept, Moment, State};
use crate::serve::World;

/// An order as it is written.
pub(crate) fn line(word: &str, numbers: &[u64]) -> String {
    let numbers = numbers.iter().map(|number| format!(" {number}"));
    format!("{word}{}\n", numbers.collect::<String>())
}

/// Two numbers for what a cut leaves.
pub(crate) const fn written(kept: Kept) -> [u64; 2] {
    match kept {
        Kept::Synced => [0, 0],
        Kept::Torn(seed) => [1, seed],
        Kept::Cache => [2, 0],
    }
}

fn kept(kind: u64, seed: u64) -> Kept {
    match kind {
        0 => Kept::Synced,
        1 => Kept::Torn(seed),
        _ => Kept::Cache,
    }
}

/// Does what a line orders; none for a line that is no order, or of a disk that is gone.
pub(crate) fn obey(world: &mut World, line: &str) -> Option<u64> {
    let mut words = line.split_whitespace();
    let word = words.next()?;
    let numbers: Vec<u64> = words.map(str::parse).collect::<Result<_, _>>().ok()?;
    match (word, numbers.as_slice()) {
        ("disk", []) => Some(world.add(State::empty())),
        ("copy", [disk]) => {
            let state = world.disk(*disk)?.settled();
            Some(world.add(state))
        }
        ("after_the_cut", [disk]) => {
            let image = world.disk(*disk)?.image.as_deref().cloned();
            Some(image.map_or(0, |image| world.add(image)))
        }
        ("remove", [disk]) => {
            world.remove(*disk);
            Some(0)
        }
        (word, [disk, numbers @ ..]) => on_disk(world.disk(*disk)?, word, numbers),
        _ => None,
    }
}

fn on_disk(state: &mut State, word: &str, numbers: &[u64]) -> Option<u64> {
    match (word, numbers) {
        ("operations", []) => return Some(state.operations),
        ("syncs", []) => return Some(state.syncs),
        ("syncs_failed", []) => return Some(state.syncs_failed),
        ("refused_full", []) => return Some(state.refused_full),
        ("is_cut", []) => return Some(u64::from(state.image.is_some())),
        ("cut", [kind, seed]) => state.cut(kept(*kind, *seed)),
        ("cut_at_operation", [after, kind, seed]) => {
            state.cut_at = Some((Moment::Operations(state.operations + after), kept(*kind, *seed)));
        }
        ("cut_at_sync", [after, kind, seed]) => {
            state.cut_at = Some((Moment::Syncs(state.syncs + after), kept(*kind, *seed)));
        }
        ("lie", [lying]) => state.lying = *lying != 0,
        ("fail", [after, count, kind, seed]) => {
            let from = state.syncs + after;
            state.fail_syncs = Some((from, from + count, kept(*kind, *seed)));
        }
        ("room", []) => state.bytes_max = None,
        ("room", [bytes]) => state.bytes_max = Some(state.bytes() + bytes),
        _ => return None,
    }
    Some(0)
}
