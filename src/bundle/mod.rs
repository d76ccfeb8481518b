//! The format: a small root, directories, and chunks that are each checked against their SHA-256.
//!
//! A bundle is a root (inlined in the page) and a set of chunks named by their content. The root holds the counts and
//! one directory for each [`Section`]; a directory whose entries do not fit the root lies in pages of its own. Nothing
//! here fetches or opens anything.
//!
//! # Root, byte by byte
//!
//! | bytes | what |
//! |---|---|
//! | 6 | `recto\0` |
//! | 2 | format version, little-endian |
//! | varints | articles; articles with a full date; fold keys; tokens in title, lead, body, aside |
//! | entries | the directory pages |
//! | per section | `0` and its entries, or `1`, their number, and for each page: its place, entries before it, `first`, `first_key` |
//! | 8 | check: the first bytes of the SHA-256 of what lies between the version and here |
//!
//! Entries are twice their number, plus one when they have keys (varint), and then each: the first 8 bytes of the
//! SHA-256, the size in bytes (varint), `first` as the difference from the entry before (varint), and, when they have keys,
//! `first_key`: how many bytes it shares with the key before (varint, at most 255), the number of the others, and those.
//! A directory page is the section's number (1 byte) and its entries.
//! Where chunks lie in volumes (see [`volume`]), the version has its ninth bit set, the check is the second 8 bytes of
//! that SHA-256, entries begin with `1`, and each entry ends with how much longer its chunk's file is than the chunk,
//! twice (varint; 0 alone is a chunk in a file of its own), plus one when it does not follow the entry before in the same
//! volume; then the volume's 8 bytes and the first byte there (varint) follow. Directory pages have files of their own.
//! Integers are LEB128, see [`codec`]. The sections' own layouts stand in their modules: [`group`], [`columns`] (with
//! [`columns::dates`] and [`columns::values`]), [`ids`], [`frequent_terms`], [`overview`], [`text_codes`], [`mentions`], [`families`], [`reprints`],
//! [`related_words`];
//! those of the index in `index`, which also writes and reads them.
//! A bundle with a password has its root and chunks encrypted, see `password`.

pub mod card;
pub mod carrier;
pub mod chunk;
pub mod codec;
pub mod columns;
mod entries;
pub mod error;
pub mod families;
pub mod frequent_terms;
pub mod glosses;
pub mod group;
pub mod ids;
pub mod mentions;
pub mod overview;
pub mod related_words;
pub mod reprints;
pub mod rice;
pub mod root;
pub mod section;
pub mod shared;
pub mod text_codes;
pub mod volume;

pub use card::Card;
pub use chunk::{ChunkId, ChunkRef, PackedChunk, Part};
pub use error::BundleError;
pub use overview::{KeyTerm, Overview, Recurring};
pub use root::{Root, Section};
pub use volume::Volumes;
