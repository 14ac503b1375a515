//! Backups of ledgers that go on, and back from them, on both databases.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use backup::{BackupError, Blank, Shelf, Source, restore, take};
use futures::future::join_all;
use ledger::{Batch, Database, DrawerWrite, Log, NewEntry, Place, SealedEntry, Still, TextsAfter, origin_of};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use testbed::{FalseStore, Moto, StoreTrouble};
use uuid::Uuid;
use vault::{Access, Address, Files, Key, KeyFile, Label, Patience, Site};

/// A government of which backups are taken.
struct House {
    room: TempDir,
    provider: KeyFile,
    address: Option<String>,
    database: Database,
    log: Log,
    written: u128,
}

/// Everything that lies in a government's folders.
#[derive(Debug, PartialEq, Eq)]
struct Contents {
    entries: BTreeMap<String, Vec<SealedEntry>>,
    texts: BTreeMap<Uuid, Vec<u8>>,
    drawers: BTreeMap<Place, (Vec<u8>, u64)>,
    last_version: u64,
    files: BTreeMap<String, Vec<u8>>,
}

impl House {
    async fn in_a_file() -> House {
        Self::on(None).await
    }

    async fn in_postgres() -> House {
        Self::on(Some(testbed::Postgres::shared().database())).await
    }

    async fn on(address: Option<String>) -> House {
        let room = tempfile::tempdir().unwrap();
        let provider = KeyFile::create(&room.path().join("root.key")).unwrap();
        let database = match &address {
            Some(address) => Database::connect(address, &room.path().join("data")).await.unwrap(),
            None => Database::open(&room.path().join("data")).await.unwrap(),
        };
        let log = database.log(&provider, "acts", &origin_of("test", "acts")).await.unwrap();
        let mut house = House { room, provider, address, database, log, written: 0 };
        Files::open(&house.papers()).unwrap();
        house.grown(1500).await;
        house
    }

    fn data(&self) -> PathBuf {
        self.room.path().join("data")
    }

    fn papers(&self) -> PathBuf {
        self.data().join("papers")
    }

    fn shelf_folder(&self) -> PathBuf {
        self.room.path().join("shelf")
    }

    fn shelf(&self) -> Shelf {
        Shelf::at(&Site::Folder(self.shelf_folder())).unwrap()
    }

    fn files(&self) -> Files {
        Files::open_for_reading(&self.papers()).unwrap()
    }

    async fn take(&self, name: &str) -> Result<backup::Taken, BackupError> {
        self.take_to(&self.shelf(), &self.files(), name).await
    }

    async fn take_to(&self, shelf: &Shelf, papers: &Files, name: &str) -> Result<backup::Taken, BackupError> {
        let folder = self.data();
        let source = Source { government: "test", folder: &folder, database: self.address.as_deref(), papers };
        take(source, shelf, name, 5).await
    }

    /// So many entries, each with a text and a drawer, and a file with every hundredth.
    async fn grown(&mut self, count: u128) {
        let files = Files::open(&self.papers()).unwrap();
        let mut batch = Batch::default();
        for left in (0..count).rev() {
            self.written += 1;
            let (number, id) = (self.written, Uuid::from_u128(u128::MAX / 7 * (self.written % 7) + self.written));
            let entry = NewEntry {
                time_ms: 1_000 + number as i64,
                kind: "note_saved".to_owned(),
                ids: Vec::new(),
                texts: Vec::new(),
                payload: format!("payload {number}").into_bytes(),
            };
            batch.entries.push(self.log.seal(entry).unwrap());
            batch.drawers.push(drawer(&number.to_string(), Some(format!("sealed {number}").as_bytes())));
            batch.texts.push((id, format!("text {number}").into_bytes()));
            if number % 100 == 0 {
                let label = Label { object: id, revision: 1 };
                files.put(&Key::random().unwrap(), label, &vec![number as u8; 70_000]).await.unwrap();
            }
            if batch.entries.len() == 20 || left == 0 {
                self.database.commit(std::mem::take(&mut batch)).await.unwrap();
                self.log.committed();
            }
        }
    }

    async fn contents(&self) -> Contents {
        contents(&self.data(), self.address.as_deref(), &self.papers()).await
    }

    fn parts(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for shard in std::fs::read_dir(self.shelf_folder().join("parts")).unwrap() {
            found.extend(std::fs::read_dir(shard.unwrap().path()).unwrap().map(|file| file.unwrap().path()));
        }
        found
    }
}

fn drawer(key: &str, value: Option<&[u8]>) -> DrawerWrite {
    let place = Place { owner: "post/1".to_owned(), kind: "draft".to_owned(), key: key.to_owned() };
    DrawerWrite { place, value: value.map(<[u8]>::to_vec), expected: None }
}

