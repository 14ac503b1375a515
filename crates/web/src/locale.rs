//! Words of the pages: Fluent, Hindi first. A test compares keys and variables of both languages.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use hindi::Language;
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

const HI: &[&str] = &[
    include_str!("../../../locales/hi/common.ftl"),
    include_str!("../../../locales/hi/proposals.ftl"),
    include_str!("../../../locales/hi/consultation.ftl"),
    include_str!("../../../locales/hi/paper.ftl"),
    include_str!("../../../locales/hi/meetings.ftl"),
    include_str!("../../../locales/hi/refusals.ftl"),
    include_str!("../../../locales/hi/record.ftl"),
    include_str!("../../../locales/hi/custody.ftl"),
    include_str!("../../../locales/hi/emergencies.ftl"),
    include_str!("../../../locales/hi/doors.ftl"),
    include_str!("../../../locales/hi/people.ftl"),
    include_str!("../../../locales/hi/health.ftl"),
    include_str!("../../../locales/hi/access.ftl"),
];
const EN: &[&str] = &[
    include_str!("../../../locales/en/common.ftl"),
    include_str!("../../../locales/en/proposals.ftl"),
    include_str!("../../../locales/en/consultation.ftl"),
    include_str!("../../../locales/en/paper.ftl"),
    include_str!("../../../locales/en/meetings.ftl"),
    include_str!("../../../locales/en/refusals.ftl"),
    include_str!("../../../locales/en/record.ftl"),
    include_str!("../../../locales/en/custody.ftl"),
    include_str!("../../../locales/en/emergencies.ftl"),
    include_str!("../../../locales/en/doors.ftl"),
    include_str!("../../../locales/en/people.ftl"),
    include_str!("../../../locales/en/health.ftl"),
    include_str!("../../../locales/en/access.ftl"),
];

/// Why the words could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LocaleError {
    /// A file is not Fluent, or names a key twice.
    #[error("{0}: {1}")]
    Malformed(&'static str, String),
}

/// The words of one language.
pub(crate) struct Locale {
    pub(crate) language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// The words of both languages.
pub struct Locales {
    hindi: Arc<Locale>,
    english: Arc<Locale>,
}

impl Locales {
    /// Reads the words that are built in.
    ///
    /// # Errors
    /// [`LocaleError`] for a malformed file or a key that stands twice.
    pub fn read() -> Result<Self, LocaleError> {
        Ok(Self {
            hindi: Arc::new(Locale::read(Language::Hindi, "hi", HI)?),
            english: Arc::new(Locale::read(Language::English, "en", EN)?),
        })
    }

    pub(crate) fn of(&self, language: Language) -> Arc<Locale> {
        match language {
            Language::Hindi => self.hindi.clone(),
            Language::English => self.english.clone(),
        }
    }
}

impl Locale {
    fn read(language: Language, tag: &'static str, files: &[&str]) -> Result<Self, LocaleError> {
        let malformed = |what: String| LocaleError::Malformed(tag, what);
        let id: LanguageIdentifier = tag.parse().map_err(|error| malformed(format!("{error:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would stand between Devanagari and digits and be read out.
        bundle.set_use_isolating(false);
        for file in files {
            let resource =
                FluentResource::try_new((*file).to_owned()).map_err(|(_, errors)| malformed(format!("{errors:?}")))?;
            bundle.add_resource(resource).map_err(|errors| malformed(format!("{errors:?}")))?;
        }
        Ok(Self { language, bundle })
    }

    /// The words of a key; the key itself, and a line in the log, where there are none.
    pub(crate) fn words(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, language = ?self.language, "words are missing");
            return key.to_owned();
        };
        let mut named = FluentArgs::new();
        for (name, value) in arguments {
            named.set((*name).to_owned(), value.clone());
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&named), &mut errors).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Keys of a file with the variables that their words name.
    fn keys(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut found = BTreeMap::new();
        let mut key = String::new();
        for line in files.iter().flat_map(|file| file.lines()) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '#'])) {
                key = name.to_owned();
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            for part in line.split('$').skip(1) {
                let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.get_mut(&key).unwrap().insert(name);
            }
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_keys_and_variables() {
        let (hindi, english) = (keys(HI), keys(EN));
        for (key, variables) in &hindi {
            assert_eq!(Some(variables), english.get(key), "{key}");
        }
        for key in english.keys() {
            assert!(hindi.contains_key(key), "{key} has no Hindi");
        }
        assert!(hindi.len() > 100);
        Locales::read().unwrap();
    }

    /// Every key that a template or the code asks for by its name exists.
    #[test]
    fn every_key_that_is_asked_for_exists() {
        let known = keys(HI);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut asked = 0;
        for file in files_under(&folder.join("templates")).into_iter().chain(files_under(&folder.join("src"))) {
            let text = std::fs::read_to_string(&file).unwrap();
            for call in ["page.t(\"", "page.tn(\"", "page.ts(\""] {
                for part in text.split(call).skip(1) {
                    let key = part.split('"').next().unwrap();
                    assert!(known.contains_key(key), "{key} in {} has no words", file.display());
                    asked += 1;
                }
            }
        }
        assert!(asked > 100, "only {asked} keys were found");
    }

    fn files_under(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files_under(&path));
            } else if path.file_name().is_some_and(|name| name != "locale.rs") {
                found.push(path);
            }
        }
        found
    }
}
