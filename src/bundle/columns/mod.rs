//! The columns: what is known of every article beside its text, a few bits each. Three kinds, loaded apart:
//!
//! - **lengths** (`Section::Columns`), which every search needs: a chunk is the length bytes of
//!   [`ARTICLES_PER_CHUNK`] consecutive articles, deflated ([`super::group::inflate`]); `first` is the first article;
//! - **dates** (`Section::Dates`), one chunk, see [`dates`];
//! - **values** of the facets that need codes ([`CODED`]): a dictionary each (`Section::Values`, its place is the
//!   facet's place in [`CODED`]) and codes (`Section::Codes`, `first` is that place shifted left by 32, plus the first
//!   article), see [`values`]. Only a filter or a count by that facet loads them;
//! - **sizes**, the tokens of title, lead and body to the last one, as codes at the place [`SIZES`]: what frequencies are
//!   counted of. Only what is measured loads them.
//!
//! Nothing here knows a query.

pub mod dates;
pub mod values;

use super::error::Result;
use super::group::{deflate, inflate};
use super::root::Section;
use crate::article::Date;
use crate::article::Facet;
use dates::DatesWriter;
use values::{ValuesWriter, write_codes};

/// Articles in one chunk of lengths or codes.
pub const ARTICLES_PER_CHUNK: usize = 32_768;

/// The facets whose values are coded, by the place of their dictionary. Years come from the dates.
pub const CODED: [Facet; 2] = [Facet::Source, Facet::Category];

/// The place of the sizes among the codes: one past those of the facets.
pub const SIZES: usize = CODED.len();

/// A length in tokens as a byte: twelve steps a doubling, off by at most 3 %.
pub fn length_byte(tokens: u32) -> u8 {
    (f64::from(tokens + 1).log2() * 12.0).round().min(255.0) as u8
}

/// The length a byte stands for.
pub fn length_of(byte: u8) -> f32 {
    (f64::from(byte) / 12.0).exp2() as f32 - 1.0
}

/// Reads a chunk of lengths: a byte an article, see [`length_byte`].
///
/// # Errors
/// When the stream is damaged.
pub fn read_lengths(payload: &[u8]) -> Result<Vec<u8>> {
    inflate(payload, "lengths")
}

/// Takes articles in order of their numbers and lays out the columns. Holds some 17 bytes an article and each value once.
#[derive(Debug, Default)]
pub struct ColumnsWriter {
    lengths: Vec<u8>,
    sizes: Vec<u32>,
    dates: DatesWriter,
    values: [ValuesWriter; CODED.len()],
}

impl ColumnsWriter {
    /// Adds the next article: its length in tokens, its date, its values in the order of [`CODED`].
    pub fn push(&mut self, length_tokens: u32, date: Option<&Date>, values: [Option<&str>; CODED.len()]) {
        self.lengths.push(length_byte(length_tokens));
        self.sizes.push(length_tokens);
        self.dates.push(date);
        self.values.iter_mut().zip(values).for_each(|(writer, value)| writer.push(value));
    }

    /// The chunks: section, `first` and payload, in directory order within each section.
    pub fn finish(self) -> Vec<(Section, u64, Vec<u8>)> {
        let mut chunks = Vec::new();
        for (part, lengths) in self.lengths.chunks(ARTICLES_PER_CHUNK).enumerate() {
            chunks.push((Section::Columns, (part * ARTICLES_PER_CHUNK) as u64, deflate(lengths)));
        }
        chunks.push((Section::Dates, 0, self.dates.finish()));
        for (place, writer) in (0u64..).zip(self.values) {
            let (dictionary, codes) = writer.finish();
            chunks.push((Section::Values, place, dictionary));
            chunks.extend(codes.into_iter().map(|(first, payload)| (Section::Codes, place << 32 | first, payload)));
        }
        for (part, sizes) in (0u64..).zip(self.sizes.chunks(ARTICLES_PER_CHUNK)) {
            let first = ((SIZES as u64) << 32) | (part * ARTICLES_PER_CHUNK as u64);
            chunks.push((Section::Codes, first, write_codes(sizes.iter().copied())));
        }
        chunks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_near() {
        for tokens in [0, 1, 7, 100, 755, 2708, 100_000, 2_000_000] {
            let back = length_of(length_byte(tokens));
            assert!((back - tokens as f32).abs() <= 0.05 * tokens as f32 + 0.5, "{tokens} → {back}");
        }
    }

    #[test]
    fn columns_are_cut_in_order_of_the_directory() {
        let mut writer = ColumnsWriter::default();
        for n in 0..ARTICLES_PER_CHUNK as u32 + 5 {
            writer.push(n, None, [Some("Báo"), (n % 2 == 0).then_some("thể thao")]);
        }
        let chunks = writer.finish();
        let shape: Vec<_> = chunks.iter().map(|(section, first, _)| (*section, *first)).collect();
        let next = ARTICLES_PER_CHUNK as u64;
        let expected = [
            (Section::Columns, 0),
            (Section::Columns, next),
            (Section::Dates, 0),
            (Section::Values, 0),
            (Section::Codes, 0),
            (Section::Codes, next),
            (Section::Values, 1),
            (Section::Codes, 1 << 32),
            (Section::Codes, (1 << 32) + next),
            (Section::Codes, 2 << 32),
            (Section::Codes, (2 << 32) + next),
        ];
        assert_eq!(shape, expected);
        assert_eq!(read_lengths(&chunks[1].2).unwrap().len(), 5);
        assert_eq!(values::read_codes(&chunks[10].2).unwrap(), [next as u32, 32_769, 32_770, 32_771, 32_772]);
    }
}
