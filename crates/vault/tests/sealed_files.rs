//! Sealed files: what was put is read, and nothing that was changed is.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use proptest::prelude::*;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;
use vault::{
    CHUNK_BYTES, Damage, FileError, Files, HEADER_BYTES, Held, Key, Label, StoredFile, TAG_BYTES, hex, sha256,
};

const LABEL: Label = Label { object: Uuid::from_u128(42), revision: 3 };
const SEALED_CHUNK: usize = CHUNK_BYTES + TAG_BYTES;

struct Room {
    runtime: Runtime,
    folder: TempDir,
    files: Files,
    key: Key,
}

impl Room {
    fn new() -> Room {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&folder.path().join("files")).unwrap();
        Room { runtime: Runtime::new().unwrap(), folder, files, key: Key::from_bytes([5; 32]) }
    }

    fn put(&self, plain: &[u8]) -> StoredFile {
        self.runtime.block_on(self.files.put(&self.key, LABEL, plain)).unwrap()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, FileError> {
        let read = self.runtime.block_on(self.files.read(&self.key, LABEL, name));
        read.map(|plain| plain.to_vec())
    }

    fn range(&self, name: &str, range: Range<u64>) -> Result<Vec<u8>, FileError> {
        let read = self.runtime.block_on(self.files.read_range(&self.key, LABEL, name, range));
        read.map(|plain| plain.to_vec())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("files").join(&name[..2]).join(name)
    }
}

fn text(length: usize) -> Vec<u8> {
    (0..length).map(|place| (place * 31 % 251) as u8).collect()
}

fn chunk_of(error: FileError) -> Option<u32> {
    match error {
        FileError::Damaged { damage: Damage::Chunk(number), .. } => Some(number),
        _ => None,
    }
}

#[test]
fn every_length_around_a_chunk_comes_back() {
    let room = Room::new();
    for length in [0, 1, 100, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7] {
        let plain = text(length);
        let stored = room.put(&plain);
        assert_eq!(room.read(&stored.name).unwrap(), plain);
        let sealed = fs::read(room.path(&stored.name)).unwrap();
        assert_eq!(stored.name, hex(&sha256(&sealed)));
        assert_eq!(stored.plain_bytes, length as u64);
        assert_eq!(stored.sealed_bytes, sealed.len() as u64);
        let chunks = length.div_ceil(CHUNK_BYTES).max(1);
        assert_eq!(sealed.len(), HEADER_BYTES + length + chunks * TAG_BYTES);
        room.runtime.block_on(async {
            assert_eq!(room.files.stored(&stored.name).await.unwrap(), Some(stored.sealed_bytes));
            room.files.verify(&stored.name).await.unwrap();
            assert_eq!(room.files.sealed(&stored.name).await.unwrap(), sealed);
        });
    }
}

#[test]
fn ranges_are_the_plaintext_and_end_with_it() {
    let room = Room::new();
    let plain = text(3 * CHUNK_BYTES + 7);
    let name = room.put(&plain).name;
    let chunk = CHUNK_BYTES as u64;
    let end = plain.len() as u64;
    for range in
        [0..1, 0..0, chunk..chunk, chunk - 1..chunk + 1, chunk..2 * chunk, 5..3 * chunk, end - 1..end, end..end, 0..end]
    {
        let expected = &plain[range.start as usize..range.end as usize];
        assert_eq!(room.range(&name, range).unwrap(), expected);
    }
    #[expect(clippy::reversed_empty_ranges, reason = "the mistake that is tested")]
    for range in [0..end + 1, end..end + 1, 9..8, u64::MAX - 1..u64::MAX] {
        assert!(matches!(room.range(&name, range), Err(FileError::Range { .. })));
    }
}

#[test]
fn every_flipped_byte_of_a_small_file_is_refused() {
    let room = Room::new();
    let name = room.put(&text(150)).name;
    let path = room.path(&name);
    let sealed = fs::read(&path).unwrap();
    for place in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[place] ^= 1 << (place % 8);
        fs::write(&path, changed).unwrap();
        assert!(matches!(room.read(&name), Err(FileError::Damaged { .. })), "byte {place}");
        assert!(matches!(room.range(&name, 3..4), Err(FileError::Damaged { .. })), "byte {place}");
        let verified = room.runtime.block_on(room.files.verify(&name));
        assert!(matches!(verified, Err(FileError::Hash(_))), "byte {place}");
    }
    fs::write(&path, sealed).unwrap();
    assert_eq!(room.read(&name).unwrap(), text(150));
}

