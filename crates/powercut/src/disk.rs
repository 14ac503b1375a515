//! One disk: its files and folders, what of them is durable, and what goes wrong with it.

use crate::chance::Chance;
use crate::file::File;
use fuser::Errno;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::time::SystemTime;

/// A file or folder of a disk.
pub(crate) type Node = u32;
/// A disk's top folder.
pub(crate) const TOP: Node = 1;

/// What a cut leaves beside what was synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing: the least that a disk must keep.
    Synced,
    /// By this seed, of every sector that was not synced some version since, and of the changes of names that were not
    /// synced either the first so many (a journal) or any (no order); a renaming happens wholly or not.
    Torn(u64),
    /// Everything, durable or not: the machine runs on and only the programs end. What waits for a sync waits on.
    Cache,
}

/// When a disk is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the operation that follows after so many.
    Operations(u64),
    /// Before the sync that follows after so many: all was written and nothing of it is durable yet.
    Syncs(u64),
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    File(File),
    /// Names, live and durable.
    Folder(BTreeMap<OsString, Node>, BTreeMap<OsString, Node>),
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) content: Content,
    pub(crate) mode: u16,
    pub(crate) changed: SystemTime,
}

/// Names that change together or not at all.
#[derive(Clone, Debug)]
struct Renamed(Vec<(Node, OsString, Option<Node>)>);

/// Everything about one disk.
#[derive(Clone, Debug)]
pub(crate) struct State {
    nodes: BTreeMap<Node, Entry>,
    next: Node,
    waiting: Vec<Renamed>,
    pub(crate) operations: u64,
    pub(crate) syncs: u64,
    pub(crate) cut_at: Option<(Moment, Kept)>,
    pub(crate) image: Option<Box<State>>,
    pub(crate) lying: bool,
    /// From which sync on, up to which, and what of their content arrived.
    pub(crate) fail_syncs: Option<(u64, u64, Kept)>,
    pub(crate) syncs_failed: u64,
    pub(crate) bytes_max: Option<u64>,
    pub(crate) refused_full: u64,
}

impl State {
    pub(crate) fn empty() -> Self {
        let content = Content::Folder(BTreeMap::new(), BTreeMap::new());
        let top = Entry { content, mode: 0o755, changed: SystemTime::UNIX_EPOCH };
        Self::of(BTreeMap::from([(TOP, top)]), TOP + 1)
    }

    fn of(nodes: BTreeMap<Node, Entry>, next: Node) -> Self {
        Self {
            nodes,
            next,
            waiting: Vec::new(),
            operations: 0,
            syncs: 0,
            cut_at: None,
            image: None,
            lying: false,
            fail_syncs: None,
            syncs_failed: 0,
            bytes_max: None,
            refused_full: 0,
        }
    }

    pub(crate) fn entry(&self, node: Node) -> Result<&Entry, Errno> {
        self.nodes.get(&node).ok_or(Errno::ENOENT)
    }

    pub(crate) fn names(&self, folder: Node) -> Result<&BTreeMap<OsString, Node>, Errno> {
        match &self.entry(folder)?.content {
            Content::Folder(live, _) => Ok(live),
            Content::File(_) => Err(Errno::ENOTDIR),
        }
    }

    pub(crate) fn look_up(&self, folder: Node, name: &OsStr) -> Result<Node, Errno> {
        self.names(folder)?.get(name).copied().ok_or(Errno::ENOENT)
    }

    pub(crate) fn read(&self, node: Node, offset: usize, bytes: usize) -> Result<&[u8], Errno> {
        match &self.entry(node)?.content {
            Content::File(file) => Ok(file.read(offset, bytes)),
            Content::Folder(..) => Err(Errno::EISDIR),
        }
    }

    /// Bytes of all files that have a name.
    pub(crate) fn bytes(&self) -> u64 {
        let named = self.nodes.values().filter_map(|entry| match &entry.content {
            Content::Folder(live, _) => Some(live.values()),
            Content::File(_) => None,
        });
        let files = named.flatten().filter_map(|node| match &self.nodes.get(node)?.content {
            Content::File(file) => Some(file.len() as u64),
            Content::Folder(..) => None,
        });
        files.sum()
    }

