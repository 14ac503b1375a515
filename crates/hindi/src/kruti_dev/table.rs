//! Which sign of the script stands behind which character of a text that was typed in Kruti Dev 010.
//!
//! The font draws Devanagari in the places of Latin characters, stroke by stroke, as a typewriter does: `[` is the left half
//! of ख and `k` the upright stroke that completes it. One character is therefore a part of a syllable, never a sound.

/// What a character of the font is to a syllable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// A consonant, or several joined, with its vowel.
    Full(&'static str),
    /// A consonant, or several joined, that waits for the next one or for its upright stroke. It ends in a virama.
    Half(&'static str),
    /// A vowel that stands by itself.
    Vowel(char),
    /// A vowel sign behind its consonant.
    Matra(char),
    /// The upright stroke: what completes a half consonant, or ा.
    Stroke,
    /// ं, ँ or ः.
    Sign(char),
    /// र or य beneath or behind a consonant, with its virama.
    Joined(&'static str),
    /// ि, typed before the consonants that it is spoken after; perhaps drawn in one with reph or anusvara.
    ShortI {
        /// Whether the same character draws र् above.
        reph: bool,
        /// Whether the same character draws ं.
        anusvara: bool,
    },
    /// र् above a syllable, typed after it.
    Reph,
    /// The dot beneath.
    Nukta,
    /// The sign that takes a vowel away.
    Virama,
    /// What is no part of a syllable: digits, punctuation.
    Plain(&'static str),
}

use Glyph::{Full, Half, Joined, Matra, Nukta, Plain, Reph, ShortI, Sign, Stroke, Virama, Vowel};

/// The signs behind a character; nothing where the font has none that we know.
pub(super) fn glyphs(character: char) -> &'static [Glyph] {
    let found = consonants(character);
    let found = if found.is_empty() { joined_consonants(character) } else { found };
    let found = if found.is_empty() { vowels_and_signs(character) } else { found };
    if found.is_empty() { plain(character) } else { found }
}

fn consonants(character: char) -> &'static [Glyph] {
    match character {
        'd' => &[Full("क")],
        'D' => &[Half("क्")],
        '[' => &[Half("ख्")],
        'x' => &[Full("ग")],
        'X' => &[Half("ग्")],
        '?' => &[Half("घ्")],
        'Ä' => &[Full("घ")],
        '³' => &[Full("ङ")],
        'p' => &[Full("च")],
        'P' => &[Half("च्")],
        'N' => &[Full("छ")],
        't' => &[Full("ज")],
        'T' => &[Half("ज्")],
        '>' => &[Full("झ")],
        '÷' | 'Ö' => &[Half("झ्")],
        '¥' => &[Full("ञ")],
        'V' => &[Full("ट")],
        'B' => &[Full("ठ")],
        'M' => &[Full("ड")],
        '<' => &[Full("ढ")],
        '.' => &[Half("ण्")],
        'r' => &[Full("त")],
        'R' => &[Half("त्")],
        'F' => &[Half("थ्")],
        'n' => &[Full("द")],
        '/' | 'è' | 'Ë' => &[Half("ध्")],
        'u' => &[Full("न")],
        'U' => &[Half("न्")],
        'i' => &[Full("प")],
        'I' => &[Half("प्")],
        'Q' => &[Full("फ")],
        '¶' => &[Half("फ्")],
        'c' => &[Full("ब")],
        'C' => &[Half("ब्")],
        'H' => &[Half("भ्")],
        'Ò' => &[Full("भ")],
        'e' => &[Full("म")],
        'E' => &[Half("म्")],
        ';' => &[Full("य")],
        '¸' => &[Half("य्")],
        'j' => &[Full("र")],
        'y' => &[Full("ल")],
        'Y' => &[Half("ल्")],
        'G' => &[Full("ळ")],
        'o' => &[Full("व")],
        'O' => &[Half("व्")],
        '\'' | 'Ü' | '“' | '”' => &[Half("श्")],
        '"' | '‘' | '’' => &[Half("ष्")],
        'l' => &[Full("स")],
        'L' => &[Half("स्")],
        'g' => &[Full("ह")],
        'º' => &[Half("ह्")],
        _ => &[],
    }
}

fn joined_consonants(character: char) -> &'static [Glyph] {
    match character {
        '{' => &[Half("क्ष्")],
        '=' => &[Full("त्र")],
        '«' => &[Half("त्र्")],
        'K' => &[Full("ज्ञ")],
        'J' => &[Full("श्र")],
        'Ù' => &[Half("त्त्")],
        'é' => &[Full("न्न")],
        '™' => &[Half("न्न्")],
        '|' => &[Full("द्य")],
        '}' => &[Full("द्व")],
        ')' => &[Full("द्ध")],
        'í' | 'Ì' => &[Full("द्द")],
        'æ' => &[Full("द्र")],
        'ô' => &[Full("क्क")],
        'ä' => &[Full("क्त")],
        'Ø' => &[Full("क्र")],
        'ê' | 'Í' => &[Full("ट्ट")],
        'ë' | 'Î' => &[Full("ट्ठ")],
        'ì' | 'Ï' => &[Full("ड्ड")],
        'ï' | 'Ô' => &[Full("ड्ढ")],
        'à' => &[Full("ह्न")],
        'á' => &[Full("ह्य")],
        'ã' => &[Full("ह्म")],
        'â' => &[Full("ह"), Matra('ृ')],
        'Ñ' | '—' => &[Full("क"), Matra('ृ')],
        '–' => &[Full("द"), Matra('ृ')],
        'ç' | 'Á' => &[Full("प्र")],
        'Ý' => &[Full("फ्र")],
        '#' => &[Full("र"), Matra('ु')],
        ':' => &[Full("र"), Matra('ू')],
        'z' | 'ª' => &[Joined("्र")],
        'î' | 'Ó' => &[Joined("्य")],
        _ => &[],
    }
}