#[test]
fn every_length_but_its_own_is_refused() {
    let room = Room::new();
    let name = room.put(&text(2 * CHUNK_BYTES + 9)).name;
    let path = room.path(&name);
    let sealed = fs::read(&path).unwrap();
    let first_end = HEADER_BYTES + SEALED_CHUNK;
    for length in [
        0,
        1,
        HEADER_BYTES - 1,
        HEADER_BYTES,
        HEADER_BYTES + TAG_BYTES,
        first_end,
        first_end + SEALED_CHUNK,
        sealed.len() - 1,
    ] {
        fs::write(&path, &sealed[..length]).unwrap();
        assert!(matches!(room.read(&name), Err(FileError::Damaged { .. })), "{length} bytes");
        // A range is refused for the chunks that it reads: of a cut within the last one, only the last.
        let start = if length == sealed.len() - 1 { 2 * CHUNK_BYTES as u64 } else { 0 };
        assert!(matches!(room.range(&name, start..start + 1), Err(FileError::Damaged { .. })), "{length} bytes");
    }
    for grown in [1, TAG_BYTES, SEALED_CHUNK] {
        fs::write(&path, [sealed.as_slice(), &vec![0; grown]].concat()).unwrap();
        assert!(matches!(room.read(&name), Err(FileError::Damaged { .. })), "{grown} more");
    }
    fs::write(&path, sealed).unwrap();
    assert!(room.read(&name).is_ok());
}

#[test]
fn chunks_swapped_within_a_file_or_between_files_are_refused() {
    let room = Room::new();
    let (one, two) = (room.put(&text(3 * CHUNK_BYTES)).name, room.put(&text(3 * CHUNK_BYTES)).name);
    let path = room.path(&one);
    let sealed = fs::read(&path).unwrap();
    let other = fs::read(room.path(&two)).unwrap();
    let chunk = |number: usize| HEADER_BYTES + number * SEALED_CHUNK..HEADER_BYTES + (number + 1) * SEALED_CHUNK;

    let mut swapped = sealed.clone();
    swapped[chunk(1)].copy_from_slice(&sealed[chunk(2)]);
    swapped[chunk(2)].copy_from_slice(&sealed[chunk(1)]);
    fs::write(&path, swapped).unwrap();
    assert_eq!(room.read(&one).map_err(chunk_of), Err(Some(1)));
    assert_eq!(room.range(&one, 0..5).unwrap(), text(5), "control: chunk 0 stands");

    let mut mixed = sealed.clone();
    mixed[chunk(2)].copy_from_slice(&other[chunk(2)]);
    fs::write(&path, mixed).unwrap();
    assert_eq!(room.read(&one).map_err(chunk_of), Err(Some(2)));

    fs::write(&path, sealed).unwrap();
    assert!(room.read(&one).is_ok());
}

#[test]
fn another_key_or_label_is_refused() {
    let room = Room::new();
    let name = room.put(&text(10)).name;
    room.runtime.block_on(async {
        let other_key = Key::from_bytes([6; 32]);
        let refused = room.files.read(&other_key, LABEL, &name).await;
        assert_eq!(refused.map_err(chunk_of), Err(Some(0)));
        for label in [Label { object: Uuid::from_u128(43), ..LABEL }, Label { revision: 4, ..LABEL }] {
            let refused = room.files.read(&room.key, label, &name).await;
            assert_eq!(refused.map_err(chunk_of), Err(Some(0)));
            let refused = room.files.read_range(&room.key, label, &name, 0..1).await;
            assert_eq!(refused.map_err(chunk_of), Err(Some(0)));
        }
        assert!(room.files.read(&room.key, LABEL, &name).await.is_ok());
    });
}

#[test]
fn only_a_name_is_looked_for() {
    let room = Room::new();
    let absent = "0".repeat(64);
    room.runtime.block_on(async {
        assert_eq!(room.files.stored(&absent).await.unwrap(), None);
        let read = room.files.read(&room.key, LABEL, &absent).await;
        assert!(matches!(read, Err(FileError::Missing(_))));
        for name in ["", "ab", "../../etc/passwd", &"A".repeat(64), &"0".repeat(63), &"0".repeat(66), &"é".repeat(32)]
        {
            let read = room.files.read(&room.key, LABEL, name).await;
            assert!(matches!(read, Err(FileError::Name(_))), "{name}");
        }
    });
}