    /// Counts a change or sync; cuts before it if this is the moment.
    fn operation(&mut self, is_sync: bool) -> Result<(), Errno> {
        match self.cut_at {
            Some((Moment::Operations(moment), kept)) if self.operations >= moment => self.cut(kept),
            Some((Moment::Syncs(moment), kept)) if is_sync && self.syncs >= moment => self.cut(kept),
            _ => {}
        }
        if self.image.is_some() {
            return Err(Errno::EIO);
        }
        self.operations += 1;
        self.syncs += u64::from(is_sync);
        Ok(())
    }

    fn room_for(&mut self, bytes_more: u64) -> Result<(), Errno> {
        match self.bytes_max {
            Some(bytes_max) if self.bytes() + bytes_more > bytes_max => {
                self.refused_full += 1;
                Err(Errno::ENOSPC)
            }
            _ => Ok(()),
        }
    }

    fn file(&mut self, node: Node) -> Result<&mut File, Errno> {
        match self.nodes.get_mut(&node).map(|entry| &mut entry.content) {
            Some(Content::File(file)) => Ok(file),
            Some(Content::Folder(..)) => Err(Errno::EISDIR),
            None => Err(Errno::ENOENT),
        }
    }

    pub(crate) fn write(&mut self, node: Node, offset: usize, bytes: &[u8], now: SystemTime) -> Result<(), Errno> {
        self.operation(false)?;
        let more = (offset + bytes.len()).saturating_sub(self.file(node)?.len());
        if more > 0 {
            self.room_for(more as u64)?;
        }
        self.file(node)?.write(offset, bytes);
        self.touch(node, now);
        Ok(())
    }

    pub(crate) fn resize(&mut self, node: Node, bytes: usize, now: SystemTime) -> Result<(), Errno> {
        self.operation(false)?;
        let more = bytes.saturating_sub(self.file(node)?.len());
        if more > 0 {
            self.room_for(more as u64)?;
        }
        self.file(node)?.resize(bytes);
        self.touch(node, now);
        Ok(())
    }

    /// The mode counts as durable at once: nothing here depends on it.
    pub(crate) fn set_mode(&mut self, node: Node, mode: u16) {
        if let Some(entry) = self.nodes.get_mut(&node) {
            entry.mode = mode;
        }
    }

    fn touch(&mut self, node: Node, now: SystemTime) {
        if let Some(entry) = self.nodes.get_mut(&node) {
            entry.changed = now;
        }
    }

    pub(crate) fn make(&mut self, folder: Node, name: &OsStr, mode: u16, content: Content) -> Result<Node, Errno> {
        self.operation(false)?;
        if self.names(folder)?.contains_key(name) {
            return Err(Errno::EEXIST);
        }
        self.room_for(1)?;
        let node = self.next;
        self.next += 1;
        self.nodes.insert(node, Entry { content, mode, changed: SystemTime::UNIX_EPOCH });
        self.rename_now(vec![(folder, name.to_owned(), Some(node))]);
        Ok(node)
    }

    pub(crate) fn remove(&mut self, folder: Node, name: &OsStr, is_folder: bool) -> Result<(), Errno> {
        self.operation(false)?;
        let node = self.look_up(folder, name)?;
        match (&self.entry(node)?.content, is_folder) {
            (Content::Folder(live, _), true) if !live.is_empty() => return Err(Errno::ENOTEMPTY),
            (Content::File(_), true) => return Err(Errno::ENOTDIR),
            (Content::Folder(..), false) => return Err(Errno::EISDIR),
            _ => {}
        }
        self.rename_now(vec![(folder, name.to_owned(), None)]);
        Ok(())
    }

    pub(crate) fn rename(&mut self, from: (Node, &OsStr), to: (Node, &OsStr), replace: bool) -> Result<(), Errno> {
        self.operation(false)?;
        let node = self.look_up(from.0, from.1)?;
        if self.names(to.0)?.contains_key(to.1) && !replace {
            return Err(Errno::EEXIST);
        }
        if from != to {
            self.rename_now(vec![(from.0, from.1.to_owned(), None), (to.0, to.1.to_owned(), Some(node))]);
        }
        Ok(())
    }

