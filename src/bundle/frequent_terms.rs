//! The commonest fold keys with the number of their articles, by which a comparison tells what is rare.
//!
//! # Layout
//!
//! One chunk, deflated: the number of keys (varint), then for each its text (its length in bytes, varint, and those) and the
//! number of articles that have it (varint).

use super::codec::{Reader, Writer};
use super::error::Result;
use super::group::{deflate, inflate};
use std::collections::HashMap;

const WHAT: &str = "common terms";

/// Articles by fold key, for the commonest ones.
pub type FrequentTerms = HashMap<String, u32>;

/// Packs the commonest fold keys, each with the number of its articles, in the order given.
pub fn write_frequent_terms(terms: &[(String, u32)]) -> Vec<u8> {
    let mut inner = Writer::new();
    inner.varint(terms.len() as u64);
    for (fold, df) in terms {
        inner.text(fold);
        inner.varint(u64::from(*df));
    }
    deflate(&inner.into_bytes())
}

/// Reads what [`write_frequent_terms`] wrote.
///
/// # Errors
/// When the bytes are not such a chunk.
pub fn read_frequent_terms(payload: &[u8]) -> Result<FrequentTerms> {
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(2, WHAT)?;
    let mut common = HashMap::with_capacity(count);
    for _ in 0..count {
        let fold = reader.text(WHAT)?.to_owned();
        common.insert(fold, reader.varint32(WHAT)?);
    }
    reader.end(WHAT)?;
    Ok(common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_terms_come_back() {
        let terms = [("va".to_owned(), 12), ("của".to_owned(), 3)];
        let payload = write_frequent_terms(&terms);
        assert_eq!(read_frequent_terms(&payload).unwrap(), HashMap::from(terms));
        assert!(read_frequent_terms(&payload[..payload.len() / 2]).is_err());
    }
}
