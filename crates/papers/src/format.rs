//! What a file that is no PDF looks like, from its first bytes alone, so that the refusal can say what to do.

/// What the first bytes of a file look like. A guess for a person, never a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A Word document, old or new.
    Word,
    /// An Excel workbook, new.
    Excel,
    /// An archive of another kind.
    Zip,
    /// A picture.
    Image,
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// Nothing known.
    Unknown,
}

/// So many bytes are looked at.
const LOOK_BYTES_MAX: usize = 4_096;

const IMAGES: [&[u8]; 8] =
    [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\0\x0cjP  ", b"RIFF"];

impl Format {
    /// Guesses from the first bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let start = bytes.get(..LOOK_BYTES_MAX).unwrap_or(bytes);
        if start.starts_with(b"PK\x03\x04") {
            return Self::in_zip(start);
        }
        // The container of Office files before 2007; Word was by far the commonest.
        if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") || start.starts_with(b"{\\rtf") {
            return Self::Word;
        }
        if IMAGES.iter().any(|image| start.starts_with(image)) {
            return Self::Image;
        }
        match text(start) {
            Some(text) if looks_like_html(text) => Self::Html,
            Some(text) if !text.trim().is_empty() => Self::Text,
            _ => Self::Unknown,
        }
    }

    /// The names of an archive's first parts stand readable at its start.
    fn in_zip(start: &[u8]) -> Self {
        let names = |part: &[u8]| start.windows(part.len()).any(|bytes| bytes == part);
        if names(b"word/") {
            Self::Word
        } else if names(b"xl/") {
            Self::Excel
        } else {
            Self::Zip
        }
    }
}

/// The start as text, if it is text: a character cut off at the end of the look is none the less.
fn text(start: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(start.get(..error.valid_up_to())?).ok()?,
        Err(_) => return None,
    };
    let printable = |character: char| !character.is_control() || "\r\n\t\u{c}".contains(character);
    text.chars().all(printable).then_some(text)
}

fn looks_like_html(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let start: String = text.chars().take(512).collect::<String>().to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell() {
        for (bytes, format) in [
            (&b"PK\x03\x04....[Content_Types].xml....word/document.xml"[..], Format::Word),
            (b"PK\x03\x04....xl/workbook.xml", Format::Excel),
            (b"PK\x03\x04....photo.jpg", Format::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Format::Word),
            (b"{\\rtf1 x}", Format::Word),
            (b"\x89PNG\r\n\x1a\n....", Format::Image),
            (b"\xff\xd8\xff\xe0", Format::Image),
            (b"\n<!DOCTYPE HTML><p>", Format::Html),
            (b"<?xml version='1.0'?><html>", Format::Html),
            ("संक्षेपिका".as_bytes(), Format::Text),
            (b"\0\x01\x02", Format::Unknown),
            (b"\xe0\xa4", Format::Unknown),
            (b"", Format::Unknown),
        ] {
            assert_eq!(Format::of(bytes), format, "{bytes:?}");
        }
    }

    #[test]
    fn a_long_text_may_be_cut_within_a_letter() {
        assert_eq!(Format::of("क".repeat(5_000).as_bytes()), Format::Text);
    }
}
