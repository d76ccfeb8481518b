//! What can be wrong with a bundle's bytes. Reading never panics on them.

/// Bytes that are not a bundle Recto can read. Every variant names what was expected and what was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The root does not start with Recto's magic bytes.
    #[error("not a Recto bundle: expected the magic bytes {expected:?}, found {found:?}")]
    Magic {
        /// What a bundle starts with.
        expected: &'static [u8],
        /// What was there.
        found: Vec<u8>,
    },
    /// Written by another version of the format.
    #[error("bundle format {found} is not known; this Recto reads format {supported}")]
    Version {
        /// In the bundle.
        found: u16,
        /// In this program.
        supported: u16,
    },
    /// The bytes end too early.
    #[error("{what}: cut short at byte {at}")]
    Truncated {
        /// What was being read.
        what: &'static str,
        /// Where.
        at: usize,
    },
    /// A value that the format does not allow.
    #[error("{what}: not valid at byte {at}")]
    Invalid {
        /// What was being read.
        what: &'static str,
        /// Where.
        at: usize,
    },
    /// A chunk of another size than its directory says.
    #[error("chunk {name}: expected {expected} bytes, found {found}")]
    Size {
        /// The chunk.
        name: String,
        /// In the directory.
        expected: u32,
        /// What came.
        found: usize,
    },
    /// A chunk whose SHA-256 is not the one in its directory.
    #[error("chunk {name}: altered (its SHA-256 is not the one in the directory)")]
    Checksum {
        /// The chunk.
        name: String,
    },
    /// The bundle is encrypted, and no key was given, or another.
    #[error("the bundle is protected by a password")]
    Locked,
    /// A chunk number that the directory does not have.
    #[error("the bundle has no chunk number {0:#x}")]
    UnknownChunk(u32),
}

/// Shorthand of this module.
pub type Result<T> = std::result::Result<T, BundleError>;
