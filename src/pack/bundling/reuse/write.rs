//! Families become the chunks of their two sections: rows by rank, records by key. It changes no family.

use super::texts::Told;
use crate::bundle::families::{
    FamilyRecord, FamilyRow, PLACES_PER_RECORD, record_key, row_number, write_records, write_rows,
};
use crate::bundle::root::Section;
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::sink::Sections;
use crate::reuse::family_key;
use std::collections::HashMap;

/// What a chunk holds, before it is deflated.
const CHUNK_BYTES: usize = 16 * 1024;

/// Writes the sections of families.
///
/// # Errors
/// When a chunk cannot be kept.
pub fn write(mut told: Vec<Told>, sections: &mut Sections<'_>) -> Result<(), BuildError> {
    told.sort_by(|x, y| {
        let apart = x.row.kind.is_apart().cmp(&y.row.kind.is_apart());
        apart.then(y.rank.total_cmp(&x.rank)).then(x.record.places.cmp(&y.record.places)).then(x.row.label.cmp(&y.row.label))
    });
    let mut same_key: HashMap<String, u32> = HashMap::new();
    let mut records: Vec<FamilyRecord> = Vec::with_capacity(told.len());
    let mut rows: Vec<FamilyRow> = Vec::with_capacity(told.len());
    for Told { mut row, record, .. } in told {
        let times = same_key.entry(family_key(&row.label, 0)).or_default();
        row.nth = *times;
        *times += 1;
        records.extend(parts(record, &row.key()));
        rows.push(row);
    }
    for list in rows.chunk_by(|x, y| x.kind.is_apart() == y.kind.is_apart()) {
        let mut rank = 0;
        for chunk in pieces(list, |row| row.label.len() + 8 + row.articles.len() * 2) {
            let first = row_number(list[0].kind.is_apart(), rank);
            sections.put(Section::FamilyRows, write_rows(chunk), first, &[])?;
            rank += chunk.len() as u32;
        }
    }
    records.sort_by(|x, y| x.key.cmp(&y.key));
    let size = |record: &FamilyRecord| {
        let wordings: usize = record.wordings.iter().map(|wording| wording.len() + 1).sum();
        record.key.len() + 8 + wordings + record.places.len() * 6
    };
    for chunk in pieces(&records, size) {
        sections.put(Section::Families, write_records(chunk), 0, chunk[0].key.as_bytes())?;
    }
    Ok(())
}

/// Cuts a record where it has too many places. The first keeps the wordings.
fn parts(record: FamilyRecord, key: &str) -> Vec<FamilyRecord> {
    let of = |(number, places): (u32, &[_])| FamilyRecord {
        key: record_key(key, number),
        wordings: if number == 0 { record.wordings.clone() } else { Vec::new() },
        places: places.to_vec(),
        ..record
    };
    (0..).zip(record.places.chunks(PLACES_PER_RECORD)).map(of).collect()
}

/// Cuts a list into chunks of about the same size.
fn pieces<T>(items: &[T], size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let (mut pieces, mut first, mut held) = (Vec::new(), 0, 0);
    for (at, item) in items.iter().enumerate() {
        held += size(item);
        if held >= CHUNK_BYTES {
            pieces.push(&items[first..=at]);
            (first, held) = (at + 1, 0);
        }
    }
    if first < items.len() {
        pieces.push(&items[first..]);
    }
    pieces
}
