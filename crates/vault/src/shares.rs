//! The root key on paper: five shares, of which any three make it whole and any two tell nothing.
//!
//! A share is typed by hand one day, by somebody in a hurry. So its alphabet has no signs that look alike, and each of
//! its five lines carries a check of its own: a slip is named by its line, before anything is made of it.

use std::path::Path;

use blahaj::{Share, Sharks};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{Key, KeyError, KeyFile, KeyProvider, hex, sha256};

/// Shares that are made.
pub const SHARES: u8 = 5;
/// Shares that make the key whole.
pub const SHARES_NEEDED: u8 = 3;
/// Lines of a share on paper.
pub const SHARE_LINES: usize = 5;

const VERSION: u8 = 1;
/// Crockford's: without I, L, O and U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LINE_SIGNS: usize = 16;
const GROUP_SIGNS: usize = 4;
const LINE_BYTES: usize = 8;
const CHECK_BYTES: usize = 2;
/// Leading bytes of the key's check value.
const KEY_BYTES: usize = 5;
const WHOLE_BYTES: usize = SHARE_LINES * LINE_BYTES;

/// One share of a root key. It is wiped when dropped.
#[derive(Clone)]
pub struct KeyShare {
    number: u8,
    key: [u8; KEY_BYTES],
    value: Zeroizing<[u8; 32]>,
}

/// Why shares give no key.
#[derive(Debug, Error)]
pub enum ShareError {
    /// A share has five lines.
    #[error("a share has {SHARE_LINES} lines, not {0}")]
    Lines(usize),
    /// A line is not as it was printed.
    #[error("line {line} of the share is not as it was printed")]
    Line {
        /// Its number, from 1.
        line: usize,
    },
    /// The share was made by another version, or by hand.
    #[error("the share is not of a form that this version knows")]
    Form,
    /// Too few different shares.
    #[error("{SHARES_NEEDED} different shares are needed, {0} are there")]
    Few(usize),
    /// The shares are of different keys.
    #[error("the shares are not all of one key")]
    Mixed,
    /// The shares are each in order and give another key than they were made of.
    #[error("the shares do not fit each other")]
    Unfit,
    /// The key file could not be made.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl KeyShare {
    /// Its number, from 1.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.number
    }

    /// What tells shares of one key from those of another: ten hexadecimal digits, the first of the key's check value.
    #[must_use]
    pub fn key(&self) -> String {
        hex(&self.key)
    }

    /// The share as it is printed: five lines of four groups of four signs.
    #[must_use]
    pub fn lines(&self) -> Vec<Zeroizing<String>> {
        let mut whole = Zeroizing::new(Vec::with_capacity(WHOLE_BYTES));
        whole.extend([VERSION, SHARES_NEEDED, self.number]);
        whole.extend(self.key);
        whole.extend(self.value.iter());
        let chunks = whole.chunks(LINE_BYTES).zip(1..);
        chunks.map(|(chunk, line)| printed(&[chunk, &check(line, self.number, chunk)].concat())).collect()
    }

    /// Reads a share as it was typed: in small letters or capitals, with any spaces and hyphens, and with `O`, `I` and `L`
    /// for the digits that they look like.
    ///
    /// # Errors
    /// [`ShareError::Lines`], [`ShareError::Line`], [`ShareError::Form`].
    pub fn read<Text: AsRef<str>>(lines: &[Text]) -> Result<KeyShare, ShareError> {
        if lines.len() != SHARE_LINES {
            return Err(ShareError::Lines(lines.len()));
        }
        let mut whole = Zeroizing::new(Vec::with_capacity(WHOLE_BYTES));
        for (line, text) in (1..).zip(lines) {
            let typed = typed(text.as_ref()).ok_or(ShareError::Line { line })?;
            let (chunk, found) = typed.split_at_checked(LINE_BYTES).ok_or(ShareError::Line { line })?;
            whole.extend(chunk);
            let number = whole.get(2).copied().unwrap_or_default();
            if found != check(line, number, chunk) {
                return Err(ShareError::Line { line });
            }
        }
        let [version, needed, number, rest @ ..] = whole.as_slice() else { return Err(ShareError::Form) };
        let (key, value) = rest.split_first_chunk::<KEY_BYTES>().ok_or(ShareError::Form)?;
        let value = <[u8; 32]>::try_from(value).map_err(|_| ShareError::Form)?;
        if (*version, *needed) != (VERSION, SHARES_NEEDED) || !(1..=SHARES).contains(number) {
            return Err(ShareError::Form);
        }
        Ok(KeyShare { number: *number, key: *key, value: Zeroizing::new(value) })
    }
}

