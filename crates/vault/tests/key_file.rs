//! The key file and what it refuses.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};

use vault::{Key, KeyError, KeyFile, KeyProvider};

#[test]
fn what_was_created_opens_and_is_the_same_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("root.key");
    let data = folder.path().join("data/not/there/yet");
    let created = KeyFile::create(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    let opened = KeyFile::open(&path, &data, false).unwrap();
    assert_eq!(created.check_value().unwrap(), opened.check_value().unwrap());
    assert_eq!(created.check_value().unwrap().len(), 32);
    let other = KeyFile::create(&folder.path().join("other.key")).unwrap();
    assert_ne!(created.check_value().unwrap(), other.check_value().unwrap());
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("root.key");
    KeyFile::create(&path).unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(KeyFile::create(&path), Err(KeyError::Exists(_))));
    assert_eq!(fs::read(&path).unwrap(), before);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["root.key"], "no unfinished file stays");
}

#[test]
fn a_file_that_others_may_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("root.key");
    let data = folder.path().join("data");
    KeyFile::create(&path).unwrap();
    for mode in [0o640, 0o604, 0o660, 0o400, 0o700] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let refused = KeyFile::open(&path, &data, false);
        assert!(matches!(refused, Err(KeyError::Mode { mode: found, .. }) if found == mode));
    }
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    KeyFile::open(&path, &data, false).unwrap();
}

#[test]
fn a_key_under_the_data_folder_is_refused_however_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let inside = data.join("root.key");
    KeyFile::create(&inside).unwrap();
    let link = folder.path().join("link.key");
    symlink(&inside, &link).unwrap();
    let data_link = folder.path().join("data-link");
    symlink(&data, &data_link).unwrap();
    let around = folder.path().join("data/../data/root.key");
    for (path, data) in [(&inside, &data), (&link, &data), (&inside, &data_link), (&around, &data)] {
        assert!(matches!(KeyFile::open(path, data, false), Err(KeyError::InsideData(_))));
        KeyFile::open(path, data, true).unwrap();
    }
    // Control: a sibling whose name begins alike is not inside.
    let sibling = folder.path().join("data-of-others");
    fs::create_dir(&sibling).unwrap();
    KeyFile::create(&sibling.join("root.key")).unwrap();
    KeyFile::open(&sibling.join("root.key"), &data, false).unwrap();
}

#[test]
fn anything_but_one_key_is_malformed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("root.key");
    KeyFile::create(&path).unwrap();
    let good = fs::read_to_string(&path).unwrap();
    let data = folder.path().join("data");
    for text in [
        String::new(),
        good.trim_end().to_owned(),
        good.replace("key/1", "key/2"),
        format!("{good}\n"),
        good.replacen('\n', "\n0", 1),
        good.repeat(9),
    ] {
        fs::write(&path, text).unwrap();
        assert!(matches!(KeyFile::open(&path, &data, false), Err(KeyError::Malformed(_))));
    }
    fs::write(&path, good).unwrap();
    KeyFile::open(&path, &data, false).unwrap();
    let missing = KeyFile::open(&folder.path().join("none"), &data, false);
    assert!(matches!(missing, Err(KeyError::File { .. })));
}

#[test]
fn a_wrapped_key_opens_in_its_place_under_its_root_alone() {
    let folder = tempfile::tempdir().unwrap();
    let provider = KeyFile::create(&folder.path().join("a.key")).unwrap();
    let other = KeyFile::create(&folder.path().join("b.key")).unwrap();
    let key = Key::random().unwrap();
    let wrapped = provider.wrap(b"revision 1", &key).unwrap();
    assert_eq!(provider.unwrap(b"revision 1", &wrapped).unwrap().bytes(), key.bytes());
    assert!(matches!(provider.unwrap(b"revision 2", &wrapped), Err(KeyError::Unwrap)));
    assert!(matches!(other.unwrap(b"revision 1", &wrapped), Err(KeyError::Unwrap)));
    assert_ne!(provider.derive("wrap").unwrap().bytes(), provider.derive("index").unwrap().bytes());
}
