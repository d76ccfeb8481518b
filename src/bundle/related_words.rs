//! Words of the corpus that are used alike, with the articles that have them.
//!
//! A chunk of [`crate::bundle::Section::RelatedWords`] has rows in the order of their keys; `first_key` is the key of its first
//! row, `first` how many rows stand before it. Deflated; inflated: the number of rows, then each: its key (text), the number of
//! words, and each as text and articles, nearest first. A corpus too small to tell has no such chunk. Nothing here finds words.

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::group::{deflate, inflate};

/// Bytes of a chunk before it is deflated, about.
pub const CHUNK_BYTES: usize = 12 * 1024;

/// A word with those that are used like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedRow {
    /// The exact keys of its tokens, parted by spaces.
    pub key: String,
    /// The words as they are shown, nearest first, each with the articles that have it.
    pub words: Vec<(String, u32)>,
}

impl RelatedRow {
    /// What it takes in memory and, about, in a chunk.
    pub fn size_bytes(&self) -> usize {
        self.key.len() + self.words.iter().map(|(text, _)| text.len() + 3).sum::<usize>()
    }
}

/// Packs rows, by key.
pub fn write_related_words(rows: &[RelatedRow]) -> Vec<u8> {
    let mut out = Writer::new();
    out.varint(rows.len() as u64);
    for row in rows {
        out.text(&row.key);
        out.varint(row.words.len() as u64);
        for (text, articles) in &row.words {
            out.text(text);
            out.varint(u64::from(*articles));
        }
    }
    deflate(&out.into_bytes())
}

/// Reads what [`write_related_words`] wrote; no word is in more than `articles`.
///
/// # Errors
/// When the bytes are no such rows.
pub fn read_related_words(payload: &[u8], articles: u32) -> Result<Vec<RelatedRow>> {
    const WHAT: &str = "related words";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(2, WHAT)?;
    let mut rows: Vec<RelatedRow> = Vec::with_capacity(count);
    for _ in 0..count {
        let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
        let key = reader.text(WHAT)?.to_owned();
        let listed = reader.count(2, WHAT)?;
        let mut words = Vec::with_capacity(listed);
        for _ in 0..listed {
            let (text, has) = (reader.text(WHAT)?.to_owned(), reader.varint32(WHAT)?);
            words.push((text, Some(has).filter(|&has| has <= articles).ok_or(invalid.clone())?));
        }
        rows.push(RelatedRow { key, words });
    }
    reader.end(WHAT)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows() -> Vec<RelatedRow> {
        let row = |key: &str, words: &[(&str, u32)]| RelatedRow {
            key: key.to_owned(),
            words: words.iter().map(|&(text, articles)| (text.to_owned(), articles)).collect(),
        };
        vec![
            row("mưa", &[("nắng", 7), ("gió", 12)]),
            row("mưa phùn", &[("sương mù", 3)]),
            row("mừng", &[]),
            row("huế", &[("Đà Nẵng", 9)]),
        ]
    }

    #[test]
    fn rows_come_back() {
        let rows = rows();
        let payload = write_related_words(&rows);
        assert_eq!(read_related_words(&payload, 12).unwrap(), rows);
        assert!(read_related_words(&payload, 11).is_err(), "a word in more articles than there are");
        assert_eq!(read_related_words(&write_related_words(&[]), 0).unwrap(), []);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(at in any::<prop::sample::Index>(), with in any::<u8>()) {
            let mut bytes = inflate(&write_related_words(&rows()), "test").unwrap();
            let at = at.index(bytes.len());
            bytes[at] = with;
            for payload in [deflate(&bytes), deflate(&bytes[..at]), bytes] {
                let _ = read_related_words(&payload, 100);
            }
        }
    }
}
