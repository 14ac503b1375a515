//! A published log: written as the format wants it, mended, judged by checkpoint and witness.
#![expect(clippy::unwrap_used, reason = "tests")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use common::{Room, append};
use ledger::{
    CheckpointFault, Database, Log, Mended, Publication, PublicationVerified, PublishError, Publisher,
    SignedCheckpoint, TileFault, VerifyError, Witness, origin_of, tiles_folder, verify_published, witness_file,
};
use vault::Key;

const SEED: [u8; 32] = [5; 32];

struct Published {
    room: Room,
    database: Database,
    log: Log,
}

impl Published {
    async fn with(entries: u128) -> Published {
        let room = Room::new();
        let database = room.open().await;
        let mut log = room.acts(&database).await;
        for _ in 0..entries / 100 {
            append(&database, &mut log, 100).await;
        }
        append(&database, &mut log, entries % 100).await;
        Published { room, database, log }
    }

    async fn more(&mut self, entries: u128) {
        append(&self.database, &mut self.log, entries).await;
    }

    fn folder(&self) -> PathBuf {
        tiles_folder(&self.room.data(), "acts")
    }

    fn witness(&self) -> PathBuf {
        self.room.folder.path().join("witness")
    }

    async fn open(&self) -> Result<(Publisher, Mended), PublishError> {
        self.open_with(SEED, true).await
    }

    async fn open_with(&self, seed: [u8; 32], witness: bool) -> Result<(Publisher, Mended), PublishError> {
        fs::create_dir_all(self.witness()).unwrap();
        let witness = witness.then(|| Witness::open(&self.witness(), &self.room.data()).unwrap());
        let (seed, data) = (Key::from_bytes(seed), self.room.data());
        Publisher::open(self.database.clone(), "acts", &origin_of("test", "acts"), &seed, &data, witness.as_ref()).await
    }

    async fn verify(&self, publisher: &Publisher) -> Result<PublicationVerified, VerifyError> {
        let (folder, witness) = (self.folder(), witness_file(&self.witness(), "acts"));
        let publication =
            Publication { folder: &folder, verifier: Some(publisher.verifier()), witness: Some(&witness) };
        let verified = verify_published(&self.database, "acts", &origin_of("test", "acts"), None, publication).await?;
        Ok(verified.1)
    }
}

/// Every file under a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[tokio::test]
async fn a_log_is_published_as_it_grows() {
    let mut place = Published::with(0).await;
    let (mut publisher, mended) = place.open().await.unwrap();
    assert_eq!((mended, publisher.checkpoint()), (Mended::default(), ""), "nothing is published of nothing");
    assert!(!publisher.publish().await.unwrap() && !place.folder().exists());
    let mut size = 0;
    for more in [1, 1, 200, 53, 1, 1, 299] {
        place.more(more).await;
        size += u64::try_from(more).unwrap();
        assert!(publisher.publish().await.unwrap());
        assert!(!publisher.publish().await.unwrap(), "once");
        let verified = place.verify(&publisher).await.unwrap();
        assert_eq!((verified.checkpoint, verified.witness), (Some(size), Some(size)));
        let read = SignedCheckpoint::parse(publisher.checkpoint().as_bytes(), &origin_of("test", "acts")).unwrap();
        assert_eq!((read.checkpoint.size, read.verify(publisher.verifier())), (size, Ok(())));
    }
    let names: Vec<String> = files(&place.folder()).into_keys().collect();
    // Of full tiles no partial ones stay; the width of each publication does.
    let expected = [
        "checkpoint",
        "tile/0/000",
        "tile/0/001",
        "tile/0/002.p/44",
        "tile/1/000.p/1",
        "tile/1/000.p/2",
        "tile/entries/000",
        "tile/entries/001",
        "tile/entries/002.p/44",
    ];
    assert_eq!(names, expected);
    for (path, mode) in [("", 0o700), ("tile/1", 0o700), ("tile/0/000", 0o600), ("checkpoint", 0o600)] {
        let found = fs::metadata(place.folder().join(path)).unwrap().permissions().mode();
        assert_eq!(found & 0o777, mode, "{path}");
    }
    assert_eq!(publisher.check().await.unwrap(), place.verify(&publisher).await.unwrap());

    // The same rows give the same files, whatever the steps were.
    let before = files(&place.folder());
    fs::remove_dir_all(place.folder()).unwrap();
    let (_, mended) = place.open().await.unwrap();
    assert_eq!((mended.wrong.len(), mended.missing), (0, 7));
    let after = files(&place.folder());
    assert!(after.iter().all(|(name, bytes)| before.get(name) == Some(bytes)) && after.len() == before.len() - 1);
}

