//! Sections beside index, groups and columns: the table of ids, the commonest terms.

use crate::bundle::codec::Writer;
use crate::bundle::group::deflate;

const IDS_PER_CHUNK: usize = 2048;

/// The chunks of the table from hashes of ids to numbers, each with its first hash.
pub fn ids(hashes: impl Iterator<Item = u64>) -> Vec<(u64, Vec<u8>)> {
    let mut table: Vec<(u64, u64)> = hashes.zip(0..).collect();
    table.sort_unstable();
    let chunk = |part: &[(u64, u64)]| {
        let mut bytes = Writer::new();
        bytes.varint(part.len() as u64);
        for (hash, number) in part {
            bytes.raw(&hash.to_be_bytes());
            bytes.varint(*number);
        }
        (part[0].0, bytes.into_bytes())
    };
    table.chunks(IDS_PER_CHUNK).map(chunk).collect()
}

/// The commonest fold keys with their articles.
pub fn common(terms: &[(String, u32)]) -> Vec<u8> {
    let mut inner = Writer::new();
    inner.varint(terms.len() as u64);
    for (fold, df) in terms {
        inner.text(fold);
        inner.varint(u64::from(*df));
    }
    deflate(&inner.into_bytes())
}
