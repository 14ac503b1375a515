//! Notes, checkpoints, tiles and proofs: against definitions written as the formats write them, and against a log made
//! by another program (`golden/log`).
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use ledger::{
    Checkpoint, CheckpointError, EntryProof, Note, NoteError, ProofError, SignedCheckpoint, Signer, TILE_WIDTH, Tile,
    TileKind, TileName, Tiles, VerifierKey, consistency_proof, inclusion_proof, leaf_hash, proves_consistency,
    proves_inclusion,
};
use proptest::prelude::*;
use vault::{Key, sha256};

type Hash = [u8; 32];

fn split(size: usize) -> usize {
    let mut split = 1;
    while split * 2 < size {
        split *= 2;
    }
    split
}

fn node(left: Hash, right: Hash) -> Hash {
    sha256(&[&[1], left.as_slice(), right.as_slice()].concat())
}

/// MTH of RFC 6962, 2.1.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha256(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(mth(left), mth(right))
        }
    }
}

/// PATH of RFC 6962, 2.1.1.
fn path(m: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut found, other) = if m < k { (path(m, left), right) } else { (path(m - k, right), left) };
    found.push(mth(other));
    found
}

/// SUBPROOF of RFC 6962, 2.1.2.
fn subproof(m: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if whole { Vec::new() } else { vec![mth(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut found, other) =
        if m <= k { (subproof(m, left, whole), right) } else { (subproof(m - k, right, false), left) };
    found.push(mth(other));
    found
}

fn leaf(number: usize) -> Vec<u8> {
    format!("leaf {number}\n{}", ".".repeat(number % 5)).into_bytes()
}

fn hashes(count: usize) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&leaf(number))).collect()
}

fn signer(name: &str) -> Signer {
    Signer::new(name, &Key::from_bytes([3; 32])).unwrap()
}

#[test]
fn every_inclusion_and_consistency_up_to_forty() {
    let (mut inclusions, mut consistencies) = (0, 0);
    for size in 1..=40 {
        let leaves = hashes(size);
        let root = mth(&leaves);
        for index in 0..size {
            let found = inclusion_proof(&leaves, index).unwrap();
            assert_eq!(found, path(index, &leaves), "{index} of {size}");
            // It proves this leaf, at this number, in this size, and no other.
            for (number, leaf) in leaves.iter().enumerate() {
                for at in 0..size + 2 {
                    let proves = proves_inclusion(*leaf, at as u64, size as u64, &found, root);
                    assert_eq!(proves, number == index && at == index, "{index} of {size}: {number} at {at}");
                }
            }
            inclusions += 1;
        }
        assert_eq!(inclusion_proof(&leaves, size), None);
        for from in 1..=size {
            let found = consistency_proof(&leaves, from).unwrap();
            assert_eq!(found, subproof(from, &leaves, true), "{from} to {size}");
            for other in 0..=size + 1 {
                let old = mth(&leaves[..other.min(size)]);
                let proves = proves_consistency(other as u64, old, size as u64, root, &found);
                assert_eq!(proves, other == from, "{from} to {size}, asked for {other}");
            }
            consistencies += 1;
        }
        assert_eq!((consistency_proof(&leaves, 0), consistency_proof(&leaves, size + 1)), (None, None));
    }
    println!("{inclusions} inclusion and {consistencies} consistency proofs, each refused for every other place");
}