#[tokio::test]
async fn wrong_and_missing_files_are_written_anew_and_the_right_ones_left() {
    let place = Published::with(300).await;
    let (publisher, _) = place.open().await.unwrap();
    let whole = files(&place.folder());
    for name in whole.keys() {
        let path = place.folder().join(name);
        for wrong in [None, Some(Vec::new()), Some(b"x".repeat(8192))] {
            match &wrong {
                None => fs::remove_file(&path).unwrap(),
                Some(bytes) => fs::write(&path, bytes).unwrap(),
            }
            let (again, mended) = place.open().await.unwrap();
            let (missing, told) = (u64::from(wrong.is_none() && name != "checkpoint"), wrong.is_some());
            assert_eq!(mended.missing, missing, "{name}");
            assert_eq!(mended.wrong, if told { vec![name.clone()] } else { Vec::new() });
            assert_eq!(files(&place.folder()), whole, "{name}");
            assert_eq!(again.checkpoint(), publisher.checkpoint());
        }
    }
    let times = || -> Vec<_> {
        let names = whole.keys().map(|name| fs::metadata(place.folder().join(name)).unwrap().modified().unwrap());
        names.collect()
    };
    let before = times();
    fs::write(place.folder().join("tile/0/001.p/44.unfinished"), b"cut off").unwrap();
    assert_eq!(place.open().await.unwrap().1, Mended::default());
    assert_eq!((times(), files(&place.folder())), (before, whole), "nothing is written that is right");
}

#[tokio::test]
async fn a_crash_between_tiles_and_checkpoint_does_no_harm() {
    let mut place = Published::with(250).await;
    let (mut publisher, _) = place.open().await.unwrap();
    let old = fs::read(place.folder().join("checkpoint")).unwrap();
    place.more(10).await;
    publisher.publish().await.unwrap();
    let whole = files(&place.folder());
    fs::write(place.folder().join("checkpoint"), &old).unwrap();
    fs::write(witness_file(&place.witness(), "acts"), &old).unwrap();
    assert_eq!(place.verify(&publisher).await.unwrap().checkpoint, Some(250), "tiles may be ahead of the checkpoint");
    assert_eq!(place.open().await.unwrap().1, Mended::default());
    assert_eq!(files(&place.folder()), whole);
    // Before the tiles, too: rows may be ahead of everything.
    place.more(3).await;
    assert_eq!(place.verify(&publisher).await.unwrap().checkpoint, Some(260));
    assert!(place.open().await.unwrap().1.missing > 0);
    assert_eq!(place.verify(&publisher).await.unwrap().checkpoint, Some(263));
}

