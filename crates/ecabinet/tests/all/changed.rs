//! One changed byte or bit in each kind of file of a stopped folder: each verifier that looks at the file names the entry,
//! chunk, tile, bundle, checkpoint or file. A change that goes unseen changes nothing that a row says.

use crate::cycle::{POSTS, Progress, go_on, whole_cycle_with_a_large_paper};
use crate::outside::{self, Verdict};
use crate::record::wait_for;
use crate::server::{Home, Server, sign_in};
use crate::walk::measured;
use ledger::VerifierKey;
use office::Premises;
use office::verify::{Judging, verify_by};
use rustix::process::{Signal, kill_process};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use vault::{KeyFile, KeyProvider};

/// Sign-ins that make the custody ledger longer than a full tile.
const SIGN_INS: usize = 260;
const SEEDS: u64 = 200;

/// A stopped folder with everything in it: a whole cycle, a paper of several chunks, full and partial tiles, a witness.
fn whole() -> (Home, [String; 2]) {
    let home = Home::empty();
    std::fs::create_dir(home.witness()).unwrap();
    let home = Home::with_posts_in(home, POSTS);
    let begun = crate::record::read(&home).entries.len();
    let steps = whole_cycle_with_a_large_paper();
    let server = Server::start(&home).unwrap();
    go_on(&home, server.port, &steps, steps.len(), &mut Progress::default()).unwrap();
    measured(&home, begun, &steps);
    (0..SIGN_INS).for_each(|_| drop(sign_in(server.port, "chief_minister").unwrap()));
    server.stop();
    let keys = outside::verifier_keys(&home);
    (home, keys)
}

/// Names of the files under `folder`, in order.
fn files(folder: &Path) -> Vec<String> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().display().to_string());
            }
        }
    }
    found.sort();
    found
}

/// Changes one place of a file for as long as something looks at it.
fn with_changed<T>(path: &Path, at: usize, mask: u8, look: impl FnOnce() -> T) -> T {
    let whole = std::fs::read(path).unwrap();
    let mut changed = whole.clone();
    changed[at] ^= mask;
    std::fs::write(path, changed).unwrap();
    let seen = look();
    std::fs::write(path, whole).unwrap();
    seen
}

/// Numbers from a seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((number ^ (number >> 31)) % limit as u64).unwrap()
    }
}

/// The kinds of files of a folder, each with its files, under the home folder.
fn kinds(home: &Home) -> BTreeMap<&'static str, Vec<String>> {
    let mut kinds: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for name in files(home.data().parent().unwrap()) {
        let partial = name.contains(".p/");
        let kind = match name.as_str() {
            "data/ledger.sqlite" => "database",
            name if name.starts_with("data/papers/") => "sealed file",
            name if name.starts_with("witness/") => "witness",
            name if name.starts_with("data/tiles/") && name.ends_with("/checkpoint") => "checkpoint",
            name if name.contains("/tile/entries/") => {
                if partial {
                    "partial bundle"
                } else {
                    "full bundle"
                }
            }
            name if name.contains("/tile/") => {
                if partial {
                    "partial tile"
                } else {
                    "full tile"
                }
            }
            // The lock is empty; key and test's own files are no part of the record.
            _ => continue,
        };
        kinds.entry(kind).or_default().push(name);
    }
    kinds
}

/// What a verifier must say of a changed file.
fn name_of(kind: &str, file: &str) -> String {
    let within = |before: &str| file.split_once(before).unwrap().1.to_owned();
    match kind {
        "witness" => "the witnessed checkpoint".to_owned(),
        "checkpoint" => "the checkpoint".to_owned(),
        "sealed file" => file.rsplit('/').next().unwrap().to_owned(),
        _ => format!("tile/{}", within("/tile/")),
    }
}

