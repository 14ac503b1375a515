//! Proofs of RFC 6962, 2.1.1 and 2.1.2, and the file of one proof (C2SP `tlog-proof`).

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::merkle::{leaf_hash, merkle_root, node_hash};
use crate::note::VerifierKey;

const HEADING: &str = "c2sp.org/tlog-proof@v1";
/// A tree of 2⁶⁴ leaves has paths of this length.
const PATH_MAX: usize = 64;

/// The largest power of two below `size`, which is at least 2.
fn split(size: usize) -> usize {
    size.next_power_of_two() / 2
}

fn root(leaf_hashes: &[[u8; 32]]) -> [u8; 32] {
    merkle_root(leaf_hashes.iter().copied())
}

/// The path from the leaf `index` to the root of the tree over these leaf hashes, its sibling first; none when there is
/// no such leaf.
#[must_use]
pub fn inclusion_proof(leaf_hashes: &[[u8; 32]], index: usize) -> Option<Vec<[u8; 32]>> {
    if index >= leaf_hashes.len() {
        return None;
    }
    let (mut tree, mut index, mut path) = (leaf_hashes, index, Vec::new());
    while tree.len() > 1 {
        let (left, right) = tree.split_at_checked(split(tree.len()))?;
        let other;
        if index < left.len() {
            (tree, other) = (left, right);
        } else {
            index -= left.len();
            (tree, other) = (right, left);
        }
        path.push(root(other));
    }
    path.reverse();
    Some(path)
}

/// Whether `path` leads from this leaf hash at `index` to the root of a tree of `size` leaves.
#[must_use]
pub fn proves_inclusion(leaf_hash: [u8; 32], index: u64, size: u64, path: &[[u8; 32]], root: [u8; 32]) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf_hash);
    for other in path {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = node_hash(other, &hash);
            // A node without a sibling stands for itself on the level above.
            let up = if at % 2 == 1 { 0 } else { at.trailing_zeros() };
            at = at.checked_shr(up).unwrap_or(0);
            last = last.checked_shr(up).unwrap_or(0);
        } else {
            hash = node_hash(&hash, other);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// The proof that the tree over the first `from` of these leaf hashes is the beginning of the tree over all; none when
/// there are not so many, or `from` is 0.
#[must_use]
pub fn consistency_proof(leaf_hashes: &[[u8; 32]], from: usize) -> Option<Vec<[u8; 32]>> {
    if from == 0 || from > leaf_hashes.len() {
        return None;
    }
    let (mut tree, mut from, mut whole, mut path) = (leaf_hashes, from, true, Vec::new());
    while from < tree.len() {
        let (left, right) = tree.split_at_checked(split(tree.len()))?;
        if from <= left.len() {
            path.push(root(right));
            tree = left;
        } else {
            path.push(root(left));
            from -= left.len();
            tree = right;
            whole = false;
        }
    }
    if !whole {
        path.push(root(tree));
    }
    path.reverse();
    Some(path)
}

/// Whether `path` proves that the tree of `from` leaves with root `old` is the beginning of that of `to` leaves with
/// root `new`. Of an empty tree nothing can be proved.
#[must_use]
pub fn proves_consistency(from: u64, old: [u8; 32], to: u64, new: [u8; 32], path: &[[u8; 32]]) -> bool {
    if from == 0 || from > to {
        return false;
    }
    if from == to {
        return path.is_empty() && old == new;
    }
    // The old root is itself the first node where the old tree is one whole subtree.
    let (first, rest) = match path.split_first() {
        Some(_) if from.is_power_of_two() => (old, path),
        Some((first, rest)) => (*first, rest),
        None => return false,
    };
    let up = (from - 1).trailing_ones();
    let (mut at, mut last) = ((from - 1).checked_shr(up).unwrap_or(0), (to - 1).checked_shr(up).unwrap_or(0));
    let (mut old_hash, mut new_hash) = (first, first);
    for other in rest {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            old_hash = node_hash(other, &old_hash);
            new_hash = node_hash(other, &new_hash);
            let up = if at % 2 == 1 { 0 } else { at.trailing_zeros() };
            at = at.checked_shr(up).unwrap_or(0);
            last = last.checked_shr(up).unwrap_or(0);
        } else {
            new_hash = node_hash(&new_hash, other);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == old && new_hash == new
}

/// The proof of one entry, to be kept beside what it proves: a file `.tlog-proof`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryProof {
    /// Number of the entry, from 0.
    pub index: u64,
    /// The path from its leaf hash to the root of the checkpoint.
    pub path: Vec<[u8; 32]>,
    /// The checkpoint, as it was signed.
    pub checkpoint: String,
}

/// Why an entry is not proved.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The file is not one of a proof.
    #[error("it is not the file of a proof")]
    Malformed,
    /// Its checkpoint counts for nothing.
    #[error("its checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The path does not lead from this entry to the checkpoint's root.
    #[error("it does not prove this entry")]
    Path,
}

impl EntryProof {
    /// The file's text.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!("{HEADING}\nindex {}\n", self.index);
        for hash in &self.path {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}", STANDARD.encode(hash));
        }
        text + "\n" + &self.checkpoint
    }

    /// Reads exactly what [`EntryProof::write`] writes.
    ///
    /// # Errors
    /// [`ProofError::Malformed`]. The checkpoint within is not read yet.
    pub fn parse(bytes: &[u8]) -> Result<EntryProof, ProofError> {
        let text = std::str::from_utf8(bytes).map_err(|_| ProofError::Malformed)?;
        let read = || {
            let (head, checkpoint) = text.split_once("\n\n")?;
            let mut lines = head.split('\n');
            let heading = lines.next()?;
            let index = lines.next()?.strip_prefix("index ")?.parse().ok()?;
            let path: Option<Vec<[u8; 32]>> = lines.map(|line| STANDARD.decode(line).ok()?.try_into().ok()).collect();
            let path = path.filter(|path| path.len() <= PATH_MAX)?;
            (heading == HEADING).then(|| EntryProof { index, path, checkpoint: checkpoint.to_owned() })
        };
        let proof: EntryProof = read().ok_or(ProofError::Malformed)?;
        if proof.write() == text { Ok(proof) } else { Err(ProofError::Malformed) }
    }

    /// Whether `leaf` stands at this number in the log of `key`, whose name is the log's origin.
    ///
    /// # Errors
    /// [`ProofError`].
    pub fn verify(&self, leaf: &[u8], key: &VerifierKey) -> Result<(), ProofError> {
        let signed = SignedCheckpoint::parse(self.checkpoint.as_bytes(), key.name())?;
        signed.verify(key)?;
        let tree = &signed.checkpoint;
        let proved = proves_inclusion(leaf_hash(leaf), self.index, tree.size, &self.path, tree.root);
        if proved { Ok(()) } else { Err(ProofError::Path) }
    }
}
