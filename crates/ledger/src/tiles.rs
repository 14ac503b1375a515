//! Tiles (C2SP `tlog-tiles`): the tree and the entries of a log as files that never change once they are full.

use std::fmt::Write as _;

use crate::merkle::{Merkle, leaf_hash, node_hash};

/// Hashes of a full tile, entries of a full bundle: a tile is a subtree of height 8.
pub const TILE_WIDTH: u16 = 256;
const WIDTH: u64 = TILE_WIDTH as u64;

/// What lies in a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TileKind {
    /// The entries themselves, each after its length in two bytes, big-endian.
    Entries,
    /// Hashes of this level: 0 for the leaves, each next for the roots of full tiles below.
    Hashes(u8),
}

/// Which tile: its file is [`TileName::path`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TileName {
    /// What lies in it.
    pub kind: TileKind,
    /// Number within its kind, from 0.
    pub number: u64,
    /// Hashes or entries in it: 1 to [`TILE_WIDTH`]; fewer than that make a partial tile.
    pub width: u16,
}

impl TileName {
    /// The file under the log's folder: `tile/<level>/<number>[.p/<width>]`, `tile/entries/<number>[.p/<width>]`, the
    /// number in groups of three digits, all but the last with an `x` before them.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = match self.kind {
            TileKind::Entries => "tile/entries/".to_owned(),
            TileKind::Hashes(level) => format!("tile/{level}/"),
        };
        let mut groups = vec![self.number % 1000];
        let mut rest = self.number / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        // Writing to a String cannot fail.
        for group in groups.iter().skip(1).rev() {
            let _ = write!(path, "x{group:03}/");
        }
        let _ = write!(path, "{:03}", groups.first().unwrap_or(&0));
        if self.width < TILE_WIDTH {
            let _ = write!(path, ".p/{}", self.width);
        }
        path
    }

    /// The tile whose file this is; none unless it is spelled as [`TileName::path`] spells it.
    #[must_use]
    pub fn parse(path: &str) -> Option<TileName> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(level.parse().ok()?),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok()?),
            None => (rest, TILE_WIDTH),
        };
        let digits = number.split('/').map(|group| group.strip_prefix('x').unwrap_or(group).parse::<u64>().ok());
        let number = digits.into_iter().try_fold(0_u64, |sum, group| sum.checked_mul(1000)?.checked_add(group?))?;
        let name = TileName { kind, number, width };
        (width > 0 && width <= TILE_WIDTH && name.path() == path).then_some(name)
    }

    /// Entries that a log must have for this tile to be.
    #[must_use]
    pub fn size_min(&self) -> u64 {
        let level = match self.kind {
            TileKind::Entries => 0,
            TileKind::Hashes(level) => u32::from(level),
        };
        let leaves = WIDTH.checked_pow(level);
        let hashes = self.number.checked_mul(WIDTH).and_then(|first| first.checked_add(u64::from(self.width)));
        leaves.zip(hashes).and_then(|(leaves, hashes)| leaves.checked_mul(hashes)).unwrap_or(u64::MAX)
    }
}

/// A tile: whole, or as far as its log has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// What lies in it.
    pub kind: TileKind,
    /// Number within its kind.
    pub number: u64,
    bytes: Vec<u8>,
    /// Where each hash or entry ends in `bytes`.
    ends: Vec<usize>,
}

impl Tile {
    fn new(kind: TileKind, number: u64) -> Tile {
        Tile { kind, number, bytes: Vec::new(), ends: Vec::new() }
    }

    fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.ends.push(self.bytes.len());
    }

    /// Hashes or entries in it.
    #[must_use]
    pub fn width(&self) -> u16 {
        u16::try_from(self.ends.len()).unwrap_or(TILE_WIDTH)
    }

    /// Its name as far as it has come.
    #[must_use]
    pub fn name(&self) -> TileName {
        self.name_at(self.width())
    }

    /// Its name when `width` hashes or entries were in it.
    #[must_use]
    pub fn name_at(&self, width: u16) -> TileName {
        TileName { kind: self.kind, number: self.number, width }
    }

    /// What lay in it at that width; none beyond its own.
    #[must_use]
    pub fn bytes_at(&self, width: u16) -> Option<&[u8]> {
        let last = usize::from(width).checked_sub(1)?;
        self.bytes.get(..*self.ends.get(last)?)
    }

    /// The `place`-th hash or entry, from 0, as it lies: an entry with its length before it.
    #[must_use]
    pub fn part(&self, place: u16) -> Option<&[u8]> {
        let place = usize::from(place);
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.bytes.get(start..*self.ends.get(place)?)
    }
}

/// A growing log as tiles. It keeps what is not full yet, and nothing else.
#[derive(Debug, Clone)]
pub struct Tiles {
    entries: Tile,
    /// One for each level.
    hashes: Vec<Tile>,
    tree: Merkle,
}

impl Default for Tiles {
    fn default() -> Tiles {
        let hashes = vec![Tile::new(TileKind::Hashes(0), 0)];
        Tiles { entries: Tile::new(TileKind::Entries, 0), hashes, tree: Merkle::default() }
    }
}

impl Tiles {
    /// Appends a leaf of at most [`crate::LEAF_BYTES_MAX`] bytes and gives the tiles that it made full.
    pub fn push(&mut self, leaf: &[u8]) -> Vec<Tile> {
        let length = u16::try_from(leaf.len()).unwrap_or(u16::MAX);
        self.entries.push(&[&length.to_be_bytes(), leaf].concat());
        let mut full: Vec<Tile> = taken_if_full(&mut self.entries).into_iter().collect();
        let hash = leaf_hash(leaf);
        self.tree.push(hash);
        self.push_hash(0, hash, &mut full);
        full
    }

    fn push_hash(&mut self, level: usize, hash: [u8; 32], full: &mut Vec<Tile>) {
        if self.hashes.len() == level {
            self.hashes.push(Tile::new(TileKind::Hashes(u8::try_from(level).unwrap_or(u8::MAX)), 0));
        }
        let Some(tile) = self.hashes.get_mut(level) else { return };
        tile.push(&hash);
        if let Some(tile) = taken_if_full(tile) {
            let root = root(&tile.bytes);
            full.push(tile);
            self.push_hash(level + 1, root, full);
        }
    }

    /// Number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Root of the tree.
    #[must_use]
    pub fn root(&self) -> [u8; 32] {
        self.tree.root()
    }

    /// The tiles that are neither full nor empty: with the full ones before them they are the log.
    pub fn partial(&self) -> impl Iterator<Item = &Tile> {
        std::iter::once(&self.entries).chain(&self.hashes).filter(|tile| tile.width() > 0)
    }
}

/// A full tile, out of the place where the next one begins.
fn taken_if_full(tile: &mut Tile) -> Option<Tile> {
    let next = Tile::new(tile.kind, tile.number + 1);
    (tile.width() == TILE_WIDTH).then(|| std::mem::replace(tile, next))
}

/// Root of the hashes of a full tile.
fn root(hashes: &[u8]) -> [u8; 32] {
    let mut row: Vec<[u8; 32]> = hashes.as_chunks::<32>().0.to_vec();
    while row.len() > 1 {
        row = row.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    row.into_iter().next().unwrap_or_default()
}
