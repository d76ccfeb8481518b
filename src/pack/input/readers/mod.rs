//! What one file holds: one article, or many, or a reason why none.
//!
//! A reader gets a file's bytes and hands over articles in their order in the file. It opens no other file and writes
//! nothing.

use super::{Found, Reason, Skipped, decode};
use crate::article::{Article, extract};
use crate::pack::InputConfig;

/// Hands over every article of a file's bytes, or reasons why something in it is left out, in their order in the file.
pub fn articles_of(
    file: &Found,
    bytes: Vec<u8>,
    _config: &InputConfig,
    emit: &mut dyn FnMut(Result<Article, Skipped>),
) {
    emit(decode(bytes).map(|text| extract(&file.id, text)).map_err(|reason: Reason| Skipped::new(&file.path, reason)));
}
