//! What every search needs of every article: a length byte, the date, the source. A few bytes an article.
//!
//! Payload (inflated, see [`super::group::inflate`]): the sources (count, then texts), then for each article of the
//! chunk a length byte, the source's number plus one (varint, 0 for none), and a flag byte 0 (undated) or 1 and the date.

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::group::{deflate, inflate, read_date, write_date};
use crate::article::Date;

/// Articles in one columns chunk.
pub const ARTICLES_PER_CHUNK: usize = 8192;

/// One article's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its length, see [`length_byte`].
    pub length: u8,
    /// Its source, as an index into the chunk's sources.
    pub source: Option<u32>,
    /// Its date.
    pub date: Option<Date>,
}

/// The rows of consecutive articles.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Columns {
    /// The sources its rows name.
    pub sources: Vec<String>,
    /// In article order.
    pub rows: Vec<Row>,
}

/// A length in tokens as a byte: twelve steps a doubling, off by at most 3 %.
pub fn length_byte(tokens: u32) -> u8 {
    (f64::from(tokens + 1).log2() * 12.0).round().min(255.0) as u8
}

/// The length a byte stands for.
pub fn length_of(byte: u8) -> f32 {
    (f64::from(byte) / 12.0).exp2() as f32 - 1.0
}

impl Columns {
    /// Packs them.
    pub fn write(&self) -> Vec<u8> {
        let mut inner = Writer::new();
        inner.varint(self.sources.len() as u64);
        self.sources.iter().for_each(|source| inner.text(source));
        inner.varint(self.rows.len() as u64);
        for row in &self.rows {
            inner.byte(row.length);
            inner.varint(row.source.map_or(0, |source| u64::from(source) + 1));
            inner.byte(u8::from(row.date.is_some()));
            row.date.iter().for_each(|date| write_date(&mut inner, date));
        }
        deflate(&inner.into_bytes())
    }

    /// Reads them.
    ///
    /// # Errors
    /// When the bytes are not columns.
    pub fn read(payload: &[u8]) -> Result<Self> {
        const WHAT: &str = "columns";
        let inner = inflate(payload, WHAT)?;
        let mut reader = Reader::new(&inner);
        let count = reader.count(1, WHAT)?;
        let sources = (0..count).map(|_| reader.text(WHAT).map(str::to_owned)).collect::<Result<Vec<_>>>()?;
        let count = reader.count(3, WHAT)?;
        let mut rows = Vec::with_capacity(count);
        for _ in 0..count {
            let length = reader.byte(WHAT)?;
            let at = reader.at();
            let source = reader.varint32(WHAT)?.checked_sub(1);
            if source.is_some_and(|source| source as usize >= sources.len()) {
                return Err(BundleError::Invalid { what: WHAT, at });
            }
            let date = if reader.byte(WHAT)? == 0 { None } else { Some(read_date(&mut reader)?) };
            rows.push(Row { length, source, date });
        }
        reader.end(WHAT)?;
        Ok(Self { sources, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back() {
        let date = "2021-01-24".parse().ok();
        let columns = Columns {
            sources: vec!["Báo A".into(), "Báo B".into()],
            rows: vec![Row { length: 9, source: Some(1), date }, Row { length: 0, source: None, date: None }],
        };
        assert_eq!(Columns::read(&columns.write()).unwrap(), columns);
    }

    #[test]
    fn lengths_are_near() {
        for tokens in [0, 1, 7, 100, 755, 2708, 100_000, 2_000_000] {
            let back = length_of(length_byte(tokens));
            assert!((back - tokens as f32).abs() <= 0.05 * tokens as f32 + 0.5, "{tokens} → {back}");
        }
    }
}
