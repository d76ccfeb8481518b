//! A packed site as it lies on a disk: its files and their record, opened, checked and read back. Native.
//!
//! For every command that reads what is packed. It writes nothing, and knows nothing of how a site is made.

mod file;
mod open;
mod read_back;
mod record;
pub mod seal;
mod verify;

pub use crate::bundle::carrier::CarrierError;
pub use file::{
    Hashed, INDEX_NAME, SiteFile, TEMPORARY_PREFIX, chunk_path, is_hash_named, is_remnant, sha256_file, sha256_hex,
};
pub use open::{LoadError, Loader, OpenSite, PAGE_HEAD_BYTES, SiteError, open_site, open_with, root_at, words_of};
pub use read_back::{Blocks, CLOSING, decode_chunk_file, inlined_chunk, opening, part_at, root_of};
pub use record::{Found, RECORD_NAME, Record, RecordFile, RecordTable};
pub use verify::{Finding, Verdict, verify};
