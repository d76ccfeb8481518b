//! The sections beside index and groups: columns, the table of ids, the commonest terms.

use crate::article::Article;
use crate::bundle::codec::Writer;
use crate::bundle::columns::{Columns, Row, length_byte};
use crate::bundle::group::deflate;
use std::collections::BTreeSet;

const IDS_PER_CHUNK: usize = 2048;

/// One chunk of columns, of articles given without their texts.
pub fn columns(articles: &[Article], lengths: &[u32]) -> Vec<u8> {
    let names: BTreeSet<&String> = articles.iter().filter_map(|a| a.source.as_ref()).collect();
    let sources: Vec<String> = names.into_iter().cloned().collect();
    let rows = articles
        .iter()
        .zip(lengths)
        .map(|(article, &length)| Row {
            length: length_byte(length),
            source: article.source.as_ref().and_then(|s| sources.binary_search(s).ok()).map(|at| at as u32),
            date: article.date,
        })
        .collect();
    Columns { sources, rows }.write()
}

/// The chunks of the table from hashes of ids to numbers, each with its first hash.
pub fn ids(hashes: impl Iterator<Item = u64>) -> Vec<(u64, Vec<u8>)> {
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

/// The commonest fold keys with their articles.
pub fn common(terms: &[(String, u32)]) -> Vec<u8> {
    let mut inner = Writer::new();
    inner.varint(terms.len() as u64);
    for (fold, df) in terms {
        inner.text(fold);
        inner.varint(u64::from(*df));
    }
    deflate(&inner.into_bytes())
}
