//! One file: what is read, what is durable, and what lies between.

use crate::chance::Chance;
use crate::disk::Kept;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A disk writes a sector whole or not at all.
const SECTOR_BYTES: usize = 512;

#[derive(Clone, Debug)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Size(usize),
}

/// A file's contents.
#[derive(Clone, Debug, Default)]
pub(crate) struct File {
    live: Arc<Vec<u8>>,
    durable: Arc<Vec<u8>>,
    waiting: Vec<Change>,
}

impl File {
    pub(crate) fn len(&self) -> usize {
        self.live.len()
    }

    pub(crate) fn read(&self, offset: usize, bytes: usize) -> &[u8] {
        let end = offset.saturating_add(bytes).min(self.live.len());
        self.live.get(offset.min(end)..end).unwrap_or_default()
    }

    pub(crate) fn write(&mut self, offset: usize, bytes: &[u8]) {
        put(Arc::make_mut(&mut self.live), offset, bytes);
        self.waiting.push(Change::Write { offset, bytes: bytes.to_vec() });
    }

    pub(crate) fn resize(&mut self, bytes: usize) {
        Arc::make_mut(&mut self.live).resize(bytes, 0);
        self.waiting.push(Change::Size(bytes));
    }

    pub(crate) fn sync(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let durable = Arc::make_mut(&mut self.durable);
        for change in self.waiting.drain(..) {
            match change {
                Change::Write { offset, bytes } => put(durable, offset, &bytes),
                Change::Size(bytes) => durable.resize(bytes, 0),
            }
        }
    }

    /// What a failed sync does: nothing waits any more, and of what waited only what chance wrote is durable.
    pub(crate) fn fail(&mut self, kept: Kept) {
        if let Kept::Torn(seed) = kept {
            self.durable = self.torn(&mut Chance::new(seed)).durable;
        }
        self.waiting.clear();
    }

    /// All of it durable.
    pub(crate) fn settled(&self) -> Self {
        Self { live: self.live.clone(), durable: self.live.clone(), waiting: Vec::new() }
    }

    /// What was synced and nothing else.
    pub(crate) fn synced(&self) -> Self {
        Self { live: self.durable.clone(), durable: self.durable.clone(), waiting: Vec::new() }
    }

    /// What was synced, and of the rest what chance wrote: of each sector some version between the synced one and the
    /// last, whatever became of other sectors; the length after some of the changes. One time in four, all of it.
    pub(crate) fn torn(&self, chance: &mut Chance) -> Self {
        if chance.happens(25) {
            return self.settled();
        }
        let mut data = Vec::clone(&self.durable);
        let mut length = data.len();
        let lengths = usize::try_from(chance.below(self.waiting.len() as u64 + 1)).unwrap_or_default();
        let stops_percent = [10, 50, 90].get(usize::try_from(chance.below(3)).unwrap_or_default()).copied();
        let mut stopped: BTreeMap<usize, bool> = BTreeMap::new();
        for (number, change) in self.waiting.iter().enumerate() {
            match change {
                Change::Size(bytes) if number < lengths => {
                    length = *bytes;
                    data.get_mut(*bytes..).unwrap_or_default().fill(0);
                }
                Change::Size(_) => {}
                Change::Write { offset, bytes } => {
                    if number < lengths {
                        length = length.max(offset + bytes.len());
                    }
                    for (at, part) in sectors(*offset, bytes) {
                        let stopped = stopped.entry(at / SECTOR_BYTES).or_default();
                        *stopped = *stopped || chance.happens(stops_percent.unwrap_or(50));
                        if !*stopped {
                            put(&mut data, at, part);
                        }
                    }
                }
            }
        }
        data.resize(length, 0);
        let data = Arc::new(data);
        Self { live: data.clone(), durable: data, waiting: Vec::new() }
    }
}

fn put(content: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    if let Some(place) = content.get_mut(offset..end) {
        place.copy_from_slice(bytes);
    }
}

/// A write taken apart at the borders of sectors: where each part goes, and the part.
fn sectors(offset: usize, bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = offset;
    let mut left = bytes;
    std::iter::from_fn(move || {
        let here = at;
        let (part, rest) = left.split_at_checked(SECTOR_BYTES - at % SECTOR_BYTES).unwrap_or((left, &[]));
        at += part.len();
        left = rest;
        (!part.is_empty()).then_some((here, part))
    })
}
