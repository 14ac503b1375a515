//! Texts that people type or paste: what is kept, what is refused, and how two spellings are one.

use unicode_normalization::UnicodeNormalization;

/// Why a text was refused. Positions are counted in characters of the text as given, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// A control character other than a line break or a tab.
    #[error("control character {code:#06x} at {position}")]
    Control {
        /// The character's code point.
        code: u32,
        /// Where it stands.
        position: usize,
    },
    /// A character that reorders the text for the eye: what is read would not be what is stored.
    #[error("direction control {code:#06x} at {position}")]
    Direction {
        /// The character's code point.
        code: u32,
        /// Where it stands.
        position: usize,
    },
    /// A code point that Unicode reserves for never being text.
    #[error("noncharacter {code:#06x} at {position}")]
    Noncharacter {
        /// The character's code point.
        code: u32,
        /// Where it stands.
        position: usize,
    },
    /// More characters than the caller allows, counted after cleaning.
    #[error("more than {characters_max} characters")]
    TooLong {
        /// The caller's limit.
        characters_max: usize,
    },
}

/// Brings a text to the form in which it is stored: NFC, `\n` as the only line break, no blanks at line ends.
///
/// What word processors put for a line break (vertical tab, form feed, line and paragraph separators, U+0085) becomes
/// one. Joiners (ZWJ, ZWNJ) stay: they are spelling in Hindi. Of a text in which nothing is seen nothing but its white space
/// stays, so that it is blank wherever one asks. Cleaning a clean text changes nothing.
///
/// # Errors
/// [`BadText`] names the first character that a text may not hold.
pub fn clean_text(text: &str) -> Result<String, BadText> {
    let composed = clean_piece(text)?;
    let seen = if is_blank(&composed) { composed.replace(is_unseen, "") } else { composed };
    let lines: Vec<&str> = seen.split('\n').map(str::trim_end).collect();
    Ok(lines.join("\n"))
}

/// Whether nothing is seen of a text: it is empty, white space, or signs without ink such as U+200B.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_hidden(character))
}

/// Whether a character is no white space and nobody sees it.
fn is_unseen(character: char) -> bool {
    is_hidden(character) && !character.is_whitespace()
}

