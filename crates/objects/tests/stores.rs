//! A bucket does what a folder does; and whatever is wrong with the store behind it, nothing is told to be kept that is not,
//! and nobody waits for ever.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use bytes::Bytes;
use futures::future::join_all;
use objects::{Access, Address, BucketPath, Fault, Patience, Place, Store};
use std::path::Path;
use std::time::Duration;
use testbed::{FalseStore, Moto, STORE_SECRET, StoreTrouble};

/// So that a test of silence is over soon; nothing depends on how long it takes.
const HURRY: Patience = Patience { connect: Duration::from_secs(3), silence: Duration::from_secs(1), pace: 64 * 1024 };
/// Where the store answers, however many tests run beside this one.
const CALM: Patience = Patience { connect: Duration::from_secs(2), silence: Duration::from_secs(60), pace: 1024 };

fn access(file: &Path, patience: Patience) -> Access {
    Access { patience, ..Access::read(file).unwrap() }
}

fn beneath(written: &str) -> BucketPath {
    match written.parse().unwrap() {
        Address::Bucket(path) => path,
        Address::Folder(path) => panic!("{} is a folder", path.display()),
    }
}

fn store(file: &Path, patience: Patience) -> Store {
    Store::bucket(&beneath("s3://papers/real/mp"), &access(file, patience)).unwrap()
}

fn place(name: &str) -> Place {
    Place::parse(name).unwrap()
}

/// Bytes in which no two halves are alike.
fn content(length: u32) -> Bytes {
    (0..length).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

/// What anybody asks of a store.
async fn does_what_a_store_does(store: &Store) {
    let (a, b, bytes) = (place("ab/ab1"), place("cd/cd1"), content(200_000));
    assert!(matches!(store.get(&a).await, Err(Fault::Missing(_))));
    assert_eq!(store.size(&a).await.unwrap(), None);
    assert!(!store.delete(&a).await.unwrap());
    store.put(&a, bytes.clone()).await.unwrap();
    store.put(&a, bytes.clone()).await.unwrap();
    store.put(&b, Bytes::new()).await.unwrap();
    assert_eq!(store.get(&a).await.unwrap(), bytes);
    assert_eq!(store.get(&b).await.unwrap(), Bytes::new());
    assert_eq!(store.size(&a).await.unwrap(), Some(200_000));
    assert_eq!(store.span(&a, 5..70_000).await.unwrap(), (200_000, bytes.slice(5..70_000)));
    assert_eq!(
        store.span(&a, 199_990..300_000).await.unwrap(),
        (200_000, bytes.slice(199_990..)),
        "as much as there is"
    );
    assert!(matches!(store.create(&a, bytes.slice(1..)).await, Err(Fault::Taken(_))));
    assert_eq!(store.get(&a).await.unwrap(), bytes, "nothing is written over");
    store.create(&place("new"), bytes.slice(1..)).await.unwrap();
    let listed = |found: Vec<objects::Listed>| {
        let mut found: Vec<_> = found.into_iter().map(|one| (one.place.to_string(), one.bytes)).collect();
        found.sort();
        found
    };
    let of = |name: &str, bytes| (name.to_owned(), bytes);
    assert_eq!(listed(store.list(None).await.unwrap()), [of("ab/ab1", 200_000), of("cd/cd1", 0), of("new", 199_999)]);
    assert_eq!(listed(store.list(Some(&place("ab"))).await.unwrap()), [of("ab/ab1", 200_000)]);
    assert!(store.delete(&a).await.unwrap());
    assert!(!store.delete(&a).await.unwrap());
    assert!(matches!(store.get(&a).await, Err(Fault::Missing(_))));
}

#[tokio::test]
async fn a_folder_and_a_bucket_do_the_same() {
    let (room, folder, moto) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), Moto::start());
    does_what_a_store_does(&Store::folder(folder.path()).unwrap()).await;
    let file = moto.access_file(room.path());
    let bucket = store(&file, CALM);
    does_what_a_store_does(&bucket).await;
    // What lies beside the name is not this store's.
    let whole = Store::bucket(&beneath("s3://papers"), &access(&file, CALM)).unwrap();
    whole.put(&place("real/mq/x"), content(3)).await.unwrap();
    assert_eq!(bucket.list(None).await.unwrap().len(), 2, "cd/cd1 and new");
    assert_eq!(whole.list(None).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_list_of_more_than_one_page_comes_whole() {
    let (room, moto) = (tempfile::tempdir().unwrap(), Moto::start());
    let store = Store::bucket(&beneath("s3://many"), &access(&moto.access_file(room.path()), CALM)).unwrap();
    let listed = store.list(Some(&place("many"))).await.unwrap();
    let names: std::collections::BTreeSet<_> = listed.iter().map(|one| one.place.to_string()).collect();
    assert_eq!((listed.len(), names.len()), (1_003, 1_003));
}

/// What is asked in the test of troubles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Put,
    Create,
    Get,
    Span,
    Size,
    List,
    Delete,
}

const ALL_ASKED: [Asked; 7] =
    [Asked::Put, Asked::Create, Asked::Get, Asked::Span, Asked::Size, Asked::List, Asked::Delete];

