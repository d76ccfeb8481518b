//! Reads a bundle back out of a page, for the command line. It trusts nothing it reads: whoever takes the bytes checks
//! their hash.

use crate::bundle::carrier::{self, CarrierError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::ops::Range;

const BLOCK: &str = "<script type=\"application/octet-stream;base64\" data-recto=\"";

/// How a block of bytes ends in a page.
pub const CLOSING: &str = "</script>";

/// How a block of bytes of this name starts in a page. Text of articles cannot look like it, for it is escaped.
pub fn opening(name: &str) -> String {
    format!("{BLOCK}{name}\">")
}

/// The bundle's root inside a page of either form; `None` when this is no such page. Costs a search of the page.
pub fn root_of(html: &[u8]) -> Option<Vec<u8>> {
    inlined_chunk(html, "root")
}

/// A chunk inside a page; `None` when the page does not hold it whole. Costs a search of the page.
pub fn inlined_chunk(html: &[u8], name: &str) -> Option<Vec<u8>> {
    Blocks::of(html).payload(html, name)
}

/// Where the blocks of bytes stand in a page, by their names. The page need not be UTF-8: damage elsewhere in it is no
/// reason to lose what is whole.
#[derive(Debug, Default)]
pub struct Blocks(BTreeMap<Vec<u8>, Vec<Range<usize>>>);

impl Blocks {
    /// Finds all blocks. Costs one search of the page.
    pub fn of(html: &[u8]) -> Self {
        let mut blocks = BTreeMap::<Vec<u8>, Vec<Range<usize>>>::new();
        let mut from = 0;
        while let Some(at) = find(&html[from..], BLOCK.as_bytes()) {
            let name_at = from + at + BLOCK.len();
            from = name_at;
            let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
            let name_length = html[name_at..].iter().take_while(|byte| is_plain(byte)).count();
            if !html[name_at + name_length..].starts_with(b"\">") {
                continue;
            }
            let start = name_at + name_length + 2;
            let Some(length) = find(&html[start..], CLOSING.as_bytes()) else { break };
            blocks.entry(html[name_at..name_at + name_length].to_vec()).or_default().push(start..start + length);
            from = start + length;
        }
        Self(blocks)
    }

    /// The bytes of the blocks of one name, joined; `None` when there is none, or one is not base64.
    pub fn payload(&self, html: &[u8], name: &str) -> Option<Vec<u8>> {
        let mut payload = Vec::new();
        for place in self.0.get(name.as_bytes())? {
            STANDARD.decode_vec(html.get(place.clone())?, &mut payload).ok()?;
        }
        Some(payload)
    }
}

/// What stands at a place of a page, for who reads what a check found: a chunk by its name, a part by what it is.
/// Costs a search of the page up to there.
pub fn part_at(html: &[u8], at: usize) -> String {
    let before = &html[..at.min(html.len())];
    let Some(start) = last_opening(before) else { return "the HTML".to_owned() };
    let element = &html[start..];
    let is_closed = |closing: &[u8]| find(element, closing).is_some_and(|end| start + end + closing.len() <= at);
    if element.starts_with(b"<style") {
        return if is_closed(b"</style>") { "the HTML" } else { "the styles" }.to_owned();
    }
    if is_closed(CLOSING.as_bytes()) {
        return "the HTML".to_owned();
    }
    let tag = String::from_utf8_lossy(&element[..element.len().min(BLOCK.len() + 80)]).into_owned();
    match tag.strip_prefix(BLOCK).and_then(|rest| rest.split_once('"')) {
        Some(("app", _)) => "the app".to_owned(),
        Some(("root", _)) => "the root of the data".to_owned(),
        Some((name, _)) => format!("chunk {name}"),
        None => "the scripts".to_owned(),
    }
}

/// Where the last script or style sheet begins.
fn last_opening(html: &[u8]) -> Option<usize> {
    let opens = |at: &usize| html[*at..].starts_with(b"<script") || html[*at..].starts_with(b"<style");
    (0..html.len()).rev().find(opens)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = what.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| byte == first)?;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// A chunk out of its file in a folder.
///
/// # Errors
///
/// When the file is not a chunk, see [`CarrierError`].
pub fn decode_chunk_file(bytes: &[u8]) -> Result<Vec<u8>, CarrierError> {
    carrier::unwrap(bytes)
}