proptest! {
    #[test]
    fn large_trees_are_proved_and_any_changed_hash_is_refused(
        size in 2..3000_usize, index in any::<prop::sample::Index>(), from in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(), bit in 0..256_usize,
    ) {
        let leaves = hashes(size);
        let (index, from, root) = (index.index(size), 1 + from.index(size - 1), mth(&leaves));
        let (mut included, mut consistent) = (inclusion_proof(&leaves, index).unwrap(), consistency_proof(&leaves, from).unwrap());
        prop_assert_eq!(&included, &path(index, &leaves));
        prop_assert_eq!(&consistent, &subproof(from, &leaves, true));
        let old = mth(&leaves[..from]);
        let includes = |path: &[Hash]| proves_inclusion(leaves[index], index as u64, size as u64, path, root);
        let follows = |path: &[Hash]| proves_consistency(from as u64, old, size as u64, root, path);
        prop_assert!(includes(&included) && follows(&consistent));
        let (place, other) = (at.index(included.len()), at.index(consistent.len()));
        included[place][bit / 8] ^= 1 << (bit % 8);
        consistent[other][bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!includes(&included) && !follows(&consistent));
        included[place][bit / 8] ^= 1 << (bit % 8);
        included.pop();
        prop_assert!(!includes(&included), "a path cut off");
    }

    #[test]
    fn a_name_is_its_path(number in any::<u64>(), width in 1..=TILE_WIDTH, level in 0..64_u8, entries: bool) {
        let kind = if entries { TileKind::Entries } else { TileKind::Hashes(level) };
        let name = TileName { kind, number, width };
        prop_assert_eq!(TileName::parse(&name.path()), Some(name));
    }

    #[test]
    fn no_text_is_read_as_another(text in "(tile/)?(entries|[0-9]{1,2}|x)/(x?[0-9]{1,4}/)?x?[0-9]{2,4}(\\.p/[0-9]{1,3})?") {
        if let Some(name) = TileName::parse(&text) {
            prop_assert_eq!(name.path(), text);
        }
    }

    #[test]
    fn notes_come_back(text in "[a-zक-ह /\n]{0,60}\n", name in "[a-z/.-]{1,20}") {
        let signer = signer(&name);
        let written = signer.sign(&text);
        let note = Note::parse(written.as_bytes()).unwrap();
        prop_assert_eq!(note.text(), &text);
        prop_assert_eq!(note.verify(signer.verifier()), Ok(()));
        prop_assert_eq!(&signer.verifier().to_string().parse::<VerifierKey>().unwrap(), signer.verifier());
    }
}

#[test]
fn paths_as_the_format_gives_them() {
    let path = |kind, number, width| TileName { kind, number, width }.path();
    assert_eq!(path(TileKind::Hashes(0), 0, 256), "tile/0/000");
    assert_eq!(path(TileKind::Hashes(3), 1_234_067, 256), "tile/3/x001/x234/067");
    assert_eq!(path(TileKind::Entries, 273, 112), "tile/entries/273.p/112");
    for wrong in [
        "tile/0/1234",
        "tile/0/x001/67",
        "tile/00/000",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/0/000.p/007",
        "tile/0/x000/000",
        "tile/0/000/",
        "tile/0/x000",
        "tile/-1/000",
        "checkpoint",
        "tile/0/001/067",
        "tile/0/+01",
    ] {
        assert_eq!(TileName::parse(wrong), None, "{wrong}");
    }
    let size_min = |kind, number, width| TileName { kind, number, width }.size_min();
    assert_eq!(size_min(TileKind::Hashes(1), 0, 17), 17 * 256);
    assert_eq!(size_min(TileKind::Entries, 273, 112), 70_000);
    assert_eq!(size_min(TileKind::Hashes(63), u64::MAX, 1), u64::MAX);
}

/// Every file of a log of these leaves, as the format defines it.
fn files_by_definition(leaves: &[Vec<u8>]) -> BTreeMap<String, Vec<u8>> {
    let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    let mut files = BTreeMap::new();
    let mut add = |kind, number: usize, parts: Vec<Vec<u8>>| {
        let width = u16::try_from(parts.len()).unwrap();
        files.insert(TileName { kind, number: number as u64, width }.path(), parts.concat());
    };
    for (number, bundle) in leaves.chunks(256).enumerate() {
        let parts =
            bundle.iter().map(|leaf| [&u16::try_from(leaf.len()).unwrap().to_be_bytes(), leaf.as_slice()].concat());
        add(TileKind::Entries, number, parts.collect());
    }
    for level in 0..3_u8 {
        let below = 256_usize.pow(level.into());
        let row: Vec<Vec<u8>> = hashes.chunks_exact(below).map(|leaves| mth(leaves).to_vec()).collect();
        row.chunks(256).enumerate().for_each(|(number, tile)| add(TileKind::Hashes(level), number, tile.to_vec()));
    }
    files
}

