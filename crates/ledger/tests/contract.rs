//! What every store must do. Each check takes any store; below it runs on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{Room, append, entry, place, write};
use ledger::{Batch, Database, Drawer, DrawerWrite, LedgerError, Sizes, Store};
use uuid::Uuid;
use vault::{Key, KeyProvider};

/// Runs every check on a new ledger of either store.
macro_rules! on_every_store {
    ($($check:ident),* $(,)?) => {
        mod sqlite { $(
            #[tokio::test]
            async fn $check() {
                let room = crate::Room::new();
                crate::checks::$check(&room, &room.open().await).await;
            }
        )* }
        mod postgres { $(
            #[tokio::test]
            async fn $check() {
                let room = crate::Room::new();
                let address = testbed::Postgres::shared().database();
                let database = ledger::Database::connect(&address, &room.data()).await.unwrap();
                crate::checks::$check(&room, &database).await;
                database.close().await;
            }
        )* }
    };
}

on_every_store!(
    entries_come_back_in_order,
    leaf_hashes_come_back_in_order,
    sizes_are_those_of_the_entries,
    a_batch_is_all_or_nothing,
    entries_follow_each_other,
    time_never_goes_back,
    rolled_back_entries_leave_no_trace,
    two_writers_cannot_both_append,
    texts_are_written_once,
    a_batch_of_any_size_is_whole,
    drawers_compare_and_set,
    a_version_never_comes_back,
    drawers_are_listed_by_owner_and_kind,
    drawers_are_listed_by_kind,
    drawers_are_found_at_their_places,
    epoch_keys_are_rewrapped_and_followed,
    epoch_keys_are_made_once,
    logs_are_apart,
    scrubbing_keeps_what_stands,
    concurrent_writers_of_a_drawer_count_every_one,
    a_turn_sees_all_that_was_written_before_it,
    turns_follow_each_other,
    newer_entries_are_taken_in,
    another_log_in_its_place_is_an_alarm,
    logs_are_named,
    drawers_are_laid_with_their_versions,
);

mod checks {
    use super::*;