fn vowels_and_signs(character: char) -> &'static [Glyph] {
    match character {
        'v' => &[Vowel('अ')],
        'b' => &[Vowel('इ')],
        'Ã' => &[Vowel('ई')],
        'm' => &[Vowel('उ')],
        'Å' => &[Vowel('ऊ')],
        ',' => &[Vowel('ए')],
        '_' => &[Vowel('ऋ')],
        'k' => &[Stroke],
        'f' => &[ShortI { reph: false, anusvara: false }],
        'Æ' => &[ShortI { reph: true, anusvara: false }],
        'Ç' => &[ShortI { reph: false, anusvara: true }],
        'É' => &[ShortI { reph: true, anusvara: true }],
        'h' => &[Matra('ी')],
        'È' => &[Matra('ी'), Sign('ं')],
        'Ê' => &[Matra('ी'), Reph],
        'q' => &[Matra('ु')],
        'w' => &[Matra('ू')],
        '`' => &[Matra('ृ')],
        's' => &[Matra('े')],
        'S' => &[Matra('ै')],
        'W' => &[Matra('ॅ')],
        '‚' => &[Matra('ॉ')],
        'a' => &[Sign('ं')],
        '¡' => &[Sign('ँ')],
        '%' => &[Sign('ः')],
        'Z' => &[Reph],
        '±' => &[Reph, Sign('ं')],
        '~' => &[Virama],
        '+' => &[Nukta],
        _ => &[],
    }
}

fn plain(character: char) -> &'static [Glyph] {
    match character {
        ' ' | '\u{A0}' => &[Plain(" ")],
        '\n' => &[Plain("\n")],
        '\t' => &[Plain("\t")],
        '0' => &[Plain("0")],
        '1' => &[Plain("1")],
        '2' => &[Plain("2")],
        '3' => &[Plain("3")],
        '4' => &[Plain("4")],
        '5' => &[Plain("5")],
        '6' => &[Plain("6")],
        '7' => &[Plain("7")],
        '8' => &[Plain("8")],
        '9' => &[Plain("9")],
        'å' => &[Plain("०")],
        'ƒ' => &[Plain("१")],
        '„' => &[Plain("२")],
        '…' => &[Plain("३")],
        '†' => &[Plain("४")],
        '‡' => &[Plain("५")],
        'ˆ' => &[Plain("६")],
        '‰' => &[Plain("७")],
        'Š' => &[Plain("८")],
        '‹' => &[Plain("९")],
        'A' => &[Plain("।")],
        '-' => &[Plain(".")],
        '&' => &[Plain("-")],
        ']' => &[Plain(",")],
        '(' => &[Plain(";")],
        '¼' => &[Plain("(")],
        '½' => &[Plain(")")],
        '¿' => &[Plain("{")],
        'À' => &[Plain("}")],
        '¾' => &[Plain("=")],
        '@' => &[Plain("/")],
        '$' => &[Plain("+")],
        '\\' => &[Plain("?")],
        '!' => &[Plain("!")],
        '^' => &[Plain("‘")],
        '*' => &[Plain("’")],
        'Þ' => &[Plain("“")],
        'ß' => &[Plain("”")],
        'Œ' | 'ñ' => &[Plain("॰")],
        '·' | '•' | '∙' => &[Plain("ऽ")],
        _ => &[],
    }
}
