//! What becomes of a question to the engine, apart from its answer: why there is none, and how far it is. It asks nothing.

use super::loader::ChunkFault;
use crate::protocol::{Refusal, Worked};

/// How long the worker may work on one turn without a word.
pub(super) const DEADLINE_MILLIS: u32 = 10_000;

/// Why an ask has no answer. The page goes on in every case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// A newer ask of the same channel took its place.
    #[error("a newer request took its place")]
    Superseded,
    /// It took too long and was stopped.
    #[error("it took longer than {} seconds and was stopped", DEADLINE_MILLIS / 1000)]
    Deadline,
    /// A chunk it needs did not come.
    #[error("chunk {name}: {reason}")]
    Chunk {
        /// The chunk's name.
        name: String,
        /// Why it did not come.
        reason: ChunkFault,
    },
    /// The engine cannot answer it.
    #[error("{0}")]
    Refused(Refusal),
    /// It was stopped: the reader wished it, or asked something else instead.
    #[error("it was stopped")]
    Stopped,
    /// The worker broke down over it, or cannot be started.
    #[error("the search engine stopped")]
    Lost,
}

/// How far the chunks are that are being waited for. Both are zero when nothing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    /// Chunks asked for since nothing was waited for.
    pub asked: u32,
    /// Of these, chunks that came.
    pub arrived: u32,
    /// How far the engine is with what it is working on.
    pub worked: Worked,
}