/// As [`clean_text`] for a piece of a line: blanks at its ends stay, for other pieces may follow.
///
/// # Errors
/// As [`clean_text`].
pub fn clean_piece(text: &str) -> Result<String, BadText> {
    let unix = text.replace("\r\n", "\n").replace(['\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    for (position, character) in unix.chars().enumerate() {
        refuse(character, position)?;
    }
    Ok(unix.nfc().collect())
}

/// A text as it can be shown again to who typed it: what may not be stored is seen as U+FFFD.
#[must_use]
pub fn showable(text: &str) -> String {
    let unix = text.replace("\r\n", "\n");
    let shown = unix.chars().map(|character| if refuse(character, 0).is_ok() { character } else { '\u{FFFD}' });
    shown.collect()
}

/// [`clean_text`] with the caller's cap on the number of characters that remain.
///
/// # Errors
/// As [`clean_text`], and [`BadText::TooLong`].
pub fn clean_text_up_to(text: &str, characters_max: usize) -> Result<String, BadText> {
    let clean = clean_text(text)?;
    if clean.chars().nth(characters_max).is_some() {
        return Err(BadText::TooLong { characters_max });
    }
    Ok(clean)
}

/// Brings two spellings of one word together: NFC, and without ZWJ and ZWNJ. For comparing, never for storing.
#[must_use]
pub fn fold(text: &str) -> String {
    // The joiners go first: they could keep apart what NFC composes.
    text.chars().filter(|character| !matches!(character, '\u{200C}' | '\u{200D}')).nfc().collect()
}

/// What is seen of a text, each sign in its plainest form (NFKC): nothing that nobody sees, no joiners. For comparing what
/// is no prose, such as numbers of files; never for storing.
#[must_use]
pub fn seen(text: &str) -> String {
    text.nfkc().filter(|character| !is_hidden(*character)).collect()
}

/// Whether a name holds a character that nobody sees: two names that look alike would be two. Joiners (ZWJ, ZWNJ) may stand
/// where Devanagari spells with them: after a virama.
#[must_use]
pub fn has_invisible(name: &str) -> bool {
    let mut before = None;
    name.chars().any(|character| {
        let spells = matches!(character, '\u{200C}' | '\u{200D}') && before == Some('\u{94D}');
        before = Some(character);
        is_hidden(character) && !spells
    })
}

/// Whether nobody sees a character, wherever it stands.
fn is_hidden(character: char) -> bool {
    match character {
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' => true,
        '\u{FEFF}' | '\u{FFA0}' | '\u{2800}' => true,
        '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FE00}'..='\u{FE0F}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => character.is_control(),
    }
}

fn refuse(character: char, position: usize) -> Result<(), BadText> {
    let code = u32::from(character);
    match character {
        '\n' | '\t' => Ok(()),
        _ if character.is_control() => Err(BadText::Control { code, position }),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Err(BadText::Direction { code, position }),
        _ if matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE => {
            Err(BadText::Noncharacter { code, position })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn line_breaks_and_line_ends() {
        let text = "विषय  \r\n\tप्रस्ताव\t\r\n\r\nअंत ";
        assert_eq!(clean_text(text).unwrap(), "विषय\n\tप्रस्ताव\n\nअंत");
    }

    #[test]
    fn line_breaks_of_word_processors_are_line_breaks() {
        assert_eq!(clean_text("क\u{0B}ख\u{2028}ग\u{85}घ").unwrap(), "क\nख\nग\nघ");
    }

    #[test]
    fn what_is_refused_can_be_shown_again() {
        assert_eq!(showable("क\u{202E}ख\n"), "क\u{FFFD}ख\n");
    }

    #[test]
    fn refused_characters_are_named() {
        for (text, reason) in [
            ("a\rb", BadText::Control { code: 0x0D, position: 1 }),
            ("\0", BadText::Control { code: 0, position: 0 }),
            ("क\u{86}", BadText::Control { code: 0x86, position: 1 }),
            ("x\u{202E}y", BadText::Direction { code: 0x202E, position: 1 }),
            ("\u{2066}", BadText::Direction { code: 0x2066, position: 0 }),
            ("\u{FDD0}", BadText::Noncharacter { code: 0xFDD0, position: 0 }),
            ("\u{10FFFF}", BadText::Noncharacter { code: 0x10FFFF, position: 0 }),
        ] {
            assert_eq!(clean_text(text), Err(reason), "{text:?}");
        }
    }

    #[test]
    fn a_text_of_which_nothing_is_seen_is_blank() {
        for text in ["", " ", "\u{200B}", "\u{200B} \u{200D}", "\u{FEFF}", "\u{2060}\u{AD}", "\u{2800}", "\u{3164}"] {
            assert!(is_blank(text), "{}", text.escape_unicode());
            assert!(clean_text(text).unwrap().trim().is_empty(), "{}", text.escape_unicode());
        }
        assert_eq!(clean_text("\u{200B}\n\u{200D}").unwrap(), "\n", "its lines stay");
        for text in ["क्\u{200D}ष", "श्रीमान्\u{200C}", "-", "\u{200B}क"] {
            assert!(!is_blank(text), "control: {}", text.escape_unicode());
            assert_eq!(clean_text(text).unwrap(), text, "control: {}", text.escape_unicode());
        }
    }

    #[test]
    fn caps_count_characters() {
        assert_eq!(clean_text_up_to("कखग", 3).unwrap(), "कखग");
        assert_eq!(clean_text_up_to("कखग", 2), Err(BadText::TooLong { characters_max: 2 }));
        assert_eq!(clean_text_up_to("", 0).unwrap(), "");
    }

    #[test]
    fn joiners_stay_in_texts_and_go_in_folds() {
        let with_joiner = "क्\u{200D}ष";
        assert_eq!(clean_text(with_joiner).unwrap(), with_joiner);
        assert_eq!(fold(with_joiner), "क्ष");
        // The two encodings of the nukta letter are one word; another letter stays another.
        assert_eq!(fold("सड\u{93C}क"), fold("स\u{95C}क"));
        assert_ne!(fold("सड\u{93C}क"), fold("सडक"));
    }

    #[test]
    fn what_nobody_sees_is_found_and_spelling_is_not() {
        for name in [
            "राम\u{200B} कुमार",
            "\u{FEFF}राम",
            "राम\u{AD}",
            "रा\u{200D}म",
            "Ram\u{200C}",
            "राम\u{200E}",
            "राम\u{2060}",
            "राम\u{FE0F}",
            "राम\u{202E}",
            "राम\u{1B}[2J",
            "राम\u{E0041}",
        ] {
            assert!(has_invisible(name), "{}", name.escape_unicode());
        }
        for name in ["राम कुमार", "क्\u{200D}ष", "र्\u{200D}य", "श्रीमान्\u{200C}", "Ram Kumar", ""]
        {
            assert!(!has_invisible(name), "control: {}", name.escape_unicode());
        }
    }

    proptest! {
        #[test]
        fn cleaning_is_total_and_settles(text in any::<String>()) {
            if let Ok(clean) = clean_text(&text) {
                prop_assert_eq!(clean_text(&clean), Ok(clean));
            }
        }

        #[test]
        fn ordinary_lines_are_never_refused(text in "([ -~]|[ऀ-ॿ]|\u{200C}|\u{200D}|\t|\r\n|\n)*") {
            let clean = clean_text(&text).unwrap();
            prop_assert!(!clean.contains('\r'));
            prop_assert_eq!(clean_text(&clean), Ok(clean));
        }

        #[test]
        fn folding_is_total_and_settles(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }
    }
}
