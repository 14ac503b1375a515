//! The words of the pages, read from their files.

use crate::site::repository;
use std::collections::BTreeMap;

/// Every key with its words; those of several lines are left out.
pub fn all(language: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(repository("locales").join(language)).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines().filter(|line| !line.starts_with([' ', '#', '}'])) {
            if let Some((key, words)) = line.split_once(" = ") {
                found.insert(key.to_owned(), words.to_owned());
            }
        }
    }
    found
}

/// The Hindi words of a key, up to the first argument.
#[track_caller]
pub fn hindi(key: &str) -> String {
    let words = all("hi").remove(key).unwrap_or_else(|| panic!("{key} has no words"));
    words.split('{').next().unwrap().trim().to_owned()
}
