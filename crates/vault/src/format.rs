//! How a sealed file lies: 20 bytes of header, then chunks of AES-256-GCM.

use aws_lc_rs::aead::{Aad, Nonce};
use thiserror::Error;
use uuid::Uuid;

use crate::cipher::{CipherError, aes, random};
use crate::key::Key;
use crate::plain::Plain;

/// The first bytes of every sealed file: its kind and the version of its format.
pub const MAGIC: [u8; 8] = *b"ecfile/1";
/// The same in words: the format of a sealed file.
pub const FILE_FORMAT: &str = "ecfile/1";
/// Bytes of the header: magic (8), nonce bytes of the file (8), chunk count (4, big-endian).
pub const HEADER_BYTES: usize = 20;
/// Plaintext bytes of every chunk but the last.
pub const CHUNK_BYTES: usize = 64 * 1024;
/// Bytes of the tag that follows each chunk's ciphertext.
pub const TAG_BYTES: usize = 16;

const SEALED_CHUNK_BYTES: usize = CHUNK_BYTES + TAG_BYTES;

/// What a sealed file belongs to; it opens under no other label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// The object, in whatever sense the caller gives it.
    pub object: Uuid,
    /// The object's revision.
    pub revision: u32,
}

/// Where a sealed file does not hold what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Damage {
    /// No header of a format this build knows.
    #[error("its header is not one of a sealed file")]
    Header,
    /// The length does not fit the chunk count: cut off or grown.
    #[error("its length does not fit its chunk count")]
    Length,
    /// This chunk does not open: changed, moved, of another file or label, or sealed under another key.
    #[error("chunk {0} does not open: changed, or another key or label")]
    Chunk(u32),
}

/// The header of a sealed file, checked against the file's length.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header {
    nonce: [u8; 8],
    chunks: u32,
    /// Length of the plaintext.
    pub plain_bytes: u64,
}

impl Header {
    pub fn parse(start: &[u8], sealed_bytes: u64) -> Result<Header, Damage> {
        let (magic, rest) = start.split_first_chunk::<8>().ok_or(Damage::Header)?;
        let (nonce, rest) = rest.split_first_chunk::<8>().ok_or(Damage::Header)?;
        let (chunks, _) = rest.split_first_chunk::<4>().ok_or(Damage::Header)?;
        if *magic != MAGIC {
            return Err(Damage::Header);
        }
        let chunks = u32::from_be_bytes(*chunks);
        let plain_bytes = sealed_bytes
            .checked_sub(HEADER_BYTES as u64 + u64::from(chunks) * TAG_BYTES as u64)
            .filter(|plain| chunk_count(*plain) == Some(chunks))
            .ok_or(Damage::Length)?;
        Ok(Header { nonce: *nonce, chunks, plain_bytes })
    }

    fn write(&self) -> [u8; HEADER_BYTES] {
        let mut header = [0; HEADER_BYTES];
        let parts = MAGIC.iter().chain(&self.nonce).copied().chain(self.chunks.to_be_bytes());
        for (place, byte) in header.iter_mut().zip(parts) {
            *place = byte;
        }
        header
    }

    /// Nonce of one chunk: unique under the file's key, because that key seals no other file with these random bytes.
    fn nonce(&self, chunk: u32) -> Nonce {
        let mut nonce = [0; 12];
        let bytes = self.nonce.into_iter().chain(chunk.to_be_bytes());
        for (place, byte) in nonce.iter_mut().zip(bytes) {
            *place = byte;
        }
        Nonce::assume_unique_for_key(nonce)
    }

    /// Object ‖ revision ‖ chunk count, big-endian.
    fn aad(&self, label: Label) -> Aad<Vec<u8>> {
        let mut aad = label.object.as_bytes().to_vec();
        aad.extend_from_slice(&label.revision.to_be_bytes());
        aad.extend_from_slice(&self.chunks.to_be_bytes());
        Aad::from(aad)
    }
}

/// Chunks of a plaintext; an empty one has a single empty chunk, so that it too carries a tag.
fn chunk_count(plain_bytes: u64) -> Option<u32> {
    u32::try_from(plain_bytes.div_ceil(CHUNK_BYTES as u64).max(1)).ok()
}

