//! Rows as bytes and back. Each field stands after its length in four bytes, big-endian; numbers have eight bytes.

use ledger::{Drawer, Place, SealedEntry};
use uuid::Uuid;

/// A row that is written so.
pub(crate) trait AsBytes: Sized {
    fn write(&self, out: &mut Vec<u8>);
    /// None when the bytes do not hold one.
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

fn put(out: &mut Vec<u8>, field: &[u8]) {
    // A field of more than four gigabytes is in no row: SQLite and PostgreSQL hold none.
    out.extend_from_slice(&u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(field);
}

fn put_number(out: &mut Vec<u8>, number: u64) {
    put(out, &number.to_be_bytes());
}

fn taken<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (field, rest) = rest.split_at_checked(length)?;
    *bytes = rest;
    Some(field)
}

fn number(bytes: &mut &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(taken(bytes)?.try_into().ok()?))
}

fn words(bytes: &mut &[u8]) -> Option<String> {
    String::from_utf8(taken(bytes)?.to_vec()).ok()
}

impl AsBytes for SealedEntry {
    fn write(&self, out: &mut Vec<u8>) {
        put(out, self.log.as_bytes());
        put_number(out, self.seq);
        put(out, &self.time_ms.to_be_bytes());
        put(out, &self.leaf);
        put(out, &self.payload);
        put(out, &self.leaf_hash);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (log, seq) = (words(bytes)?, number(bytes)?);
        let time_ms = i64::from_be_bytes(taken(bytes)?.try_into().ok()?);
        let (leaf, payload) = (taken(bytes)?.to_vec(), taken(bytes)?.to_vec());
        Some(Self { log, seq, time_ms, leaf, payload, leaf_hash: taken(bytes)?.try_into().ok()? })
    }
}

impl AsBytes for (Uuid, Vec<u8>) {
    fn write(&self, out: &mut Vec<u8>) {
        put(out, self.0.as_bytes());
        put(out, &self.1);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some((Uuid::from_slice(taken(bytes)?).ok()?, taken(bytes)?.to_vec()))
    }
}

impl AsBytes for (Place, Drawer) {
    fn write(&self, out: &mut Vec<u8>) {
        let (Place { owner, kind, key }, Drawer { value, version }) = self;
        put(out, owner.as_bytes());
        put(out, kind.as_bytes());
        put(out, key.as_bytes());
        put(out, value);
        put_number(out, *version);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let place = Place { owner: words(bytes)?, kind: words(bytes)?, key: words(bytes)? };
        Some((place, Drawer { value: taken(bytes)?.to_vec(), version: number(bytes)? }))
    }
}

/// All rows of a part; none when it is anything else.
pub(crate) fn rows<R: AsBytes>(mut bytes: &[u8]) -> Option<Vec<R>> {
    let mut rows = Vec::new();
    while !bytes.is_empty() {
        rows.push(R::read(&mut bytes)?);
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written<R: AsBytes>(all: &[R]) -> Vec<u8> {
        let mut out = Vec::new();
        all.iter().for_each(|row| row.write(&mut out));
        out
    }

    fn entry() -> impl Strategy<Value = SealedEntry> {
        let numbers = (any::<u64>(), any::<i64>(), any::<[u8; 32]>());
        ("[a-z]{0,9}", numbers, any::<Vec<u8>>(), any::<Vec<u8>>()).prop_map(
            |(log, (seq, time_ms, leaf_hash), leaf, payload)| SealedEntry {
                log,
                seq,
                time_ms,
                leaf,
                payload,
                leaf_hash,
            },
        )
    }

    proptest! {
        #[test]
        fn rows_come_back(
            entries in proptest::collection::vec(entry(), 0..5),
            texts in proptest::collection::vec((any::<u128>().prop_map(Uuid::from_u128), any::<Vec<u8>>()), 0..5),
            drawers in proptest::collection::vec((".{0,9}", ".{0,9}", ".{0,9}", any::<Vec<u8>>(), any::<u64>()), 0..5),
        ) {
            let drawers: Vec<_> = drawers
                .into_iter()
                .map(|(owner, kind, key, value, version)| (Place { owner, kind, key }, Drawer { value, version }))
                .collect();
            prop_assert_eq!(rows(&written(&entries)), Some(entries));
            prop_assert_eq!(rows(&written(&texts)), Some(texts));
            prop_assert_eq!(rows(&written(&drawers)), Some(drawers));
        }

        #[test]
        fn whatever_else_is_none_and_never_a_crash(bytes: Vec<u8>) {
            let found: Option<Vec<SealedEntry>> = rows(&bytes);
            if let Some(found) = found {
                prop_assert_eq!(written(&found), bytes);
            }
        }
    }
}