fn files(tiles: &Tiles, full: &[Tile]) -> BTreeMap<String, Vec<u8>> {
    full.iter()
        .chain(tiles.partial())
        .map(|tile| (tile.name().path(), tile.bytes_at(tile.width()).unwrap().to_vec()))
        .collect()
}

#[test]
fn tiles_of_growing_logs() {
    let leaves: Vec<Vec<u8>> = (0..66_100).map(leaf).collect();
    let (mut tiles, mut full) = (Tiles::default(), Vec::new());
    let sizes = [0, 1, 2, 255, 256, 257, 300, 511, 512, 513, 65_535, 65_536, 65_537, 66_100];
    let mut compared = 0;
    for size in sizes {
        while tiles.size() < size {
            full.extend(tiles.push(&leaves[tiles.size() as usize]));
        }
        let expected = files_by_definition(&leaves[..size as usize]);
        let found = files(&tiles, &full);
        assert!(found == expected, "{size} leaves: {:?} and {:?}", found.keys(), expected.keys());
        assert!(found.keys().all(|path| TileName::parse(path).unwrap().size_min() <= size));
        compared += found.len();
        if size < 1000 {
            let hashes: Vec<Hash> = leaves[..size as usize].iter().map(|leaf| leaf_hash(leaf)).collect();
            assert_eq!(tiles.root(), mth(&hashes));
        }
    }
    assert!(files_by_definition(&leaves).contains_key("tile/2/000.p/1"), "control: three levels");
    let last = tiles.partial().next().unwrap();
    assert_eq!((last.bytes_at(0), last.bytes_at(last.width() + 1)), (None, None));
    let first = full.first().unwrap();
    assert_eq!(first.kind, TileKind::Entries);
    let parts: Vec<u8> = (0..7).flat_map(|place| first.part(place).unwrap().to_vec()).collect();
    assert_eq!(first.bytes_at(7), Some(parts.as_slice()));
    println!("{compared} tiles compared with their definition");
}

#[test]
fn a_changed_bit_of_a_checkpoint_or_proof_is_refused() {
    let leaves = hashes(21);
    let signer = signer("ecabinet/test/acts");
    let checkpoint = Checkpoint { origin: "ecabinet/test/acts".to_owned(), size: 21, root: mth(&leaves) };
    let proof =
        EntryProof { index: 13, path: inclusion_proof(&leaves, 13).unwrap(), checkpoint: checkpoint.sign(&signer) };
    let judge =
        |bytes: &[u8]| -> Result<(), ProofError> { EntryProof::parse(bytes)?.verify(&leaf(13), signer.verifier()) };
    let good = proof.write();
    assert_eq!(judge(good.as_bytes()), Ok(()), "control");
    assert_eq!(EntryProof::parse(good.as_bytes()).unwrap().verify(&leaf(12), signer.verifier()), Err(ProofError::Path));
    for bit in 0..good.len() * 8 {
        let mut changed = good.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(judge(&changed).is_err(), "bit {bit}: {:?}", String::from_utf8_lossy(&changed));
    }
    println!("{} bits of a proof with its checkpoint, each refused", good.len() * 8);
}

