//! Sealed files in a bucket: what they are in a folder, and whatever is wrong with the store, never anything else.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use futures::future::join_all;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use testbed::{FalseStore, Moto, StoreTrouble};
use uuid::Uuid;
use vault::{Access, Address, FileError, Files, Held, Key, Label, Patience, Site};

const LABEL: Label = Label { object: Uuid::from_u128(7), revision: 3 };
const HURRY: Patience = Patience { connect: Duration::from_secs(3), silence: Duration::from_secs(1), pace: 256 * 1024 };
const CALM: Patience = Patience { connect: Duration::from_secs(2), silence: Duration::from_secs(60), pace: 1024 };

fn files(file: &Path, patience: Patience) -> Files {
    let Ok(Address::Bucket(path)) = "s3://papers/mp".parse() else { panic!("control: a bucket") };
    let access = Access { patience, ..Access::read(file).unwrap() };
    Files::at(&Site::Bucket(path, Arc::new(access))).unwrap()
}

/// A text of more than two chunks, in which no two halves are alike.
fn text() -> Vec<u8> {
    (0_u32..150_000).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

#[tokio::test]
async fn a_bucket_holds_what_a_folder_holds() {
    let (room, moto, key) = (tempfile::tempdir().unwrap(), Moto::start(), Key::random().unwrap());
    let files = files(&moto.access_file(room.path()), CALM);
    files.answers().await.unwrap();
    let (empty, long) = (files.put(&key, LABEL, b"").await.unwrap(), files.put(&key, LABEL, &text()).await.unwrap());
    assert_eq!(files.read(&key, LABEL, &empty.name).await.unwrap()[..], *b"");
    assert_eq!(files.read(&key, LABEL, &long.name).await.unwrap()[..], text());
    let range = files.read_range(&key, LABEL, &long.name, 65_000..140_000).await.unwrap();
    assert_eq!(range[..], text()[65_000..140_000]);
    let sealed = files.sealed(&long.name).await.unwrap();
    let words = &text()[..16];
    assert!(!sealed.windows(16).any(|window| window == words), "what leaves is ciphertext");
    files.lay(&long.name, sealed).await.unwrap();
    files.verify(&long.name).await.unwrap();
    assert_eq!(files.held().await.unwrap(), Held { files: 2, bytes: empty.sealed_bytes + long.sealed_bytes });
    assert_eq!(files.stored(&long.name).await.unwrap(), Some(long.sealed_bytes));
    assert!(files.read(&Key::random().unwrap(), LABEL, &long.name).await.is_err());
    assert!(files.remove(&empty.name).await.unwrap());
    assert!(!files.remove(&empty.name).await.unwrap());
    assert!(matches!(files.read(&key, LABEL, &empty.name).await, Err(FileError::Missing(_))));
    let names: Vec<_> = files.names().await.unwrap().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, [long.name]);
    assert_eq!(files.sweep_unfinished(i64::MAX / 2).await.unwrap(), 0);
}

#[tokio::test]
async fn whatever_is_wrong_with_the_store_no_other_words_come_and_none_are_lost() {
    let moto = Moto::start();
    join_all(StoreTrouble::ALL.map(|trouble| under(&moto, trouble))).await;
}

async fn under(moto: &Moto, trouble: StoreTrouble) {
    let (room, key, way) = (tempfile::tempdir().unwrap(), Key::random().unwrap(), FalseStore::before(&moto.address()));
    let file = way.access_file(room.path());
    let (calm, hurried) = (files(&file, CALM), files(&file, HURRY));
    let old = calm.put(&key, LABEL, &text()).await.unwrap().name;
    let waits = matches!(trouble, StoreTrouble::Hangs | StoreTrouble::Trickles);
    let files = if waits { &hurried } else { &calm };
    way.has(Some(trouble));
    let put = files.put(&key, LABEL, &text()).await;
    assert!(matches!(put, Err(FileError::Elsewhere(_))), "{trouble:?}: what is not kept is not told to be: {put:?}");
    let read = files.read(&key, LABEL, &old).await.map(|plain| plain.to_vec());
    let range = files.read_range(&key, LABEL, &old, 70_000..80_000).await.map(|plain| plain.to_vec());
    let verified = files.verify(&old).await;
    if trouble == StoreTrouble::Forgets {
        assert!(read.is_ok_and(|read| read == text()) && range.is_ok() && verified.is_ok(), "it is what it gives");
    } else {
        assert!(read.is_err() && range.is_err() && verified.is_err(), "{trouble:?}: {read:?} {range:?} {verified:?}");
    }
    way.has(None);
    assert_eq!(calm.read(&key, LABEL, &old).await.unwrap()[..], text(), "control: {trouble:?} is over");
    calm.verify(&old).await.unwrap();
    calm.put(&key, LABEL, &text()).await.unwrap();
}
