//! Words that are used alike, written as a section. It finds none: [`crate::measure`] does.

use super::error::BuildError;
use super::sink::Sections;
use crate::bundle::related_words::{CHUNK_BYTES, RelatedRow, write_related_words};
use crate::bundle::root::Section;
use crate::measure::WordTable;

/// Finds the words of what was heard that are used alike, and writes them; nothing where there are none.
///
/// # Errors
/// When a chunk cannot be kept.
pub fn write(
    table: &WordTable,
    (heard, articles): (Vec<u16>, Vec<u32>),
    sections: &mut Sections<'_>,
) -> Result<(), BuildError> {
    let (mut rows, mut first) = (table.related(heard, &articles), 0);
    while !rows.is_empty() {
        let mut bytes = 0;
        let mut fits = |row: &RelatedRow| {
            bytes += row.size_bytes();
            bytes <= CHUNK_BYTES
        };
        let many = rows.iter().take_while(|row| fits(row)).count().max(1);
        let rest = rows.split_off(many);
        sections.put(Section::RelatedWords, write_related_words(&rows), first, rows[0].key.as_bytes())?;
        first += many as u64;
        rows = rest;
    }
    Ok(())
}
