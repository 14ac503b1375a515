//! Serving disks to the kernel.

use crate::disk::{Content, Entry, Node, State, TOP};
use crate::file::File;
use crate::orders::obey;
use fuser::{
    Config, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags, Generation, INodeNo, LockOwner, MountOption,
    OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory, ReplyEmpty, ReplyEntry, ReplyOpen,
    ReplyStatfs, ReplyWrite, Request, TimeOrNow, WriteFlags,
};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// Everything changes through the kernel that caches it.
const CACHED: Duration = Duration::from_secs(3600);
const BLOCK_BYTES: u32 = 4096;

/// Mounts in `folder`, answers 0 when that is done, obeys the orders on standard input and unmounts at their end.
///
/// # Errors
/// What the system says when it does not mount; an order that is none.
pub fn serve(folder: &Path) -> io::Result<()> {
    let world = Arc::new(Mutex::new(World::default()));
    let mut config = Config::default();
    config.mount_options = vec![MountOption::FSName("powercut".to_owned()), MountOption::NoAtime];
    config.n_threads = Some(2);
    config.clone_fd = true;
    let session = fuser::spawn_mount(Serve::new(world.clone()), folder, &config)?;
    let done = take_orders(&world);
    // Detached at once, whoever still has a file open.
    let _ = rustix::mount::unmount(folder, rustix::mount::UnmountFlags::DETACH);
    drop(session);
    done
}

fn take_orders(world: &Mutex<World>) -> io::Result<()> {
    let mut answers = io::stdout().lock();
    writeln!(answers, "0")?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let answer = obey(&mut lock(world), &line);
        let answer = answer.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, line))?;
        writeln!(answers, "{answer}")?;
    }
    Ok(())
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

/// All disks of a mount.
#[derive(Debug, Default)]
pub(crate) struct World {
    disks: BTreeMap<u64, State>,
    last: u64,
}

impl World {
    pub(crate) fn add(&mut self, state: State) -> u64 {
        // A number never comes back, so the kernel's caches of a disk that is gone never speak for another.
        self.last += 1;
        self.disks.insert(self.last, state);
        self.last
    }

    pub(crate) fn remove(&mut self, number: u64) {
        self.disks.remove(&number);
    }

    pub(crate) fn disk(&mut self, number: u64) -> Option<&mut State> {
        self.disks.get_mut(&number)
    }
}

/// The file system that the kernel sees.
#[derive(Debug)]
pub(crate) struct Serve {
    world: Arc<Mutex<World>>,
    user: u32,
    group: u32,
}

/// Inode of the mount's own folder: disk 0, which is none.
const ALL: u64 = 1;

fn inode(disk: u64, node: Node) -> INodeNo {
    INodeNo(disk << 32 | u64::from(node))
}

fn parts(inode: INodeNo) -> (u64, Node) {
    (inode.0 >> 32, u32::try_from(inode.0 & u64::from(u32::MAX)).unwrap_or_default())
}

#[expect(clippy::disallowed_methods, reason = "files of a test bear the machine's time, as anywhere")]
fn now() -> SystemTime {
    SystemTime::now()
}

impl Serve {
    pub(crate) fn new(world: Arc<Mutex<World>>) -> Self {
        let (user, group) = (rustix::process::getuid().as_raw(), rustix::process::getgid().as_raw());
        Self { world, user, group }
    }

    /// Works on the disk of an inode.
    fn on<T>(&self, inode: INodeNo, work: impl FnOnce(&mut State, u64, Node) -> Result<T, Errno>) -> Result<T, Errno> {
        let (disk, node) = parts(inode);
        let mut world = lock(&self.world);
        let state = world.disk(disk).ok_or(if inode.0 == ALL { Errno::EPERM } else { Errno::ENOENT })?;
        work(state, disk, node)
    }

    fn facts(&self, disk: u64, node: Node, entry: &Entry) -> FileAttr {
        let (kind, size) = match &entry.content {
            Content::File(file) => (FileType::RegularFile, file.len() as u64),
            Content::Folder(..) => (FileType::Directory, 0),
        };
        self.attributes(inode(disk, node), kind, size, entry.mode, entry.changed)
    }