#[test]
fn both_verifiers_accept_and_name_one_changed_byte_in_each_kind() {
    let (home, keys) = whole();
    let above = home.data().parent().unwrap().to_path_buf();
    println!("{}", outside::ours(&home, &keys).unwrap());
    outside::ours_with_key(&home).unwrap();
    for (log, key) in ["acts", "custody"].iter().zip(&keys) {
        let proof = outside::prove(&home, log, 7);
        println!("{}", outside::theirs(&home, log, key, Some((&proof, 7))).unwrap().trim());
        outside::theirs(&home, log, key, None).unwrap();
        assert!(outside::theirs(&home, log, key, Some((&proof, 8))).is_err(), "control: of another entry");
        let bytes = std::fs::read(&proof).unwrap().len();
        for at in [0, bytes / 2, bytes - 3] {
            let said = with_changed(&proof, at, 1, || outside::theirs(&home, log, key, Some((&proof, 7))));
            assert!(said.unwrap_err().contains(".tlog-proof"), "the proof is named");
        }
    }
    assert!(outside::theirs(&home, "acts", &keys[1], None).is_err(), "control: another log's key");
    let kinds = kinds(&home);
    let all: Vec<_> = kinds.keys().copied().collect();
    assert_eq!(
        all,
        [
            "checkpoint",
            "database",
            "full bundle",
            "full tile",
            "partial bundle",
            "partial tile",
            "sealed file",
            "witness"
        ]
    );
    let (mut by_ours, mut by_theirs) = (0, 0);
    for (kind, names) in kinds.iter().filter(|(kind, _)| **kind != "database") {
        for file in names {
            let path = above.join(file);
            let bytes = usize::try_from(std::fs::metadata(&path).unwrap().len()).unwrap();
            for at in [0, bytes / 2, bytes - 1] {
                let (ours, theirs) = with_changed(&path, at, 0x20, || judged(&home, &keys, file));
                let said = ours.expect_err(file);
                assert!(said.contains(&name_of(kind, file)), "{kind} {file} at {at}: {said}");
                by_ours += 1;
                let Some(theirs) = theirs else { continue };
                let said = theirs.expect_err(file);
                let name = name_of(kind, file).trim_start_matches("the ").to_owned();
                assert!(said.starts_with(&name), "{kind} {file} at {at}: {said}");
                by_theirs += 1;
            }
        }
    }
    println!("one changed byte: {by_ours} named by ecabinet verify, {by_theirs} of them also in Go");
    assert!(by_theirs > 20, "control: both looked");
    named_with_the_key(&home, &above, &kinds);
    outside::ours(&home, &keys).expect("control: whole again");
}

/// Both verdicts on a changed folder; the second verifier looks at what is published now, and not at older widths.
fn judged(home: &Home, keys: &[String; 2], file: &str) -> (Verdict, Option<Verdict>) {
    let ours = outside::ours(home, keys);
    let log = file.strip_prefix("data/tiles/").and_then(|rest| rest.split_once('/')).map(|(log, _)| log);
    let theirs = log.map(|log| outside::theirs(home, log, &keys[usize::from(log == "custody")], None));
    // A bundle published earlier is read by nobody but us.
    (ours, theirs.filter(|_| !file.contains("/tile/entries/") || !is_outgrown(&home.beside(file))))
}

/// Whether a wider tile stands in the place of this partial one.
fn is_outgrown(tile: &Path) -> bool {
    let Some((full, width)) = tile.to_str().unwrap().split_once(".p/") else { return false };
    let width: u32 = width.parse().unwrap();
    let beside = std::fs::read_dir(tile.parent().unwrap()).unwrap();
    let wider = |name: &std::ffi::OsStr| name.to_str().unwrap().parse::<u32>().is_ok_and(|other| other > width);
    Path::new(full).exists() || beside.into_iter().any(|entry| wider(&entry.unwrap().file_name()))
}

