//! Words of the pages: Fluent, Hindi first. A test compares keys and variables of both languages.
//!
//! What governments call differently stands in no file of words: it comes from the rules in force as Fluent terms, such as
//! `{ -note }` (see [`forms`]), and a sentence that agrees with a word selects by `-note.gender`.

use cabinet::rules::Rules;
use cabinet::terms::forms;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use hindi::Language;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};
use unic_langid::LanguageIdentifier;

const HI: &[&str] = &[
    include_str!("../../../locales/hi/common.ftl"),
    include_str!("../../../locales/hi/proposals.ftl"),
    include_str!("../../../locales/hi/consultation.ftl"),
    include_str!("../../../locales/hi/urgent.ftl"),
    include_str!("../../../locales/hi/files.ftl"),
    include_str!("../../../locales/hi/paper.ftl"),
    include_str!("../../../locales/hi/meetings.ftl"),
    include_str!("../../../locales/hi/notices.ftl"),
    include_str!("../../../locales/hi/recusal.ftl"),
    include_str!("../../../locales/hi/compliance.ftl"),
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
    include_str!("../../../locales/en/urgent.ftl"),
    include_str!("../../../locales/en/files.ftl"),
    include_str!("../../../locales/en/paper.ftl"),
    include_str!("../../../locales/en/meetings.ftl"),
    include_str!("../../../locales/en/notices.ftl"),
    include_str!("../../../locales/en/recusal.ftl"),
    include_str!("../../../locales/en/compliance.ftl"),
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

/// The words of one language, as one government has them.
pub(crate) struct Locale {
    pub(crate) language: Language,
    bundle: FluentBundle<Arc<FluentResource>>,
}

/// The words of both languages.
pub struct Locales {
    hindi: Vec<Arc<FluentResource>>,
    english: Vec<Arc<FluentResource>>,
    /// As the rules last asked for have them.
    latest: Mutex<Latest>,
}

/// Rules in force, and the words of the pages under them.
#[derive(Clone)]
struct Latest {
    rules: Option<Arc<Rules>>,
    hindi: Arc<Locale>,
    english: Arc<Locale>,
}

impl Locales {
    /// Reads the words that are built in.
    ///
    /// # Errors
    /// [`LocaleError`] for a malformed file or a key that stands twice.
    pub fn read() -> Result<Self, LocaleError> {
        let (hindi, english) = (resources("hi", HI)?, resources("en", EN)?);
        let latest = Mutex::new(Latest::under(None, (&hindi, &english))?);
        Ok(Self { hindi, english, latest })
    }

    /// The words of a language under the rules in force; before there are any, the usual ones.
    pub(crate) fn of(&self, language: Language, rules: Option<&Arc<Rules>>) -> Arc<Locale> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.rules.as_ref().map(Arc::as_ptr) != rules.map(Arc::as_ptr) {
            match Latest::under(rules.cloned(), (&self.hindi, &self.english)) {
                Ok(words) => *latest = words,
                Err(error) => tracing::error!(%error, "the words of the rules cannot be read"),
            }
        }
        match language {
            Language::Hindi => latest.hindi.clone(),
            Language::English => latest.english.clone(),
        }
    }
}

impl Latest {
    fn under(
        rules: Option<Arc<Rules>>,
        (hindi, english): (&[Arc<FluentResource>], &[Arc<FluentResource>]),
    ) -> Result<Self, LocaleError> {
        let of = rules.as_deref();
        let hindi = Arc::new(Locale::new(Language::Hindi, "hi", hindi, of)?);
        let english = Arc::new(Locale::new(Language::English, "en", english, of)?);
        Ok(Self { rules, hindi, english })
    }
}

fn resources(tag: &'static str, files: &[&str]) -> Result<Vec<Arc<FluentResource>>, LocaleError> {
    let resource = |file: &&str| FluentResource::try_new((*file).to_owned()).map(Arc::new);
    let read = files.iter().map(resource).collect::<Result<_, _>>();
    read.map_err(|(_, errors)| LocaleError::Malformed(tag, format!("{errors:?}")))
}

/// What the government calls things, as Fluent terms.
fn terms(language: Language, rules: Option<&Rules>) -> String {
    let mut text = String::new();
    for form in forms(rules, language) {
        let literal = form.words.replace('\\', "\\\\").replace('"', "\\\"");
        // Writing into a string does not fail.
        let _ = writeln!(text, "-{} = {{ \"{literal}\" }}", form.name);
        if let Some(gender) = form.gender {
            let _ = writeln!(text, "    .gender = {}", gender.key());
        }
    }
    text
}

