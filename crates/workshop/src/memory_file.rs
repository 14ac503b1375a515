//! Files that exist in memory alone, and that a tool can open by name.

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::fd::AsRawFd;

/// An anonymous file. Tools started by this process inherit it.
pub struct MemoryFile(File);

impl MemoryFile {
    /// An empty one, for a tool to write into.
    pub fn empty() -> io::Result<Self> {
        let flags = MemfdFlags::ALLOW_SEALING;
        let descriptor = match memfd_create("job", flags | MemfdFlags::NOEXEC_SEAL) {
            // Kernels before 6.3 do not know the flag that forbids running the file as a program.
            Err(Errno::INVAL) => memfd_create("job", flags),
            other => other,
        }?;
        Ok(Self(File::from(descriptor)))
    }

    /// One that holds `reader`'s bytes to its end, at most `bytes_max` of them, and can never be changed again.
    pub fn sealed(reader: &mut impl Read, bytes_max: u64) -> io::Result<(Self, u64)> {
        let mut file = Self::empty()?;
        let bytes = io::copy(&mut reader.take(bytes_max), &mut file.0)?;
        file.0.flush()?;
        fcntl_add_seals(&file.0, SealFlags::WRITE | SealFlags::SHRINK | SealFlags::GROW | SealFlags::SEAL)?;
        Ok((file, bytes))
    }

    /// The name under which this process and the tools it starts can open the file.
    pub fn path(&self) -> String {
        format!("/proc/self/fd/{}", self.0.as_raw_fd())
    }

    /// A second handle, to be a tool's output.
    pub fn handle(&self) -> io::Result<File> {
        self.0.try_clone()
    }

    /// The file's size.
    pub fn bytes(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    /// The first bytes of the file, at most `bytes_max`.
    pub fn read(&self, bytes_max: u64) -> io::Result<Vec<u8>> {
        let mut handle = self.handle()?;
        handle.seek(SeekFrom::Start(0))?;
        let mut content = Vec::new();
        handle.take(bytes_max).read_to_end(&mut content)?;
        Ok(content)
    }
}
