//! A chunk: one independently checked piece of the packed data, named by its content.

use super::error::{BundleError, Result};
use super::volume;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What a chunk is checked against and named by: the first 8 bytes of its SHA-256.
pub type Digest = [u8; 8];

/// The digest of some bytes. Directories are what a first search loads most of, and digests most of them. A digest finds out
/// damage, a chunk of another corpus, an answer that is no chunk: of such bytes one in 2^64 would pass. It does not protect
/// from who may change the files: he may change the root as well.
pub fn digest(bytes: &[u8]) -> Digest {
    let mut start = Digest::default();
    start.copy_from_slice(&sha256(bytes)[..size_of::<Digest>()]);
    start
}

/// A hash as lower-case hex digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)] as char, DIGITS[usize::from(b & 15)] as char]).collect()
}

/// The name of the chunk with this digest: its hex digits.
pub fn name_of(digest: &Digest) -> String {
    hex(digest)
}

/// Number of a chunk inside one bundle: its section in the high 8 bits, its place there in the low 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChunkId(pub u32);

/// A chunk that is wanted, as a host needs to know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkRef {
    /// Its number in the bundle.
    pub id: ChunkId,
    /// Its name: file name or inline key.
    pub name: String,
    /// Its size.
    pub size_bytes: u32,
    /// Which part of a volume its file is; `None` when it lies in a file of its own.
    pub part: Option<Part>,
}

impl ChunkRef {
    /// The name of the file it lies in, without its ending: its own, or that of a volume.
    pub fn file(&self) -> String {
        self.part.map_or_else(|| self.name.clone(), |part| volume::file_of(&part.volume))
    }
}

/// A part of a volume: the file of one chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What the volume is named by: the digest of its file.
    pub volume: Digest,
    /// Its first byte there.
    pub start: u32,
    /// Its length there: a little more than the chunk's, see [`super::carrier`].
    pub length: u32,
}

impl Part {
    /// The part of this length that follows in the same volume.
    pub fn next(&self, length: u32) -> Self {
        let start = self.start.saturating_add(self.length).saturating_add(volume::BETWEEN.len() as u32);
        Self { volume: self.volume, start, length }
    }

    /// Whether this part follows another in its volume.
    pub fn follows(&self, before: &Self) -> bool {
        before.next(self.length) == *self
    }
}

/// A chunk as the packer makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedChunk {
    /// Its name, see [`name_of`].
    pub name: String,
    /// Its bytes.
    pub payload: Vec<u8>,
}

/// What a directory knows of a chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Of the payload.
    pub hash: Digest,
    /// Length of the payload.
    pub size_bytes: u32,
    /// The first article or ordinal in it; what it counts depends on the section.
    pub first: u64,
    /// The first key in it, for sections in key order; empty otherwise.
    pub first_key: Vec<u8>,
    /// Which part of a volume its file is; `None` when it lies in a file of its own.
    pub part: Option<Part>,
}

impl Entry {
    /// Checks bytes that are said to be this chunk.
    ///
    /// # Errors
    /// When their length or hash differs. Costs one SHA-256 pass.
    pub fn verify(&self, payload: &[u8]) -> Result<()> {
        if payload.len() != self.size_bytes as usize {
            let name = name_of(&self.hash);
            return Err(BundleError::Size { name, expected: self.size_bytes, found: payload.len() });
        }
        if digest(payload) != self.hash {
            return Err(BundleError::Checksum { name: name_of(&self.hash) });
        }
        Ok(())
    }
}
