//! For each thing mentioned the articles that mention it, and the things most mentioned.
//!
//! # Names
//!
//! A chunk of [`crate::bundle::Section::Names`] has rows in the order of kind and key; `first_key` is the kind's number as a byte and
//! the key of its first row. Deflated; inflated: the number of rows, then each: the kind (byte), the key (text), the number
//! of its expansions and each as text and articles, the number of articles, and for each the gap from the one before and
//! the mentions in it. Rows of long forms have their abbreviations for expansions. The row with the empty key counts all mentions of its kind.
//!
//! # Leaders
//!
//! A chunk of [`crate::bundle::Section::Leaders`] has the most mentioned keys of a kind, most articles first; of dates, all months
//! and years in their order. `first` is the kind shifted left by 32, plus the rank of its first row. Deflated; inflated: the
//! number of rows, then each: the key (text), articles, mentions.

use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::group::{deflate, inflate};
use crate::mentions::{KINDS, Kind};

/// A thing mentioned, with where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRow {
    /// What it is.
    pub kind: Kind,
    /// Its normal form; empty for the row of all mentions of the kind.
    pub key: String,
    /// Of an abbreviation: long forms that texts give, with the articles that do, most first; one that no text gives but is
    /// common has none. Of a long form: its abbreviations, likewise.
    pub expansions: Vec<(String, u32)>,
    /// Articles, ascending, each with the mentions in it.
    pub articles: Vec<(u32, u32)>,
}

impl NameRow {
    /// What a chunk's `first_key` says of its first row.
    pub fn order_key(kind: Kind, key: &str) -> String {
        let mut whole = String::from(char::from(kind as u8));
        whole.push_str(key);
        whole
    }

    /// What it takes in memory, about.
    pub fn size_bytes(&self) -> usize {
        let forms: usize = self.expansions.iter().map(|(form, _)| form.len() + size_of::<(String, u32)>()).sum();
        size_of::<Self>() + self.key.len() + forms + size_of_val(self.articles.as_slice())
    }

    /// All mentions.
    pub fn hits(&self) -> u64 {
        self.articles.iter().map(|row| u64::from(row.1)).sum()
    }
}

/// Packs rows, in the order of kind and key.
pub fn write_names(rows: &[NameRow]) -> Vec<u8> {
    let mut out = Writer::new();
    out.varint(rows.len() as u64);
    for row in rows {
        out.byte(row.kind as u8);
        out.text(&row.key);
        out.varint(row.expansions.len() as u64);
        for (long, articles) in &row.expansions {
            out.text(long);
            out.varint(u64::from(*articles));
        }
        out.varint(row.articles.len() as u64);
        let mut before = 0;
        for (article, hits) in &row.articles {
            out.varint(u64::from(article - before));
            out.varint(u64::from(*hits));
            before = *article;
        }
    }
    deflate(&out.into_bytes())
}

/// Reads what [`write_names`] wrote; no article is numbered `articles` or higher.
///
/// # Errors
/// When the bytes are not a chunk of names.
pub fn read_names(payload: &[u8], articles: u32) -> Result<Vec<NameRow>> {
    const WHAT: &str = "names";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(4, WHAT)?;
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        let at = reader.at();
        let kind = *KINDS.get(usize::from(reader.byte(WHAT)?)).ok_or(BundleError::Invalid { what: WHAT, at })?;
        let key = reader.text(WHAT)?.to_owned();
        let expansions = reader.count(2, WHAT)?;
        let expansions = (0..expansions)
            .map(|_| Ok((reader.text(WHAT)?.to_owned(), reader.varint32(WHAT)?)))
            .collect::<Result<_>>()?;
        let listed = reader.count(2, WHAT)?;
        let mut list: Vec<(u32, u32)> = Vec::with_capacity(listed);
        let mut before = 0u32;
        for place in 0..listed {
            let at = reader.at();
            let gap = reader.varint32(WHAT)?;
            let article = before.checked_add(gap).filter(|&n| n < articles && (place == 0 || gap > 0));
            let article = article.ok_or(BundleError::Invalid { what: WHAT, at })?;
            list.push((article, reader.varint32(WHAT)?));
            before = article;
        }
        rows.push(NameRow { kind, key, expansions, articles: list });
    }
    reader.end(WHAT)?;
    Ok(rows)
}

/// A thing mentioned, with how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leader {
    /// Its normal form.
    pub key: String,
    /// Articles that mention it.
    pub articles: u32,
    /// Mentions.
    pub hits: u64,
}

/// Packs rows in their order.
pub fn write_leaders(rows: &[Leader]) -> Vec<u8> {
    let mut out = Writer::new();
    out.varint(rows.len() as u64);
    for row in rows {
        out.text(&row.key);
        out.varint(u64::from(row.articles));
        out.varint(row.hits);
    }
    deflate(&out.into_bytes())
}

/// Reads what [`write_leaders`] wrote.
///
/// # Errors
/// When the bytes are not a chunk of leaders.
pub fn read_leaders(payload: &[u8]) -> Result<Vec<Leader>> {
    const WHAT: &str = "leaders";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(3, WHAT)?;
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        let key = reader.text(WHAT)?.to_owned();
        rows.push(Leader { key, articles: reader.varint32(WHAT)?, hits: reader.varint(WHAT)? });
    }
    reader.end(WHAT)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows() -> Vec<NameRow> {
        vec![
            NameRow { kind: Kind::People, key: String::new(), expansions: vec![], articles: vec![(0, 3), (7, 1)] },
            NameRow {
                kind: Kind::Abbreviations,
                key: "HĐ".into(),
                expansions: vec![("hội đồng".into(), 2)],
                articles: vec![(7, 1)],
            },
        ]
    }

    #[test]
    fn names_and_leaders_come_back() {
        assert_eq!(read_names(&write_names(&rows()), 8).unwrap(), rows());
        assert!(read_names(&write_names(&rows()), 7).is_err(), "an article that the corpus does not have");
        let leaders = vec![Leader { key: "a".into(), articles: 3, hits: 9 }];
        assert_eq!(read_leaders(&write_leaders(&leaders)).unwrap(), leaders);
    }

    proptest! {
        #[test]
        fn altered_names_are_read_or_refused(at in any::<prop::sample::Index>(), with in any::<u8>()) {
            let mut bytes = inflate(&write_names(&rows()), "test").unwrap();
            let at = at.index(bytes.len());
            bytes[at] = with;
            for payload in [deflate(&bytes), deflate(&bytes[..at])] {
                let _ = (read_names(&payload, 8), read_leaders(&payload));
            }
        }
    }
}
