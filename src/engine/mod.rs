//! Request → Response over a bundle. The engine asks for chunks and never fetches them.

pub mod protocol;
#[cfg(not(target_arch = "wasm32"))]
mod stand_in;
#[cfg(not(target_arch = "wasm32"))]
pub use stand_in::{Engine, EngineError, Poll};