impl Locale {
    fn new(
        language: Language,
        tag: &'static str,
        files: &[Arc<FluentResource>],
        rules: Option<&Rules>,
    ) -> Result<Self, LocaleError> {
        let malformed = |what: String| LocaleError::Malformed(tag, what);
        let id: LanguageIdentifier = tag.parse().map_err(|error| malformed(format!("{error:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would stand between Devanagari and digits and be read out.
        bundle.set_use_isolating(false);
        let terms = terms(language, rules);
        for file in resources(tag, &[terms.as_str()])?.iter().chain(files) {
            bundle.add_resource(file.clone()).map_err(|errors| malformed(format!("{errors:?}")))?;
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

    /// Every file of `rules/`.
    fn governments() -> Vec<Arc<Rules>> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
        let texts = files_under(&folder).into_iter().map(|file| std::fs::read_to_string(file).unwrap());
        texts.map(|text| Arc::new(Rules::parse(&text).unwrap())).collect()
    }

    fn government(name: &str) -> Arc<Rules> {
        governments().into_iter().find(|rules| rules.government == name).unwrap()
    }

    /// A line of words without the terms that it names.
    fn without_terms(line: &str) -> String {
        let mut parts = line.split("{ -");
        let first = parts.next().unwrap_or_default().to_owned();
        first + &parts.filter_map(|part| part.split_once(" }")).map(|(_, rest)| rest).collect::<String>()
    }

    /// What one government calls otherwise than another stands in its rules and in no file of words.
    #[test]
    fn no_governments_own_word_stands_in_the_files_of_words() {
        let mut looked_for = 0;
        for (language, files) in [(Language::Hindi, HI), (Language::English, EN)] {
            let governments = governments();
            let usual = std::iter::once(forms(None, language));
            let all: Vec<_> = usual.chain(governments.iter().map(|rules| forms(Some(rules), language))).collect();
            let everybodys = |words: &str| all.iter().all(|forms| forms.iter().any(|form| form.words == words));
            let own = all.iter().flatten().filter(|form| !everybodys(&form.words));
            for form in own.collect::<Vec<_>>() {
                looked_for += 1;
                for line in files.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with('#')) {
                    let (name, words) = (&form.name, &form.words);
                    assert!(
                        !without_terms(line).contains(words),
                        "«{words}» is one government's word, write {{ -{name} }}: {line}"
                    );
                }
            }
        }
        assert!(looked_for > 20, "control: governments call things differently");
        assert_eq!(without_terms("a { -note } of the { -seat }: note"), "a  of the : note", "control");
    }

    /// A term that is misspelt would stand on the page as it is written.
    #[test]
    fn every_term_that_a_sentence_names_exists() {
        let mut named = 0;
        for (language, files) in [(Language::Hindi, HI), (Language::English, EN)] {
            let known = forms(None, language);
            for part in files.iter().flat_map(|file| file.split("{ -").skip(1)) {
                let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
                let form = known.iter().find(|form| form.name == name).unwrap_or_else(|| panic!("no term {name}"));
                let asks = part[name.len()..].starts_with(".gender");
                assert!(!asks || form.gender.is_some(), "no gender is known of {name}");
                named += 1;
            }
        }
        assert!(named > 100, "control: {named} were found");
        assert!(HI.iter().chain(EN).all(|file| !file.contains("{-")), "terms are written {{ -note }}");
    }

    #[test]
    fn pages_speak_as_the_rules_in_force() {
        let (here, there) = (government("madhya-pradesh"), government("jharkhand"));
        let locales = Locales::read().unwrap();
        let said = |rules: Option<&Arc<Rules>>, language, key| locales.of(language, rules).words(key, &[]);
        let hindi = |rules, key| said(rules, Language::Hindi, key);
        for rules in [None, Some(&here)] {
            assert_eq!(hindi(rules, "start-proposal"), "नई संक्षेपिका");
            assert_eq!(hindi(rules, "does-clear"), "संक्षेपिका मुख्यमंत्री के आदेश हेतु जाएगी।");
            assert_eq!(hindi(rules, "stage-submitted"), "मंत्रि-परिषद शाखा में");
            assert_eq!(said(rules, Language::English, "way-section"), "Cabinet section");
        }
        assert_eq!(hindi(Some(&there), "start-proposal"), "नया संलेख");
        assert_eq!(hindi(Some(&there), "does-clear"), "संलेख मुख्यमंत्री के आदेश हेतु जाएगा।");
        assert_eq!(hindi(Some(&there), "post-minister"), "विभाग के संलेखों का अनुमोदन, बैठक का फोल्डर");
        assert_eq!(hindi(Some(&there), "stage-submitted"), "मंत्रिमंडल सचिवालय एवं निगरानी विभाग में");
        let english = said(Some(&there), Language::English, "act-submit");
        assert_eq!(english, "Send to the Cabinet Secretariat and Vigilance Department");
        assert_eq!(hindi(Some(&here), "start-proposal"), "नई संक्षेपिका", "and back");
        for key in keys(HI).keys() {
            assert_eq!(hindi(None, key), hindi(Some(&here), key), "the usual words are those of {}", here.government);
        }
    }

    /// A word of the rules is text, whatever it looks like.
    #[test]
    fn a_word_of_the_rules_is_no_fluent() {
        let text = include_str!("../../../rules/madhya-pradesh.toml");
        let odd = "seat = { hi = '{ $date } \"{-note}\" \\u0041', en = \"Bhopal\" }";
        let text = text.replace("seat = { hi = \"भोपाल\", en = \"Bhopal\" }", odd);
        let rules = Arc::new(Rules::parse(&text).unwrap());
        let words = Locales::read().unwrap().of(Language::Hindi, Some(&rules)).words("document-date", &[]);
        assert!(words.starts_with("{ $date } \"{-note}\" \\u0041, "), "{words}");
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
