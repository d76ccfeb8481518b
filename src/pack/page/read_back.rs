//! Reads a bundle back out of a page, for the command line. It trusts nothing it reads: whoever takes the bytes checks
//! their hash.

use crate::bundle::carrier::{self, CarrierError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const BLOCK: &str = "<script type=\"application/octet-stream;base64\" data-recto=\"";

/// How a block of bytes ends in a page.
pub const CLOSING: &str = "</script>";

/// How a block of bytes of this name starts in a page. Text of articles cannot look like it, for it is escaped.
pub fn opening(name: &str) -> String {
    format!("{BLOCK}{name}\">")
}

/// The bundle's root inside a page of either form; `None` when this is no such page. Costs a search of the page.
pub fn root_of(html: &str) -> Option<Vec<u8>> {
    inlined_chunk(html, "root")
}

/// A chunk inside a page; `None` when the page does not hold it whole. Costs a search of the page.
pub fn inlined_chunk(html: &str, name: &str) -> Option<Vec<u8>> {
    let opening = opening(name);
    let mut payload = None;
    let mut rest = html;
    while let Some(at) = rest.find(&opening) {
        let block = &rest[at + opening.len()..];
        let end = block.find(CLOSING)?;
        STANDARD.decode_vec(&block[..end], payload.get_or_insert_default()).ok()?;
        rest = &block[end..];
    }
    payload
}

/// A chunk out of its file in a folder.
///
/// # Errors
///
/// When the file is not a chunk, see [`CarrierError`].
pub fn decode_chunk_file(bytes: &[u8]) -> Result<Vec<u8>, CarrierError> {
    carrier::unwrap(bytes)
}
