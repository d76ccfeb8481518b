//! The format: root, directories, chunks. It opens no file and asks for no chunk.

pub mod carrier;

use serde::{Deserialize, Serialize};

/// Number of a chunk inside one bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChunkId(pub u32);

/// A chunk as the packer made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedChunk {
    /// Its content hash, 32 hexadecimal digits.
    pub name: String,
    /// Its bytes.
    pub payload: Vec<u8>,
}

/// Why a bundle is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The root is not one.
    #[error("the root of the bundle is damaged: {0}")]
    Root(String),
    /// A chunk is not what the root says.
    #[error("chunk {0} is not the one that was packed")]
    Chunk(String),
}