#[test]
fn what_is_no_note_checkpoint_or_key_is_refused() {
    let signer = signer("ecabinet/test/acts");
    let other = Signer::new("ecabinet/test/acts", &Key::from_bytes([4; 32])).unwrap();
    let text = "ecabinet/test/acts\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    let good = signer.sign(text);
    let read = |bytes: &str| SignedCheckpoint::parse(bytes.as_bytes(), "ecabinet/test/acts");
    assert_eq!(read(&good).unwrap().verify(signer.verifier()), Ok(()), "control");
    let both = format!("{good}{}", other.sign(text).split_once("\n\n").unwrap().1);
    assert_eq!(read(&both).unwrap().verify(signer.verifier()), Ok(()), "a signature of another key is passed over");
    assert_eq!(
        read(&other.sign(text)).unwrap().verify(signer.verifier()),
        Err(NoteError::Unsigned("ecabinet/test/acts".to_owned()).into())
    );
    for wrong in
        ["", "text\n", "text\n\n", "\u{2014} a AAAAAAA=\n", "t\n\n\u{2014} a AAAA\n", "t\r\n\n\u{2014} a AAAAAAA=\n"]
    {
        assert_eq!(Note::parse(wrong.as_bytes()), Err(NoteError::Malformed), "{wrong:?}");
    }
    assert!(Note::parse("t\n\n\u{2014} a AAAAAAA=\n".as_bytes()).is_ok(), "control");
    let sixteen = format!("{}{}", signer.sign(text), "\u{2014} a AAAAAAA=\n".repeat(15));
    assert!(Note::parse(sixteen.as_bytes()).is_ok());
    assert_eq!(Note::parse(format!("{sixteen}\u{2014} a AAAAAAA=\n").as_bytes()), Err(NoteError::Malformed));
    for (wrong, error) in [
        (text.replace("\n0\n", "\n00\n"), CheckpointError::Text),
        (text.replace("\n0\n", "\n+0\n"), CheckpointError::Text),
        (format!("{text}more\n"), CheckpointError::Text),
        (text.replace("test", "best"), CheckpointError::Origin("ecabinet/best/acts".to_owned())),
    ] {
        assert_eq!(read(&signer.sign(&wrong)), Err(error), "{wrong}");
    }
    let key = signer.verifier().to_string();
    for wrong in
        [key.replace("test", "best"), key.replacen('+', " ", 1), key[..key.len() - 4].to_owned(), format!("{key}=")]
    {
        assert_eq!(wrong.parse::<VerifierKey>(), Err(NoteError::VerifierKey), "{wrong}");
    }
    for wrong in ["", "a b", "a+b", "a\u{2003}b", "a\nb"] {
        assert!(Signer::new(wrong, &Key::from_bytes([4; 32])).is_err(), "{wrong:?}");
    }
}

/// A log of 300 entries with its key, checkpoint, tiles and proofs, written by another program from the formats'
/// descriptions.
#[test]
fn the_golden_log_is_made_the_same() {
    let golden = |name: &str| std::fs::read(format!("tests/golden/log/{name}")).unwrap();
    let leaf = |number: usize| format!("golden entry {number} {}\n", ".".repeat(number % 7)).into_bytes();
    let origin = "ecabinet/golden/acts";
    let seed: [u8; 32] = std::array::from_fn(|place| u8::try_from(place).unwrap());
    let signer = Signer::new(origin, &Key::from_bytes(seed)).unwrap();
    let key = String::from_utf8(golden("verifier-key.txt")).unwrap();
    assert_eq!(format!("{}\n", signer.verifier()), key);
    let (mut tiles, mut full) = (Tiles::default(), Vec::new());
    (0..300).for_each(|number| full.extend(tiles.push(&leaf(number))));
    let found = files(&tiles, &full);
    assert_eq!(found.len(), 5);
    for (path, bytes) in &found {
        assert!(*bytes == golden(path), "{path}");
    }
    let checkpoint = Checkpoint { origin: origin.to_owned(), size: 300, root: tiles.root() };
    assert_eq!(checkpoint.sign(&signer).into_bytes(), golden("checkpoint"));
    let hashes: Vec<Hash> = (0..300).map(|number| leaf_hash(&leaf(number))).collect();
    let written = golden("checkpoint");
    let path = inclusion_proof(&hashes, 257).unwrap();
    let proof = EntryProof { index: 257, path, checkpoint: String::from_utf8(written).unwrap() };
    assert_eq!(proof.write().into_bytes(), golden("entry-257.tlog-proof"));
    assert_eq!(proof.verify(&leaf(257), signer.verifier()), Ok(()));
    let consistency = String::from_utf8(golden("consistency-200-300.txt")).unwrap();
    let encode = |hash: &Hash| {
        let one = Checkpoint { origin: "o".to_owned(), size: 0, root: *hash }.text();
        one.lines().nth(2).unwrap().to_owned()
    };
    let mut lines = consistency.lines();
    assert_eq!(lines.next().unwrap(), encode(&ledger::merkle_root(hashes[..200].iter().copied())));
    let proof = consistency_proof(&hashes, 200).unwrap();
    assert_eq!(proof.iter().map(encode).collect::<Vec<_>>(), lines.collect::<Vec<_>>());
}
