//! What a government calls the things of its cabinet's business: संक्षेपिका here, संलेख there.
//!
//! The words stand in the rules (`[words]`), with the forms in which sentences need them. Pages name a [`Term`] and never
//! the word itself, so that one government's words stand on no other's screen.

use crate::decision::Outcome;
use crate::people::Words;
use crate::rules::Rules;
pub use hindi::Language;
use serde::{Deserialize, Serialize};

/// The grammatical gender of a Hindi word: adjectives and verbs follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// पुल्लिंग
    Masculine,
    /// स्त्रीलिंग
    Feminine,
}

impl Gender {
    /// The word used in rules.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Masculine => "masculine",
            Self::Feminine => "feminine",
        }
    }
}

/// A government's word for something. English words begin with a small letter, unless they are names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// हिन्दी
    pub hi: String,
    /// English; empty where there is none.
    #[serde(default)]
    pub en: String,
    /// Of the Hindi word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// बहुवचन, as in «संक्षेपिकाएँ देखें».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plural: Option<Words>,
    /// तिर्यक बहुवचन, as in «संक्षेपिकाओं की सूची». Hindi alone has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oblique: Option<String>,
}

impl Word {
    /// The word as a label.
    #[must_use]
    pub fn label(&self) -> Words {
        Words { hi: self.hi.clone(), en: self.en.clone() }
    }
}

/// A word without which pages cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The note: संक्षेपिका
    Note,
    /// The council of ministers: मंत्रि-परिषद
    Council,
    /// Who keeps the council's business: मंत्रि-परिषद शाखा
    CabinetSection,
    /// भारसाधक मंत्री
    MinisterInCharge,
    /// भारसाधक सचिव
    SecretaryInCharge,
    /// Whoever of the ministers a department is under: भारसाधक
    InCharge,
    /// वरिष्ठ सचिव समिति
    SeniorSecretaries,
    /// कार्योत्तर अनुमोदन
    ExPostFactoApproval,
    /// The file in which a matter lies: नस्ती
    File,
    /// A file's number, as an example to whoever types one.
    FileNumberExample,
    /// Where the government sits, as documents are dated: भोपाल
    Seat,
}

/// Words that are labels only and stand in no sentence, beside those of the outcomes.
const LABELS: [&str; 2] = ["extract", "vetting"];

impl Term {
    /// Every term.
    pub const ALL: [Self; 11] = [
        Self::Note,
        Self::Council,
        Self::CabinetSection,
        Self::MinisterInCharge,
        Self::SecretaryInCharge,
        Self::InCharge,
        Self::SeniorSecretaries,
        Self::ExPostFactoApproval,
        Self::File,
        Self::FileNumberExample,
        Self::Seat,
    ];

    /// The key under which it stands in the rules.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Council => "council",
            Self::CabinetSection => "cabinet_section",
            Self::MinisterInCharge => "minister_in_charge",
            Self::SecretaryInCharge => "secretary_in_charge",
            Self::InCharge => "in_charge",
            Self::SeniorSecretaries => "senior_secretaries",
            Self::ExPostFactoApproval => "ex_post_facto_approval",
            Self::File => "file",
            Self::FileNumberExample => "file_number_example",
            Self::Seat => "seat",
        }
    }

    /// The word where the rules have none: rules that were adopted before they had these words meant Madhya Pradesh's, for
    /// these stood on the pages.
    #[must_use]
    pub fn usual(self) -> Word {
        let of = |hi: &str, en: &str, gender| Word { hi: hi.to_owned(), en: en.to_owned(), gender, ..Word::default() };
        let feminine = Some(Gender::Feminine);
        match self {
            Self::Note => Word {
                plural: Some(Words {
                    hi: "संक्षेपिकाएँ".to_owned(), en: "memoranda".to_owned()
                }),
                oblique: Some("संक्षेपिकाओं".to_owned()),
                ..of("संक्षेपिका", "memorandum", feminine)
            },
            Self::Council => of("मंत्रि-परिषद", "Council of Ministers", feminine),
            Self::CabinetSection => of("मंत्रि-परिषद शाखा", "cabinet section", feminine),
            Self::MinisterInCharge => of("भारसाधक मंत्री", "minister-in-charge", None),
            Self::SecretaryInCharge => of("भारसाधक सचिव", "secretary-in-charge", None),
            Self::InCharge => of("भारसाधक", "in charge", None),
            Self::SeniorSecretaries => of("वरिष्ठ सचिव समिति", "Committee of Senior Secretaries", None),
            Self::ExPostFactoApproval => of("कार्योत्तर अनुमोदन", "ex post facto approval", Some(Gender::Masculine)),
            Self::File => of("नस्ती", "file", feminine),
            Self::FileNumberExample => of("एफ 3-11/2025/तेरह", "F 3-11/2025/13", None),
            Self::Seat => of("भोपाल", "Bhopal", None),
        }
    }

    /// What a word lacks that sentences need of this term; none where it is whole.
    #[must_use]
    pub fn lacks(self, word: &Word) -> Option<&'static str> {
        let usual = self.usual();
        let (gender, forms) = (usual.gender.is_some(), usual.plural.is_some());
        let plural = word.plural.as_ref();
        if word.hi.trim().is_empty() {
            Some("its Hindi")
        } else if word.en.trim().is_empty() {
            Some("its English")
        } else if gender && word.gender.is_none() {
            Some("its gender, masculine or feminine")
        } else if forms && plural.is_none_or(|plural| plural.hi.trim().is_empty() || plural.en.trim().is_empty()) {
            Some("its plural in both languages")
        } else if forms && word.oblique.as_ref().is_none_or(|oblique| oblique.trim().is_empty()) {
            Some("its oblique plural")
        } else {
            None
        }
    }
}