    fn attributes(&self, ino: INodeNo, kind: FileType, size: u64, perm: u16, changed: SystemTime) -> FileAttr {
        FileAttr {
            ino,
            size,
            blocks: size.div_ceil(512),
            atime: changed,
            mtime: changed,
            ctime: changed,
            crtime: changed,
            kind,
            perm,
            nlink: if kind == FileType::Directory { 2 } else { 1 },
            uid: self.user,
            gid: self.group,
            rdev: 0,
            blksize: BLOCK_BYTES,
            flags: 0,
        }
    }

    fn of(&self, inode: INodeNo) -> Result<FileAttr, Errno> {
        if inode.0 == ALL {
            return Ok(self.attributes(inode, FileType::Directory, 0, 0o755, SystemTime::UNIX_EPOCH));
        }
        self.on(inode, |state, disk, node| Ok(self.facts(disk, node, state.entry(node)?)))
    }

    fn found(&self, parent: INodeNo, name: &OsStr) -> Result<FileAttr, Errno> {
        if parent.0 == ALL {
            let disk: u64 = name.to_str().and_then(|name| name.parse().ok()).ok_or(Errno::ENOENT)?;
            return self.of(inode(disk, TOP));
        }
        self.on(parent, |state, disk, folder| {
            let node = state.look_up(folder, name)?;
            Ok(self.facts(disk, node, state.entry(node)?))
        })
    }

    fn made(&self, parent: INodeNo, name: &OsStr, mode: u32, content: Content) -> Result<FileAttr, Errno> {
        self.on(parent, |state, disk, folder| {
            let node = state.make(folder, name, permissions(mode), content)?;
            Ok(self.facts(disk, node, state.entry(node)?))
        })
    }

    fn listed(&self, folder: INodeNo) -> Result<Vec<(INodeNo, FileType, OsString)>, Errno> {
        self.on(folder, |state, disk, node| {
            let names = state.names(node)?.iter().map(|(name, node)| {
                let kind = match state.entry(*node)?.content {
                    Content::File(_) => FileType::RegularFile,
                    Content::Folder(..) => FileType::Directory,
                };
                Ok((inode(disk, *node), kind, name.clone()))
            });
            names.collect()
        })
    }
}

fn permissions(mode: u32) -> u16 {
    u16::try_from(mode & 0o7777).unwrap_or_default()
}

fn size(bytes: u64) -> Result<usize, Errno> {
    usize::try_from(bytes).map_err(|_| Errno::EFBIG)
}

fn tell(result: Result<(), Errno>, reply: ReplyEmpty) {
    match result {
        Ok(()) => reply.ok(),
        Err(error) => reply.error(error),
    }
}

fn tell_entry(result: Result<FileAttr, Errno>, reply: ReplyEntry) {
    match result {
        Ok(facts) => reply.entry(&CACHED, &facts, Generation(0)),
        Err(error) => reply.error(error),
    }
}

