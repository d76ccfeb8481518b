//! The term index: an `fst` map of fold keys, entries with their exact forms, postings and positions.
//!
//! Two spellings of a word share a fold key (`bảo`, `báo`, `bao` → `bao`); each exact form keeps lists of its own, so
//! that a query chooses among the forms and every count is exact for its match tier. Lists are separate for each
//! field. An article's tokens are numbered through all its blocks in reading order, with [`BLOCK_GAP`] numbers left
//! out between two blocks, so that no phrase reaches from one block into the next.
//!
//! # Layout
//!
//! *Terms*: the bytes of an `fst::Map` from fold key to ordinal, counted from the directory's `first`.
//!
//! *Entries*: the number of fold keys (varint), then for each the length of its entry in bytes (varint) and the entry:
//! the number of exact forms, and for each form its exact key (length and bytes; length 0 when it equals the fold key),
//! a byte with one bit per field that has a list, and per such field:
//!
//! | what | how |
//! |---|---|
//! | articles (df), occurrences − df | varints |
//! | postings | length in bytes (varint) and the bytes; or 0, then the chunk's place, the offset and the length |
//! | positions | likewise |
//!
//! *Postings* and *Positions* chunks are such lists end to end; see [`list`].

pub mod entry;
pub mod forged;
pub mod list;
pub mod placed;
pub mod terms;
pub mod write;

/// Numbers left out between the last token of a block and the first of the next.
pub const BLOCK_GAP: u32 = 16;

/// The longest key the index holds, in bytes: a longer token is found by its first part.
pub const KEY_LIMIT_BYTES: usize = 128;

/// Cuts a key to [`KEY_LIMIT_BYTES`] at a character boundary. Used for index and query alike.
pub fn term_key(mut key: String) -> String {
    if key.len() > KEY_LIMIT_BYTES {
        let cut = (0..=KEY_LIMIT_BYTES).rev().find(|&at| key.is_char_boundary(at)).unwrap_or(0);
        key.truncate(cut);
    }
    key
}
