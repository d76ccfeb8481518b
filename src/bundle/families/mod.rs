//! Families of wording as they are kept: rows, which lists show, records, which have the wordings and places of one, and keys,
//! which tell where a family is listed.
//!
//! Their bytes alone; how they are found is for [`crate::reuse`].
//!
//! Rows and records stand in the order of their rank, so that a record repeats nothing of its row: neither the label nor which
//! articles have the family. Texts are coded with the dictionary of the articles ([`super::text_codes`]). Numbers that nothing
//! foretells are coded in blocks ([`super::rice`]) before the rest, which is deflated.

mod keys;
mod records;
mod rows;

pub use keys::{KEYS_PER_CHUNK, Listed, key_hash, read_keys, write_keys};
pub use records::{
    FamilyRecord, PLACES_PER_RECORD, RECORD_BITS, RecordPlace, WORDINGS_MOST, read_records, record_number,
    write_records,
};
pub use rows::{FamilyRow, read_rows, row_number, write_rows};

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::group::{deflate, inflate};
use super::rice::write_blocks;
use super::text_codes::{Coder, Words};
use crate::reuse::FamilyKind;

/// The kind with this number.
fn kind_of(byte: u8, what: &'static str, at: usize) -> Result<FamilyKind> {
    FamilyKind::ALL.get(usize::from(byte)).copied().ok_or(BundleError::Invalid { what, at })
}

/// A chunk: columns of numbers in blocks with the length of these, then what is deflated.
fn chunk_of(columns: &[&[u32]], inner: Writer) -> Vec<u8> {
    let (mut blocks, mut out) = (Writer::new(), Writer::new());
    columns.iter().for_each(|numbers| write_blocks(&mut blocks, numbers));
    out.bytes(&blocks.into_bytes());
    out.raw(&deflate(&inner.into_bytes()));
    out.into_bytes()
}

/// The blocks of a chunk, and what was deflated.
fn parts_of<'p>(payload: &'p [u8], what: &'static str) -> Result<(Reader<'p>, Vec<u8>)> {
    let mut reader = Reader::new(payload);
    let blocks = reader.bytes(what)?;
    Ok((Reader::new(blocks), inflate(reader.rest(), what)?))
}

/// Appends a column of numbers.
fn write_column(out: &mut Writer, numbers: impl Iterator<Item = u32>) {
    numbers.for_each(|number| out.varint(u64::from(number)));
}

/// Reads a column of so many numbers.
fn read_column(reader: &mut Reader<'_>, count: usize, what: &'static str) -> Result<Vec<u32>> {
    (0..count).map(|_| reader.varint32(what)).collect()
}

/// Appends texts of one line as one coded text.
fn write_lines<'t>(out: &mut Writer, lines: impl Iterator<Item = &'t str>, coder: &mut Coder<'_>) {
    coder.text(out, &lines.collect::<Vec<_>>().join("\n"));
}

/// Reads so many lines that [`write_lines`] wrote.
fn read_lines(reader: &mut Reader<'_>, count: usize, words: &Words, what: &'static str) -> Result<Vec<String>> {
    let at = reader.at();
    let text = words.text(reader)?;
    let lines: Vec<String> = text.split('\n').take(count).map(str::to_owned).collect();
    let is_whole = text.matches('\n').count() + 1 == count.max(1) && (count > 0 || text.is_empty());
    if is_whole { Ok(lines) } else { Err(BundleError::Invalid { what, at }) }
}

/// The sum of some counts; of a forged one what no memory holds is refused by whoever reads so many.
fn sum(counts: &[u32]) -> usize {
    counts.iter().fold(0usize, |sum, &count| sum.saturating_add(count as usize))
}