/// With the key the chunk is named, and the text, and the drawer.
fn named_with_the_key(home: &Home, above: &Path, kinds: &BTreeMap<&'static str, Vec<String>>) {
    const SEALED_CHUNK: usize = vault::CHUNK_BYTES + vault::TAG_BYTES;
    let path = above.join(&kinds["sealed file"][0]);
    let bytes = std::fs::read(&path).unwrap().len();
    assert!(bytes > vault::HEADER_BYTES + 2 * SEALED_CHUNK, "control: more than two chunks, {bytes} bytes");
    let second = vault::HEADER_BYTES + SEALED_CHUNK;
    for (at, what) in [
        (0, "its header is not one of a sealed file"),
        (10, "chunk 0 does not open"),
        (19, "its length does not fit its chunk count"),
        (vault::HEADER_BYTES, "chunk 0 does not open"),
        (second, "chunk 1 does not open"),
        (second + SEALED_CHUNK - 1, "chunk 1 does not open"),
        (bytes - 1, "does not open"),
    ] {
        let said = with_changed(&path, at, 1, || outside::ours_with_key(home)).unwrap_err();
        assert!(said.contains(what), "{at}: {said}");
    }
    let database = above.join("data/ledger.sqlite");
    let (texts, drawers) = wait_for(async {
        let pool = open(home).await;
        let texts: Vec<Vec<u8>> = sqlx::query_scalar("SELECT sealed FROM text").fetch_all(&pool).await.unwrap();
        let rows = sqlx::query("SELECT kind, value FROM drawer ORDER BY kind").fetch_all(&pool).await.unwrap();
        let drawers: Vec<(String, Vec<u8>)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        pool.close().await;
        (texts, drawers)
    });
    let whole = std::fs::read(&database).unwrap();
    let find = |bytes: &[u8]| {
        let needle = &bytes[..bytes.len().min(40)];
        whole.windows(needle.len()).position(|window| window == needle)
    };
    let at = texts.iter().filter(|text| text.len() < 3000).find_map(|text| find(text)).unwrap();
    let said = with_changed(&database, at + 20, 1, || outside::ours_with_key(home)).unwrap_err();
    assert!(said.contains("text ") && said.contains("of entry"), "{said}");
    let mut kinds = BTreeMap::new();
    for (kind, value) in &drawers {
        kinds.entry(kind.as_str()).or_insert(value);
    }
    for (kind, value) in &kinds {
        let at = find(value).unwrap();
        let said = with_changed(&database, at, 1, || outside::ours_with_key(home)).unwrap_err();
        let named = ["drawer", "has no key", "of entry", "check value", "does not belong"];
        assert!(named.iter().any(|word| said.contains(word)), "{kind}: {said}");
    }
    println!("with the key: chunks, a text, and drawers of {:?} are named", kinds.keys().collect::<Vec<_>>());
}

async fn open(home: &Home) -> sqlx::SqlitePool {
    let options = SqliteConnectOptions::new().filename(home.data().join("ledger.sqlite")).read_only(true);
    SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap()
}

/// Everything that rows say, but for versions of drawers, which only grow.
async fn rows(home: &Home) -> Result<Vec<String>, sqlx::Error> {
    let pool = open(home).await;
    let mut all = Vec::new();
    for statement in [
        "SELECT quote(log) || quote(seq) || quote(time_ms) || quote(leaf) || quote(payload) || quote(leaf_hash) FROM entry
         ORDER BY 1",
        "SELECT quote(id) || quote(sealed) FROM text ORDER BY 1",
        "SELECT quote(owner) || quote(kind) || quote(key) || quote(value) FROM drawer ORDER BY 1",
    ] {
        let found: Result<Vec<String>, _> = sqlx::query_scalar(statement).fetch_all(&pool).await;
        all.push(found?.join("\n"));
    }
    pool.close().await;
    Ok(all)
}

/// What our verification says, within this process.
struct Judge {
    keys: KeyFile,
    verifiers: Vec<VerifierKey>,
    witness: PathBuf,
}

impl Judge {
    fn new(home: &Home, keys: &[String; 2]) -> Self {
        let verifiers = keys.iter().map(|key| key.parse().unwrap()).collect();
        let keys = KeyFile::open(&home.key(), &home.data(), false).unwrap();
        Self { keys, verifiers, witness: home.witness() }
    }

    fn says(&self, home: &Home, with_key: bool) -> Result<(), String> {
        let keys = with_key.then_some(&self.keys as &dyn KeyProvider);
        let judging = Judging { keys, verifiers: self.verifiers.clone(), witness: Some(self.witness.clone()) };
        let verified = wait_for(verify_by(&Premises::in_folder(home.data()), "madhya-pradesh", &judging));
        verified.map(drop).map_err(|broken| broken.to_string())
    }
}

/// How many bits to change in each kind of file: `ECABINET_SEEDS`, or 200.
fn seeds() -> u64 {
    std::env::var("ECABINET_SEEDS").ok().map_or(SEEDS, |seeds| seeds.parse().unwrap())
}

