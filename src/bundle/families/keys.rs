//! Where the family of a key is listed. A key has one family; what two keys have in common is a short hash, so that whoever looks
//! one up holds the rows it finds against the key.
//!
//! A chunk of [`crate::bundle::Section::FamilyKeys`] has the number of its keys (varint), then in blocks of [`crate::bundle::rice`]
//! their hashes as gaps, ascending, and where each is listed: its rank shifted left by one, plus one where that is the list of
//! what is set apart. Keys of one hash stand in one chunk.

use crate::bundle::chunk::digest;
use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::rice::{read_blocks, write_blocks};

/// Keys in a chunk, those of one hash together.
pub const KEYS_PER_CHUNK: usize = 2048;
const WHAT: &str = "keys of families";

/// Where the family of a key is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The hash of its key.
    pub hash: u32,
    /// Its rank in its list.
    pub rank: u32,
    /// Whether that is the list of what is set apart.
    pub is_apart: bool,
}

/// The hash of a key, in 24 bits: the first of its SHA-256.
pub fn key_hash(key: &str) -> u32 {
    let [a, b, c, ..] = digest(key.as_bytes());
    u32::from_be_bytes([0, a, b, c])
}

/// Packs keys, by their hashes.
pub fn write_keys(keys: &[Listed]) -> Vec<u8> {
    let mut out = Writer::new();
    out.varint(keys.len() as u64);
    let mut before = 0;
    let gaps: Vec<u32> = keys.iter().map(|key| key.hash - std::mem::replace(&mut before, key.hash)).collect();
    write_blocks(&mut out, &gaps);
    let listed: Vec<u32> = keys.iter().map(|key| key.rank << 1 | u32::from(key.is_apart)).collect();
    write_blocks(&mut out, &listed);
    out.into_bytes()
}

/// Reads what [`write_keys`] wrote.
///
/// # Errors
/// When the bytes are not a chunk of keys.
pub fn read_keys(payload: &[u8]) -> Result<Vec<Listed>> {
    let mut reader = Reader::new(payload);
    let count = reader.varint32(WHAT)? as usize;
    let gaps = read_blocks(&mut reader, count)?;
    let listed = read_blocks(&mut reader, count)?;
    reader.end(WHAT)?;
    let mut hash = 0u32;
    let key = |(gap, listed): (u32, u32)| {
        hash = hash.checked_add(gap).ok_or(BundleError::Invalid { what: WHAT, at: 0 })?;
        Ok(Listed { hash, rank: listed >> 1, is_apart: listed & 1 == 1 })
    };
    gaps.into_iter().zip(listed).map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hashes_have_24_bits_and_differ() {
        let hashes = ["", "đam bao", "dam bao", "dam bao\u{1}1"].map(key_hash);
        assert!(hashes.iter().all(|hash| *hash < 1 << 24));
        assert!((1..4).all(|at| !hashes[..at].contains(&hashes[at])));
    }

    proptest! {
        #[test]
        fn keys_come_back(keys in prop::collection::vec((0u32..1 << 24, 0u32..1 << 30, any::<bool>()), 0..300)) {
            let mut keys: Vec<Listed> =
                keys.into_iter().map(|(hash, rank, is_apart)| Listed { hash, rank, is_apart }).collect();
            keys.sort_unstable();
            prop_assert_eq!(read_keys(&write_keys(&keys)).unwrap(), keys);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = read_keys(&bytes);
        }
    }
}
