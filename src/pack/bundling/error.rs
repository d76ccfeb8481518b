//! Why articles could not be packed.

use super::run::RunError;
use crate::bundle::BundleError;
use crate::index::write::OrderError;
use crate::pack::store::StoreError;

/// Why articles could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// More articles than a bundle can number.
    #[error("{0} articles: one bundle holds at most 16,777,216; pack them in parts")]
    TooManyArticles(usize),
    /// A chunk that no directory can list.
    #[error("a chunk of {0} bytes: one holds at most 4 GiB")]
    LargeChunk(usize),
    /// The index did not come out in order: a defect of Recto.
    #[error("the term index is out of order: {0}")]
    Order(#[from] OrderError),
    /// The root does not read back: a defect of Recto.
    #[error("the root does not read back: {0}")]
    Root(#[from] BundleError),
    /// A chunk cannot be kept.
    #[error("a chunk cannot be written: {0}")]
    Keep(std::io::Error),
    /// A temporary file fails.
    #[error("a temporary file cannot be written: {0}")]
    Scratch(std::io::Error),
    /// An article cannot be read back.
    #[error("an article cannot be read back: {0}")]
    Store(#[from] StoreError),
    /// A run cannot be read back.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The pack was told to end.
    #[error("stopped")]
    Stopped,
}
