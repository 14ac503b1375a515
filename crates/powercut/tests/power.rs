//! The file system loses what was not synced, keeps what was, and fails when told to.
#![expect(clippy::unwrap_used, reason = "tests")]

use powercut::{Disk, Kept, Moment, Mount};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

fn sync(path: &Path) {
    File::open(path).unwrap().sync_all().unwrap();
}

/// A file with this content; synced, and its folder too.
fn lay(disk: &Disk, name: &str, content: &[u8]) -> File {
    let path = disk.path().join(name);
    fs::write(&path, content).unwrap();
    sync(&path);
    sync(path.parent().unwrap());
    File::options().read(true).write(true).open(path).unwrap()
}

fn read(disk: &Disk, name: &str) -> Option<Vec<u8>> {
    fs::read(disk.path().join(name)).ok()
}

fn after(disk: &Disk, kept: Kept) -> Disk {
    disk.cut(kept);
    disk.after_the_cut().unwrap()
}

fn names(disk: &Disk) -> BTreeSet<String> {
    fs::read_dir(disk.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn what_was_synced_stays_and_what_was_not_is_lost() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    let file = lay(&disk, "a", b"one");
    file.write_all_at(b"two", 0).unwrap();
    fs::write(disk.path().join("b"), b"b").unwrap();
    assert_eq!(read(&disk, "a").unwrap(), b"two", "before the cut everything is there");
    let cut = after(&disk, Kept::Synced);
    assert_eq!(read(&cut, "a").unwrap(), b"one", "the write was not synced");
    assert_eq!(names(&cut), BTreeSet::from(["a".to_owned()]), "nor was the other file");
    assert_eq!(read(&disk, "a").unwrap(), b"two", "who still reads the old disk reads what was live");
}

#[test]
fn a_name_stays_with_its_folder_and_a_content_with_its_file() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    fs::write(disk.path().join("nameless"), b"x").unwrap();
    sync(&disk.path().join("nameless"));
    let cut = after(&disk, Kept::Synced);
    assert_eq!(names(&cut), BTreeSet::new(), "content was synced, the name was not");

    let disk = mount.disk();
    fs::write(disk.path().join("empty"), b"x").unwrap();
    sync(&disk.path());
    let cut = after(&disk, Kept::Synced);
    assert_eq!(read(&cut, "empty").unwrap(), b"", "the name was synced, the content was not");
}

#[test]
fn a_renaming_without_its_folder_may_be_lost_and_is_never_half() {
    let mount = Mount::new().unwrap();
    let rename = |sync_it: bool| {
        let disk = mount.disk();
        fs::create_dir(disk.path().join("sub")).unwrap();
        sync(&disk.path());
        let _ = lay(&disk, "new", b"new");
        let _ = lay(&disk, "old", b"old");
        fs::rename(disk.path().join("new"), disk.path().join("old")).unwrap();
        if sync_it {
            sync(&disk.path());
        }
        disk
    };
    assert_eq!(read(&after(&rename(true), Kept::Synced), "old").unwrap(), b"new");
    let lost = after(&rename(false), Kept::Synced);
    assert_eq!((read(&lost, "old").unwrap(), read(&lost, "new").unwrap()), (b"old".to_vec(), b"new".to_vec()));
    let outcomes: BTreeSet<_> = (0..40)
        .map(|seed| {
            let cut = after(&rename(false), Kept::Torn(seed));
            (read(&cut, "old").unwrap(), read(&cut, "new"))
        })
        .collect();
    let whole = BTreeSet::from([(b"new".to_vec(), None), (b"old".to_vec(), Some(b"new".to_vec()))]);
    assert_eq!(outcomes, whole, "both outcomes happen and no other");
}

#[test]
fn a_renaming_into_another_folder_brings_what_it_follows_from() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    fs::create_dir(disk.path().join("sub")).unwrap();
    let _ = lay(&disk, "a", b"a");
    fs::rename(disk.path().join("a"), disk.path().join("sub/b")).unwrap();
    sync(&disk.path().join("sub"));
    let cut = after(&disk, Kept::Synced);
    assert_eq!(read(&cut, "sub/b").unwrap(), b"a");
    assert_eq!(names(&cut), BTreeSet::from(["sub".to_owned()]), "it is not under both names");
}

#[test]
fn a_torn_write_keeps_whole_sectors_of_any_version() {
    const SECTORS: usize = 16;
    let mount = Mount::new().unwrap();
    let (mut kept, mut lengths) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..30 {
        let disk = mount.disk();
        let file = lay(&disk, "a", &[0; 512 * SECTORS]);
        file.write_all_at(&[1; 512 * SECTORS], 0).unwrap();
        file.write_all_at(&[2; 512 * SECTORS + 700], 0).unwrap();
        let cut = after(&disk, Kept::Torn(seed));
        let content = read(&cut, "a").unwrap();
        lengths.insert(content.len());
        let sectors = content[..512 * SECTORS].chunks(512);
        assert!(sectors.clone().all(|sector| sector.iter().all(|byte| *byte == sector[0])), "no sector is half");
        kept.insert(sectors.map(|sector| sector[0]).collect::<Vec<_>>());
    }
    assert!(kept.len() > 20, "{} different outcomes", kept.len());
    let mixed = kept.iter().filter(|versions| versions.iter().collect::<BTreeSet<_>>().len() > 1).count();
    assert!(mixed > 10, "{mixed} of them of several versions");
    assert_eq!(lengths, BTreeSet::from([512 * SECTORS, 512 * SECTORS + 700]), "the new length arrived or not");
    let same = |seed| {
        let disk = mount.disk();
        let file = lay(&disk, "a", &[0; 4096]);
        file.write_all_at(&[1; 4096], 0).unwrap();
        read(&after(&disk, Kept::Torn(seed)), "a").unwrap()
    };
    assert_eq!(same(3), same(3), "a seed can be played again");
}

