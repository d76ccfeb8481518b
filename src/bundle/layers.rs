//! The layers: what each article mentions, and for each thing mentioned the articles that mention it.
//!
//! # Mentions
//!
//! A chunk of [`super::Section::Mentions`] has the articles of the group with the same `first`. Deflated (see
//! [`super::group`]); inflated:
//!
//! | bytes | what |
//! |---|---|
//! | varint | articles |
//! | list | keys: their number, then each as text |
//! | per article | the number of its mentions, then each |
//!
//! A mention is a byte (the kind, plus 8 for a range, plus 16 for a quotation), its start as the gap from the start of the
//! mention before, its length, how far before it its sentence begins, the length of the sentence, and its key's number, all
//! varints. A figure adds a byte for its claim, its value as 8 bytes (IEEE 754, little-endian), and with 8 the upper end
//! likewise; an attribution adds the start and length of its verb and with 16 of the quotation, each start as the distance
//! from the sentence's.
//!
//! # Names
//!
//! A chunk of [`super::Section::Names`] has rows in the order of kind and key; `first_key` is the kind's number as a byte and
//! the key of its first row. Deflated; inflated: the number of rows, then each: the kind (byte), the key (text), the number
//! of its expansions and each as text and articles, the number of articles, and for each the gap from the one before and
//! the mentions in it. Rows of long forms have their abbreviations for expansions. The row with the empty key counts all mentions of its kind.
//!
//! # Leaders
//!
//! A chunk of [`super::Section::Leaders`] has the most mentioned keys of a kind, most articles first; of dates, all months
//! and years in their order. `first` is the kind shifted left by 32, plus the rank of its first row. Deflated; inflated: the
//! number of rows, then each: the key (text), articles, mentions.

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::group::{deflate, inflate};
use crate::layer::{Claim, Detail, KINDS, Kind, Mention};
use std::collections::HashMap;

const RANGE: u8 = 8;
const QUOTED: u8 = 16;
const CLAIMS: [Claim; 4] = [Claim::Exact, Claim::About, Claim::AtLeast, Claim::AtMost];

/// Packs the mentions of a group's articles, in their order.
pub fn write_mentions(articles: &[Vec<Mention>]) -> Vec<u8> {
    let mut numbers: HashMap<&str, u64> = HashMap::new();
    let mut keys = Writer::new();
    let mut body = Writer::new();
    for mentions in articles {
        body.varint(mentions.len() as u64);
        let mut before = 0;
        for mention in mentions {
            let next = numbers.len() as u64;
            let number = *numbers.entry(&mention.key).or_insert_with(|| {
                keys.text(&mention.key);
                next
            });
            write_mention(&mut body, mention, before, number);
            before = mention.start;
        }
    }
    let mut out = Writer::new();
    out.varint(articles.len() as u64);
    out.varint(numbers.len() as u64);
    out.raw(&keys.into_bytes());
    out.raw(&body.into_bytes());
    deflate(&out.into_bytes())
}

fn write_mention(out: &mut Writer, mention: &Mention, before: u32, key: u64) {
    let flags = match &mention.detail {
        Detail::Figure { to: Some(_), .. } => RANGE,
        Detail::Attribution { quote: Some(_), .. } => QUOTED,
        _ => 0,
    };
    out.byte(mention.kind as u8 | flags);
    out.varint(u64::from(mention.start.saturating_sub(before)));
    out.varint(u64::from(mention.end - mention.start));
    out.varint(u64::from(mention.start - mention.sentence_start));
    out.varint(u64::from(mention.sentence_end - mention.sentence_start));
    out.varint(key);
    match &mention.detail {
        Detail::None => {}
        Detail::Figure { value, to, claim } => {
            out.byte(*claim as u8);
            out.raw(&value.to_le_bytes());
            to.iter().for_each(|to| out.raw(&to.to_le_bytes()));
        }
        Detail::Attribution { verb, quote } => {
            for (start, end) in std::iter::once(verb).chain(quote) {
                out.varint(u64::from(start.saturating_sub(mention.sentence_start)));
                out.varint(u64::from(end - start));
            }
        }
    }
}

/// Reads what [`write_mentions`] wrote. Offsets are in order, but may lie past the end of a text: whoever cuts one asks.
///
/// # Errors
/// When the bytes are not a chunk of mentions.
pub fn read_mentions(payload: &[u8]) -> Result<Vec<Vec<Mention>>> {
    const WHAT: &str = "mentions";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let articles = reader.count(1, WHAT)?;
    let count = reader.count(1, WHAT)?;
    let mut keys = Vec::with_capacity(count);
    for _ in 0..count {
        keys.push(reader.text(WHAT)?);
    }
    let mut all = Vec::with_capacity(articles);
    for _ in 0..articles {
        let count = reader.count(6, WHAT)?;
        let mut mentions = Vec::with_capacity(count);
        let mut before = 0u32;
        for _ in 0..count {
            let mention = read_mention(&mut reader, before, &keys)?;
            before = mention.start;
            mentions.push(mention);
        }
        all.push(mentions);
    }
    reader.end(WHAT)?;
    Ok(all)
}

