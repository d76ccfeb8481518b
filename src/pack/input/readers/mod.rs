//! What one file holds: one article, or many, or a reason why none.
//!
//! A reader gets a file's bytes and hands over drafts in their order in the file, cheaply: extraction is the pipeline's
//! work, on as many threads as it likes. A reader opens no other file and writes nothing.

mod draft;

pub use draft::{Draft, Item, Source};

use super::read::{SIZE_LIMIT_BYTES, read_whole};
use super::{Found, Skipped, decode};
use crate::article::{Article, Known};
use crate::pack::InputConfig;
use std::io::Cursor;

/// Hands over every draft of a file, or reasons why something in it is left out, in their order in the file. Large
/// record files are streamed; everything else is held in memory, up to [`SIZE_LIMIT_BYTES`].
pub fn drafts_of(file: &Found, source: &mut dyn Source, _config: &InputConfig, emit: &mut dyn FnMut(Item)) {
    let whole = read_whole(source, SIZE_LIMIT_BYTES).and_then(decode);
    emit(match whole {
        Ok(text) => Item::One(Draft { id: file.id.clone(), text, known: Known::default() }),
        Err(reason) => Item::Skipped(Skipped::new(&file.path, reason)),
    });
}

/// Hands over every article of a file's bytes, or reasons why something in it is left out, in their order in the file.
/// The entry for tests and fuzzing: it extracts on the spot.
pub fn articles_of(file: &Found, bytes: Vec<u8>, config: &InputConfig, emit: &mut dyn FnMut(Result<Article, Skipped>)) {
    drafts_of(file, &mut Cursor::new(bytes), config, &mut |item| match item {
        Item::One(draft) => emit(Ok(draft.article())),
        Item::Skipped(skipped) => emit(Err(skipped)),
        Item::Decoded(_) => {}
    });
}
