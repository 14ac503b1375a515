//! The leaf's format, which is for ever.

use ledger::{LEAF_BYTES_MAX, Leaf, LeafError, leaf_hash, origin_of};
use proptest::prelude::*;
use uuid::Uuid;
use vault::hex;

const GOLDEN: &[u8] = include_bytes!("golden/leaf-1.txt");

fn golden_leaf() -> Leaf {
    Leaf {
        origin: origin_of("chhattisgarh", "acts"),
        time_ms: 1_767_225_600_000,
        kind: "note_submitted".to_owned(),
        ids: vec![
            ("proposal".to_owned(), Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001)),
            ("revision".to_owned(), Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0002)),
        ],
        payload: vault::sha256(b"payload"),
        texts: vec![(
            Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0003),
            vault::hmac_sha256(b"salt", "निर्णय".as_bytes()),
        )],
    }
}

fn any_leaf() -> impl Strategy<Value = Leaf> {
    let word = || "[a-z_]{1,20}";
    let hash = any::<[u8; 32]>();
    let id = any::<u128>().prop_map(Uuid::from_u128);
    (
        "[a-zA-Z0-9._/-]{1,60}",
        0..=i64::MAX,
        word(),
        prop::collection::vec((word().prop_map(String::from), id.clone()), 0..6),
        hash,
        prop::collection::vec((id, hash), 0..6),
    )
        .prop_map(|(origin, time_ms, kind, ids, payload, texts)| Leaf {
            origin,
            time_ms,
            kind,
            ids,
            payload,
            texts,
        })
}

#[test]
fn the_golden_leaf_is_written_and_read_as_ever() {
    let leaf = golden_leaf();
    assert_eq!(String::from_utf8_lossy(&leaf.write().unwrap()), String::from_utf8_lossy(GOLDEN));
    assert_eq!(Leaf::parse(GOLDEN).unwrap(), leaf);
    assert_eq!(hex(&leaf_hash(GOLDEN)), include_str!("golden/leaf-1.hash").trim_end());
}

proptest! {
    #[test]
    fn what_is_written_is_read(leaf in any_leaf()) {
        let bytes = leaf.write().unwrap();
        prop_assert_eq!(Leaf::parse(&bytes).unwrap(), leaf);
    }

    #[test]
    fn whatever_is_read_is_spelled_as_written(leaf in any_leaf(), place in any::<prop::sample::Index>(), byte in any::<u8>(), way in 0..3) {
        let mut bytes = leaf.write().unwrap();
        let place = place.index(bytes.len());
        match way {
            0 => bytes[place] = byte,
            1 => bytes.insert(place, byte),
            _ => drop(bytes.remove(place)),
        }
        if let Ok(read) = Leaf::parse(&bytes) {
            prop_assert_eq!(read.write().unwrap(), bytes);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Leaf::parse(&bytes).is_err());
    }
}

#[test]
fn other_spellings_are_refused() {
    let text = std::str::from_utf8(GOLDEN).unwrap();
    let refused = |changed: &str| {
        assert_ne!(changed, text, "the change must be one");
        Leaf::parse(changed.as_bytes()).unwrap_err()
    };
    assert_eq!(refused(text.trim_end()), LeafError::NotText);
    assert_eq!(refused(&text.replace("leaf/1", "leaf/2")), LeafError::Line { number: 1, expected: "ecabinet-leaf/1" });
    assert_eq!(
        refused(&text.replace("leaf/1\n", "leaf/1\r\n")),
        LeafError::Line { number: 1, expected: "ecabinet-leaf/1" }
    );
    assert_eq!(refused(&text.replace("time ", "time +")), LeafError::Spelling);
    assert_eq!(refused(&text.replace("time ", "time 0")), LeafError::Spelling);
    assert!(matches!(refused(&text.replace("time ", "time -")), LeafError::Value { line: "time", .. }));
    assert!(matches!(refused(&text.replace("time ", "time  ")), LeafError::Value { line: "time", .. }));
    assert_eq!(
        refused(&text.replace("0192", "{0192")),
        LeafError::Value { line: "id", value: "{01920000-0000-7000-8000-000000000001".to_owned() }
    );
    assert_eq!(refused(&text.replace("0192", "urn:uuid:0192")), LeafError::Spelling);
    assert!(matches!(refused(&text.replace("note_submitted", "Note")), LeafError::Value { line: "kind", .. }));
    assert!(matches!(refused(&text.replace("id proposal", "id का")), LeafError::Value { line: "id", .. }));
    assert_eq!(refused(&format!("{text}\n")), LeafError::Line { number: 9, expected: "text" });
    assert_eq!(refused(&format!("{text}more\n")), LeafError::Line { number: 9, expected: "text" });
    assert_eq!(refused(&text.replace("kind ", "id ")), LeafError::Line { number: 4, expected: "kind" });
    let payload = text.lines().find(|line| line.starts_with("payload")).unwrap();
    assert!(matches!(
        refused(&text.replace(payload, &payload.to_uppercase().replace("PAYLOAD", "payload"))),
        LeafError::Value { line: "payload", .. }
    ));
    assert_eq!(refused(&text.replace(&format!("{payload}\n"), "")), LeafError::Line { number: 7, expected: "payload" });
}

#[test]
fn what_cannot_stand_in_a_leaf_is_not_written() {
    for (line, leaf) in [
        ("origin", Leaf { origin: "a b".to_owned(), ..golden_leaf() }),
        ("origin", Leaf { origin: String::new(), ..golden_leaf() }),
        ("kind", Leaf { kind: "a\nb".to_owned(), ..golden_leaf() }),
        ("kind", Leaf { kind: "a".repeat(256), ..golden_leaf() }),
        ("time", Leaf { time_ms: -1, ..golden_leaf() }),
        ("id", Leaf { ids: vec![("बैठक".to_owned(), Uuid::nil())], ..golden_leaf() }),
    ] {
        assert!(matches!(leaf.write(), Err(LeafError::Value { line: found, .. }) if found == line));
    }
}

#[test]
fn the_longest_leaf_fits_and_one_more_text_does_not() {
    let mut leaf = Leaf { texts: Vec::new(), ..golden_leaf() };
    let line_bytes = "text ".len() + 36 + 1 + 64 + 1;
    let fitting = (LEAF_BYTES_MAX - leaf.write().unwrap().len()) / line_bytes;
    leaf.texts = vec![(Uuid::nil(), [0; 32]); fitting];
    let bytes = leaf.write().unwrap();
    assert!(bytes.len() <= LEAF_BYTES_MAX);
    assert_eq!(Leaf::parse(&bytes).unwrap(), leaf);
    leaf.texts.push((Uuid::nil(), [0; 32]));
    assert!(matches!(leaf.write(), Err(LeafError::TooLong(_))));
    assert!(matches!(Leaf::parse(&[b'a'; LEAF_BYTES_MAX + 1]), Err(LeafError::TooLong(_))));
}