async fn contents(folder: &Path, address: Option<&str>, papers: &Path) -> Contents {
    contents_with(folder, address, &Files::open_for_reading(papers).unwrap()).await
}

async fn contents_with(folder: &Path, address: Option<&str>, store: &Files) -> Contents {
    let mut still = match address {
        Some(address) => Still::of_database(address).await.unwrap(),
        None => Still::of_folder(folder).await.unwrap(),
    };
    let mut entries = BTreeMap::new();
    for (log, size) in still.logs().await.unwrap() {
        let of_log = still.entries(&log, 0, u32::MAX).await.unwrap();
        assert_eq!(of_log.len() as u64, size);
        entries.insert(log, of_log);
    }
    let texts = still.texts(TextsAfter::default(), u32::MAX).await.unwrap().0.into_iter().collect();
    let drawers = still.drawers(None, u32::MAX).await.unwrap();
    let drawers = drawers.into_iter().map(|(place, drawer)| (place, (drawer.value, drawer.version))).collect();
    let last_version = still.last_version().await.unwrap();
    still.close().await.unwrap();
    let mut files = BTreeMap::new();
    for (name, _) in store.names().await.unwrap() {
        let bytes = store.sealed(&name).await.unwrap().to_vec();
        files.insert(name, bytes);
    }
    Contents { entries, texts, drawers, last_version, files }
}

/// Restores into a new folder and gives what lies there.
async fn restored(house: &House, name: &str, address: Option<&str>) -> Result<Contents, BackupError> {
    restored_from(&house.shelf(), name, address).await
}

async fn restored_from(shelf: &Shelf, name: &str, address: Option<&str>) -> Result<Contents, BackupError> {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("data");
    let result = restore(shelf, name, Blank { folder: &folder, database: address, papers: None }).await;
    let left: Vec<_> = std::fs::read_dir(room.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
    match result {
        Err(error) => {
            assert!(left.is_empty(), "nothing is left: {left:?}");
            Err(error)
        }
        Ok(manifest) => {
            assert_eq!((manifest.government.as_str(), manifest.made_ms, left.len()), ("test", 5, 1));
            Ok(contents(&folder, address, &folder.join("papers")).await)
        }
    }
}

#[tokio::test]
async fn what_was_taken_comes_back_on_either_database() {
    for house in [House::in_a_file().await, House::in_postgres().await] {
        // A version that was given and is gone never comes back.
        house.database.commit(Batch { drawers: vec![drawer("gone", Some(b"x"))], ..Batch::default() }).await.unwrap();
        house.database.commit(Batch { drawers: vec![drawer("gone", None)], ..Batch::default() }).await.unwrap();
        house.take("first").await.unwrap();
        let before = house.contents().await;
        assert!(before.entries["acts"].len() == 1500 && before.files.len() == 15, "control");
        assert_eq!(restored(&house, "first", None).await.unwrap(), before);
        let address = testbed::Postgres::shared().database();
        assert_eq!(restored(&house, "first", Some(&address)).await.unwrap(), before);
        let again = restored(&house, "first", Some(&address)).await;
        assert!(matches!(again, Err(BackupError::DatabaseNotBlank)), "{again:?}");
    }
}

#[tokio::test]
async fn a_restored_ledger_goes_on() {
    let house = House::in_a_file().await;
    house.take("first").await.unwrap();
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("data");
    restore(&house.shelf(), "first", Blank { folder: &folder, database: None, papers: None }).await.unwrap();
    let database = Database::open(&folder).await.unwrap();
    let log = database.log(&house.provider, "acts", &origin_of("test", "acts")).await.unwrap();
    assert_eq!(&log.read(1499, 1).await.unwrap()[0].payload[..], b"payload 1500");
    let before = house.contents().await.last_version;
    let version = database.put_drawer(drawer("new", Some(b"x"))).await.unwrap();
    assert_eq!(version, before + 1);
    database.close().await;
}

#[tokio::test]
async fn a_later_backup_carries_only_what_is_new() {
    let mut house = House::in_a_file().await;
    let first = house.take("first").await.unwrap();
    assert_eq!(first.parts_standing, 0);
    let again = house.take("second").await.unwrap();
    assert_eq!((again.parts_new, again.parts_standing), (0, first.parts_new));
    house.grown(10).await;
    let third = house.take("third").await.unwrap();
    // The last part of entries, of texts, and what changed of the drawers.
    assert!(third.parts_new <= 4 && third.parts_new >= 3, "{third:?}");
    for (name, entries) in [("first", 1500), ("second", 1500), ("third", 1510)] {
        assert_eq!(restored(&house, name, None).await.unwrap().entries["acts"].len(), entries, "{name}");
    }
    assert!(matches!(house.take("third").await, Err(BackupError::NameTaken(name)) if name == "third"));
}

#[tokio::test]
async fn what_is_committed_meanwhile_is_whole_or_not_there() {
    for mut house in [House::in_a_file().await, House::in_postgres().await] {
        let (folder, papers, shelf) = (house.data(), house.files(), house.shelf());
        let address = house.address.clone();
        let taking = tokio::spawn(async move {
            for number in 0..5 {
                let source =
                    Source { government: "test", folder: &folder, database: address.as_deref(), papers: &papers };
                take(source, &shelf, &number.to_string(), 5).await.unwrap();
            }
        });
        let mut grew = 0;
        while !taking.is_finished() {
            house.grown(20).await;
            grew += 20;
        }
        taking.await.unwrap();
        assert!(grew > 0, "control: it went on");
        for number in 0..5 {
            let found = restored(&house, &number.to_string(), None).await.unwrap();
            let acts = found.entries["acts"].len();
            assert_eq!(
                (found.texts.len(), found.drawers.len()),
                (acts, acts + 1),
                "a text and a drawer with each, and the epoch's key"
            );
            assert!(found.files.len() >= acts / 100, "every file that an entry could name");
        }
    }
}

#[tokio::test]
async fn every_part_that_is_changed_cut_or_gone_is_named() {
    let house = House::in_a_file().await;
    house.take("first").await.unwrap();
    let parts = house.parts();
    assert!(parts.len() > 15, "control: {} parts", parts.len());
    for (number, part) in parts.into_iter().enumerate() {
        let (name, whole) = (part.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&part).unwrap());
        let mut changed = whole.clone();
        changed[[0, whole.len() / 2, whole.len() - 1][number % 3]] ^= 1;
        std::fs::write(&part, changed).unwrap();
        let told = restored(&house, "first", None).await;
        assert!(matches!(&told, Err(BackupError::PartChanged(found)) if *found == name), "{told:?}");
        std::fs::write(&part, &whole[..whole.len() - 1]).unwrap();
        // Cut short, it is not taken for standing: the next backup mends it.
        house.take(&format!("after-{name}")).await.unwrap();
        assert_eq!(std::fs::read(&part).unwrap(), whole);
        std::fs::remove_file(&part).unwrap();
        let told = restored(&house, "first", None).await;
        assert!(matches!(&told, Err(BackupError::PartMissing(found)) if *found == name), "{told:?}");
        std::fs::write(&part, whole).unwrap();
    }
    restored(&house, "first", None).await.unwrap();
}

