//! The overview as one deflated chunk: what the page shows before anything is asked.
//!
//! # Layout, once inflated
//!
//! Texts are their length in bytes (varint) and those; dates are as in [`super::group`]; lists begin with their number.
//!
//! | what | how |
//! |---|---|
//! | title, about, contact | texts |
//! | undated | varint |
//! | span | a byte, 1 when there is one, then two dates |
//! | periods | each a date and the number of its articles (varint) |
//! | sources, people | each a text and the number of its articles (varint) |
//! | recurring wording | each a text, articles, hits (varints), a byte, 1 when a date follows, the date |
//! | key terms | each a text, articles, hits (varints) |
//! | examples | texts |

use super::codec::{Reader, Writer};
use super::error::Result;
use super::group::{deflate, inflate, read_date, write_date};
use crate::article::Date;
use serde::{Deserialize, Serialize};

const WHAT: &str = "overview";

/// What the corpus is.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Overview {
    /// Its name.
    pub title: String,
    /// A sentence or two about it, by its maker.
    pub about: String,
    /// Whom to write to.
    pub contact: String,
    /// Hash of everything packed, 16 hex digits; keys of stored settings and links carry it.
    pub corpus: String,
    /// Articles.
    pub articles: u32,
    /// Tokens in title, lead and body.
    pub tokens: u64,
    /// Earliest and latest date of an article.
    pub span: Option<(Date, Date)>,
    /// Articles without a full date (none, or no year).
    pub undated: u32,
    /// Articles per month (`2021-01`) or year (`2021`), ascending, without empty periods.
    pub periods: Vec<(Date, u32)>,
    /// Articles per source, most first. Articles without one are not listed.
    pub sources: Vec<(String, u32)>,
    /// Wording that recurs in most articles.
    pub recurring: Vec<Recurring>,
    /// Terms that mark this corpus, as words to search.
    pub key_terms: Vec<KeyTerm>,
    /// People by number of articles, most first.
    pub people: Vec<(String, u32)>,
    /// Example queries made from this corpus.
    pub examples: Vec<String>,
}

/// A wording that recurs across articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recurring {
    /// As it stands in its earliest article.
    pub text: String,
    /// Articles that have it.
    pub articles: u32,
    /// Times it occurs.
    pub hits: u32,
    /// The earliest dated article that has it.
    pub earliest: Option<Date>,
}

/// A word or phrase that marks a corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyTerm {
    /// As most often written.
    pub text: String,
    /// Articles that have it.
    pub articles: u32,
    /// Times it occurs.
    pub hits: u32,
}

/// Packs an overview. The corpus hash and the counts that the root holds are left out: the reader of the root sets them.
pub fn write_overview(overview: &Overview) -> Vec<u8> {
    let mut out = Writer::new();
    for text in [&overview.title, &overview.about, &overview.contact] {
        out.text(text);
    }
    out.varint(u64::from(overview.undated));
    out.byte(u8::from(overview.span.is_some()));
    overview.span.iter().flat_map(|(from, to)| [from, to]).for_each(|date| write_date(&mut out, date));
    out.varint(overview.periods.len() as u64);
    for (period, articles) in &overview.periods {
        write_date(&mut out, period);
        out.varint(u64::from(*articles));
    }
    for list in [&overview.sources, &overview.people] {
        out.varint(list.len() as u64);
        for (name, articles) in list {
            out.text(name);
            out.varint(u64::from(*articles));
        }
    }
    out.varint(overview.recurring.len() as u64);
    for wording in &overview.recurring {
        out.text(&wording.text);
        out.varint(u64::from(wording.articles));
        out.varint(u64::from(wording.hits));
        out.byte(u8::from(wording.earliest.is_some()));
        wording.earliest.iter().for_each(|date| write_date(&mut out, date));
    }
    out.varint(overview.key_terms.len() as u64);
    for term in &overview.key_terms {
        out.text(&term.text);
        out.varint(u64::from(term.articles));
        out.varint(u64::from(term.hits));
    }
    out.varint(overview.examples.len() as u64);
    overview.examples.iter().for_each(|example| out.text(example));
    deflate(&out.into_bytes())
}

fn list<T>(reader: &mut Reader<'_>, mut one: impl FnMut(&mut Reader<'_>) -> Result<T>) -> Result<Vec<T>> {
    let count = reader.count(1, WHAT)?;
    (0..count).map(|_| one(reader)).collect()
}

fn named(reader: &mut Reader<'_>) -> Result<(String, u32)> {
    Ok((reader.text(WHAT)?.to_owned(), reader.varint32(WHAT)?))
}

/// Reads what [`write_overview`] wrote.
///
/// # Errors
/// When the bytes are not an overview.
pub fn read_overview(payload: &[u8]) -> Result<Overview> {
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let reader = &mut reader;
    let overview = Overview {
        title: reader.text(WHAT)?.to_owned(),
        about: reader.text(WHAT)?.to_owned(),
        contact: reader.text(WHAT)?.to_owned(),
        undated: reader.varint32(WHAT)?,
        span: if reader.byte(WHAT)? == 0 { None } else { Some((read_date(reader)?, read_date(reader)?)) },
        periods: list(reader, |r| Ok((read_date(r)?, r.varint32(WHAT)?)))?,
        sources: list(reader, named)?,
        people: list(reader, named)?,
        recurring: list(reader, |r| {
            Ok(Recurring {
                text: r.text(WHAT)?.to_owned(),
                articles: r.varint32(WHAT)?,
                hits: r.varint32(WHAT)?,
                earliest: if r.byte(WHAT)? == 0 { None } else { Some(read_date(r)?) },
            })
        })?,
        key_terms: list(reader, |r| {
            Ok(KeyTerm { text: r.text(WHAT)?.to_owned(), articles: r.varint32(WHAT)?, hits: r.varint32(WHAT)? })
        })?,
        examples: list(reader, |r| Ok(r.text(WHAT)?.to_owned()))?,
        ..Overview::default()
    };
    reader.end(WHAT)?;
    Ok(overview)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overview_comes_back() {
        let date = "2021-01".parse().unwrap();
        let overview = Overview {
            title: "Kho".into(),
            about: "Về kho".into(),
            span: Some((date, date)),
            undated: 3,
            periods: vec![(date, 4)],
            sources: vec![("Báo".into(), 2)],
            people: vec![("Người".into(), 1)],
            recurring: vec![Recurring { text: "câu".into(), articles: 2, hits: 3, earliest: None }],
            key_terms: vec![KeyTerm { text: "từ".into(), articles: 1, hits: 9 }],
            examples: vec!["ví dụ".into()],
            ..Overview::default()
        };
        assert_eq!(read_overview(&write_overview(&overview)).unwrap(), overview);
    }
}
