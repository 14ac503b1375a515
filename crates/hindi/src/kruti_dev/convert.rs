//! From strokes to syllables: what was typed in the order of the eye is put into the order of the tongue.

use super::table::{Glyph, glyphs};
use unicode_normalization::UnicodeNormalization;

const VIRAMA: char = '\u{94D}';
const NUKTA: char = '\u{93C}';

/// A text that was typed in Kruti Dev, in Unicode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The text, in NFC. What was not understood stands in it as it was typed.
    pub text: String,
    /// Characters that were not understood: unknown to the font's table, or a sign without the letter that carries it.
    pub unknown: usize,
}

/// Reads a whole text as Kruti Dev 010 and gives it in Unicode. Digits of the Latin row stay Latin, as the font draws them.
#[must_use]
pub fn kruti_dev_to_unicode(text: &str) -> Converted {
    let mut composer = Composer::default();
    for character in text.chars() {
        let known = glyphs(character);
        let understood = !known.is_empty() && known.iter().all(|glyph| composer.take(*glyph, character));
        if !understood {
            composer.unknown(character);
        }
    }
    composer.finished()
}

/// One syllable that is being put together.
#[derive(Default)]
struct Syllable {
    reph: bool,
    /// Consonants with their viramas and dots, or one vowel.
    letters: String,
    /// Whether it is a vowel that stands by itself.
    is_vowel: bool,
    short_i: bool,
    matra: Option<char>,
    signs: String,
}

impl Syllable {
    fn is_open(&self) -> bool {
        self.letters.ends_with(VIRAMA)
    }

    /// Takes away the virama with which a half consonant ends.
    fn completed(&mut self) {
        if self.is_open() {
            self.letters.pop();
        }
    }

    /// Adds a vowel sign, or gives back that there is no place for it. Two strokes may be one vowel: ा and े are ो.
    fn add_matra(&mut self, matra: char) -> bool {
        if self.is_vowel {
            let Some(vowel) = joined_vowel(&self.letters, matra) else { return false };
            vowel.clone_into(&mut self.letters);
            return true;
        }
        self.completed();
        self.matra = match (self.matra, matra) {
            // The upright stroke of त्र is drawn with it; some typists strike it once more.
            (None, 'ा') if self.short_i && self.letters.ends_with("त्र") => None,
            (Some('ा'), 'ा') if self.letters.ends_with("त्र") => Some('ा'),
            (None, matra) if !self.short_i => Some(matra),
            (Some('ा'), 'े') => Some('ो'),
            (Some('ा'), 'ै') => Some('ौ'),
            (Some('ा'), 'ॅ') => Some('ॉ'),
            _ => return false,
        };
        true
    }

    fn add_sign(&mut self, sign: char) {
        // The half moon and the dot above it are one sign.
        match (self.matra, sign) {
            (Some('ॅ'), 'ं') => (self.matra, _) = (None, self.signs.push('ँ')),
            (Some('ॉ'), 'ं') => (self.matra, _) = (Some('ा'), self.signs.push('ँ')),
            _ => self.signs.push(sign),
        }
    }

    fn add_nukta(&mut self) {
        let was_open = self.is_open();
        self.completed();
        self.letters.push(NUKTA);
        if was_open {
            self.letters.push(VIRAMA);
        }
    }
}

/// The vowel that a vowel and a further stroke are together.
fn joined_vowel(vowel: &str, matra: char) -> Option<&'static str> {
    match (vowel, matra) {
        ("अ", 'ा') => Some("आ"),
        ("आ", 'े') => Some("ओ"),
        ("आ", 'ै') => Some("औ"),
        ("आ", 'ॅ') | ("अ", 'ॉ') => Some("ऑ"),
        ("अ", 'ॅ') => Some("ॲ"),
        ("ए", 'े') => Some("ऐ"),
        ("ए", 'ॅ') => Some("ऍ"),
        _ => None,
    }
}

/// A ि that waits for its consonants: what was typed, and what came with it.
struct Waiting {
    typed: char,
    reph: bool,
    anusvara: bool,
}

#[derive(Default)]
struct Composer {
    done: String,
    unknown: usize,
    waiting: Option<Waiting>,
    syllable: Option<Syllable>,
}