    pub async fn entries_come_back_in_order<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        append(database, &mut log, 150).await;
        append(database, &mut log, 1).await;
        assert_eq!(log.head().size, 151);
        let mut seen = 0;
        while let Some(last) = log.read(seen, 40).await.unwrap().last() {
            seen = last.seq + 1;
        }
        assert_eq!(seen, 151);
        let read = log.read(100, 10).await.unwrap();
        assert_eq!(read.len(), 10);
        for (number, opened) in (100..).zip(read) {
            assert_eq!(opened.seq, number);
            assert_eq!(opened.time_ms, 1_000 + number as i64);
            assert_eq!(&opened.payload[..], format!("payload {number}").as_bytes());
            assert_eq!(opened.leaf.ids, entry(number.into()).ids);
            assert_eq!(opened.leaf.texts, entry(number.into()).texts);
        }
        assert!(log.read(151, 10).await.unwrap().is_empty());
        assert!(log.read(u64::MAX, 10).await.unwrap().is_empty());
    }

    pub async fn leaf_hashes_come_back_in_order<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        let entries = append(database, &mut log, 40).await;
        let hashes: Vec<_> = entries.iter().map(|entry| entry.leaf_hash).collect();
        assert_eq!(database.leaf_hashes("acts", 0, 99).await.unwrap(), hashes);
        assert_eq!(database.leaf_hashes("acts", 7, 3).await.unwrap(), hashes[7..10]);
        assert!(database.leaf_hashes("acts", 40, 9).await.unwrap().is_empty());
        assert!(database.leaf_hashes("custody", 0, 9).await.unwrap().is_empty());
    }

    pub async fn sizes_are_those_of_the_entries<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        let entries = append(database, &mut log, 12).await;
        let bytes = |from: usize| entries[from..].iter().map(|one| (one.leaf.len() + one.payload.len()) as u64).sum();
        let sizes = |from: usize| Sizes { entries: 12 - from as u64, bytes: bytes(from) };
        assert!(bytes(7) > 0, "control");
        assert_eq!(database.sizes("acts", 0).await.unwrap(), sizes(0));
        assert_eq!(database.sizes("acts", 7).await.unwrap(), sizes(7));
        assert_eq!(database.sizes("acts", 12).await.unwrap(), Sizes::default());
        assert_eq!(database.sizes("custody", 0).await.unwrap(), Sizes::default());
        assert!(database.stored_bytes().await.unwrap() > bytes(0), "the database holds more than the entries");
    }

    pub async fn a_batch_is_all_or_nothing<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        let batch = |log: &mut ledger::Log<S>, expected| Batch {
            entries: vec![log.seal(entry(0)).unwrap(), log.seal(entry(1)).unwrap()],
            texts: vec![(Uuid::from_u128(1), b"text".to_vec())],
            drawers: vec![write("a", b"one", None), write("b", b"two", expected)],
        };
        let refused = database.commit(batch(&mut log, Some(7))).await;
        assert!(matches!(refused, Err(LedgerError::DrawerConflict { version: 0 })));
        log.roll_back();
        assert!(log.read(0, 9).await.unwrap().is_empty());
        assert_eq!(database.text(Uuid::from_u128(1)).await.unwrap(), None);
        assert_eq!(database.drawer(&place("a")).await.unwrap(), None);
        log.reload().await.unwrap();
        assert_eq!(log.head().size, 0);
        // Control: the same batch without the conflict is written whole.
        database.commit(batch(&mut log, Some(0))).await.unwrap();
        log.committed();
        assert_eq!(log.read(0, 9).await.unwrap().len(), 2);
        assert_eq!(database.text(Uuid::from_u128(1)).await.unwrap(), Some(b"text".to_vec()));
        assert_eq!(database.drawer(&place("b")).await.unwrap().unwrap().value, b"two");
    }

    pub async fn entries_follow_each_other<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        append(database, &mut log, 2).await;
        let (third, fourth) = (log.seal(entry(2)).unwrap(), log.seal(entry(3)).unwrap());
        let gap = database.commit(Batch { entries: vec![fourth.clone()], ..Batch::default() }).await;
        assert!(matches!(gap, Err(LedgerError::EntryGap { seq: 3, size: 2, .. })));
        let swapped = vec![fourth.clone(), third.clone()];
        let gap = database.commit(Batch { entries: swapped, ..Batch::default() }).await;
        assert!(matches!(gap, Err(LedgerError::EntryGap { seq: 3, size: 2, .. })));
        let twice = vec![third.clone(), third.clone()];
        let conflict = database.commit(Batch { entries: twice, ..Batch::default() }).await;
        assert!(matches!(conflict, Err(LedgerError::EntryConflict { seq: 2, .. })));
        database.commit(Batch { entries: vec![third, fourth], ..Batch::default() }).await.unwrap();
        log.committed();
        assert_eq!(log.read(0, 9).await.unwrap().len(), 4);
    }

    pub async fn time_never_goes_back<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        let times = [-5, 9_000, 8_000, 9_001];
        let sealed: Vec<_> =
            times.iter().map(|time_ms| log.seal(ledger::NewEntry { time_ms: *time_ms, ..entry(0) }).unwrap()).collect();
        let found: Vec<_> = sealed.iter().map(|entry| entry.time_ms).collect();
        assert_eq!(found, [0, 9_000, 9_000, 9_001]);
        database.commit(Batch { entries: sealed, ..Batch::default() }).await.unwrap();
        log.committed();
        // Also after the head was taken from the database.
        let mut again = room.acts(database).await;
        assert_eq!(again.head(), log.head());
        assert_eq!(again.seal(entry(0)).unwrap().time_ms, 9_001);
    }

    pub async fn rolled_back_entries_leave_no_trace<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        append(database, &mut log, 1).await;
        let before = log.head();
        log.seal(entry(50)).unwrap();
        assert_eq!(log.head(), before);
        assert_eq!(log.provisional_head().size, 2);
        log.roll_back();
        assert_eq!(log.provisional_head(), before);
        let refused = log.seal(ledger::NewEntry { kind: "Not a kind".to_owned(), ..entry(1) });
        assert!(matches!(refused, Err(LedgerError::Leaf(_))));
        assert_eq!(log.provisional_head(), before);
        append(database, &mut log, 1).await;
        assert_eq!(&log.read(1, 1).await.unwrap()[0].payload[..], b"payload 1");
    }

    pub async fn two_writers_cannot_both_append<S: Store>(room: &Room, database: &Database<S>) {
        let (mut one, mut two) = (room.acts(database).await, room.acts(database).await);
        append(database, &mut one, 1).await;
        let late = two.seal(entry(0)).unwrap();
        let conflict = database.commit(Batch { entries: vec![late], ..Batch::default() }).await;
        assert!(matches!(conflict, Err(LedgerError::EntryConflict { seq: 0, .. })));
        two.reload().await.unwrap();
        assert_eq!(two.head(), one.head());
        append(database, &mut two, 1).await;
        assert_eq!(two.read(0, 9).await.unwrap().len(), 2);
    }

    pub async fn texts_are_written_once<S: Store>(_: &Room, database: &Database<S>) {
        let batch = |number: u128, text: &[u8]| Batch {
            texts: vec![(Uuid::from_u128(number), text.to_vec())],
            ..Batch::default()
        };
        database.commit(batch(1, b"first")).await.unwrap();
        database.commit(batch(2, b"second")).await.unwrap();
        let refused = database.commit(batch(1, b"other")).await;
        assert!(matches!(refused, Err(LedgerError::TextConflict(id)) if id == Uuid::from_u128(1)));
        let asked = [2, 9, 1].map(Uuid::from_u128);
        let found = database.texts(&asked).await.unwrap();
        assert_eq!(found, [(asked[0], b"second".to_vec()), (asked[2], b"first".to_vec())]);
    }

    pub async fn a_batch_of_any_size_is_whole<S: Store>(_: &Room, database: &Database<S>) {
        for size in [1_u128, 3, 4, 5, 15, 64, 87, 149] {
            let text = |number: u128| (Uuid::from_u128(size * 1000 + number), number.to_be_bytes().to_vec());
            let key = |number: u128| format!("{size}-{}", number % 40);
            let batch = Batch {
                texts: (0..size).map(text).collect(),
                // Each seventh one is taken away again by the next; the others are laid, some of them twice.
                drawers: (0..size)
                    .map(|number| DrawerWrite {
                        value: (number % 7 != 6).then(|| number.to_be_bytes().to_vec()),
                        ..write(&key(number), b"", None)
                    })
                    .collect(),
                ..Batch::default()
            };
            let spoilt = Batch { texts: [&batch.texts[..], &[text(size / 2)]].concat(), ..batch.clone() };
            let refused = database.commit(spoilt).await;
            assert!(matches!(refused, Err(LedgerError::TextConflict(id)) if id == text(size / 2).0), "{refused:?}");
            let ids: Vec<Uuid> = batch.texts.iter().map(|(id, _)| *id).collect();
            assert_eq!(database.texts(&ids).await.unwrap(), [], "nothing of it is kept");
            assert_eq!(database.drawer(&place(&key(0))).await.unwrap(), None, "nor of its drawers");
            database.commit(batch.clone()).await.unwrap();
            assert_eq!(database.texts(&ids).await.unwrap(), batch.texts);
            let mut versions = Vec::new();
            for number in 0..size.min(40) {
                let last = (0..size).rev().find(|one| one % 40 == number).unwrap();
                let drawer = database.drawer(&place(&key(number))).await.unwrap();
                let expected = (last % 7 != 6).then(|| last.to_be_bytes().to_vec());
                assert_eq!(drawer.as_ref().map(|drawer| drawer.value.clone()), expected, "{size}: {number}");
                versions.extend(drawer.map(|drawer| (last, drawer.version)));
            }
            versions.sort_unstable();
            assert!(versions.is_sorted_by(|one, next| one.1 < next.1), "in the order of writing: {versions:?}");
        }
    }

    pub async fn drawers_compare_and_set<S: Store>(_: &Room, database: &Database<S>) {
        let first = database.put_drawer(write("a", b"1", Some(0))).await.unwrap();
        let again = database.put_drawer(write("a", b"x", Some(0))).await;
        assert!(matches!(again, Err(LedgerError::DrawerConflict { version }) if version == first));
        let second = database.put_drawer(write("a", b"2", Some(first))).await.unwrap();
        assert!(second > first);
        let stale = database.put_drawer(write("a", b"x", Some(first))).await;
        assert!(matches!(stale, Err(LedgerError::DrawerConflict { version }) if version == second));
        let stale = DrawerWrite { value: None, ..write("a", b"", Some(first)) };
        assert!(database.put_drawer(stale).await.is_err());
        let found = database.drawer(&place("a")).await.unwrap().unwrap();
        assert_eq!((found.value.as_slice(), found.version), (b"2".as_slice(), second));
        database.put_drawer(write("a", b"3", None)).await.unwrap();
        database.delete_drawer(&place("a")).await.unwrap();
        database.delete_drawer(&place("a")).await.unwrap();
        assert_eq!(database.drawer(&place("a")).await.unwrap(), None);
    }

    pub async fn a_version_never_comes_back<S: Store>(_: &Room, database: &Database<S>) {
        let first = database.put_drawer(write("a", b"mine", Some(0))).await.unwrap();
        database.delete_drawer(&place("a")).await.unwrap();
        database.put_drawer(write("a", b"another's", Some(0))).await.unwrap();
        let stale = database.put_drawer(write("a", b"mine again", Some(first))).await;
        assert!(matches!(stale, Err(LedgerError::DrawerConflict { .. })));
        assert_eq!(database.drawer(&place("a")).await.unwrap().unwrap().value, b"another's");
    }

    pub async fn drawers_are_listed_by_owner_and_kind<S: Store>(_: &Room, database: &Database<S>) {
        for (owner, kind, key) in [("p", "draft", "2"), ("p", "draft", "1"), ("p", "mark", "1"), ("q", "draft", "1")] {
            let place = ledger::Place { owner: owner.to_owned(), kind: kind.to_owned(), key: key.to_owned() };
            let value = Some(format!("{owner}{kind}{key}").into_bytes());
            database.put_drawer(DrawerWrite { place, value, expected: None }).await.unwrap();
        }
        let found = database.drawers("p", "draft").await.unwrap();
        let values: Vec<_> =
            found.iter().map(|(place, drawer)| (place.key.as_str(), drawer.value.as_slice())).collect();
        assert_eq!(values, [("1", b"pdraft1".as_slice()), ("2", b"pdraft2".as_slice())]);
        assert!(database.drawers("p", "none").await.unwrap().is_empty());
    }

    pub async fn drawers_are_listed_by_kind<S: Store>(_: &Room, database: &Database<S>) {
        for (owner, kind, key) in [("q", "draft", "1"), ("p", "draft", "2"), ("p", "mark", "1"), ("P", "draft", "3")] {
            let place = ledger::Place { owner: owner.to_owned(), kind: kind.to_owned(), key: key.to_owned() };
            let value = Some(format!("{owner}{kind}{key}").into_bytes());
            database.put_drawer(DrawerWrite { place, value, expected: None }).await.unwrap();
        }
        let found = database.drawers_of_kind("draft").await.unwrap();
        let places: Vec<_> = found.iter().map(|(place, _)| (place.owner.as_str(), place.key.as_str())).collect();
        assert_eq!(places, [("P", "3"), ("p", "2"), ("q", "1")]);
        assert!(found.iter().all(|(place, drawer)| {
            drawer.value == format!("{}draft{}", place.owner, place.key).into_bytes() && drawer.version > 0
        }));
        assert!(database.drawers_of_kind("none").await.unwrap().is_empty());
    }

    pub async fn drawers_are_found_at_their_places<S: Store>(_: &Room, database: &Database<S>) {
        let place = |owner: &str, kind: &str, key: &str| {
            let [owner, kind, key] = [owner, kind, key].map(str::to_owned);
            ledger::Place { owner, kind, key }
        };
        let lying = [place("p", "text", "key"), place("q", "text", "key"), place("q", "paper", "key")];
        for place in &lying {
            let value = Some(format!("{}{}", place.owner, place.kind).into_bytes());
            database.put_drawer(DrawerWrite { place: place.clone(), value, expected: None }).await.unwrap();
        }
        let [p, q, _] = lying;
        let nowhere = [place("r", "text", "key"), place("p", "paper", "key"), place("p", "text", "none")];
        let wanted = [vec![q.clone()], nowhere.to_vec(), vec![p.clone(), q.clone()]].concat();
        let found = database.drawers_at(&wanted).await.unwrap();
        let values: Vec<_> = found.iter().map(|(place, drawer)| (place, drawer.value.as_slice())).collect();
        let (of_p, of_q) = ((&p, b"ptext".as_slice()), (&q, b"qtext".as_slice()));
        assert_eq!(values, [of_q, of_p, of_q], "in the order of asking, and twice what is asked twice");
        assert!(database.drawers_at(&nowhere).await.unwrap().is_empty());
        assert!(database.drawers_at(&[]).await.unwrap().is_empty());
    }

    pub async fn epoch_keys_are_rewrapped_and_followed<S: Store>(room: &Room, database: &Database<S>) {
        let (old, new): (&dyn KeyProvider, Room) = (&room.provider, Room::new());
        let new: &dyn KeyProvider = &new.provider;
        assert_eq!(database.current_epoch("papers").await.unwrap(), 1);
        let papers = database.epoch_key(old, "papers", 1).await.unwrap();
        let other = database.epoch_key(old, "a compartment of tomorrow", 7).await.unwrap();
        let refused = database.rewrapped_epoch_keys(new, old).await;
        assert!(matches!(refused, Err(LedgerError::Key(vault::KeyError::Unwrap))));
        let drawers = database.rewrapped_epoch_keys(old, new).await.unwrap();
        assert_eq!(drawers.len(), 2);
        assert!(database.epoch_key(old, "papers", 1).await.is_ok(), "control: nothing was written yet");
        database.commit(Batch { drawers, ..Batch::default() }).await.unwrap();
        assert_eq!(database.epoch_key(new, "papers", 1).await.unwrap().bytes(), papers.bytes());
        let found = database.load_epoch_key(new, "a compartment of tomorrow", 7).await.unwrap().unwrap();
        assert_eq!(found.bytes(), other.bytes());
        assert!(database.epoch_key(old, "papers", 1).await.is_err(), "the old root key opens nothing");

        let (epoch, next, drawers) = database.next_epoch_key(new, "papers").await.unwrap();
        assert_eq!((epoch, database.current_epoch("papers").await.unwrap()), (2, 1));
        database.commit(Batch { drawers, ..Batch::default() }).await.unwrap();
        assert_eq!(database.current_epoch("papers").await.unwrap(), 2);
        assert_eq!(database.epoch_key(new, "papers", 2).await.unwrap().bytes(), next.bytes());
        assert_ne!(next.bytes(), papers.bytes());
        assert!(database.load_epoch_key(new, "papers", 1).await.unwrap().is_none(), "the old epoch's key is gone");
    }

    pub async fn epoch_keys_are_made_once<S: Store>(room: &Room, database: &Database<S>) {
        let provider: &dyn KeyProvider = &room.provider;
        let (one, two) =
            tokio::join!(database.epoch_key(provider, "section", 1), database.epoch_key(provider, "section", 1));
        let key = one.unwrap();
        assert_eq!(key.bytes(), two.unwrap().bytes());
        assert_ne!(key.bytes(), database.epoch_key(provider, "section", 2).await.unwrap().bytes());
        assert_ne!(key.bytes(), database.epoch_key(provider, "other", 1).await.unwrap().bytes());
        assert!(database.load_epoch_key(provider, "section", 3).await.unwrap().is_none());
        // The key lies there wrapped, and under another root key it does not open.
        let place = ledger::Place { owner: "section".to_owned(), kind: "epoch_key".to_owned(), key: "1".to_owned() };
        let lying = database.drawer(&place).await.unwrap().unwrap().value;
        assert!(!lying.windows(32).any(|window| window == key.bytes()));
        let other = Room::new();
        let refused = database.epoch_key(&other.provider, "section", 1).await;
        assert!(matches!(refused, Err(LedgerError::Key(vault::KeyError::Unwrap))));
        // A wrapped key moved into another drawer is refused too.
        let place = ledger::Place { key: "9".to_owned(), ..place };
        database.put_drawer(DrawerWrite { place, value: Some(lying), expected: None }).await.unwrap();
        assert!(database.epoch_key(provider, "section", 9).await.is_err());
    }

    pub async fn logs_are_apart<S: Store>(room: &Room, database: &Database<S>) {
        let mut acts = room.acts(database).await;
        append(database, &mut acts, 3).await;
        let origin = ledger::origin_of("test", "custody");
        let mut custody = database.log(&room.provider, "custody", &origin).await.unwrap();
        assert_eq!(custody.head().size, 0);
        let batch =
            Batch { entries: vec![custody.seal(entry(0)).unwrap(), acts.seal(entry(3)).unwrap()], ..Batch::default() };
        database.commit(batch).await.unwrap();
        custody.committed();
        acts.committed();
        assert_eq!((acts.head().size, custody.head().size), (4, 1));
        // A log does not open as another, nor one whose key is gone.
        let wrong = database.log(&room.provider, "acts", &origin).await;
        assert!(matches!(wrong, Err(LedgerError::Damaged { seq: 3, fault: ledger::Fault::Origin(_), .. })));
        let key = ledger::Place { owner: "ledger".to_owned(), kind: "epoch_key".to_owned(), key: "1".to_owned() };
        database.delete_drawer(&key).await.unwrap();
        let gone = database.log(&room.provider, "custody", &origin).await;
        assert!(matches!(gone, Err(LedgerError::EpochKeyMissing { epoch: 1, .. })));
        let replaced = room.provider.wrap(b"epoch_key/ledger/1", &Key::random().unwrap()).unwrap();
        database.put_drawer(DrawerWrite { place: key, value: Some(replaced), expected: None }).await.unwrap();
        let other = database.log(&room.provider, "custody", &origin).await;
        assert!(matches!(other, Err(LedgerError::Damaged { fault: ledger::Fault::Payload, .. })));
    }

    pub async fn scrubbing_keeps_what_stands<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        append(database, &mut log, 5).await;
        let mut versions = Vec::new();
        for number in 0..200_usize {
            let value = vec![number as u8; number * 40];
            versions.push(database.put_drawer(write(&format!("{number:03}"), &value, None)).await.unwrap());
        }
        let before = database.drawers("post/1", "draft").await.unwrap();
        assert_eq!(before.len(), 200);
        database.scrub().await.unwrap();
        assert_eq!(database.drawers("post/1", "draft").await.unwrap(), before);
        database.put_drawer(write("007", b"x", Some(versions[7]))).await.unwrap();
        assert_eq!(log.read(0, 9).await.unwrap().len(), 5);
    }

    pub async fn concurrent_writers_of_a_drawer_count_every_one<S: Store>(_: &Room, database: &Database<S>) {
        database.put_drawer(write("count", b"0", None)).await.unwrap();
        let one_more = || async {
            loop {
                let found = database.drawer(&place("count")).await.unwrap().unwrap();
                let count: u32 = String::from_utf8(found.value).unwrap().parse().unwrap();
                let next = (count + 1).to_string();
                match database.put_drawer(write("count", next.as_bytes(), Some(found.version))).await {
                    Ok(_) => break,
                    Err(LedgerError::DrawerConflict { .. }) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        };
        let five = || async {
            for _ in 0..5 {
                one_more().await;
            }
        };
        tokio::join!(five(), five(), five(), five());
        assert_eq!(database.drawer(&place("count")).await.unwrap().unwrap().value, b"20");
    }

    pub async fn a_turn_sees_all_that_was_written_before_it<S: Store>(room: &Room, database: &Database<S>) {
        let (mut one, mut two) = (room.acts(database).await, room.acts(database).await);
        append(database, &mut one, 3).await;
        let mut turn = database.turn("acts").await.unwrap();
        let taken = two.newer_in_turn(&mut turn).await.unwrap();
        assert_eq!(taken.len(), 3);
        assert_eq!(two.head(), one.head());
        let batch = Batch { entries: vec![two.seal(entry(3)).unwrap()], ..Batch::default() };
        database.commit_in_turn(turn, batch).await.unwrap();
        two.committed();
        // A turn that was given back, or let go, wrote nothing and holds nobody up.
        database.end_turn(database.turn("acts").await.unwrap()).await;
        drop(database.turn("acts").await.unwrap());
        append(database, &mut two, 1).await;
        assert_eq!(one.newer(9).await.unwrap().len(), 2);
    }

    pub async fn turns_follow_each_other<S: Store>(room: &Room, database: &Database<S>) {
        const WRITERS: u128 = 4;
        const TURNS: u128 = 10;
        let writer = |number: u128| async move {
            let mut log = room.acts(database).await;
            for turn in 0..TURNS {
                let mut held = database.turn("acts").await.unwrap();
                log.newer_in_turn(&mut held).await.unwrap();
                let sealed = log.seal(entry(number * TURNS + turn)).unwrap();
                let batch = Batch { entries: vec![sealed], ..Batch::default() };
                database.commit_in_turn(held, batch).await.unwrap();
                log.committed();
            }
        };
        if database.is_shared() {
            tokio::join!(writer(0), writer(1), writer(2), writer(3));
        } else {
            // One process a folder, one writer a log: nobody is there to take turns with.
            for number in 0..WRITERS {
                writer(number).await;
            }
        }
        let log = room.acts(database).await;
        assert_eq!(log.head().size, u64::try_from(WRITERS * TURNS).unwrap());
        let mut seen: Vec<Uuid> = log.read(0, 99).await.unwrap().iter().map(|entry| entry.leaf.ids[0].1).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..WRITERS * TURNS).map(Uuid::from_u128).collect::<Vec<_>>());
    }

    pub async fn newer_entries_are_taken_in<S: Store>(room: &Room, database: &Database<S>) {
        let (mut one, mut two) = (room.acts(database).await, room.acts(database).await);
        append(database, &mut one, 5).await;
        assert_eq!(two.newer(2).await.unwrap().len(), 2);
        assert_eq!(two.head().size, 2);
        let rest = two.newer(9).await.unwrap();
        assert_eq!(rest.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [2, 3, 4]);
        assert!(two.newer(9).await.unwrap().is_empty());
        two.stand_at(ledger::Head::default());
        assert_eq!(two.newer(9).await.unwrap().len(), 5);
    }

    pub async fn another_log_in_its_place_is_an_alarm<S: Store>(room: &Room, database: &Database<S>) {
        let mut log = room.acts(database).await;
        append(database, &mut log, 2).await;
        let known = log.head();
        // The head of a log that went another way, and of one that was longer.
        for head in [ledger::Head { leaf_hash: [7; 32], ..known }, ledger::Head { size: 5, ..known }] {
            log.stand_at(head);
            assert!(matches!(log.newer(9).await, Err(LedgerError::Forked { seq, .. }) if seq == head.size - 1));
            let mut turn = database.turn("acts").await.unwrap();
            assert!(matches!(log.newer_in_turn(&mut turn).await, Err(LedgerError::Forked { .. })));
            database.end_turn(turn).await;
        }
        log.stand_at(known);
        assert!(log.newer(9).await.unwrap().is_empty(), "control: its own head is no alarm");
    }

    pub async fn logs_are_named<S: Store>(room: &Room, database: &Database<S>) {
        assert!(database.logs().await.unwrap().is_empty());
        let mut log = room.acts(database).await;
        append(database, &mut log, 2).await;
        assert_eq!(database.logs().await.unwrap(), ["acts"]);
    }

    pub async fn drawers_are_laid_with_their_versions<S: Store>(_: &Room, database: &Database<S>) {
        let laid = |key: &str, version| (place(key), Drawer { value: key.as_bytes().to_vec(), version });
        let drawers = [laid("a", 4), laid("b", 9), laid("अ", 2)];
        database.lay_drawers(&drawers, 12).await.unwrap();
        for (place, drawer) in &drawers {
            assert_eq!(database.drawer(place).await.unwrap().as_ref(), Some(drawer));
        }
        let next = database.put_drawer(write("c", b"new", Some(0))).await.unwrap();
        assert_eq!(next, 13, "none that was given comes back");
        let again = database.lay_drawers(&[laid("d", 1), laid("a", 1)], 20).await;
        assert!(again.is_err(), "where something lies, nothing is laid");
        assert!(database.drawer(&place("d")).await.unwrap().is_none(), "all or nothing");
        assert_eq!(database.put_drawer(write("a", b"mine", Some(4))).await.unwrap(), 14);
    }
}
