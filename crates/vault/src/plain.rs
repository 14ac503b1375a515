use std::fmt;
use std::ops::Deref;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// What was sealed, opened: wiped when it goes.
///
/// As a `Zeroizing<Vec<u8>>` is, but at the speed of the memory: that one writes byte by byte, and of a large paper the
/// wiping took longer than its cipher.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Plain(Vec<u8>);

impl Plain {
    /// Of bytes that are, or will be, plaintext.
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes themselves, to be sealed or opened where they lie.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }

    /// Forgets all but the first bytes, which the end wipes too.
    pub(crate) fn truncate(&mut self, bytes: usize) {
        self.0.truncate(bytes);
    }

    /// The bytes, which are no plaintext any more.
    pub(crate) fn sealed(mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        // All of it then counts as room that is free, which is wiped at once.
        self.0.clear();
        self.0.spare_capacity_mut().zeroize();
    }
}

impl ZeroizeOnDrop for Plain {}

impl Deref for Plain {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Plain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Plain({} bytes)", self.0.len())
    }
}
