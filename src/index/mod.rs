//! The term index: an `fst` map of fold keys, entries with their exact forms, postings and positions.
//!
//! Two spellings of a word share a fold key (`bảo`, `báo`, `bao` → `bao`); each exact form keeps lists of its own, so
//! that a query chooses among the forms and every count is exact for its match tier. Lists are separate for each
//! field. An article's tokens are numbered through all its blocks in reading order, with [`BLOCK_GAP`] numbers left
//! out between two blocks, so that no phrase reaches from one block into the next.
//!
//! # Layout
//!
//! *Terms*, deflated (see [`crate::bundle::group`]): the bytes of an `fst::Map` from fold key to ordinal, counted from the
//! directory's `first`.
//!
//! *Entries*, deflated likewise: the number of fold keys (varint), then for each the length of its entry in bytes (varint) and the entry.
//! An entry starts with twice the number of exact forms, plus one when any of its lists lies in the sections of lists
//! (varint); if so, the byte of *Postings* and the byte of *Positions* where those start (varints). Then for each form its
//! exact key (length and bytes; length 0 when it equals the fold key), a byte with one bit per field that has a list, and
//! per such field:
//!
//! | what | how |
//! |---|---|
//! | articles (df), occurrences − df | varints |
//! | postings | twice the length in bytes (varint) and the bytes; or twice the length plus one: they lie in the section, after the entry's list before |
//! | positions | likewise |
//!
//! *Postings* and *Positions* are such lists end to end, in the order of the entries. The bytes of a section are counted
//! over all its chunks: a directory entry's `first` is the first byte of its chunk. A form whose lists are more than half
//! a chunk has chunks of its own; lists are cut between their blocks, see [`list`]. `first_key` is the fold key of the
//! lists that start the chunk, a byte (1 when they are the first of the fold key, 2 when not), the exact key, and a zero
//! byte when they go on from the chunk before. So the directory alone tells which chunks a word may need, and they are
//! asked for together with its entry: [`crate::engine`]'s first trip.
//!
//! These chunks aim at 8 KB, in a large corpus at up to 64, so that their directories stay small; those of frequent forms and
//! those before them may be smaller.

pub mod entry;
pub mod forged;
pub mod gloss;
pub mod key;
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
    key.truncate(key.floor_char_boundary(KEY_LIMIT_BYTES));
    key
}
