//! Verification names the entry that is not as it was written.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::fs;

use common::{Room, append, entry};
use ledger::{Batch, Database, Fault, Leaf, SealedEntry, VerifyError, leaf_hash, merkle_root, origin_of, verify};
use sqlx::SqlitePool;
use vault::{Key, hex, unhex};

const SIZE: u64 = 30;

fn origin() -> String {
    origin_of("test", "acts")
}

async fn ledger(room: &Room) -> Key {
    let database = room.open().await;
    let mut log = room.acts(&database).await;
    append(&database, &mut log, SIZE.into()).await;
    let key = database.epoch_key(&room.provider, "ledger", 1).await.unwrap();
    database.close().await;
    key
}

/// Changes the stopped ledger by one statement and says what verification finds.
async fn after(statement: &'static str, with_key: bool) -> Result<u64, (u64, Fault)> {
    let room = Room::new();
    let key = ledger(&room).await;
    let url = format!("sqlite://{}", room.data().join("ledger.sqlite").display());
    let pool = SqlitePool::connect(&url).await.unwrap();
    let changed = sqlx::query(statement).execute(&pool).await.unwrap();
    assert!(changed.rows_affected() > 0, "the change must be one");
    pool.close().await;
    let database = Database::open_for_reading(&room.data()).await.unwrap();
    match verify(&database, "acts", &origin(), with_key.then_some(&key)).await {
        Ok(verified) => Ok(verified.size),
        Err(VerifyError::Entry { seq, fault }) => Err((seq, fault)),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn an_intact_ledger_has_size_root_and_texts() {
    let room = Room::new();
    let key = ledger(&room).await;
    let database = Database::open_for_reading(&room.data()).await.unwrap();
    let verified = verify(&database, "acts", &origin(), Some(&key)).await.unwrap();
    assert_eq!(verified, verify(&database, "acts", &origin(), None).await.unwrap());
    let log = room.acts(&database).await;
    let opened = log.read(0, 1000).await.unwrap();
    assert_eq!(verified.size, SIZE);
    assert_eq!(verified.root, merkle_root(opened.iter().map(|entry| entry.leaf_hash)));
    let texts: Vec<_> = (0..SIZE).flat_map(|number| entry(number.into()).texts).collect();
    assert_eq!(verified.texts, texts);
    let empty = verify(&database, "custody", &origin(), None).await.unwrap();
    assert_eq!((empty.size, empty.root), (0, vault::sha256(b"")));
}

#[tokio::test]
async fn each_changed_column_is_named() {
    assert_eq!(after("UPDATE entry SET time_ms = time_ms WHERE seq = 7", true).await, Ok(SIZE), "control");
    let change = "UPDATE entry SET time_ms = time_ms + 1 WHERE seq = 7";
    assert_eq!(after(change, false).await, Err((7, Fault::Time { leaf_ms: 1_007, row_ms: 1_008 })));
    let change = "UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'saved', 'shown') AS BLOB) WHERE seq = 8";
    assert_eq!(after(change, false).await, Err((8, Fault::LeafHash)));
    let change = "UPDATE entry SET leaf_hash = (SELECT leaf_hash FROM entry WHERE seq = 1) WHERE seq = 9";
    assert_eq!(after(change, false).await, Err((9, Fault::LeafHash)));
    let change = "UPDATE entry SET payload = CAST(payload || x'00' AS BLOB) WHERE seq = 10";
    assert_eq!(after(change, false).await, Err((10, Fault::PayloadHash)));
    let change = "UPDATE entry SET leaf_hash = x'00' WHERE seq = 11";
    assert_eq!(after(change, false).await, Err((11, Fault::Row)));
}

#[tokio::test]
async fn missing_and_exchanged_entries_are_named() {
    let change = "DELETE FROM entry WHERE seq = 12";
    assert_eq!(after(change, false).await, Err((12, Fault::Missing { found: 13 })));
    let change = "DELETE FROM entry WHERE seq = 0";
    assert_eq!(after(change, false).await, Err((0, Fault::Missing { found: 1 })));
    let change = "UPDATE entry SET seq = -1 WHERE seq = 0";
    assert_eq!(after(change, false).await, Err((0, Fault::Missing { found: 1 })));
    let change = "UPDATE entry SET seq = CASE seq WHEN 29 THEN 1000 ELSE seq END WHERE seq = 29";
    assert_eq!(after(change, false).await, Err((29, Fault::Missing { found: 1000 })));
    // A log cut short at its end is intact in itself; only its size tells.
    assert_eq!(after("DELETE FROM entry WHERE seq = 29", true).await, Ok(SIZE - 1));
}

/// Entries made by one who can write leaves and hashes but has no key.
#[tokio::test]
async fn forged_entries_are_named() {
    let room = Room::new();
    let database = room.open().await;
    let mut log = room.acts(&database).await;
    let first = append(&database, &mut log, 2).await;
    let key = database.epoch_key(&room.provider, "ledger", 1).await.unwrap();
    let honest = log.seal(entry(2)).unwrap();
    let forge = |change: fn(&mut Leaf, &mut SealedEntry)| {
        let mut forged = honest.clone();
        let mut leaf = Leaf::parse(&honest.leaf).unwrap();
        change(&mut leaf, &mut forged);
        forged.leaf = leaf.write().unwrap();
        forged.leaf_hash = leaf_hash(&forged.leaf);
        forged
    };
    let forgeries = [
        (forge(|_, _| ()), None),
        (
            forge(|leaf, _| leaf.origin = origin_of("test", "custody")),
            Some(Fault::Origin(origin_of("test", "custody"))),
        ),
        (
            forge(|leaf, row| (leaf.time_ms, row.time_ms) = (5, 5)),
            Some(Fault::TimeBefore { time_ms: 5, previous_ms: 1_001 }),
        ),
        (
            forge(|leaf, row| {
                row.payload = b"a payload of one without the key, long enough".to_vec();
                leaf.payload = vault::sha256(&row.payload);
            }),
            Some(Fault::Payload),
        ),
    ];
    for (forged, expected) in forgeries {
        let room = Room::new();
        let copy = room.open().await;
        let mut entries = first.clone();
        entries.push(forged);
        copy.commit(Batch { entries, ..Batch::default() }).await.unwrap();
        let found = match verify(&copy, "acts", &origin(), Some(&key)).await {
            Ok(_) => None,
            Err(VerifyError::Entry { seq: 2, fault }) => Some(fault),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(found, expected);
        // Without the key, a payload that was never sealed is not seen; everything else is.
        let without = verify(&copy, "acts", &origin(), None).await;
        assert_eq!(without.is_ok(), matches!(expected, None | Some(Fault::Payload)));
    }
}

#[tokio::test]
async fn a_flipped_byte_of_the_file_is_named_by_entry() {
    let room = Room::new();
    ledger(&room).await;
    let file = room.data().join("ledger.sqlite");
    let bytes = fs::read(&file).unwrap();
    for seq in [0_u64, 13, 29] {
        let needle = format!("time {}\nkind note_saved", 1_000 + seq);
        let found: Vec<_> = bytes
            .windows(needle.len())
            .enumerate()
            .filter(|(_, window)| *window == needle.as_bytes())
            .map(|(place, _)| place)
            .collect();
        let [place] = found.as_slice() else { panic!("the leaf lies there once") };
        let mut flipped = bytes.clone();
        flipped[*place] ^= 1;
        fs::write(&file, flipped).unwrap();
        let database = Database::open_for_reading(&room.data()).await.unwrap();
        let verified = verify(&database, "acts", &origin(), None).await;
        assert!(matches!(verified, Err(VerifyError::Entry { seq: named, fault: Fault::LeafHash }) if named == seq));
        database.close().await;
    }
    fs::write(&file, bytes).unwrap();
    let database = Database::open_for_reading(&room.data()).await.unwrap();
    assert!(verify(&database, "acts", &origin(), None).await.is_ok(), "control");
}

/// The keys that judge passkeys stand in entries: none can be changed unseen (`docs/asvs.md`).
#[test]
fn asvs_6_7_1() {
    each_changed_column_is_named();
    a_flipped_byte_of_the_file_is_named_by_entry();
}

/// An entry sealed once and kept: leaf, additional data and nonce lie as they did then.
#[tokio::test]
async fn the_golden_entry_opens_as_ever() {
    let key = Key::from_bytes([9; 32]);
    let payload = unhex(include_str!("golden/payload-1.hex").trim_end()).unwrap();
    let leaf = include_bytes!("golden/entry-1.txt").to_vec();
    let room = Room::new();
    let database = room.open().await;
    let golden = SealedEntry {
        log: "acts".to_owned(),
        seq: 0,
        time_ms: 1_767_225_600_000,
        leaf_hash: leaf_hash(&leaf),
        leaf,
        payload: payload.clone(),
    };
    let batch = Batch { entries: vec![golden.clone()], ..Batch::default() };
    database.commit(batch).await.unwrap();
    let verified = verify(&database, "acts", "ecabinet/golden/acts", Some(&key)).await.unwrap();
    assert_eq!(verified.root, golden.leaf_hash);
    let aad = [b"ecabinet/golden/acts".as_slice(), &[0; 9]].concat();
    let plain = vault::open(&key, &aad, &payload).unwrap();
    assert_eq!(&plain[..], "{\"kind\":\"opened/1\",\"text\":\"कैबिनेट\"}".as_bytes());
    assert_eq!(hex(&vault::sha256(&payload)), hex(&Leaf::parse(&golden.leaf).unwrap().payload));
}