impl Composer {
    /// Gives back whether there was a place for it.
    fn take(&mut self, glyph: Glyph, typed: char) -> bool {
        match glyph {
            Glyph::Full(letters) | Glyph::Half(letters) => self.consonant(letters),
            Glyph::Vowel(vowel) => {
                self.flush();
                self.syllable = Some(Syllable { letters: vowel.into(), is_vowel: true, ..Syllable::default() });
            }
            Glyph::ShortI { reph, anusvara } => self.short_i(Waiting { typed, reph, anusvara }),
            Glyph::Plain(words) => self.plain(words),
            Glyph::Stroke => return self.stroke(),
            Glyph::Matra(matra) => return self.matra(matra),
            Glyph::Sign(sign) => return self.sign(sign),
            Glyph::Reph => return self.reph(),
            Glyph::Joined(_) | Glyph::Nukta | Glyph::Virama => return self.beneath(glyph),
        }
        true
    }

    fn consonant(&mut self, letters: &str) {
        if let Some(syllable) = self.syllable.as_mut().filter(|one| one.is_open()) {
            syllable.letters.push_str(letters);
            return;
        }
        let waiting = self.waiting.take();
        self.flush();
        let mut syllable = Syllable { letters: letters.to_owned(), ..Syllable::default() };
        if let Some(waiting) = waiting {
            (syllable.short_i, syllable.reph) = (true, waiting.reph);
            if waiting.anusvara {
                syllable.signs.push('ं');
            }
        }
        self.syllable = Some(syllable);
    }

    fn short_i(&mut self, waiting: Waiting) {
        // Some strike it after the first half of joined consonants: it belongs to all of them.
        if let Some(syllable) = self.syllable.as_mut().filter(|one| one.is_open() && !one.short_i) {
            syllable.short_i = true;
            syllable.reph |= waiting.reph;
            return;
        }
        self.flush();
        self.waiting = Some(waiting);
    }

    fn stroke(&mut self) -> bool {
        match &mut self.syllable {
            Some(syllable) if syllable.is_open() => syllable.completed(),
            _ => return self.matra('ा'),
        }
        true
    }

    fn matra(&mut self, matra: char) -> bool {
        self.syllable.as_mut().is_some_and(|syllable| syllable.add_matra(matra))
    }

    fn sign(&mut self, sign: char) -> bool {
        match &mut self.syllable {
            Some(syllable) => syllable.add_sign(sign),
            // With no letter before it, what looks like ः is a colon; after a number it is a share of a hundred.
            None if sign == 'ः' && self.done.ends_with(|before: char| before.is_ascii_digit()) => self.plain("%"),
            None if sign == 'ः' => self.plain(":"),
            None => return false,
        }
        true
    }

    fn reph(&mut self) -> bool {
        match &mut self.syllable {
            Some(syllable) if syllable.letters == "इ" => "ई".clone_into(&mut syllable.letters),
            Some(syllable) if !syllable.is_vowel && !syllable.reph => syllable.reph = true,
            _ => return false,
        }
        true
    }

    fn beneath(&mut self, glyph: Glyph) -> bool {
        let Some(syllable) = self.syllable.as_mut().filter(|syllable| !syllable.is_vowel) else { return false };
        match glyph {
            Glyph::Joined(letters) => {
                syllable.completed();
                syllable.letters.push_str(letters);
            }
            Glyph::Nukta => syllable.add_nukta(),
            Glyph::Virama if !syllable.is_open() && syllable.matra.is_none() => syllable.letters.push(VIRAMA),
            _ => return false,
        }
        true
    }

    fn plain(&mut self, words: &str) {
        // «विषय:-» is typed with the sign that looks like a colon.
        if let Some(syllable) = self.syllable.as_mut().filter(|one| words == "-" && one.signs.ends_with('ः')) {
            syllable.signs.pop();
            syllable.signs.push(':');
        }
        self.flush();
        self.done.push_str(words);
    }

    fn unknown(&mut self, typed: char) {
        self.flush();
        self.done.push(typed);
        self.unknown += 1;
    }

    fn flush(&mut self) {
        if let Some(syllable) = self.syllable.take() {
            self.done.push_str(if syllable.reph { "र्" } else { "" });
            self.done.push_str(&syllable.letters);
            self.done.push_str(if syllable.short_i { "ि" } else { "" });
            self.done.extend(syllable.matra);
            self.done.push_str(&syllable.signs);
        }
        if let Some(waiting) = self.waiting.take() {
            self.done.push(waiting.typed);
            self.unknown += 1;
        }
    }

    fn finished(mut self) -> Converted {
        self.flush();
        Converted { text: self.done.nfc().collect(), unknown: self.unknown }
    }
}
