//! Request → Response over a bundle. The engine asks for chunks and never fetches them.

pub mod protocol;
