//! Rows of families, best first: what a list shows of each, and the articles it is narrowed by.
//!
//! A chunk of [`crate::bundle::Section::FamilyRows`] has rows of one list in the order of their rank; `first` is the list (0 what
//! is worth a row, 1 what is set apart) shifted left by 32, plus the rank of the first. In blocks: the articles of all rows, each
//! as the gap from the one before in its row. Deflated; inflated: the number of rows, then a column for each of these: the
//! kinds (bytes), which family of its key each is, words, articles, places beyond one an article, wordings; and the labels, a
//! line each, as one coded text.

use super::{chunk_of, kind_of, parts_of, read_column, read_lines, sum, write_column, write_lines};
use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::rice::read_blocks;
use crate::bundle::text_codes::{Coder, Words};
use crate::reuse::{FamilyKind, family_key};

/// A family as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyRow {
    /// What it is.
    pub kind: FamilyKind,
    /// Its wording at its earliest place, or the beginning of it: one line.
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
    /// What it is looked up by.
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

/// Packs rows; their labels with the dictionary of the texts.
pub fn write_rows(rows: &[FamilyRow], coder: &mut Coder<'_>) -> Vec<u8> {
    let mut gaps = Vec::new();
    for row in rows {
        let mut before = 0;
        gaps.extend(row.articles.iter().map(|&article| article - std::mem::replace(&mut before, article)));
    }
    let mut inner = Writer::new();
    inner.varint(rows.len() as u64);
    rows.iter().for_each(|row| inner.byte(row.kind as u8));
    write_column(&mut inner, rows.iter().map(|row| row.nth));
    write_column(&mut inner, rows.iter().map(|row| row.words));
    write_column(&mut inner, rows.iter().map(|row| row.articles.len() as u32));
    // Every article has one place at least.
    write_column(&mut inner, rows.iter().map(|row| row.places.wrapping_sub(row.articles.len() as u32)));
    write_column(&mut inner, rows.iter().map(|row| row.wordings));
    write_lines(&mut inner, rows.iter().map(|row| row.label.as_str()), coder);
    chunk_of(&[&gaps], inner)
}

/// Reads what [`write_rows`] wrote; no article is numbered `articles` or higher.
///
/// # Errors
/// When the bytes are not a chunk of rows.
pub fn read_rows(payload: &[u8], articles: u32, words: &Words) -> Result<Vec<FamilyRow>> {
    const WHAT: &str = "families";
    let (mut blocks, inner) = parts_of(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    // A kind and five numbers take a byte each at least.
    let count = reader.count(6, WHAT)?;
    let at = reader.at();
    let kinds = reader.raw(count, WHAT)?.iter().map(|&byte| kind_of(byte, WHAT, at)).collect::<Result<Vec<_>>>()?;
    let mut column = || read_column(&mut reader, count, WHAT);
    let (nths, lengths, listed, more, wordings) = (column()?, column()?, column()?, column()?, column()?);
    let mut gaps = read_blocks(&mut blocks, sum(&listed))?.into_iter();
    blocks.end(WHAT)?;
    let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
    let mut labels = read_lines(&mut reader, count, words, WHAT)?.into_iter();
    reader.end(WHAT)?;
    let mut rows = Vec::with_capacity(count);
    for (at, kind) in kinds.into_iter().enumerate() {
        let mut before: Option<u32> = None;
        let article = |gap: u32| {
            let article = match before {
                Some(before) => before.checked_add(gap).filter(|_| gap > 0),
                None => Some(gap),
            };
            before = article.filter(|&article| article < articles);
            before.ok_or(invalid.clone())
        };
        let articles = gaps.by_ref().take(listed[at] as usize).map(article).collect::<Result<Vec<u32>>>()?;
        let places = more[at].wrapping_add(listed[at]);
        let label = labels.next().ok_or(invalid.clone())?;
        rows.push(FamilyRow {
            kind,
            label,
            nth: nths[at],
            words: lengths[at],
            places,
            wordings: wordings[at],
            articles,
        });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::group::deflate;
    use proptest::prelude::*;

    fn row(label: &str, articles: Vec<u32>) -> FamilyRow {
        let kind = FamilyKind::Formula;
        FamilyRow { kind, label: label.to_owned(), nth: 1, words: 6, places: 9, wordings: 2, articles }
    }

    #[test]
    fn rows_come_back_and_name_no_article_that_is_not_there() {
        let rows = [row("gạo nếp rời bến từ sớm", vec![0, 4, 9]), row("", vec![]), row("gạo nếp", vec![7, 8])];
        for words in [Words::default(), Words::choose(std::iter::repeat_n("gạo nếp", 9))] {
            let payload = write_rows(&rows, &mut Coder::new(&words));
            assert_eq!(read_rows(&payload, 10, &words).unwrap(), rows);
            assert!(read_rows(&payload, 9, &words).is_err());
        }
        assert_eq!(rows[0].key(), "gao nep roi ben tu som\u{1}1");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(blocks in prop::collection::vec(any::<u8>(), 0..20), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut out = Writer::new();
            out.bytes(&blocks);
            out.raw(&deflate(&bytes));
            let _ = read_rows(&out.into_bytes(), 100, &Words::default());
            let _ = read_rows(&bytes, 100, &Words::default());
        }
    }
}
