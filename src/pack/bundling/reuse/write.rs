//! Families become the chunks of their two sections: rows by rank, records by key. It changes no family.

use super::sorter::{Keyed, Sorted, Sorter, Space};
use super::texts::{Told, bytes_of, read};
use crate::bundle::families::{
    FamilyRecord, FamilyRow, PLACES_PER_RECORD, RecordPlace, row_number, write_records, write_rows,
};
use crate::bundle::reprints::{ROWS_PER_CHUNK, ReprintRow, write_reprints};
use crate::bundle::root::Section;
use crate::bundle::shared::{SharedPlace, write_shared};
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::sink::Sections;
use crate::reuse::{Copied, PASSAGE_WORDS, family_key};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a chunk holds, before it is deflated.
const CHUNK_BYTES: usize = 16 * 1024;

/// Articles that have what is set apart, up to which it tells where a text may be from.
const APART_ARTICLES: u32 = 64;

/// What a place that others share takes of a chunk, about.
const SHARED_BYTES: usize = 8;

/// Families by rank: those worth a row, then those set apart.
pub struct Ranked<'s> {
    sorter: Sorter<'s, Keyed>,
}

impl<'s> Ranked<'s> {
    /// Starts empty.
    pub fn new(space: &'s Space<'s>) -> Self {
        Self { sorter: Sorter::new(space) }
    }

    /// Takes a family.
    ///
    /// # Errors
    /// When a run cannot be written.
    pub fn add(&mut self, told: &Told) -> Result<(), BuildError> {
        let first = told.places.first().map_or([0; 3], |place| [place.article, place.start, place.end]);
        let mut key = vec![u8::from(told.kind.is_apart())];
        key.extend(descending(told.rank));
        first.iter().for_each(|number| key.extend(number.to_be_bytes()));
        key.extend(told.label().as_bytes());
        self.sorter.push(Keyed { key, with: bytes_of(told) })
    }

    /// Ends with what came.
    pub fn finish(self) -> Sorted<Keyed> {
        self.sorter.finish()
    }
}

/// Bytes that sort numbers from the highest to the lowest.
fn descending(number: f32) -> [u8; 4] {
    let bits = number.to_bits();
    let ascending = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
    (!ascending).to_be_bytes()
}

/// Writes the sections of families, from all of them by rank. Holds some bytes a family beside what is sorted.
///
/// # Errors
/// When a chunk cannot be kept, or a run cannot be read.
pub fn write(ranked: &Sorted<Keyed>, space: &Space<'_>, sections: &mut Sections<'_>) -> Result<(), BuildError> {
    // The families of a key so far, by its hash.
    let mut same_key: HashMap<u64, u32> = HashMap::new();
    let mut records = Sorter::new(space);
    let mut shared = Sorter::new(space);
    let mut rows = Rows::default();
    ranked.each(&mut |item| {
        let told: Told = read(&item.with)?;
        let times = same_key.entry(hash_of(&family_key(told.label(), 0))).or_default();
        let row = FamilyRow {
            kind: told.kind,
            label: told.label().to_owned(),
            nth: *times,
            words: told.words,
            places: told.places.len() as u32,
            wordings: told.wordings,
            articles: told.articles(),
        };
        *times += 1;
        let (nth, articles) = (row.nth, row.articles.len() as u32);
        let rank = rows.push(row, sections)?;
        let is_apart = told.kind.is_apart();
        if !is_apart || (told.words >= PASSAGE_WORDS && articles <= APART_ARTICLES) {
            for &RecordPlace { article, start, end, .. } in &told.places {
                // Of places that begin together the longest comes first: the others lie in it.
                shared.push([article, start, u32::MAX - end, rank << 1 | u32::from(is_apart), articles])?;
            }
        }
        parts(told, nth, articles)
            .into_iter()
            .try_for_each(|record| records.push(Keyed { key: record.key().into_bytes(), with: bytes_of(&record) }))
    })?;
    rows.flush(sections)?;
    write_all_records(&records.finish(), sections)?;
    write_places(&shared.finish(), sections)
}

