//! How views ask the engine.

use crate::engine::protocol::{Request, Response};

/// Asks an engine.
#[derive(Clone)]
pub struct EngineHandle;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum AskError {
    /// A later request took its place.
    Superseded,
    /// Too slow.
    Deadline,
    /// A chunk could not be had.
    Chunk {
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// The engine refused.
    Refused(String),
    /// The engine is gone.
    Lost,
}

impl EngineHandle {
    /// Asks.
    pub async fn ask(&self, request: Request) -> Result<Response, AskError> {
        super::mock::answer(request).await
    }

    /// Asks; a later request of the channel takes this one's place.
    pub async fn ask_latest(&self, _channel: &'static str, request: Request) -> Result<Response, AskError> {
        super::mock::answer(request).await
    }
}
