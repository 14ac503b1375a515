//! Telling a text that was typed in Kruti Dev from English: by the little words that stand in every Hindi sentence, and by
//! pairs of characters that no English word holds.

use super::convert::{Converted, kruti_dev_to_unicode};
use std::collections::BTreeSet;

/// Words that a text must have before anything is said about it.
const WORDS_MIN: usize = 3;
/// Words looked at: what the first of a long text are, the others are.
const WORDS_MAX: usize = 500;
/// Different Hindi words that must have been found.
const HINDI_WORDS_MIN: usize = 2;
/// Of all words, at least one in so many must be known as Hindi, and at most one in so many may stay unread.
const HINDI_SHARE: usize = 3;
const UNREAD_SHARE: usize = 5;
/// For each English word so many Hindi ones must stand.
const HINDI_FOR_ENGLISH: usize = 4;

/// Words of every Hindi note as the font spells them; none of them is an English word.
#[rustfmt::skip]
const HINDI: [&str; 96] = [
    "ds", "dk", "dh", "dks", "esa", "ls", "gS", "gSa", "gh", "gks", "gqvk", "gqbZ", "gq,", "gksxk", "gksxh", "gksus", "gksrk",
    "ij", "fd", ";g", ";s", ";k", "vkSj", "rFkk", ",oa", "vFkok", "djus", "djuk", "dj", "djrs", "fd;k", "fd,", "dh;k",
    "tk", "tkrk", "tkus", "tk,", "tk;s", "tkosxk", "x;k", "x;h", "xbZ", "x;s", "x,", "jgk", "jgh", "jgs", "ugha", "ugh",
    "Fkk", "Fkh", "Fks", "Hkh", "rd", "ckn", "lkFk", "fy,", "fy;s", "bl", "bls", "mls", "mDr", "buds", "muds", "dksbZ", "lHkh",
    "}kjk", "vUrxZr", "varxZr", "vuqlkj", "foHkkx", "izLrko", "fo\"k;", "jkT;", "'kklu", "e/;izns'k", "dz-", "dzekad", "Øekad",
    "fnukad", "vkns'k", "eaf=ifj\"kn", "eaf=&ifj\"kn", "ea=h", "eq[;ea=h", "lfpo", "djksM+", "yk[k", "#i;s", ":i;s", "o\"kZ",
    "izfr'kr", "vuqeksnu", "lgefr", "Lohd`fr", "O;;",
];

/// Pairs of characters within a word that Kruti Dev needs and English does not have.
#[rustfmt::skip]
const PAIRS: [&str; 43] = [
    "[k", "{k", "?k", "/k", "'k", "\"k", ".k", "Fk", "Hk", "Ük", "Ùk", ";k", ";g", ";s", ";q", ";h", ";w", ";a", "kZ", "jZ",
    "U;", "O;", "L;", "D;", "T;", "Y;", "R;", "V~", "r~", "k¡", "M+", "<+", "=k", "=h", "d`", "ksa", "kS", "kks", "bZ", "Kk",
    "\"V", ",¡", "J)",
];

/// Little words of English; a text in which they abound is English, whatever else it holds.
#[rustfmt::skip]
const ENGLISH: [&str; 111] = [
    "the", "of", "and", "to", "in", "is", "are", "was", "were", "be", "been", "being", "for", "on", "by", "with", "at", "as",
    "that", "this", "these", "those", "it", "its", "an", "a", "or", "not", "no", "from", "which", "who", "whom", "what", "when",
    "shall", "will", "may", "must", "can", "should", "would", "has", "have", "had", "do", "does", "did", "but", "if", "than",
    "then", "there", "their", "they", "them", "he", "she", "his", "her", "we", "our", "you", "your", "i", "any", "all", "each",
    "every", "one", "two", "under", "over", "into", "per", "cent", "crore", "lakh", "rs", "department", "minister", "cabinet",
    "note", "state", "government", "secretary", "chief", "finance", "law", "act", "rule", "rules", "section", "order",
    "approval", "proposal", "scheme", "amount", "year", "cost", "point", "meeting", "minutes", "views", "draft", "file",
    "page", "see", "where", "so", "only",
];

/// Whether a text of a few words and more was typed in Kruti Dev. One that holds Devanagari was not, nor a line of English.
#[must_use]
pub fn looks_like_kruti_dev(text: &str) -> bool {
    kruti_dev_sureness_percent(text) > 0
}