#[test]
fn names_lists_what_is_stored_and_remove_takes_it_away() {
    let room = Room::new();
    let mut stored: Vec<_> = (0..5).map(|length| room.put(&text(length)).name).collect();
    fs::write(room.folder.path().join("files/ab/notes.txt"), b"foreign").unwrap();
    stored.sort();
    let names = || {
        let found = room.runtime.block_on(room.files.names()).unwrap();
        assert!(found.iter().all(|(_, changed_ms)| *changed_ms > 1_600_000_000_000));
        let mut names: Vec<_> = found.into_iter().map(|(name, _)| name).collect();
        names.sort();
        names
    };
    assert_eq!(names(), stored);
    let held = || room.runtime.block_on(room.files.held()).unwrap();
    let bytes = |names: &[String]| names.iter().map(|name| fs::metadata(room.path(name)).unwrap().len()).sum();
    assert_eq!(held(), Held { files: 5, bytes: bytes(&stored) }, "what is foreign does not count");
    let gone = stored.remove(2);
    assert!(room.runtime.block_on(room.files.remove(&gone)).unwrap());
    assert!(!room.runtime.block_on(room.files.remove(&gone)).unwrap());
    assert_eq!(names(), stored);
    assert!(matches!(room.read(&gone), Err(FileError::Missing(_))));
    // The folder opens again with what is in it.
    Files::open(&room.folder.path().join("files")).unwrap();
    assert_eq!(names(), stored);
}

#[test]
fn cut_off_writes_are_swept_and_whole_files_are_not() {
    let room = Room::new();
    let name = room.put(b"whole").name;
    let unfinished = room.path(&name).with_file_name(format!("{name}#1"));
    fs::write(&unfinished, b"half").unwrap();
    assert_eq!(room.runtime.block_on(room.files.names()).unwrap().len(), 1);
    assert_eq!(room.runtime.block_on(room.files.sweep_unfinished(1_000)).unwrap(), 0);
    assert!(unfinished.exists());
    assert_eq!(room.runtime.block_on(room.files.sweep_unfinished(i64::MAX / 2)).unwrap(), 1);
    assert!(!unfinished.exists());
    assert_eq!(room.read(&name).unwrap(), b"whole");
}

#[test]
fn no_planted_word_lies_in_the_folder() {
    let room = Room::new();
    let word = "मंत्रिपरिषद-गोपनीय-शब्द".as_bytes();
    let name = room.put(&word.repeat(9000)).name;
    let found = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(!found(&fs::read(room.path(&name)).unwrap()));
    assert!(found(&room.read(&name).unwrap()), "control");
}

/// A file sealed by another program from the format's description, with the key, label and text of these tests.
#[test]
fn the_golden_file_opens_as_ever() {
    let room = Room::new();
    let golden = include_bytes!("golden/file-1.bin");
    let name = hex(&sha256(golden));
    fs::write(room.path(&name), golden).unwrap();
    assert_eq!(room.read(&name).unwrap(), text(CHUNK_BYTES + 5));
    assert_eq!(room.range(&name, 65_535..65_538).unwrap(), &text(CHUNK_BYTES + 5)[65_535..65_538]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_flipped_bit_of_a_large_file_is_refused(place in any::<prop::sample::Index>(), bit in 0..8u32, length in CHUNK_BYTES..4 * CHUNK_BYTES) {
        thread_local!(static ROOM: Room = Room::new());
        ROOM.with(|room| {
            let plain = text(length);
            let name = room.put(&plain).name;
            let path = room.path(&name);
            let mut sealed = fs::read(&path).unwrap();
            let place = place.index(sealed.len());
            sealed[place] ^= 1 << bit;
            fs::write(&path, &sealed).unwrap();
            let refused = room.read(&name);
            let damaged = matches!(refused, Err(FileError::Damaged { .. }));
            prop_assert!(damaged);
            if place >= HEADER_BYTES {
                let chunk = (place - HEADER_BYTES) / SEALED_CHUNK;
                prop_assert_eq!(refused.map_err(chunk_of), Err(Some(chunk as u32)));
            }
            sealed[place] ^= 1 << bit;
            fs::write(&path, &sealed).unwrap();
            prop_assert_eq!(room.read(&name).unwrap(), plain);
            Ok(())
        })?;
    }
}