fn read_mention(reader: &mut Reader<'_>, before: u32, keys: &[&str]) -> Result<Mention> {
    const WHAT: &str = "mention";
    let at = reader.at();
    let invalid = BundleError::Invalid { what: WHAT, at };
    let byte = reader.byte(WHAT)?;
    let kind = *KINDS.get(usize::from(byte & 7)).ok_or(invalid.clone())?;
    let start = before.checked_add(reader.varint32(WHAT)?).ok_or(invalid.clone())?;
    let end = start.checked_add(reader.varint32(WHAT)?).ok_or(invalid.clone())?;
    let sentence_start = start.checked_sub(reader.varint32(WHAT)?).ok_or(invalid.clone())?;
    let sentence_end =
        sentence_start.checked_add(reader.varint32(WHAT)?).filter(|&to| to >= end).ok_or(invalid.clone())?;
    let key = *keys.get(reader.varint32(WHAT)? as usize).ok_or(invalid.clone())?;
    let detail = match kind {
        Kind::Figures => {
            let claim = *CLAIMS.get(usize::from(reader.byte(WHAT)?)).ok_or(invalid.clone())?;
            let value = read_number(reader)?;
            let to = (byte & RANGE != 0).then(|| read_number(reader)).transpose()?;
            Detail::Figure { value, to, claim }
        }
        Kind::Attributions => {
            let mut span = || -> Result<(u32, u32)> {
                let from = sentence_start.checked_add(reader.varint32(WHAT)?).ok_or(invalid.clone())?;
                let to = from.checked_add(reader.varint32(WHAT)?).ok_or(invalid.clone())?;
                Ok((from, to))
            };
            let verb = span()?;
            Detail::Attribution { verb, quote: (byte & QUOTED != 0).then(span).transpose()? }
        }
        _ => Detail::None,
    };
    Ok(Mention { kind, start, end, key: key.to_owned(), sentence_start, sentence_end, detail })
}

fn read_number(reader: &mut Reader<'_>) -> Result<f64> {
    const WHAT: &str = "figure";
    let at = reader.at();
    let mut bytes = [0; 8];
    bytes.copy_from_slice(reader.raw(8, WHAT)?);
    let value = f64::from_le_bytes(bytes);
    // No figure of a text is infinite or no number, and JSON has neither.
    if value.is_finite() { Ok(value) } else { Err(BundleError::Invalid { what: WHAT, at }) }
}

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

    fn mention() -> impl Strategy<Value = Mention> {
        (0usize..5, 0u32..50, 1u32..40, 0u32..20, ".{0,6}", any::<bool>(), -1e9f64..1e12).prop_map(
            |(kind, at, length, before, key, more, value)| {
                let start = at + before;
                let kind = KINDS[kind];
                let detail = match kind {
                    Kind::Figures => {
                        Detail::Figure { value, to: more.then_some(value + 1.0), claim: CLAIMS[length as usize % 4] }
                    }
                    Kind::Attributions => {
                        Detail::Attribution { verb: (at + 1, at + 3), quote: more.then_some((at, at + length)) }
                    }
                    _ => Detail::None,
                };
                Mention {
                    kind,
                    start,
                    end: start + length,
                    key,
                    sentence_start: at,
                    sentence_end: start + length + 2,
                    detail,
                }
            },
        )
    }

    fn articles() -> impl Strategy<Value = Vec<Vec<Mention>>> {
        prop::collection::vec(prop::collection::vec(mention(), 0..8), 0..5).prop_map(|mut articles| {
            articles.iter_mut().for_each(|mentions| mentions.sort_by_key(|m| m.start));
            articles
        })
    }

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

    #[test]
    fn no_infinite_figure_is_read() {
        let detail = Detail::Figure { value: f64::INFINITY, to: None, claim: Claim::Exact };
        let mention = Mention {
            kind: Kind::Figures,
            start: 0,
            end: 1,
            key: String::new(),
            sentence_start: 0,
            sentence_end: 1,
            detail,
        };
        assert!(read_mentions(&write_mentions(&[vec![mention]])).is_err());
    }

    proptest! {
        #[test]
        fn mentions_come_back(articles in articles()) {
            prop_assert_eq!(read_mentions(&write_mentions(&articles)).unwrap(), articles);
        }

        #[test]
        fn altered_layers_are_read_or_refused(articles in articles(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
            let alter = |inner: Vec<u8>| {
                let mut bytes = inner;
                let at = at.index(bytes.len());
                bytes[at] = with;
                (deflate(&bytes), deflate(&bytes[..at]))
            };
            let inner = |payload: &[u8]| inflate(payload, "test").unwrap();
            for bytes in <[Vec<u8>; 2]>::from(alter(inner(&write_mentions(&articles)))) {
                let _ = read_mentions(&bytes);
            }
            for bytes in <[Vec<u8>; 2]>::from(alter(inner(&write_names(&rows())))) {
                let _ = read_names(&bytes, 8);
                let _ = read_leaders(&bytes);
            }
        }
    }
}