#[test]
fn the_cut_comes_at_its_operation_and_nothing_is_written_after_it() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    let mut file = lay(&disk, "a", b"");
    disk.cut_at(Moment::Operations(3), Kept::Synced);
    file.write_all(b"1").unwrap();
    file.sync_all().unwrap();
    file.write_all(b"2").unwrap();
    assert!(!disk.is_cut());
    assert_eq!(file.sync_all().unwrap_err().raw_os_error(), Some(5), "the fourth operation finds no power");
    assert!(disk.is_cut());
    assert!(fs::write(disk.path().join("b"), b"b").is_err());
    assert_eq!(read(&disk.after_the_cut().unwrap(), "a").unwrap(), b"1");
}

#[test]
fn the_cut_comes_before_a_sync_when_all_was_written() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    let file = lay(&disk, "a", b"one");
    disk.cut_at(Moment::Syncs(1), Kept::Synced);
    file.sync_all().unwrap();
    file.write_all_at(b"two", 0).unwrap();
    file.write_all_at(b"six", 3).unwrap();
    assert!(!disk.is_cut());
    file.sync_all().unwrap_err();
    assert_eq!(read(&disk.after_the_cut().unwrap(), "a").unwrap(), b"one");
}

#[test]
fn a_lying_disk_loses_what_it_called_synced() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    let file = lay(&disk, "a", b"one");
    disk.lie(true);
    file.write_all_at(b"two", 0).unwrap();
    file.sync_all().unwrap();
    assert_eq!(read(&after(&disk, Kept::Synced), "a").unwrap(), b"one");
}

#[test]
fn after_a_failed_sync_the_next_one_succeeds_and_saves_nothing() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    let file = lay(&disk, "a", b"one");
    file.write_all_at(b"two", 0).unwrap();
    disk.fail_after(0, 1, Kept::Synced);
    assert_eq!(file.sync_all().unwrap_err().raw_os_error(), Some(5));
    file.sync_all().unwrap();
    assert_eq!(read(&disk, "a").unwrap(), b"two", "it can still be read");
    assert_eq!(read(&after(&disk, Kept::Synced), "a").unwrap(), b"one", "it is not durable");
    assert_eq!(disk.syncs_failed(), 1);
    let arrived = (0..40).filter(|seed| {
        let disk = mount.disk();
        let file = lay(&disk, "a", b"one");
        file.write_all_at(b"two", 0).unwrap();
        disk.fail_after(0, 1, Kept::Torn(*seed));
        file.sync_all().unwrap_err();
        read(&after(&disk, Kept::Synced), "a").unwrap() == b"two"
    });
    let arrived = arrived.count();
    assert!(0 < arrived && arrived < 40, "it may have arrived all the same: {arrived} of 40");
}

#[test]
fn when_only_the_programs_end_everything_stays_and_waits_on() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    let file = lay(&disk, "a", b"one");
    file.write_all_at(b"two", 0).unwrap();
    fs::write(disk.path().join("b"), b"b").unwrap();
    let killed = after(&disk, Kept::Cache);
    assert_eq!(read(&killed, "a").unwrap(), b"two");
    assert_eq!(read(&after(&killed, Kept::Synced), "a").unwrap(), b"one", "it was not durable all the same");
    let killed = disk.after_the_cut().unwrap();
    sync(&killed.path().join("a"));
    sync(&killed.path().join("b"));
    sync(&killed.path());
    let cut = after(&killed, Kept::Synced);
    assert_eq!((read(&cut, "a").unwrap(), read(&cut, "b").unwrap()), (b"two".to_vec(), b"b".to_vec()));
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room_again() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    let file = lay(&disk, "a", &[0; 100]);
    disk.leave_room(Some(10));
    file.write_all_at(&[1; 100], 0).unwrap();
    file.write_all_at(&[1; 10], 100).unwrap();
    let full = file.write_all_at(&[1; 10], 110).unwrap_err();
    assert_eq!(full.kind(), ErrorKind::StorageFull);
    assert_eq!(fs::write(disk.path().join("b"), b"b").unwrap_err().kind(), ErrorKind::StorageFull);
    assert_eq!(read(&disk, "a").unwrap().len(), 110, "reading goes on");
    assert_eq!(disk.refused_full(), 2);
    fs::remove_file(disk.path().join("a")).unwrap();
    fs::write(disk.path().join("b"), [1; 110]).unwrap();
    disk.leave_room(None);
    fs::write(disk.path().join("b"), [1; 200]).unwrap();
}

#[test]
fn a_copy_is_another_disk_with_everything_durable() {
    let mount = Mount::new().unwrap();
    let disk = mount.disk();
    fs::write(disk.path().join("a"), b"one").unwrap();
    let copy = disk.copy();
    fs::write(disk.path().join("a"), b"two").unwrap();
    let cut = after(&copy, Kept::Synced);
    let mut content = String::new();
    File::open(cut.path().join("a")).unwrap().read_to_string(&mut content).unwrap();
    assert_eq!(content, "one");
}
