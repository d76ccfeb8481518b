//! Which articles are copies of one another: a row for each article that has copies.
//!
//! A chunk of [`crate::bundle::Section::Reprints`] has rows by article; `first` is the article of its first. Deflated; inflated:
//! the number of rows, then each: the gap from the article before, how far back its group's first article lies, and in
//! hundredths how much of the article stands in that one and how much of that one in it. Nothing here finds copies.

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::group::{deflate, inflate};

/// Rows of a chunk.
pub const ROWS_PER_CHUNK: usize = 8192;

/// An article that has copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReprintRow {
    /// The article.
    pub article: u32,
    /// The first article of its group, which names the group.
    pub group: u32,
    /// Hundredths of this article that stand in the first.
    pub share: u8,
    /// Hundredths of the first that stand in this article.
    pub share_back: u8,
}

/// Packs rows, by article.
pub fn write_reprints(rows: &[ReprintRow]) -> Vec<u8> {
    let mut out = Writer::new();
    out.varint(rows.len() as u64);
    let mut before = 0;
    for row in rows {
        out.varint(u64::from(row.article - before));
        out.varint(u64::from(row.article - row.group));
        out.byte(row.share);
        out.byte(row.share_back);
        before = row.article;
    }
    deflate(&out.into_bytes())
}

/// Reads what [`write_reprints`] wrote; no article is numbered `articles` or higher.
///
/// # Errors
/// When the bytes are no such rows.
pub fn read_reprints(payload: &[u8], articles: u32) -> Result<Vec<ReprintRow>> {
    const WHAT: &str = "copies";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(4, WHAT)?;
    let mut rows: Vec<ReprintRow> = Vec::with_capacity(count);
    for _ in 0..count {
        let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
        let (gap, back) = (reader.varint32(WHAT)?, reader.varint32(WHAT)?);
        let article = match rows.last() {
            Some(before) => before.article.checked_add(gap).filter(|_| gap > 0),
            None => Some(gap),
        };
        let article = article.filter(|&article| article < articles).ok_or(invalid.clone())?;
        let group = article.checked_sub(back).ok_or(invalid)?;
        rows.push(ReprintRow { article, group, share: reader.byte(WHAT)?, share_back: reader.byte(WHAT)? });
    }
    reader.end(WHAT)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_come_back_and_name_no_article_that_is_not_there() {
        let row = |article, group, share| ReprintRow { article, group, share, share_back: 90 };
        let rows = [row(0, 0, 100), row(4, 0, 80), row(7, 5, 99)];
        let payload = write_reprints(&rows);
        assert_eq!(read_reprints(&payload, 8).unwrap(), rows);
        assert!(read_reprints(&payload, 7).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = read_reprints(&deflate(&bytes), 100);
            let _ = read_reprints(&bytes, 100);
        }
    }
}