/// How much of a text reads as Hindi if it is taken for Kruti Dev: the share of its words, in percent, in which every
/// character is understood. 0 where the text does not look like Kruti Dev at all.
#[must_use]
pub fn kruti_dev_sureness_percent(text: &str) -> u8 {
    if text.chars().any(is_indic) {
        return 0;
    }
    let counted = Counted::of(text);
    if counted.is_kruti_dev() { u8::try_from(counted.read * 100 / counted.words).unwrap_or(100) } else { 0 }
}

/// A text with what of it was typed in Kruti Dev brought to Unicode: all of it, or the lines that look so by themselves, as
/// where a passage was added to a text in Unicode. Nothing where no line does.
#[must_use]
pub fn kruti_dev_passages(text: &str) -> Option<Converted> {
    if looks_like_kruti_dev(text) {
        return Some(kruti_dev_to_unicode(text));
    }
    let mut unknown = 0;
    let mut found = false;
    let lines = text.split('\n').map(|line| {
        if !looks_like_kruti_dev(line) {
            return line.to_owned();
        }
        let converted = kruti_dev_to_unicode(line);
        (found, unknown) = (true, unknown + converted.unknown);
        converted.text
    });
    let lines: Vec<String> = lines.collect();
    found.then(|| Converted { text: lines.join("\n"), unknown })
}

/// Devanagari and every other script of India.
fn is_indic(character: char) -> bool {
    matches!(character, '\u{900}'..='\u{DFF}' | '\u{A8E0}'..='\u{A8FF}')
}

#[derive(Default)]
struct Counted<'a> {
    words: usize,
    hindi: usize,
    hindi_different: BTreeSet<&'a str>,
    english: usize,
    read: usize,
}

impl<'a> Counted<'a> {
    fn of(text: &'a str) -> Self {
        let mut counted = Self::default();
        for word in
            text.split_whitespace().map(bare).filter(|word| word.chars().any(char::is_alphabetic)).take(WORDS_MAX)
        {
            counted.count(word);
        }
        counted
    }

    fn count(&mut self, word: &'a str) {
        self.words += 1;
        if is_english(word) {
            self.english += 1;
            return;
        }
        if kruti_dev_to_unicode(word).unknown == 0 {
            self.read += 1;
            if HINDI.contains(&word) || holds_pair(word) {
                self.hindi += 1;
                self.hindi_different.insert(word);
            }
        }
    }

    fn is_kruti_dev(&self) -> bool {
        self.words >= WORDS_MIN
            && self.hindi_different.len() >= HINDI_WORDS_MIN
            && self.hindi * HINDI_SHARE >= self.words
            && (self.words - self.read) * UNREAD_SHARE <= self.words
            && self.english * HINDI_FOR_ENGLISH <= self.hindi
    }
}

/// A word without the punctuation of Kruti Dev around it.
fn bare(word: &str) -> &str {
    let start = word.trim_start_matches(['^', 'Þ', '¼', '¿', '(', '"']);
    start.trim_end_matches(['A', ']', '&', '\\', '!', '½', 'À', '*', 'ß', '(', ')', '.', ':', '-'])
}

/// Whether a word holds a pair that English has not, and is none of what English has beside its words: what stands between
/// two single quotation marks (in Kruti Dev half letters, with which no word ends), capitals alone («BHEL;»: mostly half
/// letters, too), and letters beside a number.
fn holds_pair(word: &str) -> bool {
    let letters = word.trim_end_matches([',', ';']);
    let is_quoted = word.starts_with('\'') && letters.ends_with('\'');
    let is_acronym = letters.len() > 2 && letters.chars().all(|letter| letter.is_ascii_uppercase());
    let is_number = word.chars().any(|character| character.is_ascii_digit());
    !is_quoted && !is_acronym && !is_number && PAIRS.iter().any(|pair| word.contains(pair))
}

/// An English word of those that stand everywhere, or an address.
fn is_english(word: &str) -> bool {
    let is_address = word.contains("://") || word.starts_with("www.") || word.matches('/').count() > 1;
    let letters = word.trim_matches(|character: char| !character.is_ascii_alphabetic());
    let folded = letters.to_ascii_lowercase();
    is_address || ENGLISH.contains(&folded.as_str())
}
