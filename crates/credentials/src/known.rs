//! Passwords that are known already: the most used ones, which the program carries, and those of a file of leaked ones,
//! which an installation may have.

use crate::password::composed;
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use std::cmp::Ordering;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use thiserror::Error;
use zeroize::Zeroizing;

/// Made by `scripts/known-passwords`; whence the words are stands at its head.
const LIST: &str = include_str!("../data/known-passwords.txt");
/// Digits of a SHA-256 that a line of the list has.
const LIST_DIGITS: usize = 10;
/// Digits of a SHA-1.
const DIGITS: usize = 40;
/// Bytes of a line of a file that are looked at: a hash, a colon, a count, the line's end.
const LINE_BYTES_MAX: usize = 64;
/// Lines that are looked at when a file is opened, evenly over it: a file that is not in order finds nothing.
const LOOKED_AT: u64 = 256;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Lines of the most used passwords, in order.
fn list() -> Vec<&'static str> {
    LIST.lines().filter(|line| !line.starts_with('#')).collect()
}

/// How many of the most used passwords the program knows.
#[must_use]
pub fn most_used_count() -> usize {
    list().len()
}

/// Whether a password in composed form is one of the most used, in large or small letters.
pub(crate) fn is_most_used(password: &str) -> bool {
    let small = Zeroizing::new(password.to_lowercase());
    let hash = hex(digest(&SHA256, small.as_bytes()).as_ref()).to_lowercase();
    hash.get(..LIST_DIGITS).is_some_and(|begins| list().binary_search(&begins).is_ok())
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| HEX.get(usize::from(half)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Why a file of leaked passwords cannot be used.
#[derive(Debug, Error)]
pub enum LeakedError {
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Read(#[from] io::Error),
    /// A line is no hash: forty hexadecimal digits of a SHA-1, a colon and a count.
    #[error("at byte {0} there is no SHA-1 of a password (forty hexadecimal digits, a colon, how often it was found)")]
    Line(u64),
    /// The lines are not in the order of their hashes.
    #[error("at byte {0} the hashes are not in order: take the file that is ordered by hash")]
    Order(u64),
}

/// A file of leaked passwords in the form in which such collections are published: one line for each, its SHA-1 in
/// hexadecimal digits, a colon and how often it was found, ordered by hash. It may have thousands of millions of lines: it
/// is never read whole.
#[derive(Debug)]
pub struct Leaked {
    file: File,
    bytes: u64,
}

/// A line of the file: where it begins, where the next one does, and its hash.
struct Line {
    begins: u64,
    next: u64,
    hash: [u8; DIGITS],
}

impl Leaked {
    /// Opens a file and looks at some of its lines, over its whole length.
    ///
    /// # Errors
    /// [`LeakedError`].
    pub fn open(path: &Path) -> Result<Self, LeakedError> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let leaked = Self { file, bytes };
        let mut before: Option<[u8; DIGITS]> = None;
        let mut at = 0;
        for look in 0..=LOOKED_AT {
            let wanted = bytes / LOOKED_AT * look;
            if look > 0 && wanted < at {
                continue;
            }
            let Some(line) = leaked.line_from(wanted)? else { break };
            if before.is_some_and(|before| before > line.hash) {
                return Err(LeakedError::Order(line.begins));
            }
            (before, at) = (Some(line.hash), line.next);
        }
        if before.is_none() {
            return Err(LeakedError::Line(0));
        }
        Ok(leaked)
    }

    /// The first line that begins at a byte or after it.
    fn line_from(&self, at: u64) -> Result<Option<Line>, LeakedError> {
        // One byte before, so that a line that begins just there is not missed.
        let from = at.saturating_sub(1);
        let mut buffer = [0; 2 * LINE_BYTES_MAX];
        let length = self.read(&mut buffer, from)?;
        let read = buffer.get(..length).unwrap_or_default();
        let skipped = if at == 0 {
            0
        } else {
            match read.iter().position(|byte| *byte == b'\n') {
                Some(place) => place + 1,
                None if length < buffer.len() => return Ok(None),
                None => return Err(LeakedError::Line(from)),
            }
        };
        let begins = from + u64::try_from(skipped).unwrap_or_default();
        let rest = read.get(skipped..).unwrap_or_default();
        if begins >= self.bytes || rest.is_empty() {
            return Ok(None);
        }
        let no_line = || LeakedError::Line(begins);
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let hash = rest.get(..DIGITS).and_then(|hash| <[u8; DIGITS]>::try_from(hash).ok()).ok_or_else(no_line)?;
        let follows = rest.get(DIGITS).is_none_or(|byte| [b':', b'\r', b'\n'].contains(byte));
        if !follows || end > LINE_BYTES_MAX || !hash.iter().all(u8::is_ascii_hexdigit) {
            return Err(no_line());
        }
        let next = begins + u64::try_from(end).unwrap_or_default() + 1;
        Ok(Some(Line { begins, next, hash: hash.map(|digit| digit.to_ascii_uppercase()) }))
    }

    fn read(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        let mut length = 0;
        while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
            match self.file.read_at(rest, at + u64::try_from(length).unwrap_or_default())? {
                0 => break,
                read => length += read,
            }
        }
        Ok(length)
    }

    /// Whether the file has a password, in its composed form.
    ///
    /// # Errors
    /// [`LeakedError`] where a line cannot be read: nobody says then that the password is not in it.
    pub fn has(&self, password: &str) -> Result<bool, LeakedError> {
        let wanted = hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, composed(password).as_bytes()).as_ref());
        let (mut low, mut high) = (0, self.bytes);
        // The line that is looked for begins between the two.
        while low < high {
            let middle = low + (high - low) / 2;
            match self.line_from(middle)? {
                None => high = middle,
                Some(line) => match line.hash.as_slice().cmp(wanted.as_bytes()) {
                    Ordering::Equal => return Ok(true),
                    Ordering::Less => low = line.next,
                    Ordering::Greater => high = middle,
                },
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A file in the published form, and its lines.
    fn file(lines: &[String], end: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        for (place, line) in lines.iter().enumerate() {
            write!(file, "{line}{}", if place + 1 == lines.len() { "" } else { end }).unwrap();
        }
        file
    }

    fn line(password: &str, count: u64) -> String {
        format!("{}:{count}", hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes()).as_ref()))
    }

    #[test]
    fn the_list_is_in_order_and_each_line_has_its_digits() {
        let list = list();
        assert!(list.is_sorted() && list.len() > 50_000, "{}", list.len());
        assert!(
            list.iter().all(|line| line.len() == LIST_DIGITS && line.bytes().all(|digit| digit.is_ascii_hexdigit()))
        );
        assert!(is_most_used("qwertyqwerty") && is_most_used("QwertyQwerty") && is_most_used("leavemealone"));
        assert!(!is_most_used("paanch neele chhate"), "control");
    }

    /// Files of every length up to some hundred lines: each password is found, its neighbours that are not there are not.
    #[test]
    fn what_is_in_a_file_is_found_and_nothing_else() {
        for (count, end) in [(1, "\n"), (2, "\r\n"), (3, "\n"), (17, "\r\n"), (400, "\n"), (1001, "\r\n")] {
            let passwords: Vec<String> = (0..count).map(|number| format!("leaked {number}")).collect();
            let mut lines: Vec<String> =
                (0..).zip(&passwords).map(|(number, password)| line(password, 10_u64.pow(number % 12))).collect();
            lines.sort();
            let file = file(&lines, end);
            let leaked = Leaked::open(file.path()).unwrap();
            for password in &passwords {
                assert!(leaked.has(password).unwrap(), "{password} of {count}");
            }
            for number in 0..500 {
                assert!(!leaked.has(&format!("secret {number}")).unwrap(), "control");
            }
        }
    }

    #[test]
    fn small_digits_and_lines_without_a_count_are_read() {
        let mut lines: Vec<String> =
            ["one", "two", "नौ"].iter().map(|password| line(password, 1)[..40].to_lowercase()).collect();
        lines.sort();
        let leaked = file(&lines, "\n");
        let leaked = Leaked::open(leaked.path()).unwrap();
        assert!(["one", "two", "नौ"].iter().all(|password| leaked.has(password).unwrap()));
        assert!(!leaked.has("three").unwrap(), "control");
    }

    #[test]
    fn a_file_of_another_kind_is_refused_when_it_is_opened() {
        let mut lines: Vec<String> = (0..300).map(|number| line(&format!("leaked {number}"), 1)).collect();
        lines.sort();
        assert!(Leaked::open(file(&lines, "\n").path()).is_ok(), "control");
        lines.reverse();
        assert!(matches!(Leaked::open(file(&lines, "\n").path()), Err(LeakedError::Order(_))));
        for other in [
            "",
            "password\nqwerty",
            "0123456789abcdef0123456789abcdef:7",
            "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8FF:1",
        ] {
            let told = Leaked::open(file(&[other.to_owned()], "\n").path());
            assert!(matches!(told, Err(LeakedError::Line(_))), "{other}: {told:?}");
        }
        assert!(matches!(Leaked::open(Path::new("/nowhere/at/all")), Err(LeakedError::Read(_))));
    }

    #[test]
    fn a_file_that_was_cut_after_it_was_opened_says_nothing() {
        let mut lines: Vec<String> = (0..300).map(|number| line(&format!("leaked {number}"), 1)).collect();
        lines.sort();
        let file = file(&lines, "\n");
        let leaked = Leaked::open(file.path()).unwrap();
        std::fs::write(file.path(), "not a hash in any line of it\n".repeat(500)).unwrap();
        assert!(leaked.has("leaked 7").is_err());
    }
}