/// Whether this store cannot do this, and has to say so. What else comes with an object's own length its reader must judge,
/// who knows its hash.
fn must_fail(trouble: StoreTrouble, asked: Asked) -> bool {
    use Asked::{Create, Delete, List, Put, Size, Span};
    use StoreTrouble::{Closes, Confuses, Cuts, Fails, Flips, Forgets, Hangs, Lengthens, Shortens, Trickles};
    match trouble {
        Closes | Hangs | Fails(_) => true,
        Cuts | Trickles => !matches!(asked, Size | Delete),
        Shortens => matches!(asked, Put | Create | Span | List),
        Lengthens => matches!(asked, Put | Create | Span),
        Flips | Confuses => matches!(asked, Put | Create),
        Forgets => matches!(asked, Put | Create | Delete),
    }
}

/// What lay there before.
const OLD: &str = "ab/old";

async fn ask(store: &Store, asked: Asked, new: &Place, bytes: &Bytes) -> Result<(), Fault> {
    let old = place(OLD);
    match asked {
        Asked::Put => store.put(new, bytes.clone()).await,
        Asked::Create => store.create(new, bytes.clone()).await,
        Asked::Get => store.get(&old).await.map(|_| ()),
        Asked::Span => store.span(&old, 1_000..3_000).await.map(|_| ()),
        Asked::Size => store.size(&old).await.map(|found| assert_eq!(found, Some(bytes.len() as u64))),
        Asked::List => store.list(None).await.map(|found| assert!(!found.is_empty())),
        Asked::Delete => store.delete(new).await.map(|_| ()),
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_a_store_nothing_is_told_that_is_not_so() {
    let moto = Moto::start();
    join_all(StoreTrouble::ALL.map(|trouble| each_question(&moto, trouble))).await;
}

/// Asks everything on a way on which this is wrong, and each question once more when nothing is.
async fn each_question(moto: &Moto, trouble: StoreTrouble) {
    let (room, way) = (tempfile::tempdir().unwrap(), FalseStore::before(&moto.address()));
    let at = |file: &Path, patience| {
        Store::bucket(&beneath(&format!("s3://papers/{trouble:?}")), &access(file, patience)).unwrap()
    };
    let file = way.access_file(room.path());
    let (honest, calm, hurried) = (at(&moto.access_file(room.path()), CALM), at(&file, CALM), at(&file, HURRY));
    let waits = matches!(trouble, StoreTrouble::Hangs | StoreTrouble::Trickles);
    let store = if waits { &hurried } else { &calm };
    let bytes = content(40_000);
    honest.put(&place(OLD), bytes.clone()).await.unwrap();
    for asked in ALL_ASKED {
        let new = place(&format!("new/{asked:?}"));
        if asked == Asked::Delete {
            honest.put(&new, bytes.clone()).await.unwrap();
        }
        way.has(Some(trouble));
        let told = ask(store, asked, &new, &bytes).await;
        // Where nothing trickles because there is no body, one in a hurry may still be too late.
        let either = trouble == StoreTrouble::Trickles && !must_fail(trouble, asked);
        assert!(either || told.is_err() == must_fail(trouble, asked), "{trouble:?}, {asked:?}: {told:?}");
        if let Err(fault) = told {
            let told = format!("{fault} {fault:?}");
            assert!(!told.contains(STORE_SECRET) && !told.contains("Signature"), "{told}");
        } else if asked == Asked::Delete {
            assert_eq!(honest.size(&new).await.unwrap(), None, "{trouble:?}: what is told to be gone is gone");
        }
        way.has(None);
        honest.put(&new, bytes.clone()).await.unwrap();
        if asked == Asked::Create {
            honest.delete(&new).await.unwrap();
        }
        ask(&calm, asked, &new, &bytes).await.unwrap_or_else(|fault| panic!("control: {asked:?}: {fault}"));
    }
}

#[tokio::test]
async fn what_may_not_be_done_twice_is_asked_once() {
    let (room, moto) = (tempfile::tempdir().unwrap(), Moto::start());
    let way = FalseStore::before(&moto.address());
    let store = store(&way.access_file(room.path()), CALM);
    let puts = || way.asked().iter().filter(|asked| asked.starts_with("PUT")).count();
    way.has(Some(StoreTrouble::Fails(503)));
    assert!(store.put(&place("a"), content(9)).await.is_err());
    let again = puts();
    assert!((2..=3).contains(&again), "control: what may be done twice is tried again, and not for ever: {again}");
    assert!(store.create(&place("b"), content(9)).await.is_err());
    assert_eq!(puts(), 1);
    way.has(None);
    store.create(&place("b"), content(9)).await.unwrap();
    let told = way.asked().join("\n");
    assert!(told.contains("Signature="), "control: questions are signed");
    assert!(!told.contains(STORE_SECRET), "the secret does not leave");
}

#[tokio::test]
async fn a_store_that_is_not_there_is_told_soon() {
    let (room, moto) = (tempfile::tempdir().unwrap(), Moto::start());
    let store = store(&moto.access_file(room.path()), HURRY);
    drop(moto);
    for asked in ALL_ASKED {
        let told = ask(&store, asked, &place("new"), &content(9)).await;
        assert!(matches!(told, Err(Fault::Store(_))), "{asked:?}: {told:?}");
    }
}
