//! The format: root, directories, chunks. (Stand-in until the format lands.)

use serde::{Deserialize, Serialize};

/// What is wrong with a bundle's bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// A chunk whose SHA-256 is not the one in its directory.
    #[error("chunk {name}: altered (its SHA-256 is not the one in the directory)")]
    Checksum {
        /// The chunk.
        name: String,
    },
    /// The root cannot be read.
    #[error("the root cannot be read")]
    Root,
}

/// Number of a chunk inside one bundle.
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
}

/// A chunk as the packer makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedChunk {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub payload: Vec<u8>,
}
