//! Placeholder.
use super::EngineError;
use super::cache::Access;
use super::protocol::{CompareAnswer, CompareRequest};

/// Compares.
pub fn compare(_access: &Access<'_>, _request: &CompareRequest) -> Result<Option<CompareAnswer>, EngineError> {
    Ok(None)
}