impl Filesystem for Serve {
    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        tell_entry(self.found(parent, name), reply);
    }

    fn getattr(&self, _: &Request, ino: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        match self.of(ino) {
            Ok(facts) => reply.attr(&CACHED, &facts),
            Err(error) => reply.error(error),
        }
    }

    fn setattr(
        &self,
        _: &Request,
        ino: INodeNo,
        mode: Option<u32>,
        _uid: Option<u32>,
        _gid: Option<u32>,
        bytes: Option<u64>,
        _atime: Option<TimeOrNow>,
        _mtime: Option<TimeOrNow>,
        _ctime: Option<SystemTime>,
        _fh: Option<FileHandle>,
        _crtime: Option<SystemTime>,
        _chgtime: Option<SystemTime>,
        _bkuptime: Option<SystemTime>,
        _flags: Option<fuser::BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let done = self.on(ino, |state, disk, node| {
            if let Some(bytes) = bytes {
                state.resize(node, size(bytes)?, now())?;
            }
            if let Some(mode) = mode {
                state.set_mode(node, permissions(mode));
            }
            Ok(self.facts(disk, node, state.entry(node)?))
        });
        match done {
            Ok(facts) => reply.attr(&CACHED, &facts),
            Err(error) => reply.error(error),
        }
    }

    fn mkdir(&self, _: &Request, parent: INodeNo, name: &OsStr, mode: u32, _: u32, reply: ReplyEntry) {
        let content = Content::Folder(BTreeMap::new(), BTreeMap::new());
        tell_entry(self.made(parent, name, mode, content), reply);
    }

    fn create(&self, _: &Request, parent: INodeNo, name: &OsStr, mode: u32, _: u32, _: i32, reply: ReplyCreate) {
        match self.made(parent, name, mode, Content::File(File::default())) {
            Ok(facts) => {
                reply.created(&CACHED, &facts, Generation(0), FileHandle(0), FopenFlags::FOPEN_KEEP_CACHE);
            }
            Err(error) => reply.error(error),
        }
    }

    fn unlink(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        tell(self.on(parent, |state, _, folder| state.remove(folder, name, false)), reply);
    }

    fn rmdir(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        tell(self.on(parent, |state, _, folder| state.remove(folder, name, true)), reply);
    }

    fn rename(
        &self,
        _: &Request,
        parent: INodeNo,
        name: &OsStr,
        newparent: INodeNo,
        newname: &OsStr,
        flags: RenameFlags,
        reply: ReplyEmpty,
    ) {
        let (from_disk, _) = parts(parent);
        let (to_disk, to_folder) = parts(newparent);
        let done = if from_disk != to_disk {
            Err(Errno::EXDEV)
        } else if flags.difference(RenameFlags::RENAME_NOREPLACE).is_empty() {
            let replace = !flags.contains(RenameFlags::RENAME_NOREPLACE);
            self.on(parent, |state, _, folder| state.rename((folder, name), (to_folder, newname), replace))
        } else {
            Err(Errno::EINVAL)
        };
        tell(done, reply);
    }

    fn open(&self, _: &Request, _: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        reply.opened(FileHandle(0), FopenFlags::FOPEN_KEEP_CACHE);
    }

    fn read(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        offset: u64,
        bytes: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let read = self.on(ino, |state, _, node| {
            let bytes = usize::try_from(bytes).map_err(|_| Errno::EINVAL)?;
            Ok(state.read(node, size(offset)?, bytes)?.to_vec())
        });
        match read {
            Ok(read) => reply.data(&read),
            Err(error) => reply.error(error),
        }
    }

    fn write(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        offset: u64,
        data: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        match self.on(ino, |state, _, node| state.write(node, size(offset)?, data, now())) {
            Ok(()) => reply.written(u32::try_from(data.len()).unwrap_or_default()),
            Err(error) => reply.error(error),
        }
    }

    fn fsync(&self, _: &Request, ino: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        tell(self.on(ino, |state, _, node| state.sync(node)), reply);
    }

    fn fsyncdir(&self, _: &Request, ino: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        tell(self.on(ino, |state, _, node| state.sync(node)), reply);
    }

    fn readdir(&self, _: &Request, ino: INodeNo, _: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        match self.listed(ino) {
            Ok(names) => {
                let first = usize::try_from(offset).unwrap_or(usize::MAX);
                for (number, (ino, kind, name)) in names.into_iter().enumerate().skip(first) {
                    if reply.add(ino, number as u64 + 1, kind, name) {
                        break;
                    }
                }
                reply.ok();
            }
            Err(error) => reply.error(error),
        }
    }

    fn statfs(&self, _: &Request, _: INodeNo, reply: ReplyStatfs) {
        const BLOCKS: u64 = 1 << 20;
        reply.statfs(BLOCKS, BLOCKS, BLOCKS, BLOCKS, BLOCKS, BLOCK_BYTES, 255, BLOCK_BYTES);
    }
}