#[tokio::test]
async fn nothing_is_restored_over_anything() {
    let house = House::in_a_file().await;
    house.take("first").await.unwrap();
    let told = restore(&house.shelf(), "first", Blank { folder: &house.data(), database: None, papers: None }).await;
    assert!(matches!(told, Err(BackupError::NotBlank(folder)) if Path::new(&folder) == house.data()));
    assert_eq!(house.contents().await.entries["acts"].len(), 1500);
    let told = restored(&house, "never", None).await;
    assert!(matches!(told, Err(BackupError::NoBackup(name)) if name == "never"));
    let empty = tempfile::tempdir().unwrap();
    let blank = Blank { folder: empty.path(), database: None, papers: None };
    restore(&house.shelf(), "first", blank).await.unwrap();
}

#[tokio::test]
async fn a_damaged_file_is_told_when_it_is_taken() {
    let house = House::in_a_file().await;
    let (name, bytes) = house.contents().await.files.into_iter().next().unwrap();
    let path = house.papers().join(&name[..2]).join(&name);
    let mut changed = bytes;
    changed[100] ^= 1;
    std::fs::write(&path, changed).unwrap();
    let told = house.take("first").await;
    assert!(matches!(told, Err(BackupError::File(vault::FileError::Hash(found))) if found == name));
    let none = restored(&house, "first", None).await;
    assert!(matches!(none, Err(BackupError::NoBackup(_))), "without a manifest there is no backup");
}

#[tokio::test]
async fn the_root_key_is_in_no_part() {
    let house = House::in_a_file().await;
    std::fs::copy(house.room.path().join("root.key"), house.data().join("demo.key")).unwrap();
    house.take("first").await.unwrap();
    let key_file = std::fs::read(house.data().join("demo.key")).unwrap();
    let holds = |bytes: &[u8], piece: &[u8]| bytes.windows(piece.len()).any(|window| window == piece);
    let piece = &key_file[key_file.len() / 2..][..16];
    assert!(holds(&key_file, piece), "control");
    let mut looked = 0;
    for path in house.parts().into_iter().chain([house.shelf_folder().join("first")]) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(!holds(&bytes, piece), "{}", path.display());
        looked += bytes.len();
    }
    assert!(looked > 1_000_000, "control: {looked} bytes");
}

