//! The table from stable ids to article numbers, by the hashes of the ids.
//!
//! # Layout
//!
//! All pairs of hash and number in the order of the hashes, at most 2,048 in a chunk; the directory's `first` is a chunk's
//! first hash. A chunk: their number (varint), then for each its hash (8 bytes, big-endian) and its article's number
//! (varint). Ids that share a hash stand side by side, by their numbers; whoever asks compares the ids themselves.

use super::codec::{Reader, Writer};
use super::error::Result;

const IDS_PER_CHUNK: usize = 2048;
const WHAT: &str = "id table";

/// Hashes of ids, ascending, each with its article's number.
pub type Ids = Vec<(u64, u32)>;

/// The chunks of the table, each with its first hash. `hashes` are those of all articles, by their numbers.
pub fn write_ids(hashes: impl Iterator<Item = u64>) -> Vec<(u64, Vec<u8>)> {
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

/// Reads a chunk that [`write_ids`] wrote.
///
/// # Errors
/// When the bytes are not a part of an id table.
pub fn read_ids(payload: &[u8]) -> Result<Ids> {
    let mut reader = Reader::new(payload);
    let count = reader.count(9, WHAT)?;
    let mut ids = Vec::with_capacity(count);
    for _ in 0..count {
        let mut hash = [0; 8];
        hash.copy_from_slice(reader.raw(8, WHAT)?);
        ids.push((u64::from_be_bytes(hash), reader.varint32(WHAT)?));
    }
    reader.end(WHAT)?;
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_in_the_order_of_their_hashes() {
        let chunks = write_ids([7, 3, u64::MAX].into_iter());
        let (first, payload) = &chunks[0];
        assert_eq!((chunks.len(), *first), (1, 3));
        assert_eq!(payload[..10], [3, 0, 0, 0, 0, 0, 0, 0, 3, 1], "three of them, the hash 3, article 1");
        assert_eq!(read_ids(payload).unwrap(), [(3, 1), (7, 0), (u64::MAX, 2)]);
        assert_eq!(write_ids(0..2049).iter().map(|(first, _)| *first).collect::<Vec<_>>(), [0, 2048]);
        assert!(read_ids(&payload[..payload.len() - 1]).is_err());
    }
}