impl KeyFile {
    /// The root key as shares, made anew each time: shares of two makings do not fit each other.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn shares(&self) -> Result<Vec<KeyShare>, KeyError> {
        let key = self.key_of_shares()?;
        let dealt = Sharks(SHARES_NEEDED).dealer(self.root().bytes()).take(usize::from(SHARES));
        let shares = dealt.filter_map(|share| {
            let bytes = Zeroizing::new(Vec::from(&share));
            let (number, value) = bytes.split_first()?;
            Some(KeyShare { number: *number, key, value: Zeroizing::new(value.try_into().ok()?) })
        });
        Ok(shares.collect())
    }

    /// Makes the key whole from shares, in a new file at `path`.
    ///
    /// # Errors
    /// As [`KeyFile::of_shares`]; [`ShareError::Key`] as [`KeyFile::create`].
    pub fn create_from_shares(path: &Path, shares: &[KeyShare]) -> Result<KeyFile, ShareError> {
        Ok(KeyFile::create_of(path, KeyFile::of_shares(shares)?.root().clone())?)
    }

    /// Makes the key whole from shares, in memory alone.
    ///
    /// # Errors
    /// [`ShareError::Few`], [`ShareError::Mixed`], [`ShareError::Unfit`].
    pub fn of_shares(shares: &[KeyShare]) -> Result<KeyFile, ShareError> {
        let numbers: std::collections::BTreeSet<u8> = shares.iter().map(|share| share.number).collect();
        let Some(first) = shares.first().filter(|_| numbers.len() >= usize::from(SHARES_NEEDED)) else {
            return Err(ShareError::Few(numbers.len()));
        };
        if shares.iter().any(|share| share.key != first.key) {
            return Err(ShareError::Mixed);
        }
        let parts: Result<Vec<Share>, ShareError> = shares.iter().map(part).collect();
        let secret = Zeroizing::new(Sharks(SHARES_NEEDED).recover(&parts?).map_err(|_| ShareError::Unfit)?);
        let root = <[u8; 32]>::try_from(secret.as_slice()).map_err(|_| ShareError::Unfit)?;
        let whole = KeyFile::of(Key::from_bytes(root));
        if whole.key_of_shares()? == first.key { Ok(whole) } else { Err(ShareError::Unfit) }
    }

    fn key_of_shares(&self) -> Result<[u8; KEY_BYTES], KeyError> {
        let check = crate::unhex(&self.check_value()?).unwrap_or_default();
        Ok(check.first_chunk().copied().unwrap_or_default())
    }
}

fn part(share: &KeyShare) -> Result<Share, ShareError> {
    let mut bytes = Zeroizing::new(vec![share.number]);
    bytes.extend(share.value.iter());
    Share::try_from(bytes.as_slice()).map_err(|_| ShareError::Unfit)
}

/// Of a line alone and of its place: a line of another share, or another line of this one, does not pass.
fn check(line: usize, number: u8, chunk: &[u8]) -> [u8; CHECK_BYTES] {
    let place = [u8::try_from(line).unwrap_or(u8::MAX), number];
    let hash = sha256(&[b"ecabinet key share/1".as_slice(), &place, chunk].concat());
    hash.first_chunk().copied().unwrap_or_default()
}

