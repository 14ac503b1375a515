use vault::sha256;

/// Hash of a leaf in the tree: SHA-256(0x00 ‖ leaf) (RFC 6962, 2.1).
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> [u8; 32] {
    sha256(&[&[0], leaf].concat())
}

/// Hash of two subtrees: SHA-256(0x01 ‖ left ‖ right) (RFC 6962, 2.1).
pub(crate) fn node_hash(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    sha256(&[&[1], left.as_slice(), right.as_slice()].concat())
}

/// The root of the RFC 6962 tree over these leaf hashes, in memory of the logarithm of their number.
#[must_use]
pub fn merkle_root(leaf_hashes: impl Iterator<Item = [u8; 32]>) -> [u8; 32] {
    let mut tree = Merkle::default();
    leaf_hashes.for_each(|hash| tree.push(hash));
    tree.root()
}

/// A growing RFC 6962 tree that keeps only the roots of its whole subtrees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merkle {
    /// Whole subtrees from the largest to the smallest: height and root.
    whole: Vec<(u32, [u8; 32])>,
    size: u64,
}

impl Merkle {
    /// Appends one leaf hash.
    pub fn push(&mut self, leaf_hash: [u8; 32]) {
        let (mut height, mut hash) = (0, leaf_hash);
        while let Some((_, left)) = self.whole.pop_if(|(left_height, _)| *left_height == height) {
            hash = node_hash(&left, &hash);
            height += 1;
        }
        self.whole.push((height, hash));
        self.size += 1;
    }

    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root; of an empty tree SHA-256 of nothing.
    #[must_use]
    pub fn root(&self) -> [u8; 32] {
        let smallest_first = self.whole.iter().rev().map(|(_, hash)| *hash);
        smallest_first.reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(|| sha256(&[]))
    }
}
