//! Families become the chunks of their two sections: rows by rank, records by key. It changes no family.

use super::texts::Told;
use crate::bundle::families::{
    FamilyRecord, FamilyRow, PLACES_PER_RECORD, RecordPlace, row_number, write_records, write_rows,
};
use crate::bundle::reprints::{ROWS_PER_CHUNK, ReprintRow, write_reprints};
use crate::bundle::root::Section;
use crate::bundle::shared::{SharedPlace, write_shared};
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::sink::Sections;
use crate::reuse::{Copied, family_key};
use std::collections::HashMap;

/// What a chunk holds, before it is deflated.
const CHUNK_BYTES: usize = 16 * 1024;

/// What a place that others share takes of a chunk, about.
const SHARED_BYTES: usize = 8;

/// Writes the sections of families.
///
/// # Errors
/// When a chunk cannot be kept.
pub fn write(mut told: Vec<Told>, sections: &mut Sections<'_>) -> Result<(), BuildError> {
    told.sort_by(|x, y| {
        let apart = x.row.kind.is_apart().cmp(&y.row.kind.is_apart());
        apart
            .then(y.rank.total_cmp(&x.rank))
            .then(x.record.places.cmp(&y.record.places))
            .then(x.row.label.cmp(&y.row.label))
    });
    let mut same_key: HashMap<String, u32> = HashMap::new();
    let mut records: Vec<FamilyRecord> = Vec::with_capacity(told.len());
    let mut rows: Vec<FamilyRow> = Vec::with_capacity(told.len());
    let mut shared = Vec::new();
    for (rank, Told { mut row, record, .. }) in (0..).zip(told) {
        if !row.kind.is_apart() {
            let articles = row.articles.len() as u32;
            let place = |place: &RecordPlace| {
                let RecordPlace { article, start, end, .. } = *place;
                SharedPlace { article, start, end, rank, articles }
            };
            shared.extend(record.places.iter().map(place));
        }
        let times = same_key.entry(family_key(&row.label, 0)).or_default();
        row.nth = *times;
        *times += 1;
        records.extend(parts(record, row.nth));
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
    let mut keyed: Vec<(String, FamilyRecord)> = records.into_iter().map(|record| (record.key(), record)).collect();
    keyed.sort_by(|x, y| x.0.cmp(&y.0));
    let size = |(_, record): &(String, FamilyRecord)| {
        let wordings: usize = record.wordings.iter().map(|wording| wording.len() + 1).sum();
        10 + wordings + record.places.len() * 6
    };
    for chunk in pieces(&keyed, size) {
        let records: Vec<FamilyRecord> = chunk.iter().map(|(_, record)| record.clone()).collect();
        sections.put(Section::Families, write_records(&records), 0, chunk[0].0.as_bytes())?;
    }
    write_places(shared, sections)
}

/// Writes what of each article others share. All places of an article lie in one chunk.
fn write_places(mut shared: Vec<SharedPlace>, sections: &mut Sections<'_>) -> Result<(), BuildError> {
    // Of places that begin together the longest comes first: the others lie in it.
    shared.sort_unstable_by_key(|place| (place.article, place.start, std::cmp::Reverse(place.end), place.rank));
    let articles: Vec<&[SharedPlace]> = shared.chunk_by(|x, y| x.article == y.article).collect();
    for chunk in pieces(&articles, |places| places.len() * SHARED_BYTES) {
        sections.put(Section::Shared, write_shared(&chunk.concat()), u64::from(chunk[0][0].article), &[])?;
    }
    Ok(())
}

/// Writes which articles are copies.
///
/// # Errors
/// When a chunk cannot be kept.
pub fn write_copies(copied: &[Copied], sections: &mut Sections<'_>) -> Result<(), BuildError> {
    let row = |one: &Copied| {
        let Copied { article, group, share, share_back } = *one;
        ReprintRow { article, group, share, share_back }
    };
    let rows: Vec<ReprintRow> = copied.iter().map(row).collect();
    for chunk in rows.chunks(ROWS_PER_CHUNK) {
        sections.put(Section::Reprints, write_reprints(chunk), u64::from(chunk[0].article), &[])?;
    }
    Ok(())
}

/// Cuts a record where it has too many places. The first keeps the wordings, the others their label.
fn parts(record: FamilyRecord, nth: u32) -> Vec<FamilyRecord> {
    let of = |(number, places): (u32, &[_])| FamilyRecord {
        number,
        nth,
        wordings: record.wordings[..if number == 0 { record.wordings.len() } else { 1 }].to_vec(),
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
