//! The tree against the definition in RFC 6962, 2.1.

use ledger::{Merkle, leaf_hash, merkle_root};
use proptest::prelude::*;
use vault::{hex, sha256};

/// MTH of RFC 6962, 2.1, word for word: split at the largest power of two below the size.
fn by_definition(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => sha256(&[]),
        [leaf] => *leaf,
        _ => {
            let mut split = 1;
            while split * 2 < leaves.len() {
                split *= 2;
            }
            let (left, right) = leaves.split_at(split);
            sha256(&[&[1], by_definition(left).as_slice(), by_definition(right).as_slice()].concat())
        }
    }
}

fn leaves(count: usize) -> Vec<[u8; 32]> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

#[test]
fn every_size_up_to_three_hundred() {
    for count in 0..300 {
        let leaves = leaves(count);
        assert_eq!(merkle_root(leaves.iter().copied()), by_definition(&leaves), "{count} leaves");
    }
}

#[test]
fn published_hashes() {
    // SHA-256 of nothing; RFC 6962 leaf hash of nothing.
    assert_eq!(hex(&merkle_root([].into_iter())), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(hex(&leaf_hash(b"")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

proptest! {
    #[test]
    fn any_changed_leaf_changes_the_root(count in 1..2000_usize, place in any::<prop::sample::Index>()) {
        let mut leaves = leaves(count);
        let root = merkle_root(leaves.iter().copied());
        prop_assert_eq!(root, by_definition(&leaves));
        leaves[place.index(count)][0] ^= 1;
        prop_assert_ne!(merkle_root(leaves.iter().copied()), root);
    }

    #[test]
    fn a_grown_tree_is_the_tree(first in 0..200_usize, more in 0..200_usize) {
        let mut tree = Merkle::default();
        let all = leaves(first + more);
        let (begun, rest) = all.split_at(first);
        begun.iter().for_each(|leaf| tree.push(*leaf));
        prop_assert_eq!(tree.root(), by_definition(begun));
        rest.iter().for_each(|leaf| tree.push(*leaf));
        prop_assert_eq!(tree.root(), by_definition(&all));
        prop_assert_eq!(tree.size(), all.len() as u64);
    }
}
