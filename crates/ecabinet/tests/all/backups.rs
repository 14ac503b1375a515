//! Backups of a served government, and back from them, by the real binary.

use crate::cycle::{POSTS, Progress, go_on, whole_cycle};
use crate::record;
use crate::server::{Home, Server};
use cabinet::rules::Rules;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use vault::KeyFile;

fn ecabinet(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ecabinet")).args(arguments).env_remove("RUST_BACKTRACE").output().unwrap()
}

fn backup(home: &Home, name: &str) -> String {
    let file = home.beside("shelf").join(name);
    let output = ecabinet(&[Path::new("backup"), &home.data(), &file]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn restore(home: &Home, name: &str, folder: &Path, key: &Path) -> Output {
    let file = home.beside("shelf").join(name);
    ecabinet(&[Path::new("restore"), &file, folder, Path::new("--key"), key])
}

/// The number of entries that a command told of the log of acts.
fn acts(told: &str) -> usize {
    let line = told.lines().find(|line| line.starts_with("acts ")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn refused(output: &Output, words: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains(words), "{told}");
}

#[test]
fn taken_while_a_whole_cycle_goes_on_each_backup_is_a_record_of_its_own() {
    let home = Home::with_posts(POSTS);
    let server = Server::start(&home).unwrap();
    let (steps, answered) = (whole_cycle(), AtomicUsize::new(0));
    let taken = std::thread::scope(|scope| {
        let cycle = scope.spawn(|| {
            let mut progress = Progress::default();
            for end in 1..=steps.len() {
                go_on(&home, server.port, &steps, end, &mut progress).unwrap();
                let events: usize = steps[..end].iter().map(|step| step.events.len()).sum();
                answered.store(events, Ordering::SeqCst);
            }
        });
        let mut taken = Vec::new();
        while !cycle.is_finished() {
            let before = answered.load(Ordering::SeqCst);
            let told = backup(&home, &taken.len().to_string());
            taken.push((before, acts(&told), told));
        }
        cycle.join().unwrap();
        taken
    });
    let told = backup(&home, "last");
    server.stop();
    let begun = acts(&taken[0].2);
    assert!(taken.len() > 3 && acts(&told) > begun, "control: {} backups beside {} entries", taken.len(), acts(&told));
    let last = (answered.load(Ordering::SeqCst), acts(&told), told);
    for (number, (before, entries, told)) in taken.iter().chain([&last]).enumerate() {
        assert!(entries >= before, "what was answered before it began is in it: {before} of {entries}");
        let name = if number == taken.len() { "last".to_owned() } else { number.to_string() };
        let folder = home.beside(&format!("restored-{number}"));
        let output = restore(&home, &name, &folder, &home.key());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let restored = String::from_utf8(output.stdout).unwrap();
        let roots = |told: &str| -> Vec<String> {
            told.lines().filter(|line| line.contains(", root ")).map(str::to_owned).collect()
        };
        assert_eq!(roots(&restored), roots(told), "the same roots");
        assert!(restored.contains("all of it was opened with the key"), "{restored}");
    }
    goes_on(&home, &home.beside(&format!("restored-{}", taken.len())));
}

/// A restored folder is served like any other.
fn goes_on(home: &Home, folder: &Path) {
    let report = |folder: &Path| {
        let keys = KeyFile::open(&home.key(), folder, false).unwrap();
        let government = Rules::parse(rehearsal::RULES).unwrap().government;
        record::wait_for(office::verify::verify(folder, &keys, &government)).unwrap()
    };
    let (before, there) = (report(&home.data()), report(folder));
    assert_eq!((before.acts, before.texts, before.files), (there.acts, there.texts, there.files));
    assert!(there.files > 0, "control: there are papers, and each was opened");
    let environment =
        [("ECABINET_DATA", folder.display().to_string()), ("ECABINET_KEY", home.key().display().to_string())];
    let errors = std::fs::File::create(home.beside("errors")).unwrap();
    let server = Server::start_node(&environment, errors).unwrap();
    let again = ecabinet(&[Path::new("backup"), folder, &home.beside("shelf").join("again")]);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert!(server.stop());
}

#[test]
fn what_is_not_whole_is_refused_with_the_reason_and_nothing_is_left() {
    let home = Home::with_posts(&["cabinet_section"]);
    backup(&home, "one");
    let (folder, shelf) = (home.beside("restored"), home.beside("shelf"));
    let manifest = shelf.join("one");
    let whole = std::fs::read(&manifest).unwrap();
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    std::fs::write(&manifest, changed).unwrap();
    refused(&restore(&home, "one", &folder, &home.key()), "its hash is another");
    std::fs::write(&manifest, &whole).unwrap();
    let parts: Vec<PathBuf> = std::fs::read_dir(shelf.join("parts"))
        .unwrap()
        .flat_map(|shard| std::fs::read_dir(shard.unwrap().path()).unwrap().map(|part| part.unwrap().path()))
        .collect();
    assert!(parts.len() > 2, "control: {} parts", parts.len());
    for part in parts {
        let bytes = std::fs::read(&part).unwrap();
        let name = part.file_name().unwrap().to_str().unwrap();
        let mut changed = bytes.clone();
        changed[bytes.len() / 3] ^= 1;
        std::fs::write(&part, changed).unwrap();
        refused(
            &restore(&home, "one", &folder, &home.key()),
            &format!("part {name} of the backup is not as it was written"),
        );
        std::fs::remove_file(&part).unwrap();
        refused(&restore(&home, "one", &folder, &home.key()), &format!("part {name} of the backup is missing"));
        std::fs::write(&part, bytes).unwrap();
        assert!(!folder.exists());
    }
    let other = home.beside("other-key");
    KeyFile::create(&other).unwrap();
    refused(&restore(&home, "one", &folder, &other), "the key does not open this backup");
    assert!(!folder.exists());
    let drill = ecabinet(&[Path::new("drill"), &manifest, Path::new("--key"), &other]);
    refused(&drill, "the key does not open this backup");
    refused(&restore(&home, "none", &folder, &home.key()), "there is no backup");
    refused(&ecabinet(&[Path::new("backup"), &home.data(), &manifest]), "there is a backup one already");
    refused(&ecabinet(&[Path::new("backup"), &home.data(), &home.data().join("one")]), "would be lost with it");
    refused(&ecabinet(&[Path::new("backup"), &home.beside("nowhere"), &shelf.join("two")]), "there is no data folder");
    refused(&restore(&home, "one", &home.data(), &home.key()), "is not empty");
    let drill = ecabinet(&[Path::new("drill"), &manifest, Path::new("--key"), &home.key()]);
    let told = String::from_utf8(drill.stdout).unwrap();
    assert!(drill.status.success() && told.contains("together") && told.contains("all of it was opened"), "{told}");
    assert!(restore(&home, "one", &folder, &home.key()).status.success(), "control");
}