const HURRY: Patience =
    Patience { connect: Duration::from_secs(3), silence: Duration::from_secs(1), pace: 1024 * 1024 };
const CALM: Patience = Patience { connect: Duration::from_secs(2), silence: Duration::from_secs(60), pace: 1024 };

/// A bucket, reached as a file says.
fn bucket(address: &str, file: &Path, patience: Patience) -> Site {
    let Ok(Address::Bucket(path)) = address.parse() else { panic!("{address} is no bucket") };
    Site::Bucket(path, Arc::new(Access { patience, ..Access::read(file).unwrap() }))
}

#[tokio::test]
async fn from_bucket_to_bucket_and_back_nothing_is_another() {
    let (mut house, moto) = (House::in_a_file().await, Moto::start());
    let file = moto.access_file(house.room.path());
    let (papers, shelf) = (bucket("s3://papers/mp", &file, CALM), bucket("s3://backups/night", &file, CALM));
    let (in_bucket, shelf) = (Files::at(&papers).unwrap(), Shelf::at(&shelf).unwrap());
    for (name, bytes) in house.contents().await.files {
        in_bucket.lay(&name, bytes.into()).await.unwrap();
    }
    let first = house.take_to(&shelf, &in_bucket, "first").await.unwrap();
    let before = house.contents().await;
    assert_eq!(restored_from(&shelf, "first", None).await.unwrap(), before);
    let again = house.take_to(&shelf, &in_bucket, "second").await.unwrap();
    assert_eq!((again.parts_new, again.parts_standing), (0, first.parts_new), "only what is new is carried");
    assert!(matches!(house.take_to(&shelf, &in_bucket, "second").await, Err(BackupError::NameTaken(_))));
    assert!(matches!(restored_from(&shelf, "never", None).await, Err(BackupError::NoBackup(_))));
    // And into a bucket, in which nothing may lie.
    let (folder, other) = (house.room.path().join("other"), bucket("s3://papers/other", &file, CALM));
    let blank = Blank { folder: &folder, database: None, papers: Some(&other) };
    restore(&shelf, "first", blank).await.unwrap();
    assert_eq!(contents_with(&folder, None, &Files::at(&other).unwrap()).await, before);
    let folder = house.room.path().join("third");
    let told = restore(&shelf, "first", Blank { folder: &folder, ..blank }).await;
    assert!(matches!(told, Err(BackupError::NotBlank(place)) if place == "s3://papers/other"));
    house.grown(100).await;
    let told = house.take_to(&shelf, &house.files(), "folder").await.unwrap();
    assert_eq!(told.files, 16, "the same shelf takes a government whose files lie in a folder");
}

#[tokio::test]
async fn whatever_is_wrong_with_the_place_of_backups_none_is_told_that_is_not_there() {
    let (house, moto) = (House::in_a_file().await, Moto::start());
    join_all(StoreTrouble::ALL.map(|trouble| taken_and_restored(&house, &moto, trouble))).await;
}

async fn taken_and_restored(house: &House, moto: &Moto, trouble: StoreTrouble) {
    let (room, way) = (tempfile::tempdir().unwrap(), FalseStore::before(&moto.address()));
    let (file, before) = (way.access_file(room.path()), house.contents().await);
    let waits = matches!(trouble, StoreTrouble::Hangs | StoreTrouble::Trickles);
    let at = |patience| Shelf::at(&bucket(&format!("s3://backups/{trouble:?}"), &file, patience)).unwrap();
    let (shelf, calm) = (at(if waits { HURRY } else { CALM }), at(CALM));
    way.has(Some(trouble));
    let told = house.take_to(&shelf, &house.files(), "first").await;
    assert!(told.is_err(), "{trouble:?}: {told:?}");
    way.has(None);
    assert!(matches!(restored_from(&calm, "first", None).await, Err(BackupError::NoBackup(_))), "{trouble:?}");
    house.take_to(&calm, &house.files(), "first").await.unwrap();
    way.has(Some(trouble));
    let told = restored_from(&shelf, "first", None).await;
    if trouble == StoreTrouble::Forgets {
        assert_eq!(told.unwrap(), before, "it gives what it has");
    } else {
        assert!(told.is_err(), "{trouble:?}");
    }
    way.has(None);
    assert_eq!(restored_from(&calm, "first", None).await.unwrap(), before, "control: {trouble:?} is over");
}