#[test]
fn one_changed_bit_in_each_kind_is_named() {
    let (home, keys) = whole();
    let judge = Judge::new(&home, &keys);
    let kinds = kinds(&home);
    assert_eq!((judge.says(&home, false), judge.says(&home, true)), (Ok(()), Ok(())), "control");
    let before = wait_for(rows(&home)).unwrap();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let work = |first: u64| {
        let copy = home.copy();
        let judge = Judge::new(&copy, &keys);
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for seed in (first..seeds()).step_by(2) {
            for (kind, names) in &kinds {
                let mut chance = Chance(seed);
                let file = &names[chance.below(names.len())];
                let path = copy.data().parent().unwrap().join(file);
                let bytes = usize::try_from(std::fs::metadata(&path).unwrap().len()).unwrap();
                let (at, bit) = (chance.below(bytes), chance.below(8));
                let place = format!("seed {seed}: bit {bit} of byte {at} of {file}");
                let seen = with_changed(&path, at, 1 << bit, || {
                    if *kind == "database" {
                        in_database(&judge, &copy, &before, &place)
                    } else {
                        // By turns with and without the key: both name it.
                        let said = judge.says(&copy, seed % 4 > 1).expect_err(&place);
                        assert!(said.contains(&name_of(kind, file)), "{place}: {said}");
                        "named"
                    }
                });
                *counts.entry(format!("{kind}: {seen}")).or_default() += 1;
            }
        }
        assert_eq!(judge.says(&copy, true), Ok(()), "control: whole again");
        counts
    };
    std::thread::scope(|scope| {
        for done in [scope.spawn(|| work(0)), scope.spawn(|| work(1))] {
            done.join().unwrap().into_iter().for_each(|(kind, count)| *counts.entry(kind).or_default() += count);
        }
    });
    println!("one changed bit, seeds 0 to {}: {counts:#?}", seeds() - 1);
    let named = counts.get("database: named with the key").copied().unwrap_or_default();
    assert!(named > 0 && counts.contains_key("database: named without the key"), "control: the database is read");
}

/// A changed bit of the database is named, with the key if not without it; or no row says anything else for it.
fn in_database(judge: &Judge, home: &Home, before: &[String], place: &str) -> &'static str {
    let (without, with) = (judge.says(home, false), judge.says(home, true));
    for said in [&without, &with].into_iter().filter_map(|said| said.as_ref().err()) {
        let named = ["entry ", "text ", "drawer", "checkpoint", "database", "there is no ledger in"];
        assert!(named.iter().any(|word| said.contains(word)), "{place}: {said}");
    }
    if without.is_err() {
        assert!(with.is_err(), "{place}: what is found without the key is found with it");
        return "named without the key";
    }
    if with.is_err() {
        return "named with the key";
    }
    let after = wait_for(rows(home)).expect(place);
    assert!(after == before, "{place}: a row says something else and nobody sees it");
    "unseen, in free space or a counter that no row depends on"
}

/// The log of a server that was killed: what is cut off there was published, so it is missed.
#[test]
fn one_changed_bit_in_the_log_of_a_killed_server_is_named() {
    let home = Home::empty();
    std::fs::create_dir(home.witness()).unwrap();
    let home = Home::with_posts_in(home, POSTS);
    let server = Server::start(&home).unwrap();
    go_on(&home, server.port, &whole_cycle_with_a_large_paper(), 5, &mut Progress::default()).unwrap();
    sign_in(server.port, "chief_minister").unwrap();
    let published = || {
        files(&home.witness()).iter().map(|file| std::fs::read(home.witness().join(file)).unwrap()).collect::<Vec<_>>()
    };
    let mut last = published();
    // Until a second goes by without anything to publish.
    loop {
        std::thread::sleep(Duration::from_millis(2500));
        let now = published();
        if now == last { break } else { last = now }
    }
    kill_process(server.pid(), Signal::KILL).unwrap();
    server.ended();
    let keys = outside::verifier_keys(&home);
    let judge = Judge::new(&home, &keys);
    assert_eq!(judge.says(&home, true), Ok(()), "control");
    let before = wait_for(rows(&home)).unwrap();
    let wal = home.data().join("ledger.sqlite-wal");
    let bytes = std::fs::read(&wal).unwrap().len();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for seed in 0..seeds() {
        let mut chance = Chance(seed);
        let (at, bit) = (chance.below(bytes), chance.below(8));
        let place = format!("seed {seed}: bit {bit} of byte {at} of {bytes} of the log");
        let seen = with_changed(&wal, at, 1 << bit, || {
            // What SQLite knows of the log beside it is made anew.
            let _ = std::fs::remove_file(home.data().join("ledger.sqlite-shm"));
            match judge.says(&home, false) {
                Err(_) => "named",
                Ok(()) => {
                    assert!(wait_for(rows(&home)).expect(&place) == before, "{place}");
                    "unseen, no row depends on it"
                }
            }
        });
        *counts.entry(seen).or_default() += 1;
    }
    println!("one changed bit in the write-ahead log, seeds 0 to {}: {counts:?}", seeds() - 1);
    assert!(counts["named"] > seeds() / 2, "control: it is read");
}