/// Another ledger under the files of this one.
async fn exchanged(of: &Published, entries: u128, keep: &[&str]) -> Published {
    let other = Published::with(entries).await;
    fs::create_dir_all(other.folder()).unwrap();
    fs::create_dir_all(other.witness()).unwrap();
    for name in keep {
        let (from, to) = match *name {
            "witness" => (witness_file(&of.witness(), "acts"), witness_file(&other.witness(), "acts")),
            name => (of.folder().join(name), other.folder().join(name)),
        };
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
    other
}

#[tokio::test]
async fn a_ledger_that_was_shortened_or_replaced_is_refused() {
    let long = Published::with(300).await;
    let (publisher, _) = long.open().await.unwrap();
    let larger = CheckpointFault::Larger { size: 300, entries: 299 };
    let root = CheckpointFault::Root { size: 300 };
    // The payloads of another ledger are sealed anew, so its leaves are others.
    for (entries, keep, expected) in [
        (299, "checkpoint", VerifyError::Checkpoint(larger.clone())),
        (299, "witness", VerifyError::Witness(larger)),
        (300, "checkpoint", VerifyError::Checkpoint(root.clone())),
        (310, "witness", VerifyError::Witness(root)),
        (
            299,
            "tile/entries/001.p/44",
            VerifyError::Tile {
                path: "tile/entries/001.p/44".to_owned(),
                fault: TileFault::Beyond { needed: 300, entries: 299 },
            },
        ),
        (
            200,
            "tile/1/000.p/1",
            VerifyError::Tile {
                path: "tile/1/000.p/1".to_owned(),
                fault: TileFault::Beyond { needed: 256, entries: 200 },
            },
        ),
    ] {
        let other = exchanged(&long, entries, &[keep]).await;
        let before = files(&other.folder());
        let Err(PublishError::NotIntact { source, .. }) = other.open().await else { panic!("{keep} of {entries}") };
        assert_eq!(source.to_string(), expected.to_string());
        assert_eq!(files(&other.folder()), before, "nothing was written");
        // Checked without the key, as an auditor does: the same.
        assert_eq!(other.verify(&publisher).await.unwrap_err().to_string(), expected.to_string());
        println!("{expected}");
        let free = exchanged(&long, entries, &[]).await;
        assert!(free.open().await.is_ok(), "control: without what was kept it opens");
    }
}

#[tokio::test]
async fn a_witness_of_another_key_is_refused_and_ours_never_moves_back() {
    let mut place = Published::with(20).await;
    let (mut publisher, _) = place.open().await.unwrap();
    let file = witness_file(&place.witness(), "acts");
    let old = fs::read(&file).unwrap();
    place.more(5).await;
    publisher.publish().await.unwrap();
    let new = fs::read(&file).unwrap();
    assert_ne!(old, new);
    // Lost for a while, then back: it is told again, at the next growth or start.
    fs::write(&file, &old).unwrap();
    place.open().await.unwrap();
    assert_eq!(fs::read(&file).unwrap(), new);
    // Another node of the same ledger is further.
    place.more(5).await;
    place.open().await.unwrap();
    let further = fs::read(&file).unwrap();
    place.database.commit(Default::default()).await.unwrap();
    let (mut late, _) = place.open_with(SEED, true).await.unwrap();
    late.publish().await.unwrap();
    assert_eq!(fs::read(&file).unwrap(), further);

    let Err(PublishError::NotIntact { source: VerifyError::Witness(fault), .. }) = place.open_with([6; 32], true).await
    else {
        panic!("another key's witness")
    };
    assert!(fault.to_string().contains("no signature"), "{fault}");
    assert!(place.open_with([6; 32], false).await.is_ok(), "control: without it another key signs anew");
    let data = place.room.data();
    fs::create_dir(data.join("witness")).unwrap();
    assert!(matches!(Witness::open(&data.join("witness"), &data), Err(PublishError::WitnessInside(_))));
    assert!(matches!(Witness::open(&data.join("nowhere"), &data), Err(PublishError::WitnessMissing(_))));
}

#[tokio::test]
async fn what_could_not_be_written_is_written_later() {
    let mut place = Published::with(250).await;
    let (mut publisher, _) = place.open().await.unwrap();
    // A file stands where a folder is wanted.
    let level = place.folder().join("tile/1");
    fs::write(&level, b"in the way").unwrap();
    place.more(300).await;
    assert!(matches!(publisher.publish().await, Err(PublishError::File { .. })));
    assert!(matches!(publisher.publish().await, Err(PublishError::File { .. })));
    assert_eq!(place.verify(&publisher).await.unwrap().checkpoint, Some(250), "the checkpoint comes last");
    fs::remove_file(&level).unwrap();
    assert!(publisher.publish().await.unwrap());
    assert_eq!(place.verify(&publisher).await.unwrap().checkpoint, Some(550));

    // The witness goes away and comes back.
    let away = place.room.folder.path().join("away");
    fs::rename(place.witness(), &away).unwrap();
    place.more(1).await;
    assert!(matches!(publisher.publish().await, Err(PublishError::File { .. })));
    assert!(!place.witness().exists(), "nobody makes another in its place");
    assert!(publisher.checkpoint().contains("\n551\n"), "what needs no witness is published");
    fs::rename(&away, place.witness()).unwrap();
    publisher.publish().await.unwrap();
    assert_eq!(place.verify(&publisher).await.unwrap().witness, Some(551));
}

#[tokio::test]
async fn a_changed_row_is_not_published() {
    let mut place = Published::with(20).await;
    let (mut publisher, _) = place.open().await.unwrap();
    place.more(5).await;
    place.database.close().await;
    let url = format!("sqlite://{}", place.room.data().join("ledger.sqlite").display());
    let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
    sqlx::query("UPDATE entry SET leaf = x'00' WHERE seq = 22").execute(&pool).await.unwrap();
    pool.close().await;
    place.database = place.room.open().await;
    assert!(matches!(publisher.publish().await, Err(PublishError::NotIntact { .. })), "the database is closed");
    let Err(PublishError::NotIntact { source: VerifyError::Entry { seq: 22, .. }, .. }) = place.open().await else {
        panic!("a changed row")
    };
    let checkpoint = fs::read_to_string(place.folder().join("checkpoint")).unwrap();
    assert_eq!(checkpoint.lines().nth(1), Some("20"));
}

/// Whatever is taken away while the log runs is told; the next start writes it anew.
#[tokio::test]
async fn what_was_published_and_is_gone_is_told() {
    let log = Published::with(300).await;
    let (publisher, _) = log.open().await.unwrap();
    publisher.check().await.expect("control");
    let witness = witness_file(&log.witness(), "acts");
    let aside = log.witness().join("aside");
    fs::rename(&witness, &aside).unwrap();
    let told = publisher.check().await;
    assert!(
        matches!(&told, Err(PublishError::NotIntact { source: VerifyError::Witness(CheckpointFault::Missing), .. })),
        "{told:?}"
    );
    fs::rename(&aside, &witness).unwrap();
    publisher.check().await.expect("control: it is back");
    fs::remove_dir_all(log.folder()).unwrap();
    let told = publisher.check().await;
    assert!(
        matches!(&told, Err(PublishError::NotIntact { source: VerifyError::Checkpoint(CheckpointFault::Missing), .. })),
        "{told:?}"
    );
    drop(publisher);
    let (publisher, mended) = log.open().await.unwrap();
    assert!(mended.missing > 0);
    publisher.check().await.expect("the next start mended it");
}