fn printed(bytes: &[u8]) -> Zeroizing<String> {
    let (mut text, mut held, mut bits) = (Zeroizing::new(String::with_capacity(20)), 0_u32, 0_u32);
    let mut signs = 0;
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            if signs > 0 && signs % GROUP_SIGNS == 0 {
                text.push(' ');
            }
            let sign = usize::try_from(held >> bits & 31).ok().and_then(|at| SIGNS.get(at));
            text.push(char::from(sign.copied().unwrap_or_default()));
            signs += 1;
        }
    }
    text
}

/// The ten bytes of a line; none for another number of signs or a sign that is none.
fn typed(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (mut bytes, mut held, mut bits, mut signs) = (Zeroizing::new(Vec::new()), 0_u32, 0_u32, 0);
    for sign in text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-') {
        let sign = match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            sign => sign,
        };
        let value = SIGNS.iter().position(|known| char::from(*known) == sign)?;
        held = held << 5 | u32::try_from(value).ok()?;
        bits += 5;
        signs += 1;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 255).ok()?);
        }
    }
    (signs == LINE_SIGNS).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(folder: &Path) -> KeyFile {
        KeyFile::create(&folder.join("key")).unwrap()
    }

    fn lines(share: &KeyShare) -> Vec<String> {
        share.lines().iter().map(|line| line.to_string()).collect()
    }

    #[test]
    fn any_three_of_five_make_the_key_and_no_two_do() {
        let folder = tempfile::tempdir().unwrap();
        let key = key(folder.path());
        let shares = key.shares().unwrap();
        assert_eq!(shares.iter().map(KeyShare::number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        for chosen in 0_u32..32 {
            let some: Vec<KeyShare> = (0..5).filter(|at| chosen >> at & 1 == 1).map(|at| shares[at].clone()).collect();
            let made = KeyFile::create_from_shares(&folder.path().join(format!("made-{chosen}")), &some);
            if some.len() < 3 {
                assert!(matches!(made, Err(ShareError::Few(count)) if count == some.len()));
            } else {
                assert_eq!(made.unwrap().root().bytes(), key.root().bytes(), "{chosen:05b}");
            }
        }
        let twice = [shares[0].clone(), shares[0].clone(), shares[1].clone()];
        assert!(matches!(KeyFile::create_from_shares(&folder.path().join("twice"), &twice), Err(ShareError::Few(2))));
        assert!(!folder.path().join("twice").exists(), "nothing is made");
    }

    #[test]
    fn shares_of_other_keys_and_other_makings_are_refused() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let key = key(one.path());
        let (first, second) = (key.shares().unwrap(), key.shares().unwrap());
        let foreign = super::tests::key(other.path()).shares().unwrap();
        let path = one.path().join("made");
        let mixed = [first[0].clone(), first[1].clone(), foreign[2].clone()];
        assert!(matches!(KeyFile::create_from_shares(&path, &mixed), Err(ShareError::Mixed)));
        let unfit = [first[0].clone(), first[1].clone(), second[2].clone()];
        assert!(matches!(KeyFile::create_from_shares(&path, &unfit), Err(ShareError::Unfit)));
        assert!(!path.exists());
        let standing = KeyFile::create_from_shares(&one.path().join("key"), &first);
        assert!(matches!(standing, Err(ShareError::Key(KeyError::Exists(_)))), "a key file is never overwritten");
        KeyFile::create_from_shares(&path, &second[2..]).expect("control");
    }

    /// Each bit of a share that is not as it was dealt: of what is printed the line is named, of what lies beneath the checks
    /// the whole is refused.
    #[test]
    fn a_share_with_one_wrong_bit_makes_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let shares = key(folder.path()).shares().unwrap();
        for line in 0..SHARE_LINES {
            for (place, bit) in (0..LINE_SIGNS).flat_map(|place| (0..5).map(move |bit| (place, bit))) {
                let mut typed = lines(&shares[1]);
                let mut signs: Vec<char> = typed[line].chars().filter(|sign| *sign != ' ').collect();
                let value = SIGNS.iter().position(|sign| char::from(*sign) == signs[place]).unwrap();
                signs[place] = char::from(SIGNS[value ^ 1 << bit]);
                typed[line] = signs.into_iter().collect();
                let told = KeyShare::read(&typed).err();
                assert!(
                    matches!(told, Some(ShareError::Line { line: told }) if told == line + 1),
                    "{line} {place} {bit}"
                );
            }
        }
        for bit in 0..256 {
            let mut wrong = shares[1].clone();
            wrong.value[bit / 8] ^= 1 << (bit % 8);
            let some = [shares[0].clone(), wrong, shares[2].clone()];
            assert!(matches!(KeyFile::of_shares(&some), Err(ShareError::Unfit)), "{bit}");
        }
        assert!(matches!(KeyFile::of_shares(&shares[..2]), Err(ShareError::Few(2))));
        let whole = KeyFile::of_shares(&shares[..3]).expect("control");
        assert_eq!(whole.root().bytes(), KeyFile::of_shares(&shares[2..]).unwrap().root().bytes());
    }

    #[test]
    fn what_is_typed_as_people_type_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let share = key(folder.path()).shares().unwrap().remove(3);
        let printed = lines(&share);
        assert!(printed.iter().all(|line| line.len() == 19 && !line.contains(['I', 'L', 'O', 'U'])), "{printed:?}");
        let ways: [fn(&str) -> String; 4] = [
            |line| line.to_lowercase(),
            |line| line.replace(' ', "-"),
            |line| line.replace(' ', ""),
            |line| format!("  {} ", line.replace('0', "o").replace('1', "l")),
        ];
        for way in ways {
            let typed: Vec<String> = printed.iter().map(|line| way(line)).collect();
            let read = KeyShare::read(&typed).unwrap();
            assert_eq!((read.number(), *read.value, read.key()), (4, *share.value, share.key()));
        }
        assert!(matches!(KeyShare::read(&printed[..4]), Err(ShareError::Lines(4))));
    }

    proptest! {
        #[test]
        fn a_slip_is_named_by_its_line(line in 0_usize..5, at in 0_usize..16, sign in 0_usize..32, number in 0_usize..5) {
            let folder = tempfile::tempdir().unwrap();
            let shares = key(folder.path()).shares().unwrap();
            let mut typed = lines(&shares[number]);
            prop_assert!(KeyShare::read(&typed).is_ok(), "control");
            let mut signs: Vec<char> = typed[line].chars().filter(|sign| *sign != ' ').collect();
            let slip = char::from(SIGNS[sign]);
            prop_assume!(signs[at] != slip);
            signs[at] = slip;
            typed[line] = signs.into_iter().collect();
            // The number of the share stands in the first line, and each line's check counts it.
            let named = matches!(KeyShare::read(&typed), Err(ShareError::Line { line: told }) if told == line + 1);
            prop_assert!(named);
        }

        #[test]
        fn lines_of_other_places_do_not_pass(one in 0_usize..5, other in 0_usize..5, from in 0_usize..5) {
            let folder = tempfile::tempdir().unwrap();
            let shares = key(folder.path()).shares().unwrap();
            prop_assume!(one != other || from != 0);
            let mut typed = lines(&shares[0]);
            typed[one] = lines(&shares[from])[other].clone();
            // A first line of another share makes the second line the first that does not fit.
            let refused = matches!(KeyShare::read(&typed), Err(ShareError::Line { .. }));
            prop_assert!(refused);
        }

        #[test]
        fn nonsense_is_no_share(typed in proptest::collection::vec(".{0,40}", 0..7)) {
            prop_assert!(KeyShare::read(&typed).is_err());
        }
    }
}
