//! As much of CBOR (RFC 8949) as is needed to tell where a map ends.

/// CTAP2 allows four levels.
const LEVELS_MAX: u32 = 4;

/// Whether `bytes` are one map and nothing after it, in the form that authenticators must use: definite lengths, no tags.
pub(crate) fn is_one_map(bytes: &[u8]) -> bool {
    let map = bytes.first().is_some_and(|head| head >> 5 == 5);
    map && after_item(bytes, LEVELS_MAX).is_some_and(<[u8]>::is_empty)
}

/// What follows the first item; none when it is cut short or of another form.
fn after_item(bytes: &[u8], levels: u32) -> Option<&[u8]> {
    let (head, rest) = bytes.split_first()?;
    let (argument, mut rest) = argument(head & 31, rest)?;
    match head >> 5 {
        // Numbers, and simple values with their floats: the argument is all.
        0 | 1 | 7 => Some(rest),
        2 => rest.get(usize::try_from(argument).ok()?..),
        3 => {
            let (text, rest) = rest.split_at_checked(usize::try_from(argument).ok()?)?;
            std::str::from_utf8(text).ok().map(|_| rest)
        }
        kind @ (4 | 5) => {
            let levels = levels.checked_sub(1)?;
            // A count that lies ends at the first item that is missing.
            for _ in 0..argument.checked_mul(u64::from(kind) - 3)? {
                rest = after_item(rest, levels)?;
            }
            Some(rest)
        }
        _ => None,
    }
}

/// The argument of a head and what follows it.
fn argument(short: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let length = match short {
        0..24 => return Some((u64::from(short), rest)),
        24..28 => 1_usize << (short - 24),
        _ => return None,
    };
    let (bytes, rest) = rest.split_at_checked(length)?;
    Some((bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The extensions that authenticators are known to answer with: `credProtect`, `hmac-secret`, `uvm`.
    fn samples() -> Vec<Vec<u8>> {
        let protect = [b"\xa1\x6bcredProtect\x03".as_slice()].concat();
        let secret = [b"\xa1\x6bhmac-secret\x58\x20".as_slice(), &[7; 32]].concat();
        let methods = b"\xa2\x63uvm\x81\x83\x02\x04\x02\x61x\xfb\0\0\0\0\0\0\0\0".to_vec();
        vec![vec![0xa0], protect, secret, methods]
    }

    #[test]
    fn a_whole_map_is_one_and_no_part_of_it() {
        for sample in samples() {
            assert!(is_one_map(&sample), "{sample:x?}");
            assert!((0..sample.len()).all(|end| !is_one_map(&sample[..end])), "{sample:x?}");
            assert!(!is_one_map(&[sample.as_slice(), &[0]].concat()), "something follows");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        let refused: [(&str, &[u8]); 7] = [
            ("no map", &[0x80]),
            ("an indefinite length", &[0xbf, 0xff]),
            ("a tag", &[0xa1, 0x01, 0xc0, 0x00]),
            ("a text that is no UTF-8", &[0xa1, 0x61, 0xff, 0x00]),
            ("a reserved length", &[0xa1, 0x01, 0x1c]),
            ("a count beyond every number", &[0xbb, 255, 255, 255, 255, 255, 255, 255, 255]),
            ("five levels", &[0xa1, 0x01, 0x81, 0x81, 0x81, 0x80]),
        ];
        for (why, bytes) in refused {
            assert!(!is_one_map(bytes), "{why}");
        }
        assert!(is_one_map(&[0xa1, 0x01, 0x81, 0x81, 0x80]), "control: four levels");
    }

    proptest! {
        #[test]
        fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = is_one_map(&[&[0xbb], bytes.as_slice()].concat());
        }
    }
}