fn hash_of(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Rows of one list that wait for their chunk.
#[derive(Default)]
struct Rows {
    is_apart: bool,
    /// The rank of the next row in its list.
    next: u32,
    held: Vec<FamilyRow>,
    bytes: usize,
}

impl Rows {
    /// Takes the next row; answers its rank in its list.
    fn push(&mut self, row: FamilyRow, sections: &mut Sections<'_>) -> Result<u32, BuildError> {
        if row.kind.is_apart() != self.is_apart {
            self.flush(sections)?;
            (self.is_apart, self.next) = (row.kind.is_apart(), 0);
        }
        let rank = self.next;
        self.next += 1;
        self.bytes += row.label.len() + 8 + row.articles.len() * 2;
        self.held.push(row);
        if self.bytes >= CHUNK_BYTES {
            self.flush(sections)?;
        }
        Ok(rank)
    }

    fn flush(&mut self, sections: &mut Sections<'_>) -> Result<(), BuildError> {
        if self.held.is_empty() {
            return Ok(());
        }
        let first = row_number(self.is_apart, self.next - self.held.len() as u32);
        sections.put(Section::FamilyRows, write_rows(&self.held), first, &[])?;
        self.held.clear();
        self.bytes = 0;
        Ok(())
    }
}

/// Writes records, by their keys.
fn write_all_records(sorted: &Sorted<Keyed>, sections: &mut Sections<'_>) -> Result<(), BuildError> {
    let (mut held, mut bytes): (Vec<FamilyRecord>, usize) = (Vec::new(), 0);
    let put = |held: &mut Vec<FamilyRecord>, sections: &mut Sections<'_>| {
        let Some(first) = held.first() else { return Ok(()) };
        sections.put(Section::Families, write_records(held), 0, first.key().as_bytes())?;
        held.clear();
        Ok(())
    };
    sorted.each(&mut |item| {
        let record: FamilyRecord = read(&item.with)?;
        let wordings: usize = record.wordings.iter().map(|wording| wording.len() + 1).sum();
        bytes += 10 + wordings + record.places.len() * 6;
        held.push(record);
        if bytes >= CHUNK_BYTES {
            bytes = 0;
            put(&mut held, sections)?;
        }
        Ok(())
    })?;
    put(&mut held, sections)
}

/// Writes what of each article others share. All places of an article lie in one chunk.
fn write_places(sorted: &Sorted<[u32; 5]>, sections: &mut Sections<'_>) -> Result<(), BuildError> {
    let mut held: Vec<SharedPlace> = Vec::new();
    let put = |held: &mut Vec<SharedPlace>, sections: &mut Sections<'_>| {
        let Some(first) = held.first() else { return Ok(()) };
        sections.put(Section::Shared, write_shared(held), u64::from(first.article), &[])?;
        held.clear();
        Ok(())
    };
    sorted.each(&mut |[article, start, from_end, listed, articles]| {
        if held.len() * SHARED_BYTES >= CHUNK_BYTES && held.last().is_some_and(|last| last.article != article) {
            put(&mut held, sections)?;
        }
        let (rank, is_apart) = (listed >> 1, listed & 1 == 1);
        held.push(SharedPlace { article, start, end: u32::MAX - from_end, rank, articles, is_apart });
        Ok(())
    })?;
    put(&mut held, sections)
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

/// The records of a family: more than one where it has too many places. The first keeps the wordings, the others their label.
fn parts(told: Told, nth: u32, all_articles: u32) -> Vec<FamilyRecord> {
    let Told { kind, words, texts, places, .. } = told;
    let of = |(number, part): (u32, &[RecordPlace])| {
        let wordings = if number == 0 { texts.clone() } else { texts[..texts.len().min(1)].to_vec() };
        let all_places = places.len() as u32;
        FamilyRecord { number, nth, kind, words, all_places, all_articles, wordings, places: part.to_vec() }
    };
    (0..).zip(places.chunks(PLACES_PER_RECORD)).map(of).collect()
}
