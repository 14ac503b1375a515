//! The words of the pages, read from their files.

use crate::governments::rules;
use crate::site::repository;
use cabinet::terms::{Form, Language, forms};
use std::collections::BTreeMap;

/// Every key with its words, as the government calls things; those of several lines are left out, unless it is only a word's
/// gender by which they differ.
pub fn all(language: &str) -> BTreeMap<String, String> {
    let terms = forms(Some(&rules()), if language == "hi" { Language::Hindi } else { Language::English });
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(repository("locales").join(language)).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some((key, words)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '#', '}'])) else {
                continue;
            };
            let mut words = words.trim().to_owned();
            let asks = lines.peek().and_then(|line| line.trim().strip_prefix("{ -")?.split_once(".gender"));
            if let Some((name, _)) = asks.filter(|_| words.is_empty()) {
                let gender = terms.iter().find(|form| form.name == name).and_then(|form| form.gender).unwrap();
                let variant = format!("[{}] ", gender.key());
                words = lines.find_map(|line| Some(line.split_once(&variant)?.1)).unwrap().to_owned();
            }
            if !words.is_empty() {
                let said = |words: String, form: &Form| words.replace(&format!("{{ -{} }}", form.name), &form.words);
                found.insert(key.to_owned(), terms.iter().fold(words, said));
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