/// A term in one of its forms, as sentences name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The term's key with dashes: `note`; its plural `notes` and oblique plural `notes-oblique`; each with a capital letter
    /// where it begins a sentence: `Note`.
    pub name: String,
    /// What stands there.
    pub words: String,
    /// Of the Hindi word.
    pub gender: Option<Gender>,
}

/// Every form of every term, as these rules have them; the usual ones before there are rules.
#[must_use]
pub fn forms(rules: Option<&Rules>, language: Language) -> Vec<Form> {
    let mut forms = Vec::new();
    for term in Term::ALL {
        let word = rules.map_or_else(|| term.usual(), |rules| rules.term(term));
        let name = term.key().replace('_', "-");
        let mut add = |name: &str, words: &str| {
            let form = |name, words| Form { name, words, gender: word.gender };
            forms.push(form(name.to_owned(), words.to_owned()));
            forms.push(form(capitalised(name), capitalised(words)));
        };
        add(&name, in_language(language, &word.label()));
        if let Some(plural) = &word.plural {
            let many = in_language(language, plural);
            let oblique = word.oblique.as_deref().filter(|_| language == Language::Hindi);
            add(&format!("{name}s"), many);
            add(&format!("{name}s-oblique"), oblique.unwrap_or(many));
        }
    }
    forms
}

fn in_language(language: Language, words: &Words) -> &str {
    if language == Language::Hindi || words.en.is_empty() { &words.hi } else { &words.en }
}

/// With a capital letter, in a script that has them.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + characters.as_str()
}

impl Rules {
    /// What these rules call something. Words of earlier rules that lack what sentences need are not taken by half.
    #[must_use]
    pub fn term(&self, term: Term) -> Word {
        let own = self.words.get(term.key()).filter(|word| term.lacks(word).is_none());
        own.cloned().unwrap_or_else(|| term.usual())
    }
}

/// Why a word of the rules cannot stand there; none where it can.
pub(crate) fn mistake_of_word(key: &str, word: &Word) -> Option<String> {
    let lines = [&word.hi, &word.en].into_iter().chain(word.oblique.as_ref());
    let plural = word.plural.as_ref().map(|plural| [&plural.hi, &plural.en]);
    let mut lines = lines.chain(plural.into_iter().flatten());
    let line = |text: &String| {
        let words = Words { hi: text.clone(), en: String::new() };
        text.is_empty() || words.judged().is_ok_and(|judged| judged.hi == *text)
    };
    let term = Term::ALL.into_iter().find(|term| term.key() == key);
    let is_label = LABELS.contains(&key) || Outcome::ALL.iter().any(|outcome| outcome.key() == key);
    if term.is_none() && !is_label {
        Some(format!("no page has a word «{key}»"))
    } else if !lines.all(line) {
        Some(format!("the word «{key}» is one line, of characters that are seen"))
    } else if word.hi.is_empty() {
        Some(format!("the word «{key}» lacks its Hindi"))
    } else {
        term.and_then(|term| term.lacks(word)).map(|what| format!("the word «{key}» lacks {what}"))
    }
}

/// The first term of which the rules say nothing.
pub(crate) fn wordless(rules: &Rules) -> Option<&'static str> {
    Term::ALL.into_iter().map(Term::key).find(|key| !rules.words.contains_key(*key))
}
