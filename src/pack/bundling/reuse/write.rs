//! Families become the chunks of their sections: rows and records by rank, keys by their hashes, places by article. It changes
//! no family.

use super::sorter::{Keyed, Sorted, Sorter, Space};
use super::texts::{Told, bytes_of, read};
use crate::bundle::families::{
    FamilyRecord, FamilyRow, KEYS_PER_CHUNK, Listed, RecordPlace, key_hash, record_number, row_number, write_keys,
    write_records, write_rows,
};
use crate::bundle::reprints::{ROWS_PER_CHUNK, ReprintRow, write_reprints};
use crate::bundle::root::Section;
use crate::bundle::shared::{SharedPlace, write_shared};
use crate::bundle::text_codes::{Coder, Words};
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::sink::Sections;
use crate::reuse::{Copied, PASSAGE_WORDS, family_key};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a chunk holds, before it is deflated.
const CHUNK_BYTES: usize = 16 * 1024;

/// What a chunk of rows holds, before their labels are coded: a third of it is written.
const ROWS_BYTES: usize = 24 * 1024;

/// Places of a chunk that others share: some 5 KB, since who opens an article reads one, and who traces a text one for each
/// article it is likely from.
const PLACES_PER_CHUNK: usize = 1024;

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

/// Writes the sections of families, from all of them by rank, with the dictionary of the texts. Holds some bytes a family beside
/// what is sorted.
///
/// # Errors
/// When a chunk cannot be kept, or a run cannot be read.
pub fn write(
    ranked: &Sorted<Keyed>,
    words: &Words,
    space: &Space<'_>,
    sections: &mut Sections<'_>,
) -> Result<(), BuildError> {
    // The families of a key so far, by its hash.
    let mut same_key: HashMap<u64, u32> = HashMap::new();
    let mut shared = Sorter::new(space);
    let mut lists = Lists::new(words);
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
        let (is_apart, articles) = (told.kind.is_apart(), row.articles.len() as u32);
        let rank = lists.push(row, &told, sections)?;
        if !is_apart || told.words >= PASSAGE_WORDS {
            for &RecordPlace { article, start, end, .. } in &told.places {
                // Of places that begin together the longest comes first: the others lie in it.
                shared.push([article, start, u32::MAX - end, rank << 1 | u32::from(is_apart), articles])?;
            }
        }
        Ok(())
    })?;
    lists.finish(sections)?;
    write_places(&shared.finish(), sections)
}

fn hash_of(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Rows and records of one list that wait for their chunks, and the keys of all.
struct Lists<'w> {
    coder: Coder<'w>,
    is_apart: bool,
    /// The rank of the next row in its list.
    next: u32,
    rows: Vec<FamilyRow>,
    row_bytes: usize,
    records: Vec<FamilyRecord>,
    record_bytes: usize,
    /// The number of the first record that waits.
    first_record: u64,
    keys: Vec<Listed>,
}

impl<'w> Lists<'w> {
    fn new(words: &'w Words) -> Self {
        Self {
            coder: Coder::new(words),
            is_apart: false,
            next: 0,
            rows: Vec::new(),
            row_bytes: 0,
            records: Vec::new(),
            record_bytes: 0,
            first_record: 0,
            keys: Vec::new(),
        }
    }

    /// Takes the next family; answers its rank in its list.
    fn push(&mut self, row: FamilyRow, told: &Told, sections: &mut Sections<'_>) -> Result<u32, BuildError> {
        if row.kind.is_apart() != self.is_apart {
            self.flush_rows(sections)?;
            self.flush_records(sections)?;
            (self.is_apart, self.next) = (row.kind.is_apart(), 0);
        }
        let (is_apart, rank) = (self.is_apart, self.next);
        self.next += 1;
        self.keys.push(Listed { hash: key_hash(&row.key()), rank, is_apart });
        for record in FamilyRecord::of(&row, &told.texts, &told.places) {
            if self.records.is_empty() {
                self.first_record = record_number(is_apart, rank, record.number);
            }
            self.record_bytes += record.packed_bytes();
            self.records.push(record);
            if self.record_bytes >= CHUNK_BYTES {
                self.flush_records(sections)?;
            }
        }
        self.row_bytes += row.label.len() + 8 + row.articles.len() * 2;
        self.rows.push(row);
        if self.row_bytes >= ROWS_BYTES {
            self.flush_rows(sections)?;
        }
        Ok(rank)
    }

    fn flush_rows(&mut self, sections: &mut Sections<'_>) -> Result<(), BuildError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let first = row_number(self.is_apart, self.next - self.rows.len() as u32);
        sections.put(Section::FamilyRows, write_rows(&self.rows, &mut self.coder), first, &[])?;
        self.rows.clear();
        self.row_bytes = 0;
        Ok(())
    }

    fn flush_records(&mut self, sections: &mut Sections<'_>) -> Result<(), BuildError> {
        if self.records.is_empty() {
            return Ok(());
        }
        let payload = write_records(&self.records, &mut self.coder);
        sections.put(Section::Families, payload, self.first_record, &[])?;
        self.records.clear();
        self.record_bytes = 0;
        Ok(())
    }

    /// Writes what waits, and the keys.
    fn finish(mut self, sections: &mut Sections<'_>) -> Result<(), BuildError> {
        self.flush_rows(sections)?;
        self.flush_records(sections)?;
        self.keys.sort_unstable();
        let mut keys = &self.keys[..];
        while let Some(first) = keys.first() {
            let last = keys[keys.len().min(KEYS_PER_CHUNK) - 1].hash;
            let (chunk, rest) = keys.split_at(keys.partition_point(|key| key.hash <= last));
            sections.put(Section::FamilyKeys, write_keys(chunk), u64::from(first.hash), &[])?;
            keys = rest;
        }
        Ok(())
    }
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
        if held.len() >= PLACES_PER_CHUNK && held.last().is_some_and(|last| last.article != article) {
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
