//! Rows of families, best first: what a list shows of each, and the articles it is narrowed by.
//!
//! A chunk of [`crate::bundle::Section::FamilyRows`] has rows of one list in the order of their rank; `first` is the list (0 what
//! is worth a row, 1 what is set apart) shifted left by 32, plus the rank of the first. Deflated; inflated: the number of rows,
//! then each: the kind (byte), the label (text), which family of this key it is, words, places, wordings, the number of
//! articles, and for each the gap from the one before.

use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::group::{deflate, inflate};
use crate::reuse::{FamilyKind, family_key};

/// A family as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyRow {
    /// What it is.
    pub kind: FamilyKind,
    /// Its wording at its earliest place, or the beginning of it.
    pub label: String,
    /// Which family of the same key: most are the first, 0.
    pub nth: u32,
    /// Words of its longest place.
    pub words: u32,
    /// Its places.
    pub places: u32,
    /// Its different wordings.
    pub wordings: u32,
    /// The articles that have it, ascending.
    pub articles: Vec<u32>,
}

impl FamilyRow {
    /// What its record is looked up by.
    pub fn key(&self) -> String {
        family_key(&self.label, self.nth)
    }

    /// What it takes in memory, about.
    pub fn size_bytes(&self) -> usize {
        size_of::<Self>() + self.label.len() + size_of_val(self.articles.as_slice())
    }
}

/// What a directory says of a chunk: its list, and the rank of its first row.
pub fn row_number(is_apart: bool, rank: u32) -> u64 {
    u64::from(is_apart) << 32 | u64::from(rank)
}

/// Packs rows.
pub fn write_rows(rows: &[FamilyRow]) -> Vec<u8> {
    let mut out = Writer::new();
    out.varint(rows.len() as u64);
    for row in rows {
        out.byte(row.kind as u8);
        out.text(&row.label);
        [row.nth, row.words, row.places, row.wordings].iter().for_each(|&n| out.varint(u64::from(n)));
        out.varint(row.articles.len() as u64);
        let mut before = 0;
        for &article in &row.articles {
            out.varint(u64::from(article - before));
            before = article;
        }
    }
    deflate(&out.into_bytes())
}

/// Reads what [`write_rows`] wrote; no article is numbered `articles` or higher.
///
/// # Errors
/// When the bytes are not a chunk of rows.
pub fn read_rows(payload: &[u8], articles: u32) -> Result<Vec<FamilyRow>> {
    const WHAT: &str = "families";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(7, WHAT)?;
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        let at = reader.at();
        let kind = super::kind_of(reader.byte(WHAT)?, WHAT, at)?;
        let label = reader.text(WHAT)?.to_owned();
        let mut number = || reader.varint32(WHAT);
        let (nth, words, places, wordings) = (number()?, number()?, number()?, number()?);
        let listed = reader.count(1, WHAT)?;
        let mut list: Vec<u32> = Vec::with_capacity(listed);
        for _ in 0..listed {
            let at = reader.at();
            let gap = reader.varint32(WHAT)?;
            let article = match list.last() {
                Some(before) => before.checked_add(gap).filter(|_| gap > 0),
                None => Some(gap),
            };
            list.push(article.filter(|&n| n < articles).ok_or(BundleError::Invalid { what: WHAT, at })?);
        }
        rows.push(FamilyRow { kind, label, nth, words, places, wordings, articles: list });
    }
    reader.end(WHAT)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(label: &str, articles: Vec<u32>) -> FamilyRow {
        let kind = FamilyKind::Formula;
        FamilyRow { kind, label: label.to_owned(), nth: 1, words: 6, places: 9, wordings: 2, articles }
    }

    #[test]
    fn rows_come_back_and_name_no_article_that_is_not_there() {
        let rows = [row("gạo nếp rời bến từ sớm", vec![0, 4, 9]), row("", vec![])];
        let payload = write_rows(&rows);
        assert_eq!(read_rows(&payload, 10).unwrap(), rows);
        assert!(read_rows(&payload, 9).is_err());
        assert_eq!(rows[0].key(), "gao nep roi ben tu som\u{1}1");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = read_rows(&deflate(&bytes), 100);
            let _ = read_rows(&bytes, 100);
        }
    }
}