    fn rename_now(&mut self, changes: Vec<(Node, OsString, Option<Node>)>) {
        let renamed = Renamed(changes);
        apply(&mut self.nodes, &renamed, |content| match content {
            Content::Folder(live, _) => Some(live),
            Content::File(_) => None,
        });
        self.waiting.push(renamed);
    }

    /// A sync of a file or folder.
    pub(crate) fn sync(&mut self, node: Node) -> Result<(), Errno> {
        let number = self.syncs;
        self.operation(true)?;
        let is_folder = matches!(self.entry(node)?.content, Content::Folder(..));
        if let Some((from, until, kept)) = self.fail_syncs
            && (from..until).contains(&number)
        {
            self.syncs_failed += 1;
            if !is_folder {
                self.file(node)?.fail(kept);
            }
            return Err(Errno::EIO);
        }
        match (self.lying, is_folder) {
            (true, _) => {}
            (false, true) => self.sync_names(node),
            (false, false) => self.file(node)?.sync(),
        }
        Ok(())
    }

    /// Makes the names of a folder durable, and every earlier change that one of them follows from.
    fn sync_names(&mut self, folder: Node) {
        let mut folders = BTreeSet::from([folder]);
        let mut arrived = vec![false; self.waiting.len()];
        for (renamed, arrived) in self.waiting.iter().zip(&mut arrived).rev() {
            if renamed.0.iter().any(|(folder, ..)| folders.contains(folder)) {
                folders.extend(renamed.0.iter().map(|(folder, ..)| *folder));
                *arrived = true;
            }
        }
        let waiting = std::mem::take(&mut self.waiting);
        for (renamed, arrived) in waiting.into_iter().zip(arrived) {
            if arrived {
                apply(&mut self.nodes, &renamed, durable_names);
            } else {
                self.waiting.push(renamed);
            }
        }
    }

    /// All that is live, durable.
    pub(crate) fn settled(&self) -> Self {
        let nodes = self.nodes.iter().map(|(node, entry)| {
            let content = match &entry.content {
                Content::File(file) => Content::File(file.settled()),
                Content::Folder(live, _) => Content::Folder(live.clone(), live.clone()),
            };
            (*node, Entry { content, ..*entry })
        });
        Self::of(nodes.collect(), self.next)
    }

    /// Keeps aside what a cut at this moment leaves.
    pub(crate) fn cut(&mut self, kept: Kept) {
        self.cut_at = None;
        let mut chance = match kept {
            Kept::Torn(seed) => Some(Chance::new(seed)),
            Kept::Synced => None,
            Kept::Cache => {
                let waiting = self.waiting.clone();
                self.image = Some(Box::new(Self { waiting, ..Self::of(self.nodes.clone(), self.next) }));
                return;
            }
        };
        let mut nodes = self.nodes.clone();
        if let Some(chance) = &mut chance {
            let journal = chance.happens(50);
            let first = usize::try_from(chance.below(self.waiting.len() as u64 + 1)).unwrap_or_default();
            for (number, renamed) in self.waiting.iter().enumerate() {
                if if journal { number < first } else { chance.happens(50) } {
                    apply(&mut nodes, renamed, durable_names);
                }
            }
        }
        for entry in nodes.values_mut() {
            entry.content = match (&entry.content, &mut chance) {
                (Content::File(file), Some(chance)) => Content::File(file.torn(chance)),
                (Content::File(file), None) => Content::File(file.synced()),
                (Content::Folder(_, durable), _) => Content::Folder(durable.clone(), durable.clone()),
            };
        }
        self.image = Some(Box::new(Self::of(nodes, self.next)));
    }
}

type Names = BTreeMap<OsString, Node>;

fn durable_names(content: &mut Content) -> Option<&mut Names> {
    match content {
        Content::Folder(_, durable) => Some(durable),
        Content::File(_) => None,
    }
}

fn apply(nodes: &mut BTreeMap<Node, Entry>, renamed: &Renamed, names: fn(&mut Content) -> Option<&mut Names>) {
    for (folder, name, node) in &renamed.0 {
        let Some(names) = nodes.get_mut(folder).and_then(|entry| names(&mut entry.content)) else { continue };
        match node {
            Some(node) => names.insert(name.clone(), *node),
            None => names.remove(name),
        };
    }
}