/// A header and the plaintext laid out with a gap for every tag, to be sealed where it lies.
pub(crate) fn lay_out(plain: &[u8]) -> Result<(Header, Plain), CipherError> {
    let plain_bytes = plain.len() as u64;
    let header = Header { nonce: random()?, chunks: chunk_count(plain_bytes).ok_or(CipherError::Failed)?, plain_bytes };
    let tags_bytes = header.chunks as usize * TAG_BYTES;
    // Full capacity at once: growing would leave unwiped plaintext behind.
    let mut staged = Vec::with_capacity(HEADER_BYTES + plain.len() + tags_bytes);
    staged.extend_from_slice(&header.write());
    for chunk in plain.chunks(CHUNK_BYTES) {
        staged.extend_from_slice(chunk);
        staged.extend_from_slice(&[0; TAG_BYTES]);
    }
    if plain.is_empty() {
        staged.extend_from_slice(&[0; TAG_BYTES]);
    }
    Ok((header, Plain::of(staged)))
}

/// A whole file sealed under `key` for `label`, as it then lies anywhere.
///
/// # Errors
/// [`CipherError`].
pub fn seal_file(key: &Key, label: Label, plain: &[u8]) -> Result<Vec<u8>, CipherError> {
    let (header, staged) = lay_out(plain)?;
    seal_chunks(header, key, label, staged)
}

/// The plaintext of a whole sealed file, opened in its own bytes.
///
/// # Errors
/// [`Damage`] for any changed byte, another key or another label.
pub fn open_file(key: &Key, label: Label, sealed: Vec<u8>) -> Result<Plain, Damage> {
    let header = Header::parse(&sealed, sealed.len() as u64)?;
    open_chunks(header, key, label, 0, Plain::of(sealed), HEADER_BYTES)
}

/// Seals what [`lay_out`] made, where it lies.
pub(crate) fn seal_chunks(header: Header, key: &Key, label: Label, mut staged: Plain) -> Result<Vec<u8>, CipherError> {
    let cipher = aes(key)?;
    let aad = header.aad(label);
    let body = staged.bytes_mut().get_mut(HEADER_BYTES..).unwrap_or_default();
    for (number, chunk) in (0..header.chunks).zip(body.chunks_mut(SEALED_CHUNK_BYTES)) {
        let (text, gap) =
            chunk.split_at_mut_checked(chunk.len().saturating_sub(TAG_BYTES)).ok_or(CipherError::Failed)?;
        let tag = cipher
            .seal_in_place_separate_tag(header.nonce(number), Aad::from(aad.as_ref()), text)
            .map_err(|_| CipherError::Failed)?;
        gap.copy_from_slice(tag.as_ref());
    }
    Ok(staged.sealed())
}

/// Opens consecutive sealed chunks, the first of them numbered `first` and lying at `from`, and gives their plaintext in the
/// same bytes: each moves up over what was opened before it.
pub(crate) fn open_chunks(
    header: Header,
    key: &Key,
    label: Label,
    first: u32,
    mut sealed: Plain,
    from: usize,
) -> Result<Plain, Damage> {
    let cipher = aes(key).map_err(|_| Damage::Chunk(first))?;
    let aad = header.aad(label);
    let (mut opened, mut start, length) = (0, from, sealed.len());
    for number in first..header.chunks {
        if start >= length {
            break;
        }
        let end = length.min(start + SEALED_CHUNK_BYTES);
        let place = sealed.bytes_mut().get_mut(opened..end).ok_or(Damage::Chunk(number))?;
        let plain = cipher.open_within(header.nonce(number), Aad::from(aad.as_ref()), place, start - opened..);
        opened += plain.map_err(|_| Damage::Chunk(number))?.len();
        start = end;
    }
    sealed.truncate(opened);
    Ok(sealed)
}

/// The chunks that hold the plaintext bytes from `start` up to `end`: the first one's number, where they lie in the
/// file, and how many plaintext bytes come before `start` in the first.
pub(crate) fn span(start: u64, end: u64) -> Option<(u32, std::ops::Range<u64>, usize)> {
    let chunk = CHUNK_BYTES as u64;
    let first = start / chunk;
    let place = |number: u64| HEADER_BYTES as u64 + number * SEALED_CHUNK_BYTES as u64;
    let skip = usize::try_from(start % chunk).ok()?;
    Some((u32::try_from(first).ok()?, place(first)..place(end.div_ceil(chunk)), skip))
}
